//! Lists: the newest message first, filtered, and page by page without a gap or a double.

use std::sync::Arc;

use deskbell_domain::{
    Actor, ConversationId, ConversationState, Refusal, Status, TeamId,
    conversation::{Category, FieldChanges, Priority, fields, lifecycle},
    inbox::Team,
    policy,
};
use deskbell_store::{AssigneeFilter, Filter, OpenCounts};

use crate::world::{World, refusal};

impl World {
    /// All pages of a list, as ids.
    pub(crate) async fn lists(&self, actor: &Actor, filter: Filter, page: usize) -> Vec<ConversationId> {
        let (mut cursor, mut ids): (Option<String>, Vec<ConversationId>) = (None, Vec::new());
        let view = policy::list_view(actor).unwrap();
        loop {
            let found =
                self.store.conversations(&view, filter.clone(), cursor.as_deref(), page).await.unwrap();
            assert!(found.items.len() <= page);
            ids.extend(found.items.iter().map(|state| state.id));
            let Some(next) = found.next_cursor else { return ids };
            assert_eq!(found.items.len(), page, "only the last page may be short");
            cursor = Some(next);
        }
    }

    async fn edits(&self, actor: &Actor, id: ConversationId, changes: FieldChanges) {
        self.does(actor, id, move |actor, occasion, state| {
            fields::edit(actor, occasion, state, changes.clone())
        })
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn the_newest_message_comes_first_and_every_page_size_tells_the_same() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let mut ids = Vec::new();
    for _ in 0..7 {
        ids.push(world.ticket(&ana, |_| {}).await);
    }
    world.says(&ana, ids[2], "again", "anybody?").await.unwrap();
    let expected = [2, 6, 5, 4, 3, 1, 0].map(|number: usize| ids[number]);
    for page in [1, 2, 3, 7, 50] {
        assert_eq!(world.lists(&bo, Filter::default(), page).await, expected);
        assert_eq!(world.lists(&ana, Filter::default(), page).await, expected);
    }
}

#[tokio::test]
async fn a_list_that_moves_while_it_is_read_shows_nothing_twice() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(world.ticket(&ana, |_| {}).await);
    }
    let view = policy::list_view(&bo).unwrap();
    let first = world.store.conversations(&view, Filter::default(), None, 3).await.unwrap();
    world.says(&ana, ids[4], "again", "one more thing").await.unwrap();
    let rest =
        world.store.conversations(&view, Filter::default(), first.next_cursor.as_deref(), 3).await.unwrap();
    let rest: Vec<_> = rest.items.iter().map(|state| state.id).collect();
    assert_eq!(rest, [ids[2], ids[1], ids[0]]);
}

#[tokio::test]
async fn a_foreign_cursor_is_refused() {
    let world = World::new().await;
    let bo = world.agent("Bo").await;
    let view = policy::list_view(&bo).unwrap();
    let found = world.store.conversations(&view, Filter::default(), Some("5' OR 1=1"), 3).await;
    assert!(matches!(refusal(found), Refusal::Invalid { .. }));
}

#[tokio::test]
async fn a_draft_is_in_no_list() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let draft = world.join(&ana).await.state.id;
    assert!(world.lists(&ana, Filter::default(), 5).await.is_empty());
    assert!(world.lists(&bo, Filter::default(), 5).await.is_empty());
    world.says(&ana, draft, "m", "Hello").await.unwrap();
    assert_eq!(world.lists(&ana, Filter::default(), 5).await, [draft]);
}

#[tokio::test]
async fn filters_leave_exactly_what_they_say() {
    let world = World::new().await;
    let (ana, zoe) = (world.customer("Ana").await, world.customer("Zoë_100%").await);
    let (bo, cleo) = (world.agent("Bo").await, world.agent("Cleo").await);
    let sales = Team { id: TeamId(world.id()), name: "Sales".into() };
    world.store.add_team(sales.clone(), world.now()).await.unwrap();
    let mut ids = Vec::new();
    for number in 0..12 {
        let (customer, team) = if number % 3 == 0 { (&zoe, Some(sales.id)) } else { (&ana, None) };
        let id = world
            .ticket(customer, |input| {
                input.team_id = team.or(input.team_id);
                input.subject = (number % 4 == 1).then(|| format!("Rückgabe {number}"));
            })
            .await;
        if number % 2 == 0 {
            world.assigns(&bo, id, if number % 4 == 0 { &bo } else { &cleo }).await;
        }
        match number % 5 {
            3 => drop(world.does(&bo, id, lifecycle::resolve).await.unwrap()),
            4 => drop(world.does(&bo, id, lifecycle::close).await.unwrap()),
            _ => {
                let labels =
                    if number % 2 == 0 { vec!["vip".to_owned(), "spät".into()] } else { Vec::new() };
                let priority = (number % 3 == 1).then_some(Priority::Urgent);
                let category = Some(Category::parse("returns").filter(|_| number % 2 == 1));
                let (subject, description) = (None, None);
                let labels = Some(labels);
                world.edits(&bo, id, FieldChanges { subject, description, priority, category, labels }).await;
            }
        }
        ids.push(id);
    }
    let mut states = Vec::new();
    for id in &ids {
        states.push(world.state(*id).await);
    }
    states.sort_by_key(|state| std::cmp::Reverse(state.last_message.as_ref().unwrap().at));
    let agent = bo.agent_id().unwrap();
    let zoe_id = zoe.customer_id().unwrap();
    type Test = Box<dyn Fn(&ConversationState) -> bool>;
    let live = vec![Status::Active, Status::Open];
    let mine = Some(AssigneeFilter::Agent(agent));
    let text = |q: &str| Filter { q: Some(q.into()), ..Filter::default() };
    let cases: Vec<(Filter, Test)> = vec![
        (Filter { status: live.clone(), ..Filter::default() }, Box::new(|one| one.status.is_live())),
        (
            Filter { status: vec![Status::Closed, Status::Closed], ..Filter::default() },
            Box::new(|one| one.status == Status::Closed),
        ),
        (Filter { assignee: mine, ..Filter::default() }, Box::new(move |one| one.assignee == Some(agent))),
        (
            Filter { assignee: mine, status: live.clone(), ..Filter::default() },
            Box::new(move |one| one.assignee == Some(agent) && one.status.is_live()),
        ),
        (
            Filter { assignee: Some(AssigneeFilter::Nobody), status: live, ..Filter::default() },
            Box::new(|one| one.assignee.is_none() && one.status.is_live()),
        ),
        (Filter { team: Some(sales.id), ..Filter::default() }, {
            let team = sales.id;
            Box::new(move |one| one.team_id == Some(team))
        }),
        (Filter { inbox: Some(world.inbox), ..Filter::default() }, Box::new(|_| true)),
        (
            Filter { priority: Some(Priority::Urgent), ..Filter::default() },
            Box::new(|one| one.priority == Priority::Urgent),
        ),
        (
            Filter { category: Category::parse("returns"), ..Filter::default() },
            Box::new(|one| one.category == Category::parse("returns")),
        ),
        (
            Filter { label: Some("spät".into()), ..Filter::default() },
            Box::new(|one| one.labels.contains(&"spät".to_owned())),
        ),
        (
            Filter { customer: Some(zoe_id), assignee: mine, ..Filter::default() },
            Box::new(move |one| one.customer_id == zoe_id && one.assignee == Some(agent)),
        ),
        (text("RÜCKGABE"), Box::new(|one| one.subject.is_some())),
        (text("zoË_"), Box::new(move |one| one.customer_id == zoe_id)),
        (text("0%@EXAMPLE"), Box::new(move |one| one.customer_id == zoe_id)),
        (text("%"), Box::new(move |one| one.customer_id == zoe_id)),
        (text("a_a"), Box::new(|_| false)),
        (text(""), Box::new(|_| true)),
    ];
    for (filter, wanted) in cases {
        let expected: Vec<_> = states.iter().filter(|one| wanted(one)).map(|one| one.id).collect();
        assert_eq!(world.lists(&cleo, filter.clone(), 2).await, expected, "{filter:?}");
        let hers: Vec<_> =
            states.iter().filter(|one| wanted(one) && one.customer_id == zoe_id).map(|one| one.id).collect();
        assert_eq!(world.lists(&zoe, filter.clone(), 2).await, hers, "her own: {filter:?}");
    }
}

#[tokio::test]
async fn tabs_count_what_their_lists_hold() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(world.ticket(&ana, |_| {}).await);
    }
    world.join(&ana).await;
    world.assigns(&bo, ids[0], &bo).await;
    world.assigns(&bo, ids[1], &bo).await;
    world.does(&bo, ids[1], lifecycle::resolve).await.unwrap();
    world.does(&bo, ids[2], lifecycle::close).await.unwrap();
    let view = policy::list_view(&bo).unwrap();
    let counts = world.store.open_counts(&view, bo.agent_id()).await.unwrap();
    assert_eq!(counts, OpenCounts { all: 4, mine: 1, queue: 3, snoozed: 0, needs_reply: 4 });
    let view = policy::list_view(&ana).unwrap();
    let counts = world.store.open_counts(&view, None).await.unwrap();
    assert_eq!(counts, OpenCounts { all: 4, mine: 0, queue: 3, snoozed: 0, needs_reply: 4 });
}

#[tokio::test]
async fn a_list_shows_what_the_head_says() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.says(&bo, id, "b", "Hi").await.unwrap();
    world.reads(&bo, id, 2).await;
    let view = policy::list_view(&bo).unwrap();
    let page = world.store.conversations(&view, Filter::default(), None, 5).await.unwrap();
    let listed: Vec<Arc<ConversationState>> = page.items;
    assert_eq!(listed, [world.state(id).await]);
}
