//! What agents see of each other's work, where the settings say that it is their own alone.

use deskbell_conformance::Deskbell;
use deskbell_domain::agent::Sight;
use serde_json::json;

use crate::ana_and_bo;

async fn desk_of_own_work() -> Deskbell {
    Deskbell::with(|settings| settings.agents_see = Sight::Own).await
}

#[tokio::test]
async fn what_a_colleague_took_is_out_of_sight_from_then_on() {
    let desk = desk_of_own_work().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    cleo.joins(&ana.conversation).await;
    ana.says("for everybody at the desk").await;
    cleo.sees("for everybody at the desk").await;
    bo.sees("for everybody at the desk").await;

    bo.does("admin-assign", json!({})).await;
    bo.notes("for Bo alone").await;
    ana.says("for whoever helps me").await;
    bo.sees("for whoever helps me").await;
    cleo.catches_up().await;
    assert!(!cleo.heard_of("for Bo alone") && !cleo.heard_of("for whoever helps me"));
    let message = json!({ "clientId": "c", "content": "me too" });
    assert_eq!(cleo.is_refused("send-message", message).await, "not_found");
    assert_eq!(cleo.is_refused("join-chat", json!({})).await, "not_found");
    assert!(cleo.lists().await.is_empty());
    assert_eq!(bo.lists().await.len(), 1);
}

#[tokio::test]
async fn what_goes_back_into_the_queue_is_everybodys_again() {
    let desk = desk_of_own_work().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    bo.does("admin-assign", json!({})).await;
    let mut cleo = desk.agent("Cleo").await;
    assert!(cleo.lists().await.is_empty());
    let path = format!("/api/v1/conversations/{}/assign", bo.conversation);
    bo.http.post(&path, json!({ "agentId": null })).await.unwrap().ok().unwrap();
    let waiting = |row: &serde_json::Value| row["conversation"]["assigneeId"].is_null();
    cleo.hears_where("conversation-updated", waiting).await;
    cleo.joins(&ana.conversation).await;
    ana.says("still there?").await;
    cleo.sees("still there?").await;
}
