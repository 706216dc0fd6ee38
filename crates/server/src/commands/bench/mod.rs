//! `deskbell bench`: how fast it is, on this machine.

mod fill;

use std::{fs, path::Path, process::ExitCode, time::Duration};

use anyhow::{Context, bail};
use deskbell_load::{
    bench::{Filling, Options, Outcome, Place, Scenario, bench, json, plots, table},
    machine,
};
use serde_json::{Value, json};

use crate::{cli::Bench, descriptors};

/// What `--quick` plays: enough to see that everything can be measured, too little to believe the figures.
const QUICK: Sizes = Sizes {
    conversations: &[20],
    rates: &[200],
    idle: &[50],
    storm: &[50],
    audience: &[20],
    stores: &[Filling { conversations: 20, entries: 400 }],
    lasts: Duration::from_secs(1),
    runs: 1,
};
/// What is played otherwise.
const USUAL: Sizes = Sizes {
    conversations: &[100, 1000],
    rates: &[1000],
    idle: &[5000],
    storm: &[2000],
    audience: &[1000],
    stores: &[
        Filling { conversations: 100, entries: 10_000 },
        Filling { conversations: 10_000, entries: 100_000 },
    ],
    lasts: Duration::from_secs(10),
    runs: 3,
};

/// What `--large` adds: minutes to fill, and some gigabytes of disk.
const LARGE: Filling = Filling { conversations: 1_000_000, entries: 10_000_000 };

struct Sizes {
    conversations: &'static [usize],
    rates: &'static [u64],
    idle: &'static [usize],
    storm: &'static [usize],
    audience: &'static [usize],
    stores: &'static [Filling],
    lasts: Duration,
    runs: usize,
}

/// Measures, and prints what came of it.
///
/// # Errors
/// With a sentence, where something cannot be measured or written.
pub fn run(told: &Bench) -> anyhow::Result<ExitCode> {
    let options = options(told)?;
    let runtime = crate::serve::runtime()?;
    let fill = |dir: &Path, filling: Filling| {
        eprintln!("filling a store with {} conversations", filling.conversations);
        fill::fill(dir, filling, &runtime).map_err(|error| format!("{error:#}"))
    };
    let outcomes = bench(&options, &fill, |sentence| eprintln!("{sentence}"))?;
    let about = about(told, &options);
    println!("{}\n", about["machine"].as_str().unwrap_or_default());
    print!("{}", table(&outcomes));
    if let Some(path) = &told.json {
        let text = serde_json::to_string_pretty(&json(&about, &outcomes))?;
        fs::write(path, text + "\n").with_context(|| format!("{} cannot be written", path.display()))?;
    }
    if let Some(dir) = &told.plots {
        write_plots(dir, &outcomes)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn options(told: &Bench) -> anyhow::Result<Options> {
    let usual = if told.quick { QUICK } else { USUAL };
    fn or<T: Clone>(told: &[T], usual: &[T]) -> Vec<T> {
        if told.is_empty() { usual.to_vec() } else { told.to_vec() }
    }
    let possible = Scenario::ALL.into_iter().filter(|one| told.url.is_none() || !one.needs_filled_store());
    let mut stores = or(&told.stores, usual.stores);
    stores.extend(told.large.then_some(LARGE));
    let options = Options {
        scenarios: or(&told.scenarios, &possible.collect::<Vec<_>>()),
        place: place(told)?,
        load_cpu: told.load_cpu,
        conversations: or(&told.conversations, usual.conversations),
        rates: or(&told.rate, usual.rates),
        idle: or(&told.idle, usual.idle),
        storm: or(&told.storm, usual.storm),
        audience: or(&told.audience, usual.audience),
        stores,
        lasts: told.seconds.map_or(usual.lasts, Duration::from_secs),
        runs: told.runs.unwrap_or(usual.runs),
    };
    check(&options)?;
    Ok(options)
}

/// Nothing of nothing, and no more connections than this process may have.
fn check(options: &Options) -> anyhow::Result<()> {
    let sizes = [&options.conversations, &options.idle, &options.storm, &options.audience];
    let sizes = || sizes.into_iter().flatten().copied();
    let nothing = sizes().any(|size| size == 0) || options.rates.contains(&0);
    if nothing || options.runs == 0 || options.lasts.is_zero() {
        bail!("Nothing can be measured of nothing: every size, --rate, --seconds and --runs is at least 1.");
    }
    let (most, possible) = (sizes().max().unwrap_or_default(), descriptors::connections(0)?);
    if most > possible {
        bail!("This process may have only {possible} connections open at once, and {most} are wanted.");
    }
    Ok(())
}

fn place(told: &Bench) -> anyhow::Result<Place> {
    match (&told.url, &told.secret) {
        (None, _) => Ok(Place::Own {
            binary: std::env::current_exe().context("This program cannot find itself to start a server")?,
            cpu: told.server_cpu,
            dir: told.disk.clone(),
        }),
        (Some(url), Some(secret)) => Ok(Place::Running {
            url: url.clone(),
            secret: secret.clone(),
            inbox: told.inbox.clone(),
            process: told.pid,
        }),
        (Some(_), None) => bail!("A running server needs --secret, to sign the tokens it believes."),
    }
}

/// Where and how it was measured.
#[allow(clippy::disallowed_methods, reason = "there is no hall here, only the machine's clock")]
fn about(told: &Bench, options: &Options) -> Value {
    json!({
        "at": jiff::Timestamp::now().to_string(),
        "version": env!("CARGO_PKG_VERSION"),
        "optimised": !cfg!(debug_assertions),
        "machine": machine::processor(),
        "server": told.url.as_deref().unwrap_or("own"),
        "serverCpu": told.server_cpu,
        "loadCpu": told.load_cpu,
        "seconds": options.lasts.as_secs(),
        "runs": options.runs,
    })
}

fn write_plots(dir: &Path, outcomes: &[Outcome]) -> anyhow::Result<()> {
    let sentence = |path: &Path| format!("{} cannot be written", path.display());
    fs::create_dir_all(dir).with_context(|| sentence(dir))?;
    for (name, svg) in plots(outcomes) {
        let path = dir.join(name);
        fs::write(&path, svg).with_context(|| sentence(&path))?;
    }
    Ok(())
}
