//! Empty clusters, made once for each version and copied from then on, since making one takes seconds.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, DirBuilder, File},
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
};

use rustix::process::getuid;

use crate::{EngineError, programs};

use super::SUPERUSER;

/// Changes whenever clusters are made differently.
const EDITION: u32 = 1;

/// What a cluster is for.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Tests: small, and waits for no disk.
    Quick,
    /// Measuring and faults: as it comes.
    Durable,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Durable => "durable",
        }
    }

    fn segment_mib(self) -> &'static str {
        match self {
            Self::Quick => "--wal-segsize=1",
            Self::Durable => "--wal-segsize=16",
        }
    }
}

/// Puts an empty cluster of a kind where nothing is yet.
pub(super) fn copy(programs: &Path, kind: Kind, to: &Path) -> Result<(), EngineError> {
    let model = model(programs, kind)?;
    let words: [&OsStr; 5] =
        [OsStr::new("cp"), OsStr::new("-a"), OsStr::new("--reflink=auto"), model.as_os_str(), to.as_os_str()];
    programs::run(&mut programs::order(&words)).map(|_| ())
}

/// The cluster that others are copies of, made where it is missing; by one process, while others wait.
fn model(programs: &Path, kind: Kind) -> Result<PathBuf, EngineError> {
    let version = programs::run(&mut programs::order(&[
        programs.join("postgres").as_os_str(),
        OsStr::new("--version"),
    ]))?;
    let version = version.split_whitespace().nth(2).unwrap_or("unknown").to_owned();
    let shelf = shelf()?;
    let model = shelf.join(format!("{version}-{}-{EDITION}", kind.name()));
    let refused = || EngineError::system(format!("{} could not be used", shelf.display()));
    let lock = File::create(shelf.join("lock")).map_err(refused())?;
    lock.lock().map_err(refused())?;
    if !model.is_dir() {
        let making = shelf.join("making");
        if making.exists() {
            fs::remove_dir_all(&making).map_err(refused())?;
        }
        DirBuilder::new().mode(0o700).create(&making).map_err(refused())?;
        programs::give_to_owner(&making)?;
        make(programs, kind, &making)?;
        fs::rename(&making, &model).map_err(refused())?;
    }
    Ok(model)
}

/// Where models are kept: a folder of this account's own, which nobody else may have put there.
fn shelf() -> Result<PathBuf, EngineError> {
    let own = getuid().as_raw();
    let shelf = std::env::temp_dir().join(format!("deskbell-postgres-{own}"));
    let refused = || EngineError::system(format!("{} could not be made", shelf.display()));
    // Others may pass through: root's models belong to another account.
    if let Err(error) = DirBuilder::new().mode(0o711).create(&shelf)
        && error.kind() != std::io::ErrorKind::AlreadyExists
    {
        return Err(refused()(error));
    }
    let found = fs::symlink_metadata(&shelf).map_err(refused())?;
    if found.is_dir() && found.uid() == own {
        return Ok(shelf);
    }
    Err(refused()(std::io::Error::other("something of another account's is there")))
}

fn make(programs: &Path, kind: Kind, at: &Path) -> Result<(), EngineError> {
    let mut words = programs::as_owner();
    words.push(programs.join("initdb").into());
    words.extend(["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"].map(OsString::from));
    words.extend(["--no-sync", "--no-instructions", kind.segment_mib(), "-D"].map(OsString::from));
    words.push(at.into());
    programs::run(&mut programs::order(&words)).map(|_| ())
}
