use std::time::Duration;

use tokio::{
    task::JoinSet,
    time::{Instant, timeout},
};

use super::{
    Plan, Report,
    house::{House, Rehearsal},
    person::Person,
    stage::{Mark, Stage},
    talk::{Talk, moment_of},
};
use crate::{
    socketio::pretend::server,
    torture::{Entry, Kind, Side},
};

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

#[tokio::test]
async fn whoever_comes_twice_is_nobody_else() {
    let (stage, mut marks) = Stage::new("http://127.0.0.1:1");
    let mut tasks = JoinSet::new();
    // Their lines broke and they came back.
    let before = Mark::In(0);
    for who in ["ana", "ana", "bo"] {
        stage.mark(&who.into(), before);
    }
    marks.all(before, 2, &mut tasks).await.unwrap();
    stage.mark(&"ana".into(), before);
    let back = stage.cut();
    stage.mark(&"bo".into(), before);
    stage.mark(&"ana".into(), back);
    stage.mark(&"ana".into(), back);
    let early = timeout(Duration::from_millis(50), marks.all(back, 2, &mut tasks)).await;
    assert!(early.is_err(), "Bo is not back");
    stage.mark(&"bo".into(), back);
    marks.all(back, 2, &mut tasks).await.unwrap();
}

fn somebody(base: &str) -> (Person, std::sync::Arc<Stage>) {
    let house = House::new(base, b"a secret");
    let person = Person::new(&house, &Rehearsal { id: "inbox".to_owned() }, Side::Customer, 0);
    (person, Stage::new(base).0)
}

const OPENED: &str = r#"{"ok":true,"conversation":{"id":"c"}}"#;
const SENT: &str = r#"{"ok":true,"message":{"conversationId":"c","id":"e","seq":2,"prevSeq":1,"kind":"message","sender":{"name":"ana"}}}"#;

#[tokio::test]
async fn whoever_is_told_to_wait_waits_and_begins() {
    let base = server(1, "", |question| match question.nth {
        0 | 2 => question.refused_for(100),
        _ if question.text.contains("send-message") => question.answered(SENT),
        _ => question.answered(OPENED),
    });
    let (pia, stage) = somebody(&base.await);
    let begun = Instant::now();
    let pia = pia.begin(&stage, "inbox", 0).await.expect("a beginning");
    assert!(begun.elapsed() >= Duration::from_millis(1200), "one second and twice a tenth");
    let said = &pia.talks[0].intents;
    assert_eq!((said.len(), said[0].refused.len(), said[0].acknowledged.len()), (1, 1, 1));
}

#[tokio::test]
async fn whoever_may_not_is_not_asked_to_wait() {
    let base = server(0, "", |question| question.answered(r#"{"ok":false,"error":{"code":"forbidden"}}"#));
    let (pia, stage) = somebody(&base.await);
    let refused = timeout(Duration::from_secs(5), pia.begin(&stage, "inbox", 0)).await.expect("at once");
    assert!(refused.err().expect("a refusal").to_string().contains("forbidden"));
}
