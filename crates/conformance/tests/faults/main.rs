//! What breaks from outside: a server that is killed, starved or swamped, in a process of its own. Each test is
//! named after what people notice of it, which is nothing.

mod crowd;
mod deaf;
mod descriptors;
mod machine;
mod silence;
mod stopping;
mod storm;
mod torture;

use std::{path::Path, time::Duration};

use deskbell_conformance::{Desk, Person, binary};
use deskbell_load::server::{Plan, Server, free_port};
use tokio::time::Instant;

/// How long an exchange may take while something is wrong elsewhere. Far more than it does, as the machine that
/// tests run on is busy with other tests; far less than a server that hangs.
const BEARABLE: Duration = Duration::from_secs(5);

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

/// Ana, a customer, and Bo, an agent, in a conversation.
async fn ana_and_bo(desk: &Desk) -> (Person, Person) {
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    ana.says("hello").await;
    let mut bo = desk.agent("Bo").await;
    bo.joins(&ana.conversation).await;
    (ana, bo)
}

/// One exchange between two people, which has to be bearable.
async fn talk(ana: &mut Person, bo: &mut Person, about: &str) {
    let begun = Instant::now();
    ana.says(&format!("{about}?")).await;
    bo.sees(&format!("{about}?")).await;
    bo.says(&format!("{about}!")).await;
    ana.sees(&format!("{about}!")).await;
    assert!(begun.elapsed() < BEARABLE, "an exchange took {:?}", begun.elapsed());
}
