//! A simulated agent who takes some of the waiting conversations.

mod life;
mod mind;

pub(super) use life::live;
