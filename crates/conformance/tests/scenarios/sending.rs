//! Writing, and what both sides see of it.

use deskbell_conformance::{Deskbell, contents};
use serde_json::json;

use crate::ana_and_bo;

#[tokio::test]
async fn what_one_side_writes_the_other_sees_at_once() {
    let desk = Deskbell::start().await;
    let mut ana = desk.customer("Ana").await;
    let opened = ana.opens_a_chat().await;
    assert_eq!(opened["conversation"]["status"], "open");
    let sent = ana.says("hello").await;
    assert_eq!((&sent["kind"], &sent["content"]), (&json!("message"), &json!("hello")));

    let mut bo = desk.agent("Bo").await;
    let joined = bo.joins(&ana.conversation).await;
    assert_eq!(contents(joined["entries"].as_array().unwrap()), ["hello"]);
    assert_eq!(bo.hears("chat-history").await, joined);

    let answer = bo.says("hi Ana").await;
    let seen = ana.sees("hi Ana").await;
    assert_eq!(seen["seq"], answer["seq"]);
    assert_eq!(seen["conversationId"], ana.conversation);
    assert_eq!((&seen["sender"]["type"], &seen["sender"]["name"]), (&json!("agent"), &json!("Bo")));
    assert!(seen["sender"].get("id").is_none(), "customers do not learn an agent's id");
    assert!(answer["sender"]["id"].is_string());

    ana.says("how are you?").await;
    bo.sees("how are you?").await;
}

#[tokio::test]
async fn ones_own_message_comes_back_to_ones_other_devices_and_not_to_the_one_that_sent_it() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut phone = ana.on_another_device().await;
    let sent = ana.says("from the laptop").await;
    let seen = phone.sees("from the laptop").await;
    assert_eq!(seen["clientId"], sent["clientId"]);
    bo.says("got it").await;
    ana.sees("got it").await;
    assert_eq!(contents(&cloned(&ana.heard("new-message"))), ["got it"]);
}

#[tokio::test]
async fn a_message_sent_twice_is_there_once() {
    let desk = Deskbell::start().await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let first = ana.sends("same", "only once").await.unwrap();
    let again = ana.sends("same", "only once").await.unwrap();
    assert_eq!(first, again);
    let other = ana.sends("same", "something else").await.unwrap_err();
    assert_eq!(other.code(), Some("conflict"));

    ana.sends("next", "the next").await.unwrap();
    bo.sees("the next").await;
    assert_eq!(contents(&cloned(&bo.heard("new-message"))), ["only once", "the next"]);
    assert_eq!(contents(&ana.reads_the_timeline().await), ["hello", "only once", "the next"]);
}

#[tokio::test]
async fn sent_from_two_devices_at_the_same_moment_it_is_there_once() {
    let desk = Deskbell::start().await;
    let (ana, bo) = ana_and_bo(&desk).await;
    let phone = ana.on_another_device().await;
    for round in 0..10 {
        let (id, text) = (format!("round-{round}"), format!("round {round}"));
        let (one, other) = tokio::join!(ana.sends(&id, &text), phone.sends(&id, &text));
        assert_eq!(one.unwrap(), other.unwrap());
    }
    assert_eq!(contents(&bo.reads_the_timeline().await).len(), 11);
}

#[tokio::test]
async fn a_resend_is_acknowledged_although_one_writes_too_fast() {
    let desk = Deskbell::with(|settings| settings.messages_per_minute = 2).await;
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    let first = ana.sends("a", "one").await.unwrap();
    ana.sends("b", "two").await.unwrap();
    assert_eq!(ana.sends("c", "three").await.unwrap_err().code(), Some("rate_limited"));
    assert_eq!(ana.sends("a", "one").await.unwrap(), first);
    assert_eq!(ana.sends("a", "another").await.unwrap_err().code(), Some("conflict"));
}

#[tokio::test]
async fn a_resend_is_acknowledged_although_the_conversation_is_closed() {
    let desk = Deskbell::start().await;
    let (ana, bo) = ana_and_bo(&desk).await;
    let first = ana.sends("last", "my last words").await.unwrap();
    bo.does("close-chat", json!({})).await;
    assert_eq!(ana.sends("last", "my last words").await.unwrap(), first);
    assert_eq!(ana.sends("more", "and more").await.unwrap_err().code(), Some("conversation_closed"));
}

#[tokio::test]
async fn a_text_that_cannot_be_sent_is_refused_with_its_reason() {
    let desk = Deskbell::start().await;
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    let refused = async |text: &str| ana.sends("id", text).await.unwrap_err().code().map(str::to_owned);
    assert_eq!(refused("").await.as_deref(), Some("content_empty"));
    assert_eq!(refused(" \n\t\u{2003}").await.as_deref(), Some("content_empty"));
    assert_eq!(refused(&"é".repeat(5001)).await.as_deref(), Some("content_too_long"));
    assert_eq!(refused("a\u{0}b").await.as_deref(), Some("invalid"));
    let long = "🦀".repeat(5000);
    assert_eq!(ana.sends("long", &long).await.unwrap()["content"], long);
    let spaced = "  two\n lines ";
    assert_eq!(ana.sends("spaced", spaced).await.unwrap()["content"], spaced);
    for client_id in ["", "ünicode", &"x".repeat(65)] {
        assert_eq!(ana.sends(client_id, "text").await.unwrap_err().code(), Some("invalid"), "{client_id:?}");
    }
}

#[tokio::test]
async fn a_program_may_attach_its_own_facts_to_a_message() {
    let desk = Deskbell::start().await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let facts = json!({ "page": "/cart", "items": [1, 2] });
    let message = |facts| json!({ "clientId": "f", "content": "help", "metadata": facts });
    ana.does("send-message", message(facts.clone())).await;
    assert_eq!(bo.sees("help").await["metadata"], facts);
    // Facts are gathered anew when it is sent again; it says the same.
    let again = ana.does("send-message", message(json!({ "page": "/help" }))).await;
    assert_eq!(again["message"]["metadata"], facts);
    let big = json!({ "big": "x".repeat(4096) });
    assert_eq!(ana.is_refused("send-message", message(big)).await, "invalid");
    assert_eq!(ana.is_refused("send-message", message(json!([1]))).await, "invalid");
}

#[tokio::test]
async fn names_with_hyphens_and_underscores_are_the_same() {
    let desk = Deskbell::start().await;
    let mut ana = desk.customer("Ana").await;
    let joined = ana.does("join_session", json!({})).await;
    ana.conversation = joined["conversation"]["id"].as_str().unwrap().to_owned();
    let sent = ana.does("send_message", json!({ "clientId": "u", "content": "hello" })).await;
    assert_eq!(sent["message"]["content"], "hello");
    assert_eq!(ana.is_refused("no_such_event", json!({})).await, "invalid");
    assert_eq!(ana.is_refused("send-message", json!({ "content": 5 })).await, "invalid");
}

fn cloned(values: &[&serde_json::Value]) -> Vec<serde_json::Value> {
    values.iter().map(|value| (*value).clone()).collect()
}
