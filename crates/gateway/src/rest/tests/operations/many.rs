//! Many conversations at once.

use deskbell_domain::Role;
use serde_json::json;

use crate::rest::tests::stage::{Stage, text, uuid};

#[tokio::test]
async fn many_are_changed_together_and_each_refusal_is_its_own() {
    let stage = Stage::new().await;
    let (bo, cleo) = (stage.agent("Bo", Role::Agent).await, stage.agent("Cleo", Role::Agent).await);
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(stage.conversation_of(&stage.visitor().await).await);
    }
    stage.ask(&bo, "POST", &format!("conversations/{}/close", ids[2]), json!({})).await.expect(200);
    let with = |action: &str, params: serde_json::Value| json!({"conversationIds": ids, "action": action, "params": params});
    let done =
        stage.ask(&bo, "POST", "conversations/bulk", with("assign", json!({"agentId": cleo.id}))).await;
    let results = done.expect(200)["results"].as_array().unwrap().clone();
    let named: Vec<_> = results.iter().map(|one| text(&one["conversationId"])).collect();
    assert_eq!(named, ids, "in the order they were named");
    let ok: Vec<_> = results.iter().map(|one| one["ok"].as_bool().unwrap()).collect();
    assert_eq!(ok, [true, true, false, true, true]);
    assert_eq!(results[2]["error"]["code"], "conversation_closed");
    assert!(results[0].get("error").is_none());

    stage
        .ask(&bo, "POST", "conversations/bulk", with("label", json!({"add": ["vip", "late"]})))
        .await
        .expect(200);
    stage
        .ask(&bo, "POST", "conversations/bulk", with("label", json!({"remove": ["late"]})))
        .await
        .expect(200);
    stage
        .ask(&bo, "POST", "conversations/bulk", with("priority", json!({"priority": "urgent"})))
        .await
        .expect(200);
    stage.ask(&bo, "POST", "conversations/bulk", with("resolve", json!({}))).await.expect(200);
    let one = stage.get(&bo, &format!("conversations/{}", ids[4])).await.expect(200)["conversation"].clone();
    assert_eq!(
        (&one["labels"], &one["priority"], &one["status"], &one["assigneeId"]),
        (&json!(["vip"]), &json!("urgent"), &json!("resolved"), &json!(cleo.id))
    );
    let back = json!({"conversationIds": [ids[0]], "action": "assign", "params": {"agentId": null}});
    stage.ask(&bo, "POST", "conversations/bulk", back).await.expect(200);
    let one = stage.get(&bo, &format!("conversations/{}", ids[0])).await.expect(200)["conversation"].clone();
    assert_eq!(one["assigneeId"], json!(null));
}

#[tokio::test]
async fn a_change_of_many_that_means_nothing_is_refused_whole() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    let none = json!({"conversationIds": [], "action": "resolve"});
    stage.ask(&bo, "POST", "conversations/bulk", none).await.refused(422, "invalid");
    let many: Vec<_> = (0..501).map(uuid).collect();
    let many = json!({"conversationIds": many, "action": "resolve"});
    stage.ask(&bo, "POST", "conversations/bulk", many).await.refused(422, "invalid");
    let bare = |action: &str| json!({"conversationIds": [id], "action": action});
    for action in ["label", "priority", "explode"] {
        stage.ask(&bo, "POST", "conversations/bulk", bare(action)).await.refused(422, "invalid");
    }
    stage.ask(&ana, "POST", "conversations/bulk", bare("resolve")).await.refused(403, "forbidden");
    let unknown = json!({"conversationIds": [uuid(9)], "action": "resolve"});
    let answer = stage.ask(&bo, "POST", "conversations/bulk", unknown).await.expect(200);
    assert_eq!(answer["results"][0]["error"]["code"], "not_found");
}
