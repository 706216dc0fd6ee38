//! `deskbell serve`: wires the rooms together, says when it is ready, and ends in order.

use std::{io::Write as _, process::ExitCode, time::Duration};

use anyhow::Context;
use deskbell_app::{Clock, Hall};
use deskbell_gateway as gateway;
use deskbell_realtime::{Bus, NodeId};
use tokio::task::JoinHandle;

use crate::{config::Config, descriptors, home, telemetry};

/// After SIGTERM, how long connections may take to say goodbye before they are cut.
const GOODBYE: Duration = Duration::from_secs(5);
/// How long the database may take then to bring its log in and close; the next start reads what is left of it.
const CLOSED_WITHIN: Duration = Duration::from_secs(4);
/// Between two upkeeps of the metrics' memory.
const METRICS_UPKEEP: Duration = Duration::from_secs(5);

/// Runs until it is told to stop.
///
/// # Errors
/// With a sentence for the operator, where it cannot start.
pub fn serve(config: &Config) -> anyhow::Result<ExitCode> {
    telemetry::start_logs(config)?;
    runtime()?.block_on(async {
        let running = start(config, Purpose::Serve).await?;
        let mut told = std::pin::pin!(told_to_stop());
        // Listened for from here on: whoever reads the ready line may say stop at once.
        tokio::select! {
            biased;
            told = &mut told => told?,
            () = std::future::ready(()) => {}
        }
        println!("listening on http://{}", running.address);
        std::io::stdout().flush().context("The ready line cannot be written")?;
        tokio::select! {
            told = told => told?,
            // An orderly end would write to a disk that does not keep what is written.
            lost = running.store.lost() => return Err(lost.into()),
        }
        running.stop().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// The runtime that every word runs on.
///
/// # Errors
/// Where the system gives no threads.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("The runtime could not be started")
}

/// A server that takes connections.
pub struct Running {
    /// Where.
    pub address: std::net::SocketAddr,
    /// The hall behind its doors.
    pub hall: Hall,
    store: deskbell_store::Store,
    bus: Bus,
    stopping: tokio::sync::watch::Sender<bool>,
    doors: JoinHandle<()>,
    fan_out: JoinHandle<()>,
    keep_time: JoinHandle<()>,
}

/// What a server is started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To serve.
    Serve,
    /// To be tried out: a sample shop with the widget is shown as well.
    Demo,
}

/// Starts a server.
///
/// # Errors
/// With a sentence for the operator.
pub async fn start(config: &Config, purpose: Purpose) -> anyhow::Result<Running> {
    let metrics = telemetry::start_metrics()?;
    // Whatever may keep it from starting comes before anything is written; whoever calls meanwhile waits.
    home::known_secret(config)?;
    let bounds = config.bounds(descriptors::connections(config.connections()?)?)?;
    let listener = gateway::listen(&config.listen)
        .await
        .with_context(|| format!("Nothing can listen on {}", config.listen))?;
    let address = listener.local_addr()?;
    // A process is another node each time it starts: what it promised before is over.
    let node: u64 = rand::random();
    let (store, commits) = home::open_store(config, node).await?;
    let (bus, from_others) = match config.bus()? {
        Some(options) => Bus::connect(options, NodeId::from_number(node)),
        None => (Bus::local(), tokio::sync::mpsc::channel(1).1),
    };
    let secret = home::secret_in(config, &store).await?;
    let hall = Hall::open_among(store.clone(), config.settings()?, Clock::Machine, &secret, bus.clone())
        .await
        .map_err(|refusal| anyhow::anyhow!("The store cannot be read: {refusal}"))?;
    let (stopping, mut stop) = tokio::sync::watch::channel(false);
    let upkeep = metrics.clone();
    let options = gateway::Options {
        trust_proxy: config.trust_proxy,
        bounds: bounds.clone(),
        allowed_origins: config.allowed_origins.split_whitespace().map(str::to_owned).collect(),
        demo: purpose == Purpose::Demo,
        metrics: std::sync::Arc::new(move || metrics.render()),
    };
    let router = gateway::router(hall.clone(), options);
    let doors = tokio::spawn(gateway::serve(listener, router, bounds, async move {
        let _ended = stop.wait_for(|stop| *stop).await;
    }));
    let keep_time = tokio::spawn(keep_time(hall.clone(), upkeep));
    let fan_out = tokio::spawn(hall.clone().fan_out(commits, from_others));
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "ready");
    Ok(Running { address, hall, store, bus, stopping, doors, fan_out, keep_time })
}

async fn keep_time(hall: Hall, metrics: metrics_exporter_prometheus::PrometheusHandle) {
    let upkeep = async {
        let mut tick = tokio::time::interval(METRICS_UPKEEP);
        loop {
            tick.tick().await;
            metrics.run_upkeep();
            telemetry::measure_memory();
        }
    };
    tokio::join!(hall.clone().keep_time(), hall.keep_index(), upkeep);
}

impl Running {
    /// Ends in order: no new work is taken, what was accepted is committed and acknowledged, clients are told
    /// to come back.
    pub async fn stop(self) {
        tracing::info!("stopping");
        self.hall.send_everybody_home();
        self.stopping.send_replace(true);
        if tokio::time::timeout(GOODBYE, self.doors).await.is_err() {
            tracing::warn!("some connections did not say goodbye in time and were cut");
        }
        self.keep_time.abort();
        self.hall.give_lease_back().await;
        if tokio::time::timeout(CLOSED_WITHIN, self.store.shutdown()).await.is_err() {
            tracing::warn!(
                "the disk is too slow to close the database in time; the next start reads the log that is left"
            );
        }
        self.fan_out.abort();
        self.bus.close().await;
        tracing::info!("stopped");
    }
}

/// Waits for SIGTERM or Ctrl-C.
///
/// # Errors
/// Where signals cannot be heard.
pub async fn told_to_stop() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).context("Signals cannot be heard")?;
        tokio::select! {
            _ = terminate.recv() => {}
            interrupted = tokio::signal::ctrl_c() => interrupted.context("Signals cannot be heard")?,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await.context("Signals cannot be heard")?;
    Ok(())
}
