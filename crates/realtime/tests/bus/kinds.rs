//! Other ways to a Redis: with a login, a cluster, sentinels.

use std::{net::SocketAddr, time::Instant};

use deskbell_engines::{Certificate, Redis};
use deskbell_realtime::{Bus, BusEvent, BusOptions, Topic};

use super::{Node, PATIENCE};

/// Everything that a bus asks of an ACL user, and nothing more.
const RIGHTS: &str = "user desk on >geheim resetchannels &deskbell:* resetkeys ~deskbell:* -@all +@connection +subscribe \
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
async fn sentinels_that_are_asked_over_tls_lead_to_a_master_that_is_reached_over_tls() {
    let certificate = Certificate::make().unwrap();
    let authority = certificate.authority();
    let redis = Redis::start_over_tls(&certificate).unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let folder = authority.parent().unwrap().display();
    let watched = format!(
        "tls-port {port}\ntls-replication yes\ntls-auth-clients no\ntls-cert-file {folder}/server.pem\n\
         tls-key-file {folder}/server.key\ntls-ca-cert-file {folder}/ca.pem\n\
         sentinel monitor main 127.0.0.1 {} 1\n",
        redis.addr().port()
    );
    let _sentinel = Redis::configured(&watched, &["--sentinel"]).unwrap();
    let url = format!("rediss-sentinel://127.0.0.1:{port}/main?sslrootcert={}", authority.display());
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
    assert!(begun.elapsed() >= std::time::Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_carries_by_shards() {
    let cluster = "cluster-enabled yes\nsave \"\"\nappendonly no\n";
    let nodes: Vec<Redis> = (0..3).map(|_| Redis::configured(cluster, &[]).unwrap()).collect();
    let addresses: Vec<SocketAddr> = nodes.iter().map(Redis::addr).collect();
    for (number, node) in nodes.iter().enumerate() {
        let (first, last) = (number * 5462, ((number + 1) * 5462 - 1).min(16_383));
        node.says(&["CLUSTER", "ADDSLOTSRANGE", &first.to_string(), &last.to_string()]).unwrap();
        let other = addresses[0];
        node.says(&["CLUSTER", "MEET", &other.ip().to_string(), &other.port().to_string()]).unwrap();
    }
    let begun = Instant::now();
    while !nodes.iter().all(|node| node.says(&["CLUSTER", "INFO"]).unwrap().contains("cluster_state:ok")) {
        assert!(begun.elapsed() < PATIENCE, "the cluster does not form");
        tokio::task::yield_now().await;
    }
    let hosts = addresses.iter().map(SocketAddr::to_string).collect::<Vec<_>>().join(",");
    let url = format!("redis-cluster://{hosts}");
    let (one, mut two) = (Node::at(&url, 1).await, Node::at(&url, 2).await);
    let names = ["a", "b", "c", "d", "e", "f"];
    for name in names {
        two.serves(name).await;
    }
    for number in 0..600 {
        one.says(names[number % names.len()], &number.to_string());
    }
    let mut next = [0, 1, 2, 3, 4, 5];
    for _ in 0..600 {
        let BusEvent::Carried { topic, bytes } = two.hears().await else { panic!("the line broke") };
        let place = names.iter().position(|name| topic == Topic::new(*name)).unwrap();
        assert_eq!(bytes, next[place].to_string(), "in order on {topic}");
        next[place] += names.len();
    }
    assert_eq!(one.is_allowed("messages", "ana", 60).await, Ok(()));
}

#[tokio::test]
async fn sentinels_say_where_the_master_is() {
    let redis = Redis::start().unwrap();
    let watched = format!("sentinel monitor main 127.0.0.1 {} 1\n", redis.addr().port());
    let sentinel = Redis::configured(&watched, &["--sentinel"]).unwrap();
    let url = format!("redis-sentinel://{}/main", sentinel.addr());
    let (one, mut two) = (Node::at(&url, 1).await, Node::at(&url, 2).await);
    one.bus.publish(&deskbell_realtime::broadcast(), "hello".into());
    assert_eq!(
        two.hears().await,
        BusEvent::Carried { topic: deskbell_realtime::broadcast(), bytes: "hello".into() }
    );
}
