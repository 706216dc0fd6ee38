//! Files and folders that outlive a power cut. A new name lasts only once the folder that holds it is synced,
//! and a file is given its name only when all of it is on the disk.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Gives a finished file its name, in place of one that may have it.
///
/// # Errors
/// What the system says.
pub fn put_in_place(unfinished: &Path, target: &Path) -> io::Result<()> {
    // Some systems sync only what was opened for writing.
    OpenOptions::new().write(true).open(unfinished)?.sync_all()?;
    fs::rename(unfinished, target)?;
    sync_folder(target)
}

/// Makes the names in the folder of a path last.
///
/// # Errors
/// What the system says.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Makes a folder and those above it that are missing.
///
/// # Errors
/// What the system says.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path.ancestors().take_while(|path| is_missing(path)).collect();
    fs::create_dir_all(path)?;
    missing.into_iter().try_for_each(sync_folder)
}

fn is_missing(path: &Path) -> bool {
    !path.as_os_str().is_empty() && !path.exists()
}

/// Makes a file that nobody else on the machine may read, whole or not at all.
///
/// # Errors
/// What the system says.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let unfinished = PathBuf::from(name);
    let mut file = create_private(&unfinished)?;
    let written = file.write_all(bytes).and_then(|()| put_in_place(&unfinished, path));
    if written.is_err() {
        // It is of no use, and the error says more than a second one would.
        drop(fs::remove_file(&unfinished));
    }
    written
}

/// Makes an empty file that nobody else on the machine may read, in place of one that was left unfinished.
///
/// # Errors
/// What the system says.
pub fn create_private(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_and_private_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("down").join("secret");
        make_folder(path.parent().unwrap()).unwrap();
        fs::write(path.parent().unwrap().join("secret.part"), "half").unwrap();
        write_private(&path, b"whole").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        write_private(&path, b"newer").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn where_nothing_can_be_made_the_system_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(make_folder(&file.join("below")).is_err());
        assert!(write_private(&file.join("below"), b"").is_err());
    }
}
