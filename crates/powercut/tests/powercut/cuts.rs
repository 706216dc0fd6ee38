//! The power goes at any moment: what was acknowledged is there, whole and once, and nothing else is.

use std::{
    fs,
    ops::RangeInclusive,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell_domain::{Actor, ConversationId};
use deskbell_powercut::{Disk, Fault, Files, Journal, Op, Place, install};
use deskbell_store::Store;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use rusqlite::Connection;
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::{
    check::{Look, check, open},
    ledger::{Ledger, Promise, Said, Standing},
    seeds::{points, seed},
    world::World,
};

/// Customers who write at once.
const CUSTOMERS: usize = 6;

/// Cuts that are tried at once.
const AT_ONCE: usize = 4;

/// Of so many cuts one is looked at more closely, which takes longer.
const CLOSELY: usize = 20;

/// Names that the table takes over at once.
const STRETCH: usize = 256;

/// Between two rounds of each: a life is to be longer than some checkpoints are apart.
const ROUND: Duration = Duration::from_millis(80);

/// A store whose disk has been watched from before its first byte.
struct Life {
    folder: TempDir,
    disk: Arc<Disk>,
    ledger: Ledger,
}

impl Life {
    fn new() -> Self {
        install();
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::watch(folder.path()).unwrap();
        let ledger = Ledger::over(&disk, Vec::new());
        Self { folder, disk, ledger }
    }

    /// Two runs of a server with everything that writes: people at once, receipts, assignments, drafts that
    /// are dropped; checkpoints beside them, an orderly end, a new beginning and an end without a word.
    async fn lived(&self, rounds: usize, seed: u64) -> Journal {
        let world = World::new(open(self.folder.path()).unwrap(), self.ledger.clone()).await;
        let bo = world.agent("Bo").await;
        let mut people = Vec::new();
        for number in 0..CUSTOMERS {
            let customer = world.customer(&format!("customer {number}")).await;
            let conversation = world.begins(&customer).await.unwrap();
            people.push((customer, conversation));
        }
        crowd(&world, &people, &bo, rounds, seed).await;
        world.store.shutdown().await;
        let world = world.at(open(self.folder.path()).unwrap(), self.ledger.clone());
        crowd(&world, &people, &bo, rounds / 2, seed + 1).await;
        self.disk.journal()
    }

    /// Somebody who writes so much that the table of names takes a stretch over, and the places of the journal
    /// at which it does.
    async fn wrote_much(&self) -> (Journal, Vec<usize>) {
        let world = World::new(open(self.folder.path()).unwrap(), self.ledger.clone()).await;
        let customer = world.customer("Ana").await;
        let conversation = world.begins(&customer).await.unwrap();
        for _ in 1..STRETCH {
            world.says(&customer, conversation, "and another thing").await.unwrap();
        }
        let before = self.disk.journal().ops().len();
        world.says(&customer, conversation, "that is all").await.unwrap();
        let places = (before..=self.disk.journal().ops().len()).collect();
        world.says(&customer, conversation, "or is it").await.unwrap();
        (self.disk.journal(), places)
    }
}

async fn crowd(world: &World, people: &[(Actor, ConversationId)], bo: &Actor, rounds: usize, seed: u64) {
    let mut tasks = JoinSet::new();
    for (number, (customer, conversation)) in people.iter().cloned().enumerate() {
        let (world, bo) = (world.clone(), bo.clone());
        let mut rng = StdRng::seed_from_u64(seed + number as u64 * 7);
        tasks.spawn(async move { chatter(&world, &customer, &bo, conversation, rounds, &mut rng).await });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
}

/// One conversation, and now and then a draft beside it.
async fn chatter(
    world: &World,
    customer: &Actor,
    bo: &Actor,
    conversation: ConversationId,
    rounds: usize,
    rng: &mut StdRng,
) {
    for round in 0..rounds {
        tokio::time::sleep(ROUND).await;
        let length =
            if rng.random_bool(0.1) { rng.random_range(1000..4900) } else { rng.random_range(1..200) };
        let text = format!("{round} {}", "x".repeat(length));
        let seq = world.says(customer, conversation, &text).await.unwrap().entry.seq;
        match rng.random_range(0..6) {
            0 => drop(world.says(bo, conversation, &format!("-{text}")).await.unwrap()),
            1 | 2 => drop(world.says(bo, conversation, &text).await.unwrap()),
            3 => world.reads(bo, conversation, seq).await.unwrap(),
            4 => world.assigns(bo, conversation, bo).await.unwrap(),
            _ => {
                let draft = world.begins(customer).await.unwrap();
                if rng.random_bool(0.5) {
                    assert!(world.drops(draft).await.unwrap());
                }
            }
        }
    }
}

/// Places of a journal to cut at: anywhere, and more often where something has just been promised or synced.
pub(crate) fn places(journal: &Journal, among: RangeInclusive<usize>, count: usize, seed: u64) -> Vec<usize> {
    let mut rng = StdRng::seed_from_u64(seed);
    let is_turn = |place: &usize| *place > 0 && !matches!(journal.ops()[place - 1], Op::Wrote { .. });
    let turns: Vec<usize> = among.clone().filter(is_turn).collect();
    let mut place = |_| match turns.choose(&mut rng) {
        Some(turn) if rng.random_bool(0.5) => *turn,
        _ => rng.random_range(among.clone()),
    };
    (0..count).map(&mut place).collect()
}

/// A folder with these files, as a machine finds it when the power is back.
fn folder_of(files: &Files) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    // Nobody cleans up the memory that connections shared; what is in it by now is anybody's guess.
    fs::write(folder.path().join("deskbell.db-shm"), [0x5a; 32 * 1024]).unwrap();
    folder
}

/// What is wrong after cuts at these places, as far as any is; a few are tried at once.
pub(crate) async fn wrong_after(
    ledger: &Ledger,
    journal: &Journal,
    places: &[usize],
    seed: u64,
) -> Vec<String> {
    let journal = Arc::new(journal.clone());
    let mut wrong = Vec::new();
    let looks = (0..).map(|number| if number % CLOSELY == 0 { Look::Everything } else { Look::Promises });
    let places: Vec<_> = places.iter().copied().zip(looks).collect();
    for few in places.chunks(AT_ONCE) {
        let mut tasks = JoinSet::new();
        for (place, look) in few.iter().copied() {
            let (ledger, journal) = (ledger.clone(), Arc::clone(&journal));
            tasks.spawn(async move {
                let folder = folder_of(&journal.cut(place, seed));
                let checked = check(folder.path(), &ledger.at(&journal, place), look).await;
                checked.map_err(|what| format!("cut at {place} of {}: {what}", journal.ops().len()))
            });
        }
        while let Some(checked) = tasks.join_next().await {
            wrong.extend(checked.unwrap().err());
        }
    }
    wrong
}

/// A journal in numbers.
fn told(journal: &Journal) -> String {
    let count = |wanted: fn(&Op) -> bool| journal.ops().iter().filter(|op| wanted(op)).count();
    let (writes, syncs) =
        (count(|op| matches!(op, Op::Wrote { .. })), count(|op| matches!(op, Op::Synced { .. })));
    format!("{} ops, {writes} of them writes and {syncs} syncs,", journal.ops().len())
}

/// What was said and not answered before a cut, as the clients who said it will send it again.
fn unanswered(promises: &[(Promise, Standing)]) -> Vec<Said> {
    let asked = promises.iter().filter(|(_, standing)| *standing == Standing::Asked);
    asked
        .filter_map(|(promise, _)| match promise {
            Promise::Said { said, .. } => Some(said.clone()),
            _ => None,
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_wherever_the_power_goes() {
    let (life, seed) = (Life::new(), seed());
    let journal = life.lived(30, seed).await;
    let begun = Instant::now();
    let places = places(&journal, 0..=journal.ops().len(), points(250), seed);
    let wrong = wrong_after(&life.ledger, &journal, &places, seed).await;
    println!("{} cuts through {} in {:.1?}", places.len(), told(&journal), begun.elapsed());
    assert_eq!(wrong, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_handed_over_whole_or_not_at_all() {
    let (life, seed) = (Life::new(), seed());
    let (journal, mut places) = life.wrote_much().await;
    let count = |place| {
        let folder = folder_of(&journal.seen(place));
        let connection = Connection::open(folder.path().join("deskbell.db")).unwrap();
        connection.query_row("SELECT count(*) FROM client_ids", [], |row| row.get::<_, usize>(0)).unwrap()
    };
    assert_eq!((count(places[0]), count(places[places.len() - 1])), (0, STRETCH));
    places.push(journal.ops().len());
    let mut wrong = Vec::new();
    for turn in 0..points(100).div_ceil(100) as u64 {
        for place in &places {
            // One by one, since the first is looked at closely.
            wrong.extend(wrong_after(&life.ledger, &journal, &[*place], seed ^ turn).await);
        }
    }
    println!("{} cuts through {}", places.len(), told(&journal));
    assert_eq!(wrong, Vec::<String>::new());
}

/// Were this to find nothing, the tests beside it would prove nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_lies_about_its_syncs_is_found_out() {
    let seed = seed();
    for place in [Place::Log, Place::Database] {
        let life = Life::new();
        life.disk.fails(&[Fault::Lie(place)]);
        let journal = life.lived(20, seed).await;
        let places = places(&journal, 0..=journal.ops().len(), 40, seed);
        let wrong = wrong_after(&life.ledger, &journal, &places, seed).await;
        println!(
            "{place:?}: {} of {} cuts left something wrong, as {:?}",
            wrong.len(),
            places.len(),
            wrong.first()
        );
        assert!(!wrong.is_empty(), "a lie about {place:?} goes unseen");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_the_power_goes_again_during_recovery() {
    let (life, seed) = (Life::new(), seed());
    let journal = life.lived(20, seed).await;
    let (mut wrong, mut cuts) = (Vec::new(), 0);
    for first in places(&journal, 0..=journal.ops().len(), points(100).div_ceil(10), seed) {
        let folder = folder_of(&journal.cut(first, seed));
        let disk = Disk::watch(folder.path()).unwrap();
        let before = life.ledger.at(&journal, first);
        let ledger = Ledger::over(&disk, before.clone());
        let after = went_on(folder.path(), &disk, &ledger, &before).await;
        let places = places(&after, 0..=after.ops().len(), 10, seed);
        cuts += places.len();
        wrong.extend(wrong_after(&ledger, &after, &places, seed).await);
    }
    println!("{cuts} second cuts");
    assert_eq!(wrong, Vec::<String>::new());
}

/// A server that is killed loses nothing that the system had taken, and what had not reached the disk by then
/// may still not be there: somebody who sends it again must not be told so before it is.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_the_power_goes_after_the_server_was_killed() {
    let (life, seed) = (Life::new(), seed());
    let journal = life.lived(20, seed).await;
    let (mut wrong, mut cuts) = (Vec::new(), 0);
    for killed in places(&journal, 0..=journal.ops().len(), points(100).div_ceil(10), seed) {
        let folder = folder_of(&journal.seen(killed));
        let disk = Disk::watch_on(folder.path(), journal.until(killed)).unwrap();
        let ledger = life.ledger.going_on(&disk);
        let before = life.ledger.at(&journal, killed);
        let after = went_on(folder.path(), &disk, &ledger, &before).await;
        let places = places(&after, killed..=after.ops().len(), 10, seed);
        cuts += places.len();
        wrong.extend(wrong_after(&ledger, &after, &places, seed).await);
    }
    println!("{cuts} cuts after a kill");
    assert_eq!(wrong, Vec::<String>::new());
}

/// Opens a folder, has everything unanswered sent again, and ends without a word.
async fn went_on(folder: &Path, disk: &Disk, ledger: &Ledger, before: &[(Promise, Standing)]) -> Journal {
    let store = open(folder).unwrap();
    for said in unanswered(before) {
        // Its conversation or its sender may not have lasted either.
        drop(World::again(&store, ledger, &said).await);
    }
    disk.journal()
}

/// Every moment of the first start, since few of the cuts elsewhere fall into it.
#[test]
fn a_database_that_was_being_made_is_made_anew() {
    install();
    let seed = seed();
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::watch(folder.path()).unwrap();
    Store::migrate(folder.path().join("deskbell.db"), true).unwrap();
    let journal = disk.journal();
    let mut wrong = Vec::new();
    for (place, turn) in (0..=journal.ops().len()).flat_map(|place| (0..3).map(move |turn| (place, turn))) {
        let files = journal.cut(place, seed ^ turn);
        let folder = folder_of(&files);
        if let Err(error) = Store::migrate(folder.path().join("deskbell.db"), true) {
            let sizes: Vec<_> = files.iter().map(|(name, content)| (name, content.len())).collect();
            wrong.push(format!("cut at {place} of {}, {sizes:?}: {error}", journal.ops().len()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_is_migrated_or_left_as_it_was() {
    install();
    let seed = seed();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deskbell.db");
    first_schema(&path).unwrap();
    let disk = Disk::watch(folder.path()).unwrap();
    let report = Store::migrate(&path, true).unwrap();
    assert_eq!(report.from, 1);
    let journal = disk.journal();
    let places = places(&journal, 0..=journal.ops().len(), points(60), seed);
    let mut wrong = Vec::new();
    for place in &places {
        let folder = folder_of(&journal.cut(*place, seed));
        let opened = open(folder.path());
        let teams = match &opened {
            Ok(store) => store.teams().await.map_err(|error| error.to_string()),
            Err(error) => Err(error.clone()),
        };
        if !teams.as_ref().is_ok_and(|teams| teams.len() == 300) {
            wrong.push(format!(
                "cut at {place} of {}: {:?}",
                journal.ops().len(),
                teams.map(|teams| teams.len())
            ));
        }
        if let Ok(store) = opened {
            store.shutdown().await;
        }
    }
    println!("{} cuts through {}", places.len(), told(&journal));
    assert_eq!(wrong, Vec::<String>::new());
}

/// A database as the first version made it, with enough in it to fill some pages.
fn first_schema(path: &Path) -> rusqlite::Result<()> {
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;")?;
    connection.execute_batch(include_str!("../../../store/migrations/sqlite/0001_beginning.sql"))?;
    connection.execute_batch(
        "PRAGMA application_id = 1147499371; PRAGMA user_version = 1;
         WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 300)
         INSERT INTO teams (id, name, created_at) SELECT randomblob(16), hex(randomblob(40)), n FROM numbers;",
    )
}
