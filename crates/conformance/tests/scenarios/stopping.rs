//! A server that is told to stop.

use deskbell_conformance::{Deskbell, Server, contents, free_port, has_no_gap};
use deskbell_load::socketio::{AskError, Gone, Line};

use crate::ana_and_bo;

const UNLIMITED: [(&str, &str); 2] =
    [("DESKBELL_MESSAGES_PER_MINUTE", "0"), ("DESKBELL_EVENTS_PER_SECOND", "0")];

#[tokio::test]
async fn told_to_stop_it_keeps_what_it_acknowledged_and_everybody_returns() {
    let dir = tempfile::tempdir().unwrap();
    let port = free_port();
    let server = Server::start(dir.path(), port, &UNLIMITED).await;
    let (ana, mut bo) = ana_and_bo(&server).await;
    let mut acknowledged = vec!["hello".to_owned()];
    let writing = async {
        for number in 0.. {
            let text = format!("line {number}");
            match ana.sends(&text.replace(' ', "-"), &text).await {
                Ok(_) => acknowledged.push(text),
                Err(AskError::Gone(gone)) => return gone,
                Err(error) => assert_eq!(error.code(), Some("overloaded"), "{error}"),
            }
        }
        unreachable!("numbers do not end")
    };
    let stopping = async {
        bo.sees("line 50").await;
        server.terminate().await
    };
    let (gone, status) = tokio::join!(writing, stopping);
    assert!(status.success(), "{status}");
    assert!(matches!(gone, Gone::Closed { .. }), "clients are told to come back: {gone:?}");
    assert!(matches!(bo.is_sent_away().await, Gone::Closed { .. }));

    let server = Server::start(dir.path(), port, &UNLIMITED).await;
    let mut ana = ana.loses_the_line().comes_back_to(&server).await;
    let timeline = ana.reads_the_timeline().await;
    assert!(has_no_gap(&timeline));
    assert!(contents(&timeline).len() >= acknowledged.len());
    assert!(acknowledged.iter().zip(contents(&timeline)).all(|(sent, stored)| sent == stored));
    let mut bo = bo.loses_the_line().comes_back_to(&server).await;
    bo.joins(&ana.conversation).await;
    ana.says("and on we go").await;
    bo.sees("and on we go").await;
    assert!(server.terminate().await.success());
}

#[tokio::test]
async fn who_comes_while_it_stops_is_told_when_to_come_back() {
    let desk = Deskbell::start().await;
    let token = desk.customer("Ana").await.token;
    desk.hall.drain();
    match Line::open(&desk.base, &token).await.err().unwrap() {
        Gone::Turned { status: 503, retry_after: Some(_) } => {}
        other => panic!("{other:?}"),
    }
    let refused = desk.http().with_token(&token).get("/api/v1/me").await.unwrap();
    assert_eq!(refused.status, 503);
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(desk.http().get("/healthz").await.unwrap().status, 200);
    assert_eq!(desk.http().get("/readyz").await.unwrap().status, 503);
}

#[tokio::test]
async fn everybody_is_sent_home_and_nobody_is_told_to_stay_away() {
    let desk = Deskbell::start().await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    desk.stop().await;
    for person in [&mut ana, &mut bo] {
        let gone = person.is_sent_away().await;
        assert!(matches!(gone, Gone::Closed { code: None | Some(1012 | 1013) }), "{gone:?}");
    }
}
