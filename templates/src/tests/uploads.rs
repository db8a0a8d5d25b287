//! Bodies that aren't in memory: files and streams, over loopback sockets and by a transport that takes
//! bytes only.

use std::collections::VecDeque;
use std::error::Error as _;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::memory::{Memory, answer};
use super::scan;
use super::time::Time;
use crate::{Client, Error, ErrorKind, File, Form, RetryPolicy, Verdict};

/// Chunks, the last of which may be an error.
struct Chunks(VecDeque<Result<Bytes, String>>);

impl Stream for Chunks {
    type Item = Result<Bytes, String>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn chunks(all: &[&'static str]) -> Chunks {
    Chunks(all.iter().map(|chunk| Ok(Bytes::from(*chunk))).collect())
}

/// A file that is gone with the value.
pub(crate) struct Temporary(pub(crate) PathBuf);

impl Temporary {
    pub(crate) fn new(content: &[u8]) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("upload-{}-{number}.bin", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // A test may have removed it itself.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A server that answers with these statuses, the last of them for ever.
async fn server(statuses: &'static [u16]) -> MockServer {
    let server = MockServer::start().await;
    let count = AtomicUsize::new(0);
    let answer = move |_: &Request| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        ResponseTemplate::new(statuses[number.min(statuses.len() - 1)])
    };
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

fn client(url: &str) -> Client {
    let builder = scan::builder().base_url(url).api_token("t0ken");
    builder.timer(Time::without_jitter()).build().unwrap()
}

async fn put(client: &Client, file: impl Into<File>) -> Result<(), Error> {
    let call = client.request(Method::PUT, "/files");
    call.body("application/octet-stream", file).send().await
}

async fn received(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

/// All that is said of an error and its causes.
fn causes(error: &Error) -> String {
    let mut said = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        said = format!("{said}: {cause}");
        source = cause.source();
    }
    said
}

#[tokio::test]
async fn a_stream_is_sent_with_its_length_or_in_chunks() {
    let server = server(&[200]).await;
    let client = client(&server.uri());
    put(&client, File::stream(chunks(&["ab", "", "c"]), Some(3)))
        .await
        .unwrap();
    put(&client, File::stream(chunks(&["ab", "c"]), None))
        .await
        .unwrap();
    let sent = received(&server).await;
    for request in &sent {
        assert_eq!(request.body, b"abc");
        let media_type = &request.headers["content-type"];
        assert_eq!(media_type, "application/octet-stream");
    }
    assert_eq!(sent[0].headers["content-length"], "3");
    assert!(!sent[1].headers.contains_key("content-length"));
}

#[tokio::test]
async fn a_call_with_a_stream_is_sent_once_whatever_the_policy() {
    let server = server(&[503, 200]).await;
    let client = client(&server.uri());
    let error = put(&client, File::stream(chunks(&["abc"]), Some(3)))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(received(&server).await.len(), 1);

    let insists = RetryPolicy::new().classify(|_| Verdict::Retry);
    let client = client.with(|limits| limits.retry(insists));
    server.reset().await;
    let refuse = Mock::given(any()).respond_with(ResponseTemplate::new(503));
    refuse.mount(&server).await;
    let call = client.request(Method::PUT, "/files");
    let call = call.body("a/b", File::stream(chunks(&["abc"]), None));
    assert!(call.clone().send::<()>().await.unwrap_err().is_api());
    assert_eq!(received(&server).await.len(), 1);
    let again = call.send::<()>().await.unwrap_err();
    assert_eq!(again.kind(), ErrorKind::Request);
    assert!(again.to_string().contains("was sent before"), "{again}");
    assert_eq!(received(&server).await.len(), 1);
}

#[tokio::test]
async fn a_file_is_opened_again_for_a_repetition() {
    let content: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    let file = Temporary::new(&content);
    let server = server(&[503, 200]).await;
    put(&client(&server.uri()), File::from_path(&file.0))
        .await
        .unwrap();
    let sent = received(&server).await;
    assert_eq!(sent.len(), 2);
    for request in sent {
        assert_eq!(request.headers["content-length"], "200000");
        assert!(request.body == content);
    }
}

#[tokio::test]
async fn a_file_that_is_gone_is_an_error_and_nothing_is_sent() {
    let server = server(&[200]).await;
    let client = client(&server.uri());
    let file = Temporary::new(b"abc");
    let (gone, folder) = (File::from_path(&file.0), std::env::temp_dir());
    drop(file);
    let mut refused = vec![gone, File::from_path(folder)];
    // Of a device or a pipe nobody knows how long it is: it would be sent as nothing, or waited for.
    #[cfg(unix)]
    refused.push(File::from_path("/dev/zero"));
    for file in refused {
        let error = put(&client, file).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(!error.may_have_been_sent());
        let cause = error.source().unwrap();
        assert!(cause.is::<std::io::Error>(), "{cause}");
        assert!(error.to_string().contains("can't be opened"), "{error}");
    }
    assert!(received(&server).await.is_empty());
}

#[tokio::test]
async fn a_body_that_breaks_midway_breaks_the_call() {
    let mut breaks = chunks(&["abc"]);
    breaks.0.push_back(Err("boom".to_owned()));
    let more = chunks(&["abcd"]);
    for (stream, length, cause) in [
        (breaks, Some(9), "boom"),
        (chunks(&["abc"]), Some(9), "shorter"),
        (more, Some(3), "longer"),
    ] {
        let server = server(&[200]).await;
        let error = put(&client(&server.uri()), File::stream(stream, length))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
        assert!(causes(&error).contains(cause), "{}", causes(&error));
        assert_eq!(error.attempts(), 1);
        assert!(received(&server).await.is_empty());
    }
}

#[tokio::test]
async fn parts_of_a_form_are_streamed() {
    let file = Temporary::new(b"on disk");
    let server = server(&[200]).await;
    let client = client(&server.uri());
    let form = Form::new()
        .text("a", "1")
        .file("b", File::stream(chunks(&["in ", "pieces"]), Some(9)))
        .file("c", File::from_path(&file.0).with_name("c.txt"))
        .text("d", "2");
    let mut request = client.get_zone("z").request;
    request.multipart("multipart/form-data", form, &[]);
    request.send_empty().await.unwrap();
    let sent = &received(&server).await[0];
    let media_type = sent.headers["content-type"].to_str().unwrap();
    let (_, boundary) = media_type.split_once("boundary=").unwrap();
    assert!(boundary.len() > "----part-of-a-form".len(), "{boundary}");
    let file = "Content-Type: application/octet-stream\r\n\r\n";
    let part = "Content-Disposition: form-data; name=";
    let expected = format!(
        "--{boundary}\r\n{part}\"a\"\r\n\r\n1\r\n\
         --{boundary}\r\n{part}\"b\"; filename=\"b\"\r\n{file}in pieces\r\n\
         --{boundary}\r\n{part}\"c\"; filename=\"c.txt\"\r\n{file}on disk\r\n\
         --{boundary}\r\n{part}\"d\"\r\n\r\n2\r\n--{boundary}--\r\n"
    );
    assert_eq!(String::from_utf8_lossy(&sent.body), expected);
    let length = sent.headers["content-length"].to_str().unwrap();
    assert_eq!(length, expected.len().to_string());
}

#[tokio::test]
async fn a_transport_that_takes_bytes_gets_them() {
    let memory = Memory::new(|_, before| answer(if before == 0 { 503 } else { 200 }, "null"));
    let file = Temporary::new(b"abc");
    put(&memory.client(), File::from_path(&file.0))
        .await
        .unwrap();
    let sent = memory.sent();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|request| request.body() == "abc"));

    let mut breaks = chunks(&["abc"]);
    breaks.0.push_back(Err("boom".to_owned()));
    let error = put(&memory.client(), File::stream(breaks, None))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(causes(&error).contains("boom"), "{error:?}");
    assert_eq!(memory.sent().len(), 2);
}

#[test]
fn what_is_not_in_memory_shows_nothing_and_is_no_json() {
    let file = File::from_path("/a/secret.txt");
    assert_eq!(file.name(), Some("secret.txt"));
    assert_eq!(file.content(), None);
    assert!(serde_json::to_value(&file).is_err());
    assert_eq!(file, File::from_path("/a/secret.txt"));
    let stream = File::stream(chunks(&[]), None);
    assert_eq!(stream, stream.clone());
    assert_ne!(stream, File::stream(chunks(&[]), None));
}

/// What the system makes up as it is read says that it has no bytes; what has none is sent with that length.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_without_a_length_is_sent_to_its_end() {
    let server = server(&[200]).await;
    let client = client(&server.uri());
    let made_up = "/proc/version";
    put(&client, File::from_path(made_up)).await.unwrap();
    let empty = Temporary::new(b"");
    put(&client, File::from_path(&empty.0)).await.unwrap();
    let sent = received(&server).await;
    assert_eq!(sent[0].body, std::fs::read(made_up).unwrap());
    assert!(!sent[0].headers.contains_key("content-length"));
    assert_eq!(sent[1].headers["content-length"], "0");
}

/// A server that takes a body in a little at a time, with a break after each, and then answers.
fn slow_server(length: usize) -> String {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(64 * 1024).unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let (mut came, mut buffer) = (0, vec![0; 64 * 1024]);
        while came < length {
            came += socket.read(&mut buffer).await.unwrap();
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
        socket.write_all(answer.as_bytes()).await.unwrap();
    });
    url
}

/// One chunk that takes longer than silence may last, and is never silent.
#[tokio::test]
async fn an_upload_on_a_slow_line_goes_on_as_long_as_it_moves() {
    let length = 12 * 1024 * 1024;
    let idle = Duration::from_secs(1);
    let builder = scan::builder()
        .base_url(slow_server(length))
        .api_token("t0ken");
    let client = builder.idle_timeout(idle).build().unwrap();
    let chunk = Chunks(VecDeque::from([Ok(vec![7; length].into())]));
    let start = Instant::now();
    put(&client, File::stream(chunk, None)).await.unwrap();
    assert!(start.elapsed() > idle, "{:?}", start.elapsed());
}
