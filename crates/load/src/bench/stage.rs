//! Where a scene is played: a server of the bench's own in a fresh directory, or one that runs somewhere.

use std::{
    io,
    net::{SocketAddr, ToSocketAddrs},
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::BenchError;
use crate::{
    machine,
    server::{Plan, Server},
    token::{Mint, Role},
};

/// Which server is measured.
#[derive(Clone, Debug)]
pub enum Place {
    /// One of the bench's own for each run, in a fresh directory that goes with it.
    Own {
        /// The `deskbell` binary.
        binary: PathBuf,
        /// The one core it may use.
        cpu: Option<usize>,
        /// On which disk: the directory that holds the fresh ones. The system's temporary one otherwise.
        dir: Option<PathBuf>,
    },
    /// One that runs already, with its limits as they are.
    Running {
        /// Where: `http://host:port`.
        url: String,
        /// What its tokens are signed with.
        secret: String,
        /// Through which inbox the customers come; its first otherwise.
        inbox: Option<String>,
        /// Its process, where that is on this machine: what it holds and takes is told then.
        process: Option<u32>,
    },
}

/// A server to play a scene on.
pub(super) struct Stage {
    /// Where its doors are.
    pub(super) address: SocketAddr,
    /// The same as a URL.
    pub(super) base: String,
    /// The customers' inbox, where one was named.
    pub(super) inbox: Option<String>,
    mint: Mint,
    /// Sets the people of this run apart from those of any other.
    run: String,
    process: Option<u32>,
    own: Option<(Server, TempDir)>,
}

impl Stage {
    /// A server, running.
    ///
    /// # Errors
    /// With a sentence, where there is none.
    pub(super) fn open(place: &Place, runtime: &Runtime) -> Result<Self, BenchError> {
        match place {
            Place::Own { dir, .. } => {
                let dir = fresh_dir(dir.as_ref())?;
                Self::own(&own_plan(place, dir.path())?, dir, runtime)
            }
            Place::Running { url, secret, inbox, process } => Ok(Self {
                address: address_of(url)?,
                base: url.trim_end_matches('/').to_owned(),
                inbox: inbox.clone(),
                mint: Mint::new(secret.as_bytes()),
                run: run_name(),
                process: *process,
                own: None,
            }),
        }
    }

    /// A server of the bench's own over a directory that may hold something already.
    ///
    /// # Errors
    /// With what it said.
    pub(super) fn own(plan: &Plan, dir: TempDir, runtime: &Runtime) -> Result<Self, BenchError> {
        let server = runtime.block_on(Server::start(plan))?;
        Ok(Self {
            address: address_of(server.base())?,
            base: server.base().to_owned(),
            inbox: None,
            mint: server.mint(),
            run: run_name(),
            process: Some(server.pid()),
            own: Some((server, dir)),
        })
    }

    /// A token for a customer of this run.
    pub(super) fn customer(&self, number: usize) -> String {
        self.mint.customer_of(self.inbox.as_deref(), &format!("bench-{}-customer-{number}", self.run))
    }

    /// A token for an agent of this run.
    pub(super) fn agent(&self, number: usize) -> String {
        self.mint.token(Role::Agent, &format!("bench-{}-agent-{number}", self.run))
    }

    /// A token for somebody who sees every conversation.
    pub(super) fn supervisor(&self) -> String {
        self.mint.token(Role::Supervisor, &format!("bench-{}-supervisor", self.run))
    }

    /// Bytes of memory the server holds; none where its process is not known.
    pub(super) fn resident_bytes(&self) -> Option<u64> {
        machine::resident_bytes(self.process?)
    }

    /// Processor time the server has used; none where its process is not known.
    pub(super) fn processor_time(&self) -> Option<Duration> {
        machine::processor_time(self.process?)
    }

    /// Ends it, where it is the bench's own. The directory comes back for another use.
    ///
    /// # Errors
    /// Where the system cannot.
    pub(super) fn close(self, runtime: &Runtime) -> Result<Option<TempDir>, BenchError> {
        let Some((server, dir)) = self.own else { return Ok(None) };
        runtime.block_on(server.kill())?;
        Ok(Some(dir))
    }
}

/// How a server of the bench's own is started over a directory.
///
/// # Errors
/// Where the place is that of another server.
pub(super) fn own_plan(place: &Place, dir: &Path) -> Result<Plan, BenchError> {
    match place {
        Place::Own { binary, cpu, .. } => Ok(Plan { cpu: *cpu, ..Plan::new(binary, dir).without_rates() }),
        Place::Running { url, .. } => {
            Err(BenchError::Place(format!("{url} is no server of the bench's own.")))
        }
    }
}

/// A fresh directory for a server's data.
///
/// # Errors
/// Where none can be made.
pub(super) fn fresh_dir(on: Option<&PathBuf>) -> io::Result<TempDir> {
    let mut dir = tempfile::Builder::new();
    dir.prefix("deskbell-bench-");
    on.map_or_else(|| dir.tempdir(), |on| dir.tempdir_in(on))
}

fn address_of(url: &str) -> Result<SocketAddr, BenchError> {
    let address = || url.strip_prefix("http://")?.trim_end_matches('/').to_socket_addrs().ok()?.next();
    address().ok_or_else(|| {
        BenchError::Place(format!("{url} is not an address to measure; write it as http://host:port."))
    })
}

fn run_name() -> String {
    format!("{:08x}", rand::random::<u32>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_and_a_port() {
        assert_eq!(address_of("http://127.0.0.1:80/").unwrap().port(), 80);
        for url in ["https://127.0.0.1:80", "127.0.0.1:80", "http://127.0.0.1"] {
            assert!(address_of(url).is_err(), "{url}");
        }
    }
}
