//! What time has run out for.

use deskbell_domain::{conversation::lifecycle, policy};
use deskbell_store::Range;

use crate::world::World;

#[tokio::test]
async fn old_drafts_are_found_and_deleted_with_all_they_have() {
    let world = World::new().await;
    let (ana, zoe, bo) =
        (world.customer("Ana").await, world.customer("Zoe").await, world.customer("Bo").await);
    let old = world.join(&ana).await.state.id;
    let begun = world.join(&zoe).await.state.id;
    world.says(&zoe, begun, "m", "Hello").await.unwrap();
    let until = world.now();
    world.join(&bo).await;
    assert_eq!(world.store.drafts_before(until, 10).await.unwrap(), [old]);
    let view = policy::view(&ana, &*world.state(old).await).unwrap();
    assert!(world.store.delete_draft(old, world.now()).await.unwrap());
    assert!(!world.store.delete_draft(old, world.now()).await.unwrap(), "it is gone");
    assert!(!world.store.delete_draft(begun, world.now()).await.unwrap(), "no draft any more");
    assert_eq!(world.store.conversation(old).await.unwrap(), None);
    assert!(world.store.timeline(&view, Range::Last, 50).await.unwrap().is_empty());
    assert!(world.store.drafts_before(until, 10).await.unwrap().is_empty());
    let feed = world.store.changes_after(0, 200).await.unwrap();
    assert_eq!(feed.last().unwrap().touched.removed, [old]);
    assert!(world.join(&ana).await.made, "and another may be made");
}

#[tokio::test]
async fn what_was_resolved_long_ago_and_is_so_still_comes_oldest_first() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let mut ids = Vec::new();
    for _ in 0..4 {
        let id = world.ticket(&ana, |_| {}).await;
        world.does(&bo, id, lifecycle::resolve).await.unwrap();
        ids.push(id);
    }
    world.does(&bo, ids[1], lifecycle::reopen).await.unwrap();
    let until = world.now();
    let late = world.ticket(&ana, |_| {}).await;
    world.does(&bo, late, lifecycle::resolve).await.unwrap();
    assert_eq!(world.store.resolved_before(until, 10).await.unwrap(), [ids[0], ids[2], ids[3]]);
    assert_eq!(world.store.resolved_before(until, 2).await.unwrap(), [ids[0], ids[2]]);
    world.does(&bo, ids[0], lifecycle::close).await.unwrap();
    assert_eq!(world.store.resolved_before(until, 10).await.unwrap(), [ids[2], ids[3]]);
}
