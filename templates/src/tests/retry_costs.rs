//! What repetitions cost, and what makes them known: the budget that the calls of a client share, and keys.

use std::time::Duration;

use http::{HeaderName, Method};

use super::memory::{Memory, answer};
use super::retries::{call, with_header};
use super::time::Time;
use crate::{RetryPolicy, Timer};

#[tokio::test(start_paused = true)]
async fn a_server_that_is_down_is_asked_little_more_than_once_a_call() {
    let memory = Memory::unbounded(|_, _| answer(500, ""));
    let client = memory.client();
    for _ in 0..1000 {
        // Clones share the budget.
        let error = call(&client.clone(), Method::GET).send_empty().await;
        assert_eq!(error.unwrap_err().status().unwrap(), 500);
    }
    assert_eq!(memory.sent().len(), 1000 + 500 / 14);
    assert_eq!(client.settings().bucket.left(), 500 % 14);
    // A client of other limits is no way around it.
    let patient = client.with(|limits| limits.timeout(Duration::from_secs(9)));
    let error = call(&patient, Method::GET).send_empty().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn successes_fill_the_budget_again() {
    let memory = Memory::unbounded(|_, count| match count {
        0 | 2.. => answer(200, ""),
        1 => answer(500, ""),
    });
    let client = memory.client();
    let bucket = &client.settings().bucket;
    std::iter::from_fn(|| bucket.permit(false)).for_each(crate::runtime::bucket::Permit::spend);
    let left = bucket.left();
    call(&client, Method::GET).send_empty().await.unwrap();
    assert_eq!(bucket.left(), left + 1);
    for _ in 0..20 {
        bucket.reward();
    }
    // The second request fails, its retry succeeds: all is as before.
    call(&client, Method::GET).send_empty().await.unwrap();
    assert_eq!((memory.sent().len(), bucket.left()), (3, left + 21));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_it_waits_gives_its_permit_back() {
    let time = Time::without_jitter();
    let memory = Memory::new(|_, _| with_header(429, "retry-after", "9"));
    let client = memory.builder().timer(time.clone()).build().unwrap();
    let sending = call(&client, Method::GET).send_empty();
    let early = tokio::time::timeout(Duration::from_secs(3), sending).await;
    assert!(early.is_err());
    assert_eq!(
        (memory.sent().len(), client.settings().bucket.left()),
        (1, 500)
    );
    // Nothing goes on in the background.
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(memory.sent().len(), 1);
    assert!(time.slept().contains(&Duration::from_secs(9)));
}

#[tokio::test(start_paused = true)]
async fn a_key_is_made_once_for_a_call_and_lets_it_be_repeated() {
    let header = HeaderName::from_static("idempotency-key");
    let policy = RetryPolicy::new().idempotency_key(header.clone());
    let memory = Memory::always(500, "");
    // Chance from the system: keys differ.
    let client = memory.builder().retry(policy).timer(SystemChance);
    let client = client.build().unwrap();
    let key = |index: usize| {
        let value = memory.sent()[index].headers().get(&header).cloned();
        value.map(|value| value.to_str().unwrap().to_owned())
    };
    for method in [Method::POST, Method::PATCH, Method::GET] {
        call(&client, method).send_empty().await.unwrap_err();
    }
    assert_eq!(memory.sent().len(), 9);
    let (first, second) = (key(0).unwrap(), key(3).unwrap());
    assert_eq!((key(1), key(2)), (Some(first.clone()), Some(first.clone())));
    assert_ne!(first, second);
    let shape: String = first
        .chars()
        .map(|it| if it.is_ascii_hexdigit() { 'x' } else { it })
        .collect();
    assert_eq!(shape, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
    assert_eq!(first.chars().nth(14), Some('4'));
    assert_eq!(key(6), None, "a GET needs none");
}

/// The test's time, but with chance as the default timer has it.
#[derive(Debug)]
struct SystemChance;

impl Timer for SystemChance {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn wall(&self) -> std::time::SystemTime {
        std::time::SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, time: Duration) -> crate::BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }

    fn random(&self) -> f64 {
        crate::runtime::timer::random()
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_of_the_caller_counts_as_one() {
    let memory = Memory::always(502, "");
    for policy in [
        RetryPolicy::new(),
        RetryPolicy::new().idempotency_key(HeaderName::from_static("idempotency-key")),
    ] {
        let client = memory.builder().retry(policy).build().unwrap();
        let before = memory.sent().len();
        let mut request = call(&client, Method::POST);
        request.header("Idempotency-Key", "mine", &[]);
        request.send_empty().await.unwrap_err();
        assert_eq!(memory.sent().len() - before, 3);
    }
    for request in memory.sent() {
        let keys: Vec<_> = request
            .headers()
            .get_all("idempotency-key")
            .iter()
            .collect();
        assert_eq!(keys, ["mine"]);
    }
}
