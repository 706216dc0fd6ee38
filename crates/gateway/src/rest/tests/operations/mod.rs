//! What agents do with a conversation beside answering it.

mod handing;
mod many;
mod papers;
mod profiles;
