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

pub use report::{Figure, Outcome, json, plots, table};
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
    /// Messages come at a fixed rate, whatever the server does.
    Open,
    /// Many are connected and silent.
    Idle,
    /// All connections are cut at once and come back.
    Storm,
    /// Many have one conversation open.
    Fanout,
}

impl Scenario {
    /// All of them, in the order in which they are played.
    pub const ALL: [Self; 5] = [Self::Closed, Self::Open, Self::Idle, Self::Storm, Self::Fanout];

    /// Its word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::Idle => "idle",
            Self::Storm => "storm",
            Self::Fanout => "fanout",
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
    /// Conversations at a time, where messages are measured.
    pub conversations: Vec<usize>,
    /// Messages a second in all, of the open loop.
    pub rates: Vec<u64>,
    /// Connections that are idle.
    pub idle: Vec<usize>,
    /// Connections that are cut at once.
    pub storm: Vec<usize>,
    /// Sessions that have one conversation open.
    pub audience: Vec<usize>,
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
        for scene in scenes_of(*scenario, options) {
            outcomes.push(repeat(options, &runtime, &scene, &mut tell)?);
        }
    }
    Ok(outcomes)
}

/// A scenario at one size.
struct Scene {
    scenario: Scenario,
    size: String,
    count: u64,
    play: Play,
}

/// How a scenario is played at one size.
type Play = Box<dyn Fn(&Stage) -> Result<Run, BenchError>>;

fn scenes_of(scenario: Scenario, options: &Options) -> Vec<Scene> {
    let lasts = options.lasts;
    let scene = |count: usize, of: &str, play: Play| Scene {
        scenario,
        size: format!("{count} {of}"),
        count: count as u64,
        play,
    };
    let many = options.conversations.iter().copied().max().unwrap_or(1);
    let over = |sizes: &[usize], of: &str, play: fn(&Stage, usize, Duration) -> Result<Run, BenchError>| {
        let scenes = sizes.iter().map(|size| (*size, of.to_owned()));
        let scenes =
            scenes.map(|(size, of)| scene(size, &of, Box::new(move |stage| play(stage, size, lasts))));
        scenes.collect()
    };
    match scenario {
        Scenario::Closed => over(&options.conversations, "conversations", scenes::closed),
        Scenario::Open => {
            let of = format!("messages/s in {many} conversations");
            let scenes = options.rates.iter().copied().map(|rate| {
                let play = move |stage: &Stage| scenes::open(stage, many, rate, lasts);
                scene(rate as usize, &of, Box::new(play))
            });
            scenes.collect()
        }
        Scenario::Idle => over(&options.idle, "connections", |stage, size, _| scenes::idle(stage, size)),
        Scenario::Storm => over(&options.storm, "connections", |stage, size, _| scenes::storm(stage, size)),
        Scenario::Fanout => over(&options.audience, "sessions", scenes::fanout),
    }
}

fn repeat(
    options: &Options,
    runtime: &Runtime,
    scene: &Scene,
    tell: &mut impl FnMut(&str),
) -> Result<Outcome, BenchError> {
    let mut outcome = Outcome::new(scene.scenario.name(), scene.size.clone(), scene.count);
    for run in 1..=options.runs {
        tell(&format!("{}, {}: run {run} of {}", outcome.scenario, outcome.size, options.runs));
        let stage = Stage::open(&options.place, runtime)?;
        outcome.add((scene.play)(&stage)?);
        stage.close(runtime)?;
    }
    Ok(outcome)
}
