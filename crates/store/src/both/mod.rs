//! What SQLite and PostgreSQL do alike.

pub(crate) mod backlog;
pub(crate) mod customers;
pub(crate) mod desk;
pub(crate) mod feed;
pub(crate) mod heads;
pub(crate) mod links;
pub(crate) mod list_order;
pub(crate) mod readers;
pub(crate) mod scope;
pub(crate) mod stretches;
pub(crate) mod verify;
pub(crate) mod work;

use deskbell_domain::ConversationState;
use jiff::Timestamp;

/// The moment a reader will get back: the store keeps microseconds and hands out nothing finer, so that what
/// an asker is told equals what is read later.
pub(crate) fn whole(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// A state with its moments as they are stored.
pub(crate) fn whole_state(mut state: ConversationState) -> ConversationState {
    state.created_at = whole(state.created_at);
    state.updated_at = whole(state.updated_at);
    state.queued_at = state.queued_at.map(whole);
    state.line_at = state.line_at.map(whole);
    state.asked_at = state.asked_at.map(whole);
    state.replied_at = state.replied_at.map(whole);
    state.live_since = state.live_since.map(whole);
    state.desk = desk::whole(state.desk);
    state.resolved_at = state.resolved_at.map(whole);
    state.closed_at = state.closed_at.map(whole);
    if let Some(last) = &mut state.last_message {
        last.at = whole(last.at);
    }
    state
}

/// Strings as a JSON array.
pub(crate) fn json_strings(strings: &[String]) -> String {
    serde_json::to_string(strings).expect("a list of strings is always JSON")
}
