//! What the product may be made of, by `deny.toml`: accepted licences, unwanted crates, crates wanted once.
//!
//! The same file serves `cargo deny`, which also knows advisories; this check needs nothing installed.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value as Json;
use toml::{Table, Value};

use super::tree::Tree;
use super::{Violation, spdx};

const RULES: &str = "deny.toml";
const NPM_LOCK: &str = "web/package-lock.json";

/// npm packages whose own description lacks the licence that their LICENSE file states.
const NPM_CLARIFIED: &[(&str, &str)] = &[("xmlhttprequest-ssl", "MIT")];

/// Checks the dependencies of the workspace, and the packages of the web that are shipped.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let rules = match tree.read(RULES).parse::<Table>() {
        Ok(rules) => Rules::read(&rules),
        Err(error) => {
            let what = format!("is no TOML: {}", error.message());
            return vec![Violation::new(RULES, what, "Correct it.")];
        }
    };
    let mut found = match dependencies(tree, &rules.targets) {
        Ok(packages) => judge(&rules, "Cargo.lock", &packages),
        Err(error) => vec![Violation::new("Cargo.lock", error, "Let cargo metadata --locked run.")],
    };
    if tree.files().iter().any(|path| path == NPM_LOCK) {
        match shipped_npm_packages(&tree.read(NPM_LOCK)) {
            Some(packages) => found.extend(judge(&rules, NPM_LOCK, &packages)),
            None => found.push(Violation::new(NPM_LOCK, "lists no packages", "Let npm write it anew.")),
        }
    }
    found
}

/// A dependency as its own package describes it.
struct Package {
    name: String,
    version: String,
    licence: Option<String>,
}

/// What `deny.toml` says, as far as this check reads it.
struct Rules {
    allowed: Vec<String>,
    exceptions: BTreeMap<String, Vec<String>>,
    banned: BTreeMap<String, String>,
    single: BTreeSet<String>,
    targets: Vec<String>,
}

impl Rules {
    fn read(table: &Table) -> Self {
        let licences = table.get("licenses");
        let crates = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        let mut rules = Self {
            allowed: texts(licences.and_then(|section| section.get("allow"))),
            exceptions: BTreeMap::new(),
            banned: BTreeMap::new(),
            single: BTreeSet::new(),
            targets: texts(table.get("graph").and_then(|section| section.get("targets"))),
        };
        for exception in crates(licences.and_then(|section| section.get("exceptions"))) {
            rules.exceptions.insert(text(&exception, "crate"), texts(exception.get("allow")));
        }
        for entry in crates(table.get("bans").and_then(|section| section.get("deny"))) {
            if entry.get("deny-multiple-versions").and_then(Value::as_bool) == Some(true) {
                rules.single.insert(text(&entry, "crate"));
            } else {
                rules.banned.insert(text(&entry, "crate"), text(&entry, "reason"));
            }
        }
        rules
    }
}

fn text(table: &Value, key: &str) -> String {
    table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn judge(rules: &Rules, place: &str, packages: &[Package]) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        let name = format!("{} {}", package.name, package.version);
        if let Some(reason) = rules.banned.get(&package.name) {
            found.push(Violation::new(place, format!("holds {name}"), format!("It is banned: {reason}.")));
        }
        let excepted = rules.exceptions.get(&package.name).map(Vec::as_slice).unwrap_or_default();
        let allowed = [rules.allowed.as_slice(), excepted].concat();
        match &package.licence {
            Some(licence) if spdx::satisfied(licence, &allowed) => {}
            Some(licence) => found.push(unlicensed(place, &name, &format!("licensed {licence}"))),
            None => found.push(unlicensed(place, &name, "without a licence")),
        }
        versions.entry(&package.name).or_default().insert(&package.version);
    }
    for (name, versions) in
        versions.into_iter().filter(|(name, all)| all.len() > 1 && rules.single.contains(*name))
    {
        let listed: Vec<&str> = versions.into_iter().collect();
        let mend = "Update what asks for the older one: two of them do not know each other.";
        found.push(Violation::new(place, format!("holds {name} in versions {}", listed.join(" and ")), mend));
    }
    found
}

fn unlicensed(place: &str, name: &str, how: &str) -> Violation {
    let mend = "Choose another package, or accept the licence in deny.toml with a reason.";
    Violation::new(place, format!("holds {name}, {how}"), mend)
}

/// Every package that a build for one of the targets would use, from `cargo metadata`.
fn dependencies(tree: &Tree, targets: &[String]) -> Result<Vec<Package>, String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--format-version", "1", "--locked"]);
    for target in targets {
        cargo.args(["--filter-platform", target]);
    }
    let metadata: Json = serde_json::from_slice(&answer(tree, cargo)?).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let built = built(tree)?;
    let foreign = packages.iter().filter(|package| package["source"].is_string()).map(described);
    Ok(foreign.filter(|one| built.contains(&format!("{} v{}", one.name, one.version))).collect())
}

/// The names of what is built at all. The lock file also lists what is only mentioned: a package that another would
/// use if a feature were on, which is.
fn built(tree: &Tree) -> Result<BTreeSet<String>, String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["tree", "--locked", "--workspace", "--target", "all", "--edges", "all"]);
    cargo.args(["--prefix", "none", "--format", "{p}"]);
    let text = String::from_utf8(answer(tree, cargo)?).map_err(|error| error.to_string())?;
    let name = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    Ok(text.lines().map(name).collect())
}

fn answer(tree: &Tree, mut cargo: Command) -> Result<Vec<u8>, String> {
    let done = cargo.current_dir(tree.root()).output().map_err(|error| format!("cannot be read: {error}"))?;
    if !done.status.success() {
        return Err(format!("cannot be read: {}", String::from_utf8_lossy(&done.stderr).trim()));
    }
    Ok(done.stdout)
}

fn described(package: &Json) -> Package {
    let text = |key: &str| package[key].as_str().map(str::to_owned);
    Package {
        name: text("name").unwrap_or_default(),
        version: text("version").unwrap_or_default(),
        licence: text("license"),
    }
}

/// The packages of an npm lock file that are not for development only.
fn shipped_npm_packages(lock: &str) -> Option<Vec<Package>> {
    let lock: Json = serde_json::from_str(lock).ok()?;
    let packages = lock["packages"].as_object()?;
    let foreign = packages.iter().filter_map(|(path, package)| {
        let name = path.rsplit_once("node_modules/").map(|(_, name)| name)?;
        let ours = package["link"].as_bool() == Some(true);
        let for_development = ["dev", "devOptional"].iter().any(|key| package[*key].as_bool() == Some(true));
        (!ours && !for_development).then_some((name, package))
    });
    let clarified = |name| NPM_CLARIFIED.iter().find(|(known, _)| *known == name);
    let packages = foreign.map(|(name, package)| {
        let described = described(package);
        let licence = described.licence.or_else(|| clarified(name).map(|(_, licence)| (*licence).to_owned()));
        Package { name: name.to_owned(), licence, ..described }
    });
    Some(packages.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::planted::plant;

    const DENY: &str = r#"
        [graph]
        targets = ["x86_64-unknown-linux-gnu"]
        [licenses]
        allow = ["MIT"]
        exceptions = [{ crate = "roots", allow = ["CDLA-Permissive-2.0"] }]
        [bans]
        deny = [
            { crate = "openssl", reason = "one TLS stack is enough" },
            { crate = "rustls", deny-multiple-versions = true },
        ]
    "#;

    fn broken(packages: &[(&str, &str, Option<&str>)]) -> Vec<String> {
        let rules = Rules::read(&DENY.parse().expect("rules"));
        let packages: Vec<Package> = packages
            .iter()
            .map(|(name, version, licence)| Package {
                name: (*name).to_owned(),
                version: (*version).to_owned(),
                licence: licence.map(str::to_owned),
            })
            .collect();
        judge(&rules, "Cargo.lock", &packages).into_iter().map(|v| v.what).collect()
    }

    #[test]
    fn accepted_and_excepted_licences_are_fine() {
        assert!(
            broken(&[("a", "1.0.0", Some("MIT")), ("roots", "1.0.0", Some("CDLA-Permissive-2.0"))])
                .is_empty()
        );
    }

    #[test]
    fn an_unaccepted_or_missing_licence_is_named() {
        let found = broken(&[("a", "1.0.0", Some("GPL-3.0-only")), ("b", "2.0.0", None)]);
        assert_eq!(found, ["holds a 1.0.0, licensed GPL-3.0-only", "holds b 2.0.0, without a licence"]);
    }

    #[test]
    fn a_banned_crate_and_a_second_tls_stack_are_named() {
        assert_eq!(broken(&[("openssl", "0.10.0", Some("MIT"))]), ["holds openssl 0.10.0"]);
        let found = broken(&[("rustls", "0.22.0", Some("MIT")), ("rustls", "0.23.0", Some("MIT"))]);
        assert_eq!(found, ["holds rustls in versions 0.22.0 and 0.23.0"]);
    }

    #[test]
    fn npm_packages_are_judged_when_they_are_shipped() {
        let lock = r#"{ "packages": {
            "": { "name": "web" },
            "apps/desk": { "version": "0.1.0" },
            "node_modules/desk": { "resolved": "apps/desk", "link": true },
            "node_modules/shipped": { "version": "1.0.0", "license": "MIT" },
            "node_modules/shipped/node_modules/@deep/inner": { "version": "3.0.0" },
            "node_modules/xmlhttprequest-ssl": { "version": "2.1.2" },
            "node_modules/tool": { "version": "2.0.0", "dev": true, "license": "GPL-3.0-only" }
        } }"#;
        let packages = shipped_npm_packages(lock).expect("packages");
        let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
        assert_eq!(names, ["shipped", "@deep/inner", "xmlhttprequest-ssl"]);
        assert_eq!(packages[2].licence.as_deref(), Some("MIT"));
        assert!(shipped_npm_packages("{}").is_none());
    }

    #[test]
    fn a_tree_without_a_readable_lock_or_rules_is_named() {
        let found = check(&plant(&[("deny.toml", "[licenses]\nallow = []\n")]).tree);
        assert!(found[0].what.starts_with("cannot be read"), "{found:?}");
        let found = check(&plant(&[("deny.toml", "[")]).tree);
        assert!(found[0].what.starts_with("is no TOML"), "{found:?}");
    }
}
