//! Prism, the referee: installed, started and ended.
//!
//! Takes: a document. Gives: the URL where Prism answers from it, for as long as it is wanted. What it says of requests is
//! `verdict`'s.

pub(super) mod verdict;

use super::{impossible, npm};
use crate::process::{guard, said};
use crate::usage;
use specwright::diagnostics::Diagnostics;
use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Random answers are the same in every run.
const SEED: &str = "specwright";

const PACKAGE: &str = "@stoplight/prism-cli@5.14.2";

/// How often it is looked at.
const STEP: Duration = Duration::from_millis(100);

/// Where Prism is installed.
pub(super) struct Installed {
    program: PathBuf,
    /// Where it says what is wrong.
    log: PathBuf,
}

/// Prism, from npm, in a folder of its own.
pub(super) fn installed(folder: &Path, limit: Duration) -> Result<Installed, Diagnostics> {
    let program = folder.join("node_modules").join(".bin").join("prism");
    let failed = |error: String| {
        let message = format!("Prism cannot be installed in {}: {error}", folder.display());
        impossible(message, "it takes Node.js with npm, and its registry")
    };
    if !program.exists() {
        npm::install(folder, Some(PACKAGE), limit).map_err(failed)?;
    }
    if !program.exists() {
        return Err(failed("npm did not bring it".to_owned()));
    }
    let log = folder.join("log");
    Ok(Installed { program, log })
}

/// Prism, answering; it ends when this is dropped.
pub(super) struct Referee {
    child: Child,
    url: String,
}

impl Referee {
    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Referee {
    fn drop(&mut self) {
        usage::kill_group(self.child.id());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts it for a document, and waits until it answers.
pub(super) fn started(
    installed: &Installed,
    document: &Path,
    port: Option<u16>,
    limit: Duration,
) -> Result<Referee, Diagnostics> {
    let address = address(port)?;
    let failed = |error: std::io::Error| {
        impossible(
            format!("Prism cannot be started: {error}"),
            "remove the folder that it is installed in, and run again",
        )
    };
    let log = File::create(&installed.log).map_err(failed)?;
    let mut command = guard(&installed.program).map_err(failed)?;
    command
        .args(["mock", "--errors", "--seed", SEED, "-v", "fatal"])
        .args(["-h", "127.0.0.1", "-p"])
        .arg(address.port().to_string())
        .arg(document)
        .stdin(Stdio::null())
        .stdout(log.try_clone().map_err(failed)?)
        .stderr(log);
    usage::begin_group(&mut command);
    let child = command.spawn().map_err(failed)?;
    let mut referee = Referee {
        child,
        url: format!("http://{address}"),
    };
    let start = Instant::now();
    loop {
        if TcpStream::connect_timeout(&address, STEP).is_ok() {
            return Ok(referee);
        }
        let ended = referee.child.try_wait().map_err(failed)?.is_some();
        if ended || start.elapsed() > limit {
            return Err(silent(document, ended, limit, &installed.log));
        }
        thread::sleep(STEP);
    }
}

/// Why it does not answer.
fn silent(document: &Path, ended: bool, limit: Duration, log: &Path) -> Diagnostics {
    let document = document.display();
    let log = fs::read(log).unwrap_or_default();
    let said = said(&plain(&String::from_utf8_lossy(&log)));
    if ended {
        impossible(
            format!("Prism cannot read {document}: {said}"),
            "there is nobody to judge this document",
        )
    } else {
        let message = format!("Prism does not answer from {document} after {limit:?}: {said}");
        impossible(message, "give it more time with `--start`")
    }
}

/// Text without what colours it.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(|letter| letter.is_ascii_alphabetic());
        } else {
            plain.push(letter);
        }
    }
    plain
}

/// The port that is wanted, or one that is free.
fn address(port: Option<u16>) -> Result<SocketAddr, Diagnostics> {
    let wanted = SocketAddr::from(([127, 0, 0, 1], port.unwrap_or(0)));
    let free = TcpListener::bind(wanted).and_then(|listener| listener.local_addr());
    free.map_err(|error| {
        let message = format!("port {} cannot be had: {error}", wanted.port());
        impossible(message, "choose another one with `--port`, or none")
    })
}
