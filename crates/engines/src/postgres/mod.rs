//! PostgreSQL: a cluster of one's own, and a standby that follows it.

mod copies;
mod settings;

use std::{
    ffi::OsString,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::OnceLock,
    time::Duration,
};

use rustix::process::Signal;

use crate::{
    Certificate, EngineError, free_port,
    guard::{self, Ending, Guard},
    processes, programs,
};
use copies::Kind;

/// The superuser of every cluster.
const SUPERUSER: &str = "deskbell";
/// The database that every cluster has.
const FIRST_DATABASE: &str = "postgres";
/// The name by which a standby follows.
const STANDBY: &str = "standby1";
/// How long a standby may take until it follows, and a setting until it holds.
const FOLLOWS_WITHIN: Duration = Duration::from_secs(30);
/// Ports tried, since somebody else may have taken one meanwhile.
const STARTS: usize = 3;
/// Bytes that the path of a socket may have at most, the name of the socket included.
const SOCKET_PATH_BYTES: usize = 80;

/// A PostgreSQL in processes of its own. It ends when this is dropped, and with this process.
pub struct Postgres {
    guard: Guard,
    address: SocketAddr,
    programs: PathBuf,
}

impl Postgres {
    /// Starts an empty one that survives kills, though no power cut: it does not wait for the disk.
    ///
    /// # Errors
    /// Where it is not installed or does not start.
    pub fn start() -> Result<Self, EngineError> {
        Self::start_with(&[])
    }

    /// The same with settings as they would stand in `postgresql.conf`: `[("max_connections", "20")]`.
    ///
    /// # Errors
    /// Where it is not installed or does not start.
    pub fn start_with(settings: &[(&str, &str)]) -> Result<Self, EngineError> {
        Self::of(Kind::Quick, settings)
    }

    /// Starts an empty one that takes nobody over the network without TLS.
    ///
    /// # Errors
    /// Where it is not installed or does not start.
    pub fn start_over_tls(certificate: &Certificate) -> Result<Self, EngineError> {
        let programs = programs::postgres_folder()?;
        Self::over(&programs, |directory| {
            let data = directory.join("data");
            copies::copy(&programs, Kind::Quick, &data)?;
            certificate.copy_to(&data)?;
            settings::wants_tls(&data)?;
            settings::write(directory, Kind::Quick, &settings::TLS)
        })
    }

    /// Starts an empty one as it is meant to run: what it has committed is on the disk.
    ///
    /// # Errors
    /// Where it is not installed or does not start.
    pub fn durable() -> Result<Self, EngineError> {
        Self::of(Kind::Durable, &[])
    }

    /// The one that all tests of this process share, each with databases of its own. It ends with the process.
    ///
    /// # Panics
    /// Where it is not installed or does not start.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| Self::start().unwrap_or_else(|error| panic!("{error}")))
    }

    fn of(kind: Kind, settings: &[(&str, &str)]) -> Result<Self, EngineError> {
        let programs = programs::postgres_folder()?;
        let prepare = |directory: &Path| {
            copies::copy(&programs, kind, &directory.join("data"))?;
            settings::write(directory, kind, settings)
        };
        Self::over(&programs, prepare)
    }

    /// Starts one over a directory that is prepared for it, at the first port that is free indeed.
    fn over(
        programs: &Path,
        prepare: impl Fn(&Path) -> Result<(), EngineError>,
    ) -> Result<Self, EngineError> {
        let mut tried = 1;
        loop {
            let port = free_port().map_err(EngineError::system("PostgreSQL found no port"))?;
            let directory = guard::directory()?;
            programs::give_to_owner(&directory)?;
            let guard = Guard::over(
                "PostgreSQL",
                directory.clone(),
                Ending::Quit,
                &order(programs, &directory, port),
            )?;
            prepare(&directory)?;
            let address = SocketAddr::from(([127, 0, 0, 1], port));
            let mut postgres = Self { guard, address, programs: programs.to_path_buf() };
            match postgres.restart() {
                Ok(()) => return Ok(postgres),
                Err(error) if tried == STARTS => return Err(error),
                Err(_) => tried += 1,
            }
        }
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Where one of its databases is: `postgres://deskbell@127.0.0.1:5432/database`.
    pub fn url(&self, database: &str) -> String {
        Self::url_at(self.address, database)
    }

    /// The same where it is reached over another address: that of a proxy.
    pub fn url_at(address: SocketAddr, database: &str) -> String {
        format!("postgres://{SUPERUSER}@{address}/{database}")
    }

    /// Makes an empty database. Where it is.
    ///
    /// # Errors
    /// Where there is one of that name.
    pub fn create_database(&self, name: &str) -> Result<String, EngineError> {
        self.create_database_from(name, "template1")
    }

    /// Makes a database that begins as another is, to which nobody may be connected. Where it is.
    ///
    /// # Errors
    /// Where there is one of that name, or somebody is connected.
    pub fn create_database_from(&self, name: &str, model: &str) -> Result<String, EngineError> {
        self.sql(FIRST_DATABASE, &format!("create database \"{name}\" template \"{model}\""))?;
        Ok(self.url(name))
    }

    /// Runs statements, each by itself, by its own client. What they answered: a row a line, `|` between fields.
    ///
    /// # Errors
    /// At the first that fails.
    pub fn sql(&self, database: &str, statements: &str) -> Result<String, EngineError> {
        let mut client = programs::order(&[self.programs.join("psql")]);
        client.args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-d", &self.url(database), "-f", "-"]);
        programs::run_with(&mut client, statements)
    }

    /// Changes a setting that needs no restart; the value as it stands in SQL: `'standby1'`.
    ///
    /// # Errors
    /// Where there is no such setting.
    pub fn set(&self, name: &str, value: &str) -> Result<(), EngineError> {
        let loaded = || self.sql(FIRST_DATABASE, "select pg_conf_load_time()");
        let before = loaded()?;
        let change = format!("alter system set {name} = {value};\nselect pg_reload_conf();");
        self.sql(FIRST_DATABASE, &change)?;
        self.guard.waits("A setting", FOLLOWS_WITHIN, || loaded().is_ok_and(|now| now != before))
    }

    /// Kills all its processes at once, without a word.
    ///
    /// # Errors
    /// Where the guard over it is gone.
    pub fn kill(&mut self) -> Result<(), EngineError> {
        self.guard.kill()
    }

    /// Ends it in order, at once: whoever is connected is sent away.
    ///
    /// # Errors
    /// Where it does not end in time.
    pub fn stop(&mut self) -> Result<(), EngineError> {
        self.guard.stop(Signal::INT)
    }

    /// Starts it again with what it holds, at the same address, killing it first where it runs.
    ///
    /// # Errors
    /// Where it does not start.
    pub fn restart(&mut self) -> Result<(), EngineError> {
        self.guard.kill()?;
        self.guard.start(is_ready)
    }

    /// Stops all its processes where they are: its lines stay open and nothing is answered.
    pub fn freeze(&self) {
        self.guard.pid().into_iter().for_each(processes::freeze);
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.guard.pid().into_iter().for_each(processes::thaw);
    }

    /// Starts another that follows this one under the name `standby1` and answers reads. It follows already.
    ///
    /// # Errors
    /// Where it does not start or does not follow.
    pub fn standby(&self) -> Result<Self, EngineError> {
        let source = format!(
            "host=127.0.0.1 port={} user={SUPERUSER} application_name={STANDBY}",
            self.address.port()
        );
        let standby = Self::over(&self.programs, |directory| {
            let mut words = programs::as_owner();
            words.push(self.programs.join("pg_basebackup").into());
            words.extend(
                ["-R", "-X", "stream", "-c", "fast", "--no-sync", "-d", &source, "-D"].map(OsString::from),
            );
            words.push(directory.join("data").into());
            programs::run(&mut programs::order(&words)).map(|_| ())
        })?;
        let following = format!(
            "select count(*) from pg_stat_replication where application_name = '{STANDBY}' and state = 'streaming'"
        );
        let follows = || self.sql(FIRST_DATABASE, &following).is_ok_and(|count| count != "0");
        standby.guard.waits("Following", FOLLOWS_WITHIN, follows)?;
        Ok(standby)
    }

    /// Makes a standby take writes: what it has received is what there is.
    ///
    /// # Errors
    /// Where it is none.
    pub fn promote(&mut self) -> Result<(), EngineError> {
        self.sql(FIRST_DATABASE, "select pg_promote()").map(|_| ())
    }
}

/// What is run: where it listens stands here, so that a copy of its directory may listen elsewhere.
fn order(programs: &Path, directory: &Path, port: u16) -> Vec<OsString> {
    let sockets = if directory.as_os_str().len() > SOCKET_PATH_BYTES { Path::new("") } else { directory };
    let mut words = programs::as_owner();
    words.push(programs.join("postgres").into());
    words.extend(["-D".into(), directory.join("data").into(), "-p".into(), port.to_string().into()]);
    words.extend(["-h".into(), "127.0.0.1".into(), "-k".into(), sockets.into()]);
    words
}

/// What its lock file says, which is written by the very process that runs.
fn is_ready(directory: &Path, pid: u32) -> bool {
    let text = fs::read_to_string(directory.join("data/postmaster.pid")).unwrap_or_default();
    let mut lines = text.lines();
    let is_own = lines.next().is_some_and(|line| line.trim() == pid.to_string());
    let status = lines.nth(6).unwrap_or_default().trim();
    is_own && (status == "ready" || status == "standby")
}
