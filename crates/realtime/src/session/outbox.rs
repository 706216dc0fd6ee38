//! What waits to be written to one connection, within bounds.

use std::collections::VecDeque;

use bytes::Bytes;

/// How much one session may keep waiting. A session past a bound is closed as a slow consumer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Frames waiting, replies and held events included. Default 1,024.
    pub frames: usize,
    /// Bytes of events waiting, held ones included. Default 1 MiB.
    pub bytes: usize,
    /// Bytes of replies waiting. Default 16 MiB: a client may ask for a few large pages at once, and a door
    /// stops reading its requests when [`Session::has_room`](crate::Session::has_room) says so.
    pub reply_bytes: usize,
    /// Topics subscribed at once. Default 4,096.
    pub topics: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { frames: 1024, bytes: 1024 * 1024, reply_bytes: 16 * 1024 * 1024, topics: 4096 }
    }
}

/// The ordered queue of a session, and the account of what its holds keep back.
///
/// Nothing is allocated while nothing waits: a writer takes the whole queue with its memory.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    queue: VecDeque<Bytes>,
    event_bytes: usize,
    reply_bytes: usize,
    held_frames: usize,
    held_bytes: usize,
}

/// The outbox is full: the session has to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Overflow;

impl Outbox {
    pub(crate) fn push_event(&mut self, frame: Bytes, bounds: &Bounds) -> Result<(), Overflow> {
        self.admit_event(frame.len(), bounds)?;
        self.event_bytes += frame.len();
        self.queue.push_back(frame);
        Ok(())
    }

    pub(crate) fn push_reply(&mut self, frame: Bytes, bounds: &Bounds) -> Result<(), Overflow> {
        let fits = self.reply_bytes == 0 || self.reply_bytes + frame.len() <= bounds.reply_bytes;
        if !fits || self.frames() >= bounds.frames {
            return Err(Overflow);
        }
        self.reply_bytes += frame.len();
        self.queue.push_back(frame);
        Ok(())
    }

    /// Accounts for an event kept back by a hold.
    pub(crate) fn hold(&mut self, len: usize, bounds: &Bounds) -> Result<(), Overflow> {
        self.admit_event(len, bounds)?;
        self.held_frames += 1;
        self.held_bytes += len;
        Ok(())
    }

    /// Gives back the account of a held event that turned out to be a repetition.
    pub(crate) fn drop_held(&mut self, len: usize) {
        self.held_frames -= 1;
        self.held_bytes -= len;
    }

    /// Moves a held event into the queue. It was admitted when it was held, so it always fits.
    pub(crate) fn queue_held(&mut self, frame: Bytes) {
        self.drop_held(frame.len());
        self.event_bytes += frame.len();
        self.queue.push_back(frame);
    }

    /// Gives back the account of everything held, when no hold will end any more.
    pub(crate) fn forget_held(&mut self) {
        self.held_frames = 0;
        self.held_bytes = 0;
    }

    /// Everything that waits, in order, with its memory.
    pub(crate) fn take(&mut self) -> VecDeque<Bytes> {
        self.event_bytes = 0;
        self.reply_bytes = 0;
        std::mem::take(&mut self.queue)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Whether another request may be read: its replies would still fit comfortably.
    pub(crate) fn has_room(&self, bounds: &Bounds) -> bool {
        self.reply_bytes < bounds.bytes && self.queue.len() < bounds.frames.div_ceil(2)
    }

    fn frames(&self) -> usize {
        self.queue.len() + self.held_frames
    }

    /// A single event always fits into an outbox without any, so that no setting can shut a session up.
    fn admit_event(&self, len: usize, bounds: &Bounds) -> Result<(), Overflow> {
        let waiting = self.event_bytes + self.held_bytes;
        let fits = waiting == 0 || waiting + len <= bounds.bytes;
        if fits && self.frames() < bounds.frames { Ok(()) } else { Err(Overflow) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { frames: 4, bytes: 10, reply_bytes: 100, topics: 4 };

    fn frame(len: usize) -> Bytes {
        Bytes::from(vec![b'x'; len])
    }

    #[test]
    fn is_bounded_in_frames_with_held_ones_counted() {
        let mut outbox = Outbox::default();
        outbox.push_event(frame(1), &BOUNDS).unwrap();
        outbox.push_reply(frame(1), &BOUNDS).unwrap();
        outbox.hold(1, &BOUNDS).unwrap();
        outbox.hold(1, &BOUNDS).unwrap();
        assert_eq!(outbox.push_event(frame(1), &BOUNDS), Err(Overflow));
        assert_eq!(outbox.push_reply(frame(1), &BOUNDS), Err(Overflow));
        assert_eq!(outbox.hold(1, &BOUNDS), Err(Overflow));
    }

    #[test]
    fn a_large_page_one_asked_for_leaves_room_for_events() {
        let mut outbox = Outbox::default();
        outbox.push_reply(frame(90), &BOUNDS).unwrap();
        assert!(!outbox.has_room(&BOUNDS), "no more requests are read until it is written");
        outbox.push_event(frame(10), &BOUNDS).unwrap();
        assert_eq!(outbox.push_event(frame(1), &BOUNDS), Err(Overflow));
        assert_eq!(outbox.push_reply(frame(11), &BOUNDS), Err(Overflow));
    }

    #[test]
    fn taking_frees_everything_but_the_held() {
        let mut outbox = Outbox::default();
        outbox.hold(6, &BOUNDS).unwrap();
        outbox.push_event(frame(4), &BOUNDS).unwrap();
        assert_eq!(outbox.take().len(), 1);
        assert_eq!(outbox.queue.capacity(), 0);
        assert_eq!(outbox.push_event(frame(5), &BOUNDS), Err(Overflow));
        outbox.queue_held(frame(6));
        outbox.take();
        outbox.push_event(frame(10), &BOUNDS).unwrap();
    }

    #[test]
    fn one_event_always_fits_into_an_empty_outbox() {
        assert_eq!(Outbox::default().push_event(frame(1000), &BOUNDS), Ok(()));
    }
}
