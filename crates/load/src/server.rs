//! A server in a process of its own, which may be measured, stopped and killed.

use std::{
    env, fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};

pub use deskbell_engines::free_port;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

use crate::{machine, token::Mint};

/// How long a server may take until it is ready: a large store takes its time to open.
pub const READY_WITHIN: Duration = Duration::from_secs(60);
/// How long a server that was asked to stop may take; it promises ten seconds.
pub const STOPS_WITHIN: Duration = Duration::from_secs(20);
/// Bytes of its log that a failure shows.
const LOG_SHOWN_BYTES: usize = 2000;
/// The settings that bound how fast one person may do things, all switched off.
pub const NO_RATES: [(&str, &str); 5] = [
    ("DESKBELL_MESSAGES_PER_MINUTE", "0"),
    ("DESKBELL_EVENTS_PER_SECOND", "0"),
    ("DESKBELL_STARTS_PER_MINUTE", "0"),
    ("DESKBELL_VISITORS_PER_MINUTE", "0"),
    ("DESKBELL_SIGN_INS_PER_MINUTE", "0"),
];

/// How a server is to be started. Settings of the environment that this process runs in are not passed on.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The `deskbell` binary.
    pub binary: PathBuf,
    /// Where its data is; made where it is missing.
    pub data_dir: PathBuf,
    /// Where it listens; port 0 picks a free one.
    pub listen: SocketAddr,
    /// Settings, as environment variables.
    pub env: Vec<(String, String)>,
    /// The one core it may use; all of them where nothing is said.
    pub cpu: Option<usize>,
    /// What its tokens are signed with.
    pub secret: String,
    /// Where its log goes, each start after the one before.
    pub log: PathBuf,
}

impl Plan {
    /// A server over a directory, on a free port of this machine, with its log in that directory.
    pub fn new(binary: impl Into<PathBuf>, data_dir: impl Into<PathBuf>) -> Self {
        let data_dir = data_dir.into();
        Self {
            binary: binary.into(),
            log: data_dir.join("server.log"),
            data_dir,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            env: Vec::new(),
            cpu: None,
            secret: "a secret between a load and its own server".into(),
        }
    }

    /// The same with one more setting.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.env.push((name.to_owned(), value.into()));
        self
    }

    /// A word of the binary, to be run with these settings and with none of the environment's.
    pub(crate) fn order(&self, word: &str) -> Command {
        let mut command = Command::new(&self.binary);
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("DESKBELL_")) {
                command.env_remove(name);
            }
        }
        command
            .arg(word)
            .env("DESKBELL_JWT_SECRET", &self.secret)
            .env("DESKBELL_LOG_LEVEL", "warn")
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    /// The same without a limit on how fast one person does things.
    #[must_use]
    pub fn without_rates(self) -> Self {
        NO_RATES.iter().fold(self, |plan, (name, value)| plan.with(name, *value))
    }
}

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The system gave no process, directory or core.
    #[error("The server at {} cannot be started: {cause}", .binary.display())]
    System {
        /// What was to be run.
        binary: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// It ended before it was ready.
    #[error("The server ended before it was ready ({status}). It said: {said}")]
    Ended {
        /// How.
        status: ExitStatus,
        /// The end of its log.
        said: String,
    },
    /// It was not ready in time, or printed something else than its ready line.
    #[error("The server was not ready within {} s. It said: {said}", READY_WITHIN.as_secs())]
    Late {
        /// The end of its log.
        said: String,
    },
}

/// A server that takes connections. It is killed when this is dropped.
#[derive(Debug)]
pub struct Server {
    base: String,
    pid: u32,
    secret: String,
    child: Child,
    /// Held open, so that whatever it prints later does not end it.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Server {
    /// Starts one and waits until it is ready.
    ///
    /// # Errors
    /// With what the server said.
    pub async fn start(plan: &Plan) -> Result<Self, StartError> {
        let system = |cause| StartError::System { binary: plan.binary.clone(), cause };
        fs::create_dir_all(&plan.data_dir).map_err(system)?;
        let log = fs::OpenOptions::new().create(true).append(true).open(&plan.log).map_err(system)?;
        let mut child = machine::on_core(plan.cpu, || order(plan, log).spawn()).flatten().map_err(system)?;
        let pid = child.id().unwrap_or_default();
        let Some(output) = child.stdout.take() else {
            unreachable!("the standard output was asked for");
        };
        let mut lines = BufReader::new(output).lines();
        let line = match timeout(READY_WITHIN, lines.next_line()).await {
            Ok(line) => line.map_err(system)?,
            Err(_) => return Err(StartError::Late { said: end_of(&plan.log) }),
        };
        let Some(line) = line else {
            let status = child.wait().await.map_err(system)?;
            return Err(StartError::Ended { status, said: end_of(&plan.log) });
        };
        let Some(base) = line.strip_prefix("listening on ") else {
            return Err(StartError::Late { said: line });
        };
        Ok(Self { base: base.to_owned(), pid, secret: plan.secret.clone(), child, _output: lines })
    }

    /// Where it is: `http://host:port`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The process's number.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// What its tokens are signed with.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// Signs tokens that it believes.
    pub fn mint(&self) -> Mint {
        Mint::new(self.secret.as_bytes())
    }

    /// Bytes of memory it holds; none where the system does not say.
    pub fn resident_bytes(&self) -> Option<u64> {
        machine::resident_bytes(self.pid)
    }

    /// Processor time it has used so far; none where the system does not say.
    pub fn processor_time(&self) -> Option<Duration> {
        machine::processor_time(self.pid)
    }

    /// How it ended by itself; none while it runs.
    ///
    /// # Errors
    /// Where the system does not say.
    pub fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Ends it without a word (SIGKILL), as the system does when it is out of memory.
    ///
    /// # Errors
    /// Where the system cannot.
    pub async fn kill(mut self) -> io::Result<()> {
        self.child.kill().await
    }

    /// Stops it where it is (SIGSTOP): its lines stay open and nothing is answered.
    ///
    /// # Errors
    /// Where the system cannot.
    pub fn freeze(&self) -> io::Result<()> {
        signal(self.pid, Told::Freeze)
    }

    /// Lets it go on (SIGCONT).
    ///
    /// # Errors
    /// Where the system cannot.
    pub fn thaw(&self) -> io::Result<()> {
        signal(self.pid, Told::Thaw)
    }

    /// Asks it to stop (SIGTERM), and waits for how it ends.
    ///
    /// # Errors
    /// Where it does not end within [`STOPS_WITHIN`]; it is killed then.
    pub async fn terminate(mut self) -> io::Result<ExitStatus> {
        signal(self.pid, Told::Stop)?;
        let ended = timeout(STOPS_WITHIN, self.child.wait()).await;
        ended.unwrap_or_else(|_| {
            let sentence = format!("The server did not stop within {} s.", STOPS_WITHIN.as_secs());
            Err(io::Error::new(io::ErrorKind::TimedOut, sentence))
        })
    }
}

fn order(plan: &Plan, log: fs::File) -> Command {
    let mut command = plan.order("serve");
    command
        .args(["--listen", &plan.listen.to_string(), "--data-dir"])
        .arg(&plan.data_dir)
        .stdout(Stdio::piped())
        .stderr(log)
        .kill_on_drop(true);
    command
}

fn end_of(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let start = text.len().saturating_sub(LOG_SHOWN_BYTES);
    String::from_utf8_lossy(&text[start..]).trim().to_owned()
}

/// What a process is told by a signal.
#[derive(Clone, Copy)]
enum Told {
    Stop,
    Freeze,
    Thaw,
}

#[cfg(unix)]
fn signal(pid: u32, told: Told) -> io::Result<()> {
    use rustix::process::{Pid, Signal, kill_process};
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    let pid = pid.ok_or_else(|| io::Error::other("The server has no process number."))?;
    let signal = match told {
        Told::Stop => Signal::TERM,
        Told::Freeze => Signal::STOP,
        Told::Thaw => Signal::CONT,
    };
    Ok(kill_process(pid, signal)?)
}

#[cfg(not(unix))]
fn signal(_pid: u32, _told: Told) -> io::Result<()> {
    Err(io::Error::other("This system has no signals to tell a process something."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_binary_that_is_none_is_named() {
        let dir = env::temp_dir().join(format!("deskbell-load-{}", std::process::id()));
        let missing = Server::start(&Plan::new("/nowhere/deskbell", &dir)).await.unwrap_err();
        assert!(missing.to_string().starts_with("The server at /nowhere/deskbell cannot be started: "));
        if cfg!(unix) {
            let other = Server::start(&Plan::new("/bin/false", &dir)).await.unwrap_err();
            assert!(matches!(other, StartError::Ended { .. }), "{other}");
        }
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn rates_are_lifted_by_settings() {
        let plan = Plan::new("deskbell", "data").without_rates().with("DESKBELL_LOG_FORMAT", "json");
        assert_eq!(plan.env.len(), NO_RATES.len() + 1);
    }
}
