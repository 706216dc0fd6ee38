//! What agents do with a conversation beside answering it.

mod aside;
mod chosen;
mod handing;
pub(crate) mod mentions;
mod offers;
