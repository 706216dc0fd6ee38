//! How many files and connections this process may have open at once, and how many of them are for clients.

use anyhow::bail;

/// Descriptors kept from clients: the database's files, the log, a backup under way, and those who are being
/// told that there is no place.
const RESERVED: u64 = 128;
/// Fewer connections than this are no service.
const CONNECTIONS_MIN: u64 = 32;
/// More than this are taken from no system, whatever it offers.
const CONNECTIONS_MAX: u64 = 1_000_000;

/// Takes as many descriptors as the system gives to this process, and says how many connections that allows.
/// `wanted` is the most that there shall be, 0 for as many as possible.
///
/// # Errors
/// With a sentence, where there are too few to serve anybody.
pub fn connections(wanted: u64) -> anyhow::Result<usize> {
    let allowed = allowed(limit(), wanted)?;
    Ok(usize::try_from(allowed)?)
}

fn allowed(limit: Option<u64>, wanted: u64) -> anyhow::Result<u64> {
    let given = limit.map_or(CONNECTIONS_MAX, |limit| limit.saturating_sub(RESERVED));
    if given < CONNECTIONS_MIN {
        bail!(
            "This process may have only {} files and connections open at once, and needs at least {}. Raise it: \
             ulimit -n in a shell, LimitNOFILE= in a systemd unit.",
            limit.unwrap_or_default(),
            RESERVED + CONNECTIONS_MIN,
        );
    }
    Ok(given.min(if wanted == 0 { CONNECTIONS_MAX } else { wanted }))
}

/// The limit after it was raised as far as it may be; none where there is no limit.
#[cfg(unix)]
fn limit() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: now.maximum, ..now };
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => raised.current,
        Err(error) => {
            tracing::warn!(%error, "the limit on open files stays as it is");
            now.current
        }
    }
}

#[cfg(not(unix))]
fn limit() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_get_what_is_not_reserved_and_no_more_than_wanted() {
        assert_eq!(allowed(Some(1024), 0).unwrap(), 1024 - RESERVED);
        assert_eq!(allowed(Some(1024), 100).unwrap(), 100);
        assert_eq!(allowed(Some(1024), 5000).unwrap(), 1024 - RESERVED);
        assert_eq!(allowed(None, 0).unwrap(), CONNECTIONS_MAX);
    }

    #[test]
    fn too_few_to_serve_anybody_are_refused_in_words() {
        let error = allowed(Some(100), 0).unwrap_err().to_string();
        assert!(error.contains("100") && error.contains("LimitNOFILE"), "{error}");
    }
}
