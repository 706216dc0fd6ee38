//! Sending: once each, in order, and seen by whom it is for.

use std::sync::Arc;

use deskbell_domain::{ConversationId, Entry, Refusal, policy, text::ClientId};
use deskbell_store::{MessageKey, Range};
use tokio::task::JoinSet;

use crate::world::{World, refusal, seqs, texts};

#[tokio::test]
async fn a_message_is_answered_with_the_entry_that_everybody_reads_later() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.join(&ana).await.state.id;
    let sent = world.says(&ana, id, "c1", "Where is\nmy 📦?").await.unwrap();
    assert!(!sent.repeated);
    assert_eq!((sent.entry.seq, sent.state.head_seq, sent.state.message_count), (2, 2, 1));
    let read = world.sees(&ana, id, Range::Last, 50).await;
    assert_eq!(read.last().unwrap(), &sent.entry);
    let world = world.reopened().await;
    assert_eq!(world.sees(&ana, id, Range::Last, 50).await, read);
    assert_eq!(world.state(id).await, sent.state);
}

#[tokio::test]
async fn how_many_conversations_stand_is_read_at_once_and_each_is_what_it_is_alone() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for number in 0..5 {
        let customer = world.customer(&format!("C{number}")).await;
        let id = world.chat(&customer).await;
        world.says(&customer, id, "c1", &format!("hello {number}")).await.unwrap();
        ids.push(id);
    }
    let mut asked = ids.clone();
    asked.push(ConversationId(world.id()));
    let read = world.store.conversations_by_id(asked).await.unwrap();
    assert_eq!(read.len(), ids.len(), "one that is not there is left out");
    for id in ids {
        assert!(read.contains(&world.state(id).await), "{id:?}");
    }
    assert!(world.store.conversations_by_id(Vec::new()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_resend_is_answered_with_the_first_entry_and_writes_nothing() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.join(&ana).await.state.id;
    let first = world.says(&ana, id, "c1", "hello").await.unwrap();
    let position = world.store.head_position().await.unwrap();
    let again = world.says(&ana, id, "c1", "hello").await.unwrap();
    assert!(again.repeated);
    assert_eq!(again.entry, first.entry);
    assert_eq!(world.store.head_position().await.unwrap(), position);
    assert_eq!(world.sees(&ana, id, Range::Last, 50).await.len(), 2);
}

/// Names go into a table 256 at a time: those in it, those not yet, and those of a head read anew are known alike.
#[tokio::test]
async fn a_resend_is_known_however_long_ago_the_first_was_sent() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.join(&ana).await.state.id;
    for number in 0..600 {
        let said = world.says(&ana, id, &format!("c{number}"), &format!("message {number}")).await.unwrap();
        assert!(!said.repeated, "{number}");
    }
    let world = world.reopened().await;
    for round in ["read anew", "remembered"] {
        for number in [0, 254, 255, 256, 511, 512, 599] {
            let said =
                world.says(&ana, id, &format!("c{number}"), &format!("message {number}")).await.unwrap();
            assert!(said.repeated, "{number} {round}");
            assert_eq!(said.entry.body.content(), Some(format!("message {number}").as_str()), "{round}");
            let key = MessageKey {
                conversation_id: id,
                sender: ana.sender().kind,
                client_id: ClientId::new(format!("c{number}")).unwrap(),
            };
            assert_eq!(world.store.find_message(key).await.unwrap(), Some(said.entry));
        }
    }
    assert!(!world.says(&bo, id, "c0", "a name of somebody else's").await.unwrap().repeated);
}

#[tokio::test]
async fn a_resend_is_known_even_when_the_conversation_is_closed_by_now() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.does(&bo, id, deskbell_domain::conversation::lifecycle::close).await.unwrap();
    assert!(world.says(&ana, id, "first", "Hello").await.unwrap().repeated);
    assert_eq!(refusal(world.says(&ana, id, "second", "Hello").await), Refusal::ConversationClosed);
}

#[tokio::test]
async fn another_content_under_a_known_name_is_a_conflict() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    let conflict = refusal(world.says(&ana, id, "first", "Something else").await);
    assert!(matches!(conflict, Refusal::Conflict(_)));
    assert!(!world.says(&bo, id, "first", "Hi").await.unwrap().repeated, "names are each sender's own");
    let other = world.ticket(&ana, |_| {}).await;
    assert_ne!(id, other, "and each conversation's");
}

#[tokio::test]
async fn a_message_sent_twice_at_once_is_written_once() {
    let world = Arc::new(World::new().await);
    let ana = world.customer("Ana").await;
    let id = world.join(&ana).await.state.id;
    let mut senders = JoinSet::new();
    for _ in 0..20 {
        let (world, ana) = (Arc::clone(&world), ana.clone());
        senders.spawn(async move { world.says(&ana, id, "c1", "hello").await.unwrap() });
    }
    let sent = senders.join_all().await;
    assert_eq!(sent.iter().filter(|sent| !sent.repeated).count(), 1);
    assert!(sent.iter().all(|one| one.entry == sent[0].entry));
    assert_eq!(world.state(id).await.message_count, 1);
}

#[tokio::test]
async fn whoever_knows_the_name_finds_the_message() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    let key = |client_id: &str, sender| MessageKey {
        conversation_id: id,
        sender,
        client_id: ClientId::new(client_id.into()).unwrap(),
    };
    let sender = ana.sender().kind;
    let found = world.store.find_message(key("first", sender)).await.unwrap().unwrap();
    assert_eq!(texts(&[found]), ["Hello"]);
    assert_eq!(world.store.find_message(key("other", sender)).await.unwrap(), None);
    assert_eq!(world.store.find_message(key("first", bo.sender().kind)).await.unwrap(), None);
}

#[tokio::test]
async fn many_senders_at_once_leave_no_gap_and_keep_each_ones_order() {
    let world = Arc::new(World::new().await);
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let mut senders = JoinSet::new();
    for name in ["Bo", "Cleo", "Dai", "Eve"] {
        let (world, agent) = (Arc::clone(&world), world.agent(name).await);
        senders.spawn(async move {
            for number in 0..25 {
                world.says(&agent, id, &format!("c{number}"), &format!("{name} {number:02}")).await.unwrap();
            }
        });
    }
    senders.join_all().await;
    let all = world.sees(&ana, id, Range::Last, 200).await;
    assert_eq!(seqs(&all), (1..=all.len() as u64).collect::<Vec<_>>());
    for name in ["Bo", "Cleo", "Dai", "Eve"] {
        let said: Vec<_> = texts(&all).into_iter().filter(|text| text.starts_with(name)).collect();
        assert_eq!(said.len(), 25);
        assert!(said.is_sorted(), "{said:?}");
    }
}

#[tokio::test]
async fn a_customer_sees_no_note_and_no_gap() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.notes(&bo, id, "n1", "careful").await;
    world.says(&bo, id, "m1", "Hi").await.unwrap();
    world.notes(&bo, id, "n2", "she is in a hurry").await;
    world.notes(&bo, id, "n3", "really").await;
    world.says(&ana, id, "m2", "Thanks").await.unwrap();
    let reader = policy::view(&ana, &*world.state(id).await).unwrap().reader();
    let hers = world.sees(&ana, id, Range::Last, 50).await;
    assert_eq!(texts(&hers), ["activity", "Hello", "Hi", "activity", "Thanks"]);
    let mut seen = 0;
    for entry in &hers {
        assert_eq!(entry.prev_seq(reader), seen, "each entry names the one she saw before it");
        seen = entry.seq;
    }
    let his = world.sees(&bo, id, Range::Last, 50).await;
    assert_eq!(seqs(&his), (1..=8).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_timeline_is_read_from_its_end_and_along_a_cursor() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    for number in 3..=30 {
        match number % 4 {
            0 => drop(world.notes(&bo, id, &format!("n{number}"), "note").await),
            _ => drop(world.says(&ana, id, &format!("m{number}"), "text").await.unwrap()),
        }
    }
    for actor in [&ana, &bo] {
        let all = world.sees(actor, id, Range::Last, 200).await;
        let newest = world.sees(actor, id, Range::Last, 5).await;
        assert_eq!(newest, all[all.len() - 5..]);
        let mut forward: Vec<Arc<Entry>> = Vec::new();
        while let page @ [_, ..] =
            &*world.sees(actor, id, Range::After(forward.last().map_or(0, |one| one.seq)), 4).await
        {
            forward.extend_from_slice(page);
            if forward.len() == 8 {
                world.says(&ana, id, "late", "while reading").await.unwrap();
            }
        }
        let mut backward = world.sees(actor, id, Range::Last, 7).await;
        while let page @ [_, ..] = &*world.sees(actor, id, Range::Before(backward[0].seq), 7).await {
            backward.splice(0..0, page.iter().cloned());
        }
        assert_eq!(forward, backward);
        assert_eq!(forward, world.sees(actor, id, Range::Last, 200).await);
    }
    assert!(world.sees(&ana, id, Range::Before(1), 5).await.is_empty());
    assert!(world.sees(&ana, id, Range::After(u64::MAX), 5).await.is_empty());
}
