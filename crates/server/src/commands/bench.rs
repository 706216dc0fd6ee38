//! `deskbell bench`: how fast it is, on this machine.

use std::process::ExitCode;

use anyhow::{Context, bail};
use deskbell_load::{
    bench::{Options, Place, Scenario, bench, table},
    machine,
};

use crate::cli::Bench;

/// Measures, and prints what came of it.
///
/// # Errors
/// With a sentence, where something cannot be measured.
pub fn run(told: &Bench) -> anyhow::Result<ExitCode> {
    let options = Options {
        scenarios: if told.scenarios.is_empty() { Scenario::ALL.to_vec() } else { told.scenarios.clone() },
        place: place(told)?,
        load_cpu: told.load_cpu,
        conversations: told.conversations.clone(),
        lasts: std::time::Duration::from_secs(told.seconds),
        runs: told.runs,
    };
    let outcomes = bench(&options, |sentence| eprintln!("{sentence}"))?;
    println!("{}\n", machine::processor());
    print!("{}", table(&outcomes));
    Ok(ExitCode::SUCCESS)
}

fn place(told: &Bench) -> anyhow::Result<Place> {
    match (&told.url, &told.secret) {
        (None, _) => Ok(Place::Own {
            binary: std::env::current_exe().context("This program cannot find itself to start a server")?,
            cpu: told.server_cpu,
            dir: told.disk.clone(),
        }),
        (Some(url), Some(secret)) => {
            Ok(Place::Running { url: url.clone(), secret: secret.clone(), inbox: told.inbox.clone() })
        }
        (Some(_), None) => bail!("A running server needs --secret, to sign the tokens it believes."),
    }
}
