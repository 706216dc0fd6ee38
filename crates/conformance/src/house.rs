//! A server inside the test's own process, with settings that a scene chooses.

use std::{ops::Deref, sync::Arc};

use deskbell_app::{Clock, Hall, Settings};
use deskbell_domain::{InboxId, TeamId};
use deskbell_gateway as gateway;
use deskbell_store::{Options, Seed, Store};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

use crate::{Desk, ground::Ground};

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
    _ground: Ground,
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
        let ground = Ground::of_environment();
        let location = ground.location();
        Store::migrate(&location, false).expect("a migrated database");
        let mut options = Options::new(location);
        options.node = u64::from(std::process::id());
        bounds(&mut options);
        let (store, commits) = Store::open(&options).expect("an open store");
        let first = seed();
        deskbell_app::make_first_categories(&store, first.at).await.expect("the first categories");
        store.seed(first).await.expect("a first inbox");
        let mut settings = Settings::default();
        change(&mut settings);
        let (bus, from_others) = ground.bus(options.node);
        let hall = Hall::open_among(store.clone(), settings, clock, SECRET, bus).await.expect("an open hall");
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
        tasks.spawn(hall.clone().keep_index());
        tasks.spawn(hall.clone().fan_out(commits, from_others));
        Self { desk: Desk::new(base, SECRET), hall, store, stopping, tasks, _ground: ground }
    }

    /// Sends everybody home and ends in order.
    pub async fn stop(mut self) {
        self.hall.send_everybody_home();
        self.stopping.send_replace(true);
        self.tasks.join_next().await;
        self.store.shutdown().await;
    }
}

#[allow(clippy::disallowed_methods, reason = "the first inbox is made before there is a hall")]
fn seed() -> Seed {
    Seed {
        inbox_id: InboxId(uuid::Uuid::now_v7()),
        team_id: TeamId(uuid::Uuid::now_v7()),
        at: jiff::Timestamp::now(),
    }
}
