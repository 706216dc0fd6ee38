//! The project's own chores, run as `cargo xtask <word>`.
//!
//! `tidy` reads the working tree and reports every place that breaks one of the laws in
//! ARCHITECTURE.md. It changes nothing, and nothing here is part of the shipped binary.
//! Start reading at [`tidy::LAWS`].

mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask tidy [FOLDER]

  tidy    check the tree (or the one in FOLDER) against the project's laws";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => tidy::run(&workspace_root()),
        ["tidy", folder] => tidy::run(Path::new(folder)),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// The folder above this crate, wherever the command was typed.
fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
