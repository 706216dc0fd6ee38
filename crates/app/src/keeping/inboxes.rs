//! Inboxes as agents see them and admins set them.

use deskbell_domain::{
    InboxId, Refusal,
    inbox::{Inbox, InboxKind},
    policy::{self, Office},
    settings::InboxSettings as Settings,
    text,
};
use deskbell_protocol::{
    rest::NewInbox,
    settings::{InboxPatch, InboxSettings},
};
use deskbell_store::InboxChanges;

use super::{
    audit::{Target, differences},
    kept::time_zone,
    records::{color, named},
};
use crate::{Hall, Identity, rehearsals::is_rehearsal};

/// Characters of a greeting.
const GREETING_CHARS: usize = 500;

impl Hall {
    /// Every inbox with all that is set of it, for agents.
    ///
    /// # Errors
    /// `unauthorized`, `not_found` for customers.
    pub async fn inboxes(&self, identity: &Identity) -> Result<Vec<InboxSettings>, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::SeeAgents)?;
        Ok(self.0.directory.inboxes().iter().filter(|one| !is_rehearsal(one)).map(render_inbox).collect())
    }

    /// Makes an inbox: a website, or a rehearsal, of which nothing else is set.
    ///
    /// # Errors
    /// `forbidden`, `invalid`, `conflict` where there is a rehearsal already.
    pub async fn add_inbox(&self, identity: &Identity, new: NewInbox) -> Result<InboxSettings, Refusal> {
        let actor = self.actor(identity).await?;
        let kind = new.kind.map_or(InboxKind::Website, Into::into);
        policy::office(
            &actor,
            match kind {
                InboxKind::Website => Office::ManageInboxes,
                InboxKind::Rehearsal => Office::Rehearse,
            },
        )?;
        let first_team = self.store().teams().await?.first().ok_or(Refusal::NotFound)?.id;
        let at = self.now();
        let bare = InboxSettings::bare(&Inbox {
            id: InboxId(self.0.chance.uuid()),
            kind,
            name: named("name", &new.name)?,
            greeting: None,
            color: None,
            chat_enabled: true,
            team_id: first_team,
            settings: "{}".into(),
            dropping: false,
            created_at: at,
            updated_at: at,
        });
        let wanted = match kind {
            InboxKind::Website => self.checked_inbox(bare.patched(new.into_patch()))?,
            InboxKind::Rehearsal => bare,
        };
        let target = Target { kind: "inbox", id: Some(wanted.id), name: &wanted.name };
        let changes = differences(None, Some(&wanted));
        let audit =
            (kind == InboxKind::Website).then(|| self.audit_row(&actor, "inbox.created", &target, &changes));
        let first = deskbell_store::NewInbox {
            id: wanted.id.into(),
            kind,
            name: wanted.name.clone(),
            greeting: wanted.greeting.clone(),
            color: wanted.color.clone(),
            team_id: wanted.team_id.into(),
            at,
        };
        let more = InboxChanges {
            chat_enabled: Some(wanted.chat_enabled),
            settings: Some(wanted.written()),
            audit,
            ..InboxChanges::default()
        };
        let inbox = self.store().add_inbox_with(first, more).await?;
        self.read_inboxes().await?;
        Ok(render_inbox(&inbox))
    }

    /// Changes an inbox, for admins.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, also for a rehearsal, `invalid`.
    pub async fn change_inbox(
        &self,
        identity: &Identity,
        id: InboxId,
        patch: InboxPatch,
    ) -> Result<InboxSettings, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageInboxes)?;
        // Of two changes at once each keeps what the other one says.
        let _in_turn = self.0.kept.changing().await;
        let inbox =
            self.store().inbox(id).await?.filter(|one| !is_rehearsal(one)).ok_or(Refusal::NotFound)?;
        let before = render_inbox(&inbox);
        let after = self.checked_inbox(before.patched(patch))?;
        let changes = differences(Some(&before), Some(&after));
        if changes.is_empty() {
            return Ok(before);
        }
        let target = Target { kind: "inbox", id: Some(after.id), name: &after.name };
        let said = InboxChanges {
            name: Some(after.name.clone()),
            greeting: Some(after.greeting.clone()),
            color: Some(after.color.clone()),
            chat_enabled: Some(after.chat_enabled),
            team_id: Some(after.team_id.into()),
            settings: Some(after.written()),
            audit: Some(self.audit_row(&actor, "inbox.updated", &target, &changes)),
        };
        let stored = self.store().update_inbox(id, said, self.now()).await?;
        self.read_inboxes().await?;
        Ok(render_inbox(&stored))
    }

    /// That everything said of an inbox can be.
    fn checked_inbox(&self, mut wanted: InboxSettings) -> Result<InboxSettings, Refusal> {
        wanted.name = named("name", &wanted.name)?;
        wanted.greeting = text::paragraph("greeting", wanted.greeting, GREETING_CHARS)?;
        wanted.color = color(wanted.color)?;
        self.known_team(wanted.team_id)?;
        let settings = wanted.known()?;
        settings.check()?;
        if let Some(hours) = &settings.business_hours {
            hours.resolve(time_zone)?;
        }
        self.check_routing(&settings)?;
        Ok(wanted)
    }

    fn check_routing(&self, settings: &Settings) -> Result<(), Refusal> {
        let unknown = |field: &'static str| Refusal::invalid(field, "This team does not exist.");
        let team = |field, id| self.team_name(id).map(|_| ()).ok_or_else(|| unknown(field));
        if let Some(overflow) = &settings.routing.overflow {
            team("routing.overflow.teamId", overflow.team_id)?;
        }
        for rule in &settings.routing.rules {
            rule.team_id.map_or(Ok(()), |id| team("routing.rules", id))?;
            if let Some(id) = rule.agent_id {
                self.known_colleague("routing.rules", id.0)?;
            }
            if let Some(key) = &rule.category
                && !self.known_categories().iter().any(|one| one.key == *key)
            {
                return Err(Refusal::invalid(
                    "routing.rules",
                    "A rule names a category that does not exist.",
                ));
            }
        }
        Ok(())
    }
}

/// An inbox with all that is set of it.
pub(crate) fn render_inbox(inbox: &Inbox) -> InboxSettings {
    InboxSettings::of(inbox).unwrap_or_else(|error| {
        tracing::error!(%error, inbox = %inbox.id, "an inbox's settings cannot be read; they are as they come");
        InboxSettings::bare(inbox)
    })
}
