//! What people at the doors notice of a full disk.

use std::sync::{Arc, OnceLock};

use deskbell_app::Clock;
use deskbell_conformance::{Deskbell, contents};
use deskbell_load::socketio::AskError;
use deskbell_powercut::{Disk, Fault, Place, install};

async fn readiness(desk: &Deskbell) -> (u16, String) {
    let answer = desk.http().get("/readyz").await.unwrap();
    (answer.status, answer.body.as_str().unwrap_or_default().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn people_at_a_full_disk_keep_what_they_wrote_and_read_on() {
    install();
    let disk: OnceLock<Arc<Disk>> = OnceLock::new();
    let watch = |options: &mut deskbell_store::Options| {
        disk.set(Disk::watch(options.location.path().unwrap().parent().unwrap()).unwrap()).unwrap();
    };
    let desk = Deskbell::by(Clock::Machine, watch, |_| {}).await;
    let disk = disk.get().unwrap();
    let (mut ana, mut bo) = (desk.customer("Ana").await, desk.agent("Bo").await);
    ana.opens_a_chat().await;
    ana.says("hello").await;

    disk.fails(&[Fault::Full { place: Place::Everywhere, room: 0 }]);
    let error = ana.sends("urgent", "is anybody there?").await.unwrap_err();
    let AskError::Refused(refusal) = error else { panic!("{error}") };
    assert_eq!(refusal.code, "overloaded");
    assert_eq!(refusal.retry_after_ms, Some(5_000), "somebody has to see to it first");
    let (status, sentence) = readiness(&desk).await;
    assert_eq!(status, 503);
    assert!(sentence.contains("the disk is full"), "{sentence}");
    let read = bo.joins(&ana.conversation).await;
    assert_eq!(contents(read["entries"].as_array().unwrap()), ["hello"]);
    let reloaded = ana.on_another_device().await;
    assert_eq!(contents(&reloaded.reads_the_timeline().await), ["hello"], "whoever comes back reads as well");

    disk.fails(&[]);
    let sent = ana.sends("urgent", "is anybody there?").await.unwrap();
    assert_eq!(sent["content"], "is anybody there?");
    assert_eq!(readiness(&desk).await.0, 200);
    bo.sees("is anybody there?").await;
    let again = bo.resumes_after(0).await;
    assert_eq!(contents(&again), ["hello", "is anybody there?"], "once, and nothing half");
    desk.stop().await;
}
