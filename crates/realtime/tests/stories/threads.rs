//! Publishers, joins and readers at the same time: no loss, no reordering, nothing twice.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use bytes::Bytes;
use deskbell_realtime::{Bounds, CloseReason, Hub, Session, Topic};

use crate::stage::{Reader, Stage, plain, sees};

const STREAMS: usize = 4;
const ENTRIES: u64 = 5_000;

/// A timeline: what is committed (the head), and the topic its entries are published on afterwards.
struct Stream {
    topic: Topic,
    head: AtomicU64,
}

#[test]
fn joining_while_others_publish_makes_no_gap_and_repeats_nothing() {
    let stage = Stage::with(Bounds { frames: 1_000_000, bytes: 1 << 30, reply_bytes: 1 << 30, topics: 16 });
    let streams: Arc<Vec<Stream>> = Arc::new(
        (0..STREAMS)
            .map(|n| Stream { topic: Topic::new(format!("stream/{n}")), head: AtomicU64::new(0) })
            .collect(),
    );
    let sessions: Vec<_> = (0..3).map(|n| stage.open(&n.to_string())).collect();
    let readers: Vec<_> = sessions.iter().map(|session| Reader::of(session)).collect();
    let publishers: Vec<_> = (0..STREAMS).map(|n| publisher(&stage.hub, &streams, n)).collect();
    let joiners: Vec<_> = sessions.iter().map(|session| joiner(&stage.hub, &streams, session)).collect();
    publishers.into_iter().chain(joiners).for_each(|thread| thread.join().unwrap());
    stage.hub.close_all(CloseReason::ShuttingDown);
    for reader in readers {
        let (seen, reason) = reader.finish();
        assert_eq!(reason, CloseReason::ShuttingDown);
        follow(&seen);
    }
}

#[test]
fn releasing_in_the_middle_of_a_publish_keeps_the_order() {
    const MANY: u64 = 100_000;
    let stage = Stage::with(Bounds { frames: 1_000_000, bytes: 1 << 30, ..Bounds::default() });
    let (topic, ana) = (Topic::new("c"), stage.open("ana"));
    stage.hub.subscribe(&ana, &topic).unwrap();
    let publisher = std::thread::spawn({
        let (stage, topic) = (Stage { hub: stage.hub.clone(), format: stage.format }, topic.clone());
        move || {
            (1..=MANY).for_each(|seq| {
                stage.says(&topic, seq);
            });
        }
    });
    let mut last = 0;
    while last < MANY {
        stage.hub.subscribe_held(&ana, &topic).unwrap().release(0);
        for seq in sees(&ana) {
            last += 1;
            assert_eq!(seq, last.to_string());
        }
    }
    publisher.join().unwrap();
}

/// Commits and publishes one stream, sometimes publishing again what went before, as healing does.
fn publisher(hub: &Hub, streams: &Arc<Vec<Stream>>, n: usize) -> JoinHandle<()> {
    let (hub, streams) = (hub.clone(), Arc::clone(streams));
    std::thread::spawn(move || {
        let Stream { topic, head } = &streams[n];
        for seq in 1..=ENTRIES {
            head.store(seq, Ordering::SeqCst);
            let again = if seq.is_multiple_of(7) { seq.saturating_sub(3).max(1) } else { seq };
            for seq in again..=seq {
                hub.publish(&plain(topic, &format!("{topic} {seq}")).with_seq(seq));
            }
        }
    })
}

/// Joins every stream again and again until all is published: pages of various length, failed joins too.
fn joiner(hub: &Hub, streams: &Arc<Vec<Stream>>, session: &Arc<Session>) -> JoinHandle<()> {
    let (hub, streams, session) = (hub.clone(), Arc::clone(streams), Arc::clone(session));
    std::thread::spawn(move || {
        let mut round = 0u64;
        while streams.iter().any(|stream| stream.head.load(Ordering::SeqCst) < ENTRIES) || round < 50 {
            round += 1;
            for Stream { topic, head } in streams.iter() {
                let hold = hub.subscribe_held(&session, topic).unwrap();
                if round.is_multiple_of(4) {
                    continue;
                }
                let head = head.load(Ordering::SeqCst);
                let page = if round.is_multiple_of(3) { head / 2 } else { head };
                session.push_reply(Bytes::from(format!("{topic} page {page}")));
                hold.release(page);
            }
        }
    })
}

/// Reads as a client does: a page moves the cursor forward, a live entry must be the very next.
///
/// Only the first page may be short of the stream (the client would fetch the rest); it is a whole one here.
fn follow(seen: &[String]) {
    let mut cursors = HashMap::new();
    for line in seen {
        let words: Vec<_> = line.split(' ').collect();
        match *words.as_slice() {
            [topic, "page", page] => {
                let cursor = cursors.entry(topic).or_insert(0);
                *cursor = page.parse::<u64>().unwrap().max(*cursor);
            }
            [topic, seq] => {
                let cursor = cursors.get_mut(topic).expect("the page comes first");
                assert_eq!(seq.parse::<u64>().unwrap(), *cursor + 1, "in {topic}");
                *cursor += 1;
            }
            _ => panic!("unexpected line {line}"),
        }
    }
    assert_eq!(cursors.len(), STREAMS);
    assert!(cursors.values().all(|cursor| *cursor == ENTRIES), "{cursors:?}");
}
