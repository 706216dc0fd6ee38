//! What carries: opaque bytes on named topics, from whoever publishes to every live session that subscribed, on this
//! node by the [`Hub`] and between nodes by the [`Bus`].
//!
//! It never knows what a topic or a payload means, never reads the database, never frames bytes for a
//! transport (doors register an [`Encoder`] for that), and never makes a publisher wait. Whatever it holds
//! is a hint: a session that falls behind is closed, comes back, and heals from the database by its cursor.
//!
//! Start reading at [`Hub`] (who gets what), then [`Session`] (the bounded outbox of one connection) and
//! [`Hold`] (how history and live events are joined without a gap). [`PresenceLeases`] and [`TypingLeases`]
//! say who is there, [`RateLimit`] and [`Pace`] how much they may do.
#![deny(missing_docs)]

mod bus;
mod envelope;
mod event;
mod hub;
mod leases;
mod limits;
mod names;
mod session;

pub use bus::{Bus, BusError, BusEvent, BusOptions, BusProbe, RedisBus, broadcast};
pub use envelope::{Envelope, Except};
pub use event::{Encoder, Event, Format, MAX_FORMATS};
pub use hub::{Hold, Hub, SessionGuard, SubscribeError};
pub use leases::{Arrival, PresenceLeases, TypingLeases};
pub use limits::{Pace, RateLimit, RateLimited};
pub use names::{NodeId, Person, SessionId, Topic};
pub use session::{Bounds, CloseReason, Session};
