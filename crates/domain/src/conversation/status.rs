//! The state machine: open → active | resolved | closed; active → resolved | closed; resolved → active |
//! closed; closed → nothing.

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Started, nobody has replied.
    Open,
    /// Somebody helps.
    Active,
    /// Settled; writing reopens it.
    Resolved,
    /// Ended for good.
    Closed,
}

impl Status {
    /// Every status, in order of life.
    pub const ALL: [Self; 4] = [Self::Open, Self::Active, Self::Resolved, Self::Closed];

    /// The status as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Active => "active",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    /// The status of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    /// Whether the machine has this step. Staying is no step.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Open, Self::Active | Self::Resolved | Self::Closed)
                | (Self::Active, Self::Resolved | Self::Closed)
                | (Self::Resolved, Self::Active | Self::Closed)
        )
    }

    /// Open or active: somebody has to be found or is at it.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::Active)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_keep_their_names() {
        assert_eq!(Status::ALL.map(Status::as_str), ["open", "active", "resolved", "closed"]);
        assert!(Status::ALL.into_iter().all(|status| Status::parse(status.as_str()) == Some(status)));
        assert_eq!(Status::parse("pending"), None);
    }

    #[test]
    fn only_open_and_active_ones_need_somebody() {
        assert_eq!(Status::ALL.map(Status::is_live), [true, true, false, false]);
    }
}
