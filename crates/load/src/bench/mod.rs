//! Measures a server from outside: how much it carries, how long it takes, what it costs.
//!
//! Everything that is timed by the message goes through [`crowd`]: thousands of Socket.IO connections driven
//! by one thread. Latency counts from the moment a message was *meant* to be sent, so that a server that stalls
//! cannot hide it by making its senders late.
//!
//! Start reading at [`scenes`], one file for each thing that is measured.

mod crowd;
mod ledger;
mod meter;
mod past;
mod phrase;
mod play;
mod report;
mod scenes;
mod stage;

use std::{fmt, io, str::FromStr, time::Duration};

pub use past::{Fill, Filled, Filling};
pub use play::bench;
pub use report::{Figure, Outcome, json, plots, table};
pub use stage::Place;

use crate::{http::HttpError, server::StartError};

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
    /// The newest entries of conversations are read from a store that holds much.
    History,
    /// The list of conversations is read from a store that holds much.
    Inbox,
    /// A server starts over a store that holds much.
    Start,
}

impl Scenario {
    /// All of them, in the order in which they are played.
    pub const ALL: [Self; 8] = [
        Self::Closed,
        Self::Open,
        Self::Idle,
        Self::Storm,
        Self::Fanout,
        Self::History,
        Self::Inbox,
        Self::Start,
    ];

    /// Its word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::Idle => "idle",
            Self::Storm => "storm",
            Self::Fanout => "fanout",
            Self::History => "history",
            Self::Inbox => "inbox",
            Self::Start => "start",
        }
    }

    /// Whether it needs a store of its own that is filled first, which no running server has.
    pub fn needs_filled_store(self) -> bool {
        matches!(self, Self::History | Self::Inbox | Self::Start)
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
    /// What stores hold that pages are read from.
    pub stores: Vec<Filling>,
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
    /// A page was not read.
    #[error("A page could not be read: {0}")]
    Page(#[from] HttpError),
    /// A store was not filled.
    #[error("{0}")]
    Fill(String),
    /// The system cannot.
    #[error("The system cannot: {0}")]
    System(#[from] io::Error),
}

impl From<crowd::AskError> for BenchError {
    fn from(error: crowd::AskError) -> Self {
        Self::Crowd(error.to_string())
    }
}
