//! The project's own chores, run as `cargo xtask <word>`.
//!
//! `tidy` reads the working tree and reports every place that breaks one of the laws in
//! ARCHITECTURE.md. `coverage` tells how much of the code a run of the tests has reached, and keeps the floors.
//! Neither changes anything, and nothing here is part of the shipped binary. Start reading at [`tidy::LAWS`] and
//! [`reached::run`].

mod reached;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask tidy [FOLDER]
       cargo xtask coverage FOLDER

  tidy       check the tree (or the one in FOLDER) against the project's laws
  coverage   tell what the programs that left their profiles in FOLDER have reached; `make coverage` runs them";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => tidy::run(&workspace_root()),
        ["tidy", folder] => tidy::run(Path::new(folder)),
        ["coverage", raw] => reached::run(&workspace_root(), Path::new(raw)),
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
