//! Who shares the answer of a provider of tokens, and what becomes of calls where there is none.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::memory::Memory;
use super::providers::{Counting, list, takes};
use super::time::Time;
use crate::{
    BearerToken, BoxFuture, Client, ErrorKind, ProvidedToken, ProviderError, Timeout, Timer,
    TokenProvider, TokenReason,
};

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_share_an_answer() {
    let memory = Memory::new(takes("t0ken-1"));
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
    let memory = Memory::new(takes("t0ken-1"));
    let provider = Counting::new(|count| match count {
        0 => Err("the vault is shut".into()),
        1 => Ok(ProvidedToken::new("s3cret\n")),
        2 => Ok(ProvidedToken::new("t0ken-0")),
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
