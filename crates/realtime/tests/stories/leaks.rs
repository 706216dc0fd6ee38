//! Nothing stays behind when sessions go.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;

use deskbell_realtime::{Hub, Person, Session, Topic};

use crate::stage::{Stage, at_once};

fn topics() -> Vec<Topic> {
    (0..20).map(|n| Topic::new(format!("topic/{n}"))).collect()
}

#[test]
fn sessions_are_counted_by_topic_and_person() {
    let stage = Stage::new();
    let (agents, idle) = (Topic::new("agents"), Topic::new("idle"));
    let (tab, phone, other) = (stage.open("ana"), stage.open("ana"), stage.open("bo"));
    for session in [&tab, &phone, &other] {
        stage.hub.subscribe(session, &agents).unwrap();
        stage.hub.subscribe(session, &agents).unwrap();
    }
    assert_eq!((stage.hub.session_count(), stage.hub.person_count()), (3, 2));
    assert_eq!((stage.hub.subscriber_count(&agents), stage.hub.subscriber_count(&idle)), (3, 0));
    assert_eq!(stage.hub.persons_on(&agents), ["ana", "bo"].map(Person::new));
    assert_eq!(stage.hub.sessions_of(&Person::new("ana")).len(), 2);
    assert_eq!(stage.hub.sessions_on(&agents).len(), 3);
    drop(tab);
    assert_eq!((stage.hub.session_count(), stage.hub.person_count()), (2, 2));
    drop(phone);
    assert_eq!(stage.hub.persons_on(&agents), [Person::new("bo")]);
}

#[test]
fn an_idle_session_is_small() {
    assert!(size_of::<Session>() <= 256, "{} bytes", size_of::<Session>());
}

#[test]
fn coming_and_going_under_fire_leaves_nothing() {
    let stage = Stage::new();
    let done = Arc::new(AtomicBool::new(false));
    let publishers: Vec<_> = (0..2).map(|_| publish_until(stage.hub.clone(), done.clone())).collect();
    let comers: Vec<_> = (0..4u64)
        .map(|n| {
            let (hub, format) = (stage.hub.clone(), stage.format);
            std::thread::spawn(move || {
                (0..200).map(|round| visit(&Stage { hub: hub.clone(), format }, n, round)).collect::<Vec<_>>()
            })
        })
        .collect();
    let visits: Vec<Weak<Session>> = comers.into_iter().flat_map(|comer| comer.join().unwrap()).collect();
    done.store(true, Ordering::Relaxed);
    publishers.into_iter().for_each(|publisher| publisher.join().unwrap());
    assert_eq!(
        (stage.hub.session_count(), stage.hub.person_count(), stage.hub.topic_count()),
        (0, 0, 0),
        "sessions, people, topics"
    );
    assert!(visits.iter().all(|session| session.strong_count() == 0));
}

#[test]
fn a_session_that_goes_in_the_middle_of_joining_leaves_nothing() {
    let stage = Stage::new();
    for round in 0..200 {
        let guard = stage.open("ana");
        let joiners: Vec<_> = (0..3).map(|_| join_and_leave(&stage.hub, &guard)).collect();
        while stage.hub.topic_count() <= round % 15 {
            std::thread::yield_now();
        }
        drop(guard);
        joiners.into_iter().for_each(|joiner| joiner.join().unwrap());
        assert_eq!((stage.hub.session_count(), stage.hub.topic_count()), (0, 0));
    }
}

/// Comes and goes on a few topics, as several threads do at once, until the session is closed.
fn join_and_leave(hub: &Hub, session: &Arc<Session>) -> JoinHandle<()> {
    let (hub, session) = (hub.clone(), Arc::clone(session));
    std::thread::spawn(move || {
        for topic in topics().iter().cycle() {
            let Ok(hold) = hub.subscribe_held(&session, topic) else { return };
            drop(hold);
            let _ = hub.subscribe(&session, topic);
            hub.unsubscribe(&session, topic);
            let _ = hub.subscribe(&session, topic);
        }
    })
}

fn publish_until(hub: Hub, done: Arc<AtomicBool>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let (stage, topics) = (Stage { format: hub.register_format(|e| e.payload.clone()), hub }, topics());
        for seq in 1.. {
            topics.iter().for_each(|topic| {
                stage.says(topic, seq);
            });
            if done.load(Ordering::Relaxed) {
                return;
            }
        }
    })
}

/// Subscribes in every manner, leaves some of it, and hangs up in the middle of the rest.
fn visit(stage: &Stage, who: u64, round: u64) -> Weak<Session> {
    let session = stage.open(&format!("person {}", who % 2));
    let mut holds = Vec::new();
    for (n, topic) in topics().iter().enumerate() {
        match (n as u64 + round) % 5 {
            0 => holds.extend(stage.hub.subscribe_held(&session, topic)),
            1 => stage.hub.subscribe_held(&session, topic).into_iter().for_each(|hold| hold.release(3)),
            2 => drop(stage.hub.subscribe_held(&session, topic)),
            3 => {
                let _ = stage.hub.subscribe(&session, topic);
                stage.hub.unsubscribe(&session, topic);
            }
            _ => {
                let _ = stage.hub.subscribe(&session, topic);
            }
        }
    }
    if round.is_multiple_of(3) {
        // It may have fallen behind and been closed, which is as good a way to go.
        let _ = at_once(session.next_batch());
    }
    let weak = Arc::downgrade(&session);
    drop(session);
    drop(holds);
    weak
}
