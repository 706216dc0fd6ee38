//! What a team keeps: canned responses, macros, views, labels and categories.

use deskbell_domain::Role;
use serde_json::{Value, json};

use super::stage::{Person, Stage, text, uuid};

/// Adds one of a collection; what was answered without the word around it.
async fn add(stage: &Stage, who: &Person, path: &str, body: Value) -> Value {
    let reply = stage.ask(who, "POST", path, body).await.expect(201);
    reply.as_object().unwrap().values().next().unwrap().clone()
}

async fn names(stage: &Stage, who: &Person, path: &str, field: &str) -> Vec<String> {
    let list = stage.get(who, path).await.expect(200);
    list["items"].as_array().unwrap().iter().map(|one| text(&one[field])).collect()
}

#[tokio::test]
async fn a_canned_response_is_everybodys_a_teams_or_ones_own() {
    let stage = Stage::new().await;
    let (bo, li) = (stage.agent("Bo", Role::Agent).await, stage.agent("Li", Role::Agent).await);
    let su = stage.agent("Su", Role::Supervisor).await;
    let cy = stage.agent("Cy", Role::Admin).await;
    let path = "canned-responses";
    let text_of = |shortcut: &str, scope: &str| json!({"shortcut": shortcut, "title": "T", "content": "Hello {{customer.name}}", "scope": scope});
    stage.ask(&bo, "POST", path, text_of("hi", "everyone")).await.refused(403, "forbidden");
    add(&stage, &su, path, text_of("/hi", "everyone")).await;
    let own = add(&stage, &bo, path, text_of("hi", "own")).await;
    stage.ask(&su, "POST", path, text_of("HI", "everyone")).await.refused(409, "conflict");
    let sales = add(&stage, &cy, "teams", json!({"name": "Sales"})).await;
    let mut for_sales = text_of("offer", "team");
    stage.ask(&su, "POST", path, for_sales.clone()).await.refused(422, "invalid");
    for_sales["teamId"] = sales["id"].clone();
    add(&stage, &su, path, for_sales).await;
    assert_eq!(names(&stage, &bo, path, "shortcut").await, ["hi", "hi"]);
    assert_eq!(names(&stage, &li, path, "shortcut").await, ["hi"]);
    assert_eq!(names(&stage, &su, path, "shortcut").await, ["hi", "offer"]);
    let own = format!("{path}/{}", text(&own["id"]));
    stage.ask(&li, "PATCH", &own, json!({"content": "mine"})).await.refused(404, "not_found");
    stage.ask(&bo, "PATCH", &own, json!({"scope": "everyone"})).await.refused(403, "forbidden");
    let changed = stage.ask(&bo, "PATCH", &own, json!({"shortcut": "hello"})).await.expect(200);
    assert_eq!(
        (&changed["cannedResponse"]["shortcut"], &changed["cannedResponse"]["ownerId"]),
        (&json!("hello"), &json!(bo.id))
    );
    for bad in ["", "two words", &"x".repeat(41)] {
        let problem = stage.ask(&bo, "POST", path, text_of(bad, "own")).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "shortcut");
    }
    stage.ask(&li, "DELETE", &own, json!({})).await.refused(404, "not_found");
    stage.ask(&bo, "DELETE", &own, json!({})).await.expect(204);
    assert_eq!(names(&stage, &bo, path, "shortcut").await, ["hi"]);
    stage.get(&stage.visitor().await, path).await.refused(403, "forbidden");
}

#[tokio::test]
async fn uses_are_counted_and_outlast_a_change() {
    let stage = Stage::new().await;
    let (bo, su) = (stage.agent("Bo", Role::Agent).await, stage.agent("Su", Role::Supervisor).await);
    let new = json!({"shortcut": "hi", "content": "Hello", "scope": "everyone"});
    let id = text(&add(&stage, &su, "canned-responses", new).await["id"]);
    for _ in 0..2 {
        stage.ask(&bo, "POST", &format!("canned-responses/{id}/use"), json!({})).await.expect(204);
    }
    let path = format!("canned-responses/{id}");
    let changed = stage.ask(&su, "PATCH", &path, json!({"content": "Hello there"})).await.expect(200);
    assert_eq!(changed["cannedResponse"]["uses"], 2);
    assert_eq!(stage.get(&bo, "canned-responses").await.expect(200)["items"][0]["uses"], 2);
    let nobody = format!("canned-responses/{}/use", uuid(7));
    stage.ask(&bo, "POST", &nobody, json!({})).await.refused(404, "not_found");
}

#[tokio::test]
async fn what_is_shared_is_told_in_the_audit_log_and_what_is_ones_own_is_not() {
    let stage = Stage::new().await;
    let (su, cy) = (stage.agent("Su", Role::Supervisor).await, stage.agent("Cy", Role::Admin).await);
    for scope in ["own", "everyone"] {
        let new = json!({"name": scope, "scope": scope, "actions": [{"type": "resolve"}]});
        add(&stage, &su, "macros", new).await;
    }
    let log = stage.get(&cy, "audit?action=macro.created").await.expect(200);
    let told: Vec<_> =
        log["items"].as_array().unwrap().iter().map(|row| text(&row["target"]["name"])).collect();
    assert_eq!(told, ["everyone"]);
}

#[tokio::test]
async fn a_macro_does_one_to_ten_things_that_can_be_done() {
    let stage = Stage::new().await;
    let su = stage.agent("Su", Role::Supervisor).await;
    let with = |actions: Value| json!({"name": "Refund", "scope": "everyone", "actions": actions});
    let good = json!([
        {"type": "reply", "content": "Your money is on its way."}, {"type": "assign", "agentId": "me"},
        {"type": "assign", "agentId": su.id}, {"type": "assign", "agentId": null}, {"type": "priority", "priority": "low"},
        {"type": "transferTeam", "teamId": uuid(2)}, {"type": "addLabel", "label": "refund"},
        {"type": "snooze", "minutes": 60}, {"type": "resolve"}, {"type": "close"},
    ]);
    let made = add(&stage, &su, "macros", with(good.clone())).await;
    assert_eq!(made["actions"], good);
    for bad in [
        json!([]),
        json!(vec![json!({"type": "resolve"}); 11]),
        json!([{"type": "close"}, {"type": "resolve"}]),
        json!([{"type": "assign", "agentId": uuid(77)}]),
        json!([{"type": "assign", "agentId": "somebody"}]),
        json!([{"type": "transferTeam", "teamId": uuid(77)}]),
        json!([{"type": "category", "category": "weather"}]),
        json!([{"type": "snooze", "minutes": 0}]),
    ] {
        let problem = stage.ask(&su, "POST", "macros", with(bad)).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "actions");
    }
    stage.ask(&su, "POST", "macros", with(json!([{"type": "erase"}]))).await.refused(422, "invalid");
    stage
        .ask(&su, "POST", "macros", with(json!([{"type": "note", "content": " "}])))
        .await
        .refused(422, "content_empty");
}

#[tokio::test]
async fn views_are_ones_own_until_they_are_shared() {
    let stage = Stage::new().await;
    let (bo, su) = (stage.agent("Bo", Role::Agent).await, stage.agent("Su", Role::Supervisor).await);
    let filter = json!({"status": "open", "assigneeId": "me", "needsReply": true, "sort": "waiting"});
    let mine = add(&stage, &bo, "views", json!({"name": "Mine", "filter": filter})).await;
    assert_eq!((&mine["filter"], &mine["shared"], &mine["ownerId"]), (&filter, &json!(false), &json!(bo.id)));
    stage
        .ask(&bo, "POST", "views", json!({"name": "All", "shared": true, "filter": {}}))
        .await
        .refused(403, "forbidden");
    let shared = add(&stage, &su, "views", json!({"name": "All", "shared": true, "filter": {}})).await;
    assert_eq!(names(&stage, &bo, "views", "name").await, ["All", "Mine"]);
    assert_eq!(names(&stage, &su, "views", "name").await, ["All"]);
    let path = format!("views/{}", text(&shared["id"]));
    stage.ask(&bo, "PATCH", &path, json!({"name": "None"})).await.refused(403, "forbidden");
    stage.ask(&su, "PATCH", &path, json!({"shared": false})).await.expect(200);
    assert_eq!(names(&stage, &bo, "views", "name").await, ["Mine"]);
    stage
        .ask(&bo, "POST", "views", json!({"name": "X", "filter": {"sort": "odd"}}))
        .await
        .refused(422, "invalid");
    let long = json!({"name": "X", "filter": {"q": "x".repeat(201)}});
    assert_eq!(
        stage.ask(&bo, "POST", "views", long).await.refused(422, "invalid")["errors"][0]["field"],
        "filter.q"
    );
    stage
        .ask(&su, "DELETE", &format!("views/{}", text(&mine["id"])), json!({}))
        .await
        .refused(404, "not_found");
    stage.ask(&bo, "DELETE", &format!("views/{}", text(&mine["id"])), json!({})).await.expect(204);
}

#[tokio::test]
async fn labels_and_categories_are_kept_by_admins() {
    let stage = Stage::new().await;
    let (su, cy) = (stage.agent("Su", Role::Supervisor).await, stage.agent("Cy", Role::Admin).await);
    for (path, new) in
        [("labels", json!({"name": "vip"})), ("categories", json!({"key": "vat", "name": "VAT"}))]
    {
        stage.ask(&su, "POST", path, new).await.refused(403, "forbidden");
    }
    let label = add(&stage, &cy, "labels", json!({"name": "vip", "color": "#FF0000"})).await;
    stage.ask(&cy, "POST", "labels", json!({"name": "VIP"})).await.refused(409, "conflict");
    let path = format!("labels/{}", text(&label["id"]));
    let changed = stage.ask(&cy, "PATCH", &path, json!({"color": null})).await.expect(200);
    assert_eq!(changed["label"], json!({"id": label["id"], "name": "vip", "color": null}));
    stage.ask(&cy, "DELETE", &path, json!({})).await.expect(204);
    stage.ask(&cy, "DELETE", &path, json!({})).await.refused(404, "not_found");
    let vat = add(&stage, &cy, "categories", json!({"key": "vat", "name": "VAT"})).await;
    stage
        .ask(&cy, "POST", "categories", json!({"key": "vat", "name": "Other"}))
        .await
        .refused(409, "conflict");
    stage
        .ask(&cy, "POST", "categories", json!({"key": "V A T", "name": "VAT"}))
        .await
        .refused(422, "invalid");
    let path = format!("categories/{}", text(&vat["id"]));
    stage.ask(&cy, "PATCH", &path, json!({"key": "tax"})).await.refused(422, "invalid");
    stage.ask(&cy, "PATCH", &path, json!({"key": "vat", "name": "Taxes"})).await.expect(200);
    let first = ["Account", "Other", "Payment", "Returns", "Shipping"];
    let with_taxes: Vec<_> = first.into_iter().chain(["Taxes", "Technical"]).collect();
    assert_eq!(names(&stage, &su, "categories", "name").await, with_taxes);
    stage.ask(&cy, "DELETE", &path, json!({})).await.expect(204);
    assert_eq!(names(&stage, &su, "categories", "name").await.len(), 6);
    let agent = format!("agents/{}", su.id);
    stage.ask(&cy, "PATCH", &agent, json!({"categories": ["vat"]})).await.refused(422, "invalid");
    add(&stage, &cy, "categories", json!({"key": "vat", "name": "VAT"})).await;
    let taking = stage.ask(&cy, "PATCH", &agent, json!({"categories": ["vat"]})).await.expect(200);
    assert_eq!(taking["agent"]["categories"], json!(["vat"]));
    let all = stage.ask(&cy, "PATCH", &agent, json!({"categories": null})).await.expect(200);
    assert_eq!(all["agent"]["categories"], json!(null));
}
