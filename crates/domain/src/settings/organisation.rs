//! What holds for the whole organisation.

use super::within;
use crate::{Refusal, agent::Sight, sla::Sla, text};

/// Minutes of waiting after which a conversation counts as one step more urgent, at most.
pub const AGEING_MINUTES: u32 = 24 * 60;
/// Minutes of silence that can be set before a nudge or before an idle conversation is resolved, at most.
pub const IDLE_MINUTES: u32 = 30 * 24 * 60;
/// Characters of the nudge.
pub const NUDGE_CHARS: usize = 500;
/// Days after which a resolved conversation closes, at most.
pub const CLOSE_RESOLVED_DAYS: u32 = 365;
/// Days that conversations are kept, at most: ten years.
pub const RETENTION_DAYS: u32 = 3660;

/// The organisation's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationSettings {
    /// What agents of plain role may see; `None` leaves it to the server's configuration.
    pub agents_see: Option<Sight>,
    /// Minutes of waiting after which a conversation counts as one step more urgent; 0 for never.
    pub ageing_minutes: u32,
    /// Minutes of a customer's silence after which they are nudged; 0 for never.
    pub idle_nudge_minutes: u32,
    /// What the nudge says.
    pub idle_nudge_text: String,
    /// Minutes of a customer's silence after which a conversation is resolved; 0 for never.
    pub idle_resolve_minutes: u32,
    /// Days after which a resolved conversation closes; 0 for never.
    pub close_resolved_days: u32,
    /// Days that closed conversations are kept; 0 for ever.
    pub retention_days: u32,
    /// What is promised to customers.
    pub sla: Sla,
}

impl Default for OrganisationSettings {
    fn default() -> Self {
        Self {
            agents_see: None,
            ageing_minutes: 10,
            idle_nudge_minutes: 0,
            idle_nudge_text: "Are you still there? Write whenever you are ready; we keep our place.".into(),
            idle_resolve_minutes: 0,
            close_resolved_days: 7,
            retention_days: 0,
            sla: Sla::default(),
        }
    }
}

impl OrganisationSettings {
    /// Checks every field.
    ///
    /// # Errors
    /// `invalid` of the first field that is out of bounds.
    pub fn check(&self) -> Result<(), Refusal> {
        within("ageingMinutes", self.ageing_minutes, AGEING_MINUTES, "minutes; 0 turns ageing off")?;
        within("idleNudgeMinutes", self.idle_nudge_minutes, IDLE_MINUTES, "minutes; 0 turns it off")?;
        within("idleResolveMinutes", self.idle_resolve_minutes, IDLE_MINUTES, "minutes; 0 turns it off")?;
        within("closeResolvedDays", self.close_resolved_days, CLOSE_RESOLVED_DAYS, "days; 0 is never")?;
        within("retentionDays", self.retention_days, RETENTION_DAYS, "days; 0 keeps everything")?;
        let (nudge, resolve) = (self.idle_nudge_minutes, self.idle_resolve_minutes);
        if nudge > 0 && resolve > 0 && resolve <= nudge {
            let message = "Resolve later than you nudge, so that the customer has time to answer.";
            return Err(Refusal::invalid("idleResolveMinutes", message));
        }
        let said = text::paragraph("idleNudgeText", Some(self.idle_nudge_text.clone()), NUDGE_CHARS)?;
        if nudge > 0 && said.is_none() {
            return Err(Refusal::invalid("idleNudgeText", "Write what the nudge says."));
        }
        self.sla.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(change: impl FnOnce(&mut OrganisationSettings)) -> String {
        let mut settings = OrganisationSettings::default();
        change(&mut settings);
        match settings.check() {
            Err(Refusal::Invalid { field, .. }) => field.into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_defaults_hold_and_each_field_has_its_bound() {
        assert_eq!(OrganisationSettings::default().check(), Ok(()));
        assert_eq!(refused(|all| all.ageing_minutes = AGEING_MINUTES + 1), "ageingMinutes");
        assert_eq!(refused(|all| all.idle_nudge_minutes = IDLE_MINUTES + 1), "idleNudgeMinutes");
        assert_eq!(refused(|all| all.idle_resolve_minutes = IDLE_MINUTES + 1), "idleResolveMinutes");
        assert_eq!(refused(|all| all.close_resolved_days = CLOSE_RESOLVED_DAYS + 1), "closeResolvedDays");
        assert_eq!(refused(|all| all.retention_days = RETENTION_DAYS + 1), "retentionDays");
        assert_eq!(refused(|all| all.idle_nudge_text = "x".repeat(NUDGE_CHARS + 1)), "idleNudgeText");
        assert_eq!(refused(|all| all.sla.warn_percent = 101), "sla.warnPercent");
    }

    #[test]
    fn a_nudge_comes_before_the_end_and_says_something() {
        let both = |all: &mut OrganisationSettings, nudge, resolve| {
            (all.idle_nudge_minutes, all.idle_resolve_minutes) = (nudge, resolve);
        };
        assert_eq!(refused(|all| both(all, 30, 30)), "idleResolveMinutes");
        let mut good = OrganisationSettings::default();
        both(&mut good, 30, 60);
        assert_eq!(good.check(), Ok(()));
        good.idle_nudge_text = " \n".into();
        assert!(good.check().is_err());
        both(&mut good, 0, 60);
        assert_eq!(good.check(), Ok(()), "what is never said may be empty");
    }
}
