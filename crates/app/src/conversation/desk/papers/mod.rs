//! What is taken away on paper: transcripts of conversations, and lists of them.

mod csv;
mod html;
mod lines;
mod list;
mod transcript;

pub use transcript::{Paper, TranscriptFormat};
