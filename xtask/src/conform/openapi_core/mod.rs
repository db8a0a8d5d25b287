//! openapi-core, a second referee, in Python.
//!
//! Takes: calls that were made. Gives: what it says of each request, of each answer, and of the answer as the crate writes it
//! after reading it. Makes no calls: it judges what went to Prism and what came from there.

use super::impossible;
use super::judge::Judged;
use super::python::{self, Python};
use super::record::{Came, How, Sent};
use serde::{Deserialize, Serialize};
use specwright::diagnostics::Diagnostics;
use std::path::Path;
use std::time::Duration;

/// Where an entry of deviations says whose word it explains.
pub(super) const NAME: &str = "openapi-core";

const PACKAGE: &str = "openapi-core==0.19.5";

const SCRIPT: &str = include_str!("judge.py");

/// openapi-core, installed.
pub(super) fn installed(work: &Path, limit: Duration) -> Result<Python, Diagnostics> {
    python::installed(&work.join(NAME), PACKAGE, SCRIPT, limit)
}

/// What it says of a call.
#[derive(Debug, Serialize)]
pub(super) struct Opinion {
    pub(super) operation: String,
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) how: How,
    #[serde(flatten)]
    pub(super) verdict: Verdict,
    /// The deviation that says why that is right.
    pub(super) explained: Option<String>,
}

/// Why something is refused; none if it is not.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Verdict {
    pub(super) request: Option<String>,
    /// What Prism answered.
    pub(super) answer: Option<String>,
    /// What the crate makes of that. None if that is nothing.
    pub(super) written: Option<String>,
}

impl Opinion {
    /// What is wrong, if it is not Prism that is.
    pub(super) fn wrong(&self) -> Option<&str> {
        let verdict = &self.verdict;
        let written = (verdict.written.as_deref()).filter(|_| verdict.answer.is_none());
        verdict.request.as_deref().or(written)
    }
}

/// A call, as the script takes it.
#[derive(Serialize)]
struct Call<'a> {
    sent: &'a Sent,
    came: Option<&'a Came>,
    written: Option<&'a str>,
}

/// Asks it about all calls that went out with what they need.
pub(super) fn opinions(
    installed: &Python,
    document: &Path,
    judged: &[Judged],
    limit: Duration,
) -> Result<Vec<Opinion>, Diagnostics> {
    let failed = |error: String| {
        let hint =
            "give it more time with `--timeout`, or remove the folder that it is installed in";
        impossible(format!("{NAME} cannot be asked: {error}"), hint)
    };
    let sent: Vec<(&Judged, Call<'_>)> = judged.iter().filter_map(call).collect();
    let lines = sent.iter().map(|(_, call)| serde_json::to_string(call));
    let lines: Result<Vec<String>, _> = lines.collect();
    let output = (lines.map_err(|error| error.to_string()))
        .and_then(|lines| installed.output(document, &lines, &[], limit))
        .map_err(failed)?;
    let verdicts: Result<Vec<Verdict>, _> = output.lines().map(serde_json::from_str).collect();
    let verdicts = verdicts.map_err(|error| failed(error.to_string()))?;
    if verdicts.len() != sent.len() {
        return Err(failed("it ended early".to_owned()));
    }
    let opinions = sent.into_iter().zip(verdicts);
    Ok(opinions
        .map(|((judged, _), verdict)| Opinion {
            operation: judged.operation.clone(),
            method: judged.method,
            path: judged.path.clone(),
            how: judged.how,
            verdict,
            explained: None,
        })
        .collect())
}

fn call(judged: &Judged) -> Option<(&Judged, Call<'_>)> {
    if !matches!(judged.how, How::Static | How::Dynamic) {
        return None;
    }
    let call = Call {
        sent: judged.sent.as_ref()?,
        // What Prism says of a request is no answer of the API.
        came: judged.came.as_ref().filter(|_| judged.is_answered()),
        written: judged.written.as_deref(),
    };
    Some((judged, call))
}

#[cfg(test)]
mod tests {
    use super::{Opinion, Verdict};
    use crate::conform::record::How;

    fn wrong(request: Option<&str>, answer: Option<&str>, written: Option<&str>) -> Option<String> {
        let text = |one: Option<&str>| one.map(str::to_owned);
        let opinion = Opinion {
            operation: "get".to_owned(),
            method: "GET",
            path: "/".to_owned(),
            how: How::Static,
            verdict: Verdict {
                request: text(request),
                answer: text(answer),
                written: text(written),
            },
            explained: None,
        };
        opinion.wrong().map(str::to_owned)
    }

    #[test]
    fn an_answer_that_is_wrong_as_it_comes_is_not_held_against_the_crate() {
        assert_eq!(wrong(None, None, None), None);
        assert_eq!(wrong(None, Some("a"), Some("w")), None);
        assert_eq!(wrong(None, None, Some("w")).as_deref(), Some("w"));
        assert_eq!(wrong(Some("r"), Some("a"), None).as_deref(), Some("r"));
    }
}
