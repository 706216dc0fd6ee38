//! A watched folder: what happens in it is written down, and can be made to go wrong.

use std::{
    collections::HashMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, Weak},
    thread,
    time::{Duration, SystemTime},
};

use parking_lot::{Mutex, RwLock};

use crate::{
    cut::Files,
    faults::{Fault, Faults, Place},
    journal::{FileId, Journal, Op},
};

/// How long a sync takes here: long enough for others to write meanwhile.
const SYNC_TAKES: Duration = Duration::from_micros(200);

/// Folders and who watches them.
type Watched = Vec<(PathBuf, Weak<Disk>)>;

static WATCHED: LazyLock<RwLock<Watched>> = LazyLock::new(RwLock::default);

/// A watched folder. It is watched until this is dropped.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    journal: Journal,
    names: HashMap<String, FileId>,
    files: usize,
    sizes: HashMap<FileId, usize>,
    faults: Faults,
    log: Option<LogAsFound>,
}

/// The log as it was before SQLite wrote to it. The store writes it anew and syncs it when it opens, past
/// SQLite. What it holds stays the same, so its time of change is set to one that no write can give it.
#[derive(Debug)]
struct LogAsFound {
    path: PathBuf,
    file: FileId,
}

impl LogAsFound {
    fn at(path: PathBuf, file: FileId) -> Option<Self> {
        let log = File::options().write(true).open(&path).ok()?;
        log.set_modified(SystemTime::UNIX_EPOCH).ok()?;
        Some(Self { path, file })
    }

    fn was_rewritten(&self) -> bool {
        let changed = self.path.metadata().and_then(|log| log.modified());
        changed.is_ok_and(|changed| changed != SystemTime::UNIX_EPOCH)
    }
}

/// A file of a watched folder that SQLite has opened.
#[derive(Debug)]
pub(crate) struct OpenFile {
    disk: Arc<Disk>,
    file: FileId,
    place: Place,
    /// Whether the next sync makes its name last too.
    syncs_folder: bool,
}

impl Disk {
    /// Watches a folder from now on; what is in it counts as being on the disk.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn watch(folder: &Path) -> io::Result<Arc<Self>> {
        let mut files = Files::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with("-shm") {
                files.insert(name, fs::read(entry.path())?);
            }
        }
        Self::watch_on(folder, Journal::over(files))
    }

    /// Watches a folder that holds what was seen at the end of a journal, as the next process does after one
    /// that was killed: what nobody had synced by then is on the disk no more than it was.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn watch_on(folder: &Path, journal: Journal) -> io::Result<Arc<Self>> {
        let names: HashMap<_, _> = journal.names_seen(journal.ops.len()).into_iter().collect();
        let size = |name: &str| folder.join(name).metadata().map_or(0, |file| file.len() as usize);
        let sizes = names.iter().map(|(name, file)| (*file, size(name))).collect();
        let files = journal.files();
        let state = State { journal, names, files, sizes, faults: Faults::default(), log: None };
        let disk = Arc::new(Self { folder: folder.canonicalize()?, state: Mutex::new(state) });
        disk.is_left();
        let mut watched = WATCHED.write();
        watched.retain(|(_, disk)| disk.strong_count() > 0);
        watched.push((disk.folder.clone(), Arc::downgrade(&disk)));
        Ok(disk)
    }

    /// Says that the process that had the files is gone, and that the next one to open them is another.
    pub fn is_left(&self) {
        let mut state = self.state.lock();
        let log = state.names.iter().find(|(name, _)| Place::of(name) == Place::Log);
        state.log = log.and_then(|(name, file)| LogAsFound::at(self.folder.join(name), *file));
    }

    /// The watched folder that a file lies in, and the file's name there.
    pub(crate) fn of(path: &Path) -> Option<(Arc<Self>, String)> {
        let (folder, name) = (path.parent()?, path.file_name()?.to_str()?);
        let watched = WATCHED.read();
        let (_, disk) = watched.iter().rev().find(|(watched, _)| watched == folder)?;
        Some((disk.upgrade()?, name.to_owned()))
    }

    /// Writes something into the journal that a test wants to find again.
    pub fn mark(&self, mark: u64) {
        self.state.lock().note(Op::Marked(mark));
    }

    /// What this disk does wrong from now on; nothing, for an empty list.
    pub fn fails(&self, faults: &[Fault]) {
        self.state.lock().faults.set(faults);
    }

    /// What has happened so far.
    pub fn journal(&self) -> Journal {
        self.state.lock().journal.clone()
    }

    /// Notes that a file was opened.
    pub(crate) fn opened(self: &Arc<Self>, name: &str, size: usize, syncs_folder: bool) -> OpenFile {
        let mut state = self.state.lock();
        let known = state.names.get(name).copied();
        // An empty file under the name of one that was not empty is another file.
        let known = known.filter(|file| size > 0 || state.sizes.get(file).is_none_or(|size| *size == 0));
        let file = known.unwrap_or_else(|| state.create(name, size));
        OpenFile { disk: Arc::clone(self), file, place: Place::of(name), syncs_folder }
    }

    /// Notes that a name was taken away.
    pub(crate) fn deleted(&self, name: &str, syncs_folder: bool) {
        let mut state = self.state.lock();
        if let Some(file) = state.names.remove(name) {
            state.log.take_if(|log| log.file == file);
        }
        state.note(Op::Deleted { name: name.to_owned() });
        if syncs_folder {
            let began = state.journal.ops.len();
            state.note(Op::FolderSynced { began });
        }
    }
}

impl State {
    /// Writes something down.
    fn note(&mut self, op: Op) {
        self.look_at_log();
        self.journal.ops.push(op);
    }

    /// Writes down what happened to the log past SQLite.
    fn look_at_log(&mut self) {
        if let Some(log) = self.log.take_if(|log| log.was_rewritten())
            && let Ok(data) = fs::read(&log.path)
        {
            self.journal.ops.push(Op::Settled { file: log.file, data });
        }
    }

    /// To be called before SQLite itself changes a file: from then on its time of change says nothing.
    fn is_changing(&mut self, file: FileId) {
        self.look_at_log();
        self.log.take_if(|log| log.file == file);
    }

    fn create(&mut self, name: &str, size: usize) -> FileId {
        let file = self.files;
        self.files += 1;
        self.names.insert(name.to_owned(), file);
        self.sizes.insert(file, size);
        self.note(Op::Created { file, name: name.to_owned() });
        file
    }
}

impl OpenFile {
    /// How many bytes of a write there is room for; `None` when writes fail here.
    pub(crate) fn room(&self, offset: usize, length: usize) -> Option<usize> {
        let mut state = self.disk.state.lock();
        state.is_changing(self.file);
        if state.faults.writes_fail(self.place) {
            return None;
        }
        let size = state.sizes.get(&self.file).copied().unwrap_or(0);
        let growth = (offset + length).saturating_sub(size);
        let granted = state.faults.grow(self.place, growth);
        Some(length.saturating_sub(growth - granted))
    }

    /// Notes that bytes were written.
    pub(crate) fn wrote(&self, offset: usize, data: &[u8]) {
        let mut state = self.disk.state.lock();
        let size = state.sizes.entry(self.file).or_default();
        *size = (*size).max(offset + data.len());
        state.note(Op::Wrote { file: self.file, offset, data: data.to_vec() });
    }

    /// Notes that the size was set.
    pub(crate) fn truncated(&self, size: usize) {
        let mut state = self.disk.state.lock();
        let before = state.sizes.insert(self.file, size).unwrap_or(0);
        state.faults.shrink(self.place, before.saturating_sub(size));
        state.note(Op::Truncated { file: self.file, size });
    }

    /// Whether sizes can be set here.
    pub(crate) fn can_truncate(&self) -> bool {
        let mut state = self.disk.state.lock();
        state.is_changing(self.file);
        !state.faults.writes_fail(self.place)
    }

    /// Makes what was written last; false when that fails.
    pub(crate) fn sync(&mut self) -> bool {
        let began = self.disk.state.lock().journal.ops.len();
        thread::sleep(SYNC_TAKES);
        let mut state = self.disk.state.lock();
        if state.faults.sync_fails(self.place) {
            state.note(Op::SyncFailed { file: self.file });
            return false;
        }
        if state.faults.syncs_lie(self.place) {
            return true;
        }
        state.note(Op::Synced { file: self.file, began });
        if std::mem::take(&mut self.syncs_folder) {
            state.note(Op::FolderSynced { began });
        }
        true
    }

    /// Whether the memory that connections share can be made larger.
    pub(crate) fn memory_grows(&self) -> bool {
        self.disk.state.lock().faults.grow(Place::Memory, 1) > 0
    }
}
