//! Drives a running server from outside, as customers' and agents' programs do: over Socket.IO and HTTP.
//!
//! It imports nothing of the server but the names on the wire, so that whatever it shows holds for anybody's
//! client. It never reads the database and never touches the process it drives.
//!
//! Start reading at [`socketio`] (a small client), then [`people`] (simulated people for the demo).

pub mod http;
pub mod people;
pub mod socketio;
