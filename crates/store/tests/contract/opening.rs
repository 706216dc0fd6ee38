//! Opening: only what is ours, whole, of our schema and nobody else's; and every refusal says what to do.

use std::{fs, os::unix::fs::PermissionsExt};

use deskbell_domain::{AgentId, Refusal, Role};
use deskbell_store::{NewAgent, OpenError, Options, Store, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::{home::path_in, world::World};

fn migrated() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    Store::migrate(path_in(&folder), true).unwrap();
    folder
}

fn refused(folder: &TempDir) -> OpenError {
    Store::open(&Options::new(path_in(folder))).unwrap_err()
}

#[tokio::test]
async fn a_new_file_is_migrated_from_nothing_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = path_in(&folder);
    let pending = Store::pending_migrations(&path).unwrap();
    assert_eq!(pending.first(), Some(&"0001_beginning"));
    assert!(!path.exists(), "asking makes nothing");
    assert!(matches!(refused(&folder), OpenError::PendingMigrations { count, .. } if count == pending.len()));
    let report = Store::migrate(&path, true).unwrap();
    assert_eq!((report.from, &report.applied, &report.snapshot), (0, &pending, &None));
    assert!(Store::pending_migrations(&path).unwrap().is_empty());
    assert!(Store::migrate(&path, true).unwrap().applied.is_empty());
    let (store, _commits) = Store::open(&Options::new(&path)).unwrap();
    assert_eq!(store.head_position().await.unwrap(), 0);
    let connection = Connection::open(&path).unwrap();
    let page_size: u32 = connection.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
    let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!((page_size, journal.as_str()), (4096, "wal"));
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_left_alone() {
    let folder = migrated();
    Connection::open(path_in(&folder)).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(refused(&folder), OpenError::NewerSchema { found: 99, known: 1.., .. }));
    assert!(Store::migrate(path_in(&folder), true).is_err());
}

#[tokio::test]
async fn a_damaged_or_foreign_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let noise: Vec<u8> = (0..20_000_u32).map(|number| (number * 7 % 251) as u8).collect();
    fs::write(path_in(&folder), &noise).unwrap();
    assert!(matches!(refused(&folder), OpenError::Corrupt { .. }));
    assert!(matches!(Store::migrate(path_in(&folder), true), Err(OpenError::Corrupt { .. })));
    assert_eq!(fs::read(path_in(&folder)).unwrap(), noise);

    let folder = tempfile::tempdir().unwrap();
    let foreign = Connection::open(path_in(&folder)).unwrap();
    foreign.execute_batch("CREATE TABLE songs (title TEXT);").unwrap();
    drop(foreign);
    assert!(matches!(refused(&folder), OpenError::Corrupt { .. }));
    assert!(matches!(Store::migrate(path_in(&folder), true), Err(OpenError::Corrupt { .. })));
}

#[tokio::test]
async fn a_directory_that_cannot_be_written_is_said_to_be_so() {
    let folder = migrated();
    let path = path_in(&folder);
    for file in fs::read_dir(folder.path()).unwrap() {
        fs::set_permissions(file.unwrap().path(), fs::Permissions::from_mode(0o444)).unwrap();
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Root is stopped by no permission: there is nothing to see then.
    if fs::write(folder.path().join("probe"), "").is_err() {
        let error = refused(&folder);
        assert!(matches!(error, OpenError::ReadOnly { .. }), "{error:?}");
        assert!(error.to_string().contains(&*path.to_string_lossy()));
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test]
async fn a_directory_that_is_not_there_is_said_to_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere").join("deskbell.db");
    assert!(matches!(Store::migrate(&path, true), Err(OpenError::Io { .. })));
}

#[tokio::test]
async fn two_servers_never_share_a_file() {
    let world = World::new().await;
    assert!(matches!(refused(&world.home.folder), OpenError::Busy { .. }));
    world.store.shutdown().await;
    Store::open(&Options::new(path_in(&world.home.folder))).unwrap();
}

#[tokio::test]
async fn an_operators_word_writes_records_beside_the_server_and_no_conversation() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let log = || fs::metadata(world.home.folder.path().join("deskbell.db-wal")).unwrap().len();
    let before = log();
    let (beside, _commits) = Store::open(&Options::beside(path_in(&world.home.folder))).unwrap();
    let new = NewAgent {
        id: AgentId(world.id()),
        host_id: None,
        email: Some("root@desk.test".into()),
        name: "Root".into(),
        avatar_url: None,
        role: Role::Admin,
        team_ids: vec![world.team],
        capacity: 5,
        rehearsal: None,
        password_hash: None,
        at: world.now(),
    };
    beside.add_agent(new.clone()).await.unwrap();
    assert!(world.store.agent(new.id).await.unwrap().is_some(), "the server sees it at once");
    let refused = beside.decide::<(), _>(id, None, |_| Err(Refusal::Forbidden)).await;
    assert!(matches!(refused, Err(StoreError::Failed(_))));
    beside.shutdown().await;
    assert!(log() >= before, "the log is the server's");
    world.says(&ana, id, "after", "still here").await.unwrap();
    let feed = world.store.changes_after(0, 200).await.unwrap();
    assert!(feed.is_sorted_by_key(|change| change.position));
    assert_eq!(feed.iter().filter(|change| change.touched.agents == [new.id]).count(), 1);
}
