//! Settings: what an organisation and an inbox can choose, each with its default and its bounds.
//!
//! Plain types without a wire format. `check` refuses with the field as it stands on the wire and a sentence for
//! who typed it; what needs the rest of the installation (whether a team exists) is asked where it is known.

pub mod inbox;
pub mod organisation;
pub mod welcome;

pub use inbox::{InboxSettings, Overflow, Routing, RoutingRule, Strategy};
pub use organisation::OrganisationSettings;
pub use welcome::Welcome;

use crate::Refusal;

/// Refuses a number outside of its bounds. `unit` names what is counted, and what 0 stands for.
fn within(field: &'static str, value: u32, most: u32, unit: &str) -> Result<(), Refusal> {
    if value <= most {
        return Ok(());
    }
    Err(Refusal::invalid(field, format!("This can be at most {most} {unit}.")))
}
