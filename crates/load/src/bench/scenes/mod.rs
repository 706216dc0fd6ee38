//! One file for each thing that is measured.

mod closed;
mod desk;
mod fanout;
mod idle;
mod open;
mod pace;
mod pages;
mod start;
mod storm;

pub(super) use closed::play as closed;
pub(super) use fanout::play as fanout;
pub(super) use idle::play as idle;
pub(super) use open::play as open;
pub(super) use pages::{history, inbox};
pub(super) use start::play as start;
pub(super) use storm::play as storm;
