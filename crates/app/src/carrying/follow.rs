//! Reading the change feed after one's own position: whatever other nodes changed is known here soon, however much of
//! what they published was lost. What it costs grows with the changes, not with the conversations.

use std::time::{Duration, Instant};

use deskbell_domain::{Refusal, entry::SenderKind};
use deskbell_realtime::CloseReason;
use deskbell_store::{FeedChange, Touched};

use super::{
    rows::{Rows, Urgency},
    topics,
};
use crate::Hall;

/// Between two looks at the feed where nothing calls for one sooner.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Between two looks at least, however often something calls for one.
const LOOKS_APART: Duration = Duration::from_millis(25);
/// Rows of the feed read at once.
const PAGE: usize = 200;

/// Where this node is in the feed.
pub(crate) struct Follower {
    position: u64,
    looked: Instant,
    looks_at: Instant,
    /// The line to the other nodes was down since the last look: receipts may have been missed as well.
    missed: bool,
}

impl Follower {
    /// Begins with what comes from now on; `None` for a store that nobody else writes to.
    pub(crate) async fn begin(hall: &Hall) -> Option<Self> {
        if !hall.store().is_shared() {
            return None;
        }
        loop {
            match hall.store().head_position().await {
                Ok(position) => {
                    let now = Instant::now();
                    return Some(Self { position, looked: now, looks_at: now, missed: true });
                }
                Err(error) => {
                    tracing::warn!(%error, "the change feed was not read; it is tried again");
                    tokio::time::sleep(LOOK_EVERY).await;
                }
            }
        }
    }

    /// When it looks again.
    pub(crate) const fn looks_at(&self) -> Instant {
        self.looks_at
    }

    /// Looks as soon as it may.
    pub(crate) fn hurry(&mut self) {
        self.looks_at = self.looks_at.min(self.looked + LOOKS_APART);
    }

    /// Tells here what other nodes have changed since the last look.
    pub(crate) async fn look(&mut self, hall: &Hall, rows: &mut Rows) {
        let begun = Instant::now();
        (self.looked, self.looks_at) = (begun, begun + LOOK_EVERY);
        self.missed |= is_deaf(hall);
        loop {
            let changes = match hall.store().changes_after(self.position, PAGE).await {
                Ok(changes) => changes,
                // Said where it is read; the next look goes on from here.
                Err(_) => return,
            };
            let more = changes.len() >= PAGE;
            for change in changes {
                self.position = change.position;
                if change.node != hall.store().node()
                    && let Err(refusal) = hall.follow(&change, self.missed, rows).await
                {
                    tracing::warn!(%refusal, position = change.position, "a change was not told in full");
                }
            }
            if !more {
                break;
            }
        }
        self.missed = is_deaf(hall);
        metrics::histogram!("deskbell_feed_look_seconds").record(begun.elapsed().as_secs_f64());
    }
}

/// Whether nothing is heard of the other nodes but what the feed tells.
fn is_deaf(hall: &Hall) -> bool {
    let bus = hall.0.hub.bus();
    !bus.is_shared() || !bus.is_up()
}

impl Hall {
    async fn follow(&self, change: &FeedChange, missed: bool, rows: &mut Rows) -> Result<(), Refusal> {
        self.follow_records(&change.touched).await?;
        let rehearsal = change.touched.rehearsal.as_deref();
        if let Some(rehearsal) = rehearsal {
            self.follow_records(rehearsal).await?;
        }
        let moved = rehearsal.map_or(&[][..], |rehearsal| &rehearsal.conversations);
        for moved in change.touched.conversations.iter().chain(moved) {
            let id = moved.conversation_id;
            let followed = self.followed(id);
            let behind = followed.iter().any(|(_, told)| *told < moved.head_seq);
            if followed.is_empty() && !self.shows_lists() {
                continue;
            }
            let Some(state) = self.store().conversation(id).await? else { continue };
            self.let_go_of_the_blind(&state);
            if behind {
                for (topic, _) in &followed {
                    self.catch_up(topic, moved.head_seq).await;
                }
            }
            if missed && !followed.is_empty() {
                self.tell_all_receipts(&state);
            }
            if !state.is_draft() && rows.note_another(&state, Instant::now()) == Urgency::AtOnce {
                self.tell_row(&state, false).await;
            }
        }
        Ok(())
    }

    /// Whether anybody is here whose lists could hold a conversation.
    fn shows_lists(&self) -> bool {
        self.0.hub.person_count() > 0
    }

    /// Reads anew what others changed, and has live connections feel it.
    async fn follow_records(&self, touched: &Touched) -> Result<(), Refusal> {
        let before: Vec<_> = touched.agents.iter().map(|id| (*id, self.0.directory.get(*id))).collect();
        self.refresh_directory(touched).await?;
        for (id, before) in before {
            let after = self.0.directory.get(id);
            let person = topics::person(SenderKind::Agent(id));
            match (before, after) {
                (_, None) => self.0.hub.close_person(&person, CloseReason::Revoked),
                (Some(before), Some(after)) => {
                    if before.active && !after.active {
                        self.0.hub.close_person(&person, CloseReason::Revoked);
                    } else if before.role != after.role || before.team_ids != after.team_ids {
                        self.0.hub.close_person(&person, CloseReason::AccessChanged);
                    }
                }
                (None, Some(_)) => {}
            }
            self.presence_changed(id).await;
        }
        if touched.tokens {
            self.read_revoked_tokens().await?;
        }
        Ok(())
    }
}
