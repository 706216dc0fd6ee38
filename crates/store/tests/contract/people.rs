//! Agents, customers, inboxes and teams.

use deskbell_domain::{
    AgentId, CustomerId, InboxId, Refusal, Role, TeamId,
    agent::{Agent, Availability},
    inbox::{InboxKind, Team},
};
use deskbell_store::{AgentChanges, HostCustomer, InboxChanges, NewAgent, NewCustomer, NewInbox, Seed};

use crate::world::{World, refusal};

fn new_agent(world: &World, name: &str) -> NewAgent {
    NewAgent {
        id: AgentId(world.id()),
        host_id: Some(format!("host-{name}")),
        email: Some(format!("{name}@Desk.Test")),
        name: name.into(),
        avatar_url: Some("https://desk.test/a.png".into()),
        role: Role::Supervisor,
        team_ids: vec![world.team],
        capacity: 3,
        rehearsal: None,
        password_hash: Some("$argon2id$…".into()),
        at: world.now(),
    }
}

#[tokio::test]
async fn an_account_is_found_by_every_name_it_has() {
    let world = World::new().await;
    let new = new_agent(&world, "Bo");
    let made = world.store.add_agent(new.clone()).await.unwrap();
    let expected = Agent {
        id: new.id,
        host_id: new.host_id,
        email: Some("bo@desk.test".into()),
        name: "Bo".into(),
        avatar_url: new.avatar_url,
        role: Role::Supervisor,
        team_ids: vec![world.team],
        availability: Availability::Offline,
        capacity: 3,
        active: true,
        categories: None,
        rehearsal: None,
        last_seen_at: None,
        created_at: new.at,
        updated_at: new.at,
    };
    assert_eq!(made, expected);
    let world = world.reopened().await;
    let store = &world.store;
    assert_eq!(store.agent(new.id).await.unwrap(), Some(expected.clone()));
    assert_eq!(store.agent_by_email("BO@desk.TEST").await.unwrap(), Some(expected.clone()));
    assert_eq!(store.agent_by_host_id("host-Bo").await.unwrap(), Some(expected.clone()));
    let credentials = store.credentials("bo@desk.test").await.unwrap();
    assert_eq!(credentials, Some((expected.clone(), Some("$argon2id$…".into()))));
    assert_eq!(store.agents().await.unwrap(), [expected]);
    assert_eq!(store.agent_by_email("nobody@desk.test").await.unwrap(), None);
    assert_eq!(store.agent_by_host_id("nobody").await.unwrap(), None);
    assert_eq!(store.agent(AgentId(world.id())).await.unwrap(), None);
}

#[tokio::test]
async fn an_address_and_a_host_id_belong_to_one_account() {
    let world = World::new().await;
    let bo = world.store.add_agent(new_agent(&world, "Bo")).await.unwrap();
    let same_address = NewAgent { email: Some("bO@desk.test".into()), ..new_agent(&world, "Cleo") };
    assert!(matches!(refusal(world.store.add_agent(same_address).await), Refusal::Conflict(_)));
    let same_host_id = NewAgent { host_id: bo.host_id.clone(), ..new_agent(&world, "Cleo") };
    assert!(matches!(refusal(world.store.add_agent(same_host_id).await), Refusal::Conflict(_)));
    let cleo = world.store.add_agent(new_agent(&world, "Cleo")).await.unwrap();
    let changes = AgentChanges { email: Some(bo.email.clone()), ..AgentChanges::default() };
    let taken = world.store.update_agent(cleo.id, changes, world.now()).await;
    assert!(matches!(refusal(taken), Refusal::Conflict(_)));
    let nameless = |name: &str| NewAgent { email: None, host_id: None, ..new_agent(&world, name) };
    world.store.add_agent(nameless("Dai")).await.unwrap();
    world.store.add_agent(nameless("Eve")).await.unwrap();
}

#[tokio::test]
async fn an_account_half_made_is_not_made() {
    let world = World::new().await;
    let nowhere = NewAgent { team_ids: vec![TeamId(world.id())], ..new_agent(&world, "Bo") };
    assert!(matches!(refusal(world.store.add_agent(nowhere).await), Refusal::Invalid { .. }));
    assert!(world.store.agents().await.unwrap().is_empty());
    world.store.add_agent(new_agent(&world, "Bo")).await.unwrap();
}

#[tokio::test]
async fn accounts_change_in_the_fields_named_and_no_other() {
    let world = World::new().await;
    let sales = Team { id: TeamId(world.id()), name: "Sales".into() };
    world.store.add_team(sales.clone(), world.now()).await.unwrap();
    let bo = world.store.add_agent(new_agent(&world, "Bo")).await.unwrap();
    let changes = AgentChanges {
        name: Some("Bob".into()),
        avatar_url: Some(None),
        role: Some(Role::Admin),
        team_ids: Some(vec![sales.id]),
        active: Some(false),
        ..AgentChanges::default()
    };
    let at = world.now();
    let changed = world.store.update_agent(bo.id, changes, at).await.unwrap();
    let mut expected = Agent { name: "Bob".into(), avatar_url: None, role: Role::Admin, ..bo.clone() };
    (expected.team_ids, expected.active, expected.updated_at) = (vec![sales.id], false, at);
    assert_eq!(changed, expected);
    let at = world.now();
    let away = world.store.set_availability(bo.id, Availability::Away, at).await.unwrap();
    assert_eq!((away.availability, away.updated_at), (Availability::Away, at));
    let (early, late) = (world.now(), world.now());
    world.store.touch_last_seen(bo.id, late).await.unwrap();
    world.store.touch_last_seen(bo.id, early).await.unwrap();
    world.store.set_password(bo.id, "new".into(), world.now()).await.unwrap();
    let (agent, hash) = world.store.credentials("bo@desk.test").await.unwrap().unwrap();
    assert_eq!((agent.last_seen_at, hash.as_deref()), (Some(late), Some("new")));
}

#[tokio::test]
async fn nobody_cannot_be_changed() {
    let world = World::new().await;
    let (agent, customer) = (AgentId(world.id()), CustomerId(world.id()));
    let (store, at) = (&world.store, world.now());
    assert_eq!(refusal(store.update_agent(agent, AgentChanges::default(), at).await), Refusal::NotFound);
    assert_eq!(refusal(store.set_availability(agent, Availability::Busy, at).await), Refusal::NotFound);
    assert_eq!(refusal(store.set_password(agent, "x".into(), at).await), Refusal::NotFound);
    assert_eq!(refusal(store.touch_last_seen(agent, at).await), Refusal::NotFound);
    assert_eq!(refusal(store.touch_customer_seen(customer, at).await), Refusal::NotFound);
    let inbox = store.update_inbox(InboxId(world.id()), InboxChanges::default(), at).await;
    assert_eq!(refusal(inbox), Refusal::NotFound);
}

fn said(world: &World, host_id: &str, name: Option<&str>, attributes: Option<&str>) -> HostCustomer {
    let new = NewCustomer {
        id: CustomerId(world.id()),
        inbox_id: world.inbox,
        name: name.map(Into::into),
        email: None,
        attributes: attributes.map(Into::into),
        at: world.now(),
    };
    HostCustomer { host_id: host_id.into(), new }
}

#[tokio::test]
async fn a_hosts_token_makes_a_customer_once_and_then_keeps_the_record_fresh() {
    let world = World::new().await;
    let store = &world.store;
    let first = store.upsert_host_customer(said(&world, "u1", Some("Ana"), None)).await.unwrap();
    assert_eq!((first.name.as_deref(), first.attributes.as_str()), (Some("Ana"), "{}"));
    let position = store.head_position().await.unwrap();
    let again = store.upsert_host_customer(said(&world, "u1", Some("Ana"), None)).await.unwrap();
    assert_eq!(again, first);
    let silent = store.upsert_host_customer(said(&world, "u1", None, None)).await.unwrap();
    assert_eq!(silent, first, "what a token does not say stays");
    assert_eq!(store.head_position().await.unwrap(), position, "and costs no write");
    let fresh = said(&world, "u1", Some("Ana Pérez"), Some(r#"{"plan":"pro"}"#));
    let at = fresh.new.at;
    let renamed = store.upsert_host_customer(fresh).await.unwrap();
    assert_eq!(renamed.id, first.id);
    assert_eq!((renamed.name.as_deref(), renamed.updated_at), (Some("Ana Pérez"), at));
    assert_eq!(renamed.attributes, r#"{"plan":"pro"}"#);
    assert_eq!(store.customer_by_host_id("u1").await.unwrap(), Some(renamed.clone()));
    let other = store.upsert_host_customer(said(&world, "u2", None, None)).await.unwrap();
    let nobody = CustomerId(world.id());
    let both = store.customers_by_ids(vec![other.id, nobody, first.id]).await.unwrap();
    assert_eq!(both, [other, renamed]);
}

#[tokio::test]
async fn customers_are_seen_and_come_through_an_inbox_that_is_there() {
    let world = World::new().await;
    let ana = world.customer("Ana").await.customer_id().unwrap();
    let (early, late) = (world.now(), world.now());
    world.store.touch_customer_seen(ana, late).await.unwrap();
    world.store.touch_customer_seen(ana, early).await.unwrap();
    assert_eq!(world.store.customer(ana).await.unwrap().unwrap().last_seen_at, Some(late));
    assert_eq!(world.store.customer(CustomerId(world.id())).await.unwrap(), None);
    let mut lost = said(&world, "u1", None, None);
    lost.new.inbox_id = InboxId(world.id());
    assert!(matches!(refusal(world.store.add_customer(lost.new.clone()).await), Refusal::Invalid { .. }));
    assert!(matches!(refusal(world.store.upsert_host_customer(lost).await), Refusal::Invalid { .. }));
}

#[tokio::test]
async fn an_installation_begins_with_one_inbox_and_one_team() {
    let world = World::new().await;
    let inboxes = world.store.inboxes().await.unwrap();
    let teams = world.store.teams().await.unwrap();
    assert_eq!((inboxes.len(), inboxes[0].id, inboxes[0].name.as_str()), (1, world.inbox, "Support"));
    assert!(inboxes[0].chat_enabled);
    assert_eq!(teams, [Team { id: world.team, name: "Support".into() }]);
    let seed = Seed { inbox_id: InboxId(world.id()), team_id: TeamId(world.id()), at: world.now() };
    assert!(!world.store.seed(seed).await.unwrap(), "once");
    assert_eq!(world.store.inboxes().await.unwrap(), inboxes);
}

#[tokio::test]
async fn inboxes_change_in_the_fields_named() {
    let world = World::new().await;
    let id = InboxId(world.id());
    let (greeting, color) = (Some("Hi!".to_owned()), Some("#0044ff".to_owned()));
    let new = NewInbox {
        id,
        kind: InboxKind::Website,
        name: "Shop".into(),
        greeting,
        color,
        team_id: world.team,
        at: world.now(),
    };
    let made = world.store.add_inbox(new).await.unwrap();
    let changes = InboxChanges { greeting: Some(None), chat_enabled: Some(false), ..InboxChanges::default() };
    let at = world.now();
    let changed = world.store.update_inbox(id, changes, at).await.unwrap();
    let mut expected = made.clone();
    (expected.greeting, expected.chat_enabled, expected.updated_at) = (None, false, at);
    assert_eq!(changed, expected);
    assert_eq!(world.store.inbox(id).await.unwrap(), Some(expected));
    let nowhere = InboxChanges { team_id: Some(TeamId(world.id())), ..InboxChanges::default() };
    let refused = world.store.update_inbox(id, nowhere, world.now()).await;
    assert!(matches!(refusal(refused), Refusal::Invalid { .. }));
}
