//! How an inbox receives a customer: what is asked before a conversation, what they are told to expect, and how they
//! are asked afterwards whether it helped.

use crate::{Refusal, text};

/// Topics an inbox can suggest.
pub const TOPICS: usize = 6;
/// Characters of one of them.
pub const TOPIC_CHARS: usize = 60;
/// Fields a form before a conversation can have beside name, e-mail and consent.
pub const FIELDS: usize = 5;
/// Characters of a field's key.
pub const FIELD_KEY_CHARS: usize = 40;
/// Characters of what stands above a field.
pub const FIELD_LABEL_CHARS: usize = 80;
/// Characters of what a customer consents to.
pub const CONSENT_CHARS: usize = 500;
/// What a field cannot be called: the form asks for these itself.
pub const FIELDS_TAKEN: [&str; 3] = ["name", "email", "consent"];

/// How an inbox receives a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Welcome {
    /// How customers are asked whether it helped.
    pub feedback: Feedback,
    /// What a conversation could be about; the chosen one becomes its subject.
    pub topics: Vec<String>,
    /// When customers are told to expect a reply; `None` tells nothing.
    pub reply_time: Option<ReplyTime>,
    /// What is asked before a conversation; `None` for nothing.
    pub pre_chat: Option<PreChat>,
}

/// How customers are asked whether it helped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Feedback {
    /// By one to five stars.
    #[default]
    Stars,
    /// By a thumb up or down, which count as five and one.
    Thumbs,
    /// Not at all.
    Off,
}

/// When customers are told to expect a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReplyTime {
    /// In a few minutes.
    Minutes,
    /// In a few hours.
    Hours,
    /// In a day.
    Day,
}

/// Whether a form asks for something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Asked {
    /// It does not.
    #[default]
    Off,
    /// It does, and may be left without.
    Optional,
    /// It does, and nothing begins without.
    Required,
}

/// What is asked before a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreChat {
    /// Whether for a name.
    pub name: Asked,
    /// Whether for an address.
    pub email: Asked,
    /// What stands beside a box that has to be ticked.
    pub consent: Option<String>,
    /// What else.
    pub fields: Vec<PreChatField>,
}

/// Something else that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreChatField {
    /// What the customer's details keep the answer under.
    pub key: String,
    /// What stands above it.
    pub label: String,
    /// Whether nothing begins without.
    pub required: bool,
}

impl Welcome {
    /// Checks every field.
    ///
    /// # Errors
    /// `invalid` of the first field that is out of bounds.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.topics.len() > TOPICS {
            return Err(Refusal::invalid("topics", format!("At most {TOPICS} topics can be suggested.")));
        }
        for (place, topic) in self.topics.iter().enumerate() {
            text::line("topics", Some(topic.clone()), TOPIC_CHARS)?
                .ok_or_else(|| Refusal::invalid("topics", "Write what each topic is about."))?;
            if self.topics[..place].contains(topic) {
                return Err(Refusal::invalid("topics", format!("{topic:?} is there twice.")));
            }
        }
        self.pre_chat.as_ref().map_or(Ok(()), PreChat::check)
    }
}

impl PreChat {
    fn check(&self) -> Result<(), Refusal> {
        if let Some(consent) = &self.consent {
            let message = "Write what the customer consents to, or ask for no consent.";
            text::paragraph("preChat.consent", Some(consent.clone()), CONSENT_CHARS)?
                .ok_or_else(|| Refusal::invalid("preChat.consent", message))?;
        }
        if self.fields.len() > FIELDS {
            let message = format!("At most {FIELDS} fields can be added.");
            return Err(Refusal::invalid("preChat.fields", message));
        }
        for (place, field) in self.fields.iter().enumerate() {
            field.check()?;
            if self.fields[..place].iter().any(|other| other.key == field.key) {
                let message = format!("Two fields are called {:?}.", field.key);
                return Err(Refusal::invalid("preChat.fields", message));
            }
        }
        Ok(())
    }
}

impl PreChatField {
    fn check(&self) -> Result<(), Refusal> {
        let refused = |message: String| Refusal::invalid("preChat.fields", message);
        let key = &self.key;
        let fits = key.starts_with(|first: char| first.is_ascii_alphabetic())
            && key.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
            && key.len() <= FIELD_KEY_CHARS;
        if !fits {
            let message = format!(
                "A field's key begins with a letter and has at most {FIELD_KEY_CHARS} letters, digits and underscores."
            );
            return Err(refused(message));
        }
        if FIELDS_TAKEN.contains(&key.as_str()) {
            return Err(refused(format!("{key:?} is asked for by the form itself. Choose another key.")));
        }
        text::line("preChat.fields", Some(self.label.clone()), FIELD_LABEL_CHARS)?
            .ok_or_else(|| refused("Write what stands above each field.".into()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(change: impl FnOnce(&mut Welcome)) -> String {
        let mut welcome = Welcome::default();
        change(&mut welcome);
        match welcome.check() {
            Err(Refusal::Invalid { field, .. }) => field.into_owned(),
            other => panic!("{other:?}"),
        }
    }

    fn field(key: &str, label: &str) -> PreChatField {
        PreChatField { key: key.into(), label: label.into(), required: true }
    }

    #[test]
    fn an_inbox_begins_with_stars_and_asks_nothing() {
        let welcome = Welcome::default();
        assert_eq!(welcome.check(), Ok(()));
        assert_eq!((welcome.feedback, welcome.reply_time, welcome.pre_chat), (Feedback::Stars, None, None));
    }

    #[test]
    fn topics_are_few_short_and_each_its_own() {
        let topics = |topics: &[&str]| {
            let topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
            refused(|all| all.topics = topics)
        };
        let full = (0..TOPICS).map(|number| format!("{number}{}", "ü".repeat(TOPIC_CHARS - 1))).collect();
        assert_eq!(Welcome { topics: full, ..Welcome::default() }.check(), Ok(()));
        assert_eq!(topics(&["a", "b", "c", "d", "e", "f", "g"]), "topics");
        assert_eq!(topics(&[&"x".repeat(TOPIC_CHARS + 1)]), "topics");
        assert_eq!(topics(&["two\nlines"]), "topics");
        assert_eq!(topics(&["  "]), "topics");
        assert_eq!(topics(&["Delivery", "Delivery"]), "topics");
    }

    #[test]
    fn a_form_has_its_bounds() {
        let form = |change: fn(&mut PreChat)| {
            let mut form = PreChat::default();
            change(&mut form);
            refused(|all| all.pre_chat = Some(form))
        };
        assert_eq!(form(|form| form.consent = Some(" ".into())), "preChat.consent");
        assert_eq!(form(|form| form.consent = Some("x".repeat(CONSENT_CHARS + 1))), "preChat.consent");
        assert_eq!(
            form(|form| form.fields = (0..=FIELDS).map(|one| field(&format!("f{one}"), "F")).collect()),
            "preChat.fields"
        );
        for key in
            ["", "9", "order number", "größe", "name", "email", "consent", &"k".repeat(FIELD_KEY_CHARS + 1)]
        {
            let fields = vec![field(key, "Order")];
            let pre_chat = Some(PreChat { fields, ..PreChat::default() });
            assert_eq!(refused(|all| all.pre_chat = pre_chat), "preChat.fields", "{key}");
        }
        assert_eq!(form(|form| form.fields = vec![field("order", "")]), "preChat.fields");
        assert_eq!(form(|form| form.fields = vec![field("a", "A"), field("a", "B")]), "preChat.fields");
    }
}
