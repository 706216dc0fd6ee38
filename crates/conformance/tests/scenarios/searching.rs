//! Finding again what was said, by whom it may be found.

use std::time::Duration;

use deskbell_app::Clock;
use deskbell_conformance::{Deskbell, Person, Role, Server, free_port};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::ana_and_bo;

/// Twenty messages at once are what the scene says, not what one person may send.
const UNLIMITED: [(&str, &str); 1] = [("DESKBELL_EVENTS_PER_SECOND", "0")];

const TWO_YEARS: Duration = Duration::from_secs(2 * 366 * 24 * 60 * 60);

/// What is marked, as a browser would mark it.
fn marked(found: &Value) -> Vec<String> {
    let units: Vec<u16> = found["snippet"].as_str().expect("a snippet").encode_utf16().collect();
    let marks = found["marks"].as_array().expect("marks");
    let mark = |mark: &Value| {
        let (start, length) = (mark[0].as_u64().expect("start"), mark[1].as_u64().expect("length"));
        String::from_utf16(&units[start as usize..(start + length) as usize]).expect("whole characters")
    };
    marks.iter().map(mark).collect()
}

#[tokio::test]
async fn an_agent_finds_a_word_of_a_conversation_from_a_year_ago() {
    #[allow(clippy::disallowed_methods, reason = "tokens are signed by the machine's clock")]
    let start = Timestamp::from_second(Timestamp::now().as_second()).expect("a whole second");
    let clock = Clock::standing(start);
    let desk = Deskbell::by(clock.clone(), |_| {}, |_| {}).await;
    let person =
        async |role, name: &str| Person::connect(&desk, name, desk.token_for(role, name, TWO_YEARS)).await;
    let (mut ana, bo) = (person(Role::Customer, "Ana").await, person(Role::Agent, "Bo").await);
    ana.opens_a_chat().await;
    let said = ana.says("My Päckchen is lost 📦").await;
    clock.set(start + (366 * 24).hours());
    let mut zoe = person(Role::Customer, "Zoe").await;
    zoe.opens_a_chat().await;
    zoe.says("nothing of that kind").await;

    let found = bo.finds("packchen", 1).await;
    assert_eq!((&found[0]["conversationId"], &found[0]["entryId"]), (&json!(ana.conversation), &said["id"]));
    assert_eq!((&found[0]["seq"], &found[0]["kind"]), (&said["seq"], &json!("message")));
    assert_eq!(found[0]["snippet"], "My Päckchen is lost 📦");
    assert_eq!(marked(&found[0]), ["Päckchen"]);
    assert_eq!(found[0]["conversation"]["customer"]["name"], "Ana");
    let recent = format!("packchen&from={}", start + (24 * 7).hours());
    assert_eq!(bo.finds(&recent, 0).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_customer_finds_what_was_said_to_them_and_no_note() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut zoe = desk.customer("Zoe").await;
    zoe.opens_a_chat().await;
    zoe.says("a voucher, please").await;
    bo.says("Here is your voucher.").await;
    ana.sees("Here is your voucher.").await;
    bo.notes("She asks for a voucher each week.").await;
    assert_eq!(bo.finds("voucher", 3).await.len(), 3);
    let found = ana.finds("voucher", 1).await;
    assert_eq!((found.len(), &found[0]["snippet"]), (1, &json!("Here is your voucher.")));
    assert!(found[0]["conversation"].get("needsReply").is_none(), "the customer's copy");
    assert_eq!(ana.finds("week", 0).await, Vec::<Value>::new());
    assert_eq!(bo.finds("week", 1).await[0]["kind"], "note");
}

#[tokio::test]
async fn what_is_erased_is_found_no_more() {
    let desk = Deskbell::start().await;
    let (mut ana, bo) = ana_and_bo(&desk).await;
    let said = ana.says("my number is quetzalcoatl").await;
    bo.finds("quetzalcoatl", 1).await;
    let id = ana.conversation.parse().unwrap();
    #[allow(clippy::disallowed_methods, reason = "nobody asks for the moment")]
    desk.store.erase_body(id, said["seq"].as_u64().unwrap(), Timestamp::now()).await.unwrap();
    assert_eq!(bo.finds("quetzalcoatl", 0).await, Vec::<Value>::new());
}

#[tokio::test]
async fn who_searches_without_end_has_to_wait() {
    let desk = Deskbell::start().await;
    let (ana, bo) = ana_and_bo(&desk).await;
    let mut answered = 0;
    let refused = loop {
        let answer = ana.http.get("/api/v1/search?q=hello").await.unwrap();
        if answer.status != 200 {
            break answer;
        }
        answered += 1;
    };
    assert!(answered >= 120, "{answered}");
    assert_eq!(refused.body["code"], "rate_limited");
    bo.finds("hello", 1).await;
    let refused = bo.http.get("/api/v1/search?q=%20").await.unwrap();
    assert_eq!(refused.body["code"], "invalid");
}

#[tokio::test]
async fn after_a_kill_everything_that_was_acknowledged_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let port = free_port();
    let server = Server::start(dir.path(), port, &UNLIMITED).await;
    let (mut ana, bo) = ana_and_bo(&server).await;
    for number in 0..20 {
        ana.says(&format!("order {number}")).await;
    }
    server.kill().await;
    let server = Server::start(dir.path(), port, &UNLIMITED).await;
    let bo = bo.loses_the_line().comes_back_to(&server).await;
    let found = bo.finds("order", 20).await;

    let made = std::process::Command::new(deskbell_conformance::binary())
        .args(["reindex", "--data-dir"])
        .arg(dir.path())
        .output()
        .expect("the binary");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(bo.finds("order", 20).await, found, "made anew it says the same");
    assert!(server.terminate().await.success());
}
