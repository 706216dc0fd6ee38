//! Files from outside: sent, carried by messages, read by whoever may, and refused where they are not what they say.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, header},
};
use bytes::Bytes;
use deskbell_app::{FilePlace, FileSettings, Settings};
use deskbell_domain::Role;
use futures_util::stream;
use serde_json::{Value, json};

use super::stage::{Answer, Person, Stage, signed, text};

const BOUNDARY: &str = "the-boundary";
/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

/// A house with a folder for files.
async fn house(adjust: impl FnOnce(&mut FileSettings)) -> (Stage, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = FileSettings {
        place: Some(FilePlace::Folder(folder.path().to_owned())),
        arriving: folder.path().to_owned(),
        ..FileSettings::default()
    };
    adjust(&mut files);
    (Stage::with(Settings { files, ..Settings::default() }, |_| {}).await, folder)
}

fn form(name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: x/y\r\n\r\n"
    );
    [head.as_bytes(), content, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

fn multipart(request: axum::http::request::Builder) -> axum::http::request::Builder {
    request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
}

impl Stage {
    async fn uploads(&self, who: &Person, name: &str, content: &[u8]) -> Answer {
        let request = multipart(signed(who, "POST", "uploads"));
        self.raw(request.body(Body::from(form(name, content))).unwrap()).await
    }

    /// Uploads what is taken, and gets what a message needs.
    async fn uploaded(&self, who: &Person, name: &str, content: &[u8]) -> Value {
        self.uploads(who, name, content).await.expect(201)["attachment"].clone()
    }

    async fn reads(&self, who: &Person, url: &str) -> Answer {
        self.reads_with(who, url, &[]).await
    }

    async fn reads_with(&self, who: &Person, url: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(url).header("authorization", format!("Bearer {}", who.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.raw(request.body(Body::empty()).unwrap()).await
    }

    async fn says_with(&self, who: &Person, conversation: &str, content: &str, ids: &[&Value]) -> Answer {
        let body = json!({"content": content, "attachmentIds": ids, "clientId": format!("c-{content}-{}", ids.len())});
        self.ask(who, "POST", &format!("conversations/{conversation}/messages"), body).await
    }
}

#[tokio::test]
async fn a_file_is_its_uploaders_until_a_message_carries_it_and_then_its_readers() {
    let (stage, _folder) = house(|_| {}).await;
    let (ana, eve, mei) =
        (stage.visitor().await, stage.visitor().await, stage.agent("Mei", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    let file = stage.uploaded(&ana, "Brief.txt", "Grüße".as_bytes()).await;
    assert_eq!((text(&file["name"]), text(&file["contentType"])), ("Brief.txt".into(), "text/plain".into()));
    assert_eq!(file["sizeBytes"], 7);
    let url = text(&file["url"]);
    assert_eq!(stage.reads(&ana, &url).await.text(), "Grüße");
    stage.reads(&mei, &url).await.refused(404, "not_found");
    stage.reads(&eve, &url).await.refused(404, "not_found");

    let sent = stage.says_with(&ana, &id, "", &[&file["id"]]).await.expect(201);
    assert_eq!(sent["message"]["attachments"][0], file);
    assert_eq!(stage.reads(&mei, &url).await.text(), "Grüße");
    stage.reads(&eve, &url).await.refused(404, "not_found");
    let nobody = stage.raw(Request::get(&url).body(Body::empty()).unwrap()).await;
    nobody.refused(401, "unauthorized");

    // Sent again, it is answered as before; in another message, or by somebody else, it is not carried.
    let again = stage.says_with(&ana, &id, "", &[&file["id"]]).await.expect(201);
    assert_eq!(again["message"]["seq"], sent["message"]["seq"]);
    stage.says_with(&ana, &id, "once more", &[&file["id"]]).await.refused(422, "invalid");
    let other = stage.uploaded(&ana, "b.txt", b"b").await;
    stage.says_with(&mei, &id, "mine?", &[&other["id"]]).await.refused(422, "invalid");

    let shown = stage.get(&mei, &format!("conversations/{id}")).await.expect(200);
    let last = &shown["conversation"]["lastMessage"];
    assert_eq!((text(&last["content"]), &last["attachments"]), ("Brief.txt".into(), &json!(1)));

    // Whoever is blocked reads it no more.
    let path = format!("customers/{}/block", ana.id);
    let root = stage.agent("Root", Role::Admin).await;
    assert!(stage.ask(&root, "PUT", &path, json!({})).await.status.is_success());
    let left = stage.reads(&ana, &url).await.status.as_u16();
    assert!(left == 404 || left == 401, "{left}");
}

#[tokio::test]
async fn a_conversation_can_begin_with_a_file_and_a_message_carries_ten_at_most() {
    let (stage, _folder) = house(|_| {}).await;
    let ana = stage.visitor().await;
    let file = stage.uploaded(&ana, "cat.png", PIXEL).await;
    assert_eq!(
        (&file["width"], &file["height"], &file["thumbnailUrl"]),
        (&json!(1), &json!(1), &Value::Null)
    );
    let body = json!({"message": "", "attachmentIds": [file["id"]]});
    let started = stage.ask(&ana, "POST", "conversations", body).await.expect(201);
    assert_eq!(started["message"]["attachments"][0]["name"], "cat.png");
    let id = text(&started["conversation"]["id"]);
    let eleven = vec![&file["id"]; 11];
    stage.says_with(&ana, &id, "x", &eleven).await.refused(422, "invalid");
    stage.says_with(&ana, &id, " ", &[]).await.refused(422, "content_empty");
}

#[tokio::test]
async fn what_is_not_what_it_says_is_refused() {
    let (stage, _folder) = house(|_| {}).await;
    let ana = stage.visitor().await;
    for (name, content) in [
        ("cat.jpg", PIXEL),
        ("cat.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".as_slice()),
        ("cat.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("page.html", b"<!doctype html><script>1</script>"),
        ("notes.txt", b"<!doctype html><script>1</script>"),
        ("setup.exe", b"MZ\x90\0"),
        ("cat.png", b"\x89PNG\r\n\x1a\nthat is all"),
    ] {
        stage.uploads(&ana, name, content).await.refused(415, "unsupported_media_type");
    }
    stage.uploads(&ana, "empty.txt", b"").await.refused(422, "invalid");
    let json = stage.ask(&ana, "POST", "uploads", json!({"file": "x"})).await;
    json.refused(415, "unsupported_media_type");
    let nameless = multipart(signed(&ana, "POST", "uploads")).body(Body::from("nonsense")).unwrap();
    stage.raw(nameless).await.refused(422, "invalid");
    let file = stage.uploaded(&ana, "../../etc/cron.d/evil.txt", b"* * * * *").await;
    assert_eq!(text(&file["name"]), "evil.txt");
}

#[tokio::test]
async fn two_hundred_megabytes_are_refused_while_they_arrive_and_memory_stays_as_it_was() {
    let (stage, folder) = house(|files| files.max_bytes = 1024 * 1024).await;
    let ana = stage.visitor().await;
    let piece = Bytes::from(vec![b'a'; 64 * 1024]);
    let read = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let head = form("big.txt", b"");
    let head = Bytes::from(head[..head.len() - BOUNDARY.len() - 8].to_vec());
    let count = read.clone();
    let pieces = (0..3200).map(move |number| {
        count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok::<_, std::io::Error>(if number == 0 { head.clone() } else { piece.clone() })
    });
    let before = resident_kib();
    let request =
        multipart(signed(&ana, "POST", "uploads")).body(Body::from_stream(stream::iter(pieces))).unwrap();
    stage.raw(request).await.refused(413, "payload_too_large");
    let told_after = read.load(std::sync::atomic::Ordering::Relaxed);
    assert!(told_after < 64, "told after {told_after} pieces of 64 KiB");
    let grown = resident_kib().saturating_sub(before);
    assert!(grown < 16 * 1024, "grown by {grown} KiB");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing of it is kept");

    // Who says beforehand how much it is, is told before anything is read.
    let announced =
        multipart(signed(&ana, "POST", "uploads")).header(header::CONTENT_LENGTH, 200 * 1024 * 1024);
    let answer = stage
        .raw(announced.body(Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>())).unwrap());
    answer.await.refused(413, "payload_too_large");
}

/// Memory of this process that is in use.
fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}

#[tokio::test]
async fn a_file_is_served_as_nothing_but_a_file() {
    let (stage, _folder) = house(|_| {}).await;
    let ana = stage.visitor().await;
    let pdf = stage.uploaded(&ana, "Rechnung März.pdf", b"%PDF-1.7 0123456789").await;
    let url = text(&pdf["url"]);
    let whole = stage.reads(&ana, &url).await;
    assert_eq!(whole.header("content-type"), "application/pdf");
    assert!(whole.header("content-disposition").starts_with("attachment; filename=\"Rechnung M_rz.pdf\""));
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    assert_eq!(whole.header("content-security-policy"), "sandbox; default-src 'none'");
    assert_eq!(whole.header("cache-control"), "private, no-cache");
    let picture = stage.uploaded(&ana, "cat.png", PIXEL).await;
    let shown = stage.reads(&ana, &text(&picture["url"])).await;
    assert!(shown.header("content-disposition").starts_with("inline"));

    let part = stage.reads_with(&ana, &url, &[("range", "bytes=9-12")]).await;
    assert_eq!((part.status.as_u16(), part.text().as_str()), (206, "0123"));
    assert_eq!(part.header("content-range"), "bytes 9-12/19");
    let none = stage.reads_with(&ana, &url, &[("range", "bytes=99-")]).await;
    assert_eq!((none.status.as_u16(), none.header("content-range").as_str()), (416, "bytes */19"));
    let known = stage.reads_with(&ana, &url, &[("if-none-match", &whole.header("etag"))]).await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    let head = Request::head(&url).header("authorization", format!("Bearer {}", ana.token));
    let head = stage.raw(head.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (head.status.as_u16(), head.header("content-length").as_str(), head.body.len()),
        (200, "19", 0)
    );
}

#[tokio::test]
async fn a_link_opens_one_file_for_five_minutes_with_the_rights_of_who_made_it() {
    let (stage, _folder) = house(|_| {}).await;
    let (ana, eve) = (stage.visitor().await, stage.visitor().await);
    let file = stage.uploaded(&ana, "a.txt", b"secret").await;
    let other = stage.uploaded(&ana, "b.txt", b"other").await;
    let path = format!("uploads/{}/link", text(&file["id"]));
    stage.ask(&eve, "POST", &path, json!({})).await.refused(404, "not_found");
    let link = stage.ask(&ana, "POST", &path, json!({})).await.expect(200);
    let url = text(&link["url"]);
    let follow = |url: String| stage.raw(Request::get(url).body(Body::empty()).unwrap());
    let read = follow(url.clone()).await;
    assert_eq!(read.text(), "secret");
    assert_eq!(read.header("cross-origin-resource-policy"), "cross-origin");
    let key = url.split_once('?').unwrap().1;
    follow(format!("{}?{key}", text(&other["url"]))).await.refused(404, "not_found");
    follow(format!("{url}0")).await.refused(404, "not_found");
    stage.clock.advance(Duration::from_secs(301));
    follow(url).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_repeated_upload_is_the_first_one_and_what_is_taken_back_is_gone() {
    let (stage, folder) = house(|_| {}).await;
    let (ana, eve) = (stage.visitor().await, stage.visitor().await);
    let send = |content: &'static [u8]| {
        let request = multipart(signed(&ana, "POST", "uploads")).header("idempotency-key", "one");
        stage.raw(request.body(Body::from(form("a.txt", content))).unwrap())
    };
    let first = send(b"first").await.expect(201);
    let again = send(b"again").await.expect(201);
    assert_eq!(first, again);
    let id = text(&first["attachment"]["id"]);
    let path = format!("uploads/{id}");
    stage.send(signed(&eve, "DELETE", &path), None).await.refused(404, "not_found");
    assert_eq!(stage.send(signed(&ana, "DELETE", &path), None).await.status.as_u16(), 204);
    stage.send(signed(&ana, "DELETE", &path), None).await.refused(404, "not_found");
    assert_eq!(kept_in(folder.path()), 0);
}

/// Files below a folder.
fn kept_in(folder: &std::path::Path) -> usize {
    let inside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inside.map(|path| if path.is_dir() { kept_in(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn what_no_message_carries_is_gone_after_a_day_and_what_one_carries_stays() {
    let (stage, folder) = house(|_| {}).await;
    let ana = stage.visitor().await;
    let id = stage.conversation_of(&ana).await;
    let carried = stage.uploaded(&ana, "kept.txt", b"kept").await;
    stage.says_with(&ana, &id, "here", &[&carried["id"]]).await.expect(201);
    let left = stage.uploaded(&ana, "left.txt", b"left").await;
    // Bytes of which no row is left, as a crash between the two may leave them.
    let orphan = folder.path().join("ab");
    std::fs::create_dir_all(&orphan).unwrap();
    let orphan = orphan.join("0190b5a47c3e7f0080000123456789ab");
    std::fs::write(&orphan, b"orphan").unwrap();
    stage.hall.sweep().await;
    assert_eq!(stage.reads(&ana, &text(&left["url"])).await.text(), "left");
    let now: jiff::Timestamp = "2036-11-21T10:00:00Z".parse().unwrap();
    stage.clock.set(now);
    stage.hall.sweep().await;
    let fresh = stage.visitor().await;
    stage.uploaded(&fresh, "new.txt", b"new").await;
    assert!(!orphan.exists());
    // The one that is carried, the new one, and whose place this is.
    assert_eq!(kept_in(folder.path()), 3);
}

#[tokio::test]
async fn an_inbox_without_files_takes_none_and_says_so() {
    let (stage, _folder) = house(|_| {}).await;
    let (ana, root) = (stage.visitor().await, stage.agent("Root", Role::Admin).await);
    let inbox = super::stage::uuid(1);
    let public = stage.get(&ana, &format!("inboxes/{inbox}")).await.expect(200);
    assert_eq!(public["inbox"]["files"]["maxBytes"], 25 * 1024 * 1024);
    let file = stage.uploaded(&ana, "a.txt", b"a").await;
    let patch = json!({"filesEnabled": false});
    stage.ask(&root, "PATCH", &format!("inboxes/{inbox}"), patch).await.expect(200);
    let public = stage.get(&ana, &format!("inboxes/{inbox}")).await.expect(200);
    assert_eq!(public["inbox"]["files"], Value::Null);
    stage.uploads(&ana, "a.txt", b"a").await.refused(409, "conflict");
    let id = stage.conversation_of(&ana).await;
    stage.says_with(&ana, &id, "here", &[&file["id"]]).await.refused(409, "conflict");
}

#[tokio::test]
async fn too_many_files_in_a_minute_are_refused_and_none_of_it_is_read() {
    let (stage, _folder) = house(|files| files.per_minute = 2).await;
    let ana = stage.visitor().await;
    stage.uploaded(&ana, "a.txt", b"a").await;
    stage.uploaded(&ana, "b.txt", b"b").await;
    let problem = stage.uploads(&ana, "c.txt", b"c").await.refused(429, "rate_limited");
    assert!(problem["retryAfterMs"].as_u64().is_some());
}

#[tokio::test]
async fn the_other_address_of_uploading_is_the_same() {
    let (stage, _folder) = house(|_| {}).await;
    let ana = stage.visitor().await;
    let request = Request::post("/api/chat/upload").header("authorization", format!("Bearer {}", ana.token));
    let answer = stage.raw(multipart(request).body(Body::from(form("a.txt", b"a"))).unwrap()).await;
    assert_eq!(answer.expect(201)["attachment"]["name"], "a.txt");
}

/// A scanner that speaks ClamAV's INSTREAM and finds what holds `EICAR`.
async fn scanner() -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            let mut command = [0; 10];
            line.read_exact(&mut command).await.unwrap();
            assert_eq!(&command, b"zINSTREAM\0");
            let mut content = Vec::new();
            loop {
                let length = line.read_u32().await.unwrap() as usize;
                if length == 0 {
                    break;
                }
                let mut chunk = vec![0; length];
                line.read_exact(&mut chunk).await.unwrap();
                content.extend_from_slice(&chunk);
            }
            let infected = content.windows(5).any(|at| at == b"EICAR");
            let answer = if infected { "stream: Eicar-Signature FOUND\0" } else { "stream: OK\0" };
            line.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn a_scanner_looks_at_each_file_before_it_is_kept() {
    let address = scanner().await;
    let (stage, folder) = house(|files| files.scanner = Some(address)).await;
    let ana = stage.visitor().await;
    let long = "clean ".repeat(40_000);
    stage.uploaded(&ana, "clean.txt", long.as_bytes()).await;
    assert_eq!(kept_in(folder.path()), 1);
    let problem =
        stage.uploads(&ana, "bad.txt", format!("{long}EICAR").as_bytes()).await.refused(422, "invalid");
    assert!(text(&problem["detail"]).contains("harmful"));
    assert_eq!(kept_in(folder.path()), 1);
}

#[tokio::test]
async fn while_the_scanner_is_away_nothing_is_kept() {
    let (stage, folder) = house(|files| files.scanner = Some("127.0.0.1:1".into())).await;
    let ana = stage.visitor().await;
    stage.uploads(&ana, "a.txt", b"a").await.refused(503, "overloaded");
    assert_eq!(kept_in(folder.path()), 0);
}

#[tokio::test]
async fn a_bomb_is_refused_and_memory_stays_as_it_was() {
    let (stage, _folder) = house(|_| {}).await;
    let ana = stage.visitor().await;
    // A picture of one pixel that says it has 50,000 by 50,000, with the checksum of that.
    let mut bomb = PIXEL.to_vec();
    bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 },
        )
    };
    let checksum = !bomb[12..29].iter().fold(!0, step);
    bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
    let before = resident_kib();
    let problem = stage.uploads(&ana, "cat.png", &bomb).await.refused(422, "invalid");
    assert!(text(&problem["detail"]).contains("too many pixels"), "{problem}");
    assert!(resident_kib().saturating_sub(before) < 16 * 1024);
}

#[tokio::test]
async fn a_transcript_names_what_was_sent() {
    let (stage, _folder) = house(|_| {}).await;
    let (ana, mei) = (stage.visitor().await, stage.agent("Mei", Role::Agent).await);
    let id = stage.conversation_of(&ana).await;
    let file = stage.uploaded(&ana, "receipt.txt", b"paid").await;
    stage.says_with(&ana, &id, "", &[&file["id"]]).await.expect(201);
    let paper = stage.get(&mei, &format!("conversations/{id}/transcript?format=text")).await;
    assert!(paper.text().contains("[file: receipt.txt, 4 bytes]"), "{}", paper.text());
}
