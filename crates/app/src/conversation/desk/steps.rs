//! Single changes of a conversation, as many conversations undergo one and one undergoes many.

use deskbell_domain::{
    Actor, ConversationState, Decision, Occasion, Refusal,
    conversation::{
        self as domain, Assignee, Category, FieldChanges, Priority, SendInput,
        desk::{self, Destination},
    },
    entry::NamedTeam,
    text::{ClientId, Content},
};
use jiff::Timestamp;

use crate::Hall;

/// One change.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Write to the customer.
    Reply(SendInput),
    /// Write for colleagues.
    Note(ClientId, Content),
    /// Give it to an agent.
    Give(Assignee),
    /// Give it back into the queue.
    PutBack,
    /// Hand it on to a team.
    HandOn(NamedTeam),
    /// Say how urgent it is.
    Priority(Priority),
    /// Say what it is about.
    Category(Category),
    /// Put labels on it and take labels off.
    Label { add: Vec<String>, remove: Vec<String> },
    /// Put it off.
    Snooze(Timestamp),
    /// Say that it is settled.
    Resolve,
    /// End it for good.
    Close,
}

impl Step {
    pub(super) fn decide(
        &self,
        hall: &Hall,
        actor: &Actor,
        occasion: &Occasion,
        state: &ConversationState,
    ) -> Result<Decision<()>, Refusal> {
        let edit = |changes| domain::fields::edit(actor, occasion, state, changes);
        match self.clone() {
            Self::Reply(input) => domain::send::send(actor, occasion, state, input).map(done),
            Self::Note(client_id, content) => {
                domain::note::note(actor, occasion, state, client_id, content, Vec::new()).map(done)
            }
            Self::Give(to) => domain::assign::assign(actor, occasion, state, to, hall.holder(state)),
            Self::PutBack => domain::assign::unassign(actor, occasion, state, hall.holder(state)),
            Self::HandOn(team) => {
                desk::transfer(actor, occasion, state, Destination::Team(team), hall.holder(state))
            }
            Self::Priority(priority) => {
                edit(FieldChanges { priority: Some(priority), ..FieldChanges::default() })
            }
            Self::Category(category) => {
                edit(FieldChanges { category: Some(Some(category)), ..FieldChanges::default() })
            }
            Self::Label { add, remove } => {
                let mut labels = state.labels.clone();
                labels.retain(|label| !remove.iter().any(|one| one.trim() == label));
                labels.extend(add);
                edit(FieldChanges { labels: Some(labels), ..FieldChanges::default() })
            }
            Self::Snooze(until) => desk::snooze(actor, occasion, state, Some(until)),
            Self::Resolve => domain::lifecycle::resolve(actor, occasion, state),
            Self::Close => domain::lifecycle::close(actor, occasion, state),
        }
    }
}

fn done<R>(decision: Decision<R>) -> Decision<()> {
    decision.map(drop)
}
