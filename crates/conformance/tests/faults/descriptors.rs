//! No descriptors left: for more clients, and for anything at all.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use deskbell_conformance::{Desk, PATIENCE, binary};
use deskbell_load::server::{Plan, Server};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::{Instant, sleep, timeout},
};

use crate::{
    desk,
    machine::counted,
    pair::{ana_and_bo, talk},
    plan,
};

/// Descriptors that the server may have.
const LIMIT: u64 = 256;
/// Clients that come: more than there are places.
const CLIENTS: usize = 200;
/// Over which time it is watched for burning the processor, and how much of it it may use.
const WATCHED: Duration = Duration::from_secs(1);
const BUSY_MAX: Duration = Duration::from_millis(600);

/// The server behind a shell that lowers its limit first.
fn starved(dir: &Path) -> PathBuf {
    let path = dir.join("starved");
    let script = format!("#!/bin/sh\nulimit -n {LIMIT}\nexec '{}' \"$@\"\n", binary().display());
    fs::write(&path, script).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    path
}

async fn connect(desk: &Desk) -> TcpStream {
    TcpStream::connect(desk.base.trim_start_matches("http://")).await.expect("a connection")
}

/// What a request on a connection of its own is answered, head and body; nothing where it is closed without.
async fn ask(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    let request = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: deskbell\r\nConnection: close\r\n\r\n";
    let asked = async {
        stream.write_all(request.as_bytes()).await?;
        stream.read_to_string(&mut answer).await
    };
    // Closed without a word is an answer too.
    let _closed = timeout(PATIENCE, asked).await.expect("an answer in time");
    answer
}

/// The number of the descriptor that the server would be given next.
fn next_descriptor(server: &Server) -> u64 {
    let taken = |number: &u64| fs::symlink_metadata(format!("/proc/{}/fd/{number}", server.pid())).is_ok();
    (0..).find(|number| !taken(number)).expect("a number that is free")
}

async fn stays_calm(server: &Server) {
    let before = server.processor_time().expect("its time");
    sleep(WATCHED).await;
    let used = server.processor_time().expect("its time").saturating_sub(before);
    assert!(used < BUSY_MAX, "{used:?} of processor time within {WATCHED:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_finds_no_place_is_told_when_to_return_and_who_is_there_stays() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let plan = Plan { binary: starved(dir.path()), ..plan(&data, &[]) };
    let server = Server::start(&plan).await.unwrap();
    let desk = desk(&server);
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let mut crowd = Vec::new();
    for _ in 0..CLIENTS {
        crowd.push(connect(&desk).await);
    }
    let refused = ask(connect(&desk).await).await.to_lowercase();
    if !refused.is_empty() {
        assert!(refused.starts_with("http/1.1 503 ") && refused.contains("retry-after: "), "{refused}");
        assert!(refused.contains("\"code\":\"overloaded\"") && refused.contains("retryafterms"), "{refused}");
    }
    talk(&mut ana, &mut bo, "crowded").await;
    stays_calm(&server).await;
    talk(&mut ana, &mut bo, "still crowded").await;
    drop(crowd);
    let until = Instant::now() + PATIENCE;
    while !ask(connect(&desk).await).await.starts_with("HTTP/1.1 200 ") {
        assert!(Instant::now() < until, "nobody is served any more");
    }
    assert!(counted(&desk, "deskbell_connections_turned_away_total", "all_taken").await > 50.0);
    talk(&mut ana, &mut bo, "quiet again").await;
    assert!(server.terminate().await.unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_cannot_take_the_places_of_others() {
    let dir = tempfile::tempdir().unwrap();
    let server =
        Server::start(&plan(dir.path(), &[("DESKBELL_CONNECTIONS_PER_ADDRESS", "5")])).await.unwrap();
    let desk = desk(&server);
    let mut crowd = Vec::new();
    for _ in 0..5 {
        crowd.push(connect(&desk).await);
    }
    let refused = ask(connect(&desk).await).await;
    assert!(refused.starts_with("HTTP/1.1 503 ") && refused.contains("\"overloaded\""), "{refused}");
    let elsewhere = TcpSocket::new_v4().unwrap();
    elsewhere.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let address = desk.base.trim_start_matches("http://").parse().unwrap();
    let served = ask(elsewhere.connect(address).await.unwrap()).await;
    assert!(served.starts_with("HTTP/1.1 200 "), "{served}");
    drop(crowd);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_descriptor_left_nobody_new_is_served_until_there_is_one_again() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(&plan(dir.path(), &[])).await.unwrap();
    let desk = desk(&server);
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let pid = Pid::from_raw(server.pid().try_into().unwrap());
    let few = Rlimit {
        current: Some(next_descriptor(&server)),
        maximum: rustix::process::getrlimit(Resource::Nofile).maximum,
    };
    let enough = prlimit(pid, Resource::Nofile, few).unwrap();

    let waiting: Vec<_> = [connect(&desk).await, connect(&desk).await, connect(&desk).await].into();
    let waiting = tokio::spawn(futures_util::future::join_all(waiting.into_iter().map(ask)));
    stays_calm(&server).await;
    talk(&mut ana, &mut bo, "nobody else may come").await;
    assert!(!waiting.is_finished(), "somebody was served without a descriptor");
    prlimit(pid, Resource::Nofile, enough).unwrap();
    for answer in waiting.await.unwrap() {
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    talk(&mut ana, &mut bo, "all is well").await;
    assert!(server.terminate().await.unwrap().success());
}
