//! Moving an installation from a file to PostgreSQL: everybody goes on where they were.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use deskbell_domain::{Actor, ConversationId, Entry, conversation::lifecycle};
use deskbell_store::{
    Filter, MoveError, MoveOptions, MoveReport, MoveStep, OpenError, Options, PostgresAddress, Range, Seed,
    Store, VerifyOptions,
};

use crate::{
    home::Home,
    world::{World, seqs},
};

/// What is asked for at once.
const PAGE: usize = 50;

/// What somebody sees of a conversation, and their list.
#[derive(PartialEq, Eq)]
struct Seen {
    entries: Vec<Arc<Entry>>,
    unread: u64,
    listed: Vec<ConversationId>,
}

/// An installation on one file.
struct Small {
    folder: tempfile::TempDir,
    world: World,
    ana: Actor,
    bo: Actor,
    chat: ConversationId,
    ticket: ConversationId,
}

fn open(options: &Options) -> Store {
    let (store, mut commits) = Store::open(options).unwrap();
    tokio::spawn(async move { while commits.recv().await.is_some() {} });
    store
}

impl Small {
    /// Somebody has worked with it, and it is still open.
    async fn lived(messages: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deskbell.db");
        Store::migrate(&path, false).unwrap();
        let store = open(&Options::new(&path));
        let world = World::new().await.beside(store);
        let (inbox_id, team_id) = (world.inbox, world.team);
        assert!(world.store.seed(Seed { inbox_id, team_id, at: world.now() }).await.unwrap());
        let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
        let chat = world.chat(&ana).await;
        world.says(&bo, chat, "b1", "Guten Tag, Ana 🙂").await.unwrap();
        world.notes(&bo, chat, "n1", "a note").await;
        world.reads(&bo, chat, 2).await;
        for number in 0..messages {
            world.says(&ana, chat, &format!("a{number}"), "Hello?").await.unwrap();
        }
        world.reads(&ana, chat, 3).await;
        let ticket = world.ticket(&ana, |_| {}).await;
        world.does(&bo, ticket, lifecycle::resolve).await.unwrap();
        world.store.erase_body(chat, 5, world.now()).await.unwrap();
        let draft = world.join(&world.customer("Zoe").await).await.state.id;
        assert!(world.store.delete_draft(draft, world.now()).await.unwrap());
        world.store.set_setting("color", "blue", world.now()).await.unwrap();
        Self { folder, world, ana, bo, chat, ticket }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("deskbell.db")
    }

    /// What both people see of it all.
    async fn seen(&self, world: &World) -> Vec<Seen> {
        let mut seen = Vec::new();
        for actor in [&self.ana, &self.bo] {
            for id in [self.chat, self.ticket] {
                let (mut entries, mut after) = (Vec::new(), 0);
                loop {
                    let page = world.sees(actor, id, Range::After(after), PAGE).await;
                    let Some(last) = page.last() else { break };
                    after = last.seq;
                    entries.extend(page);
                }
                let listed = world.lists(actor, Filter::default(), PAGE).await;
                seen.push(Seen { entries, unread: world.unread(actor, id).await, listed });
            }
        }
        seen
    }
}

fn address(home: &Home) -> PostgresAddress {
    home.url().parse().unwrap()
}

/// What came of it, and what was said meanwhile.
fn moved(from: &Path, home: &Home) -> Result<(MoveReport, Vec<MoveStep>), MoveError> {
    let secrets = vec![("jwt".to_owned(), "kept beside the file".to_owned())];
    let options = MoveOptions { from: from.to_owned(), to: address(home), secrets };
    let mut steps = Vec::new();
    let report = Store::move_to(&options, &mut |step| steps.push(step))?;
    Ok((report, steps))
}

#[tokio::test]
async fn everybody_goes_on_where_they_were() {
    let small = Small::lived(1200).await;
    let home = Home::blank();
    let busy = moved(&small.path(), &home).unwrap_err();
    assert!(matches!(busy, MoveError::Open(OpenError::Busy { .. })), "{busy}");
    let seen = small.seen(&small.world).await;
    assert!(seen[2].entries.len() > 1200 && seen[2].unread == 1200, "there is something to see");
    small.world.store.shutdown().await;
    let before = Store::verify(small.path(), &VerifyOptions::default(), &mut |_| {}).unwrap();
    let (report, steps) = moved(&small.path(), &home).unwrap();
    assert!(report.verified.is_sound() && report.rows > 1200);
    assert_eq!(report.verified.newest, before.newest);
    assert_eq!((report.verified.entries, report.verified.erased), (before.entries, 1));
    let copied = steps.iter().rfind(|step| matches!(step, MoveStep::Copy { table: "entries", .. }));
    let (done, total) = (before.entries, before.entries);
    assert_eq!(copied, Some(&MoveStep::Copy { table: "entries", done, total }));

    let store = open(&Options { node: 7, ..Options::new(address(&home)) });
    let world = small.world.beside(store);
    assert!(small.seen(&world).await == seen, "everybody sees what they saw");
    assert_eq!(
        world.store.secret("jwt", "another".into(), world.now()).await.unwrap(),
        "kept beside the file"
    );
    assert_eq!(world.store.setting("color").await.unwrap().as_deref(), Some("blue"));
    let head = world.state(small.chat).await.head_seq;
    let again = world.says(&small.ana, small.chat, "a7", "Hello?").await.unwrap();
    assert!(again.repeated, "what was sent before is known");
    world.says(&small.bo, small.chat, "b2", "Here I am").await.unwrap();
    let seen = world.sees(&small.bo, small.chat, Range::After(head - 1), 50).await;
    assert_eq!(seqs(&seen), [head, head + 1]);
    assert!(world.store.verify_chain(small.chat).await.unwrap().broken.is_none());
    let eve = world.customer("Eve").await;
    let third = world.ticket(&eve, |_| {}).await;
    assert_eq!(world.lists(&small.bo, Filter::default(), 50).await, [third, small.chat, small.ticket]);
    let position = world.store.head_position().await.unwrap();
    assert!(position > report.verified.newest.unwrap().position, "the feed goes on");
    world.store.tend().await.unwrap();
    world.store.shutdown().await;
    let after = Store::verify(address(&home), &VerifyOptions::default(), &mut |_| {}).unwrap();
    assert_eq!(after.findings, []);
    assert_eq!(after.newest.unwrap().position, position);
}

#[tokio::test]
async fn nothing_is_moved_to_where_there_is_something_nor_from_what_is_not_sound() {
    let small = Small::lived(20).await;
    small.world.store.shutdown().await;
    let occupied = moved(&small.path(), &small.world.home).unwrap_err();
    assert!(matches!(occupied, MoveError::Occupied { table: "teams", .. }), "{occupied}");

    let home = Home::blank();
    let connection = rusqlite::Connection::open(small.path()).unwrap();
    let damage = "UPDATE entries SET created_at = 5 WHERE seq = 3";
    assert!(connection.execute(damage, []).unwrap() > 0);
    drop(connection);
    let unsound = moved(&small.path(), &home).unwrap_err();
    assert!(matches!(unsound, MoveError::Unsound { .. }), "{unsound}");
    assert_eq!(home.sql("SELECT count(*) FROM pg_class WHERE relname = 'entries'"), "0", "not even tables");

    let nowhere = small.folder.path().join("nowhere.db");
    assert!(matches!(moved(&nowhere, &home), Err(MoveError::Open(_))));
    assert!(!nowhere.exists());
}

/// The file's own rules are weaker in places: what PostgreSQL does not take is named, and leaves nothing behind.
#[tokio::test]
async fn what_postgresql_does_not_take_is_named() {
    let small = Small::lived(20).await;
    small.world.store.shutdown().await;
    let connection = rusqlite::Connection::open(small.path()).unwrap();
    connection.execute("UPDATE customers SET name = 'A' || char(0) || 'B'", []).unwrap();
    drop(connection);
    let home = Home::blank();
    let refused = moved(&small.path(), &home).unwrap_err();
    assert!(matches!(refused, MoveError::Row { table: "customers", .. }), "{refused}");
    assert_eq!(home.sql("SELECT count(*) FROM teams"), "0");
}
