//! Several nodes over one database.

use std::{sync::Arc, time::Duration};

use deskbell_store::{Filter, Options, Range, Store, StoreError};
use tokio::task::JoinSet;

use crate::world::{World, seqs};

/// Another node over a world's database.
fn another(world: &World) -> Store {
    let (store, mut commits) = Store::open(&Options { writers: 4, ..world.home.options() }).unwrap();
    tokio::spawn(async move { while commits.recv().await.is_some() {} });
    store
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_that_write_into_one_conversation_leave_no_gap_and_no_double() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let other = another(&world);
    let world = Arc::new(world);
    let beside = Arc::new(world.beside(other));
    let mut sending = JoinSet::new();
    for number in 0..60 {
        let (world, ana) = (Arc::clone(if number % 2 == 0 { &world } else { &beside }), ana.clone());
        // Each is sent through one node, every third through both.
        sending.spawn(async move { world.says(&ana, id, &format!("m{}", number / 3 * 3), "hello").await });
    }
    let mut fresh = 0;
    while let Some(sent) = sending.join_next().await {
        fresh += usize::from(!sent.unwrap().unwrap().repeated);
    }
    assert_eq!(fresh, 20, "each name once, whichever node it came through");
    let seen = world.sees(&ana, id, Range::After(0), 200).await;
    assert_eq!(seqs(&seen), (1..=seen.len() as u64).collect::<Vec<_>>());
    assert!(world.store.verify_chain(id).await.unwrap().broken.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_read_at_once_is_what_any_node_has_committed_last() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let beside = world.beside(another(&world));
    for number in 0..3 {
        let read = beside.store.conversations_by_id(vec![id]).await.unwrap();
        assert_eq!(read, [world.state(id).await]);
        world.says(&ana, id, &format!("m{number}"), "hello").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_who_comes_through_two_nodes_at_once_has_one_live_chat() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let beside = Arc::new(world.beside(another(&world)));
    let world = Arc::new(world);
    let mut coming = JoinSet::new();
    for number in 0..16 {
        let (world, ana) = (Arc::clone(if number % 2 == 0 { &world } else { &beside }), ana.clone());
        coming.spawn(async move { world.join(&ana).await.state.id });
    }
    let mut ids: Vec<_> = coming.join_all().await;
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_of_the_feed_passes_nothing_that_is_not_committed_yet() {
    let world = Arc::new(World::new().await);
    let mut conversations = Vec::new();
    for number in 0..8 {
        let customer = world.customer(&format!("C{number}")).await;
        conversations.push((world.chat(&customer).await, customer));
    }
    let start = world.store.head_position().await.unwrap();
    let beside = Arc::new(world.beside(another(&world)));
    let mut writing = JoinSet::new();
    for (place, (id, customer)) in conversations.into_iter().enumerate() {
        let world = Arc::clone(if place % 2 == 0 { &world } else { &beside });
        writing.spawn(async move {
            for number in 0..30 {
                world.says(&customer, id, &format!("m{number}"), "hello").await.unwrap();
            }
        });
    }
    let (mut cursor, mut seen, mut done) = (start, Vec::new(), false);
    loop {
        let page = world.store.changes_after(cursor, 50).await.unwrap();
        if page.is_empty() && done {
            break;
        }
        cursor = page.last().map_or(cursor, |change| change.position);
        seen.extend(page);
        done |= writing.try_join_next().is_none() && writing.is_empty();
        tokio::task::yield_now().await;
    }
    let again = world.store.changes_after(start, 200).await.unwrap();
    let mut all = again.clone();
    while let Some(last) = all.last().cloned() {
        let more = world.store.changes_after(last.position, 200).await.unwrap();
        if more.is_empty() {
            break;
        }
        all.extend(more);
    }
    assert_eq!(seen, all, "whoever reads along sees what whoever comes later sees");
    let mut heads = std::collections::HashMap::new();
    for moved in seen.iter().flat_map(|change| &change.touched.conversations) {
        let head = heads.entry(moved.conversation_id).or_insert(moved.after_seq);
        assert_eq!(*head, moved.after_seq, "each row goes on where the one before ended");
        *head = moved.head_seq;
    }
    assert!(seen.iter().any(|change| change.node != seen[0].node), "both nodes are told apart");
}

#[tokio::test]
async fn a_node_whose_lease_was_taken_decides_nothing_any_more() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let draft = world.join(&ana).await.state.id;
    let other = another(&world);
    let second = Duration::from_secs(1);
    let mine = world.store.take_lease("tending", second * 30).await.unwrap().unwrap();
    assert_eq!(other.take_lease("tending", second * 30).await.unwrap(), None, "somebody has it");
    assert_eq!(world.store.take_lease("tending", second * 30).await.unwrap().unwrap(), mine, "it is renewed");
    world.store.give_back(mine.clone()).await.unwrap();
    let theirs = other.take_lease("tending", second * 30).await.unwrap().unwrap();
    assert!(theirs.number > mine.number);
    let late = world.store.under(mine).delete_draft(draft, world.now()).await;
    assert!(matches!(late, Err(StoreError::Superseded)), "{late:?}");
    assert!(other.under(theirs).delete_draft(draft, world.now()).await.unwrap());
}

#[tokio::test]
async fn what_a_node_that_died_has_left_stands_in_lists_once_somebody_tends() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(world.ticket(&ana, |_| {}).await);
    }
    assert_eq!(world.lists(&bo, Filter::default(), 50).await, [ids[2], ids[1], ids[0]]);
    world.says(&ana, ids[0], "again", "anybody?").await.unwrap();
    let beside = world.beside(another(&world));
    assert_eq!(beside.lists(&bo, Filter::default(), 50).await, [ids[2], ids[1], ids[0]], "not moved yet");
    beside.store.tend().await.unwrap();
    assert_eq!(beside.lists(&bo, Filter::default(), 50).await, [ids[0], ids[2], ids[1]]);
    assert_ne!(world.home.sql("SELECT count(*) FROM checkpoints"), "0", "and a checkpoint names what moved");
}
