//! History first, then live, nothing twice and nothing missed.

use bytes::Bytes;
use deskbell_realtime::{Bounds, CloseReason, Except, SubscribeError, Topic};
use proptest::prelude::*;

use crate::stage::{Stage, entry, plain, sees};

#[test]
fn the_reply_comes_first_then_what_was_held_then_what_is_live() {
    let (stage, topic) = (Stage::new(), Topic::new("c"));
    let ana = stage.open("ana");
    let hold = stage.hub.subscribe_held(&ana, &topic).unwrap();
    for seq in 3..=6 {
        stage.says(&topic, seq);
    }
    assert!(sees(&ana).is_empty());
    ana.push_reply(Bytes::from_static(b"page up to 4"));
    hold.release(4);
    stage.says(&topic, 7);
    assert_eq!(sees(&ana), ["page up to 4", "5", "6", "7"]);
}

#[test]
fn healing_repeats_nothing() {
    let (stage, topic) = (Stage::new(), Topic::new("c"));
    let (ana, bo) = (stage.open("ana"), stage.open("bo"));
    for session in [&ana, &bo] {
        stage.hub.subscribe(session, &topic).unwrap();
    }
    stage.hub.publish(&entry(&topic, 1).except(Except::Session(ana.id())));
    for seq in [1, 2, 1, 2] {
        stage.says(&topic, seq);
    }
    assert_eq!(sees(&ana), ["2"], "her own message is not brought back to her");
    assert_eq!(sees(&bo), ["1", "2"]);
}

#[test]
fn paging_older_history_leaves_live_delivery_alone() {
    let (stage, topic) = (Stage::new(), Topic::new("c"));
    let ana = stage.open("ana");
    stage.hub.subscribe_held(&ana, &topic).unwrap().release(100);
    stage.says(&topic, 101);
    let again = stage.hub.subscribe_held(&ana, &topic).unwrap();
    stage.says(&topic, 102);
    stage.hub.publish(&plain(&topic, "typing"));
    again.release(50);
    stage.says(&topic, 101);
    stage.says(&topic, 103);
    assert_eq!(sees(&ana), ["101", "102", "typing", "103"]);
    assert_eq!(stage.hub.subscriber_count(&topic), 1);
}

#[test]
fn after_leaving_nothing_more_arrives_and_an_old_hold_changes_nothing() {
    let (stage, topic) = (Stage::new(), Topic::new("c"));
    let ana = stage.open("ana");
    let old = stage.hub.subscribe_held(&ana, &topic).unwrap();
    stage.hub.unsubscribe(&ana, &topic);
    assert_eq!(stage.says(&topic, 1), 0);
    let new = stage.hub.subscribe_held(&ana, &topic).unwrap();
    stage.says(&topic, 2);
    old.release(0);
    assert!(sees(&ana).is_empty(), "the new hold goes on");
    new.release(1);
    assert_eq!(sees(&ana), ["2"]);
}

#[test]
fn a_session_has_only_so_many_topics_and_none_once_closed() {
    let stage = Stage::with(Bounds { topics: 2, ..Bounds::default() });
    let ana = stage.open("ana");
    let topics = ["a", "b", "c"].map(Topic::new);
    let outcomes = topics.each_ref().map(|topic| stage.hub.subscribe(&ana, topic));
    assert_eq!(outcomes, [Ok(()), Ok(()), Err(SubscribeError::TooManyTopics)]);
    ana.close(CloseReason::Revoked);
    assert_eq!(stage.hub.subscribe(&ana, &topics[0]), Err(SubscribeError::Closed));
    assert_eq!(stage.hub.topic_count(), 2);
}

#[derive(Clone, Debug)]
enum Step {
    /// A new entry, published as often as said.
    Commit(u8),
    /// An entry of long ago is published again.
    Heal(u8),
    Hold,
    /// The hold at this place ends with a page up to so far below the head.
    Release(u8, u8),
    GiveUp(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (1..3u8).prop_map(Step::Commit),
        1 => any::<u8>().prop_map(Step::Heal),
        2 => Just(Step::Hold),
        2 => (any::<u8>(), prop_oneof![Just(0), any::<u8>()]).prop_map(|(i, p)| Step::Release(i, p)),
        1 => any::<u8>().prop_map(Step::GiveUp),
    ];
    proptest::collection::vec(step, 0..60)
}

proptest! {
    /// However joins, pages, failures and repeated publishes mix, live delivery is what a single watermark
    /// allows: strictly rising, and without a gap beyond what the pages covered.
    #[test]
    fn any_mix_of_joins_delivers_each_entry_once(steps in steps()) {
        let (stage, topic) = (Stage::new(), Topic::new("c"));
        let ana = stage.open("ana");
        let (mut head, mut holds, mut paged, mut seen) = (0, Vec::new(), 0, Vec::new());
        let first = stage.hub.subscribe_held(&ana, &topic).unwrap();
        first.release(0);
        for step in steps {
            match step {
                Step::Commit(times) => {
                    head += 1;
                    (0..times).for_each(|_| { stage.says(&topic, head); });
                }
                Step::Heal(back) => {
                    let old = head.saturating_sub(u64::from(back)).max(1).min(head);
                    if old > 0 { stage.says(&topic, old); }
                }
                Step::Hold => holds.push(stage.hub.subscribe_held(&ana, &topic).unwrap()),
                Step::Release(index, below) if !holds.is_empty() => {
                    let page = head.saturating_sub(u64::from(below));
                    paged = page.max(paged);
                    holds.swap_remove(usize::from(index) % holds.len()).release(page);
                }
                Step::GiveUp(index) if !holds.is_empty() => {
                    drop(holds.swap_remove(usize::from(index) % holds.len()));
                }
                Step::Release(..) | Step::GiveUp(_) => {}
            }
            seen.extend(sees(&ana).iter().map(|seq| seq.parse::<u64>().unwrap()));
        }
        drop(holds);
        seen.extend(sees(&ana).iter().map(|seq| seq.parse::<u64>().unwrap()));
        prop_assert!(seen.is_sorted_by(|a, b| a < b), "rising: {seen:?}");
        let missing = (1..=head).filter(|seq| *seq > paged && !seen.contains(seq)).count();
        prop_assert_eq!(missing, 0);
    }
}
