//! A server in a process of its own, which a scene may kill.

use std::{
    env,
    ffi::OsStr,
    ops::Deref,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::{Desk, PATIENCE};

/// What tokens are signed with.
pub const SECRET: &str = "a secret that only this test knows";

/// A server in a process of its own, over a data directory that outlives it.
pub struct Server {
    desk: Desk,
    child: Child,
}

impl Deref for Server {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl Server {
    /// Starts the binary over a directory, on a port, with settings as environment variables.
    ///
    /// # Panics
    /// Where there is no binary, or it does not get ready.
    pub async fn start(data_dir: &Path, port: u16, settings: &[(&str, &str)]) -> Self {
        Self::start_by(&[], data_dir, port, settings).await
    }

    /// The same by another program, which is given the binary and its arguments and becomes it.
    ///
    /// # Panics
    /// As [`Server::start`].
    pub async fn start_by(starter: &[&str], data_dir: &Path, port: u16, settings: &[(&str, &str)]) -> Self {
        let binary = binary();
        let mut words = starter.iter().map(OsStr::new).chain([binary.as_os_str()]);
        let mut command = Command::new(words.next().expect("at least the binary"));
        command
            .args(words)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .arg("--data-dir")
            .arg(data_dir)
            .env("DESKBELL_JWT_SECRET", SECRET)
            .env("DESKBELL_LOG_LEVEL", "warn")
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut child =
            command.spawn().unwrap_or_else(|error| panic!("{} does not start: {error}", binary.display()));
        let mut lines = BufReader::new(child.stdout.take().expect("a standard output")).lines();
        let line = timeout(PATIENCE, lines.next_line()).await.expect("a ready line in time");
        let line = line.expect("a readable output").expect("a server that does not end at once");
        let base = line.strip_prefix("listening on ").expect("the ready line").to_owned();
        Self { desk: Desk::new(base, SECRET.as_bytes()), child }
    }

    /// Its number in the system.
    ///
    /// # Panics
    /// Where it has ended.
    pub fn id(&self) -> u32 {
        self.child.id().expect("a running process")
    }

    /// Ends it without a word, as a power cut would.
    ///
    /// # Panics
    /// Where the system cannot.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("a process to kill");
    }

    /// Asks it to stop, and waits for how it ends.
    ///
    /// # Panics
    /// Where it does not end in time.
    pub async fn terminate(mut self) -> ExitStatus {
        let id = self.child.id().expect("a running process").to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().await.expect("a signal");
        assert!(asked.success(), "no signal could be sent");
        timeout(PATIENCE, self.child.wait()).await.expect("an end in time").expect("an exit status")
    }
}

/// A port that was free a moment ago, for a server that is to return to the same address.
///
/// # Panics
/// Where there is none.
pub fn free_port() -> u16 {
    deskbell_load::server::free_port().expect("a free port")
}

/// The binary named by `SERVER_BINARY`, else the one that this workspace has built.
pub fn binary() -> PathBuf {
    let named = env::var_os("SERVER_BINARY").map(PathBuf::from);
    let path =
        named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/debug/deskbell"));
    let hint = "Build it (cargo build -p deskbell-server), or name another in SERVER_BINARY.";
    assert!(path.is_file(), "There is no server at {}. {hint}", path.display());
    path
}
