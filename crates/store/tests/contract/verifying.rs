//! Verifying: a sound store is called sound, and whatever is done to it behind its back is found and named.

use std::{fs, path::Path, time::Duration};

use deskbell_domain::{Actor, ConversationId, Entry, conversation::lifecycle};
use deskbell_store::{Options, Range, Store, Verified, VerifyOptions, checkpoint, hash};
use rusqlite::{Connection, params};

use crate::{home::path_in, world::World};

fn verify(path: &Path) -> Verified {
    Store::verify(path, &VerifyOptions::default(), &mut |_| {}).unwrap()
}

fn said(verified: &Verified) -> String {
    verified.findings.iter().map(|finding| format!("{finding}\n")).collect()
}

/// A store that has lived: two conversations, everything sealed. Nobody has it open.
struct Scene {
    world: World,
    ana: Actor,
    chat: ConversationId,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
        let chat = world.chat(&ana).await;
        world.says(&bo, chat, "b1", "Hi Ana").await.unwrap();
        world.notes(&bo, chat, "n1", "a note").await;
        world.reads(&bo, chat, 2).await;
        world.says(&ana, chat, "a2", "Where is it?").await.unwrap();
        world.says(&ana, chat, "a3", "Hello?").await.unwrap();
        world.reads(&ana, chat, 3).await;
        let ticket = world.ticket(&ana, |_| {}).await;
        world.does(&bo, ticket, lifecycle::resolve).await.unwrap();
        let world = world.reopened().await;
        world.store.shutdown().await;
        Self { world, ana, chat }
    }

    fn damage(&self, sql: &str) {
        let connection = Connection::open(path_in(&self.world.home.folder)).unwrap();
        let sql =
            sql.replace("CHAT", &format!("(SELECT pk FROM conversations WHERE id = x'{}')", self.hex()));
        connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
    }

    fn hex(&self) -> String {
        self.chat.0.simple().to_string()
    }

    fn verify(&self) -> Verified {
        verify(&path_in(&self.world.home.folder))
    }
}

#[tokio::test]
async fn a_sound_store_is_called_sound_and_counted() {
    let scene = Scene::new().await;
    let verified = scene.verify();
    assert_eq!(said(&verified), "");
    assert!(verified.is_sound());
    assert_eq!((verified.conversations, verified.entries, verified.erased), (2, 10, 0));
    assert_eq!(verified.newest.unwrap().number, verified.checkpoints);
    assert!(verified.changes > 5);
}

/// What is done, and what is said of it; `CHAT` is the conversation, which is always named.
const OF_THE_CHAT: &[(&str, &str)] = &[
    (
        "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), 'Ana', 'Eva') AS BLOB)
         WHERE conversation_pk = CHAT AND seq = 3",
        ", seq 3: What the entry says was changed.",
    ),
    ("UPDATE entries SET salt = zeroblob(16) WHERE conversation_pk = CHAT AND seq = 3", ", seq 3: What the"),
    ("UPDATE entries SET salt = NULL WHERE conversation_pk = CHAT AND seq = 3", ", seq 3: What the entry"),
    ("UPDATE entries SET created_at = 5 WHERE conversation_pk = CHAT AND seq = 3", ", seq 3: The entry's place"),
    ("UPDATE entries SET sender_pk = 77 WHERE conversation_pk = CHAT AND seq = 2", ", seq 2: The entry cannot"),
    ("UPDATE entries SET hash = zeroblob(32) WHERE conversation_pk = CHAT AND seq = 3", ", seq 3: "),
    ("UPDATE entries SET prev_hash = zeroblob(32) WHERE conversation_pk = CHAT AND seq = 3", ", seq 3: The entry does not follow"),
    ("DELETE FROM entries WHERE conversation_pk = CHAT AND seq = 3", ", seq 3: Entry 3 is missing."),
    ("DELETE FROM entries WHERE conversation_pk = CHAT AND seq IN (1, 2)", ", seq 1: Entries 1 to 2 are missing."),
    ("DELETE FROM entries WHERE conversation_pk = CHAT AND seq = 7", ", seq 7: The timeline ends here"),
    ("DELETE FROM entries WHERE conversation_pk = CHAT", ", seq 1: The timeline ends here"),
    (
        // A tail that was cut off with care: timeline and head agree.
        "DELETE FROM entries WHERE conversation_pk = CHAT AND seq = 7;
         UPDATE conversations SET head_seq = 6, customer_head_seq = 6, message_count = message_count - 1,
            head_hash = (SELECT hash FROM entries WHERE conversation_pk = CHAT AND seq = 6) WHERE pk = CHAT",
        ", seq 7: The entry is gone: checkpoint ",
    ),
    (
        "DELETE FROM entries WHERE conversation_pk = CHAT; DELETE FROM participants WHERE conversation_pk = CHAT;
         DELETE FROM conversations WHERE pk = CHAT",
        ": The conversation is gone: checkpoint ",
    ),
    ("UPDATE conversations SET head_seq = 99 WHERE pk = CHAT", ", seq 8: The timeline ends here"),
    ("UPDATE conversations SET head_hash = zeroblob(32) WHERE pk = CHAT", ", seq 7: The newest entry is not"),
    ("UPDATE conversations SET customer_head_seq = 2 WHERE pk = CHAT", ": Its newest seq for the customer"),
    ("UPDATE conversations SET message_count = 9 WHERE pk = CHAT", ": Its count of messages"),
    ("UPDATE conversations SET last_preview = 'x' WHERE pk = CHAT", ": Its newest message"),
    ("UPDATE conversations SET last_at = 5 WHERE pk = CHAT", ": Its newest message"),
    ("UPDATE conversations SET needs_reply = 0 WHERE pk = CHAT", ": Its mark that it needs a reply"),
    ("UPDATE conversations SET started = 0 WHERE pk = CHAT", ": Its mark as a draft"),
    ("UPDATE conversations SET status = 'closed' WHERE pk = CHAT", ": Its status"),
    ("UPDATE conversations SET assignee_pk = NULL WHERE pk = CHAT", ": Its assignee"),
    ("UPDATE conversations SET assignee_pk = 77 WHERE pk = CHAT", ": Its assignee is gone."),
    ("UPDATE conversations SET queued_at = 5 WHERE pk = CHAT", ": Its place in the queue"),
    ("UPDATE conversations SET resolved_at = 5 WHERE pk = CHAT", ": Its time of being resolved"),
    ("UPDATE conversations SET closed_at = 5 WHERE pk = CHAT", ": Its time of being closed"),
    ("UPDATE conversations SET sort_at = 5 WHERE pk = CHAT", ": Its place in lists"),
    ("UPDATE conversations SET sort_at = created_at + 1 WHERE pk = CHAT", ": Its place in lists"),
    ("UPDATE conversations SET sort_at = last_at + 1 WHERE pk = CHAT", ": Its place in lists"),
    ("UPDATE conversations SET customer_settled = 1 WHERE pk = CHAT", ": Its customer's count"),
    ("UPDATE conversations SET customer_delivered_seq = 99 WHERE pk = CHAT", ": Its customer's watermark"),
    ("UPDATE participants SET settled = 1 WHERE conversation_pk = CHAT", ": Its agent's count"),
    ("UPDATE participants SET read_seq = 99 WHERE conversation_pk = CHAT", ": Its agent's"),
    ("UPDATE participants SET agent_pk = 77 WHERE conversation_pk = CHAT", ": An agent who took part is gone."),
    ("DELETE FROM customers", ": Its customer is gone."),
    ("DELETE FROM inboxes", ": Its inbox is gone."),
    ("UPDATE conversations SET team_pk = 77 WHERE pk = CHAT", ": Its team is gone."),
    ("UPDATE conversations SET previous_pk = 77 WHERE pk = CHAT", ": The conversation before it is gone."),
    (
        "UPDATE entries SET client_id = 'a2' WHERE conversation_pk = CHAT AND client_id = 'a3'",
        ", seq 7: The same sender gave this name to an entry before.",
    ),
    (
        "INSERT INTO client_ids SELECT conversation_pk, sender_kind, sender_pk, client_id, 1 FROM entries
            WHERE conversation_pk = CHAT AND client_id = 'a3'",
        ", seq 7: The same sender gave this name to an entry before.",
    ),
    ("UPDATE conversations SET named_seq = 7 WHERE pk = CHAT", ", seq 2: A resend of this entry would not be"),
    ("UPDATE conversations SET named_seq = 99 WHERE pk = CHAT", ": The table of names goes further"),
    (
        "INSERT INTO client_ids VALUES (CHAT, 'customer', 1, 'never', 2)",
        ": The table of names tells of more than its timeline.",
    ),
];

#[tokio::test]
async fn what_is_done_to_a_conversation_is_found_and_named() {
    let scene = Scene::new().await;
    let path = path_in(&scene.world.home.folder);
    let whole = fs::read(&path).unwrap();
    for (sql, expected) in OF_THE_CHAT {
        scene.damage(sql);
        let found = said(&scene.verify());
        let expected = format!("conversation {}{expected}", scene.chat);
        assert!(found.contains(&expected), "{sql}\nis called\n{found}instead of\n{expected}");
        fs::write(&path, &whole).unwrap();
    }
    assert!(scene.verify().is_sound());
}

#[tokio::test]
async fn what_is_done_to_the_rest_is_found_and_named() {
    let cases = [
        ("DELETE FROM changes WHERE position = 4", "checkpoint 1: It covers "),
        (
            "UPDATE changes SET payload = replace(payload, ',7]', ',9]')",
            ", seq 9: The timeline ends at 7; change ",
        ),
        (
            "DELETE FROM changes WHERE position > 3; UPDATE sqlite_sequence SET seq = 3",
            "change 3: The feed ends at 3",
        ),
        ("UPDATE checkpoints SET heads = zeroblob(56)", "checkpoint 1: It was changed."),
        ("UPDATE checkpoints SET at = at + 1", "checkpoint 1: It was changed."),
        ("UPDATE checkpoints SET number = 2", "checkpoint 2: Checkpoint 1 is missing before it."),
        (
            "DROP INDEX conversations_live_chat",
            "file: index conversations_live_chat is gone from the database.",
        ),
        ("DROP TABLE settings", "file: table settings is gone"),
        (
            "ALTER TABLE checkups ADD COLUMN more INTEGER",
            "file: table checkups is not as this version makes it.",
        ),
        ("CREATE TABLE more (pk INTEGER)", "file: table more does not belong"),
        ("DELETE FROM conversations WHERE pk = CHAT", "conversation row 1: There are entries or names of it"),
        ("DELETE FROM teams", "Its team is gone."),
        ("DELETE FROM agents", "team of agent row 1: This agent is gone."),
        (
            "DROP INDEX conversations_live_chat;
             UPDATE conversations SET kind = 'chat', status = 'open'",
            ": Its customer has another live chat in the same inbox.",
        ),
    ];
    let scene = Scene::new().await;
    let path = path_in(&scene.world.home.folder);
    let whole = fs::read(&path).unwrap();
    for (sql, expected) in cases {
        scene.damage(sql);
        let found = said(&scene.verify());
        assert!(found.contains(expected), "{sql}\nis called\n{found}instead of\n{expected}");
        fs::write(&path, &whole).unwrap();
    }
}

/// Somebody who knows how the chain is made writes an entry anew and makes everything after it fit. Only a
/// checkpoint knows better, and only one that is kept elsewhere cannot be made to fit as well.
#[tokio::test]
async fn a_past_that_was_rewritten_with_care_is_found() {
    let scene = Scene::new().await;
    let connection = Connection::open(path_in(&scene.world.home.folder)).unwrap();
    let (salt, prev, ordinal): ([u8; 16], [u8; 32], u64) = connection
        .query_row(
            "SELECT salt, prev_hash, message_ordinal FROM entries WHERE conversation_pk = 1 AND seq = 7",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    let world = scene.world.reopened().await;
    let entry = Entry::clone(&world.sees(&scene.ana, scene.chat, Range::Last, 1).await[0]);
    world.store.shutdown().await;
    let body = br#"{"name":"Ana","content":"Thanks!"}"#;
    let digest = hash::digest(&salt, body);
    let forged = hash::link(&prev, &entry, ordinal, &digest);
    connection
        .execute(
            "UPDATE entries SET body = ?1, digest = ?2, hash = ?3 WHERE conversation_pk = 1 AND seq = 7",
            params![body, digest, forged],
        )
        .unwrap();
    connection
        .execute("UPDATE conversations SET head_hash = ?1, last_preview = 'Thanks!' WHERE pk = 1", [forged])
        .unwrap();
    let found = said(&verify(&path_in(&world.home.folder)));
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.contains(", seq 7: The entry is another than the one checkpoint 1 names."), "{found}");
}

#[tokio::test]
async fn a_database_put_back_to_an_earlier_day_is_known_by_a_checkpoint_kept_elsewhere() {
    let scene = Scene::new().await;
    let path = path_in(&scene.world.home.folder);
    let (early, old) = (scene.verify().newest.unwrap(), fs::read(&path).unwrap());
    let world = scene.world.reopened().await;
    world.says(&scene.ana, scene.chat, "late", "One more").await.unwrap();
    world.store.shutdown().await;
    let late = verify(&path).newest.unwrap();
    assert_eq!(late.number, early.number + 1);
    let asked = |hash| {
        let options = VerifyOptions { checkpoint: Some(hash), ..VerifyOptions::default() };
        Store::verify(&path, &options, &mut |_| {}).unwrap()
    };
    assert!(asked(early.hash).is_sound() && asked(late.hash).is_sound());
    fs::write(&path, old).unwrap();
    assert!(asked(early.hash).is_sound(), "as such it is what was written");
    let found = said(&asked(late.hash));
    assert!(
        found.contains(&format!("The checkpoint {} is not in the chain", checkpoint::hex(&late.hash))),
        "{found}"
    );
}

#[tokio::test]
async fn what_was_erased_or_deleted_on_purpose_is_no_damage() {
    let scene = Scene::new().await;
    let world = scene.world.reopened().await;
    world.store.erase_body(scene.chat, 7, world.now()).await.unwrap();
    world.store.erase_body(scene.chat, 3, world.now()).await.unwrap();
    let zoe = world.customer("Zoe").await;
    let draft = world.join(&zoe).await.state.id;
    assert!(world.store.delete_draft(draft, world.now()).await.unwrap());
    world.store.shutdown().await;
    let verified = verify(&path_in(&world.home.folder));
    assert_eq!((said(&verified).as_str(), verified.erased), ("", 2));
    // A conversation that a checkpoint names, deleted as the feed will tell of it.
    let connection = Connection::open(path_in(&world.home.folder)).unwrap();
    connection.execute("DELETE FROM conversations WHERE pk = 1", []).unwrap();
    assert!(!verify(&path_in(&world.home.folder)).is_sound());
    let payload = format!(r#"{{"removed":["{}"]}}"#, scene.chat);
    connection.execute("INSERT INTO changes (at, payload) VALUES (1, ?1)", [payload]).unwrap();
    assert_eq!(said(&verify(&path_in(&world.home.folder))), "");
    let world = world.reopened().await;
    world.store.shutdown().await;
    let verified = verify(&path_in(&world.home.folder));
    assert_eq!((said(&verified).as_str(), verified.newest.unwrap().position), ("", verified.changes));
}

#[tokio::test]
async fn checkpoints_are_made_while_the_store_works_and_only_when_something_moved() {
    let world = World::with(|options| options.checkpoint_every = Duration::from_millis(20)).await;
    let ana = world.customer("Ana").await;
    let chat = world.chat(&ana).await;
    let path = path_in(&world.home.folder);
    let mut seen = 0;
    for number in 0..3 {
        world.says(&ana, chat, &format!("c{number}"), "Hello").await.unwrap();
        let position = world.store.head_position().await.unwrap();
        let until = std::time::Instant::now() + Duration::from_secs(20);
        loop {
            let verified = verify(&path);
            assert_eq!(said(&verified), "", "beside the store that writes");
            if verified.newest.is_some_and(|newest| newest.position == position) {
                assert!(verified.checkpoints > seen);
                seen = verified.checkpoints;
                break;
            }
            assert!(std::time::Instant::now() < until, "no checkpoint is made");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(verify(&path).checkpoints, seen, "nothing moved");
}

/// Much that moved is sealed in parts, without waiting for the time to come.
#[tokio::test]
async fn what_moved_in_many_conversations_is_sealed_in_parts() {
    let world = World::with(|options| options.checkpoint_heads = 3).await;
    let ana = world.customer("Ana").await;
    for _ in 0..10 {
        world.ticket(&ana, |_| {}).await;
    }
    world.store.shutdown().await;
    let path = path_in(&world.home.folder);
    let sealed = verify(&path);
    assert_eq!(said(&sealed), "");
    assert_eq!(sealed.newest.unwrap().position, sealed.changes);
    // As after an upgrade from a version that knew no checkpoints: there is all the feed to catch up with.
    Connection::open(&path).unwrap().execute("DELETE FROM checkpoints", []).unwrap();
    let (store, _commits) =
        Store::open(&Options { checkpoint_heads: 3, ..Options::new(path_in(&world.home.folder)) }).unwrap();
    let until = std::time::Instant::now() + Duration::from_secs(20);
    while verify(&path).newest.is_none_or(|newest| newest.position < sealed.changes) {
        assert!(std::time::Instant::now() < until, "nothing is caught up with");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(said(&verify(&path)), "");
    store.shutdown().await;
}

/// After a crash the feed says what no checkpoint covers yet.
#[tokio::test]
async fn what_was_not_sealed_before_a_crash_is_sealed_after_it() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let chat = world.chat(&ana).await;
    let elsewhere = world.home.copied();
    let path = path_in(&elsewhere);
    assert_eq!(verify(&path).checkpoints, 0);
    let (store, _commits) = Store::open(&Options::new(&path)).unwrap();
    store.shutdown().await;
    let verified = verify(&path);
    assert_eq!((said(&verified).as_str(), verified.checkpoints), ("", 1));
    Connection::open(&path).unwrap().execute("DELETE FROM entries WHERE seq = 2", []).unwrap();
    let found = said(&verify(&path));
    assert!(
        found.contains(&format!("conversation {chat}, seq 2: The entry is gone: checkpoint 1")),
        "{found}"
    );
}

/// Chance that repeats itself.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[tokio::test]
async fn whatever_people_do_the_store_verifies() {
    for seed in 0..6 {
        let world = World::with(|options| options.checkpoint_every = Duration::from_millis(5)).await;
        let mut chance = Chance(seed);
        let customers = [world.customer("Ana").await, world.customer("Zoe").await];
        let agents = [world.agent("Bo").await, world.agent("Cy").await];
        let mut ids = vec![world.chat(&customers[0]).await, world.ticket(&customers[0], |_| {}).await];
        for step in 0..120 {
            let id = ids[usize::try_from(chance.below(ids.len() as u64)).unwrap()];
            let state = world.state(id).await;
            let customer = customers.iter().find(|one| one.customer_id() == Some(state.customer_id)).unwrap();
            let agent = &agents[usize::from(chance.below(2) == 1)];
            let key = format!("s{step}");
            let seq = chance.below(state.head_seq + 1);
            // What is refused is refused; the store has to be sound either way.
            match chance.below(12) {
                0..3 => drop(world.says(customer, id, &key, "a question").await),
                3..5 => drop(world.says(agent, id, &key, "an answer").await),
                5 if state.closed_at.is_none() && state.started => {
                    drop(world.notes(agent, id, &key, "careful").await)
                }
                6 => drop(world.reads(customer, id, seq).await),
                7 if state.started => drop(world.reads(agent, id, seq).await),
                8 => drop(world.does(agent, id, lifecycle::resolve).await),
                9 => drop(world.does(agent, id, lifecycle::reopen).await),
                10 if chance.below(4) == 0 => drop(world.does(agent, id, lifecycle::close).await),
                10 if state.closed_at.is_none() && state.started => world.assigns(agent, id, agent).await,
                _ if chance.below(3) == 0 => drop(world.store.erase_body(id, seq, world.now()).await),
                _ => ids.push(world.join(&customers[usize::from(chance.below(2) == 1)]).await.state.id),
            }
        }
        assert_eq!(said(&verify(&path_in(&world.home.folder))), "", "seed {seed}, beside the store");
        let draft = world.join(&world.customer("Eve").await).await.state.id;
        world.store.delete_draft(draft, world.now()).await.unwrap();
        world.store.shutdown().await;
        let verified = verify(&path_in(&world.home.folder));
        assert_eq!(said(&verified), "", "seed {seed}");
        assert_eq!(verified.newest.unwrap().position, verified.changes, "all of it is sealed");
    }
}

/// A place in lists that has not followed yet is then later than the newest message.
#[tokio::test]
async fn a_clock_that_was_corrected_makes_no_store_unsound() {
    let world = World::new().await;
    let (ana, zoe) = (world.customer("Ana").await, world.customer("Zoe").await);
    let (told, draft) = (world.chat(&ana).await, world.join(&zoe).await.state.id);
    let world = world.reopened().await;
    world.sets_clock_back(48);
    for (customer, chat) in [(&ana, told), (&zoe, draft)] {
        world.says(customer, chat, "back", "What time is it?").await.unwrap();
        let state = world.state(chat).await;
        assert!(state.last_message.as_ref().unwrap().at < state.created_at);
    }
    let path = path_in(&world.home.folder);
    assert_eq!(said(&verify(&path)), "", "before their places have followed");
    let world = world.reopened().await;
    assert_eq!(said(&verify(&path)), "", "and after");
    world.store.shutdown().await;
    let newest = "UPDATE conversations SET sort_at = last_at + 1 WHERE pk = 1";
    Connection::open(&path).unwrap().execute(newest, []).unwrap();
    assert_eq!(
        said(&verify(&path)),
        format!("conversation {told}: Its place in lists is not what its timeline says.\n")
    );
}

/// Long enough for the table of names to take a stretch over.
#[tokio::test]
async fn a_long_timeline_verifies_with_its_names() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let chat = world.chat(&ana).await;
    for number in 0..300 {
        world.says(&ana, chat, &format!("c{number}"), "Hello").await.unwrap();
    }
    world.store.shutdown().await;
    let path = path_in(&world.home.folder);
    assert_eq!(said(&verify(&path)), "");
    let connection = Connection::open(&path).unwrap();
    connection.execute("DELETE FROM client_ids WHERE seq = 9", []).unwrap();
    let found = said(&verify(&path));
    assert!(found.contains(&format!("conversation {chat}, seq 9: A resend of this entry")), "{found}");
}

/// A byte of the file that is another than it was is either found, or changes no timeline and no checkpoint.
#[tokio::test]
async fn a_byte_changed_anywhere_in_the_file_is_found() {
    let scene = Scene::new().await;
    let path = path_in(&scene.world.home.folder);
    let whole = fs::read(&path).unwrap();
    let before = dump(&path).unwrap();
    let (mut chance, mut found) = (Chance(7), 0);
    for _ in 0..150 {
        let place = usize::try_from(chance.below(whole.len() as u64)).unwrap();
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << chance.below(8);
        fs::write(&path, &bytes).unwrap();
        let is_sound = Store::verify(&path, &VerifyOptions::default(), &mut |_| {})
            .is_ok_and(|verified| verified.is_sound());
        found += u32::from(!is_sound);
        if is_sound {
            assert_eq!(dump(&path).ok(), Some(before.clone()), "byte {place} was changed");
        }
    }
    assert!(found > 0);
}

type Dump = Vec<Vec<rusqlite::types::Value>>;

fn dump(path: &Path) -> rusqlite::Result<Dump> {
    let connection = Connection::open(path)?;
    let mut rows = Vec::new();
    for table in ["entries", "checkpoints"] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = statement.column_count();
        let table = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect())?;
        rows.extend(table.collect::<rusqlite::Result<Dump>>()?);
    }
    Ok(rows)
}

#[tokio::test]
async fn looking_on_changes_nothing_and_what_is_no_store_is_no_finding() {
    let scene = Scene::new().await;
    let path = path_in(&scene.world.home.folder);
    let whole = fs::read(&path).unwrap();
    scene.verify();
    assert_eq!(fs::read(&path).unwrap(), whole);
    let missing = scene.world.home.folder.path().join("nowhere.db");
    assert!(Store::verify(&missing, &VerifyOptions::default(), &mut |_| {}).is_err());
    assert!(!missing.exists());
}
