//! An installation that cannot start says why in a sentence, ends with a number that means that, and leaves the
//! data as it was, byte for byte.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use deskbell_conformance::{Server, binary, free_port};
use tokio::process::Command;

use super::{Said, UNLIMITED, ana_and_bo, ends, kept, lived_in, says};

/// Starts a server that must not start, and compares what is kept before and after.
async fn refuses_to_serve(dir: &Path) -> Said {
    let before = kept(dir);
    let said = says(dir, &["serve"]).await;
    assert!(kept(dir) == before, "the data was touched: {}", said.err);
    assert!(said.out.is_empty(), "{}", said.out);
    said
}

fn is(said: &Said, code: i32, words: &str) {
    assert!(said.code == code && said.err.contains(words), "{}: {}", said.code, said.err);
}

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[tokio::test]
async fn a_damaged_database() {
    let (dir, _) = lived_in().await;
    let path = dir.path().join("deskbell.db");
    let whole = fs::read(&path).unwrap();
    // The header, the page that says which tables there are, and a file that was cut short.
    change(&path, |bytes| bytes[..100].fill(0x55));
    is(&refuses_to_serve(dir.path()).await, 65, "is damaged or is not a Deskbell database");
    fs::write(&path, &whole).unwrap();
    change(&path, |bytes| bytes[100..4096].fill(0x55));
    is(&refuses_to_serve(dir.path()).await, 65, "is damaged or is not a Deskbell database");
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    is(&refuses_to_serve(dir.path()).await, 65, "is damaged or is not a Deskbell database");
    for word in ["migrate", "doctor"] {
        let before = fs::read(&path).unwrap();
        assert_ne!(says(dir.path(), &[word]).await.code, 0);
        assert!(fs::read(&path).unwrap() == before, "{word} touched it");
    }
    let said = says(dir.path(), &["verify"]).await;
    assert_eq!(said.code, 1, "{}", said.err);
    fs::write(&path, &whole).unwrap();
    assert_eq!(says(dir.path(), &["verify"]).await.code, 0, "nothing else was hurt");
}

/// A page that nothing reads at the start says nothing at the start; verifying finds it.
#[tokio::test]
async fn a_damaged_page_in_the_middle() {
    let (dir, conversation) = lived_in().await;
    let path = dir.path().join("deskbell.db");
    let words = b"answer 5\"";
    change(&path, |bytes| {
        let place = bytes.windows(words.len()).position(|window| window == words).expect("the words");
        let page = place / 4096 * 4096;
        bytes[page..page + 4096].fill(0);
    });
    let before = kept(dir.path());
    let said = says(dir.path(), &["verify"]).await;
    assert_eq!(said.code, 1);
    assert!(said.out.contains(&format!("conversation {conversation}, seq ")), "{}", said.out);
    assert!(kept(dir.path()) == before);
}

/// What a power cut leaves: the log ends in the middle of a frame that nobody was told of.
#[tokio::test]
async fn a_log_that_was_cut_short() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(dir.path(), free_port(), &UNLIMITED).await;
    let (mut ana, _bo) = ana_and_bo(&server).await;
    for number in 0..5 {
        ana.says(&format!("{number}")).await;
    }
    server.kill().await;
    let log = dir.path().join("deskbell.db-wal");
    change(&log, |bytes| bytes.truncate(bytes.len() - 1000));
    let before = kept(dir.path());
    let said = says(dir.path(), &["verify"]).await;
    assert_eq!(said.code, 0, "what is left is a whole of an earlier moment: {}", said.out);
    assert!(kept(dir.path()) == before, "the log is left as it is");
    let server = Server::start(dir.path(), free_port(), &UNLIMITED).await;
    assert!(server.terminate().await.success());
}

#[tokio::test]
async fn a_database_of_a_newer_version_and_its_log() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(dir.path(), free_port(), &UNLIMITED).await;
    ana_and_bo(&server).await;
    assert!(server.terminate().await.success());
    let path = dir.path().join("deskbell.db");
    // PRAGMA user_version stands at byte 60.
    change(&path, |bytes| bytes[60..64].copy_from_slice(&99_u32.to_be_bytes()));
    is(&refuses_to_serve(dir.path()).await, 78, "was written by a newer version (schema 99");
    for word in ["migrate", "verify"] {
        let said = says(dir.path(), &[word]).await;
        assert!(said.err.contains("newer version"), "{word}: {}", said.err);
    }
    // A log beside it would be brought into the file by whoever leaves last; not by somebody who was refused.
    fs::write(dir.path().join("deskbell.db-wal"), [7; 5000]).unwrap();
    is(&refuses_to_serve(dir.path()).await, 78, "newer version");
}

#[tokio::test]
async fn a_directory_that_is_not_there_and_cannot_be_made() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    let said = says(&dir.path().join("file/data"), &["serve"]).await;
    is(&said, 73, "cannot be made or written");
    let mut command = Command::new(binary());
    command.arg("serve").env("DESKBELL_DATABASE_URL", "sqlite:/nowhere/at/all/deskbell.db");
    is(&ends(command, dir.path()).await, 73, "The database /nowhere/at/all/deskbell.db cannot be opened");
}

#[tokio::test]
async fn a_configuration_that_is_wrong() {
    let dir = tempfile::tempdir().unwrap();
    for (variable, value, words) in [
        ("DESKBELL_CONFIG", "/nowhere.toml", "/nowhere.toml"),
        ("DESKBELL_JWT_SECRET", "short", "jwt_secret is too short"),
        ("DESKBELL_REDIS_URL", "http://localhost", "redis_url is no address"),
        ("DESKBELL_DATABASE_URL", "mysql://localhost", "database_url"),
        ("DESKBELL_LOG_FORMAT", "xml", "log_format is"),
        ("DESKBELL_AGENTS_SEE", "nobody", "agents_see is"),
    ] {
        for word in ["serve", "migrate"] {
            let mut command = Command::new(binary());
            command.arg(word).env(variable, value);
            is(&ends(command, dir.path()).await, 78, words);
        }
    }
    is(&says(dir.path(), &["serve", "--listen", "http://localhost"]).await, 78, "listen is");
    assert!(kept(dir.path()).is_empty());
}

#[tokio::test]
async fn a_port_that_is_taken() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let serve = ["serve", "--listen", &address];
    let sentence = format!("Nothing can listen on {address}");

    let empty = tempfile::tempdir().unwrap();
    is(&says(empty.path(), &serve).await, 75, &sentence);
    assert!(kept(empty.path()).is_empty(), "something was made for a server that does not start");

    let (dir, _) = lived_in().await;
    // As an older version left it: the next start would have to migrate it first.
    change(&dir.path().join("deskbell.db"), |bytes| bytes[63] -= 1);
    let before = kept(dir.path());
    is(&says(dir.path(), &serve).await, 75, &sentence);
    assert!(kept(dir.path()) == before, "the data was touched");
}

/// The binary where everybody on the machine may run it.
fn public_binary(dir: &Path) -> PathBuf {
    let copy = dir.join("deskbell");
    if fs::hard_link(binary(), &copy).is_err() {
        fs::copy(binary(), &copy).unwrap();
    }
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
    copy
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Somebody who may not write there. Root may write everywhere, so root becomes nobody.
async fn serves_without_rights(binary: &Path, dir: &Path) -> Said {
    let mut command = Command::new(binary);
    command.arg("serve").current_dir("/");
    if rustix::process::geteuid().is_root() {
        command.uid(65534).gid(65534);
    }
    let before = kept(dir);
    let said = ends(command, dir).await;
    assert!(kept(dir) == before, "the data was touched: {}", said.err);
    said
}

#[tokio::test]
async fn a_directory_or_a_file_that_cannot_be_written() {
    let (dir, _) = lived_in().await;
    let place = tempfile::tempdir().unwrap();
    set_mode(place.path(), 0o755);
    let binary = public_binary(place.path());
    for file in fs::read_dir(dir.path()).unwrap() {
        set_mode(&file.unwrap().path(), 0o644);
    }
    let secret = dir.path().join("jwt-secret");
    fs::write(&secret, "a secret that only this test knows").unwrap();
    set_mode(&secret, 0o644);
    let path = dir.path().join("deskbell.db");
    set_mode(&path, 0o444);
    set_mode(&dir.path().join("deskbell.db.lock"), 0o666);

    set_mode(dir.path(), 0o777);
    is(&serves_without_rights(&binary, dir.path()).await, 77, "cannot be written");
    set_mode(dir.path(), 0o555);
    is(&serves_without_rights(&binary, dir.path()).await, 77, "cannot be written");
    fs::remove_file(dir.path().join("deskbell.db.lock")).unwrap_or_default();
    is(&serves_without_rights(&binary, dir.path()).await, 77, "cannot be written");

    let empty = tempfile::tempdir().unwrap();
    set_mode(empty.path(), 0o555);
    is(&serves_without_rights(&binary, empty.path()).await, 77, "cannot be");
    is(&serves_without_rights(&binary, &empty.path().join("data")).await, 77, "cannot be made or written");
    for dir in [dir.path(), empty.path()] {
        set_mode(dir, 0o755);
    }
}

/// The system takes no file above this size: what a full disk does, for every account alike.
async fn serves_without_room(dir: &Path, blocks: u32) -> Said {
    let mut command = Command::new("sh");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" serve \"$@\"");
    command.args(["-c", &script]).arg(binary());
    ends(command, dir).await
}

#[tokio::test]
async fn a_disk_without_room() {
    let fresh = tempfile::tempdir().unwrap();
    is(&serves_without_room(fresh.path(), 4).await, 74, "The disk refuses to read or write the database");
    let server = Server::start(fresh.path(), free_port(), &UNLIMITED).await;
    assert!(server.terminate().await.success(), "nothing half-written stands in the way later");

    let (dir, _) = lived_in().await;
    let before = kept(dir.path());
    is(&serves_without_room(dir.path(), 4).await, 74, "The disk refuses to read or write the database");
    assert!(kept(dir.path()) == before);
    assert_eq!(says(dir.path(), &["verify"]).await.code, 0);
}
