//! `cargo check` of one generated crate, and other commands of cargo that tell of what they find.
//!
//! Takes: a folder with the crate. Gives: how many errors and warnings there are in it, and what finding them took.
//! Does not write the crate, and does not count what is wrong in others.

use super::entry::{Check, rounded};
use crate::process::{end_with_parent, said};
use crate::usage;
use clap::Args;
use serde_json::Value;
use std::env;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

/// A crate, for every step that needs it alone.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace that the crate is alone in
    pub(super) folder: PathBuf,
    #[arg(long)]
    pub(super) package: String,
    /// The folder of all builds
    #[arg(long)]
    pub(super) target: PathBuf,
}

impl Arguments {
    /// A command of cargo on the crate, by what is there without the network.
    pub(super) fn cargo(&self, command: &[&str]) -> Command {
        let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut cargo = Command::new(program);
        cargo
            .args(command)
            .args(["--offline", "--quiet"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::null());
        cargo
    }
}

pub(super) fn check(arguments: &Arguments) -> Check {
    end_with_parent();
    let mut check = messages(&["check"], arguments);
    let usage = usage::children();
    check.seconds = rounded(usage.seconds, 3);
    check.peak_mb = rounded(usage.peak_mb, 1);
    check
}

/// What a command of cargo says of a crate.
pub(super) fn messages(command: &[&str], of: &Arguments) -> Check {
    told(command, of).unwrap_or_else(|error| Check {
        errors: 1,
        first: Some(format!("cargo cannot be started: {error}")),
        ..Check::default()
    })
}

fn told(command: &[&str], of: &Arguments) -> std::io::Result<Check> {
    let mut cargo = of
        .cargo(command)
        .args(["--message-format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let stderr = cargo.stderr.take();
    let errors = thread::spawn(move || {
        let mut text = String::new();
        let _ = stderr.map(|mut pipe| pipe.read_to_string(&mut text));
        text
    });
    let mut messages = String::new();
    if let Some(mut pipe) = cargo.stdout.take() {
        pipe.read_to_string(&mut messages)?;
    }
    let status = cargo.wait()?;
    let errors = errors.join().unwrap_or_default();
    let mut check = counted(&messages, &of.package);
    if !status.success() && check.errors == 0 {
        // Not the compiler, but cargo: a dependency that is not there, say.
        check.errors = 1;
        check.first = Some(said(&errors));
    }
    Ok(check)
}

/// What cargo's messages say about a package.
fn counted(messages: &str, package: &str) -> Check {
    let mut check = Check::default();
    let mut first_warning = None;
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let own = is_of(&message, package);
        let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
        match text("/reason") {
            Some("compiler-artifact") => {
                let built = message.get("fresh") == Some(&Value::Bool(false));
                check.dependencies |= built && !own;
            }
            Some("compiler-message") if own => {
                let shown = || text("/message/rendered").map(said);
                match text("/message/level") {
                    // The last message only counts the others.
                    _ if message.pointer("/message/spans").is_none_or(is_empty) => {}
                    Some("error") => {
                        check.errors += 1;
                        check.first = check.first.take().or_else(shown);
                    }
                    Some("warning") => {
                        check.warnings += 1;
                        first_warning = first_warning.take().or_else(shown);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    check.first = check.first.or(first_warning);
    check
}

fn is_empty(spans: &Value) -> bool {
    spans.as_array().is_none_or(Vec::is_empty)
}

/// Whether a message is about a package: its id ends with the folder or with `name@version`.
fn is_of(message: &Value, package: &str) -> bool {
    let id = message.get("package_id").and_then(Value::as_str);
    let id = id.unwrap_or_default();
    let (source, fragment) = id.rsplit_once('#').unwrap_or((id, ""));
    let name = fragment.split('@').next().unwrap_or_default();
    source.starts_with("path+") && (name == package || source.ends_with(&format!("/{package}")))
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn only_messages_about_the_package_count() {
        let messages = r#"
{"reason":"compiler-artifact","package_id":"registry+https://x#bytes@1.0.0","fresh":false}
{"reason":"compiler-message","package_id":"registry+https://x#bytes@1.0.0","message":{"level":"error","rendered":"no","spans":[{}]}}
{"reason":"compiler-message","package_id":"path+file:///w/crate#api-x@0.1.0","message":{"level":"warning","rendered":"w","spans":[{}]}}
{"reason":"compiler-message","package_id":"path+file:///w/api-x#0.1.0","message":{"level":"error","rendered":"error: e\n  at x\n","spans":[{}]}}
{"reason":"compiler-message","package_id":"path+file:///w/crate#api-x@0.1.0","message":{"level":"error","rendered":"aborting","spans":[]}}
nonsense
"#;
        let check = counted(messages, "api-x");
        assert_eq!(
            (check.errors, check.warnings, check.dependencies),
            (1, 1, true)
        );
        assert_eq!(check.first.as_deref(), Some("error: e at x"));
    }
}
