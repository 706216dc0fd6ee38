//! JSON over HTTP/1.1, for what the live doors do not offer: signing in, lists, fields.

use std::time::Duration;

use bytes::Bytes;
pub use http::Method;
use http::{HeaderMap, Request, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde::Serialize;
use serde_json::Value;

/// Bytes an answer may have.
const ANSWER_MAX_BYTES: usize = 16 * 1024 * 1024;
/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);

/// Why there was no answer, or not the one hoped for.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The server could not be reached, or broke off.
    #[error("no answer: {0}")]
    Broken(String),
    /// The server refused.
    #[error("answered with status {status}: {body}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What it said.
        body: Value,
    },
}

/// What the server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The JSON; a text where it was none, null where there was nothing.
    pub body: Value,
}

impl Answer {
    /// The JSON of an answer that says yes.
    ///
    /// # Errors
    /// The refusal otherwise.
    pub fn ok(self) -> Result<Value, HttpError> {
        if (200..300).contains(&self.status) {
            Ok(self.body)
        } else {
            Err(HttpError::Refused { status: self.status, body: self.body })
        }
    }
}

/// A client for one server, optionally as somebody. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Http {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
    token: Option<String>,
}

impl Http {
    /// A client for the server at `base` (`http://host:port`).
    pub fn new(base: impl Into<String>) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { client, base: base.into(), token: None }
    }

    /// The same client as whoever the token says.
    #[must_use]
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..self.clone() }
    }

    /// Reads.
    ///
    /// # Errors
    /// [`HttpError::Broken`].
    pub async fn get(&self, path: &str) -> Result<Answer, HttpError> {
        self.call(Method::GET, path, Bytes::new()).await
    }

    /// Reads a page without reading its JSON, for whoever only measures.
    ///
    /// # Errors
    /// [`HttpError::Broken`], and the refusal.
    pub async fn get_bytes(&self, path: &str) -> Result<Bytes, HttpError> {
        let (status, _, body) = self.call_for_bytes(Method::GET, path, Bytes::new()).await?;
        if (200..300).contains(&status) {
            Ok(body)
        } else {
            Err(HttpError::Refused { status, body: read(&body) })
        }
    }

    /// Asks for something to be done.
    ///
    /// # Errors
    /// [`HttpError::Broken`].
    pub async fn post(&self, path: &str, body: impl Serialize) -> Result<Answer, HttpError> {
        self.send(Method::POST, path, body).await
    }

    /// Uploads a file as a form.
    ///
    /// # Errors
    /// [`HttpError::Broken`].
    pub async fn upload(&self, path: &str, name: &str, content: &[u8]) -> Result<Answer, HttpError> {
        const BOUNDARY: &str = "deskbell-boundary-7f3a";
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), content, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
        let (status, headers, body) = self.call_as(Method::POST, path, body.into(), &media_type).await?;
        Ok(Answer { status, headers, body: read(&body) })
    }

    /// Changes some fields.
    ///
    /// # Errors
    /// [`HttpError::Broken`].
    pub async fn patch(&self, path: &str, body: impl Serialize) -> Result<Answer, HttpError> {
        self.send(Method::PATCH, path, body).await
    }

    /// Sends a JSON body by any method.
    ///
    /// # Errors
    /// [`HttpError::Broken`].
    pub async fn send(&self, method: Method, path: &str, body: impl Serialize) -> Result<Answer, HttpError> {
        let body = serde_json::to_vec(&body).map_err(broken)?;
        self.call(method, path, body.into()).await
    }

    async fn call(&self, method: Method, path: &str, body: Bytes) -> Result<Answer, HttpError> {
        let (status, headers, body) = self.call_for_bytes(method, path, body).await?;
        Ok(Answer { status, headers, body: read(&body) })
    }

    async fn call_for_bytes(
        &self,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> Result<(u16, HeaderMap, Bytes), HttpError> {
        self.call_as(method, path, body, "application/json").await
    }

    async fn call_as(
        &self,
        method: Method,
        path: &str,
        body: Bytes,
        media_type: &str,
    ) -> Result<(u16, HeaderMap, Bytes), HttpError> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, media_type);
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(Full::new(body)).map_err(broken)?;
        let answered = async {
            let (head, body) = self.client.request(request).await.map_err(broken)?.into_parts();
            let bytes = Limited::new(body, ANSWER_MAX_BYTES).collect().await.map_err(broken)?.to_bytes();
            Ok((head.status.as_u16(), head.headers, bytes))
        };
        tokio::time::timeout(ANSWER_WITHIN, answered)
            .await
            .unwrap_or_else(|_| Err(HttpError::Broken("nothing in time".into())))
    }
}

fn read(bytes: &[u8]) -> Value {
    if bytes.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(bytes).into_owned()))
}

fn broken(error: impl std::fmt::Display) -> HttpError {
    HttpError::Broken(error.to_string())
}
