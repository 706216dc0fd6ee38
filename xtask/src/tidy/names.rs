//! What a room's code may name: the laws that the manifests cannot keep.

use super::Violation;
use super::rust::{Source, names};
use super::tree::{Tree, is_test, room};

/// Names that only some rooms may write.
struct Names {
    words: &'static [&'static str],
    /// The rooms that the law binds; empty means all but `owners`.
    binds: &'static [&'static str],
    owners: &'static [&'static str],
    law: &'static str,
    mend: &'static str,
}

const NAMES: &[Names] = &[
    Names {
        words: &["StatusCode", "CloseFrame", "HeaderMap"],
        binds: &[],
        owners: &["gateway", "load"],
        law: "only gateway names a frame or a status code",
        mend: "Return a refusal with a stable code; the gateway maps it once.",
    },
    Names {
        words: &["std::env", "env::var", "env::var_os", "env::vars", "env::args"],
        binds: &[],
        // Other people's programs are where the path says; they are nothing of a server's configuration.
        owners: &["engines", "server"],
        law: "only server reads configuration",
        mend: "Take the value as an argument, and read it in server's configuration.",
    },
    Names {
        words: &[
            "async",
            ".await",
            "std::fs",
            "std::io",
            "std::net",
            "std::thread",
            "std::process",
            "SystemTime",
            "Instant",
            "Timestamp::now",
            "Zoned::now",
            "now_v7",
            "new_v4",
            "println!",
            "eprintln!",
        ],
        binds: &["domain", "protocol"],
        owners: &[],
        law: "domain and protocol are pure: no I/O, no clock, no chance, no waiting",
        mend: "Pass the value in, or act on a floor above.",
    },
];

/// What a door may not take of realtime: it registers an encoder and drains a session, and the hall
/// decides who hears what.
const INSIDES: &[&str] = &["Hub", "Topic", "publish"];

/// What every SQL statement of this project begins with, once white space is folded.
const SQL_OPENINGS: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "CREATE UNIQUE ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "PRAGMA ",
    "BEGIN IMMEDIATE",
    "WITH RECURSIVE ",
];

/// Nouns of the domain, which the carrier of bytes does not know.
const NOUNS: &[&str] = &["conversation", "customer", "inbox"];

/// The ways in, each a folder or file of the gateway, none of which may lean on another.
const DOORS: &[&str] = &["rest", "socketio", "websocket", "cable"];

/// Spellings of a decision by role, which belongs to policy.
const ROLE_TESTS: &[&str] = &["role ==", "role() ==", "role !=", "role() !="];

/// Checks the product code of every crate.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for path in tree.ending(&["rs"]).filter(|path| path.contains("/src/") && !is_test(path)) {
        let Some(room) = room(path) else { continue };
        let source = Source::read(&tree.read(path));
        found.extend(NAMES.iter().flat_map(|law| foreign_names(path, room, law, &source)));
        match room {
            "store" => {}
            "gateway" => {
                found.extend(sql(path, &source));
                found.extend(gateway(path, &source));
            }
            "realtime" => {
                found.extend(sql(path, &source));
                found.extend(realtime(path, &source));
            }
            _ => found.extend(sql(path, &source)),
        }
    }
    found
}

fn foreign_names(path: &str, room: &str, law: &Names, source: &Source) -> Vec<Violation> {
    let bound = if law.binds.is_empty() { !law.owners.contains(&room) } else { law.binds.contains(&room) };
    if !bound {
        return Vec::new();
    }
    let mut found: Vec<Violation> = Vec::new();
    for word in law.words {
        for line in source.lines_naming(word) {
            let place = format!("{path}:{line}");
            if found.iter().all(|earlier| earlier.place != place) {
                found.push(Violation::new(
                    place,
                    format!("names {}, but {}", word.trim(), law.law),
                    law.mend,
                ));
            }
        }
    }
    found
}

fn sql(path: &str, source: &Source) -> Vec<Violation> {
    let is_sql = |text: &str| {
        let folded = format!("{} ", text.split_whitespace().collect::<Vec<_>>().join(" "));
        let update = folded.starts_with("UPDATE ") && folded.contains(" SET ");
        update || SQL_OPENINGS.iter().any(|opening| folded.starts_with(opening))
    };
    let statements = source.strings.iter().filter(|literal| is_sql(&literal.text));
    statements
        .map(|literal| {
            let mend = "Give store a function with a name from the domain, and call that.";
            Violation::new(format!("{path}:{}", literal.line), "writes SQL, but only store names SQL", mend)
        })
        .collect()
}

fn realtime(path: &str, source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, line) in source.code.lines().enumerate() {
        let line = line.to_lowercase();
        if let Some(noun) = NOUNS.iter().find(|noun| line.contains(*noun)) {
            found.push(Violation::new(
                format!("{path}:{}", index + 1),
                format!("names {noun}, but realtime carries opaque bytes on named topics"),
                "Let app choose the topic and render the bytes.",
            ));
        }
    }
    found
}

fn gateway(path: &str, source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    let this_door = DOORS.iter().find(|door| {
        path.contains(&format!("gateway/src/{door}/")) || path.ends_with(&format!("gateway/src/{door}.rs"))
    });
    for (index, line) in source.code.lines().enumerate() {
        let place = format!("{path}:{}", index + 1);
        if ROLE_TESTS.iter().any(|test| line.contains(test)) {
            let mend = "Ask policy through the hall; a door only says who is speaking.";
            found.push(Violation::new(&place, "decides by role, but only policy does", mend));
        }
        if let Some(word) = INSIDES.iter().find(|word| names(line, word)) {
            let mend = "Call the hall: topics and publishing are its business.";
            found.push(Violation::new(&place, format!("names {word}, one of realtime's insides"), mend));
        }
        let other = DOORS.iter().find(|door| {
            this_door.is_some_and(|this| this != *door)
                && [format!("crate::{door}"), format!("super::{door}")].iter().any(|path| names(line, path))
        });
        if let Some(other) = other {
            let mend = "Move what both need beside the doors, and import it from there.";
            found.push(Violation::new(&place, format!("one door imports another ({other})"), mend));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::planted::plant;

    fn broken(path: &str, text: &str) -> Vec<String> {
        check(&plant(&[(path, text)]).tree).into_iter().map(|v| format!("{} {}", v.place, v.what)).collect()
    }

    #[test]
    fn sql_outside_the_store_is_named_with_its_line() {
        let text =
            "fn f() {\n    run(\"SELECT id\n      FROM entry\");\n    run(r\"UPDATE entry SET seq = 1\");\n}";
        let found = broken("crates/app/src/lib.rs", text);
        assert_eq!(
            found,
            [
                "crates/app/src/lib.rs:2 writes SQL, but only store names SQL",
                "crates/app/src/lib.rs:4 writes SQL, but only store names SQL"
            ]
        );
        assert!(broken("crates/store/src/lib.rs", text).is_empty());
        assert!(broken("crates/app/src/lib.rs", "const A: &str = \"Select a conversation.\";").is_empty());
    }

    #[test]
    fn the_environment_is_read_in_the_server_only() {
        let text = "use std::env;\nlet a = env::var(\"A\"); let b = env!(\"B\");";
        assert_eq!(broken("crates/app/src/a.rs", text).len(), 2);
        assert!(broken("crates/server/src/a.rs", text).is_empty());
    }

    #[test]
    fn status_codes_stay_in_the_gateway() {
        let found = broken("crates/app/src/a.rs", "// StatusCode\nfn f() -> StatusCode {}");
        assert_eq!(
            found,
            ["crates/app/src/a.rs:2 names StatusCode, but only gateway names a frame or a status code"]
        );
        assert!(broken("crates/gateway/src/a.rs", "fn f() -> StatusCode {}").is_empty());
    }

    #[test]
    fn the_domain_has_no_clock_and_no_dice() {
        assert_eq!(broken("crates/domain/src/a.rs", "let at = jiff::Timestamp::now();").len(), 1);
        assert_eq!(broken("crates/domain/src/a.rs", "let id = Uuid::now_v7();").len(), 1);
        assert_eq!(broken("crates/protocol/src/a.rs", "async fn f() {}").len(), 1);
        assert!(broken("crates/app/src/a.rs", "async fn f() {}").is_empty());
    }

    #[test]
    fn tests_may_name_what_they_like() {
        assert!(broken("crates/app/src/a/tests.rs", "const A: &str = \"SELECT 1\";").is_empty());
        assert!(
            broken("crates/app/src/a.rs", "#[cfg(test)]\nmod tests { const A: &str = \"SELECT 1\"; }")
                .is_empty()
        );
    }

    #[test]
    fn realtime_knows_no_noun_of_the_domain() {
        assert_eq!(
            broken("crates/realtime/src/a.rs", "/// A conversation's topic.\nstruct ConversationTopic;")
                .len(),
            1
        );
    }

    #[test]
    fn doors_do_not_decide_and_do_not_lean_on_each_other() {
        let found = broken(
            "crates/gateway/src/rest/a.rs",
            "use crate::socketio::x;\nif actor.role() == Role::Admin {}",
        );
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(broken("crates/gateway/src/rest/a.rs", "use crate::rest::x;").is_empty());
        assert_eq!(broken("crates/gateway/src/session.rs", "hub.publish(topic, event);").len(), 1);
        assert!(broken("crates/gateway/src/router.rs", "use crate::socketio::x;").is_empty());
    }
}
