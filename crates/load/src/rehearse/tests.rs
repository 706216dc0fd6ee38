use std::time::Duration;

use super::{
    Plan, Report,
    talk::{Talk, moment_of},
};
use crate::torture::{Entry, Kind};

fn entry(seq: u64, author: &str) -> Entry {
    let id = format!("entry {seq}");
    let kind = Kind::Message;
    Entry {
        seq,
        prev_seq: seq - 1,
        id: id.as_str().into(),
        kind,
        author: author.into(),
        client_id: None,
        content: None,
    }
}

fn seen(talk: &Talk) -> Vec<u64> {
    talk.saw.iter().map(|entry| entry.seq).collect()
}

#[test]
fn what_overtakes_is_shown_in_its_place() {
    let mut talk = Talk::new("c".into(), 0);
    let nth = talk.mean(&"ana".into(), 0xff);
    assert_eq!(moment_of(&talk.intents[nth].client_id), Some(0xff));
    talk.turn(0, [entry(1, "house")].into_iter());
    assert!(talk.acknowledged(nth, entry(3, "ana")), "it waits for what it follows");
    assert_eq!(seen(&talk), [1]);
    talk.hear(entry(2, "bo"));
    assert_eq!((seen(&talk), talk.cursor()), (vec![1, 2, 3], 3));
    assert!(!talk.acknowledged(nth, entry(3, "ana")), "the second time");
    talk.hear(entry(3, "ana"));
    assert_eq!(seen(&talk), [1, 2, 3], "one's own, of a line that is gone");
}

#[test]
fn what_comes_twice_is_kept_for_the_judge() {
    let mut talk = Talk::new("c".into(), 0);
    talk.turn(0, [entry(1, "house")].into_iter());
    talk.hear(entry(2, "bo"));
    talk.hear(entry(2, "bo"));
    assert_eq!(seen(&talk), [1, 2, 2]);
    talk.hear(entry(4, "bo"));
    talk.forget_what_is_ahead();
    talk.turn(2, [entry(3, "bo"), entry(4, "bo")].into_iter());
    assert_eq!(seen(&talk), [1, 2, 2, 3, 4]);
}

#[test]
fn people_keep_to_the_limits_of_the_installation() {
    let plan = |messages_per_minute| Plan {
        url: "http://127.0.0.1:1".into(),
        secret: b"secret".to_vec(),
        conversations: 1,
        lasts: Duration::from_secs(30),
        messages_per_minute,
    };
    assert_eq!(plan(60).interval(), Duration::from_secs(5));
    assert_eq!(plan(0).interval(), Duration::from_secs(1));
    assert_eq!(plan(100_000).interval(), Duration::from_secs(1));
}

#[test]
fn an_installation_that_loses_something_is_not_good() {
    let mut report = Report { meant: 2, acknowledged: 2, conversations: 1, ..Report::default() };
    assert!(report.is_good() && report.to_string().ends_with("though every line was cut."));
    report.acknowledged = 1;
    assert!(!report.is_good() && report.to_string().contains("broke its promise 1 times"));
}
