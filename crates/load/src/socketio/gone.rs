//! Why there is no connection, or no longer.

use std::time::Duration;

use tokio_tungstenite::tungstenite::{self, handshake::client::Response, protocol::CloseFrame};

/// Why there is no connection, or no longer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Gone {
    /// The server answered the handshake with an HTTP status; 503 says when to come back.
    #[error("the handshake was answered with status {status}")]
    Turned {
        /// The HTTP status.
        status: u16,
        /// How long to stay away, where the server said so.
        retry_after: Option<Duration>,
    },
    /// The server let nobody in under this token (CONNECT_ERROR).
    #[error("not let in: {code}")]
    Denied {
        /// The stable code.
        code: String,
    },
    /// The server asked to stay away (DISCONNECT).
    #[error("told to stay away")]
    StayAway,
    /// The server closed the transport, which means: come back.
    #[error("the transport was closed with code {code:?}")]
    Closed {
        /// The WebSocket's close code, where there was one.
        code: Option<u16>,
    },
    /// The server said something that cannot be read.
    #[error("an unreadable frame: {0}")]
    Unreadable(String),
    /// The line broke.
    #[error("the line broke: {0}")]
    Broken(String),
}

impl Gone {
    pub(super) fn turned(response: &Response) -> Self {
        let seconds =
            response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
        Self::Turned { status: response.status().as_u16(), retry_after: seconds.map(Duration::from_secs) }
    }

    pub(super) fn closed(frame: Option<&CloseFrame>) -> Self {
        Self::Closed { code: frame.map(|frame| frame.code.into()) }
    }
}

impl From<tungstenite::Error> for Gone {
    fn from(error: tungstenite::Error) -> Self {
        match error {
            tungstenite::Error::Http(response) => Self::turned(&response),
            tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed => {
                Self::Closed { code: None }
            }
            other => Self::Broken(other.to_string()),
        }
    }
}
