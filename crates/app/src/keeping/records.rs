//! What every small collection has in common: reading it whole, adding to it, changing and removing one of it.

use deskbell_domain::{
    Actor, AgentId, Refusal, TeamId,
    agent::Agent,
    policy::{self, Office},
    text,
};
use deskbell_protocol::records::Scope;
use deskbell_store::Record;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    audit::{Target, differences},
    kept::body,
};
use crate::{Hall, live::json};

/// A kind of records, each stored as it stands on the wire.
pub(crate) trait Kind: Serialize + DeserializeOwned + Clone + Send {
    /// The kind, in the store and in the audit log.
    const KIND: &'static str;
    /// How many there can be.
    const MAX: u64;
    /// What is said where another one has the key.
    const TAKEN: &'static str;
    /// What is said where there are too many.
    const FULL: &'static str;

    /// Which one.
    fn id(&self) -> Uuid;
    /// What it is called.
    fn name(&self) -> &str;
    /// What may be there once.
    fn key(&self) -> String;
    /// How often it was used, where that is told.
    fn count(&mut self, _uses: u64) {}
    /// Whether it concerns more people than who made it, so that the audit log tells of it.
    fn concerns_others(&self) -> bool {
        true
    }
}

impl Hall {
    /// Those of a kind in the order of their keys.
    pub(crate) async fn kept_all<T: Kind>(&self) -> Result<Vec<T>, Refusal> {
        let records = self.store().records(T::KIND).await?;
        Ok(records.iter().filter_map(read).collect())
    }

    /// One of a kind.
    ///
    /// # Errors
    /// `not_found`.
    pub(crate) async fn kept_one<T: Kind>(&self, id: Uuid) -> Result<T, Refusal> {
        let record = self.store().record(T::KIND, id).await?;
        record.as_ref().and_then(read).ok_or(Refusal::NotFound)
    }

    /// Adds one, or puts what it is now in the place of what it was.
    ///
    /// # Errors
    /// `conflict` where another one has its key or there are too many.
    pub(crate) async fn keep<T: Kind>(
        &self,
        actor: &Actor,
        before: Option<&T>,
        after: T,
    ) -> Result<T, Refusal> {
        if before.is_none() && self.store().count_records(T::KIND).await? >= T::MAX {
            return Err(Refusal::Conflict(T::FULL));
        }
        let changes = differences(before, Some(&after));
        if changes.is_empty() {
            return Ok(after);
        }
        let action = format!("{}.{}", T::KIND, if before.is_some() { "updated" } else { "created" });
        let told = after.concerns_others() || before.is_some_and(Kind::concerns_others);
        let target = Target { kind: T::KIND, id: Some(after.id()), name: after.name() };
        let audit = told.then(|| self.audit_row(actor, &action, &target, &changes));
        let at = self.now();
        let record = Record {
            id: after.id(),
            key: after.key(),
            body: String::from_utf8_lossy(&json(&after)).into_owned(),
            uses: 0,
            created_at: at,
            updated_at: at,
        };
        self.store().put_record(T::KIND, record, T::TAKEN, audit).await?;
        self.records_changed(T::KIND).await?;
        Ok(after)
    }

    /// Removes one.
    ///
    /// # Errors
    /// `not_found` where somebody else was faster.
    pub(crate) async fn let_go<T: Kind>(&self, actor: &Actor, one: &T) -> Result<(), Refusal> {
        let target = Target { kind: T::KIND, id: Some(one.id()), name: one.name() };
        let action = format!("{}.removed", T::KIND);
        let row = || self.audit_row(actor, &action, &target, &differences(Some(one), None));
        let audit = one.concerns_others().then(row);
        if !self.store().remove_record(T::KIND, one.id(), audit, self.now()).await? {
            return Err(Refusal::NotFound);
        }
        self.records_changed(T::KIND).await
    }
}

fn read<T: Kind>(record: &Record) -> Option<T> {
    let mut one: T = body(T::KIND, record)?;
    one.count(record.uses);
    Some(one)
}

/// For whom something is that can be everybody's, a team's or one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct For {
    pub(crate) scope: Scope,
    pub(crate) team_id: Option<Uuid>,
    pub(crate) owner_id: Option<Uuid>,
}

impl For {
    /// The beginning of a key that is there once among those for the same people.
    pub(crate) fn key(self, name: &str) -> String {
        let whose = match self.scope {
            Scope::Everyone => "everyone".to_owned(),
            Scope::Team => format!("team {}", self.team_id.unwrap_or_default()),
            Scope::Own => format!("own {}", self.owner_id.unwrap_or_default()),
        };
        format!("{whose} {}", name.to_lowercase())
    }
}

impl Hall {
    /// Whether this actor may see and use what is for these people.
    pub(crate) fn may_use(&self, actor: &Actor, whose: For) -> bool {
        let Actor::Agent(agent) = actor else { return false };
        match whose.scope {
            Scope::Everyone => true,
            Scope::Team => {
                policy::office(actor, Office::KeepShared).is_ok()
                    || whose.team_id.is_some_and(|team| agent.team_ids.contains(&TeamId(team)))
            }
            Scope::Own => whose.owner_id == Some(agent.id.0),
        }
    }

    /// That this actor may keep what is for these people: one's own, or what colleagues share.
    ///
    /// # Errors
    /// `not_found` for what they may not see, `forbidden`, `invalid` for an unknown team.
    pub(crate) fn may_keep(&self, actor: &Actor, whose: For) -> Result<(), Refusal> {
        if !self.may_use(actor, whose) {
            return Err(Refusal::NotFound);
        }
        let office = if whose.scope == Scope::Own { Office::KeepOwn } else { Office::KeepShared };
        policy::office(actor, office)
    }

    /// For whom something new is, or is from now on.
    ///
    /// # Errors
    /// `forbidden`, `invalid` for a team that does not exist.
    pub(crate) fn meant_for(
        &self,
        actor: &Actor,
        scope: Scope,
        team_id: Option<Uuid>,
    ) -> Result<For, Refusal> {
        let office = if scope == Scope::Own { Office::KeepOwn } else { Office::KeepShared };
        policy::office(actor, office)?;
        let me = actor.agent_id().ok_or(Refusal::Forbidden)?;
        let team_id = team_id.filter(|_| scope == Scope::Team);
        if scope == Scope::Team {
            self.known_team(team_id.ok_or_else(|| Refusal::invalid("teamId", "Choose a team."))?)?;
        }
        Ok(For { scope, team_id, owner_id: (scope == Scope::Own).then_some(me.0) })
    }

    /// That a team exists.
    pub(crate) fn known_team(&self, id: Uuid) -> Result<TeamId, Refusal> {
        let team = TeamId(id);
        match self.team_name(team) {
            Some(_) => Ok(team),
            None => Err(Refusal::invalid("teamId", "This team does not exist.")),
        }
    }

    /// That an agent exists and is active.
    pub(crate) fn known_colleague(&self, field: &'static str, id: Uuid) -> Result<AgentId, Refusal> {
        let usable = |agent: &Agent| agent.active && agent.rehearsal.is_none();
        match self.0.directory.get(AgentId(id)).filter(|agent| usable(agent)) {
            Some(agent) => Ok(agent.id),
            None => Err(Refusal::invalid(field, "There is no such agent, or they are not active.")),
        }
    }

    /// Reads anew what a change of a collection here touched.
    pub(crate) async fn records_changed(&self, kind: &str) -> Result<(), Refusal> {
        let touched =
            deskbell_store::Touched { records: vec![kind.to_owned()], ..deskbell_store::Touched::default() };
        self.refresh_kept(&touched).await
    }
}

/// A name that has to be there.
pub(crate) fn named(field: &'static str, name: &str) -> Result<String, Refusal> {
    let name = text::line(field, Some(name.trim().to_owned()), text::NAME_MAX_CHARS)?;
    name.ok_or_else(|| Refusal::invalid(field, format!("{field} must not be empty.")))
}

/// A colour as `#rrggbb`.
pub(crate) fn color(text: Option<String>) -> Result<Option<String>, Refusal> {
    let is_color = |text: &String| {
        text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    match text {
        Some(text) if !is_color(&text) => {
            Err(Refusal::invalid("color", "A colour is written as #rrggbb, such as #2563eb."))
        }
        text => Ok(text.map(|text| text.to_lowercase())),
    }
}
