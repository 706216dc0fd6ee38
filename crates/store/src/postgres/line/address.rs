//! Where a PostgreSQL database is, and how it is reached.

use std::{fmt, fs, path::PathBuf, str::FromStr, time::Duration};

use tokio_postgres::{Config, NoTls, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{
    connection::{Connection, SqlError},
    tls::{self, Trust},
};

/// How long it may take until a connection is there.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// What was sent and not confirmed for so long ends the connection (TCP_USER_TIMEOUT).
const UNCONFIRMED_MAX: Duration = Duration::from_secs(10);
/// A silent connection is asked after so long whether it is still there.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(10);
/// What each session asks for. No lock is waited for longer than a writer can afford, and a session whose process is
/// frozen lets go of what it has locked. Where somebody switched off that a commit waits for the disk, it is on here:
/// acknowledged means on disk.
const SESSION: &str = "SET lock_timeout = '4s'; SET idle_in_transaction_session_timeout = '8s';
    SET client_min_messages = 'warning';
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

/// Where a PostgreSQL database is: `postgres://user:password@host:port/database?sslmode=…&sslrootcert=…`, with
/// several hosts divided by commas where one of them is the one that can be written to.
#[derive(Clone)]
pub struct PostgresAddress {
    config: Box<Config>,
    trust: Trust,
    /// Without its password, for people.
    shown: String,
}

/// Why an address is none.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    /// It does not begin as such an address does.
    #[error("A PostgreSQL address begins with postgres://.")]
    Scheme,
    /// The driver cannot read it.
    #[error("The PostgreSQL address cannot be read: {0}.")]
    Form(String),
    /// An sslmode that is none.
    #[error("sslmode is {0:?}; it must be disable, prefer, require, verify-ca or verify-full.")]
    SslMode(String),
    /// The file of certificates to trust cannot be used.
    #[error("The certificates in {} cannot be used: {reason}.", .path.display())]
    RootCert {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl FromStr for PostgresAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Err(AddressError::Scheme);
        }
        let (plain, asked) = take_out(text);
        let mut config: Config = plain.parse().map_err(|error: tokio_postgres::Error| {
            AddressError::Form(
                std::error::Error::source(&error)
                    .map_or_else(|| error.to_string(), |cause| cause.to_string()),
            )
        })?;
        let trust = trust(&mut config, asked)?;
        config
            .application_name(config.get_application_name().unwrap_or("deskbell").to_owned())
            .connect_timeout(CONNECT_WITHIN)
            .tcp_user_timeout(UNCONFIRMED_MAX)
            .keepalives_idle(KEEPALIVE_IDLE)
            .target_session_attrs(tokio_postgres::config::TargetSessionAttrs::ReadWrite);
        Ok(Self { config: Box::new(config), trust, shown: without_password(text) })
    }
}

/// What the driver does not know of an address.
#[derive(Default)]
struct Asked {
    mode: Option<String>,
    root: Option<PathBuf>,
}

/// Takes `sslmode` and `sslrootcert` out of an address.
fn take_out(text: &str) -> (String, Asked) {
    let Some((before, query)) = text.split_once('?') else { return (text.to_owned(), Asked::default()) };
    let mut asked = Asked::default();
    let mut rest = Vec::new();
    for part in query.split('&') {
        match part.split_once('=') {
            Some(("sslmode", mode)) => asked.mode = Some(mode.to_owned()),
            Some(("sslrootcert", path)) => asked.root = Some(PathBuf::from(path.replace("%2F", "/"))),
            _ => rest.push(part),
        }
    }
    let plain = if rest.is_empty() { before.to_owned() } else { format!("{before}?{}", rest.join("&")) };
    (plain, asked)
}

/// As libpq has it: `require` encrypts and, without a root certificate, believes whoever answers.
fn trust(config: &mut Config, asked: Asked) -> Result<Trust, AddressError> {
    let (mode, checks) = match asked.mode.as_deref() {
        None | Some("prefer" | "allow") => (SslMode::Prefer, false),
        Some("disable") => (SslMode::Disable, false),
        Some("require") => (SslMode::Require, asked.root.is_some()),
        Some("verify-ca" | "verify-full") => (SslMode::Require, true),
        Some(other) => return Err(AddressError::SslMode(other.to_owned())),
    };
    config.ssl_mode(mode);
    let Some(path) = asked.root else {
        return Ok(if checks { Trust::System } else { Trust::Anybody });
    };
    let broken = |reason: String| AddressError::RootCert { path: path.clone(), reason };
    let pem = fs::read(&path).map_err(|error| broken(error.to_string()))?;
    tls::roots(&pem).map(Trust::Roots).map_err(broken)
}

fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let rest = rest.split('?').next().unwrap_or(rest);
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let user = login.split(':').next().unwrap_or(login);
            format!("{scheme}://{user}@{host}")
        }
        None => format!("{scheme}://{rest}"),
    }
}

impl fmt::Display for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresAddress({})", self.shown)
    }
}

impl PostgresAddress {
    /// Opens a connection. Blocks while it does; not to be called on a thread that runs tasks.
    pub(crate) fn connect(&self) -> Result<Connection, SqlError> {
        let unreachable = |error: String| SqlError::Unreachable(format!("{self} cannot be reached: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| unreachable(error.to_string()))?;
        let client = runtime.block_on(async {
            let opened = tokio::time::timeout(CONNECT_WITHIN * 2, self.open()).await;
            opened.unwrap_or(Err(SqlError::Silent))
        })?;
        let connection = Connection::new(client, runtime);
        connection.run(SESSION)?;
        Ok(connection)
    }

    async fn open(&self) -> Result<tokio_postgres::Client, SqlError> {
        // The line's task ends with the connection, or when it breaks: whoever waits for an answer is told then.
        if self.config.get_ssl_mode() == SslMode::Disable {
            let (client, line) = self.config.connect(NoTls).await?;
            drop(tokio::spawn(line));
            return Ok(client);
        }
        let tls = tls::client(&self.trust).map_err(SqlError::Unreachable)?;
        let (client, line) = self.config.connect(MakeRustlsConnect::new(tls)).await?;
        drop(tokio::spawn(line));
        Ok(client)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_shown_without_its_password() {
        let text = "postgres://desk:geheim@db.example:5433/chat?sslmode=require&application_name=x";
        let address: PostgresAddress = text.parse().unwrap();
        assert_eq!(address.to_string(), "postgres://desk@db.example:5433/chat");
        assert!(!format!("{address:?}").contains("geheim"));
        assert_eq!(address.config.get_ssl_mode(), SslMode::Require);
        assert_eq!(address.config.get_application_name(), Some("x"));
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_sentence() {
        let told = |text: &str| text.parse::<PostgresAddress>().unwrap_err().to_string();
        assert_eq!(told("mysql://x"), "A PostgreSQL address begins with postgres://.");
        assert!(told("postgres://h/d?sslmode=maybe").contains("verify-full"));
        assert!(told("postgres://h/d?sslmode=verify-full&sslrootcert=/nowhere.pem").contains("/nowhere.pem"));
        assert!(told("postgres://h:port/d").starts_with("The PostgreSQL address cannot be read"));
    }
}
