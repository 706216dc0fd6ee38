//! Macros: several actions in one.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Scope;
use crate::words::Priority;

/// Several actions in one; all of them happen, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Macro {
    /// Which one.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// For whom it is.
    pub scope: Scope,
    /// For which team, where it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<Uuid>,
    /// Whose it is, where it is somebody's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<Uuid>,
    /// What it does, in order.
    pub actions: Vec<MacroAction>,
}

/// One thing a macro does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum MacroAction {
    /// Write to the customer.
    Reply {
        /// The text.
        content: String,
    },
    /// Write for colleagues.
    Note {
        /// The text.
        content: String,
    },
    /// Give it to an agent.
    #[serde(rename_all = "camelCase")]
    Assign {
        /// To which: an agent's id, `me` for whoever runs it, null for the queue.
        #[schema(required = true)]
        agent_id: Option<String>,
    },
    /// Hand it on to a team.
    #[serde(rename_all = "camelCase")]
    TransferTeam {
        /// To which.
        team_id: Uuid,
    },
    /// Say how urgent it is.
    Priority {
        /// How urgent.
        priority: Priority,
    },
    /// Say what it is about.
    Category {
        /// What about, by key.
        category: String,
    },
    /// Put a label on it.
    AddLabel {
        /// Which.
        label: String,
    },
    /// Take a label off it.
    RemoveLabel {
        /// Which.
        label: String,
    },
    /// Put it off.
    Snooze {
        /// For how many minutes.
        minutes: u32,
    },
    /// Say that it is settled.
    Resolve,
    /// End it for good.
    Close,
}

/// A macro to make.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewMacro {
    /// What it is called.
    pub name: String,
    /// For whom it is.
    pub scope: Scope,
    /// For which team, where it is for one.
    #[serde(default)]
    pub team_id: Option<Uuid>,
    /// What it does, in order: 1 to 10 actions.
    pub actions: Vec<MacroAction>,
}

/// Change a macro: what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MacroPatch {
    /// What it is called.
    #[serde(default)]
    pub name: Option<String>,
    /// For whom it is.
    #[serde(default)]
    pub scope: Option<Scope>,
    /// For which team, where it is for one.
    #[serde(default)]
    pub team_id: Option<Uuid>,
    /// What it does, in order.
    #[serde(default)]
    pub actions: Option<Vec<MacroAction>>,
}

/// One macro.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MacroReply {
    /// The macro.
    #[serde(rename = "macro")]
    pub one: Macro,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_read_as_they_are_written_and_others_are_refused() {
        let written = r#"[{"type":"reply","content":"hello"},{"type":"assign","agentId":null},{"type":"assign","agentId":"me"},{"type":"addLabel","label":"vip"},{"type":"snooze","minutes":5},{"type":"close"}]"#;
        let actions: Vec<MacroAction> = serde_json::from_str(written).unwrap();
        assert_eq!(serde_json::to_string(&actions).unwrap(), written);
        assert!(serde_json::from_str::<MacroAction>(r#"{"type":"erase"}"#).is_err());
        assert!(serde_json::from_str::<MacroAction>(r#"{"type":"snooze"}"#).is_err());
    }
}
