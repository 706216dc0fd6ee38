//! Settings and blocks that change while people are connected.

use deskbell_conformance::{Deskbell, Person, Role};
use deskbell_load::{
    http::{Answer, Method},
    socketio::{Client, Gone},
};
use serde_json::{Value, json};

use crate::ana_and_bo;

async fn put(who: &Person, path: &str, body: Value) {
    who.http.send(Method::PUT, &format!("/api/v1/{path}"), body).await.and_then(Answer::ok).expect(path);
}

async fn patch(who: &Person, path: &str, body: Value) {
    who.http.patch(&format!("/api/v1/{path}"), body).await.and_then(Answer::ok).expect(path);
}

#[tokio::test]
async fn a_blocked_customer_is_out_at_once_and_stays_out_until_they_are_let_in() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let block = format!("customers/{}/block", ana.id().await);
    put(&bo, &block, json!({ "reason": "Insults" })).await;
    assert_eq!(ana.is_sent_away().await, Gone::StayAway);
    bo.says("a word Ana must not read").await;
    assert!(!ana.heard_of("must not read"));
    let refused = Client::connect(&desk.base, &ana.token).await.err().unwrap();
    assert_eq!(refused, Gone::Denied { code: "unauthorized".into() });
    let path = format!("/api/v1/{block}");
    assert_eq!(bo.http.send(Method::DELETE, &path, json!({})).await.unwrap().status, 204);
    let mut ana = ana.loses_the_line().comes_back().await;
    ana.says("I am sorry").await;
    bo.sees("I am sorry").await;
}

#[tokio::test]
async fn from_a_blocked_address_nothing_more_is_written_and_agents_work_on() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let block = json!({ "address": "127.0.0.1", "reason": "Flood" });
    bo.http.post("/api/v1/blocks", block).await.and_then(Answer::ok).expect("a block");
    assert!(ana.sends("again", "one more").await.is_err());
    assert_eq!(ana.is_sent_away().await, Gone::StayAway);
    assert!(Client::connect(&desk.base, &ana.token).await.is_err());
    bo.notes("from the same address").await;
    assert!(!bo.heard_of("one more"));
}

#[tokio::test]
async fn what_agents_may_see_is_set_while_they_look() {
    let desk = Deskbell::start().await;
    let ada = desk.person(Role::Admin, "Ada").await;
    let (ana, bo) = ana_and_bo(&desk).await;
    let mut cleo = desk.agent("Cleo").await;
    bo.does("admin-assign", json!({})).await;
    let list = format!("/api/v1/conversations/{}", ana.conversation);
    assert_eq!(cleo.http.get(&list).await.unwrap().status, 200);
    patch(&ada, "settings", json!({ "agentsSee": "own" })).await;
    let gone = cleo.is_sent_away().await;
    assert!(matches!(gone, Gone::Closed { .. }), "{gone:?}");
    assert_eq!(cleo.http.get(&list).await.unwrap().status, 404);
    assert_eq!(bo.http.get(&list).await.unwrap().status, 200);
    patch(&ada, "settings", json!({ "agentsSee": null })).await;
    assert_eq!(cleo.http.get(&list).await.unwrap().status, 200);
}

#[tokio::test]
async fn the_page_a_customer_is_on_is_shown_to_agents_alone() {
    let desk = Deskbell::start().await;
    let (ana, bo) = ana_and_bo(&desk).await;
    let page = json!({ "url": "https://shop.example/cart", "title": "Cart", "language": "de", "timeZone": "Europe/Berlin" });
    ana.does("set-context", page).await;
    let path = format!("/api/v1/customers/{}", ana.id().await);
    let seen = bo.http.get(&path).await.and_then(Answer::ok).unwrap()["customer"]["context"].clone();
    assert_eq!(
        (&seen["url"], &seen["timeZone"]),
        (&json!("https://shop.example/cart"), &json!("Europe/Berlin"))
    );
    let own = ana.http.get(&path).await.and_then(Answer::ok).unwrap();
    assert_eq!(own["customer"].get("context"), None);
    assert_eq!(ana.is_refused("set-context", json!({ "url": "javascript:alert(1)" })).await, "invalid");
    assert_eq!(bo.is_refused("set-context", json!({})).await, "forbidden");
}
