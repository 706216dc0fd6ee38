//! Assign, resolve, reopen, close: who sees what, and what is refused.

use deskbell_conformance::{Deskbell, Role};
use serde_json::{Value, json};

use crate::ana_and_bo;

#[tokio::test]
async fn an_agent_takes_a_conversation_and_both_sides_see_who_helps() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let taken = bo.does("admin-assign", json!({})).await;
    assert_eq!(taken["conversation"]["status"], "active");
    assert_eq!(taken["conversation"]["assigneeId"], bo.id().await);
    let entry = ana.sees_it("assigned").await;
    assert_eq!(entry["activity"]["assignee"]["name"], "Bo");
    assert!(entry["activity"]["assignee"].get("id").is_none());
    bo.sees_it("assigned").await;
    let row = ana.hears_where("conversation-updated", |row| !row["conversation"]["assignee"].is_null()).await;
    assert_eq!(row["conversation"]["assignee"], json!({ "name": "Bo", "avatarUrl": null }));

    let again = bo.does("admin-assign", json!({})).await;
    assert_eq!(
        again["conversation"]["headSeq"], taken["conversation"]["headSeq"],
        "what holds writes nothing"
    );
    assert_eq!(ana.is_refused("admin-assign", json!({})).await, "forbidden");
}

#[tokio::test]
async fn a_conversation_is_given_to_a_colleague() {
    let desk = Deskbell::start().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let cleo = desk.agent("Cleo").await;
    let given = bo.does("admin-assign", json!({ "agentId": cleo.id().await })).await;
    assert_eq!(given["conversation"]["assignee"]["name"], "Cleo");
    assert_eq!(ana.sees_it("assigned").await["activity"]["assignee"]["name"], "Cleo");
    let nobody = "00000000-0000-7000-8000-000000000000";
    assert_eq!(bo.is_refused("admin-assign", json!({ "agentId": nobody })).await, "not_found");
}

#[tokio::test]
async fn the_first_to_answer_takes_it_and_a_colleagues_answer_leaves_it() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    bo.says("hi").await;
    ana.sees_it("assigned").await;
    let mut cleo = desk.agent("Cleo").await;
    cleo.joins(&bo.conversation).await;
    cleo.says("I may know more").await;
    let row = cleo.joins(&bo.conversation).await;
    assert_eq!(row["conversation"]["assignee"]["name"], "Bo");
}

#[tokio::test]
async fn resolved_then_written_to_again_then_closed_for_good() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    bo.says("fixed").await;
    let resolved = bo.does("resolve-chat", json!({})).await;
    assert_eq!(resolved["conversation"]["status"], "resolved");
    assert!(resolved["conversation"]["resolvedAt"].is_string());
    ana.sees_it("resolved").await;
    ana.hears_where("conversation-updated", |row| row["conversation"]["status"] == "resolved").await;

    ana.says("not quite").await;
    bo.sees("not quite").await;
    bo.sees_it("reopened").await;
    ana.sees_it("reopened").await;
    bo.hears_where("conversation-updated", |row| row["conversation"]["status"] == "active").await;

    bo.does("resolve-chat", json!({})).await;
    let reopened = bo.does("reopen-chat", json!({})).await;
    assert_eq!(reopened["conversation"]["status"], "active");

    let closed = bo.does("close-chat", json!({})).await;
    assert_eq!(closed["conversation"]["status"], "closed");
    ana.sees_it("closed").await;
    ana.hears_where("conversation-updated", |row| row["conversation"]["status"] == "closed").await;
}

#[tokio::test]
async fn nothing_happens_any_more_in_a_closed_conversation() {
    let desk = Deskbell::start().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let closed = bo.does("close-chat", json!({})).await;
    ana.sees_it("closed").await;
    let message = json!({ "clientId": "late", "content": "wait" });
    assert_eq!(ana.is_refused("send-message", message.clone()).await, "conversation_closed");
    assert_eq!(ana.is_refused("typing", json!({})).await, "conversation_closed");
    assert_eq!(bo.is_refused("send-message", message.clone()).await, "conversation_closed");
    for event in ["admin-assign", "resolve-chat", "reopen-chat"] {
        assert_eq!(bo.is_refused(event, json!({})).await, "conversation_closed", "{event}");
    }
    let again = bo.does("close-chat", json!({})).await;
    assert_eq!(again["conversation"]["headSeq"], closed["conversation"]["headSeq"]);
}

#[tokio::test]
async fn only_what_was_resolved_can_be_reopened() {
    let desk = Deskbell::start().await;
    let (ana, bo) = ana_and_bo(&desk).await;
    assert_eq!(bo.is_refused("reopen-chat", json!({})).await, "conflict");
    ana.does("resolve-chat", json!({})).await;
    ana.does("reopen-chat", json!({})).await;
    assert_eq!(ana.is_refused("close-chat", json!({})).await, "forbidden");
}

#[tokio::test]
async fn whoever_may_do_it_the_timeline_says_who_did() {
    let desk = Deskbell::start().await;
    let (ana, _bo) = ana_and_bo(&desk).await;
    let mut ada = desk.person(Role::Admin, "Ada").await;
    ada.joins(&ana.conversation).await;
    ada.does("resolve-chat", json!({})).await;
    let timeline = ada.reads_the_timeline().await;
    let resolved = timeline.iter().find(|entry| entry["activity"]["type"] == "resolved").unwrap();
    assert_eq!(resolved["sender"]["name"], "Ada");
    assert_eq!(resolved["activity"]["from"], "open");
    let kinds: Vec<&Value> = timeline.iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(kinds, ["activity", "message", "activity"]);
}
