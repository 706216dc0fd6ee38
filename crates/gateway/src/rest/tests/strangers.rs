//! What is somebody else's does not exist, at any address.

use deskbell_app::Settings;
use deskbell_domain::{Role, agent::Sight};
use serde_json::{Value, json};

use super::stage::{Person, Stage, signed, uuid};

/// Every way to name a conversation, with a body that would do for one's own.
fn ways(id: &str, agent: &str) -> Vec<(&'static str, String, Option<Value>)> {
    let at = |rest: &str| format!("conversations/{id}{rest}");
    vec![
        ("GET", at(""), None),
        ("PATCH", at(""), Some(json!({"subject": "Mine now"}))),
        ("GET", at("/timeline"), None),
        ("GET", at("/timeline?after=0&limit=1"), None),
        ("POST", at("/messages"), Some(json!({"content": "Hello"}))),
        ("POST", at("/notes"), Some(json!({"content": "Hello"}))),
        ("POST", at("/assign"), Some(json!({"agentId": agent}))),
        ("POST", at("/assign"), Some(json!({"agentId": null}))),
        ("POST", at("/resolve"), None),
        ("POST", at("/reopen"), None),
        ("POST", at("/close"), None),
        ("POST", at("/read"), Some(json!({"upToSeq": 1}))),
    ]
}

async fn is_hidden(stage: &Stage, stranger: &Person, id: &str, agent: &str) {
    for (method, path, body) in ways(id, agent) {
        let answer = stage.send(signed(stranger, method, &path), body).await;
        assert_eq!(answer.status, 404, "{method} {path}: {}", answer.text());
        answer.refused(404, "not_found");
    }
}

#[tokio::test]
async fn another_customers_conversation_does_not_exist() {
    let stage = Stage::new().await;
    let (ana, li) = (stage.visitor().await, stage.visitor().await);
    let bo = stage.agent("Bo", Role::Agent).await;
    let id = stage.conversation_of(&ana).await;
    is_hidden(&stage, &li, &id, &bo.id).await;
    let unknown = uuid(77).to_string();
    is_hidden(&stage, &li, &unknown, &bo.id).await;
    is_hidden(&stage, &bo, &unknown, &bo.id).await;
    is_hidden(&stage, &bo, "not-an-id", &bo.id).await;
    assert_eq!(
        stage.get(&ana, &format!("conversations/{id}")).await.expect(200)["conversation"]["headSeq"],
        2
    );
}

#[tokio::test]
async fn an_agent_who_sees_their_own_alone_does_not_know_of_a_colleagues() {
    let settings = Settings { agents_see: Sight::Own, ..Settings::default() };
    let stage = Stage::with(settings, |_| {}).await;
    let ana = stage.visitor().await;
    let (bo, cy) = (stage.agent("Bo", Role::Agent).await, stage.agent("Cy", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    stage.ask(&bo, "POST", &format!("conversations/{id}/assign"), json!({})).await.expect(200);
    is_hidden(&stage, &cy, &id, &bo.id).await;
    assert_eq!(stage.get(&cy, "conversations").await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn without_a_token_or_with_a_bad_one_there_is_nothing() {
    let stage = Stage::new().await;
    let ana = stage.visitor().await;
    let id = stage.conversation_of(&ana).await;
    let nobody = Person { id: String::new(), token: "eyJhbGciOiJub25lIn0.e30.".to_owned() };
    for (method, path, body) in ways(&id, &id) {
        stage.send(signed(&nobody, method, &path), body).await.refused(401, "unauthorized");
    }
    for path in ["me", "conversations", "agents", "customers/x", "inboxes"] {
        let bare = axum::http::Request::get(super::stage::api(path));
        stage.send(bare, None).await.refused(401, "unauthorized");
    }
}
