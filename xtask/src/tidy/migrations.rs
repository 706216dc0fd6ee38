//! Migrations: one numbered file after another, the same for each database.

use std::collections::BTreeMap;

use super::Violation;
use super::tree::Tree;

const HOME: &str = "crates/store/migrations/";

/// Checks the numbers and names under `crates/store/migrations/<database>/`.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut by_database: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rest in tree.files().iter().filter_map(|path| path.strip_prefix(HOME)) {
        match rest.split_once('/') {
            Some((database, name)) if is_well_named(name) => {
                by_database.entry(database).or_default().push(name)
            }
            _ => found.push(Violation::new(
                format!("{HOME}{rest}"),
                "is not named as a migration",
                "Name it <database>/NNNN_what_it_does.sql, with lower-case words.",
            )),
        }
    }
    for (database, names) in &by_database {
        found.extend(gaps(database, names));
    }
    found.extend(unmirrored(&by_database));
    found
}

fn is_well_named(name: &str) -> bool {
    let Some((number, rest)) = name.split_once('_') else { return false };
    let Some(words) = rest.strip_suffix(".sql") else { return false };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    number.len() == 4
        && number.chars().all(|c| c.is_ascii_digit())
        && !words.is_empty()
        && words.chars().all(plain)
}

fn gaps(database: &str, names: &[&str]) -> Vec<Violation> {
    let numbered = names.iter().zip(1..);
    numbered
        .filter(|(name, number)| name[..4].parse() != Ok(*number))
        .take(1)
        .map(|(name, number)| {
            let what = format!("stands where number {number:04} should");
            let mend = "Number the files of each database 0001, 0002, … without gap or double.";
            Violation::new(format!("{HOME}{database}/{name}"), what, mend)
        })
        .collect()
}

fn unmirrored(by_database: &BTreeMap<&str, Vec<&str>>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (database, names) in by_database {
        for (other, theirs) in by_database.iter().filter(|(other, _)| *other != database) {
            found.extend(names.iter().filter(|name| !theirs.contains(name)).map(|name| {
                let what = format!("has no counterpart for {other}");
                let mend = "Write the same migration, under the same name, for each database.";
                Violation::new(format!("{HOME}{database}/{name}"), what, mend)
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::planted::plant;

    fn broken(names: &[&str]) -> Vec<String> {
        let paths: Vec<String> = names.iter().map(|name| format!("{HOME}{name}")).collect();
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
        check(&plant(&files).tree).into_iter().map(|v| v.what).collect()
    }

    #[test]
    fn numbers_without_gaps_are_fine() {
        assert!(broken(&["sqlite/0001_first.sql", "sqlite/0002_second.sql"]).is_empty());
    }

    #[test]
    fn a_gap_and_a_double_are_named() {
        let found = broken(&["sqlite/0001_first.sql", "sqlite/0003_third.sql", "sqlite/0004_fourth.sql"]);
        assert_eq!(found, ["stands where number 0002 should"]);
        let found = broken(&["sqlite/0001_a.sql", "sqlite/0001_b.sql"]);
        assert_eq!(found, ["stands where number 0002 should"]);
    }

    #[test]
    fn an_odd_name_is_named() {
        for name in ["sqlite/1_first.sql", "sqlite/0001_First.sql", "sqlite/0001.sql", "loose.sql"] {
            assert_eq!(broken(&[name]), ["is not named as a migration"], "{name}");
        }
    }

    #[test]
    fn databases_mirror_each_other() {
        let found = broken(&["sqlite/0001_first.sql", "postgres/0001_first.sql", "sqlite/0002_more.sql"]);
        assert_eq!(found, ["has no counterpart for postgres"]);
    }
}
