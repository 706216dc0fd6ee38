//! Routing: who is helped next, and by whom.
//!
//! [`line`](mod@line) puts those who wait in order, [`choose`](mod@choose) finds somebody for one of them, and
//! [`dispatch`](dispatch::dispatch) does both for the whole queue at once. [`estimate`] says how long it takes and
//! [`attend`] whether anybody answers at all. All of it decides on what it is shown; each step is decided once more,
//! on the conversation itself, when it is taken.

pub mod attend;
pub mod choose;
pub mod dispatch;
pub mod estimate;
pub mod line;

pub use attend::{Attendance, attendance};
pub use choose::Candidate;
pub use dispatch::{Rules, Step, dispatch, next_wake};
pub use estimate::ServiceTimes;
pub use line::{PassedOver, Place, Waiting};

#[cfg(test)]
mod tests;
