//! Labels and categories.

use deskbell_domain::{
    Refusal, conversation,
    policy::{self, Office},
    text,
};
use deskbell_protocol::records::{Category, CategoryPatch, Label, LabelPatch, NewCategory, NewLabel};
use deskbell_store::{Record, Store};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    kept::CATEGORIES,
    records::{Kind, color, named},
};
use crate::{Chance, Hall, Identity, live::json};

/// The setting that says that the first categories were made; whoever removes them all is not given them again.
const MADE: &str = "categories.made";

impl Kind for Label {
    const KIND: &'static str = "label";
    const MAX: u64 = 500;
    const TAKEN: &'static str = "There is a label of this name already.";
    const FULL: &'static str = "There can be at most 500 labels. Remove one first.";

    fn id(&self) -> Uuid {
        self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn key(&self) -> String {
        self.name.to_lowercase()
    }
}

impl Kind for Category {
    const KIND: &'static str = CATEGORIES;
    const MAX: u64 = 100;
    const TAKEN: &'static str = "There is a category with this key already.";
    const FULL: &'static str = "There can be at most 100 categories. Remove one first.";

    fn id(&self) -> Uuid {
        self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn key(&self) -> String {
        self.key.clone()
    }
}

impl Hall {
    /// The organisation's labels, for agents.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn labels(&self, identity: &Identity) -> Result<Vec<Label>, Refusal> {
        policy::office(&self.actor(identity).await?, Office::SeeSettings)?;
        self.kept_all().await
    }

    /// Adds a label.
    ///
    /// # Errors
    /// `forbidden`, `invalid`, `conflict`.
    pub async fn add_label(&self, identity: &Identity, new: NewLabel) -> Result<Label, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageSettings)?;
        let name = text::slug("name", new.name.trim().to_owned())?;
        let label = Label { id: self.0.chance.uuid(), name, color: color(new.color)? };
        self.keep(&actor, None, label).await
    }

    /// Changes a label.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, `invalid`, `conflict`.
    pub async fn change_label(
        &self,
        identity: &Identity,
        id: Uuid,
        patch: LabelPatch,
    ) -> Result<Label, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageSettings)?;
        let before: Label = self.kept_one(id).await?;
        let mut after = before.clone();
        if let Some(name) = patch.name {
            after.name = text::slug("name", name.trim().to_owned())?;
        }
        if let Some(given) = patch.color {
            after.color = color(given)?;
        }
        self.keep(&actor, Some(&before), after).await
    }

    /// Removes a label. What carries it keeps it.
    ///
    /// # Errors
    /// `forbidden`, `not_found`.
    pub async fn remove_label(&self, identity: &Identity, id: Uuid) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageSettings)?;
        let label: Label = self.kept_one(id).await?;
        self.let_go(&actor, &label).await
    }

    /// What conversations can be about, for agents.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn categories(&self, identity: &Identity) -> Result<Vec<Category>, Refusal> {
        policy::office(&self.actor(identity).await?, Office::SeeSettings)?;
        Ok(self.known_categories().to_vec())
    }

    /// Adds a category.
    ///
    /// # Errors
    /// `forbidden`, `invalid`, `conflict`.
    pub async fn add_category(&self, identity: &Identity, new: NewCategory) -> Result<Category, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageSettings)?;
        if conversation::Category::parse(&new.key).is_none() {
            let message = "A category's key has 1 to 40 small letters, digits, hyphens and underscores.";
            return Err(Refusal::invalid("key", message));
        }
        let category = Category { id: self.0.chance.uuid(), key: new.key, name: named("name", &new.name)? };
        self.keep(&actor, None, category).await
    }

    /// Gives a category another name.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, `invalid`.
    pub async fn change_category(
        &self,
        identity: &Identity,
        id: Uuid,
        patch: CategoryPatch,
    ) -> Result<Category, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageSettings)?;
        let before: Category = self.kept_one(id).await?;
        if patch.key.is_some_and(|key| key != before.key) {
            let message = "The key stays, as conversations carry it. Add another category instead.";
            return Err(Refusal::invalid("key", message));
        }
        let mut after = before.clone();
        if let Some(name) = patch.name {
            after.name = named("name", &name)?;
        }
        self.keep(&actor, Some(&before), after).await
    }

    /// Removes a category. Conversations about it keep its key.
    ///
    /// # Errors
    /// `forbidden`, `not_found`.
    pub async fn remove_category(&self, identity: &Identity, id: Uuid) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageSettings)?;
        let category: Category = self.kept_one(id).await?;
        self.let_go(&actor, &category).await
    }
}

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
        match store.put_record(CATEGORIES, record, Category::TAKEN, None).await.map_err(Refusal::from) {
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
