//! Answers that come compressed, over loopback with the default transport.

use std::fs::read_to_string;
use std::io::Write as _;
use std::sync::{Arc, Mutex};

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::scan;
use super::time::Time;
use crate::{Client, ErrorKind, RetryPolicy};

/// A server that gives one answer; the heads of what it was asked.
async fn server(head: &'static str, body: Vec<u8>) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heads = Arc::clone(&asked);
    tokio::spawn(async move {
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            tokio::spawn(serve(socket, head, body.clone(), Arc::clone(&heads)));
        }
    });
    (url, asked)
}

async fn serve(mut socket: TcpStream, head: &str, body: Vec<u8>, heads: Arc<Mutex<Vec<String>>>) {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        match socket.read_u8().await {
            Ok(byte) => read.push(byte),
            Err(_) => return,
        }
    }
    heads
        .lock()
        .unwrap()
        .push(String::from_utf8(read).unwrap().to_lowercase());
    let head = format!(
        "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    // Who has enough hangs up.
    let _ = socket.write_all(head.as_bytes()).await;
    let _ = socket.write_all(&body).await;
}

/// What is before a body that has been compressed, and how it is.
struct Coding {
    head: &'static str,
    compress: fn(&[u8]) -> Vec<u8>,
}

const GZIP: Coding = Coding {
    head: "200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip",
    compress: |body| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    },
};

/// RFC 9110, section 8.4.1, RFC 7932 and RFC 8878. What HTTP calls deflate is the format of zlib.
const CODINGS: [Coding; 4] = [
    GZIP,
    Coding {
        head: "200 OK\r\ncontent-encoding: deflate",
        compress: |body| {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(body).unwrap();
            encoder.finish().unwrap()
        },
    },
    Coding {
        head: "200 OK\r\ncontent-encoding: br",
        compress: |body| {
            let mut packed = Vec::new();
            brotli::BrotliCompress(
                &mut &*body,
                &mut packed,
                &brotli::enc::BrotliEncoderParams::default(),
            )
            .unwrap();
            packed
        },
    },
    Coding {
        head: "200 OK\r\ncontent-encoding: zstd",
        compress: |body| zstd::encode_all(body, 1).unwrap(),
    },
];

fn client(url: &str, most: usize) -> Client {
    let builder = scan::builder().base_url(url).api_token("t0ken");
    let builder = builder
        .timer(Time::without_jitter())
        .max_response_bytes(most);
    let builder = builder.retry(RetryPolicy::new().max_attempts(1));
    builder.build().unwrap()
}

#[tokio::test]
async fn a_compressed_answer_is_read() {
    let json = br#"{"success":true,"result":[{"id":"a","policies":[]}]}"#;
    for coding in CODINGS {
        let (url, asked) = server(coding.head, (coding.compress)(json)).await;
        let reader = client(&url, json.len());
        let page = reader.list_tokens("a").send().await.unwrap();
        assert_eq!(page.items()[0].id, "a");
        let raw = reader.list_tokens("a").request.send_raw().await.unwrap();
        // What they say is no longer true of the body.
        assert!(!raw.headers().contains_key("content-encoding"));
        assert!(!raw.headers().contains_key("content-length"));
        assert_eq!(raw.bytes(99).await.unwrap(), json.as_slice());
        for head in asked.lock().unwrap().iter() {
            let mut lines = head.lines();
            let line = lines.find_map(|line| line.strip_prefix("accept-encoding: "));
            let mut codings: Vec<_> = line.unwrap().split(',').collect();
            codings.sort_unstable();
            assert_eq!(codings, ["br", "deflate", "gzip", "zstd"]);
        }
    }
    // One that is not compressed is taken as well.
    let (url, _) = server("200 OK", json.to_vec()).await;
    client(&url, 99).list_tokens("a").send().await.unwrap();
}

#[tokio::test]
async fn the_limit_is_for_what_comes_out() {
    let json = br#"{"success":true,          "result":[]                                }"#;
    for coding in CODINGS {
        let (url, _) = server(coding.head, (coding.compress)(json)).await;
        let whole = client(&url, json.len()).list_tokens("a").send().await;
        assert!(whole.unwrap().is_empty());
        let error = client(&url, json.len() - 1).list_tokens("a").send().await;
        assert_eq!(error.unwrap_err().kind(), ErrorKind::BodyTooLarge);
    }
}

#[tokio::test]
async fn a_body_that_is_not_what_its_coding_says_breaks() {
    for coding in CODINGS {
        let packed = (coding.compress)(br#"{"success":true,"result":[{"id":"a","policies":[]}]}"#);
        let half = packed.split_at(packed.len() / 2).0.to_vec();
        for body in [b"{\"success\":true}".to_vec(), half] {
            let (url, _) = server(coding.head, body).await;
            let error = client(&url, 99).list_tokens("a").send().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport);
            assert_eq!(error.status().unwrap(), 200);
        }
    }
}

/// The most memory that this process had, in KiB.
fn peak() -> Option<u64> {
    let status = read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[tokio::test]
async fn a_bomb_ends_in_bounded_memory() {
    // A gibibyte of zeros, as a mebibyte.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![0; 1 << 20];
    for _ in 0..1024 {
        encoder.write_all(&zeros).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 8 << 20);
    for head in [GZIP.head, "500 Oops\r\ncontent-encoding: gzip"] {
        let (url, _) = server(head, bomb.clone()).await;
        let before = peak();
        let error = client(&url, 1 << 20).list_tokens("a").send().await;
        let error = error.unwrap_err();
        match error.status().unwrap().as_u16() {
            200 => assert_eq!(error.kind(), ErrorKind::BodyTooLarge),
            _ => assert_eq!(error.body().unwrap().len(), 1 << 20),
        }
        let raw = client(&url, 7).list_tokens("a").request.send_raw();
        let error = raw.await.unwrap().bytes(1 << 20).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
        // Other tests run beside it: a quarter of the bomb is far more than they take.
        if let (Some(before), Some(after)) = (before, peak()) {
            assert!(after - before < 256 << 10, "{before} KiB, then {after} KiB");
        }
    }
}
