//! What is carried, and how a door's wire format turns it into bytes.

use bytes::Bytes;

/// How many wire formats one hub can serve.
pub const MAX_FORMATS: usize = 8;

/// Something that happened, as everyone in its audience may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The event's name on the wire.
    pub name: &'static str,
    /// A JSON object, rendered once by the publisher and opaque here.
    pub payload: Bytes,
}

/// Turns an event into one frame of a door's wire format.
///
/// Called at most once per envelope and format, on the publisher's thread: it concatenates, it does not parse.
pub type Encoder = fn(&Event) -> Bytes;

/// A wire format known to a hub; made by [`Hub::register_format`](crate::Hub::register_format).
#[derive(Clone, Copy, Debug)]
pub struct Format {
    pub(crate) index: u8,
    pub(crate) encode: Encoder,
}
