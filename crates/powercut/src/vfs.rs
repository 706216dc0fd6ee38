//! The shim: a file layer for SQLite that passes everything on to SQLite's own, and tells a [`Disk`] of it.
//!
//! This file alone holds unsafe code. A file of ours is a [`ShimFile`] with the real file in the bytes behind
//! it: SQLite allocates `szOsFile` bytes for both, hands them to `xOpen` first and to `xClose` last, and calls
//! nothing on a file from two threads at once.
#![allow(unsafe_code)]

use std::{
    ffi::{CStr, OsStr, c_char, c_int, c_void},
    mem::size_of,
    os::unix::ffi::OsStrExt as _,
    path::Path,
    ptr, slice,
    sync::OnceLock,
};

use rusqlite::ffi::{
    self, SQLITE_FULL, SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE,
    SQLITE_OK, SQLITE_OPEN_CREATE, SQLITE_OPEN_MAIN_JOURNAL, SQLITE_OPEN_SUPER_JOURNAL, SQLITE_OPEN_WAL,
    sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs,
};

use crate::disk::{Disk, OpenFile};

/// A file as SQLite sees it; the real one lies right behind.
#[repr(C)]
struct ShimFile {
    /// First, as SQLite demands.
    base: sqlite3_file,
    /// Where the file lies in a watched folder.
    open: Option<Box<OpenFile>>,
}

/// The file layer below, found once.
struct Below(*mut sqlite3_vfs);

// SAFETY: SQLite's own file layers live as long as the process and are made to be called from any thread.
unsafe impl Send for Below {}
// SAFETY: as above.
unsafe impl Sync for Below {}

static BELOW: OnceLock<Below> = OnceLock::new();

/// Makes the shim the file layer of every connection that this process opens from now on.
///
/// # Panics
/// Where SQLite has no file layer of its own or will not take this one.
pub fn install() {
    BELOW.get_or_init(|| {
        // SAFETY: a null name asks for the default layer, and initialises SQLite where nobody has yet.
        let below = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
        assert!(!below.is_null(), "SQLite has no file layer");
        // SAFETY: it was just found, and it lives as long as the process.
        let real = unsafe { *below };
        let shim = Box::leak(Box::new(sqlite3_vfs {
            szOsFile: c_int::try_from(size_of::<ShimFile>()).expect("a small size") + real.szOsFile,
            pNext: ptr::null_mut(),
            zName: c"powercut".as_ptr(),
            xOpen: Some(open),
            xDelete: Some(delete),
            ..real
        }));
        // SAFETY: the table is leaked, so it outlives every use of it.
        let registered = unsafe { ffi::sqlite3_vfs_register(shim, 1) };
        assert_eq!(registered, SQLITE_OK, "SQLite does not take the shim");
        Below(below)
    });
}

fn below() -> *mut sqlite3_vfs {
    BELOW.get().expect("the shim is called after it was installed").0
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // Version 2 ends before memory mapped reads, which the store does not use.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The real file behind one of ours.
fn real(file: *mut sqlite3_file) -> *mut sqlite3_file {
    file.wrapping_byte_add(size_of::<ShimFile>())
}

/// Calls a method of the real file.
macro_rules! pass {
    ($method:ident, $file:expr $(, $argument:expr)*) => {{
        let real = real($file);
        // SAFETY: SQLite calls methods of open files only, so the real one is open too, and its methods are
        // filled in; the arguments are the ones SQLite made for exactly this call.
        unsafe {
            let methods = (*real).pMethods;
            let method = (*methods).$method.expect(concat!("the real file has ", stringify!($method)));
            method(real $(, $argument)*)
        }
    }};
}

/// What is known of a file that lies in a watched folder.
fn watched<'a>(file: *mut sqlite3_file) -> Option<&'a mut OpenFile> {
    // SAFETY: SQLite hands out files that `open` has filled in, and no two calls on one at once.
    unsafe { (*file.cast::<ShimFile>()).open.as_deref_mut() }
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let shim = file.cast::<ShimFile>();
    let base = sqlite3_file { pMethods: ptr::null() };
    // SAFETY: SQLite hands over `szOsFile` bytes that hold nothing yet.
    unsafe { shim.write(ShimFile { base, open: None }) };
    let below = below();
    // SAFETY: the layer below gets its own table, the bytes meant for it, and SQLite's arguments as they are.
    let opened = unsafe {
        let open = (*below).xOpen.expect("a layer that opens");
        open(below, name, real(file), flags, out_flags)
    };
    if opened != SQLITE_OK {
        return opened;
    }
    if let Some((disk, name)) = path(name).and_then(Disk::of) {
        let mut size: sqlite3_int64 = 0;
        pass!(xFileSize, file, &raw mut size);
        let log = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
        let syncs_folder = flags & SQLITE_OPEN_CREATE != 0 && flags & log != 0;
        let open = disk.opened(&name, size as usize, syncs_folder);
        // SAFETY: it was written above.
        unsafe { (*shim).open = Some(Box::new(open)) };
    }
    // SAFETY: as above. From here on SQLite may call the methods.
    unsafe { (*shim).base.pMethods = &raw const METHODS };
    SQLITE_OK
}

/// A path as SQLite spells it; none for a file without a name.
fn path<'a>(name: *const c_char) -> Option<&'a Path> {
    if name.is_null() {
        return None;
    }
    // SAFETY: SQLite's names end in a zero and outlive the file.
    let name = unsafe { CStr::from_ptr(name) };
    Some(Path::new(OsStr::from_bytes(name.to_bytes())))
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    let below = below();
    // SAFETY: the layer below gets its own table and SQLite's arguments as they are.
    let deleted = unsafe {
        let delete = (*below).xDelete.expect("a layer that deletes");
        delete(below, name, sync_folder)
    };
    if deleted == SQLITE_OK
        && let Some((disk, name)) = path(name).and_then(Disk::of)
    {
        disk.deleted(&name, sync_folder != 0);
    }
    deleted
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once, and only one that `open` has filled in.
    drop(unsafe { (*file.cast::<ShimFile>()).open.take() });
    pass!(xClose, file)
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    to: *mut c_void,
    count: c_int,
    at: sqlite3_int64,
) -> c_int {
    pass!(xRead, file, to, count, at)
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    count: c_int,
    at: sqlite3_int64,
) -> c_int {
    let Some(open) = watched(file) else { return pass!(xWrite, file, from, count, at) };
    let (length, offset) = (count as usize, at as usize);
    // SAFETY: SQLite hands over as many bytes as it says.
    let data = unsafe { slice::from_raw_parts(from.cast::<u8>(), length) };
    let Some(room) = open.room(offset, length) else { return SQLITE_IOERR_WRITE };
    if room > 0 {
        let written = pass!(xWrite, file, from, room as c_int, at);
        if written != SQLITE_OK {
            return written;
        }
        open.wrote(offset, &data[..room]);
    }
    if room < length { SQLITE_FULL } else { SQLITE_OK }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    if watched(file).is_some_and(|open| !open.can_truncate()) {
        return SQLITE_IOERR_TRUNCATE;
    }
    let truncated = pass!(xTruncate, file, size);
    if truncated == SQLITE_OK
        && let Some(open) = watched(file)
    {
        open.truncated(size as usize);
    }
    truncated
}

/// Nothing here has to outlive the test, so the machine's own disk is not waited for.
unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    if watched(file).is_none_or(OpenFile::sync) { SQLITE_OK } else { SQLITE_IOERR_FSYNC }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    pass!(xFileSize, file, size)
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    pass!(xLock, file, level)
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    pass!(xUnlock, file, level)
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    pass!(xCheckReservedLock, file, out)
}

unsafe extern "C" fn file_control(file: *mut sqlite3_file, what: c_int, with: *mut c_void) -> c_int {
    pass!(xFileControl, file, what, with)
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    pass!(xSectorSize, file)
}

unsafe extern "C" fn device_characteristics(file: *mut sqlite3_file) -> c_int {
    pass!(xDeviceCharacteristics, file)
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    page: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    let Some(open) = watched(file) else { return pass!(xShmMap, file, page, size, extend, out) };
    let there = pass!(xShmMap, file, page, size, 0, out);
    // SAFETY: SQLite hands over a place for the answer, and the call above has filled it in.
    let is_there = unsafe { !(*out).is_null() };
    if there != SQLITE_OK || is_there || extend == 0 {
        return there;
    }
    if !open.memory_grows() {
        return SQLITE_IOERR_SHMSIZE;
    }
    pass!(xShmMap, file, page, size, extend, out)
}

unsafe extern "C" fn shm_lock(file: *mut sqlite3_file, offset: c_int, count: c_int, flags: c_int) -> c_int {
    pass!(xShmLock, file, offset, count, flags)
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    pass!(xShmBarrier, file);
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, delete: c_int) -> c_int {
    pass!(xShmUnmap, file, delete)
}
