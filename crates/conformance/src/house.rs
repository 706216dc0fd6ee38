//! A server inside the test's own process, with settings that a scene chooses.

use std::{ops::Deref, path::PathBuf, sync::Arc};

use deskbell_app::{Clock, Hall, Settings};
use deskbell_domain::{InboxId, TeamId};
use deskbell_gateway as gateway;
use deskbell_store::{Options, Seed, Store};
use tempfile::TempDir;
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
    task::JoinSet,
};

use crate::Desk;

/// What tokens are signed with.
const SECRET: &[u8] = b"a secret that only this test knows";

/// A server inside the test's own process; its data goes with it.
pub struct Deskbell {
    desk: Desk,
    /// The hall behind its doors.
    pub hall: Hall,
    /// The store behind the hall.
    pub store: Store,
    stopping: watch::Sender<bool>,
    tasks: JoinSet<()>,
    _dir: TempDir,
}

impl Deref for Deskbell {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl Deskbell {
    /// A server with the defaults.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A server with some settings changed.
    ///
    /// # Panics
    /// Where it cannot start.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::over(|_| {}, change).await
    }

    /// A server with some settings changed, over a store with some bounds changed.
    ///
    /// # Panics
    /// Where it cannot start.
    pub async fn over(bounds: impl FnOnce(&mut Options), change: impl FnOnce(&mut Settings)) -> Self {
        Self::by(Clock::Machine, bounds, change).await
    }

    /// The same by another clock.
    ///
    /// # Panics
    /// Where it cannot start.
    pub async fn by(
        clock: Clock,
        bounds: impl FnOnce(&mut Options),
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let path = dir.path().join("deskbell.db");
        Store::migrate(&path, false).expect("a migrated database");
        let (store, commits) = Store::open(&store_options(path, bounds)).expect("an open store");
        store.seed(seed()).await.expect("a first inbox");
        let mut settings = Settings::default();
        change(&mut settings);
        let hall = Hall::open(store.clone(), settings, clock, SECRET).await.expect("an open hall");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let options = gateway::Options {
            trust_proxy: false,
            bounds: gateway::Bounds::default(),
            allowed_origins: vec!["*".into()],
            demo: false,
            metrics: Arc::new(String::new),
        };
        let router = gateway::router(hall.clone(), options);
        let (stopping, mut stop) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let until = async move {
                let _ended = stop.wait_for(|stop| *stop).await;
            };
            gateway::serve(listener, router, gateway::Bounds::default(), until).await;
        });
        tasks.spawn(hall.clone().keep_time());
        tasks.spawn(hall.clone().fan_out(commits, mpsc::channel(1).1));
        Self { desk: Desk::new(base, SECRET), hall, store, stopping, tasks, _dir: dir }
    }

    /// Sends everybody home and ends in order.
    pub async fn stop(mut self) {
        self.hall.send_everybody_home();
        self.stopping.send_replace(true);
        self.tasks.join_next().await;
        self.store.shutdown().await;
    }
}

fn store_options(path: PathBuf, bounds: impl FnOnce(&mut Options)) -> Options {
    let mut options = Options::new(path);
    bounds(&mut options);
    options
}

#[allow(clippy::disallowed_methods, reason = "the first inbox is made before there is a hall")]
fn seed() -> Seed {
    Seed {
        inbox_id: InboxId(uuid::Uuid::now_v7()),
        team_id: TeamId(uuid::Uuid::now_v7()),
        at: jiff::Timestamp::now(),
    }
}
