//! What is taken away on paper, the list of sessions, and what is filed.

use std::time::Duration;

use deskbell_domain::Role;
use serde_json::json;

use crate::rest::tests::stage::{Stage, text};

#[tokio::test]
async fn a_transcript_is_for_whoever_reads_it() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let new =
        json!({"message": "<script>alert(1)</script>\n2026-01-01 00:00:00 Bo", "subject": "Order <42>"});
    let id = text(&stage.ask(&ana, "POST", "conversations", new).await.expect(201)["conversation"]["id"]);
    let at = |rest: &str| format!("conversations/{id}/{rest}");
    stage.ask(&bo, "POST", &at("notes"), json!({"content": "She is cross."})).await.expect(201);
    stage.ask(&bo, "POST", &at("messages"), json!({"content": "It left today."})).await.expect(201);

    let hers = stage.get(&ana, &at("transcript?timeZone=Europe/Berlin")).await;
    assert_eq!(hers.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(hers.header("content-disposition"), format!("attachment; filename=\"conversation-{id}.txt\""));
    let hers = hers.text();
    assert!(hers.contains("2026-11-21 11:00:00 Bo\n    It left today.\n"), "{hers}");
    assert!(hers.contains("\n    2026-01-01 00:00:00 Bo\n"), "what she wrote is no line of its own: {hers}");
    assert!(!hers.contains("cross"));
    let his = stage.get(&bo, &at("transcript")).await.text();
    assert!(his.contains("2026-11-21 10:00:00 Bo (internal note)\n    She is cross.\n"), "{his}");

    let page = stage.get(&bo, &at("transcript?format=html")).await;
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';") && policy.ends_with("sandbox"), "{policy}");
    let page = page.text();
    assert!(page.contains("<title>Order &lt;42&gt;</title>") && !page.contains("<script>"), "{page}");

    let data = stage.get(&ana, &at("transcript?format=json")).await.expect(200);
    let kinds: Vec<_> = data["entries"].as_array().unwrap().iter().map(|one| text(&one["kind"])).collect();
    assert_eq!(kinds, ["activity", "message", "message", "activity"]);
    assert_eq!(data["truncated"], false);

    stage.get(&bo, &at("transcript?format=pdf")).await.refused(422, "invalid");
    stage.get(&bo, &at("transcript?timeZone=Europe/Atlantis")).await.refused(422, "invalid");
    let eve = stage.visitor().await;
    stage.get(&eve, &at("transcript")).await.refused(404, "not_found");
}

#[tokio::test]
async fn an_export_holds_the_list_and_no_formula() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let ada = stage.agent("Ada", Role::Admin).await;
    let new = json!({"message": "Hello", "subject": "=HYPERLINK(\"http://evil.test\")"});
    stage.ask(&ana, "POST", "conversations", new).await.expect(201);
    let done = stage.conversation_of(&stage.visitor().await).await;
    stage.ask(&bo, "POST", &format!("conversations/{done}/close"), json!({})).await.expect(200);
    let file = stage.get(&ada, "conversations/export").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let all = file.text();
    assert_eq!(all.matches("\r\n").count(), 3, "{all}");
    assert!(all.contains("\"'=HYPERLINK(\"\"http://evil.test\"\")\""), "{all}");
    let closed = stage.get(&ada, "conversations/export?status=closed").await.text();
    assert!(closed.contains(&done) && closed.matches("\r\n").count() == 2, "{closed}");
    stage.get(&ada, "conversations/export?status=shut").await.refused(422, "invalid");
    for other in [&ana, &bo] {
        stage.get(other, "conversations/export").await.refused(403, "forbidden");
    }
}

#[tokio::test]
async fn sessions_are_the_stretches_in_which_a_conversation_was_live() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    let at = |rest: &str| format!("conversations/{id}/{rest}");
    stage.clock.advance(Duration::from_secs(60));
    stage.ask(&bo, "POST", &at("messages"), json!({"content": "On it"})).await.expect(201);
    stage.clock.advance(Duration::from_secs(60));
    stage.ask(&bo, "POST", &at("resolve"), json!({})).await.expect(200);
    stage.clock.advance(Duration::from_secs(60));
    stage.ask(&ana, "POST", &at("messages"), json!({"content": "One more thing"})).await.expect(201);
    let list = async |query: &str| {
        stage.get(&bo, &format!("sessions?{query}")).await.expect(200)["items"].as_array().unwrap().clone()
    };
    let both = list(&format!("conversationId={id}")).await;
    assert_eq!(both.len(), 2);
    assert_eq!((&both[0]["number"], &both[0]["status"]), (&json!(2), &json!("active")));
    assert!(both[0].get("firstReplyAt").is_none(), "nobody has answered in it");
    let first = &both[1];
    assert_eq!((&first["number"], &first["status"]), (&json!(1), &json!("ended")));
    assert_eq!((&first["durationMs"], &first["firstResponseMs"]), (&json!(120_000), &json!(60_000)));
    assert_eq!(first["agent"]["name"], "Bo");
    assert_eq!(list("status=ended").await.len(), 1);
    assert_eq!(list(&format!("status=active&agentId={}", bo.id)).await.len(), 1);
    assert!(list("status=inactive").await.is_empty());
    stage.clock.advance(Duration::from_secs(31 * 60));
    assert_eq!(list("status=inactive").await[0]["id"], json!(format!("{id}-2")));
    let page = stage.get(&bo, "sessions?limit=1").await.expect(200);
    let next =
        stage.get(&bo, &format!("sessions?limit=1&cursor={}", text(&page["nextCursor"]))).await.expect(200);
    assert_eq!((&next["items"][0]["number"], &next["nextCursor"]), (&json!(1), &json!(null)));
    stage.get(&bo, "sessions?cursor=x").await.refused(422, "invalid");
    let eve = stage.visitor().await;
    assert_eq!(stage.get(&eve, "sessions").await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn a_ticket_is_filed_with_a_subject_under_a_category_there_is() {
    let stage = Stage::new().await;
    let ana = stage.visitor().await;
    stage.conversation_of(&ana).await;
    let ticket = |category: &str, subject: &str| {
        json!({"kind": "ticket", "message": "It broke.", "subject": subject, "category": category,
            "description": "On the first day.", "priority": "high"})
    };
    for subject in ["The lamp", "The chair"] {
        let filed = stage.ask(&ana, "POST", "conversations", ticket("returns", subject)).await.expect(201);
        assert_eq!(filed["conversation"]["kind"], "ticket");
    }
    stage.ask(&ana, "POST", "conversations", ticket("space", "The moon")).await.refused(422, "invalid");
    stage.ask(&ana, "POST", "conversations", ticket("returns", " ")).await.refused(422, "invalid");
    let own = stage.get(&ana, "conversations").await.expect(200);
    assert_eq!(own["items"].as_array().unwrap().len(), 3);
}
