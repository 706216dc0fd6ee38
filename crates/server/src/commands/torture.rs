//! `deskbell torture`: is anything lost when the server dies? On a server of its own, in a directory of its own.

use std::{net::SocketAddr, process::ExitCode, time::Duration};

use anyhow::Context;
#[cfg(unix)]
use deskbell_load::torture::{Harm, NodesPlan, every_harm, run_nodes};
use deskbell_load::{
    server::{Plan as ServerPlan, free_port},
    torture::{Plan, run},
};

use crate::{cli::Torture, serve::runtime};

/// Tortures a server and says what came of it.
///
/// # Errors
/// With a sentence, where nothing could be judged.
pub fn torture(told: &Torture) -> anyhow::Result<ExitCode> {
    #[cfg(unix)]
    if told.nodes > 1 {
        return torture_nodes(told);
    }
    let dir = tempfile::Builder::new().prefix("deskbell-torture-").tempdir()?;
    let binary = std::env::current_exe().context("This program cannot find itself to start a server")?;
    let server = ServerPlan {
        listen: SocketAddr::from(([127, 0, 0, 1], free_port()?)),
        ..ServerPlan::new(binary, dir.path()).without_rates()
    };
    let plan = Plan {
        server,
        kills: told.kills,
        lasts: Duration::from_secs(told.seconds),
        conversations: told.conversations.into(),
        seed: told.seed.unwrap_or_else(rand::random),
    };
    eprintln!(
        "Torturing a server of its own for about {} s, killing it {} times and once at rest; seed {}.",
        told.seconds, told.kills, plan.seed
    );
    let judged = runtime()?.block_on(run(&plan));
    if !judged.as_ref().is_ok_and(deskbell_load::torture::Report::is_good) {
        eprintln!("Its data and its log are kept in {}.", dir.keep().display());
    }
    let report = judged?;
    if told.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("{report}");
    }
    Ok(if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(unix)]
fn torture_nodes(told: &Torture) -> anyhow::Result<ExitCode> {
    let dir = tempfile::Builder::new().prefix("deskbell-torture-").tempdir()?;
    let plan = NodesPlan {
        binary: std::env::current_exe().context("This program cannot find itself to start a server")?,
        directory: dir.path().to_path_buf(),
        nodes: told.nodes.into(),
        harms: harms(&told.faults)?,
        count: told.kills,
        lasts: Duration::from_secs(told.seconds),
        conversations: told.conversations.into(),
        seed: told.seed.unwrap_or_else(rand::random),
    };
    eprintln!(
        "Torturing {} nodes of its own for about {} s with {} faults; seed {}.",
        plan.nodes, told.seconds, plan.count, plan.seed
    );
    let judged = runtime()?.block_on(run_nodes(&plan));
    if !judged.as_ref().is_ok_and(|report| report.judged.is_good()) {
        eprintln!("The nodes' logs are kept in {}.", dir.keep().display());
    }
    let report = judged?;
    if told.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("{report}");
    }
    Ok(if report.judged.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The kinds that were named. Of all, those that can be done on this machine, and a word about what cannot.
#[cfg(unix)]
fn harms(names: &[String]) -> anyhow::Result<Vec<Harm>> {
    if names.iter().any(|name| name == "all") {
        let (harms, missing) = every_harm();
        if let Some(missing) = missing {
            eprintln!("The fault \"clock\" is left out: {missing}");
        }
        return Ok(harms);
    }
    let named = |name: &String| name.parse().map_err(|why: String| anyhow::anyhow!("{name}: {why}"));
    names.iter().map(named).collect()
}
