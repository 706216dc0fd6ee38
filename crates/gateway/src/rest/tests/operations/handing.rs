//! Handing on, raising, putting off, following.

use deskbell_domain::Role;
use serde_json::{Value, json};

use crate::rest::tests::stage::{Person, Stage, text, uuid};

async fn entries(stage: &Stage, who: &Person, id: &str) -> Vec<Value> {
    let page = stage.get(who, &format!("conversations/{id}/timeline")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

fn named(entries: &[Value], activity: &str) -> Vec<Value> {
    let of = |entry: &&Value| entry["activity"]["type"] == activity;
    entries.iter().filter(of).map(|entry| entry["activity"].clone()).collect()
}

#[tokio::test]
async fn a_transfer_tells_the_customer_who_helps_and_keeps_the_note_to_colleagues() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let cleo = stage.agent("Cleo", Role::Agent).await;
    let id = stage.conversation_of(&ana).await;
    let path = format!("conversations/{id}/transfer");
    let after =
        stage.ask(&bo, "POST", &path, json!({"agentId": cleo.id, "note": "She is cross."})).await.expect(200);
    assert_eq!(after["conversation"]["assigneeId"], json!(cleo.id));
    let seen = entries(&stage, &bo, &id).await;
    let kinds: Vec<_> = seen.iter().map(|entry| text(&entry["kind"])).collect();
    assert_eq!(kinds, ["activity", "message", "note", "activity"], "the note stands before what it explains");
    assert_eq!(named(&seen, "transferred")[0]["assignee"]["id"], json!(cleo.id));
    let hers = entries(&stage, &ana, &id).await;
    assert_eq!(
        named(&hers, "transferred"),
        [json!({"type": "transferred", "assignee": {"name": "Cleo", "avatarUrl": null}})]
    );
    assert!(!hers.iter().any(|entry| entry.to_string().contains("cross")));

    stage.ask(&bo, "POST", &path, json!({})).await.refused(422, "invalid");
    stage
        .ask(&bo, "POST", &path, json!({"agentId": cleo.id, "teamId": uuid(2)}))
        .await
        .refused(422, "invalid");
    stage.ask(&bo, "POST", &path, json!({"teamId": uuid(9)})).await.refused(422, "invalid");
    stage
        .ask(&bo, "POST", &path, json!({"agentId": uuid(9), "note": "lost"}))
        .await
        .refused(404, "not_found");
    stage.ask(&ana, "POST", &path, json!({"agentId": cleo.id})).await.refused(403, "forbidden");
    assert_eq!(entries(&stage, &bo, &id).await.len(), 4, "a refused transfer leaves no note");

    let back =
        stage.ask(&cleo, "POST", &path, json!({"teamId": uuid(2)})).await.expect(200)["conversation"].clone();
    assert_eq!((&back["assigneeId"], &back["team"]["name"]), (&json!(null), &json!("Support")));
    assert!(back["queuedAt"].is_string());
}

#[tokio::test]
async fn an_escalation_says_why_and_raises_the_priority() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    let path = format!("conversations/{id}/escalate");
    stage.ask(&bo, "POST", &path, json!({"reason": " "})).await.refused(422, "invalid");
    let after = stage.ask(&bo, "POST", &path, json!({"reason": "A lawyer wrote."})).await.expect(200);
    assert_eq!(after["conversation"]["priority"], "high");
    assert_eq!(after["conversation"]["escalatedAt"], "2026-11-21T10:00:00.000Z");
    assert_eq!(named(&entries(&stage, &bo, &id).await, "escalated")[0]["reason"], "A lawyer wrote.");
    assert!(named(&entries(&stage, &ana, &id).await, "escalated").is_empty());
}

#[tokio::test]
async fn what_is_put_off_comes_back_with_the_customers_next_message() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    let path = format!("conversations/{id}/snooze");
    stage.ask(&bo, "POST", &path, json!({"until": "2026-11-20T10:00:00Z"})).await.refused(422, "invalid");
    let until = json!({"until": "2026-11-22T10:00:00Z"});
    let off = stage.ask(&bo, "POST", &path, until).await.expect(200)["conversation"].clone();
    assert_eq!((&off["snoozed"], &off["snoozedUntil"]), (&json!(true), &json!("2026-11-22T10:00:00.000Z")));
    assert!(off.get("due").is_none(), "nothing is due while it is put off");
    assert_eq!(stage.get(&bo, "conversations/counts").await.expect(200)["snoozed"], 1);
    let found = stage.get(&bo, "conversations?snoozed=true&assigneeId=me").await.expect(200);
    assert_eq!(found["items"][0]["id"], json!(id));

    stage
        .ask(&ana, "POST", &format!("conversations/{id}/messages"), json!({"content": "Still here"}))
        .await
        .expect(201);
    let back = stage.get(&bo, &format!("conversations/{id}")).await.expect(200)["conversation"].clone();
    assert_eq!(back["snoozed"], false);
    assert_eq!(back["due"]["kind"], "firstResponse");
    assert_eq!(back["dueAt"], "2026-11-21T14:00:00.000Z");
    let bare = stage.send(crate::rest::tests::stage::signed(&bo, "POST", &path), None).await.expect(200);
    assert_eq!(
        (&bare["conversation"]["snoozed"], bare["conversation"].get("snoozedUntil")),
        (&json!(true), None)
    );
    let woken = stage.ask(&bo, "DELETE", &path, json!({})).await.expect(200);
    assert_eq!(woken["conversation"]["snoozed"], false);
}

#[tokio::test]
async fn following_and_unread_are_each_agents_own() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let cleo = stage.agent("Cleo", Role::Agent).await;
    let id = stage.conversation_of(&ana).await;
    let at = |rest: &str| format!("conversations/{id}/{rest}");
    let me = |answer: &Value| answer["conversation"]["me"].clone();
    let on = stage.ask(&cleo, "PUT", &at("follow"), json!({})).await.expect(200);
    assert_eq!(me(&on)["follows"], true);
    stage.ask(&bo, "POST", &at("messages"), json!({"content": "On it"})).await.expect(201);
    let kept = stage.get(&cleo, &format!("conversations/{id}")).await.expect(200);
    assert_eq!(me(&kept)["follows"], true, "another's reply does not end it");
    let followed = stage.get(&cleo, "conversations?followedBy=me").await.expect(200);
    assert_eq!(followed["items"].as_array().unwrap().len(), 1);
    assert_eq!(stage.get(&bo, "conversations?followedBy=me").await.expect(200)["items"], json!([]));
    stage.get(&bo, "conversations?followedBy=none").await.refused(422, "invalid");

    stage.ask(&cleo, "POST", &at("read"), json!({"upToSeq": 9})).await.expect(204);
    let marked = stage.ask(&cleo, "POST", &at("unread"), json!({})).await.expect(200);
    assert_eq!(
        (&me(&marked)["markedUnread"], &marked["conversation"]["unreadCount"]),
        (&json!(true), &json!(0))
    );
    stage.ask(&cleo, "POST", &at("read"), json!({"upToSeq": 9})).await.expect(204);
    let read = stage.get(&cleo, &format!("conversations/{id}")).await.expect(200);
    assert_eq!(me(&read)["markedUnread"], false);
    let off = stage.ask(&cleo, "DELETE", &at("follow"), json!({})).await.expect(200);
    assert_eq!(me(&off)["follows"], false);
    let hers = stage.get(&ana, &format!("conversations/{id}")).await.expect(200)["conversation"].clone();
    assert!(hers["me"].get("follows").is_none() && hers.get("snoozed").is_none());
    stage.ask(&ana, "PUT", &at("follow"), json!({})).await.refused(403, "forbidden");
}

#[tokio::test]
async fn a_note_names_colleagues_who_can_see_it() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let cleo = stage.agent("Cleo", Role::Agent).await;
    let id = stage.conversation_of(&ana).await;
    let path = format!("conversations/{id}/notes");
    let note = json!({"content": "Cleo, a look?", "mentions": [cleo.id, cleo.id]});
    let written = stage.ask(&bo, "POST", &path, note).await.expect(201);
    assert_eq!(written["message"]["mentions"], json!([cleo.id]));
    let seen = stage.get(&cleo, "conversations?followedBy=me").await.expect(200);
    assert_eq!(seen["items"][0]["id"], json!(id));
    let stranger = json!({"content": "Nobody", "mentions": [uuid(9)]});
    let refused = stage.ask(&bo, "POST", &path, stranger).await.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["field"], "mentions");
    let many: Vec<_> = (0..21).map(uuid).collect();
    stage.ask(&bo, "POST", &path, json!({"content": "All", "mentions": many})).await.refused(422, "invalid");
}

#[tokio::test]
async fn spam_is_closed_labelled_and_its_sender_is_out() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    let path = format!("conversations/{id}/spam");
    stage.ask(&ana, "POST", &path, json!({})).await.refused(403, "forbidden");
    let after = stage.ask(&bo, "POST", &path, json!({})).await.expect(200)["conversation"].clone();
    assert_eq!((&after["status"], &after["labels"]), (&json!("closed"), &json!(["spam"])));
    stage.get(&ana, "conversations").await.refused(401, "unauthorized");
    let blocks = stage.get(&bo, "blocks").await.expect(200);
    assert_eq!(blocks["items"][0]["customer"]["id"], json!(ana.id));
}

#[tokio::test]
async fn an_offer_that_is_over_cannot_be_taken() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    stage
        .ask(&bo, "POST", &format!("conversations/{id}/offer/accept"), json!({}))
        .await
        .refused(409, "conflict");
    stage.ask(&bo, "POST", &format!("conversations/{id}/offer/decline"), json!({})).await.expect(204);
}
