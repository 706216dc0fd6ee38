//! What a customer says of how they were helped.

use jiff::{SignedDuration, Timestamp};

use super::{ConversationState, Decision, Occasion, Status, decision::Change};
use crate::{
    Actor, Refusal,
    entry::Activity,
    policy::{self, Action},
    text,
};

/// Characters of what is written beside a rating.
pub const COMMENT_MAX_CHARS: usize = 1000;
/// How long a rating can be changed after it was first given.
pub const CHANGEABLE_FOR: SignedDuration = SignedDuration::from_hours(24);

/// From badly to well.
pub const SCORES: std::ops::RangeInclusive<u8> = 1..=5;

/// A customer's rating of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// How well they were helped, one of [`SCORES`].
    pub score: u8,
    /// In their own words.
    pub comment: Option<String>,
    /// When it was first given.
    pub first_at: Timestamp,
    /// When it was given as it stands.
    pub at: Timestamp,
}

impl Rating {
    /// Until when it can be changed.
    pub fn changeable_until(&self) -> Timestamp {
        self.first_at.checked_add(CHANGEABLE_FOR).unwrap_or(Timestamp::MAX)
    }
}

/// Rates a conversation that is settled. What was rated before can be changed for [`CHANGEABLE_FOR`]; one that was taken up
/// again and resolved anew can be rated anew.
///
/// # Errors
/// What policy says, `invalid` for a score that is none or a comment that is too long, `conflict` while it goes on or when
/// it is too late.
pub fn rate(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    score: u8,
    comment: Option<String>,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Rate, state)?;
    if !SCORES.contains(&score) {
        return Err(Refusal::invalid("score", "A score is 1 to 5."));
    }
    let comment = text::paragraph("comment", comment, COMMENT_MAX_CHARS)?;
    if !matches!(state.status, Status::Resolved | Status::Closed) {
        return Err(Refusal::Conflict("It can be rated once it is resolved."));
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    let at = change.at();
    let before = change.next.desk.rating.take();
    let settled_since = |rating: &Rating| state.resolved_at.is_some_and(|resolved| resolved > rating.at);
    let first_at = match &before {
        Some(rating) if !settled_since(rating) => {
            if rating.score == score && rating.comment == comment {
                change.next.desk.rating = before;
                return Ok(change.unchanged(()));
            }
            if at > rating.changeable_until() {
                return Err(Refusal::Conflict("This was rated more than a day ago and stays so."));
            }
            rating.first_at
        }
        Some(_) | None => at,
    };
    change.next.desk.rating = Some(Rating { score, comment: comment.clone(), first_at, at });
    change.happened(Activity::Rated { score, comment });
    Ok(change.decide(()))
}
