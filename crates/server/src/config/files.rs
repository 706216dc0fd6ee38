//! Where files are kept and which are taken.

use std::path::Path;

use anyhow::bail;
use deskbell_app::{Bucket, FilePlace, FileSettings, known_types};

use super::{Config, is_address, within};

/// Bytes a file may be allowed to have: 2 GiB.
const MAX_BYTES: i64 = 2 * 1024 * 1024 * 1024;
/// All media types that can be told apart.
const EVERY: &str = "*";

impl Config {
    /// How files are taken and kept.
    ///
    /// # Errors
    /// With a sentence that names the key that is wrong.
    pub fn files(&self) -> anyhow::Result<FileSettings> {
        let folder = Path::new(&self.data_dir).join("files");
        let max_bytes: u64 = within("file_max_bytes", self.file_max_bytes, 0, MAX_BYTES)?;
        let place = match self.bucket()? {
            Some(bucket) => FilePlace::Bucket(bucket),
            None => FilePlace::Folder(folder.clone()),
        };
        Ok(FileSettings {
            place: (max_bytes > 0).then_some(place),
            arriving: folder,
            max_bytes,
            content_types: self.file_types()?,
            per_minute: within("uploads_per_minute", self.uploads_per_minute, 0, 1_000_000)?,
            scanner: self.scanner()?,
        })
    }

    fn bucket(&self) -> anyhow::Result<Option<Bucket>> {
        if self.files_key_id.is_empty() != self.files_secret_key.is_empty() {
            bail!("files_key_id and files_secret_key belong together; set both or neither.");
        }
        let endpoint = &self.files_endpoint;
        if !endpoint.is_empty() && !endpoint.starts_with("http://") && !endpoint.starts_with("https://") {
            bail!("files_endpoint is {endpoint:?}; it must begin with \"https://\" or \"http://\".");
        }
        if self.files_url.is_empty() {
            return Ok(None);
        }
        let Some(rest) = self.files_url.strip_prefix("s3://") else {
            bail!("files_url is {:?}; it must be \"s3://bucket/prefix\", or empty.", self.files_url);
        };
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if name.is_empty() {
            bail!("files_url is {:?}; it names no bucket.", self.files_url);
        }
        let keys = (!self.files_key_id.is_empty())
            .then(|| (self.files_key_id.clone(), self.files_secret_key.clone()));
        Ok(Some(Bucket {
            name: name.to_owned(),
            prefix: prefix.trim_matches('/').to_owned(),
            endpoint: (!endpoint.is_empty()).then(|| endpoint.trim_end_matches('/').to_owned()),
            region: self.files_region.clone(),
            keys,
        }))
    }

    fn file_types(&self) -> anyhow::Result<Vec<String>> {
        let known = known_types();
        if self.file_types.trim() == EVERY {
            return Ok(known.into_iter().map(str::to_owned).collect());
        }
        let wanted: Vec<String> = self.file_types.split_whitespace().map(str::to_owned).collect();
        match wanted.iter().find(|one| !known.contains(&one.as_str())) {
            Some(unknown) => bail!(
                "file_types names {unknown:?}, which cannot be told from its content. Possible are: {}.",
                known.join(" ")
            ),
            None => Ok(wanted),
        }
    }

    fn scanner(&self) -> anyhow::Result<Option<String>> {
        let address = &self.clamav_address;
        if address.is_empty() {
            return Ok(None);
        }
        if !is_address(address) {
            bail!(
                "clamav_address is {address:?}; it must be an address and a port, as in \"127.0.0.1:3310\"."
            );
        }
        Ok(Some(address.clone()))
    }
}
