//! What holds for the whole organisation.

use deskbell_domain::{
    TeamId,
    settings::OrganisationSettings as Settings,
    sla::{self, Targets},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{read, written};
use crate::{decode::nullable, words::Sight};

/// The organisation's settings. A number of minutes or days that is 0 turns its thing off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationSettings {
    /// What agents of plain role may see; null leaves it to the server's configuration.
    #[schema(required = true)]
    pub agents_see: Option<Sight>,
    /// Minutes of waiting after which a conversation counts as one step more urgent.
    pub ageing_minutes: u32,
    /// Minutes of a customer's silence after which they are nudged.
    pub idle_nudge_minutes: u32,
    /// What the nudge says.
    pub idle_nudge_text: String,
    /// Minutes of a customer's silence after which a conversation is resolved.
    pub idle_resolve_minutes: u32,
    /// Days after which a resolved conversation closes.
    pub close_resolved_days: u32,
    /// Days that closed conversations are kept.
    pub retention_days: u32,
    /// What is promised to customers.
    pub sla: Sla,
}

/// What is promised to customers, in minutes of business hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sla {
    /// The targets of each priority.
    pub targets: SlaTargets,
    /// The part of the time after which a warning comes; 0 for none.
    pub warn_percent: u8,
    /// Whom a breach is brought to.
    pub escalate: SlaEscalation,
}

/// The targets of each priority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SlaTargets {
    /// Of low priority.
    pub low: SlaTarget,
    /// Of medium priority.
    pub medium: SlaTarget,
    /// Of high priority.
    pub high: SlaTarget,
    /// Of urgent priority.
    pub urgent: SlaTarget,
}

/// What is promised for one priority; absent or null promises nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SlaTarget {
    /// Until an agent first answers.
    pub first_response_minutes: Option<u32>,
    /// Until an agent answers each later question.
    pub next_response_minutes: Option<u32>,
    /// Until it is resolved.
    pub resolution_minutes: Option<u32>,
}

/// Whom a breach is brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SlaEscalation {
    /// To whom.
    pub to: EscalateTo,
    /// To which team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<Uuid>,
}

/// Whom a breach can be brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum EscalateTo {
    /// Nobody: it shows in lists alone.
    None,
    /// The supervisors.
    Supervisors,
    /// A team, which the conversation is moved to.
    Team,
}

/// Change the organisation's settings: what is absent stays; what is given is replaced whole.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationPatch {
    /// What agents of plain role may see; null leaves it to the server's configuration.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<Sight>)]
    pub agents_see: Option<Option<Sight>>,
    /// Minutes of waiting after which a conversation counts as one step more urgent.
    #[serde(default)]
    pub ageing_minutes: Option<u32>,
    /// Minutes of a customer's silence after which they are nudged.
    #[serde(default)]
    pub idle_nudge_minutes: Option<u32>,
    /// What the nudge says.
    #[serde(default)]
    pub idle_nudge_text: Option<String>,
    /// Minutes of a customer's silence after which a conversation is resolved.
    #[serde(default)]
    pub idle_resolve_minutes: Option<u32>,
    /// Days after which a resolved conversation closes.
    #[serde(default)]
    pub close_resolved_days: Option<u32>,
    /// Days that closed conversations are kept.
    #[serde(default)]
    pub retention_days: Option<u32>,
    /// What is promised to customers.
    #[serde(default)]
    pub sla: Option<Sla>,
}

/// The organisation's settings.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettingsReply {
    /// All of them.
    pub settings: OrganisationSettings,
}

impl OrganisationSettings {
    /// What was stored.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(stored: &str) -> Result<Self, String> {
        read(&Self::from(&Settings::default()), stored)
    }

    /// The text to store.
    pub fn written(&self) -> String {
        written(self)
    }

    /// The same with what a patch says.
    #[must_use]
    pub fn patched(&self, patch: OrganisationPatch) -> Self {
        let old = self.clone();
        Self {
            agents_see: patch.agents_see.unwrap_or(old.agents_see),
            ageing_minutes: patch.ageing_minutes.unwrap_or(old.ageing_minutes),
            idle_nudge_minutes: patch.idle_nudge_minutes.unwrap_or(old.idle_nudge_minutes),
            idle_nudge_text: patch.idle_nudge_text.unwrap_or(old.idle_nudge_text),
            idle_resolve_minutes: patch.idle_resolve_minutes.unwrap_or(old.idle_resolve_minutes),
            close_resolved_days: patch.close_resolved_days.unwrap_or(old.close_resolved_days),
            retention_days: patch.retention_days.unwrap_or(old.retention_days),
            sla: patch.sla.unwrap_or(old.sla),
        }
    }

    /// As the domain knows them.
    pub fn known(&self) -> Settings {
        Settings {
            agents_see: self.agents_see.map(Into::into),
            ageing_minutes: self.ageing_minutes,
            idle_nudge_minutes: self.idle_nudge_minutes,
            idle_nudge_text: self.idle_nudge_text.clone(),
            idle_resolve_minutes: self.idle_resolve_minutes,
            close_resolved_days: self.close_resolved_days,
            retention_days: self.retention_days,
            sla: self.sla.known(),
        }
    }
}

impl From<&Settings> for OrganisationSettings {
    fn from(settings: &Settings) -> Self {
        Self {
            agents_see: settings.agents_see.map(Into::into),
            ageing_minutes: settings.ageing_minutes,
            idle_nudge_minutes: settings.idle_nudge_minutes,
            idle_nudge_text: settings.idle_nudge_text.clone(),
            idle_resolve_minutes: settings.idle_resolve_minutes,
            close_resolved_days: settings.close_resolved_days,
            retention_days: settings.retention_days,
            sla: Sla::from(&settings.sla),
        }
    }
}

impl Sla {
    fn known(&self) -> sla::Sla {
        let each = &self.targets;
        sla::Sla {
            targets: [&each.low, &each.medium, &each.high, &each.urgent].map(|target| Targets {
                first_response: target.first_response_minutes,
                next_response: target.next_response_minutes,
                resolution: target.resolution_minutes,
            }),
            warn_percent: self.warn_percent,
            escalate: match (self.escalate.to, self.escalate.team_id) {
                (EscalateTo::Supervisors, _) => sla::Escalate::Supervisors,
                (EscalateTo::Team, Some(team_id)) => sla::Escalate::Team(TeamId(team_id)),
                (EscalateTo::None | EscalateTo::Team, _) => sla::Escalate::Nobody,
            },
        }
    }
}

impl From<&sla::Sla> for Sla {
    fn from(sla: &sla::Sla) -> Self {
        let [low, medium, high, urgent] = sla.targets.map(|targets| SlaTarget {
            first_response_minutes: targets.first_response,
            next_response_minutes: targets.next_response,
            resolution_minutes: targets.resolution,
        });
        let (to, team_id) = match sla.escalate {
            sla::Escalate::Nobody => (EscalateTo::None, None),
            sla::Escalate::Supervisors => (EscalateTo::Supervisors, None),
            sla::Escalate::Team(team) => (EscalateTo::Team, Some(team.0)),
        };
        Self {
            targets: SlaTargets { low, medium, high, urgent },
            warn_percent: sla.warn_percent,
            escalate: SlaEscalation { to, team_id },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_document_says_less_and_a_newer_one_more() {
        let defaults = OrganisationSettings::from(&Settings::default());
        assert_eq!(OrganisationSettings::read("{}"), Ok(defaults.clone()));
        let read = OrganisationSettings::read(r#"{"ageingMinutes":5,"later":1,"sla":{"warnPercent":50}}"#);
        let read = read.unwrap();
        assert_eq!((read.ageing_minutes, read.sla.warn_percent), (5, 50));
        assert_eq!(read.sla.targets, defaults.sla.targets);
        assert!(OrganisationSettings::read("[]").is_err());
    }

    #[test]
    fn settings_survive_their_stored_form() {
        let mut settings = Settings { agents_see: Some(Default::default()), ..Settings::default() };
        settings.sla.targets[0].resolution = Some(90);
        settings.sla.escalate = sla::Escalate::Team(TeamId(Uuid::from_u128(7)));
        let stored = OrganisationSettings::from(&settings).written();
        assert_eq!(OrganisationSettings::read(&stored).unwrap().known(), settings);
    }

    #[test]
    fn a_patch_changes_what_it_names_and_null_empties() {
        let mut before = OrganisationSettings::from(&Settings::default());
        before.agents_see = Some(Sight::Own);
        let patch = |json: &str| serde_json::from_str::<OrganisationPatch>(json).unwrap();
        assert_eq!(before.patched(patch("{}")), before);
        let after = before.patched(patch(r#"{"agentsSee":null,"retentionDays":30}"#));
        assert_eq!((after.agents_see, after.retention_days), (None, 30));
    }
}
