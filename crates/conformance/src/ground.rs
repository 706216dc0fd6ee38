//! What a scene's server stands on. The environment chooses, so that the same scenes are played over each:
//! `SCENES_OVER=postgres,redis` is a real PostgreSQL and a real Redis; without it there is a SQLite file, and one node.

use std::{
    env,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use deskbell_engines::{Postgres, Redis};
use deskbell_realtime::{Bus, BusEvent, BusOptions, NodeId};
use deskbell_store::{Location, PostgresAddress, Store};
use tempfile::TempDir;
use tokio::sync::mpsc;

/// The database that every other is a copy of.
const MODEL: &str = "model";

/// A database that nobody else has, and a way to other nodes or none.
pub(crate) struct Ground {
    location: Location,
    bus: Option<BusOptions>,
    _dir: Option<TempDir>,
}

impl Ground {
    /// What the environment asks for.
    pub(crate) fn of_environment() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let over = env::var("SCENES_OVER").unwrap_or_default();
        let names: Vec<&str> = over.split(',').filter(|name| !name.is_empty()).collect();
        let known = ["sqlite", "postgres", "redis"];
        assert!(names.iter().all(|name| known.contains(name)), "SCENES_OVER={over} is none of {known:?}");
        let bus = names.contains(&"redis").then(|| {
            let options = BusOptions::parse(&redis().url()).expect("an address");
            options.with_prefix(format!("scene-{number}"))
        });
        if names.contains(&"postgres") {
            let url = postgres().create_database_from(&format!("scene_{number}"), MODEL).expect("a database");
            let address: PostgresAddress = url.parse().expect("an address");
            return Self { location: address.into(), bus, _dir: None };
        }
        let dir = tempfile::tempdir().expect("a temporary directory");
        let location = Location::Sqlite(dir.path().join("deskbell.db"));
        Self { location, bus, _dir: Some(dir) }
    }

    pub(crate) fn location(&self) -> Location {
        self.location.clone()
    }

    /// The way to other nodes, and what comes over it.
    pub(crate) fn bus(&self, node: u64) -> (Bus, mpsc::Receiver<BusEvent>) {
        match &self.bus {
            Some(options) => Bus::connect(options.clone(), NodeId::from_number(node)),
            None => (Bus::local(), mpsc::channel(1).1),
        }
    }
}

fn postgres() -> &'static Postgres {
    static MADE: OnceLock<()> = OnceLock::new();
    let server = Postgres::shared();
    MADE.get_or_init(|| {
        let url = server.create_database(MODEL).expect("a database");
        let address: PostgresAddress = url.parse().expect("an address");
        Store::migrate(address, false).expect("a migrated database");
    });
    server
}

fn redis() -> &'static Redis {
    static MADE: OnceLock<Redis> = OnceLock::new();
    MADE.get_or_init(|| Redis::start().expect("a Redis"))
}
