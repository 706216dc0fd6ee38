//! The change feed: what it tells of has to be there.

use deskbell_domain::ConversationId;

use super::Walk;
use crate::{Finding, Place, Touched};

/// What a row tells of a rehearsal goes with it, a little at a time, and proves nothing. `head` says where a
/// timeline ends; nothing where there is none.
pub(crate) fn tells<C, E>(
    walk: &mut Walk<'_, C>,
    position: u64,
    touched: &Touched,
    mut head: impl FnMut(ConversationId) -> Result<Option<u64>, E>,
) -> Result<(), E> {
    walk.report.changes += 1;
    for moved in &touched.conversations {
        let id = moved.conversation_id;
        match head(id)? {
            Some(head) if moved.head_seq > head => {
                let what = format!(
                    "The timeline ends at {head}; change {position} of the feed tells of this entry."
                );
                walk.finds(Place::Entry(id, moved.head_seq), what);
            }
            Some(_) => {}
            None => {
                let what = format!("The conversation is gone: change {position} of the feed tells of it.");
                walk.missing.entry(id).or_insert(Finding { place: Place::Conversation(id), what });
            }
        }
    }
    for id in &touched.removed {
        walk.missing.remove(id);
        if head(*id)?.is_some() {
            let what = format!("Change {position} of the feed says that it was deleted; it is there.");
            walk.finds(Place::Conversation(*id), what);
        }
    }
    Ok(())
}

/// The database remembers the newest position it gave, `total`, apart from the rows, of which `position` is the
/// newest.
pub(crate) fn ends<C>(walk: &mut Walk<'_, C>, position: u64, total: u64) {
    let sealed = walk.report.newest.map_or(0, |newest| newest.position);
    if sealed > total {
        let what = format!("The feed ends at {total}; the newest checkpoint covers it up to {sealed}.");
        walk.finds(Place::Change(total), what);
    } else if position > total {
        let what = format!("The feed says that it ends at {total}; there is more of it.");
        walk.finds(Place::Change(position), what);
    }
}
