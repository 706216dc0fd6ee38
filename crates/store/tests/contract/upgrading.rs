//! Upgrading: a database that an earlier version has lived in goes on as if nothing had happened.

use std::{fs, path::Path};

use deskbell_domain::{Actor, ConversationId, conversation::lifecycle};
use deskbell_store::{Filter, Options, Store, VerifyOptions};
use rusqlite::{Connection, types::Value};

use crate::{home::path_in, world::World};

/// The schema before names had a table of their own and places in lists followed later.
const AT_0003: [&str; 3] = [
    include_str!("../../migrations/sqlite/0001_beginning.sql"),
    include_str!("../../migrations/sqlite/0002_checkpoints.sql"),
    include_str!("../../migrations/sqlite/0003_rehearsals.sql"),
];

/// Makes a file of that schema with all rows of this one.
fn write_as_0003(path: &Path, old: &Path) -> rusqlite::Result<()> {
    let connection = Connection::open(old)?;
    connection
        .execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF;")?;
    AT_0003.iter().try_for_each(|sql| connection.execute_batch(sql))?;
    connection.execute_batch("PRAGMA application_id = 1147499371; PRAGMA user_version = 3;")?;
    connection.execute("ATTACH ?1 AS newer", [path.to_string_lossy()])?;
    let tables =
        "SELECT s.name, group_concat(c.name) FROM main.sqlite_schema s, pragma_table_info(s.name, 'main') c
        WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite%' GROUP BY s.name";
    let mut statement = connection.prepare(tables)?;
    let tables = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (table, columns) in tables.collect::<rusqlite::Result<Vec<(String, String)>>>()? {
        let sql = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}");
        connection.execute(&sql, [])?;
    }
    Ok(())
}

fn entries(path: &Path) -> Vec<Vec<Value>> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare("SELECT * FROM entries ORDER BY conversation_pk, seq").unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect()).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

fn findings(path: &Path) -> Vec<String> {
    let verified = Store::verify(path, &VerifyOptions::default(), &mut |_| {}).unwrap();
    verified.findings.iter().map(ToString::to_string).collect()
}

/// A world whose file is as the version before 0004 would have left it, not migrated yet.
struct Old {
    world: World,
    ana: Actor,
    bo: Actor,
    ids: Vec<ConversationId>,
    /// The seqs of what Ana and Bo said in turn in the first of them.
    said: Vec<(u64, u64)>,
}

async fn an_old_world() -> Old {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let mut ids = vec![world.chat(&ana).await];
    for _ in 0..4 {
        ids.push(world.ticket(&ana, |_| {}).await);
    }
    let mut said = Vec::new();
    for number in 0..10 {
        let question = world.says(&ana, ids[0], &format!("a{number}"), "a question").await.unwrap();
        let answer = world.says(&bo, ids[0], &format!("b{number}"), "an answer").await.unwrap();
        said.push((question.entry.seq, answer.entry.seq));
    }
    world.notes(&bo, ids[1], "note", "careful").await;
    world.says(&ana, ids[2], "later", "and this").await.unwrap();
    world.does(&bo, ids[3], lifecycle::resolve).await.unwrap();
    world.store.erase_body(ids[0], 3, world.now()).await.unwrap();
    world.store.shutdown().await;
    let (path, old) = (path_in(&world.home.folder), world.home.folder.path().join("old"));
    write_as_0003(&path, &old).unwrap();
    fs::rename(&old, &path).unwrap();
    Old { world, ana, bo, ids, said }
}

#[tokio::test]
async fn what_was_said_before_names_had_a_table_is_known_when_it_is_sent_again() {
    let Old { world, ana, bo, ids, said } = an_old_world().await;
    let path = path_in(&world.home.folder);
    let pending = [
        "0004_names",
        "0005_places",
        "0006_leases",
        "0007_desk",
        "0008_search",
        "0009_waiting",
        "0010_uploads",
        "0011_details",
    ];
    assert_eq!(Store::pending_migrations(&path).unwrap(), pending);
    let before = entries(&path);
    assert!(before.len() > 30);
    let report = Store::migrate(&path, true).unwrap();
    assert_eq!((report.from, report.applied.as_slice()), (3, pending.as_slice()));
    assert_eq!(entries(&path), before, "every entry is as it was");
    assert_eq!(findings(&path), Vec::<String>::new());
    let (store, _commits) = Store::open(&Options::new(&path)).unwrap();
    let world = world.over(store);

    for (number, seqs) in said.into_iter().enumerate() {
        let question = world.says(&ana, ids[0], &format!("a{number}"), "a question").await.unwrap();
        let answer = world.says(&bo, ids[0], &format!("b{number}"), "an answer").await.unwrap();
        assert!(question.repeated && answer.repeated, "{number}");
        assert_eq!((question.entry.seq, answer.entry.seq), seqs);
    }
    assert!(world.notes(&bo, ids[1], "note", "careful").await.repeated);
    assert!(world.says(&ana, ids[2], "first", "Hello").await.unwrap().repeated);
    let after = world.says(&ana, ids[4], "new", "what is new is new").await.unwrap();
    assert!(!after.repeated);
    assert!(world.says(&ana, ids[4], "new", "what is new is new").await.unwrap().repeated);

    let expected = [4, 2, 0, 3, 1].map(|number: usize| ids[number]);
    assert_eq!(world.lists(&bo, Filter::default(), 2).await, expected);
    world.store.shutdown().await;
    assert_eq!(findings(&path), Vec::<String>::new());
}
