//! Configuration: defaults, then the file, then the environment, then the command line. This is the only place
//! that reads any of them.

mod files;
mod keys;

use std::{fmt::Write as _, path::PathBuf, time::Duration};

use anyhow::{Context, bail};
use deskbell_app::Settings;
use deskbell_domain::{agent::Sight, text::CONTENT_MAX_CHARS};
use deskbell_gateway::Bounds;
use deskbell_realtime::BusOptions;
use deskbell_store::{AddressError, Location};
pub use keys::Config;

/// Bytes a secret must have to be worth its name.
pub const SECRET_MIN_BYTES: usize = 16;

/// Where a database is that `name` says so of.
///
/// # Errors
/// With a sentence, for an address that is none.
pub fn location_of(name: &str, text: &str) -> anyhow::Result<Location> {
    if let Some(path) = text.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
        return Ok(Location::Sqlite(PathBuf::from(path.trim_start_matches("//"))));
    }
    match text.parse() {
        Ok(address) => Ok(Location::Postgres(address)),
        Err(AddressError::Scheme) => {
            bail!("{name} must be \"sqlite:PATH\" or \"postgres://user:password@host/database\".")
        }
        Err(error) => Err(error).with_context(|| format!("{name} is no address")),
    }
}

/// What the command line says beside file and environment.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Flags {
    /// Address and port to listen on; port 0 picks a free one
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Directory that holds the database and the secrets
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Configuration file (TOML); see deskbell.example.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Config {
    /// Reads every layer.
    ///
    /// # Errors
    /// With a sentence that names the file, variable or key that is wrong.
    pub fn read(flags: &Flags) -> anyhow::Result<Self> {
        let variable = |name: &str| std::env::var(name).ok();
        Self::layered(flags, variable)
    }

    fn layered(flags: &Flags, variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let file = flags.config.clone().or_else(|| variable("DESKBELL_CONFIG").map(PathBuf::from));
        let mut table = match &file {
            Some(path) => read_file(path)?,
            None => toml::Table::new(),
        };
        let known = toml_defaults();
        for (key, default) in &known {
            let name = format!("DESKBELL_{}", key.to_uppercase());
            if let Some(text) = variable(&name) {
                table.insert(
                    key.clone(),
                    parse_like(default, &text).with_context(|| format!("{name}={text}"))?,
                );
            }
        }
        if let Some(listen) = &flags.listen {
            table.insert("listen".into(), listen.clone().into());
        }
        if let Some(dir) = &flags.data_dir {
            table.insert("data_dir".into(), dir.display().to_string().into());
        }
        let config: Self = table.try_into().context("The configuration is not valid")?;
        config.check()?;
        Ok(config)
    }

    /// Whether every key has a value that means something, whatever word it is read for.
    fn check(&self) -> anyhow::Result<()> {
        self.settings()?;
        self.bounds(0)?;
        self.connections()?;
        self.location()?;
        self.bus()?;
        self.secret()?;
        crate::telemetry::filter(self)?;
        if !is_address(&self.listen) {
            bail!("listen is {:?}; it must be an address and a port, as in \"127.0.0.1:8080\".", self.listen);
        }
        Ok(())
    }

    /// The secret that signs tokens, where it is configured.
    ///
    /// # Errors
    /// With a sentence, where it is too short.
    pub fn secret(&self) -> anyhow::Result<Option<&[u8]>> {
        match self.jwt_secret.as_bytes() {
            [] => Ok(None),
            secret if secret.len() < SECRET_MIN_BYTES => bail!(
                "jwt_secret is too short to keep anybody out; use at least {SECRET_MIN_BYTES} characters."
            ),
            secret => Ok(Some(secret)),
        }
    }

    /// What the hall goes by.
    ///
    /// # Errors
    /// With a sentence that names the key that is out of range.
    pub fn settings(&self) -> anyhow::Result<Settings> {
        Ok(Settings {
            chat_enabled: self.chat_enabled,
            provision_agents: self.provision_agents,
            agents_see: match self.agents_see.as_str() {
                "all" => Sight::All,
                "team" => Sight::Team,
                "own" => Sight::Own,
                other => bail!("agents_see is {other:?}; it must be \"all\", \"team\" or \"own\"."),
            },
            message_max_chars: within(
                "message_max_chars",
                self.message_max_chars,
                1,
                CONTENT_MAX_CHARS as i64,
            )?,
            messages_per_minute: within("messages_per_minute", self.messages_per_minute, 0, 1_000_000)?,
            events_per_second: within("events_per_second", self.events_per_second, 0, 1_000_000)?,
            starts_per_minute: within("starts_per_minute", self.starts_per_minute, 0, 1_000_000)?,
            visitors_per_minute: within("visitors_per_minute", self.visitors_per_minute, 0, 1_000_000)?,
            sign_ins_per_minute: within("sign_ins_per_minute", self.sign_ins_per_minute, 0, 1_000_000)?,
            frame_max_bytes: within("frame_max_bytes", self.frame_max_bytes, 32 * 1024, 16 * 1024 * 1024)?,
            typing_lease: millis("typing_ms", self.typing_ms, 500)?,
            presence_grace: millis("presence_grace_ms", self.presence_grace_ms, 0)?,
            connect_within: millis("connect_ms", self.connect_ms, 100)?,
            ping_interval: millis("ping_interval_ms", self.ping_interval_ms, 50)?,
            ping_timeout: millis("ping_timeout_ms", self.ping_timeout_ms, 50)?,
            sign_in_lifetime: seconds("sign_in_hours", self.sign_in_hours, 3600)?,
            visitor_lifetime: seconds("visitor_days", self.visitor_days, 86400)?,
            close_resolved_after: seconds(
                "close_resolved_after_days",
                self.close_resolved_after_days,
                86400,
            )?,
            drop_drafts_after: seconds("drop_drafts_after_hours", self.drop_drafts_after_hours, 3600)?,
            sweep_interval: seconds("sweep_interval_seconds", self.sweep_interval_seconds, 1)?,
            files: self.files()?,
            ..Settings::default()
        })
    }

    /// The most connections there shall be, 0 for as many as possible.
    ///
    /// # Errors
    /// With a sentence that names the key that is out of range.
    pub fn connections(&self) -> anyhow::Result<u64> {
        within("connections_max", self.connections_max, 0, 1_000_000)
    }

    /// How connections are taken, where there may be so many.
    ///
    /// # Errors
    /// With a sentence that names the key that is out of range.
    pub fn bounds(&self, connections: usize) -> anyhow::Result<Bounds> {
        Ok(Bounds {
            connections,
            per_address: within("connections_per_address", self.connections_per_address, 0, 1_000_000)?,
            head_within: millis("request_head_ms", self.request_head_ms, 100)?,
        })
    }

    /// Where the database is.
    ///
    /// # Errors
    /// With a sentence, for an address that is none.
    pub fn location(&self) -> anyhow::Result<Location> {
        if self.database_url.is_empty() {
            return Ok(Location::Sqlite(PathBuf::from(&self.data_dir).join("deskbell.db")));
        }
        location_of("database_url", &self.database_url)
    }

    /// The database file, for a word that is about one.
    ///
    /// # Errors
    /// With a sentence that names what to use of PostgreSQL instead.
    pub fn database_file(&self, instead: &str) -> anyhow::Result<PathBuf> {
        match self.location()? {
            Location::Sqlite(path) => Ok(path),
            Location::Postgres(address) => bail!("The database is {address}. {instead}"),
        }
    }

    /// How the other nodes are reached; `None` where there are none.
    ///
    /// # Errors
    /// With a sentence, for an address that is none.
    pub fn bus(&self) -> anyhow::Result<Option<BusOptions>> {
        if self.redis_url.is_empty() {
            return Ok(None);
        }
        BusOptions::parse(&self.redis_url).map(Some).context("redis_url is no address")
    }
}

/// The example file: every key with its meaning, at its default.
pub fn example() -> String {
    let mut text = String::from(
        "# Deskbell's configuration. Every key stands here with its default; leave out what you do not change.\n\
         # Each can also be set in the environment: DESKBELL_ and the key in capitals.\n",
    );
    for key in keys::all() {
        text.push('\n');
        for line in key.doc {
            let _ = writeln!(text, "#{line}");
        }
        let _ = writeln!(text, "{} = {}", key.name, key.default);
    }
    text
}

fn toml_defaults() -> toml::Table {
    let parse = |key: &keys::Key| format!("{} = {}\n", key.name, key.default);
    let text: String = keys::all().iter().map(parse).collect();
    text.parse().unwrap_or_default()
}

fn read_file(path: &PathBuf) -> anyhow::Result<toml::Table> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("The configuration file {} cannot be read", path.display()))?;
    text.parse().with_context(|| format!("The configuration file {} is not valid TOML", path.display()))
}

/// Reads a variable as the type its key's default has.
fn parse_like(default: &toml::Value, text: &str) -> anyhow::Result<toml::Value> {
    Ok(match default {
        toml::Value::Integer(_) => {
            toml::Value::Integer(text.trim().parse().context("This must be a whole number")?)
        }
        toml::Value::Boolean(_) => match text.trim().to_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => toml::Value::Boolean(true),
            "false" | "0" | "no" | "off" => toml::Value::Boolean(false),
            _ => bail!("This must be true or false"),
        },
        _ => toml::Value::String(text.to_owned()),
    })
}

/// Whether this names where to listen; whether there is such a place is seen when it is tried.
fn is_address(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || "-._".contains(char))
    };
    let named =
        text.rsplit_once(':').is_some_and(|(name, port)| is_name(name) && port.parse::<u16>().is_ok());
    named || text.parse::<std::net::SocketAddr>().is_ok()
}

fn within<T: TryFrom<i64>>(key: &str, value: i64, min: i64, max: i64) -> anyhow::Result<T> {
    match T::try_from(value) {
        Ok(number) if (min..=max).contains(&value) => Ok(number),
        Ok(_) | Err(_) => bail!("{key} is {value}; it must be between {min} and {max}."),
    }
}

fn millis(key: &str, value: i64, min: i64) -> anyhow::Result<Duration> {
    within(key, value, min, 24 * 60 * 60 * 1000).map(Duration::from_millis)
}

fn seconds(key: &str, value: i64, unit: u64) -> anyhow::Result<Duration> {
    within(key, value, 1, 100_000).map(|count: u64| Duration::from_secs(count * unit))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn layered(file: &str, variables: &[(&str, &str)], flags: Flags) -> anyhow::Result<Config> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("deskbell.toml");
        std::fs::write(&path, file)?;
        let flags = Flags { config: Some(path), ..flags };
        Config::layered(&flags, |name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_example_file_is_true_to_the_code() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../deskbell.example.toml");
        let stored = std::fs::read_to_string(path).unwrap();
        assert_eq!(
            stored,
            example(),
            "write it anew: cargo run -p deskbell-server -- doctor --example-config"
        );
        let parsed = layered(&stored, &[], Flags::default()).unwrap();
        assert_eq!(format!("{parsed:?}"), format!("{:?}", Config::default()));
    }

    #[test]
    fn the_command_line_wins_over_the_environment_and_that_over_the_file() {
        let file = "listen = \"a:1\"\nmessages_per_minute = 7\nevents_per_second = 3";
        let flags = Flags { listen: Some("c:3".into()), ..Flags::default() };
        let variables = [("DESKBELL_LISTEN", "b:2"), ("DESKBELL_MESSAGES_PER_MINUTE", "9")];
        let config = layered(file, &variables, flags).unwrap();
        assert_eq!((config.listen.as_str(), config.messages_per_minute), ("c:3", 9));
        assert_eq!(config.events_per_second, 3);
    }

    #[test]
    fn a_wrong_key_or_value_is_named() {
        let error = |file: &str| format!("{:#}", layered(file, &[], Flags::default()).unwrap_err());
        assert!(error("lisen = \"a\"").contains("lisen"));
        assert!(error("agents_see = \"some\"").contains("agents_see"));
        assert!(error("ping_interval_ms = 1").contains("ping_interval_ms"));
        let variables = [("DESKBELL_CHAT_ENABLED", "perhaps")];
        let error = format!("{:#}", layered("", &variables, Flags::default()).unwrap_err());
        assert!(error.contains("DESKBELL_CHAT_ENABLED"));
    }

    #[test]
    fn whatever_can_be_wrong_is_wrong_when_it_is_read() {
        for (file, key) in [
            ("database_url = \"mysql://x\"", "database_url"),
            ("database_url = \"postgres://h/d?sslmode=maybe\"", "database_url"),
            ("database_url = \"sqlite:\"", "database_url"),
            ("redis_url = \"http://x\"", "redis_url"),
            ("jwt_secret = \"short\"", "jwt_secret"),
            ("log_format = \"xml\"", "log_format"),
            ("files_url = \"ftp://x\"", "files_url"),
            ("files_url = \"s3://\"", "files_url"),
            ("files_endpoint = \"minio\"", "files_endpoint"),
            ("files_key_id = \"only half\"", "files_secret_key"),
            ("file_max_bytes = -1", "file_max_bytes"),
            ("file_types = \"image/png text/html\"", "file_types"),
            ("clamav_address = \"clamav\"", "clamav_address"),
            ("log_level = \"info,=\"", "log_level"),
        ] {
            let error = format!("{:#}", layered(file, &[], Flags::default()).unwrap_err());
            assert!(error.contains(key), "{error}");
        }
        for listen in
            ["", "8080", ":8080", "localhost", "localhost:", "host:70000", "http://host:80", "::1:80:"]
        {
            let flags = Flags { listen: Some(listen.into()), ..Flags::default() };
            let error = layered("", &[], flags).unwrap_err().to_string();
            assert!(error.contains("listen"), "{error}");
        }
        for listen in ["127.0.0.1:0", "[::1]:8080", "localhost:80", "chat.example.com:443", "my_host:1"] {
            let flags = Flags { listen: Some(listen.into()), ..Flags::default() };
            assert!(layered("", &[], flags).is_ok(), "{listen}");
        }
    }

    #[test]
    fn the_database_stands_where_it_is_said() {
        let config = layered("data_dir = \"/x\"", &[], Flags::default()).unwrap();
        assert_eq!(config.location().unwrap().path(), Some(Path::new("/x/deskbell.db")));
        let config = layered("database_url = \"sqlite:/x/y.db\"", &[], Flags::default()).unwrap();
        assert_eq!(config.location().unwrap().path(), Some(Path::new("/x/y.db")));
        let config = layered("database_url = \"postgres://a:b@h/d\"", &[], Flags::default()).unwrap();
        assert_eq!(config.location().unwrap().to_string(), "postgres://a@h/d");
        let error = config.database_file("Use pg_dump.").unwrap_err().to_string();
        assert_eq!(error, "The database is postgres://a@h/d. Use pg_dump.");
    }
}
