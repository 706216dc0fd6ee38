//! `conversation-updated`: what changes in somebody's list, and how soon.

use std::time::Duration;

use deskbell_conformance::{Deskbell, Person};
use serde_json::{Value, json};

use crate::ana_and_bo;

fn of(conversation: &str) -> impl Fn(&Value) -> bool {
    move |row: &Value| row["conversation"]["id"] == conversation
}

async fn rows_of(person: &mut Person, conversation: &str) -> usize {
    person.catches_up().await;
    person.heard("conversation-updated").into_iter().filter(|row| of(conversation)(row)).count()
}

#[tokio::test]
async fn a_new_conversation_appears_in_the_desk_at_once() {
    let desk = Deskbell::with(|settings| settings.row_interval = Duration::from_secs(3600)).await;
    let mut bo = desk.agent("Bo").await;
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    ana.says("hello").await;
    let row = bo.hears_where("conversation-updated", of(&ana.conversation)).await;
    let row = &row["conversation"];
    assert_eq!((&row["lastMessage"]["content"], &row["unreadCount"]), (&json!("hello"), &json!(1)));
    assert_eq!((&row["customer"]["name"], &row["needsReply"]), (&json!("Ana"), &json!(true)));
    assert!(row["queuedAt"].is_string());
}

#[tokio::test]
async fn status_assignment_and_fields_are_told_at_once() {
    let desk = Deskbell::with(|settings| settings.row_interval = Duration::from_secs(3600)).await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    bo.does("admin-assign", json!({})).await;
    cleo.hears_where("conversation-updated", |row| row["conversation"]["status"] == "active").await;
    let at = format!("/api/v1/conversations/{}", bo.conversation);
    bo.http.patch(&at, json!({ "priority": "high", "labels": ["vip"] })).await.unwrap().ok().unwrap();
    let row = cleo.hears_where("conversation-updated", |row| row["conversation"]["priority"] == "high").await;
    assert_eq!(row["conversation"]["labels"], json!(["vip"]));
    ana.http.patch(&at, json!({ "subject": "My parcel" })).await.unwrap().ok().unwrap();
    let named = |row: &Value| row["conversation"]["subject"] == "My parcel";
    cleo.hears_where("conversation-updated", named).await;
    ana.hears_where("conversation-updated", named).await;
}

#[tokio::test]
async fn a_burst_of_messages_is_few_updates_and_the_last_one_is_true() {
    let desk = Deskbell::with(|settings| {
        settings.messages_per_minute = 0;
        settings.events_per_second = 0;
    })
    .await;
    let (mut ana, _bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    for number in 1..=30 {
        ana.says(&format!("line {number}")).await;
    }
    let last = |row: &Value| row["conversation"]["lastMessage"]["content"] == "line 30";
    let row = cleo.hears_where("conversation-updated", last).await;
    assert_eq!(row["conversation"]["unreadCount"], 31);
    let told = rows_of(&mut cleo, &ana.conversation).await;
    assert!(told < 10, "{told} updates for 30 messages");
}

#[tokio::test]
async fn a_list_that_says_what_it_shows_hears_of_these_rows_alone() {
    let desk = Deskbell::with(|settings| settings.row_interval = Duration::from_millis(50)).await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut eve = desk.customer("Eve").await;
    eve.opens_a_chat().await;
    eve.says("good morning").await;
    let mut cleo = desk.agent("Cleo").await;
    cleo.does("watch-conversations", json!({ "conversationIds": [eve.conversation] })).await;

    ana.says("not on Cleo's screen").await;
    bo.hears_where("conversation-updated", |row| {
        row["conversation"]["lastMessage"]["content"] == "not on Cleo's screen"
    })
    .await;
    eve.says("on Cleo's screen").await;
    let seen = cleo.hears_where("conversation-updated", of(&eve.conversation)).await;
    assert_eq!(seen["conversation"]["lastMessage"]["content"], "on Cleo's screen");
    assert_eq!(rows_of(&mut cleo, &ana.conversation).await, 0);

    bo.does("admin-assign", json!({})).await;
    cleo.hears_where("conversation-updated", of(&ana.conversation)).await;
    let many: Vec<String> = (0..201).map(|_| eve.conversation.clone()).collect();
    assert_eq!(cleo.is_refused("watch-conversations", json!({ "conversationIds": many })).await, "invalid");
}

#[tokio::test]
async fn a_customers_own_list_follows_on_every_page() {
    let desk = Deskbell::start().await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let mut tab = ana.connects_again().await;
    bo.says("look here").await;
    let row = tab
        .hears_where("conversation-updated", |row| {
            row["conversation"]["lastMessage"]["content"] == "look here"
        })
        .await;
    assert_eq!(row["conversation"]["unreadCount"], 1);
}
