//! One live chat for each customer and inbox.

use std::sync::Arc;

use deskbell_domain::{
    ConversationId, CustomerId, InboxId, Refusal,
    conversation::{Kind, create, lifecycle},
};
use deskbell_store::{StartPlan, StoreError};
use tokio::task::JoinSet;

use crate::world::{World, refusal};

#[tokio::test]
async fn whoever_joins_many_times_at_once_has_one_live_chat() {
    let world = Arc::new(World::new().await);
    let ana = world.customer("Ana").await;
    let mut joins = JoinSet::new();
    for _ in 0..20 {
        let (world, ana) = (Arc::clone(&world), ana.clone());
        joins.spawn(async move { world.join(&ana).await });
    }
    let joined = joins.join_all().await;
    assert_eq!(joined.iter().filter(|one| one.made).count(), 1);
    assert!(joined.iter().all(|one| one.state.id == joined[0].state.id));
}

#[tokio::test]
async fn a_second_live_chat_is_refused_by_the_rows_themselves() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    world.join(&ana).await;
    let (input, occasion, actor) = (world.start_input(&ana, Kind::Chat), world.occasion(), ana.clone());
    let forced = world
        .store
        .start(input.customer_id, input.inbox_id, None, move |_| {
            let make = Box::new(create::create(&actor, &occasion, input.clone())?);
            Ok(StartPlan::Make { close_live: None, make })
        })
        .await;
    assert!(matches!(forced, Err(StoreError::Failed(_))), "{forced:?}");
    world.join(&ana).await;
}

#[tokio::test]
async fn a_new_chat_closes_the_resolved_one_and_links_to_it_in_one_commit() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let old = world.chat(&ana).await;
    world.does(&bo, old, lifecycle::resolve).await.unwrap();
    let (input, actor) = (world.start_input(&ana, Kind::Chat), ana.clone());
    let (closing, making) = (world.occasion(), world.occasion());
    let started = world
        .store
        .start(input.customer_id, input.inbox_id, Some(9), move |scene| {
            let live = scene.live.ok_or(Refusal::NotFound)?;
            let close = lifecycle::close(&deskbell_domain::Actor::System, &closing, live)?;
            let mut input = input.clone();
            input.previous_conversation_id = Some(live.id);
            let make = Box::new(create::create(&actor, &making, input)?);
            Ok(StartPlan::Make { close_live: Some(Box::new(close)), make })
        })
        .await
        .unwrap();
    assert!(started.made);
    assert_eq!(started.state.previous_conversation_id, Some(old));
    assert_eq!(world.state(old).await.status.as_str(), "closed");
    let commits = world.commits().await;
    let last = commits.last().unwrap();
    let ids: Vec<_> = last.changes.iter().map(|change| (change.after.id, change.origin)).collect();
    assert_eq!(ids, [(old, Some(9)), (started.state.id, Some(9))]);
    assert!(last.changes[1].before.is_none());
    let world = world.reopened().await;
    assert_eq!(world.state(started.state.id).await, started.state);
}

#[tokio::test]
async fn a_chat_after_a_closed_one_is_told_of_it() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    assert_eq!(world.join(&ana).await.state.previous_conversation_id, None);
    let first = world.chat(&ana).await;
    world.does(&bo, first, lifecycle::close).await.unwrap();
    let second = world.chat(&ana).await;
    assert_eq!(world.state(second).await.previous_conversation_id, Some(first));
    world.does(&bo, second, lifecycle::close).await.unwrap();
    assert_eq!(world.join(&ana).await.state.previous_conversation_id, Some(second));
}

#[tokio::test]
async fn nobody_starts_where_there_is_nothing() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let plan = |_: deskbell_store::StartScene<'_>| Ok(StartPlan::Keep(()));
    let nobody = world.store.start(CustomerId(world.id()), world.inbox, None, plan).await;
    assert_eq!(refusal(nobody), Refusal::NotFound);
    let nowhere = world.store.start(ana.customer_id().unwrap(), InboxId(world.id()), None, plan).await;
    assert_eq!(refusal(nowhere), Refusal::NotFound);
    let unknown = world.does(&ana, ConversationId(world.id()), lifecycle::resolve).await;
    assert_eq!(refusal(unknown), Refusal::NotFound);
    assert_eq!(world.store.conversation(ConversationId(world.id())).await.unwrap(), None);
}
