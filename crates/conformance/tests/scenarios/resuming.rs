//! Coming back after a cut line, by cursor.

use deskbell_conformance::{Deskbell, contents, has_no_gap, seqs};
use serde_json::json;

use crate::ana_and_bo;

#[tokio::test]
async fn what_was_written_meanwhile_arrives_after_a_cut() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let last = ana.says("before the tunnel").await["seq"].as_u64().unwrap();
    let away = ana.loses_the_line();
    bo.says("are you there?").await;
    bo.says("I found your parcel").await;
    let mut ana = away.comes_back().await;
    let missed = ana.resumes_after(last).await;
    assert_eq!(contents(&missed), ["are you there?", "I found your parcel"]);
    assert_eq!(missed[0]["prevSeq"], last);
    bo.says("hello again").await;
    let live = ana.sees("hello again").await;
    assert_eq!(live["prevSeq"], missed.last().unwrap()["seq"]);
    assert!(ana.heard("new-message").len() == 1, "nothing of the page came twice");
}

#[tokio::test]
async fn a_long_absence_is_caught_up_with_page_by_page() {
    let desk = Deskbell::with(|settings| {
        settings.messages_per_minute = 0;
        settings.events_per_second = 0;
    })
    .await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let away = ana.loses_the_line();
    for number in 0..120 {
        bo.says(&format!("line {number}")).await;
    }
    let mut ana = away.comes_back().await;
    let mut entries = ana.resumes_after(0).await;
    assert_eq!(entries.len(), 50);
    loop {
        let page = ana.resumes_after(*seqs(&entries).last().unwrap()).await;
        if page.is_empty() {
            break;
        }
        entries.extend(page);
    }
    assert!(has_no_gap(&entries));
    assert_eq!(contents(&entries).len(), 121);
    assert_eq!(*contents(&entries).last().unwrap(), "line 119");
    let newest = ana.joins(&ana.conversation.clone()).await;
    assert_eq!(contents(newest["entries"].as_array().unwrap()).len(), 50);
}

#[tokio::test]
async fn nothing_falls_between_the_page_and_what_comes_live() {
    let desk = Deskbell::with(|settings| {
        settings.messages_per_minute = 0;
        settings.events_per_second = 0;
    })
    .await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let writing = async {
        for number in 0..60 {
            bo.says(&format!("line {number}")).await;
        }
    };
    // Opened again and again in the middle of a stream: each page with all that follows it is whole.
    let opening = async {
        let mut openings = Vec::new();
        for _ in 0..12 {
            let mut device = ana.connects_again().await;
            let joined = device.joins(&ana.conversation).await;
            openings.push((device, joined["entries"].as_array().unwrap().clone()));
        }
        openings
    };
    let ((), openings) = tokio::join!(writing, opening);
    for (mut device, mut entries) in openings {
        while entries.last().unwrap()["content"] != "line 59" {
            entries.push(device.hears_an_entry().await);
        }
        assert!(has_no_gap(&entries), "{:?}", seqs(&entries));
    }
}

#[tokio::test]
async fn exactly_that_conversation_comes_back_whatever_became_of_it() {
    let desk = Deskbell::start().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let old = ana.conversation.clone();
    bo.does("close-chat", json!({})).await;
    ana.sees_it("closed").await;
    let mut ana = ana.loses_the_line().comes_back().await;
    assert_eq!(ana.resumes_after(0).await.first().unwrap()["conversationId"], old);
    ana.conversation.clear();
    let anew = ana.opens_a_chat().await;
    assert_ne!(anew["conversation"]["id"], old);
    assert_eq!(anew["conversation"]["previousConversationId"], old);
}
