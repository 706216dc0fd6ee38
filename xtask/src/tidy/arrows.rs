//! Which crate may import which, read from the manifests.

use toml::{Table, Value};

use super::Violation;
use super::tree::{Tree, room};

/// What one crate may depend on.
struct Room {
    name: &'static str,
    /// The crates of this workspace that its product code may import.
    imports: &'static [&'static str],
    /// When present, the only foreign crates it may import.
    only: Option<&'static [&'static str]>,
}

/// The crates from the ground floor up; a development dependency may point at any floor below.
const ROOMS: &[Room] = &[
    Room { name: "engines", imports: &[], only: Some(&["rustix", "tempfile", "thiserror"]) },
    Room { name: "domain", imports: &[], only: Some(&["jiff", "thiserror", "uuid"]) },
    Room { name: "protocol", imports: &["domain"], only: None },
    Room { name: "store", imports: &["domain"], only: None },
    Room { name: "realtime", imports: &[], only: None },
    Room { name: "app", imports: &["domain", "protocol", "realtime", "store"], only: None },
    Room { name: "gateway", imports: &["app", "domain", "protocol", "realtime"], only: None },
    Room { name: "load", imports: &["engines", "protocol"], only: None },
    Room {
        name: "server",
        imports: &["app", "domain", "gateway", "load", "protocol", "realtime", "store"],
        only: None,
    },
    Room {
        name: "conformance",
        imports: &["app", "domain", "engines", "gateway", "load", "protocol", "realtime", "server", "store"],
        only: None,
    },
    // On the top floor, so that no crate below can be built with it.
    Room { name: "powercut", imports: &[], only: Some(&["parking_lot", "rand", "rusqlite"]) },
];

/// Crates that state their lints themselves: the workspace forbids unsafe code, and forbidding cannot be
/// relaxed. They hold tests and no product code.
const OWN_LINTS: &[&str] = &["powercut"];

/// Foreign crates that belong to a trade, and the rooms of that trade.
const TRADES: &[(&[&str], &[&str])] = &[
    (
        &[
            "rusqlite",
            "libsqlite3-sys",
            "tokio-postgres",
            "deadpool-postgres",
            "tokio-postgres-rustls",
            "postgres",
            "refinery",
            "sqlx",
        ],
        &["store"],
    ),
    (&["redis", "fred", "deadpool-redis"], &["realtime"]),
    (
        &["axum", "axum-extra", "hyper", "rust-embed", "memory-serve", "tower-http", "utoipa-axum"],
        &["gateway"],
    ),
    (&["socketioxide", "tokio-tungstenite", "tungstenite"], &["gateway", "load"]),
    (&["clap", "config", "figment", "toml", "dotenvy"], &["server"]),
];

/// Foreign crates that do things, which a crate that only describes things has no use for.
const DOERS: &[&str] = &["futures-util", "parking_lot", "rand", "reqwest", "tokio", "tracing"];

/// Checks every manifest under `crates/`.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for path in tree.files().iter().filter(|path| is_manifest(path)) {
        let Some(folder) = room(path) else { continue };
        match tree.read(path).parse::<Table>() {
            Ok(manifest) => found.extend(check_manifest(path, folder, &manifest)),
            Err(error) => {
                found.push(Violation::new(path, format!("is no TOML: {}", error.message()), "Correct it."));
            }
        }
    }
    found
}

fn is_manifest(path: &str) -> bool {
    path.starts_with("crates/") && path.ends_with("/Cargo.toml") && path.matches('/').count() == 2
}

fn check_manifest(path: &str, folder: &str, manifest: &Table) -> Vec<Violation> {
    let Some(floor) = ROOMS.iter().position(|room| room.name == folder) else {
        let mend = "Say what it may import in ROOMS in xtask/src/tidy/arrows.rs and in ARCHITECTURE.md.";
        return vec![Violation::new(path, "no law says what this crate may import", mend)];
    };
    let mut found = check_identity(path, folder, manifest);
    for import in imports(manifest) {
        let broken = match import.name.strip_prefix("deskbell-") {
            Some(target) => own_import(&ROOMS[floor], floor, target, import.for_tests),
            None if import.for_tests => None,
            None => foreign_import(&ROOMS[floor], &import.name),
        };
        found.extend(broken.map(|(what, mend)| Violation::new(path, what, mend)));
    }
    found
}

fn check_identity(path: &str, folder: &str, manifest: &Table) -> Vec<Violation> {
    let mut found = Vec::new();
    let wanted = format!("deskbell-{folder}");
    if manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str)
        != Some(&wanted)
    {
        let mend = format!("Name it {wanted}: a folder and its crate have one name.");
        found.push(Violation::new(path, "the crate is not named after its folder", mend));
    }
    let lints = manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(Value::as_bool);
    if lints != Some(true) && !OWN_LINTS.contains(&folder) {
        let mend = "Add [lints] workspace = true.";
        found.push(Violation::new(path, "does not take the workspace's lints", mend));
    }
    found
}

type Broken = Option<(String, String)>;

fn own_import(from: &Room, floor: usize, target: &str, for_tests: bool) -> Broken {
    if from.imports.contains(&target) {
        return None;
    }
    let below = ROOMS.iter().position(|room| room.name == target).is_some_and(|other| other < floor);
    if for_tests && below {
        return None;
    }
    let allowed = if from.imports.is_empty() { "no other room".to_owned() } else { from.imports.join(", ") };
    let what = format!("{} imports {target}, and it may import {allowed}", from.name);
    let mend = "Move what you need to a floor below both, or pass it in from the crate that wires them.";
    Some((what, mend.to_owned()))
}

fn foreign_import(from: &Room, name: &str) -> Broken {
    if let Some(only) = from.only.filter(|only| !only.contains(&name)) {
        let what =
            format!("{} imports {name}; it is pure and may import only {}", from.name, only.join(", "));
        return Some((what, "Decide here with plain values, and do the rest on a floor above.".to_owned()));
    }
    if from.name == "protocol" && DOERS.contains(&name) {
        let what = format!("protocol imports {name}; it describes messages and does nothing");
        return Some((what, "Do it in app or gateway.".to_owned()));
    }
    let (_, owners) = TRADES.iter().find(|(names, _)| names.contains(&name))?;
    if owners.contains(&from.name) || ["conformance", "powercut"].contains(&from.name) {
        return None;
    }
    let what = format!("{} imports {name}, which only {} may", from.name, owners.join(" and "));
    Some((what, format!("Ask {} for what you need by a function of its own words.", owners[0])))
}

/// One line of a manifest's dependency tables.
struct Import {
    name: String,
    for_tests: bool,
}

fn imports(manifest: &Table) -> Vec<Import> {
    let mut found = section_imports(manifest);
    for platform in tables(manifest.get("target")) {
        found.extend(section_imports(platform));
    }
    found
}

fn section_imports(section: &Table) -> Vec<Import> {
    let mut found = Vec::new();
    for (key, for_tests) in
        [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)]
    {
        let Some(entries) = section.get(key).and_then(Value::as_table) else { continue };
        for (alias, entry) in entries {
            let name = entry.get("package").and_then(Value::as_str).unwrap_or(alias);
            found.push(Import { name: name.to_owned(), for_tests });
        }
    }
    found
}

fn tables(value: Option<&Value>) -> impl Iterator<Item = &Table> {
    value.and_then(Value::as_table).into_iter().flat_map(|table| table.values()).filter_map(Value::as_table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::planted::plant;

    fn broken(folder: &str, dependencies: &str) -> Vec<String> {
        let path = format!("crates/{folder}/Cargo.toml");
        let manifest =
            format!("[package]\nname = \"deskbell-{folder}\"\n[lints]\nworkspace = true\n{dependencies}");
        check(&plant(&[(&path, &manifest)]).tree).into_iter().map(|violation| violation.what).collect()
    }

    #[test]
    fn arrows_that_point_down_are_fine() {
        assert!(
            broken("app", "[dependencies]\ndeskbell-store.workspace = true\nmoka.workspace = true")
                .is_empty()
        );
        assert!(broken("gateway", "[dependencies]\naxum.workspace = true").is_empty());
        assert!(broken("gateway", "[dev-dependencies]\ndeskbell-store.workspace = true").is_empty());
    }

    #[test]
    fn an_arrow_that_points_up_is_named() {
        let found = broken("store", "[dependencies]\ndeskbell-app.workspace = true");
        assert_eq!(found, ["store imports app, and it may import domain"]);
        let found = broken("domain", "[dev-dependencies]\ndeskbell-store.workspace = true");
        assert_eq!(found, ["domain imports store, and it may import no other room"]);
    }

    #[test]
    fn the_gateway_does_not_reach_past_the_hall() {
        let found = broken("gateway", "[dependencies]\ndeskbell-store.workspace = true");
        assert_eq!(found, ["gateway imports store, and it may import app, domain, protocol, realtime"]);
    }

    #[test]
    fn the_domain_imports_nothing_that_acts() {
        let found = broken("domain", "[dependencies]\nserde = \"1\"\njiff = \"0.2\"");
        assert_eq!(found, ["domain imports serde; it is pure and may import only jiff, thiserror, uuid"]);
        let found = broken("protocol", "[dependencies]\ntokio = \"1\"");
        assert_eq!(found, ["protocol imports tokio; it describes messages and does nothing"]);
    }

    #[test]
    fn trades_keep_to_their_rooms_even_renamed_or_for_one_platform() {
        let found = broken("app", "[dependencies]\nbase = { package = \"rusqlite\", version = \"1\" }");
        assert_eq!(found, ["app imports rusqlite, which only store may"]);
        let found = broken("store", "[target.'cfg(unix)'.dependencies]\nredis = \"1\"");
        assert_eq!(found, ["store imports redis, which only realtime may"]);
        let found = broken("app", "[dependencies]\nclap.workspace = true");
        assert_eq!(found, ["app imports clap, which only server may"]);
    }

    #[test]
    fn a_crate_without_a_law_name_or_lints_is_named() {
        let found = check(&plant(&[("crates/attic/Cargo.toml", "[package]\nname = \"attic\"\n")]).tree);
        assert_eq!(found[0].what, "no law says what this crate may import");
        let found = check(&plant(&[("crates/app/Cargo.toml", "[package]\nname = \"hall\"\n")]).tree);
        assert_eq!(found.len(), 2);
    }
}
