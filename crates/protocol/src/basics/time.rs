//! Times on the wire: RFC 3339 in UTC with milliseconds.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment, written like `2026-11-21T10:02:03.004Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, utoipa::ToSchema)]
#[schema(value_type = String, format = DateTime)]
pub struct At(pub Timestamp);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
    }
}

impl From<Timestamp> for At {
    fn from(moment: Timestamp) -> Self {
        Self(moment)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_with_milliseconds_in_utc() {
        let at = At("2026-11-21T11:02:03.004567+01:00".parse().unwrap());
        assert_eq!(serde_json::to_string(&at).unwrap(), r#""2026-11-21T10:02:03.004Z""#);
        let whole = At("2026-11-21T10:02:03Z".parse().unwrap());
        assert_eq!(whole.to_string(), "2026-11-21T10:02:03.000Z");
    }
}
