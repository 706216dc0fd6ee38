//! Counts and times messages while a scene plays.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;

use super::{
    crowd::Crowd,
    ledger::Ledger,
    phrase::{Ear, Mark, Phrase, Said},
};

/// Nanoseconds that latencies are told apart within, and the longest one that is.
const LATENCY_RANGE: (u64, u64) = (1_000, 120_000_000_000);
/// Significant digits that are kept of each.
const LATENCY_DIGITS: u8 = 3;

/// An empty histogram of nanoseconds.
pub(super) fn latencies() -> Histogram<u64> {
    let Ok(histogram) = Histogram::new_with_bounds(LATENCY_RANGE.0, LATENCY_RANGE.1, LATENCY_DIGITS) else {
        unreachable!("the bounds are constants that a histogram takes");
    };
    histogram
}

/// Counts and times messages while a scene plays. What was meant for a moment outside the measured time is
/// followed to its end as well, and left out of the times.
pub(super) struct Meter {
    ear: Ear,
    began: Instant,
    /// The measured time, in nanoseconds after the load began.
    window: Range<u64>,
    /// From the moment a message was meant for to its acknowledgement, in nanoseconds.
    pub(super) acked: Histogram<u64>,
    /// From the moment a message was meant for to its arrival at an agent, in nanoseconds.
    pub(super) arrived: Histogram<u64>,
    /// Acknowledgements that came within the measured time.
    pub(super) acked_within: u64,
    /// Messages sent at any time and neither acknowledged nor refused yet.
    pub(super) unanswered: u64,
    /// Messages that arrived or were acknowledged twice, or arrived in the wrong order.
    pub(super) disordered: u64,
    /// Questions refused at any time: messages, and what agents ask.
    pub(super) refused: u64,
    ledger: Ledger,
    newest: Vec<u64>,
}

impl Meter {
    pub(super) fn new(conversations: usize) -> Self {
        Self {
            ear: Ear::new(),
            began: Instant::now(),
            window: 0..0,
            acked: latencies(),
            arrived: latencies(),
            acked_within: 0,
            unanswered: 0,
            disordered: 0,
            refused: 0,
            ledger: Ledger::new(conversations),
            newest: vec![0; conversations],
        }
    }

    /// Nanoseconds after the load began.
    pub(super) fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// Measures what lies within some time from now on. That time.
    pub(super) fn measure_after(&mut self, wait: Duration, lasts: Duration) -> Range<u64> {
        let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let from = self.now().saturating_add(nanos(wait));
        self.window = from..from.saturating_add(nanos(lasts));
        self.window.clone()
    }

    /// Somebody sends their next message, meant for this moment.
    pub(super) fn send(&mut self, crowd: &mut Crowd, who: usize, phrase: &mut Phrase, moment: u64) {
        let number = phrase.number();
        crowd.say(who, phrase.at(moment));
        self.sent(Mark { conversation: who, moment }, number);
    }

    fn sent(&mut self, mark: Mark, number: u64) {
        self.ledger.sent(mark, number);
        self.unanswered += 1;
    }

    /// Takes note of one text that came to somebody: a customer by their conversation's index, or an agent. What
    /// it was; a second answer to one message, or one to another question, is nothing to act on.
    pub(super) fn hear(&mut self, who: usize, text: &[u8]) -> Said {
        let said = self.ear.read(text);
        match &said {
            Said::Acked(mark) => return if self.ack(mark) { said } else { Said::Other },
            Said::Arrived(mark) => self.arrive(mark),
            Said::Refused { number } => return if self.refuse(who, *number) { said } else { Said::Other },
            Said::Other => {}
        }
        said
    }

    /// Whether it is the first time.
    fn ack(&mut self, mark: &Mark) -> bool {
        if !self.ledger.acked(mark) {
            self.disordered += 1;
            return false;
        }
        let now = self.now();
        self.unanswered -= 1;
        self.acked_within += u64::from(self.window.contains(&now));
        if self.window.contains(&mark.moment) {
            self.acked.saturating_record(now - mark.moment.min(now));
        }
        true
    }

    /// Whether it is a message, and the first time.
    fn refuse(&mut self, who: usize, number: u64) -> bool {
        self.refused += 1;
        let is_message = self.ledger.refused(who, number);
        self.unanswered -= u64::from(is_message);
        is_message
    }

    fn arrive(&mut self, mark: &Mark) {
        if !self.ledger.arrived(mark) {
            self.disordered += 1;
            return;
        }
        let now = self.now();
        if self.window.contains(&mark.moment) {
            self.arrived.saturating_record(now - mark.moment.min(now));
        }
        if let Some(newest) = self.newest.get_mut(mark.conversation) {
            self.disordered += u64::from(*newest >= mark.moment);
            *newest = mark.moment;
        }
    }

    /// Whether some message was neither refused nor has come to its end, on both sides.
    pub(super) fn under_way(&self) -> bool {
        self.ledger.unfinished() > 0
    }

    /// Nobody waits any longer: whatever has not come to its end counts with the age it has reached, as it took
    /// at least that long.
    pub(super) fn give_up(&mut self) {
        let now = self.now();
        for message in self.ledger.rest().filter(|message| self.window.contains(&message.moment)) {
            let age = now - message.moment.min(now);
            if !message.acked {
                self.acked.saturating_record(age);
            }
            if !message.arrived {
                self.arrived.saturating_record(age);
            }
        }
    }

    /// Messages that were not refused and of which the sender has no answer or no agent the message.
    pub(super) fn missing(&self) -> u64 {
        self.ledger.unfinished()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: u64 = 1_000_000;
    const LASTS: Duration = Duration::from_secs(60);

    /// One conversation in which so many messages were sent, one a nanosecond.
    fn meter(messages: u64) -> Meter {
        let mut meter = Meter::new(1);
        meter.window = 0..u64::try_from(LASTS.as_nanos()).unwrap();
        for nth in 0..messages {
            meter.sent(Mark { conversation: 0, moment: nth + 1 }, FIRST + nth);
        }
        meter
    }

    fn entry(moment: u64) -> String {
        format!(r#"{{"clientId":"bench-000000-{moment:016x}","seq":2}}"#)
    }

    fn is_acked(meter: &mut Meter, moment: u64) {
        let number = FIRST + moment - 1;
        meter.hear(0, format!(r#"43/chat,{number}[{{"message":{},"ok":true}}]"#, entry(moment)).as_bytes());
    }

    fn arrives(meter: &mut Meter, moment: u64) {
        meter.hear(1, format!(r#"42/chat,["new-message",{}]"#, entry(moment)).as_bytes());
    }

    #[test]
    fn a_message_that_nobody_hears_of_again_is_lost() {
        let mut meter = meter(3);
        is_acked(&mut meter, 1);
        arrives(&mut meter, 1);
        is_acked(&mut meter, 2);
        assert!(meter.under_way());
        assert_eq!(
            (meter.missing(), meter.unanswered),
            (2, 1),
            "one did not arrive, one is in nobody's hands"
        );
        meter.give_up();
        assert_eq!(
            (meter.acked.len(), meter.arrived.len()),
            (3, 3),
            "those that took too long count as well"
        );
    }

    #[test]
    fn what_comes_twice_does_not_make_up_for_what_is_missing() {
        let mut meter = meter(2);
        for moment in [1, 2] {
            is_acked(&mut meter, moment);
        }
        arrives(&mut meter, 1);
        arrives(&mut meter, 1);
        is_acked(&mut meter, 1);
        assert_eq!((meter.missing(), meter.disordered, meter.unanswered), (1, 2, 0));
        assert_eq!((meter.acked.len(), meter.arrived.len()), (2, 1));
    }

    #[test]
    fn a_refused_message_is_not_waited_for() {
        let mut meter = meter(2);
        let refused = br#"43/chat,1000001[{"error":{"code":"overloaded"},"ok":false}]"#;
        assert_eq!(meter.hear(0, refused), Said::Refused { number: FIRST + 1 });
        arrives(&mut meter, 1);
        is_acked(&mut meter, 1);
        assert!(!meter.under_way());
        assert_eq!((meter.missing(), meter.refused, meter.unanswered), (0, 1, 0));
        arrives(&mut meter, 2);
        assert_eq!(meter.disordered, 1, "it was refused, and came");
        let agents = br#"43/chat,900000[{"error":{"code":"overloaded"},"ok":false}]"#;
        assert_eq!(meter.hear(1, agents), Said::Other, "no message of theirs");
    }
}
