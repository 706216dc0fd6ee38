//! What agents do with a conversation beside answering it.

mod aside;
mod bulk;
mod chosen;
mod handing;
mod macros;
mod mentions;
mod offers;
pub(crate) mod papers;
mod sessions;
mod steps;
mod variables;
