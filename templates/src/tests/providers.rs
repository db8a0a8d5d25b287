//! Tokens that a provider has: when it is asked, who shares the answer, and what a refusal leads to.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::Method;
use tokio::time::{sleep, timeout};

use super::credentials::needs;
use super::memory::{Answer, Memory, Sent, answer};
use super::retries::call;
use super::sample::models::CreateTokenBody;
use super::time::Time;
use crate::runtime::operation::Operation;
use crate::runtime::request::Request;
use crate::{
    BearerToken, BoxFuture, CallView, Client, ErrorKind, Interceptor, ProvidedToken, ProviderError,
    RetryPolicy, Timeout, Timer, TokenProvider, TokenReason,
};

type Answers = dyn Fn(usize) -> Result<ProvidedToken, ProviderError> + Send + Sync;

/// Answers by a function of how often it was asked before, after a second.
#[derive(Clone)]
struct Counting {
    reasons: Arc<Mutex<Vec<TokenReason>>>,
    /// How many answers were begun and not given up.
    given: Arc<AtomicUsize>,
    answers: Arc<Answers>,
}

impl Counting {
    fn new(
        answers: impl Fn(usize) -> Result<ProvidedToken, ProviderError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            reasons: Arc::default(),
            given: Arc::default(),
            answers: Arc::new(answers),
        }
    }

    /// `token-0`, `token-1` and so on.
    fn numbered() -> Self {
        Self::new(|count| Ok(ProvidedToken::new(format!("token-{count}"))))
    }

    fn reasons(&self) -> Vec<TokenReason> {
        self.reasons.lock().unwrap().clone()
    }

    fn client(&self, memory: &Memory) -> Client {
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

fn token_of(sent: &Sent) -> String {
    let header = &sent.headers()["authorization"];
    assert!(header.is_sensitive());
    header.to_str().unwrap().to_owned()
}

/// A server that takes no token but this one.
fn takes(token: &'static str) -> impl Fn(&Sent, usize) -> Answer + Send + Sync + 'static {
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

async fn list(client: &Client) -> Result<(), crate::Error> {
    client.list_tokens("a").send().await.map(|_| ())
}

#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_when_it_is_needed_and_kept() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    let provider = Counting::new(|count| {
        let token = ProvidedToken::new(format!("token-{count}"));
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
    let expected = ["0", "0", "0", "0", "1"].map(|number| format!("Bearer token-{number}"));
    assert_eq!(tokens, expected);
    assert!(!format!("{client:?}").contains("token-"));
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
    let memory = Memory::new(takes("token-1"));
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
    assert_eq!(tokens[1..], ["Bearer token-1"; 3]);
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_share_an_answer() {
    let memory = Memory::new(takes("token-1"));
    let provider = Counting::numbered();
    let client = provider.client(&memory);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { list(&client).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(
        provider.reasons(),
        [TokenReason::First, TokenReason::Refused]
    );
    assert_eq!(memory.sent().len(), 40);
}

/// Whoever waits carries the work on, whoever began it; with the last, it is dropped.
#[tokio::test(start_paused = true)]
async fn an_answer_outlives_the_call_that_asked() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    let provider = Counting::numbered();
    let client = provider.client(&memory);
    let half = Duration::from_millis(500);
    let first = tokio::spawn({
        let client = client.clone();
        async move { timeout(half, list(&client)).await.is_err() }
    });
    sleep(Duration::from_millis(100)).await;
    list(&client).await.unwrap();
    assert!(first.await.unwrap());
    assert_eq!(provider.reasons().len(), 1);
    let second = provider.client(&memory);
    timeout(half, list(&second)).await.unwrap_err();
    sleep(Duration::from_secs(5)).await;
    assert_eq!(provider.given.load(Ordering::Relaxed), 1);
    list(&second).await.unwrap();
    assert_eq!((provider.reasons().len(), memory.sent().len()), (3, 2));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_begun_and_left_holds_up_no_other() {
    let memory = Memory::always(200, r#"{"success":true}"#);
    let provider = Counting::numbered();
    let client = provider.client(&memory);
    let left = client.list_tokens("a").send();
    let mut left = Box::pin(left);
    timeout(Duration::from_millis(1), &mut left)
        .await
        .unwrap_err();
    list(&client).await.unwrap();
    left.await.unwrap();
    assert_eq!(provider.reasons().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails() {
    let memory = Memory::new(takes("token-1"));
    let provider = Counting::new(|count| match count {
        0 => Err("the vault is shut".into()),
        1 => Ok(ProvidedToken::new("s3cret\n")),
        2 => Ok(ProvidedToken::new("token-0")),
        _ => Err("the vault is shut again".into()),
    });
    let client = provider.client(&memory);
    // Those who wait together fail together; who comes after asks anew.
    let (one, other) = tokio::join!(list(&client), list(&client));
    for error in [one.unwrap_err(), other.unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Credential);
        assert_eq!(
            error.to_string(),
            "list-tokens: the provider of the credential `api_token` has no token"
        );
        let source = std::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), "the vault is shut");
        assert_eq!((error.attempts(), error.may_have_been_sent()), (0, false));
    }
    assert_eq!(provider.reasons(), [TokenReason::First]);
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert!(
        error.to_string().contains("`api_token` gave holds a space"),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    assert!(memory.sent().is_empty());
    // After a refusal, it is the provider's failure that counts.
    let error = list(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credential, 1));
    assert!(error.may_have_been_sent());
    assert_eq!(memory.sent().len(), 1);
}

/// Never gives one.
#[derive(Debug)]
struct Never;

impl TokenProvider for Never {
    fn token(&self, _: TokenReason) -> BoxFuture<'_, Result<ProvidedToken, ProviderError>> {
        Box::pin(std::future::pending())
    }
}

/// Asks for it with a call that needs it.
#[derive(Debug)]
struct Circular(Arc<Mutex<Option<Client>>>);

impl TokenProvider for Circular {
    fn token(&self, _: TokenReason) -> BoxFuture<'_, Result<ProvidedToken, ProviderError>> {
        let client = self.0.lock().unwrap().clone().unwrap();
        Box::pin(async move {
            list(&client).await?;
            Ok(ProvidedToken::new("t"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn waiting_for_a_token_is_time_of_the_call() {
    let memory = Memory::always(200, "{}");
    let time = Time::without_jitter();
    let builder = memory.builder().timer(time.clone());
    let client = builder.api_token(BearerToken::provided_by(Arc::new(Never)));
    let error = list(&client.build().unwrap()).await.unwrap_err();
    assert_eq!(
        (error.timeout(), error.attempts()),
        (Some(Timeout::Operation), 0)
    );
    assert!(!error.may_have_been_sent());
    assert_eq!(time.now().as_secs(), 180);
    // A provider that waits for itself waits in vain, but blocks nobody.
    let own = Arc::default();
    let circular = BearerToken::provided_by(Circular(Arc::clone(&own)));
    let client = memory.builder().api_token(circular).build().unwrap();
    *own.lock().unwrap() = Some(client.clone());
    list(&client).await.unwrap_err();
    own.lock().unwrap().take();
    assert!(memory.sent().is_empty());
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
    assert_eq!(token_of(&memory.sent()[3]), "Bearer token-0");
    assert!(!memory.sent()[3].headers().contains_key("x-api-key"));
    // Two that are sent in the same place are two, unless they are one.
    let client = builder.whole_header("Bearer token-0").build().unwrap();
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
    let client = Client::builder().base_url("https://api.test");
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
