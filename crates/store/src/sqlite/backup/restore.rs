//! Putting a backup in place: copied beside the place, looked over there, and named only when it is sound.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::{copy_hashed, find_seal, io_error};
use crate::{
    BackupError, BackupFile, Progress, RestoreOptions, Restored, VerifyOptions,
    disk::durable::{create_private, make_folder, put_in_place, sync_folder},
    sqlite::{
        migrate,
        open::{self, beside},
        verify,
    },
};

/// What SQLite keeps beside a database.
const BESIDE: [&str; 3] = ["", "-wal", "-shm"];

/// Puts a backup in place.
pub(crate) fn restore(
    options: &RestoreOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Restored, BackupError> {
    let target = &options.target;
    let in_the_way = in_the_way(options);
    if let (None, Some(path)) = (&options.aside, in_the_way.first()) {
        return Err(BackupError::Exists { path: path.clone() });
    }
    let _lock = open::lock(target)?;
    let unfinished = beside(target, ".part");
    let restored = unpack(options, &unfinished, progress).and_then(|restored| {
        if let Some(aside) = &options.aside {
            move_aside(&in_the_way, aside).map_err(|source| io_error(aside, source))?;
        }
        let (mut restored, files) = restored;
        restored.moved_aside = !in_the_way.is_empty();
        for file in files {
            let path = options.files_dir.join(&file.name);
            place(&path, &file.bytes).map_err(|source| io_error(&path, source))?;
        }
        put_in_place(&unfinished, target).map_err(|source| io_error(target, source))?;
        Ok(restored)
    });
    if restored.is_err() {
        for ending in BESIDE {
            // Whatever was wrong has been said; half a database is of no use.
            let _ = fs::remove_file(beside(&unfinished, ending));
        }
    }
    restored
}

/// Files that the restored ones would take the place of. A log left behind would be read as part of the
/// restored database.
fn in_the_way(options: &RestoreOptions) -> Vec<PathBuf> {
    let database = BESIDE.map(|ending| beside(&options.target, ending));
    let names = file_names(&options.source).unwrap_or_default();
    let files = names.into_iter().map(|name| options.files_dir.join(name));
    database.into_iter().chain(files).filter(|path| path.exists()).collect()
}

fn file_names(source: &Path) -> rusqlite::Result<Vec<String>> {
    let connection = Connection::open_with_flags(source, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare("SELECT name FROM backup_files")?;
    let names = statement.query_map([], |row| row.get(0))?;
    names.collect()
}

fn unpack(
    options: &RestoreOptions,
    unfinished: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Restored, Vec<BackupFile>), BackupError> {
    copy(&options.source, unfinished)?;
    let (made_at, files) = take_about(unfinished).map_err(|error| open::explain(&options.source, error))?;
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
    let mut to = create_private(unfinished).map_err(|error| io_error(unfinished, error))?;
    let length = seal.map_or(u64::MAX, |(length, _)| length);
    let (copied, digest) =
        copy_hashed(&mut from, &mut to, length).map_err(|error| io_error(unfinished, error))?;
    if seal.is_some_and(|seal| seal != (copied, digest)) {
        return Err(BackupError::Changed { path: source.into() });
    }
    Ok(())
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
    let is_plain =
        |file: &BackupFile| Path::new(&file.name).file_name().is_some_and(|name| *name == *file.name);
    let files = files.into_iter().filter(is_plain).collect();
    Ok((made_at.and_then(|at| Timestamp::from_microsecond(at).ok()), files))
}

/// Gives the file the form that a server writes, and brings it to the disk.
fn make_ready(path: &Path) -> Result<(), BackupError> {
    let connection = Connection::open(path)?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error)?;
    File::open(path).and_then(|file| file.sync_all()).map_err(|error| io_error(path, error))
}

fn move_aside(files: &[PathBuf], aside: &Path) -> io::Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    make_folder(aside)?;
    for file in files {
        let name = file.file_name().unwrap_or_default();
        fs::rename(file, aside.join(name))?;
    }
    sync_folder(&aside.join("."))
}

fn place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = beside(path, ".part");
    let mut file = create_private(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    put_in_place(&unfinished, path)
}
