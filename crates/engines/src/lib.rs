//! Real servers of other people's, which tests and faults need: PostgreSQL, Redis and HAProxy, each on a free
//! port of this machine and in a temporary directory, and a proxy whose line can be cut.
//!
//! Whatever is started here ends with the process that started it, however that one ends: a guard watches the
//! process, kills the server and removes its directory. Nothing here is part of a running Deskbell, knows what
//! Deskbell keeps in these servers, or installs them: where one is missing, a sentence names its package.
//!
//! Start reading at [`Postgres`], then in `guard.sh`, which does the ending.

#[cfg(unix)]
mod balancer;
#[cfg(unix)]
mod certificate;
#[cfg(unix)]
mod error;
#[cfg(unix)]
mod guard;
mod ports;
#[cfg(unix)]
mod postgres;
#[cfg(unix)]
mod processes;
#[cfg(unix)]
mod programs;
#[cfg(unix)]
mod proxy;
#[cfg(unix)]
mod redis;

pub use ports::free_port;
#[cfg(unix)]
pub use {
    balancer::Balancer, certificate::Certificate, error::EngineError, postgres::Postgres, proxy::Proxy,
    redis::Redis,
};
