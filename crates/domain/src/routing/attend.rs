//! Whether anybody answers: an inbox is live, or customers leave a message.

use jiff::Timestamp;

use super::Candidate;
use crate::{InboxId, TeamId, hours::Hours, settings::Routing};

/// How an inbox meets its customers now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// Somebody answers, at once or after a wait.
    Live,
    /// They leave a message, which waits in the queue.
    LeaveMessage {
        /// When it opens; `None` where it is open and nobody is there, or never opens.
        opens_at: Option<Timestamp>,
    },
}

/// How an inbox meets its customers: live while it is open and anybody can be reached, however busy, for then they
/// queue. Where leaving a message is switched off it is always live.
pub fn attendance(now: Timestamp, hours: &Hours, reachable: bool, leave_message: bool) -> Attendance {
    match (leave_message, hours.is_open(now)) {
        (false, _) => Attendance::Live,
        (true, false) => Attendance::LeaveMessage { opens_at: hours.next_opening(now) },
        (true, true) if reachable => Attendance::Live,
        (true, true) => Attendance::LeaveMessage { opens_at: None },
    }
}

/// The teams that conversations of an inbox can end up with: its own, those of its rules, that of its overflow.
pub fn teams(own: TeamId, routing: &Routing) -> Vec<TeamId> {
    let ruled = routing.rules.iter().filter_map(|rule| rule.team_id);
    let mut teams: Vec<TeamId> =
        ruled.chain(routing.overflow.map(|overflow| overflow.team_id)).chain([own]).collect();
    teams.sort_unstable();
    teams.dedup();
    teams
}

/// Whether anybody of these teams can be reached, or any agent of the rehearsal that the inbox is.
pub fn reachable(candidates: &[Candidate], teams: &[TeamId], rehearsal: Option<InboxId>) -> bool {
    candidates.iter().any(|who| {
        let of_them = rehearsal.is_some() || teams.iter().any(|team| who.team_ids.contains(team));
        who.reachable() && who.rehearsal == rehearsal && of_them
    })
}
