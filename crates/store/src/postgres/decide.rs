//! Deciding inside a transaction: take the locked head, ask the closure, keep what it says for the commit.

use std::{cell::RefCell, sync::Arc};

use deskbell_domain::{
    ConversationId, ConversationState, CustomerId, Decision, Entry, InboxId, NewEntry, Refusal,
    conversation::ReadCounts,
    entry::{Body, SenderKind},
};
use jiff::Timestamp;

use super::{
    batch::{Batch, Named},
    heads::Head,
    keys,
    rows::{conversations, entries, uploads},
    work::{Trouble, guarded},
};
use crate::{MessageKey, MessageOutcome, Outcome, StartOutcome, StartPlan, StartScene};

const CLIENT_ID_TAKEN: &str = "This was sent before with other content.";

/// Decides on one conversation.
pub(crate) fn decide<R>(
    batch: &mut Batch<'_>,
    id: ConversationId,
    origin: Option<u64>,
    decide: impl FnOnce(&ConversationState) -> Result<Decision<R>, Refusal>,
) -> Result<Outcome<R>, Trouble> {
    let head = head(batch, id)?;
    let decision = guarded(|| decide(&head.state))?;
    commit(batch, head, decision, origin)
}

fn head(batch: &mut Batch<'_>, id: ConversationId) -> Result<Arc<Head>, Trouble> {
    batch.head(id)?.ok_or(Trouble::Refused(Refusal::NotFound))
}

fn commit<R>(
    batch: &mut Batch<'_>,
    head: Arc<Head>,
    decision: Decision<R>,
    origin: Option<u64>,
) -> Result<Outcome<R>, Trouble> {
    let changed = decision.changed();
    let (next, new, reply) = decision.into_parts();
    if !changed {
        return Ok(Outcome { reply, state: Arc::clone(&head.state), entries: Vec::new(), changed });
    }
    claim(batch, &new)?;
    let pk = head.pk;
    let (state, entries) = batch.apply(Some(head), next, new, origin)?;
    carry(batch, pk, &entries)?;
    Ok(Outcome { reply, state, entries, changed })
}

/// Whether whoever writes these may have them carry what they carry; asked before anything is written.
fn claim(batch: &Batch<'_>, new: &[NewEntry]) -> Result<(), Trouble> {
    new.iter().try_for_each(|new| {
        uploads::claim(batch.connection, new.entry.sender.kind, new.entry.body.attachments())
    })
}

/// Notes what these carry, in the transaction that appends them.
fn carry(batch: &Batch<'_>, pk: i64, entries: &[Arc<Entry>]) -> Result<(), Trouble> {
    for entry in entries {
        uploads::carry(batch.connection, entry.body.attachments(), pk, entry.seq)?;
    }
    Ok(())
}

/// Decides on a message, unless its sender has sent it before.
pub(crate) fn decide_message(
    batch: &mut Batch<'_>,
    key: &MessageKey,
    body: &Body,
    origin: Option<u64>,
    decide: impl FnOnce(&ConversationState) -> Result<Decision<Entry>, Refusal>,
) -> Result<MessageOutcome, Trouble> {
    let head = head(batch, key.conversation_id)?;
    let named = batch.named(&head, key)?;
    if let Named::Entry(entry) = named {
        return repeated(batch, &head, entry, body);
    }
    let decided = guarded(|| decide(&head.state));
    let claimed = decided.and_then(|decision| claim(batch, decision.entries()).map(|()| decision));
    let decision = match claimed {
        // Whether a message is known comes before what else is to be said about it.
        Err(refused @ Trouble::Refused(_)) if matches!(named, Named::Unasked) => {
            return match entries::find(batch.connection, key)? {
                Some(entry) => repeated(batch, &head, entry, body),
                None => Err(refused),
            };
        }
        decided => decided?,
    };
    let outcome = commit(batch, head, decision, origin)?;
    let mut written = outcome.entries.into_iter();
    match written.find(|entry| entry.id == outcome.reply.id) {
        Some(entry) => Ok(MessageOutcome { entry, repeated: false, state: outcome.state }),
        None => Err(Trouble::Broken("the message is not among the entries that were decided")),
    }
}

/// The answer to a message that its sender has sent before.
fn repeated(
    batch: &Batch<'_>,
    head: &Head,
    entry: Arc<Entry>,
    body: &Body,
) -> Result<MessageOutcome, Trouble> {
    if entry.body.says_the_same(body) || entries::is_erased(batch.connection, head.pk, entry.seq)? {
        return Ok(MessageOutcome { entry, repeated: true, state: Arc::clone(&head.state) });
    }
    Err(Refusal::Conflict(CLIENT_ID_TAKEN).into())
}

/// Decides on a watermark.
pub(crate) fn decide_receipt(
    batch: &mut Batch<'_>,
    id: ConversationId,
    reader: SenderKind,
    origin: Option<u64>,
    decide: impl FnOnce(&ConversationState, &dyn Fn(u64) -> ReadCounts) -> Result<Decision<()>, Refusal>,
) -> Result<Outcome<()>, Trouble> {
    let head = head(batch, id)?;
    let sender = sender_key(batch, &head, reader)?;
    let (failure, asked) = (RefCell::new(None), RefCell::new(&mut *batch));
    let counts = |seq| match count(&mut asked.borrow_mut(), &head, sender, seq) {
        Ok(counts) => counts,
        Err(trouble) => {
            failure.replace(Some(trouble));
            ReadCounts { messages_up_to: 0, own_after: 0 }
        }
    };
    let decided = guarded(|| decide(&head.state, &counts));
    if let Some(trouble) = failure.into_inner() {
        return Err(trouble);
    }
    commit(batch, head, decided?, origin)
}

/// Most receipts are for the newest entry, where the head has the answer.
fn count(
    batch: &mut Batch<'_>,
    head: &Head,
    sender: (&'static str, i64),
    seq: u64,
) -> Result<ReadCounts, Trouble> {
    if seq >= head.state.customer_head_seq {
        return Ok(ReadCounts { messages_up_to: head.state.message_count, own_after: 0 });
    }
    // What is counted has to be there.
    batch.write_heads()?;
    Ok(ReadCounts {
        messages_up_to: entries::messages_up_to(batch.connection, head.pk, seq)?,
        own_after: entries::own_after(batch.connection, head.pk, sender, seq)?,
    })
}

fn sender_key(
    batch: &mut Batch<'_>,
    head: &Head,
    sender: SenderKind,
) -> Result<(&'static str, i64), Trouble> {
    match sender {
        SenderKind::Customer(id) if id == head.state.customer_id => Ok(("customer", head.customer_pk)),
        other => batch.keys.sender(batch.connection, other),
    }
}

/// Finds a customer's live chat or makes one.
pub(crate) fn start<R>(
    batch: &mut Batch<'_>,
    customer_id: CustomerId,
    inbox_id: InboxId,
    origin: Option<u64>,
    plan: impl FnOnce(StartScene<'_>) -> Result<StartPlan<R>, Refusal>,
) -> Result<StartOutcome<R>, Trouble> {
    let customer_pk =
        keys::customer(batch.connection, customer_id).map_err(|_| Trouble::Refused(Refusal::NotFound))?;
    let inbox_pk =
        batch.keys.inbox(batch.connection, inbox_id).map_err(|_| Trouble::Refused(Refusal::NotFound))?;
    batch.write_heads()?;
    let live = match conversations::live_chat(batch.connection, customer_pk, inbox_pk)? {
        Some(id) => batch.head(id)?,
        None => None,
    };
    let previous = conversations::newest_closed(batch.connection, customer_pk, inbox_pk)?;
    let scene = StartScene { live: live.as_ref().map(|head| &*head.state), previous };
    let (close_live, make) = match guarded(|| plan(scene))? {
        StartPlan::Make { close_live, make } => (close_live, make),
        StartPlan::Keep(reply) => {
            let head = live.ok_or(Trouble::Broken("there is no live chat to keep"))?;
            let state = Arc::clone(&head.state);
            return Ok(StartOutcome { reply, state, entries: Vec::new(), made: false });
        }
    };
    claim(batch, make.entries())?;
    if let Some(close) = close_live {
        let head = live.ok_or(Trouble::Broken("there is no live chat to close"))?;
        commit(batch, head, *close, origin)?;
        batch.write_heads()?;
    }
    let (next, new, reply) = make.into_parts();
    let (state, entries) = batch.apply(None, next, new, origin)?;
    if entries.iter().any(|entry| !entry.body.attachments().is_empty())
        && let Some(head) = batch.head(state.id)?
    {
        carry(batch, head.pk, &entries)?;
    }
    Ok(StartOutcome { reply, state, entries, made: true })
}

/// Deletes a conversation with all it has, where it may go; false where it may not, or is gone.
pub(crate) fn delete_if(
    batch: &mut Batch<'_>,
    id: ConversationId,
    at: Timestamp,
    may_go: impl FnOnce(&ConversationState) -> bool,
) -> Result<bool, Trouble> {
    match batch.head(id)? {
        Some(head) if may_go(&head.state) => {
            batch.delete(&head, at)?;
            Ok(true)
        }
        Some(_) | None => Ok(false),
    }
}

/// Erases what an entry says, wherever it is repeated.
pub(crate) fn erase_body(
    batch: &mut Batch<'_>,
    id: ConversationId,
    seq: u64,
    at: Timestamp,
) -> Result<bool, Trouble> {
    let head = head(batch, id)?;
    batch.write_heads()?;
    if !entries::erase(batch.connection, head.pk, seq)? {
        return Ok(false);
    }
    uploads::let_go(batch.connection, head.pk, seq)?;
    let mut next = (*head.state).clone();
    next.updated_at = next.updated_at.max(at);
    if let Some(last) = next.last_message.as_mut().filter(|last| last.seq == seq) {
        last.preview.clear();
        last.attachments = 0;
        last.sender_name.clear();
    }
    let (at, rehearsal) = (next.updated_at, next.rehearsal);
    batch.apply(Some(head), next, Vec::new(), None)?;
    batch.touch(at, |touched| touched.side(rehearsal).erased.push((id, seq)));
    Ok(true)
}
