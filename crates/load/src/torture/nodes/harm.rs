//! What may befall an installation.

use std::str::FromStr;

/// Something that befalls an installation, and passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Harm {
    /// A node is killed with -9, and started again.
    NodeKill,
    /// A node is told to stop, and started again.
    NodeTerm,
    /// A node stands still for seconds, without knowing it.
    NodeFreeze,
    /// A node is killed, and its clock goes hours before or after the others' for a life.
    Clock,
    /// PostgreSQL is killed with -9, all of it, and started again.
    PostgresKill,
    /// PostgreSQL stands still for seconds.
    PostgresFreeze,
    /// PostgreSQL is killed for ever, and its standby takes its place.
    Promote,
    /// Redis is killed, and returns empty.
    RedisKill,
    /// Redis stands still for seconds.
    RedisFreeze,
    /// One node's line to PostgreSQL is cut, or carries nothing.
    CutPostgres,
    /// One node's line to Redis is cut, or carries nothing.
    CutRedis,
    /// One node's line to PostgreSQL is slow.
    SlowPostgres,
    /// One node's line to Redis is slow.
    SlowRedis,
}

impl Harm {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::NodeKill,
        Self::NodeTerm,
        Self::NodeFreeze,
        Self::Clock,
        Self::PostgresKill,
        Self::PostgresFreeze,
        Self::Promote,
        Self::RedisKill,
        Self::RedisFreeze,
        Self::CutPostgres,
        Self::CutRedis,
        Self::SlowPostgres,
        Self::SlowRedis,
    ];

    /// Its name on the command line and in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NodeKill => "node-kill",
            Self::NodeTerm => "node-term",
            Self::NodeFreeze => "node-freeze",
            Self::Clock => "clock",
            Self::PostgresKill => "postgres-kill",
            Self::PostgresFreeze => "postgres-freeze",
            Self::Promote => "promote",
            Self::RedisKill => "redis-kill",
            Self::RedisFreeze => "redis-freeze",
            Self::CutPostgres => "cut-postgres",
            Self::CutRedis => "cut-redis",
            Self::SlowPostgres => "slow-postgres",
            Self::SlowRedis => "slow-redis",
        }
    }

    /// What it befalls, where it befalls this node or something of this node's.
    pub(super) const fn part(self, node: usize) -> Part {
        match self {
            Self::NodeKill | Self::NodeTerm | Self::NodeFreeze | Self::Clock => Part::Node(node),
            Self::PostgresKill | Self::PostgresFreeze | Self::Promote => Part::Postgres,
            Self::RedisKill | Self::RedisFreeze => Part::Redis,
            Self::CutPostgres | Self::SlowPostgres => Part::PostgresLine(node),
            Self::CutRedis | Self::SlowRedis => Part::RedisLine(node),
        }
    }

    /// Whether a node has to be started for it to pass.
    pub(super) const fn passes_by_a_start(self) -> bool {
        matches!(self, Self::NodeKill | Self::NodeTerm | Self::Clock)
    }
}

impl FromStr for Harm {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|harm| harm.name() == name).ok_or_else(|| {
            format!("there is no fault of this name; there are all, {}", Self::ALL.map(Self::name).join(", "))
        })
    }
}

/// A part of an installation, which suffers one harm at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Node(usize),
    Postgres,
    Redis,
    PostgresLine(usize),
    RedisLine(usize),
}
