//! Two people in a conversation, while something is wrong elsewhere.

use std::time::Duration;

use deskbell_conformance::{Desk, Person};
use tokio::time::Instant;

/// How long an exchange may take while something is wrong elsewhere. Far more than it does, as the machine that
/// tests run on is busy with other tests; far less than a server that hangs.
const BEARABLE: Duration = Duration::from_secs(5);

/// Ana, a customer, and Bo, an agent, in a conversation.
pub(crate) async fn ana_and_bo(desk: &Desk) -> (Person, Person) {
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    ana.says("hello").await;
    let mut bo = desk.agent("Bo").await;
    bo.joins(&ana.conversation).await;
    (ana, bo)
}

/// One exchange between two people, which has to be bearable.
pub(crate) async fn talk(ana: &mut Person, bo: &mut Person, about: &str) {
    let begun = Instant::now();
    ana.says(&format!("{about}?")).await;
    bo.sees(&format!("{about}?")).await;
    bo.says(&format!("{about}!")).await;
    ana.sees(&format!("{about}!")).await;
    assert!(begun.elapsed() < BEARABLE, "an exchange took {:?}", begun.elapsed());
}
