//! Sent, delivered, read.

use deskbell_conformance::Deskbell;
use serde_json::json;

use crate::ana_and_bo;

#[tokio::test]
async fn the_sender_sees_when_it_arrived_and_when_it_was_read() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let seq = bo.says("your parcel is here").await["seq"].clone();
    ana.sees("your parcel is here").await;
    bo.forgets();
    ana.does("message-delivered", json!({ "upToSeq": seq })).await;
    let status = bo.hears("message-status").await;
    assert_eq!(status["participant"]["type"], "customer");
    assert_eq!((&status["deliveredSeq"], &status["conversationId"]), (&seq, &json!(bo.conversation)));
    assert!(status["readSeq"].as_u64() < seq.as_u64());
    ana.does("message-read", json!({ "upToSeq": seq })).await;
    let status = bo.hears("message-status").await;
    assert_eq!((&status["deliveredSeq"], &status["readSeq"]), (&seq, &seq));

    let rejoined = bo.joins(&bo.conversation.clone()).await;
    let receipts = rejoined["conversation"]["receipts"].as_array().unwrap();
    let ana_at = receipts.iter().find(|one| one["participant"]["type"] == "customer").unwrap();
    assert_eq!(ana_at["readSeq"], seq, "a reload shows it again");
}

#[tokio::test]
async fn the_customer_sees_that_an_agent_has_read() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    bo.says("hi").await;
    let seq = ana.says("thank you").await["seq"].clone();
    bo.sees("thank you").await;
    bo.does("message-read", json!({ "upToSeq": seq })).await;
    let status = ana.hears_where("message-status", |status| status["readSeq"] == seq).await;
    assert_eq!(
        (&status["participant"]["type"], &status["participant"]["name"]),
        (&json!("agent"), &json!("Bo"))
    );
    assert!(status["participant"].get("id").is_none());
}

#[tokio::test]
async fn a_mark_never_goes_back_and_never_past_what_is_there() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let seq = bo.says("one").await["seq"].as_u64().unwrap();
    ana.sees_it("assigned").await;
    bo.forgets();
    ana.does("message-read", json!({ "upToSeq": 1_000_000 })).await;
    let read = bo.hears("message-status").await["readSeq"].as_u64().unwrap();
    assert_eq!(read, seq + 1, "up to the newest entry there is");
    ana.does("message-read", json!({ "upToSeq": 1 })).await;
    ana.does("message-delivered", json!({ "upToSeq": 1 })).await;
    let next = bo.says("two").await["seq"].as_u64().unwrap();
    ana.sees("two").await;
    ana.does("message-read", json!({ "upToSeq": next })).await;
    assert_eq!(bo.hears("message-status").await["readSeq"], next, "going back was no news");
}

#[tokio::test]
async fn a_closed_conversation_can_still_be_read() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let seq = bo.says("goodbye").await["seq"].clone();
    bo.does("close-chat", json!({})).await;
    ana.sees_it("closed").await;
    ana.does("message-read", json!({ "upToSeq": seq })).await;
    bo.hears_where("message-status", |status| status["readSeq"] == seq).await;
}
