//! Chat switched off for everybody.

use deskbell_conformance::{Deskbell, Server, free_port};
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

#[tokio::test]
async fn what_was_sent_before_is_acknowledged_again() {
    let dir = tempfile::tempdir().unwrap();
    let port = free_port();
    let server = Server::start(dir.path(), port, &[]).await;
    let mut ana = server.customer("Ana").await;
    ana.opens_a_chat().await;
    let first = ana.sends("one", "hello").await.unwrap();
    assert!(server.terminate().await.success());
    let server = Server::start(dir.path(), port, &[("DESKBELL_CHAT_ENABLED", "false")]).await;
    let ana = ana.loses_the_line().comes_back_to(&server).await;
    assert_eq!(ana.sends("one", "hello").await.unwrap(), first);
    assert!(ana.sends("two", "anybody?").await.is_err());
}
