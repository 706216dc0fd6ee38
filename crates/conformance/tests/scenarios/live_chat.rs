//! One live chat per customer and inbox.

use std::collections::HashSet;

use deskbell_conformance::Deskbell;
use serde_json::{Value, json};

use crate::ana_and_bo;

#[tokio::test]
async fn however_many_devices_open_it_at_once_it_is_one_chat() {
    let desk = Deskbell::start().await;
    let ana = desk.customer("Ana").await;
    let mut devices = Vec::new();
    for _ in 0..8 {
        devices.push(ana.connects_again().await);
    }
    let mut opening = tokio::task::JoinSet::new();
    for mut device in devices {
        opening.spawn(async move {
            device.opens_a_chat().await;
            device.conversation
        });
    }
    let chats: HashSet<String> = opening.join_all().await.into_iter().collect();
    assert_eq!(chats.len(), 1);
}

#[tokio::test]
async fn one_comes_back_to_the_same_chat_until_it_is_closed() {
    let desk = Deskbell::start().await;
    let (ana, bo) = ana_and_bo(&desk).await;
    let mut tab = ana.connects_again().await;
    tab.opens_a_chat().await;
    assert_eq!(tab.conversation, ana.conversation);
    bo.does("resolve-chat", json!({})).await;
    let mut tab = ana.connects_again().await;
    tab.opens_a_chat().await;
    assert_eq!(tab.conversation, ana.conversation, "a resolved one is still live");
    bo.does("close-chat", json!({})).await;
    let mut tab = ana.connects_again().await;
    let opened = tab.opens_a_chat().await;
    assert_ne!(tab.conversation, ana.conversation);
    assert_eq!(opened["conversation"]["previousConversationId"], ana.conversation);
}

#[tokio::test]
async fn starting_anew_closes_a_resolved_one_and_is_refused_beside_an_open_one() {
    let desk = Deskbell::start().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let start =
        |text: &str| ana.http.post("/api/v1/conversations", json!({ "message": text, "subject": "Anew" }));
    assert_eq!(start("second").await.unwrap().status, 409);
    bo.does("resolve-chat", json!({})).await;
    let started = start("third").await.unwrap().ok().unwrap();
    assert_eq!(started["conversation"]["subject"], "Anew");
    assert_eq!(started["conversation"]["previousConversationId"], ana.conversation);
    ana.sees_it("closed").await;
    let listed: Vec<Value> = ana.lists().await;
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0]["id"], started["conversation"]["id"], "the newest stands first");
}
