//! The desk: whoever waits is given somebody, in order, and nobody is forgotten.
//!
//! One node at a time looks after it, under the installation's lease. It keeps all live conversations in memory
//! ([`agenda`]), is woken by whatever changes and by the next deadline, and decides by the pure rules of
//! [`deskbell_domain::routing`]. Each of its decisions is made again on the conversation itself, in the transaction
//! that writes it. Start reading at [`dispatcher`].

mod agenda;
mod attendance;
mod board;
mod deadlines;
mod departures;
mod dispatcher;
mod line;
mod steps;
mod watch;

pub(crate) use board::BoardNews;
pub(crate) use line::Queue;
pub(crate) use watch::Watch;
