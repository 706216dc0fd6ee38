//! Teams: agents who share work.

use deskbell_domain::{
    Refusal, TeamId,
    inbox::Team,
    policy::{self, Office},
};
use deskbell_protocol::records;
use deskbell_store::Touched;
use serde::Serialize;

use super::{
    audit::{Target, differences},
    records::named,
};
use crate::{Hall, Identity};

/// Teams there can be.
const TEAMS_MAX: usize = 500;

/// What of a team can change.
#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
}

impl Hall {
    /// Every team, for agents.
    ///
    /// # Errors
    /// `forbidden` for customers.
    pub async fn teams(&self, identity: &Identity) -> Result<Vec<records::Team>, Refusal> {
        policy::office(&self.actor(identity).await?, Office::SeeSettings)?;
        Ok(self.known_teams().iter().map(|team| self.render_team(team)).collect())
    }

    /// Makes a team.
    ///
    /// # Errors
    /// `forbidden`, `invalid`, `conflict` for a name that is taken.
    pub async fn make_team(&self, identity: &Identity, name: String) -> Result<records::Team, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageSettings)?;
        let team = Team { id: TeamId(self.0.chance.uuid()), name: self.free_name(&name, None)? };
        if self.known_teams().len() >= TEAMS_MAX {
            return Err(Refusal::Conflict("There can be at most 500 teams."));
        }
        let target = Target { kind: "team", id: Some(team.id.0), name: &team.name };
        let changes = differences(None, Some(&Named { name: &team.name }));
        let row = self.audit_row(&actor, "team.created", &target, &changes);
        self.store().add_team_audited(team.clone(), Some(row), self.now()).await?;
        self.teams_changed(team.id).await?;
        Ok(self.render_team(&team))
    }

    /// Gives a team another name.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, `invalid`, `conflict` for a name that is taken.
    pub async fn rename_team(
        &self,
        identity: &Identity,
        id: TeamId,
        name: String,
    ) -> Result<records::Team, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageSettings)?;
        let before = self.team_name(id).ok_or(Refusal::NotFound)?;
        let team = Team { id, name: self.free_name(&name, Some(id))? };
        let changes = differences(Some(&Named { name: &before }), Some(&Named { name: &team.name }));
        if !changes.is_empty() {
            let target = Target { kind: "team", id: Some(id.0), name: &team.name };
            let row = self.audit_row(&actor, "team.updated", &target, &changes);
            self.store().rename_team(team.clone(), Some(row), self.now()).await?;
            self.teams_changed(id).await?;
        }
        Ok(self.render_team(&team))
    }

    fn free_name(&self, name: &str, of: Option<TeamId>) -> Result<String, Refusal> {
        let name = named("name", name)?;
        let same = |team: &Team| Some(team.id) != of && team.name.to_lowercase() == name.to_lowercase();
        if self.known_teams().iter().any(same) {
            return Err(Refusal::Conflict("There is a team of this name already."));
        }
        Ok(name)
    }

    async fn teams_changed(&self, id: TeamId) -> Result<(), Refusal> {
        self.refresh_kept(&Touched { teams: vec![id], ..Touched::default() }).await
    }

    fn render_team(&self, team: &Team) -> records::Team {
        let agents = self.0.directory.all();
        let of_team = agents.iter().filter(|agent| agent.active && agent.team_ids.contains(&team.id));
        records::Team { id: team.id.0, name: team.name.clone(), agent_count: of_team.count() as u64 }
    }
}
