//! Unread counts: from one's own cursor, whatever others do.

use deskbell_conformance::{Deskbell, Person};
use serde_json::{Value, json};

use crate::ana_and_bo;

async fn unread_of(person: &Person) -> Value {
    let listed = person.lists().await;
    let row =
        listed.iter().find(|row| row["id"] == person.conversation).expect("the conversation in the list");
    row["unreadCount"].clone()
}

#[tokio::test]
async fn what_the_other_side_wrote_counts_until_i_read_it() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    assert_eq!(unread_of(&ana).await, 0, "what I wrote is not unread");
    assert_eq!(unread_of(&bo).await, 1);
    bo.says("one").await;
    let second = bo.says("two").await["seq"].as_u64().unwrap();
    assert_eq!(unread_of(&ana).await, 2);
    ana.does("message-read", json!({ "upToSeq": second - 1 })).await;
    assert_eq!(unread_of(&ana).await, 1);
    ana.does("message-read", json!({ "upToSeq": second })).await;
    assert_eq!(unread_of(&ana).await, 0);
    let told = ana.hears_where("conversation-updated", |row| row["conversation"]["unreadCount"] == 0).await;
    assert_eq!(told["conversation"]["id"], ana.conversation);
    assert_eq!(unread_of(&bo).await, 1, "answering is not reading");
}

#[tokio::test]
async fn a_note_an_activity_or_a_colleagues_glance_changes_nothing() {
    let desk = Deskbell::start().await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    cleo.joins(&ana.conversation).await;
    assert_eq!(unread_of(&cleo).await, 1);
    bo.notes("a note").await;
    bo.does("admin-assign", json!({})).await;
    bo.does("message-read", json!({ "upToSeq": 100 })).await;
    assert_eq!(unread_of(&cleo).await, 1);
    assert_eq!(unread_of(&bo).await, 0);
    assert_eq!(unread_of(&ana).await, 0);
}

#[tokio::test]
async fn reading_on_one_device_clears_the_badge_on_the_other() {
    let desk = Deskbell::start().await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let mut phone = ana.connects_again().await;
    let seq = bo.says("news").await["seq"].clone();
    phone.hears_where("conversation-updated", |row| row["conversation"]["unreadCount"] == 1).await;
    ana.does("message-read", json!({ "upToSeq": seq })).await;
    phone.hears_where("conversation-updated", |row| row["conversation"]["unreadCount"] == 0).await;
}
