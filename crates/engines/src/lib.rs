//! Real servers of other people's, which tests and faults need: PostgreSQL, Redis and HAProxy, each on a free
//! port of this machine and in a temporary directory, and a proxy whose line can be cut.
//!
//! Whatever is started here ends with the process that started it, however that one ends: a guard watches the
//! process, kills the server and removes its directory. Nothing here is part of a running Deskbell, knows what
//! Deskbell keeps in these servers, or installs them: where one is missing, a sentence names its package.
//!
//! Start reading at [`Postgres`], then in `guard.sh`, which does the ending.

mod balancer;
mod error;
mod guard;
mod ports;
mod postgres;
mod processes;
mod programs;
mod proxy;
mod redis;

pub use balancer::Balancer;
pub use error::EngineError;
pub use ports::free_port;
pub use postgres::Postgres;
pub use proxy::Proxy;
pub use redis::Redis;
