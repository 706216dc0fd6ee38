//! Reading the change feed after one's own position: whatever other nodes changed is known here soon, however much of
//! what they published was lost. What it costs grows with the changes, not with the conversations.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell_domain::{ConversationId, ConversationState, Refusal, entry::SenderKind};
use deskbell_realtime::CloseReason;
use deskbell_store::{FeedChange, Moved, Touched};
use foldhash::HashMap;

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
/// How long a look goes on before others have their turn.
const LOOK_MAX: Duration = Duration::from_millis(100);
/// How long a change is tried that cannot be told, before what comes after it is.
const TRIED_FOR: Duration = Duration::from_secs(60);

/// Where this node is in the feed.
pub(crate) struct Follower {
    position: u64,
    looked: Instant,
    looks_at: Instant,
    /// The line to the other nodes was down since the last look: receipts may have been missed as well.
    missed: bool,
    /// Since when what comes next cannot be told.
    stuck: Option<Instant>,
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
                    return Some(Self { position, looked: now, looks_at: now, missed: true, stuck: None });
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

    /// Tells here what other nodes have changed since the last look, as much of it as there is time for: meanwhile
    /// nobody hears of what this node commits itself, and nothing more is committed when too much waits to be told.
    pub(crate) async fn look(&mut self, hall: &Hall, rows: &mut Rows) {
        let begun = Instant::now();
        (self.looked, self.looks_at) = (begun, begun + LOOK_EVERY);
        self.missed |= is_deaf(hall);
        for (topic, head) in hall.0.gate.debts() {
            hall.catch_up(&topic, head).await;
        }
        // Said where it is read; the next look goes on from here.
        let Ok(changes) = hall.store().changes_after(self.position, PAGE).await else { return };
        let mut more = changes.len() >= PAGE;
        let Ok(mut page) = Page::read(hall, &changes).await else { return };
        let read = Instant::now();
        for change in &changes {
            if read.elapsed() >= LOOK_MAX {
                more = true;
                break;
            }
            if change.node != hall.store().node()
                && let Err(refusal) = hall.follow(change, self.missed, &mut page, rows).await
                && self.tries_again(change.position, &refusal)
            {
                return;
            }
            (self.position, self.stuck) = (change.position, None);
        }
        if more {
            // Others have their turn, and then it goes on.
            self.looks_at = Instant::now();
        } else {
            self.missed = is_deaf(hall);
        }
        metrics::histogram!("deskbell_feed_look_seconds").record(begun.elapsed().as_secs_f64());
    }

    /// Whether a change that could not be told is tried again with the next look.
    fn tries_again(&mut self, position: u64, refusal: &Refusal) -> bool {
        let is_first = self.stuck.is_none();
        let tries_again = self.stuck.get_or_insert_with(Instant::now).elapsed() < TRIED_FOR;
        if is_first || !tries_again {
            tracing::warn!(%refusal, position, tries_again, "a change was not told in full");
        }
        tries_again
    }
}

/// The conversations of a page. Each is looked at once, however often it has changed: how it stands is read after the
/// last of these changes.
struct Page {
    /// How far each has come.
    heads: HashMap<ConversationId, u64>,
    /// How those stand that concern somebody here.
    states: HashMap<ConversationId, Arc<ConversationState>>,
}

impl Page {
    /// Reads at once how everything stands that others than this node have changed.
    async fn read(hall: &Hall, changes: &[FeedChange]) -> Result<Self, Refusal> {
        let node = hall.store().node();
        let mut heads: HashMap<ConversationId, u64> = HashMap::default();
        for moved in changes.iter().filter(|change| change.node != node).flat_map(moved) {
            let head = heads.entry(moved.conversation_id).or_default();
            *head = moved.head_seq.max(*head);
        }
        let concerns =
            |id: &ConversationId| hall.shows_lists() || hall.0.desk.is_on() || !hall.followed(*id).is_empty();
        let ids = heads.keys().copied().filter(concerns).collect();
        let states = hall.store().conversations_by_id(ids).await?;
        Ok(Self { heads, states: states.into_iter().map(|state| (state.id, state)).collect() })
    }
}

/// The conversations that a change has moved, those of a rehearsal too.
fn moved(change: &FeedChange) -> impl Iterator<Item = &Moved> {
    let rehearsal = change.touched.rehearsal.as_deref();
    change.touched.conversations.iter().chain(rehearsal.into_iter().flat_map(|one| &one.conversations))
}

/// Whether nothing is heard of the other nodes but what the feed tells.
fn is_deaf(hall: &Hall) -> bool {
    let bus = hall.0.hub.bus();
    !bus.is_shared() || !bus.is_up()
}

impl Hall {
    async fn follow(
        &self,
        change: &FeedChange,
        missed: bool,
        page: &mut Page,
        rows: &mut Rows,
    ) -> Result<(), Refusal> {
        self.follow_records(&change.touched).await?;
        if let Some(rehearsal) = change.touched.rehearsal.as_deref() {
            self.follow_records(rehearsal).await?;
        }
        for id in moved(change).map(|moved| moved.conversation_id) {
            if let Some(head) = page.heads.remove(&id) {
                let state = page.states.remove(&id);
                self.follow_conversation(id, head, state, missed, rows).await?;
            }
        }
        Ok(())
    }

    async fn follow_conversation(
        &self,
        id: ConversationId,
        head: u64,
        read: Option<Arc<ConversationState>>,
        missed: bool,
        rows: &mut Rows,
    ) -> Result<(), Refusal> {
        let followed = self.followed(id);
        if followed.is_empty() && !self.shows_lists() && !self.0.desk.is_on() {
            return Ok(());
        }
        let state = match read {
            // Whom it concerns came after the page was read.
            None => self.store().conversation(id).await?,
            read => read,
        };
        let Some(state) = state else { return Ok(()) };
        self.0.desk.note(None, &state);
        self.let_go_of_the_blind(&state);
        for (topic, _) in followed.iter().filter(|(_, told)| *told < head) {
            self.catch_up(topic, head).await;
        }
        if missed && !followed.is_empty() {
            self.tell_all_receipts(&state);
        }
        if !state.is_draft() && rows.note_another(&state, Instant::now()) == Urgency::AtOnce {
            self.0.board.changed();
            self.tell_row(&state, false).await;
            self.tell_offer(&state).await;
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
        for id in &touched.customers {
            let person = topics::person(SenderKind::Customer(*id));
            let is_here = !self.0.hub.sessions_of(&person).is_empty();
            if is_here && self.known_customer(*id).await?.is_some_and(|customer| customer.blocked) {
                self.0.hub.close_person(&person, CloseReason::Revoked);
            }
        }
        if touched.tokens {
            self.read_revoked_tokens().await?;
        }
        Ok(())
    }
}
