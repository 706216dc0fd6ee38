//! JSON from outside becomes a typed value or a typed refusal that names the field.

use deskbell_domain::Refusal;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

/// Bytes a message's `metadata` may have.
pub const METADATA_MAX_BYTES: usize = 4096;

/// Reads one JSON object.
///
/// # Errors
/// `invalid` with the field that is missing or wrong; `payload` where it is not JSON at all.
pub fn object<T: DeserializeOwned>(json: &[u8]) -> Result<T, Refusal> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| refuse(&error))?;
    deserializer.end().map_err(|_| malformed())?;
    Ok(value)
}

/// Tells a field that is absent (`None`) from one that is null (`Some(None)`).
pub(crate) fn nullable<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

fn malformed() -> Refusal {
    Refusal::invalid("payload", "The payload must be one JSON object.")
}

fn refuse(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    let inner = error.inner();
    if !inner.is_data() {
        return malformed();
    }
    let text = inner.to_string();
    if let Some(field) = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        return Refusal::invalid(field.to_owned(), format!("{field} is required."));
    }
    let path = error.path().to_string();
    if path == "." {
        return malformed();
    }
    let reason = text.split(" at line ").next().unwrap_or_default();
    Refusal::invalid(path.clone(), format!("{path} is not valid: {reason}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Sample {
        #[expect(dead_code, reason = "only its decoding is of interest")]
        client_id: String,
    }

    #[derive(Debug, Deserialize)]
    struct Opaque {
        metadata: Option<Box<serde_json::value::RawValue>>,
    }

    #[test]
    fn metadata_is_kept_as_it_was_written() {
        let opaque: Opaque = object(br#"{"metadata": {"a" : 1}}"#).unwrap();
        assert_eq!(opaque.metadata.unwrap().get(), r#"{"a" : 1}"#);
    }

    fn field_of(json: &str) -> String {
        match object::<Sample>(json.as_bytes()) {
            Err(Refusal::Invalid { field, .. }) => field.into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_refusal_names_the_field() {
        assert_eq!(field_of("{}"), "clientId");
        assert_eq!(field_of(r#"{"clientId": 5}"#), "clientId");
        assert_eq!(field_of("[]"), "payload");
        assert_eq!(field_of("{"), "payload");
        assert_eq!(field_of(r#"{"clientId": "a"} x"#), "payload");
        assert_eq!(field_of(r#"{"clientId": "\ud800"}"#), "payload");
    }
}
