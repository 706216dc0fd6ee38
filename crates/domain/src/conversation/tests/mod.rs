//! What a conversation promises, told as stories and tried on random histories.
//!
//! [`cast`] holds the people, [`world`] one conversation that they act upon. The stories are one file for each
//! operation. [`history`] and [`live_chat`] walk random sequences: what each step may do is foretold by
//! [`oracle`], what it did is held against [`replay`] and [`laws`].

pub(crate) mod cast;
pub(crate) mod desk;
pub(crate) mod world;

mod laws;
mod oracle;
mod replay;

mod history;
mod live_chat;

mod assigning;
mod editing;
mod noting;
mod rating;
mod reading;
mod sending;
mod settling;
mod starting;

mod escalating;
mod handing_on;
mod idling;
mod keeping;
mod offering;
mod snoozing;
