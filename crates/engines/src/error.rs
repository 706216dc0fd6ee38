//! Why there is no server.

use std::{io, time::Duration};

/// Why a server could not be started, told or ended. Each reads as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A program is not installed.
    #[error("{program} is not installed. On Debian and Ubuntu: sudo apt-get install -y {package}")]
    Missing {
        /// The program.
        program: &'static str,
        /// The Debian package that holds it.
        package: &'static str,
    },
    /// The system refused something.
    #[error("{what}: {cause}")]
    System {
        /// What was tried.
        what: String,
        /// What the system said.
        cause: io::Error,
    },
    /// A program failed, or a server ended before it was ready.
    #[error("{program} failed. It said: {said}")]
    Failed {
        /// The program.
        program: String,
        /// The end of what it said.
        said: String,
    },
    /// Something did not happen in time.
    #[error("{what} took longer than {} s. The server said: {said}", .within.as_secs())]
    Late {
        /// What was waited for.
        what: String,
        /// How long.
        within: Duration,
        /// The end of the server's log.
        said: String,
    },
}

impl EngineError {
    /// Names what was tried when the system refused it.
    pub(crate) fn system(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |cause| Self::System { what, cause }
    }
}
