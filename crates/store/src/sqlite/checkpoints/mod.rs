//! The chain of checkpoints: made now and then from the change feed, beside the writer.
//!
//! The path of a message knows nothing of it. A thread reads what the feed says has moved ([`gather`]), and
//! once a minute asks the writer for one row ([`sealer`]).

pub(crate) mod gather;
pub(crate) mod rows;
pub(crate) mod sealer;
