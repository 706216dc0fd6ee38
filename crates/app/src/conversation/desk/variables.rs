//! What stands for names in a text that is written once and sent often.

use deskbell_domain::{Actor, ConversationState, Refusal};

use crate::Hall;

/// What each variable stands for in one conversation.
pub(super) struct Variables(Vec<(&'static str, String)>);

impl Variables {
    /// A text with its variables filled in; what is no variable is left as it is. What is filled in is not looked at
    /// again, so nobody's name can be a variable.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            filled.push_str(before);
            let known = after.split_once("}}").and_then(|(name, behind)| {
                self.0.iter().find(|(known, _)| *known == name.trim()).map(|(_, value)| (value, behind))
            });
            match known {
                Some((value, behind)) => {
                    filled.push_str(value);
                    rest = behind;
                }
                None => {
                    filled.push_str("{{");
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }
}

impl Hall {
    pub(super) async fn variables(
        &self,
        actor: &Actor,
        state: &ConversationState,
    ) -> Result<Variables, Refusal> {
        let customer = self.known_customer(state.customer_id).await?.ok_or(Refusal::NotFound)?;
        let inboxes = self.0.directory.inboxes();
        let inbox = inboxes.iter().find(|inbox| inbox.id == state.inbox_id);
        let agent = actor.sender().name;
        let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_owned();
        Ok(Variables(vec![
            ("customer.firstName", first(customer.display_name())),
            ("customer.name", customer.display_name().to_owned()),
            ("customer.email", customer.email.clone().unwrap_or_default()),
            ("agent.firstName", first(&agent)),
            ("agent.name", agent),
            ("conversation.subject", state.subject.clone().unwrap_or_default()),
            ("inbox.name", inbox.map(|inbox| inbox.name.clone()).unwrap_or_default()),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_in_and_everything_else_stays() {
        let variables =
            Variables(vec![("customer.name", "{{agent.name}}".into()), ("agent.name", "Bo".into())]);
        let cases = [
            ("Hello {{customer.name}}, {{ agent.name }} here", "Hello {{agent.name}}, Bo here"),
            ("{{nobody}} {{agent.name}}", "{{nobody}} Bo"),
            ("a {{ b {{agent.name}} c }} {{", "a {{ b Bo c }} {{"),
            ("", ""),
        ];
        for (text, filled) in cases {
            assert_eq!(variables.fill(text), filled);
        }
    }
}
