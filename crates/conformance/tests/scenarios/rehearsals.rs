//! A rehearsal is nobody's business but its own, and leaves nothing behind.

use std::time::Duration;

use deskbell_conformance::{Deskbell, Person, Role};
use deskbell_load::{
    http::{Answer, Http, Method},
    socketio::{Gone, Line},
};
use serde_json::{Value, json};

use crate::ana_and_bo;

/// A rehearsal with somebody on either side, who have talked.
struct Rehearsal {
    house: Http,
    id: String,
    pia: Person,
    rea: Person,
}

impl Rehearsal {
    async fn begin(desk: &Deskbell) -> Self {
        let house = desk.http().with_token(desk.mint.house());
        let new = json!({ "name": "Rehearsal", "kind": "rehearsal" });
        let made = house.post("/api/v1/inboxes", new).await.and_then(Answer::ok).expect("an inbox");
        let id = made["inbox"]["id"].as_str().expect("an id").to_owned();
        let mut pia = Person::connect(desk, "pia", desk.mint.customer_of(Some(&id), "pia")).await;
        pia.opens_a_chat().await;
        pia.says("is anybody there?").await;
        let mut rea = Person::connect(desk, "rea", desk.mint.agent_of(&id, "rea")).await;
        rea.joins(&pia.conversation).await;
        rea.says("I am").await;
        pia.sees("I am").await;
        Self { house, id, pia, rea }
    }

    fn path(&self) -> String {
        format!("/api/v1/inboxes/{}", self.id)
    }

    /// Drops it; what the server answered.
    async fn drop(&self) -> (u16, Value) {
        let answer = self.house.send(Method::DELETE, &self.path(), json!({})).await.expect("an answer");
        (answer.status, answer.body)
    }
}

async fn status(http: &Http, path: &str) -> u16 {
    http.get(path).await.expect("an answer").status
}

async fn ids(http: &Http, path: &str) -> Vec<String> {
    let page = http.get(path).await.and_then(Answer::ok).expect("a page");
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn nobody_else_ever_hears_of_it() {
    let desk = Deskbell::start().await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let mut ada = desk.person(Role::Admin, "Ada").await;
    let inboxes = ids(&bo.http, "/api/v1/inboxes").await;
    let mut rehearsal = Rehearsal::begin(&desk).await;
    rehearsal.pia.says("one more").await;
    rehearsal.rea.sees("one more").await;
    let (rea, pia) = (rehearsal.rea.id().await, rehearsal.pia.id().await);
    let hidden = [rehearsal.pia.conversation.clone(), rehearsal.id.clone(), rea.clone(), pia.clone()];
    for who in [&mut bo, &mut ada] {
        who.catches_up().await;
        assert!(hidden.iter().all(|id| !who.heard_of(id)), "{} heard of it", who.name);
        assert_eq!(who.lists().await.len(), 1);
        let filtered = format!("/api/v1/conversations?inboxId={}", rehearsal.id);
        assert!(ids(&who.http, &filtered).await.is_empty());
        let counts = who.http.get("/api/v1/conversations/counts").await.unwrap().body;
        assert_eq!(counts["all"], 1);
        assert_eq!(ids(&who.http, "/api/v1/agents").await.len(), 2, "Bo and Ada");
        assert_eq!(ids(&who.http, "/api/v1/inboxes").await, inboxes);
        for path in [
            format!("/api/v1/conversations/{}", rehearsal.pia.conversation),
            format!("/api/v1/conversations/{}/timeline", rehearsal.pia.conversation),
            format!("/api/v1/customers/{pia}"),
            format!("/api/v1/agents/{rea}"),
            rehearsal.path(),
        ] {
            assert_eq!(status(&who.http, &path).await, 404, "{path} for {}", who.name);
        }
        let its = json!({ "conversationId": rehearsal.pia.conversation });
        assert_eq!(who.is_refused("join-chat", its).await, "not_found");
        let to_rea = json!({ "conversationId": ana.conversation, "agentId": rea });
        assert_eq!(who.is_refused("admin-assign", to_rea).await, "not_found");
    }
    let visit = json!({ "inboxId": rehearsal.id });
    assert_eq!(desk.http().post("/api/v1/visitors", visit).await.unwrap().status, 404);
    let eve = desk.customer("Eve").await;
    assert_eq!(eve.is_refused("join-chat", json!({ "inboxId": rehearsal.id })).await, "not_found");
}

#[tokio::test]
async fn whoever_rehearses_finds_nothing_else_to_be_there() {
    let desk = Deskbell::start().await;
    let (ana, bo) = ana_and_bo(&desk).await;
    let Rehearsal { id, pia, rea, .. } = Rehearsal::begin(&desk).await;
    assert_eq!(rea.is_refused("join-chat", json!({ "conversationId": ana.conversation })).await, "not_found");
    let to_bo = json!({ "conversationId": pia.conversation, "agentId": bo.id().await });
    assert_eq!(rea.is_refused("admin-assign", to_bo).await, "not_found");
    assert_eq!(rea.is_refused("set-availability", json!({ "availability": "online" })).await, "forbidden");
    assert!(rea.heard("presence").is_empty(), "no colleague is told of");
    for path in ["/api/v1/conversations", "/api/v1/conversations/counts", "/api/v1/agents", "/api/v1/inboxes"]
    {
        assert_eq!(status(&rea.http, path).await, 404, "{path}");
    }
    assert_eq!(status(&pia.http, "/api/v1/conversations").await, 404);
    assert_eq!(status(&rea.http, &format!("/api/v1/customers/{}", ana.id().await)).await, 404);
    // The mark of a token and that of an account belong together, and none becomes an ordinary account.
    for token in [
        desk.mint.agent_of(&id, "bo"),
        desk.mint.agent_of("01900000-0000-7000-8000-000000000000", "somebody"),
        desk.token(Role::Agent, "rea"),
    ] {
        assert_eq!(status(&desk.http().with_token(token), "/api/v1/me").await, 401);
    }
    assert_eq!(ids(&bo.http, "/api/v1/agents").await.len(), 1);
}

#[tokio::test]
async fn only_admins_make_and_drop_one_and_there_is_one_at_a_time() {
    let desk = Deskbell::start().await;
    let sue = desk.person(Role::Supervisor, "Sue").await;
    let new = || json!({ "name": "Mine", "kind": "rehearsal" });
    assert_eq!(sue.http.post("/api/v1/inboxes", new()).await.unwrap().status, 403);
    let ada = desk.person(Role::Admin, "Ada").await;
    let rehearsal = Rehearsal::begin(&desk).await;
    assert_eq!(ada.http.post("/api/v1/inboxes", new()).await.unwrap().status, 409);
    assert_eq!(sue.http.send(Method::DELETE, &rehearsal.path(), json!({})).await.unwrap().status, 403);
    assert_eq!(status(&sue.http, "/api/v1/inboxes?kind=rehearsal").await, 403);
    assert_eq!(ids(&ada.http, "/api/v1/inboxes?kind=rehearsal").await, std::slice::from_ref(&rehearsal.id));
    let website = &ids(&ada.http, "/api/v1/inboxes").await[0];
    let path = format!("/api/v1/inboxes/{website}");
    assert_eq!(ada.http.send(Method::DELETE, &path, json!({})).await.unwrap().status, 409);
    assert_eq!(ada.http.send(Method::DELETE, &rehearsal.path(), json!({})).await.unwrap().status, 200);
    let shop = json!({ "name": "Shop" });
    assert_eq!(ada.http.post("/api/v1/inboxes", shop).await.unwrap().status, 201);
    assert_eq!(ids(&ada.http, "/api/v1/inboxes").await.len(), 2);
    // Deskbell itself has no account and no line.
    let refused = Line::open(&desk.base, &desk.mint.house()).await.err();
    assert!(matches!(refused, Some(Gone::Denied { .. })), "{refused:?}");
    assert_eq!(desk.store.agents().await.unwrap().len(), 2, "nobody was made an account for");
}

#[tokio::test]
async fn dropped_it_is_gone_with_everybody_in_it_and_the_rest_goes_on() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut rehearsal = Rehearsal::begin(&desk).await;
    assert_eq!(rehearsal.drop().await, (200, json!({ "gone": true })));
    assert_eq!(rehearsal.drop().await.0, 404);
    assert_eq!(rehearsal.pia.is_sent_away().await, Gone::StayAway);
    assert_eq!(rehearsal.rea.is_sent_away().await, Gone::StayAway);
    for who in [&rehearsal.pia, &rehearsal.rea] {
        assert_eq!(status(&who.http, "/api/v1/me").await, 401, "{}", who.name);
    }
    assert_eq!((desk.store.inboxes().await.unwrap().len(), desk.store.agents().await.unwrap().len()), (1, 1));
    assert!(desk.store.customer_by_host_id("pia").await.unwrap().is_none());
    assert!(!desk.store.tells_of_rehearsals().await.unwrap());
    ana.says("still here").await;
    bo.sees("still here").await;
    bo.catches_up().await;
    assert!(!bo.heard_of(&rehearsal.pia.conversation));
    assert_eq!(ids(&rehearsal.house, "/api/v1/inboxes?kind=rehearsal").await, Vec::<String>::new());
    Rehearsal::begin(&desk).await;
}

#[tokio::test]
async fn a_drop_that_has_come_to_what_the_feed_tells_goes_on_until_that_is_gone_too() {
    let desk = Deskbell::start().await;
    let rehearsal = Rehearsal::begin(&desk).await;
    let id = rehearsal.id.parse().unwrap();
    desk.store.end_rehearsal(id, desk.hall.now()).await.unwrap();
    while desk.store.inbox(id).await.unwrap().is_some() {
        desk.store.drop_some_of_rehearsal(id, desk.hall.now()).await.unwrap();
    }
    assert!(desk.store.tells_of_rehearsals().await.unwrap());
    assert_eq!(rehearsal.drop().await, (200, json!({ "gone": true })));
    assert!(!desk.store.tells_of_rehearsals().await.unwrap());
    assert_eq!(rehearsal.drop().await.0, 404);
    // Nor does a name of the past reach into the next one.
    let next = Rehearsal::begin(&desk).await;
    assert_eq!(rehearsal.drop().await.0, 404);
    assert_eq!(next.drop().await.0, 200);
}

#[tokio::test]
async fn a_drop_that_was_interrupted_and_a_rehearsal_that_was_left_go_by_themselves() {
    let desk = Deskbell::with(|settings| settings.drop_rehearsals_after = Duration::from_secs(3600)).await;
    let rehearsal = Rehearsal::begin(&desk).await;
    assert_eq!(desk.hall.drop_left_over_rehearsals().await.unwrap(), 0, "somebody is at it");
    let id = rehearsal.id.parse().unwrap();
    desk.store.end_rehearsal(id, desk.hall.now()).await.unwrap();
    desk.store.drop_some_of_rehearsal(id, desk.hall.now()).await.unwrap();
    desk.hall.drop_left_over_rehearsals().await.unwrap();
    assert_eq!(desk.store.inboxes().await.unwrap().len(), 1);
    assert!(!desk.store.tells_of_rehearsals().await.unwrap());

    let desk = Deskbell::with(|settings| settings.drop_rehearsals_after = Duration::ZERO).await;
    let mut rehearsal = Rehearsal::begin(&desk).await;
    desk.hall.sweep().await;
    assert_eq!(rehearsal.pia.is_sent_away().await, Gone::StayAway);
    while desk.store.tells_of_rehearsals().await.unwrap() {
        tokio::task::yield_now().await;
    }
    assert_eq!(desk.store.agents().await.unwrap(), []);
}
