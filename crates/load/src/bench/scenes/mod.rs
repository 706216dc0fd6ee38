//! One file for each thing that is measured.

mod closed;
mod desk;

pub(super) use closed::play as closed;
