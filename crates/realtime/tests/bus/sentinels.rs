//! Sentinels say which server is the master.

use deskbell_engines::{Certificate, Redis, free_port};
use deskbell_realtime::{BusEvent, broadcast};

use super::{Node, until};

#[tokio::test]
async fn sentinels_say_where_the_master_is() {
    let redis = Redis::start().unwrap();
    let watched = format!("sentinel monitor main 127.0.0.1 {} 1\n", redis.addr().port());
    let sentinel = Redis::configured(&watched, &["--sentinel"]).unwrap();
    let url = format!("redis-sentinel://{}/main", sentinel.addr());
    let (one, mut two) = (Node::at(&url, 1).await, Node::at(&url, 2).await);
    one.bus.publish(&broadcast(), "hello".into());
    assert_eq!(two.hears().await, BusEvent::Carried { topic: broadcast(), bytes: "hello".into() });
}

#[tokio::test]
async fn sentinels_that_are_asked_over_tls_lead_to_a_master_that_is_reached_over_tls() {
    let certificate = Certificate::make().unwrap();
    let authority = certificate.authority();
    let redis = Redis::start_over_tls(&certificate).unwrap();
    let port = free_port().unwrap();
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

/// A master, its replica, and sentinels that watch them.
struct Watched {
    master: Redis,
    replica: Redis,
    sentinels: Vec<Redis>,
}

impl Watched {
    async fn start() -> Watched {
        let master = Redis::start().unwrap();
        let port = master.addr().port();
        let replica = Redis::start_with(&["--replicaof", "127.0.0.1", &port.to_string()]).unwrap();
        until("the replica follows", || {
            replica.says(&["INFO", "replication"]).unwrap().contains("master_link_status:up")
        })
        .await;
        let watches = format!(
            "sentinel monitor main 127.0.0.1 {port} 2\nsentinel down-after-milliseconds main 1000\n\
             sentinel failover-timeout main 5000\n"
        );
        let sentinels: Vec<_> =
            (0..3).map(|_| Redis::configured(&watches, &["--sentinel"]).unwrap()).collect();
        for sentinel in &sentinels {
            until("the sentinels know all", || {
                let said = sentinel.says(&["SENTINEL", "MASTER", "main"]).unwrap();
                let lines: Vec<_> = said.lines().collect();
                let has = |name, value| lines.windows(2).any(|pair| pair == [name, value]);
                has("num-slaves", "1") && has("num-other-sentinels", "2")
            })
            .await;
        }
        Watched { master, replica, sentinels }
    }

    fn url(&self) -> String {
        let hosts: Vec<_> = self.sentinels.iter().map(|redis| redis.addr().to_string()).collect();
        format!("redis-sentinel://{}/main", hosts.join(","))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_that_takes_a_sentinel_along_with_the_master_is_replaced() {
    let watched = Watched::start().await;
    let (mut one, mut two) = (Node::at(&watched.url(), 1).await, Node::at(&watched.url(), 2).await);
    watched.sentinels[0].freeze();
    watched.master.freeze();
    one.goes_and_comes_back().await;
    two.goes_and_comes_back().await;
    one.says("*", "with the replica");
    assert_eq!(two.hears_on("*").await, "with the replica");
    assert!(watched.replica.says(&["PUBSUB", "CHANNELS"]).unwrap().contains("deskbell:*"));
    watched.sentinels[0].thaw();
    watched.master.thaw();
}
