//! What a customer says about themselves: a form before a conversation, or the page they are on.

use deskbell_domain::{
    Reader, Refusal,
    customer::DETAIL_KEY_CHARS,
    text::{self, NAME_MAX_CHARS},
};
use deskbell_protocol::{account, rest::MePatch};
use deskbell_store::CustomerChanges;
use serde_json::{Map, Value};

use super::accounts::address;
use crate::{Hall, Identity, topics};

/// Times a minute that a customer can say something about themselves.
pub(crate) const PROFILES_PER_MINUTE: u32 = 30;
/// Characters of one detail.
const DETAIL_CHARS: usize = 1000;
/// The detail that is kept as the moment it was given.
const CONSENT: &str = "consent";

impl Hall {
    /// Keeps what a customer says about themselves. What their host's token signed stays as it is signed.
    ///
    /// # Errors
    /// `forbidden` for an agent, `invalid`, `rate_limited`.
    pub async fn change_me(&self, identity: &Identity, patch: MePatch) -> Result<account::Customer, Refusal> {
        let id = identity.customer_id()?;
        self.actor(identity).await?;
        let here = self.0.profile_rate.check(&id);
        let person = topics::person(identity.person);
        self.count("profiles", person.as_str(), PROFILES_PER_MINUTE, here).await?;
        let before = self.known_customer(id).await?.ok_or(Refusal::Unauthorized)?;
        let name = patch.name.map(|name| text::line("name", name, NAME_MAX_CHARS)).transpose()?;
        let given = patch.email.map(|email| email.filter(|text| !text.trim().is_empty()));
        let email = given.map(|email| email.map(|text| address(&text)).transpose()).transpose()?;
        let known: Map<String, Value> = serde_json::from_str(&before.details).unwrap_or_default();
        let details = patch.details.map(|said| self.details(said, &known)).transpose()?;
        let changes = CustomerChanges {
            name: name.filter(|name| !identity.signs.name && *name != before.name),
            email: email.filter(|email| !identity.signs.email && *email != before.email),
            details: details.filter(|details| !details.is_empty()),
            ..CustomerChanges::default()
        };
        if changes.name.is_none() && changes.email.is_none() && changes.details.is_none() {
            return Ok(account::Customer::render(&before, Reader::Customer));
        }
        let stored = self.store().update_customer(id, changes, self.now()).await?;
        Ok(account::Customer::render(&self.0.directory.put_customer(stored), Reader::Customer))
    }

    /// What is new of it. The moment of a consent is the server's, and the first one stays.
    fn details(
        &self,
        said: Map<String, Value>,
        known: &Map<String, Value>,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut news = Map::new();
        for (key, value) in said {
            check_key(&key)?;
            let value = if key == CONSENT { self.consent(&value, known)? } else { checked(value)? };
            if known.get(&key).unwrap_or(&Value::Null) != &value {
                news.insert(key, value);
            }
        }
        Ok(news)
    }

    fn consent(&self, said: &Value, known: &Map<String, Value>) -> Result<Value, Refusal> {
        match said {
            Value::Bool(true) => {
                Ok(known.get(CONSENT).cloned().unwrap_or_else(|| Value::String(self.now().to_string())))
            }
            Value::Bool(false) | Value::Null => Ok(Value::Null),
            _ => Err(Refusal::invalid("details", "consent is true, or false to take it back.")),
        }
    }
}

fn check_key(key: &str) -> Result<(), Refusal> {
    if key.trim().is_empty() || key.chars().count() > DETAIL_KEY_CHARS || key.contains(char::is_control) {
        let message = format!("A detail's key has 1 to {DETAIL_KEY_CHARS} characters on one line.");
        return Err(Refusal::invalid("details", message));
    }
    Ok(())
}

fn checked(value: Value) -> Result<Value, Refusal> {
    match &value {
        Value::String(said) => {
            let kept = text::paragraph("details", Some(said.clone()), DETAIL_CHARS)?;
            Ok(kept.map_or(Value::Null, Value::String))
        }
        Value::Number(_) | Value::Bool(_) | Value::Null => Ok(value),
        Value::Array(_) | Value::Object(_) => {
            Err(Refusal::invalid("details", "A detail is a text, a number, true or false."))
        }
    }
}
