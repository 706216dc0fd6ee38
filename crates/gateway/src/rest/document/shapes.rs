//! Corrections of shapes that the derived document cannot say as they are.

use utoipa::openapi::{
    Components, OpenApi, Ref, RefOr, Required,
    schema::{ArrayItems, Schema},
};

/// How the schema of a page is named before that of its rows.
const PAGE_OF: &str = "Page_";
/// Operations whose body may be left out.
const BODY_OPTIONAL: [&str; 4] = ["beginVisit", "assign", "snooze", "blockCustomer"];

/// Corrects a whole document.
pub(super) fn correct(document: &mut OpenApi) {
    if let Some(components) = &mut document.components {
        name_rows(components);
        blend_desk_fields(components);
    }
    let items = document.paths.paths.values_mut();
    let operations = items.flat_map(|item| [item.post.as_mut(), item.put.as_mut()]).flatten();
    for operation in operations {
        let may_be_empty = operation.operation_id.as_deref().is_some_and(|id| BODY_OPTIONAL.contains(&id));
        if let Some(RefOr::T(body)) = operation.request_body.as_mut().filter(|_| may_be_empty) {
            body.required = Some(Required::False);
        }
    }
}

/// A page's rows are those of a named schema; written out in each page they would be unreadable.
fn name_rows(components: &mut Components) {
    for (name, schema) in &mut components.schemas {
        let (Some(row), RefOr::T(Schema::Object(page))) = (name.strip_prefix(PAGE_OF), schema) else {
            continue;
        };
        if let Some(RefOr::T(Schema::Array(rows))) = page.properties.get_mut("items") {
            rows.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(row).into()));
        }
    }
}

/// What only agents see of a conversation lies beside the other fields: all of it, or for a customer none.
fn blend_desk_fields(components: &mut Components) {
    let Some(RefOr::T(Schema::Object(desk))) = components.schemas.get("DeskFields").cloned() else { return };
    let Some(conversation) = components.schemas.get_mut("Conversation") else { return };
    let RefOr::T(Schema::AllOf(parts)) = conversation else { return };
    let own = parts.items.iter().find_map(|part| match part {
        RefOr::T(Schema::Object(own)) => Some(own.clone()),
        _ => None,
    });
    let Some(own) = own else { return };
    let mut blended = own;
    blended.description.clone_from(&parts.description);
    blended.properties.extend(desk.properties);
    *conversation = RefOr::T(Schema::Object(blended));
}

#[cfg(test)]
mod tests {
    use utoipa::openapi::schema::Object;

    use super::*;

    fn schema(name: &str) -> Object {
        let components = crate::rest::document().components.unwrap();
        match components.schemas.get(name) {
            Some(RefOr::T(Schema::Object(object))) => object.clone(),
            _ => panic!("{name} is no object"),
        }
    }

    #[test]
    fn a_conversation_has_the_fields_of_agents_without_needing_them() {
        let conversation = schema("Conversation");
        assert!(conversation.properties.contains_key("needsReply"));
        assert!(conversation.properties.contains_key("headSeq"));
        assert!(!conversation.required.contains(&"needsReply".to_owned()));
    }

    #[test]
    fn a_page_names_its_rows() {
        let page = serde_json::to_value(schema("Page_Entry")).unwrap();
        assert_eq!(page["properties"]["items"]["items"]["$ref"], "#/components/schemas/Entry");
    }
}
