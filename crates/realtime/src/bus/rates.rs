//! Rates that all nodes share: an exact sliding window in Redis, counted there in one step.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    time::Duration,
};

use redis::Cmd;
use tokio::time::timeout;

use super::shared::Shared;
use crate::RateLimited;

/// A message waits no longer than this to be counted by all; then its own node's count has to do.
const RATE_WITHIN: Duration = Duration::from_millis(50);

/// Drops what is older than a minute, then counts one more or says after how many milliseconds that is allowed. A
/// refusal is not counted. The time is the server's, so no node's clock matters. A member is made of the time as text:
/// Lua would round the number.
const COUNT: &str = "
local now = redis.call('TIME')
local micros = now[1] * 1000000 + now[2]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', micros - 60000000)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then
  local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  return math.max(1, math.ceil((oldest[2] + 60000000 - micros) / 1000))
end
redis.call('ZADD', KEYS[1], micros, now[1] .. '.' .. now[2] .. ':' .. redis.call('ZCARD', KEYS[1]))
redis.call('PEXPIRE', KEYS[1], 60000)
return 0";

/// Counts one, or says when one more is allowed; `None` where Redis does not answer in time. 0 switches the limit
/// off, as it does on one node.
pub(super) async fn allow(
    shared: &Shared,
    rate: &'static str,
    key: &str,
    per_minute: u32,
) -> Option<Result<(), RateLimited>> {
    if per_minute == 0 {
        return Some(Ok(()));
    }
    let mut line = shared.line()?;
    // Nobody's address or id stands in Redis.
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    let name = format!("{}:rate:{rate}:{:016x}", shared.options.prefix, hasher.finish());
    let mut command = Cmd::new();
    command.arg("EVAL").arg(COUNT).arg(1).arg(name).arg(per_minute);
    match timeout(RATE_WITHIN, line.ask::<u64>(&command)).await {
        Ok(Ok(0)) => Some(Ok(())),
        Ok(Ok(retry_after_ms)) => Some(Err(RateLimited { retry_after_ms })),
        Ok(Err(_)) | Err(_) => None,
    }
}
