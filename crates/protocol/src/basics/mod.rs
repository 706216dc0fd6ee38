//! What the other files are written with: times, closed sets of words, pages, and the reading of JSON.

pub mod decode;
pub mod page;
pub mod time;
pub mod words;
