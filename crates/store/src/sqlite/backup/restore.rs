//! Putting a backup in place: copied beside the place, looked over there, and named only when it is sound.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::{copy_hashed, find_seal, io_error};
use crate::{
    BackupError, BackupFile, Progress, RestoreOptions, Restored, VerifyOptions,
    disk::durable::{create_private, make_folder, put_in_place, sync_folder, write_private},
    sqlite::{
        migrate,
        open::{self, beside},
        verify,
    },
};

/// What SQLite keeps beside a database. A log or journal left behind would be read as part of another one.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Puts a backup in place.
pub(crate) fn restore(
    options: &RestoreOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Restored, BackupError> {
    let _lock = open::lock(&options.target)?;
    // Said now rather than after all of it was copied and looked at.
    in_the_way(options, &database(options))?;
    let unfinished = beside(&options.target, ".part");
    let unpacked = unpack(options, &unfinished, progress);
    let restored =
        unpacked.and_then(|(restored, files)| put_all_in_place(options, &unfinished, restored, &files));
    if restored.is_err() {
        for ending in BESIDE {
            // Whatever was wrong has been said; half a database is of no use.
            let _ = fs::remove_file(beside(&unfinished, ending));
        }
    }
    restored
}

fn database(options: &RestoreOptions) -> Vec<PathBuf> {
    BESIDE.map(|ending| beside(&options.target, ending)).into()
}

/// Those of these paths that are taken, which is refused where nothing may be moved aside.
fn in_the_way(options: &RestoreOptions, paths: &[PathBuf]) -> Result<Vec<PathBuf>, BackupError> {
    let taken: Vec<PathBuf> = paths.iter().filter(|path| is_taken(path)).cloned().collect();
    match taken.first() {
        Some(path) if options.aside.is_none() => Err(BackupError::Exists { path: path.clone() }),
        _ => Ok(taken),
    }
}

fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn put_all_in_place(
    options: &RestoreOptions,
    unfinished: &Path,
    restored: Restored,
    files: &[BackupFile],
) -> Result<Restored, BackupError> {
    let mut steps = Steps::default();
    match steps.take(options, unfinished, files) {
        Ok(()) => Ok(Restored { moved_aside: !steps.moved.is_empty(), ..restored }),
        Err(error) => {
            steps.undo(options);
            Err(error)
        }
    }
}

/// What was done in the folder so far, to be undone where something fails.
#[derive(Default)]
struct Steps {
    /// What was in the way: where it was, and where it is.
    moved: Vec<(PathBuf, PathBuf)>,
    placed: Vec<PathBuf>,
}

impl Steps {
    /// The small files come first: where one of them fails, the database has not been touched.
    fn take(
        &mut self,
        options: &RestoreOptions,
        unfinished: &Path,
        files: &[BackupFile],
    ) -> Result<(), BackupError> {
        let paths: Vec<PathBuf> = files.iter().map(|file| options.files_dir.join(&file.name)).collect();
        self.move_aside(options, &paths)?;
        for (path, file) in paths.iter().zip(files) {
            self.placed.push(path.clone());
            write_private(path, &file.bytes).map_err(|source| io_error(path, source))?;
        }
        self.move_aside(options, &database(options))?;
        self.placed.push(options.target.clone());
        put_in_place(unfinished, &options.target).map_err(|source| io_error(&options.target, source))
    }

    fn move_aside(&mut self, options: &RestoreOptions, paths: &[PathBuf]) -> Result<(), BackupError> {
        let taken = in_the_way(options, paths)?;
        let Some(aside) = options.aside.as_ref().filter(|_| !taken.is_empty()) else { return Ok(()) };
        make_folder(aside).map_err(|source| io_error(aside, source))?;
        for from in taken {
            let to = aside.join(from.file_name().unwrap_or_default());
            rename(&from, &to).map_err(|source| io_error(&to, source))?;
            let made_to_last = sync_folder(&to).and_then(|()| sync_folder(&from));
            self.moved.push((from, to));
            made_to_last.map_err(|source| io_error(aside, source))?;
        }
        Ok(())
    }

    fn undo(self, options: &RestoreOptions) {
        for path in &self.placed {
            match fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    tracing::error!(%error, ?path, "a restored file could not be taken away again");
                }
                _ => {}
            }
        }
        for (was, is) in self.moved.iter().rev() {
            if let Err(error) = rename(is, was).and_then(|()| sync_folder(was)) {
                tracing::error!(%error, ?is, ?was, "what was moved aside could not be moved back");
            }
        }
        if let Some(aside) = &options.aside {
            // It stays where there is anything in it.
            let _ = fs::remove_dir(aside);
        }
    }
}

/// Gives a file another name, but never one that is taken.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    if is_taken(to) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

fn unpack(
    options: &RestoreOptions,
    unfinished: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Restored, Vec<BackupFile>), BackupError> {
    copy(&options.source, unfinished)?;
    let (made_at, mut files) =
        take_about(unfinished).map_err(|error| open::explain(&options.source, error))?;
    files.retain(|file| may_be_placed(&file.name, &options.target));
    migrate::forward(unfinished)?;
    let verified = verify::verify(unfinished, &VerifyOptions::default(), progress)?;
    if !verified.is_sound() {
        let path = options.source.clone();
        return Err(BackupError::Unsound { path, findings: verified.findings });
    }
    make_ready(unfinished)?;
    let names = files.iter().map(|file| file.name.clone()).collect();
    Ok((Restored { verified, made_at, files: names, moved_aside: false }, files))
}

fn copy(source: &Path, unfinished: &Path) -> Result<(), BackupError> {
    let mut from = File::open(source).map_err(|error| io_error(source, error))?;
    let seal = find_seal(&mut from).map_err(|error| io_error(source, error))?;
    if seal.is_none() {
        check_complete(source)?;
    }
    let mut to = create_private(unfinished).map_err(|error| io_error(unfinished, error))?;
    let length = seal.map_or(u64::MAX, |(length, _)| length);
    let (copied, digest) =
        copy_hashed(&mut from, &mut to, length).map_err(|error| io_error(unfinished, error))?;
    if seal.is_some_and(|seal| seal != (copied, digest)) {
        return Err(BackupError::Changed { path: source.into() });
    }
    Ok(())
}

/// A database that was not closed has its newest changes in a log beside it, which a copy of the file lacks.
fn check_complete(source: &Path) -> Result<(), BackupError> {
    let has_more = |log: &PathBuf| fs::metadata(log).is_ok_and(|log| log.len() > 0);
    match ["-wal", "-journal"].map(|ending| beside(source, ending)).into_iter().find(has_more) {
        Some(log) => Err(BackupError::HasLog { path: source.into(), log }),
        None => Ok(()),
    }
}

/// What a backup says about itself; nothing where the file is a database that is no backup.
fn take_about(path: &Path) -> rusqlite::Result<(Option<Timestamp>, Vec<BackupFile>)> {
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA secure_delete = ON;")?;
    let is_backup = connection
        .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'backup_about' AND type = 'table'")?
        .exists([])?;
    if !is_backup {
        return Ok((None, Vec::new()));
    }
    let made_at: Option<i64> =
        connection.query_row("SELECT made_at FROM backup_about", [], |row| row.get(0)).optional()?;
    let files = {
        let mut statement = connection.prepare("SELECT name, content FROM backup_files ORDER BY name")?;
        let files =
            statement.query_map([], |row| Ok(BackupFile { name: row.get(0)?, bytes: row.get(1)? }))?;
        files.collect::<rusqlite::Result<Vec<_>>>()?
    };
    connection.execute_batch("DROP TABLE backup_about; DROP TABLE backup_files;")?;
    Ok((made_at.and_then(|at| Timestamp::from_microsecond(at).ok()), files))
}

/// Whether a name stays in its folder and is no part of the database: a backup may come from anywhere.
fn may_be_placed(name: &str, target: &Path) -> bool {
    let database = target.file_name().unwrap_or_default().to_string_lossy();
    Path::new(name).file_name().is_some_and(|plain| *plain == *name) && !name.starts_with(&*database)
}

/// Gives the file the form that a server writes, and brings it to the disk.
fn make_ready(path: &Path) -> Result<(), BackupError> {
    let connection = Connection::open(path)?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error)?;
    File::open(path).and_then(|file| file.sync_all()).map_err(|error| io_error(path, error))
}
