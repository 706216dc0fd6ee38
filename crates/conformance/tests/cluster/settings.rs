//! What is set on one node is felt on the others.

use deskbell_conformance::{Cluster, Role};
use deskbell_load::{
    http::{Answer, Method},
    socketio::Gone,
};
use serde_json::json;

use crate::ana_and_bo;

#[tokio::test(flavor = "multi_thread")]
async fn what_agents_may_see_is_set_on_one_node_and_felt_on_another() {
    let mut cluster = Cluster::start(2).await;
    let (here, there) = (cluster.desk(0), cluster.desk(1));
    let (ana, bo) = ana_and_bo(&here, &here).await;
    bo.does("admin-assign", json!({})).await;
    let ada = here.person(Role::Admin, "Ada").await;
    let mut cleo = there.agent("Cleo").await;
    let one = format!("/api/v1/conversations/{}", ana.conversation);
    assert_eq!(cleo.http.get(&one).await.unwrap().status, 200);
    ada.http.patch("/api/v1/settings", json!({ "agentsSee": "own" })).await.and_then(Answer::ok).unwrap();
    let gone = cleo.is_sent_away().await;
    assert!(matches!(gone, Gone::Closed { .. }), "{gone:?}");
    assert_eq!(cleo.http.get(&one).await.unwrap().status, 404);
    let log = ada.http.get("/api/v1/audit?action=settings.updated").await.and_then(Answer::ok).unwrap();
    assert_eq!(log["items"][0]["changes"], json!([{ "field": "agentsSee", "from": null, "to": "own" }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_blocked_on_one_node_is_out_on_another() {
    let mut cluster = Cluster::start(2).await;
    let (mut ana, bo) = ana_and_bo(&cluster.desk(0), &cluster.desk(1)).await;
    let path = format!("/api/v1/customers/{}/block", ana.id().await);
    bo.http.send(Method::PUT, &path, json!({ "reason": "Insults" })).await.and_then(Answer::ok).unwrap();
    assert_eq!(ana.is_sent_away().await, Gone::StayAway);
    assert_eq!(ana.http.get("/api/v1/me").await.unwrap().status, 401);
}
