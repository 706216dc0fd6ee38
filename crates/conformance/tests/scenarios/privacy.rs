//! What customers can never see: notes, each other, and anything of the desk's own.

use deskbell_conformance::{Deskbell, Person, Role};
use serde_json::json;

use crate::ana_and_bo;

#[tokio::test]
async fn somebody_elses_conversation_does_not_exist() {
    let desk = Deskbell::start().await;
    let (ana, _bo) = ana_and_bo(&desk).await;
    let eve = desk.customer("Eve").await;
    let of_ana = |mut payload: serde_json::Value| {
        payload["conversationId"] = ana.conversation.as_str().into();
        payload
    };
    let attempts = [
        ("join-chat", json!({})),
        ("send-message", json!({ "clientId": "e", "content": "it's me" })),
        ("typing", json!({})),
        ("stop-typing", json!({})),
        ("message-read", json!({ "upToSeq": 1 })),
        ("message-delivered", json!({ "upToSeq": 1 })),
        ("resolve-chat", json!({})),
        ("reopen-chat", json!({})),
        ("close-chat", json!({})),
        ("add-note", json!({ "clientId": "e", "content": "psst" })),
    ];
    for (event, payload) in attempts {
        assert_eq!(eve.is_refused(event, of_ana(payload)).await, "not_found", "{event}");
    }
    let at = format!("/api/v1/conversations/{}", ana.conversation);
    for path in [at.clone(), format!("{at}/timeline")] {
        assert_eq!(eve.http.get(&path).await.unwrap().status, 404, "{path}");
    }
    let message = json!({ "content": "it's me" });
    assert_eq!(eve.http.post(&format!("{at}/messages"), message).await.unwrap().status, 404);
    assert!(eve.lists().await.is_empty());
}

#[tokio::test]
async fn nothing_of_the_desk_reaches_a_customer_by_any_event() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut eve = desk.customer("Eve").await;
    eve.opens_a_chat().await;
    eve.says("good morning").await;

    bo.does("admin-assign", json!({})).await;
    bo.notes("a secret note").await;
    let at = format!("/api/v1/conversations/{}", bo.conversation);
    let fields = json!({ "priority": "urgent", "labels": ["secret-label"], "description": "a secret text" });
    bo.http.patch(&at, fields).await.unwrap().ok().unwrap();
    bo.does("set-availability", json!({ "availability": "busy" })).await;
    let bos_id = bo.id().await;
    bo.says("the only public word").await;
    ana.sees("the only public word").await;
    ana.does("message-read", json!({ "upToSeq": 100 })).await;
    bo.does("close-chat", json!({})).await;
    ana.sees_it("closed").await;
    ana.hears_where("conversation-updated", |row| row["conversation"]["status"] == "closed").await;

    for customer in [&mut ana, &mut eve] {
        customer.catches_up().await;
        for secret in ["secret", "urgent", "priority", "labels", "busy", bos_id.as_str(), "customerId"] {
            assert!(!customer.heard_of(secret), "{} heard of {secret}", customer.name);
        }
    }
    for foreign in ["hello", "the only public word", "Bo", ana.conversation.as_str()] {
        assert!(!eve.heard_of(foreign), "Eve heard of {foreign}");
    }
    assert!(!bo.heard_of("good morning") || bo.heard("new-message").is_empty());
}

#[tokio::test]
async fn the_desk_is_closed_to_customers() {
    let desk = Deskbell::start().await;
    let (ana, bo) = ana_and_bo(&desk).await;
    for path in ["/api/v1/agents", "/api/v1/inboxes", "/api/v1/conversations/counts"] {
        let status = ana.http.get(path).await.unwrap().status;
        assert!(matches!(status, 403 | 404), "{path} answered {status}");
    }
    let bos_record = format!("/api/v1/agents/{}", bo.id().await);
    assert_eq!(ana.http.get(&bos_record).await.unwrap().status, 404);
    let watch = json!({ "conversationIds": [ana.conversation] });
    assert_eq!(ana.is_refused("watch-conversations", watch).await, "forbidden");
    let eve = desk.customer("Eve").await;
    let anas_record = format!("/api/v1/customers/{}", ana.id().await);
    assert_eq!(eve.http.get(&anas_record).await.unwrap().status, 404);
}

#[tokio::test]
async fn who_left_a_conversation_hears_no_more_of_it() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    cleo.joins(&bo.conversation).await;
    bo.does("leave-chat", json!({})).await;
    ana.says("anybody?").await;
    cleo.sees("anybody?").await;
    bo.catches_up().await;
    assert!(bo.heard("new-message").is_empty());
}

#[tokio::test]
async fn nobody_comes_in_without_a_token_that_is_good() {
    let desk = Deskbell::start().await;
    for token in
        ["", "nonsense", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwicm9sZSI6ImFkbWluIiwiZXhwIjo5OTk5OTk5OTk5fQ."]
    {
        let refused = deskbell_load::socketio::Line::open(&desk.base, token).await.err().unwrap();
        assert_eq!(refused, deskbell_load::socketio::Gone::Denied { code: "unauthorized".into() });
    }
    assert_eq!(desk.http().get("/api/v1/conversations").await.unwrap().status, 401);
}

#[tokio::test]
async fn an_agent_without_a_name_is_not_called_by_their_address_or_account() {
    let desk = Deskbell::start().await;
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    ana.says("anybody there?").await;
    let token = desk.nameless_token(Role::Agent, "bo@shop.example");
    let mut bo = Person::connect(&desk, "Bo", token).await;
    bo.does("set-availability", json!({ "availability": "online" })).await;
    bo.joins(&ana.conversation).await;
    bo.says("here I am").await;
    assert_eq!(ana.sees("here I am").await["sender"]["name"], "Agent");
    assert_eq!(ana.sees_it("assigned").await["activity"]["assignee"]["name"], "Agent");
    ana.catches_up().await;
    assert!(!ana.heard_of("shop.example"));
}
