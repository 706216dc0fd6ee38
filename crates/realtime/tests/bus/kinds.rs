//! Other ways to a Redis: with a login, over TLS, by a socket.

use std::time::{Duration, Instant};

use deskbell_engines::{Certificate, Redis};
use deskbell_realtime::{Bus, BusEvent, BusOptions};

use super::Node;

/// Everything that a bus asks of an ACL user, and nothing more.
pub(super) const RIGHTS: &str = "user desk on >geheim resetchannels &deskbell:* resetkeys ~deskbell:* -@all +@connection +subscribe \
    +unsubscribe +publish +eval +time +zadd +zcard +zrange +zremrangebyscore +pexpire +info";

#[tokio::test]
async fn a_user_with_just_the_rights_that_the_book_names_is_enough() {
    let redis = Redis::start_with(&["--requirepass", "root-password"]).unwrap();
    let words = ["--no-auth-warning", "-a", "root-password", "ACL", "SETUSER"];
    let rights: Vec<&str> = RIGHTS.split_whitespace().skip(1).collect();
    redis.says(&[&words[..], &rights[..]].concat()).unwrap();
    let url = format!("redis://desk:geheim@{}", redis.addr());
    let (one, mut two) = (Node::at(&url, 1).await, Node::at(&url, 2).await);
    two.serves("a").await;
    one.says("a", "hello");
    assert_eq!(two.hears_on("a").await, "hello");
    assert_eq!(one.is_allowed("messages", "ana", 60).await, Ok(()));
    assert!(Bus::probe(&BusOptions::parse(&url).unwrap()).await.is_ok());
}

#[tokio::test]
async fn a_wrong_password_is_said_without_it() {
    let redis = Redis::start_with(&["--requirepass", "right"]).unwrap();
    let options = BusOptions::parse(&format!("redis://:wrong-one@{}", redis.addr())).unwrap();
    let error = Bus::probe(&options).await.unwrap_err().to_string();
    assert!(error.starts_with("Redis at ") && !error.contains("wrong-one"), "{error}");
}

#[tokio::test]
async fn over_tls_a_bus_believes_the_authority_it_is_told_of_and_no_other() {
    let certificate = Certificate::make().unwrap();
    let redis = Redis::start_over_tls(&certificate).unwrap();
    let believed = format!("{}?sslrootcert={}", redis.url(), certificate.authority().display());
    let (one, mut two) = (Node::at(&believed, 1).await, Node::at(&believed, 2).await);
    two.serves("a").await;
    one.says("a", "hello");
    assert_eq!(two.hears_on("a").await, "hello");
    let probe = Bus::probe(&BusOptions::parse(&believed).unwrap()).await.unwrap();
    assert!(probe.version.starts_with(|first: char| first.is_ascii_digit()), "{probe:?}");
    let unknown = Bus::probe(&BusOptions::parse(&redis.url()).unwrap()).await.unwrap_err().to_string();
    assert!(unknown.starts_with("Redis at rediss://"), "{unknown}");
}

#[tokio::test]
async fn a_socket_of_the_machine_leads_to_it_too() {
    let folder = Certificate::make().unwrap();
    let socket = folder.authority().with_file_name("redis.sock").display().to_string();
    let _redis = Redis::start_with(&["--unixsocket", &socket]).unwrap();
    let url = format!("unix://{socket}");
    let (one, mut two) = (Node::at(&url, 1).await, Node::at(&url, 2).await);
    one.says("*", "hello");
    assert_eq!(two.hears_on("*").await, "hello");
}

#[tokio::test]
async fn an_account_that_may_not_publish_is_no_reason_to_hurry() {
    let redis = Redis::start_with(&["--requirepass", "root-password"]).unwrap();
    let words = ["--no-auth-warning", "-a", "root-password", "ACL", "SETUSER"];
    let rights = "desk on >geheim allchannels allkeys -@all +@connection +subscribe";
    let rights: Vec<&str> = rights.split(' ').collect();
    redis.says(&[&words[..], &rights[..]].concat()).unwrap();
    let mut node = Node::at(&format!("redis://desk:geheim@{}", redis.addr()), 1).await;
    let begun = Instant::now();
    for _ in 0..6 {
        node.says("a", "refused");
        assert_eq!(node.hears().await, BusEvent::Down);
        assert_eq!(node.hears().await, BusEvent::Up);
    }
    assert!(begun.elapsed() >= Duration::from_secs(1), "{:?}", begun.elapsed());
}
