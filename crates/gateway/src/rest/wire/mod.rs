//! What every endpoint is written with: who asks, what they sent, what they are answered.

mod body;
mod caller;
mod cookie;
mod parameters;

pub(super) use body::{Body, MaybeBody};
pub(super) use caller::Caller;
pub(super) use cookie::{cleared_cookie, session_cookie};
pub(super) use parameters::{Id, Ids, Parameters, parse};

use axum::Json;

use crate::refusal::Refused;

/// What an endpoint answers with status 200.
pub(super) type Answer<T> = Result<Json<T>, Refused>;
