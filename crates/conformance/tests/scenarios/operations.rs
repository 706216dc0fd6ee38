//! What agents do with conversations beside answering them, as everybody around sees it.

use deskbell_conformance::{Deskbell, Person, Role, contents};
use deskbell_load::http::Answer;
use serde_json::{Value, json};

use crate::ana_and_bo;

async fn posts(person: &Person, path: &str, body: Value) -> Value {
    person.http.post(&format!("/api/v1/{path}"), body).await.and_then(Answer::ok).expect("done")
}

async fn sets_the_inbox(desk: &Deskbell, change: Value) {
    let admin = desk.http().with_token(desk.token(Role::Admin, "Ada"));
    let inboxes = desk.store.inboxes().await.expect("inboxes");
    let path = format!("/api/v1/inboxes/{}", inboxes[0].id);
    admin.patch(&path, change).await.and_then(Answer::ok).expect("a changed inbox");
}

#[tokio::test]
async fn a_customer_sees_who_helps_now_and_never_the_note_that_went_with_it() {
    let desk = Deskbell::start().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    cleo.joins(&bo.conversation).await;
    let to = json!({ "agentId": cleo.id().await, "note": "she is cross" });
    let after = bo.does("transfer-chat", to).await;
    assert_eq!(after["conversation"]["assignee"]["name"], "Cleo");
    let handed = ana.sees_it("transferred").await;
    assert_eq!(
        handed["activity"],
        json!({ "type": "transferred", "assignee": { "name": "Cleo", "avatarUrl": null } })
    );
    cleo.sees("she is cross").await;
    cleo.sees_it("transferred").await;
    ana.catches_up().await;
    assert!(!ana.heard_of("cross"));
    assert_eq!(contents(&ana.reads_the_timeline().await), ["hello"]);
    assert_eq!(ana.is_refused("transfer-chat", json!({ "agentId": cleo.id().await })).await, "forbidden");
    assert_eq!(bo.is_refused("transfer-chat", json!({})).await, "invalid");
    assert_eq!(bo.is_refused("accept-offer", json!({})).await, "conflict");
    bo.does("decline-offer", json!({})).await;
}

#[tokio::test]
async fn a_colleague_who_is_named_is_told_at_once_and_follows_from_then_on() {
    let desk = Deskbell::start().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    let note = json!({ "clientId": "n", "content": "Cleo,\na look?", "mentions": [cleo.id().await] });
    let written = bo.does("add-note", note).await["message"].take();
    let told = cleo.hears("mention").await;
    assert_eq!(told["conversationId"], json!(bo.conversation));
    assert_eq!((&told["seq"], &told["preview"]), (&written["seq"], &json!("Cleo, a look?")));
    assert_eq!(told["by"]["name"], "Bo");
    let joined = cleo.joins(&bo.conversation).await;
    assert_eq!(joined["conversation"]["me"]["follows"], true);
    ana.catches_up().await;
    assert!(ana.heard("mention").is_empty() && !ana.heard_of("a look"));
}

#[tokio::test]
async fn what_is_put_off_is_back_at_once_when_its_customer_writes() {
    let desk = Deskbell::start().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    posts(&bo, &format!("conversations/{}/snooze", bo.conversation), json!({})).await;
    cleo.hears_where("conversation-updated", |row| row["conversation"]["snoozed"] == true).await;
    ana.catches_up().await;
    assert!(!ana.heard_of("snoozed"), "it is the desk's own");
    ana.says("still there?").await;
    cleo.hears_where("conversation-updated", |row| row["conversation"]["snoozed"] == false).await;
}

#[tokio::test]
async fn two_hundred_are_resolved_together_and_the_one_that_cannot_be_says_so() {
    let desk = Deskbell::with(|settings| {
        settings.starts_per_minute = 0;
        settings.messages_per_minute = 0;
    })
    .await;
    let (ana, bo) = ana_and_bo(&desk).await;
    let mut ids = vec![ana.conversation.clone()];
    for number in 1..200 {
        let new =
            json!({ "kind": "ticket", "subject": format!("Order {number}"), "message": "Where is it?" });
        let started = posts(&ana, "conversations", new).await;
        ids.push(started["conversation"]["id"].as_str().expect("an id").to_owned());
    }
    bo.does("close-chat", json!({ "conversationId": ids[77] })).await;
    let done = posts(&bo, "conversations/bulk", json!({ "conversationIds": ids, "action": "resolve" })).await;
    let results = done["results"].as_array().expect("results");
    assert_eq!(results.len(), 200);
    for (place, (result, id)) in results.iter().zip(&ids).enumerate() {
        assert_eq!(result["conversationId"], json!(id));
        assert_eq!(result["ok"], place != 77, "{result}");
    }
    assert_eq!(results[77]["error"]["code"], "conversation_closed");
}

#[tokio::test]
async fn words_that_are_not_wanted_are_covered_held_or_refused_and_their_writer_reads_what_they_wrote() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let filter = |action: &str| json!({ "wordFilter": { "words": ["rats"], "action": action } });
    sets_the_inbox(&desk, filter("mask")).await;
    assert_eq!(ana.says("RATS again").await["content"], "RATS again");
    bo.sees("•••• again").await;
    sets_the_inbox(&desk, filter("hold")).await;
    ana.says("oh rats").await;
    let held = bo.sees("oh rats").await;
    assert_eq!(held["held"], true);
    sets_the_inbox(&desk, filter("refuse")).await;
    let refused = ana.is_refused("send-message", json!({ "clientId": "r", "content": "rats" })).await;
    assert_eq!(refused, "invalid");
    assert_eq!(contents(&ana.reads_the_timeline().await), ["hello", "RATS again", "oh rats"]);
    assert!(ana.reads_the_timeline().await.iter().all(|entry| entry.get("held").is_none()));
    bo.says("rats are fine here").await;
}

#[tokio::test]
async fn a_macro_does_all_it_says_or_nothing() {
    let desk = Deskbell::start().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let admin = desk.http().with_token(desk.token(Role::Admin, "Ada"));
    let make = async |name: &str, actions: Value| {
        let new = json!({ "name": name, "scope": "everyone", "actions": actions });
        let made = admin.post("/api/v1/macros", new).await.and_then(Answer::ok).expect("a macro");
        made["macro"]["id"].as_str().expect("an id").to_owned()
    };
    let put_off_after_the_end = json!([{ "type": "reply", "content": "bye" }, { "type": "resolve" }, { "type": "snooze", "minutes": 5 }]);
    let broken = make("Broken", put_off_after_the_end).await;
    let goodbye = make(
        "Goodbye",
        json!([
            { "type": "reply", "content": "Thank you, {{customer.firstName}}. {{agent.name}}" },
            { "type": "addLabel", "label": "happy" },
            { "type": "resolve" },
        ]),
    )
    .await;
    let run = |id: &str| format!("/api/v1/conversations/{}/macros/{id}", bo.conversation);
    let refused = bo.http.post(&run(&broken), json!({})).await.expect("an answer");
    assert!(refused.ok().is_err());
    assert_eq!(contents(&ana.reads_the_timeline().await), ["hello"], "nothing of it happened");
    let done = bo.http.post(&run(&goodbye), json!({})).await.and_then(Answer::ok).expect("done");
    assert_eq!(
        (&done["conversation"]["status"], &done["conversation"]["labels"]),
        (&json!("resolved"), &json!(["happy"]))
    );
    ana.sees("Thank you, Ana. Bo").await;
    ana.sees_it("resolved").await;
}
