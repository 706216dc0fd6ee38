//! Backups: whole while somebody writes, and put in place only when they are.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use deskbell_store::{
    BackedUp, BackupError, BackupFile, BackupOptions, OpenError, Options, RestoreOptions, Restored, Store,
    VerifyOptions,
};
use jiff::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::{home::path_in, world::World};

fn options(target: &Path) -> BackupOptions {
    BackupOptions {
        target: target.into(),
        force: false,
        rate: 0,
        log_max: u64::MAX,
        files: vec![BackupFile { name: "jwt-secret".into(), bytes: b"a secret to keep".to_vec() }],
        at: Timestamp::UNIX_EPOCH,
    }
}

fn back_up(world: &World, target: &Path) -> Result<BackedUp, BackupError> {
    Store::backup(&path_in(&world.home.folder), &options(target), &mut |_, _| {})
}

fn restore_to(source: &Path, folder: &TempDir) -> Result<Restored, BackupError> {
    let options = RestoreOptions {
        source: source.into(),
        target: path_in(folder),
        files_dir: folder.path().into(),
        aside: None,
    };
    Store::restore(&options, &mut |_| {})
}

fn is_sound(path: &Path) -> bool {
    Store::verify(path, &VerifyOptions::default(), &mut |_| {}).unwrap().is_sound()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn world_with_a_backup() -> (World, TempDir, PathBuf) {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.says(&bo, id, "b", "Hi").await.unwrap();
    let world = world.reopened().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("monday.deskbell");
    back_up(&world, &file).unwrap();
    (world, elsewhere, file)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_store_that_is_written_to_holds_all_that_was_acknowledged_before() {
    let world = Arc::new(World::new().await);
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let writer = tokio::spawn({
        let (world, ana, stop, acknowledged) =
            (Arc::clone(&world), ana.clone(), Arc::clone(&stop), Arc::clone(&acknowledged));
        async move {
            for number in 0_u64.. {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let text = format!("{number} {}", "x".repeat(2000));
                let sent = world.says(&ana, id, &format!("c{number}"), &text).await.unwrap();
                acknowledged.store(sent.entry.seq, Ordering::Release);
            }
        }
    });
    let elsewhere = tempfile::tempdir().unwrap();
    for round in 0..4 {
        while acknowledged.load(Ordering::Acquire) < round * 40 + 20 {
            tokio::task::yield_now().await;
        }
        let before = acknowledged.load(Ordering::Acquire);
        let file = elsewhere.path().join(format!("{round}"));
        let (path, options) =
            (path_in(&world.home.folder), BackupOptions { rate: 4 << 20, ..options(&file) });
        let backed_up =
            tokio::task::spawn_blocking(move || Store::backup(&path, &options, &mut |_, _| {})).await;
        let backed_up = backed_up.unwrap().unwrap();
        let after = acknowledged.load(Ordering::Acquire);
        let fresh = tempfile::tempdir().unwrap();
        let restored = restore_to(&file, &fresh).unwrap();
        assert_eq!(restored.verified.newest, backed_up.checkpoint);
        let (copy, _commits) = Store::open(&Options::new(path_in(&fresh))).unwrap();
        let head = copy.conversation(id).await.unwrap().unwrap().head_seq;
        assert!(before <= head && head <= after + 1, "{before} ≤ {head} ≤ {after}");
        assert_eq!(copy.head_position().await.unwrap(), backed_up.position);
        copy.shutdown().await;
    }
    stop.store(true, Ordering::Relaxed);
    writer.await.unwrap();
    world.store.shutdown().await;
    assert!(is_sound(&path_in(&world.home.folder)));
}

#[tokio::test]
async fn a_backup_is_one_file_that_nobody_else_may_read_and_that_verifies_as_it_is() {
    let (_world, elsewhere, file) = world_with_a_backup().await;
    assert_eq!(names(elsewhere.path()), ["monday.deskbell"]);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let whole = fs::read(&file).unwrap();
    assert_eq!(&whole[18..20], [1, 1], "it needs no log beside it");
    assert!(is_sound(&file));
    assert_eq!(names(elsewhere.path()), ["monday.deskbell"], "looking on leaves nothing behind");
    assert_eq!(fs::read(&file).unwrap(), whole);
}

#[tokio::test]
async fn a_file_that_is_there_is_not_replaced_unless_that_is_meant() {
    let (world, _elsewhere, file) = world_with_a_backup().await;
    let whole = fs::read(&file).unwrap();
    assert!(matches!(back_up(&world, &file), Err(BackupError::Exists { .. })));
    assert_eq!(fs::read(&file).unwrap(), whole);
    let forced = BackupOptions { force: true, ..options(&file) };
    Store::backup(&path_in(&world.home.folder), &forced, &mut |_, _| {}).unwrap();
    let onto_itself = BackupOptions { force: true, ..options(&path_in(&world.home.folder)) };
    let refused = Store::backup(&path_in(&world.home.folder), &onto_itself, &mut |_, _| {});
    assert!(matches!(refused, Err(BackupError::Exists { .. })), "never onto the database itself");
}

#[tokio::test]
async fn a_log_that_grows_too_much_ends_a_backup_and_leaves_nothing() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    // A small database is copied in one step, before anybody could object.
    for number in 0..250 {
        world.says(&ana, id, &format!("c{number}"), &"x".repeat(5000)).await.unwrap();
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let path = path_in(&world.home.folder);
    let log = fs::metadata(world.home.folder.path().join("deskbell.db-wal")).unwrap().len();
    assert!(log > 0, "it was long before");
    let little = BackupOptions { log_max: 100_000, ..options(&elsewhere.path().join("b")) };
    Store::backup(&path, &BackupOptions { log_max: 0, ..little.clone() }, &mut |_, _| {}).unwrap();
    fs::remove_file(&little.target).unwrap();
    let beside = Connection::open(&path).unwrap();
    let mut write = |done, _| {
        let written = beside.execute("INSERT INTO settings VALUES (?1, ?2)", (done, "x".repeat(4_000_000)));
        written.unwrap();
    };
    let refused = Store::backup(&path, &little, &mut write);
    assert!(matches!(refused, Err(BackupError::LogGrew { bytes: 100_001.. })), "{refused:?}");
    assert!(names(elsewhere.path()).is_empty());
}

#[tokio::test]
async fn a_restored_store_goes_on_where_the_backup_was_made() {
    let (world, _elsewhere, file) = world_with_a_backup().await;
    let newest =
        Store::verify(path_in(&world.home.folder), &VerifyOptions::default(), &mut |_| {}).unwrap().newest;
    let fresh = tempfile::tempdir().unwrap();
    let restored = restore_to(&file, &fresh).unwrap();
    assert!(newest.is_some());
    assert_eq!((restored.verified.newest, restored.made_at), (newest, Some(Timestamp::UNIX_EPOCH)));
    assert_eq!((restored.files.as_slice(), restored.moved_aside), (&["jwt-secret".to_owned()][..], false));
    let secret = fresh.path().join("jwt-secret");
    assert_eq!(fs::read(&secret).unwrap(), b"a secret to keep");
    assert_eq!(fs::metadata(&secret).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(path_in(&fresh)).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(names(fresh.path()), ["deskbell.db", "deskbell.db.lock", "jwt-secret"]);
    let bytes = fs::read(path_in(&fresh)).unwrap();
    assert!(!bytes.windows(16).any(|window| window == b"a secret to keep"), "it is no part of the database");
    let (store, _commits) = Store::open(&Options::new(path_in(&fresh))).unwrap();
    let world = world.over(store);
    let zoe = world.customer("Zoe").await;
    world.chat(&zoe).await;
    world.store.shutdown().await;
    assert!(is_sound(&path_in(&fresh)));
}

#[tokio::test]
async fn nothing_is_restored_over_what_is_there_or_in_use() {
    let (world, _elsewhere, file) = world_with_a_backup().await;
    let busy = RestoreOptions {
        source: file.clone(),
        target: path_in(&world.home.folder),
        files_dir: world.home.folder.path().into(),
        aside: Some(world.home.folder.path().join("aside")),
    };
    let refused = Store::restore(&busy, &mut |_| {});
    assert!(matches!(refused, Err(BackupError::Open(OpenError::Busy { .. }))), "{refused:?}");
    world.store.shutdown().await;
    let before = fs::read(path_in(&world.home.folder)).unwrap();
    assert!(matches!(restore_to(&file, &world.home.folder), Err(BackupError::Exists { .. })));
    assert_eq!(fs::read(path_in(&world.home.folder)).unwrap(), before);
    let restored = Store::restore(&busy, &mut |_| {}).unwrap();
    assert!(restored.moved_aside && is_sound(&path_in(&world.home.folder)));
    assert_eq!(fs::read(world.home.folder.path().join("aside/deskbell.db")).unwrap(), before);
}

/// Everything in a folder but its lock, by name.
fn contents(folder: &Path) -> Vec<(String, Option<Vec<u8>>)> {
    let names = names(folder).into_iter().filter(|name| name != "deskbell.db.lock");
    names.map(|name| (name.clone(), fs::read(folder.join(&name)).ok())).collect()
}

#[tokio::test]
async fn a_restore_that_fails_half_way_leaves_everything_as_it_was() {
    let (world, _elsewhere, file) = world_with_a_backup().await;
    world.store.shutdown().await;
    let folder = world.home.folder.path();
    fs::write(folder.join("jwt-secret"), "the secret before").unwrap();
    fs::write(folder.join("deskbell.db-shm"), "whatever").unwrap();
    let aside = folder.join("aside");
    let forced = RestoreOptions {
        source: file,
        target: path_in(&world.home.folder),
        files_dir: folder.into(),
        aside: Some(aside.clone()),
    };
    // Where the secret grows, where it is moved to, and where the last of the database is moved to.
    for trap in [folder.join("jwt-secret.part"), aside.join("jwt-secret"), aside.join("deskbell.db-shm")] {
        fs::create_dir_all(trap.join("of somebody else")).unwrap();
        let before = contents(folder);
        let refused = Store::restore(&forced, &mut |_| {});
        assert!(matches!(refused, Err(BackupError::Io { .. })), "{trap:?}: {refused:?}");
        assert_eq!(contents(folder), before, "{trap:?}");
        assert!(trap.join("of somebody else").exists());
        fs::remove_dir_all(&trap).unwrap();
    }
    let restored = Store::restore(&forced, &mut |_| {}).unwrap();
    assert!(restored.moved_aside && is_sound(&path_in(&world.home.folder)));
    assert_eq!(names(&aside), ["deskbell.db", "deskbell.db-shm", "jwt-secret"]);
    assert_eq!(fs::read(aside.join("jwt-secret")).unwrap(), b"the secret before");
    assert_eq!(fs::read(folder.join("jwt-secret")).unwrap(), b"a secret to keep");
}

#[tokio::test]
async fn a_backup_has_no_say_outside_its_folder() {
    let world = World::new().await;
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("a/data");
    fs::create_dir_all(&folder).unwrap();
    let file = outside.path().join("crafted");
    let names_in_it = ["../../x", "..", "/x", "deskbell.db-wal", "deep/down", "kept"];
    let files = names_in_it.map(|name| BackupFile { name: name.into(), bytes: b"crafted".to_vec() });
    let crafted = BackupOptions { files: files.into(), ..options(&file) };
    Store::backup(&path_in(&world.home.folder), &crafted, &mut |_, _| {}).unwrap();
    fs::write(outside.path().join("x"), "mine").unwrap();
    let restore = RestoreOptions {
        source: file,
        target: folder.join("deskbell.db"),
        files_dir: folder.clone(),
        aside: Some(folder.join("aside")),
    };
    let restored = Store::restore(&restore, &mut |_| {}).unwrap();
    assert_eq!((restored.files, restored.moved_aside), (vec!["kept".to_owned()], false));
    assert_eq!(names(&folder), ["deskbell.db", "deskbell.db.lock", "kept"]);
    assert_eq!(names(outside.path()), ["a", "crafted", "x"]);
    assert_eq!(fs::read(outside.path().join("x")).unwrap(), b"mine");
}

#[tokio::test]
async fn a_database_that_was_not_closed_is_not_restored_without_its_log() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    world.chat(&ana).await;
    let elsewhere = world.home.copied();
    let copy = path_in(&elsewhere);
    let fresh = tempfile::tempdir().unwrap();
    let refused = restore_to(&copy, &fresh);
    assert!(matches!(refused, Err(BackupError::HasLog { .. })), "{refused:?}");
    assert_eq!(names(fresh.path()), ["deskbell.db.lock"]);
    // As the sentence says.
    let file = elsewhere.path().join("backup");
    Store::backup(&copy, &options(&file), &mut |_, _| {}).unwrap();
    let restored = restore_to(&file, &fresh).unwrap();
    assert_eq!(restored.verified.conversations, 1);
    Connection::open(&copy).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let fresh = tempfile::tempdir().unwrap();
    assert_eq!(restore_to(&copy, &fresh).unwrap().verified.conversations, 1);
}

#[tokio::test]
async fn a_backup_that_was_changed_or_cut_short_is_not_restored() {
    let (_world, elsewhere, file) = world_with_a_backup().await;
    let whole = fs::read(&file).unwrap();
    let spoilt = elsewhere.path().join("spoilt");
    let mut refused = Vec::new();
    for place in [20, 5000, whole.len() / 2, whole.len() - 100, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x10;
        refused.push(bytes);
    }
    refused.extend([100, 8192, whole.len() / 2].map(|length| whole[..length].to_vec()));
    refused.push(b"no database at all".to_vec());
    refused.push(Vec::new());
    for bytes in refused {
        fs::write(&spoilt, &bytes).unwrap();
        let fresh = tempfile::tempdir().unwrap();
        let restored = restore_to(&spoilt, &fresh);
        let error = restored.unwrap_err();
        assert!(!error.to_string().is_empty());
        assert!(names(fresh.path()).iter().all(|name| name == "deskbell.db.lock"), "{error}");
    }
    let mut bytes = whole;
    bytes[5000] ^= 0x10;
    fs::write(&file, bytes).unwrap();
    let verified = Store::verify(&file, &VerifyOptions::default(), &mut |_| {}).unwrap();
    assert!(verified.findings[0].what.contains("changed or cut short"), "{:?}", verified.findings);
}

#[tokio::test]
async fn a_sound_database_of_an_older_day_can_be_put_in_place_as_well() {
    let (world, elsewhere, _file) = world_with_a_backup().await;
    world.store.shutdown().await;
    let copy = elsewhere.path().join("deskbell.db.before-0003");
    fs::copy(path_in(&world.home.folder), &copy).unwrap();
    let fresh = tempfile::tempdir().unwrap();
    let restored = restore_to(&copy, &fresh).unwrap();
    assert_eq!((restored.made_at, restored.files.len()), (None, 0));
    Connection::open(&copy).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let newer = restore_to(&copy, &tempfile::tempdir().unwrap());
    assert!(matches!(newer, Err(BackupError::Open(OpenError::NewerSchema { found: 99, .. }))), "{newer:?}");
}
