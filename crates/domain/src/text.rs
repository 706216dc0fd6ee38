//! What people type: checked once at the edge, stored as written, escaped wherever it is shown.
//!
//! Characters are Unicode scalar values and are never trimmed.

use crate::Refusal;

/// Characters a message or note may have.
pub const CONTENT_MAX_CHARS: usize = 5000;
/// Characters a subject may have.
pub const SUBJECT_MAX_CHARS: usize = 200;
/// Characters a description may have.
pub const DESCRIPTION_MAX_CHARS: usize = 5000;
/// Characters a display name may have.
pub const NAME_MAX_CHARS: usize = 120;
/// Labels a conversation may carry.
pub const LABELS_MAX: usize = 20;
/// Characters a label or category may have.
pub const SLUG_MAX_CHARS: usize = 40;
/// Characters of a client id.
pub const CLIENT_ID_MAX_CHARS: usize = 64;
/// Characters of a message kept as its preview in lists.
pub const PREVIEW_CHARS: usize = 140;

/// The text of a message or a note: at least one character that is not white space, at most
/// [`CONTENT_MAX_CHARS`], no U+0000.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content(String);

impl Content {
    /// Checks a text as written.
    ///
    /// # Errors
    /// `content_empty`, `content_too_long`, or `invalid` where it holds U+0000.
    pub fn new(text: String) -> Result<Self, Refusal> {
        Self::within(text, CONTENT_MAX_CHARS)
    }

    /// The same with another limit, where a setting lowers or raises it.
    ///
    /// # Errors
    /// As [`Content::new`].
    pub fn within(text: String, limit: usize) -> Result<Self, Refusal> {
        let length = text.chars().count();
        if length > limit {
            return Err(Refusal::ContentTooLong { length, limit });
        }
        if text.chars().all(char::is_whitespace) {
            return Err(Refusal::ContentEmpty);
        }
        no_nul("content", &text)?;
        Ok(Self(text))
    }

    /// The same for a message that may carry files: beside a file there need not be any text.
    ///
    /// # Errors
    /// As [`Content::new`].
    pub fn beside(files: bool, text: String, limit: usize) -> Result<Self, Refusal> {
        match Self::within(text, limit) {
            Err(Refusal::ContentEmpty) if files => Ok(Self(String::new())),
            checked => checked,
        }
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A sender's own name for one message, by which a resend is recognised: 1 to 64 printable ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClientId(String);

impl ClientId {
    /// Checks a client id.
    ///
    /// # Errors
    /// `invalid` of the field `clientId`.
    pub fn new(text: String) -> Result<Self, Refusal> {
        let printable = text.bytes().all(|byte| (0x20..=0x7e).contains(&byte));
        if text.is_empty() || text.len() > CLIENT_ID_MAX_CHARS || !printable {
            return Err(Refusal::invalid("clientId", "clientId must be 1 to 64 printable ASCII characters."));
        }
        Ok(Self(text))
    }

    /// The id as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks an optional single-line text such as a subject; empty or white space alone becomes `None`.
///
/// # Errors
/// `invalid` of `field` where it is too long, holds a line break or U+0000.
pub fn line(field: &'static str, text: Option<String>, max_chars: usize) -> Result<Option<String>, Refusal> {
    let Some(text) = paragraph(field, text, max_chars)? else { return Ok(None) };
    if text.contains(['\n', '\r']) {
        return Err(Refusal::invalid(field, format!("{field} must be a single line.")));
    }
    Ok(Some(text))
}

/// Checks an optional text of several lines; empty or white space alone becomes `None`.
///
/// # Errors
/// `invalid` of `field` where it is too long or holds U+0000.
pub fn paragraph(
    field: &'static str,
    text: Option<String>,
    max_chars: usize,
) -> Result<Option<String>, Refusal> {
    let Some(text) = text.filter(|text| !text.chars().all(char::is_whitespace)) else { return Ok(None) };
    if text.chars().count() > max_chars {
        return Err(Refusal::invalid(field, format!("{field} can have at most {max_chars} characters.")));
    }
    no_nul(field, &text)?;
    Ok(Some(text))
}

/// Checks a label or a category: 1 to [`SLUG_MAX_CHARS`] characters, no line break, not white space alone.
///
/// # Errors
/// `invalid` of `field`.
pub fn slug(field: &'static str, text: String) -> Result<String, Refusal> {
    line(field, Some(text), SLUG_MAX_CHARS)?
        .ok_or_else(|| Refusal::invalid(field, format!("{field} must not be empty.")))
}

/// The beginning of a text as one line for lists: at most [`PREVIEW_CHARS`] characters, and an ellipsis where
/// more follows.
pub fn preview(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(PREVIEW_CHARS * 4));
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > PREVIEW_CHARS * 4 {
            break;
        }
    }
    match line.char_indices().nth(PREVIEW_CHARS) {
        Some((end, _)) => {
            line.truncate(end);
            line.push('…');
            line
        }
        None => line,
    }
}

fn no_nul(field: &'static str, text: &str) -> Result<(), Refusal> {
    if text.contains('\0') {
        return Err(Refusal::invalid(field, format!("{field} must not contain the character U+0000.")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RefusalCode;

    #[test]
    fn content_counts_scalar_values_and_keeps_white_space() {
        assert_eq!(Content::new("  hi \n".into()).unwrap().as_str(), "  hi \n");
        assert!(Content::new("é".repeat(5000)).is_ok());
        assert_eq!(Content::new("🙂".repeat(5001)).unwrap_err().code(), RefusalCode::ContentTooLong);
        assert_eq!(Content::new(" \u{3000}\n\t".into()).unwrap_err(), Refusal::ContentEmpty);
        assert_eq!(Content::new("a\0b".into()).unwrap_err().code(), RefusalCode::Invalid);
    }

    #[test]
    fn client_ids_are_printable_ascii() {
        assert!(ClientId::new("a b~!".into()).is_ok());
        for bad in [String::new(), "é".into(), "a\n".into(), "x".repeat(65)] {
            assert_eq!(ClientId::new(bad).unwrap_err().code(), RefusalCode::Invalid);
        }
    }

    #[test]
    fn previews_are_one_short_line() {
        assert_eq!(preview("Where\n  is my\torder?"), "Where is my order?");
        assert_eq!(preview(&"ö".repeat(500)).chars().count(), PREVIEW_CHARS + 1);
        assert_eq!(preview(&"🙂".repeat(PREVIEW_CHARS)), "🙂".repeat(PREVIEW_CHARS));
        assert!(preview(&"a b ".repeat(2000)).ends_with('…'));
        assert_eq!(preview(" \n"), "");
    }

    #[test]
    fn a_subject_is_a_single_line_or_nothing() {
        assert_eq!(line("subject", Some("  ".into()), 200).unwrap(), None);
        assert!(line("subject", Some("a\nb".into()), 200).is_err());
        assert!(line("subject", Some("a".repeat(201)), 200).is_err());
        assert!(line("subject", Some("a\0".into()), 200).is_err());
        let kept = line("subject", Some(" ä".repeat(100)), 200);
        assert_eq!(kept, Ok(Some(" ä".repeat(100))));
    }

    #[test]
    fn a_description_may_have_lines() {
        assert_eq!(paragraph("description", Some("a\nb".into()), 3), Ok(Some("a\nb".into())));
        assert!(paragraph("description", Some("a\nbc".into()), 3).is_err());
        assert!(paragraph("description", Some("\0".into()), 3).is_err());
        assert_eq!(paragraph("description", Some(" \n".repeat(9)), 3), Ok(None));
    }

    #[test]
    fn a_label_is_a_short_line_of_something() {
        assert_eq!(slug("labels", "nach 18 Uhr".into()), Ok("nach 18 Uhr".into()));
        for bad in [String::new(), "  ".into(), "a\rb".into(), "x".repeat(SLUG_MAX_CHARS + 1)] {
            assert_eq!(slug("labels", bad).unwrap_err().code(), RefusalCode::Invalid);
        }
    }

    #[test]
    fn a_setting_moves_the_limit_and_the_refusal_names_it() {
        let refused = Content::within("four".into(), 3).unwrap_err();
        assert_eq!(refused, Refusal::ContentTooLong { length: 4, limit: 3 });
        assert_eq!(refused.to_string(), "This message has 4 characters. At most 3 can be sent.");
        assert_eq!(Content::within("thr".into(), 3).unwrap().into_string(), "thr");
    }
}
