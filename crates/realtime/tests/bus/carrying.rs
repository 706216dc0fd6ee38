//! Who hears what, in which order.

use std::time::{Duration, Instant};

use deskbell_engines::Redis;
use deskbell_realtime::{Bounds, Bus, BusEvent, BusOptions, Hub, NodeId, Person, Topic, broadcast};

use super::Node;

#[tokio::test]
async fn nodes_hear_each_other_and_not_themselves() {
    let redis = Redis::start().unwrap();
    let (mut one, mut two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    one.serves("a").await;
    two.serves("a").await;
    one.says("a", "from one");
    two.says("a", "from two");
    assert_eq!(two.hears_on("a").await, "from one");
    assert_eq!(one.hears_on("a").await, "from two");
    one.bus.publish(&broadcast(), "to all".into());
    assert_eq!(two.hears().await, BusEvent::Carried { topic: broadcast(), bytes: "to all".into() });
}

#[tokio::test]
async fn what_a_node_does_not_serve_does_not_reach_it() {
    let redis = Redis::start().unwrap();
    let (one, mut two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    two.serves("b").await;
    one.says("a", "for nobody");
    one.says("b", "for two");
    assert_eq!(two.hears().await, BusEvent::Carried { topic: Topic::new("b"), bytes: "for two".into() });
}

#[tokio::test]
async fn installations_that_share_a_server_do_not_hear_each_other() {
    let redis = Redis::start().unwrap();
    let other = BusOptions::parse(&redis.url()).unwrap().with_prefix("another");
    let (other, mut heard) = Bus::connect(other, NodeId::from_number(9));
    assert_eq!(heard.recv().await, Some(BusEvent::Up));
    let (one, mut two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    other.publish(&broadcast(), "from elsewhere".into());
    one.says("*", "from here");
    assert_eq!(two.hears_on("*").await, "from here");
}

#[tokio::test]
async fn what_is_said_on_a_topic_arrives_in_that_order() {
    let redis = Redis::start().unwrap();
    let (one, mut two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    two.serves("a").await;
    for number in 0..10_000 {
        one.says("a", &number.to_string());
        if number % 1000 == 999 {
            tokio::task::yield_now().await;
        }
    }
    for number in 0..10_000 {
        assert_eq!(two.hears_on("a").await, number.to_string());
    }
}

#[tokio::test]
async fn a_hub_serves_the_topics_that_somebody_subscribes() {
    let redis = Redis::start().unwrap();
    let (one, mut two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    let hub = Hub::bridged(Bounds::default(), two.bus.clone(), |name| name.starts_with("c/"));
    let format = hub.register_format(|event| event.payload.clone());
    let session = hub.open(&Person::new("ana"), format);
    let (bridged, local) = (Topic::new("c/1"), Topic::new("local"));
    hub.subscribe(&session, &bridged).unwrap();
    hub.subscribe(&session, &local).unwrap();
    assert!(hub.bus().is_served(&bridged, super::PATIENCE).await);
    one.says("local", "not for others");
    one.says("c/1", "for ana");
    assert_eq!(two.hears().await, BusEvent::Carried { topic: bridged, bytes: "for ana".into() });
}

#[tokio::test]
async fn a_topic_that_somebody_was_refused_is_not_served() {
    let redis = Redis::start().unwrap();
    let node = Node::at(&redis.url(), 1).await;
    let hub = Hub::bridged(Bounds { topics: 1, ..Bounds::default() }, node.bus.clone(), |_| true);
    let format = hub.register_format(|event| event.payload.clone());
    let session = hub.open(&Person::new("ana"), format);
    let (taken, refused) = (Topic::new("taken"), Topic::new("refused"));
    hub.subscribe(&session, &taken).unwrap();
    assert!(hub.subscribe(&session, &refused).is_err());
    assert!(hub.subscribe_held(&session, &refused).is_err());
    assert!(hub.bus().is_served(&taken, super::PATIENCE).await);
    assert!(redis.says(&["PUBSUB", "CHANNELS"]).unwrap().contains("deskbell:taken"));
    assert!(!redis.says(&["PUBSUB", "CHANNELS"]).unwrap().contains("deskbell:refused"));
}

/// Takes the time that a topic rests before it is left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_topic_whose_last_subscriber_has_gone_is_left() {
    let redis = Redis::start().unwrap();
    let node = Node::at(&redis.url(), 1).await;
    let hub = Hub::bridged(Bounds::default(), node.bus.clone(), |_| true);
    let format = hub.register_format(|event| event.payload.clone());
    let topic = Topic::new("a");
    let session = hub.open(&Person::new("ana"), format);
    hub.subscribe(&session, &topic).unwrap();
    assert!(hub.bus().is_served(&topic, super::PATIENCE).await);
    drop(session);
    assert!(hub.bus().is_served(&topic, super::PATIENCE).await, "somebody may come back");
    let begun = Instant::now();
    while redis.says(&["PUBSUB", "CHANNELS"]).unwrap().contains("deskbell:a") {
        assert!(begun.elapsed() < super::PATIENCE, "it is not left");
        tokio::task::yield_now().await;
    }
    assert!(!hub.bus().is_served(&topic, Duration::ZERO).await);
    assert!(node.bus.is_up());
}
