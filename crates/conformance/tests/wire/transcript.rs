//! The wire as it is: a whole scene, every packet in it, with what differs each time made equal.

use std::collections::HashMap;

use deskbell_conformance::{Deskbell, Role};
use serde_json::{Value, json};

use crate::raw::{Raw, WEBSOCKET};

/// Who said what, in the order in which it was heard.
#[derive(Default)]
struct Transcript {
    lines: Vec<String>,
    names: HashMap<String, String>,
}

impl Transcript {
    fn note(&mut self, who: &str, arrow: char, packet: &str) {
        let brackets = packet.find(['[', '{']).unwrap_or(packet.len());
        let (head, data) = packet.split_at(brackets);
        let data = match serde_json::from_str::<Value>(data) {
            Ok(mut data) => {
                self.name(&mut data, "");
                data.to_string()
            }
            Err(_) => data.to_owned(),
        };
        self.lines.push(format!("{who} {arrow} {head}{data}"));
    }

    /// Gives identifiers names in the order of their coming, and all times one.
    fn name(&mut self, value: &mut Value, key: &str) {
        match value {
            Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| self.name(value, key)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.name(item, key)),
            Value::String(text) if key == "at" || ["At", "Since"].iter().any(|end| key.ends_with(end)) => {
                *text = "TIME".into();
            }
            Value::String(text) if key == "token" => *text = "TOKEN".into(),
            Value::String(text) if key == "sid" => *text = "SID".into(),
            Value::String(text) if is_uuid(text) || key == "key" => {
                let count = self.names.len() + 1;
                *text = self.names.entry(text.clone()).or_insert_with(|| format!("ID-{count}")).clone();
            }
            _ => {}
        }
    }

    async fn ask(&mut self, who: &str, raw: &mut Raw, id: u64, event: &str, payload: Value) -> Value {
        let packet = format!("42/chat,{id}{}", json!([event, payload]));
        self.note(who, '>', &packet);
        raw.says(&packet).await;
        let answer = raw.acknowledged(id).await;
        self.note(who, '<', &format!("43/chat,{id}{}", json!([answer])));
        answer
    }

    /// What came unasked. Between events of different kinds, and between them and answers, there is no order
    /// that a client may rely on; entries have one among themselves.
    async fn heard(&mut self, who: &str, raw: &mut Raw, last: &str) {
        raw.has_seen(last).await;
        let packets = std::mem::take(&mut raw.seen);
        for kinds in [
            &["chat-history", "new-message", "activity"][..],
            &["message-status"],
            &["typing"],
            &["stop-typing"],
        ] {
            for packet in packets.iter().filter(|packet| {
                kinds.iter().any(|kind| packet.starts_with(&format!(r#"42/chat,["{kind}","#)))
            }) {
                self.note(who, '<', packet);
            }
        }
    }

    async fn connect(&mut self, who: &str, desk: &Deskbell, role: Role) -> Raw {
        let mut raw = Raw::open(desk, WEBSOCKET).await;
        raw.connects(&desk.token(role, who)).await;
        raw.hears("40/chat,").await;
        raw.seen.clear();
        self.note(who, '>', r#"40/chat,{"token":""}"#);
        self.note(who, '<', r#"40/chat,{"sid":""}"#);
        let presence = raw.hears(r#"42/chat,["presence""#).await;
        self.note(who, '<', &presence);
        raw
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.bytes().filter(|b| *b == b'-').count() == 4
}

#[tokio::test]
async fn a_first_conversation() {
    let desk = Deskbell::start().await;
    let mut wire = Transcript::default();
    let mut ana = wire.connect("Ana", &desk, Role::Customer).await;
    let joined = wire.ask("Ana", &mut ana, 10, "join-chat", json!({})).await;
    let id = joined["conversation"]["id"].clone();
    let about = |more: Value| {
        let mut payload = json!({ "conversationId": id });
        payload.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        payload
    };
    wire.ask("Ana", &mut ana, 11, "send-message", about(json!({ "clientId": "a1", "content": "Hello?" })))
        .await;
    let mut bo = wire.connect("Bo", &desk, Role::Agent).await;
    wire.ask("Bo", &mut bo, 20, "join-chat", about(json!({}))).await;
    wire.ask("Bo", &mut bo, 21, "message-read", about(json!({ "upToSeq": 2 }))).await;
    wire.ask("Bo", &mut bo, 22, "typing", about(json!({}))).await;
    wire.ask("Bo", &mut bo, 23, "add_note", about(json!({ "clientId": "b1", "content": "A new one" }))).await;
    wire.ask("Bo", &mut bo, 24, "send_message", about(json!({ "clientId": "b2", "content": "Hi Ana" })))
        .await;
    wire.ask("Bo", &mut bo, 25, "resolve-chat", about(json!({}))).await;
    ana.has_seen(r#""type":"resolved""#).await;
    wire.ask("Ana", &mut ana, 12, "add-note", about(json!({ "clientId": "a2", "content": "?" }))).await;
    wire.ask("Ana", &mut ana, 13, "send-message", about(json!({ "clientId": "a1", "content": "Hello?" })))
        .await;
    wire.ask("Ana", &mut ana, 14, "join-chat", json!({ "conversationId": id, "afterSeq": 5 })).await;
    wire.ask("Bo", &mut bo, 26, "set-availability", json!({ "availability": "online" })).await;
    wire.ask("Bo", &mut bo, 27, "close-chat", about(json!({}))).await;
    wire.heard("Ana", &mut ana, r#""type":"closed""#).await;
    wire.heard("Bo", &mut bo, r#""type":"closed""#).await;
    insta::assert_snapshot!(wire.lines.join("\n"));
}
