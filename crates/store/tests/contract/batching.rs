//! Whatever has queued shares a commit, and nobody suffers from a neighbour in it.

use std::sync::{Arc, mpsc};

use deskbell_domain::{
    AgentId, ConversationId, Refusal,
    conversation::{assign, lifecycle},
    entry::NamedAgent,
};
use deskbell_store::{Range, StoreError};
use tokio::task::JoinHandle;

use crate::world::{World, refusal, texts};

/// Keeps the writer inside a decision until let go, so that everything asked meanwhile shares the next batch.
struct Held {
    go: mpsc::Sender<()>,
    holding: JoinHandle<()>,
}

async fn hold(world: &World, id: ConversationId) -> Held {
    let (go, wait) = mpsc::channel();
    let (inside, entered) = tokio::sync::oneshot::channel();
    let inside = std::sync::Mutex::new(Some(inside));
    let wait = std::sync::Mutex::new(wait);
    let store = world.store.clone();
    let holding = tokio::spawn(async move {
        let refused = store
            .decide::<(), _>(id, None, move |_| {
                if let Some(inside) = inside.lock().unwrap().take() {
                    inside.send(()).unwrap();
                }
                wait.lock().unwrap().recv().unwrap();
                Err(Refusal::Forbidden)
            })
            .await;
        assert_eq!(refusal(refused), Refusal::Forbidden);
    });
    entered.await.unwrap();
    Held { go, holding }
}

impl Held {
    async fn let_go(self) {
        self.go.send(()).unwrap();
        self.holding.await.unwrap();
    }
}

/// Starts asking, so that the question stands in the queue before the next one: a task asks the first time it
/// runs, and on this runtime it runs as soon as we step aside.
async fn asks<T: Send + 'static>(asking: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    let asked = tokio::spawn(asking);
    tokio::task::yield_now().await;
    asked
}

#[tokio::test]
async fn a_refused_decision_and_a_panic_leave_their_neighbours_alone() {
    let world = Arc::new(World::new().await);
    let (ana, bo) = (world.customer("Ana").await, world.customer("Bo").await);
    let id = world.chat(&ana).await;
    let held = hold(&world, id).await;
    let says = |client_id: &'static str| {
        let (world, ana) = (Arc::clone(&world), ana.clone());
        async move { world.says(&ana, id, client_id, client_id).await }
    };
    let first = asks(says("one")).await;
    let stranger = {
        let (world, bo) = (Arc::clone(&world), bo.clone());
        asks(async move { world.says(&bo, id, "x", "let me in").await }).await
    };
    let panicking = {
        let world = Arc::clone(&world);
        asks(async move { world.store.decide::<(), _>(id, None, |_| panic!("on purpose")).await }).await
    };
    let second = asks(says("two")).await;
    held.let_go().await;
    let (first, second) = (first.await.unwrap().unwrap(), second.await.unwrap().unwrap());
    assert_eq!((first.entry.seq, second.entry.seq), (3, 4));
    assert_eq!(refusal(stranger.await.unwrap()), Refusal::NotFound);
    assert!(matches!(panicking.await.unwrap(), Err(StoreError::Failed(_))));
    let commits = world.commits().await;
    let shared = commits.last().unwrap();
    assert_eq!(shared.changes.len(), 2, "both messages stand in one commit");
    assert_eq!(shared.changes[0].after, *shared.changes[1].before.as_ref().unwrap());
    assert!(world.says(&ana, id, "three", "three").await.is_ok(), "the writer lives");
}

#[tokio::test]
async fn a_statement_that_fails_takes_nobody_with_it() {
    let world = Arc::new(World::new().await);
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    let held = hold(&world, id).await;
    let says = |client_id: &'static str| {
        let (world, ana) = (Arc::clone(&world), ana.clone());
        async move { world.says(&ana, id, client_id, client_id).await }
    };
    let first = asks(says("one")).await;
    let ghost = AgentId(world.id());
    let broken = {
        let (world, bo) = (Arc::clone(&world), bo.clone());
        asks(async move {
            world
                .does(&bo, id, move |actor, occasion, state| {
                    let agent = NamedAgent { id: ghost, name: "Ghost".into(), avatar_url: None };
                    assign::assign(
                        actor,
                        occasion,
                        state,
                        assign::Assignee { agent, active: true, rehearsal: None },
                        None,
                    )
                })
                .await
        })
        .await
    };
    let second = asks(says("two")).await;
    held.let_go().await;
    assert!(matches!(broken.await.unwrap(), Err(StoreError::Failed(_))), "there is no such agent");
    let (first, second) = (first.await.unwrap().unwrap(), second.await.unwrap().unwrap());
    assert_eq!((first.entry.seq, second.entry.seq), (3, 4));
    assert_eq!(world.state(id).await.assignee, None);
    assert_eq!(texts(&world.sees(&bo, id, Range::After(2), 50).await), ["one", "two"]);
    assert_eq!(world.store.verify_chain(id).await.unwrap().broken, None);
}

#[tokio::test]
async fn a_full_queue_turns_away_at_once_and_says_when_to_come_back() {
    let world = Arc::new(World::with(|options| options.queue_depth = 3).await);
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let held = hold(&world, id).await;
    let mut waiting = Vec::new();
    for number in 0..3 {
        let (world, ana) = (Arc::clone(&world), ana.clone());
        let client_id = format!("c{number}");
        waiting.push(asks(async move { world.says(&ana, id, &client_id, "hello").await }).await);
    }
    let turned_away = world.says(&ana, id, "late", "hello").await.unwrap_err();
    assert!(matches!(turned_away, StoreError::Overloaded { retry_after_ms: 1.. }), "{turned_away}");
    assert!(turned_away.into_refusal().retry_after_ms().is_some());
    assert!(world.state(id).await.head_seq > 0, "reads go on");
    held.let_go().await;
    for sent in waiting {
        sent.await.unwrap().unwrap();
    }
    assert!(!world.says(&ana, id, "late", "hello").await.unwrap().repeated);
}

#[tokio::test]
async fn the_longer_the_writer_is_stuck_the_more_patience_it_asks_for() {
    let world = Arc::new(World::with(|options| options.queue_depth = 1).await);
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let held = hold(&world, id).await;
    let waiting = {
        let (world, ana) = (Arc::clone(&world), ana.clone());
        asks(async move { world.says(&ana, id, "early", "hello").await }).await
    };
    let patience = async || match world.says(&ana, id, "late", "hello").await.unwrap_err() {
        StoreError::Overloaded { retry_after_ms } => retry_after_ms,
        other => panic!("{other}"),
    };
    let first = patience().await;
    while patience().await <= first.max(250) {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    held.let_go().await;
    assert!(!waiting.await.unwrap().unwrap().repeated, "what was accepted is answered");
    assert!(!world.says(&ana, id, "late", "hello").await.unwrap().repeated, "what was not left no trace");
}

#[tokio::test]
async fn many_more_than_a_batch_holds_all_get_through() {
    let world = Arc::new(World::with(|options| options.batch_max = 4).await);
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let mut senders = tokio::task::JoinSet::new();
    for number in 0..50 {
        let (world, ana) = (Arc::clone(&world), ana.clone());
        senders.spawn(async move { world.says(&ana, id, &format!("c{number}"), "hello").await.unwrap() });
    }
    senders.join_all().await;
    assert_eq!(world.state(id).await.message_count, 51);
    let commits = world.commits().await;
    assert!(commits.iter().all(|batch| batch.changes.len() <= 4));
}

#[tokio::test]
async fn a_conversation_pushed_out_of_memory_is_read_back_as_it_was() {
    let world = World::with(|options| options.head_cache = 0).await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.says(&bo, id, "b1", "Hi").await.unwrap();
    let edited = world
        .does(&bo, id, |actor, occasion, state| {
            let changes = deskbell_domain::conversation::FieldChanges {
                subject: Some(Some("Späte Lieferung".into())),
                description: Some(Some("Two\nlines".into())),
                priority: Some(deskbell_domain::conversation::Priority::Urgent),
                category: Some(deskbell_domain::conversation::Category::parse("shipping")),
                labels: Some(vec!["vip".into(), "a \"quoted\" one".into()]),
            };
            deskbell_domain::conversation::fields::edit(actor, occasion, state, changes)
        })
        .await
        .unwrap();
    assert_eq!(world.state(id).await, edited.state);
    let resolved = world.does(&bo, id, lifecycle::resolve).await.unwrap();
    assert_eq!(world.state(id).await, resolved.state);
    let nothing = world.does(&bo, id, lifecycle::resolve).await.unwrap();
    assert!(!nothing.changed);
}

#[tokio::test]
async fn a_commit_shared_with_a_rehearsal_tells_of_each_apart() {
    let world = Arc::new(World::new().await);
    let ana = world.customer("Ana").await;
    let real = world.chat(&ana).await;
    let inbox = world.rehearsal().await;
    let pia = world.rehearsing_customer(inbox, "Pia").await;
    let rehearsed = world.chat(&pia).await;
    let start = world.store.head_position().await.unwrap();
    let says = |actor: &deskbell_domain::Actor, id: ConversationId, client_id: &'static str| {
        let (world, actor) = (Arc::clone(&world), actor.clone());
        async move { world.says(&actor, id, client_id, client_id).await }
    };
    let held = hold(&world, real).await;
    let (one, two) = (asks(says(&ana, real, "real")).await, asks(says(&pia, rehearsed, "rehearsed")).await);
    held.let_go().await;
    one.await.unwrap().unwrap();
    two.await.unwrap().unwrap();
    let feed = world.store.changes_after(start, 10).await.unwrap();
    let [change] = feed.as_slice() else { panic!("one commit: {feed:?}") };
    let named = |touched: &deskbell_store::Touched| {
        touched.conversations.iter().map(|moved| moved.conversation_id).collect::<Vec<_>>()
    };
    assert_eq!(named(&change.touched), [real]);
    assert_eq!(change.touched.rehearsal.as_deref().map(named), Some(vec![rehearsed]));
    assert!(!change.touched.is_rehearsal(), "the row tells of others too, and stays");

    world.store.end_rehearsal(inbox, world.now()).await.unwrap();
    let held = hold(&world, real).await;
    let dropping = {
        let world = Arc::clone(&world);
        asks(async move { world.store.drop_some_of_rehearsal(inbox, world.now()).await }).await
    };
    let late = asks(says(&pia, rehearsed, "late")).await;
    let beside = asks(says(&ana, real, "beside")).await;
    held.let_go().await;
    assert!(!dropping.await.unwrap().unwrap());
    assert_eq!(refusal(late.await.unwrap()), Refusal::NotFound, "it is gone");
    beside.await.unwrap().unwrap();
    let newest = world.store.changes_after(change.position, 10).await.unwrap();
    let newest = newest.last().unwrap();
    assert_eq!(named(&newest.touched), [real]);
    assert_eq!(newest.touched.rehearsal.as_ref().unwrap().removed, [rehearsed]);
    assert!(newest.touched.removed.is_empty());
}
