//! The machine's clock is set, ahead and back, while people talk.

use std::time::Duration;

use deskbell_app::Clock;
use deskbell_conformance::{Deskbell, Person, Role, contents, has_no_gap};
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A server by a clock that begins with the machine's and is set by hand.
async fn desk_by_hand() -> (Deskbell, Clock, Timestamp) {
    #[allow(clippy::disallowed_methods, reason = "tokens are signed by the machine's clock")]
    let start = Timestamp::from_second(Timestamp::now().as_second()).expect("a whole second");
    let clock = Clock::standing(start);
    (Deskbell::by(clock.clone(), |_| {}, |_| {}).await, clock, start)
}

/// Somebody whose token outlives every jump.
async fn person(desk: &Deskbell, role: Role, name: &str) -> Person {
    Person::connect(desk, name, desk.token_for(role, name, 30 * DAY)).await
}

fn moment(entry: &Value) -> Timestamp {
    entry["createdAt"].as_str().expect("a moment").parse().expect("a moment")
}

#[tokio::test]
async fn a_clock_that_is_set_puts_nothing_out_of_order_and_keeps_nobody_from_talking() {
    let (desk, clock, start) = desk_by_hand().await;
    let (mut ana, mut bo) =
        (person(&desk, Role::Customer, "Ana").await, person(&desk, Role::Agent, "Bo").await);
    ana.opens_a_chat().await;
    ana.says("one").await;
    bo.joins(&ana.conversation).await;
    let jumps = [
        ("two days ahead", start + 48.hours()),
        ("back again", start + 1.minute()),
        ("hours back", start - 5.hours()),
        ("ahead of where it began", start + 1.hour()),
    ];
    for (jump, to) in jumps {
        clock.set(to);
        ana.says(jump).await;
        bo.sees(jump).await;
        let answer = format!("answered {jump}");
        bo.says(&answer).await;
        ana.sees(&answer).await;
        bo.does("message-read", serde_json::json!({ "upToSeq": 1_000 })).await;
        assert_eq!(bo.lists().await[0]["unreadCount"], 0, "{jump}");
    }
    let timeline = bo.reads_the_timeline().await;
    assert!(has_no_gap(&timeline));
    let said = contents(&timeline);
    assert_eq!(said.len(), 9);
    assert_eq!(said[..3], ["one", "two days ahead", "answered two days ahead"]);
    assert_eq!(moment(timeline.last().unwrap()), desk.hall.now(), "a wrong time is not held on to");
    let mut reloaded = ana.on_another_device().await;
    assert_eq!(contents(&reloaded.resumes_after(0).await), said);
    let feed = desk.store.changes_after(0, 200).await.unwrap();
    assert!(feed.is_sorted_by_key(|change| (change.position, change.at)), "the feed never goes back");
    desk.stop().await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_a_little_does_not_set_the_timeline_back() {
    let (desk, clock, start) = desk_by_hand().await;
    let mut ana = person(&desk, Role::Customer, "Ana").await;
    ana.opens_a_chat().await;
    let before = ana.says("before").await;
    clock.set(start - 30.minutes());
    let after = ana.says("after").await;
    assert_eq!(moment(&after), moment(&before));
    desk.stop().await;
}

#[tokio::test]
async fn a_token_that_was_taken_back_stays_so_after_the_clock_was_ahead() {
    let (desk, clock, start) = desk_by_hand().await;
    desk.store.revoke_token("taken back", start + 12.hours(), start).await.unwrap();
    clock.set(start + 48.hours());
    desk.hall.sweep().await;
    clock.set(start);
    assert_eq!(desk.store.revoked_tokens(start).await.unwrap(), ["taken back"]);
    clock.set(start + 240.hours());
    desk.hall.sweep().await;
    assert!(desk.store.revoked_tokens(start).await.unwrap().is_empty(), "and is forgotten in the end");
    desk.stop().await;
}

#[tokio::test]
async fn who_is_signed_out_while_old_tokens_are_forgotten_stays_signed_out() {
    let (desk, clock, start) = desk_by_hand().await;
    desk.store.revoke_token("long ago", start + 12.hours(), start).await.unwrap();
    clock.set(start + 240.hours());
    // Taken back after the sweep has looked, and before it takes over what it found.
    desk.hall.tokens().revoke("just now".into());
    desk.hall.sweep().await;
    assert!(desk.store.revoked_tokens(start).await.unwrap().is_empty());
    assert!(desk.hall.tokens().is_revoked("just now"));
    desk.stop().await;
}
