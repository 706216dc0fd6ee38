//! People on different nodes, while nothing is wrong.

use deskbell_conformance::{Cluster, Person, Role, has_no_gap};
use deskbell_load::{
    http::Answer,
    socketio::{Client, Gone},
};
use serde_json::{Value, json};

use crate::{ana_and_bo, talk};

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_and_an_agent_on_different_nodes_notice_nothing_of_it() {
    let mut cluster = Cluster::start(2).await;
    let (mut ana, mut bo) = ana_and_bo(&cluster.desk(0), &cluster.desk(1)).await;
    let mut cleo = cluster.desk(0).agent("Cleo").await;
    cleo.joins(&ana.conversation).await;
    talk(&mut ana, &mut bo, "where is my parcel").await;

    ana.does("typing", json!({})).await;
    assert_eq!(bo.hears("typing").await["sender"]["name"], "Ana");
    ana.does("stop-typing", json!({})).await;
    bo.hears("stop-typing").await;

    let note = bo.notes("she is a regular").await;
    assert_eq!(cleo.sees("she is a regular").await["id"], note["id"]);
    let seq = bo.says("found it").await["seq"].clone();
    ana.sees("found it").await;
    ana.does("message-read", json!({ "upToSeq": seq })).await;
    bo.hears_where("message-status", |status| status["readSeq"] == seq).await;

    // Bo's own words came once and to others: not to the device that wrote them.
    for person in [&mut ana, &mut bo, &mut cleo] {
        person.catches_up().await;
        let entries: Vec<Value> = person.heard("new-message").into_iter().cloned().collect();
        let mut ids: Vec<_> = entries.iter().map(|entry| entry["id"].to_string()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{} heard something twice", person.name);
    }
    assert!(!ana.heard_of("regular"), "a note is nothing a customer could notice");
    assert!(has_no_gap(&ana.reads_the_timeline().await));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_there_on_one_node_is_there_for_all_and_gone_with_their_last_device() {
    let mut cluster = Cluster::start(2).await;
    let mut ana = cluster.desk(0).customer("Ana").await;
    let laptop = cluster.desk(1).agent("Bo").await;
    laptop.does("set-availability", json!({ "availability": "online" })).await;
    ana.hears_where("presence", |presence| presence["onlineCount"] == 1).await;
    // Who asks later is told the same.
    cluster.desk(0).customer("Eve").await.hears_where("presence", |now| now["onlineCount"] == 1).await;
    let phone = cluster.desk(0).agent("Bo").await;
    ana.forgets();
    drop(laptop);
    let cleo = cluster.desk(1).agent("Cleo").await;
    cleo.does("set-availability", json!({ "availability": "online" })).await;
    ana.hears_where("presence", |presence| presence["onlineCount"] == 2).await;
    drop(phone);
    let left = ana.hears_where("presence", |presence| presence["onlineCount"] == 1).await;
    assert_eq!(left["agents"][0]["name"], "Cleo");
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_of_one_person_on_different_nodes_show_the_same() {
    let mut cluster = Cluster::start(2).await;
    let (mut ana, mut bo) = ana_and_bo(&cluster.desk(0), &cluster.desk(0)).await;
    let mut phone = Person::connect(&cluster.desk(1), "Ana's phone", ana.token.clone()).await;
    phone.joins(&ana.conversation).await;
    ana.says("from the laptop").await;
    assert_eq!(phone.sees("from the laptop").await["sender"]["type"], "customer");
    phone.says("from the phone").await;
    ana.sees("from the phone").await;
    bo.sees("from the phone").await;
    // A list that was read on one node moves with what is written on another.
    let mut desk = Person::connect(&cluster.desk(1), "Bo at another desk", bo.token.clone()).await;
    bo.says("both, then").await;
    desk.hears_where("conversation-updated", |row| {
        row["conversation"]["lastMessage"]["content"] == "both, then"
    })
    .await;
}

async fn changes(ada: &Person, agent: &str, patch: Value) {
    let changed = ada.http.patch(&format!("/api/v1/agents/{agent}"), patch).await.and_then(Answer::ok);
    changed.expect("a changed account");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_who_is_deactivated_on_one_node_is_out_on_all_at_once() {
    let mut cluster = Cluster::start(2).await;
    let ada = cluster.desk(0).person(Role::Admin, "Ada").await;
    let (mut ana, mut bo) = ana_and_bo(&cluster.desk(0), &cluster.desk(1)).await;
    changes(&ada, &bo.id().await, json!({ "active": false })).await;
    ana.says("a word Bo must not read").await;
    assert_eq!(bo.is_sent_away().await, Gone::StayAway);
    assert!(!bo.heard_of("must not read"));
    for number in 0..2 {
        let desk = cluster.desk(number);
        let refused = Client::connect(&desk.base, &bo.token).await.err();
        assert_eq!(refused, Some(Gone::Denied { code: "unauthorized".into() }));
        let list = desk.http().with_token(&bo.token).get("/api/v1/conversations").await;
        assert_eq!(list.expect("an answer").status, 401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_out_on_one_node_is_signed_out_on_all() {
    let mut cluster = Cluster::start(2).await;
    let (here, there) = (cluster.desk(0), cluster.desk(1));
    let visit = here.http().post("/api/v1/visitors", json!({ "name": "Ana" })).await.and_then(Answer::ok);
    let token = visit.expect("a visitor")["token"].as_str().expect("a token").to_owned();
    let mut ana = Person::connect(&there, "Ana", token.clone()).await;
    ana.opens_a_chat().await;
    let left =
        here.http().with_token(&token).post("/api/v1/auth/logout", json!({})).await.and_then(Answer::ok);
    left.expect("somebody who may leave");
    ana.is_sent_away().await;
    assert_eq!(ana.http.get("/api/v1/me").await.expect("an answer").status, 401);
}
