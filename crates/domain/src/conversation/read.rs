//! Receipts: how far a person's devices have got, as watermarks that only ever move forward.

use super::{ConversationState, Decision, Occasion, decision::Change};
use crate::{
    Actor, Reader, Refusal,
    policy::{self, Action},
};

/// Which watermark moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// It reached a device.
    Delivered,
    /// It was on screen.
    Read,
}

/// What the timeline says about a seq, for one reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadCounts {
    /// Messages with a seq up to it.
    pub messages_up_to: u64,
    /// Messages after it that the reader wrote.
    pub own_after: u64,
}

/// The seq a watermark would move to: never past what the reader may see.
pub fn target_seq(reader: Reader, state: &ConversationState, up_to_seq: u64) -> u64 {
    up_to_seq.min(state.head_for(reader))
}

/// Moves one's own watermark. Going back, or staying, changes nothing; allowed on closed conversations.
/// `counts` answers for [`target_seq`] and is asked only where the read watermark moves.
///
/// # Errors
/// What policy says.
pub fn mark(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    receipt: Receipt,
    up_to_seq: u64,
    counts: impl FnOnce(u64) -> ReadCounts,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::MarkRead, state)?;
    let reader = policy::view(actor, state)?.reader();
    let target = target_seq(reader, state, up_to_seq);
    let person = actor.sender().kind;
    let before = state.mark_of(person);
    let mut change = Change::begin(permit, actor, occasion, state);
    let moves = match receipt {
        Receipt::Delivered => target > before.delivered_seq,
        Receipt::Read => target > before.read_seq,
    };
    let puts_back = receipt == Receipt::Read && change.next.unmark_unread(person);
    if !moves && !puts_back {
        return Ok(change.unchanged(()));
    }
    if moves && let Some(mark) = change.next.mark_mut(person) {
        mark.delivered_seq = mark.delivered_seq.max(target);
        if receipt == Receipt::Read {
            let counts = counts(target);
            mark.read_seq = target;
            mark.settled = counts.messages_up_to + counts.own_after;
        }
    }
    let updated_at = change.next.updated_at;
    let mut decision = change.decide(());
    decision.keep_updated_at(updated_at);
    Ok(decision)
}
