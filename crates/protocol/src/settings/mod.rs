//! Settings on the wire, which is also how they are stored: the twins of the domain's.
//!
//! A stored document may be older than this version: what it does not say is as it comes, and what it says that is
//! not known here is left out.

mod inbox;
mod organisation;
mod welcome;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

pub use inbox::{
    BusinessHours, InboxPatch, InboxSettings, Opening, Overflow, Routing, RoutingRule, Strategy, Week,
    WordAction, WordFilter,
};
pub use organisation::{
    EscalateTo, OrganisationPatch, OrganisationSettings, SettingsReply, Sla, SlaEscalation, SlaTarget,
    SlaTargets,
};
pub use welcome::{Asked, Feedback, PreChat, PreChatField, ReplyTime, Welcome};

/// Reads a stored document over what comes without one.
fn read<T: Serialize + DeserializeOwned>(first: &T, stored: &str) -> Result<T, String> {
    let told = |error: serde_json::Error| error.to_string();
    let mut document = serde_json::to_value(first).map_err(told)?;
    overlay(&mut document, serde_json::from_str(stored).map_err(told)?);
    serde_json::from_value(document).map_err(told)
}

fn overlay(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                overlay(under.entry(key).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over,
    }
}

/// The text to store.
fn written(document: &impl Serialize) -> String {
    // Plain structs with text keys: writing them cannot fail.
    serde_json::to_string(document).unwrap_or_default()
}
