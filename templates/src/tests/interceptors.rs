//! Who looks at calls: in which order it is told what, and what it never sees.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::memory::{Memory, answer};
use super::retries::{call, with_header};
use super::scan;
use super::time::Time;
use crate::runtime::exchange::Reply;
use crate::runtime::request::Request;
use crate::{
    CallView, Client, Error, ErrorKind, Interceptor, Outcome, TransportError, TransportErrorKind,
};

/// Writes down what it is told, and by what name it goes.
#[derive(Clone, Debug)]
struct Log {
    name: &'static str,
    lines: Arc<Mutex<Vec<String>>>,
    /// The headers that it was shown.
    shown: Arc<Mutex<HeaderMap>>,
}

impl Log {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            lines: Arc::default(),
            shown: Arc::default(),
        }
    }

    /// One that writes into the same log.
    fn beside(&self, name: &'static str) -> Self {
        Self {
            name,
            ..self.clone()
        }
    }

    fn line(&self, call: CallView<'_>, what: &str) {
        let line = format!("{} {} {what}", self.name, call.attempt());
        self.lines.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().unwrap())
    }
}

fn seconds(time: Option<Duration>) -> u64 {
    time.unwrap().as_secs()
}

impl Interceptor for Log {
    fn on_request(&self, call: CallView<'_>, headers: &mut HeaderMap) {
        let (operation, template) = (call.operation(), call.path_template());
        self.line(call, &format!("{} {template} {operation}", call.method()));
        headers.append("x-seen-by", HeaderValue::from_static(self.name));
        *self.shown.lock().unwrap() = headers.clone();
    }

    fn on_attempt(&self, call: CallView<'_>) {
        self.line(call, &format!("attempt {}", seconds(call.elapsed())));
    }

    fn on_response(&self, call: CallView<'_>, status: StatusCode, headers: &HeaderMap) {
        self.line(call, &format!("{} {}", status.as_u16(), headers.len()));
    }

    fn on_retry(&self, call: CallView<'_>, error: &Error, wait: Duration) {
        self.line(call, &format!("retry {:?} {wait:?}", error.kind()));
    }

    fn on_end(&self, call: CallView<'_>, outcome: Outcome<'_>) {
        let what = match outcome {
            Outcome::Done(status) => format!("done {}", status.as_u16()),
            Outcome::Failed(error) => format!("failed {:?} {}", error.kind(), error.attempts()),
            Outcome::Dropped => "dropped".to_owned(),
        };
        let times = (seconds(call.elapsed()), seconds(call.attempt_elapsed()));
        self.line(call, &format!("{what} {times:?}"));
    }
}

fn watched(memory: &Memory) -> (Client, Log) {
    let log = Log::new("a");
    let builder = memory.builder().interceptor(log.clone());
    (builder.build().unwrap(), log)
}

#[tokio::test(start_paused = true)]
async fn the_order_in_which_interceptors_are_told() {
    let memory = Memory::new(|_, count| match count {
        0 => Err(TransportError::new(TransportErrorKind::Connect, "down")),
        1 => with_header(503, "retry-after", "3"),
        _ => answer(200, r#"{"name":"a"}"#),
    });
    let first = Log::new("a");
    let builder = memory.builder().timer(Time::without_jitter());
    let builder = builder.interceptor(first.clone());
    // An interceptor that is shared is one, too.
    let builder = builder.interceptor(Arc::new(first.beside("b")));
    let client = builder.build().unwrap();
    client.get_zone("z").send().await.unwrap();
    let steps = [
        "0 GET /zones/{zone_id}.json get-zone",
        "1 attempt 0",
        "1 retry Connect 0ns",
        "2 attempt 0",
        "2 503 1",
        "2 retry Api 3s",
        "3 attempt 3",
        "3 200 1",
        "3 done 200 (3, 0)",
    ];
    let both = steps
        .iter()
        .flat_map(|step| ["a", "b"].map(|name| format!("{name} {step}")));
    assert_eq!(first.lines(), both.collect::<Vec<_>>());
    // What is added goes with each attempt.
    for sent in memory.sent() {
        let seen: Vec<_> = sent.headers().get_all("x-seen-by").iter().collect();
        assert_eq!(seen, ["a", "b"]);
    }
}

#[tokio::test(start_paused = true)]
async fn how_calls_end() {
    let zone = |client: &Client| client.get_zone("z").request;
    let last = |log: &Log| log.lines().pop().unwrap();
    // The error that the caller gets, and none before it is known.
    let (client, log) = watched(&Memory::always(200, "{"));
    let error = client.get_zone("z").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(last(&log), "a 1 failed Decode 1 (0, 0)");
    client
        .list_tokens("z")
        .stream()
        .try_next()
        .await
        .unwrap_err();
    assert_eq!(last(&log), "a 1 failed Decode 1 (0, 0)");
    let (client, log) = watched(&Memory::always(500, "no"));
    client.get_zone("z").send().await.unwrap_err();
    assert_eq!(last(&log), "a 3 failed Api 3 (0, 0)");
    // As it comes: over with its headers, whatever they say.
    let response = zone(&client).send_raw().await.unwrap();
    assert_eq!(last(&log), "a 3 done 500 (0, 0)");
    drop(response);
    let (client, log) = watched(&Memory::always(200, "1\n2\n"));
    let lines = zone(&client).lines::<u64>(Reply::decode).await.unwrap();
    assert_eq!(last(&log), "a 1 done 200 (0, 0)");
    drop(lines);
    assert!(log.lines().is_empty());
    let (client, log) = watched(&Memory::new(|_, _| {
        with_header(200, "content-type", "text/html")
    }));
    zone(&client).events(Reply::text).await.unwrap_err();
    assert_eq!(last(&log), "a 1 failed Decode 1 (0, 0)");
    // Each page is a call.
    let page =
        r#"{"success":true,"result":[{"id":"a","policies":[]}],"result_info":{"total_count":1}}"#;
    let (client, log) = watched(&Memory::always(200, page));
    client.list_tokens("z").pages().try_next().await.unwrap();
    assert_eq!(last(&log), "a 1 done 200 (0, 0)");
}

/// A call that is dropped ends, once; one that is never sent does not begin.
#[tokio::test(start_paused = true)]
async fn the_end_of_calls_that_are_dropped_or_refused() {
    let (client, log) = watched(&Memory::always(503, ""));
    drop(client.get_zone("z").send());
    assert!(log.lines().is_empty());
    client.list_tokens("..").send().await.unwrap_err();
    client
        .with(|it| it)
        .list_tokens("..")
        .stream()
        .try_next()
        .await
        .unwrap_err();
    assert!(log.lines().is_empty());
    let never = Memory::new(|_, _| with_header(503, "retry-after", "9"));
    let (client, log) = watched(&never);
    let sending = client.get_zone("z").send();
    tokio::time::timeout(Duration::from_secs(1), sending)
        .await
        .unwrap_err();
    let lines = log.lines();
    assert_eq!(lines.last().unwrap(), "a 1 dropped (1, 1)");
    assert_eq!(
        lines.iter().filter(|line| line.contains("dropped")).count(),
        1
    );
}

#[tokio::test]
async fn no_interceptor_sees_a_credential_or_what_the_caller_set() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    let log = Log::new("a");
    let builder = memory.builder().header_key("k3y").query_key("k3y");
    let builder = builder.cookie_key("k3y").interceptor(log.clone());
    let client = builder.interceptor(Setting).build().unwrap();
    let mut request: Request = client.request(Method::GET, "a").request;
    request.header("X-Own", "0wn", &[]);
    request.cookie("own", "0wn", &[]);
    request.send_empty().await.unwrap();
    let shown = log.shown.lock().unwrap().clone();
    let names: Vec<_> = shown.keys().map(http::HeaderName::as_str).collect();
    assert_eq!(names, ["user-agent", "accept", "x-seen-by"]);
    let sent = &memory.sent()[0];
    // What it sets stands only where nothing else does, and the transport's headers are its own.
    assert_eq!(sent.headers()["authorization"], "Bearer t0ken");
    assert_eq!(sent.headers()["x-api-key"], "k3y");
    assert_eq!(sent.headers()["x-own"], "0wn");
    assert_eq!(sent.headers()["accept"], "text/plain");
    assert_eq!(sent.headers()["cookie"], "own=0wn; sid=k3y");
    assert_eq!(sent.headers().get_all("authorization").iter().count(), 1);
    assert!(!sent.headers().contains_key("host"));
    let text = format!("{client:?} {:?}", log.lines());
    assert!(!text.contains("k3y") && !text.contains("0wn"), "{text}");
}

/// Sets what it shouldn't.
#[derive(Debug)]
struct Setting;

impl Interceptor for Setting {
    fn on_request(&self, call: CallView<'_>, headers: &mut HeaderMap) {
        assert_eq!(
            (call.server_address(), call.server_port()),
            ("api.test", 443)
        );
        assert!(call.path_template().is_empty());
        let wrong = HeaderValue::from_static("wrong");
        for name in [
            "authorization",
            "x-api-key",
            "x-own",
            "host",
            "content-length",
        ] {
            headers.insert(name, wrong.clone());
        }
        headers.insert("accept", HeaderValue::from_static("text/plain"));
    }
}

#[tokio::test]
async fn where_nothing_keeps_time_there_is_no_duration() {
    #[derive(Debug)]
    struct Untimed;
    impl Interceptor for Untimed {
        fn on_end(&self, call: CallView<'_>, _: Outcome<'_>) {
            assert_eq!((call.elapsed(), call.attempt_elapsed()), (None, None));
            assert_eq!(
                (call.server_address(), call.server_port()),
                ("api.test", 443)
            );
            assert!(!format!("{call:?}").contains("api.test"));
        }
    }
    let client = scan::builder().base_url("https://api.test");
    let client = client
        .transport(Memory::always(200, ""))
        .interceptor(Untimed);
    let client = client.build().unwrap();
    call(&client, Method::GET).send_empty().await.unwrap();
}
