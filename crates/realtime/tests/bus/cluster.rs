//! A cluster, whose servers go and come one by one.

use deskbell_engines::{Redis, free_port};
use deskbell_realtime::{Bus, BusEvent, BusOptions, Topic};

use super::{Node, kinds::RIGHTS, until};

/// Topics that are spread over all shards.
const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
/// What a bus asks of an ACL user on a cluster besides.
const RIGHTS_BESIDES: &str = "+cluster|slots +ssubscribe +sunsubscribe +spublish";
/// How many shards there are.
const SHARDS: u16 = 3;
/// How many slots they share.
const SLOTS: u16 = 16_384;

/// Shards, of which the first may have a replica.
struct Cluster {
    shards: Vec<Redis>,
    replica: Option<Redis>,
}

/// A server that is to be of a cluster, and where the others reach it.
fn server() -> (Redis, u16) {
    let port = free_port().unwrap();
    let told = format!(
        "cluster-enabled yes\ncluster-port {port}\ncluster-node-timeout 1000\nsave \"\"\nappendonly no\n"
    );
    (Redis::configured(&told, &[]).unwrap(), port)
}

impl Cluster {
    async fn start() -> Cluster {
        let servers: Vec<_> = (0..SHARDS).map(|_| server()).collect();
        for ((shard, _), number) in servers.iter().zip(0..) {
            let (first, end) = (number * SLOTS.div_ceil(SHARDS), (number + 1) * SLOTS.div_ceil(SHARDS));
            let last = end.min(SLOTS) - 1;
            shard.says(&["CLUSTER", "ADDSLOTSRANGE", &first.to_string(), &last.to_string()]).unwrap();
        }
        for (other, bus_port) in &servers[1..] {
            meet(&servers[0].0, other, *bus_port);
        }
        let shards = servers.into_iter().map(|(shard, _)| shard).collect();
        let cluster = Cluster { shards, replica: None };
        cluster.is_whole(SHARDS).await;
        cluster
    }

    /// One whose first shard has a replica.
    async fn with_replica() -> Cluster {
        let cluster = Cluster::start().await;
        let (replica, bus_port) = server();
        meet(&cluster.shards[0], &replica, bus_port);
        let id = cluster.shards[0].says(&["CLUSTER", "MYID"]).unwrap();
        until("the replica is taken", || {
            replica.says(&["CLUSTER", "REPLICATE", id.trim()]).is_ok_and(|said| said.trim() == "OK")
        })
        .await;
        until("the replica follows", || {
            replica.says(&["INFO", "replication"]).unwrap().contains("master_link_status:up")
        })
        .await;
        let cluster = Cluster { replica: Some(replica), ..cluster };
        cluster.is_whole(SHARDS + 1).await;
        cluster
    }

    fn servers(&self) -> impl Iterator<Item = &Redis> {
        self.shards.iter().chain(&self.replica)
    }

    /// Waits until all servers know of each other, and agree that all is there.
    async fn is_whole(&self, servers: u16) {
        let known = format!("cluster_known_nodes:{servers}\r");
        until("the cluster forms", || {
            self.servers().all(|server| {
                let info = server.says(&["CLUSTER", "INFO"]).unwrap();
                info.contains("cluster_state:ok") && info.contains(&known)
            })
        })
        .await;
    }

    /// The first shard stands first in it.
    fn url(&self) -> String {
        let hosts: Vec<_> = self.servers().map(|server| server.addr().to_string()).collect();
        format!("redis-cluster://{}", hosts.join(","))
    }
}

fn meet(one: &Redis, other: &Redis, bus_port: u16) {
    let (port, bus_port) = (other.addr().port().to_string(), bus_port.to_string());
    one.says(&["CLUSTER", "MEET", "127.0.0.1", &port, &bus_port]).unwrap();
}

/// What one node says reaches another by every shard.
async fn all_is_heard(one: &Node, two: &mut Node, words: &str) {
    for name in NAMES {
        two.serves(name).await;
        one.says(name, words);
        assert_eq!(two.hears_on(name).await, words);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_carries_by_shards() {
    let cluster = Cluster::start().await;
    let (one, mut two) = (Node::at(&cluster.url(), 1).await, Node::at(&cluster.url(), 2).await);
    all_is_heard(&one, &mut two, "hello").await;
    for number in 0..600 {
        one.says(NAMES[number % NAMES.len()], &number.to_string());
    }
    let mut next = [0, 1, 2, 3, 4, 5];
    for _ in 0..600 {
        let BusEvent::Carried { topic, bytes } = two.hears().await else { panic!("the line broke") };
        let place = NAMES.iter().position(|name| topic == Topic::new(*name)).unwrap();
        assert_eq!(bytes, next[place].to_string(), "in order on {topic}");
        next[place] += NAMES.len();
    }
    assert_eq!(one.is_allowed("messages", "ana", 60).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_goes_on_with_the_replica_of_a_shard_that_is_frozen() {
    let cluster = Cluster::with_replica().await;
    let (mut one, mut two) = (Node::at(&cluster.url(), 1).await, Node::at(&cluster.url(), 2).await);
    all_is_heard(&one, &mut two, "before").await;
    cluster.shards[0].freeze();
    one.goes_and_comes_back().await;
    two.goes_and_comes_back().await;
    all_is_heard(&one, &mut two, "by the replica").await;
    cluster.shards[0].thaw();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_is_reached_again_once_a_shard_that_died_is_back() {
    let mut cluster = Cluster::start().await;
    let (mut one, mut two) = (Node::at(&cluster.url(), 1).await, Node::at(&cluster.url(), 2).await);
    all_is_heard(&one, &mut two, "before").await;
    cluster.shards[2].kill().unwrap();
    assert_eq!(one.hears().await, BusEvent::Down);
    assert_eq!(two.hears().await, BusEvent::Down);
    cluster.shards[2].restart().unwrap();
    assert_eq!(one.hears().await, BusEvent::Up);
    assert_eq!(two.hears().await, BusEvent::Up);
    all_is_heard(&one, &mut two, "again").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_with_just_the_rights_that_the_book_names_for_a_cluster_is_enough() {
    let cluster = Cluster::start().await;
    let rights = RIGHTS.split_whitespace().skip(1).chain(RIGHTS_BESIDES.split(' '));
    let words: Vec<_> = ["ACL", "SETUSER"].into_iter().chain(rights).collect();
    for shard in cluster.servers() {
        shard.says(&words).unwrap();
    }
    let url = cluster.url().replace("://", "://desk:geheim@");
    let (one, mut two) = (Node::at(&url, 1).await, Node::at(&url, 2).await);
    all_is_heard(&one, &mut two, "hello").await;
    assert_eq!(one.is_allowed("messages", "ana", 60).await, Ok(()));
    assert!(Bus::probe(&BusOptions::parse(&url).unwrap()).await.is_ok());
}
