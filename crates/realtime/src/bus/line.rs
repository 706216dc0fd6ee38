//! One line to Redis, whatever stands at its other end.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use futures_util::future::try_join_all;
use redis::{
    AsyncConnectionConfig, Client, Cmd, ConnectionInfo, FromRedisValue, InfoDict, Pipeline, ProtocolVersion,
    PushInfo, RedisResult, TlsMode,
    aio::MultiplexedConnection,
    cluster::ClusterClient,
    cluster_async::ClusterConnection,
    sentinel::{SentinelClient, SentinelClientBuilder, SentinelServerType},
};
use tokio::time::timeout;

use super::{
    options::{BusError, BusOptions, BusProbe, Servers},
    tls,
};

/// How long a line may take until it is there.
const CONNECT_WITHIN: Duration = Duration::from_secs(3);
/// How long each server of a cluster may take of that. The line is there without those that are silent, which are asked
/// for at most twice: as one that the address names, and as one that the cluster names.
const SERVER_WITHIN: Duration = Duration::from_secs(1);
/// How long an answer may take before the line counts as gone.
pub(super) const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// A line that can publish, subscribe and ask.
#[derive(Clone)]
pub(super) enum Line {
    /// To one server.
    Single(MultiplexedConnection),
    /// To a cluster.
    Cluster(ClusterConnection),
}

impl Line {
    /// Opens a line whose pushes go to `pushed`.
    pub(super) async fn open(
        options: &BusOptions,
        pushed: impl Fn(PushInfo) -> Result<(), ()> + Send + Sync + 'static,
    ) -> Result<Self, BusError> {
        let opened = timeout(CONNECT_WITHIN, Self::connect(options, pushed)).await;
        match opened {
            Ok(line) => line.map_err(|error| options.unusable(error)),
            Err(_) => {
                Err(options.unusable(format!("it does not answer within {} s", CONNECT_WITHIN.as_secs())))
            }
        }
    }

    async fn connect(
        options: &BusOptions,
        pushed: impl Fn(PushInfo) -> Result<(), ()> + Send + Sync + 'static,
    ) -> RedisResult<Self> {
        if options.is_secure {
            tls::set_up();
        }
        let config = || {
            AsyncConnectionConfig::new()
                .set_connection_timeout(Some(CONNECT_WITHIN))
                .set_response_timeout(Some(ANSWER_WITHIN))
        };
        Ok(match &options.servers {
            Servers::Single(info) => {
                let client = match options.roots.clone() {
                    Some(roots) => Client::build_with_tls((**info).clone(), roots)?,
                    None => Client::open((**info).clone())?,
                };
                let config = config().set_push_sender(pushed);
                Self::Single(client.get_multiplexed_async_connection_with_config(&config).await?)
            }
            Servers::Cluster(infos) => {
                let mut builder = ClusterClient::builder(infos.clone())
                    .use_protocol(ProtocolVersion::RESP3)
                    .connection_timeout(SERVER_WITHIN)
                    .response_timeout(ANSWER_WITHIN)
                    .push_sender(pushed);
                if let Some(roots) = options.roots.clone() {
                    builder = builder.certs(roots);
                }
                Self::Cluster(builder.build()?.get_async_connection().await?)
            }
            Servers::Sentinel { sentinels, service } => {
                let config = config().set_push_sender(pushed);
                let mut client = behind_sentinels(options, sentinels, service)?;
                Self::Single(client.get_async_connection_with_config(&config).await?)
            }
        })
    }

    /// Publishes frames; those of one channel in their order.
    pub(super) async fn publish(&mut self, frames: &[(String, Vec<u8>)]) -> RedisResult<()> {
        match self {
            Self::Single(connection) => {
                let mut pipeline = Pipeline::with_capacity(frames.len());
                for (channel, frame) in frames {
                    pipeline.cmd("PUBLISH").arg(channel).arg(frame.as_slice()).ignore();
                }
                pipeline.exec_async(connection).await
            }
            Self::Cluster(connection) => {
                // Each channel is at one server, so what goes to one of them goes together.
                let mut by_channel: HashMap<&str, Pipeline> = HashMap::new();
                for (channel, frame) in frames {
                    let pipeline = by_channel.entry(channel).or_default();
                    pipeline.cmd("SPUBLISH").arg(channel).arg(frame.as_slice()).ignore();
                }
                let publish = |pipeline: Pipeline| {
                    let mut connection = connection.clone();
                    async move { pipeline.exec_async(&mut connection).await }
                };
                try_join_all(by_channel.into_values().map(publish)).await.map(drop)
            }
        }
    }

    /// Subscribes channels; each is confirmed by a push.
    pub(super) async fn subscribe(&mut self, channels: &[String]) -> RedisResult<()> {
        match self {
            Self::Single(connection) => connection.subscribe(channels).await,
            Self::Cluster(connection) => {
                let subscribe = |channel| {
                    let mut connection = connection.clone();
                    async move { connection.ssubscribe(channel).await }
                };
                try_join_all(channels.iter().map(subscribe)).await.map(drop)
            }
        }
    }

    /// Unsubscribes channels.
    pub(super) async fn unsubscribe(&mut self, channels: &[String]) -> RedisResult<()> {
        match self {
            Self::Single(connection) => connection.unsubscribe(channels).await,
            Self::Cluster(connection) => {
                let unsubscribe = |channel| {
                    let mut connection = connection.clone();
                    async move { connection.sunsubscribe(channel).await }
                };
                try_join_all(channels.iter().map(unsubscribe)).await.map(drop)
            }
        }
    }

    /// Asks one thing.
    pub(super) async fn ask<T: FromRedisValue>(&mut self, command: &Cmd) -> RedisResult<T> {
        match self {
            Self::Single(connection) => command.query_async(connection).await,
            Self::Cluster(connection) => command.query_async(connection).await,
        }
    }
}

/// Whoever the sentinels call the master; they are asked anew for each line. The login is that of the master.
fn behind_sentinels(
    options: &BusOptions,
    sentinels: &[ConnectionInfo],
    service: &str,
) -> RedisResult<SentinelClient> {
    let addresses = sentinels.iter().map(|info| info.addr().clone());
    let mut builder = SentinelClientBuilder::new(addresses, service, SentinelServerType::Master)?
        .set_client_to_redis_protocol(ProtocolVersion::RESP3);
    if options.is_secure {
        builder = builder.set_client_to_redis_tls_mode(TlsMode::Secure);
    }
    if let Some(roots) = options.roots.clone() {
        builder = builder
            .set_client_to_redis_certificates(roots.clone())
            .set_client_to_sentinel_certificates(roots);
    }
    if let Some(settings) = sentinels.first().map(ConnectionInfo::redis_settings) {
        if let Some(username) = settings.username() {
            builder = builder.set_client_to_redis_username(username);
        }
        if let Some(password) = settings.password() {
            builder = builder.set_client_to_redis_password(password);
        }
    }
    builder.build()
}

/// Asks a server what it is, once.
pub(super) async fn probe(options: &BusOptions) -> Result<BusProbe, BusError> {
    let mut line = Line::open(options, |_| Ok(())).await?;
    let begun = Instant::now();
    line.ask::<String>(&redis::cmd("PING")).await.map_err(|error| options.unusable(error))?;
    let latency = begun.elapsed();
    let mut command = redis::cmd("INFO");
    command.arg("server");
    // A cluster answers node by node, and a restricted user may be told nothing.
    let info: Option<InfoDict> = line.ask(&command).await.ok();
    let version = info.and_then(|info| info.get("redis_version")).unwrap_or_else(|| "server".to_owned());
    Ok(BusProbe { version, latency })
}
