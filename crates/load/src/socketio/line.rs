//! One connection to the Socket.IO door.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async_with_config, connect_async_with_config,
    tungstenite::{Message, Utf8Bytes, protocol::WebSocketConfig},
};

use super::{Gone, Packet, packet::DeniedBody};

/// The namespace that everything happens in.
pub const NAMESPACE: &str = "/chat";
/// How long the server may take to let somebody in.
const LET_IN_WITHIN: Duration = Duration::from_secs(15);
/// Bytes each direction of a connection buffers: small, so that thousands fit beside each other.
const BUFFER_BYTES: usize = 4096;

/// One connection to the Socket.IO door, let into the namespace. Dropping it cuts the line without a word.
pub struct Line {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pong_due: bool,
}

impl Line {
    /// Connects to a server at `base` (`http://host:port`) as whoever the token says.
    ///
    /// # Errors
    /// Why there is no connection.
    pub async fn open(base: &str, token: &str) -> Result<Self, Gone> {
        let opened = async {
            let (stream, _) = connect_async_with_config(address(base), Some(config()), true).await?;
            Self { stream, pong_due: false }.enter(token).await
        };
        timeout(LET_IN_WITHIN, opened).await.unwrap_or_else(|_| Err(silent()))
    }

    /// The same over a TCP connection that the caller has made, for instance with small buffers.
    ///
    /// # Errors
    /// Why there is no connection.
    pub async fn open_on(tcp: TcpStream, base: &str, token: &str) -> Result<Self, Gone> {
        let opened = async {
            let tcp = MaybeTlsStream::Plain(tcp);
            let (stream, _) = client_async_with_config(address(base), tcp, Some(config())).await?;
            Self { stream, pong_due: false }.enter(token).await
        };
        timeout(LET_IN_WITHIN, opened).await.unwrap_or_else(|_| Err(silent()))
    }

    /// Asks to be let in. Nothing of the namespace can come before the answer, so nothing is lost here.
    async fn enter(mut self, token: &str) -> Result<Self, Gone> {
        let auth = serde_json::json!({ "token": token });
        self.send(format!("40{NAMESPACE},{auth}")).await?;
        loop {
            let text = self.next().await?;
            match Packet::read(&text) {
                Packet::Connected => return Ok(self),
                Packet::Denied(body) => {
                    let code = serde_json::from_str::<DeniedBody>(body).map(|body| body.data.code);
                    return Err(Gone::Denied { code: code.unwrap_or_default() });
                }
                _ => {}
            }
        }
    }

    /// Sends one text frame as it is.
    ///
    /// # Errors
    /// Why the line is gone.
    pub async fn send(&mut self, text: impl Into<Utf8Bytes>) -> Result<(), Gone> {
        Ok(self.stream.send(Message::Text(text.into())).await?)
    }

    /// Sends one WebSocket message of any kind.
    ///
    /// # Errors
    /// Why the line is gone.
    pub async fn send_message(&mut self, message: Message) -> Result<(), Gone> {
        Ok(self.stream.send(message).await?)
    }

    /// The next text frame that says anything; heartbeats are answered on the way. May be cancelled and called
    /// again: no frame is lost, at worst a heartbeat is answered twice.
    ///
    /// # Errors
    /// Why the line is gone.
    pub async fn next(&mut self) -> Result<Utf8Bytes, Gone> {
        loop {
            if self.pong_due {
                self.send("3").await?;
                self.pong_due = false;
            }
            let text = match self.stream.next().await {
                Some(Ok(Message::Text(text))) => text,
                Some(Ok(Message::Close(frame))) => return Err(Gone::closed(frame.as_ref())),
                Some(Ok(_)) => continue,
                Some(Err(error)) => return Err(error.into()),
                None => return Err(Gone::Closed { code: None }),
            };
            match Packet::read(&text) {
                Packet::Ping => self.pong_due = true,
                Packet::Noop => {}
                Packet::Close => return Err(Gone::Closed { code: None }),
                Packet::Disconnected => return Err(Gone::StayAway),
                _ => return Ok(text),
            }
        }
    }

    /// Says goodbye as the official client does, and ends the connection.
    pub async fn leave(mut self) {
        let goodbye = async {
            self.send(format!("41{NAMESPACE},")).await?;
            self.stream.close(None).await.map_err(Gone::from)
        };
        // Whoever is gone already needs no goodbye.
        let _gone_already = timeout(Duration::from_secs(1), goodbye).await;
    }
}

fn address(base: &str) -> String {
    let host = base.strip_prefix("http").unwrap_or(base);
    format!("ws{}/socket.io/?EIO=4&transport=websocket", host.trim_end_matches('/'))
}

fn config() -> WebSocketConfig {
    WebSocketConfig::default().read_buffer_size(BUFFER_BYTES).write_buffer_size(BUFFER_BYTES)
}

fn silent() -> Gone {
    Gone::Broken("the server did not answer the handshake in time".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_follows_from_the_base() {
        let expected = "ws://127.0.0.1:80/socket.io/?EIO=4&transport=websocket";
        assert_eq!(address("http://127.0.0.1:80/"), expected);
        assert!(address("https://chat.example").starts_with("wss://chat.example/socket.io/"));
    }
}
