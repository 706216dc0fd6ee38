//! Accounts that change while their people are connected.

use deskbell_conformance::{Deskbell, Person, Role};
use deskbell_load::{
    http::Answer,
    socketio::{Client, Gone},
};
use serde_json::{Value, json};

use crate::ana_and_bo;

async fn changes(ada: &Person, agent: &str, patch: Value) {
    let changed = ada.http.patch(&format!("/api/v1/agents/{agent}"), patch).await.and_then(Answer::ok);
    changed.expect("a changed account");
}

#[tokio::test]
async fn a_deactivated_agent_is_out_at_once_and_stays_out() {
    let desk = Deskbell::start().await;
    let ada = desk.person(Role::Admin, "Ada").await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    changes(&ada, &bo.id().await, json!({ "active": false })).await;
    assert_eq!(bo.is_sent_away().await, Gone::StayAway);
    ana.says("a word Bo must not read").await;
    assert!(!bo.heard_of("must not read"));
    let refused = Client::connect(&desk.base, &bo.token).await.err().unwrap();
    assert_eq!(refused, Gone::Denied { code: "unauthorized".into() });
    assert_eq!(bo.http.get("/api/v1/conversations").await.unwrap().status, 401);
}

#[tokio::test]
async fn new_rights_are_felt_on_the_next_connection_which_is_asked_for_at_once() {
    let desk = Deskbell::start().await;
    let ada = desk.person(Role::Admin, "Ada").await;
    let (_ana, mut bo) = ana_and_bo(&desk).await;
    changes(&ada, &bo.id().await, json!({ "role": "supervisor" })).await;
    let gone = bo.is_sent_away().await;
    assert!(matches!(gone, Gone::Closed { .. }), "{gone:?}");
    bo.loses_the_line().comes_back().await;
}

#[tokio::test]
async fn only_admins_change_accounts_and_one_always_remains() {
    let desk = Deskbell::start().await;
    let ada = desk.person(Role::Admin, "Ada").await;
    let (bo, cleo) = (desk.agent("Bo").await, desk.agent("Cleo").await);
    let of_cleo = format!("/api/v1/agents/{}", cleo.id().await);
    assert_eq!(bo.http.patch(&of_cleo, json!({ "role": "admin" })).await.unwrap().status, 403);
    cleo.http.patch(&of_cleo, json!({ "name": "Cleopatra" })).await.unwrap().ok().unwrap();
    assert_eq!(cleo.http.patch(&of_cleo, json!({ "capacity": 9 })).await.unwrap().status, 403);
    let of_ada = format!("/api/v1/agents/{}", ada.id().await);
    assert_eq!(ada.http.patch(&of_ada, json!({ "active": false })).await.unwrap().status, 409);
}

#[tokio::test]
async fn a_new_name_is_what_customers_see_from_then_on() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    bo.says("before").await;
    changes(&bo, &bo.id().await, json!({ "name": "Roberto" })).await;
    bo.says("after").await;
    assert_eq!(ana.sees("before").await["sender"]["name"], "Bo");
    assert_eq!(ana.sees("after").await["sender"]["name"], "Roberto");
}

#[tokio::test]
async fn an_unknown_agent_is_let_in_only_where_single_sign_on_makes_accounts() {
    let desk = Deskbell::with(|settings| settings.provision_agents = false).await;
    let stranger = Client::connect(&desk.base, &desk.token(Role::Agent, "Stranger")).await.err().unwrap();
    assert_eq!(stranger, Gone::Denied { code: "unauthorized".into() });
    let role = deskbell_domain::Role::Agent;
    desk.hall.add_agent("bo@shop.example", "Bo".into(), role, "a long password".into()).await.unwrap();
    let known = desk.token(Role::Agent, "bo@shop.example");
    Person::connect(&desk, "Bo", known).await;
}
