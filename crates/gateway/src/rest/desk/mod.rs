//! What agents and those who look after them see beside conversations.

pub(super) mod board;
