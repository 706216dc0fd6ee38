//! A bucket that speaks as much of the protocol of S3 as files need, and believes nobody whose signature is wrong
//! (Signature Version 4). It keeps everything in memory.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use tokio::{net::TcpListener, task::JoinHandle};

/// The name of the bucket's key, and the key.
pub const BUCKET_KEY_ID: &str = "a-key";
/// The key itself.
pub const BUCKET_SECRET: &str = "that-only-the-bucket-knows";
/// Bytes a request may have.
const REQUEST_MAX: usize = 64 * 1024 * 1024;
/// When everything was written, as the protocol tells it.
const WRITTEN: &str = "2026-01-01T00:00:00.000Z";
const WRITTEN_HTTP: &str = "Thu, 01 Jan 2026 00:00:00 GMT";

/// A running bucket, called `files`.
pub struct Bucket {
    /// Where it listens.
    pub endpoint: String,
    kept: Arc<Mutex<Kept>>,
    serving: JoinHandle<()>,
}

#[derive(Default)]
struct Kept {
    objects: BTreeMap<String, Bytes>,
    /// Uploads in parts that are not complete.
    parts: BTreeMap<String, BTreeMap<u32, Bytes>>,
    refused: usize,
}

impl Bucket {
    /// Starts one.
    ///
    /// # Panics
    /// Where no port is free.
    pub async fn start() -> Self {
        let kept = Arc::<Mutex<Kept>>::default();
        let router = Router::new().fallback(answer).with_state(Arc::clone(&kept));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let serving = tokio::spawn(async move { drop(axum::serve(listener, router).await) });
        Self { endpoint, kept, serving }
    }

    /// The names of everything that is kept.
    ///
    /// # Panics
    /// Where a request has panicked.
    pub fn names(&self) -> Vec<String> {
        self.kept.lock().expect("a bucket").objects.keys().cloned().collect()
    }

    /// Requests whose signature was wrong.
    ///
    /// # Panics
    /// Where a request has panicked.
    pub fn refused(&self) -> usize {
        self.kept.lock().expect("a bucket").refused
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(State(kept): State<Arc<Mutex<Kept>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, REQUEST_MAX).await else { return StatusCode::BAD_REQUEST.into_response() };
    let mut kept = kept.lock().expect("a bucket");
    let path = parts.uri.path().to_owned();
    let query = pairs(parts.uri.query().unwrap_or_default());
    if !is_signed(&parts.method, &path, &query, &parts.headers, &body) {
        kept.refused += 1;
        return (StatusCode::FORBIDDEN, "<Error><Code>SignatureDoesNotMatch</Code></Error>").into_response();
    }
    let Some(key) = path.strip_prefix("/files").map(|key| key.trim_start_matches('/').to_owned()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    kept.answer(&parts.method, key, &query, &parts.headers, body)
}

impl Kept {
    fn answer(
        &mut self,
        method: &Method,
        key: String,
        query: &BTreeMap<String, String>,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Response {
        let upload = query.get("uploadId").cloned();
        match (method.as_str(), upload) {
            ("GET", None) if key.is_empty() => self.list(query),
            ("POST", None) if query.contains_key("delete") => self.delete_many(&body),
            ("POST", None) if query.contains_key("uploads") => {
                let id = format!("upload-{}", self.parts.len());
                self.parts.insert(id.clone(), BTreeMap::new());
                xml(&format!(
                    "<InitiateMultipartUploadResult><Bucket>files</Bucket><Key>{key}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
                ))
            }
            ("PUT", Some(upload)) => {
                let number =
                    query.get("partNumber").and_then(|number| number.parse().ok()).unwrap_or_default();
                let tag = tag_of(&body);
                self.parts.entry(upload).or_default().insert(number, body);
                ([(header::ETAG, tag)], "").into_response()
            }
            ("POST", Some(upload)) => {
                let whole: Vec<u8> =
                    self.parts.remove(&upload).unwrap_or_default().into_values().flatten().collect();
                let tag = tag_of(&whole);
                self.objects.insert(key.clone(), whole.into());
                xml(&format!(
                    "<CompleteMultipartUploadResult><Location>x</Location><Bucket>files</Bucket><Key>{key}</Key><ETag>{tag}</ETag></CompleteMultipartUploadResult>"
                ))
            }
            ("DELETE", Some(upload)) => {
                self.parts.remove(&upload);
                StatusCode::NO_CONTENT.into_response()
            }
            ("PUT", None) => {
                let tag = tag_of(&body);
                self.objects.insert(key, body);
                ([(header::ETAG, tag)], "").into_response()
            }
            ("DELETE", None) => {
                self.objects.remove(&key);
                StatusCode::NO_CONTENT.into_response()
            }
            ("GET" | "HEAD", None) => self.read(&key, headers),
            _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        }
    }

    fn read(&self, key: &str, headers: &HeaderMap) -> Response {
        let Some(found) = self.objects.get(key) else {
            return (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>").into_response();
        };
        let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok()?.strip_prefix("bytes="));
        let ends = asked.and_then(|range| range.split_once('-'));
        let range = ends.and_then(|(from, to)| Some((from.parse().ok()?, to.parse::<usize>().ok()?)));
        let response = Response::builder()
            .header(header::ETAG, tag_of(found))
            .header(header::LAST_MODIFIED, WRITTEN_HTTP);
        let response = match range {
            Some((from, to)) => {
                let to = (to + 1).min(found.len());
                let said = format!("bytes {from}-{}/{}", to - 1, found.len());
                let response =
                    response.status(StatusCode::PARTIAL_CONTENT).header(header::CONTENT_RANGE, said);
                response.body(Body::from(found.slice(from..to)))
            }
            None => response.body(Body::from(found.clone())),
        };
        response.expect("a response")
    }

    fn list(&self, query: &BTreeMap<String, String>) -> Response {
        let prefix = query.get("prefix").cloned().unwrap_or_default();
        let found = self.objects.iter().filter(|(key, _)| key.starts_with(&prefix));
        let mut said = String::from("<ListBucketResult><IsTruncated>false</IsTruncated>");
        for (key, content) in found {
            let (tag, size) = (tag_of(content), content.len());
            let _ = write!(
                said,
                "<Contents><Key>{key}</Key><LastModified>{WRITTEN}</LastModified><ETag>{tag}</ETag><Size>{size}</Size></Contents>"
            );
        }
        said.push_str("</ListBucketResult>");
        xml(&said)
    }

    fn delete_many(&mut self, body: &[u8]) -> Response {
        let asked = String::from_utf8_lossy(body).into_owned();
        let mut said = String::from("<DeleteResult>");
        for part in asked.split("<Key>").skip(1) {
            let key = part.split("</Key>").next().unwrap_or_default();
            self.objects.remove(key);
            let _ = write!(said, "<Deleted><Key>{key}</Key></Deleted>");
        }
        said.push_str("</DeleteResult>");
        xml(&said)
    }
}

fn xml(text: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/xml")], text.to_owned()).into_response()
}

fn tag_of(content: &[u8]) -> String {
    format!("\"{}\"", &digest(content)[..32])
}

fn digest(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

fn pairs(query: &str) -> BTreeMap<String, String> {
    let pair = |text: &str| {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        (decoded(name), decoded(value))
    };
    query.split('&').filter(|text| !text.is_empty()).map(pair).collect()
}

fn decoded(text: &str) -> String {
    let (mut out, mut bytes) = (Vec::new(), text.bytes());
    while let Some(byte) = bytes.next() {
        let pair = if byte == b'%' { bytes.next().zip(bytes.next()) } else { None };
        let code = pair.and_then(|(a, b)| u8::from_str_radix(std::str::from_utf8(&[a, b]).ok()?, 16).ok());
        out.push(code.unwrap_or(byte));
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Whether a request was signed by the key, over what was received.
fn is_signed(
    method: &Method,
    path: &str,
    query: &BTreeMap<String, String>,
    headers: &HeaderMap,
    body: &[u8],
) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let authorization = text("authorization");
    let part = |name: &str| {
        let rest = authorization.split_once(name).map(|(_, rest)| rest)?;
        rest.split([',', ' ']).next()
    };
    let (Some(credential), Some(signed), Some(signature)) =
        (part("Credential="), part("SignedHeaders="), part("Signature="))
    else {
        return false;
    };
    let content = text("x-amz-content-sha256");
    if content != "UNSIGNED-PAYLOAD" && content != digest(body) {
        return false;
    }
    let scope: Vec<&str> = credential.split('/').collect();
    let [key_id, date, region, service, _] = scope[..] else { return false };
    let named: String = signed.split(';').map(|name| format!("{name}:{}\n", text(name).trim())).collect();
    let asked: Vec<_> =
        query.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let canonical = format!("{method}\n{path}\n{}\n{named}\n{signed}\n{content}", asked.join("&"));
    let said = format!(
        "AWS4-HMAC-SHA256\n{}\n{date}/{region}/{service}/aws4_request\n{}",
        text("x-amz-date"),
        digest(canonical.as_bytes())
    );
    let mut key = format!("AWS4{BUCKET_SECRET}").into_bytes();
    for step in [date, region, service, "aws4_request", said.as_str()] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key of any length");
        mac.update(step.as_bytes());
        key = mac.finalize().into_bytes().to_vec();
    }
    key_id == BUCKET_KEY_ID && hex::encode(key) == signature
}
