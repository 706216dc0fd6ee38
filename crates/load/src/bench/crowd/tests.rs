//! A crowd of one before a server that speaks as slowly and in as many pieces as a network may.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    thread,
};

use serde_json::json;

use super::*;
use crate::bench::BenchError;

/// What the server says after it was asked something, piece by piece; a pause between two.
fn serve(listener: &TcpListener, pieces: &[&[u8]]) -> TcpStream {
    let (mut stream, _) = listener.accept().unwrap();
    let mut heard = vec![0; 4096];
    let mut hear = |stream: &mut TcpStream| {
        let bytes = stream.read(&mut heard).unwrap();
        String::from_utf8_lossy(&heard[..bytes]).into_owned()
    };
    assert!(hear(&mut stream).starts_with("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"));
    stream.write_all(b"HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x02").unwrap();
    thread::sleep(Duration::from_millis(20));
    stream.write_all(b"0{").unwrap();
    assert!(hear(&mut stream).contains(r#"40/chat,{"token":"a token"}"#));
    stream.write_all(b"\x81\x0840/chat,\x81\x012").unwrap();
    let answered = hear(&mut stream);
    assert!(answered.ends_with('3') || answered.contains("join-chat"), "{answered}");
    for piece in pieces {
        stream.write_all(piece).unwrap();
        thread::sleep(Duration::from_millis(20));
    }
    stream
}

fn with_a_server<T>(pieces: &[&[u8]], act: impl FnOnce(&mut Crowd) -> T) -> T {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut crowd = Crowd::new(listener.local_addr().unwrap()).unwrap();
    thread::scope(|scope| {
        let served = scope.spawn(move || serve(&listener, pieces));
        let done = act(&mut crowd);
        drop(served.join().unwrap());
        done
    })
}

fn joins(crowd: &mut Crowd) -> Result<serde_json::Value, BenchError> {
    crowd.enter_all(vec!["a token".to_owned()])?;
    Ok(crowd.ask_all("join-chat", &[(0, json!({}))])?.remove(0))
}

#[test]
fn an_answer_in_pieces_is_put_together() {
    let pieces: [&[u8]; 3] = [b"\x81", b"\x1643/chat,0[{\"ok\"", b":true}]\x81\x012"];
    let joined = with_a_server(&pieces, joins);
    assert_eq!(joined.unwrap()["ok"], true);
}

#[test]
fn a_refusal_and_an_end_are_told() {
    let refused = with_a_server(&[b"\x81\x1743/chat,0[{\"ok\":false}]"], joins).unwrap_err();
    assert_eq!(refused.to_string(), r#"The server refused join-chat: {"ok":false}"#);
    let closed = with_a_server(&[b"\x88\x02\x03\xf4"], joins).unwrap_err();
    assert_eq!(closed.to_string(), "Somebody lost the connection: the server closed with code 1012");
}

#[test]
fn nobody_listening_is_told() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut crowd = Crowd::new(address).unwrap();
    let alone = crowd.enter_all(vec![String::new()]).unwrap_err().to_string();
    assert!(alone.starts_with("Somebody lost the connection: "), "{alone}");
}
