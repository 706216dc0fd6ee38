//! A timeline shows that it is what was written, also where words have been erased.

use deskbell_domain::entry::Body;
use deskbell_store::{ChainReport, Range};
use rusqlite::Connection;

use crate::world::{World, path_in};

/// Writes into the file behind the store's back.
fn tamper(world: &World, sql: &str) {
    let connection = Connection::open(path_in(&world.folder)).unwrap();
    assert_eq!(connection.execute(sql, []).unwrap(), 1, "{sql}");
}

#[tokio::test]
async fn an_untouched_timeline_holds() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.says(&bo, id, "b1", "Hi").await.unwrap();
    world.notes(&bo, id, "n1", "note").await;
    let report = world.store.verify_chain(id).await.unwrap();
    assert_eq!(report, ChainReport { entries: 5, erased: 0, broken: None });
}

#[tokio::test]
async fn every_changed_byte_is_found_where_it_is() {
    let changes = [
        (
            "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), 'Hello', 'Jello') AS BLOB) WHERE seq = 2",
            2,
        ),
        ("UPDATE entries SET created_at = created_at + 1 WHERE seq = 3", 3),
        ("UPDATE entries SET audience = 'everyone' WHERE seq = 5", 5),
        ("UPDATE entries SET sender_kind = 'system', sender_pk = 0 WHERE seq = 3", 3),
        ("UPDATE entries SET client_id = 'other' WHERE seq = 2", 2),
        ("UPDATE entries SET prev_hash = zeroblob(32) WHERE seq = 4", 4),
        ("UPDATE entries SET body = NULL, salt = NULL, digest = zeroblob(32) WHERE seq = 2", 2),
        ("UPDATE entries SET message_ordinal = 9 WHERE seq = 3", 3),
        ("DELETE FROM entries WHERE seq = 3", 3),
        ("DELETE FROM entries WHERE seq = 5", 5),
    ];
    for (sql, place) in changes {
        let world = World::new().await;
        let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
        let id = world.chat(&ana).await;
        world.says(&bo, id, "b1", "Hi").await.unwrap();
        world.notes(&bo, id, "n1", "note").await;
        tamper(&world, sql);
        let report = world.store.verify_chain(id).await.unwrap();
        assert_eq!(report.broken.map(|found| found.seq), Some(place), "{sql}");
    }
}

#[tokio::test]
async fn erased_words_are_gone_everywhere_and_the_chain_holds() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    let secret = world.says(&ana, id, "s", "my card is 4111-1111").await.unwrap();
    world.notes(&bo, id, "n1", "oh no").await;
    let count = world.state(id).await.message_count;
    assert!(world.store.erase_body(id, secret.entry.seq, world.now()).await.unwrap());
    assert!(!world.store.erase_body(id, secret.entry.seq, world.now()).await.unwrap());
    assert!(!world.store.erase_body(id, 99, world.now()).await.unwrap());
    let shell = &world.sees(&ana, id, Range::Before(secret.entry.seq + 1), 1).await[0];
    assert_eq!(shell.body, Body::Message { content: String::new(), attachment_ids: vec![], metadata: None });
    assert_eq!((shell.id, shell.sender.kind), (secret.entry.id, secret.entry.sender.kind));
    assert_eq!(shell.sender.name, "");
    let last = world.state(id).await.last_message.clone().unwrap();
    assert_eq!((last.preview.as_str(), last.sender_name.as_str()), ("", ""));
    assert_eq!(world.state(id).await.message_count, count);
    assert!(world.says(&ana, id, "s", "my card is 4111-1111").await.unwrap().repeated, "still known");
    let report = world.store.verify_chain(id).await.unwrap();
    assert_eq!(report, ChainReport { entries: 4, erased: 1, broken: None });
    let world = world.reopened().await;
    for name in ["deskbell.db", "deskbell.db-wal"] {
        let bytes = std::fs::read(world.folder.path().join(name)).unwrap_or_default();
        let found = bytes.windows(9).any(|window| window == b"4111-1111");
        assert!(!found, "{name} still holds the words");
    }
}

#[tokio::test]
async fn receipts_count_erased_messages_as_before() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.says(&ana, id, "a", "two").await.unwrap();
    world.store.erase_body(id, 2, world.now()).await.unwrap();
    world.reads(&bo, id, 2).await;
    assert_eq!(world.unread(&bo, id).await, 1);
}
