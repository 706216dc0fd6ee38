//! Rehearsals: whoever runs the installation tries it out in an inbox of its own, whose people and conversations
//! nobody else ever hears of, and which is dropped whole.

use std::time::{Duration, Instant};

use deskbell_domain::{
    AgentId, InboxId, Refusal,
    entry::SenderKind,
    inbox::Inbox,
    policy::{self, Office},
};
use deskbell_protocol::settings::InboxSettings;
use deskbell_realtime::CloseReason;

use crate::{Hall, Identity, keeping::inboxes::render_inbox, topics};

/// How long one call works on a drop; what is left then is for the next call, or the next sweep.
const DROP_WITHIN: Duration = Duration::from_secs(5);
/// Between two steps of a drop it rests as long as the step took, and at least this long, so that the writer
/// belongs to everybody else for half of the time.
const REST_MIN: Duration = Duration::from_millis(2);

impl Hall {
    /// The rehearsal that is there, if one is.
    ///
    /// # Errors
    /// `unauthorized`, `forbidden`.
    pub async fn rehearsals(&self, identity: &Identity) -> Result<Vec<InboxSettings>, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::Rehearse)?;
        let inboxes = self.store().inboxes().await?;
        Ok(inboxes.iter().filter(|one| one.rehearsal_id().is_some()).map(render_inbox).collect())
    }

    /// Drops a rehearsal with everybody and everything in it, for as long as a call may take; true when nothing
    /// is left. Whatever is left is dropped by the next call, or by and by.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, `conflict` for an inbox that is no rehearsal, `overloaded`.
    pub async fn drop_inbox(&self, identity: &Identity, id: InboxId) -> Result<bool, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::Rehearse)?;
        match self.store().inbox(id).await? {
            Some(inbox) if is_rehearsal(&inbox) => self.end_rehearsal(id).await?,
            Some(_) => return Err(Refusal::Conflict("Only a rehearsal can be dropped.")),
            None if self.is_forgetting().await? => {}
            None => return Err(Refusal::NotFound),
        }
        let _turn = self.0.dropping.lock().await;
        self.drop_rehearsal(id).await
    }

    /// Drops what a rehearsal has left that nobody looks after any more, and says how many there were: those whose
    /// drop was interrupted, and those in which nothing has happened for long.
    ///
    /// # Errors
    /// Where the store cannot.
    pub async fn drop_left_over_rehearsals(&self) -> Result<usize, Refusal> {
        // Somebody is at it.
        let Ok(_turn) = self.0.dropping.try_lock() else { return Ok(0) };
        let left: Vec<Inbox> =
            self.0.directory.inboxes().iter().filter(|one| is_rehearsal(one)).cloned().collect();
        let mut dropped = 0;
        for inbox in &left {
            if inbox.dropping || self.is_left(inbox).await? {
                self.end_rehearsal(inbox.id).await?;
                dropped += usize::from(self.drop_rehearsal(inbox.id).await?);
            }
        }
        if left.is_empty() && self.is_forgetting().await? {
            self.drop_rehearsal(InboxId(self.0.chance.uuid())).await?;
            dropped = 1;
        }
        Ok(dropped)
    }

    /// Whether of a rehearsal nothing is left but what the feed tells of it, which is found by any name.
    async fn is_forgetting(&self) -> Result<bool, Refusal> {
        let going_on = self.store().inboxes().await?.iter().any(is_rehearsal);
        Ok(!going_on && self.store().tells_of_rehearsals().await?)
    }

    async fn is_left(&self, inbox: &Inbox) -> Result<bool, Refusal> {
        let newest = self.store().rehearsal_at(inbox.id).await?;
        let until = self.before(self.settings().drop_rehearsals_after);
        Ok(newest.is_none_or(|newest| newest < until))
    }

    /// From now on nobody of it may do anything; whoever is connected is told to stay away.
    async fn end_rehearsal(&self, id: InboxId) -> Result<(), Refusal> {
        self.store().end_rehearsal(id, self.now()).await?;
        self.read_inboxes().await?;
        for agent_id in self.0.directory.agents_of(id) {
            let person = topics::person(SenderKind::Agent(agent_id));
            self.close_everywhere(&person, CloseReason::Revoked);
        }
        for session in self.0.hub.sessions_on(&topics::inbox_presence(id)) {
            self.close_everywhere(session.person(), CloseReason::Revoked);
        }
        Ok(())
    }

    async fn drop_rehearsal(&self, id: InboxId) -> Result<bool, Refusal> {
        let begun = Instant::now();
        while begun.elapsed() < DROP_WITHIN {
            let step = Instant::now();
            if self.store().drop_some_of_rehearsal(id, self.now()).await? {
                self.read_inboxes().await?;
                return Ok(true);
            }
            tokio::time::sleep(step.elapsed().max(REST_MIN)).await;
        }
        Ok(false)
    }

    /// The rehearsal that somebody belongs to whose home is this inbox.
    ///
    /// # Errors
    /// `unauthorized` where the inbox is gone, or is being dropped.
    pub(crate) async fn rehearsal_at_home(&self, inbox_id: InboxId) -> Result<Option<InboxId>, Refusal> {
        // Asked on every operation: nothing is copied.
        let told = |inbox: &Inbox| (inbox.dropping, inbox.rehearsal_id());
        let known = self.0.directory.inboxes().iter().find(|inbox| inbox.id == inbox_id).map(told);
        let (dropping, rehearsal) = match known {
            Some(known) => known,
            None => told(&self.store().inbox(inbox_id).await?.ok_or(Refusal::Unauthorized)?),
        };
        if dropping { Err(Refusal::Unauthorized) } else { Ok(rehearsal) }
    }

    /// Whether an agent is one of a rehearsal, or of one that is over.
    pub(crate) fn is_rehearsing(&self, id: AgentId) -> bool {
        self.0.directory.get(id).is_none_or(|agent| agent.rehearsal.is_some())
    }
}

pub(crate) fn is_rehearsal(inbox: &Inbox) -> bool {
    inbox.rehearsal_id().is_some()
}
