//! What is asked of the installation beside its live door: the inbox, and how much memory it takes.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::RehearseError;
use crate::{
    http::{Answer, Http, HttpError},
    token::Mint,
};

/// How long a drop may take before it is left to the installation.
const DROP_WITHIN: Duration = Duration::from_secs(120);

/// The installation.
pub(super) struct House {
    pub(super) url: String,
    pub(super) mint: Mint,
    http: Http,
}

/// An inbox of one's own.
pub(super) struct Rehearsal {
    pub(super) id: String,
}

impl House {
    pub(super) fn new(url: &str, secret: &[u8]) -> Self {
        let mint = Mint::new(secret);
        let url = url.trim_end_matches('/').to_owned();
        Self { http: Http::new(&url).with_token(mint.house()), mint, url }
    }

    /// As somebody else.
    pub(super) fn http_of(&self, token: &str) -> Http {
        self.http.with_token(token)
    }

    /// Makes the inbox.
    pub(super) async fn open(&self) -> Result<Rehearsal, RehearseError> {
        let new = json!({ "name": "Rehearsal", "kind": "rehearsal" });
        let made = self.answer(self.http.post("/api/v1/inboxes", new).await)?;
        let id = made["inbox"]["id"].as_str().ok_or_else(|| self.refused("an inbox without an id"))?;
        Ok(Rehearsal { id: id.to_owned() })
    }

    /// The rehearsals that are there.
    pub(super) async fn left_over(&self) -> Result<Vec<String>, RehearseError> {
        let page = self.answer(self.http.get("/api/v1/inboxes?kind=rehearsal").await)?;
        let ids = page["items"].as_array().into_iter().flatten();
        Ok(ids.filter_map(|inbox| inbox["id"].as_str().map(str::to_owned)).collect())
    }

    /// Drops the inbox, asking until nothing is left of it.
    pub(super) async fn close(&self, id: &str) -> Result<(), RehearseError> {
        let begun = Instant::now();
        loop {
            let asked = self.http.send(Method::DELETE, &format!("/api/v1/inboxes/{id}"), json!({})).await;
            match asked {
                Ok(answer) if answer.status == 404 || answer.body["gone"] == true => return Ok(()),
                Ok(answer) if answer.status == 200 || answer.status == 503 => {}
                other => {
                    self.answer(other)?;
                }
            }
            if begun.elapsed() > DROP_WITHIN {
                return Err(self.refused("the drop did not come to an end"));
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Bytes of memory the installation takes; none where it does not say.
    pub(super) async fn resident_bytes(&self) -> Option<u64> {
        let answer = self.http.get("/metrics").await.ok()?;
        let figures = answer.body.as_str()?;
        let value = figures.lines().find_map(|line| line.strip_prefix("deskbell_resident_bytes "))?;
        value.trim().parse::<f64>().ok().filter(|bytes| *bytes > 0.0).map(|bytes| bytes as u64)
    }

    fn answer(&self, answered: Result<Answer, HttpError>) -> Result<Value, RehearseError> {
        let url = self.url.clone();
        match answered.and_then(Answer::ok) {
            Ok(body) => Ok(body),
            Err(HttpError::Broken(why)) => Err(RehearseError::Unreachable { url, why }),
            Err(HttpError::Refused { status: 401, .. }) => Err(RehearseError::Stranger { url }),
            Err(HttpError::Refused { status: 409, .. }) => Err(RehearseError::Another),
            Err(HttpError::Refused { status, body }) => {
                let said = body["detail"].as_str().map_or_else(|| format!("status {status}"), str::to_owned);
                Err(RehearseError::Refused { url, why: said })
            }
        }
    }

    fn refused(&self, why: &str) -> RehearseError {
        RehearseError::Refused { url: self.url.clone(), why: why.to_owned() }
    }
}
