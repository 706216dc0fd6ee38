//! Internal notes: for colleagues, and nothing a customer could notice.

use deskbell_conformance::{Deskbell, contents, has_no_gap, seqs};
use serde_json::json;

use crate::ana_and_bo;

#[tokio::test]
async fn a_colleague_sees_a_note_and_the_customer_sees_no_gap() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    cleo.joins(&bo.conversation).await;
    let before = bo.says("one moment").await;
    ana.sees("one moment").await;
    let last = ana.hears_an_entry().await;
    assert_eq!(last["activity"]["type"], "assigned", "the first to answer takes it");

    let note = bo.notes("she is a regular").await;
    assert_eq!(note["kind"], "note");
    assert_eq!(cleo.sees("she is a regular").await, note);
    bo.notes("very patient").await;

    let after = bo.says("found it").await;
    let seen = ana.sees("found it").await;
    assert_eq!(seen["prevSeq"], last["seq"], "what is hidden makes no gap");
    assert_eq!(after["prevSeq"].as_u64().unwrap(), after["seq"].as_u64().unwrap() - 1);
    assert!(before["seq"].as_u64() < note["seq"].as_u64());

    let history = ana.reads_the_timeline().await;
    assert!(has_no_gap(&history));
    assert_eq!(contents(&history), ["hello", "one moment", "found it"]);
    let all = bo.reads_the_timeline().await;
    assert_eq!(seqs(&all), (1..=all.len() as u64).collect::<Vec<_>>());
    assert!(!ana.heard_of("regular") && !ana.heard_of("patient"));
}

#[tokio::test]
async fn a_note_at_the_end_is_not_the_customers_newest_message_or_head() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let note = bo.notes("nobody knows").await;
    let rejoined = ana.joins(&ana.conversation.clone()).await;
    assert!(rejoined["conversation"]["headSeq"].as_u64() < note["seq"].as_u64());
    assert_eq!(rejoined["conversation"]["lastMessage"]["content"], "hello");
    let agents = bo.joins(&bo.conversation.clone()).await;
    assert_eq!(agents["conversation"]["headSeq"], note["seq"]);
    assert_eq!(agents["conversation"]["lastMessage"]["content"], "hello", "a note is no message");
}

#[tokio::test]
async fn customers_write_no_notes() {
    let desk = Deskbell::start().await;
    let (ana, _bo) = ana_and_bo(&desk).await;
    let note = json!({ "clientId": "n", "content": "psst" });
    assert_eq!(ana.is_refused("add-note", note).await, "forbidden");
    assert_eq!(contents(&ana.reads_the_timeline().await), ["hello"]);
}
