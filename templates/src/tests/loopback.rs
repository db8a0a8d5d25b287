//! A server on a bare socket, which does what no mock of HTTP can: it stalls, drips, resets and lies.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What a server does on a connection after it has read a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Answers, and reads the next request.
    Answer(&'static str),
    /// Answers with bytes, and reads the next request.
    Bytes(&'static [u8]),
    /// Sends the first text, and then the second for ever.
    Flood(&'static str, &'static str),
    /// Sends this and then nothing more.
    Stall(&'static str),
    /// Sends this and then a byte after the other.
    Drip(&'static str),
    /// Sends this and resets the connection.
    Reset(&'static str),
    /// Sends this and closes the connection.
    Close(&'static str),
}

/// A server that acts on its requests one after the other; the last act goes for all that follow.
pub(crate) struct Server {
    pub(crate) url: String,
    requests: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (requests, connections) = (Arc::default(), Arc::default());
        let (seen, opened) = (Arc::clone(&requests), Arc::clone(&connections));
        let acts = acts.to_vec();
        let task = tokio::spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                AtomicUsize::fetch_add(&opened, 1, Ordering::Relaxed);
                tokio::spawn(serve(socket, acts.clone(), Arc::clone(&seen)));
            }
        });
        Self {
            url,
            requests,
            connections,
            task,
        }
    }

    /// How many requests came.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    /// How many connections were opened.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut socket: TcpStream, acts: Vec<Act>, seen: Arc<AtomicUsize>) {
    while read_request(&mut socket).await {
        let count = seen.fetch_add(1, Ordering::Relaxed);
        let act = acts[count.min(acts.len() - 1)];
        let bytes = match act {
            Act::Answer(text)
            | Act::Stall(text)
            | Act::Drip(text)
            | Act::Reset(text)
            | Act::Flood(text, _)
            | Act::Close(text) => text.as_bytes(),
            Act::Bytes(bytes) => bytes,
        };
        if socket.write_all(bytes).await.is_err() {
            return;
        }
        match act {
            Act::Answer(_) | Act::Bytes(_) => {}
            Act::Flood(_, more) => while socket.write_all(more.as_bytes()).await.is_ok() {},
            Act::Stall(_) => tokio::time::sleep(Duration::from_secs(20)).await,
            Act::Drip(_) => {
                while socket.write_all(b" ").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            Act::Reset(_) => {
                // Let what was sent arrive; then a close with nothing to linger for is a reset.
                tokio::time::sleep(Duration::from_millis(20)).await;
                socket.set_zero_linger().unwrap();
                return;
            }
            Act::Close(_) => return,
        }
    }
}

/// Whether there was one: head and, by its length, body.
async fn read_request(socket: &mut TcpStream) -> bool {
    let mut read = Vec::new();
    let mut buffer = [0; 1024];
    loop {
        let text = String::from_utf8_lossy(&read).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return true;
            }
        }
        match socket.read(&mut buffer).await {
            Ok(0) | Err(_) => return false,
            Ok(count) => read.extend_from_slice(&buffer[..count]),
        }
    }
}
