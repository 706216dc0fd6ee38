//! Who may do what: one total table, read on every operation.
//!
//! Only this file makes a [`Permit`] or a [`View`], so nothing is decided or read without having passed it.

use crate::{
    Actor, ConversationState, Reader, Refusal, Role,
    agent::Sight,
    ids::{AgentId, ConversationId, CustomerId, InboxId, TeamId},
};

/// Something a person may want to do to one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See its timeline and fields.
    Read,
    /// Write to the other side.
    Send,
    /// Write an internal note.
    Note,
    /// Move one's own read and delivered watermarks.
    MarkRead,
    /// Show that one is typing.
    Type,
    /// Give it to an agent, or take it away.
    Assign,
    /// Say that it is settled.
    Resolve,
    /// Take a resolved one up again.
    Reopen,
    /// End it for good.
    Close,
    /// Say how well one was helped.
    Rate,
    /// Change its subject.
    EditSubject,
    /// Change priority, category, labels and description.
    EditFields,
    /// Hand it on to an agent or a team.
    Transfer,
    /// Have somebody higher up look at it.
    Escalate,
    /// Put it off, and take it up again.
    Snooze,
    /// Hear of it without holding it; put it back among one's unread.
    Follow,
    /// Take its transcript away.
    Export,
    /// See that it is not forgotten: route and offer it, take it from who left, note what was missed, end what is idle.
    Dispatch,
}

impl Action {
    /// Every action, in the order of the table.
    pub const ALL: [Self; 18] = [
        Self::Read,
        Self::Send,
        Self::Note,
        Self::MarkRead,
        Self::Type,
        Self::Assign,
        Self::Resolve,
        Self::Reopen,
        Self::Close,
        Self::Rate,
        Self::EditSubject,
        Self::EditFields,
        Self::Transfer,
        Self::Escalate,
        Self::Snooze,
        Self::Follow,
        Self::Export,
        Self::Dispatch,
    ];
}

/// Something a person may want to do to the installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Office {
    /// Start a conversation of one's own.
    Start,
    /// List conversations.
    ListConversations,
    /// See customers' records.
    SeeCustomers,
    /// See colleagues with their availability and presence.
    SeeAgents,
    /// Choose one's own availability.
    ChooseAvailability,
    /// Set a colleague's availability.
    SetOthersAvailability,
    /// Make and change accounts.
    ManageAgents,
    /// Make and change inboxes.
    ManageInboxes,
    /// Make a rehearsal, see that there is one, and drop it.
    Rehearse,
    /// Look for words in what one may read.
    Search,
    /// See how the queue and the team stand.
    SeeBoard,
    /// See how the installation is set.
    SeeSettings,
    /// Set it, and keep its teams, categories and labels.
    ManageSettings,
    /// Keep canned responses, macros and views of one's own.
    KeepOwn,
    /// Keep those that colleagues share.
    KeepShared,
    /// See who changed which account or setting.
    SeeAudit,
    /// Change customers' records and write notes on them.
    EditCustomers,
    /// Block customers and addresses, and let them in again.
    Block,
    /// Take lists of conversations away.
    Export,
}

impl Office {
    /// Every office, in the order of the table.
    pub const ALL: [Self; 19] = [
        Self::Start,
        Self::ListConversations,
        Self::SeeCustomers,
        Self::SeeAgents,
        Self::ChooseAvailability,
        Self::SetOthersAvailability,
        Self::ManageAgents,
        Self::ManageInboxes,
        Self::Rehearse,
        Self::Search,
        Self::SeeBoard,
        Self::SeeSettings,
        Self::ManageSettings,
        Self::KeepOwn,
        Self::KeepShared,
        Self::SeeAudit,
        Self::EditCustomers,
        Self::Block,
        Self::Export,
    ];
}

/// Where an actor stands towards one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Deactivated or blocked.
    Barred,
    /// Its customer.
    Owner,
    /// Another customer.
    Stranger,
    /// An agent who may see it.
    Helper,
    /// An agent who may not.
    Outsider,
    /// A supervisor or admin.
    Lead,
    /// Deskbell itself.
    House,
}

impl Standing {
    /// Every standing, in the order of the table.
    pub const ALL: [Self; 7] =
        [Self::Barred, Self::Owner, Self::Stranger, Self::Helper, Self::Outsider, Self::Lead, Self::House];
}

/// What the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go ahead.
    Allowed,
    /// They know of it but may not.
    Forbidden,
    /// They may not know of it.
    Hidden,
    /// They are nobody here any more.
    Nobody,
}

/// The table: total over standing and action.
pub const fn verdict(standing: Standing, action: Action) -> Verdict {
    use Action as A;
    use Standing as S;
    match (standing, action) {
        (S::Barred, _) => Verdict::Nobody,
        (S::Stranger | S::Outsider, _) => Verdict::Hidden,
        (
            S::Owner,
            A::Read
            | A::Send
            | A::MarkRead
            | A::Type
            | A::Resolve
            | A::Reopen
            | A::Rate
            | A::EditSubject
            | A::Export,
        ) => Verdict::Allowed,
        (
            S::Owner,
            A::Note
            | A::Assign
            | A::Close
            | A::EditFields
            | A::Transfer
            | A::Escalate
            | A::Snooze
            | A::Follow
            | A::Dispatch,
        ) => Verdict::Forbidden,
        (S::Helper | S::Lead, A::Dispatch | A::Rate) => Verdict::Forbidden,
        (S::Helper | S::Lead, _) => Verdict::Allowed,
        (
            S::House,
            A::Read | A::Resolve | A::Close | A::Assign | A::Transfer | A::Escalate | A::Snooze | A::Dispatch,
        ) => Verdict::Allowed,
        (
            S::House,
            A::Send
            | A::Note
            | A::MarkRead
            | A::Type
            | A::Reopen
            | A::Rate
            | A::EditSubject
            | A::EditFields
            | A::Follow
            | A::Export,
        ) => Verdict::Forbidden,
    }
}

/// The table for what concerns the installation rather than one conversation.
pub const fn office_verdict(actor: &Actor, office: Office) -> Verdict {
    use Office as O;
    match (actor, office) {
        (Actor::Customer(customer), _) if customer.blocked => Verdict::Nobody,
        (Actor::Agent(agent), _) if !agent.active => Verdict::Nobody,
        // Who rehearses writes and reads in open conversations, and finds nothing else to be there.
        (Actor::Customer(customer), O::ListConversations | O::Search) if customer.rehearsal.is_some() => {
            Verdict::Hidden
        }
        (Actor::Agent(agent), O::ListConversations | O::SeeCustomers | O::SeeAgents)
            if agent.rehearsal.is_some() =>
        {
            Verdict::Hidden
        }
        (Actor::Agent(agent), _) if agent.rehearsal.is_some() => Verdict::Forbidden,
        (Actor::Customer(_), O::Start | O::ListConversations | O::Search) => Verdict::Allowed,
        (Actor::Customer(_), O::SeeCustomers | O::SeeAgents) => Verdict::Hidden,
        (
            Actor::Customer(_),
            O::ChooseAvailability
            | O::SetOthersAvailability
            | O::ManageAgents
            | O::ManageInboxes
            | O::Rehearse
            | O::SeeBoard
            | O::SeeSettings
            | O::ManageSettings
            | O::KeepOwn
            | O::KeepShared
            | O::SeeAudit
            | O::EditCustomers
            | O::Block
            | O::Export,
        ) => Verdict::Forbidden,
        (
            Actor::Agent(_),
            O::ListConversations
            | O::SeeCustomers
            | O::SeeAgents
            | O::ChooseAvailability
            | O::Search
            | O::SeeSettings
            | O::KeepOwn
            | O::EditCustomers
            | O::Block,
        ) => Verdict::Allowed,
        (Actor::Agent(_), O::Start) => Verdict::Forbidden,
        (Actor::Agent(agent), O::SetOthersAvailability | O::SeeBoard | O::KeepShared) => match agent.role {
            Role::Supervisor | Role::Admin => Verdict::Allowed,
            Role::Agent => Verdict::Forbidden,
        },
        (
            Actor::Agent(agent),
            O::ManageAgents | O::ManageInboxes | O::Rehearse | O::ManageSettings | O::SeeAudit | O::Export,
        ) => match agent.role {
            Role::Admin => Verdict::Allowed,
            Role::Agent | Role::Supervisor => Verdict::Forbidden,
        },
        // Only a customer starts, and availability is an agent's own word: Deskbell never speaks for either.
        (
            Actor::System,
            O::Start | O::ChooseAvailability | O::SetOthersAvailability | O::KeepOwn | O::KeepShared,
        ) => Verdict::Forbidden,
        (
            Actor::System,
            O::ListConversations
            | O::SeeCustomers
            | O::SeeAgents
            | O::ManageAgents
            | O::ManageInboxes
            | O::Rehearse
            | O::Search
            | O::SeeBoard
            | O::SeeSettings
            | O::ManageSettings
            | O::SeeAudit
            | O::EditCustomers
            | O::Block
            | O::Export,
        ) => Verdict::Allowed,
    }
}

/// Where this actor stands towards this conversation.
pub fn standing(actor: &Actor, state: &ConversationState) -> Standing {
    match actor {
        Actor::System => Standing::House,
        Actor::Customer(customer) if customer.blocked => Standing::Barred,
        Actor::Customer(customer) if customer.id == state.customer_id => Standing::Owner,
        Actor::Customer(_) => Standing::Stranger,
        Actor::Agent(agent) if !agent.active => Standing::Barred,
        Actor::Agent(agent) => {
            let takes_part = state.assignee == Some(agent.id) || state.takes_part(agent.id);
            let in_queue = state.assignee.is_none() && state.status.is_live();
            let of_team = state.team_id.is_none_or(|team| agent.team_ids.contains(&team));
            match (agent.role, agent.sight) {
                _ if state.is_draft() || agent.rehearsal != state.rehearsal_id() => Standing::Outsider,
                _ if agent.rehearsal.is_some() => Standing::Helper,
                (Role::Supervisor | Role::Admin, _) => Standing::Lead,
                (Role::Agent, Sight::All) => Standing::Helper,
                (Role::Agent, Sight::Team) if takes_part || in_queue || of_team => Standing::Helper,
                (Role::Agent, Sight::Own) if takes_part || in_queue => Standing::Helper,
                (Role::Agent, Sight::Team | Sight::Own) => Standing::Outsider,
            }
        }
    }
}

/// Proof that policy allowed an action. Only policy makes one; a [`crate::Decision`] cannot exist without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit {
    action: Action,
}

impl Permit {
    /// What was allowed.
    pub const fn action(&self) -> Action {
        self.action
    }
}

/// Proof that this actor may read this conversation, and from which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    conversation_id: ConversationId,
    reader: Reader,
}

impl View {
    /// The conversation that may be read.
    pub const fn conversation_id(&self) -> ConversationId {
        self.conversation_id
    }

    /// From which side.
    pub const fn reader(&self) -> Reader {
        self.reader
    }
}

/// Proof of which conversations an actor may see in lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListView(ListScope);

impl ListView {
    /// What the list may hold.
    pub const fn scope(&self) -> &ListScope {
        &self.0
    }
}

/// What a list may hold: exactly what [`standing`] lets this actor read, but no drafts and nothing of a rehearsal
/// at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListScope {
    /// A customer's own.
    Customer(CustomerId),
    /// Every conversation.
    All,
    /// The queue, these teams' and those of no team, and those the agent holds or takes part in.
    Teams(AgentId, Vec<TeamId>),
    /// The queue and those the agent holds or takes part in.
    Own(AgentId),
}

/// Asks the table for one action.
///
/// # Errors
/// `unauthorized`, `not_found` or `forbidden`.
pub fn permit(actor: &Actor, action: Action, state: &ConversationState) -> Result<Permit, Refusal> {
    refuse_unless_allowed(verdict(standing(actor, state), action))?;
    Ok(Permit { action })
}

/// Asks to read one conversation.
///
/// # Errors
/// `unauthorized` or `not_found`.
pub fn view(actor: &Actor, state: &ConversationState) -> Result<View, Refusal> {
    permit(actor, Action::Read, state)?;
    let reader = match actor {
        Actor::Customer(_) => Reader::Customer,
        Actor::Agent(_) | Actor::System => Reader::Agent,
    };
    Ok(View { conversation_id: state.id, reader })
}

/// What everybody on one side may read of a conversation, for telling those who were shown it already what follows.
/// Whom that is has been asked of [`view`], and is asked anew when the conversation changes hands.
pub fn along(state: &ConversationState, reader: Reader) -> View {
    View { conversation_id: state.id, reader }
}

/// Asks to list conversations.
///
/// # Errors
/// `unauthorized`.
pub fn list_view(actor: &Actor) -> Result<ListView, Refusal> {
    office(actor, Office::ListConversations)?;
    Ok(ListView(match actor {
        Actor::Customer(customer) => ListScope::Customer(customer.id),
        Actor::System => ListScope::All,
        Actor::Agent(agent) => match (agent.role, agent.sight) {
            (Role::Supervisor | Role::Admin, _) | (Role::Agent, Sight::All) => ListScope::All,
            (Role::Agent, Sight::Team) => ListScope::Teams(agent.id, agent.team_ids.clone()),
            (Role::Agent, Sight::Own) => ListScope::Own(agent.id),
        },
    }))
}

/// Asks to do something that concerns the installation.
///
/// # Errors
/// `unauthorized`, `not_found` or `forbidden`.
pub fn office(actor: &Actor, office: Office) -> Result<(), Refusal> {
    refuse_unless_allowed(office_verdict(actor, office))
}

/// Permission for what starts a conversation, where there is no state yet to ask about.
/// `rehearsal` is the rehearsal that it would be started in.
pub(crate) fn start_permit(actor: &Actor, rehearsal: Option<InboxId>) -> Result<Permit, Refusal> {
    office(actor, Office::Start)?;
    if actor.rehearsal() != rehearsal {
        return Err(Refusal::NotFound);
    }
    Ok(Permit { action: Action::Send })
}

const fn refuse_unless_allowed(verdict: Verdict) -> Result<(), Refusal> {
    match verdict {
        Verdict::Allowed => Ok(()),
        Verdict::Forbidden => Err(Refusal::Forbidden),
        Verdict::Hidden => Err(Refusal::NotFound),
        Verdict::Nobody => Err(Refusal::Unauthorized),
    }
}

#[cfg(test)]
mod tests;
