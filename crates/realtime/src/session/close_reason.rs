//! Why a session ends, and whether its client should return.

/// Why a session was closed. Each says *come back* or *stay away*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CloseReason {
    /// Come back: this node is going down.
    ShuttingDown,
    /// Come back and resume by cursor: the outbox was full.
    SlowConsumer,
    /// Come back with a fresh token.
    TokenExpired,
    /// Come back: what this person may see has changed.
    AccessChanged,
    /// The connection went by itself; there is nobody left to be told.
    Disconnected,
    /// Stay away: this person has no access any more.
    Revoked,
    /// Stay away: the client broke the rules of the wire on purpose.
    Abusive,
}

impl CloseReason {
    /// Whether the client should connect again.
    pub fn come_back(self) -> bool {
        match self {
            CloseReason::ShuttingDown
            | CloseReason::SlowConsumer
            | CloseReason::TokenExpired
            | CloseReason::AccessChanged
            | CloseReason::Disconnected => true,
            CloseReason::Revoked | CloseReason::Abusive => false,
        }
    }

    /// A stable code in snake_case, for clients, logs and metrics.
    pub fn code(self) -> &'static str {
        match self {
            CloseReason::ShuttingDown => "shutting_down",
            CloseReason::SlowConsumer => "slow_consumer",
            CloseReason::TokenExpired => "token_expired",
            CloseReason::AccessChanged => "access_changed",
            CloseReason::Disconnected => "disconnected",
            CloseReason::Revoked => "revoked",
            CloseReason::Abusive => "abusive",
        }
    }

    /// Whether what already waits in the outbox is still written before the transport closes. The other
    /// reasons drop it: it could not be written, or must not be read any more.
    pub fn drains(self) -> bool {
        matches!(self, CloseReason::ShuttingDown | CloseReason::TokenExpired)
    }
}

#[cfg(test)]
mod tests {
    use super::CloseReason::*;

    #[test]
    fn every_reason_says_whether_to_return() {
        let all = [ShuttingDown, SlowConsumer, TokenExpired, AccessChanged, Disconnected, Revoked, Abusive];
        let told = all.map(|r| format!("{} {} {}", r.code(), r.come_back(), r.drains())).join("\n");
        let expected = "shutting_down true true\nslow_consumer true false\ntoken_expired true true\n\
                        access_changed true false\ndisconnected true false\nrevoked false false\n\
                        abusive false false";
        assert_eq!(told, expected);
    }
}
