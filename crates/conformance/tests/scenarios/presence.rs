//! Who is there: what agents declare, and what is observed.

use std::time::Duration;

use deskbell_conformance::{Deskbell, Person};
use serde_json::{Value, json};

async fn declares(agent: &Person, availability: &str) {
    agent.does("set-availability", json!({ "availability": availability })).await;
}

/// Waits until a customer is told that so many agents can be reached. What they are told.
async fn is_told(customer: &mut Person, count: u64) -> Value {
    loop {
        let presence = customer.hears("presence").await;
        assert_eq!(presence["available"], count_of(&presence) > 0);
        if count_of(&presence) == count {
            return presence;
        }
    }
}

fn count_of(presence: &Value) -> u64 {
    presence["onlineCount"].as_u64().expect("a count")
}

/// The counts a customer was told, each once for as long as it held.
fn told(customer: &Person) -> Vec<u64> {
    let mut counts: Vec<_> = customer.heard("presence").into_iter().map(count_of).collect();
    counts.dedup();
    counts
}

fn short_grace() -> impl FnOnce(&mut deskbell_app::Settings) {
    |settings| settings.presence_grace = Duration::from_millis(300)
}

#[tokio::test]
async fn customers_see_that_somebody_is_there_and_nothing_private() {
    let desk = Deskbell::start().await;
    let mut ana = desk.customer("Ana").await;
    let at_first = ana.hears("presence").await;
    let nobody = json!({ "available": false, "onlineCount": 0, "agents": [], "leaveMessage": true });
    assert_eq!(at_first, nobody);

    let bo = desk.agent("Bo").await;
    declares(&bo, "online").await;
    let presence = is_told(&mut ana, 1).await;
    let expected = json!({
        "available": true,
        "onlineCount": 1,
        "agents": [{ "name": "Bo", "avatarUrl": null }],
        "leaveMessage": false,
    });
    assert_eq!(presence, expected);

    declares(&bo, "away").await;
    is_told(&mut ana, 0).await;
    declares(&bo, "busy").await;
    ana.catches_up().await;
    assert!(!ana.heard_of("busy") && !ana.heard_of("away"), "how somebody is away is nobody's business");
    let mut eve = desk.customer("Eve").await;
    assert_eq!(eve.hears("presence").await["onlineCount"], 0);
}

#[tokio::test]
async fn agents_see_what_each_colleague_declared() {
    let desk = Deskbell::start().await;
    let bo = desk.agent("Bo").await;
    let mut cleo = desk.agent("Cleo").await;
    let bos_id = bo.id().await;
    declares(&bo, "busy").await;
    let about_bo = |presence: &Value| presence["agentId"] == bos_id && presence["availability"] == "busy";
    let presence = cleo.hears_where("presence", about_bo).await;
    assert_eq!(presence["present"], true);
    assert_eq!(bo.is_refused("set-availability", json!({ "availability": "napping" })).await, "invalid");
    let ana = desk.customer("Ana").await;
    assert_eq!(ana.is_refused("set-availability", json!({ "availability": "online" })).await, "forbidden");
}

#[tokio::test]
async fn an_agent_is_there_until_the_last_device_is_gone_for_a_while() {
    let desk = Deskbell::with(short_grace()).await;
    let mut ana = desk.customer("Ana").await;
    let (laptop, cleo) = (desk.agent("Bo").await, desk.agent("Cleo").await);
    declares(&laptop, "online").await;
    declares(&cleo, "online").await;
    is_told(&mut ana, 2).await;
    let phone = laptop.connects_again().await;

    // Cleo leaves after the laptop: when Cleo's grace is over, so is the laptop's.
    drop(laptop);
    drop(cleo);
    let presence = is_told(&mut ana, 1).await;
    assert_eq!(presence["agents"][0]["name"], "Bo", "the phone keeps Bo there");
    drop(phone);
    is_told(&mut ana, 0).await;
    assert_eq!(told(&ana), [0, 1, 2, 1, 0]);
}

#[tokio::test]
async fn who_comes_back_within_the_grace_was_never_away() {
    let desk = Deskbell::with(|settings| settings.presence_grace = Duration::from_secs(600)).await;
    let mut ana = desk.customer("Ana").await;
    let bo = desk.agent("Bo").await;
    declares(&bo, "online").await;
    is_told(&mut ana, 1).await;
    let bo = bo.loses_the_line().comes_back().await;
    declares(&bo, "away").await;
    is_told(&mut ana, 0).await;
    assert_eq!(told(&ana), [0, 1, 0]);
}

#[tokio::test]
async fn a_choice_outlasts_the_connection() {
    let desk = Deskbell::with(short_grace()).await;
    let mut ana = desk.customer("Ana").await;
    let bo = desk.agent("Bo").await;
    declares(&bo, "online").await;
    is_told(&mut ana, 1).await;
    let away = bo.loses_the_line();
    is_told(&mut ana, 0).await;
    let bo = away.comes_back().await;
    is_told(&mut ana, 1).await;
    let me = bo.http.get("/api/v1/me").await.unwrap().body;
    assert_eq!(me["agent"]["availability"], "online");
}

#[tokio::test]
async fn an_agent_is_offline_until_they_choose_otherwise() {
    let desk = Deskbell::start().await;
    let bo = desk.agent("Bo").await;
    let me = bo.http.get("/api/v1/me").await.unwrap().body;
    assert_eq!(me["agent"]["availability"], "offline");
    assert_eq!(desk.customer("Ana").await.hears("presence").await["available"], false);
}
