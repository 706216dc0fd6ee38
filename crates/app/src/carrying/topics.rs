//! Every topic name in one place. A topic is an audience: what is published on it may be read by everybody
//! subscribed.

use deskbell_domain::{AgentId, ConversationId, CustomerId, InboxId, Reader, entry::SenderKind};
use deskbell_realtime::{Person, Topic};

/// The entries and receipts of one conversation for one side of the desk.
pub fn conversation(id: ConversationId, reader: Reader) -> Topic {
    match reader {
        Reader::Customer => Topic::new(format!("conversation/{id}/customer")),
        Reader::Agent => Topic::new(format!("conversation/{id}/agents")),
    }
}

/// Whether a topic is one of [`conversation`]'s, which other nodes publish on as well.
pub fn is_conversation(name: &str) -> bool {
    name.starts_with("conversation/")
}

/// The conversation and the side of a topic made by [`conversation`].
pub fn parse_conversation(topic: &Topic) -> Option<(ConversationId, Reader)> {
    let (id, side) = topic.as_str().strip_prefix("conversation/")?.split_once('/')?;
    let reader = match side {
        "customer" => Reader::Customer,
        "agents" => Reader::Agent,
        _ => return None,
    };
    Some((id.parse().ok()?, reader))
}

/// What concerns one customer wherever they look.
pub fn customer(id: CustomerId) -> Topic {
    Topic::new(format!("customer/{id}"))
}

/// What concerns one agent wherever they look.
pub fn agent(id: AgentId) -> Topic {
    Topic::new(format!("agent/{id}"))
}

/// Coalesced row updates for sessions of one agent that show everything they may see.
pub fn agent_rows(id: AgentId) -> Topic {
    Topic::new(format!("agent/{id}/rows"))
}

/// Coalesced updates of one row for sessions of one agent that said which rows they show.
pub fn agent_row(id: AgentId, conversation_id: ConversationId) -> Topic {
    Topic::new(format!("agent/{id}/row/{conversation_id}"))
}

/// Who is there, for the customers of one inbox.
pub fn inbox_presence(id: InboxId) -> Topic {
    Topic::new(format!("inbox/{id}/presence"))
}

/// Who is there, for agents; its subscribers are the agents with a live session.
pub fn agents() -> Topic {
    Topic::new("agents")
}

/// The live board, for those who look at it.
pub fn board() -> Topic {
    Topic::new("board")
}

/// The key under which the hub knows somebody.
pub fn person(kind: SenderKind) -> Person {
    match kind {
        SenderKind::Customer(id) => Person::new(format!("customer/{id}")),
        SenderKind::Agent(id) => Person::new(format!("agent/{id}")),
        SenderKind::System => Person::new("system"),
    }
}

/// The person behind a key made by [`person`].
pub fn parse_person(person: &Person) -> Option<SenderKind> {
    let (side, id) = person.as_str().split_once('/')?;
    match side {
        "customer" => id.parse().ok().map(SenderKind::Customer),
        "agent" => id.parse().ok().map(SenderKind::Agent),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_is_found_again_by_its_topics() {
        let id = ConversationId(uuid::Uuid::from_u128(7));
        for reader in [Reader::Customer, Reader::Agent] {
            let topic = conversation(id, reader);
            assert!(is_conversation(topic.as_str()));
            assert_eq!(parse_conversation(&topic), Some((id, reader)));
        }
        assert_eq!(parse_conversation(&agents()), None);
    }

    #[test]
    fn a_person_is_found_again_by_their_key() {
        let id = uuid::Uuid::from_u128(7);
        for kind in [SenderKind::Customer(id.into()), SenderKind::Agent(id.into())] {
            assert_eq!(parse_person(&person(kind)), Some(kind));
        }
        assert_eq!(parse_person(&person(SenderKind::System)), None);
    }
}
