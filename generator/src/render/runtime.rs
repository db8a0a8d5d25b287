//! `src/runtime/`: the handwritten runtime. Each file is copied as it is, where the crate has a use for it.
//!
//! Takes what the API has; gives the files, and the list of modules without those that are not there.

use std::collections::BTreeSet;

use crate::ir::{Answer, Api, Kind};

/// What a crate must have so that a file of the runtime is of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Always,
    /// A call whose answer is wrapped.
    Envelopes,
    /// An answer with headers that are described.
    Headers,
    /// A list in pages.
    Pages,
    /// A model with a secret.
    Secrets,
    /// An answer that comes piece by piece.
    Streams,
}

/// Path in the crate and text of each file.
pub(super) fn files(api: &Api) -> Vec<(&'static str, String)> {
    let uses = uses(api);
    let without: Vec<&str> = (FILES.iter())
        .filter(|(one, _, _)| !uses.contains(one))
        .filter_map(|(_, path, _)| path.strip_prefix("src/runtime/")?.strip_suffix(".rs"))
        .collect();
    let there = FILES.iter().filter(|(one, _, _)| uses.contains(one));
    let files = there.map(|(_, path, text)| match *path {
        ROOT => (ROOT, modules(text, &without)),
        path => (path, (*text).to_owned()),
    });
    files.collect()
}

const ROOT: &str = "src/runtime/mod.rs";

/// The list of modules without some, each of which has a line for itself and one for what it exports.
fn modules(text: &str, without: &[&str]) -> String {
    let is_of = |line: &str, name: &str| {
        let line = line
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub ");
        let module = line
            .strip_prefix("mod ")
            .and_then(|rest| rest.strip_suffix(';'));
        let exported = line
            .strip_prefix("use ")
            .and_then(|rest| Some(rest.split_once("::")?.0));
        module == Some(name) || exported == Some(name)
    };
    let lines = text.lines();
    let kept = lines.filter(|line| !without.iter().any(|name| is_of(line, name)));
    kept.fold(String::new(), |text, line| text + line + "\n")
}

fn uses(api: &Api) -> BTreeSet<Use> {
    let mut uses = BTreeSet::from([Use::Always]);
    for operation in &api.operations {
        let response = &operation.response;
        let streams = response.stream.is_some() || matches!(response.answer, Answer::Stream(_));
        let of_call = [
            (Use::Envelopes, response.envelope.is_some()),
            (Use::Headers, !response.headers.is_empty()),
            (Use::Pages, response.pagination.is_some()),
            (Use::Streams, streams),
        ];
        uses.extend(
            of_call
                .into_iter()
                .filter(|(_, is)| *is)
                .map(|(one, _)| one),
        );
    }
    let secret = |kind: &Kind| matches!(kind, Kind::Struct(object) if object.has_secrets());
    if api.types.iter().any(|one| secret(&one.kind)) {
        uses.insert(Use::Secrets);
    }
    uses
}

/// When, where and what. A test compares the list with the folder.
const FILES: &[(Use, &str, &str)] = &[
    (
        Use::Always,
        "src/runtime/api_error.rs",
        include_str!("../../../templates/src/runtime/api_error.rs"),
    ),
    (
        Use::Always,
        "src/runtime/arguments.rs",
        include_str!("../../../templates/src/runtime/arguments.rs"),
    ),
    (
        Use::Always,
        "src/runtime/attempt.rs",
        include_str!("../../../templates/src/runtime/attempt.rs"),
    ),
    (
        Use::Always,
        "src/runtime/authorization.rs",
        include_str!("../../../templates/src/runtime/authorization.rs"),
    ),
    (
        Use::Always,
        "src/runtime/base_url.rs",
        include_str!("../../../templates/src/runtime/base_url.rs"),
    ),
    (
        Use::Always,
        "src/runtime/blocking.rs",
        include_str!("../../../templates/src/runtime/blocking.rs"),
    ),
    (
        Use::Always,
        "src/runtime/body.rs",
        include_str!("../../../templates/src/runtime/body.rs"),
    ),
    (
        Use::Always,
        "src/runtime/bucket.rs",
        include_str!("../../../templates/src/runtime/bucket.rs"),
    ),
    (
        Use::Always,
        "src/runtime/builder.rs",
        include_str!("../../../templates/src/runtime/builder.rs"),
    ),
    (
        Use::Always,
        "src/runtime/check.rs",
        include_str!("../../../templates/src/runtime/check.rs"),
    ),
    (
        Use::Always,
        "src/runtime/client.rs",
        include_str!("../../../templates/src/runtime/client.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/enums.rs",
        include_str!("../../../templates/src/runtime/codec/enums.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/exact.rs",
        include_str!("../../../templates/src/runtime/codec/exact.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/forgiving.rs",
        include_str!("../../../templates/src/runtime/codec/forgiving.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/integer.rs",
        include_str!("../../../templates/src/runtime/codec/integer.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/json.rs",
        include_str!("../../../templates/src/runtime/codec/json.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/missing.rs",
        include_str!("../../../templates/src/runtime/codec/missing.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/mod.rs",
        include_str!("../../../templates/src/runtime/codec/mod.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/object.rs",
        include_str!("../../../templates/src/runtime/codec/object.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/shape.rs",
        include_str!("../../../templates/src/runtime/codec/shape.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/union.rs",
        include_str!("../../../templates/src/runtime/codec/union.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/values.rs",
        include_str!("../../../templates/src/runtime/codec/values.rs"),
    ),
    (
        Use::Always,
        "src/runtime/codec/writer.rs",
        include_str!("../../../templates/src/runtime/codec/writer.rs"),
    ),
    (
        Use::Always,
        "src/runtime/content.rs",
        include_str!("../../../templates/src/runtime/content.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/continuation.rs",
        include_str!("../../../templates/src/runtime/continuation.rs"),
    ),
    (
        Use::Always,
        "src/runtime/credential.rs",
        include_str!("../../../templates/src/runtime/credential.rs"),
    ),
    (
        Use::Always,
        "src/runtime/credentials.rs",
        include_str!("../../../templates/src/runtime/credentials.rs"),
    ),
    (
        Use::Always,
        "src/runtime/deadline.rs",
        include_str!("../../../templates/src/runtime/deadline.rs"),
    ),
    (
        Use::Always,
        "src/runtime/decode.rs",
        include_str!("../../../templates/src/runtime/decode.rs"),
    ),
    (
        Use::Always,
        "src/runtime/encode.rs",
        include_str!("../../../templates/src/runtime/encode.rs"),
    ),
    (
        Use::Always,
        "src/runtime/env.rs",
        include_str!("../../../templates/src/runtime/env.rs"),
    ),
    (
        Use::Envelopes,
        "src/runtime/envelope.rs",
        include_str!("../../../templates/src/runtime/envelope.rs"),
    ),
    (
        Use::Always,
        "src/runtime/error.rs",
        include_str!("../../../templates/src/runtime/error.rs"),
    ),
    (
        Use::Streams,
        "src/runtime/events.rs",
        include_str!("../../../templates/src/runtime/events.rs"),
    ),
    (
        Use::Always,
        "src/runtime/exchange.rs",
        include_str!("../../../templates/src/runtime/exchange.rs"),
    ),
    (
        Use::Always,
        "src/runtime/failure.rs",
        include_str!("../../../templates/src/runtime/failure.rs"),
    ),
    (
        Use::Always,
        "src/runtime/file.rs",
        include_str!("../../../templates/src/runtime/file.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/fingerprint.rs",
        include_str!("../../../templates/src/runtime/fingerprint.rs"),
    ),
    (
        Use::Always,
        "src/runtime/flight.rs",
        include_str!("../../../templates/src/runtime/flight.rs"),
    ),
    (
        Use::Always,
        "src/runtime/form.rs",
        include_str!("../../../templates/src/runtime/form.rs"),
    ),
    (
        Use::Headers,
        "src/runtime/headers.rs",
        include_str!("../../../templates/src/runtime/headers.rs"),
    ),
    (
        Use::Secrets,
        "src/runtime/hidden.rs",
        include_str!("../../../templates/src/runtime/hidden.rs"),
    ),
    (
        Use::Always,
        "src/runtime/idempotency.rs",
        include_str!("../../../templates/src/runtime/idempotency.rs"),
    ),
    (
        Use::Always,
        "src/runtime/incoming.rs",
        include_str!("../../../templates/src/runtime/incoming.rs"),
    ),
    (
        Use::Always,
        "src/runtime/interceptor.rs",
        include_str!("../../../templates/src/runtime/interceptor.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/items.rs",
        include_str!("../../../templates/src/runtime/items.rs"),
    ),
    (
        Use::Always,
        "src/runtime/limits.rs",
        include_str!("../../../templates/src/runtime/limits.rs"),
    ),
    (
        Use::Streams,
        "src/runtime/lines.rs",
        include_str!("../../../templates/src/runtime/lines.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/link.rs",
        include_str!("../../../templates/src/runtime/link.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/link_header.rs",
        include_str!("../../../templates/src/runtime/link_header.rs"),
    ),
    (
        Use::Always,
        "src/runtime/maybe.rs",
        include_str!("../../../templates/src/runtime/maybe.rs"),
    ),
    (
        Use::Streams,
        "src/runtime/message.rs",
        include_str!("../../../templates/src/runtime/message.rs"),
    ),
    (
        Use::Always,
        "src/runtime/mock.rs",
        include_str!("../../../templates/src/runtime/mock.rs"),
    ),
    (
        Use::Always,
        "src/runtime/mod.rs",
        include_str!("../../../templates/src/runtime/mod.rs"),
    ),
    (
        Use::Always,
        "src/runtime/no_trace.rs",
        include_str!("../../../templates/src/runtime/no_trace.rs"),
    ),
    (
        Use::Always,
        "src/runtime/operation.rs",
        include_str!("../../../templates/src/runtime/operation.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/page.rs",
        include_str!("../../../templates/src/runtime/page.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/pages.rs",
        include_str!("../../../templates/src/runtime/pages.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/pagination.rs",
        include_str!("../../../templates/src/runtime/pagination.rs"),
    ),
    (
        Use::Always,
        "src/runtime/parameter.rs",
        include_str!("../../../templates/src/runtime/parameter.rs"),
    ),
    (
        Use::Always,
        "src/runtime/path.rs",
        include_str!("../../../templates/src/runtime/path.rs"),
    ),
    (
        Use::Streams,
        "src/runtime/pieces.rs",
        include_str!("../../../templates/src/runtime/pieces.rs"),
    ),
    (
        Use::Always,
        "src/runtime/plain.rs",
        include_str!("../../../templates/src/runtime/plain.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/progress.rs",
        include_str!("../../../templates/src/runtime/progress.rs"),
    ),
    (
        Use::Always,
        "src/runtime/provided.rs",
        include_str!("../../../templates/src/runtime/provided.rs"),
    ),
    (
        Use::Always,
        "src/runtime/rate_limit.rs",
        include_str!("../../../templates/src/runtime/rate_limit.rs"),
    ),
    (
        Use::Always,
        "src/runtime/raw_request.rs",
        include_str!("../../../templates/src/runtime/raw_request.rs"),
    ),
    (
        Use::Always,
        "src/runtime/raw_response.rs",
        include_str!("../../../templates/src/runtime/raw_response.rs"),
    ),
    (
        Use::Always,
        "src/runtime/reply.rs",
        include_str!("../../../templates/src/runtime/reply.rs"),
    ),
    (
        Use::Always,
        "src/runtime/request.rs",
        include_str!("../../../templates/src/runtime/request.rs"),
    ),
    (
        Use::Always,
        "src/runtime/reqwest_transport.rs",
        include_str!("../../../templates/src/runtime/reqwest_transport.rs"),
    ),
    (
        Use::Always,
        "src/runtime/request_body.rs",
        include_str!("../../../templates/src/runtime/request_body.rs"),
    ),
    (
        Use::Always,
        "src/runtime/response.rs",
        include_str!("../../../templates/src/runtime/response.rs"),
    ),
    (
        Use::Always,
        "src/runtime/retry.rs",
        include_str!("../../../templates/src/runtime/retry.rs"),
    ),
    (
        Use::Always,
        "src/runtime/retry_after.rs",
        include_str!("../../../templates/src/runtime/retry_after.rs"),
    ),
    (
        Use::Always,
        "src/runtime/secret.rs",
        include_str!("../../../templates/src/runtime/secret.rs"),
    ),
    (
        Use::Always,
        "src/runtime/sending.rs",
        include_str!("../../../templates/src/runtime/sending.rs"),
    ),
    (
        Use::Always,
        "src/runtime/service.rs",
        include_str!("../../../templates/src/runtime/service.rs"),
    ),
    (
        Use::Always,
        "src/runtime/setters.rs",
        include_str!("../../../templates/src/runtime/setters.rs"),
    ),
    (
        Use::Pages,
        "src/runtime/signs.rs",
        include_str!("../../../templates/src/runtime/signs.rs"),
    ),
    (
        Use::Always,
        "src/runtime/style.rs",
        include_str!("../../../templates/src/runtime/style.rs"),
    ),
    (
        Use::Always,
        "src/runtime/timed.rs",
        include_str!("../../../templates/src/runtime/timed.rs"),
    ),
    (
        Use::Always,
        "src/runtime/timer.rs",
        include_str!("../../../templates/src/runtime/timer.rs"),
    ),
    (
        Use::Always,
        "src/runtime/token.rs",
        include_str!("../../../templates/src/runtime/token.rs"),
    ),
    (
        Use::Always,
        "src/runtime/tokio_timer.rs",
        include_str!("../../../templates/src/runtime/tokio_timer.rs"),
    ),
    (
        Use::Always,
        "src/runtime/trace.rs",
        include_str!("../../../templates/src/runtime/trace.rs"),
    ),
    (
        Use::Always,
        "src/runtime/transport.rs",
        include_str!("../../../templates/src/runtime/transport.rs"),
    ),
    (
        Use::Always,
        "src/runtime/tree.rs",
        include_str!("../../../templates/src/runtime/tree.rs"),
    ),
    (
        Use::Always,
        "src/runtime/unknown.rs",
        include_str!("../../../templates/src/runtime/unknown.rs"),
    ),
    (
        Use::Always,
        "src/runtime/ureq_transport.rs",
        include_str!("../../../templates/src/runtime/ureq_transport.rs"),
    ),
    (
        Use::Always,
        "src/runtime/urlencoded.rs",
        include_str!("../../../templates/src/runtime/urlencoded.rs"),
    ),
    (
        Use::Always,
        "src/runtime/watch.rs",
        include_str!("../../../templates/src/runtime/watch.rs"),
    ),
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// None is forgotten.
    #[test]
    fn the_list_is_that_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
        let mut found = BTreeSet::new();
        let mut waiting = vec![folder.join("src/runtime")];
        while let Some(current) = waiting.pop() {
            for entry in std::fs::read_dir(current).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    waiting.push(path);
                } else if let Ok(inside) = path.strip_prefix(&folder) {
                    found.insert(inside.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        let listed = FILES.iter().map(|(_, path, _)| (*path).to_owned());
        assert_eq!(listed.collect::<BTreeSet<_>>(), found);
    }

    /// A module that is left out is named by no file that stays, but for what is left out with it.
    #[test]
    fn nothing_speaks_of_what_may_be_left_out() {
        let optional = FILES.iter().filter(|(one, _, _)| *one != Use::Always);
        for (needs, path, _) in optional {
            let name = path
                .trim_start_matches("src/runtime/")
                .trim_end_matches(".rs");
            let mentions = [format!("runtime::{name}::"), format!("super::{name}::")];
            for (other, place, text) in FILES.iter().filter(|(other, _, _)| other != needs) {
                let found = mentions.iter().any(|one| text.contains(one.as_str()));
                assert!(!found, "{place} ({other:?}) speaks of {name}");
            }
            let root = FILES.iter().find(|(_, path, _)| *path == ROOT);
            let root = root
                .map(|(_, _, text)| modules(text, &[name]))
                .unwrap_or_default();
            let is_word = |one: &str| one == name;
            let words = root.split(|c: char| !c.is_alphanumeric() && c != '_');
            assert!(!words.into_iter().any(is_word), "{name} stays in {ROOT}");
        }
    }
}
