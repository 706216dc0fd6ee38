//! Several nodes over one PostgreSQL and one Redis: people meet whichever node they are on, and whatever breaks
//! between the nodes, what was acknowledged is there, once and in order. Each test is named after what people
//! notice.
#![cfg(unix)]

mod across;
mod files;
mod nodes;
mod outbox;
mod polling;
mod postgres;
mod redis;
mod settings;
mod together;

use deskbell_conformance::{Desk, Person};

/// Ana, a customer at one desk, has said "hello" in her live chat, and Bo, an agent at another, has opened it.
async fn ana_and_bo(hers: &Desk, his: &Desk) -> (Person, Person) {
    let mut ana = hers.customer("Ana").await;
    ana.opens_a_chat().await;
    ana.says("hello").await;
    let mut bo = his.agent("Bo").await;
    bo.joins(&ana.conversation).await;
    (ana, bo)
}

/// One exchange between two people.
async fn talk(ana: &mut Person, bo: &mut Person, about: &str) {
    ana.says(&format!("{about}?")).await;
    bo.sees(&format!("{about}?")).await;
    bo.says(&format!("{about}!")).await;
    ana.sees(&format!("{about}!")).await;
}
