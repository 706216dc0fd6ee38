//! A slow session harms only itself.

use bytes::Bytes;
use deskbell_realtime::{Bounds, CloseReason, Topic};

use crate::stage::{Reader, Stage, at_once, plain, sees};

const BOUNDS: Bounds = Bounds { frames: 8, bytes: 100, reply_bytes: 400, topics: 8 };

#[test]
fn one_who_does_not_read_is_closed_and_the_others_get_everything() {
    let (stage, topic) = (Stage::with(BOUNDS), Topic::new("c"));
    let (slow, ana) = (stage.open("slow"), stage.open("ana"));
    stage.hub.subscribe(&slow, &topic).unwrap();
    stage.hub.subscribe(&ana, &topic).unwrap();
    let mut seen = Vec::new();
    for seq in 1..=20 {
        stage.says(&topic, seq);
        seen.extend(sees(&ana));
    }
    assert_eq!(seen, (1..=20).map(|seq| seq.to_string()).collect::<Vec<_>>());
    assert_eq!(at_once(slow.next_batch()), Some(Err(CloseReason::SlowConsumer)), "and its queue is gone");
    assert!(!slow.push_reply(Bytes::from_static(b"late")));
    assert_eq!(ana.close_reason(), None);
}

#[test]
fn bytes_count_as_well_as_frames() {
    let (stage, topic) = (Stage::with(BOUNDS), Topic::new("c"));
    let slow = stage.open("slow");
    stage.hub.subscribe(&slow, &topic).unwrap();
    let long = "x".repeat(51);
    assert_eq!(stage.hub.publish(&plain(&topic, &long)), 1);
    assert_eq!(stage.hub.publish(&plain(&topic, &long)), 0);
    assert_eq!(slow.close_reason(), Some(CloseReason::SlowConsumer));
}

#[test]
fn a_join_that_never_ends_is_bounded_too() {
    let (stage, topic) = (Stage::with(BOUNDS), Topic::new("c"));
    let ana = stage.open("ana");
    let hold = stage.hub.subscribe_held(&ana, &topic).unwrap();
    (1..=9).for_each(|seq| {
        stage.says(&topic, seq);
    });
    assert_eq!(ana.close_reason(), Some(CloseReason::SlowConsumer));
    hold.release(0);
    assert_eq!(at_once(ana.next_batch()), Some(Err(CloseReason::SlowConsumer)));
}

#[test]
fn a_client_is_not_read_while_its_replies_wait() {
    let stage = Stage::with(BOUNDS);
    let ana = stage.open("ana");
    assert_eq!(at_once(ana.room()), Some(()));
    ana.push_reply(Bytes::from(vec![b'x'; 300]));
    assert!(!ana.has_room());
    assert_eq!(at_once(ana.room()), None);
    assert_eq!(sees(&ana).len(), 1);
    assert!(ana.has_room());
}

#[test]
fn among_many_threads_only_the_slow_ones_go() {
    let bounds = Bounds { frames: 100_000, bytes: 60_000, ..Bounds::default() };
    let (stage, topic) = (Stage::with(bounds), Topic::new("c"));
    let sessions: Vec<_> = (0..8).map(|n| stage.open(&n.to_string())).collect();
    let slow: Vec<_> = (0..3).map(|_| stage.open("slow")).collect();
    for session in sessions.iter().chain(&slow) {
        stage.hub.subscribe(session, &topic).unwrap();
    }
    let readers: Vec<_> = sessions.iter().map(|session| Reader::of(session)).collect();
    const ENTRIES: u64 = 20_000;
    for seq in 1..=ENTRIES {
        stage.says(&topic, seq);
        // Even a good reader may not get the processor for a while: wait for it before it falls behind.
        while seq.is_multiple_of(1000) && readers.iter().any(|reader| (reader.count() as u64) < seq) {
            std::thread::yield_now();
        }
    }
    stage.hub.close_all(CloseReason::ShuttingDown);
    let expected: Vec<_> = (1..=ENTRIES).map(|seq| seq.to_string()).collect();
    for reader in readers {
        assert_eq!(reader.finish(), (expected.clone(), CloseReason::ShuttingDown));
    }
    assert!(slow.iter().all(|session| session.close_reason() == Some(CloseReason::SlowConsumer)));
}
