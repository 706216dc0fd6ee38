//! The programs whose runs are counted, as cargo knows them.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

/// Every program of the workspace, tests included. Builds what is not built yet, as it is told by the
/// environment; after a run of the tests nothing is left to build.
///
/// # Errors
/// With a sentence, where cargo fails.
pub(super) fn built(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(root).stderr(Stdio::inherit());
    build.args(["build", "--locked", "--workspace", "--all-targets", "--message-format=json", "--quiet"]);
    let output = build.output().map_err(|error| format!("cargo does not start: {error}"))?;
    if !output.status.success() {
        return Err("the workspace does not build.".into());
    }
    let programs = programs_in(&String::from_utf8_lossy(&output.stdout));
    if programs.is_empty() { Err("cargo names no program.".into()) } else { Ok(programs) }
}

fn programs_in(messages: &str) -> Vec<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    messages.filter_map(|message| Some(message["executable"].as_str()?.into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_what_cargo_says_can_be_run() {
        let messages = "{\"reason\":\"compiler-artifact\",\"executable\":null}\n\
                        {\"reason\":\"compiler-artifact\",\"executable\":\"/target/debug/deskbell\"}\nnoise\n";
        assert_eq!(programs_in(messages), [PathBuf::from("/target/debug/deskbell")]);
    }
}
