//! The conversations, for as long as the process lives: the newest page of each, and who is in it.

use std::{
    collections::{HashMap, VecDeque},
    rc::Rc,
};

use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use uuid::Uuid;

use crate::packet::Payload;

/// Entries that a page, and so a conversation, holds.
const PAGE: usize = 50;

/// Somebody connected.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) session: u64,
    pub(crate) sub: Rc<str>,
    pub(crate) name: Rc<str>,
    pub(crate) customer: bool,
    /// Where they hear of what others say.
    pub(crate) hears: mpsc::Sender<Utf8Bytes>,
}

/// All conversations.
#[derive(Default)]
pub(crate) struct Talk {
    conversations: HashMap<String, Conversation>,
    live: HashMap<Rc<str>, String>,
}

struct Conversation {
    owner: Rc<str>,
    head: u64,
    newest: VecDeque<Kept>,
    members: Vec<Person>,
}

/// A message, as JSON, and by which a resend of it is known.
struct Kept {
    seq: u64,
    sender: Rc<str>,
    client_id: String,
    json: Rc<str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    id: String,
    conversation_id: &'a str,
    seq: u64,
    prev_seq: u64,
    kind: &'static str,
    client_id: &'a str,
    content: &'a str,
    attachments: [(); 0],
    sender: Sender<'a>,
    created_at: String,
}

#[derive(Serialize)]
struct Sender<'a> {
    key: &'a str,
    #[serde(rename = "type")]
    side: &'static str,
    name: &'a str,
}

impl Talk {
    /// Opens a conversation: what is answered, as the inside of an object. None where there is none to open.
    #[allow(clippy::disallowed_methods, reason = "there is no hall here to take identifiers from")]
    pub(crate) fn join(&mut self, person: &Person, payload: &Payload<'_>) -> Option<String> {
        let id = match &payload.conversation_id {
            Some(id) => id.to_string(),
            None if person.customer => {
                let sub = Rc::clone(&person.sub);
                self.live.entry(sub).or_insert_with(|| Uuid::now_v7().to_string()).clone()
            }
            None => return None,
        };
        if payload.conversation_id.is_none() {
            self.conversations.entry(id.clone()).or_insert_with(|| Conversation {
                owner: Rc::clone(&person.sub),
                head: 0,
                newest: VecDeque::new(),
                members: Vec::new(),
            });
        }
        let conversation = self.conversations.get_mut(&id)?.of(person)?;
        conversation.leave(person.session);
        conversation.members.push(person.clone());
        let after = payload.after_seq.unwrap_or(0);
        let page = conversation.newest.iter().filter(|kept| kept.seq > after);
        let page = page.map(|kept| &*kept.json).collect::<Vec<_>>().join(",");
        let head = conversation.head;
        Some(format!(
            r#""conversation":{{"id":"{id}","kind":"chat","status":"open","headSeq":{head}}},"entries":[{page}]"#
        ))
    }

    /// Says something: what is answered, as the inside of an object, and what everybody else hears.
    pub(crate) fn send(&mut self, person: &Person, payload: &Payload<'_>) -> Option<String> {
        let (id, client_id) = (payload.conversation_id.as_deref()?, payload.client_id.as_deref()?);
        let conversation = self.conversations.get_mut(id)?.of(person)?;
        let known = |kept: &&Kept| kept.client_id == client_id && kept.sender == person.sub;
        if let Some(kept) = conversation.newest.iter().rev().find(known) {
            return Some(format!(r#""message":{}"#, kept.json));
        }
        conversation.head += 1;
        let json = entry(id, conversation.head, client_id, payload.content.as_deref()?, person)?;
        let heard = Utf8Bytes::from(format!(r#"42/chat,["new-message",{json}]"#));
        for member in conversation.members.iter().filter(|member| member.session != person.session) {
            // Whoever does not listen misses it; nothing is stored here that they could catch up with.
            drop(member.hears.try_send(heard.clone()));
        }
        let answer = format!(r#""message":{json}"#);
        if conversation.newest.len() == PAGE {
            conversation.newest.pop_front();
        }
        let (seq, sender) = (conversation.head, Rc::clone(&person.sub));
        conversation.newest.push_back(Kept {
            seq,
            sender,
            client_id: client_id.to_owned(),
            json: json.into(),
        });
        Some(answer)
    }

    /// Somebody is gone from a conversation.
    pub(crate) fn leave(&mut self, id: &str, session: u64) {
        if let Some(conversation) = self.conversations.get_mut(id) {
            conversation.leave(session);
        }
    }
}

impl Conversation {
    /// This conversation, where it is one that this person may see.
    fn of(&mut self, person: &Person) -> Option<&mut Self> {
        (!person.customer || self.owner == person.sub).then_some(self)
    }

    fn leave(&mut self, session: u64) {
        self.members.retain(|member| member.session != session);
    }
}

#[allow(clippy::disallowed_methods, reason = "there is no hall here to take time and identifiers from")]
fn entry(id: &str, seq: u64, client_id: &str, content: &str, person: &Person) -> Option<String> {
    let side = if person.customer { "customer" } else { "agent" };
    let entry = Entry {
        id: Uuid::now_v7().to_string(),
        conversation_id: id,
        seq,
        prev_seq: seq - 1,
        kind: "message",
        client_id,
        content,
        attachments: [],
        sender: Sender { key: &person.sub, side, name: &person.name },
        created_at: Timestamp::now().to_string(),
    };
    serde_json::to_string(&entry).ok()
}
