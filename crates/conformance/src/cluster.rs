//! Several servers in processes of their own over one PostgreSQL and one Redis, each of which a scene may break.

use std::ops::{Deref, DerefMut};

use deskbell_engines::Postgres;
use deskbell_load::cluster;

use crate::{Desk, binary};

/// What a cluster of scenes is told besides: whoever went is noticed soon.
const SETTINGS: [(&str, &str); 1] = [("DESKBELL_PRESENCE_GRACE_MS", "1000")];

/// An installation of several nodes behind a balancer, without a limit on how fast one person does things.
///
/// Starting and breaking its engines holds the thread that does it: scenes run on several.
pub struct Cluster(cluster::Cluster);

impl Deref for Cluster {
    type Target = cluster::Cluster;

    fn deref(&self) -> &cluster::Cluster {
        &self.0
    }
}

impl DerefMut for Cluster {
    fn deref_mut(&mut self) -> &mut cluster::Cluster {
        &mut self.0
    }
}

impl Cluster {
    /// Starts as many nodes.
    ///
    /// # Panics
    /// Where any part does not start.
    pub async fn start(nodes: usize) -> Self {
        let started = cluster::Cluster::start(binary(), nodes, &SETTINGS).await;
        Self(started.unwrap_or_else(|error| panic!("{error}")))
    }

    /// Starts as many nodes with more settings.
    ///
    /// # Panics
    /// Where any part does not start.
    pub async fn with(nodes: usize, more: &[(&str, &str)]) -> Self {
        let settings = [SETTINGS.as_slice(), more].concat();
        let started = cluster::Cluster::start(binary(), nodes, &settings).await;
        Self(started.unwrap_or_else(|error| panic!("{error}")))
    }

    /// Starts as many nodes over a PostgreSQL of the scene's choice.
    ///
    /// # Panics
    /// Where any part does not start.
    pub async fn over(postgres: Postgres, nodes: usize) -> Self {
        let started = cluster::Cluster::over(postgres, binary(), nodes, &SETTINGS).await;
        Self(started.unwrap_or_else(|error| panic!("{error}")))
    }

    /// A node as its people know it, counted from 0.
    pub fn desk(&mut self, number: usize) -> Desk {
        let base = self.0.node(number).base();
        Desk::new(base, self.0.secret().as_bytes())
    }

    /// All nodes as people know them who come through the balancer.
    pub fn front(&self) -> Desk {
        Desk::new(self.0.base(), self.0.secret().as_bytes())
    }
}
