//! Agents' accounts and customers' records.

use deskbell_domain::Role;
use serde_json::json;

use super::stage::{Stage, text};

#[tokio::test]
async fn agents_see_each_other_and_customers_see_none() {
    let stage = Stage::new().await;
    let (bo, cy) = (stage.agent("Bo", Role::Agent).await, stage.agent("Cy", Role::Admin).await);
    let list = stage.get(&bo, "agents").await.expect(200);
    let names: Vec<_> = list["items"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect();
    assert_eq!((names, &list["nextCursor"]), (vec!["Bo".to_owned(), "Cy".to_owned()], &json!(null)));
    let one = stage.get(&bo, &format!("agents/{}", cy.id)).await.expect(200);
    assert_eq!(one["agent"]["role"], "admin");
    let ana = stage.visitor().await;
    stage.get(&ana, "agents").await.refused(404, "not_found");
    stage.get(&ana, &format!("agents/{}", cy.id)).await.refused(404, "not_found");
}

#[tokio::test]
async fn an_admin_changes_accounts_and_an_agent_their_own_name_alone() {
    let stage = Stage::new().await;
    let (bo, cy) = (stage.agent("Bo", Role::Agent).await, stage.agent("Cy", Role::Admin).await);
    let path = format!("agents/{}", bo.id);
    let changed =
        stage.ask(&cy, "PATCH", &path, json!({"role": "supervisor", "capacity": 9})).await.expect(200);
    assert_eq!((&changed["agent"]["role"], &changed["agent"]["capacity"]), (&json!("supervisor"), &json!(9)));
    let named = stage.ask(&bo, "PATCH", &path, json!({"name": "Bo Berg"})).await.expect(200);
    assert_eq!(named["agent"]["name"], "Bo Berg");
    stage.ask(&bo, "PATCH", &path, json!({"role": "admin"})).await.refused(403, "forbidden");
    stage.ask(&bo, "PATCH", &path, json!({"name": "  "})).await.refused(422, "invalid");
    stage
        .ask(&cy, "PATCH", &format!("agents/{}", cy.id), json!({"role": "agent"}))
        .await
        .refused(409, "conflict");
}

#[tokio::test]
async fn a_deactivated_agent_is_nobody_at_once() {
    let stage = Stage::new().await;
    let (bo, cy) = (stage.agent("Bo", Role::Agent).await, stage.agent("Cy", Role::Admin).await);
    stage.get(&bo, "me").await.expect(200);
    stage.ask(&cy, "PATCH", &format!("agents/{}", bo.id), json!({"active": false})).await.expect(200);
    for path in ["me", "agents", "conversations", "conversations/counts"] {
        stage.get(&bo, path).await.refused(401, "unauthorized");
    }
    let login = json!({"email": "bo@example.test", "password": super::stage::PASSWORD});
    stage.post("auth/login", login).await.refused(401, "unauthorized");
}

#[tokio::test]
async fn availability_is_ones_own_word_and_a_supervisors() {
    let stage = Stage::new().await;
    let (bo, cy) = (stage.agent("Bo", Role::Agent).await, stage.agent("Cy", Role::Supervisor).await);
    let declare = |who, whose: &super::stage::Person, what| {
        let path = format!("agents/{}/availability", whose.id);
        let stage = &stage;
        async move { stage.ask(who, "PUT", &path, json!({"availability": what})).await }
    };
    assert_eq!(declare(&bo, &bo, "away").await.expect(200)["agent"]["availability"], "away");
    assert_eq!(declare(&cy, &bo, "busy").await.expect(200)["agent"]["availability"], "busy");
    declare(&bo, &cy, "offline").await.refused(403, "forbidden");
    let wrong = declare(&bo, &bo, "asleep").await.refused(422, "invalid");
    assert_eq!(wrong["errors"][0]["field"], "availability");
}

#[tokio::test]
async fn a_customers_record_is_for_agents_and_themselves() {
    let stage = Stage::new().await;
    let (ana, li) = (stage.visitor().await, stage.visitor().await);
    let bo = stage.agent("Bo", Role::Agent).await;
    stage.conversation_of(&ana).await;
    let path = format!("customers/{}", ana.id);
    for who in [&ana, &bo] {
        assert_eq!(text(&stage.get(who, &path).await.expect(200)["customer"]["id"]), ana.id);
        let list = stage.get(who, &format!("{path}/conversations?limit=5")).await.expect(200);
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
    }
    stage.get(&li, &path).await.refused(404, "not_found");
    stage.get(&li, &format!("{path}/conversations")).await.refused(404, "not_found");
}
