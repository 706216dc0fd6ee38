//! What a person asks for at a live door. A request never names its own sender: identity was fixed when the
//! connection opened.

use deskbell_domain::Refusal;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{decode, operations::TransferChat, words::Availability};

/// One request at a live door.
#[derive(Clone, Debug)]
pub enum Request {
    /// Open a conversation and hear of it from now on.
    JoinChat(JoinChat),
    /// Stop hearing of it.
    LeaveChat(OneConversation),
    /// Write to the other side.
    SendMessage(SendMessage),
    /// Write for colleagues.
    AddNote(AddNote),
    /// Show that one is typing.
    Typing(OneConversation),
    /// Show that one no longer is.
    StopTyping(OneConversation),
    /// It reached this device.
    MessageDelivered(UpTo),
    /// It was on screen.
    MessageRead(UpTo),
    /// Give it to an agent.
    AdminAssign(AdminAssign),
    /// Hand it on to an agent or a team.
    TransferChat(TransferChat),
    /// Take what is offered to oneself.
    AcceptOffer(OneConversation),
    /// Pass it on to somebody else.
    DeclineOffer(OneConversation),
    /// Say that it is settled.
    ResolveChat(OneConversation),
    /// Take it up again.
    ReopenChat(OneConversation),
    /// End it for good.
    CloseChat(OneConversation),
    /// Say how well one was helped.
    RateChat(RateChat),
    /// Choose one's own availability.
    SetAvailability(SetAvailability),
    /// Stay connected under a newer token.
    RefreshToken(RefreshToken),
    /// Say which rows a list shows, so that only they are updated.
    WatchConversations(WatchConversations),
    /// Say which page one is on.
    SetContext(SetContext),
    /// Say whether one looks at the board.
    WatchBoard(WatchBoard),
}

/// The names under which requests are known, in lower case with underscores. A door folds its own spelling
/// (hyphens, capitals) into these.
pub const REQUEST_NAMES: [&str; 22] = [
    "join_chat",
    "join_session",
    "leave_chat",
    "send_message",
    "add_note",
    "typing",
    "stop_typing",
    "message_delivered",
    "message_read",
    "admin_assign",
    "transfer_chat",
    "accept_offer",
    "decline_offer",
    "resolve_chat",
    "reopen_chat",
    "close_chat",
    "rate_chat",
    "set_availability",
    "refresh_token",
    "watch_conversations",
    "set_context",
    "watch_board",
];

impl Request {
    /// Reads a request by its folded name (see [`REQUEST_NAMES`]).
    ///
    /// # Errors
    /// `invalid` for an unknown name, or with the field that is missing or wrong.
    pub fn decode(name: &str, json: &[u8]) -> Result<Self, Refusal> {
        fn of<T: DeserializeOwned>(json: &[u8], wrap: fn(T) -> Request) -> Result<Request, Refusal> {
            decode::object(json).map(wrap)
        }
        match name {
            "join_chat" | "join_session" => of(json, Self::JoinChat),
            "leave_chat" => of(json, Self::LeaveChat),
            "send_message" => of(json, Self::SendMessage),
            "add_note" => of(json, Self::AddNote),
            "typing" => of(json, Self::Typing),
            "stop_typing" => of(json, Self::StopTyping),
            "message_delivered" => of(json, Self::MessageDelivered),
            "message_read" => of(json, Self::MessageRead),
            "admin_assign" => of(json, Self::AdminAssign),
            "transfer_chat" => of(json, Self::TransferChat),
            "accept_offer" => of(json, Self::AcceptOffer),
            "decline_offer" => of(json, Self::DeclineOffer),
            "resolve_chat" => of(json, Self::ResolveChat),
            "reopen_chat" => of(json, Self::ReopenChat),
            "close_chat" => of(json, Self::CloseChat),
            "rate_chat" => of(json, Self::RateChat),
            "set_availability" => of(json, Self::SetAvailability),
            "refresh_token" => of(json, Self::RefreshToken),
            "watch_conversations" => of(json, Self::WatchConversations),
            "set_context" => of(json, Self::SetContext),
            "watch_board" => of(json, Self::WatchBoard),
            _ => Err(Refusal::invalid("event", "This event is not known.")),
        }
    }
}

/// Say which page one is on (customers). Each time all of it; agents alone are shown it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetContext {
    /// The page's address.
    #[serde(default)]
    pub url: Option<String>,
    /// Its title.
    #[serde(default)]
    pub title: Option<String>,
    /// The language one reads, as browsers name it.
    #[serde(default)]
    pub language: Option<String>,
    /// The IANA name of one's time zone.
    #[serde(default)]
    pub time_zone: Option<String>,
}

/// Open a conversation. A customer without `conversationId` gets their live chat, made if there is none.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JoinChat {
    /// Exactly this one.
    #[serde(default)]
    pub conversation_id: Option<Uuid>,
    /// Through this inbox (customers; the token's, else the only one, when absent).
    #[serde(default)]
    pub inbox_id: Option<Uuid>,
    /// A brief topic for a new one.
    #[serde(default)]
    pub subject: Option<String>,
    /// The oldest entries after this seq instead of the newest of all.
    #[serde(default)]
    pub after_seq: Option<u64>,
    /// Entries wanted, 50 when absent, 200 at most.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// Something about one conversation.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OneConversation {
    /// Which conversation.
    pub conversation_id: Uuid,
}

/// Write to the other side.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SendMessage {
    /// In which conversation.
    pub conversation_id: Uuid,
    /// The sender's own name for it: 1 to 64 printable ASCII characters.
    pub client_id: String,
    /// The text: 1 to 5000 characters; beside a file it may be empty.
    pub content: String,
    /// Files uploaded by this sender, 10 at most.
    #[serde(default)]
    pub attachment_ids: Option<Vec<Uuid>>,
    /// A JSON object of at most 4 KiB.
    #[serde(default)]
    #[schema(value_type = Option<std::collections::BTreeMap<String, serde_json::Value>>)]
    pub metadata: Option<Box<RawValue>>,
}

/// Write for colleagues.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddNote {
    /// In which conversation.
    pub conversation_id: Uuid,
    /// The sender's own name for it.
    pub client_id: String,
    /// The text.
    pub content: String,
    /// Colleagues it names, 20 at most: they are told, and follow the conversation from then on.
    #[serde(default)]
    pub mentions: Vec<Uuid>,
}

/// Move one's own watermark.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpTo {
    /// In which conversation.
    pub conversation_id: Uuid,
    /// Everything up to this seq.
    pub up_to_seq: u64,
}

/// Give a conversation to an agent.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdminAssign {
    /// Which conversation.
    pub conversation_id: Uuid,
    /// To whom; oneself when absent.
    #[serde(default)]
    pub agent_id: Option<Uuid>,
}

/// Say how well one was helped, once it is resolved or closed. It can be changed for a day.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RateChat {
    /// Which conversation.
    pub conversation_id: Uuid,
    /// From 1, badly, to 5, well.
    #[schema(minimum = 1, maximum = 5)]
    pub score: u8,
    /// In one's own words, at most 1000 characters.
    #[serde(default)]
    pub comment: Option<String>,
}

/// Choose one's own availability.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetAvailability {
    /// What to declare.
    pub availability: Availability,
}

/// Stay connected under a newer token of the same person and role.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RefreshToken {
    /// The newer token.
    pub token: String,
}

impl std::fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RefreshToken")
    }
}

/// Rows a session may watch at once.
pub const WATCHED_MAX: usize = 200;

/// Say which rows a list shows: previews, unread counts and heads are then sent for these alone.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WatchConversations {
    /// All rows shown now, 200 at most.
    pub conversation_ids: Vec<Uuid>,
}

/// Say whether one looks at the board: it is sent when it changes, at most once a second, until one says no.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
pub struct WatchBoard {
    /// Whether one looks at it.
    pub on: bool,
}
