//! What agents keep of customers: their record, notes and blocks.

use std::net::SocketAddr;

use axum::{body::Body, extract::ConnectInfo, http::Request};
use deskbell_domain::Role;
use serde_json::{Value, json};

use super::stage::{Person, Stage, api, text, uuid};

async fn house() -> (Stage, Person, Person, Person) {
    let stage = Stage::new().await;
    let (bo, cy) = (stage.agent("Bo", Role::Agent).await, stage.agent("Cy", Role::Admin).await);
    let ana = stage.visitor().await;
    (stage, ana, bo, cy)
}

#[tokio::test]
async fn agents_change_a_customers_record_and_the_customer_sees_no_labels() {
    let (stage, ana, bo, cy) = house().await;
    let path = format!("customers/{}", ana.id);
    let patch = json!({"name": "Ana", "email": "Ana@Example.test", "labels": ["vip", "b2b", "vip"], "attributes": {"plan": "pro"}});
    stage.ask(&ana, "PATCH", &path, patch.clone()).await.refused(403, "forbidden");
    let after = stage.ask(&bo, "PATCH", &path, patch).await.expect(200)["customer"].clone();
    assert_eq!(
        (&after["name"], &after["email"], &after["labels"]),
        (&json!("Ana"), &json!("ana@example.test"), &json!(["b2b", "vip"]))
    );
    assert_eq!((&after["attributes"], &after["blocked"]), (&json!({"plan": "pro"}), &json!(false)));
    let own = stage.get(&ana, &path).await.expect(200)["customer"].clone();
    for hidden in ["labels", "blocked", "context"] {
        assert_eq!(own.get(hidden), None, "{hidden}");
    }
    let cleared = stage.ask(&bo, "PATCH", &path, json!({"name": null, "email": null})).await.expect(200);
    assert_eq!(cleared["customer"]["name"], "Visitor");
    for (patch, field) in [(json!({"email": "nobody"}), "email"), (json!({"labels": [" "]}), "labels")] {
        let problem = stage.ask(&bo, "PATCH", &path, patch).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let log = stage.get(&cy, "audit?action=customer.updated").await.expect(200).to_string();
    assert!(log.contains("email") && log.contains("vip"));
    assert!(!log.contains("ana@example.test"), "what is personal is not copied where nobody can erase it");
}

#[tokio::test]
async fn notes_about_a_customer_are_for_colleagues() {
    let (stage, ana, bo, cy) = house().await;
    let li = stage.agent("Li", Role::Agent).await;
    let path = format!("customers/{}/notes", ana.id);
    let note =
        stage.ask(&bo, "POST", &path, json!({"content": "Prefers mail."})).await.expect(201)["note"].clone();
    assert_eq!(note["author"]["name"], "Bo");
    assert_eq!(stage.get(&li, &path).await.expect(200)["items"], json!([note]));
    stage.get(&ana, &path).await.refused(403, "forbidden");
    stage.ask(&bo, "POST", &path, json!({"content": " "})).await.refused(422, "content_empty");
    let one = format!("{path}/{}", text(&note["id"]));
    stage.ask(&li, "DELETE", &one, json!({})).await.refused(403, "forbidden");
    let other = format!("customers/{}/notes/{}", stage.visitor().await.id, text(&note["id"]));
    stage.ask(&cy, "DELETE", &other, json!({})).await.refused(404, "not_found");
    stage.ask(&cy, "DELETE", &one, json!({})).await.expect(204);
    assert_eq!(stage.get(&bo, &path).await.expect(200)["items"], json!([]));
    stage.get(&bo, &format!("customers/{}/notes", uuid(5))).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_blocked_customer_is_nobody_until_they_are_let_in_again() {
    let (stage, ana, bo, _) = house().await;
    let path = format!("customers/{}/block", ana.id);
    stage.ask(&ana, "PUT", &path, json!({})).await.refused(403, "forbidden");
    let block = stage.ask(&bo, "PUT", &path, json!({"reason": "Spam"})).await.expect(200)["block"].clone();
    assert_eq!((&block["customer"]["id"], &block["by"]["name"]), (&json!(ana.id), &json!("Bo")));
    stage.get(&ana, "conversations").await.refused(401, "unauthorized");
    stage.ask(&bo, "PUT", &path, json!({"reason": "Again"})).await.expect(200);
    let list = stage.get(&bo, "blocks").await.expect(200)["items"].clone();
    assert_eq!((list.as_array().unwrap().len(), &list[0]["reason"]), (1, &json!("Again")));
    stage.ask(&bo, "DELETE", &path, json!({})).await.expect(204);
    stage.get(&ana, "conversations").await.expect(200);
    stage.ask(&bo, "DELETE", &path, json!({})).await.refused(404, "not_found");
    let named = stage.ask(&bo, "POST", "blocks", json!({"customerId": ana.id})).await.expect(201);
    stage.get(&ana, "me").await.refused(401, "unauthorized");
    let id = text(&named["block"]["id"]);
    stage.ask(&bo, "DELETE", &format!("blocks/{id}"), json!({})).await.expect(204);
    stage.get(&ana, "me").await.expect(200);
    for bad in [json!({}), json!({"customerId": ana.id, "address": "203.0.113.7"})] {
        stage.ask(&bo, "POST", "blocks", bad).await.refused(422, "invalid");
    }
}

/// What somebody is answered who asks from this address.
async fn status_from(stage: &Stage, address: [u8; 4], who: Option<&Person>, path: &str) -> u16 {
    let request = match who {
        Some(who) => super::stage::signed(who, "GET", path).body(Body::empty()),
        None => Request::post(api(path)).body(Body::empty()),
    };
    let mut request = request.unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((address, 5000))));
    stage.raw(request).await.status.as_u16()
}

#[tokio::test]
async fn from_a_blocked_address_no_customer_does_anything_and_agents_work_on() {
    let (stage, ana, bo, _) = house().await;
    let (there, elsewhere) = ([203, 0, 113, 7], [203, 0, 113, 8]);
    let body = json!({"address": "203.0.113.7", "reason": "Flood"});
    let block: Value = stage.ask(&bo, "POST", "blocks", body.clone()).await.expect(201)["block"].clone();
    assert_eq!(block["address"], "203.0.113.7");
    stage.ask(&bo, "POST", "blocks", body).await.refused(409, "conflict");
    stage.ask(&bo, "POST", "blocks", json!({"address": "shop.example"})).await.refused(422, "invalid");
    assert_eq!(status_from(&stage, there, Some(&ana), "conversations").await, 403);
    assert_eq!(status_from(&stage, there, None, "visitors").await, 403);
    assert_eq!(status_from(&stage, elsewhere, Some(&ana), "conversations").await, 200);
    assert_eq!(status_from(&stage, elsewhere, None, "visitors").await, 201);
    assert_eq!(status_from(&stage, there, Some(&bo), "conversations").await, 200);
    let path = format!("blocks/{}", text(&block["id"]));
    stage.ask(&bo, "DELETE", &path, json!({})).await.expect(204);
    assert_eq!(status_from(&stage, there, Some(&ana), "conversations").await, 200);
}
