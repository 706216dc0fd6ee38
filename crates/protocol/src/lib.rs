//! How the domain looks from outside: requests, replies, events, error codes. Every door speaks these types,
//! and the TypeScript types and the OpenAPI document are generated from them.
//!
//! It never performs I/O and never decides: rendering takes what the domain decided and names it for the
//! wire. JSON is camelCase, times are RFC 3339 in UTC, durations carry their unit in their name.
//!
//! Start reading at [`request`] (what people ask for), [`event`] (what they are told), then [`conversation`]
//! and [`entry`].

pub mod account;
mod basics;
pub mod board;
pub mod conversation;
pub mod entry;
pub mod error;
pub mod event;
pub mod operations;
pub mod person;
pub mod presence;
pub mod records;
pub mod reply;
pub mod request;
pub mod rest;
pub mod search;
pub mod settings;

pub use basics::{decode, page, time, words};
pub use conversation::Conversation;
pub use entry::Entry;
pub use event::EventName;
pub use reply::Reply;
pub use request::Request;
pub use time::At;
