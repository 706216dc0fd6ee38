//! A clock that is hours off: `libfaketime` between a node and the time of the system.

use std::{fs, path::PathBuf};

use deskbell_engines::EngineError;

/// Where Debian keeps libraries: in a folder for each kind of machine.
const LIBRARIES: &str = "/usr/lib";
/// The one for programs with threads.
const LIBRARY: &str = "faketime/libfaketimeMT.so.1";
/// Names the settings it adds, which are the node's alone.
const SETTINGS: [&str; 3] = ["LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC"];

/// The library.
///
/// # Errors
/// Where it is not installed.
pub(super) fn library() -> Result<PathBuf, EngineError> {
    let folders = fs::read_dir(LIBRARIES).into_iter().flatten().flatten();
    let found = folders.map(|folder| folder.path().join(LIBRARY)).find(|file| file.is_file());
    found.ok_or(EngineError::Missing { program: "libfaketime", package: "faketime" })
}

/// Settings by which a program's clock is so many hours off. What it measures time with goes on evenly, as it does where
/// a real clock is wrong.
pub(super) fn skewed(by_hours: i32) -> Result<Vec<(String, String)>, EngineError> {
    let values = [library()?.display().to_string(), format!("{by_hours:+}h"), "1".to_owned()];
    Ok(SETTINGS.map(str::to_owned).into_iter().zip(values).collect())
}

/// The same settings without these.
pub(super) fn straight(settings: &mut Vec<(String, String)>) {
    settings.retain(|(name, _)| !SETTINGS.contains(&name.as_str()));
}
