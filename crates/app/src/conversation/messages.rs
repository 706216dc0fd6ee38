//! Writing: messages to the other side, notes for colleagues.

use deskbell_domain::{
    Actor, AttachmentId, ConversationId, ConversationState, Refusal, Status,
    conversation::{self as domain, SendInput},
    entry::Body,
    policy,
    text::{ClientId, Content},
};
use deskbell_protocol::{
    Entry, conversation::side_of, decode::METADATA_MAX_BYTES, request::SendMessage, rest::NewMessage,
};
use deskbell_realtime::SessionId;
use deskbell_store::{MessageKey, MessageOutcome};
use serde_json::{Value, value::RawValue};
use uuid::Uuid;

use crate::{Hall, Identity, files::ids_of, topics};

/// A message to send, checked.
#[derive(Clone, Debug)]
pub struct Draft {
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// What.
    pub input: SendInput,
    /// The files it names.
    pub attachment_ids: Vec<AttachmentId>,
}

impl Draft {
    /// A message from a live door.
    ///
    /// # Errors
    /// `content_empty`, `content_too_long`, `invalid`.
    pub fn from_request(message: SendMessage, max_chars: usize) -> Result<Self, Refusal> {
        let attachment_ids = ids_of(message.attachment_ids)?;
        let beside = !attachment_ids.is_empty();
        Ok(Self {
            attachment_ids,
            conversation_id: ConversationId(message.conversation_id),
            input: SendInput {
                client_id: ClientId::new(message.client_id)?,
                content: Content::beside(beside, message.content, max_chars)?,
                attachments: Vec::new(),
                metadata: message.metadata.map(|json| check_metadata(&json)).transpose()?,
                moderation: deskbell_domain::entry::Moderation::None,
            },
        })
    }
}

impl Hall {
    /// Sends a message. Returns once it is on disk; a resend returns the first entry again.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`, `conflict` for another text under the same client id,
    /// `rate_limited`, `overloaded`.
    pub async fn send(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        mut draft: Draft,
    ) -> Result<Entry, Refusal> {
        let actor = self.actor(identity).await?;
        let id = draft.conversation_id;
        // Access comes before anything a resend is answered with, and is judged once more by what was decided on.
        let state = self.glance(&actor, id).await?;
        let key = Self::key(identity, id, draft.input.client_id.clone());
        let mut barred = match self.may_write_in(&actor, &state).await {
            Ok(()) => self.limit_message(identity).await,
            barred => barred,
        };
        if barred.is_ok() && actor.customer_id().is_some() {
            let moderated = self.moderate(state.inbox_id, draft.input.content.as_str());
            barred = moderated.map(|moderation| draft.input.moderation = moderation);
        }
        let ids = std::mem::take(&mut draft.attachment_ids);
        match self.named_files(identity.person, state.inbox_id, ids).await {
            Ok(files) => draft.input.attachments = files,
            refused => barred = barred.and(refused.map(drop)),
        }
        self.admit(&key, barred).await?;
        let occasion = self.0.chance.occasion(self.now());
        let (body, asking) = (draft.input.clone().into_body(), actor.clone());
        let outcome = self
            .store()
            .decide_message(key, body, origin.map(SessionId::get), move |state| {
                domain::send::send(&actor, &occasion, state, draft.input.clone())
            })
            .await?;
        self.stop_typing_of(identity.person, id);
        self.answer(identity, &asking, &outcome, "message")
    }

    /// Writes an internal note. Returns once it is on disk.
    ///
    /// # Errors
    /// As [`Hall::send`].
    pub async fn add_note(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
        client_id: String,
        content: String,
        mentions: Vec<Uuid>,
    ) -> Result<Entry, Refusal> {
        let client_id = ClientId::new(client_id)?;
        let content = Content::within(content, self.settings().message_max_chars)?;
        let actor = self.actor(identity).await?;
        let state = self.glance(&actor, id).await?;
        policy::permit(&actor, policy::Action::Note, &state)?;
        let mentions = self.mentioned(&state, mentions).await?;
        let key = Self::key(identity, id, client_id.clone());
        self.admit(&key, self.limit_message(identity).await).await?;
        let occasion = self.0.chance.occasion(self.now());
        let (body, asking) =
            (Body::Note { content: content.as_str().to_owned(), mentions: mentions.clone() }, actor.clone());
        let outcome = self
            .store()
            .decide_message(key, body, origin.map(SessionId::get), move |state| {
                let (client_id, content) = (client_id.clone(), content.clone());
                domain::note::note(&actor, &occasion, state, client_id, content, mentions.clone())
            })
            .await?;
        self.answer(identity, &asking, &outcome, "note")
    }

    /// A message from the REST door, which makes a client id where there is none.
    ///
    /// # Errors
    /// As [`Hall::send`].
    pub async fn post(
        &self,
        identity: &Identity,
        id: ConversationId,
        new: NewMessage,
    ) -> Result<Entry, Refusal> {
        let message = SendMessage {
            conversation_id: id.0,
            client_id: new.client_id.unwrap_or_else(|| self.0.chance.uuid().to_string()),
            content: new.content,
            attachment_ids: new.attachment_ids,
            metadata: new.metadata,
        };
        let draft = Draft::from_request(message, self.settings().message_max_chars)?;
        self.send(identity, None, draft).await
    }

    /// A note from the REST door.
    ///
    /// # Errors
    /// As [`Hall::add_note`].
    pub async fn post_note(
        &self,
        identity: &Identity,
        id: ConversationId,
        new: NewMessage,
    ) -> Result<Entry, Refusal> {
        let client_id = new.client_id.unwrap_or_else(|| self.0.chance.uuid().to_string());
        self.add_note(identity, None, id, client_id, new.content, new.mentions).await
    }

    pub(crate) async fn limit_message(&self, identity: &Identity) -> Result<(), Refusal> {
        let here = self.0.message_rate.check(&identity.person);
        let person = topics::person(identity.person);
        self.count("messages", person.as_str(), self.settings().messages_per_minute, here).await
    }

    /// A message that is known already is let through even where a new one would be refused, as the writer
    /// answers it with its first entry; so the timeline is asked for it only then.
    async fn admit(&self, key: &MessageKey, barred: Result<(), Refusal>) -> Result<(), Refusal> {
        let Err(refusal) = barred else { return Ok(()) };
        let known = self.store().find_message(key.clone()).await?;
        known.map(|_| ()).ok_or(refusal)
    }

    const fn key(identity: &Identity, conversation_id: ConversationId, client_id: ClientId) -> MessageKey {
        MessageKey { conversation_id, sender: identity.person, client_id }
    }

    fn answer(
        &self,
        identity: &Identity,
        actor: &Actor,
        outcome: &MessageOutcome,
        kind: &'static str,
    ) -> Result<Entry, Refusal> {
        if outcome.repeated {
            // Nothing was decided that would have asked.
            policy::view(actor, &outcome.state)?;
        }
        let outcome_name = if outcome.repeated { "repeated" } else { "accepted" };
        metrics::counter!("deskbell_messages_total", "kind" => kind, "outcome" => outcome_name).increment(1);
        Ok(Entry::render(&outcome.entry, side_of(identity.person)))
    }

    /// Customers are refused while chat is switched off, except where the conversation is closed, which says
    /// so.
    async fn may_write_in(&self, actor: &Actor, state: &ConversationState) -> Result<(), Refusal> {
        if actor.customer_id().is_some() && state.status != Status::Closed {
            self.open_inbox(Some(state.inbox_id)).await?;
        }
        Ok(())
    }
}

/// Takes it over as it was written, once every reader is sure to understand it.
fn check_metadata(json: &RawValue) -> Result<String, Refusal> {
    let text = json.get();
    if text.len() > METADATA_MAX_BYTES {
        return Err(Refusal::invalid("metadata", "metadata can have at most 4096 bytes."));
    }
    if !text.starts_with('{') {
        return Err(Refusal::invalid("metadata", "metadata must be a JSON object."));
    }
    // Raw JSON may still hold halves of characters, which strict readers choke on, or be nested without end.
    let read: Value = serde_json::from_str(text)
        .map_err(|_| Refusal::invalid("metadata", "metadata must be a JSON object of valid text."))?;
    if holds_nul(&read) {
        return Err(Refusal::invalid("metadata", "metadata must not contain the character U+0000."));
    }
    Ok(text.to_owned())
}

fn holds_nul(json: &Value) -> bool {
    match json {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(fields) => fields.iter().any(|(name, one)| name.contains('\0') || holds_nul(one)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_taken_over_as_written_if_every_reader_can_read_it() {
        let check = |text: &str| check_metadata(&RawValue::from_string(text.to_owned()).unwrap());
        assert_eq!(check(r#"{"a": [1, "\u00e9"]}"#).unwrap(), r#"{"a": [1, "\u00e9"]}"#);
        let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(1000), "]".repeat(1000));
        for text in ["[]", r#"{"a":"\ud800"}"#, r#"{"\udc00":1}"#, r#"{"a":["\u0000"]}"#, &deep] {
            assert_eq!(check(text).unwrap_err().code().as_str(), "invalid", "{text}");
        }
    }
}
