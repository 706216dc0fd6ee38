//! Rates that all nodes share.

use std::time::{Duration, Instant};

use deskbell_engines::Redis;

use super::Node;

#[tokio::test]
async fn nodes_share_a_quota_and_a_refusal_says_when_to_come_back() {
    let redis = Redis::start().unwrap();
    let (one, two) = (Node::at(&redis.url(), 1).await, Node::at(&redis.url(), 2).await);
    // On a busy machine an answer may be too late, and what was asked is counted or not.
    let (mut allowed, mut unanswered) = (0, 0);
    let refused = loop {
        let node = if allowed % 2 == 0 { &one } else { &two };
        match node.bus.allow("messages", "customer/ana", 60).await {
            Some(Ok(())) => allowed += 1,
            Some(Err(refused)) => break refused,
            None => unanswered += 1,
        }
    };
    assert!(allowed <= 60 && allowed + unanswered >= 60, "{allowed} allowed, {unanswered} unanswered");
    assert!((1..=60_000).contains(&refused.retry_after_ms), "{refused:?}");
    for node in [&one, &two] {
        assert!(node.is_allowed("messages", "customer/ana", 60).await.is_err(), "the quota is that of both");
    }
    assert_eq!(two.is_allowed("messages", "customer/bo", 60).await, Ok(()), "another's quota is untouched");
    assert_eq!(two.is_allowed("starts", "customer/ana", 60).await, Ok(()), "as is another rate's");
    assert_eq!(two.is_allowed("messages", "customer/ana", 0).await, Ok(()), "0 switches it off");
    let keys = redis.says(&["KEYS", "*"]).unwrap();
    assert!(!keys.contains("ana"), "nobody's name stands in Redis: {keys}");
}

#[tokio::test]
async fn what_was_used_a_minute_ago_is_back_and_waiting_as_told_is_enough() {
    let redis = Redis::start().unwrap();
    let node = Node::at(&redis.url(), 1).await;
    assert_eq!(node.is_allowed("messages", "customer/ana", 60).await, Ok(()));
    let key = redis.says(&["KEYS", "*:rate:*"]).unwrap().trim().to_owned();
    // 59 more, said to be of 59 seconds ago.
    let aged = "local now = redis.call('TIME') local at = (now[1] - 59) * 1000000 + now[2]
        for n = 1, 59 do redis.call('ZADD', KEYS[1], at, 'aged ' .. n) end";
    redis.says(&["EVAL", aged, "1", &key]).unwrap();
    let refused = node.is_allowed("messages", "customer/ana", 60).await.unwrap_err();
    assert!((1..=1000).contains(&refused.retry_after_ms), "{refused:?}");
    tokio::time::sleep(Duration::from_millis(refused.retry_after_ms)).await;
    assert_eq!(node.is_allowed("messages", "customer/ana", 60).await, Ok(()));
    assert!(
        redis.says(&["ZCARD", &key]).unwrap().trim().parse::<u32>().unwrap() < 60,
        "the old are forgotten"
    );
    let rest: u32 = redis.says(&["PTTL", &key]).unwrap().trim().parse().unwrap();
    assert!((1..=60_000).contains(&rest), "nothing of it stays longer than a minute: {rest}");
}

#[tokio::test]
async fn where_redis_cannot_be_asked_the_node_counts_alone() {
    let redis = Redis::start().unwrap();
    let node = Node::at(&redis.url(), 1).await;
    redis.freeze();
    let begun = Instant::now();
    assert_eq!(node.bus.allow("messages", "customer/ana", 60).await, None);
    assert!(begun.elapsed() < Duration::from_secs(1), "nobody waits for it: {:?}", begun.elapsed());
    redis.thaw();
    assert_eq!(deskbell_realtime::Bus::local().allow("messages", "customer/ana", 60).await, None);
}
