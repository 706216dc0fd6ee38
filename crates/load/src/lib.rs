//! Drives a running server from outside, as customers' and agents' programs do: over Socket.IO and HTTP.
//!
//! It imports nothing of the server but the names on the wire, so that whatever it shows holds for anybody's
//! client. It never reads the database. It touches the process it drives only as an operator would: it may
//! start one of its own, ask it to stop, kill it, and see what it takes of the machine.
//!
//! Start reading at [`socketio`] (a small client), [`server`] (a server of one's own) and `cluster` (several), then at what they are
//! for: [`people`] (simulated people for the demo), [`bench`] (how fast is it?), [`torture`] (is anything ever
//! lost?) and [`rehearse`] (both, on a running installation).

pub mod bench;
#[cfg(unix)]
pub mod cluster;
pub mod http;
pub mod machine;
pub mod people;
pub mod rehearse;
pub mod server;
pub mod socketio;
pub mod token;
pub mod torture;
