//! What was judged, for people.
//!
//! Takes: what was found. Gives: totals, then what deviates and why, the most frequent reason first. Does not judge.

use super::Found;
use super::judge::{Answer, Judged, Request};
use super::openapi_core::{self, Opinion};
use super::record::How;
use crate::terminal::count;
use specwright::report::line;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Calls of one kind that are shown; all are in the JSON.
const MOST_SHOWN: usize = 5;

/// Reasons that are shown.
const MOST_REASONS: usize = 40;

pub(super) fn render(found: &Found) -> String {
    let mut text = format!(
        "{}: {}, {} without values\n",
        line(&found.document),
        count(found.operations, "operation"),
        found.uncalled.len()
    );
    for how in [How::Static, How::Dynamic] {
        text.push_str(&totals(found, how));
    }
    text.push_str(&bare(found));
    text.push_str(&beyond(found));
    text.push_str(&second(found));
    text.push_str(&explained(found));
    text.push_str(&odd(found));
    for name in &found.stale {
        let _ = writeln!(text, "\nthe deviation `{}` applies no longer", line(name));
    }
    text
}

/// One line for a way of calling.
fn totals(found: &Found, how: How) -> String {
    let calls = || found.judged.iter().filter(|one| one.how == how);
    let requests = |wanted: Request| calls().filter(|one| one.request == wanted).count();
    let answers = |wanted: Answer| calls().filter(|one| one.answer == wanted).count();
    let all = calls().count();
    let accepted = requests(Request::Accepted);
    let kept = answers(Answer::Kept) + answers(Answer::Respelled);
    let lost = answers(Answer::Lost) + answers(Answer::Unreadable);
    let name = match how {
        How::Static => "static",
        How::Dynamic => "dynamic",
        How::Bare => "without credentials",
        How::Beyond => "beyond a bound",
    };
    format!(
        "{name}: {}: {accepted} accepted ({}), {} refused, {} without route, {} not sent\n\
         {name}: {}: {kept} kept ({}), of these {} respelled; {} lost something, {} unreadable; {} untyped or no JSON, {} withheld\n",
        count(all, "call"),
        percent(accepted, all),
        requests(Request::Refused),
        requests(Request::NoRoute),
        requests(Request::Unsent),
        count(kept + lost, "typed answer"),
        percent(kept, kept + lost),
        answers(Answer::Respelled),
        answers(Answer::Lost),
        answers(Answer::Unreadable),
        answers(Answer::Untyped),
        answers(Answer::Withheld),
    )
}

/// Hundredths of a percent, never rounded up to all of it.
fn percent(part: usize, whole: usize) -> String {
    match (part * 10_000).checked_div(whole) {
        Some(hundredths) => format!("{}.{:02} %", hundredths / 100, hundredths % 100),
        None => "-".to_owned(),
    }
}

fn bare(found: &Found) -> String {
    let calls = || found.judged.iter().filter(|one| one.how == How::Bare);
    let sent = |wanted: bool| {
        let refused = calls().filter(move |one| one.request != Request::Accepted);
        refused.filter(|one| one.sent.is_some() == wanted).count()
    };
    let wrong = calls().filter(|one| one.is_odd()).count();
    format!(
        "without credentials: {} refused before it was sent, {} by the referee, {wrong} accepted that need some\n",
        sent(false),
        sent(true),
    )
}

fn beyond(found: &Found) -> String {
    let calls = || found.judged.iter().filter(|one| one.how == How::Beyond);
    let wrong = calls().filter(|one| one.is_odd()).count();
    let all = calls().count();
    format!(
        "beyond a bound: {} of {} refused before it was sent\n",
        all - wrong,
        count(all, "call")
    )
}

/// What the second referee says.
fn second(found: &Found) -> String {
    let Some(opinions) = &found.opinions else {
        return String::new();
    };
    let name = openapi_core::NAME;
    let number = |wanted: fn(&Opinion) -> bool| opinions.iter().filter(|one| wanted(one)).count();
    let requests = number(|one| one.verdict.request.is_none());
    let answers = number(|one| one.verdict.answer.is_some());
    let wrong = number(|one| one.verdict.answer.is_none() && one.verdict.written.is_some());
    format!(
        "{name}: {}: {requests} accepted ({})\n{name}: {} of Prism refused; of the others {} refused as the crate writes them\n",
        count(opinions.len(), "request"),
        percent(requests, opinions.len()),
        count(answers, "answer"),
        wrong,
    )
}

/// How often each deviation applied.
fn explained(found: &Found) -> String {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let judged = found.judged.iter().map(|one| &one.explained);
    let opinions = (found.opinions.iter().flatten()).map(|one| &one.explained);
    for name in judged.chain(opinions).flatten() {
        *names.entry(name).or_default() += 1;
    }
    let lines = names
        .into_iter()
        .map(|(name, number)| format!("  {number:>6}  {}\n", line(name)));
    let lines: String = lines.collect();
    if lines.is_empty() {
        lines
    } else {
        format!("\ndeviations:\n{lines}")
    }
}

/// What nobody explains.
fn odd(found: &Found) -> String {
    let mut reasons: BTreeMap<String, Vec<[&str; 3]>> = BTreeMap::new();
    let odd = found.judged.iter().filter(|one| one.is_odd());
    for one in odd.filter(|one| one.explained.is_none()) {
        let call = [one.method, &one.path, &one.operation];
        reasons.entry(kind(one)).or_default().push(call);
    }
    let opinions = (found.opinions.iter().flatten()).filter(|one| one.explained.is_none());
    for one in opinions {
        if let Some(reason) = one.wrong() {
            let call = [one.method, &one.path, &one.operation];
            let kind = format!("{}: {}", openapi_core::NAME, shortened(reason));
            reasons.entry(kind).or_default().push(call);
        }
    }
    let total: usize = reasons.values().map(Vec::len).sum();
    if total == 0 {
        return String::new();
    }
    let mut reasons: Vec<(String, Vec<[&str; 3]>)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(reason, calls)| (std::cmp::Reverse(calls.len()), reason.clone()));
    let mut text = format!("\n{} not as it should be:\n", count(total, "call"));
    for (reason, calls) in reasons.iter().take(MOST_REASONS) {
        let _ = writeln!(text, "  {:>6}  {}", calls.len(), line(reason));
        for [method, path, operation] in calls.iter().take(MOST_SHOWN) {
            let operation = line(operation);
            let _ = writeln!(text, "          {method} {path} ({operation})");
        }
    }
    if reasons.len() > MOST_REASONS {
        let _ = writeln!(text, "  and {} other reasons", reasons.len() - MOST_REASONS);
    }
    text
}

/// What is wrong with a call, so that those alike are together.
fn kind(one: &Judged) -> String {
    let reason = one.reason.as_deref().unwrap_or("without a reason");
    let what = match (one.request, one.answer) {
        (Request::Unsent, _) => "not sent",
        (Request::NoRoute, _) => "no route",
        (Request::Refused, _) => "refused",
        (Request::Accepted, Answer::Lost) => "lost",
        (Request::Accepted, Answer::Unreadable) => "unreadable",
        (Request::Accepted, _) => "accepted",
    };
    format!("{what}: {}", shortened(reason))
}

fn shortened(reason: &str) -> String {
    reason.chars().take(160).collect()
}
