//! The `deskbell` binary: the command line, configuration, wiring, logs and metrics, and an orderly end.
//!
//! It holds no behaviour that a test would want without a process: that lives in the crates it wires together.
//! Start reading at [`serve`].

#![allow(unreachable_pub, reason = "a binary has no outside to be reached from")]

mod cli;
mod commands;
mod config;
mod descriptors;
mod ending;
mod home;
mod serve;
mod telemetry;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let cli = cli::Cli::parse();
    match cli.run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("deskbell: {error:#}");
            ending::of(&error)
        }
    }
}
