//! Lists of what waits: for an answer, for a time, and for whoever follows it.

use deskbell_domain::{
    Status,
    conversation::{
        desk::{self, Waking},
        lifecycle,
    },
    policy,
};
use deskbell_store::{Filter, OpenCounts, SessionFilter, SessionKind, Sort};

use crate::world::{World, refusal};

#[tokio::test]
async fn whoever_waits_longest_comes_first_and_whoever_was_answered_last() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(world.ticket(&ana, |_| {}).await);
    }
    world.says(&bo, ids[0], "b", "On it").await.unwrap();
    world.says(&bo, ids[2], "b", "On it").await.unwrap();
    world.says(&ana, ids[2], "again", "and?").await.unwrap();
    world.says(&ana, ids[3], "again", "hello?").await.unwrap();
    world.does(&bo, ids[4], lifecycle::resolve).await.unwrap();
    let waiting = || Filter { sort: Sort::Waiting, ..Filter::default() };
    let expected = [1, 3, 5, 2, 0].map(|number: usize| ids[number]);
    for page in [1, 2, 5, 50] {
        assert_eq!(world.lists(&bo, waiting(), page).await, expected, "pages of {page}");
        assert_eq!(world.lists(&ana, waiting(), page).await, expected, "her own, pages of {page}");
    }
    let open = Filter { status: vec![Status::Open, Status::Resolved], ..waiting() };
    assert_eq!(world.lists(&bo, open, 2).await, [1, 3, 5].map(|number: usize| ids[number]));
    let settled = Filter { status: vec![Status::Resolved], ..waiting() };
    assert!(world.lists(&bo, settled, 2).await.is_empty());
    let view = policy::list_view(&bo).unwrap();
    let page = world.store.conversations(&view, waiting(), None, 2).await.unwrap();
    let other = world.store.conversations(&view, Filter::default(), page.next_cursor.as_deref(), 2).await;
    assert_eq!(refusal(other).code().as_str(), "invalid", "a cursor of the list in another order");
}

#[tokio::test]
async fn what_is_put_off_followed_or_unanswered_is_found_and_counted() {
    let world = World::new().await;
    let (ana, bo, cleo) = (world.customer("Ana").await, world.agent("Bo").await, world.agent("Cleo").await);
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(world.ticket(&ana, |_| {}).await);
    }
    world.says(&bo, ids[0], "b", "On it").await.unwrap();
    world
        .does(&bo, ids[1], |actor, occasion, state| desk::snooze(actor, occasion, state, None))
        .await
        .unwrap();
    world.does(&cleo, ids[2], desk::follow).await.unwrap();
    world.does(&cleo, ids[3], desk::follow).await.unwrap();
    world.does(&cleo, ids[3], desk::unfollow).await.unwrap();
    let view = policy::list_view(&bo).unwrap();
    let counts = world.store.open_counts(&view, bo.agent_id()).await.unwrap();
    assert_eq!(counts, OpenCounts { all: 4, mine: 2, queue: 2, snoozed: 1, needs_reply: 3 });

    let snoozed = |on| Filter { snoozed: Some(on), ..Filter::default() };
    let needs_reply = |on| Filter { needs_reply: Some(on), ..Filter::default() };
    let followed = Filter { followed_by: cleo.agent_id(), ..Filter::default() };
    let picked = |numbers: &[usize]| numbers.iter().map(|number| ids[*number]).collect::<Vec<_>>();
    assert_eq!(world.lists(&bo, snoozed(true), 2).await, picked(&[1]));
    assert_eq!(world.lists(&bo, snoozed(false), 2).await, picked(&[0, 3, 2]));
    assert_eq!(world.lists(&bo, needs_reply(true), 2).await, picked(&[3, 2, 1]));
    assert_eq!(world.lists(&bo, needs_reply(false), 2).await, picked(&[0]));
    assert_eq!(world.lists(&cleo, followed.clone(), 2).await, picked(&[2]));
    let waiting = Filter { sort: Sort::Waiting, ..followed };
    assert_eq!(world.lists(&cleo, waiting, 2).await, picked(&[2]));

    world
        .does(&bo, ids[1], |actor, occasion, state| desk::wake(actor, occasion, state, Waking::ByHand))
        .await
        .unwrap();
    assert!(world.lists(&bo, snoozed(true), 2).await.is_empty());
}

#[tokio::test]
async fn sessions_are_listed_newest_first_page_by_page_and_only_to_whom_they_concern() {
    let world = World::new().await;
    let (ana, zoe) = (world.customer("Ana").await, world.customer("Zoe").await);
    let bo = world.agent("Bo").await;
    let (first, second) = (world.ticket(&ana, |_| {}).await, world.ticket(&zoe, |_| {}).await);
    world.says(&bo, first, "b", "On it").await.unwrap();
    world.does(&bo, first, lifecycle::resolve).await.unwrap();
    world.says(&ana, first, "again", "and?").await.unwrap();
    world.says(&bo, first, "c", "Yes").await.unwrap();
    let view = |actor| policy::list_view(actor).unwrap();
    let all = async |actor, filter: SessionFilter| {
        let (mut found, mut cursor): (Vec<_>, Option<String>) = (Vec::new(), None);
        loop {
            let page = world.store.sessions(&view(actor), filter, cursor.as_deref(), 1).await.unwrap();
            found.extend(
                page.items.iter().map(|one| (one.conversation_id, one.number, one.ended_at.is_some())),
            );
            cursor = page.next_cursor;
            if cursor.is_none() {
                return found;
            }
        }
    };
    let any = SessionFilter::default();
    assert_eq!(all(&bo, any).await, [(first, 2, false), (second, 1, false), (first, 1, true)]);
    assert_eq!(all(&zoe, any).await, [(second, 1, false)]);
    let of_first = SessionFilter { conversation: Some(first), ..any };
    assert_eq!(all(&bo, of_first).await, [(first, 2, false), (first, 1, true)]);
    let of_bo = SessionFilter { agent: bo.agent_id(), ..any };
    assert_eq!(all(&bo, of_bo).await, [(first, 2, false), (first, 1, true)]);
    let since = world.state(second).await.last_message.as_ref().unwrap().at;
    let kind = |kind| SessionFilter { kind: Some(kind), ..any };
    assert_eq!(all(&bo, kind(SessionKind::Ended)).await, [(first, 1, true)]);
    assert_eq!(
        all(&bo, kind(SessionKind::ActiveSince(since))).await,
        [(first, 2, false), (second, 1, false)]
    );
    let later = world.now();
    assert_eq!(
        all(&bo, kind(SessionKind::InactiveSince(later))).await,
        [(first, 2, false), (second, 1, false)]
    );
    let page = world.store.sessions(&view(&bo), any, None, 9).await.unwrap().items;
    assert!(page.iter().all(|one| one.last_at.is_some()));
    assert_eq!(page.iter().map(|one| one.replied_at.is_some()).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(page.iter().map(|one| one.agent_id).collect::<Vec<_>>(), [bo.agent_id(), None, bo.agent_id()]);
    assert!(world.store.sessions(&view(&bo), any, Some("1.x"), 9).await.is_err());
}
