//! Whoever changes the file behind the store's back is found out.

use rusqlite::Connection;

use crate::{home::path_in, world::World};

/// Writes into the file behind the store's back.
fn tamper(world: &World, sql: &str) {
    let connection = Connection::open(path_in(&world.home.folder)).unwrap();
    assert_eq!(connection.execute(sql, []).unwrap(), 1, "{sql}");
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
