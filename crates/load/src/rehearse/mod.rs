//! A rehearsal: customers and agents talk on an installation that runs already, beside its real conversations,
//! in an inbox that nobody else knows of; all their lines are cut at once; then everything is read back, judged
//! by the [judge of torture](crate::torture::check), and dropped whole.
//!
//! It keeps to the limits of the installation, and touches nothing but its own inbox.
//!
//! Start reading at [`rehearse`]. `house.rs` is what is asked of the installation, `entering.rs` how people
//! come in, `person.rs` one person on one line, `talk.rs` one conversation as that person knows it, `report.rs`
//! what came of it.

mod entering;
mod house;
mod person;
mod readback;
mod report;
mod stage;
mod talk;
#[cfg(test)]
mod tests;

use std::{future::Future, sync::Arc, time::Duration};

use tokio::{
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};

use crate::torture::check;
pub use report::Report;

use entering::enter;
use house::{House, Rehearsal};
use person::Person;
use stage::{Mark, Phase, Stage};

/// Conversations that one agent takes part in.
const CONVERSATIONS_PER_AGENT: usize = 4;
/// How many people come in at once.
const ENTER_AT_ONCE: usize = 32;
/// The part of the time after which all lines are cut.
const CUT_AFTER: f64 = 0.6;
/// The part of its limit that a person makes use of.
const OF_LIMIT: f64 = 0.8;
/// Between two messages of one person in one conversation at least.
const INTERVAL_MIN: Duration = Duration::from_secs(1);
/// How long people may take to come in, to come back, and to be done.
const PATIENCE: Duration = Duration::from_secs(90);

/// What is to be done.
#[derive(Clone)]
pub struct Plan {
    /// Where the installation is: `http://host:port`.
    pub url: String,
    /// What its tokens are signed with.
    pub secret: Vec<u8>,
    /// Conversations, each with a customer and an agent.
    pub conversations: usize,
    /// How long they talk.
    pub lasts: Duration,
    /// Messages the installation lets a person send in a minute; 0 for any number.
    pub messages_per_minute: u32,
}

impl Plan {
    /// How many people take part, each on a line of their own.
    pub fn people(&self) -> usize {
        self.conversations + self.conversations.div_ceil(CONVERSATIONS_PER_AGENT)
    }

    /// Between two messages of one person in one conversation: an agent has several to write in, and nobody
    /// comes near the limit.
    fn interval(&self) -> Duration {
        let per_second = f64::from(self.messages_per_minute) / 60.0 * OF_LIMIT;
        if per_second == 0.0 {
            return INTERVAL_MIN;
        }
        Duration::from_secs_f64(CONVERSATIONS_PER_AGENT as f64 / per_second).max(INTERVAL_MIN)
    }
}

/// Why nothing could be judged.
#[derive(Debug, thiserror::Error)]
pub enum RehearseError {
    /// The installation does not answer.
    #[error("No Deskbell answers at {url}: {why}")]
    Unreachable {
        /// Where it should be.
        url: String,
        /// What came instead.
        why: String,
    },
    /// It does not believe the secret.
    #[error("The Deskbell at {url} is not run with this secret. Name its configuration or data directory.")]
    Stranger {
        /// Where it is.
        url: String,
    },
    /// Another rehearsal is there.
    #[error("There is a rehearsal already. If nobody is at it, drop it: deskbell rehearse --clean")]
    Another,
    /// The installation refused something else.
    #[error("The Deskbell at {url} refused: {why}")]
    Refused {
        /// Where it is.
        url: String,
        /// What it said.
        why: String,
    },
    /// Somebody could not go on.
    #[error("{who} could not go on: {why}")]
    Stuck {
        /// Who.
        who: String,
        /// What the server said, or did not say.
        why: String,
    },
    /// It was told to stop.
    #[error("The rehearsal was interrupted; what there was of it is dropped.")]
    Interrupted,
    /// It was told to stop, or failed, and could not be dropped.
    #[error("{first} What there is of it could not be dropped ({why}); it goes by itself within an hour.")]
    Left {
        /// What happened before.
        first: String,
        /// Why it is still there.
        why: String,
    },
}

/// Rehearses, judges, and drops everything again, also where it fails or `stop` comes first. `tell` hears a
/// sentence now and then.
///
/// # Errors
/// Why nothing could be judged. That a promise was broken is no error: it stands in the report.
pub async fn rehearse(
    plan: &Plan,
    stop: impl Future<Output = ()>,
    mut tell: impl FnMut(&str),
) -> Result<Report, RehearseError> {
    let house = House::new(&plan.url, &plan.secret);
    let rehearsal = house.open().await?;
    let played = tokio::select! {
        played = play(plan, &house, &rehearsal, &mut tell) => played,
        () = stop => Err(RehearseError::Interrupted),
    };
    tell("dropping the rehearsal");
    let begun = Instant::now();
    match (played, house.close(&rehearsal.id).await) {
        (Ok(report), Ok(())) => Ok(Report { dropped_ms: Some(millis(begun.elapsed())), ..report }),
        (Ok(report), Err(_)) => Ok(report),
        (Err(first), Ok(())) => Err(first),
        (Err(first), Err(why)) => Err(RehearseError::Left { first: first.to_string(), why: why.to_string() }),
    }
}

/// Drops a rehearsal that somebody left; false where there is none.
///
/// # Errors
/// Where the installation cannot be asked.
pub async fn clean(url: &str, secret: &[u8]) -> Result<bool, RehearseError> {
    let house = House::new(url, secret);
    let left = house.left_over().await?;
    for id in &left {
        house.close(id).await?;
    }
    Ok(!left.is_empty())
}

/// Everything between the making of the inbox and its drop. Whoever is cancelled here leaves no task behind.
async fn play(
    plan: &Plan,
    house: &House,
    rehearsal: &Rehearsal,
    tell: &mut impl FnMut(&str),
) -> Result<Report, RehearseError> {
    let mut report = Report::begin(plan, house.resident_bytes().await);
    let (stage, mut marks) = Stage::new(&plan.url);
    tell(&format!("{} customers and their agents are coming in", plan.conversations));
    let people = enter(plan, house, rehearsal, &stage).await?;
    report.people = people.len();
    let customers: Vec<_> = people.iter().filter_map(Person::as_customer).collect();
    let mut tasks = JoinSet::new();
    people.into_iter().for_each(|person| drop(tasks.spawn(person.take_part(Arc::clone(&stage)))));

    marks.all(Mark::In(0), report.people, &mut tasks).await?;
    tell(&format!("they talk for {} s, and once all their lines are cut", plan.lasts.as_secs()));
    let begun = Instant::now();
    stage.enter(Phase::Talk { begun, interval: plan.interval() });
    sleep_until(begun + plan.lasts.mul_f64(CUT_AFTER)).await;
    let back = stage.cut();
    report.storm_ms = millis(marks.all(back, report.people, &mut tasks).await?);
    stage.is_calm();
    sleep_until(begun + plan.lasts).await;
    report.resident_after = house.resident_bytes().await;
    stage.enter(Phase::Rest);
    marks.all(Mark::Settled, report.people, &mut tasks).await?;

    tell("everything is read back and judged");
    let stored = readback::read(house, rehearsal, &customers).await?;
    stage.enter(Phase::Close(Arc::new(readback::heads(&stored))));
    let mut people = Vec::with_capacity(report.people);
    while let Some(ended) = tasks.join_next().await {
        people.push(over(ended)?);
    }
    let record = readback::assemble(people, stored);
    report.judge(&stage, &record, record.iter().flat_map(check).chain(stage.unreadable()).collect());
    Ok(report)
}

fn over<T>(ended: Result<Result<T, RehearseError>, tokio::task::JoinError>) -> Result<T, RehearseError> {
    match ended {
        Ok(ended) => ended,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// A short rest before something is tried again.
async fn breathe() {
    sleep(Duration::from_millis(rand::random_range(20..120))).await;
}
