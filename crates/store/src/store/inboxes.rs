//! Inboxes and teams.

use deskbell_domain::{
    InboxId, TeamId,
    inbox::{Inbox, InboxKind, Team},
};
use jiff::Timestamp;

use super::Store;
use crate::{AuditRow, StoreError, either};

/// The ids and the moment of the first inbox and the first team, both named "Support".
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    /// The first inbox.
    pub inbox_id: InboxId,
    /// The first team.
    pub team_id: TeamId,
    /// Now.
    pub at: Timestamp,
}

/// An inbox to make. Customers can write through it.
#[derive(Clone, Debug)]
pub struct NewInbox {
    /// Its id.
    pub id: InboxId,
    /// What it is for. There can be one rehearsal at a time.
    pub kind: InboxKind,
    /// Its name.
    pub name: String,
    /// What the widget says before the first message.
    pub greeting: Option<String>,
    /// The brand colour as `#rrggbb`.
    pub color: Option<String>,
    /// The team that new conversations belong to.
    pub team_id: TeamId,
    /// Now.
    pub at: Timestamp,
}

/// What to change of an inbox; `None` leaves it, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct InboxChanges {
    /// Its name.
    pub name: Option<String>,
    /// What the widget says before the first message.
    pub greeting: Option<Option<String>>,
    /// The brand colour as `#rrggbb`.
    pub color: Option<Option<String>>,
    /// Whether customers can write through it.
    pub chat_enabled: Option<bool>,
    /// The team that new conversations belong to.
    pub team_id: Option<TeamId>,
    /// Everything else that is set of it, as a JSON object.
    pub settings: Option<String>,
    /// What the audit log says of it.
    pub audit: Option<AuditRow>,
}

impl Store {
    /// Makes the first inbox and the first team; false where there is an inbox already.
    ///
    /// # Errors
    /// The store's own.
    pub async fn seed(&self, seed: Seed) -> Result<bool, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let made =
                    batch.record(|connection, keys| engine::rows::inboxes::seed(connection, keys, &seed))?;
                if made {
                    batch.touch(seed.at, |touched| {
                        touched.inboxes.push(seed.inbox_id);
                        touched.teams.push(seed.team_id);
                    });
                }
                Ok(made)
            })
            .await)
    }

    /// Every inbox, the oldest first.
    ///
    /// # Errors
    /// The store's own.
    pub async fn inboxes(&self) -> Result<Vec<Inbox>, StoreError> {
        either!(self, |database| database.read("inboxes", engine::rows::inboxes::all).await)
    }

    /// One inbox.
    ///
    /// # Errors
    /// The store's own.
    pub async fn inbox(&self, id: InboxId) -> Result<Option<Inbox>, StoreError> {
        either!(self, |database| database
            .read("inbox", move |connection| engine::rows::inboxes::by_id(connection, id))
            .await)
    }

    /// Every team, the oldest first.
    ///
    /// # Errors
    /// The store's own.
    pub async fn teams(&self) -> Result<Vec<Team>, StoreError> {
        either!(self, |database| database.read("teams", engine::rows::inboxes::teams).await)
    }

    /// Makes a team.
    ///
    /// # Errors
    /// `conflict` for a known id, the store's own.
    pub async fn add_team(&self, team: Team, at: Timestamp) -> Result<(), StoreError> {
        self.add_team_audited(team, None, at).await
    }

    /// Makes a team, with what the audit log says of it.
    ///
    /// # Errors
    /// As [`Store::add_team`].
    pub async fn add_team_audited(
        &self,
        team: Team,
        audit: Option<AuditRow>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                batch.record(|connection, _| {
                    engine::rows::inboxes::insert_team(connection, &team, at)?;
                    audit.iter().try_for_each(|row| engine::rows::desk::audit::append(connection, row))?;
                    Ok(())
                })?;
                batch.touch(at, |touched| touched.teams.push(team.id));
                Ok(())
            })
            .await)
    }

    /// Gives a team another name.
    ///
    /// # Errors
    /// `not_found`, the store's own.
    pub async fn rename_team(
        &self,
        team: Team,
        audit: Option<AuditRow>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                engine::rows::inboxes::rename_team(batch.connection, &team)?;
                if let Some(row) = &audit {
                    engine::rows::desk::audit::append(batch.connection, row)?;
                }
                batch.touch(at, |touched| touched.teams.push(team.id));
                Ok(())
            })
            .await)
    }

    /// Makes an inbox.
    ///
    /// # Errors
    /// `invalid` for an unknown team, `conflict` for a known id or a second rehearsal, the store's own.
    pub async fn add_inbox(&self, new: NewInbox) -> Result<Inbox, StoreError> {
        self.add_inbox_with(new, InboxChanges::default()).await
    }

    /// Makes an inbox with everything that is set of it.
    ///
    /// # Errors
    /// As [`Store::add_inbox`].
    pub async fn add_inbox_with(&self, new: NewInbox, more: InboxChanges) -> Result<Inbox, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let inbox = batch.record(|connection, keys| {
                    engine::rows::inboxes::insert(connection, keys, &new)?;
                    let inbox = engine::rows::inboxes::update(connection, keys, new.id, &more, new.at)?;
                    more.audit
                        .iter()
                        .try_for_each(|row| engine::rows::desk::audit::append(connection, row))?;
                    Ok(inbox)
                })?;
                batch.touch(new.at, |touched| {
                    touched.side(new.kind == InboxKind::Rehearsal).inboxes.push(new.id)
                });
                Ok(inbox)
            })
            .await)
    }

    /// Changes an inbox.
    ///
    /// # Errors
    /// `not_found`, `invalid` for an unknown team, the store's own.
    pub async fn update_inbox(
        &self,
        id: InboxId,
        changes: InboxChanges,
        at: Timestamp,
    ) -> Result<Inbox, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let inbox = batch.record(|connection, keys| {
                    let inbox = engine::rows::inboxes::update(connection, keys, id, &changes, at)?;
                    if let Some(row) = &changes.audit {
                        engine::rows::desk::audit::append(connection, row)?;
                    }
                    Ok(inbox)
                })?;
                batch.touch(at, |touched| touched.inboxes.push(id));
                Ok(inbox)
            })
            .await)
    }
}
