//! Views: filters of the list kept under a name.

use deskbell_domain::{
    Actor, Refusal,
    policy::{self, Office},
    text,
};
use deskbell_protocol::records::{NewView, Scope, View, ViewFilter, ViewPatch};
use uuid::Uuid;

use super::records::{For, Kind, named};
use crate::{Hall, Identity};

/// Characters each text of a filter can have.
const FILTER_CHARS: usize = 200;

impl Kind for View {
    const KIND: &'static str = "view";
    const MAX: u64 = 5000;
    const TAKEN: &'static str = "There is a view of this name already.";
    const FULL: &'static str = "There can be at most 5000 views. Remove one first.";

    fn id(&self) -> Uuid {
        self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn key(&self) -> String {
        whose(self).key(&self.name)
    }
    fn concerns_others(&self) -> bool {
        self.shared
    }
}

fn whose(view: &View) -> For {
    let scope = if view.shared { Scope::Everyone } else { Scope::Own };
    For { scope, team_id: None, owner_id: Some(view.owner_id) }
}

impl Hall {
    /// One's own views and those that colleagues share.
    ///
    /// # Errors
    /// `forbidden` for customers.
    pub async fn views(&self, identity: &Identity) -> Result<Vec<View>, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::KeepOwn)?;
        let mut all: Vec<View> = self.kept_all().await?;
        all.retain(|view| self.may_use(&actor, whose(view)));
        all.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        Ok(all)
    }

    /// Keeps a view.
    ///
    /// # Errors
    /// `forbidden`, `invalid`, `conflict` for a name that is taken.
    pub async fn add_view(&self, identity: &Identity, new: NewView) -> Result<View, Refusal> {
        let actor = self.actor(identity).await?;
        let owner_id = may_share(&actor, new.shared)?;
        let filter = checked(new.filter)?;
        let (id, name) = (self.0.chance.uuid(), named("name", &new.name)?);
        self.keep(&actor, None, View { id, name, shared: new.shared, owner_id, filter }).await
    }

    /// Changes a view.
    ///
    /// # Errors
    /// `not_found` for one that this agent may not see, `forbidden`, `invalid`, `conflict`.
    pub async fn change_view(
        &self,
        identity: &Identity,
        id: Uuid,
        patch: ViewPatch,
    ) -> Result<View, Refusal> {
        let actor = self.actor(identity).await?;
        let before: View = self.kept_one(id).await?;
        self.may_keep(&actor, whose(&before))?;
        let mut after = before.clone();
        if let Some(shared) = patch.shared.filter(|shared| *shared != before.shared) {
            // What is shared no more is whoever's took it back.
            after.owner_id = may_share(&actor, shared)?;
            after.shared = shared;
        }
        if let Some(name) = patch.name {
            after.name = named("name", &name)?;
        }
        if let Some(filter) = patch.filter {
            after.filter = checked(filter)?;
        }
        self.keep(&actor, Some(&before), after).await
    }

    /// Removes a view.
    ///
    /// # Errors
    /// `not_found` for one that this agent may not see, `forbidden`.
    pub async fn remove_view(&self, identity: &Identity, id: Uuid) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        let view: View = self.kept_one(id).await?;
        self.may_keep(&actor, whose(&view))?;
        self.let_go(&actor, &view).await
    }
}

fn may_share(actor: &Actor, shared: bool) -> Result<Uuid, Refusal> {
    policy::office(actor, if shared { Office::KeepShared } else { Office::KeepOwn })?;
    actor.agent_id().map(|id| id.0).ok_or(Refusal::Forbidden)
}

fn checked(filter: ViewFilter) -> Result<ViewFilter, Refusal> {
    for (field, value) in filter.texts() {
        text::line(field, value.cloned(), FILTER_CHARS)?;
    }
    Ok(filter)
}
