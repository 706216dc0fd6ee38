//! How long a connection lasts under its token.

use std::time::Duration;

use deskbell_conformance::{Deskbell, Person, Role};
use deskbell_load::socketio::Gone;
use serde_json::json;

const SOON: Duration = Duration::from_secs(2);

#[tokio::test]
async fn a_connection_ends_with_its_token_and_may_come_back() {
    let desk = Deskbell::start().await;
    let token = desk.token_for(Role::Customer, "Ana", SOON);
    let mut ana = Person::connect(&desk, "Ana", token).await;
    let told = ana.hears("token-expiring").await;
    assert!(told["expiresAt"].is_string());
    let gone = ana.is_sent_away().await;
    assert!(matches!(gone, Gone::Closed { .. }), "{gone:?}");
    desk.customer("Ana").await;
}

#[tokio::test]
async fn a_newer_token_keeps_the_connection() {
    let desk = Deskbell::start().await;
    let short = desk.token_for(Role::Customer, "Ana", SOON);
    let mut kept = Person::connect(&desk, "Ana", short.clone()).await;
    let mut left = Person::connect(&desk, "Ana", short).await;
    kept.opens_a_chat().await;
    let renewed = kept.does("refresh-token", json!({ "token": desk.token(Role::Customer, "Ana") })).await;
    assert!(renewed["expiresAt"].is_string());
    left.is_sent_away().await;
    kept.says("still here").await;
}

#[tokio::test]
async fn nobody_becomes_somebody_else_by_a_newer_token() {
    let desk = Deskbell::start().await;
    let mut bo = desk.agent("Bo").await;
    let cases = [
        (desk.token(Role::Agent, "Cleo"), "forbidden"),
        (desk.token(Role::Admin, "Bo"), "forbidden"),
        (desk.token(Role::Customer, "Bo"), "forbidden"),
        ("nonsense".to_owned(), "unauthorized"),
    ];
    for (token, code) in cases {
        assert_eq!(bo.is_refused("refresh-token", json!({ "token": token })).await, code);
    }
    bo.does("set-availability", json!({ "availability": "online" })).await;
    bo.catches_up().await;
    let ada = desk.person(Role::Admin, "Ada").await;
    let accounts = ada.http.get("/api/v1/agents").await.unwrap().body;
    let accounts: Vec<_> =
        accounts["items"].as_array().unwrap().iter().map(|one| [&one["name"], &one["role"]]).collect();
    assert_eq!(accounts, [["Ada", "admin"], ["Bo", "agent"]], "what is refused leaves no trace");
}
