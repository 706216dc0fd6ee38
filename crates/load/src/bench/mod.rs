//! Measures a server from outside: how much it carries, how long it takes, what it costs.
//!
//! Everything that is timed by the message goes through [`crowd`]: thousands of Socket.IO connections driven
//! by one thread. Latency counts from the moment a message was *meant* to be sent, so that a server that stalls
//! cannot hide it by making its senders late.
//!
//! Start reading at [`scenes`], one file for each thing that is measured.

mod crowd;
mod meter;
mod phrase;
mod report;
mod scenes;
mod stage;

use std::{fmt, io, str::FromStr, time::Duration};

pub use report::{Figure, Outcome, table};
pub use stage::Place;
use tokio::runtime::Runtime;

use crate::{machine, server::StartError};
use report::Run;
use stage::Stage;

/// Something that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// Each customer writes, waits for the acknowledgement, and writes again.
    Closed,
}

impl Scenario {
    /// All of them, in the order in which they are played.
    pub const ALL: [Self; 1] = [Self::Closed];

    /// Its word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Scenario {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|scenario| scenario.name() == text).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("there is no such scenario; there are {names}")
        })
    }
}

/// What is measured, and how much of it.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is measured, in this order.
    pub scenarios: Vec<Scenario>,
    /// Which server.
    pub place: Place,
    /// The one core the load itself may use.
    pub load_cpu: Option<usize>,
    /// Conversations at a time.
    pub conversations: Vec<usize>,
    /// How long a run is measured.
    pub lasts: Duration,
    /// Runs of each scene.
    pub runs: usize,
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The bench's own server did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The server is not one that can be measured.
    #[error("{0}")]
    Place(String),
    /// People did not get into their places.
    #[error("{0}")]
    Crowd(String),
    /// A connection was lost while something was measured.
    #[error("A connection was lost while it was measured: {0}")]
    Lost(String),
    /// The system cannot.
    #[error("The system cannot: {0}")]
    System(#[from] io::Error),
}

impl From<crowd::AskError> for BenchError {
    fn from(error: crowd::AskError) -> Self {
        Self::Crowd(error.to_string())
    }
}

/// Measures. `tell` hears a sentence before each run. This thread does the work and keeps to its core.
///
/// # Errors
/// With a sentence, where something cannot be measured.
pub fn bench(options: &Options, mut tell: impl FnMut(&str)) -> Result<Vec<Outcome>, BenchError> {
    machine::stay_on_core(options.load_cpu)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut outcomes = Vec::new();
    for scenario in &options.scenarios {
        match scenario {
            Scenario::Closed => {
                for count in options.conversations.iter().copied() {
                    let mut outcome =
                        Outcome::new(scenario.name(), format!("{count} conversations"), count as u64);
                    repeat(options, &runtime, &mut outcome, &mut tell, |stage| {
                        scenes::closed(stage, count, options.lasts)
                    })?;
                    outcomes.push(outcome);
                }
            }
        }
    }
    Ok(outcomes)
}

fn repeat(
    options: &Options,
    runtime: &Runtime,
    outcome: &mut Outcome,
    tell: &mut impl FnMut(&str),
    play: impl Fn(&Stage) -> Result<Run, BenchError>,
) -> Result<(), BenchError> {
    for run in 1..=options.runs {
        tell(&format!("{}, {}: run {run} of {}", outcome.scenario, outcome.size, options.runs));
        let stage = Stage::open(&options.place, runtime)?;
        outcome.add(play(&stage)?);
        stage.close(runtime)?;
    }
    Ok(())
}
