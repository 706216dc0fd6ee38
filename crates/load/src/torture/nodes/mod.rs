//! What several nodes go through, and everything they stand on: nodes die, freeze and are replaced, PostgreSQL and
//! Redis die and freeze, and lines are cut, held and slow, one at a time or two at once. The judge is the same as
//! for one server.
//!
//! Start reading at [`run_nodes`]. `schedule.rs` decides by the seed what will happen, `storm.rs` does it and heals it.

mod clock;
mod harm;
mod report;
mod schedule;
mod storm;

use std::{path::PathBuf, sync::Arc, time::Duration};

use deskbell_engines::{EngineError, Postgres};
use rand::RngExt;
use tokio::{task::JoinSet, time::Instant};

pub use harm::Harm;
pub use report::{NodesReport, Suffered};

use super::{
    Plan, REST_WITHIN, Report, TortureError, joined, judge,
    killer::Deaths,
    people, readback,
    stage::{Phase, Stage, dice},
};
use crate::{cluster::Cluster, token::Mint};
use storm::Storm;

/// How long it may take until everybody is acknowledged again once a harm has been healed.
const HEALS_WITHIN: Duration = Duration::from_secs(30);

/// Where it is written down what befell them when, in the nodes' directory.
const STORM_LOG: &str = "storm.log";

/// What is to be done to several nodes.
#[derive(Clone, Debug)]
pub struct NodesPlan {
    /// The `deskbell` binary.
    pub binary: PathBuf,
    /// Where the nodes keep what they keep, their logs above all.
    pub directory: PathBuf,
    /// How many nodes, two at least.
    pub nodes: usize,
    /// The kinds of harm that befall them, in turns that the dice order.
    pub harms: Vec<Harm>,
    /// How many befall them.
    pub count: u32,
    /// How long they are harmed on the whole, about; no harm lasts longer than ten seconds.
    pub lasts: Duration,
    /// Conversations, each with a customer and an agent.
    pub conversations: usize,
    /// What chance is made from. The same seed plans the same, though it does not meet the same moments.
    pub seed: u64,
}

/// Every kind of harm that can be done on this machine, and a sentence for the one that cannot.
pub fn every_harm() -> (Vec<Harm>, Option<String>) {
    let missing = clock::library().err().map(|missing| missing.to_string());
    let harms = Harm::ALL.into_iter().filter(|harm| *harm != Harm::Clock || missing.is_none());
    (harms.collect(), missing)
}

/// Harms an installation of several nodes and judges it.
///
/// # Errors
/// Why nothing could be judged. That a promise was broken is no error: it stands in the report.
pub async fn run_nodes(plan: &NodesPlan) -> Result<NodesReport, TortureError> {
    let started = Instant::now();
    if plan.harms.contains(&Harm::Clock) {
        clock::library()?;
    }
    let mut postgres = Postgres::durable()?;
    let promotes = plan.harms.contains(&Harm::Promote);
    let standby = if promotes { Some(storm::follow(&mut postgres)?) } else { None };
    let mut cluster =
        Cluster::within(plan.directory.clone(), postgres, &plan.binary, plan.nodes, &[]).await?;
    let mint = Mint::new(cluster.secret().as_bytes());
    let stage = Stage::among(doors(&mut cluster), REST_WITHIN);
    let of_one = of_one(plan, &mut cluster);
    let (pens, eyes) = people(&of_one, &mint, &stage).await?;
    let (mut writing, mut reading) = (JoinSet::new(), JoinSet::new());
    pens.into_iter().for_each(|pen| drop(writing.spawn(pen.write(Arc::clone(&stage)))));
    eyes.into_iter().for_each(|eyes| drop(reading.spawn(eyes.read(Arc::clone(&stage)))));

    let events = schedule::schedule(plan);
    let log = plan.directory.join(STORM_LOG);
    let (begun, cluster_in_storm) = (Instant::now(), &mut cluster);
    let mut storm = Storm { cluster: cluster_in_storm, stage: &stage, standby, log: &log, begun };
    let harms = storm.rages(&events).await?;
    // Nothing can be written without it.
    let _standby = storm.standby.take();
    stage.enter(Phase::Rest);
    let pens = joined(writing).await?;
    // What was acknowledged last is on the disk as well.
    cluster.postgres().restart()?;
    let one = cluster.node(dice(plan.seed, u64::MAX - 2).random_range(0..plan.nodes)).base();
    let read_back = readback::read_when_ready(&one, &mint, &pens, HEALS_WITHIN).await?;
    stage.expect(read_back.heads());
    let eyes = joined(reading).await?;
    let verified = readback::walk(&of_one.server).await;

    let record = readback::assemble(pens, eyes, read_back);
    let judged = judge(&of_one, &stage, Deaths::default(), &record, started.elapsed());
    Ok(NodesReport { nodes: plan.nodes, harms, judged: Report { verified, ..judged } })
}

/// Where people come in: half of them through the balancer, the others at any node.
fn doors(cluster: &mut Cluster) -> Vec<String> {
    let mut doors = vec![cluster.base(); cluster.size()];
    doors.extend(cluster.nodes().map(|node| node.base()));
    doors
}

/// What people and the judge are told, who know of one server.
fn of_one(plan: &NodesPlan, cluster: &mut Cluster) -> Plan {
    let server = cluster.node(0).plan().clone();
    let (conversations, seed) = (plan.conversations, plan.seed);
    Plan { server, kills: 0, lasts: plan.lasts, conversations, seed }
}

impl From<EngineError> for TortureError {
    fn from(error: EngineError) -> Self {
        Self::Nodes(error.into())
    }
}
