//! Canned responses: texts written once and used often.

use deskbell_domain::{
    Refusal,
    policy::{self, Office},
    text::{Content, NAME_MAX_CHARS, SLUG_MAX_CHARS, line},
};
use deskbell_protocol::records::{CannedResponse, CannedResponsePatch, NewCannedResponse, Scope};
use uuid::Uuid;

use super::records::{For, Kind};
use crate::{Hall, Identity};

impl Kind for CannedResponse {
    const KIND: &'static str = "cannedResponse";
    const MAX: u64 = 5000;
    const TAKEN: &'static str = "There is a canned response with this shortcut already.";
    const FULL: &'static str = "There can be at most 5000 canned responses. Remove one first.";

    fn id(&self) -> Uuid {
        self.id
    }
    fn name(&self) -> &str {
        &self.shortcut
    }
    fn key(&self) -> String {
        whose(self).key(&self.shortcut)
    }
    fn count(&mut self, uses: u64) {
        self.uses = uses;
    }
    fn concerns_others(&self) -> bool {
        self.scope != Scope::Own
    }
}

const fn whose(one: &CannedResponse) -> For {
    For { scope: one.scope, team_id: one.team_id, owner_id: one.owner_id }
}

impl Hall {
    /// The canned responses this agent may use.
    ///
    /// # Errors
    /// `forbidden` for customers.
    pub async fn canned_responses(&self, identity: &Identity) -> Result<Vec<CannedResponse>, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::KeepOwn)?;
        let mut all: Vec<CannedResponse> = self.kept_all().await?;
        all.retain(|one| self.may_use(&actor, whose(one)));
        all.sort_by(|a, b| a.shortcut.cmp(&b.shortcut).then(a.id.cmp(&b.id)));
        Ok(all)
    }

    /// Makes one: one's own, or with the right to it one that is shared.
    ///
    /// # Errors
    /// `forbidden`, `invalid`, `conflict` for a shortcut that is taken among those for the same people.
    pub async fn add_canned_response(
        &self,
        identity: &Identity,
        new: NewCannedResponse,
    ) -> Result<CannedResponse, Refusal> {
        let actor = self.actor(identity).await?;
        let For { scope, team_id, owner_id } = self.meant_for(&actor, new.scope, new.team_id)?;
        let shortcut = shortcut(&new.shortcut)?;
        let title = line("title", new.title, NAME_MAX_CHARS)?.unwrap_or_else(|| shortcut.clone());
        let (id, content) = (self.0.chance.uuid(), self.canned_content(new.content)?);
        let one = CannedResponse { id, shortcut, title, content, scope, team_id, owner_id, uses: 0 };
        self.keep(&actor, None, one).await
    }

    /// Changes one.
    ///
    /// # Errors
    /// `not_found` for one that this agent may not see, `forbidden`, `invalid`, `conflict`.
    pub async fn change_canned_response(
        &self,
        identity: &Identity,
        id: Uuid,
        patch: CannedResponsePatch,
    ) -> Result<CannedResponse, Refusal> {
        let actor = self.actor(identity).await?;
        let before: CannedResponse = self.kept_one(id).await?;
        self.may_keep(&actor, whose(&before))?;
        let mut after = before.clone();
        if patch.scope.is_some() || patch.team_id.is_some() {
            let (scope, team) = (patch.scope.unwrap_or(before.scope), patch.team_id.or(before.team_id));
            For { scope: after.scope, team_id: after.team_id, owner_id: after.owner_id } =
                self.meant_for(&actor, scope, team)?;
        }
        if let Some(text) = patch.shortcut {
            after.shortcut = shortcut(&text)?;
        }
        if let Some(title) = patch.title {
            after.title =
                line("title", Some(title), NAME_MAX_CHARS)?.unwrap_or_else(|| after.shortcut.clone());
        }
        if let Some(content) = patch.content {
            after.content = self.canned_content(content)?;
        }
        self.keep(&actor, Some(&before), after).await
    }

    /// Removes one.
    ///
    /// # Errors
    /// `not_found` for one that this agent may not see, `forbidden`.
    pub async fn remove_canned_response(&self, identity: &Identity, id: Uuid) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        let one: CannedResponse = self.kept_one(id).await?;
        self.may_keep(&actor, whose(&one))?;
        self.let_go(&actor, &one).await
    }

    /// Counts that one was put into an answer.
    ///
    /// # Errors
    /// `not_found` for one that this agent may not see.
    pub async fn used_canned_response(&self, identity: &Identity, id: Uuid) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::KeepOwn)?;
        let one: CannedResponse = self.kept_one(id).await?;
        if !self.may_use(&actor, whose(&one)) || !self.store().use_record(CannedResponse::KIND, id).await? {
            return Err(Refusal::NotFound);
        }
        Ok(())
    }

    fn canned_content(&self, content: String) -> Result<String, Refusal> {
        Ok(Content::within(content, self.settings().message_max_chars)?.into_string())
    }
}

/// What is typed after `/`.
fn shortcut(text: &str) -> Result<String, Refusal> {
    let bare = text.trim().trim_start_matches('/').to_owned();
    let fits = (1..=SLUG_MAX_CHARS).contains(&bare.chars().count());
    if !fits || bare.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/') {
        let message = "A shortcut has 1 to 40 characters and neither white space nor a slash.";
        return Err(Refusal::invalid("shortcut", message));
    }
    Ok(bare)
}
