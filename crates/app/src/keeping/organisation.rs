//! What holds for the whole organisation, as it is read and changed.

use deskbell_domain::{
    Refusal,
    policy::{self, Office},
};
use deskbell_protocol::settings::{EscalateTo, OrganisationPatch, OrganisationSettings};
use deskbell_store::Touched;
use serde_json::Value;

use super::{
    audit::{Target, differences},
    kept::{ORGANISATION, organisation_of},
};
use crate::{Hall, Identity};

impl Hall {
    /// The organisation's settings, for agents.
    ///
    /// # Errors
    /// `unauthorized`, `forbidden` for customers.
    pub async fn organisation_settings(&self, identity: &Identity) -> Result<OrganisationSettings, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::SeeSettings)?;
        Ok(OrganisationSettings::from(&*self.organisation()))
    }

    /// Changes them, for admins. What agents may see is felt by live connections at once.
    ///
    /// # Errors
    /// `forbidden`, `invalid`.
    pub async fn change_organisation(
        &self,
        identity: &Identity,
        patch: OrganisationPatch,
    ) -> Result<OrganisationSettings, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageSettings)?;
        // Of two changes at once each keeps what the other one says.
        let _in_turn = self.0.kept.changing().await;
        let stored = self.store().setting(ORGANISATION).await?.unwrap_or_else(|| "{}".into());
        let before = OrganisationSettings::from(&organisation_of(&stored, self.settings()).0);
        let after = before.patched(patch);
        self.check_organisation(&after)?;
        let changes = differences(Some(&before), Some(&after));
        if changes.is_empty() {
            return Ok(before);
        }
        let mut document: Value = serde_json::from_str(&stored).unwrap_or_default();
        if !document.is_object() {
            document = Value::Object(serde_json::Map::new());
        }
        for change in &changes {
            document[change.field.as_str()] = change.to.clone();
        }
        let target = Target { kind: "settings", id: None, name: "Organisation" };
        let row = self.audit_row(&actor, "settings.updated", &target, &changes);
        self.store().set_setting_audited(ORGANISATION, &document.to_string(), Some(row), self.now()).await?;
        let touched = Touched { settings: vec![ORGANISATION.to_owned()], ..Touched::default() };
        self.refresh_kept(&touched).await?;
        Ok(after)
    }

    fn check_organisation(&self, settings: &OrganisationSettings) -> Result<(), Refusal> {
        let escalate = &settings.sla.escalate;
        let known = |id: &uuid::Uuid| self.team_name((*id).into()).is_some();
        match (escalate.to, &escalate.team_id) {
            (EscalateTo::Team, Some(team)) if known(team) => {}
            (EscalateTo::Team, _) => {
                return Err(Refusal::invalid("sla.escalate.teamId", "Choose the team that takes it over."));
            }
            (EscalateTo::None | EscalateTo::Supervisors, _) => {}
        }
        settings.known().check()
    }
}
