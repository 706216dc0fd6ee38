//! Facts that end by themselves unless they are renewed: being present, being in the middle of typing.

mod deadlines;
mod presence;
mod typing;

pub use presence::{Arrival, PresenceLeases};
pub use typing::TypingLeases;
