//! What is said over a live connection, as a table in the document: requests and events by name, with the
//! schemas of their payloads.

use deskbell_protocol::EventName;
use serde_json::{Map, Value, json};

/// Every request: its name on the Socket.IO door, its payload's schema, and its reply's.
const REQUESTS: [(&str, &str, Option<&str>); 21] = [
    ("join-chat", "JoinChat", Some("History")),
    ("leave-chat", "OneConversation", None),
    ("send-message", "SendMessage", Some("MessageReply")),
    ("add-note", "AddNote", Some("MessageReply")),
    ("typing", "OneConversation", None),
    ("stop-typing", "OneConversation", None),
    ("message-delivered", "UpTo", None),
    ("message-read", "UpTo", None),
    ("admin-assign", "AdminAssign", Some("ConversationReply")),
    ("transfer-chat", "TransferChat", Some("ConversationReply")),
    ("accept-offer", "OneConversation", Some("ConversationReply")),
    ("decline-offer", "OneConversation", None),
    ("resolve-chat", "OneConversation", Some("ConversationReply")),
    ("reopen-chat", "OneConversation", Some("ConversationReply")),
    ("close-chat", "OneConversation", Some("ConversationReply")),
    ("rate-chat", "RateChat", Some("ConversationReply")),
    ("set-availability", "SetAvailability", None),
    ("refresh-token", "RefreshToken", Some("Expires")),
    ("watch-conversations", "WatchConversations", None),
    ("set-context", "SetContext", None),
    ("watch-board", "WatchBoard", None),
];

/// The schemas of an event's payload.
fn payloads(event: EventName) -> &'static [&'static str] {
    match event {
        EventName::ChatHistory => &["History"],
        EventName::NewMessage | EventName::Activity => &["Entry"],
        EventName::Typing | EventName::StopTyping => &["Typing"],
        EventName::MessageStatus => &["MessageStatus"],
        EventName::ConversationUpdated => &["ConversationUpdated"],
        EventName::Presence => &["CustomerPresence", "AgentPresence"],
        EventName::TokenExpiring => &["Expires"],
        EventName::QueuePosition => &["QueuePosition"],
        EventName::Offer => &["OfferMade"],
        EventName::Mention => &["Mention"],
        EventName::Board => &["Board"],
    }
}

/// The table.
pub(super) fn contents() -> Value {
    let requests = REQUESTS.iter().map(|(name, payload, reply)| {
        let reply = reply.map_or_else(|| json!({"type": "object"}), schema);
        ((*name).to_owned(), json!({"payload": schema(payload), "reply": reply}))
    });
    let events = EventName::ALL.iter().map(|event| {
        let payload = match payloads(*event) {
            [one] => schema(one),
            several => json!({"oneOf": several.iter().map(|name| schema(name)).collect::<Vec<_>>()}),
        };
        (event.as_str().to_owned(), json!({"payload": payload}))
    });
    json!({
        "description": "Every request carries one object and is acknowledged with `{ok: true}` and the reply's \
                        fields beside it, or `{ok: false, error}` with an ErrorBody. Events carry one object.",
        "requests": Value::Object(requests.collect::<Map<_, _>>()),
        "events": Value::Object(events.collect::<Map<_, _>>()),
    })
}

fn schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[cfg(test)]
mod tests {
    use deskbell_protocol::request::REQUEST_NAMES;

    use super::*;

    #[test]
    fn every_request_is_in_the_table() {
        let named: Vec<_> = REQUESTS.iter().map(|(name, _, _)| name.replace('-', "_")).collect();
        let missing = REQUEST_NAMES.iter().filter(|name| !named.iter().any(|known| known == *name));
        assert_eq!(missing.collect::<Vec<_>>(), [&"join_session"], "an older name of join-chat");
    }

    #[test]
    fn every_payload_is_among_the_schemas() {
        let document = crate::rest::document();
        let schemas = document.components.unwrap().schemas;
        let events = EventName::ALL.iter().flat_map(|event| payloads(*event).iter().copied());
        let requests = REQUESTS.iter().flat_map(|(_, payload, reply)| [*payload].into_iter().chain(*reply));
        for name in events.chain(requests) {
            assert!(schemas.contains_key(name), "{name}");
        }
    }
}
