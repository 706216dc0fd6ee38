//! How a bus is reached, read from an address.

use std::time::Duration;

use redis::{ConnectionInfo, IntoConnectionInfo, ProtocolVersion, TlsCertificates};
use thiserror::Error;

use super::tls;

/// How the nodes of an installation reach each other through Redis.
#[derive(Clone)]
pub struct BusOptions {
    pub(super) servers: Servers,
    /// What every channel and key begins with, so that several installations can share a server.
    pub(super) prefix: String,
    /// Whether it is reached over TLS.
    pub(super) is_secure: bool,
    /// Whose certificates are believed, where those are not the system's.
    pub(super) roots: Option<TlsCertificates>,
    /// The address without its password, for people.
    shown: String,
}

/// Which servers.
#[derive(Clone)]
pub(super) enum Servers {
    /// One.
    Single(Box<ConnectionInfo>),
    /// A cluster, by some of its nodes. Its pub/sub is sharded (`SSUBSCRIBE`, Redis 7): a message travels to the nodes
    /// that serve its topic and to no others.
    Cluster(Vec<ConnectionInfo>),
    /// Whichever server the sentinels call the master of a service.
    Sentinel { sentinels: Vec<ConnectionInfo>, service: String },
}

/// Why a bus cannot be reached, as a sentence that holds no password.
#[derive(Clone, Debug, Error)]
pub enum BusError {
    /// The address is none.
    #[error(
        "The Redis address must be redis://, rediss://, redis-cluster:// or redis-sentinel:// with host and port: {0}"
    )]
    Address(String),
    /// The server, or the line to it, said no.
    #[error("Redis at {address} cannot be used: {reason}")]
    Unusable {
        /// Where.
        address: String,
        /// What was said.
        reason: String,
    },
}

/// What a server that answers says of itself.
#[derive(Clone, Debug)]
pub struct BusProbe {
    /// Its version.
    pub version: String,
    /// How long an answer took.
    pub latency: Duration,
}

impl BusOptions {
    /// Reads an address: `redis://user:password@host:port/db`, `rediss://…` with TLS,
    /// `redis-cluster://user:password@host:port,host:port`, or `redis-sentinel://user:password@host:port,host:port/service`
    /// where user and password are those of the service; `rediss-cluster://` and `rediss-sentinel://` with TLS, to the
    /// sentinels as well. With TLS, `?sslrootcert=/file.pem` names the certificates to believe instead of the system's.
    ///
    /// # Errors
    /// With a sentence.
    pub fn parse(url: &str) -> Result<Self, BusError> {
        let (url, path) = tls::take_out(url);
        let (scheme, rest) =
            url.split_once("://").ok_or_else(|| BusError::Address("it has no scheme".into()))?;
        let is_secure = scheme.starts_with("rediss");
        let roots = match path {
            Some(_) if !is_secure => {
                return Err(BusError::Address("sslrootcert belongs to rediss://, which has TLS".into()));
            }
            path => path.as_ref().map(tls::roots).transpose().map_err(BusError::Address)?,
        };
        Ok(Self {
            servers: servers(&url, scheme, rest)?,
            prefix: "deskbell".into(),
            is_secure,
            roots,
            shown: shown(scheme, rest),
        })
    }

    /// The same for an installation that shares a server with others.
    #[must_use]
    pub fn with_prefix(self, prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), ..self }
    }

    /// The same with another reason.
    pub(super) fn unusable(&self, reason: impl std::fmt::Display) -> BusError {
        BusError::Unusable { address: self.shown.clone(), reason: reason.to_string() }
    }
}

impl std::fmt::Debug for BusOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BusOptions({})", self.shown)
    }
}

/// An address without its password, which may stand before the host or among what follows.
fn shown(scheme: &str, rest: &str) -> String {
    let rest = rest.split('?').next().unwrap_or(rest);
    match rest.rsplit_once('@') {
        Some((login, hosts)) => {
            format!("{scheme}://{}@{hosts}", login.split(':').next().unwrap_or_default())
        }
        None => format!("{scheme}://{rest}"),
    }
}

fn servers(url: &str, scheme: &str, rest: &str) -> Result<Servers, BusError> {
    let (login, hosts) = rest.rsplit_once('@').map_or(("", rest), |(login, hosts)| (login, hosts));
    let secure = if scheme.starts_with("rediss") { "rediss" } else { "redis" };
    let several = |hosts: &str| {
        let at = if login.is_empty() { "" } else { "@" };
        let one = |host: &str| info(&format!("{secure}://{login}{at}{host}"));
        let several: Vec<_> =
            hosts.split(',').filter(|host| !host.is_empty()).map(one).collect::<Result<_, _>>()?;
        if several.is_empty() { Err(BusError::Address("it names no host".into())) } else { Ok(several) }
    };
    Ok(match scheme {
        "redis" | "rediss" | "redis+unix" | "unix" => Servers::Single(Box::new(info(url)?)),
        "redis-cluster" | "rediss-cluster" => Servers::Cluster(several(hosts.trim_end_matches('/'))?),
        "redis-sentinel" | "rediss-sentinel" => {
            let (hosts, service) = hosts
                .split_once('/')
                .filter(|(_, service)| !service.is_empty())
                .ok_or_else(|| BusError::Address("a sentinel address ends with /service".into()))?;
            Servers::Sentinel { sentinels: several(hosts)?, service: service.to_owned() }
        }
        other => return Err(BusError::Address(format!("{other}:// is another scheme"))),
    })
}

fn info(url: &str) -> Result<ConnectionInfo, BusError> {
    let info = url.into_connection_info().map_err(|error| BusError::Address(error.to_string()))?;
    let settings = info.redis_settings().clone().set_protocol(ProtocolVersion::RESP3);
    Ok(info.set_redis_settings(settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_shown_without_its_password() {
        let shown = |url: &str| format!("{:?}", BusOptions::parse(url).unwrap());
        assert_eq!(shown("redis://desk:geheim@r:6380/2"), "BusOptions(redis://desk@r:6380/2)");
        assert_eq!(shown("rediss-cluster://:geheim@a:1,b:2"), "BusOptions(rediss-cluster://@a:1,b:2)");
        assert_eq!(shown("unix:///run/r.sock?user=desk&pass=geheim"), "BusOptions(unix:///run/r.sock)");
        let sentinel = BusOptions::parse("redis-sentinel://a:1,b:2/main").unwrap();
        assert!(
            matches!(sentinel.servers, Servers::Sentinel { sentinels, service } if sentinels.len() == 2 && service == "main")
        );
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_sentence() {
        for url in ["r:6379", "http://r", "redis-cluster://", "redis-sentinel://a:1", "redis://r:port"]
            .into_iter()
            .chain(["redis://r?sslrootcert=/ca.pem", "rediss://r?sslrootcert=/nowhere.pem"])
        {
            let error = BusOptions::parse(url).unwrap_err().to_string();
            assert!(error.starts_with("The Redis address must be"), "{url}: {error}");
        }
    }
}
