//! Carries one call: an attempt after the other, until one succeeds or none may follow.
//!
//! Takes a [`Request`]; gives a [`Reply`] whose status is 2xx and whose body is whole, or is yet to
//! come; or the error of the last attempt. What an attempt is stands in `attempt`, whether another
//! one follows in `retry`. Knows no types, so that it is compiled once.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::runtime::Error;
use crate::runtime::attempt::{Plan, attempt};
use crate::runtime::bucket::Permit;
use crate::runtime::deadline::{Limit, Timeout};
use crate::runtime::idempotency;
use crate::runtime::request::Request;
use crate::runtime::retry::{Attempt, is_throttled};
use crate::runtime::timed::Timed;
use crate::runtime::timer::{self, Timer};

pub(crate) use crate::runtime::reply::{Reply, named};

/// Sends `request` and reads the response.
pub(crate) async fn exchange(request: Request) -> Result<Reply, Error> {
    carry(&request, false).await.map(|(reply, _)| reply)
}

/// Sends `request`; gives a success as soon as its headers are there, with the body that is yet to
/// come.
pub(crate) async fn open(request: Request) -> Result<(Reply, Timed), Error> {
    carry(&request, true).await
}

async fn carry(request: &Request, streams: bool) -> Result<(Reply, Timed), Error> {
    let operation = request.operation().id;
    let mut call = Call::new(request, streams).map_err(|error| error.of(operation))?;
    loop {
        match call.attempt().await {
            Ok(arrived) => return Ok(arrived),
            Err(error) => call.after(error.of(operation)).await?,
        }
    }
}

/// A call that is under way.
struct Call<'a> {
    request: &'a Request,
    http: http::Request<Bytes>,
    streams: bool,
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
}

impl<'a> Call<'a> {
    fn new(request: &'a Request, streams: bool) -> Result<Self, Error> {
        let mut http = request.to_http()?;
        let client = request.client();
        let timer = client.timer();
        let random = || timer.map_or_else(timer::random, Timer::random);
        let keyed = idempotency::put_key(&mut http, &client.limits().retry, random);
        let now = timer.map(Timer::now).unwrap_or_default();
        Ok(Self {
            request,
            http,
            streams,
            keyed,
            timer,
            end: now.saturating_add(client.limits().operation_timeout),
            number: 0,
            permit: None,
            seen: false,
        })
    }

    /// How long is left of its time.
    fn left(&self) -> Duration {
        let now = self.timer.map(Timer::now).unwrap_or_default();
        self.end.saturating_sub(now)
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
            streams: self.streams,
        };
        let arrived = attempt(&plan, self.http.clone()).await;
        match (&arrived, self.permit.take()) {
            (Ok(_), Some(earned_back)) => drop(earned_back),
            (Ok(_), None) => client.settings().bucket.reward(),
            (Err(_), Some(permit)) => permit.spend(),
            (Err(_), None) => {}
        }
        arrived
    }

    /// Waits until another attempt is due; where none may follow, `error` is what the call ends in.
    async fn after(&mut self, error: Error) -> Result<(), Error> {
        self.seen |= error.may_have_been_sent();
        let error = error.tried(self.number);
        let (Some(timer), Some(wait)) = (self.timer, self.wait(&error)) else {
            return Err(error.seen(self.seen));
        };
        let bucket = &self.request.client().settings().bucket;
        let Some(permit) = bucket.permit(is_throttled(&error)) else {
            return Err(error.seen(self.seen));
        };
        // Dropped here, the permit is given back.
        self.permit = Some(permit);
        if !wait.is_zero() {
            timer.sleep(wait).await;
        }
        Ok(())
    }

    /// How long to wait before the next attempt; nothing where none may follow.
    fn wait(&self, error: &Error) -> Option<Duration> {
        let policy = &self.request.client().limits().retry;
        let attempt = Attempt {
            method: self.http.method(),
            number: self.number,
            error,
        };
        if !policy.allows(&attempt, self.keyed) {
            return None;
        }
        let wait = policy.wait(self.number, error, self.timer?.random())?;
        (wait < self.left()).then_some(wait)
    }
}
