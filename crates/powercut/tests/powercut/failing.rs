//! The disk runs full, refuses writes, or fails to sync.

use std::{sync::Arc, time::Duration};

use deskbell_domain::{Actor, ConversationId};
use deskbell_powercut::{Disk, Fault, Op, Place, install};
use deskbell_store::StoreError;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::{
    check::{Look, check, listed, open, timeline},
    cuts::{places, wrong_after},
    ledger::{Ledger, Promise, Said, Standing},
    seeds::seed,
    world::World,
};

/// How long a scene waits for something before it fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// A conversation on a disk that can be told to fail.
struct Scene {
    folder: TempDir,
    disk: Arc<Disk>,
    world: World,
    ana: Actor,
    conversation: ConversationId,
}

impl Scene {
    async fn begin() -> Self {
        install();
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::watch(folder.path()).unwrap();
        let ledger = Ledger::over(&disk, Vec::new());
        let world = World::new(open(folder.path()).unwrap(), ledger).await;
        let ana = world.customer("Ana").await;
        let conversation = world.begins(&ana).await.unwrap();
        let scene = Self { folder, disk, world, ana, conversation };
        scene.says("hello").await.unwrap();
        scene
    }

    async fn says(&self, content: &str) -> Result<(), StoreError> {
        self.world.says(&self.ana, self.conversation, content).await.map(drop)
    }

    /// Writes until it is refused, and says why it was.
    async fn writes_until_refused(&self) -> StoreError {
        for number in 0..500 {
            if let Err(error) = self.says(&format!("{number} {}", "x".repeat(2000))).await {
                return error;
            }
        }
        panic!("nothing was refused");
    }

    fn promises(&self) -> Vec<(Promise, Standing)> {
        let journal = self.disk.journal();
        self.world.ledger.at(&journal, journal.ops().len())
    }

    /// What is in the timeline is what was promised, neither less nor more.
    async fn holds_what_was_promised(&self) {
        let is_kept_message = |(promise, standing): &&(Promise, Standing)| {
            matches!(promise, Promise::Said { .. }) && *standing == Standing::Kept
        };
        let kept = self.promises().iter().filter(is_kept_message).count();
        let entries = timeline(&self.world.store, self.conversation).await.unwrap();
        assert_eq!(entries.iter().filter(|entry| entry.body.content().is_some()).count(), kept);
    }

    /// What was refused last, as its sender sends it again.
    fn refused(&self) -> Said {
        let promises = self.promises();
        let refused = promises.iter().rev().find_map(|(promise, standing)| match promise {
            Promise::Said { said, .. } if *standing == Standing::Asked => Some(said.clone()),
            _ => None,
        });
        refused.expect("something that was refused")
    }

    async fn ends_whole(self) {
        self.world.store.shutdown().await;
        check(self.folder.path(), &self.promises(), Look::Everything).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_what_is_new_and_goes_on_when_there_is_room() {
    let mut rng = StdRng::seed_from_u64(seed());
    let scene = Scene::begin().await;
    for place in [Place::Everywhere, Place::Log, Place::Everywhere] {
        let room = rng.random_range(0..200_000);
        scene.disk.fails(&[Fault::Full { place, room }]);
        let error = scene.writes_until_refused().await;
        assert!(matches!(error, StoreError::Full), "{error}");
        scene.holds_what_was_promised().await;
        scene.disk.fails(&[]);
        World::again(&scene.world.store, &scene.world.ledger, &scene.refused()).await.unwrap();
        scene.world.store.checkup().await.unwrap();
        scene.holds_what_was_promised().await;
    }
    scene.ends_whole().await;
}

/// Many who write at once share a commit; where the disk is full all of them are told so, and none is kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_at_a_full_disk_is_refused_to_the_last() {
    let scene = Scene::begin().await;
    scene.disk.fails(&[Fault::Full { place: Place::Everywhere, room: 0 }]);
    let mut crowd = tokio::task::JoinSet::new();
    for number in 0..100 {
        let (world, ana, conversation) = (scene.world.clone(), scene.ana.clone(), scene.conversation);
        crowd.spawn(async move {
            world.says(&ana, conversation, &format!("{number} {}", "x".repeat(4000))).await
        });
    }
    while let Some(said) = crowd.join_next().await {
        assert!(matches!(said.unwrap(), Err(StoreError::Full) | Ok(_)));
    }
    scene.holds_what_was_promised().await;
    scene.disk.fails(&[]);
    scene.says("there is room").await.unwrap();
    scene.ends_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_only_the_database_file_cannot_grow_the_log_is_brought_in_later() {
    let scene = Scene::begin().await;
    scene.disk.fails(&[Fault::Full { place: Place::Database, room: 0 }]);
    for number in 0..100 {
        scene.says(&format!("{number} {}", "x".repeat(4000))).await.expect("the log has room");
    }
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let until = scene.disk.journal().ops().len();
    scene.disk.fails(&[]);
    // Nobody writes: the checkpointer comes back to it by itself.
    let grown = async {
        loop {
            let journal = scene.disk.journal();
            let database = journal.ops().iter().find_map(|op| match op {
                Op::Created { file, name } if name == "deskbell.db" => Some(*file),
                _ => None,
            });
            let is_synced = |op: &Op| matches!(op, Op::Synced { file, .. } if Some(*file) == database);
            if journal.ops()[until..].iter().any(is_synced) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, grown).await.expect("a checkpoint");
    scene.ends_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_refuses_writes_for_a_while_loses_nothing() {
    for place in [Place::Log, Place::Everywhere] {
        let scene = Scene::begin().await;
        scene.disk.fails(&[Fault::NoWrite(place)]);
        assert!(matches!(scene.says("into the void").await, Err(StoreError::Failed(_))));
        scene.holds_what_was_promised().await;
        scene.disk.fails(&[]);
        World::again(&scene.world.store, &scene.world.ledger, &scene.refused()).await.unwrap();
        scene.ends_whole().await;
    }
}

/// Where there is no room for the memory that connections share, a store says so instead of opening.
#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_finds_no_room_to_open_says_so_and_opens_later() {
    let scene = Scene::begin().await;
    scene.world.store.shutdown().await;
    scene.disk.fails(&[Fault::Full { place: Place::Everywhere, room: 0 }]);
    let error = open(scene.folder.path()).unwrap_err();
    assert!(error.contains("Look whether it is full"), "{error}");
    scene.disk.fails(&[]);
    check(scene.folder.path(), &scene.promises(), Look::Everything).await.unwrap();
}

/// What a failed sync had to write may never reach the disk, and no later sync says so. Whatever the power
/// takes after that, nothing acknowledged is among it.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_failed_sync_nothing_is_believed_that_was_not_written_again() {
    let seed = seed();
    for place in [Place::Log, Place::Database] {
        let scene = Scene::begin().await;
        for number in 0..20 {
            scene.says(&format!("{number} {}", "x".repeat(3000))).await.unwrap();
        }
        scene.disk.fails(&[Fault::NoSync(place)]);
        let error = loses_the_disk(&scene).await;
        assert!(
            matches!(&error, StoreError::Failed(what) if what.contains("start the server again")),
            "{error}"
        );
        assert!(scene.says("and again").await.is_err(), "nothing is taken any more");
        assert!(
            !timeline(&scene.world.store, scene.conversation).await.unwrap().is_empty(),
            "it can be read"
        );
        let failed = scene.disk.journal().ops().len();
        scene.world.store.shutdown().await;
        scene.disk.fails(&[]);
        scene.disk.is_left();
        let store = open(scene.folder.path()).unwrap();
        let refused: Vec<_> = scene.promises().iter().filter_map(unkept).collect();
        for said in &refused {
            World::again(&store, &scene.world.ledger, said).await.unwrap();
        }
        let journal = scene.disk.journal();
        let places = places(&journal, failed..=journal.ops().len(), 60, seed);
        let wrong = wrong_after(&scene.world.ledger, &journal, &places, seed).await;
        assert_eq!(wrong, Vec::<String>::new(), "{place:?}");
    }
}

/// The last row that closing writes, or the last of the log it brings in: later syncs would say yes, and know
/// nothing of what the failed one lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_fails_while_a_store_closes_loses_nothing() {
    let seed = seed();
    for place in [Place::Log, Place::Database] {
        let scene = Scene::begin().await;
        for number in 0..20 {
            scene.says(&format!("{number} {}", "x".repeat(3000))).await.unwrap();
        }
        // Else closing would have to write where it stands in lists.
        listed(&scene.world.store).await.unwrap();
        scene.disk.fails(&[Fault::NoSyncOnce(place)]);
        let begun = scene.disk.journal().ops().len();
        scene.world.store.shutdown().await;
        let log = scene.folder.path().join("deskbell.db-wal");
        assert!(log.metadata().is_ok_and(|log| log.len() > 0), "{place:?}: the log is there for the next");
        scene.disk.fails(&[]);
        scene.disk.is_left();
        drop(open(scene.folder.path()).unwrap());
        let journal = scene.disk.journal();
        let places = places(&journal, begun..=journal.ops().len(), 60, seed);
        let wrong = wrong_after(&scene.world.ledger, &journal, &places, seed).await;
        assert_eq!(wrong, Vec::<String>::new(), "{place:?}");
    }
}

/// Writes until a sync has failed, and says what whoever asks then is told.
async fn loses_the_disk(scene: &Scene) -> StoreError {
    let mut number = 0;
    let lost = scene.world.store.lost();
    tokio::pin!(lost);
    let noticed = async {
        loop {
            tokio::select! {
                _lost = &mut lost => return,
                () = tokio::time::sleep(Duration::from_millis(50)) => {}
            }
            number += 1;
            drop(scene.says(&format!("meanwhile {number}")).await);
        }
    };
    timeout(PATIENCE, noticed).await.expect("a sync that fails");
    scene.says("now").await.expect_err("a store that takes nothing")
}

fn unkept((promise, standing): &(Promise, Standing)) -> Option<Said> {
    match promise {
        Promise::Said { said, .. } if *standing == Standing::Asked => Some(said.clone()),
        _ => None,
    }
}
