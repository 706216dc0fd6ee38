//! Macros: several actions in one.

use deskbell_domain::{
    Actor, Refusal,
    policy::{self, Office},
    text::{self, Content},
};
use deskbell_protocol::records::{Macro, MacroAction, MacroPatch, NewMacro, Scope};
use uuid::Uuid;

use super::{
    kept::MACROS,
    records::{For, Kind, named},
};
use crate::{Hall, Identity};

/// Actions a macro can have.
const ACTIONS_MAX: usize = 10;
/// Minutes for which a macro can put something off: thirty days.
const SNOOZE_MINUTES_MAX: u32 = 30 * 24 * 60;

impl Kind for Macro {
    const KIND: &'static str = MACROS;
    const MAX: u64 = 2000;
    const TAKEN: &'static str = "There is a macro of this name already.";
    const FULL: &'static str = "There can be at most 2000 macros. Remove one first.";

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
        self.scope != Scope::Own
    }
}

const fn whose(one: &Macro) -> For {
    For { scope: one.scope, team_id: one.team_id, owner_id: one.owner_id }
}

impl Hall {
    /// The macros this agent may run.
    ///
    /// # Errors
    /// `forbidden` for customers.
    pub async fn macros(&self, identity: &Identity) -> Result<Vec<Macro>, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::KeepOwn)?;
        let mut all: Vec<Macro> = self.kept_all().await?;
        all.retain(|one| self.may_use(&actor, whose(one)));
        all.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        Ok(all)
    }

    /// A macro that this actor may run.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn usable_macro(&self, actor: &Actor, id: Uuid) -> Result<Macro, Refusal> {
        let one: Macro = self.kept_one(id).await?;
        if self.may_use(actor, whose(&one)) { Ok(one) } else { Err(Refusal::NotFound) }
    }

    /// Makes one: one's own, or with the right to it one that is shared.
    ///
    /// # Errors
    /// `forbidden`, `invalid`, `conflict` for a name that is taken among those for the same people.
    pub async fn add_macro(&self, identity: &Identity, new: NewMacro) -> Result<Macro, Refusal> {
        let actor = self.actor(identity).await?;
        let For { scope, team_id, owner_id } = self.meant_for(&actor, new.scope, new.team_id)?;
        self.check_actions(&new.actions)?;
        let (id, name) = (self.0.chance.uuid(), named("name", &new.name)?);
        let one = Macro { id, name, scope, team_id, owner_id, actions: new.actions };
        self.keep(&actor, None, one).await
    }

    /// Changes one.
    ///
    /// # Errors
    /// `not_found` for one that this agent may not see, `forbidden`, `invalid`, `conflict`.
    pub async fn change_macro(
        &self,
        identity: &Identity,
        id: Uuid,
        patch: MacroPatch,
    ) -> Result<Macro, Refusal> {
        let actor = self.actor(identity).await?;
        let before: Macro = self.kept_one(id).await?;
        self.may_keep(&actor, whose(&before))?;
        let mut after = before.clone();
        if patch.scope.is_some() || patch.team_id.is_some() {
            let (scope, team) = (patch.scope.unwrap_or(before.scope), patch.team_id.or(before.team_id));
            For { scope: after.scope, team_id: after.team_id, owner_id: after.owner_id } =
                self.meant_for(&actor, scope, team)?;
        }
        if let Some(name) = patch.name {
            after.name = named("name", &name)?;
        }
        if let Some(actions) = patch.actions {
            self.check_actions(&actions)?;
            after.actions = actions;
        }
        self.keep(&actor, Some(&before), after).await
    }

    /// Removes one.
    ///
    /// # Errors
    /// `not_found` for one that this agent may not see, `forbidden`.
    pub async fn remove_macro(&self, identity: &Identity, id: Uuid) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        let one: Macro = self.kept_one(id).await?;
        self.may_keep(&actor, whose(&one))?;
        self.let_go(&actor, &one).await
    }

    fn check_actions(&self, actions: &[MacroAction]) -> Result<(), Refusal> {
        let refuse = |message: &str| Err(Refusal::invalid("actions", message));
        if actions.is_empty() || actions.len() > ACTIONS_MAX {
            return refuse("A macro has 1 to 10 actions.");
        }
        let last = actions.len() - 1;
        if actions.iter().take(last).any(|action| matches!(action, MacroAction::Close)) {
            return refuse("Nothing can be done after closing: put it last.");
        }
        actions.iter().try_for_each(|action| self.check_action(action))
    }

    fn check_action(&self, action: &MacroAction) -> Result<(), Refusal> {
        let refuse = |message: &str| Err(Refusal::invalid("actions", message));
        match action {
            MacroAction::Reply { content } | MacroAction::Note { content } => {
                Content::within(content.clone(), self.settings().message_max_chars).map(|_| ())
            }
            MacroAction::Assign { agent_id: Some(id) } if id != "me" => match id.parse::<Uuid>() {
                Ok(id) => self.known_colleague("actions", id).map(|_| ()),
                Err(_) => refuse("An agent is named by their id, or as me."),
            },
            MacroAction::Assign { .. } | MacroAction::Priority { .. } => Ok(()),
            MacroAction::TransferTeam { team_id } => match self.team_name((*team_id).into()) {
                Some(_) => Ok(()),
                None => refuse("This team does not exist."),
            },
            MacroAction::Category { category } => {
                if self.known_categories().iter().any(|one| one.key == *category) {
                    return Ok(());
                }
                refuse("This category does not exist.")
            }
            MacroAction::AddLabel { label } | MacroAction::RemoveLabel { label } => {
                text::slug("actions", label.clone()).map(|_| ())
            }
            MacroAction::Snooze { minutes } if !(1..=SNOOZE_MINUTES_MAX).contains(minutes) => {
                refuse("Something is put off for 1 minute to 30 days.")
            }
            MacroAction::Snooze { .. } | MacroAction::Resolve | MacroAction::Close => Ok(()),
        }
    }
}
