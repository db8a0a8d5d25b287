//! One attempt of a call, under its time.
//!
//! Takes a request as it is sent; gives a success, whole or with the body that is yet to come, or
//! an error. Reads the body of an error to its end, if that isn't too far, so that the connection
//! can carry the next attempt. Repeats nothing.

use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::runtime::deadline::{Alarm, Limit, Timeout, within};
use crate::runtime::outgoing::Outgoing;
use crate::runtime::reply::{KEPT, Reply, broken};
use crate::runtime::request::Request;
use crate::runtime::request_body::RequestBody;
use crate::runtime::response::Meta;
use crate::runtime::timed::{End, Timed};
use crate::runtime::transport::{
    BoxFuture, Follows, HeadersWithin, ResponseBody, TransportError, TransportErrorKind,
};
use crate::runtime::watch::Watch;
use crate::runtime::{Error, ErrorKind};

/// What is to be attempted.
pub(crate) struct Plan<'a> {
    pub(crate) request: &'a Request,
    /// Which attempt of its call it is, from 1.
    pub(crate) number: u32,
    /// For all of it; of a stream up to the headers.
    pub(crate) limit: Limit,
    /// What keeps time instead until the headers are there, where the body isn't in memory.
    pub(crate) outgoing: Option<Outgoing>,
    pub(crate) take: Take,
    /// Whether no other may follow, so that what is sent need not be kept.
    pub(crate) last: bool,
}

impl Plan<'_> {
    /// What is sent, of what all attempts send.
    fn request(&self, all: &mut http::Request<Bytes>) -> http::Request<Bytes> {
        let mut http = if self.last {
            mem::take(all)
        } else {
            all.clone()
        };
        http.extensions_mut().insert(self.request.call());
        if self.request.follows {
            http.extensions_mut().insert(Follows);
        }
        http
    }

    fn send(
        &self,
        mut http: http::Request<Bytes>,
        limit: Limit,
        idle: Limit,
    ) -> BoxFuture<'static, Arrived> {
        let transport = &self.request.client().settings().transport;
        match self.take {
            Take::Whole => transport.execute(http, limit.after),
            Take::Stream | Take::Raw => {
                http.extensions_mut().insert(HeadersWithin(limit.after));
                transport.open(http, pieces(limit, idle))
            }
        }
    }

    /// Sends a body that isn't in memory; the outer error is that it can't be read.
    async fn upload(
        &self,
        http: &mut http::Request<Bytes>,
        body: RequestBody,
        idle: Limit,
    ) -> Result<Arrived, Error> {
        let transport = &self.request.client().settings().transport;
        if transport.can_upload() {
            let time = match self.outgoing {
                Some(_) => YEAR,
                None => pieces(self.limit, idle),
            };
            let response = transport.upload(self.request(http).map(|_| body), time);
            return Ok(self.in_time(response).await);
        }
        let whole = self.in_time(whole(body)).await.map_err(unread)?;
        // To read it took time, and of the call's, perhaps.
        let limit = self.outgoing.as_ref().map_or(self.limit, Outgoing::left);
        if limit.after.is_zero() {
            return Err(unread(TransportError::late(limit)));
        }
        let http = self.request(http).map(|_| whole);
        Ok(self.in_time(self.send(http, limit, idle)).await)
    }

    async fn in_time<T>(
        &self,
        work: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        match &self.outgoing {
            Some(outgoing) => outgoing.within(work).await,
            None => work.await,
        }
    }
}

/// For the headers, then for each chunk: not before either of the two is over.
fn pieces(limit: Limit, idle: Limit) -> Duration {
    limit.after.max(idle.after)
}

/// What is taken of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Take {
    /// A success with its body, a failure as an error.
    Whole,
    /// A success whose body is left to the caller, a failure as an error.
    Stream,
    /// Whatever it is; its body is left to the caller.
    Raw,
}

/// Sends `http` once. It is borrowed, since a future has a place for each request that is handed on in it. The body of a success has been read, unless it is left to the caller.
pub(crate) async fn attempt(
    plan: &Plan<'_>,
    http: &mut http::Request<Bytes>,
    watch: &mut Watch,
) -> Result<(Reply, Timed), Error> {
    let most = plan.request.client().settings().max_response_bytes;
    let (mut reply, mut body) = arrive(plan, http, watch).await?;
    if plan.take == Take::Raw {
        return Ok((reply, body));
    }
    if !reply.is_success() {
        let end = reply.fill(&mut body, most.min(KEPT)).await;
        return Err(reply.failed(end));
    }
    if plan.take == Take::Stream {
        return Ok((reply, body));
    }
    match reply.fill(&mut body, most).await {
        End::Whole => Ok((reply, body)),
        End::TooLarge => Err(reply.too_large(most)),
        End::Broken(cause) => Err(reply.broken(cause)),
    }
}

/// What a transport is given to send a body, where the client has a clock: only the client knows how
/// far the body is.
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

type Arrived = Result<http::Response<ResponseBody>, TransportError>;

/// Waits for the headers.
async fn arrive(
    plan: &Plan<'_>,
    http: &mut http::Request<Bytes>,
    watch: &mut Watch,
) -> Result<(Reply, Timed), Error> {
    let client = plan.request.client();
    let timer = client.timer();
    let idle = Limit {
        after: client.limits().idle_timeout,
        which: Timeout::Idle,
    };
    let (response, alarm) = match plan.request.open_body()? {
        None => {
            let mut alarm = Alarm::set(timer, plan.limit);
            let response = plan.send(plan.request(http), plan.limit, idle);
            (within(&mut alarm, response).await, alarm)
        }
        Some(body) => {
            let body = body.telling(plan.outgoing.clone());
            let response = Box::pin(plan.upload(http, body, idle)).await?;
            (response, plan.outgoing.as_ref().map(Outgoing::rest))
        }
    };
    let which = alarm.as_ref().map_or(plan.limit.which, Alarm::which);
    let response = response.map_err(|error| broken(error.in_time_of(which)))?;
    let (parts, body) = response.into_parts();
    watch.response(parts.status, &parts.headers);
    let meta = Meta::new(parts.status, parts.headers).arrived(plan.number, client.wall());
    let body = Timed::new(body, alarm, Alarm::idle(timer, idle), which);
    Ok((Reply::new(plan.request, meta), body))
}

/// A body as bytes, for a transport that takes nothing else.
async fn whole(mut body: RequestBody) -> Result<Bytes, TransportError> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut body).poll_next(context)).await {
        let chunk = chunk.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// Why a body couldn't be read into memory: nothing was sent.
fn unread(error: TransportError) -> Error {
    match error.kind() {
        TransportErrorKind::Other => {
            Error::new(ErrorKind::Request, "the body can't be read").caused_by(error.into_source())
        }
        _ => broken(error).unsent(),
    }
}
