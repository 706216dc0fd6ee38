//! What customers say about themselves, and how an inbox receives them.

use deskbell_app::{ClaimedRole, Claims};
use deskbell_domain::Role;
use serde_json::{Value, json};

use crate::rest::tests::stage::{Person, Stage, api, text, uuid};

/// A customer whom the host signs in.
async fn signed_in(stage: &Stage, sub: &str, name: Option<&str>, email: Option<&str>) -> Person {
    let claims = Claims {
        sub: sub.into(),
        role: ClaimedRole::Customer,
        name: name.map(Into::into),
        email: email.map(Into::into),
        exp: stage.hall.now().as_second() + 3600,
        inbox: None,
        rehearsal: None,
        attributes: None,
        iss: None,
        jti: None,
    };
    let token = stage.hall.tokens().sign(&claims).unwrap();
    let mut person = Person { id: String::new(), token };
    person.id = text(&stage.get(&person, "me").await.expect(200)["customer"]["id"]);
    person
}

async fn says(stage: &Stage, who: &Person, patch: Value) -> Value {
    stage.ask(who, "PATCH", "me", patch).await.expect(200)["customer"].clone()
}

#[tokio::test]
async fn a_visitor_says_who_they_are_and_agents_read_it() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let form = json!({
        "name": "Ana", "email": " Ana@Example.test ",
        "details": {"order": "42", "amount": 19.5, "member": true, "consent": true},
    });
    let record = says(&stage, &ana, form).await;
    let details = json!({"amount": 19.5, "consent": "2026-11-21T10:00:00Z", "member": true, "order": "42"});
    assert_eq!((&record["name"], &record["email"]), (&json!("Ana"), &json!("ana@example.test")));
    assert_eq!((&record["details"], &record["identified"]), (&details, &json!(false)));
    assert_eq!(stage.get(&ana, "me").await.expect(200)["customer"], record);
    let seen = stage.get(&bo, &format!("customers/{}", ana.id)).await.expect(200);
    assert_eq!((&seen["customer"]["details"], &seen["customer"]["name"]), (&details, &json!("Ana")));

    stage.clock.advance(std::time::Duration::from_secs(60));
    let news = json!({"details": {"order": null, "amount": 20, "note": "  ", "consent": true}});
    let details = json!({"amount": 20, "consent": "2026-11-21T10:00:00Z", "member": true});
    let record = says(&stage, &ana, news).await;
    assert_eq!((&record["details"], &record["name"]), (&details, &json!("Ana")), "the rest stays");
    let record = says(&stage, &ana, json!({"name": null, "details": {"consent": false}})).await;
    assert_eq!(
        (&record["name"], &record["details"]),
        (&json!("ana@example.test"), &json!({"amount": 20, "member": true}))
    );
}

#[tokio::test]
async fn what_the_host_signs_stays_as_it_is_signed() {
    let stage = Stage::new().await;
    let patch = json!({"name": "Mallory", "email": "m@example.test", "details": {"plan": "gold"}});
    let ana = signed_in(&stage, "ana", Some("Ana"), Some("ana@example.test")).await;
    let record = says(&stage, &ana, patch.clone()).await;
    assert_eq!((&record["name"], &record["email"]), (&json!("Ana"), &json!("ana@example.test")));
    assert_eq!((&record["details"], &record["attributes"]), (&json!({"plan": "gold"}), &json!({})));
    // Of whom the host signs no more than who it is, the rest is theirs to say, and to say anew.
    let zoe = signed_in(&stage, "zoe", None, None).await;
    for name in ["Zoe", "Zoë"] {
        let record = says(&stage, &zoe, json!({"name": name, "email": "zoe@example.test"})).await;
        assert_eq!((&record["name"], &record["email"]), (&json!(name), &json!("zoe@example.test")));
    }
    let zoe = signed_in(&stage, "zoe", Some("Z. Smith"), None).await;
    assert_eq!(stage.get(&zoe, "me").await.expect(200)["customer"]["name"], "Z. Smith");
}

#[tokio::test]
async fn what_cannot_be_kept_of_somebody_is_refused_by_name() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let many: serde_json::Map<_, _> = (0..21).map(|one| (format!("k{one}"), json!(1))).collect();
    let large: serde_json::Map<_, _> =
        (0..5).map(|one| (format!("k{one}"), json!("x".repeat(1000)))).collect();
    for (patch, field) in [
        (json!({"name": "x".repeat(201)}), "name"),
        (json!({"name": "two\nlines"}), "name"),
        (json!({"email": "nowhere"}), "email"),
        (json!({"details": {"": 1}}), "details"),
        (json!({"details": {"k".repeat(41): 1}}), "details"),
        (json!({"details": {"order": [1]}}), "details"),
        (json!({"details": {"order": {"number": 1}}}), "details"),
        (json!({"details": {"order": "x".repeat(1001)}}), "details"),
        (json!({"details": {"consent": "yes"}}), "details"),
        (json!({"details": many}), "details"),
        (json!({"details": large}), "details"),
    ] {
        let problem = stage.ask(&ana, "PATCH", "me", patch).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field);
    }
    assert_eq!(stage.get(&ana, "me").await.expect(200)["customer"]["details"], json!({}));
    stage.ask(&bo, "PATCH", "me", json!({"name": "Bob"})).await.refused(403, "forbidden");
    stage.post("me", json!({})).await.expect(405);
}

#[tokio::test]
async fn who_is_blocked_says_nothing_and_nobody_says_it_endlessly() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let mut said = 0;
    let refused = loop {
        let answer = stage.ask(&ana, "PATCH", "me", json!({"details": {"page": said}})).await;
        if answer.status != 200 {
            break answer;
        }
        said += 1;
    };
    assert!(said >= 30, "{said}");
    refused.refused(429, "rate_limited");
    stage.ask(&bo, "PUT", &format!("customers/{}/block", ana.id), json!({})).await.expect(200);
    stage.ask(&ana, "PATCH", "me", json!({"name": "Ana"})).await.refused(401, "unauthorized");
}

#[tokio::test]
async fn an_inbox_says_how_it_receives_a_customer() {
    let stage = Stage::new().await;
    let cy = stage.agent("Cy", Role::Admin).await;
    let path = format!("inboxes/{}", uuid(1));
    let public = async || {
        let request = axum::http::Request::get(api(&path));
        let inbox = stage.send(request, None).await.expect(200)["inbox"].clone();
        ["feedback", "topics", "replyTime", "preChat"].map(|field| inbox[field].clone())
    };
    assert_eq!(public().await, [json!("stars"), json!([]), Value::Null, Value::Null]);
    let form = json!({
        "name": "optional", "email": "required", "consent": "You may answer me.",
        "fields": [{"key": "order", "label": "Order number", "required": true}],
    });
    let patch = json!({"feedback": "thumbs", "topics": ["Delivery"], "replyTime": "hours", "preChat": form});
    let set = stage.ask(&cy, "PATCH", &path, patch).await.expect(200)["inbox"].clone();
    assert_eq!((&set["preChat"], &set["leaveMessage"]), (&form, &json!(true)));
    assert_eq!(public().await, [json!("thumbs"), json!(["Delivery"]), json!("hours"), form.clone()]);
    let audit = stage.get(&cy, "audit").await.expect(200);
    let changed: Vec<_> =
        audit["items"][0]["changes"].as_array().unwrap().iter().map(|one| text(&one["field"])).collect();
    assert!(changed.iter().any(|field| field.starts_with("topics")), "{changed:?}");

    stage.ask(&cy, "PATCH", &path, json!({"preChat": null, "replyTime": null})).await.expect(200);
    assert_eq!(public().await, [json!("thumbs"), json!(["Delivery"]), Value::Null, Value::Null]);
    let taken = json!({"name": "off", "email": "off", "consent": null, "fields": [{"key": "email", "label": "E-mail"}]});
    for (patch, field) in [
        (json!({"feedback": "smileys"}), "feedback"),
        (json!({"topics": ["a", "b", "c", "d", "e", "f", "g"]}), "topics"),
        (json!({"replyTime": "soon"}), "replyTime"),
        (json!({"preChat": taken}), "preChat.fields"),
    ] {
        let problem = stage.ask(&cy, "PATCH", &path, patch).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field);
    }
}

#[tokio::test]
async fn what_a_message_carries_beside_its_text_is_an_object_of_four_kilobytes() {
    let stage = Stage::new().await;
    let ana = stage.visitor().await;
    let id = stage.conversation_of(&ana).await;
    let path = format!("conversations/{id}/messages");
    let facts = json!({"page": "/cart", "items": [1, 2]});
    let sent =
        stage.ask(&ana, "POST", &path, json!({"content": "Here", "metadata": facts})).await.expect(201);
    assert_eq!(sent["message"]["metadata"], facts);
    let read = stage.get(&ana, &format!("conversations/{id}/timeline")).await.expect(200);
    assert_eq!(read["items"].as_array().unwrap().last().unwrap()["metadata"], facts);
    for bad in [json!([1]), json!("page"), json!({"page": "x".repeat(4096)})] {
        let problem = stage.ask(&ana, "POST", &path, json!({"content": "a", "metadata": bad})).await;
        assert_eq!(problem.refused(422, "invalid")["errors"][0]["field"], "metadata");
    }
}
