//! How endpoints refuse, said once for all of them: from what an operation takes follows how it can say no.

use std::collections::BTreeMap;

use deskbell_domain::RefusalCode;
use utoipa::openapi::{
    OpenApi, Ref, RefOr,
    content::Content,
    header::Header,
    path::{Operation, ParameterIn},
    response::Response,
    schema::{ObjectBuilder, Type},
};

use crate::refusal::{PROBLEM_JSON, status};

/// A kind of refusal: its name among the components, its codes, and when it happens.
struct Kind {
    name: &'static str,
    codes: &'static [RefusalCode],
    when: &'static str,
}

const UNAUTHORIZED: Kind = Kind {
    name: "Unauthorized",
    codes: &[RefusalCode::Unauthorized],
    when: "Nobody is signed in, or the token is bad, expired or of a deactivated account.",
};
const FORBIDDEN: Kind = Kind {
    name: "Forbidden",
    codes: &[RefusalCode::Forbidden],
    when: "This person may not do it, or a cookie's write lacks its `X-CSRF-Token`.",
};
const NOT_FOUND: Kind = Kind {
    name: "NotFound",
    codes: &[RefusalCode::NotFound],
    when: "It does not exist, or this person may not know that it does.",
};
const CONFLICT: Kind = Kind {
    name: "Conflict",
    codes: &[RefusalCode::Conflict, RefusalCode::ConversationClosed],
    when: "It contradicts what already holds, or the conversation is closed for good.",
};
const PAYLOAD_TOO_LARGE: Kind = Kind {
    name: "PayloadTooLarge",
    codes: &[RefusalCode::PayloadTooLarge],
    when: "The body is larger than allowed.",
};
const UNSUPPORTED_MEDIA_TYPE: Kind = Kind {
    name: "UnsupportedMediaType",
    codes: &[RefusalCode::UnsupportedMediaType],
    when: "The body is not what this operation takes: JSON, or a file of an allowed type.",
};
const INVALID: Kind = Kind {
    name: "Invalid",
    codes: &[RefusalCode::Invalid, RefusalCode::ContentEmpty, RefusalCode::ContentTooLong],
    when: "`errors` says what is wrong with which field.",
};
const RATE_LIMITED: Kind = Kind {
    name: "RateLimited",
    codes: &[RefusalCode::RateLimited],
    when: "Too fast; `retryAfterMs` says when it will be accepted.",
};
const OVERLOADED: Kind = Kind {
    name: "Overloaded",
    codes: &[RefusalCode::Overloaded],
    when: "The server is behind or stopping; nothing was kept, and the same may be sent again later.",
};

const KINDS: [Kind; 9] = [
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    PAYLOAD_TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    INVALID,
    RATE_LIMITED,
    OVERLOADED,
];

/// Writes every refusal that is possible into every operation.
pub(super) fn add(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let writes = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        for operation in writes.into_iter().flatten() {
            complete(operation, true);
        }
        if let Some(operation) = &mut item.get {
            complete(operation, false);
        }
    }
    let responses: BTreeMap<_, _> =
        KINDS.iter().map(|kind| (kind.name.to_owned(), RefOr::T(kind.response()))).collect();
    document.components.get_or_insert_default().responses.extend(responses);
}

/// Reads that are counted against a rate, as every write is.
const COUNTED: [&str; 1] = ["search"];

fn complete(operation: &mut Operation, writes: bool) {
    let takes = |place: ParameterIn| {
        operation.parameters.iter().flatten().any(|parameter| match parameter {
            RefOr::T(parameter) => parameter.parameter_in == place,
            RefOr::Ref(_) => false,
        })
    };
    let is_public = operation.security.is_some();
    let has_body = operation.request_body.is_some();
    let is_counted = operation.operation_id.as_deref().is_some_and(|id| COUNTED.contains(&id));
    let has_id = takes(ParameterIn::Path);
    let possible = [
        (UNAUTHORIZED, !is_public),
        (FORBIDDEN, !is_public && writes),
        (NOT_FOUND, has_id),
        (CONFLICT, !is_public && writes && (has_id || has_body)),
        (PAYLOAD_TOO_LARGE, has_body),
        (UNSUPPORTED_MEDIA_TYPE, has_body),
        (INVALID, has_body || takes(ParameterIn::Query)),
        (RATE_LIMITED, has_body || is_counted),
        (OVERLOADED, true),
    ];
    let responses = &mut operation.responses.responses;
    for (kind, _) in possible.into_iter().filter(|(_, possible)| *possible) {
        let reference = Ref::from_response_name(kind.name);
        responses.entry(kind.status()).or_insert(RefOr::Ref(reference));
    }
}

impl Kind {
    fn status(&self) -> String {
        status(self.codes[0]).as_u16().to_string()
    }

    fn response(&self) -> Response {
        let codes: Vec<_> = self.codes.iter().map(|code| format!("`{}`", code.as_str())).collect();
        let problem = Content::new(Some(Ref::from_schema_name("Problem")));
        let response = Response::builder()
            .description(format!("{}: {}", codes.join(", "), self.when))
            .content(PROBLEM_JSON, problem);
        let waits = matches!(self.codes[0], RefusalCode::RateLimited | RefusalCode::Overloaded);
        if !waits {
            return response.build();
        }
        let seconds = ObjectBuilder::new().schema_type(Type::Integer).build();
        let mut header = Header::new(seconds);
        header.description = Some("Whole seconds after which to try again.".to_owned());
        response.header("Retry-After", header).build()
    }
}
