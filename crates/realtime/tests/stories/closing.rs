//! How sessions end.

use bytes::Bytes;
use deskbell_realtime::{CloseReason, Person, Topic};

use crate::stage::{Reader, Stage, at_once, sees};

#[test]
fn going_down_still_writes_what_was_accepted() {
    let (stage, topic) = (Stage::new(), Topic::new("c"));
    let ana = stage.open("ana");
    stage.hub.subscribe(&ana, &topic).unwrap();
    stage.says(&topic, 1);
    stage.hub.close_all(CloseReason::ShuttingDown);
    assert_eq!(stage.says(&topic, 2), 0);
    assert!(ana.push_reply(Bytes::from_static(b"ack")));
    assert_eq!(at_once(ana.next_batch()).unwrap().unwrap(), ["1", "ack"]);
    assert_eq!(at_once(ana.next_batch()), Some(Err(CloseReason::ShuttingDown)));
}

#[test]
fn whoever_lost_access_reads_nothing_more() {
    let (stage, topic) = (Stage::new(), Topic::new("c"));
    let (tab, phone, other) = (stage.open("ana"), stage.open("ana"), stage.open("bo"));
    for session in [&tab, &phone, &other] {
        stage.hub.subscribe(session, &topic).unwrap();
    }
    stage.says(&topic, 1);
    stage.hub.close_person(&Person::new("ana"), CloseReason::Revoked);
    stage.hub.close_person(&Person::new("ana"), CloseReason::ShuttingDown);
    for session in [&tab, &phone] {
        assert_eq!(at_once(session.next_batch()), Some(Err(CloseReason::Revoked)), "the first reason stands");
    }
    assert_eq!(sees(&other), ["1"]);
}

#[test]
fn everybody_who_waits_learns_of_the_end() {
    let stage = Stage::new();
    let ana = stage.open("ana");
    let readers = [Reader::of(&ana), Reader::of(&ana)];
    ana.close(CloseReason::TokenExpired);
    for reader in readers {
        assert_eq!(reader.finish(), (Vec::new(), CloseReason::TokenExpired));
    }
    assert_eq!(at_once(ana.closed()), Some(CloseReason::TokenExpired));
    assert_eq!(at_once(ana.room()), Some(()));
}

#[test]
fn a_writer_that_outlives_the_door_is_let_go() {
    let stage = Stage::new();
    let ana = stage.open("ana");
    let reader = Reader::of(&ana);
    drop(ana);
    assert_eq!(reader.finish().1, CloseReason::Disconnected);
}
