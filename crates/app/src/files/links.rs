//! Links that open a file for a few minutes without signing in, for a new tab or a download. A link stands for whoever
//! made it: their rights are read anew when it is followed, and nobody else's file is behind it.

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use deskbell_domain::{AttachmentId, Refusal, Role, entry::SenderKind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Identity, Signs, Tokens};

/// How long a link lasts.
pub(super) const LINK_LASTS: Duration = Duration::from_secs(5 * 60);
/// Characters a key may have.
const KEY_MAX_CHARS: usize = 1024;

/// What a key says.
#[derive(Serialize, Deserialize)]
struct Key {
    /// The file.
    f: Uuid,
    /// Whose link it is.
    p: Uuid,
    /// Whether that is an agent.
    a: bool,
    /// The role a host signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r: Option<String>,
    /// The token by which it was made, which may be taken back meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    t: Option<String>,
    /// Until when, in seconds since 1970.
    e: i64,
}

/// A key for a file, for as long as the link lasts.
pub(super) fn sign(
    tokens: &Tokens,
    identity: &Identity,
    file: AttachmentId,
    until: Timestamp,
) -> Option<String> {
    let (person, is_agent) = match identity.person {
        SenderKind::Customer(id) => (id.0, false),
        SenderKind::Agent(id) => (id.0, true),
        SenderKind::System => return None,
    };
    let key = Key {
        f: file.0,
        p: person,
        a: is_agent,
        r: identity.signed_role.map(|role| role.as_str().to_owned()),
        t: identity.token_id.clone(),
        e: until.as_second(),
    };
    let said = BASE64.encode(serde_json::to_vec(&key).ok()?);
    Some(format!("{said}.{}", tokens.seal(&said)))
}

/// Who follows a link to a file.
///
/// # Errors
/// `not_found` for a key that is not of this file, has ended, or was never made here.
pub(super) fn read(
    tokens: &Tokens,
    key: &str,
    file: AttachmentId,
    now: Timestamp,
) -> Result<Identity, Refusal> {
    let short = Some(key).filter(|key| key.len() <= KEY_MAX_CHARS);
    let (said, seal) = short.and_then(|key| key.split_once('.')).ok_or(Refusal::NotFound)?;
    if !tokens.seals(said, seal) {
        return Err(Refusal::NotFound);
    }
    let decoded = BASE64.decode(said).ok().and_then(|json| serde_json::from_slice::<Key>(&json).ok());
    let key = decoded.ok_or(Refusal::NotFound)?;
    let expires_at = Timestamp::from_second(key.e).map_err(|_| Refusal::NotFound)?;
    if key.f != file.0 || expires_at <= now {
        return Err(Refusal::NotFound);
    }
    Ok(Identity {
        person: if key.a { SenderKind::Agent(key.p.into()) } else { SenderKind::Customer(key.p.into()) },
        signed_role: key.r.as_deref().and_then(Role::parse),
        inbox_id: None,
        expires_at,
        token_id: key.t,
        own_token: false,
        signs: Signs::default(),
    })
}
