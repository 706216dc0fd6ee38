//! Requests at a live door, whatever the door.

use bytes::Bytes;
use deskbell_domain::{ConversationId, Reader, Refusal, conversation::Receipt, entry::SenderKind};
use deskbell_protocol::{
    EventName, Reply, Request,
    operations::Transfer,
    reply::{ConversationReply, Expires, MessageReply},
    request::{WATCHED_MAX, WatchConversations},
    time::At,
};
use deskbell_realtime::{Event, Hold};
use serde::Serialize;

use crate::{Draft, Hall, LiveSession, topics};

/// The answer to a request, and what the door does once the answer is queued.
pub struct Answer {
    /// What the person is told.
    pub reply: Reply,
    /// What follows.
    pub after: After,
}

/// What follows an answer.
#[derive(Debug)]
pub enum After {
    /// Nothing.
    Nothing,
    /// Events held back while the page was read are let go after this seq.
    GoLive(Hold, u64),
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self { reply, after: After::Nothing }
    }
}

impl Hall {
    /// Does what a live session asks for.
    ///
    /// # Errors
    /// Any refusal; nothing was changed then.
    pub async fn handle(&self, session: &LiveSession, request: Request) -> Result<Answer, Refusal> {
        self.still_welcome(session)?;
        let identity = session.identity();
        let origin = Some(session.outbox().id());
        match request {
            Request::JoinChat(join) => Box::pin(self.join(session, &identity, join)).await,
            Request::LeaveChat(one) => {
                let id = ConversationId(one.conversation_id);
                let reader = deskbell_protocol::conversation::side_of(identity.person);
                self.0.hub.unsubscribe(session.outbox(), &topics::conversation(id, reader));
                Ok(Reply::Done {}.into())
            }
            Request::SendMessage(message) => {
                let draft = Draft::from_request(message, self.settings().message_max_chars)?;
                let message = self.send(&identity, origin, draft).await?;
                Ok(Reply::Message(Box::new(MessageReply { message })).into())
            }
            Request::AddNote(note) => {
                let id = ConversationId(note.conversation_id);
                let (client_id, content) = (note.client_id, note.content);
                let written = self.add_note(&identity, origin, id, client_id, content, note.mentions);
                let message = Box::pin(written).await?;
                Ok(Reply::Message(Box::new(MessageReply { message })).into())
            }
            Request::Typing(one) => {
                self.typing(&identity, ConversationId(one.conversation_id)).await.map(done)
            }
            Request::StopTyping(one) => {
                self.stop_typing(&identity, ConversationId(one.conversation_id)).await.map(done)
            }
            Request::MessageDelivered(up_to) => self
                .mark(&identity, up_to.conversation_id.into(), Receipt::Delivered, up_to.up_to_seq)
                .await
                .map(done),
            Request::MessageRead(up_to) => self
                .mark(&identity, up_to.conversation_id.into(), Receipt::Read, up_to.up_to_seq)
                .await
                .map(done),
            Request::AdminAssign(assign) => {
                let to = assign.agent_id.map(Into::into);
                self.assign(&identity, origin, assign.conversation_id.into(), to).await.map(changed)
            }
            Request::TransferChat(chat) => {
                let id = ConversationId(chat.conversation_id);
                let to = Transfer { agent_id: chat.agent_id, team_id: chat.team_id, note: chat.note };
                Box::pin(self.transfer(&identity, origin, id, to)).await.map(changed)
            }
            Request::AcceptOffer(one) => {
                self.accept_offer(&identity, origin, one.conversation_id.into()).await.map(changed)
            }
            Request::DeclineOffer(one) => {
                self.decline_offer(&identity, origin, one.conversation_id.into()).await.map(done)
            }
            Request::ResolveChat(one) => {
                self.resolve(&identity, origin, one.conversation_id.into()).await.map(changed)
            }
            Request::ReopenChat(one) => {
                self.reopen(&identity, origin, one.conversation_id.into()).await.map(changed)
            }
            Request::CloseChat(one) => {
                self.close(&identity, origin, one.conversation_id.into()).await.map(changed)
            }
            Request::RateChat(rating) => {
                let id = ConversationId(rating.conversation_id);
                self.rate(&identity, origin, id, rating.score, rating.comment).await.map(changed)
            }
            Request::SetAvailability(set) => {
                self.choose_availability(&identity, set.availability.into()).await.map(done)
            }
            Request::RefreshToken(refresh) => {
                let expires_at = At(self.refresh_token(session, &refresh.token).await?);
                Ok(Reply::Expires(Expires { expires_at }).into())
            }
            Request::SetContext(said) => {
                self.set_context(&identity, session.user_agent(), said).await.map(done)
            }
            Request::WatchConversations(watch) => self.watch(session, watch).map(done),
            Request::WatchBoard(watch) => self.watch_board(session, watch).await.map(done),
        }
    }

    /// Lets events go that were held back for an answer; called when the answer is queued.
    pub fn settle(&self, after: After) {
        if let After::GoLive(hold, after_seq) = after {
            hold.release(after_seq);
        }
    }

    /// From now on previews, unread counts and heads of these rows alone are sent to this session.
    fn watch(&self, session: &LiveSession, watch: WatchConversations) -> Result<(), Refusal> {
        let SenderKind::Agent(agent_id) = session.identity().person else { return Err(Refusal::Forbidden) };
        if watch.conversation_ids.len() > WATCHED_MAX {
            return Err(Refusal::invalid("conversationIds", "At most 200 rows can be watched at once."));
        }
        let hub = &self.0.hub;
        hub.unsubscribe(session.outbox(), &topics::agent_rows(agent_id));
        let wanted: Vec<_> =
            watch.conversation_ids.into_iter().map(|id| topics::agent_row(agent_id, id.into())).collect();
        let mut narrowed = session.narrowed().lock();
        for topic in narrowed.iter().filter(|topic| !wanted.contains(topic)) {
            hub.unsubscribe(session.outbox(), topic);
        }
        for topic in &wanted {
            let _closed_meanwhile = hub.subscribe(session.outbox(), topic);
        }
        *narrowed = wanted;
        Ok(())
    }
}

/// An event as the hub carries it.
pub(crate) fn event(name: EventName, payload: &impl Serialize) -> Event {
    Event { name: name.as_str(), payload: json(payload) }
}

/// The JSON of a wire type.
pub(crate) fn json(payload: &impl Serialize) -> Bytes {
    // Wire types are plain structs with text keys: writing them cannot fail.
    serde_json::to_vec(payload).map(Bytes::from).unwrap_or_else(|_| Bytes::from_static(b"{}"))
}

/// Both sides of the desk.
pub(crate) const BOTH_SIDES: [Reader; 2] = [Reader::Customer, Reader::Agent];

fn done((): ()) -> Answer {
    Reply::Done {}.into()
}

fn changed(conversation: deskbell_protocol::Conversation) -> Answer {
    Reply::Conversation(Box::new(ConversationReply { conversation })).into()
}
