//! Reading a timeline, in either direction.

use axum::{Json, extract::State};
use deskbell_app::Range;
use deskbell_domain::{ConversationId, Refusal};
use deskbell_protocol::{
    Entry,
    page::{Page, page_size},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::{Answer, Caller, Id, Parameters, parse};
use crate::entrance::Entrance;

/// Which part of a timeline: `after` a seq the oldest entries past it, `before` a seq the newest ones before
/// it, neither the newest of all.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TimelineParameters {
    /// The oldest entries after this seq.
    #[param(value_type = Option<u64>)]
    after: Option<String>,
    /// The newest entries before this seq.
    #[param(value_type = Option<u64>)]
    before: Option<String>,
    /// Entries wanted: 50 when absent, 200 at most.
    #[param(value_type = Option<u16>)]
    limit: Option<String>,
    /// The `nextCursor` of the page before, which goes on in the same direction.
    cursor: Option<String>,
}

impl TimelineParameters {
    fn range(&self) -> Result<Range, Refusal> {
        if let Some(cursor) = self.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
            return read_cursor(cursor)
                .ok_or_else(|| Refusal::invalid("cursor", "This cursor was not made by this list."));
        }
        match (parse("after", self.after.as_deref())?, parse("before", self.before.as_deref())?) {
            (Some(_), Some(_)) => Err(Refusal::invalid("before", "Ask for after or before, not for both.")),
            (Some(after), None) => Ok(Range::After(after)),
            (None, Some(before)) => Ok(Range::Before(before)),
            (None, None) => Ok(Range::Last),
        }
    }
}

fn read_cursor(cursor: &str) -> Option<Range> {
    let (direction, seq) = cursor.split_once('-')?;
    let seq = seq.parse().ok()?;
    match direction {
        "after" => Some(Range::After(seq)),
        "before" => Some(Range::Before(seq)),
        _ => None,
    }
}

/// Where a timeline goes on in the same direction; nothing at its end.
fn next_cursor(range: Range, items: &[Entry], limit: usize) -> Option<String> {
    match range {
        Range::After(_) if items.len() < limit => None,
        Range::After(_) => items.last().map(|last| format!("after-{}", last.seq)),
        Range::Last | Range::Before(_) => {
            items.first().filter(|first| first.prev_seq > 0).map(|first| format!("before-{}", first.seq))
        }
    }
}

/// Read a timeline
///
/// Entries come in ascending order of `seq`, whichever part is asked for. `seq` has no gaps in the whole
/// timeline; customers do not see notes, so they follow `prevSeq`.
#[utoipa::path(
    get, path = "/conversations/{id}/timeline", operation_id = "readTimeline", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation."), TimelineParameters),
    responses((status = 200, body = Page<Entry>, description = "A part of the timeline."))
)]
pub(super) async fn read(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Parameters(asked): Parameters<TimelineParameters>,
) -> Answer<Page<Entry>> {
    let range = asked.range()?;
    let limit = parse("limit", asked.limit.as_deref())?;
    let items = entrance.hall.timeline(&caller.identity, id, range, limit).await?;
    let next_cursor = next_cursor(range, &items, page_size(limit));
    Ok(Json(Page { items, next_cursor }))
}
