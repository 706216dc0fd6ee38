//! What is found, by whom, and what is found no more.

use std::time::Duration;

use deskbell_domain::{
    Actor, ConversationId, RefusalCode, Role, Status,
    agent::Sight,
    conversation::{FieldChanges, fields, lifecycle},
    policy,
};
use deskbell_store::{AssigneeFilter, Filter, Found, HitKind, Indexed, SearchFor};
use proptest::{
    collection::vec,
    prelude::{Strategy as _, any},
    strategy::ValueTree as _,
    test_runner::TestRunner,
};

use crate::world::{World, refusal};

/// Long enough for whatever a scenario holds.
const TIME: Duration = Duration::from_secs(30);

impl World {
    /// Has the index take all there is.
    async fn indexes(&self) {
        while self.store.index_some().await.unwrap() == Indexed::Some {}
    }

    async fn searches(&self, actor: &Actor, search: SearchFor) -> Found {
        let view = policy::list_view(actor).unwrap();
        self.store.search(&view, search, None, 50, TIME).await.unwrap()
    }

    /// The marked words of what somebody finds, newest first.
    async fn finds(&self, actor: &Actor, q: &str) -> Vec<(HitKind, String)> {
        let found = self.searches(actor, words(q)).await;
        assert!(!found.partial);
        found.hits.iter().map(|hit| (hit.kind, marked(&hit.snippet))).collect()
    }
}

fn words(q: &str) -> SearchFor {
    SearchFor { q: q.into(), ..SearchFor::default() }
}

/// What is marked in a snippet, as a browser would mark it.
fn marked(snippet: &deskbell_store::Snippet) -> String {
    let units: Vec<u16> = snippet.text.encode_utf16().collect();
    let mark = |(start, length): &(u32, u32)| {
        String::from_utf16(&units[*start as usize..(*start + *length) as usize]).unwrap()
    };
    snippet.marks.iter().map(mark).collect::<Vec<_>>().join("|")
}

/// Entries that were found, as the conversation and seq of each.
fn places(found: &Found) -> Vec<(ConversationId, u64)> {
    found.hits.iter().filter_map(|hit| hit.entry.map(|(_, seq)| (hit.conversation.id, seq))).collect()
}

#[tokio::test]
async fn an_agent_finds_messages_notes_subjects_and_customers() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.ticket(&ana, |input| input.subject = Some("Paket fehlt".into())).await;
    world.says(&ana, id, "c1", "Wo bleibt mein PÄCKCHEN für Ana?").await.unwrap();
    world.notes(&bo, id, "n1", "Das Paket liegt bei Ana im Lager.").await;
    world.indexes().await;
    let found = world.finds(&bo, "paket").await;
    assert_eq!(found, [(HitKind::Note, "Paket".into()), (HitKind::Subject, "Paket".into())], "newest first");
    assert_eq!(world.finds(&bo, "packchen").await, [(HitKind::Message, "PÄCKCHEN".into())]);
    assert_eq!(world.finds(&bo, "pack").await.len(), 1, "a word that has only begun");
    assert_eq!(world.finds(&bo, "paket lager").await, [(HitKind::Note, "Paket|Lager".into())]);
    let kinds: Vec<_> = world.finds(&bo, "ana").await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [HitKind::Note, HitKind::Message, HitKind::Customer]);
    assert_eq!(
        world.finds(&bo, "ana@example.test").await,
        [(HitKind::Customer, "Ana|ana|example|test".into())]
    );
    assert_eq!(world.finds(&bo, "retoure").await, []);
    let hit = world.searches(&bo, words("packchen")).await.hits.remove(0);
    assert_eq!((hit.conversation.id, hit.entry.unwrap().1), (id, 3));
    assert_eq!(hit.snippet.text, "Wo bleibt mein PÄCKCHEN für Ana?");
}

#[tokio::test]
async fn a_customer_finds_messages_of_their_own_and_nothing_else() {
    let world = World::new().await;
    let (ana, zoe, bo) = (world.customer("Ana").await, world.customer("Zoe").await, world.agent("Bo").await);
    let (hers, others) = (world.chat(&ana).await, world.chat(&zoe).await);
    world.says(&bo, hers, "a1", "Your voucher is on its way.").await.unwrap();
    world.notes(&bo, hers, "n1", "Ana asks for a voucher each week.").await;
    world.says(&bo, others, "a1", "No voucher this time.").await.unwrap();
    let change = FieldChanges { subject: Some(Some("Voucher".into())), ..FieldChanges::default() };
    world
        .does(&bo, hers, move |actor, occasion, state| fields::edit(actor, occasion, state, change.clone()))
        .await
        .unwrap();
    world.indexes().await;
    assert_eq!(places(&world.searches(&ana, words("voucher")).await), [(hers, 3)]);
    assert_eq!(world.finds(&ana, "voucher").await.len(), 1, "not even the subject");
    assert_eq!(world.finds(&ana, "ana").await, []);
    assert_eq!(world.finds(&ana, "week").await, [], "a note's word");
    let within = SearchFor { conversation: Some(others), ..words("voucher") };
    assert_eq!(world.searches(&ana, within).await.hits.len(), 0, "nor in a conversation that is another's");
    assert_eq!(world.finds(&bo, "voucher").await.len(), 4);
}

#[tokio::test]
async fn agents_find_what_they_may_list() {
    let world = World::new().await;
    let other_team = deskbell_domain::TeamId(world.id());
    let team = deskbell_domain::inbox::Team { id: other_team, name: "Sales".into() };
    world.store.add_team(team, world.now()).await.unwrap();
    let ana = world.customer("Ana").await;
    let bo = world.agent_with("Bo", Role::Agent, Sight::Own, vec![world.team]).await;
    let cy = world.agent_with("Cy", Role::Agent, Sight::Team, vec![other_team]).await;
    let di = world.agent_with("Di", Role::Supervisor, Sight::Own, vec![]).await;
    let (queued, mine, closed) = (
        world.ticket(&ana, |_| {}).await,
        world.ticket(&ana, |_| {}).await,
        world.ticket(&ana, |_| {}).await,
    );
    for id in [queued, mine, closed] {
        world.says(&ana, id, "c1", "invoice please").await.unwrap();
    }
    world.assigns(&di, mine, &bo).await;
    world.assigns(&di, closed, &di).await;
    world.does(&di, closed, lifecycle::close).await.unwrap();
    world.indexes().await;
    for (agent, expected) in
        [(&bo, vec![mine, queued]), (&cy, vec![queued]), (&di, vec![closed, mine, queued])]
    {
        let found = places(&world.searches(agent, words("invoice")).await);
        assert_eq!(found.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), expected);
    }
    let finds_ana = world.finds(&bo, "ana").await;
    assert_eq!(finds_ana, [(HitKind::Customer, "Ana|ana".into())], "a customer of theirs");
}

#[tokio::test]
async fn filters_and_dates_narrow_it_down() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let (one, two) = (world.ticket(&ana, |_| {}).await, world.ticket(&ana, |_| {}).await);
    world.says(&ana, one, "c1", "refund the first").await.unwrap();
    let between = world.now();
    world.says(&ana, two, "c1", "refund the second").await.unwrap();
    world.assigns(&bo, one, &bo).await;
    let labels = FieldChanges { labels: Some(vec!["vip".into()]), ..FieldChanges::default() };
    world
        .does(&bo, two, move |actor, occasion, state| fields::edit(actor, occasion, state, labels.clone()))
        .await
        .unwrap();
    world.does(&bo, two, lifecycle::close).await.unwrap();
    world.indexes().await;
    let by = |filter: Filter| SearchFor { filter, ..words("refund") };
    for (search, expected) in [
        (words("refund"), vec![two, one]),
        (by(Filter { status: vec![Status::Closed], ..Filter::default() }), vec![two]),
        (by(Filter { assignee: bo.agent_id().map(AssigneeFilter::Agent), ..Filter::default() }), vec![one]),
        (by(Filter { label: Some("vip".into()), ..Filter::default() }), vec![two]),
        (by(Filter { customer: ana.customer_id(), ..Filter::default() }), vec![two, one]),
        (SearchFor { from: Some(between), ..words("refund") }, vec![two]),
        (SearchFor { to: Some(between), ..words("refund") }, vec![one]),
        (SearchFor { conversation: Some(one), ..words("refund") }, vec![one]),
        (SearchFor { from: Some(world.now()), ..words("refund") }, vec![]),
    ] {
        let found = places(&world.searches(&bo, search.clone()).await);
        assert_eq!(found.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), expected, "{search:?}");
    }
}

#[tokio::test]
async fn what_is_erased_is_found_no_more_and_is_gone_from_the_index() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.says(&ana, id, "c1", "my card is quetzalcoatl").await.unwrap();
    world.says(&ana, id, "c2", "thank you").await.unwrap();
    world.indexes().await;
    assert_eq!(world.finds(&bo, "quetzalcoatl").await.len(), 1);
    assert!(world.store.erase_body(id, 3, world.now()).await.unwrap());
    assert_eq!(world.finds(&bo, "quetzalcoatl").await, [], "not even before the index has heard of it");
    world.indexes().await;
    let world = world.reopened().await;
    assert_eq!(world.finds(&bo, "quetzalcoatl").await, []);
    assert_eq!(world.finds(&bo, "thank").await.len(), 1, "what stands beside it stays");
    assert!(!world.home.indexes_word("quetzalcoatl"));
    assert!(world.home.indexes_word("thank"));
}

#[tokio::test]
async fn a_subject_that_changes_is_found_as_it_is() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.ticket(&ana, |input| input.subject = Some("Zebra".into())).await;
    world.indexes().await;
    for (subject, gone) in [(Some("Giraffe"), "zebra"), (None, "giraffe")] {
        let changes = FieldChanges { subject: Some(subject.map(Into::into)), ..FieldChanges::default() };
        world
            .does(&bo, id, move |actor, occasion, state| {
                fields::edit(actor, occasion, state, changes.clone())
            })
            .await
            .unwrap();
        world.indexes().await;
        assert_eq!(world.finds(&bo, gone).await, []);
        assert!(!world.home.indexes_word(gone));
        if let Some(subject) = subject {
            assert_eq!(world.finds(&bo, subject).await, [(HitKind::Subject, subject.into())]);
        }
    }
}

#[tokio::test]
async fn drafts_and_rehearsals_are_never_found() {
    let world = World::new().await;
    let di = world.agent_with("Di", Role::Admin, Sight::All, vec![]).await;
    let (ana, rehearsal) = (world.customer("Ana").await, world.rehearsal().await);
    let pia = world.rehearsing_customer(rehearsal, "Pia").await;
    let tried = world.chat(&pia).await;
    world.says(&pia, tried, "c1", "trying the unicorn").await.unwrap();
    let draft = world.join(&ana).await.state.id;
    world.indexes().await;
    assert_eq!(world.finds(&di, "unicorn").await, []);
    assert_eq!(world.finds(&di, "pia").await, []);
    assert_eq!(
        world.finds(&di, "ana").await,
        [],
        "who has no conversation yet is in none that could be opened"
    );
    assert!(!world.home.indexes_word("unicorn"));
    world.store.delete_draft(draft, world.now()).await.unwrap();
    world.indexes().await;
    world.chat(&ana).await;
    world.indexes().await;
    assert_eq!(world.finds(&di, "ana").await.len(), 1);
}

#[tokio::test]
async fn any_part_of_a_text_without_spaces_is_found() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    for (number, text) in
        ["你好，我的订单还没到", "注文の確認をお願いします", "배송은 언제 오나요", "คำสั่งซื้อของฉัน"]
            .iter()
            .enumerate()
    {
        world.says(&ana, id, &format!("c{number}"), text).await.unwrap();
    }
    world.indexes().await;
    for q in ["订单", "还没到", "到", "注文", "確認", "お願い", "배송", "언제 오", "สั่งซื้อ"]
    {
        let found = world.finds(&bo, q).await;
        assert_eq!(found.len(), 1, "{q}");
        assert_eq!(found[0].1.replace('|', " "), q);
    }
    assert_eq!(world.finds(&bo, "没还").await, []);
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    for number in 0..25 {
        world.says(&ana, id, &format!("c{number}"), "the same word").await.unwrap();
    }
    world.indexes().await;
    let view = policy::list_view(&bo).unwrap();
    let (mut cursor, mut seen, mut pages) = (None, Vec::new(), 0);
    loop {
        let page = world.store.search(&view, words("word"), cursor.as_deref(), 10, TIME).await.unwrap();
        seen.extend(places(&page).into_iter().map(|(_, seq)| seq));
        pages += 1;
        let Some(next) = page.next_cursor else { break };
        world.says(&ana, id, &format!("later{pages}"), "a newer word").await.unwrap();
        world.indexes().await;
        cursor = Some(next);
    }
    assert_eq!((seen, pages), ((3..28).rev().collect(), 3), "what came meanwhile is on no later page");
    let bad = world.store.search(&view, words("word"), Some("nonsense"), 10, TIME).await;
    assert_eq!(refusal(bad).code(), RefusalCode::Invalid);
    let empty = world.store.search(&view, words(" … "), None, 10, TIME).await;
    assert_eq!(refusal(empty).code(), RefusalCode::Invalid);
}

#[tokio::test]
async fn when_the_time_is_over_it_says_so_and_goes_on_later() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    for number in 0..5 {
        world.says(&ana, id, &format!("c{number}"), "the same word").await.unwrap();
    }
    world.indexes().await;
    let view = policy::list_view(&bo).unwrap();
    let first = world.store.search(&view, words("word"), None, 50, Duration::ZERO).await.unwrap();
    assert!(first.partial && first.hits.len() < 5);
    let rest =
        world.store.search(&view, words("word"), first.next_cursor.as_deref(), 50, TIME).await.unwrap();
    assert_eq!((first.hits.len() + rest.hits.len(), rest.partial), (5, false));
}

#[tokio::test]
async fn the_index_goes_on_after_a_crash_and_begun_anew_it_says_the_same() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.ticket(&ana, |input| input.subject = Some("Word".into())).await;
    world.says(&ana, id, "c1", "a word before").await.unwrap();
    world.indexes().await;
    world.says(&ana, id, "c2", "a word meanwhile").await.unwrap();
    let world = world.killed();
    let progress = world.store.index_progress().await.unwrap().unwrap();
    assert!(progress.position < progress.head && progress.waits_since.is_some());
    world.indexes().await;
    let progress = world.store.index_progress().await.unwrap().unwrap();
    assert_eq!((progress.position, progress.waits_since), (progress.head, None));
    let before = world.finds(&bo, "word").await;
    assert_eq!(before.len(), 3);
    world.store.begin_index_anew().await.unwrap();
    assert_eq!(world.searches(&bo, words("word")).await.hits.len(), 0);
    world.indexes().await;
    assert_eq!(world.finds(&bo, "word").await, before);
    assert_eq!(world.store.index_some().await.unwrap(), Indexed::Nothing);
}

/// Whatever is said by whom: one word finds exactly the entries in which it stands.
#[tokio::test]
async fn the_index_answers_as_reading_everything_would() {
    let mut runner = TestRunner::deterministic();
    let text = vec("[abé]{1,2}|foo|Bar|日本|本", 0..6).prop_map(|words| format!("x {}", words.join(" ")));
    let history = vec((0usize..3, any::<bool>(), text, any::<bool>()), 60..61);
    let world = World::new().await;
    let bo = world.agent("Bo").await;
    let mut customers = Vec::new();
    for name in ["One", "Two", "Three"] {
        let customer = world.customer(name).await;
        let id = world.chat(&customer).await;
        customers.push((customer, id));
    }
    let mut told: Vec<(ConversationId, u64, bool, String)> = Vec::new();
    for (number, (whose, is_note, text, indexes)) in
        history.new_tree(&mut runner).unwrap().current().into_iter().enumerate()
    {
        let (customer, id) = &customers[whose];
        let client_id = format!("e{number}");
        let seq = if is_note {
            world.notes(&bo, *id, &client_id, &text).await.entry.seq
        } else {
            world.says(customer, *id, &client_id, &text).await.unwrap().entry.seq
        };
        told.push((*id, seq, is_note, text));
        if number % 7 == 3 {
            let (id, seq, ..) = told.remove(number % told.len());
            world.store.erase_body(id, seq, world.now()).await.unwrap();
        }
        if indexes {
            world.indexes().await;
        }
    }
    world.indexes().await;
    for word in ["a", "b", "ab", "e", "foo", "bar", "日本", "本", "zz"] {
        // A space behind it: the word as a whole.
        let q = format!("{word} ");
        let has = |text: &String| {
            let text = text.to_lowercase().replace('é', "e");
            if word.is_ascii() { text.split(' ').any(|one| one == word) } else { text.contains(word) }
        };
        for (asking, who) in [(&bo, None), (&customers[0].0, Some(0))] {
            let mut expected: Vec<_> = told
                .iter()
                .filter(|(id, _, is_note, text)| {
                    has(text) && who.is_none_or(|who: usize| customers[who].1 == *id && !is_note)
                })
                .map(|(id, seq, ..)| (*id, *seq))
                .collect();
            expected.reverse();
            assert_eq!(places(&world.searches(asking, words(&q)).await), expected, "{word}");
        }
    }
}
