//! Has what was planned befall an installation, and heals it.

use std::{fs, io::Write as _, path::Path, time::Duration};

use deskbell_engines::{EngineError, Postgres};
use tokio::time::{Instant, sleep, timeout};

use super::{
    HEALS_WITHIN, clock,
    harm::Harm,
    report::{self, Diary},
    schedule::{Blow, Event},
};
use crate::{
    cluster::{Cluster, Node},
    torture::{TortureError, stage::Stage},
};

/// Under this name PostgreSQL knows its standby.
const SYNCHRONOUS: &str = "'standby1'";
/// Something that is written and changes nothing: once it is committed, the standby holds everything before it.
const WRITTEN_TO_BOTH: &str = "select pg_logical_emit_message(true, 'torture', 'is the standby there?')";

/// An installation in a storm.
pub(super) struct Storm<'a> {
    pub(super) cluster: &'a mut Cluster,
    pub(super) stage: &'a Stage,
    /// Takes PostgreSQL's place, where that is among what may happen.
    pub(super) standby: Option<Postgres>,
    /// Where it is written down what happens when.
    pub(super) log: &'a Path,
    pub(super) begun: Instant,
}

impl Storm<'_> {
    /// Goes through everything that is planned. Between any two, everybody has been acknowledged.
    pub(super) async fn rages(&mut self, events: &[Event]) -> Result<Diary, TortureError> {
        let mut diary = report::begin(events);
        for event in events {
            sleep(event.calm).await;
            self.is_alive()?;
            self.stage.listens_anew();
            self.tells(&format!("{event}"))?;
            self.befalls(event).await?;
            self.tells("  healed")?;
            let recovery = self.recovers(event).await?;
            let silence = self.stage.silence();
            self.tells(&format!("  everybody is acknowledged again after {recovery:?}"))?;
            report::suffered(&mut diary, event, silence, recovery);
            if self.standby.is_none() && event.blows.iter().any(|blow| blow.harm == Harm::Promote) {
                self.standby = Some(follow(self.cluster.postgres())?);
            }
        }
        self.is_alive()?;
        Ok(diary)
    }

    /// Writes down what happens, beside the nodes' logs.
    fn tells(&self, what: &str) -> Result<(), TortureError> {
        let file = fs::OpenOptions::new().create(true).append(true).open(self.log);
        file.and_then(|mut file| writeln!(file, "{:9.3} s  {what}", self.begun.elapsed().as_secs_f64()))
            .map_err(|error| TortureError::Nodes(error.into()))
    }

    /// A node may die of what is done to it here and of nothing else.
    fn is_alive(&mut self) -> Result<(), TortureError> {
        for (number, node) in self.cluster.nodes().enumerate() {
            let ended = node.server().map_or(Ok(None), |server| server.ended());
            if let Some(status) = ended.map_err(TortureError::Kill)? {
                let why = format!("it ended by itself ({status}); its log says why");
                return Err(TortureError::Stuck { who: format!("node {number}").into(), why });
            }
        }
        Ok(())
    }

    /// What comes together, from the first blow to the last healing.
    async fn befalls(&mut self, event: &Event) -> Result<(), TortureError> {
        let mut healings: Vec<(Instant, &Blow)> = Vec::new();
        for (nth, blow) in event.blows.iter().enumerate() {
            if nth > 0 {
                sleep(event.second_after).await;
            }
            self.strikes(blow).await?;
            healings.push((Instant::now() + blow.lasts, blow));
        }
        // Nodes are started when what they need is well again.
        healings.sort_by_key(|(at, blow)| (blow.harm.passes_by_a_start(), *at));
        for (at, blow) in healings {
            tokio::time::sleep_until(at).await;
            self.heals(blow).await?;
        }
        Ok(())
    }

    async fn strikes(&mut self, blow: &Blow) -> Result<(), TortureError> {
        let node = self.cluster.node(blow.node);
        match blow.harm {
            Harm::NodeKill => node.kill().await?,
            Harm::NodeTerm => terminate(node).await?,
            Harm::NodeFreeze => node.freeze()?,
            Harm::Clock => {
                node.kill().await?;
                node.plan().env.extend(clock::skewed(blow.skew_hours)?);
                node.start().await?;
            }
            Harm::PostgresKill | Harm::Promote => self.cluster.postgres().kill()?,
            Harm::PostgresFreeze => self.cluster.postgres().freeze(),
            Harm::RedisKill => self.cluster.redis().kill()?,
            Harm::RedisFreeze => self.cluster.redis().freeze(),
            Harm::CutPostgres if blow.holds => node.postgres_link().hold(),
            Harm::CutPostgres => node.postgres_link().cut(),
            Harm::CutRedis if blow.holds => node.redis_link().hold(),
            Harm::CutRedis => node.redis_link().cut(),
            Harm::SlowPostgres => node.postgres_link().slow(blow.slows_by),
            Harm::SlowRedis => node.redis_link().slow(blow.slows_by),
        }
        Ok(())
    }

    async fn heals(&mut self, blow: &Blow) -> Result<(), TortureError> {
        let node = self.cluster.node(blow.node);
        match blow.harm {
            Harm::NodeKill | Harm::NodeTerm => node.start().await?,
            Harm::NodeFreeze => node.thaw()?,
            Harm::Clock => {
                terminate(node).await?;
                clock::straight(&mut node.plan().env);
                node.start().await?;
            }
            Harm::PostgresKill => self.cluster.postgres().restart()?,
            Harm::PostgresFreeze => self.cluster.postgres().thaw(),
            Harm::Promote => self.promotes()?,
            Harm::RedisKill => self.cluster.redis().restart()?,
            Harm::RedisFreeze => self.cluster.redis().thaw(),
            Harm::CutPostgres | Harm::SlowPostgres => node.postgres_link().heal(),
            Harm::CutRedis | Harm::SlowRedis => node.redis_link().heal(),
        }
        Ok(())
    }

    /// The standby takes the place of what was killed, and waits for nobody until it has a standby itself.
    fn promotes(&mut self) -> Result<(), EngineError> {
        if let Some(mut standby) = self.standby.take() {
            standby.promote()?;
            self.cluster.moves_to(standby);
        }
        Ok(())
    }

    /// Waits until everybody who writes is acknowledged again, and says how long that took.
    async fn recovers(&self, event: &Event) -> Result<Duration, TortureError> {
        let healed = Instant::now();
        let mut acknowledged = self.stage.acknowledged();
        let everybody = acknowledged.wait_for(|now| now.last.iter().all(|last| last.at > healed));
        if timeout(HEALS_WITHIN, everybody).await.is_ok() {
            return Ok(healed.elapsed());
        }
        let left = acknowledged.borrow();
        let left: Vec<_> =
            left.last.iter().filter(|last| last.at <= healed).map(ToString::to_string).collect();
        let (within, left) = (HEALS_WITHIN.as_secs(), left.join(", "));
        let why = format!("{within} s after {event} had passed, these were not acknowledged again: {left}");
        Err(TortureError::Stuck { who: "the installation".into(), why })
    }
}

/// Gives PostgreSQL a standby, which holds from now on whatever is acknowledged.
pub(super) fn follow(postgres: &mut Postgres) -> Result<Postgres, EngineError> {
    let standby = postgres.standby()?;
    // The copy must not wait for a standby of its own before it has one.
    postgres.set("synchronous_standby_names", SYNCHRONOUS)?;
    postgres.sql("postgres", WRITTEN_TO_BOTH)?;
    Ok(standby)
}

/// Nobody is hurt by a node that is told to stop, and it says so in the end.
async fn terminate(node: &mut Node) -> Result<(), TortureError> {
    match node.terminate().await? {
        Some(status) if !status.success() => {
            let why = format!("told to stop, it ended with {status}; its log says why");
            Err(TortureError::Stuck { who: node.base().into(), why })
        }
        _ => Ok(()),
    }
}
