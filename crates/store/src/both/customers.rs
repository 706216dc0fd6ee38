//! What a host says of a customer, and what they say themselves.

use deskbell_domain::{
    Refusal,
    customer::{Customer, DETAILS, DETAILS_MAX_BYTES},
};
use serde_json::{Map, Value};

use crate::HostCustomer;

/// Whether the host's token says anything about a customer that is not stored yet.
pub(crate) fn differs(known: &Customer, said: &HostCustomer) -> bool {
    let news = |said: &Option<String>, known: Option<&str>| said.is_some() && said.as_deref() != known;
    news(&said.new.name, known.name.as_deref())
        || news(&said.new.email, known.email.as_deref())
        || news(&said.new.attributes, Some(&known.attributes))
}

/// What a customer says about themselves, with what they say now.
///
/// # Errors
/// `invalid` for more than can be kept.
pub(crate) fn details(known: &Customer, said: Option<&Map<String, Value>>) -> Result<String, Refusal> {
    let Some(said) = said else { return Ok(known.details.clone()) };
    let mut all: Map<String, Value> = serde_json::from_str(&known.details).unwrap_or_default();
    for (key, value) in said {
        if value.is_null() {
            all.remove(key);
        } else {
            all.insert(key.clone(), value.clone());
        }
    }
    let (count, text) = (all.len(), Value::Object(all).to_string());
    if count > DETAILS || text.len() > DETAILS_MAX_BYTES {
        let message = format!("At most {DETAILS} details in {DETAILS_MAX_BYTES} bytes can be kept.");
        return Err(Refusal::invalid("details", message));
    }
    Ok(text)
}
