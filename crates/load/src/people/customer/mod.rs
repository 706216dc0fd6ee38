//! A simulated customer.

mod life;
mod mind;

pub(super) use life::live;
