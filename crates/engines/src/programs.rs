//! Other people's programs: where they are, and running one to its end.

use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use rustix::process::getuid;

use crate::EngineError;

/// Names the folder of PostgreSQL's programs, where another than the one found is wanted.
const POSTGRES_BIN: &str = "POSTGRES_BIN";
/// Where Debian keeps each version of PostgreSQL.
const POSTGRES_VERSIONS: &str = "/usr/lib/postgresql";
/// Folders that hold servers and are not in everybody's path.
const ALSO_IN: [&str; 3] = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];
/// Bytes of what a program said that a failure shows.
const SAID_BYTES: usize = 2000;
/// Whom a process of root's becomes for PostgreSQL, which refuses root.
const OWNER: &str = "postgres";

/// Finds a program by its name.
pub(crate) fn find(program: &'static str, package: &'static str) -> Result<PathBuf, EngineError> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(ALSO_IN.iter().map(PathBuf::from));
    let found = folders.map(|folder| folder.join(program)).find(|file| file.is_file());
    found.ok_or(EngineError::Missing { program, package })
}

/// The folder of PostgreSQL's programs: the named one, the newest of Debian's, or where the path leads.
pub(crate) fn postgres_folder() -> Result<PathBuf, EngineError> {
    if let Some(named) = env::var_os(POSTGRES_BIN) {
        return Ok(PathBuf::from(named));
    }
    let versions = fs::read_dir(POSTGRES_VERSIONS).into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max();
    if let Some((_, folder)) = newest {
        return Ok(folder);
    }
    let initdb = find("initdb", "postgresql")?;
    let real = initdb.canonicalize().unwrap_or(initdb);
    Ok(real.parent().unwrap_or(Path::new("/")).to_path_buf())
}

/// What is put before a program that root may not run: becoming somebody who may.
pub(crate) fn as_owner() -> Vec<OsString> {
    if !getuid().is_root() {
        return Vec::new();
    }
    ["setpriv", "--reuid", OWNER, "--regid", OWNER, "--init-groups", "--"].map(OsString::from).to_vec()
}

/// Hands a folder over to whom [`as_owner`] becomes.
pub(crate) fn give_to_owner(folder: &Path) -> Result<(), EngineError> {
    if getuid().is_root() {
        run(&mut order(&[OsStr::new("chown"), OsStr::new(&format!("{OWNER}:{OWNER}")), folder.as_os_str()]))?;
    }
    Ok(())
}

/// A program with its arguments, untouched by settings of PostgreSQL in the environment.
pub(crate) fn order<S: AsRef<OsStr>>(words: &[S]) -> Command {
    let mut words = words.iter().map(AsRef::as_ref);
    let mut command = Command::new(words.next().unwrap_or(OsStr::new("false")));
    command.args(words).current_dir("/");
    for (name, _) in env::vars_os().filter(|(name, _)| is_of_postgres(name)) {
        command.env_remove(name);
    }
    command
}

fn is_of_postgres(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with("PG"))
}

/// Runs a program to its end. What it printed.
pub(crate) fn run(command: &mut Command) -> Result<String, EngineError> {
    run_with(command, "")
}

/// The same, with something to read for it.
pub(crate) fn run_with(command: &mut Command, input: &str) -> Result<String, EngineError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = || EngineError::system(format!("{program} could not be run"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(failed())?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that has ended before it read everything says why on its own.
        let _broken = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(failed())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    Err(EngineError::Failed { said: end_of(&output.stderr), program })
}

/// The end of what somebody said.
pub(crate) fn end_of(said: &[u8]) -> String {
    let start = said.len().saturating_sub(SAID_BYTES);
    String::from_utf8_lossy(&said[start..]).trim().to_owned()
}
