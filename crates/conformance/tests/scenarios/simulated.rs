//! The people of the demo, living fast.

use std::collections::BTreeMap;

use deskbell_conformance::{Deskbell, Role};
use deskbell_domain::Role as AccountRole;
use deskbell_load::people::{Scene, SignIn, write_history};
use serde_json::Value;

async fn account(desk: &Deskbell, name: &str) -> SignIn {
    let (email, password) = (format!("{}@shop.example", name.to_lowercase()), "a long password".to_owned());
    let added = desk.hall.add_agent(&email, name.into(), AccountRole::Agent, password.clone()).await;
    added.expect("an account");
    SignIn { email, password }
}

#[tokio::test]
async fn a_new_demo_has_a_past_in_every_state_of_the_end() {
    let desk = Deskbell::start().await;
    let (bo, cleo) = (account(&desk, "Bo").await, account(&desk, "Cleo").await);
    write_history(&desk.base, [&bo, &cleo]).await.unwrap();
    let ada = desk.person(Role::Admin, "Ada").await;
    let listed = ada.lists().await;
    let mut statuses = BTreeMap::new();
    for row in &listed {
        *statuses.entry(row["status"].as_str().unwrap()).or_insert(0) += 1;
    }
    assert_eq!(statuses, BTreeMap::from([("closed", 2), ("resolved", 3)]));
    assert!(listed.iter().any(|row| row["priority"] == "urgent"));
    assert!(listed.iter().any(|row| row["labels"].as_array().is_some_and(|labels| labels.len() == 2)));
}

#[tokio::test]
async fn customers_write_and_the_colleague_brings_some_of_it_to_an_end() {
    let desk = Deskbell::with(|settings| settings.events_per_second = 0).await;
    let bo = account(&desk, "Bo").await;
    let mut ada = desk.person(Role::Admin, "Ada").await;
    let living = Scene { base: desk.base.clone(), customers: 6, colleague: bo, pace: 40.0, seed: 11 }.start();
    let resolved = |row: &Value| row["conversation"]["status"] == "resolved";
    let row = ada.hears_where("conversation-updated", resolved).await;
    assert_eq!(row["conversation"]["assignee"]["name"], "Bo");
    drop(living);
    ada.joins(row["conversation"]["id"].as_str().unwrap()).await;
    let timeline = ada.reads_the_timeline().await;
    let said = |side: &str| {
        let of_side = |entry: &&Value| entry["kind"] == "message" && entry["sender"]["type"] == side;
        timeline.iter().filter(of_side).count()
    };
    assert!(said("customer") >= 2 && said("agent") >= 2, "{timeline:#?}");
}
