//! Invitations: a link that opens once and for a week.

use std::time::Duration;

use axum::http::Request;
use deskbell_app::Settings;
use deskbell_domain::Role;
use serde_json::{Value, json};

use super::stage::{Answer, PASSWORD, Stage, api, text};

async fn invite(stage: &Stage, email: &str) -> (super::stage::Person, Value) {
    let cy = stage.agent("Cy", Role::Admin).await;
    let new = json!({"email": email, "name": "Dee", "role": "supervisor"});
    let made = stage.ask(&cy, "POST", "invitations", new).await.expect(201)["invitation"].clone();
    (cy, made)
}

fn door_of(invitation: &Value) -> String {
    let link = text(&invitation["link"]);
    format!("invitations/open/{}", link.strip_prefix("/desk/invitation/").unwrap())
}

async fn look(stage: &Stage, door: &str) -> Answer {
    stage.send(Request::get(api(door)), None).await
}

async fn accept(stage: &Stage, door: &str) -> Answer {
    stage.post(door, json!({"name": "Dee Dee", "password": PASSWORD})).await
}

#[tokio::test]
async fn an_invitation_makes_one_account_and_signs_it_in() {
    let stage = Stage::new().await;
    let (cy, invitation) = invite(&stage, " Dee@Example.test ").await;
    let door = door_of(&invitation);
    let list = stage.get(&cy, "invitations").await.expect(200);
    assert_eq!(
        (&list["items"][0]["email"], &list["items"][0]["link"]),
        (&json!("dee@example.test"), &Value::Null)
    );
    let seen = look(&stage, &door).await.expect(200);
    assert_eq!(seen, json!({"email": "dee@example.test", "name": "Dee", "role": "supervisor"}));
    stage.post(&door, json!({"name": "Dee", "password": "short"})).await.refused(422, "invalid");
    let answer = accept(&stage, &door).await;
    assert!(answer.header("set-cookie").contains("HttpOnly"));
    let dee = answer.expect(200);
    assert_eq!((&dee["agent"]["name"], &dee["agent"]["role"]), (&json!("Dee Dee"), &json!("supervisor")));
    stage.post("auth/login", json!({"email": "dee@example.test", "password": PASSWORD})).await.expect(200);
    accept(&stage, &door).await.refused(404, "not_found");
    look(&stage, &door).await.refused(404, "not_found");
    assert_eq!(stage.get(&cy, "invitations").await.expect(200)["items"], json!([]));
    stage
        .ask(&cy, "POST", "invitations", json!({"email": "dee@example.test"}))
        .await
        .refused(409, "conflict");
    let told = stage.get(&cy, "audit?format=csv").await.text();
    assert!(told.contains("\"invitation.created\"") && told.contains("\"agent.created\""));
    assert!(!told.contains(door.rsplit('/').next().unwrap()), "a token is told to nobody else");
}

#[tokio::test]
async fn an_invitation_ends_after_seven_days_or_when_it_is_taken_back() {
    let stage = Stage::new().await;
    let (cy, invitation) = invite(&stage, "dee@example.test").await;
    let path = format!("invitations/{}", text(&invitation["id"]));
    stage.ask(&cy, "DELETE", &path, json!({})).await.expect(204);
    look(&stage, &door_of(&invitation)).await.refused(404, "not_found");
    let again = stage.ask(&cy, "POST", "invitations", json!({"email": "dee@example.test"})).await.expect(201);
    let door = door_of(&again["invitation"]);
    stage.clock.advance(Duration::from_secs(7 * 24 * 60 * 60 - 1));
    look(&stage, &door).await.expect(200);
    stage.clock.advance(Duration::from_secs(1));
    accept(&stage, &door).await.refused(404, "not_found");
}

#[tokio::test]
async fn admins_alone_invite_and_guesses_are_limited() {
    let settings = Settings { sign_ins_per_minute: 6, ..Settings::default() };
    let stage = Stage::with(settings, |_| {}).await;
    let su = stage.agent("Su", Role::Supervisor).await;
    stage.get(&su, "invitations").await.refused(403, "forbidden");
    let cy = stage.agent("Cy", Role::Admin).await;
    stage.ask(&su, "POST", "invitations", json!({"email": "x@example.test"})).await.refused(403, "forbidden");
    stage.ask(&cy, "POST", "invitations", json!({"email": "nobody"})).await.refused(422, "invalid");
    let guess = format!("invitations/open/{}", "0".repeat(64));
    let mut refused = Vec::new();
    for _ in 0..6 {
        refused.push(look(&stage, &guess).await.status.as_u16());
    }
    assert_eq!((refused[0], refused[5]), (404, 429));
}
