//! One word per thing: the words this project does not use, in file, type and table names.

use super::Violation;
use super::rust::{Source, line_of};
use super::tree::{Tree, file_name, is_test};

/// A word that another word stands for, and that word.
const WORDS: &[(&str, &str)] = &[
    ("user", "customer, agent or actor"),
    ("operator", "agent"),
    ("room", "conversation or topic"),
    ("thread", "conversation or timeline"),
    ("chat", "conversation"),
    ("tag", "label"),
    ("template", "canned response"),
    ("command", "operation"),
];

/// Words that mean something else in a type name of ours (`ChatRequest`, a system thread), and pass there.
const FREE_IN_TYPES: &[&str] = &["chat", "thread", "command"];

/// Checks file names, the types of the rooms that name things for everybody, and tables.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    let product = |path: &&str| (path.starts_with("crates/") || path.starts_with("web/")) && !is_test(path);
    for path in tree.ending(&["rs", "ts", "tsx", "sql"]).filter(product) {
        let stem = file_name(path).split('.').next().unwrap_or_default();
        found.extend(word_for(stem).map(|word| violation(path, stem, word)));
    }
    for path in tree.ending(&["rs"]).filter(|path| named_for_all(path) && !is_test(path)) {
        found.extend(type_names(path, &Source::read(&tree.read(path)).code));
    }
    for path in tree.ending(&["sql"]) {
        found.extend(table_names(path, &tree.read(path)));
    }
    found
}

fn named_for_all(path: &str) -> bool {
    ["crates/domain/src/", "crates/protocol/src/"].iter().any(|start| path.starts_with(start))
}

fn word_for(name: &str) -> Option<&'static (&'static str, &'static str)> {
    let name = name.to_lowercase();
    let singular = name.strip_suffix('s').unwrap_or(&name);
    WORDS.iter().find(|(word, _)| *word == singular || *word == name)
}

fn violation(place: impl Into<String>, name: &str, (word, ours): &(&str, &str)) -> Violation {
    Violation::new(place, format!("{name} uses the word {word}"), format!("The word here is {ours}."))
}

fn type_names(path: &str, code: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut words = line.split_whitespace().skip_while(|word| *word != "pub").skip(1);
        let Some("struct" | "enum" | "trait" | "type") = words.next() else { continue };
        let name: String =
            words.next().unwrap_or_default().chars().take_while(|c| c.is_alphanumeric()).collect();
        let broken = parts(&name).into_iter().find_map(word_for);
        let bound = broken.filter(|(word, _)| !FREE_IN_TYPES.contains(word));
        found.extend(bound.map(|word| violation(format!("{path}:{}", index + 1), &name, word)));
    }
    found
}

/// `UserId` is `User` and `Id`.
fn parts(name: &str) -> Vec<&str> {
    let mut starts: Vec<usize> =
        name.char_indices().filter(|(_, letter)| letter.is_uppercase()).map(|(at, _)| at).collect();
    starts.push(name.len());
    starts.windows(2).map(|pair| &name[pair[0]..pair[1]]).collect()
}

fn table_names(path: &str, sql: &str) -> Vec<Violation> {
    let lower = sql.to_lowercase();
    let mut found = Vec::new();
    for (at, opening) in lower.match_indices("create table ") {
        let rest = lower[at + opening.len()..].trim_start().trim_start_matches("if not exists ");
        let name: String =
            rest.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let broken = name.split('_').find_map(word_for);
        found.extend(broken.map(|word| violation(format!("{path}:{}", line_of(&lower, at)), &name, word)));
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
    fn files_are_named_in_our_words() {
        assert_eq!(
            broken("crates/app/src/rooms.rs", ""),
            ["crates/app/src/rooms.rs rooms uses the word room"]
        );
        assert_eq!(broken("web/apps/desk/src/User.tsx", "").len(), 1);
        assert!(broken("crates/store/src/writer_thread.rs", "").is_empty());
        assert!(broken("crates/app/src/conversation.rs", "").is_empty());
    }

    #[test]
    fn types_are_named_in_our_words() {
        let found =
            broken("crates/domain/src/a.rs", "/// An id.\npub struct UserId(Uuid);\npub enum Status {}\n");
        assert_eq!(found, ["crates/domain/src/a.rs:2 UserId uses the word user"]);
        assert!(broken("crates/protocol/src/a.rs", "pub struct JoinChat;").is_empty());
    }

    #[test]
    fn tables_are_named_in_our_words() {
        let sql = "CREATE TABLE entry (a);\nCREATE TABLE IF NOT EXISTS room_members (a);";
        let found = broken("crates/store/migrations/sqlite/0001_a.sql", sql);
        assert_eq!(found, ["crates/store/migrations/sqlite/0001_a.sql:2 room_members uses the word room"]);
    }
}
