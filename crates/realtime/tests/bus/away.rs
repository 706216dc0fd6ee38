//! Redis goes and comes.

use std::time::{Duration, Instant};

use deskbell_engines::{Proxy, Redis};
use deskbell_realtime::{BusEvent, Topic, broadcast};
use metrics_exporter_prometheus::PrometheusBuilder;

use super::{Node, PATIENCE};

#[tokio::test]
async fn after_redis_died_and_returned_everything_is_served_again() {
    let mut redis = Redis::start().unwrap();
    let (one, mut two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    two.serves("a").await;
    redis.kill().unwrap();
    assert_eq!(two.hears().await, BusEvent::Down);
    assert!(!two.bus.is_up());
    assert!(!two.bus.is_served(&Topic::new("a"), PATIENCE).await, "what was served is so no longer");
    let begun = Instant::now();
    let counted = PrometheusBuilder::new().build_recorder();
    metrics::with_local_recorder(&counted, || (0..1000).for_each(|_| two.says("a", "lost")));
    let told = counted.handle().render();
    assert!(told.contains("deskbell_bus_dropped_total 1000"), "{told}");
    assert!(begun.elapsed() < Duration::from_secs(1), "saying something waits for nobody");
    redis.restart().unwrap();
    assert_eq!(two.hears().await, BusEvent::Up);
    while !one.bus.is_up() {
        tokio::task::yield_now().await;
    }
    one.says("a", "again");
    assert_eq!(two.hears_on("a").await, "again");
}

#[tokio::test]
async fn a_redis_that_is_frozen_is_known_to_be_away_within_seconds() {
    let redis = Redis::start().unwrap();
    let mut node = Node::at(&redis.url(), 1).await;
    redis.freeze();
    assert_eq!(node.hears().await, BusEvent::Down);
    redis.thaw();
    assert_eq!(node.hears().await, BusEvent::Up);
}

#[tokio::test]
async fn a_line_that_is_held_is_known_to_be_cut_and_comes_back_by_itself() {
    let redis = Redis::start().unwrap();
    let proxy = Proxy::to(redis.addr()).unwrap();
    let mut node = Node::at(&format!("redis://{}", proxy.addr()), 1).await;
    proxy.hold();
    assert_eq!(node.hears().await, BusEvent::Down);
    proxy.heal();
    assert_eq!(node.hears().await, BusEvent::Up);
    proxy.cut();
    assert_eq!(node.hears().await, BusEvent::Down);
}

#[tokio::test]
async fn a_node_that_starts_before_redis_finds_it_when_it_is_there() {
    let mut redis = Redis::start().unwrap();
    redis.kill().unwrap();
    let mut node = Node::somewhere(&redis.url(), 1);
    assert!(!node.bus.is_served(&Topic::new("a"), PATIENCE).await, "nobody waits for it");
    redis.restart().unwrap();
    assert_eq!(node.hears().await, BusEvent::Up);
}

#[tokio::test]
async fn what_is_queued_is_published_before_the_bus_is_closed() {
    let redis = Redis::start().unwrap();
    let (one, mut two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    two.serves("a").await;
    for number in 0..500 {
        one.says("a", &number.to_string());
    }
    one.bus.close().await;
    for number in 0..500 {
        assert_eq!(two.hears_on("a").await, number.to_string());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_to_be_served_is_told_when_the_line_breaks() {
    let redis = Redis::start().unwrap();
    let node = Node::at(&redis.url(), 1).await;
    redis.freeze();
    node.bus.serve(&Topic::new("a"));
    let begun = Instant::now();
    assert!(!node.bus.is_served(&Topic::new("a"), PATIENCE).await);
    assert!(begun.elapsed() < PATIENCE / 2, "nobody waits for a line that is gone");
    redis.thaw();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_thousand_topics_are_served_again_within_seconds() {
    const TOPICS: usize = 20_000;
    let mut redis = Redis::start().unwrap();
    let (one, mut two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    for number in 0..TOPICS {
        two.bus.serve(&Topic::new(number.to_string()));
    }
    two.serves("last").await;
    redis.restart().unwrap();
    assert_eq!(two.hears().await, BusEvent::Down);
    assert_eq!(two.hears().await, BusEvent::Up);
    while !one.bus.is_up() {
        tokio::task::yield_now().await;
    }
    for number in [0, TOPICS / 2, TOPICS - 1] {
        let name = number.to_string();
        one.says(&name, &name);
        assert_eq!(two.hears_on(&name).await, name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_cannot_take_in_what_comes_is_told_that_it_missed_something() {
    let redis = Redis::start().unwrap();
    let (one, mut two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    // More than may wait, said slowly enough to be carried and taken in by nobody.
    let mut said = 0;
    while two.bus.is_up() {
        one.bus.publish(&broadcast(), "much".into());
        said += 1;
        if said % 256 == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
    let mut heard = 0;
    while let BusEvent::Carried { .. } = two.hears().await {
        heard += 1;
    }
    assert!(heard < said, "that was Down: something is missing");
    loop {
        // What the broken line had brought before it was closed.
        match two.hears().await {
            BusEvent::Carried { .. } => {}
            BusEvent::Up => break,
            BusEvent::Down => panic!("that is said once"),
        }
    }
    one.bus.publish(&broadcast(), "again".into());
    while two.hears_on("*").await != "again" {}
}
