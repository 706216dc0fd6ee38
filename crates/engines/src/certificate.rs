//! A certificate for this machine, and the authority that vouches for it.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::{EngineError, programs};

/// How long both last.
const DAYS: &str = "30";
/// The kind of both keys.
const KEY: [&str; 5] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/// A certificate for `localhost` and `127.0.0.1`, from an authority of its own that nobody else knows. Its files go
/// when this is dropped; servers that were started with it have copies.
pub struct Certificate {
    folder: TempDir,
}

impl Certificate {
    /// Makes one.
    ///
    /// # Errors
    /// Where `openssl` is not installed.
    pub fn make() -> Result<Self, EngineError> {
        let openssl = programs::find("openssl", "openssl")?;
        let made = || EngineError::system("A certificate could not be made");
        let folder = tempfile::tempdir().map_err(made())?;
        let names = folder.path().join("names");
        fs::write(&names, "subjectAltName = DNS:localhost, IP:127.0.0.1\n").map_err(made())?;
        let run = |words: &[&str]| {
            programs::run(programs::order(&[&openssl]).args(words).current_dir(folder.path())).map(drop)
        };
        let authority =
            ["req", "-x509", "-days", DAYS, "-subj", "/CN=Engines", "-keyout", "ca.key", "-out", "ca.pem"];
        run(&[&authority[..], &KEY[..]].concat())?;
        let wish = ["req", "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "wish.pem"];
        run(&[&wish[..], &KEY[..]].concat())?;
        run(&[
            "x509",
            "-req",
            "-in",
            "wish.pem",
            "-days",
            DAYS,
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-extfile",
            "names",
            "-out",
            "server.pem",
        ])?;
        Ok(Self { folder })
    }

    /// The authority's certificate (PEM), for whoever connects.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Copies everything a server needs into a folder, for the account alone that PostgreSQL runs under.
    pub(crate) fn copy_to(&self, folder: &Path) -> Result<(), EngineError> {
        let refused = || EngineError::system("A certificate could not be copied");
        for name in ["ca.pem", "server.pem", "server.key"] {
            let copy = folder.join(name);
            fs::copy(self.folder.path().join(name), &copy).map_err(refused())?;
            fs::set_permissions(&copy, fs::Permissions::from_mode(0o600)).map_err(refused())?;
            programs::give_to_owner(&copy)?;
        }
        Ok(())
    }
}
