//! Rates that all nodes share.

use deskbell_engines::Redis;

use super::Node;

#[tokio::test]
async fn nodes_share_a_quota_and_a_refusal_says_when_to_come_back() {
    let redis = Redis::start().unwrap();
    let (one, two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    for number in 0..60 {
        let node = if number % 2 == 0 { &one } else { &two };
        assert_eq!(node.bus.allow("messages", "customer/ana", 60).await, Some(Ok(())), "{number}");
    }
    for node in [&one, &two] {
        let refused = node.bus.allow("messages", "customer/ana", 60).await.unwrap().unwrap_err();
        assert!((1..=60_000).contains(&refused.retry_after_ms), "{refused:?}");
    }
    assert_eq!(
        two.bus.allow("messages", "customer/bo", 60).await,
        Some(Ok(())),
        "another's quota is untouched"
    );
    assert_eq!(two.bus.allow("starts", "customer/ana", 60).await, Some(Ok(())), "as is another rate's");
    let keys = redis.says(&["KEYS", "*"]).unwrap();
    assert!(!keys.contains("ana"), "nobody's name stands in Redis: {keys}");
}

#[tokio::test]
async fn where_redis_cannot_be_asked_the_node_counts_alone() {
    let redis = Redis::start().unwrap();
    let node = Node::at(&redis.url(), 1).await;
    redis.freeze();
    assert_eq!(node.bus.allow("messages", "customer/ana", 60).await, None);
    redis.thaw();
    assert_eq!(deskbell_realtime::Bus::local().allow("messages", "customer/ana", 60).await, None);
}
