//! What breaks from outside: a server that is killed, starved or swamped, in a process of its own. Each test is
//! named after what people notice of it, which is nothing.

mod crowd;
mod stopping;
mod storm;
mod torture;

// These look at the server's process from outside, and Linux alone lets them.
#[cfg(target_os = "linux")]
mod deaf;
#[cfg(target_os = "linux")]
mod descriptors;
#[cfg(target_os = "linux")]
mod machine;
#[cfg(target_os = "linux")]
mod pair;
#[cfg(target_os = "linux")]
mod polling;
#[cfg(target_os = "linux")]
mod silence;

use std::path::Path;

use deskbell_conformance::{Desk, binary};
use deskbell_load::server::{Plan, Server, free_port};

/// A server over a directory, to be started as often as wanted on the same port.
fn plan(dir: &Path, settings: &[(&str, &str)]) -> Plan {
    let port = free_port().expect("a free port");
    let plan = Plan { listen: ([127, 0, 0, 1], port).into(), ..Plan::new(binary(), dir).without_rates() };
    settings.iter().fold(plan, |plan, (name, value)| plan.with(name, *value))
}

/// Where people find a server.
fn desk(server: &Server) -> Desk {
    Desk::new(server.base().to_owned(), server.secret().as_bytes())
}
