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

/// A file of the runtime: what it is for, its path in the crate, its text.
macro_rules! file {
    ($use:ident $name:literal) => {
        (
            Use::$use,
            concat!("src/runtime/", $name, ".rs"),
            include_str!(concat!("../../../templates/src/runtime/", $name, ".rs")),
        )
    };
}

/// All of them. A test compares the list with the folder.
const FILES: &[(Use, &str, &str)] = &[
    file!(Always "answer"),
    file!(Always "api_error"),
    file!(Always "arguments"),
    file!(Always "attempt"),
    file!(Always "authorization"),
    file!(Always "base_url"),
    file!(Always "blocking"),
    file!(Always "body"),
    file!(Always "bucket"),
    file!(Always "builder"),
    file!(Always "check"),
    file!(Always "client"),
    file!(Always "codec/enums"),
    file!(Always "codec/exact"),
    file!(Always "codec/forgiving"),
    file!(Always "codec/held"),
    file!(Always "codec/integer"),
    file!(Always "codec/json"),
    file!(Always "codec/missing"),
    file!(Always "codec/mod"),
    file!(Always "codec/object"),
    file!(Always "codec/shape"),
    file!(Always "codec/union"),
    file!(Always "codec/values"),
    file!(Always "codec/writer"),
    file!(Always "content"),
    file!(Pages "continuation"),
    file!(Always "credential"),
    file!(Always "credentials"),
    file!(Always "deadline"),
    file!(Always "decode"),
    file!(Always "encode"),
    file!(Always "env"),
    file!(Envelopes "envelope"),
    file!(Always "error"),
    file!(Streams "events"),
    file!(Always "exchange"),
    file!(Always "failure"),
    file!(Always "file"),
    file!(Pages "fingerprint"),
    file!(Always "flight"),
    file!(Always "form"),
    file!(Headers "headers"),
    file!(Secrets "hidden"),
    file!(Always "idempotency"),
    file!(Always "incoming"),
    file!(Always "interceptor"),
    file!(Pages "items"),
    file!(Always "limits"),
    file!(Streams "lines"),
    file!(Pages "link"),
    file!(Pages "link_header"),
    file!(Always "maybe"),
    file!(Streams "message"),
    file!(Always "mock"),
    file!(Always "mod"),
    file!(Always "no_trace"),
    file!(Always "operation"),
    file!(Pages "page"),
    file!(Pages "pages"),
    file!(Pages "pagination"),
    file!(Always "parameter"),
    file!(Always "path"),
    file!(Streams "pieces"),
    file!(Always "plain"),
    file!(Pages "progress"),
    file!(Always "provided"),
    file!(Always "rate_limit"),
    file!(Always "raw_request"),
    file!(Always "raw_response"),
    file!(Always "reply"),
    file!(Always "request"),
    file!(Always "reqwest_transport"),
    file!(Always "request_body"),
    file!(Always "response"),
    file!(Always "retry"),
    file!(Always "retry_after"),
    file!(Always "secret"),
    file!(Always "sending"),
    file!(Always "service"),
    file!(Always "setters"),
    file!(Pages "signs"),
    file!(Always "style"),
    file!(Always "timed"),
    file!(Always "timer"),
    file!(Always "token"),
    file!(Always "tokio_timer"),
    file!(Always "trace"),
    file!(Always "transport"),
    file!(Always "tree"),
    file!(Always "unknown"),
    file!(Always "ureq_transport"),
    file!(Always "urlencoded"),
    file!(Always "watch"),
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
