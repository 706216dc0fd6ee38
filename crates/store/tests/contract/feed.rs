//! The change feed: one position for each commit that changed something, whatever it was.

use deskbell_domain::{ConversationId, agent::Availability, conversation::lifecycle};
use deskbell_domain::{
    InboxId, TeamId,
    inbox::{InboxKind, Team},
};
use deskbell_store::{AgentChanges, InboxChanges, Moved, NewInbox, Touched};

use crate::world::World;

#[tokio::test]
async fn every_write_leaves_a_position_that_names_what_it_touched() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let (customer, agent) = (ana.customer_id().unwrap(), bo.agent_id().unwrap());
    let start = world.store.head_position().await.unwrap();
    let id = world.chat(&ana).await;
    world.store.set_availability(agent, Availability::Online, world.now()).await.unwrap();
    world.store.touch_last_seen(agent, world.now()).await.unwrap();
    world.store.set_password(agent, "hash".into(), world.now()).await.unwrap();
    let changes = AgentChanges { name: Some("Bob".into()), ..AgentChanges::default() };
    world.store.update_agent(agent, changes, world.now()).await.unwrap();
    world.store.touch_customer_seen(customer, world.now()).await.unwrap();
    world.store.set_setting("sight", "own", world.now()).await.unwrap();
    world.store.revoke_token("jti", world.now(), world.now()).await.unwrap();
    let team = Team { id: TeamId(world.id()), name: "Sales".into() };
    world.store.add_team(team.clone(), world.now()).await.unwrap();
    let inbox = InboxId(world.id());
    let (name, greeting, color) = ("Shop".into(), None, None);
    let new = NewInbox {
        id: inbox,
        kind: InboxKind::Website,
        name,
        greeting,
        color,
        team_id: team.id,
        at: world.now(),
    };
    world.store.add_inbox(new).await.unwrap();
    world.store.update_inbox(inbox, InboxChanges::default(), world.now()).await.unwrap();
    world.reads(&ana, id, 2).await;

    let feed = world.store.changes_after(start, 100).await.unwrap();
    let positions: Vec<_> = feed.iter().map(|change| change.position).collect();
    assert_eq!(positions, (start + 1..=start + positions.len() as u64).collect::<Vec<_>>());
    assert!(feed.is_sorted_by_key(|change| change.at));
    let moved = |after_seq, head_seq| Touched {
        conversations: vec![Moved { conversation_id: id, after_seq, head_seq }],
        ..Touched::default()
    };
    let of_agent = || Touched { agents: vec![agent], ..Touched::default() };
    let expected = [
        moved(0, 1),
        moved(1, 2),
        of_agent(),
        of_agent(),
        of_agent(),
        of_agent(),
        Touched { customers: vec![customer], ..Touched::default() },
        Touched { settings: vec!["sight".into()], ..Touched::default() },
        Touched { tokens: true, ..Touched::default() },
        Touched { teams: vec![team.id], ..Touched::default() },
        Touched { inboxes: vec![inbox], ..Touched::default() },
        Touched { inboxes: vec![inbox], ..Touched::default() },
        moved(2, 2),
    ];
    let touched: Vec<_> = feed.iter().map(|change| change.touched.clone()).collect();
    assert_eq!(touched, expected);
    let published = world.commits().await;
    let published: Vec<_> = published.iter().filter(|batch| batch.position > start).collect();
    assert_eq!(published.iter().map(|batch| batch.position).collect::<Vec<_>>(), positions);
    assert!(
        published.iter().zip(&feed).all(|(batch, row)| batch.touched == row.touched && batch.at == row.at)
    );
}

#[tokio::test]
async fn what_changes_nothing_leaves_nothing() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.does(&bo, id, lifecycle::resolve).await.unwrap();
    world.store.set_setting("a", "1", world.now()).await.unwrap();
    world.store.revoke_token("jti", world.now(), world.now()).await.unwrap();
    let head = world.store.head_position().await.unwrap();
    world.does(&bo, id, lifecycle::resolve).await.unwrap();
    world.store.set_setting("a", "1", world.now()).await.unwrap();
    world.store.revoke_token("jti", world.now(), world.now()).await.unwrap();
    world.join(&ana).await;
    assert!(world.does(&bo, ConversationId(world.id()), lifecycle::resolve).await.is_err());
    assert_eq!(world.store.head_position().await.unwrap(), head);
}

#[tokio::test]
async fn the_feed_is_read_along_a_cursor_and_goes_on_after_a_restart() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let world = world.reopened().await;
    for number in 0..10 {
        world.says(&ana, id, &format!("c{number}"), "hello").await.unwrap();
    }
    let (mut cursor, mut seen) = (0, Vec::new());
    loop {
        let page = world.store.changes_after(cursor, 3).await.unwrap();
        let Some(last) = page.last() else { break };
        cursor = last.position;
        seen.extend(page);
    }
    assert!(seen.is_sorted_by_key(|change| (change.position, change.at)));
    let mut head = 0;
    for moved in seen.iter().flat_map(|change| &change.touched.conversations) {
        assert_eq!(moved.after_seq, head, "each row goes on where the one before ended");
        head = moved.head_seq;
    }
    assert_eq!(head, world.state(id).await.head_seq);
    assert_eq!(cursor, world.store.head_position().await.unwrap());
}
