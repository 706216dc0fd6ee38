//! How a live connection ends, and what its client is told: come back, or stay away.

use deskbell_realtime::CloseReason;

use crate::session_loop::Gone;

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goodbye {
    /// From the other side, or by breaking the transport's rules.
    Gone(Gone),
    /// The session was closed here.
    Closed(CloseReason),
    /// Nobody said in time who they are.
    Late,
    /// Too much was said before saying who one is.
    Noisy,
    /// The door cannot take anybody at the moment.
    Busy,
}

impl Goodbye {
    /// A stable code, for logs, counters and the WebSocket's close reason.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Goodbye::Gone(gone) => gone.code(),
            Goodbye::Closed(reason) => reason.code(),
            Goodbye::Late => "connect_timeout",
            Goodbye::Noisy => "not_connected",
            Goodbye::Busy => "overloaded",
        }
    }

    /// Whether the client is told not to return.
    pub(crate) fn stays_away(self) -> bool {
        matches!(self, Goodbye::Closed(reason) if !reason.come_back())
    }

    /// The close code of a WebSocket: 1012 and 1013 mean *come back*, 1008 *stay away*.
    pub(crate) fn close_code(self) -> u16 {
        const NORMAL: u16 = 1000;
        const PROTOCOL: u16 = 1002;
        const NOT_TEXT: u16 = 1007;
        const POLICY: u16 = 1008;
        const TOO_LARGE: u16 = 1009;
        const RESTART: u16 = 1012;
        const AGAIN: u16 = 1013;
        match self {
            Goodbye::Gone(Gone::TooLarge) => TOO_LARGE,
            Goodbye::Gone(Gone::NotText) => NOT_TEXT,
            Goodbye::Gone(Gone::Broken) => PROTOCOL,
            Goodbye::Gone(Gone::Left | Gone::Lost) => NORMAL,
            Goodbye::Closed(CloseReason::ShuttingDown) => RESTART,
            Goodbye::Closed(reason) if !reason.come_back() => POLICY,
            Goodbye::Noisy => POLICY,
            Goodbye::Closed(_) | Goodbye::Gone(Gone::PingTimeout | Gone::Overlap) => AGAIN,
            Goodbye::Late | Goodbye::Busy => AGAIN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn come_back_is_1012_or_1013_and_stay_away_is_1008() {
        use CloseReason::*;
        let codes = [ShuttingDown, SlowConsumer, TokenExpired, AccessChanged, Revoked, Abusive]
            .map(|reason| (Goodbye::Closed(reason).close_code(), Goodbye::Closed(reason).stays_away()));
        let again = (1013, false);
        assert_eq!(codes, [(1012, false), again, again, again, (1008, true), (1008, true)]);
        assert_eq!(Goodbye::Gone(Gone::TooLarge).close_code(), 1009);
    }
}
