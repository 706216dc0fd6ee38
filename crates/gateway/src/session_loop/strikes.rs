//! Telling a client that stumbles from one that attacks.

/// Strikes after which a client is told to stay away. A burst of several hundred limited events is clumsy,
/// not hostile.
const ABUSE_BOUND: u32 = 1000;
/// Strikes that one accepted event makes good.
const MADE_GOOD: u32 = 10;

/// How often a client sent what could not be taken: malformed, or past its rate.
#[derive(Debug, Default)]
pub(super) struct Strikes(u32);

impl Strikes {
    /// Counts one. Says whether it was one too many.
    pub(super) fn strike(&mut self) -> bool {
        self.0 += 1;
        self.0 > ABUSE_BOUND
    }

    pub(super) fn make_good(&mut self) {
        self.0 = self.0.saturating_sub(MADE_GOOD);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_forgiven_and_a_flood_is_not() {
        let mut strikes = Strikes::default();
        assert!((0..500).all(|_| !strikes.strike()));
        (0..50).for_each(|_| strikes.make_good());
        assert!((0..ABUSE_BOUND).all(|_| !strikes.strike()));
        assert!(strikes.strike());
    }

    #[test]
    fn a_flood_with_some_good_events_in_it_is_noticed() {
        let mut strikes = Strikes::default();
        let abusive = (0..10_000).any(|n| {
            if n % 20 == 0 {
                strikes.make_good();
            }
            strikes.strike()
        });
        assert!(abusive);
    }
}
