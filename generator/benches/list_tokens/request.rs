//! A whole call over memory: by the generated client, and by `http` and `serde_json` alone.
//!
//! Both build the request, hand it to the same transport, gather the body, look at the status and decode the example answer.
//! What is by hand knows that its arguments need no encoding, and neither checks nor limits anything.

use std::future::{pending, poll_fn, ready};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use cloudflare_tokens::bytes::{Bytes, BytesMut};
use cloudflare_tokens::futures_core::Stream;
use cloudflare_tokens::http::header::{ACCEPT, AUTHORIZATION, HeaderValue, USER_AGENT};
use cloudflare_tokens::http::{Request, Response};
use cloudflare_tokens::models::Direction;
use cloudflare_tokens::{
    BoxFuture, Client, ClientBuilder, ResponseBody, Timer, Transport, TransportError,
};
use divan::{Bencher, black_box};

use crate::{answer, twin};

const BASE_URL: &str = "https://api.example.com/client/v4";

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";

const TOKEN: &str = "Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY";

/// Answers everything with one body.
#[derive(Debug)]
struct Memory(Bytes);

impl Memory {
    fn new() -> Self {
        Self(answer::of_tokens(1).into())
    }
}

impl Transport for Memory {
    fn execute(
        &self,
        request: Request<Bytes>,
        _: Duration,
    ) -> BoxFuture<'static, Result<Response<ResponseBody>, TransportError>> {
        black_box(request);
        Box::pin(ready(Ok(Response::new(self.0.clone().into()))))
    }
}

/// Time that doesn't pass.
#[derive(Debug)]
struct Still;

impl Timer for Still {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(pending())
    }

    fn random(&self) -> f64 {
        0.5
    }
}

#[divan::bench]
fn by_hand(bencher: Bencher<'_, '_>) {
    let memory = Memory::new();
    bencher.bench_local(|| now(call(&memory, black_box(ACCOUNT), black_box(TOKEN))));
}

#[divan::bench]
fn generated(bencher: Bencher<'_, '_>) {
    calls(bencher, Client::builder());
}

/// As with the default transport: what is sent is kept for another attempt.
#[divan::bench]
fn generated_with_a_timer(bencher: Bencher<'_, '_>) {
    calls(bencher, Client::builder().timer(Still));
}

fn calls(bencher: Bencher<'_, '_>, builder: ClientBuilder) {
    let client = builder
        .base_url(BASE_URL)
        .api_token(TOKEN)
        .transport(Memory::new())
        .build()
        .expect("all that a client needs");
    bencher.bench_local(|| {
        let call = client
            .list_tokens(black_box(ACCOUNT))
            .direction(Direction::Desc)
            .per_page(black_box(50))
            .send();
        now(call).expect("the answer is in order")
    });
}

/// What a careful user would write.
async fn call(transport: &impl Transport, account: &str, token: &str) -> twin::ListTokensResponse {
    let mut authorization = HeaderValue::try_from(format!("Bearer {token}")).expect("visible");
    authorization.set_sensitive(true);
    let request = Request::get(format!(
        "{BASE_URL}/accounts/{account}/tokens?direction={}&per_page={}",
        "desc",
        black_box(50)
    ))
    .header(USER_AGENT, "by-hand/0.1.0")
    .header(ACCEPT, "application/json")
    .header(AUTHORIZATION, authorization)
    .body(Bytes::new())
    .expect("a request");
    let answer = transport.execute(request, Duration::from_secs(30));
    let (head, mut body) = answer.await.expect("an answer").into_parts();
    let mut bytes = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut body).poll_next(context)).await {
        bytes.extend_from_slice(&chunk.expect("a chunk"));
    }
    assert!(head.status.is_success());
    serde_json::from_slice(&bytes).expect("the answer is in order")
}

/// What a future gives that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("memory never waits"),
    }
}
