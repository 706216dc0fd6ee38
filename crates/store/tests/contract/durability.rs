//! Acknowledged means on disk.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use deskbell_store::{Filter, Options, Range, Store, StoreError};
use tokio::task::JoinSet;

use crate::{
    home::path_in,
    world::{World, texts},
};

#[tokio::test]
async fn what_was_acknowledged_is_there_after_the_store_is_gone_without_a_word() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    for number in 0..20 {
        world.says(&bo, id, &format!("c{number}"), &format!("{number:02}")).await.unwrap();
    }
    world.notes(&bo, id, "n", "note").await;
    let (state, position) = (world.state(id).await, world.store.head_position().await.unwrap());
    let world = world.killed();
    assert_eq!(world.state(id).await, state);
    assert_eq!(world.store.head_position().await.unwrap(), position);
    assert_eq!(world.sees(&bo, id, Range::Last, 200).await.len(), 24);
    assert_eq!(world.store.verify_chain(id).await.unwrap().broken, None);
    assert_eq!(world.says(&bo, id, "after", "still here").await.unwrap().entry.seq, 25);
}

#[tokio::test]
async fn what_was_acknowledged_is_in_the_files_at_that_moment() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    for number in 0..30 {
        world.says(&ana, id, &format!("c{number}"), &format!("{number:02}")).await.unwrap();
    }
    let elsewhere = world.home.copied();
    let (copy, _commits) = Store::open(&Options::new(path_in(&elsewhere))).unwrap();
    let state = copy.conversation(id).await.unwrap().unwrap();
    assert_eq!(state.message_count, 31);
    assert_eq!(copy.verify_chain(id).await.unwrap().broken, None);
}

#[tokio::test]
async fn shutting_down_finishes_what_was_accepted_and_takes_nothing_more() {
    let world = Arc::new(World::new().await);
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let closing = Arc::new(AtomicBool::new(false));
    let mut senders = JoinSet::new();
    for number in 0..100 {
        let (world, ana, closing) = (Arc::clone(&world), ana.clone(), Arc::clone(&closing));
        senders.spawn(async move {
            let sent = world.says(&ana, id, &format!("c{number}"), "hello").await;
            if number == 50 {
                closing.store(true, Ordering::Relaxed);
                world.store.shutdown().await;
            }
            sent
        });
    }
    let mut kept = 0;
    for sent in senders.join_all().await {
        match sent {
            Ok(_) => kept += 1,
            Err(StoreError::Closed) => assert!(closing.load(Ordering::Relaxed)),
            Err(other) => panic!("{other}"),
        }
    }
    assert!(matches!(world.says(&ana, id, "late", "x").await, Err(StoreError::Closed)));
    assert!(matches!(world.store.checkup().await, Err(StoreError::Closed)));
    assert!(matches!(world.store.agents().await, Err(StoreError::Closed)));
    let (again, _commits) = Store::open(&Options::new(path_in(&world.home.folder))).unwrap();
    assert_eq!(again.conversation(id).await.unwrap().unwrap().message_count, kept + 1);
    let log = world.home.folder.path().join("deskbell.db-wal");
    assert!(std::fs::metadata(log).map_or(0, |log| log.len()) == 0, "the log is back in the file");
}

#[tokio::test]
async fn a_checkup_commits_and_leaves_no_trace() {
    let world = World::new().await;
    let position = world.store.head_position().await.unwrap();
    world.store.checkup().await.unwrap();
    world.store.checkup().await.unwrap();
    assert_eq!(world.store.head_position().await.unwrap(), position);
}

#[tokio::test]
async fn a_listener_who_has_gone_away_stops_nobody() {
    let world = World::with(|options| options.commits_ahead = 1).await;
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    world.store.shutdown().await;
    let (store, commits) =
        Store::open(&Options { commits_ahead: 1, ..Options::new(path_in(&world.home.folder)) }).unwrap();
    drop(commits);
    let world = world.over(store);
    for number in 0..10 {
        world.says(&ana, id, &format!("c{number}"), &format!("{number}")).await.unwrap();
    }
    assert_eq!(texts(&world.sees(&ana, id, Range::Last, 1).await), ["9"]);
}

#[tokio::test]
async fn after_a_crash_every_conversation_stands_where_its_newest_message_says() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(world.ticket(&ana, |_| {}).await);
    }
    assert_eq!(world.lists(&bo, Filter::default(), 50).await, [3, 2, 1, 0].map(|number: usize| ids[number]));
    for number in [2, 0] {
        world.says(&ana, ids[number], "again", "anybody?").await.unwrap();
    }
    let crashed = world.home.copied();
    let (store, _commits) = Store::open(&Options::new(path_in(&crashed))).unwrap();
    let world = world.over(store);
    assert_eq!(world.lists(&bo, Filter::default(), 3).await, [0, 2, 3, 1].map(|number: usize| ids[number]));
}
