//! Conversations from their first message to their end.

use deskbell_domain::Role;
use serde_json::{Value, json};

use super::stage::{Person, Stage, text};

#[tokio::test]
async fn a_conversation_goes_from_a_question_to_its_end() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let new = json!({"message": "Where is my order?", "subject": "Order 1042", "clientId": "a1"});
    let started = stage.ask(&ana, "POST", "conversations", new).await.expect(201);
    assert_eq!(started["message"]["content"], "Where is my order?");
    assert_eq!(started["conversation"]["status"], "open");
    assert!(started["conversation"].get("needsReply").is_none(), "the customer's copy");
    let id = text(&started["conversation"]["id"]);
    let at = |rest: &str| format!("conversations/{id}{rest}");

    let seen = stage.get(&bo, &at("")).await.expect(200);
    assert_eq!(
        (&seen["conversation"]["needsReply"], &seen["conversation"]["unreadCount"]),
        (&json!(true), &json!(1))
    );
    let reply =
        stage.ask(&bo, "POST", &at("/messages"), json!({"content": "It left today."})).await.expect(201);
    assert_eq!(reply["message"]["kind"], "message");
    let note =
        stage.ask(&bo, "POST", &at("/notes"), json!({"content": "Asked the carrier."})).await.expect(201);
    assert_eq!(note["message"]["kind"], "note");
    stage.ask(&ana, "POST", &at("/notes"), json!({"content": "psst"})).await.refused(403, "forbidden");

    let head = stage.get(&ana, &at("")).await.expect(200)["conversation"]["headSeq"].as_u64().unwrap();
    stage.ask(&ana, "POST", &at("/read"), json!({"upToSeq": head})).await.expect(204);
    assert_eq!(stage.get(&ana, &at("")).await.expect(200)["conversation"]["unreadCount"], 0);

    for (step, status) in
        [("resolve", "resolved"), ("resolve", "resolved"), ("reopen", "active"), ("close", "closed")]
    {
        let after = stage.ask(&bo, "POST", &at(&format!("/{step}")), json!({})).await.expect(200);
        assert_eq!(after["conversation"]["status"], status);
    }
    let late = stage.ask(&ana, "POST", &at("/messages"), json!({"content": "One more thing"})).await;
    late.refused(409, "conversation_closed");
}

#[tokio::test]
async fn the_same_message_again_is_the_same_entry() {
    let stage = Stage::new().await;
    let ana = stage.visitor().await;
    let path = format!("conversations/{}/messages", stage.conversation_of(&ana).await);
    let first =
        stage.ask(&ana, "POST", &path, json!({"content": "Hello", "clientId": "c1"})).await.expect(201);
    let again =
        stage.ask(&ana, "POST", &path, json!({"content": "Hello", "clientId": "c1"})).await.expect(201);
    assert_eq!(first, again);
    stage
        .ask(&ana, "POST", &path, json!({"content": "Other", "clientId": "c1"}))
        .await
        .refused(409, "conflict");
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_with_the_field() {
    let stage = Stage::new().await;
    let ana = stage.visitor().await;
    let path = format!("conversations/{}/messages", stage.conversation_of(&ana).await);
    let empty = stage.ask(&ana, "POST", &path, json!({"content": " \n"})).await.refused(422, "content_empty");
    assert_eq!(empty["errors"][0]["field"], "content");
    let long = json!({"content": "é".repeat(5001)});
    stage.ask(&ana, "POST", &path, long).await.refused(422, "content_too_long");
    let nul = stage.ask(&ana, "POST", &path, json!({"content": "a\u{0}"})).await.refused(422, "invalid");
    assert_eq!(nul["errors"][0]["field"], "content");
    let metadata = stage.ask(&ana, "POST", &path, json!({"content": "a", "metadata": [1]})).await;
    assert_eq!(metadata.refused(422, "invalid")["errors"][0]["field"], "metadata");
}

#[tokio::test]
async fn a_second_chat_waits_for_the_end_of_the_first() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let first = stage.conversation_of(&ana).await;
    let new = || json!({"message": "Another thing"});
    stage.ask(&ana, "POST", "conversations", new()).await.refused(409, "conflict");
    stage.ask(&bo, "POST", &format!("conversations/{first}/resolve"), json!({})).await.expect(200);
    let second = stage.ask(&ana, "POST", "conversations", new()).await.expect(201);
    assert_eq!(text(&second["conversation"]["previousConversationId"]), first);
    let old = stage.get(&ana, &format!("conversations/{first}")).await.expect(200);
    assert_eq!(old["conversation"]["status"], "closed");
    stage.ask(&bo, "POST", "conversations", new()).await.refused(403, "forbidden");
}

#[tokio::test]
async fn a_conversation_is_taken_given_and_put_back() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let cy = stage.agent("Cy", Role::Agent).await;
    let path = format!("conversations/{}/assign", stage.conversation_of(&ana).await);
    let holder = |answer: Value| answer["conversation"]["assigneeId"].clone();
    let bare = stage.send(super::stage::signed(&bo, "POST", &path), None).await.expect(200);
    assert_eq!(holder(bare), json!(bo.id));
    let given = stage.ask(&bo, "POST", &path, json!({"agentId": cy.id})).await.expect(200);
    assert_eq!(holder(given), json!(cy.id));
    assert_eq!(
        holder(stage.ask(&bo, "POST", &path, json!({"agentId": null})).await.expect(200)),
        json!(null)
    );
    stage.ask(&bo, "POST", &path, json!({"agentId": super::stage::uuid(9)})).await.refused(404, "not_found");
    stage.ask(&ana, "POST", &path, json!({})).await.refused(403, "forbidden");
}

#[tokio::test]
async fn fields_are_changed_emptied_and_left_alone() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let path = format!("conversations/{}", stage.conversation_of(&ana).await);
    let patch = json!({"subject": "Order", "priority": "high", "category": "shipping", "labels": ["vip"]});
    let after = stage.ask(&bo, "PATCH", &path, patch).await.expect(200)["conversation"].clone();
    assert_eq!(
        (&after["priority"], &after["category"], &after["labels"]),
        (&json!("high"), &json!("shipping"), &json!(["vip"]))
    );
    let after =
        stage.ask(&bo, "PATCH", &path, json!({"category": null})).await.expect(200)["conversation"].clone();
    assert_eq!(
        (&after["priority"], &after["category"], &after["subject"]),
        (&json!("high"), &json!(null), &json!("Order"))
    );
    let own = stage.ask(&ana, "PATCH", &path, json!({"subject": "My order"})).await.expect(200);
    assert_eq!(own["conversation"]["subject"], "My order");
    stage.ask(&ana, "PATCH", &path, json!({"priority": "urgent"})).await.refused(403, "forbidden");
    let wrong = stage.ask(&bo, "PATCH", &path, json!({"priority": "very"})).await.refused(422, "invalid");
    assert_eq!(wrong["errors"][0]["field"], "priority");
}

async fn ids(stage: &Stage, who: &Person, query: &str) -> Vec<String> {
    let list = stage.get(who, &format!("conversations{query}")).await.expect(200);
    list["items"].as_array().unwrap().iter().map(|one| text(&one["id"])).collect()
}

#[tokio::test]
async fn the_list_is_filtered_and_counted() {
    let stage = Stage::new().await;
    let bo = stage.agent("Bo", Role::Agent).await;
    let (ana, li) = (stage.visitor().await, stage.visitor().await);
    let (one, two) = (stage.conversation_of(&ana).await, stage.conversation_of(&li).await);
    stage.ask(&bo, "POST", &format!("conversations/{one}/assign"), json!({})).await.expect(200);
    let patch =
        json!({"labels": ["vip"], "priority": "urgent", "category": "returns", "subject": "Blue kettle"});
    stage.ask(&bo, "PATCH", &format!("conversations/{two}"), patch).await.expect(200);

    assert_eq!(ids(&stage, &bo, "").await.len(), 2);
    assert_eq!(ids(&stage, &ana, "").await, std::slice::from_ref(&one));
    let just_one = [
        "?assigneeId=me".to_owned(),
        format!("?assigneeId={}", bo.id),
        "?status=active".into(),
        format!("?customerId={}", ana.id),
    ];
    for query in just_one {
        assert_eq!(ids(&stage, &bo, &query).await, std::slice::from_ref(&one), "{query}");
    }
    for query in [
        "?assigneeId=none",
        "?status=open",
        "?label=vip",
        "?priority=urgent",
        "?category=returns",
        "?q=KETTLE",
    ] {
        assert_eq!(ids(&stage, &bo, query).await, std::slice::from_ref(&two), "{query}");
    }
    assert_eq!(ids(&stage, &bo, "?status=open,active&label=&q=").await.len(), 2);
    assert_eq!(ids(&stage, &bo, "?status=closed").await.len(), 0);
    let counts = stage.get(&bo, "conversations/counts").await.expect(200);
    assert_eq!((&counts["all"], &counts["mine"], &counts["queue"]), (&json!(2), &json!(1), &json!(1)));
    stage.get(&ana, "conversations/counts").await.refused(403, "forbidden");
}

#[tokio::test]
async fn a_list_is_read_page_by_page() {
    let stage = Stage::new().await;
    let bo = stage.agent("Bo", Role::Agent).await;
    for _ in 0..3 {
        let customer = stage.visitor().await;
        stage.conversation_of(&customer).await;
    }
    let first = stage.get(&bo, "conversations?limit=2").await.expect(200);
    let cursor = text(&first["nextCursor"]);
    let second = stage.get(&bo, &format!("conversations?limit=2&cursor={cursor}")).await.expect(200);
    assert_eq!((first["items"].as_array().unwrap().len(), second["items"].as_array().unwrap().len()), (2, 1));
    assert_eq!(second["nextCursor"], json!(null));
}

#[tokio::test]
async fn a_filter_that_means_nothing_is_named() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let wrong = [
        ("status=opened", "status"),
        ("status=open,x", "status"),
        ("assigneeId=you", "assigneeId"),
        ("teamId=1", "teamId"),
        ("inboxId=x", "inboxId"),
        ("priority=very", "priority"),
        ("category=X", "category"),
        ("customerId=x", "customerId"),
        ("limit=many", "limit"),
        ("limit=-1", "limit"),
        ("cursor=x", "cursor"),
        ("limit=1&limit=2", "query"),
    ];
    for (query, field) in wrong {
        let problem = stage.get(&bo, &format!("conversations?{query}")).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{query}");
    }
    stage.get(&ana, "conversations?assigneeId=me").await.refused(403, "forbidden");
}

#[tokio::test]
async fn a_timeline_is_read_in_both_directions_and_without_notes_by_its_customer() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    for number in 0..4 {
        let (who, place) = if number == 1 { (&bo, "notes") } else { (&ana, "messages") };
        let content = json!({"content": format!("line {number}")});
        stage.ask(who, "POST", &format!("conversations/{id}/{place}"), content).await.expect(201);
    }
    let all = |who| read_all(&stage, who, &id, "after=0");
    let (agents, customers) = (all(&bo).await, all(&ana).await);
    assert_eq!(agents.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), (1..=6).collect::<Vec<_>>());
    assert!(agents.iter().all(|(seq, previous)| previous + 1 == *seq));
    assert_eq!(customers.len(), 5);
    assert!(customers.windows(2).all(|pair| pair[1].1 == pair[0].0), "{customers:?}");
    let mut backwards = read_all(&stage, &ana, &id, "").await;
    backwards.sort_unstable();
    assert_eq!(backwards, customers);

    let before = stage.get(&bo, &format!("conversations/{id}/timeline?before=3&limit=1")).await.expect(200);
    assert_eq!((&before["items"][0]["seq"], &before["nextCursor"]), (&json!(2), &json!("before-2")));
    for wrong in ["after=1&before=3", "after=x", "cursor=sideways-1", "cursor=after"] {
        stage.get(&bo, &format!("conversations/{id}/timeline?{wrong}")).await.refused(422, "invalid");
    }
}

/// Every `(seq, prevSeq)` that somebody may see, read two at a time.
async fn read_all(stage: &Stage, who: &Person, id: &str, from: &str) -> Vec<(u64, u64)> {
    let mut seen = Vec::new();
    let mut query = from.to_owned();
    loop {
        let page = stage.get(who, &format!("conversations/{id}/timeline?limit=2&{query}")).await.expect(200);
        let items = page["items"].as_array().unwrap();
        seen.extend(items.iter().map(|one| (one["seq"].as_u64().unwrap(), one["prevSeq"].as_u64().unwrap())));
        match page["nextCursor"].as_str() {
            Some(cursor) => query = format!("cursor={cursor}"),
            None => return seen,
        }
    }
}

#[tokio::test]
async fn a_customer_rates_what_was_resolved_and_may_think_again() {
    let stage = Stage::new().await;
    let (ana, bo) = (stage.visitor().await, stage.agent("Bo", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    let rating = format!("conversations/{id}/rating");
    stage.ask(&ana, "POST", &rating, json!({"score": 5})).await.refused(409, "conflict");
    stage.ask(&bo, "POST", &format!("conversations/{id}/resolve"), json!({})).await.expect(200);
    for bad in [json!({"score": 0}), json!({"score": 6}), json!({"score": "5"}), json!({})] {
        stage.ask(&ana, "POST", &rating, bad).await.refused(422, "invalid");
    }
    stage.ask(&bo, "POST", &rating, json!({"score": 5})).await.refused(403, "forbidden");
    stage.ask(&stage.visitor().await, "POST", &rating, json!({"score": 5})).await.refused(404, "not_found");

    let rated = stage.ask(&ana, "POST", &rating, json!({"score": 2, "comment": "Slow."})).await.expect(200);
    assert_eq!(rated["conversation"]["rating"]["changeableUntil"], "2026-11-22T10:00:00.000Z");
    stage.ask(&ana, "POST", &rating, json!({"score": 4})).await.expect(200);
    let seen = stage.get(&bo, &format!("conversations/{id}")).await.expect(200);
    assert_eq!(seen["conversation"]["rating"]["score"], 4);
    assert_eq!(seen["conversation"]["rating"].get("comment"), None);
    let timeline = stage.get(&ana, &format!("conversations/{id}/timeline")).await.expect(200);
    let said: Vec<_> = timeline["items"].as_array().unwrap().iter().map(|entry| &entry["activity"]).collect();
    assert!(said.contains(&&json!({"type": "rated", "score": 2, "comment": "Slow."})), "{said:?}");

    stage.clock.advance(std::time::Duration::from_secs(25 * 60 * 60));
    stage.ask(&ana, "POST", &rating, json!({"score": 1})).await.refused(409, "conflict");
}
