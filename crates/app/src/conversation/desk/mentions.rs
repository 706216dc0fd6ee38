//! Naming colleagues in a note: they must be able to see it, follow it from then on, and are told at once.

use std::collections::BTreeSet;

use deskbell_domain::{
    AgentId, ConversationState, Entry, Refusal,
    entry::{Body, SenderKind},
    text,
};
use deskbell_protocol::{EventName, event::Mention, operations::MENTIONS_MAX, person::PublicAgent};
use uuid::Uuid;

use crate::{Hall, live::json, topics};

impl Hall {
    /// The colleagues a note names, each once.
    ///
    /// # Errors
    /// `invalid` of `mentions` for too many, and for one who cannot see the conversation.
    pub(crate) async fn mentioned(
        &self,
        state: &ConversationState,
        named: Vec<Uuid>,
    ) -> Result<Vec<AgentId>, Refusal> {
        if named.len() > MENTIONS_MAX {
            return Err(Refusal::invalid("mentions", "A note can name at most 20 colleagues."));
        }
        let named: BTreeSet<AgentId> = named.into_iter().map(AgentId).collect();
        for id in &named {
            let known = self.known_agent(*id).await?;
            if !known.is_some_and(|agent| agent.active)
                || !self.person_may_see(Some(SenderKind::Agent(*id)), state)
            {
                let why = "A colleague named here cannot see this conversation.";
                return Err(Refusal::invalid("mentions", why));
            }
        }
        Ok(named.into_iter().collect())
    }

    /// Tells the colleagues whom a note names, wherever they are connected.
    pub(crate) fn tell_mentions(&self, entry: &Entry) {
        let Body::Note { content, mentions } = &entry.body else { return };
        let SenderKind::Agent(author) = entry.sender.kind else { return };
        let by = PublicAgent {
            id: Some(author.0),
            name: entry.sender.name.clone(),
            avatar_url: entry.sender.avatar_url.clone(),
        };
        for agent_id in mentions.iter().filter(|one| **one != author) {
            let mention = Mention {
                conversation_id: entry.conversation_id.0,
                seq: entry.seq,
                by: by.clone(),
                preview: text::preview(content),
            };
            let topic = topics::agent(*agent_id);
            self.tell_person(&topic, EventName::Mention, json(&mention));
        }
    }
}
