//! From polling to a WebSocket, and what may go wrong on the way.

use deskbell_conformance::{Deskbell, Role};

use crate::raw::{Poller, Raw, answer, begin};

fn upgrade_query(ana: &Poller) -> String {
    ana.query.replace("polling", "websocket")
}

#[tokio::test]
async fn nothing_is_lost_on_the_way_to_a_websocket() {
    let desk = Deskbell::start().await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    ana.posts(r#"42/chat,0["no-such-event",{}]"#).await;
    ana.hears("43/chat,0[").await;
    let waiting = begin(&desk, "GET", &ana.query, "", b"").await;
    let mut socket = Raw::open(&desk, &upgrade_query(&ana)).await;
    socket.says("2probe").await;
    assert_eq!(socket.next().await, Ok("3probe".into()));
    // The poll that waits is ended, so that the client can stop polling.
    let ended = answer(waiting).await;
    assert!(ended.packets().contains(&"6") || ended.body.starts_with("4"), "{ended:?}");
    ana.posts(r#"42/chat,1["no-such-event",{}]"#).await;
    socket.says("5").await;
    socket.says(r#"42/chat,2["no-such-event",{}]"#).await;
    socket.acknowledged(2).await;
    assert!(socket.seen[0].starts_with("43/chat,1["), "{:?}", socket.seen);
    assert_eq!(ana.polls().await.status, 400, "the session has moved");
    socket.is_alive().await;
}

#[tokio::test]
async fn an_upgrade_that_fails_leaves_the_session_as_it_was() {
    let desk = Deskbell::start().await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    for wrong in ["2", "hello", "5"] {
        let mut socket = Raw::open(&desk, &upgrade_query(&ana)).await;
        socket.says(wrong).await;
        assert_eq!(socket.ends().await.0, Some(1008), "{wrong}");
    }
    let mut socket = Raw::open(&desk, &upgrade_query(&ana)).await;
    socket.says("2probe").await;
    assert_eq!(socket.next().await, Ok("3probe".into()));
    drop(socket);
    ana.posts(r#"42/chat,1["no-such-event",{}]"#).await;
    ana.hears("43/chat,1[").await;
}

#[tokio::test]
async fn of_two_upgrades_one_wins() {
    let desk = Deskbell::start().await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    let mut first = Raw::open(&desk, &upgrade_query(&ana)).await;
    let mut second = Raw::open(&desk, &upgrade_query(&ana)).await;
    for socket in [&mut first, &mut second] {
        socket.says("2probe").await;
        assert_eq!(socket.next().await, Ok("3probe".into()));
    }
    first.says("5").await;
    first.is_alive().await;
    assert_eq!(second.ends().await.0, Some(1008));
    first.is_alive().await;
}
