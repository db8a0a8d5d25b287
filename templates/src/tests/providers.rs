//! Tokens that a provider has: when it is asked, and what a refusal leads to.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::Method;
use tokio::time::sleep;

use super::credentials::needs;
use super::memory::{Answer, Memory, Sent, answer, pieces_of};
use super::retries::call;
use super::sample::models::CreateTokenBody;
use super::scan;
use crate::runtime::operation::Operation;
use crate::runtime::request::Request;
use crate::{
    BearerToken, BoxFuture, CallView, Client, ErrorKind, File, Interceptor, ProvidedToken,
    ProviderError, RetryPolicy, TokenProvider, TokenReason,
};

type Answers = dyn Fn(usize) -> Result<ProvidedToken, ProviderError> + Send + Sync;

/// Answers by a function of how often it was asked before, after a second.
#[derive(Clone)]
pub(crate) struct Counting {
    reasons: Arc<Mutex<Vec<TokenReason>>>,
    /// How many answers were begun and not given up.
    pub(crate) given: Arc<AtomicUsize>,
    answers: Arc<Answers>,
}

impl Counting {
    pub(crate) fn new(
        answers: impl Fn(usize) -> Result<ProvidedToken, ProviderError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            reasons: Arc::default(),
            given: Arc::default(),
            answers: Arc::new(answers),
        }
    }

    /// `t0ken-0`, `t0ken-1` and so on.
    pub(crate) fn numbered() -> Self {
        Self::new(|count| Ok(ProvidedToken::new(format!("t0ken-{count}"))))
    }

    pub(crate) fn reasons(&self) -> Vec<TokenReason> {
        self.reasons.lock().unwrap().clone()
    }

    pub(crate) fn client(&self, memory: &Memory) -> Client {
        let token = BearerToken::provided_by(self.clone());
        memory.builder().api_token(token).build().unwrap()
    }
}

impl fmt::Debug for Counting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Counting")
    }
}

impl TokenProvider for Counting {
    fn token(&self, reason: TokenReason) -> BoxFuture<'_, Result<ProvidedToken, ProviderError>> {
        Box::pin(async move {
            let before = {
                let mut reasons = self.reasons.lock().unwrap();
                reasons.push(reason);
                reasons.len() - 1
            };
            sleep(Duration::from_secs(1)).await;
            self.given.fetch_add(1, Ordering::Relaxed);
            (self.answers)(before)
        })
    }
}

pub(crate) fn token_of(sent: &Sent) -> String {
    let header = &sent.headers()["authorization"];
    assert!(header.is_sensitive());
    header.to_str().unwrap().to_owned()
}

/// A server that takes no token but this one.
pub(crate) fn takes(
    token: &'static str,
) -> impl Fn(&Sent, usize) -> Answer + Send + Sync + 'static {
    move |sent, _| {
        if token_of(sent) != format!("Bearer {token}") {
            return answer(401, "");
        }
        if sent.method() == Method::POST {
            return answer(200, r#"{"success":true,"result":{"id":"a","policies":[]}}"#);
        }
        answer(200, r#"{"success":true}"#)
    }
}

pub(crate) async fn list(client: &Client) -> Result<(), crate::Error> {
    client.list_tokens("a").send().await.map(|_| ())
}

#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_when_it_is_needed_and_kept() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    let provider = Counting::new(|count| {
        let token = ProvidedToken::new(format!("t0ken-{count}"));
        Ok(token.valid_for(Duration::from_secs(10)))
    });
    let client = provider.client(&memory);
    assert!(provider.reasons().is_empty());
    for _ in 0..3 {
        list(&client.clone()).await.unwrap();
    }
    sleep(Duration::from_millis(9_999)).await;
    list(&client).await.unwrap();
    sleep(Duration::from_millis(1)).await;
    list(&client.with(|limits| limits)).await.unwrap();
    assert_eq!(
        provider.reasons(),
        [TokenReason::First, TokenReason::Expired]
    );
    let tokens: Vec<_> = memory.sent().iter().map(token_of).collect();
    let expected = ["0", "0", "0", "0", "1"].map(|number| format!("Bearer t0ken-{number}"));
    assert_eq!(tokens, expected);
    assert!(!format!("{client:?}").contains("t0ken-"));
    // Each client asks for itself, as each has a clock of its own.
    list(&provider.client(&memory)).await.unwrap();
    assert_eq!(provider.reasons().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_token_for_one_attempt() {
    let provider = Counting::new(|_| Ok(ProvidedToken::new("t").valid_for(Duration::ZERO)));
    let memory = Memory::new(|_, count| answer(if count == 0 { 503 } else { 204 }, ""));
    let client = provider.client(&memory);
    client.request(Method::GET, "a").send::<()>().await.unwrap();
    assert_eq!((memory.sent().len(), provider.reasons().len()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_and_the_call_sent_once_more() {
    use TokenReason::{First, Refused};
    let memory = Memory::new(takes("t0ken-1"));
    let provider = Counting::numbered();
    let once = memory.builder().retry(RetryPolicy::new().max_attempts(1));
    let once = once.api_token(BearerToken::provided_by(provider.clone()));
    let client = once.build().unwrap();
    let full = client.settings().bucket.left();
    let body = CreateTokenBody {
        name: "mine".to_owned(),
        broken: false,
    };
    let created = client.create_token("a", &body).send();
    created.await.unwrap();
    assert_eq!(provider.reasons(), [First, Refused]);
    let sent = memory.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].body(), sent[1].body());
    assert_eq!(client.settings().bucket.left(), full);
    // The fresh one is kept.
    let raw = client.list_tokens("a").request.send_raw().await.unwrap();
    assert_eq!((raw.status().as_u16(), raw.attempts()), (200, 1));
    assert_eq!((memory.sent().len(), provider.reasons().len()), (3, 2));
}

/// A stream can't be sent again, but the next call has the fresh token.
#[tokio::test(start_paused = true)]
async fn a_token_that_was_refused_to_a_stream_is_renewed_for_the_next_call() {
    let memory = Memory::new(takes("t0ken-1"));
    let provider = Counting::numbered();
    let client = provider.client(&memory);
    let body = || File::stream(pieces_of([Ok("abc".into())]), None);
    let put = || client.request(Method::PUT, "a").body("a/b", body());
    let error = put().send::<()>().await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (401, 1)
    );
    drop(put().send_raw().await.unwrap());
    let sent: Vec<_> = memory.sent().iter().map(token_of).collect();
    assert_eq!(sent, ["Bearer t0ken-0", "Bearer t0ken-1"]);
    let reasons = provider.reasons();
    assert_eq!(reasons, [TokenReason::First, TokenReason::Refused]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_refuses_every_token_is_asked_twice_a_call() {
    let memory = Memory::new(takes("none"));
    let provider = Counting::numbered();
    let client = provider.client(&memory);
    let error = list(&client).await.unwrap_err();
    assert!(error.is_auth() && error.is_api());
    assert_eq!((error.attempts(), memory.sent().len()), (2, 2));
    let raw = client.list_tokens("a").request.send_raw().await.unwrap();
    assert_eq!((raw.status().as_u16(), raw.attempts()), (401, 2));
    assert_eq!((memory.sent().len(), provider.reasons().len()), (4, 3));
    // A fixed token has nobody to renew it, and 403 is no question of its age.
    let fixed = memory.client();
    assert_eq!(list(&fixed).await.unwrap_err().attempts(), 1);
    let forbidden = Memory::always(403, "");
    let error = list(&provider.client(&forbidden)).await.unwrap_err();
    assert_eq!((error.attempts(), forbidden.sent().len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn renewing_a_token_is_no_retry() {
    let memory = Memory::new(|_, count| match count {
        0 => answer(401, ""),
        1 | 2 => answer(503, ""),
        _ => answer(204, ""),
    });
    let client = Counting::numbered().client(&memory);
    let get = client.request(Method::GET, "a").send_with_meta::<()>();
    assert_eq!(get.await.unwrap().attempts(), 4);
    let tokens: Vec<_> = memory.sent().iter().map(token_of).collect();
    assert_eq!(tokens[1..], ["Bearer t0ken-1"; 3]);
}

/// Sets a header that the token has.
#[derive(Debug)]
struct Setting;

impl Interceptor for Setting {
    fn on_request(&self, _: CallView<'_>, headers: &mut http::HeaderMap) {
        headers.insert("authorization", http::HeaderValue::from_static("Other"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_stands_for_its_credential_and_no_other() {
    static EITHER: Operation = needs(&[&["header_key", "query_key"], &["api_token"]]);
    static BOTH: Operation = needs(&[&["api_token", "whole_header"]]);
    let memory = Memory::always(204, "");
    let provider = Counting::numbered();
    let token = BearerToken::provided_by(provider.clone());
    let builder = memory.builder().api_token(token).interceptor(Setting);
    // The alternative that is complete first needs no token, and a call without security neither.
    let client = builder
        .clone()
        .header_key("h")
        .query_key("q")
        .build()
        .unwrap();
    Request::new(&client, &EITHER).send_empty().await.unwrap();
    call(&client, Method::GET).send_empty().await.unwrap();
    let own = client
        .request(Method::GET, "a")
        .header("Authorization", "Mine");
    own.send::<()>().await.unwrap();
    assert!(provider.reasons().is_empty());
    let tokens: Vec<_> = memory
        .sent()
        .iter()
        .map(|sent| sent.headers()["authorization"].clone())
        .collect();
    assert_eq!(tokens, ["Other", "Other", "Mine"]);
    // Half of the first: the second.
    let client = builder.clone().header_key("h").build().unwrap();
    Request::new(&client, &EITHER).send_empty().await.unwrap();
    assert_eq!(provider.reasons().len(), 1);
    assert_eq!(token_of(&memory.sent()[3]), "Bearer t0ken-0");
    assert!(!memory.sent()[3].headers().contains_key("x-api-key"));
    // Two that are sent in the same place are two, unless they are one.
    let client = builder.whole_header("Bearer t0ken-0").build().unwrap();
    let error = Request::new(&client, &BOTH).send_empty().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("in the same place"), "{error}");
}

#[tokio::test]
async fn tokens_are_kept_by_the_time_of_day_where_there_is_no_timer() {
    #[derive(Debug)]
    struct Quick(AtomicUsize);
    impl TokenProvider for Quick {
        fn token(&self, _: TokenReason) -> BoxFuture<'_, Result<ProvidedToken, ProviderError>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            let hour = Duration::from_secs(3600);
            Box::pin(async move { Ok(ProvidedToken::new("t").valid_for(hour)) })
        }
    }
    let quick = Arc::new(Quick(AtomicUsize::new(0)));
    let client = scan::builder().base_url("https://api.test");
    let client = client.api_token(BearerToken::provided_by(Arc::clone(&quick)));
    let memory = Memory::always(200, r#"{"success":true}"#);
    let client = client.transport(memory.clone()).build().unwrap();
    for _ in 0..2 {
        list(&client).await.unwrap();
    }
    assert_eq!(
        (quick.0.load(Ordering::Relaxed), memory.sent().len()),
        (1, 2)
    );
}

#[test]
fn texts_of_all_kinds_are_tokens() {
    let owned = String::from("t0ken");
    let tokens: [BearerToken; 5] = [
        "t0ken".into(),
        (&owned).into(),
        owned.clone().into_boxed_str().into(),
        std::borrow::Cow::Borrowed("t0ken").into(),
        owned.into(),
    ];
    for token in tokens {
        assert_eq!(format!("{token:?}"), "BearerToken(..)");
        let client = Memory::always(200, "").builder().api_token(token).build();
        let request = client.unwrap().list_tokens("a").request;
        let http = request.to_http(&mut crate::runtime::watch::Watch::default());
        assert_eq!(http.unwrap().headers()["authorization"], "Bearer t0ken");
    }
    let token = ProvidedToken::new("t0ken").valid_for(Duration::from_secs(7));
    assert_eq!(
        format!("{token:?}"),
        "ProvidedToken { valid_for: Some(7s), .. }"
    );
}
