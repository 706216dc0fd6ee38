//! Every key of the configuration: its name, what it means, its default. The example file, the environment
//! variables and the typed struct all follow from this one table.

use serde::Deserialize;

macro_rules! keys {
    ($( $(#[doc = $doc:literal])+ $key:ident: $type:ty = $default:expr; )+) => {
        /// The configuration, each key with a value. Environment variables are the keys in capitals behind
        /// `DESKBELL_`.
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Config {
            $( $(#[doc = $doc])+ pub $key: $type, )+
        }

        impl Default for Config {
            fn default() -> Self {
                Self { $( $key: $default.into(), )+ }
            }
        }

        /// One key as the example file shows it.
        pub struct Key {
            /// Its name in the file.
            pub name: &'static str,
            /// What it means, a line each.
            pub doc: &'static [&'static str],
            /// Its default as TOML.
            pub default: String,
        }

        /// Every key, in the order of the example file.
        pub fn all() -> Vec<Key> {
            vec![$(
                Key {
                    name: stringify!($key),
                    doc: &[$($doc),+],
                    default: toml::Value::from($default).to_string(),
                },
            )+]
        }
    };
}

keys! {
    /// Address and port to listen on. Port 0 picks a free one; the ready line names it.
    listen: String = "127.0.0.1:8080";
    /// Directory that holds everything: the database, secrets, files.
    data_dir: String = "data";
    /// Where the database is: "sqlite:PATH", or "postgres://user:password@host/database?sslmode=verify-full" for several
    /// nodes. Empty: deskbell.db inside the data directory.
    database_url: String = "";
    /// Redis, by which several nodes hear of each other: "redis://user:password@host:6379", "rediss://…" with TLS,
    /// "redis-cluster://host,host" or "redis-sentinel://host,host/service". Empty: one node.
    redis_url: String = "";
    /// Secret that signs and verifies tokens (HS256). Empty: one is made and kept in the data directory, or in PostgreSQL,
    /// where all nodes find it.
    jwt_secret: String = "";
    /// Whether customers can write at all. Each inbox has its own switch beside it.
    chat_enabled: bool = true;
    /// Whether an agent's token signed by your application makes an account that is not known yet.
    provision_agents: bool = true;
    /// What agents of plain role may see: "all", "team" (the queue, their teams', their own) or "own".
    agents_see: String = "team";
    /// Whether to believe X-Forwarded-For and X-Forwarded-Proto. Only behind a proxy that sets them.
    trust_proxy: bool = false;
    /// Origins of web pages that may call the HTTP API with a token from another site. "*" allows all.
    allowed_origins: String = "*";
    /// Characters a message or note may have, at most 5000.
    message_max_chars: i64 = 5000;
    /// Messages and notes a person may send in a minute. 0: no limit.
    messages_per_minute: i64 = 60;
    /// Events a live connection may send in a second. 0: no limit.
    events_per_second: i64 = 20;
    /// Conversations a customer may start in a minute. 0: no limit.
    starts_per_minute: i64 = 10;
    /// Visitors one address may begin in a minute. 0: no limit.
    visitors_per_minute: i64 = 60;
    /// Sign-ins with a password that one account or one address may try in a minute. 0: no limit.
    sign_ins_per_minute: i64 = 10;
    /// Connections open at once, over all doors. 0: as many as the system gives this process descriptors for.
    connections_max: i64 = 0;
    /// How many of them one address may have. A proxy counts as one address. 0: no limit.
    connections_per_address: i64 = 0;
    /// Milliseconds a connection may take to send a request's head, and rest between two requests.
    request_head_ms: i64 = 30000;
    /// Milliseconds a live connection may take to say who it is.
    connect_ms: i64 = 10000;
    /// Bytes a frame or a request's body may have.
    frame_max_bytes: i64 = 65536;
    /// Where files are kept: "s3://bucket/prefix" behind the protocol of S3, for several nodes. Empty: the folder files in
    /// the data directory. The prefix must be this installation's alone.
    files_url: String = "";
    /// The server of that bucket, as "https://s3.example.com". Empty: Amazon's of the region.
    files_endpoint: String = "";
    /// The region of that bucket.
    files_region: String = "us-east-1";
    /// The name of the key to that bucket. Empty: what the machine is given by its cloud.
    files_key_id: String = "";
    /// The key itself.
    files_secret_key: String = "";
    /// Bytes a file may have. 0: messages carry no files.
    file_max_bytes: i64 = 26214400;
    /// Media types of files that are taken, separated by spaces; "*" for all that Deskbell can tell apart.
    file_types: String = "*";
    /// Files a person may upload in a minute. 0: no limit.
    uploads_per_minute: i64 = 30;
    /// Address and port of ClamAV (clamd), which looks at each file before it is kept. Empty: none does.
    clamav_address: String = "";
    /// Milliseconds somebody typing is shown without renewal.
    typing_ms: i64 = 3000;
    /// Milliseconds somebody counts as present after their last connection went.
    presence_grace_ms: i64 = 30000;
    /// Milliseconds between two heartbeats of a live connection.
    ping_interval_ms: i64 = 25000;
    /// Milliseconds a heartbeat may stay unanswered.
    ping_timeout_ms: i64 = 20000;
    /// Hours a sign-in with a password lasts.
    sign_in_hours: i64 = 12;
    /// Days a visitor's token lasts.
    visitor_days: i64 = 365;
    /// Days after which a resolved conversation closes by itself.
    close_resolved_after_days: i64 = 7;
    /// Hours after which a conversation without a customer's message is swept.
    drop_drafts_after_hours: i64 = 24;
    /// Seconds between two sweeps.
    sweep_interval_seconds: i64 = 60;
    /// How logs are written: "text" or "json".
    log_format: String = "text";
    /// What is logged: "error", "warn", "info", "debug", or per module as in "info,deskbell_gateway=debug".
    log_level: String = "info";
}
