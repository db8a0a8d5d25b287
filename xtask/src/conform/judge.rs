//! What records mean.
//!
//! Takes: what the program said of its calls. Gives: whether the referee accepted each request, and whether the crate kept
//! each answer. Knows how Prism says no, and nothing of how it is run.

use super::prism::verdict::{Verdict, verdict};
use super::record::{Came, How, Record, Sent};
use serde::Serialize;
use serde_json::Value;
use specwright::conform::{Called, Conformance, Kept};

/// A call that was made, and what became of it.
#[derive(Debug, Serialize)]
pub(super) struct Judged {
    pub(super) operation: String,
    pub(super) method: &'static str,
    pub(super) path: String,
    /// Of the body.
    pub(super) media_type: Option<String>,
    pub(super) how: How,
    pub(super) request: Request,
    pub(super) answer: Answer,
    /// Why, where one of both is not as it should be.
    pub(super) reason: Option<String>,
    /// The deviation that says why that is right.
    pub(super) explained: Option<String>,
    pub(super) sent: Option<Sent>,
    pub(super) came: Option<Came>,
    /// The body of the answer, as the crate writes it.
    pub(super) written: Option<String>,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Request {
    Accepted,
    /// By the referee.
    Refused,
    /// There is no such call for the referee.
    NoRoute,
    /// By the crate, or nothing came back.
    Unsent,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Answer {
    /// The request was not accepted.
    None,
    /// The referee has none that it could give.
    Withheld,
    /// No JSON, or none of which the document says anything.
    Untyped,
    Kept,
    Respelled,
    Lost,
    Unreadable,
}

impl Judged {
    /// Whether what came is an answer of the document.
    pub(super) fn is_answered(&self) -> bool {
        !matches!(self.answer, Answer::None | Answer::Withheld)
    }

    /// Whether it is to be explained.
    pub(super) fn is_odd(&self) -> bool {
        match self.how {
            // What must have credentials has none: then it is right that it is refused, by whomever.
            How::Bare => self.request == Request::Accepted && self.reason.is_some(),
            // It must not even go out.
            How::Beyond => self.sent.is_some() || self.request != Request::Unsent,
            How::Static | How::Dynamic => {
                self.request != Request::Accepted
                    || matches!(self.answer, Answer::Lost | Answer::Unreadable)
            }
        }
    }
}

/// All calls that were made.
pub(super) fn judged(conformance: &Conformance, output: &str) -> Result<Vec<Judged>, String> {
    let calls = conformance.calls();
    let lines = output.lines().map(|line| {
        let record: Record = serde_json::from_str(line)
            .map_err(|error| format!("the program's answer is odd: {error}: {line}"))?;
        let call = calls.get(record.call);
        let call = call.ok_or("the program made a call that nobody asked for")?;
        Ok(one(conformance, call, record))
    });
    let mut judged: Vec<Judged> = lines.collect::<Result<_, String>>()?;
    let mut accepted = false;
    for one in &mut judged {
        match one.how {
            How::Static => accepted = one.request == Request::Accepted,
            How::Dynamic if accepted && one.answer == Answer::Withheld => {
                one.request = Request::Accepted;
            }
            How::Dynamic | How::Bare | How::Beyond => {}
        }
    }
    let bounded = calls.iter().filter(|call| call.bounded.is_some()).count();
    if judged.len() == calls.len() * 3 + bounded {
        Ok(judged)
    } else {
        Err("the program ended early".to_owned())
    }
}

fn one(conformance: &Conformance, call: &Called, record: Record) -> Judged {
    let (request, mut answer, mut reason) = match &record.came {
        None => (Request::Unsent, Answer::None, record.error.clone()),
        Some(came) => match verdict(came) {
            Verdict::NoRoute(why) => (Request::NoRoute, Answer::None, Some(why)),
            Verdict::Refused(why) => (Request::Refused, Answer::None, Some(why)),
            // Whether the request was in order is said by the same call for another answer.
            Verdict::Broken(why) => (Request::Refused, Answer::Withheld, Some(why)),
            Verdict::Withheld(why) => (Request::Accepted, Answer::Withheld, Some(why)),
            Verdict::Answered => (Request::Accepted, Answer::Untyped, None),
        },
    };
    if let (Answer::Untyped, Some(came)) = (answer, &record.came) {
        (answer, reason) = kept(conformance, record.call, came);
    }
    if record.how == How::Bare {
        let wrong = request == Request::Accepted && call.needs_credentials;
        reason = wrong.then(|| "it is accepted without credentials".to_owned());
    }
    let read = record.came.as_ref().and_then(|came| came.read.as_ref());
    Judged {
        operation: call.operation.clone(),
        method: call.method,
        path: call.path.clone(),
        media_type: call.media_type.clone(),
        how: record.how,
        request,
        answer,
        reason,
        explained: None,
        written: read.and_then(|read| read.written.clone()),
        sent: record.sent,
        came: record.came,
    }
}

/// What the crate kept of an answer.
fn kept(conformance: &Conformance, call: usize, came: &Came) -> (Answer, Option<String>) {
    let Some(read) = &came.read else {
        return (Answer::Untyped, None);
    };
    let Some(written) = &read.written else {
        return (Answer::Unreadable, read.error.clone());
    };
    let value = |text: &str| serde_json::from_str::<Value>(text);
    match (value(&came.body), value(written)) {
        (Ok(came), Ok(written)) => match conformance.kept(call, read.answer, &came, &written) {
            Kept::Whole => (Answer::Kept, None),
            Kept::Respelled => (Answer::Respelled, None),
            Kept::Lost(at) => (Answer::Lost, Some(format!("differs at {at}"))),
            _ => (Answer::Lost, None),
        },
        (Err(error), _) | (_, Err(error)) => (Answer::Unreadable, Some(error.to_string())),
    }
}
