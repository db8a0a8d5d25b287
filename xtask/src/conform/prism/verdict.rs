//! What Prism says of a request.
//!
//! Takes: its answer. Gives: whether it accepted the request, by the problems that it reports (RFC 9457) and by its header
//! `sl-violations`.

use super::super::record::Came;
use serde_json::Value;

/// What Prism thinks of a request.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::conform) enum Verdict {
    /// It has no such call.
    NoRoute(String),
    Refused(String),
    /// It accepts the request, and has no answer that the document allows.
    Withheld(String),
    /// It fails itself: what it thinks of the request is not known.
    Broken(String),
    Answered,
}

/// Where the types of its problems are described.
const PROBLEM: &str = "https://stoplight.io/prism/errors#";

/// Problems that the request has no part in.
const ITS_OWN: [&str; 3] = [
    "VIOLATIONS",
    "SCHEMA_TOO_COMPLEX",
    "NO_RESPONSE_RESPONSE_DEFINED",
];

/// How it fails when the request was looked at, and only the answer is to be made or written (`mocker/` of its
/// `prism-http`, `serialize.ts` of its `prism-http-server`).
const AT_THE_END: [&str; 2] = [
    "Cannot find serializer for",
    "Tried to force a dynamic response for",
];

pub(in crate::conform) fn verdict(came: &Came) -> Verdict {
    if let Some(breaches) = breaches(came) {
        return Verdict::Refused(breaches);
    }
    let Some((kind, said)) = problem(came) else {
        return Verdict::Answered;
    };
    match kind.as_str() {
        "NO_PATH_MATCHED_ERROR" | "NO_METHOD_MATCHED_ERROR" | "NO_SERVER_MATCHED_ERROR" => {
            Verdict::NoRoute(said)
        }
        "UNKNOWN" if AT_THE_END.iter().any(|one| said.contains(one)) => Verdict::Withheld(said),
        "UNKNOWN" => Verdict::Broken(said),
        kind if ITS_OWN.contains(&kind) => Verdict::Withheld(said),
        _ => Verdict::Refused(said),
    }
}

/// What the request breaks, by the header.
fn breaches(came: &Came) -> Option<String> {
    let header = came.header("sl-violations")?;
    let Ok(Value::Array(breaches)) = serde_json::from_str(header) else {
        // It is cut off where it is very long; those of the request come first.
        let cut = header.contains(r#"[{"location":["request"#);
        return cut.then(|| header.chars().take(400).collect());
    };
    let of_request = breaches.iter().filter(|breach| {
        breach.pointer("/location/0").and_then(Value::as_str) == Some("request")
            && breach.get("severity").and_then(Value::as_str) == Some("Error")
    });
    let said: Vec<&str> = of_request
        .filter_map(|breach| breach.get("message")?.as_str())
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// The problem that it reports: its kind, and what is said of it.
fn problem(came: &Came) -> Option<(String, String)> {
    if !came.header("content-type")?.contains("problem+json") {
        return None;
    }
    let body: Value = serde_json::from_str(&came.body).ok()?;
    let kind = body.get("type")?.as_str()?.strip_prefix(PROBLEM)?;
    let text = |key: &str| body.get(key)?.as_str().filter(|text| !text.is_empty());
    let detail = text("detail").or(text("title"));
    let breaches = body.get("validation").and_then(Value::as_array);
    let breaches = breaches.into_iter().flatten();
    let breaches: Vec<&str> = breaches
        .filter_map(|breach| breach.get("message")?.as_str())
        .collect();
    let said = match (breaches.is_empty(), detail) {
        (false, _) => breaches.join("; "),
        (true, Some(detail)) => detail.to_owned(),
        (true, None) => String::new(),
    };
    Some((kind.to_owned(), format!("{kind}: {said}")))
}

#[cfg(test)]
mod tests {
    use super::{Came, Verdict, verdict};

    fn came(status: u16, headers: &[(&str, &str)], body: &str) -> Came {
        let headers = headers.iter();
        let headers = headers.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Came {
            status,
            headers: headers.collect(),
            body: body.to_owned(),
            json: true,
            read: None,
        }
    }

    fn problem(kind: &str) -> Verdict {
        let body = format!(
            r#"{{"type":"https://stoplight.io/prism/errors#{kind}","title":"t","status":500,"detail":"d"}}"#
        );
        verdict(&came(
            500,
            &[("Content-Type", "application/problem+json")],
            &body,
        ))
    }

    #[test]
    fn a_breach_of_the_request_is_a_refusal_whatever_the_answer_is() {
        let breach = r#"[{"location":["request","query","page"],"severity":"Error","message":"page must be <= 5"}]"#;
        let refused = came(422, &[("sl-violations", breach)], "{}");
        let why = "page must be <= 5".to_owned();
        assert_eq!(verdict(&refused), Verdict::Refused(why));
        let breach = breach.replace("request", "response");
        let answered = came(200, &[("sl-violations", breach.as_str())], "{}");
        assert_eq!(verdict(&answered), Verdict::Answered);
        let warning = r#"[{"location":["request"],"severity":"Warning","message":"m"}]"#;
        let answered = came(200, &[("sl-violations", warning)], "{}");
        assert_eq!(verdict(&answered), Verdict::Answered);
        let cut = r#"Too many violations! [{"location":["request","body"],"sever"#;
        let cut = came(422, &[("sl-violations", cut)], "{}");
        assert!(matches!(verdict(&cut), Verdict::Refused(_)));
    }

    #[test]
    fn problems_are_told_apart() {
        let said = |kind: &str| format!("{kind}: d");
        for kind in ["UNPROCESSABLE_ENTITY", "UNAUTHORIZED", "NOT_ACCEPTABLE"] {
            assert_eq!(problem(kind), Verdict::Refused(said(kind)));
        }
        let kind = "NO_PATH_MATCHED_ERROR";
        assert_eq!(problem(kind), Verdict::NoRoute(said(kind)));
        let kind = "UNKNOWN";
        assert_eq!(problem(kind), Verdict::Broken(said(kind)));
        let body = r#"{"type":"https://stoplight.io/prism/errors#UNKNOWN","title":"Cannot find serializer for image/*"}"#;
        let header = [("Content-Type", "application/problem+json")];
        let late = verdict(&came(500, &header, body));
        assert!(matches!(late, Verdict::Withheld(_)));
        let kind = "VIOLATIONS";
        assert_eq!(problem(kind), Verdict::Withheld(said(kind)));
    }

    #[test]
    fn an_api_may_report_problems_of_its_own() {
        let header = [("content-type", "application/problem+json")];
        let own = came(200, &header, r#"{"type":"https://example.com/full"}"#);
        assert_eq!(verdict(&own), Verdict::Answered);
    }
}
