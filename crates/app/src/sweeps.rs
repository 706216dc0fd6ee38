//! What time does by itself: leases run out, resolved conversations close, drafts are swept.

use std::time::{Duration, Instant};

use deskbell_domain::{Actor, Reader, Refusal, conversation::lifecycle};
use deskbell_store::Store;
use jiff::{SignedDuration, Timestamp};
use tokio::time::MissedTickBehavior;

use crate::{Hall, steady::Steady, topics};

/// Between two looks at leases.
const LEASE_TICK: Duration = Duration::from_millis(250);
/// Between two thinnings of the rate limits' memory.
const FORGET_EVERY: Duration = Duration::from_secs(60);
/// A token that was taken back is remembered this much longer than it would have lasted, so that a clock that
/// was ahead for a while does not bring it back to life.
const REVOKED_LONGER: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// What one node at a time does is done under the lease of this name.
const LEASE: &str = "installation";
/// How long a lease lasts that is not renewed, and so how long nobody looks after the installation when a node dies.
const LEASE_LASTS: Duration = Duration::from_secs(6);
/// Between two renewals.
const TEND_EVERY: Duration = Duration::from_secs(2);
/// Between two checkpoints of a database that several nodes share.
const SEAL_EVERY: Duration = Duration::from_secs(60);
/// How often a node says who is with it, whatever the grace.
const HEARTBEAT_MIN: Duration = Duration::from_secs(1);
const HEARTBEAT_MAX: Duration = Duration::from_secs(10);
/// Between two boards that are told.
const BOARD_EVERY: Duration = Duration::from_secs(1);
/// Between two looks whether an inbox has opened or closed.
const OPENING_EVERY: Duration = Duration::from_secs(15);
/// Conversations one sweep takes on; the rest waits for the next.
const SWEEP_MAX: usize = 500;

impl Hall {
    /// Keeps time, and the desk where this node has the lease, until it is dropped.
    pub async fn keep_time(self) {
        tokio::join!(self.keep_leases(), self.keep_desk());
    }

    async fn keep_leases(&self) {
        let mut leases = tokio::time::interval(LEASE_TICK);
        // The first sweep waits like any other: a machine that has just started may not know the time yet.
        let between = self.settings().sweep_interval.max(LEASE_TICK);
        let mut sweeps = tokio::time::interval_at(tokio::time::Instant::now() + between, between);
        let mut forgetting = tokio::time::interval(FORGET_EVERY);
        let mut heartbeats = tokio::time::interval(self.heartbeat());
        let mut tending = tokio::time::interval(TEND_EVERY);
        let mut board = tokio::time::interval(BOARD_EVERY);
        let mut opening =
            tokio::time::interval_at(tokio::time::Instant::now() + OPENING_EVERY, OPENING_EVERY);
        let mut tended = Instant::now();
        let timers = [
            &mut leases,
            &mut sweeps,
            &mut forgetting,
            &mut heartbeats,
            &mut tending,
            &mut board,
            &mut opening,
        ];
        for timer in timers {
            timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
        }
        let mut steady = Steady::from(self.now(), Instant::now());
        loop {
            tokio::select! {
                _ = leases.tick() => {
                    self.measure();
                    self.expire_typing(Instant::now());
                    self.expire_presence(Instant::now()).await;
                    self.write_contexts(Instant::now()).await;
                }
                _ = sweeps.tick() => {
                    if steady.is_trusted(self.now(), Instant::now()) {
                        self.sweep_under().await;
                    }
                }
                _ = tending.tick(), if self.store().is_shared() => {
                    let seal = tended.elapsed() >= SEAL_EVERY;
                    if self.tend(seal).await && seal {
                        tended = Instant::now();
                    }
                }
                _ = heartbeats.tick() => self.say_who_is_here(),
                _ = forgetting.tick() => self.forget_idle(),
                _ = board.tick() => self.tell_board().await,
                _ = opening.tick() => self.tell_opening().await,
            }
        }
    }

    /// Closes what has been resolved for long and drops old drafts, once. What is left of rehearsals is dropped
    /// beside it, as that may take a while.
    pub async fn sweep(&self) {
        self.sweep_with(self.store()).await;
    }

    /// How often the other nodes are told who is here.
    fn heartbeat(&self) -> Duration {
        (self.settings().presence_grace / 3).clamp(HEARTBEAT_MIN, HEARTBEAT_MAX)
    }

    /// Takes or renews the lease of what one node at a time does; the store to decide with, where this node has it.
    /// Whatever a node decides that was frozen or cut off meanwhile is refused by the number it took the lease under.
    pub(crate) async fn hold_office(&self) -> Option<Store> {
        let fence = match self.store().take_lease(LEASE, LEASE_LASTS).await {
            Ok(fence) => fence,
            // Whoever has it goes on: what is decided under it is refused when somebody else takes it meanwhile.
            Err(error) => {
                tracing::debug!(%error, "the lease was not renewed");
                return None;
            }
        };
        metrics::gauge!("deskbell_lease_held").set(f64::from(u8::from(fence.is_some())));
        let taken = self.0.office.send_if_modified(|held| {
            let moved = *held != fence;
            held.clone_from(&fence);
            moved
        });
        if taken && fence.is_some() {
            tracing::info!("this node looks after the installation");
        }
        fence.map(|fence| self.store().under(fence))
    }

    /// Gives the lease back, where this node has it, so that another one takes over at once.
    pub async fn give_lease_back(&self) {
        let fence = self.0.office.send_replace(None);
        if let Some(fence) = fence.filter(|_| self.store().is_shared())
            && let Err(error) = self.store().give_back(fence).await
        {
            tracing::debug!(%error, "the lease was not given back; it runs out by itself");
        }
    }

    /// Sweeps where this node has the lease.
    async fn sweep_under(&self) {
        if let Some(store) = self.hold_office().await {
            self.sweep_with(&store).await;
        }
    }

    /// Looks after the installation where this node has the lease; whether it has.
    async fn tend(&self, seal: bool) -> bool {
        let Some(store) = self.hold_office().await else { return false };
        let tended = if seal { store.tend().await } else { store.settle_lists().await };
        if let Err(error) = tended {
            tracing::warn!(%error, "the installation was not tended; it is tried again");
        }
        true
    }

    async fn sweep_with(&self, store: &Store) {
        for (job, swept) in [
            ("close_resolved", self.close_resolved(store).await),
            ("drop_drafts", self.drop_drafts(store).await),
            ("drop_old", self.drop_old(store).await),
            ("drop_files", self.drop_files(store).await),
            ("forget_revoked_tokens", self.forget_revoked(store).await),
        ] {
            report(job, &swept);
        }
        let hall = self.clone();
        tokio::spawn(async move { report("drop_rehearsals", &hall.drop_left_over_rehearsals().await) });
    }

    async fn close_resolved(&self, store: &Store) -> Result<usize, Refusal> {
        let Some(age) = self.close_resolved_after() else { return Ok(0) };
        let before = self.before(age);
        let ids = store.resolved_before(before, SWEEP_MAX).await?;
        for id in &ids {
            let occasion = self.0.chance.occasion(self.now());
            store
                .decide(*id, None, move |state| {
                    // It may have been reopened since it was looked for.
                    if state.resolved_at.is_none_or(|at| at >= before) {
                        return Err(Refusal::NotFound);
                    }
                    lifecycle::close(&Actor::System, &occasion, state)
                })
                .await
                .map(|_| ())
                .or_else(|error| match Refusal::from(error) {
                    Refusal::NotFound => Ok(()),
                    other => Err(other),
                })?;
        }
        Ok(ids.len())
    }

    async fn drop_drafts(&self, store: &Store) -> Result<usize, Refusal> {
        let before = self.before(self.settings().drop_drafts_after);
        let ids = store.drafts_before(before, SWEEP_MAX).await?;
        // One that its customer has open may get its first message at any moment.
        let is_open = |id| self.0.hub.subscriber_count(&topics::conversation(id, Reader::Customer)) > 0;
        let left: Vec<_> = ids.into_iter().filter(|id| !is_open(*id)).collect();
        for id in &left {
            store.delete_draft(*id, self.now()).await?;
        }
        Ok(left.len())
    }

    /// Deletes what has been closed for longer than the organisation keeps it.
    async fn drop_old(&self, store: &Store) -> Result<usize, Refusal> {
        let days = self.organisation().retention_days;
        if days == 0 {
            return Ok(0);
        }
        let before = self.before(Duration::from_secs(u64::from(days) * 24 * 60 * 60));
        let ids = store.closed_before(before, SWEEP_MAX).await?;
        for id in &ids {
            store.delete_closed(*id, before, self.now()).await?;
        }
        Ok(ids.len())
    }

    async fn forget_revoked(&self, store: &Store) -> Result<usize, Refusal> {
        let forgotten = store.prune_tokens(self.before(REVOKED_LONGER)).await?;
        self.0.tokens.forget(&forgotten);
        Ok(forgotten.len())
    }

    pub(crate) fn before(&self, age: Duration) -> Timestamp {
        let age = SignedDuration::try_from(age).unwrap_or(SignedDuration::MAX);
        self.now().checked_sub(age).unwrap_or(Timestamp::MIN)
    }

    fn measure(&self) {
        let hub = &self.0.hub;
        metrics::gauge!("deskbell_sessions").set(hub.session_count() as f64);
        metrics::gauge!("deskbell_persons").set(hub.person_count() as f64);
        metrics::gauge!("deskbell_topics").set(hub.topic_count() as f64);
    }

    fn forget_idle(&self) {
        self.0.message_rate.forget_idle();
        self.0.search_rate.forget_idle();
        self.0.profile_rate.forget_idle();
        self.0.files.rate.forget_idle();
        self.0.start_rate.forget_idle();
        self.0.visitor_rate.forget_idle();
        self.0.sign_in_rate.forget_idle();
        metrics::gauge!("deskbell_rate_keys").set(self.0.message_rate.key_count() as f64);
    }
}

fn report(job: &'static str, swept: &Result<usize, Refusal>) {
    let outcome = if swept.is_ok() { "done" } else { "failed" };
    metrics::counter!("deskbell_jobs_total", "job" => job, "outcome" => outcome).increment(1);
    match swept {
        Ok(0) => {}
        Ok(count) => tracing::info!(job, count, "swept"),
        Err(refusal) => tracing::warn!(job, %refusal, "a sweep failed and will be tried again"),
    }
}
