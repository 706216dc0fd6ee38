//! `cargo xtask coverage`: how much of the product's lines the tests have reached, and whether that is enough.
//!
//! It reads what a run of instrumented programs left behind (`scripts/coverage.sh` starts one) by the tools of
//! the compiler's own LLVM, and keeps the floors below. Lines of tests count for nothing: only what is shipped
//! is counted, and a line counts as reached when any program reached it.

mod lcov;
mod programs;
mod shipped;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// Lines in a hundred that the tests must reach, in each crate that is shipped.
const FLOOR: f64 = 80.0;
/// The same for single crates.
const FLOORS: &[(&str, f64)] = &[("domain", 90.0)];
/// The crates that are shipped.
const SHIPPED: &[&str] =
    &["domain", "protocol", "store", "realtime", "app", "gateway", "engines", "load", "server"];
/// Files that are named as reached the least.
const LEAST: usize = 12;

/// How many lines there are, and how many of them were reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Reached {
    lines: usize,
    reached: usize,
}

impl Reached {
    fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.reached += other.reached;
    }

    fn percent(self) -> f64 {
        if self.lines == 0 { 100.0 } else { 100.0 * self.reached as f64 / self.lines as f64 }
    }
}

/// Prints the table, and fails where a floor is broken or nothing can be read. Profiles lie in `raw`.
pub(crate) fn run(root: &Path, raw: &Path) -> ExitCode {
    match measure(root, raw) {
        Ok(files) => judge(&files),
        Err(sentence) => {
            eprintln!("coverage: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn measure(root: &Path, raw: &Path) -> Result<BTreeMap<String, Reached>, String> {
    let profiles = profiles_in(raw)?;
    let folder = raw.parent().unwrap_or(raw);
    let merged = folder.join("merged.profdata");
    let mut merge = Command::new(tool("LLVM_PROFDATA")?);
    // A process that was killed while it wrote leaves half a profile.
    merge.args(["merge", "--sparse", "--failure-mode=all", "--output"]).arg(&merged).args(profiles);
    finish(&mut merge)?;
    let mut export = Command::new(tool("LLVM_COV")?);
    export.args(["export", "--format=lcov", "--skip-functions", "--instr-profile"]).arg(&merged);
    for (number, program) in programs::built(root)?.iter().enumerate() {
        if number > 0 {
            export.arg("--object");
        }
        export.arg(program);
    }
    let report = finish(&mut export)?;
    let path = folder.join("lcov.info");
    fs::write(&path, &report).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    let report = String::from_utf8_lossy(&report);
    Ok(lcov::read(&report, root, |file, line| shipped::is_shipped(root, file, line)))
}

fn profiles_in(raw: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(raw).map_err(|error| format!("{} cannot be read: {error}", raw.display()))?;
    let profiles: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "profraw"))
        .collect();
    if profiles.is_empty() {
        return Err(format!("no instrumented program has left anything in {}.", raw.display()));
    }
    Ok(profiles)
}

fn tool(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|_| format!("{name} has to name the tool; `make coverage` looks for it."))
}

/// What a program prints, once it has succeeded.
fn finish(command: &mut Command) -> Result<Vec<u8>, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name} does not start: {error}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("{name} failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr)))
    }
}

fn judge(files: &BTreeMap<String, Reached>) -> ExitCode {
    let is_shipped = |file: &str| SHIPPED.iter().any(|name| file.starts_with(&folder_of(name)));
    let below = files.iter().filter(|(file, reached)| is_shipped(file) && reached.percent() < FLOOR);
    let mut least: Vec<_> = below.collect();
    least.sort_by_key(|(_, reached)| std::cmp::Reverse(reached.lines - reached.reached));
    if !least.is_empty() {
        println!("reached the least:");
    }
    for (file, reached) in least.into_iter().take(LEAST) {
        println!(
            "  {:>5.1} %  {:>4} lines not reached  {file}",
            reached.percent(),
            reached.lines - reached.reached
        );
    }
    let crates = by_crate(files);
    let mut all = Reached::default();
    let mut broken = false;
    for (name, reached) in &crates {
        all.add(*reached);
        let floor = floor_of(name);
        let enough = reached.percent() >= floor;
        broken |= !enough;
        let word = if enough { "" } else { "  below the floor" };
        println!(
            "{name:<10} {:>5.1} % of {:>6} lines (floor {floor} %){word}",
            reached.percent(),
            reached.lines
        );
    }
    println!("{:<10} {:>5.1} % of {:>6} lines", "all", all.percent(), all.lines);
    let missing = crates.len() < SHIPPED.len();
    if missing {
        eprintln!("coverage: a crate that is shipped was not measured.");
    }
    if broken || missing { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn by_crate(files: &BTreeMap<String, Reached>) -> Vec<(&'static str, Reached)> {
    let mut crates = Vec::new();
    for name in SHIPPED {
        let within = folder_of(name);
        let mut sum = Reached::default();
        for (_, reached) in files.iter().filter(|(file, _)| file.starts_with(&within)) {
            sum.add(*reached);
        }
        if sum.lines > 0 {
            crates.push((*name, sum));
        }
    }
    crates
}

fn folder_of(name: &str) -> String {
    format!("crates/{name}/src/")
}

fn floor_of(name: &str) -> f64 {
    FLOORS.iter().find(|(other, _)| *other == name).map_or(FLOOR, |(_, floor)| *floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_below_its_floor_fails_and_so_does_one_that_is_missing() {
        let reached = |reached| Reached { lines: 100, reached };
        let files = |domain, others| -> BTreeMap<String, Reached> {
            SHIPPED
                .iter()
                .map(|name| {
                    (
                        format!("crates/{name}/src/lib.rs"),
                        reached(if *name == "domain" { domain } else { others }),
                    )
                })
                .collect()
        };
        let passes = |files: &BTreeMap<String, Reached>| {
            format!("{:?}", judge(files)) == format!("{:?}", ExitCode::SUCCESS)
        };
        assert!(passes(&files(90, 80)));
        assert!(!passes(&files(89, 80)));
        assert!(!passes(&files(90, 79)));
        let mut fewer = files(90, 80);
        fewer.remove("crates/app/src/lib.rs");
        assert!(!passes(&fewer));
    }
}
