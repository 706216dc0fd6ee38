//! What is tracked: sources, not what is built from them, and locks that work behind any mirror.

use toml::{Table, Value};

use super::Violation;
use super::tree::{Tree, file_name};

/// Folders that a build makes.
const BUILT: &[&str] =
    &["node_modules", "target", "dist", "build", "coverage", ".vite", "test-results", "playwright-report"];

/// The only place that Rust dependencies come from, as `Cargo.lock` spells it.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Checks for built folders, and both kinds of lock file.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for path in tree.files() {
        if path.split('/').any(|part| BUILT.contains(&part)) {
            let mend = "Remove it from git, and name its folder in .gitignore.";
            found.push(Violation::new(path, "is built, not written", mend));
        }
        match file_name(path) {
            "Cargo.lock" => found.extend(cargo_sources(path, &tree.read(path))),
            "package-lock.json" => found.extend(npm_addresses(path, &tree.read(path))),
            _ => {}
        }
    }
    found
}

fn cargo_sources(path: &str, text: &str) -> Vec<Violation> {
    let lock: Table = match text.parse() {
        Ok(lock) => lock,
        Err(error) => {
            let what = format!("is no TOML: {}", error.message());
            return vec![Violation::new(path, what, "Let cargo write it anew.")];
        }
    };
    let packages = lock.get("package").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text_of = |package: &Value, key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
    let foreign = packages.iter().filter_map(|package| {
        let source = text_of(package, "source")?;
        (source != REGISTRY).then(|| (text_of(package, "name").unwrap_or_default(), source))
    });
    foreign
        .map(|(name, source)| {
            let mend = "Depend on a released version from crates.io.";
            Violation::new(path, format!("takes {name} from {source}"), mend)
        })
        .collect()
}

fn npm_addresses(path: &str, text: &str) -> Vec<Violation> {
    let line = text.lines().position(|line| line.contains("\"resolved\": \"http"));
    line.map(|line| {
        let what = "names download addresses, which not everybody can reach";
        let mend = "Set omit-lockfile-registry-resolved=true in web/.npmrc and write the lock file anew.";
        Violation::new(format!("{path}:{}", line + 1), what, mend)
    })
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::planted::plant;

    fn broken(path: &str, text: &str) -> Vec<String> {
        check(&plant(&[(path, text)]).tree).into_iter().map(|v| v.what).collect()
    }

    #[test]
    fn built_folders_are_named() {
        assert_eq!(broken("web/dist/desk/index.html", ""), ["is built, not written"]);
        assert!(broken("web/apps/desk/src/distance.ts", "").is_empty());
    }

    #[test]
    fn rust_dependencies_come_from_the_registry() {
        let lock =
            |source: &str| format!("[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"{source}\"\n");
        assert!(broken("Cargo.lock", &lock(REGISTRY)).is_empty());
        assert_eq!(
            broken("Cargo.lock", &lock("git+https://example.org/a")),
            ["takes a from git+https://example.org/a"]
        );
    }

    #[test]
    fn npm_locks_name_no_addresses() {
        let lock = "{\n  \"resolved\": \"https://example.org/a.tgz\"\n}";
        assert_eq!(broken("web/package-lock.json", lock).len(), 1);
        assert!(
            broken("web/package-lock.json", "{ \"resolved\": \"packages/client\", \"link\": true }")
                .is_empty()
        );
    }
}
