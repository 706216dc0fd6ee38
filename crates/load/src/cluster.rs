//! Several servers over one PostgreSQL and one Redis, with a balancer before them: a whole installation of one's
//! own, each part of which may be killed, frozen and cut off.
//!
//! Each node reaches PostgreSQL and Redis over lines of its own, so that one node alone can lose either.

use std::{io, net::SocketAddr, path::PathBuf, process::ExitStatus};

use deskbell_engines::{Balancer, EngineError, Postgres, Proxy, Redis};
use futures_util::future::try_join_all;
use tempfile::TempDir;

use crate::server::{Plan, Server, StartError, free_port};

/// The database that all nodes share.
const DATABASE: &str = "deskbell";

/// Why there is no cluster, or why something could not be done to it.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// Another's server does not start or obey.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A node does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The system refused something.
    #[error("The system refused: {0}")]
    System(#[from] io::Error),
}

/// Several nodes of one installation. Everything ends when this is dropped, and with this process.
pub struct Cluster {
    nodes: Vec<Node>,
    balancer: Balancer,
    postgres: Postgres,
    redis: Redis,
    /// Holds the nodes' directories where nobody else does, and goes last.
    _dir: Option<TempDir>,
}

/// One node: a server that may be away, at an address that stays, and its lines to what it needs.
pub struct Node {
    plan: Plan,
    server: Option<Server>,
    postgres: Proxy,
    redis: Proxy,
}

impl Cluster {
    /// Starts as many nodes of a binary, with settings as environment variables, over an empty database.
    ///
    /// # Errors
    /// Where any part does not start.
    pub async fn start(
        binary: impl Into<PathBuf>,
        nodes: usize,
        settings: &[(&str, &str)],
    ) -> Result<Self, ClusterError> {
        Self::over(Postgres::start()?, binary, nodes, settings).await
    }

    /// The same over a PostgreSQL of the caller's choice, which gets a new database.
    ///
    /// # Errors
    /// Where any part does not start.
    pub async fn over(
        postgres: Postgres,
        binary: impl Into<PathBuf>,
        nodes: usize,
        settings: &[(&str, &str)],
    ) -> Result<Self, ClusterError> {
        let own = tempfile::tempdir()?;
        let directory = own.path().to_path_buf();
        let cluster = Self::within(directory, postgres, binary, nodes, settings).await?;
        Ok(Self { _dir: Some(own), ..cluster })
    }

    /// The same in a directory of the caller's, where the nodes' logs are afterwards.
    ///
    /// # Errors
    /// Where any part does not start.
    pub async fn within(
        directory: PathBuf,
        postgres: Postgres,
        binary: impl Into<PathBuf>,
        nodes: usize,
        settings: &[(&str, &str)],
    ) -> Result<Self, ClusterError> {
        let (binary, redis) = (binary.into(), Redis::start()?);
        postgres.create_database(DATABASE)?;
        let mut made = Vec::new();
        for number in 0..nodes {
            let plan = Plan::new(&binary, directory.join(format!("node{number}"))).without_rates();
            let plan = settings.iter().fold(plan, |plan, (name, value)| plan.with(name, *value));
            made.push(Node::new(plan, &postgres, &redis)?);
        }
        // The first one makes the tables while nobody else is there.
        if let Some((first, others)) = made.split_first_mut() {
            first.start().await?;
            try_join_all(others.iter_mut().map(Node::start)).await?;
        }
        // Last, so that whoever comes finds every node there, and none joins while they are sent around.
        let addresses: Vec<SocketAddr> = made.iter().map(Node::addr).collect();
        let balancer = Balancer::over(&addresses)?;
        Ok(Self { nodes: made, balancer, postgres, redis, _dir: None })
    }

    /// How many nodes there are, running or not.
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    /// One node, counted from 0.
    pub fn node(&mut self, number: usize) -> &mut Node {
        &mut self.nodes[number]
    }

    /// All nodes.
    pub fn nodes(&mut self) -> impl Iterator<Item = &mut Node> {
        self.nodes.iter_mut()
    }

    /// Where the balancer is: `http://host:port`.
    pub fn base(&self) -> String {
        self.balancer.base()
    }

    /// What tokens are signed with, the same on all nodes.
    pub fn secret(&self) -> &str {
        self.nodes.first().map_or("", |node| &node.plan.secret)
    }

    /// The database that all share.
    pub fn postgres(&mut self) -> &mut Postgres {
        &mut self.postgres
    }

    /// The bus that all share.
    pub fn redis(&mut self) -> &mut Redis {
        &mut self.redis
    }

    /// Puts another PostgreSQL into the place of the one there was, which ends if it has not yet: every
    /// node's line leads to it from now on.
    pub fn moves_to(&mut self, postgres: Postgres) {
        for node in &self.nodes {
            node.postgres.leads_to(postgres.addr());
        }
        self.postgres = postgres;
    }
}

impl Node {
    fn new(plan: Plan, postgres: &Postgres, redis: &Redis) -> Result<Self, ClusterError> {
        let (to_postgres, to_redis) = (Proxy::to(postgres.addr())?, Proxy::to(redis.addr())?);
        let database = Postgres::url_at(to_postgres.addr(), DATABASE);
        let plan = Plan { listen: SocketAddr::from(([127, 0, 0, 1], free_port()?)), ..plan }
            .with("DESKBELL_DATABASE_URL", database)
            .with("DESKBELL_REDIS_URL", format!("redis://{}", to_redis.addr()));
        Ok(Self { plan, server: None, postgres: to_postgres, redis: to_redis })
    }

    /// Where it listens, whenever it runs.
    pub fn addr(&self) -> SocketAddr {
        self.plan.listen
    }

    /// Where it is: `http://host:port`.
    pub fn base(&self) -> String {
        format!("http://{}", self.plan.listen)
    }

    /// How it is started.
    pub fn plan(&mut self) -> &mut Plan {
        &mut self.plan
    }

    /// The server, while it runs.
    pub fn server(&mut self) -> Option<&mut Server> {
        self.server.as_mut()
    }

    /// Its line to PostgreSQL.
    pub fn postgres_link(&self) -> &Proxy {
        &self.postgres
    }

    /// Its line to Redis.
    pub fn redis_link(&self) -> &Proxy {
        &self.redis
    }

    /// Starts it, where it does not run.
    ///
    /// # Errors
    /// With what it said.
    pub async fn start(&mut self) -> Result<(), ClusterError> {
        if self.server.is_none() {
            self.server = Some(Server::start(&self.plan).await?);
        }
        Ok(())
    }

    /// Kills it without a word.
    ///
    /// # Errors
    /// Where the system cannot.
    pub async fn kill(&mut self) -> Result<(), ClusterError> {
        match self.server.take() {
            Some(server) => Ok(server.kill().await?),
            None => Ok(()),
        }
    }

    /// Asks it to stop, and waits for how it ends; none where it does not run.
    ///
    /// # Errors
    /// Where it does not end in time.
    pub async fn terminate(&mut self) -> Result<Option<ExitStatus>, ClusterError> {
        match self.server.take() {
            Some(server) => Ok(Some(server.terminate().await?)),
            None => Ok(None),
        }
    }

    /// Stops it where it is: its lines stay open and nothing is answered.
    ///
    /// # Errors
    /// Where the system cannot.
    pub fn freeze(&self) -> Result<(), ClusterError> {
        Ok(self.server.as_ref().map_or(Ok(()), Server::freeze)?)
    }

    /// Lets it go on.
    ///
    /// # Errors
    /// Where the system cannot.
    pub fn thaw(&self) -> Result<(), ClusterError> {
        Ok(self.server.as_ref().map_or(Ok(()), Server::thaw)?)
    }
}
