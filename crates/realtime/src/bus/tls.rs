//! TLS to Redis: rustls with aws-lc-rs, and whom it believes.

use std::{fs, path::PathBuf};

use redis::TlsCertificates;
use rustls::{
    RootCertStore,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, pem::PemObject as _},
};

/// What in an address names a file of certificates to believe, as it does in that of PostgreSQL.
const ROOTS: &str = "sslrootcert";

/// The client takes what the process has; that is this one, whatever else the program is built with.
pub(super) fn set_up() {
    if CryptoProvider::get_default().is_none() {
        // Another bus may have been first: it did the same.
        drop(aws_lc_rs::default_provider().install_default());
    }
}

/// Takes `sslrootcert` out of an address.
pub(super) fn take_out(url: &str) -> (String, Option<PathBuf>) {
    let Some((before, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let (mut rest, mut path) = (Vec::new(), None);
    for part in query.split('&') {
        match part.split_once('=') {
            Some((ROOTS, value)) => path = Some(PathBuf::from(value.replace("%2F", "/"))),
            _ => rest.push(part),
        }
    }
    let plain = if rest.is_empty() { before.to_owned() } else { format!("{before}?{}", rest.join("&")) };
    (plain, path)
}

/// The certificates of a PEM file, to be believed instead of those the system trusts.
pub(super) fn roots(path: &PathBuf) -> Result<TlsCertificates, String> {
    let unusable = |reason: String| format!("{ROOTS} {} cannot be used: {reason}", path.display());
    let pem = fs::read(path).map_err(|error| unusable(error.to_string()))?;
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
        store.add(certificate).map_err(|error| unusable(error.to_string()))?;
    }
    if store.is_empty() {
        return Err(unusable("there is no certificate in it".into()));
    }
    Ok(TlsCertificates { client_tls: None, root_cert: Some(pem) })
}
