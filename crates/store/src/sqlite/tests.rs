//! What SQLite can do to us: refuse a commit, run out of room, be slow.

use std::{sync::mpsc as channel, time::Duration};

use tempfile::TempDir;

use super::*;

fn open_with(change: impl FnOnce(&mut Options)) -> (TempDir, Arc<Database>) {
    let folder = tempfile::tempdir().unwrap();
    let mut options = Options::new(folder.path().join("deskbell.db"));
    change(&mut options);
    let path = options.location.path().unwrap();
    migrate::migrate(path, false).unwrap();
    let (database, _commits) = Database::open(path, &options).unwrap();
    (folder, Arc::new(database))
}

async fn sets(database: &Database, key: &'static str, value: String) -> Result<(), StoreError> {
    database
        .write(move |batch| {
            rows::settings::set(batch.connection, key, &value)?;
            batch.touch(Timestamp::UNIX_EPOCH, |touched| touched.settings.push(key.into()));
            Ok(())
        })
        .await
}

async fn gets(database: &Database, key: &'static str) -> Option<String> {
    database.read("setting", move |connection| rows::settings::get(connection, key)).await.unwrap()
}

type Held = (channel::Sender<()>, tokio::task::JoinHandle<Result<(), StoreError>>);

/// Keeps the writer busy until the sender is dropped.
async fn hold(database: &Arc<Database>) -> Held {
    let (go, wait) = channel::channel::<()>();
    let (inside, entered) = oneshot::channel();
    let mut inside = Some(inside);
    let database = Arc::clone(database);
    let held = tokio::spawn(async move {
        database
            .write(move |_| {
                inside.take().map(|inside| inside.send(()));
                let _ = wait.recv();
                Ok(())
            })
            .await
    });
    entered.await.unwrap();
    (go, held)
}

#[tokio::test]
async fn a_commit_that_fails_refuses_its_whole_batch_and_nothing_after() {
    let (_folder, database) = open_with(|_| {});
    let (go, held) = hold(&database).await;
    let broken = database.write(|batch| {
        // Checked at the commit only.
        batch.connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        batch.connection.execute("INSERT INTO agent_teams (agent_pk, team_pk) VALUES (99, 99)", [])?;
        Ok(())
    });
    let (broken, beside, ()) = tokio::join!(broken, sets(&database, "a", "1".into()), async {
        tokio::task::yield_now().await;
        drop(go);
    });
    held.await.unwrap().unwrap();
    assert!(matches!(broken, Err(StoreError::Failed(_))), "{broken:?}");
    assert!(matches!(beside, Err(StoreError::Failed(_))), "nobody is told of a commit that was not");
    assert_eq!(gets(&database, "a").await, None);
    sets(&database, "a", "2".into()).await.unwrap();
    assert_eq!(gets(&database, "a").await.as_deref(), Some("2"));
}

#[tokio::test]
async fn a_full_disk_is_said_to_be_full_and_passes() {
    let (_folder, database) = open_with(|_| {});
    sets(&database, "small", "x".into()).await.unwrap();
    let limit = |pages: u32| {
        database.write(move |batch| {
            batch.connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
            Ok(())
        })
    };
    limit(1).await.unwrap();
    let full = sets(&database, "large", "x".repeat(100_000)).await;
    assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
    assert!(full.unwrap_err().into_refusal().retry_after_ms().is_some());
    assert_eq!(gets(&database, "small").await.as_deref(), Some("x"), "reading goes on");
    limit(1_000_000).await.unwrap();
    sets(&database, "large", "x".repeat(100_000)).await.unwrap();
}

#[tokio::test]
async fn reads_go_on_while_the_writer_is_busy() {
    let (_folder, database) = open_with(|_| {});
    sets(&database, "a", "1".into()).await.unwrap();
    let (go, held) = hold(&database).await;
    assert_eq!(gets(&database, "a").await.as_deref(), Some("1"));
    drop(go);
    held.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_list_does_not_wait_for_a_writer_that_is_stuck_and_asks_it_once() {
    let (_folder, database) = open_with(|_| {});
    let (go, held) = hold(&database).await;
    database.list_order.waits(1);
    let room = database.queue.capacity();
    for _ in 0..3 {
        tokio::time::timeout(Duration::from_secs(30), database.order_lists()).await.unwrap();
    }
    assert_eq!(database.queue.capacity(), room - 1);
    drop(go);
    held.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_read_that_panics_gives_its_connection_back() {
    let (_folder, database) = open_with(|options| options.readers = 1);
    let panicked = database.read::<()>("panics", |_| panic!("on purpose")).await;
    assert!(matches!(panicked, Err(StoreError::Failed(_))));
    assert_eq!(gets(&database, "a").await, None);
}

#[tokio::test]
async fn more_reads_than_may_wait_are_turned_away() {
    let (_folder, database) = open_with(|options| (options.readers, options.waiting_reads) = (1, 1));
    let (go, wait) = channel::channel::<()>();
    let (begins, begun) = oneshot::channel();
    let slow = {
        let database = Arc::clone(&database);
        tokio::spawn(async move {
            database
                .read("slow", move |_| {
                    begins.send(()).unwrap();
                    let _ = wait.recv();
                    Ok(())
                })
                .await
        })
    };
    begun.await.unwrap();
    let queued = {
        let database = Arc::clone(&database);
        tokio::spawn(async move { gets(&database, "a").await })
    };
    tokio::task::yield_now().await;
    let refused = database.read("one too many", |_| Ok(())).await;
    assert!(matches!(refused, Err(StoreError::Overloaded { .. })), "{refused:?}");
    drop(go);
    slow.await.unwrap().unwrap();
    assert_eq!(queued.await.unwrap(), None);
}

#[tokio::test]
async fn the_log_does_not_grow_for_ever() {
    let (folder, database) = open_with(|_| {});
    let log = folder.path().join("deskbell.db-wal");
    let mut largest = 0;
    for number in 0..60 {
        sets(&database, "large", format!("{number}").repeat(1_000_000)).await.unwrap();
        largest = largest.max(std::fs::metadata(&log).unwrap().len());
    }
    let written = 60 * 2_000_000;
    assert!(largest < written, "{largest} bytes of log for {written} bytes written");
}
