//! Labels and categories.

use deskbell_domain::{Refusal, conversation};
use deskbell_protocol::records::Category;
use deskbell_store::{Record, Store};
use jiff::Timestamp;

use super::kept::CATEGORIES;
use crate::{Chance, live::json};

/// The setting that says that the first categories were made; whoever removes them all is not given them again.
const MADE: &str = "categories.made";
/// What is said where another category has the key.
const TAKEN: &str = "There is a category with this key already.";

/// Makes the categories an installation begins with, once.
///
/// # Errors
/// Where the store cannot be written.
pub async fn make_first_categories(store: &Store, at: Timestamp) -> Result<(), Refusal> {
    if store.setting(MADE).await?.is_some() {
        return Ok(());
    }
    for key in conversation::Category::FIRST {
        let id = Chance.uuid();
        let category = Category { id, key: key.into(), name: capital(key) };
        let body = String::from_utf8_lossy(&json(&category)).into_owned();
        let record = Record { id, key: key.into(), body, uses: 0, created_at: at, updated_at: at };
        match store.put_record(CATEGORIES, record, TAKEN, None).await.map_err(Refusal::from) {
            // Another node begins at the same time.
            Ok(()) | Err(Refusal::Conflict(_)) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(store.set_setting(MADE, "true", at).await?)
}

fn capital(key: &str) -> String {
    let mut letters = key.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
