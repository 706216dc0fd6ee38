//! Files of several nodes lie in one bucket: what is sent at one is read at all.

use deskbell_conformance::{BUCKET_KEY_ID, BUCKET_SECRET, Bucket, Cluster};
use deskbell_load::http::Answer;
use serde_json::{Value, json};

use crate::ana_and_bo;

fn settings(bucket: &Bucket, secret: &str) -> Vec<(&'static str, String)> {
    vec![
        ("DESKBELL_FILES_URL", "s3://files/our/house".to_owned()),
        ("DESKBELL_FILES_ENDPOINT", bucket.endpoint.clone()),
        ("DESKBELL_FILES_KEY_ID", BUCKET_KEY_ID.to_owned()),
        ("DESKBELL_FILES_SECRET_KEY", secret.to_owned()),
    ]
}

async fn cluster(bucket: &Bucket, secret: &str) -> Cluster {
    let settings = settings(bucket, secret);
    let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Cluster::with(2, &settings).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_at_one_node_is_read_at_the_other() {
    let bucket = Bucket::start().await;
    let mut cluster = cluster(&bucket, BUCKET_SECRET).await;
    let (hers, his) = (cluster.desk(0), cluster.desk(1));
    let (ana, bo) = ana_and_bo(&hers, &his).await;
    // One that is kept at once, and one that is kept in parts.
    for size in [100, 12 * 1024 * 1024] {
        let content = "All work and no play. ".repeat(size / 22 + 1);
        let uploaded = ana.http.upload("/api/v1/uploads", "work.txt", content.as_bytes()).await;
        let file = uploaded.and_then(Answer::ok).expect("a file that is kept")["attachment"].clone();
        let message = json!({"content": "here", "attachmentIds": [file["id"]]});
        let path = format!("/api/v1/conversations/{}/messages", ana.conversation);
        ana.http.post(&path, message).await.and_then(Answer::ok).expect("a message");
        let read = bo.http.get_bytes(file["url"].as_str().expect("an address")).await.expect("the file");
        assert_eq!(read.len(), content.len());
        assert!(read == content.as_bytes(), "the same bytes");
    }
    assert_eq!(bucket.refused(), 0, "every request was signed");
    assert!(bucket.names().iter().all(|name| name.starts_with("our/house/")), "{:?}", bucket.names());
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_wrong_key_files_are_refused_and_messages_go_on() {
    let bucket = Bucket::start().await;
    let mut cluster = cluster(&bucket, "not that one").await;
    let (mut ana, mut bo) = ana_and_bo(&cluster.desk(0), &cluster.desk(1)).await;
    let refused = ana.http.upload("/api/v1/uploads", "a.txt", b"a").await.expect("an answer");
    assert_eq!((refused.status, &refused.body["code"]), (503, &Value::from("overloaded")));
    assert!(bucket.refused() > 0 && bucket.names().is_empty());
    ana.says("without it, then").await;
    bo.sees("without it, then").await;
}
