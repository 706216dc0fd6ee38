//! Verifying: a sound store is called sound, and whatever is done to it behind its back is found and named.

use std::sync::Arc;

use deskbell_domain::{Actor, ConversationId, conversation::lifecycle};
use deskbell_store::{Options, PostgresAddress, Store, Verified, VerifyOptions, checkpoint};
use tokio::task::JoinSet;

use crate::{home::Home, world::World};

fn verify(home: &Home) -> Verified {
    verify_with(home, &VerifyOptions::default())
}

fn verify_with(home: &Home, options: &VerifyOptions) -> Verified {
    Store::verify(home.url().parse::<PostgresAddress>().unwrap(), options, &mut |_| {}).unwrap()
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
        world.store.tend().await.unwrap();
        world.store.shutdown().await;
        Self { world, ana, chat }
    }

    /// What is said of a copy to which this was done; `CHAT` is the conversation's key.
    fn damaged(&self, sql: &str) -> String {
        let copy = self.world.home.copied();
        let chat = format!("(SELECT pk FROM conversations WHERE id = '{}')", self.chat);
        let sql = sql.replace("CHAT", &chat);
        copy.sql(&format!("SET session_replication_role = replica; {sql}"));
        said(&verify(&copy))
    }
}

#[tokio::test]
async fn a_sound_store_is_called_sound_and_counted() {
    let scene = Scene::new().await;
    let verified = verify(&scene.world.home);
    assert_eq!(said(&verified), "");
    assert_eq!((verified.conversations, verified.entries, verified.erased), (2, 10, 0));
    assert_eq!(verified.newest.unwrap().number, verified.checkpoints);
    assert!(verified.changes > 5);
    let tables = scene.world.home.sql("SELECT count(*) FROM pg_class WHERE relname = 'conversations'");
    assert_eq!(tables, "1", "what it was compared with is gone again");
}

/// What is done, and what is said of it; `CHAT` is the conversation, which is always named.
const OF_THE_CHAT: &[(&str, &str)] = &[
    (
        "UPDATE entries SET body = convert_to(replace(convert_from(body, 'UTF8'), 'Ana', 'Eva'), 'UTF8')
         WHERE conversation_pk = CHAT AND seq = 3",
        ", seq 3: What the entry says was changed.",
    ),
    ("UPDATE entries SET salt = NULL WHERE conversation_pk = CHAT AND seq = 3", ", seq 3: What the entry"),
    (
        "UPDATE entries SET created_at = 5 WHERE conversation_pk = CHAT AND seq = 3",
        ", seq 3: The entry's place",
    ),
    (
        "UPDATE entries SET sender_pk = 77 WHERE conversation_pk = CHAT AND seq = 2",
        ", seq 2: The entry cannot",
    ),
    ("UPDATE entries SET hash = sha256('') WHERE conversation_pk = CHAT AND seq = 3", ", seq 3: "),
    (
        "UPDATE entries SET prev_hash = sha256('') WHERE conversation_pk = CHAT AND seq = 3",
        ", seq 3: The entry does not follow",
    ),
    ("DELETE FROM entries WHERE conversation_pk = CHAT AND seq = 3", ", seq 3: Entry 3 is missing."),
    (
        "DELETE FROM entries WHERE conversation_pk = CHAT AND seq IN (1, 2)",
        ", seq 1: Entries 1 to 2 are missing.",
    ),
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
    ("UPDATE conversations SET head_seq = -1 WHERE pk = CHAT", ": Its row cannot be read"),
    ("UPDATE conversations SET head_hash = sha256('') WHERE pk = CHAT", ", seq 7: The newest entry is not"),
    ("UPDATE conversations SET customer_head_seq = 2 WHERE pk = CHAT", ": Its newest seq for the customer"),
    ("UPDATE conversations SET message_count = 9 WHERE pk = CHAT", ": Its count of messages"),
    ("UPDATE conversations SET last_preview = 'x' WHERE pk = CHAT", ": Its newest message"),
    ("UPDATE conversations SET needs_reply = false WHERE pk = CHAT", ": Its mark that it needs a reply"),
    ("UPDATE conversations SET started = false WHERE pk = CHAT", ": Its mark as a draft"),
    ("UPDATE conversations SET status = 'closed' WHERE pk = CHAT", ": Its status"),
    ("UPDATE conversations SET assignee_pk = NULL WHERE pk = CHAT", ": Its assignee"),
    ("UPDATE conversations SET assignee_pk = 77 WHERE pk = CHAT", ": Its assignee is gone."),
    ("UPDATE conversations SET queued_at = 5 WHERE pk = CHAT", ": Its place in the queue"),
    ("UPDATE conversations SET sort_at = last_at + 1 WHERE pk = CHAT", ": Its place in lists"),
    ("UPDATE conversations SET customer_settled = 1 WHERE pk = CHAT", ": Its customer's count"),
    ("UPDATE conversations SET customer_delivered_seq = 99 WHERE pk = CHAT", ": Its customer's watermark"),
    ("UPDATE participants SET settled = 1 WHERE conversation_pk = CHAT", ": Its agent's count"),
    ("UPDATE participants SET read_seq = 99 WHERE conversation_pk = CHAT", ": Its agent's"),
    (
        "UPDATE participants SET agent_pk = 77 WHERE conversation_pk = CHAT",
        ": An agent who took part is gone.",
    ),
    ("DELETE FROM customers", ": Its customer is gone."),
    ("DELETE FROM inboxes", ": Its inbox is gone."),
    ("UPDATE conversations SET team_pk = 77 WHERE pk = CHAT", ": Its team is gone."),
    ("UPDATE conversations SET previous_pk = 77 WHERE pk = CHAT", ": The conversation before it is gone."),
    (
        "DROP INDEX entries_client_id;
         UPDATE entries SET client_id = 'a2' WHERE conversation_pk = CHAT AND client_id = 'a3'",
        ", seq 7: The same sender gave this name to an entry before.",
    ),
];

#[tokio::test]
async fn what_is_done_to_a_conversation_is_found_and_named() {
    let scene = Scene::new().await;
    for (sql, expected) in OF_THE_CHAT {
        let found = scene.damaged(sql);
        let expected = format!("conversation {}{expected}", scene.chat);
        assert!(found.contains(&expected), "{sql}\nis called\n{found}instead of\n{expected}");
    }
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
            "DELETE FROM changes WHERE position > 3; SELECT setval('changes_position', 3)",
            "change 3: The feed ends at 3",
        ),
        ("UPDATE checkpoints SET at = at + 1", "checkpoint 1: It was changed."),
        ("UPDATE checkpoints SET number = 2", "checkpoint 2: Checkpoint 1 is missing before it."),
        (
            "DROP INDEX conversations_live_chat",
            "file: index conversations_live_chat is gone from the database.",
        ),
        ("DROP TABLE settings", "file: table settings is gone"),
        ("ALTER TABLE settings SET UNLOGGED", "file: table settings is not as this version makes it."),
        (
            "ALTER TABLE checkups ADD COLUMN more integer",
            "file: table checkups is not as this version makes it.",
        ),
        ("ALTER TABLE entries ALTER COLUMN hash DROP NOT NULL", "file: table entries is not as this version"),
        (
            "ALTER TABLE inboxes DROP CONSTRAINT inboxes_team_pk_fkey",
            "file: constraint inboxes_team_pk_fkey is gone from the database.",
        ),
        (
            "CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
             CREATE TRIGGER more BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION more()",
            "file: trigger more does not belong to this database.",
        ),
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
    for (sql, expected) in cases {
        let found = scene.damaged(sql);
        assert!(found.contains(expected), "{sql}\nis called\n{found}instead of\n{expected}");
    }
    let other = "CREATE TABLE of_somebody_else (pk bigint PRIMARY KEY, name text UNIQUE)";
    assert_eq!(scene.damaged(other), "", "what else there is in the database is its owner's");
}

/// What `looker` says of a store, who may only read.
fn looked(home: &Home) -> String {
    let address: PostgresAddress = home.url().replace("deskbell@", "looker@").parse().unwrap();
    said(&Store::verify(address, &VerifyOptions::default(), &mut |_| {}).unwrap())
}

/// Somebody else than the server may look; without temporary tables there is nothing to compare with but names.
#[tokio::test]
async fn whoever_may_only_read_verifies_too() {
    let scene = Scene::new().await;
    scene.world.home.sql("CREATE ROLE looker LOGIN IN ROLE pg_read_all_data");
    let damaged = |sql: &str| {
        let copy = scene.world.home.copied();
        copy.sql(sql);
        let compared = looked(&copy);
        let take = "EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database())";
        copy.sql(&format!("DO $$ BEGIN {take}; END $$"));
        let named = looked(&copy);
        (compared, named)
    };
    assert_eq!(damaged(""), (String::new(), String::new()));
    let either_way = [
        ("DROP INDEX entries_client_id", "index entries_client_id is gone from the database."),
        (
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'entries_client_id'::regclass",
            "index entries_client_id is not as this version makes it.",
        ),
        (
            "CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
             CREATE TRIGGER more BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION more()",
            "trigger more does not belong to this database.",
        ),
    ];
    for (sql, expected) in either_way {
        let found = format!("file: {expected}\n");
        assert_eq!(damaged(sql), (found.clone(), found), "{sql}");
    }
    let (compared, named) = damaged("DROP TABLE leases");
    let gone = "file: table leases is gone from the database.\n";
    assert!(compared.contains(gone) && named == gone, "{compared}{named}");
    let (compared, named) = damaged("ALTER TABLE entries ALTER COLUMN hash DROP NOT NULL");
    assert!(compared.contains("table entries is not as") && named.is_empty(), "no name tells of it: {named}");
}

#[tokio::test]
async fn a_database_put_back_to_an_earlier_day_is_known_by_a_checkpoint_kept_elsewhere() {
    let scene = Scene::new().await;
    let old = scene.world.home.copied();
    let early = verify(&old).newest.unwrap();
    let world = scene.world.reopened().await;
    world.says(&scene.ana, scene.chat, "late", "One more").await.unwrap();
    world.store.tend().await.unwrap();
    world.store.shutdown().await;
    let late = verify(&world.home).newest.unwrap();
    assert_eq!(late.number, early.number + 1);
    let asked = |home: &Home, hash| {
        verify_with(home, &VerifyOptions { checkpoint: Some(hash), ..VerifyOptions::default() })
    };
    assert!(asked(&world.home, early.hash).is_sound() && asked(&world.home, late.hash).is_sound());
    assert!(asked(&old, early.hash).is_sound(), "as such it is what was written");
    let found = said(&asked(&old, late.hash));
    let expected = format!("The checkpoint {} is not in the chain", checkpoint::hex(&late.hash));
    assert!(found.contains(&expected), "{found}");
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
    let beside = verify(&world.home);
    assert_eq!((said(&beside).as_str(), beside.erased), ("", 2), "beside the store");
    world.store.tend().await.unwrap();
    world.store.shutdown().await;
    let verified = verify(&world.home);
    assert_eq!((said(&verified).as_str(), verified.newest.unwrap().position), ("", verified.changes));
}

#[tokio::test]
async fn a_store_verifies_while_it_is_written() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let mut ids = vec![world.chat(&ana).await];
    for round in 0..6 {
        for number in 0..5 {
            world.says(&ana, ids[0], &format!("c{round}-{number}"), "Hello").await.unwrap();
        }
        ids.push(world.ticket(&ana, |_| {}).await);
        world.store.tend().await.unwrap();
        let address: PostgresAddress = world.home.url().parse().unwrap();
        let looking = tokio::task::spawn_blocking(move || {
            Store::verify(address, &VerifyOptions::default(), &mut |_| {}).unwrap()
        });
        let mut number = 0;
        while !looking.is_finished() {
            number += 1;
            world.says(&ana, ids[round], &format!("b{round}-{number}"), "Hello").await.unwrap();
        }
        assert_eq!(said(&looking.await.unwrap()), "");
    }
    world.store.shutdown().await;
}

/// A place in lists that has not followed yet is then later than the newest message.
#[tokio::test]
async fn a_clock_that_was_corrected_makes_no_store_unsound() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let chat = world.chat(&ana).await;
    world.sets_clock_back(48);
    world.says(&ana, chat, "back", "What time is it?").await.unwrap();
    assert_eq!(said(&verify(&world.home)), "", "before its place has followed");
    world.store.tend().await.unwrap();
    assert_eq!(said(&verify(&world.home)), "", "and after");
    world.store.shutdown().await;
}

/// Somebody who works on a node, at whatever comes to mind, beside others.
async fn works(world: Arc<World>, people: [Actor; 2], ids: Vec<ConversationId>, mut seed: u64) {
    let mut below = move |bound: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % bound
    };
    let [ana, bo] = &people;
    for step in 0..40 {
        let id = ids[usize::try_from(below(ids.len() as u64)).unwrap()];
        let state = world.state(id).await;
        let seq = below(state.head_seq + 1);
        let key = format!("s{step}");
        // What is refused is refused, and some names are taken; the store has to be sound either way.
        match below(10) {
            0..3 => drop(world.says(ana, id, &key, "a question").await),
            3..5 => drop(world.says(bo, id, &key, "an answer").await),
            5 => drop(world.does(bo, id, lifecycle::resolve).await),
            6 => drop(world.does(bo, id, lifecycle::reopen).await),
            7 => drop(world.store.erase_body(id, seq, world.now()).await),
            8 => world.store.tend().await.unwrap(),
            _ => drop(world.join(ana).await),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_people_do_through_two_nodes_the_store_verifies() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let mut ids = vec![world.chat(&ana).await];
    for _ in 0..3 {
        ids.push(world.ticket(&ana, |_| {}).await);
    }
    let (other, mut commits) = Store::open(&Options { writers: 3, ..world.home.options() }).unwrap();
    tokio::spawn(async move { while commits.recv().await.is_some() {} });
    let nodes = [Arc::new(world.beside(other)), Arc::new(world)];
    let mut working = JoinSet::new();
    for seed in 0..8 {
        let node = Arc::clone(&nodes[usize::from(seed % 2 == 0)]);
        working.spawn(works(node, [ana.clone(), bo.clone()], ids.clone(), seed));
    }
    working.join_all().await;
    assert_eq!(said(&verify(&nodes[1].home)), "", "before all of it is sealed");
    nodes[0].store.tend().await.unwrap();
    nodes[0].store.shutdown().await;
    nodes[1].store.shutdown().await;
    let verified = verify(&nodes[1].home);
    assert_eq!(said(&verified), "");
    let newest = nodes[1].home.sql("SELECT max(position) FROM changes");
    assert_eq!(verified.newest.unwrap().position.to_string(), newest, "all of it is sealed");
}
