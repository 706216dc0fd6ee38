//! Chat switched off for everybody.

use deskbell_conformance::Deskbell;
use serde_json::json;

#[tokio::test]
async fn customers_are_told_and_write_nothing() {
    let desk = Deskbell::with(|settings| settings.chat_enabled = false).await;
    let begun = desk.http().post("/api/v1/visitors", json!({})).await.unwrap();
    assert_eq!((begun.status, &begun.body["code"]), (409, &json!("conflict")));
    let ana = desk.customer("Ana").await;
    assert_eq!(ana.is_refused("join-chat", json!({})).await, "conflict");
    let started = ana.http.post("/api/v1/conversations", json!({ "message": "hello?" })).await.unwrap();
    assert_eq!(started.status, 409);
    assert!(desk.agent("Bo").await.lists().await.is_empty());
}
