//! The doors: everything that reaches Deskbell over HTTP comes in here and is turned into calls of the hall.
//!
//! A door decodes frames, says who is speaking, and encodes answers; it never decides who may do what, never
//! names a topic, and no door imports another. `rest/` is the HTTP API with its OpenAPI document, `socketio/`
//! the Socket.IO door over the session loop that all live doors share, `assets/` what browsers load, `ops`
//! what machines ask.
//!
//! Start reading at [`router`], then `rest/mod.rs` or `socketio/mod.rs`.

mod assets;
mod entrance;
mod goodbye;
mod guests;
mod meters;
mod observe;
mod ops;
mod origin;
mod places;
mod refusal;
mod rest;
mod serve;
mod session_loop;
mod socketio;

use std::sync::Arc;

use axum::{Router, middleware};
use deskbell_app::Hall;

pub use assets::web_is_built;
use entrance::Entrance;
pub use entrance::{Metrics, Options};
pub use rest::document;
pub use serve::{Bounds, listen, serve};

/// Every door of a hall.
pub fn router(hall: Hall, options: Options) -> Router {
    let demo = options.demo;
    let live = socketio::router(hall.clone(), &options);
    let entrance = Entrance { hall, options: Arc::new(options) };
    // Live doors observe their connections themselves and are merged behind this layer.
    let observed = Router::new()
        .merge(rest::router(&entrance))
        .merge(assets::router(demo))
        .merge(ops::router())
        .fallback(rest::unknown)
        .layer(middleware::from_fn(observe::observe));
    observed.with_state(entrance).merge(live)
}
