//! HAProxy before several nodes.

use std::{
    ffi::OsString,
    fmt::Write,
    fs,
    net::{SocketAddr, TcpStream},
    path::Path,
};

use crate::{
    EngineError, free_port,
    guard::{self, Ending, Guard},
    programs,
};

/// What holds for every connection. Sockets live for hours; what a process may open as it comes (1,024 files) is
/// enough for as many as these.
const ALWAYS: &str = "\
global
  maxconn 400
defaults
  mode http
  retries 3
  option redispatch 1
  timeout connect 2s
  timeout client 1h
  timeout server 1h
  timeout tunnel 1h
  timeout queue 5s
  timeout check 3s
";
/// How a backend knows which nodes are ready.
const CHECKED: &str = "
  option httpchk GET /readyz
  http-check expect status 200
  default-server check inter 200ms fall 3 rise 1 on-marked-down shutdown-sessions
";

/// A balancer in a process of its own. It ends when this is dropped, and with this process.
///
/// Sockets and requests go to the nodes in turn; polling sessions stay with a node by a cookie, and by their
/// address where a client keeps no cookies. A node that is not ready gets nothing new.
pub struct Balancer {
    _guard: Guard,
    address: SocketAddr,
}

impl Balancer {
    /// Starts one over nodes, which may be away.
    ///
    /// # Errors
    /// Where it is not installed or does not start.
    pub fn over(nodes: &[SocketAddr]) -> Result<Self, EngineError> {
        let program = programs::find("haproxy", "haproxy")?;
        let port = free_port().map_err(EngineError::system("HAProxy found no port"))?;
        let directory = guard::directory()?;
        let file = directory.join("haproxy.cfg");
        let written = fs::write(&file, configuration(port, nodes));
        written.map_err(EngineError::system("HAProxy's configuration could not be written"))?;
        // In the foreground, as one process.
        let order: [OsString; 4] = [program.into(), "-db".into(), "-f".into(), file.into()];
        let mut guard = Guard::over("HAProxy", directory, Ending::Kill, &order)?;
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        guard.start(|_: &Path, _| TcpStream::connect(address).is_ok())?;
        Ok(Self { _guard: guard, address })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Where it is: `http://host:port`.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }
}

fn configuration(port: u16, nodes: &[SocketAddr]) -> String {
    let servers = |extra: fn(usize) -> String| {
        nodes.iter().enumerate().fold(String::new(), |mut lines, (number, node)| {
            let _infallible = writeln!(lines, "  server node{number} {node}{}", extra(number));
            lines
        })
    };
    let in_turn = servers(|_| String::new());
    let sticky = servers(|number| format!(" cookie node{number}"));
    format!(
        "{ALWAYS}
frontend doors
  bind 127.0.0.1:{port}
  acl polling url_param(transport) -m str polling
  acl polled url_param(sid) -m found
  use_backend polling if polling || polled
  default_backend nodes

backend nodes
  balance roundrobin{CHECKED}{in_turn}
backend polling
  balance source
  hash-type consistent
  cookie DESKBELL_NODE insert indirect nocache{CHECKED}{sticky}"
    )
}
