//! Torture: both sides of many conversations write, cut their lines and come back, while their server is killed
//! with -9 and started again, over and over, and once more when everything is written. Then everything is read
//! back and judged, and what the last death left on disk is walked over from end to end.
//!
//! The promise under test: what was acknowledged is stored exactly once and unchanged, in its sender's order,
//! in a timeline without gaps, beside nothing that nobody sent; and every reader was shown every entry they may
//! see exactly once and in order, whatever was cut in between.
//!
//! Start reading at [`run`]. `writer.rs` and `reader.rs` are the people, `killer.rs` is what happens to their
//! server, `nodes` what happens to several, `record.rs` what they remember, `checker.rs` the judge, and `plants.rs` what keeps the judge honest.

mod checker;
mod killer;
#[cfg(unix)]
mod nodes;
mod plants;
mod readback;
mod reader;
mod record;
mod report;
mod stage;
#[cfg(test)]
mod tests;
pub(crate) mod wire;
mod writer;

use std::{sync::Arc, time::Duration};

use rand::RngExt;
use tokio::{task::JoinSet, time::Instant};

use crate::{
    server::{Plan as ServerPlan, Server, StartError},
    token::Mint,
};
pub use checker::{Fault, Finding, check};
#[cfg(unix)]
pub use nodes::{Harm, NodesPlan, NodesReport, Suffered, every_harm, run_nodes};
pub use plants::Plant;
pub use record::{Conversation, Entry, Intent, Kind, Reader, Side, Text, Writer};
pub use report::{Lines, Report};

use killer::{Deaths, Killer, is_alive};
use reader::Eyes;
use stage::{Phase, Stage, dice};
use writer::Pen;

/// Conversations that one agent takes part in.
const CONVERSATIONS_PER_AGENT: usize = 4;
/// How long everything may take to come to rest once the killing is over.
const REST_WITHIN: Duration = Duration::from_secs(60);

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The server, on a port of its own to which it returns after each death.
    pub server: ServerPlan,
    /// How often it is killed.
    pub kills: u32,
    /// How long it is tortured, on the whole.
    pub lasts: Duration,
    /// Conversations, each with a customer and an agent.
    pub conversations: usize,
    /// What chance is made from. The same seed makes the same choices, though not the same moments.
    pub seed: u64,
}

/// Why nothing could be judged.
#[derive(Debug, thiserror::Error)]
pub enum TortureError {
    /// The server did not come back.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The system could not kill it.
    #[error("The server cannot be killed: {0}")]
    Kill(std::io::Error),
    /// Something could not be done to a node, or to what it stands on.
    #[cfg(unix)]
    #[error(transparent)]
    Nodes(#[from] crate::cluster::ClusterError),
    /// Somebody could not go on.
    #[error("{who} could not go on: {why}")]
    Stuck {
        /// Who.
        who: Text,
        /// What the server said, or did not say.
        why: String,
    },
}

/// Tortures a server and judges it.
///
/// # Errors
/// Why nothing could be judged. That the server broke a promise is no error: it stands in the report.
pub async fn run(plan: &Plan) -> Result<Report, TortureError> {
    let started = Instant::now();
    let server = Server::start(&plan.server).await?;
    let stage = Stage::new(server.base(), REST_WITHIN);
    let (pens, eyes) = people(plan, &server.mint(), &stage).await?;
    let mut writing = JoinSet::new();
    let mut reading = JoinSet::new();
    pens.into_iter().for_each(|pen| drop(writing.spawn(pen.write(Arc::clone(&stage)))));
    eyes.into_iter().for_each(|eyes| drop(reading.spawn(eyes.read(Arc::clone(&stage)))));

    let killer = Killer { plan, stage: &stage, dice: dice(plan.seed, u64::MAX) };
    let (server, mut deaths) = killer.kill(server).await?;
    stage.enter(Phase::Rest);
    let pens = joined(writing).await?;
    let mut server = deaths.one_more(plan, server, Duration::ZERO).await?;
    let read_back = readback::read(server.base(), &server.mint(), &pens).await?;
    stage.expect(read_back.heads());
    let eyes = joined(reading).await?;
    is_alive(&mut server)?;
    server.kill().await.map_err(TortureError::Kill)?;
    let verified = readback::walk(&plan.server).await;

    let record = readback::assemble(pens, eyes, read_back);
    Ok(Report { verified, ..judge(plan, &stage, deaths, &record, started.elapsed()) })
}

/// Everybody, each let in once while the server is well, so that every conversation exists.
async fn people(plan: &Plan, mint: &Mint, stage: &Arc<Stage>) -> Result<(Vec<Pen>, Vec<Eyes>), TortureError> {
    let (mut pens, mut eyes) = (Vec::new(), Vec::new());
    let mut agents: Vec<Eyes> = Vec::new();
    for number in 0..plan.conversations {
        let nth = number as u64;
        let mut customer = Pen::customer(number, mint, dice(plan.seed, 4 * nth));
        customer.begin(stage).await?;
        let conversation = customer.conversation.clone();
        let mut reader = Eyes::new(Side::Customer, number, mint, dice(plan.seed, 4 * nth + 1));
        reader.follow(conversation.clone());
        eyes.push(reader);
        let agent = number / CONVERSATIONS_PER_AGENT;
        if agents.len() == agent {
            agents.push(Eyes::new(Side::Agent, agent, mint, dice(plan.seed, 4 * nth + 2)));
        }
        agents[agent].follow(conversation.clone());
        pens.push(Pen::agent(agent, conversation, mint, dice(plan.seed, 4 * nth + 3)));
        pens.push(customer);
    }
    eyes.extend(agents);
    Ok((pens, eyes))
}

async fn joined<T: 'static>(mut tasks: JoinSet<Result<T, TortureError>>) -> Result<Vec<T>, TortureError> {
    let mut done = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        match ended {
            Ok(ended) => done.push(ended?),
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        }
    }
    Ok(done)
}

/// Shows first that the judge would see something, then lets it judge.
fn judge(plan: &Plan, stage: &Stage, deaths: Deaths, record: &[Conversation], took: Duration) -> Report {
    let mut dice = dice(plan.seed, u64::MAX - 1);
    let busiest = record.iter().max_by_key(|conversation| conversation.stored.len());
    let at = dice.random::<u32>() as usize;
    let is_seen = |plant: &Plant| busiest.and_then(|record| plant.is_seen_in(record, at)) == Some(true);
    let unseen = Plant::ALL.into_iter().filter(|plant| !is_seen(plant)).collect();
    let found = record.iter().flat_map(check).chain(stage.unreadable()).collect();
    Report::new(plan, stage.lines(), deaths, record, unseen, found, took)
}
