//! Unread: computed from one's own watermark, and from nothing else.

use deskbell_domain::conversation::ReadCounts;
use std::sync::{Arc, Mutex};

use crate::world::World;

#[tokio::test]
async fn unread_counts_what_others_wrote_after_ones_own_cursor() {
    let world = World::new().await;
    let (ana, bo, cleo) = (world.customer("Ana").await, world.agent("Bo").await, world.agent("Cleo").await);
    let id = world.chat(&ana).await;
    for number in 0..3 {
        world.says(&ana, id, &format!("a{number}"), "hello?").await.unwrap();
        world.says(&bo, id, &format!("b{number}"), "yes").await.unwrap();
    }
    assert_eq!(world.unread(&ana, id).await, 3);
    assert_eq!(world.unread(&bo, id).await, 4);
    assert_eq!(world.unread(&cleo, id).await, 7);
    let read = world.reads(&bo, id, 3).await;
    assert!(read.changed && read.entries.is_empty());
    assert_eq!(world.unread(&bo, id).await, 2, "his own messages after the cursor stay settled");
    assert_eq!(world.unread(&ana, id).await, 3, "another's reading changes nothing");
    world.notes(&cleo, id, "n1", "a note").await;
    assert_eq!(world.unread(&bo, id).await, 2, "nor does a note");
    let world = world.reopened().await;
    assert_eq!(world.unread(&bo, id).await, 2);
    world.reads(&bo, id, 10_000).await;
    assert_eq!(world.unread(&bo, id).await, 0);
    world.reads(&ana, id, 4).await;
    assert_eq!(world.unread(&ana, id).await, 2);
}

#[tokio::test]
async fn a_watermark_that_stays_writes_nothing() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    world.reads(&ana, id, 2).await;
    let position = world.store.head_position().await.unwrap();
    let updated_at = world.state(id).await.updated_at;
    assert!(!world.reads(&ana, id, 2).await.changed);
    assert!(!world.reads(&ana, id, 1).await.changed);
    assert_eq!(world.store.head_position().await.unwrap(), position);
    assert_eq!(world.state(id).await.updated_at, updated_at);
}

#[tokio::test]
async fn the_timeline_counts_alike_at_every_seq() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.says(&bo, id, "b1", "Hi").await.unwrap();
    world.notes(&bo, id, "n1", "note").await;
    world.says(&ana, id, "a1", "Thanks").await.unwrap();
    world.says(&bo, id, "b2", "Bye").await.unwrap();
    let counted = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&counted);
    let refused = world
        .store
        .decide_receipt(id, bo.sender().kind, None, move |state, counts| {
            *kept.lock().unwrap() = (0..=state.head_seq).map(counts).collect();
            Err(deskbell_domain::Refusal::Forbidden)
        })
        .await;
    assert!(refused.is_err());
    // 1 created, 2 Ana, 3 Bo, 4 assigned, 5 note, 6 Ana, 7 Bo
    let expected = [(0, 2), (0, 2), (1, 2), (2, 1), (2, 1), (2, 1), (3, 1), (4, 0)];
    let expected = expected.map(|(messages_up_to, own_after)| ReadCounts { messages_up_to, own_after });
    assert_eq!(*counted.lock().unwrap(), expected);
}
