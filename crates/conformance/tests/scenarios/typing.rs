//! "… is typing", on the other side and nowhere else.

use std::time::Duration;

use deskbell_conformance::Deskbell;
use serde_json::json;

use crate::ana_and_bo;

#[tokio::test]
async fn each_side_sees_the_other_typing_and_stopping() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    ana.does("typing", json!({})).await;
    let seen = bo.hears("typing").await;
    assert_eq!((&seen["sender"]["type"], &seen["sender"]["name"]), (&json!("customer"), &json!("Ana")));
    assert_eq!(seen["conversationId"], ana.conversation);
    ana.does("stop-typing", json!({})).await;
    assert_eq!(bo.hears("stop-typing").await["sender"]["key"], seen["sender"]["key"]);

    bo.does("typing", json!({})).await;
    let seen = ana.hears("typing").await;
    assert_eq!(seen["sender"]["name"], "Bo");
    assert!(seen["sender"].get("id").is_none());
}

#[tokio::test]
async fn it_is_gone_by_itself_after_a_while() {
    let desk = Deskbell::with(|settings| settings.typing_lease = Duration::from_millis(300)).await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    ana.does("typing", json!({})).await;
    bo.hears("typing").await;
    bo.hears("stop-typing").await;
}

#[tokio::test]
async fn a_message_ends_it() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    ana.does("typing", json!({})).await;
    bo.hears("typing").await;
    ana.says("done").await;
    bo.hears("stop-typing").await;
}

#[tokio::test]
async fn nobody_sees_themselves_typing_on_any_device() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut phone = ana.on_another_device().await;
    ana.does("typing", json!({})).await;
    bo.hears("typing").await;
    ana.does("stop-typing", json!({})).await;
    bo.hears("stop-typing").await;
    for device in [&mut ana, &mut phone] {
        device.catches_up().await;
        assert!(device.heard("typing").is_empty() && device.heard("stop-typing").is_empty());
    }
}

#[tokio::test]
async fn it_reaches_nobody_who_has_not_opened_the_conversation() {
    let desk = Deskbell::start().await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let (mut eve, mut cleo) = (desk.customer("Eve").await, desk.agent("Cleo").await);
    eve.opens_a_chat().await;
    ana.does("typing", json!({})).await;
    bo.hears("typing").await;
    for other in [&mut eve, &mut cleo] {
        other.catches_up().await;
        assert!(other.heard("typing").is_empty());
    }
    assert_eq!(eve.is_refused("typing", json!({ "conversationId": ana.conversation })).await, "not_found");
}
