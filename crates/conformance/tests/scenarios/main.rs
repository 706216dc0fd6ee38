//! Scenes between customers and agents over the real doors, each named after what a person sees.

mod accounts;
mod clock;
mod drafts;
mod killing;
mod lifecycle;
mod live_chat;
mod notes;
mod operations;
mod overload;
mod presence;
mod privacy;
mod queue;
mod rates;
mod receipts;
mod rehearsals;
mod rehearsing;
mod resuming;
mod rows;
mod searching;
mod sending;
mod settings;
mod simulated;
mod slow_reader;
mod stopping;
mod switched_off;
mod tokens;
mod typing;
mod unread;
mod visibility;

use deskbell_conformance::{Desk, Person};

/// Ana, a customer, has said "hello" in her live chat, and Bo, an agent, has opened it.
async fn ana_and_bo(desk: &Desk) -> (Person, Person) {
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    ana.says("hello").await;
    let mut bo = desk.agent("Bo").await;
    bo.joins(&ana.conversation).await;
    (ana, bo)
}
