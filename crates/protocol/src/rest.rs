//! Bodies that only the REST door takes or gives.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, value::RawValue};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Conversation,
    account::{Agent, Customer, Inbox},
    decode::nullable,
    entry::Entry,
    settings::{BusinessHours, Feedback, InboxPatch, InboxSettings, PreChat, ReplyTime, Routing, WordFilter},
    time::At,
    words::{ConversationKind, InboxKind, Priority, Role},
};

/// Sign in as an agent.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Login {
    /// The account's address.
    pub email: String,
    /// The account's password.
    pub password: String,
}

/// An agent is signed in; a session cookie is set beside it.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LoggedIn {
    /// A bearer token for any door.
    pub token: String,
    /// When it ends.
    pub expires_at: At,
    /// What a cookie's writes send as `X-CSRF-Token`.
    pub csrf_token: String,
    /// The account.
    pub agent: Agent,
}

/// A newer token for whoever is signed in; a session cookie is renewed where one came.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Refreshed {
    /// A bearer token for any door.
    pub token: String,
    /// When it ends.
    pub expires_at: At,
    /// What a cookie's writes send as `X-CSRF-Token` from now on; only with a session cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csrf_token: Option<String>,
}

/// Who is signed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The account, for an agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<Agent>,
    /// The record, for a customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// When the sign-in ends.
    pub expires_at: At,
    /// What a cookie's writes send as `X-CSRF-Token`; only with a session cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csrf_token: Option<String>,
}

/// What a customer says about themselves: what is absent stays, null takes back.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MePatch {
    /// Their name; what their host's token signed stays.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub name: Option<Option<String>>,
    /// Their address; what their host's token signed stays.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub email: Option<Option<String>>,
    /// What else, each a text, a number, true or false, under a key of its own: 20 at most, in 4 KiB. `consent: true`
    /// is kept as the moment it was given.
    #[serde(default)]
    #[schema(value_type = Option<std::collections::BTreeMap<String, serde_json::Value>>)]
    pub details: Option<Map<String, Value>>,
}

/// Begin as a visitor.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewVisitor {
    /// Through which inbox; the only one when absent.
    #[serde(default)]
    pub inbox_id: Option<Uuid>,
    /// A name to be called by.
    #[serde(default)]
    pub name: Option<String>,
}

/// A visitor, with the token that is theirs.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Visitor {
    /// A bearer token for any door; whoever holds it is this visitor.
    pub token: String,
    /// When it ends.
    pub expires_at: At,
    /// The record.
    pub customer: Customer,
}

/// Start a conversation.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewConversation {
    /// Through which inbox; the token's, else the only one, when absent.
    #[serde(default)]
    pub inbox_id: Option<Uuid>,
    /// A live chat when absent.
    #[serde(default)]
    pub kind: Option<ConversationKind>,
    /// A brief topic.
    #[serde(default)]
    pub subject: Option<String>,
    /// The first message.
    #[serde(alias = "content")]
    pub message: String,
    /// The sender's own name for the first message; made when absent.
    #[serde(default)]
    pub client_id: Option<String>,
    /// Files uploaded by this sender, 10 at most; beside one the first message may be empty.
    #[serde(default)]
    pub attachment_ids: Option<Vec<Uuid>>,
    /// What it is about at length.
    #[serde(default)]
    pub description: Option<String>,
    /// How urgent.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// What about.
    #[serde(default)]
    pub category: Option<String>,
}

/// A conversation that was started, with its first message.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartedConversation {
    /// The conversation.
    pub conversation: Conversation,
    /// Its first message.
    pub message: Entry,
}

/// Change fields of a conversation: what is absent stays, null empties.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConversationPatch {
    /// A brief topic.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub subject: Option<Option<String>>,
    /// A longer text.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub description: Option<Option<String>>,
    /// How urgent.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// What about.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub category: Option<Option<String>>,
    /// All labels it shall carry.
    #[serde(default)]
    pub labels: Option<Vec<String>>,
}

/// Write a message or a note.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewMessage {
    /// The text; beside a file it may be empty.
    pub content: String,
    /// The sender's own name for it; made when absent.
    #[serde(default)]
    pub client_id: Option<String>,
    /// Files uploaded by this sender, 10 at most (messages).
    #[serde(default)]
    pub attachment_ids: Option<Vec<Uuid>>,
    /// A JSON object of at most 4 KiB (messages).
    #[serde(default)]
    #[schema(value_type = Option<std::collections::BTreeMap<String, serde_json::Value>>)]
    pub metadata: Option<Box<RawValue>>,
    /// Colleagues a note names, 20 at most: they are told, and follow the conversation from then on.
    #[serde(default)]
    pub mentions: Vec<Uuid>,
}

/// Say how well one was helped.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewRating {
    /// From 1, badly, to 5, well.
    #[schema(minimum = 1, maximum = 5)]
    pub score: u8,
    /// In one's own words, at most 1000 characters.
    #[serde(default)]
    pub comment: Option<String>,
}

/// Give a conversation to an agent, or back into the queue.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Assign {
    /// To whom: oneself when absent, the queue when null.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<Uuid>)]
    pub agent_id: Option<Option<Uuid>>,
}

/// Move one's own read watermark.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadUpTo {
    /// Everything up to this seq.
    pub up_to_seq: u64,
}

/// Conversations in numbers, for the desk's tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConversationCounts {
    /// Open or active ones that this agent may see.
    pub all: u64,
    /// Of these, the agent's own.
    pub mine: u64,
    /// Of these, the ones nobody holds.
    pub queue: u64,
    /// Of these, the ones that are put off.
    pub snoozed: u64,
    /// Of these, the ones whose newest message is the customer's.
    pub needs_reply: u64,
}

/// Change an agent's account: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentPatch {
    /// The public display name.
    #[serde(default)]
    pub name: Option<String>,
    /// What they may do.
    #[serde(default)]
    pub role: Option<Role>,
    /// Conversations they may hold at once.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// The teams they belong to.
    #[serde(default)]
    pub team_ids: Option<Vec<Uuid>>,
    /// The categories they take, by key; null for all of them.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<Vec<String>>)]
    pub categories: Option<Option<Vec<String>>>,
    /// False deactivates the account at once, on live connections too.
    #[serde(default)]
    pub active: Option<bool>,
}

/// One account.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentReply {
    /// The account.
    pub agent: Agent,
}

/// One customer's record.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerReply {
    /// The record.
    pub customer: Customer,
}

/// Make an inbox. Of a rehearsal the name alone is taken.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewInbox {
    /// The name in the widget's header.
    pub name: String,
    /// A website when absent. There can be one rehearsal at a time.
    #[serde(default)]
    pub kind: Option<InboxKind>,
    /// What the widget says before the first message.
    #[serde(default)]
    pub greeting: Option<String>,
    /// The brand colour as `#rrggbb`.
    #[serde(default)]
    pub color: Option<String>,
    /// Whether customers can write through it; they can when absent.
    #[serde(default)]
    pub chat_enabled: Option<bool>,
    /// The team that new conversations belong to; the first when absent.
    #[serde(default)]
    pub team_id: Option<Uuid>,
    /// The websites that may show the widget, as `https://shop.example`; none for any.
    #[serde(default)]
    pub allowed_origins: Option<Vec<String>>,
    /// When somebody answers; day and night when absent.
    #[serde(default)]
    pub business_hours: Option<BusinessHours>,
    /// How conversations find who answers them.
    #[serde(default)]
    pub routing: Option<Routing>,
    /// Whether customers leave a message where nobody can answer now.
    #[serde(default)]
    pub leave_message: Option<bool>,
    /// Whether customers can file a ticket.
    #[serde(default)]
    pub ticket_form: Option<bool>,
    /// Whether messages can carry files.
    #[serde(default)]
    pub files_enabled: Option<bool>,
    /// Which words a customer's message may not carry.
    #[serde(default)]
    pub word_filter: Option<WordFilter>,
    /// How customers are asked whether it helped; by stars when absent.
    #[serde(default)]
    pub feedback: Option<Feedback>,
    /// What a conversation could be about, 6 at most; the chosen one becomes its subject.
    #[serde(default)]
    pub topics: Option<Vec<String>>,
    /// When customers are told to expect a reply.
    #[serde(default)]
    pub reply_time: Option<ReplyTime>,
    /// What is asked before a conversation.
    #[serde(default)]
    pub pre_chat: Option<PreChat>,
}

impl NewInbox {
    /// What it says beside what it is.
    pub fn into_patch(self) -> InboxPatch {
        InboxPatch {
            name: Some(self.name),
            greeting: Some(self.greeting),
            color: Some(self.color),
            chat_enabled: self.chat_enabled,
            team_id: self.team_id,
            allowed_origins: self.allowed_origins,
            business_hours: Some(self.business_hours),
            routing: self.routing,
            leave_message: self.leave_message,
            ticket_form: self.ticket_form,
            files_enabled: self.files_enabled,
            word_filter: Some(self.word_filter),
            feedback: self.feedback,
            topics: self.topics,
            reply_time: Some(self.reply_time),
            pre_chat: Some(self.pre_chat),
        }
    }
}

/// A rehearsal that was dropped, or nearly.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DroppedInbox {
    /// True when nothing is left of it. Otherwise nobody can reach it any more, and the rest goes by and by, or
    /// when it is asked for once more.
    pub gone: bool,
}

/// One inbox with everything that is set of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InboxSettingsReply {
    /// The inbox.
    pub inbox: InboxSettings,
}

/// One inbox.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InboxReply {
    /// What the widget knows of it.
    pub inbox: Inbox,
}
