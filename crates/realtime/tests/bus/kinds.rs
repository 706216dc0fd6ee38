//! Other ways to a Redis: with a login, a cluster, sentinels.

use std::{net::SocketAddr, time::Instant};

use deskbell_engines::Redis;
use deskbell_realtime::{Bus, BusEvent, BusOptions};

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
    assert_eq!(one.bus.allow("messages", "ana", 1).await, Some(Ok(())));
    assert!(Bus::probe(&BusOptions::parse(&url).unwrap()).await.is_ok());
}

#[tokio::test]
async fn a_wrong_password_is_said_without_it() {
    let redis = Redis::start_with(&["--requirepass", "right"]).unwrap();
    let options = BusOptions::parse(&format!("redis://:wrong-one@{}", redis.addr())).unwrap();
    let error = Bus::probe(&options).await.unwrap_err().to_string();
    assert!(error.starts_with("Redis at ") && !error.contains("wrong-one"), "{error}");
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
    for name in ["a", "b", "c", "d", "e", "f"] {
        two.serves(name).await;
        one.says(name, name);
        assert_eq!(two.hears_on(name).await, name);
    }
    assert_eq!(one.bus.allow("messages", "ana", 1).await, Some(Ok(())));
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
