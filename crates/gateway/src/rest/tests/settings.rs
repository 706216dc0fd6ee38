//! Settings, teams, inboxes and the audit log.

use deskbell_domain::Role;
use serde_json::{Value, json};

use super::stage::{Person, Stage, text, uuid};

async fn house() -> (Stage, Person, Person, Person) {
    let stage = Stage::new().await;
    let bo = stage.agent("Bo", Role::Agent).await;
    let su = stage.agent("Su", Role::Supervisor).await;
    let cy = stage.agent("Cy", Role::Admin).await;
    (stage, bo, su, cy)
}

async fn change(stage: &Stage, who: &Person, patch: Value) -> super::stage::Answer {
    stage.ask(who, "PATCH", "settings", patch).await
}

#[tokio::test]
async fn agents_read_settings_and_admins_alone_change_them() {
    let (stage, bo, su, cy) = house().await;
    let before = stage.get(&bo, "settings").await.expect(200);
    assert_eq!(
        (&before["settings"]["ageingMinutes"], &before["settings"]["agentsSee"]),
        (&json!(10), &json!(null))
    );
    assert_eq!(before["settings"]["sla"]["targets"]["urgent"]["firstResponseMinutes"], 15);
    for who in [&bo, &su] {
        change(&stage, who, json!({"ageingMinutes": 5})).await.refused(403, "forbidden");
    }
    stage.get(&stage.visitor().await, "settings").await.refused(403, "forbidden");
    let after = change(&stage, &cy, json!({"ageingMinutes": 5, "agentsSee": "own"})).await.expect(200);
    assert_eq!(
        (&after["settings"]["ageingMinutes"], &after["settings"]["agentsSee"]),
        (&json!(5), &json!("own"))
    );
    assert_eq!(stage.get(&bo, "settings").await.expect(200), after);
    let cleared = change(&stage, &cy, json!({"agentsSee": null})).await.expect(200);
    assert_eq!(cleared["settings"]["agentsSee"], json!(null));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_the_name_of_its_field() {
    let (stage, _, _, cy) = house().await;
    for (patch, field) in [
        (json!({"ageingMinutes": 100_000}), "ageingMinutes"),
        (json!({"ageingMinutes": "often"}), "ageingMinutes"),
        (json!({"agentsSee": "nothing"}), "agentsSee"),
        (json!({"idleNudgeMinutes": 30, "idleResolveMinutes": 10}), "idleResolveMinutes"),
    ] {
        let problem = change(&stage, &cy, patch).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let mut sla = stage.get(&cy, "settings").await.expect(200)["settings"]["sla"].clone();
    sla["escalate"] = json!({"to": "team"});
    let problem = change(&stage, &cy, json!({"sla": sla})).await.refused(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "sla.escalate.teamId");
}

#[tokio::test]
async fn every_change_is_told_in_the_audit_log_to_admins() {
    let (stage, bo, su, cy) = house().await;
    change(&stage, &cy, json!({"ageingMinutes": 5})).await.expect(200);
    change(&stage, &cy, json!({"ageingMinutes": 5})).await.expect(200);
    let log = stage.get(&cy, "audit?action=settings.updated").await.expect(200);
    assert_eq!(log["items"].as_array().unwrap().len(), 1, "what changes nothing is no change");
    let row = &log["items"][0];
    assert_eq!((&row["actor"]["name"], &row["target"]["type"]), (&json!("Cy"), &json!("settings")));
    assert_eq!(row["changes"], json!([{"field": "ageingMinutes", "from": 10, "to": 5}]));
    stage.ask(&cy, "PATCH", &format!("agents/{}", bo.id), json!({"role": "supervisor"})).await.expect(200);
    let log = stage.get(&cy, &format!("audit?actorId={}&limit=1", cy.id)).await.expect(200);
    assert_eq!(log["items"][0]["action"], "agent.updated");
    assert_eq!(log["items"][0]["changes"], json!([{"field": "role", "from": "agent", "to": "supervisor"}]));
    let next = format!("audit?actorId={}&cursor={}", cy.id, text(&log["nextCursor"]));
    assert_eq!(stage.get(&cy, &next).await.expect(200)["items"][0]["action"], "settings.updated");
    for who in [&bo, &su] {
        stage.get(who, "audit").await.refused(403, "forbidden");
        stage.get(who, "audit?format=csv").await.refused(403, "forbidden");
    }
    let all = stage.get(&cy, "audit?format=csv").await;
    assert_eq!(all.header("content-type"), "text/csv; charset=utf-8");
    let lines = all.text();
    assert!(lines.starts_with("at,actor,actorId,action,"));
    assert!(lines.contains("\"agent.updated\"") && !lines.contains("argon2"));
    stage.get(&cy, "audit?format=pdf").await.refused(422, "invalid");
    stage.get(&cy, "audit?cursor=elsewhere").await.refused(422, "invalid");
}

#[tokio::test]
async fn an_inbox_is_made_and_set_by_admins_and_seen_whole_by_agents() {
    let (stage, bo, su, cy) = house().await;
    let hours = json!({"timeZone": "Europe/Berlin", "days": {"mon": [{"from": "09:00", "to": "17:00"}]}, "holidays": ["2026-12-25"]});
    let new = json!({"name": "Shop", "color": "#2563EB", "businessHours": hours});
    stage.ask(&su, "POST", "inboxes", new.clone()).await.refused(403, "forbidden");
    let made = stage.ask(&cy, "POST", "inboxes", new).await.expect(201)["inbox"].clone();
    assert_eq!((&made["color"], &made["businessHours"]["days"]["tue"]), (&json!("#2563eb"), &json!([])));
    let path = format!("inboxes/{}", text(&made["id"]));
    let filter = json!({"words": ["rats"], "action": "mask"});
    let patch = json!({"wordFilter": filter, "ticketForm": false, "businessHours": null, "allowedOrigins": ["https://shop.example"]});
    stage.ask(&bo, "PATCH", &path, patch.clone()).await.refused(403, "forbidden");
    let after = stage.ask(&cy, "PATCH", &path, patch).await.expect(200)["inbox"].clone();
    assert_eq!(
        (&after["wordFilter"], &after["businessHours"], &after["name"]),
        (&filter, &json!(null), &json!("Shop"))
    );
    let list = stage.get(&bo, "inboxes").await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().last().unwrap(), &after);
    // The widget hears of it what it needs and no more.
    let public = stage.send(axum::http::Request::get(super::stage::api(&path)), None).await.expect(200);
    assert_eq!(
        (&public["inbox"]["ticketForm"], &public["inbox"]["wordFilter"]),
        (&json!(false), &Value::Null)
    );
    assert!(public["inbox"]["categories"].is_array());
}

#[tokio::test]
async fn what_an_inbox_cannot_be_set_to_is_refused_by_name() {
    let (stage, _, _, cy) = house().await;
    let path = format!("inboxes/{}", uuid(1));
    let zone = json!({"timeZone": "Europe/Atlantis", "days": {"mon": [{"from": "09:00", "to": "17:00"}]}});
    let late = json!({"timeZone": "Europe/Berlin", "days": {"mon": [{"from": "17:00", "to": "09:00"}]}});
    let rule = json!({"strategy": "manual", "rules": [{"category": "weather", "teamId": uuid(2)}]});
    let overflow = json!({"strategy": "manual", "overflow": {"afterMinutes": 5, "teamId": uuid(99)}});
    for (patch, field) in [
        (json!({"name": " "}), "name"),
        (json!({"color": "blue"}), "color"),
        (json!({"teamId": uuid(99)}), "teamId"),
        (json!({"allowedOrigins": ["shop.example"]}), "allowedOrigins"),
        (json!({"businessHours": zone}), "businessHours.timeZone"),
        (json!({"businessHours": late}), "businessHours.days.mon"),
        (json!({"routing": rule}), "routing.rules"),
        (json!({"routing": overflow}), "routing.overflow.teamId"),
        (json!({"wordFilter": {"words": ["…"], "action": "mask"}}), "wordFilter.words"),
        (json!({"wordFilter": {"words": [], "action": "shout"}}), "wordFilter.action"),
    ] {
        let problem = stage.ask(&cy, "PATCH", &path, patch).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field);
    }
    stage.ask(&cy, "PATCH", &format!("inboxes/{}", uuid(98)), json!({})).await.refused(404, "not_found");
}

#[tokio::test]
async fn teams_have_names_of_their_own() {
    let (stage, bo, _, cy) = house().await;
    stage.ask(&bo, "POST", "teams", json!({"name": "Sales"})).await.refused(403, "forbidden");
    let sales = stage.ask(&cy, "POST", "teams", json!({"name": "Sales"})).await.expect(201)["team"].clone();
    stage.ask(&cy, "POST", "teams", json!({"name": "sales"})).await.refused(409, "conflict");
    let path = format!("teams/{}", text(&sales["id"]));
    stage.ask(&cy, "PATCH", &path, json!({"name": "support"})).await.refused(409, "conflict");
    let teams = json!({"teamIds": [sales["id"]]});
    stage.ask(&cy, "PATCH", &format!("agents/{}", bo.id), teams).await.expect(200);
    let renamed = stage.ask(&cy, "PATCH", &path, json!({"name": "Sale"})).await.expect(200);
    assert_eq!((&renamed["team"]["name"], &renamed["team"]["agentCount"]), (&json!("Sale"), &json!(1)));
    let names: Vec<_> = stage.get(&cy, "teams").await.expect(200)["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|team| text(&team["name"]))
        .collect();
    assert_eq!(names, ["Support", "Sale"]);
    stage
        .ask(&cy, "PATCH", &format!("teams/{}", uuid(9)), json!({"name": "X"}))
        .await
        .refused(404, "not_found");
}
