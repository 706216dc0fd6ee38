//! What is taken away on paper: transcripts of conversations, and lists of them.

mod csv;
mod html;
mod lines;
mod list;
mod transcript;

pub(crate) use csv::cell as csv_cell;
pub use transcript::{Paper, TranscriptFormat};
