//! Makes calls over a socket to a referee, and says what went out, what came back and what became of it.
//!
//! It is copied beside the calls of one crate. It writes a line of JSON for each call and judges nothing.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json as object};
use specwright_templates::{
    BoxFuture, Client, RawResponse, ReqwestTransport, ResponseBody, Sending, Transport, TransportError,
};

/// How long the referee may think: the first calls of large documents take it a while.
const PATIENCE: Duration = Duration::from_secs(60);

/// One call of the crate.
pub(crate) struct Call {
    /// Its number, by which it is judged.
    pub(crate) number: usize,
    /// Where the document has its server: the referee answers paths without that.
    pub(crate) base: &'static str,
    pub(crate) send: fn(&Client) -> Sending<RawResponse>,
    /// With a value that is beyond a bound, which must not go out.
    pub(crate) beyond: Option<fn(&Client) -> Sending<RawResponse>>,
    /// What its answers are, by status.
    pub(crate) answers: &'static [(&'static str, Again)],
}

/// Reads a body and writes it again.
pub(crate) type Again = fn(&[u8]) -> Result<String, String>;

pub(crate) fn again<T: DeserializeOwned + Serialize>(body: &[u8]) -> Result<String, String> {
    let value: T = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}

/// A value that is written as JSON.
pub(crate) fn json<T: DeserializeOwned>(text: &str) -> T {
    match serde_json::from_slice(text.as_bytes()) {
        Ok(value) => value,
        Err(error) => panic!("{text} cannot be read: {error}"),
    }
}

/// Sends to the referee, in place of the server that the document names.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    transport: ReqwestTransport,
    referee: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    base: &'static str,
    dynamic: bool,
    sent: Value,
}

impl Wire {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Wire {
    fn execute(
        &self,
        mut request: http::Request<Bytes>,
        _: Duration,
    ) -> BoxFuture<'static, Result<http::Response<ResponseBody>, TransportError>> {
        let mut state = self.state();
        state.sent = sent(&request);
        let url = request.uri().to_string();
        let path = url.strip_prefix(state.base.trim_end_matches('/')).unwrap_or(&url);
        *request.uri_mut() = format!("{}{path}", self.referee).parse().expect("a URL with another host");
        if state.dynamic {
            let wish = http::HeaderValue::from_static("dynamic=true");
            request.headers_mut().insert("prefer", wish);
        }
        drop(state);
        self.transport.execute(request, PATIENCE)
    }
}

fn sent(request: &http::Request<Bytes>) -> Value {
    object!({
        "method": request.method().as_str(),
        "url": request.uri().to_string(),
        "headers": headers(request.headers()),
        "body": String::from_utf8_lossy(request.body()),
    })
}

fn headers(headers: &http::HeaderMap) -> Vec<[String; 2]> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| [name.to_string(), text(value)]).collect()
}

/// Arguments: the URL of the referee; or `--read` and a file of answers.
pub(crate) fn run(clients: fn(Wire) -> [Client; 2], calls: &[&'static [Call]]) {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next().expect("the URL of the referee");
    match (first.as_str(), arguments.next()) {
        ("--read", Some(path)) => read(&path, calls),
        _ => make(clients, calls, first),
    }
}

/// Reads and writes answers that somebody else has made: a line of JSON for each, with the number of the call, that of what it
/// answers, and the body.
fn read(path: &str, calls: &[&'static [Call]]) {
    std::panic::set_hook(Box::new(|_| {}));
    let lines = std::fs::read_to_string(path).expect("a file of answers");
    let mut output = std::io::stdout().lock();
    for line in lines.lines() {
        let line: Value = json(line);
        let number = |key: &str| line[key].as_u64().and_then(|number| usize::try_from(number).ok());
        let call = calls.iter().copied().flatten().find(|call| Some(call.number) == number("call"));
        let answer = call.zip(number("answer")).and_then(|(call, index)| call.answers.get(index));
        let (_, again) = answer.expect("an answer of the crate");
        let body = line["body"].as_str().unwrap_or_default();
        let (written, error) = match guarded(|| again(body.as_bytes())).and_then(|read| read) {
            Ok(written) => (Some(written), None),
            Err(error) => (None, Some(error)),
        };
        writeln!(output, "{}", object!({"written": written, "error": error})).expect("an open pipe");
    }
}

/// Makes each call as it is, for a static answer and for a random one, once without credentials, and once beyond a bound.
fn make(clients: fn(Wire) -> [Client; 2], calls: &[&'static [Call]], referee: String) {
    let transport = ReqwestTransport::new().expect("a transport");
    let wire = Wire { transport, referee, state: Arc::default() };
    let [client, bare] = clients(wire.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    std::panic::set_hook(Box::new(|_| {}));
    for call in calls.iter().copied().flatten() {
        let ways = [("static", &client, false), ("dynamic", &client, true), ("bare", &bare, false)];
        let ways = ways.map(|(how, client, dynamic)| (how, client, dynamic, call.send));
        let beyond = call.beyond.map(|send| ("beyond", &client, false, send));
        for (how, client, dynamic, send) in ways.into_iter().chain(beyond) {
            *wire.state() = State { base: call.base, dynamic, sent: Value::Null };
            let (came, error) = match runtime.block_on(made(call, send, client)) {
                Ok(came) => (came, None),
                Err(error) => (Value::Null, Some(error)),
            };
            let sent = std::mem::take(&mut wire.state().sent);
            let line = object!({"call": call.number, "how": how, "sent": sent, "came": came, "error": error});
            let mut output = std::io::stdout().lock();
            writeln!(output, "{line}").expect("an open pipe");
        }
    }
}

async fn made(
    call: &Call,
    send: fn(&Client) -> Sending<RawResponse>,
    client: &Client,
) -> Result<Value, String> {
    let sending = guarded(|| send(client))?;
    let response = sending.await.map_err(|error| described(&error))?;
    let status = response.status().as_u16();
    let head = headers(response.headers());
    let is_json = head.iter().any(|[name, value]| {
        let range = value.split(';').next().unwrap_or_default().trim_end();
        name == "content-type" && (range.ends_with("/json") || range.ends_with("+json"))
    });
    let body = response.bytes(64 << 20).await.map_err(|error| described(&error))?;
    let answer = answer(call, status).filter(|_| is_json && !body.is_empty());
    let read = answer.map(|index| {
        let (written, error) = match guarded(|| (call.answers[index].1)(&body)).and_then(|read| read) {
            Ok(written) => (Some(written), None),
            Err(error) => (None, Some(error)),
        };
        object!({"answer": index, "written": written, "error": error})
    });
    let body = String::from_utf8_lossy(&body);
    Ok(object!({"status": status, "headers": head, "body": body, "json": is_json, "read": read}))
}

/// The documented answer of a status: by itself, by its class, or by default.
fn answer(call: &Call, status: u16) -> Option<usize> {
    let class = format!("{}XX", status / 100);
    let find = |wanted: &str| {
        let mut statuses = call.answers.iter().map(|(status, _)| *status);
        statuses.position(|status| status.eq_ignore_ascii_case(wanted))
    };
    find(&status.to_string()).or_else(|| find(&class)).or_else(|| find("default"))
}

fn described(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// What panics is one call that fails.
fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
    ended.map_err(|panic| match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(_) => "it panics".to_owned(),
    })
}
