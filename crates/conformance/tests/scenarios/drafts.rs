//! A conversation nobody has written in is in no list.

use std::time::Duration;

use deskbell_conformance::Deskbell;
use serde_json::json;

#[tokio::test]
async fn an_opened_chat_without_a_message_is_nobodys_business() {
    let desk = Deskbell::start().await;
    let mut bo = desk.agent("Bo").await;
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    assert!(bo.lists().await.is_empty() && ana.lists().await.is_empty());
    let counts = bo.http.get("/api/v1/conversations/counts").await.unwrap().body;
    assert_eq!(counts, json!({ "all": 0, "mine": 0, "queue": 0, "snoozed": 0, "needsReply": 0 }));
    ana.says("now I mean it").await;
    bo.hears_where("conversation-updated", |row| row["conversation"]["id"] == ana.conversation).await;
    assert_eq!(bo.heard("conversation-updated").len(), 1, "the draft itself was no news");
    assert_eq!((bo.lists().await.len(), ana.lists().await.len()), (1, 1));
}

#[tokio::test]
async fn an_old_draft_is_swept_once_nobody_has_it_open_and_a_conversation_is_not() {
    let desk = Deskbell::with(|settings| settings.drop_drafts_after = Duration::ZERO).await;
    let mut eve = desk.customer("Eve").await;
    eve.opens_a_chat().await;
    eve.says("hello").await;
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    let gone = ana.conversation.clone();
    desk.hall.sweep().await;
    ana.asks("join-chat", json!({ "conversationId": gone }))
        .await
        .expect("who has it open may still write in it");
    ana.asks("leave-chat", json!({ "conversationId": gone })).await.expect("leaves");
    desk.hall.sweep().await;
    assert_eq!(ana.is_refused("join-chat", json!({ "conversationId": gone })).await, "not_found");
    ana.conversation.clear();
    ana.opens_a_chat().await;
    assert_ne!(ana.conversation, gone);
    assert_eq!(eve.lists().await.len(), 1);
}
