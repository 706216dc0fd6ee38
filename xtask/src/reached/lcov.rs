//! The report of `llvm-cov export --format=lcov`: for each file, how often each line was reached.

use std::{collections::BTreeMap, path::Path};

use super::Reached;

/// Sums up each file under `root`, by its path from there, counting the lines that `counts` says yes to.
pub(super) fn read(
    report: &str,
    root: &Path,
    counts: impl Fn(&str, usize) -> bool,
) -> BTreeMap<String, Reached> {
    let mut files = BTreeMap::new();
    let mut file = None;
    for line in report.lines() {
        if let Some(path) = line.strip_prefix("SF:") {
            file = Path::new(path).strip_prefix(root).ok().and_then(Path::to_str);
        } else if let (Some(file), Some((number, times))) = (file, counted(line))
            && counts(file, number)
        {
            let reached: &mut Reached = files.entry(file.to_owned()).or_default();
            reached.lines += 1;
            reached.reached += usize::from(times > 0);
        }
    }
    files
}

/// A line's number, and how often it was reached.
fn counted(line: &str) -> Option<(usize, u64)> {
    let (number, times) = line.strip_prefix("DA:")?.split_once(',')?;
    Some((number.parse().ok()?, times.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_this_tree_are_counted_once_each() {
        let report = "SF:/tree/crates/app/src/a.rs\nDA:1,5\nDA:2,0\nDA:3,1\nend_of_record\n\
                      SF:/elsewhere/b.rs\nDA:1,1\nend_of_record\n";
        let files = read(report, Path::new("/tree"), |_, line| line != 3);
        assert_eq!(files.len(), 1);
        assert_eq!(files["crates/app/src/a.rs"], Reached { lines: 2, reached: 1 });
    }
}
