//! A rehearsal is in no list, count, sweep or other's feed, and leaves nothing behind.

use deskbell_domain::{Actor, ConversationId, InboxId, Refusal, Status, conversation::lifecycle, policy};
use deskbell_store::{Filter, Touched};

use crate::world::{World, refusal};

/// A rehearsal of some conversations, each with messages from both sides.
async fn rehearse(
    world: &World,
    conversations: usize,
    messages: usize,
) -> (InboxId, Actor, Vec<ConversationId>) {
    let inbox = world.rehearsal().await;
    let rea = world.rehearsing_agent(inbox, "Rea").await;
    let mut ids = Vec::new();
    for number in 0..conversations {
        let pia = world.rehearsing_customer(inbox, &format!("Pia {number}")).await;
        let id = world.chat(&pia).await;
        for message in 0..messages {
            world.says(&pia, id, &format!("c{message}"), "Still there?").await.unwrap();
            world.says(&rea, id, &format!("a{message}"), "Still here.").await.unwrap();
        }
        ids.push(id);
    }
    (inbox, rea, ids)
}

async fn drop_whole(world: &World, inbox: InboxId) -> usize {
    let mut steps = 1;
    while !world.store.drop_some_of_rehearsal(inbox, world.now()).await.unwrap() {
        steps += 1;
    }
    steps
}

#[tokio::test]
async fn no_list_count_or_sweep_knows_of_it() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let real = world.chat(&ana).await;
    let (_, rea, ids) = rehearse(&world, 3, 1).await;
    world.does(&rea, ids[0], lifecycle::resolve).await.unwrap();
    let view = policy::list_view(&bo).unwrap();
    for filter in [
        Filter::default(),
        Filter { status: Status::ALL.to_vec(), ..Filter::default() },
        Filter { team: Some(world.team), ..Filter::default() },
        Filter { inbox: world.state(ids[0]).await.rehearsal_id(), ..Filter::default() },
        Filter { assignee: rea.agent_id().map(deskbell_store::AssigneeFilter::Agent), ..Filter::default() },
        Filter { customer: Some(world.state(ids[1]).await.customer_id), ..Filter::default() },
        Filter { q: Some("pia".into()), ..Filter::default() },
    ] {
        let page = world.store.conversations(&view, filter.clone(), None, 50).await.unwrap();
        assert!(page.items.iter().all(|state| state.id == real), "{filter:?}");
    }
    let counts = world.store.open_counts(&view, bo.agent_id()).await.unwrap();
    assert_eq!((counts.all, counts.queue), (1, 1));
    let draft = world.rehearsing_customer(world.state(ids[0]).await.inbox_id, "Draft").await;
    world.join(&draft).await;
    assert!(world.store.drafts_before(world.now(), 10).await.unwrap().is_empty());
    assert!(world.store.resolved_before(world.now(), 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_feed_tells_of_it_apart_from_everything_else() {
    let world = World::new().await;
    let start = world.store.head_position().await.unwrap();
    let (inbox, rea, ids) = rehearse(&world, 1, 1).await;
    let feed = world.store.changes_after(start, 200).await.unwrap();
    for change in &feed {
        let others = Touched { rehearsal: None, ..change.touched.clone() };
        assert!(others.is_empty() && change.touched.is_rehearsal(), "{change:?}");
    }
    let told: Vec<_> = feed.iter().filter_map(|change| change.touched.rehearsal.as_deref()).collect();
    assert!(told.iter().any(|touched| touched.inboxes == [inbox]));
    assert!(
        told.iter()
            .any(|touched| Some(touched.agents.as_slice())
                == rea.agent_id().as_ref().map(std::slice::from_ref))
    );
    assert!(
        told.iter().any(|touched| touched.conversations.iter().any(|moved| moved.conversation_id == ids[0]))
    );
    let ana = world.customer("Ana").await;
    world.chat(&ana).await;
    let newest = world.store.changes_after(feed.last().unwrap().position, 200).await.unwrap();
    assert!(newest.iter().all(|change| change.touched.rehearsal.is_none()));
}

#[tokio::test]
async fn dropping_it_leaves_every_table_as_it_was_however_often_it_is_interrupted() {
    let mut world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let real = world.chat(&ana).await;
    world.says(&bo, real, "reply", "Hello Ana").await.unwrap();
    let (before, head) = (world.home.rows(), world.store.head_position().await.unwrap());
    let (inbox, rea, ids) = rehearse(&world, 20, 12).await;
    assert!(world.store.end_rehearsal(inbox, world.now()).await.unwrap());
    assert!(!world.store.end_rehearsal(inbox, world.now()).await.unwrap(), "once");
    for _ in 0..2 {
        assert!(!world.store.drop_some_of_rehearsal(inbox, world.now()).await.unwrap());
        world = world.killed();
    }
    assert!(drop_whole(&world, inbox).await > 2, "little by little");
    assert_eq!(world.home.rows(), before);
    assert!(world.store.conversation(ids[0]).await.unwrap().is_none());
    assert!(world.store.agent(rea.agent_id().unwrap()).await.unwrap().is_none());
    assert!(world.store.head_position().await.unwrap() > head, "positions are given once");
    assert!(world.store.verify_chain(real).await.unwrap().broken.is_none());
    world.says(&ana, real, "later", "And now?").await.unwrap();
    assert!(world.store.drop_some_of_rehearsal(inbox, world.now()).await.unwrap(), "once more does no harm");
    let (again, _, _) = rehearse(&world, 1, 1).await;
    world.store.end_rehearsal(again, world.now()).await.unwrap();
    drop_whole(&world, again).await;
    assert!(!world.store.tells_of_rehearsals().await.unwrap());
}

#[tokio::test]
async fn there_is_one_at_a_time_and_a_website_is_none() {
    let world = World::new().await;
    let inbox = world.rehearsal().await;
    let second = deskbell_store::NewInbox {
        id: InboxId(world.id()),
        kind: deskbell_domain::inbox::InboxKind::Rehearsal,
        name: "Second".into(),
        greeting: None,
        color: None,
        team_id: world.team,
        at: world.now(),
    };
    assert!(matches!(refusal(world.store.add_inbox(second).await), Refusal::Conflict(_)));
    assert!(!world.store.end_rehearsal(world.inbox, world.now()).await.unwrap());
    assert!(world.store.drop_some_of_rehearsal(world.inbox, world.now()).await.unwrap());
    assert!(world.store.inbox(world.inbox).await.unwrap().is_some(), "a website stays");
    assert_eq!(world.store.rehearsal_at(world.inbox).await.unwrap(), None);
    let pia = world.rehearsing_customer(inbox, "Pia").await;
    let id = world.chat(&pia).await;
    let newest = world.store.rehearsal_at(inbox).await.unwrap();
    assert_eq!(newest, Some(world.state(id).await.updated_at));
    world.store.end_rehearsal(inbox, world.now()).await.unwrap();
    let late = deskbell_store::NewAgent {
        id: deskbell_domain::AgentId(world.id()),
        host_id: None,
        email: None,
        name: "Late".into(),
        avatar_url: None,
        role: deskbell_domain::Role::Agent,
        team_ids: vec![],
        capacity: 5,
        rehearsal: Some(inbox),
        password_hash: None,
        at: world.now(),
    };
    assert_eq!(refusal(world.store.add_agent(late).await), Refusal::NotFound);
}
