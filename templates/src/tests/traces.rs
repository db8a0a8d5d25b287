//! Spans of calls: which there are, what they say, and what they never show.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, Once};

use http::Method;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::set_global_default;
use tracing::{Event, Metadata, Subscriber};

use super::memory::{Memory, answer};
use super::retries::with_header;
use super::scan;
use crate::{CallView, Interceptor, TransportError, TransportErrorKind};

type Fields = BTreeMap<&'static str, String>;

/// A span as it is found.
#[derive(Clone, Debug, Default)]
struct Kept {
    name: &'static str,
    parent: Option<u64>,
    fields: Fields,
    closed: bool,
}

/// Keeps all spans, and which of them is entered.
#[derive(Clone, Default)]
struct Keeper {
    spans: Arc<Mutex<Vec<Kept>>>,
    entered: Arc<Mutex<Vec<u64>>>,
}

struct Into<'a>(&'a mut Fields);

impl Visit for Into<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

thread_local! {
    /// Who keeps the spans of this thread's test.
    static KEEPER: RefCell<Option<Keeper>> = const { RefCell::new(None) };
}

/// Gives the spans of each thread to its keeper. One for all threads: `tracing` remembers of a span
/// whether anybody wants it, and may ask a thread that has nobody.
struct Router;

static ROUTER: Once = Once::new();

impl Keeper {
    /// One for this thread.
    fn listening() -> Self {
        ROUTER.call_once(|| set_global_default(Router).unwrap());
        let keeper = Self::default();
        KEEPER.set(Some(keeper.clone()));
        keeper
    }

    fn spans(&self) -> Vec<Kept> {
        let spans = self.spans.lock().unwrap().clone();
        scan::debug(&spans);
        spans
    }

    fn change(&self, id: &Id, change: impl FnOnce(&mut Kept)) {
        let index = usize::try_from(id.into_u64()).unwrap() - 1;
        change(&mut self.spans.lock().unwrap()[index]);
    }

    fn add(&self, span: &Attributes<'_>) -> Id {
        let entered = self.entered.lock().unwrap().last().copied();
        let parent = span.parent().map(Id::into_u64);
        let mut kept = Kept {
            name: span.metadata().name(),
            parent: parent.or(entered.filter(|_| span.is_contextual())),
            ..Kept::default()
        };
        span.record(&mut Into(&mut kept.fields));
        let mut spans = self.spans.lock().unwrap();
        spans.push(kept);
        Id::from_u64(spans.len() as u64)
    }
}

fn keeper<T>(with: impl FnOnce(&Keeper) -> T) -> Option<T> {
    KEEPER.with_borrow(|keeper| keeper.as_ref().map(with))
}

impl Subscriber for Router {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.target().starts_with(env!("CARGO_CRATE_NAME"))
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        keeper(|keeper| keeper.add(span)).unwrap_or(Id::from_u64(u64::MAX))
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        keeper(|keeper| keeper.change(id, |kept| values.record(&mut Into(&mut kept.fields))));
    }

    fn try_close(&self, id: Id) -> bool {
        // Clones are not counted: the last to close has its way.
        keeper(|keeper| keeper.change(&id, |kept| kept.closed = true));
        true
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, id: &Id) {
        keeper(|keeper| keeper.entered.lock().unwrap().push(id.into_u64()));
    }

    fn exit(&self, id: &Id) {
        let left = keeper(|keeper| keeper.entered.lock().unwrap().pop());
        assert!(left.is_none_or(|left| left == Some(id.into_u64())));
    }
}

/// `name=value` of each field, in the order of the names.
fn fields(kept: &Kept) -> String {
    let fields = kept
        .fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"));
    fields.collect::<Vec<_>>().join(" ")
}

#[tokio::test(start_paused = true)]
async fn a_call_and_its_attempts_have_spans() {
    let keeper = Keeper::listening();
    let entered = Arc::clone(&keeper.entered);
    let memory = Memory::new(move |_, count| {
        // The transport works in the span of its attempt.
        assert_eq!(entered.lock().unwrap().last(), Some(&(count as u64 + 2)));
        match count {
            0 => Err(TransportError::new(TransportErrorKind::Connect, "down")),
            1 => with_header(503, "retry-after", "1"),
            _ => answer(200, r#"{"success":true}"#),
        }
    });
    let call = memory.client().list_tokens("acc").page(2).per_page(50);
    call.send().await.unwrap();
    let spans = keeper.spans();
    let shared = "http.request.method=GET";
    let place = "server.address=api.test server.port=443";
    let template = "url.template=/accounts/{account_id}/tokens";
    let name = "otel.kind=client otel.name=GET /accounts/{account_id}/tokens";
    let url = "url.full=https://api.test/v4/accounts/acc/tokens?page=REDACTED&per_page=REDACTED";
    let found: Vec<_> = spans.iter().map(fields).collect();
    assert_eq!(
        found,
        [
            format!(
                "{shared} http.response.status_code=200 otel.kind=internal otel.name=list-tokens {place} {template}"
            ),
            format!(
                "error.type=connect {shared} {name} otel.status_code=ERROR {place} {url} {template}"
            ),
            format!(
                "error.type=503 {shared} http.request.resend_count=1 http.response.status_code=503 {name} otel.status_code=ERROR {place} {url} {template}"
            ),
            format!(
                "{shared} http.request.resend_count=2 http.response.status_code=200 {name} {place} {url} {template}"
            ),
        ]
    );
    let names: Vec<_> = spans.iter().map(|kept| kept.name).collect();
    assert_eq!(names, ["call", "attempt", "attempt", "attempt"]);
    let parents: Vec<_> = spans.iter().map(|kept| kept.parent).collect();
    assert_eq!(parents, [None, Some(1), Some(1), Some(1)]);
    assert!(spans.iter().all(|kept| kept.closed), "{spans:?}");
    assert!(keeper.entered.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_spans_say_of_failures() {
    let keeper = Keeper::listening();
    let outer = tracing::info_span!("outer");
    // A body that can't be read is the call's failure, not the attempt's.
    let client = Memory::always(200, "{").client();
    let inside = tracing::Instrument::instrument(client.get_zone("z").send(), outer.clone());
    inside.await.unwrap_err();
    let client = Memory::always(404, "").client();
    let _ = client.get_zone("z").request.send_raw().await.unwrap();
    client.list_tokens("..").send().await.unwrap_err();
    client
        .request(Method::PUT, "a?")
        .send_raw()
        .await
        .unwrap_err();
    let _ = client.request(Method::PUT, "a").send_raw().await.unwrap();
    let spans = keeper.spans();
    let said = |kept: &Kept| {
        let field = |name| kept.fields.get(name).cloned().unwrap_or_default();
        let (error, status) = (field("error.type"), field("http.response.status_code"));
        format!(
            "{} {error} {status} {}",
            field("otel.name"),
            field("otel.status_code")
        )
    };
    assert_eq!(
        spans.iter().skip(1).map(said).collect::<Vec<_>>(),
        [
            "get-zone decode 200 ERROR",
            "GET /zones/{zone_id}.json  200 ",
            "get-zone 404 404 ERROR",
            "GET /zones/{zone_id}.json 404 404 ERROR",
            "Client::request 404 404 ERROR",
            "PUT 404 404 ERROR",
        ]
    );
    assert_eq!((spans[1].parent, spans[3].parent), (Some(1), None));
    assert!(!spans[5].fields.contains_key("url.template"));
}

/// Adds nothing, so that both look at once.
#[derive(Debug)]
struct Looks;

impl Interceptor for Looks {
    fn on_attempt(&self, call: CallView<'_>) {
        assert_eq!(call.attempt(), 1);
    }
}

#[tokio::test]
async fn no_span_shows_a_secret() {
    let keeper = Keeper::listening();
    let memory = Memory::always(500, "s3cret");
    let builder = memory.builder().api_token("s3cret").query_key("s3cret");
    let client = builder
        .cookie_key("s3cret")
        .interceptor(Looks)
        .build()
        .unwrap();
    let call = client.request(Method::POST, "a").header("x", "s3cret");
    let call = call.query("q", "s3cret").body("text/plain", "s3cret");
    call.send::<()>().await.unwrap_err();
    let spans = keeper.spans();
    let text = format!("{spans:?}");
    assert!(
        text.contains("/v4/a?q=REDACTED&api%20key=REDACTED"),
        "{text}"
    );
    assert!(!text.contains("s3cret"), "{text}");
}
