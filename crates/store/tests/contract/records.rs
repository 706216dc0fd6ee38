//! Small collections, and the log of who changed what.

use deskbell_domain::{AgentId, Role};
use deskbell_store::{AuditFilter, AuditRow, Blocking, CustomerChanges, INVITATIONS, NewAgent, Record};

use crate::world::World;

const TAKEN: &str = "This is taken.";

fn record(world: &World, key: &str) -> Record {
    let at = world.now();
    Record { id: world.id(), key: key.into(), body: "{}".into(), uses: 0, created_at: at, updated_at: at }
}

fn row(world: &World, action: &str) -> AuditRow {
    AuditRow {
        id: world.id(),
        at: world.now(),
        actor_id: Some(uuid::Uuid::from_u128(7)),
        actor_name: "Cy".into(),
        action: action.into(),
        target_type: "label".into(),
        target_id: None,
        target_name: "vip".into(),
        changes: r#"[{"field":"name","from":null,"to":"vip"}]"#.into(),
    }
}

async fn actions(world: &World, filter: AuditFilter) -> Vec<String> {
    let page = world.store.audit(filter, None, 50).await.unwrap();
    page.items.into_iter().map(|row| row.action).collect()
}

#[tokio::test]
async fn a_record_is_kept_with_its_key_once_in_its_kind() {
    let world = World::new().await;
    let (vip, other) = (record(&world, "vip"), record(&world, "b2b"));
    for one in [&vip, &other] {
        world.store.put_record("label", one.clone(), TAKEN, None).await.unwrap();
    }
    let twin = record(&world, "vip");
    let refused = world.store.put_record("label", twin.clone(), TAKEN, Some(row(&world, "x"))).await;
    assert_eq!(refused.unwrap_err().to_string(), TAKEN);
    world.store.put_record("view", twin.clone(), TAKEN, None).await.unwrap();
    assert!(actions(&world, AuditFilter::default()).await.is_empty(), "what is refused leaves no row");
    let world = world.reopened().await;
    let kept: Vec<_> = world.store.records("label").await.unwrap().into_iter().map(|one| one.key).collect();
    assert_eq!(kept, ["b2b", "vip"]);
    assert_eq!(world.store.record_by_key("view", "vip").await.unwrap().unwrap().id, twin.id);
    assert_eq!(world.store.count_records("label").await.unwrap(), 2);
}

#[tokio::test]
async fn a_changed_record_keeps_its_uses_and_its_beginning() {
    let world = World::new().await;
    let first = record(&world, "hi");
    world.store.put_record("cannedResponse", first.clone(), TAKEN, None).await.unwrap();
    assert!(world.store.use_record("cannedResponse", first.id).await.unwrap());
    assert!(world.store.use_record("cannedResponse", first.id).await.unwrap());
    assert!(!world.store.use_record("cannedResponse", world.id()).await.unwrap());
    let changed = Record {
        key: "hello".into(),
        body: r#"{"a":1}"#.into(),
        ..Record { id: first.id, ..record(&world, "") }
    };
    world.store.put_record("cannedResponse", changed, TAKEN, None).await.unwrap();
    let kept = world.store.record("cannedResponse", first.id).await.unwrap().unwrap();
    assert_eq!((kept.key.as_str(), kept.body.as_str(), kept.uses), ("hello", r#"{"a":1}"#, 2));
    assert_eq!(kept.created_at, first.created_at);
}

#[tokio::test]
async fn records_under_a_prefix_are_those_of_one_customer() {
    let world = World::new().await;
    for key in ["a 1", "a 2", "a%3", "b 1"] {
        world.store.put_record("customerNote", record(&world, key), TAKEN, None).await.unwrap();
    }
    let under = |prefix: &'static str| world.store.records_under("customerNote", prefix, 10);
    let keys: Vec<_> = under("a ").await.unwrap().into_iter().map(|one| one.key).collect();
    assert_eq!(keys, ["a 1", "a 2"]);
    assert_eq!(under("a%").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_change_and_its_row_of_the_log_are_written_together_and_the_feed_tells_the_kind() {
    let world = World::new().await;
    let vip = record(&world, "vip");
    let made = Some(row(&world, "label.created"));
    world.store.put_record("label", vip.clone(), TAKEN, made).await.unwrap();
    let gone = Some(row(&world, "label.removed"));
    assert!(world.store.remove_record("label", vip.id, gone.clone(), world.now()).await.unwrap());
    assert!(!world.store.remove_record("label", vip.id, gone, world.now()).await.unwrap());
    assert_eq!(actions(&world, AuditFilter::default()).await, ["label.removed", "label.created"]);
    let touched = world.store.changes_after(0, 100).await.unwrap();
    let kinds = touched.iter().flat_map(|change| change.touched.records.clone()).collect::<Vec<_>>();
    assert_eq!(kinds, ["label", "label"]);
}

#[tokio::test]
async fn the_log_is_read_in_pages_and_by_action_and_actor() {
    let world = World::new().await;
    for number in 0..5 {
        let action = if number % 2 == 0 { "even" } else { "odd" };
        world.store.add_audit(row(&world, action)).await.unwrap();
    }
    let first = world.store.audit(AuditFilter::default(), None, 3).await.unwrap();
    let cursor = first.next_cursor.unwrap();
    let second = world.store.audit(AuditFilter::default(), Some(&cursor), 3).await.unwrap();
    assert_eq!((first.items.len(), second.items.len(), second.next_cursor), (3, 2, None));
    assert!(first.items.iter().all(|row| !second.items.contains(row)));
    let of = |action: &str| AuditFilter { action: Some(action.into()), ..AuditFilter::default() };
    assert_eq!(actions(&world, of("odd")).await.len(), 2);
    let by = |number| AuditFilter { actor_id: Some(uuid::Uuid::from_u128(number)), ..AuditFilter::default() };
    assert_eq!(actions(&world, by(7)).await.len(), 5);
    assert!(actions(&world, by(8)).await.is_empty());
    assert!(world.store.audit(AuditFilter::default(), Some("elsewhere"), 3).await.is_err());
}

#[tokio::test]
async fn of_two_who_accept_one_invitation_one_gets_the_account() {
    let world = World::new().await;
    let invitation = record(&world, "digest");
    world.store.put_record(INVITATIONS, invitation.clone(), TAKEN, None).await.unwrap();
    let account = |email: &str| NewAgent {
        id: AgentId(world.id()),
        host_id: None,
        email: Some(email.into()),
        name: "Dee".into(),
        avatar_url: None,
        role: Role::Agent,
        team_ids: vec![world.team],
        capacity: 5,
        rehearsal: None,
        password_hash: None,
        at: world.now(),
    };
    let made = || Some(row(&world, "agent.created"));
    let (one, two) = tokio::join!(
        world.store.add_agent_audited(account("dee@example.test"), Some(invitation.id), made()),
        world.store.add_agent_audited(account("eve@example.test"), Some(invitation.id), made()),
    );
    assert_eq!([one.is_ok(), two.is_ok()].into_iter().filter(|made| *made).count(), 1);
    assert_eq!(world.store.agents().await.unwrap().len(), 1);
    assert_eq!(actions(&world, AuditFilter::default()).await, ["agent.created"]);
    // An account that cannot be made leaves the invitation as it was.
    let again = record(&world, "another");
    world.store.put_record(INVITATIONS, again.clone(), TAKEN, None).await.unwrap();
    let taken = world.store.agents().await.unwrap().pop().unwrap().email.unwrap();
    assert!(world.store.add_agent_audited(account(&taken), Some(again.id), made()).await.is_err());
    assert!(world.store.record(INVITATIONS, again.id).await.unwrap().is_some());
}

#[tokio::test]
async fn a_customer_is_blocked_with_a_reason_and_let_in_again_without_one() {
    let world = World::new().await;
    let ana = world.customer("Ana").await.customer_id().unwrap();
    let block = |key: &str| Blocking::Block(record(&world, key));
    for _ in 0..2 {
        let audit = row(&world, "customer.blocked");
        let blocked = world.store.set_blocked(ana, block("customer ana"), audit, world.now()).await.unwrap();
        assert!(blocked.blocked);
        assert_eq!(world.store.count_records("block").await.unwrap(), 1);
    }
    let audit = row(&world, "customer.unblocked");
    let in_again = Blocking::LetIn("customer ana".into());
    assert!(!world.store.set_blocked(ana, in_again, audit, world.now()).await.unwrap().blocked);
    assert_eq!(world.store.count_records("block").await.unwrap(), 0);
    let labels = Some(vec!["b2b".to_owned(), "vip".to_owned()]);
    let changes =
        CustomerChanges { labels: labels.clone(), context: Some("{}".into()), ..Default::default() };
    world.store.update_customer(ana, changes, world.now()).await.unwrap();
    let world = world.reopened().await;
    let kept = world.store.customer(ana).await.unwrap().unwrap();
    assert_eq!((Some(kept.labels), kept.context.as_deref(), kept.blocked), (labels, Some("{}"), false));
}

#[tokio::test]
async fn what_a_customer_says_is_kept_over_what_they_said_before_within_its_bounds() {
    let world = World::new().await;
    let ana = world.customer("Ana").await.customer_id().unwrap();
    let says = async |json: &str| {
        let details = Some(serde_json::from_str(json).unwrap());
        let changes = CustomerChanges { details, ..Default::default() };
        world.store.update_customer(ana, changes, world.now()).await.map(|customer| customer.details)
    };
    assert_eq!(world.store.customer(ana).await.unwrap().unwrap().details, "{}");
    // Two tabs at once take nothing from each other.
    let (one, two) = tokio::join!(says(r#"{"order":"42"}"#), says(r#"{"member":true}"#));
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(says(r#"{"order":null,"plan":1.5}"#).await.unwrap(), r#"{"member":true,"plan":1.5}"#);
    let many: Vec<_> = (0..20).map(|number| format!(r#""k{number}":1"#)).collect();
    assert!(says(&format!("{{{}}}", many.join(","))).await.is_err());
    let others = CustomerChanges { labels: Some(vec!["vip".into()]), ..Default::default() };
    world.store.update_customer(ana, others, world.now()).await.unwrap();
    let world = world.reopened().await;
    let kept = world.store.customer(ana).await.unwrap().unwrap();
    assert_eq!(kept.details, r#"{"member":true,"plan":1.5}"#);
}
