//! Who waits is given somebody, in order, and nobody is forgotten.

use std::{sync::Arc, time::Duration};

use deskbell_app::Clock;
use deskbell_conformance::{Deskbell, Person, Role};
use deskbell_domain::{ConversationId, ConversationState};
use deskbell_load::http::Answer;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

/// Sets how the only inbox routes, as an admin does.
async fn routes(desk: &Deskbell, routing: Value) {
    sets(desk, &inbox(desk).await, json!({ "routing": routing })).await;
}

async fn inbox(desk: &Deskbell) -> String {
    let inboxes = desk.store.inboxes().await.expect("inboxes");
    format!("/api/v1/inboxes/{}", inboxes[0].id)
}

async fn sets(desk: &Deskbell, path: &str, change: Value) {
    let admin = desk.http().with_token(desk.token(Role::Admin, "Ada"));
    admin.patch(path, change).await.and_then(Answer::ok).expect("a changed setting");
}

/// An agent who is there and takes this many.
async fn works(desk: &Deskbell, name: &str, capacity: u32) -> Person {
    let agent = desk.agent(name).await;
    sets(desk, &format!("/api/v1/agents/{}", agent.id().await), json!({ "capacity": capacity })).await;
    agent.does("set-availability", json!({ "availability": "online" })).await;
    agent
}

/// A customer who has asked something.
async fn asks(desk: &Deskbell, name: &str) -> Person {
    let mut customer = desk.customer(name).await;
    customer.opens_a_chat().await;
    customer.says(&format!("{name} asks")).await;
    customer
}

/// Waits until a customer is told by whom they are helped.
async fn is_helped_by(customer: &mut Person, agent: &str) {
    customer
        .hears_where("activity", |entry| {
            entry["activity"]["type"] == "assigned" && entry["activity"]["assignee"]["name"] == agent
        })
        .await;
}

/// Waits until a customer is told their place.
async fn stands(customer: &mut Person, position: u64) {
    customer.hears_where("queue-position", |told| told["position"] == position).await;
}

/// A conversation as the store has it.
async fn stored(desk: &Deskbell, customer: &Person) -> Arc<ConversationState> {
    let id = customer.conversation.parse().expect("an id");
    desk.store.conversation(id).await.expect("an answer").expect("a conversation")
}

async fn assignee(desk: &Deskbell, customer: &Person) -> Option<String> {
    stored(desk, customer).await.assignee.map(|id| id.to_string())
}

#[tokio::test]
async fn two_agents_share_five_customers_in_order_and_a_resolve_pulls_in_the_next() {
    let desk = Deskbell::start().await;
    routes(&desk, json!({ "strategy": "leastLoaded" })).await;
    let bo = works(&desk, "Bo", 2).await;
    let cleo = works(&desk, "Cleo", 2).await;
    let mut customers = Vec::new();
    for name in ["Ana", "Ben", "Cy", "Dan", "Eve"] {
        customers.push(asks(&desk, name).await);
    }
    for customer in &mut customers[..4] {
        customer.sees_it("assigned").await;
    }
    let mut held = Vec::new();
    for customer in &customers[..4] {
        held.push(assignee(&desk, customer).await.expect("an assignee"));
    }
    let bos = held.iter().filter(|id| **id == held[0]).count();
    assert_eq!(bos, 2, "each has two");
    let mut eve = customers.pop().unwrap();
    stands(&mut eve, 1).await;
    assert_eq!(assignee(&desk, &eve).await, None);

    let (first, helper) = (customers.remove(0), if held[0] == bo.id().await { bo } else { cleo });
    helper.does("resolve-chat", json!({ "conversationId": first.conversation })).await;
    eve.sees_it("assigned").await;
    assert_eq!(assignee(&desk, &eve).await, Some(helper.id().await));
}

#[tokio::test]
async fn who_goes_home_gives_back_what_they_hold_and_it_keeps_its_place() {
    let desk = Deskbell::with(|settings| settings.presence_grace = Duration::from_millis(300)).await;
    routes(&desk, json!({ "strategy": "roundRobin" })).await;
    let bo = works(&desk, "Bo", 5).await;
    let mut ana = asks(&desk, "Ana").await;
    is_helped_by(&mut ana, "Bo").await;
    let place = stored(&desk, &ana).await.line_at;
    let _away = bo.loses_the_line();
    stands(&mut ana, 1).await;
    let state = stored(&desk, &ana).await;
    assert_eq!((state.queued_at, state.assignee), (place, None));
    let _cleo = works(&desk, "Cleo", 5).await;
    is_helped_by(&mut ana, "Cleo").await;
}

#[tokio::test]
async fn a_second_device_that_goes_changes_nothing() {
    let desk = Deskbell::with(|settings| settings.presence_grace = Duration::from_millis(300)).await;
    routes(&desk, json!({ "strategy": "roundRobin" })).await;
    let mut bo = works(&desk, "Bo", 5).await;
    let phone = desk.agent("Bo").await;
    let mut ana = asks(&desk, "Ana").await;
    is_helped_by(&mut ana, "Bo").await;
    let _away = phone.loses_the_line();
    let mut ben = asks(&desk, "Ben").await;
    is_helped_by(&mut ben, "Bo").await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    bo.catches_up().await;
    assert_eq!(assignee(&desk, &ana).await, Some(bo.id().await));
}

#[tokio::test]
async fn who_says_that_they_are_offline_gives_back_at_once() {
    let desk = Deskbell::start().await;
    routes(&desk, json!({ "strategy": "roundRobin" })).await;
    let bo = works(&desk, "Bo", 5).await;
    let mut ana = asks(&desk, "Ana").await;
    is_helped_by(&mut ana, "Bo").await;
    bo.does("set-availability", json!({ "availability": "offline" })).await;
    stands(&mut ana, 1).await;
    bo.does("set-availability", json!({ "availability": "online" })).await;
    // They are not asked again at once for what they gave back, but others are.
    let _cleo = works(&desk, "Cleo", 5).await;
    is_helped_by(&mut ana, "Cleo").await;
}

#[tokio::test]
async fn an_offer_that_nobody_answers_goes_to_the_next() {
    let desk = Deskbell::start().await;
    routes(&desk, json!({ "strategy": "roundRobin", "offerSeconds": 5 })).await;
    let mut bo = works(&desk, "Bo", 5).await;
    let mut ana = asks(&desk, "Ana").await;
    let offer = bo.hears("offer").await;
    assert_eq!(offer["conversation"]["id"], ana.conversation.as_str());
    assert_eq!(assignee(&desk, &ana).await, None, "it waits until somebody accepts");
    let mut cleo = works(&desk, "Cleo", 5).await;
    let offer = cleo.hears("offer").await;
    assert_eq!(offer["conversation"]["id"], ana.conversation.as_str());
    cleo.does("accept-offer", json!({ "conversationId": ana.conversation })).await;
    is_helped_by(&mut ana, "Cleo").await;
    let refused = bo.is_refused("accept-offer", json!({ "conversationId": ana.conversation })).await;
    assert_eq!(refused, "conflict");
}

#[tokio::test]
async fn what_an_agent_declines_goes_to_somebody_else_at_once() {
    let desk = Deskbell::start().await;
    routes(&desk, json!({ "strategy": "roundRobin", "offerSeconds": 600 })).await;
    let mut bo = works(&desk, "Bo", 5).await;
    let ana = asks(&desk, "Ana").await;
    bo.hears("offer").await;
    let mut cleo = works(&desk, "Cleo", 5).await;
    bo.does("decline-offer", json!({ "conversationId": ana.conversation })).await;
    let offer = cleo.hears("offer").await;
    assert_eq!(offer["conversation"]["id"], ana.conversation.as_str());
}

#[tokio::test]
async fn without_routing_nobody_is_given_anything_and_customers_know_their_place() {
    let desk = Deskbell::start().await;
    let bo = works(&desk, "Bo", 5).await;
    let mut ana = asks(&desk, "Ana").await;
    stands(&mut ana, 1).await;
    let mut ben = asks(&desk, "Ben").await;
    stands(&mut ben, 2).await;
    bo.does("admin-assign", json!({ "conversationId": ana.conversation })).await;
    stands(&mut ben, 1).await;
    ana.hears_where("queue-position", |told| told["position"].is_null()).await;
}

/// A server by a clock that is set by hand.
async fn by_hand() -> (Deskbell, Clock, Timestamp) {
    #[allow(clippy::disallowed_methods, reason = "tokens are signed by the machine's clock")]
    let start = Timestamp::from_second(Timestamp::now().as_second()).expect("a whole second");
    let clock = Clock::standing(start);
    (Deskbell::by(clock.clone(), |_| {}, |_| {}).await, clock, start)
}

#[tokio::test]
async fn a_promise_that_is_missed_is_escalated_once() {
    let (desk, clock, start) = by_hand().await;
    let day = Duration::from_secs(24 * 60 * 60);
    sets(
        &desk,
        "/api/v1/settings",
        json!({ "sla": {
        "targets": {
            "low": {},
            "medium": { "firstResponseMinutes": 60 },
            "high": { "firstResponseMinutes": 30 },
            "urgent": {},
        },
        "warnPercent": 80, "escalate": { "to": "supervisors" },
    } }),
    )
    .await;
    let mut bo = Person::connect(&desk, "Bo", desk.token_for(Role::Agent, "Bo", day)).await;
    let ana = asks(&desk, "Ana").await;
    bo.joins(&ana.conversation).await;
    clock.set(start + 50.minutes());
    bo.hears_where("conversation-updated", |told| told["conversation"]["due"]["warned"] == true).await;
    clock.set(start + 61.minutes());
    let entry = bo.sees_it("escalated").await;
    assert_eq!(entry["sender"]["type"], "system");
    let updated =
        bo.hears_where("conversation-updated", |told| told["conversation"]["due"]["breached"] == true);
    assert_eq!(updated.await["conversation"]["priority"], "high");
    clock.set(start + 70.minutes());
    bo.catches_up().await;
    let escalated = bo.reads_the_timeline().await;
    let escalated = escalated.iter().filter(|entry| entry["activity"]["type"] == "escalated").count();
    assert_eq!(escalated, 1);
}

#[tokio::test]
async fn an_agent_who_stays_silent_gives_back_what_routing_gave_them() {
    let (desk, clock, start) = by_hand().await;
    let targets = json!({ "low": {}, "medium": { "firstResponseMinutes": 20 }, "high": {}, "urgent": {} });
    let sla = json!({ "targets": targets, "warnPercent": 0, "escalate": { "to": "none" } });
    sets(&desk, "/api/v1/settings", json!({ "sla": sla })).await;
    routes(&desk, json!({ "strategy": "roundRobin" })).await;
    let _bo = works(&desk, "Bo", 5).await;
    let mut ana = asks(&desk, "Ana").await;
    is_helped_by(&mut ana, "Bo").await;
    let _cleo = works(&desk, "Cleo", 5).await;
    clock.set(start + 21.minutes());
    is_helped_by(&mut ana, "Cleo").await;
    clock.set(start + 42.minutes());
    is_helped_by(&mut ana, "Bo").await;
}

#[tokio::test]
async fn what_is_closed_for_longer_than_it_is_kept_goes_with_all_that_was_said() {
    let (desk, clock, start) = by_hand().await;
    sets(&desk, "/api/v1/settings", json!({ "retentionDays": 30 })).await;
    let bo = desk.agent("Bo").await;
    let (ana, ben) = (asks(&desk, "Ana").await, asks(&desk, "Ben").await);
    bo.does("close-chat", json!({ "conversationId": ana.conversation })).await;
    let id: ConversationId = ana.conversation.parse().expect("an id");
    clock.set(start + (29 * 24).hours());
    desk.hall.sweep().await;
    assert!(desk.store.conversation(id).await.expect("an answer").is_some(), "a day too early");
    clock.set(start + (31 * 24).hours());
    desk.hall.sweep().await;
    assert!(desk.store.conversation(id).await.expect("an answer").is_none());
    assert_eq!(stored(&desk, &ben).await.status.as_str(), "open", "what is not closed stays");
}

#[tokio::test]
async fn a_customer_who_falls_silent_is_asked_and_then_resolved() {
    let (desk, clock, start) = by_hand().await;
    let settings = json!({
        "idleNudgeMinutes": 10, "idleNudgeText": "Are you still there?", "idleResolveMinutes": 20,
    });
    sets(&desk, "/api/v1/settings", settings).await;
    let mut bo = desk.agent("Bo").await;
    let mut ana = asks(&desk, "Ana").await;
    bo.joins(&ana.conversation).await;
    bo.says("It is on its way.").await;
    ana.sees("It is on its way.").await;
    clock.set(start + 11.minutes());
    let nudge = ana.sees("Are you still there?").await;
    assert_eq!(nudge["sender"]["type"], "system");
    clock.set(start + 22.minutes());
    ana.sees_it("resolved").await;
    ana.says("Yes, thank you.").await;
    ana.sees_it("reopened").await;
}

#[tokio::test]
async fn outside_of_business_hours_customers_leave_a_message_and_are_told_when_somebody_comes() {
    let (desk, clock, _) = by_hand().await;
    let monday: Timestamp = "2030-01-07T10:00:00Z".parse().unwrap();
    let hours = [json!({ "from": "09:00", "to": "17:00" })];
    let days = json!({
        "mon": hours, "tue": hours, "wed": hours, "thu": hours, "fri": hours, "sat": [], "sun": [],
    });
    let open = json!({ "businessHours": { "timeZone": "UTC", "days": days, "holidays": [] } });
    sets(&desk, &inbox(&desk).await, open).await;
    let _bo = works(&desk, "Bo", 5).await;
    let mut ana = desk.customer("Ana").await;
    clock.set(monday + 10.hours());
    let day = Duration::from_secs(20 * 365 * 24 * 60 * 60);
    let mut ben = Person::connect(&desk, "Ben", desk.token_for(Role::Customer, "Ben", day)).await;
    let presence = ben.hears("presence").await;
    assert_eq!(presence["leaveMessage"], true);
    assert_eq!(presence["opensAt"], "2030-01-08T09:00:00.000Z");
    ana.forgets();
}

#[tokio::test]
async fn the_board_is_live_and_for_those_who_look_after_the_team() {
    let desk = Deskbell::start().await;
    let mut sue = desk.person(Role::Supervisor, "Sue").await;
    let bo = works(&desk, "Bo", 3).await;
    sue.does("watch-board", json!({ "on": true })).await;
    let ana = asks(&desk, "Ana").await;
    let board = sue.hears_where("board", |board| board["queue"]["length"] == 1).await;
    assert_eq!(board["queue"]["items"][0]["customer"]["name"], "Ana");
    bo.does("admin-assign", json!({ "conversationId": ana.conversation })).await;
    let is_bo = |one: &&Value| one["agent"]["name"] == "Bo";
    let board = sue.hears_where("board", |board| board["active"] == 1).await;
    let bos = board["agents"].as_array().unwrap().iter().find(is_bo).unwrap();
    assert_eq!((bos["load"].as_u64(), bos["capacity"].as_u64()), (Some(1), Some(3)));
    assert_eq!(bo.is_refused("watch-board", json!({ "on": true })).await, "forbidden");
    assert_eq!(ana.is_refused("watch-board", json!({ "on": true })).await, "forbidden");
}
