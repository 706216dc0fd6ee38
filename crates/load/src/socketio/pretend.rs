//! A server that is none, for tests of whoever talks to one: it says what a test wants.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_tungstenite::{accept_async, tungstenite::Message};

/// Lets somebody in.
pub(crate) const LET_IN: &str = r#"40/chat,{"sid":"x"}"#;

/// A question: what is asked, and the number to answer it by.
pub(crate) struct Question<'a> {
    /// Which of all that are asked, from 0.
    pub(crate) nth: usize,
    /// The frame.
    pub(crate) text: &'a str,
    number: &'a str,
}

impl Question<'_> {
    /// The frame that answers it with an object.
    pub(crate) fn answered(&self, object: &str) -> Vec<String> {
        vec![format!("43/chat,{}[{object}]", self.number)]
    }

    /// The frame that refuses it for a while.
    pub(crate) fn refused_for(&self, milliseconds: u64) -> Vec<String> {
        let error = format!(r#"{{"code":"overloaded","message":"","retryAfterMs":{milliseconds}}}"#);
        self.answered(&format!(r#"{{"ok":false,"error":{error}}}"#))
    }
}

/// Where such a server is. So many connections are turned away for a second first; whoever is let in then hears
/// `welcome`, and after each question whatever the test says.
pub(crate) async fn server(
    turned_away: usize,
    welcome: &'static str,
    says: impl Fn(Question<'_>) -> Vec<String> + Send + Sync + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (says, asked) = (Arc::new(says), Arc::new(AtomicUsize::new(0)));
    tokio::spawn(async move {
        for _ in 0..turned_away {
            let (mut tcp, _) = listener.accept().await.unwrap();
            let _head = tcp.read(&mut [0; 4096]).await;
            let busy = "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";
            tcp.write_all(busy.as_bytes()).await.unwrap();
        }
        while let Ok((tcp, _)) = listener.accept().await {
            let (says, asked) = (Arc::clone(&says), Arc::clone(&asked));
            tokio::spawn(async move {
                let mut line = accept_async(tcp).await.unwrap();
                while let Some(Ok(Message::Text(text))) = line.next().await {
                    let said = match text.strip_prefix("42/chat,").and_then(|rest| rest.split_once('[')) {
                        None => vec![LET_IN.to_owned(), welcome.to_owned()],
                        Some((number, _)) => {
                            let nth = asked.fetch_add(1, Ordering::Relaxed);
                            says(Question { nth, text: &text, number })
                        }
                    };
                    for text in said.into_iter().filter(|text| !text.is_empty()) {
                        let _left = line.send(Message::text(text)).await;
                    }
                }
            });
        }
    });
    base
}
