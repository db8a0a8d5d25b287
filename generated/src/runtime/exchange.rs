//! Carries one call: an attempt after the other, until one succeeds or none may follow.
//!
//! Takes a [`Request`]; gives a [`Reply`] whose status is 2xx and whose body is whole, or is yet to
//! come; or the error of the last attempt; or its response, whatever that is, where the caller asks
//! for it as it is. What an attempt is stands in `attempt`, whether another one follows in `retry`.
//! Knows no types, so that it is compiled once.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::runtime::Error;
use crate::runtime::attempt::{Plan, Take, attempt};
use crate::runtime::authorization::Authorization;
use crate::runtime::bucket::Permit;
use crate::runtime::deadline::{Limit, Timeout};
use crate::runtime::idempotency;
use crate::runtime::interceptor::Outcome;
use crate::runtime::reply::KEPT;
use crate::runtime::request::Request;
use crate::runtime::retry::{Attempt, is_throttled};
use crate::runtime::timed::Timed;
use crate::runtime::timer::{self, Timer};
use crate::runtime::watch::Watch;

pub(crate) use crate::runtime::reply::{Reply, named};

/// Sends `request` and reads the response.
pub(crate) async fn exchange(request: Request) -> Result<Reply, Error> {
    carry(&request, Take::Whole).await.map(|(reply, _)| reply)
}

/// Sends `request`; gives what `take` says as soon as its headers are there, with the body that is
/// yet to come.
pub(crate) async fn open(request: Request, take: Take) -> Result<(Reply, Timed), Error> {
    carry(&request, take).await
}

/// The reply has with it who is to be told how the call ended.
async fn carry(request: &Request, take: Take) -> Result<(Reply, Timed), Error> {
    let mut watch = Watch::default();
    match repeat(request, take, &mut watch).await {
        Ok((reply, body)) => Ok((reply.watched(watch), body)),
        Err(error) => {
            let error = error.of(request.operation().id);
            watch.end(Outcome::Failed(&error));
            Err(error)
        }
    }
}

async fn repeat(request: &Request, take: Take, watch: &mut Watch) -> Result<(Reply, Timed), Error> {
    let operation = request.operation().id;
    let mut call = Call::new(request, take, watch)?;
    loop {
        call.authorize().await.map_err(|error| call.failed(error))?;
        let wait = match call.attempt().await {
            Ok((reply, body)) if reply.is_success() => return Ok((reply, body)),
            Ok((mut reply, mut body)) => {
                let Some(wait) = call.next(&reply.refused()) else {
                    return Ok((reply, body));
                };
                // Read, so that the connection can carry the next attempt.
                reply.fill(&mut body, KEPT).await;
                wait
            }
            Err(error) => {
                let error = error.of(operation).tried(call.number);
                let wait = call.next(&error);
                wait.ok_or_else(|| call.failed(error))?
            }
        };
        call.pause(wait).await;
    }
}

/// A call that is under way.
struct Call<'a> {
    request: &'a Request,
    /// What each attempt sends; the last one takes it.
    http: http::Request<Bytes>,
    take: Take,
    watch: &'a mut Watch,
    /// Whether the server would know a repetition by a key.
    keyed: bool,
    timer: Option<&'a Arc<dyn Timer>>,
    /// When its time is over, by the timer's clock.
    end: Duration,
    /// How many attempts there were, the one under way included.
    number: u32,
    /// What the attempt under way is paid with. The first is free.
    permit: Option<Permit>,
    /// Whether the server may have seen one of the attempts.
    seen: bool,
    authorization: Authorization,
}

impl<'a> Call<'a> {
    fn new(request: &'a Request, take: Take, watch: &'a mut Watch) -> Result<Self, Error> {
        let mut http = request.to_http(watch)?;
        let authorization = Authorization::of(request, &http)?;
        let client = request.client();
        let timer = client.timer();
        let random = || timer.map_or_else(timer::random, Timer::random);
        let keyed = idempotency::put_key(&mut http, &client.limits().retry, random);
        let now = timer.map(Timer::now).unwrap_or_default();
        Ok(Self {
            request,
            http,
            take,
            watch,
            keyed,
            timer,
            end: now.saturating_add(client.limits().operation_timeout),
            number: 0,
            permit: None,
            seen: false,
            authorization,
        })
    }

    /// How long is left of its time.
    fn left(&self) -> Duration {
        let now = self.timer.map(Timer::now).unwrap_or_default();
        self.end.saturating_sub(now)
    }

    /// What the call ends in.
    fn failed(&self, error: Error) -> Error {
        error.tried(self.number).seen(self.seen)
    }

    /// Puts in the token, where a provider has it.
    async fn authorize(&mut self) -> Result<(), Error> {
        let left = self.left();
        let scope = self.watch.scope();
        let put = self.authorization.put(&mut self.http, self.timer, left);
        scope.of(put).await
    }

    async fn attempt(&mut self) -> Result<(Reply, Timed), Error> {
        self.number = self.number.saturating_add(1);
        let client = self.request.client();
        let limit = Limit {
            after: client.limits().timeout,
            which: Timeout::Attempt,
        };
        let plan = Plan {
            request: self.request,
            number: self.number,
            limit: limit.or(Limit {
                after: self.left(),
                which: Timeout::Operation,
            }),
            take: self.take,
            last: self.is_last(),
        };
        self.watch.attempt(self.number);
        let scope = self.watch.scope();
        let attempt = scope.of(attempt(&plan, &mut self.http, self.watch));
        let arrived = attempt.await;
        self.watch.attempted(arrived.as_ref().err());
        let succeeded = matches!(&arrived, Ok((reply, _)) if reply.is_success());
        match (succeeded, self.permit.take()) {
            (true, Some(earned_back)) => drop(earned_back),
            (true, None) => client.settings().bucket.reward(),
            (false, Some(permit)) => permit.spend(),
            (false, None) => {}
        }
        arrived
    }

    /// Whether no attempt may follow the one under way, however it ends.
    fn is_last(&self) -> bool {
        let policy = &self.request.client().limits().retry;
        let repeats = self.timer.is_some() && policy.goes_on_after(self.tries());
        self.request.is_one_shot() || !(repeats || self.authorization.can_renew())
    }

    /// How many attempts there were: that a token was renewed is no retry.
    fn tries(&self) -> u32 {
        self.number.saturating_sub(self.authorization.renewals())
    }

    /// How long to wait before another attempt, which is paid; nothing where none may follow and
    /// `error` is what the call ends in.
    fn next(&mut self, error: &Error) -> Option<Duration> {
        self.seen |= error.may_have_been_sent();
        // What was read of a stream is gone, even if nothing of it arrived.
        if self.request.is_one_shot() {
            return None;
        }
        if self.authorization.renews(error) {
            self.watch.retry(error, Duration::ZERO);
            return Some(Duration::ZERO);
        }
        let wait = self.wait(error)?;
        let bucket = &self.request.client().settings().bucket;
        self.permit = Some(bucket.permit(is_throttled(error))?);
        self.watch.retry(error, wait);
        Some(wait)
    }

    /// Waits until another attempt is due. Dropped meanwhile, the call gives its permit back.
    async fn pause(&self, wait: Duration) {
        if let (Some(timer), false) = (self.timer, wait.is_zero()) {
            timer.sleep(wait).await;
        }
    }

    /// How long to wait before the next attempt; nothing where none may follow.
    fn wait(&self, error: &Error) -> Option<Duration> {
        let policy = &self.request.client().limits().retry;
        let number = self.tries();
        let attempt = Attempt {
            method: self.request.method(),
            number,
            error,
        };
        if !policy.allows(&attempt, self.keyed) {
            return None;
        }
        let wait = policy.wait(number, error, self.timer?.random())?;
        (wait < self.left()).then_some(wait)
    }
}
