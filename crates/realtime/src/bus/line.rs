//! One line to Redis, whatever stands at its other end.

use std::time::{Duration, Instant};

use redis::{
    AsyncConnectionConfig, Client, Cmd, FromRedisValue, InfoDict, Pipeline, ProtocolVersion, PushInfo,
    RedisResult,
    aio::MultiplexedConnection,
    cluster::ClusterClient,
    cluster_async::ClusterConnection,
    sentinel::{SentinelClientBuilder, SentinelServerType},
};
use tokio::time::timeout;

use super::options::{BusError, BusOptions, BusProbe, Servers};

/// How long a connection may take until it is there.
const CONNECT_WITHIN: Duration = Duration::from_secs(3);
/// How long an answer may take before the line counts as gone.
pub(crate) const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// A line that can publish, subscribe and ask.
#[derive(Clone)]
pub(crate) enum Line {
    /// To one server.
    Single(MultiplexedConnection),
    /// To a cluster.
    Cluster(ClusterConnection),
}

impl Line {
    /// Opens a line whose pushes go to `pushed`.
    pub(crate) async fn open(
        options: &BusOptions,
        pushed: impl Fn(PushInfo) -> Result<(), ()> + Send + Sync + 'static,
    ) -> Result<Self, BusError> {
        let opened = timeout(CONNECT_WITHIN, Self::connect(&options.servers, pushed)).await;
        match opened {
            Ok(line) => line.map_err(|error| options.unusable(error)),
            Err(_) => {
                Err(options.unusable(format!("it does not answer within {} s", CONNECT_WITHIN.as_secs())))
            }
        }
    }

    async fn connect(
        servers: &Servers,
        pushed: impl Fn(PushInfo) -> Result<(), ()> + Send + Sync + 'static,
    ) -> RedisResult<Self> {
        let config = || {
            AsyncConnectionConfig::new()
                .set_connection_timeout(Some(CONNECT_WITHIN))
                .set_response_timeout(Some(ANSWER_WITHIN))
        };
        Ok(match servers {
            Servers::Single(info) => {
                let client = Client::open((**info).clone())?;
                let config = config().set_push_sender(pushed);
                Self::Single(client.get_multiplexed_async_connection_with_config(&config).await?)
            }
            Servers::Cluster(infos) => {
                let client = ClusterClient::builder(infos.clone())
                    .use_protocol(ProtocolVersion::RESP3)
                    .connection_timeout(CONNECT_WITHIN)
                    .response_timeout(ANSWER_WITHIN)
                    .push_sender(pushed)
                    .build()?;
                Self::Cluster(client.get_async_connection().await?)
            }
            Servers::Sentinel { sentinels, service } => {
                let addresses = sentinels.iter().map(|info| info.addr().clone());
                let kind = SentinelServerType::Master;
                let mut builder = SentinelClientBuilder::new(addresses, service.clone(), kind)?
                    .set_client_to_redis_protocol(ProtocolVersion::RESP3);
                if let Some(settings) = sentinels.first().map(redis::ConnectionInfo::redis_settings) {
                    if let Some(username) = settings.username() {
                        builder = builder.set_client_to_redis_username(username);
                    }
                    if let Some(password) = settings.password() {
                        builder = builder.set_client_to_redis_password(password);
                    }
                }
                let config = config().set_push_sender(pushed);
                Self::Single(builder.build()?.get_async_connection_with_config(&config).await?)
            }
        })
    }

    /// Publishes frames in their order.
    pub(crate) async fn publish(&mut self, frames: &[(String, Vec<u8>)]) -> RedisResult<()> {
        match self {
            Self::Single(connection) => {
                let mut pipeline = Pipeline::with_capacity(frames.len());
                for (channel, frame) in frames {
                    pipeline.cmd("PUBLISH").arg(channel).arg(frame.as_slice()).ignore();
                }
                pipeline.exec_async(connection).await
            }
            Self::Cluster(connection) => {
                for (channel, frame) in frames {
                    let mut command = redis::cmd("SPUBLISH");
                    command.arg(channel).arg(frame.as_slice()).exec_async(connection).await?;
                }
                Ok(())
            }
        }
    }

    /// Subscribes channels; each is confirmed by a push.
    pub(crate) async fn subscribe(&mut self, channels: &[String]) -> RedisResult<()> {
        match self {
            Self::Single(connection) => connection.subscribe(channels).await,
            Self::Cluster(connection) => {
                for channel in channels {
                    connection.ssubscribe(channel).await?;
                }
                Ok(())
            }
        }
    }

    /// Unsubscribes channels.
    pub(crate) async fn unsubscribe(&mut self, channels: &[String]) -> RedisResult<()> {
        match self {
            Self::Single(connection) => connection.unsubscribe(channels).await,
            Self::Cluster(connection) => {
                for channel in channels {
                    connection.sunsubscribe(channel).await?;
                }
                Ok(())
            }
        }
    }

    /// Asks one thing.
    pub(crate) async fn ask<T: FromRedisValue>(&mut self, command: &Cmd) -> RedisResult<T> {
        match self {
            Self::Single(connection) => command.query_async(connection).await,
            Self::Cluster(connection) => command.query_async(connection).await,
        }
    }
}

/// Asks a server what it is, once.
pub(crate) async fn probe(options: &BusOptions) -> Result<BusProbe, BusError> {
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
