//! A Redis that keeps nothing.

use std::{
    ffi::OsString,
    fs,
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    time::Duration,
};

use crate::{
    Certificate, EngineError, free_port,
    guard::{self, Ending, Guard},
    processes, programs,
};

/// What a Redis that keeps nothing is told.
const KEEPS_NOTHING: &str = "save \"\"\nappendonly no\n";
/// What one is told that speaks TLS; the files lie in its directory.
const TLS: &str =
    "tls-cert-file server.pem\ntls-key-file server.key\ntls-ca-cert-file ca.pem\ntls-auth-clients no\n";
/// How long a Redis that is looked at may take to answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(1);
/// The Debian package.
const PACKAGE: &str = "redis-server";

/// A Redis in a process of its own. It ends when this is dropped, and with this process.
pub struct Redis {
    guard: Guard,
    address: SocketAddr,
    client: PathBuf,
    /// The authority that vouches for it, where it speaks TLS.
    authority: Option<PathBuf>,
}

impl Redis {
    /// Starts one.
    ///
    /// # Errors
    /// Where it is not installed or does not start.
    pub fn start() -> Result<Self, EngineError> {
        Self::start_with(&[])
    }

    /// Starts one with further arguments: `["--maxclients", "10"]`.
    ///
    /// # Errors
    /// Where it is not installed or does not start.
    pub fn start_with(arguments: &[&str]) -> Result<Self, EngineError> {
        Self::configured(KEEPS_NOTHING, arguments)
    }

    /// Starts one with a configuration file of these lines, which it may write to (a sentinel does), and with
    /// further arguments. Where it listens is added.
    ///
    /// # Errors
    /// Where it is not installed or does not start.
    pub fn configured(configuration: &str, arguments: &[&str]) -> Result<Self, EngineError> {
        Self::of(None, configuration, arguments)
    }

    /// Starts one that speaks TLS alone.
    ///
    /// # Errors
    /// Where it is not installed or does not start.
    pub fn start_over_tls(certificate: &Certificate) -> Result<Self, EngineError> {
        Self::of(Some(certificate), KEEPS_NOTHING, &[])
    }

    fn of(
        certificate: Option<&Certificate>,
        configuration: &str,
        arguments: &[&str],
    ) -> Result<Self, EngineError> {
        let server = programs::find("redis-server", PACKAGE)?;
        let client = programs::find("redis-cli", "redis-tools")?;
        let port = free_port().map_err(EngineError::system("Redis found no port"))?;
        let directory = guard::directory()?;
        let file = directory.join("redis.conf");
        let mut order: Vec<OsString> = vec![server.into(), file.clone().into()];
        order.extend(arguments.iter().map(OsString::from));
        let guard = Guard::over("Redis", directory.clone(), Ending::Kill, &order)?;
        let listens = match certificate {
            None => format!("port {port}\n"),
            Some(certificate) => {
                certificate.copy_to(&directory)?;
                format!("port 0\ntls-port {port}\n{TLS}")
            }
        };
        let lines = format!("bind 127.0.0.1\ndir {}\n{listens}{configuration}", directory.display());
        fs::write(&file, lines).map_err(EngineError::system("Redis's configuration could not be written"))?;
        let authority = certificate.map(|_| directory.join("ca.pem"));
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut redis = Self { guard, address, client, authority };
        redis.restart()?;
        Ok(redis)
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Where it is, as clients write it: `redis://127.0.0.1:6379`, `rediss://` with TLS.
    pub fn url(&self) -> String {
        let scheme = if self.authority.is_some() { "rediss" } else { "redis" };
        format!("{scheme}://{}", self.address)
    }

    /// Tells it something by its own client: `["CONFIG", "SET", "maxclients", "10"]`. What it answered.
    ///
    /// # Errors
    /// Where it does not answer.
    pub fn says(&self, words: &[&str]) -> Result<String, EngineError> {
        let port = self.address.port().to_string();
        let mut client = programs::order(&[&self.client]);
        client.args(["-h", "127.0.0.1", "-p", &port]);
        if let Some(authority) = &self.authority {
            client.args(["--tls", "--cacert"]).arg(authority);
        }
        programs::run(client.args(words))
    }

    /// Kills it without a word.
    ///
    /// # Errors
    /// Where the guard over it is gone.
    pub fn kill(&mut self) -> Result<(), EngineError> {
        self.guard.kill()
    }

    /// Starts it again at the same address, killing it first where it runs.
    ///
    /// # Errors
    /// Where it does not start.
    pub fn restart(&mut self) -> Result<(), EngineError> {
        self.guard.kill()?;
        let address = self.address;
        self.guard.start(|_, _| answers(address))
    }

    /// Stops it where it is: its lines stay open and nothing is answered.
    pub fn freeze(&self) {
        self.guard.pid().into_iter().for_each(processes::freeze);
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.guard.pid().into_iter().for_each(processes::thaw);
    }
}

/// Whether it answers. A refusal is an answer too: it may want a password, or hang up on whoever speaks no TLS.
fn answers(address: SocketAddr) -> bool {
    let Ok(mut line) = TcpStream::connect_timeout(&address, ANSWERS_WITHIN) else { return false };
    let asked = line.set_read_timeout(Some(ANSWERS_WITHIN)).and_then(|()| line.write_all(b"PING\r\n"));
    match asked.and_then(|()| line.read(&mut [0; 1])) {
        Ok(_) => true,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}
