//! What the process says to whoever started it: a number for each reason that calls for another answer. Those
//! from 65 on are the ones of `sysexits.h`, which service managers know by name.

use std::{io, process::ExitCode};

use deskbell_store::{BackupError, DiskLost, MoveError, OpenError};

/// Verifying could not look (0: sound, 1: something was found).
pub const COULD_NOT_LOOK: u8 = 2;
/// What is stored is damaged, or is not ours (`DATAERR`).
const DAMAGED: u8 = 65;
/// Something cannot be made where it should be (`CANTCREAT`).
const CANNOT_MAKE: u8 = 73;
/// The disk is full or fails (`IOERR`).
const DISK: u8 = 74;
/// What it needs does not answer (`UNAVAILABLE`).
const UNAVAILABLE: u8 = 69;
/// Another process has it; it may be free later (`TEMPFAIL`).
const IN_USE: u8 = 75;
/// Not permitted (`NOPERM`).
const NOT_PERMITTED: u8 = 77;
/// The configuration is wrong, or the program is older than its data (`CONFIG`).
const CONFIGURATION: u8 = 78;

/// The number for an error: the first reason in its chain that has one, else 1.
pub fn of(error: &anyhow::Error) -> ExitCode {
    error.chain().find_map(number).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Says what is wrong with the configuration.
pub fn of_configuration(error: &anyhow::Error) -> ExitCode {
    eprintln!("deskbell: {error:#}");
    ExitCode::from(CONFIGURATION)
}

fn number(error: &(dyn std::error::Error + 'static)) -> Option<u8> {
    if let Some(error) = error.downcast_ref::<OpenError>() {
        return of_open(error);
    }
    if let Some(error) = error.downcast_ref::<BackupError>() {
        return match error {
            BackupError::Open(error) => of_open(error),
            BackupError::Changed { .. } | BackupError::Unsound { .. } => Some(DAMAGED),
            BackupError::Io { source, .. } => of_io(source),
            BackupError::Exists { .. }
            | BackupError::HasLog { .. }
            | BackupError::LogGrew { .. }
            | BackupError::Sql(_) => None,
        };
    }
    if let Some(error) = error.downcast_ref::<MoveError>() {
        return match error {
            MoveError::Open(error) => of_open(error),
            MoveError::Unsound { .. } | MoveError::Differs { .. } => Some(DAMAGED),
            MoveError::Occupied { .. } => Some(CANNOT_MAKE),
            MoveError::Row { .. } => None,
        };
    }
    if error.is::<DiskLost>() {
        return Some(DISK);
    }
    error.downcast_ref::<io::Error>().and_then(of_io)
}

fn of_open(error: &OpenError) -> Option<u8> {
    match error {
        OpenError::Busy { .. } => Some(IN_USE),
        OpenError::ReadOnly { .. } => Some(NOT_PERMITTED),
        OpenError::Corrupt { .. } => Some(DAMAGED),
        OpenError::NewerSchema { .. } | OpenError::Unsuitable { .. } => Some(CONFIGURATION),
        OpenError::Unreachable { .. } => Some(UNAVAILABLE),
        OpenError::Disk { .. } => Some(DISK),
        OpenError::Io { source, .. } => of_io(source),
        OpenError::PendingMigrations { .. } | OpenError::Migration { .. } => None,
    }
}

fn of_io(error: &io::Error) -> Option<u8> {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Some(NOT_PERMITTED),
        Kind::NotFound | Kind::NotADirectory | Kind::IsADirectory => Some(CANNOT_MAKE),
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Some(DISK),
        Kind::AddrInUse => Some(IN_USE),
        _ => None,
    }
}
