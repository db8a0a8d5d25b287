//! A process with a limit of time.
//!
//! Takes: a command. Gives: what it printed, or how it failed, in words. Does not know what it does.

use crate::usage;
use clap::Args;
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a process is looked at.
const STEP: Duration = Duration::from_millis(10);

/// Runs a command to its end, or until its time is over: then it is killed with all that it started.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<String, String> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    usage::begin_group(command);
    let mut child = command
        .spawn()
        .map_err(|error| format!("cannot be started: {error}"))?;
    // Read beside it: a full pipe would stop it for ever.
    let output = reader(child.stdout.take());
    let errors = reader(child.stderr.take());
    let status = wait(&mut child, limit);
    let text = |reader: thread::JoinHandle<String>| reader.join().unwrap_or_default();
    let (output, errors) = (text(output), text(errors));
    match status? {
        status if status.success() => Ok(output),
        status => Err(accident(status, &errors)),
    }
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn wait(child: &mut Child, limit: Duration) -> Result<ExitStatus, String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if start.elapsed() < limit => thread::sleep(STEP),
            Ok(None) => {
                usage::kill_group(child.id());
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("timed out after {} s", limit.as_secs()));
            }
            Err(error) => return Err(format!("cannot be waited for: {error}")),
        }
    }
}

/// How a process failed: by what, and what it said of that.
fn accident(status: ExitStatus, errors: &str) -> String {
    let said = said(errors);
    let end = match (usage::signal(status), status.code()) {
        (Some(signal), _) if said.is_empty() => {
            return format!("killed by signal {signal} (memory limit?)");
        }
        (Some(signal), _) => format!("killed by signal {signal}"),
        // What Rust ends with when it panics.
        (None, Some(101)) => "panicked".to_owned(),
        (None, Some(code)) => format!("ended with status {code}"),
        (None, None) => "ended".to_owned(),
    };
    if said.is_empty() {
        end
    } else {
        format!("{end}: {said}")
    }
}

/// How much of it is kept.
const SAID: usize = 400;

/// What a process said, in one line; of a backtrace nothing.
pub(crate) fn said(errors: &str) -> String {
    let lines = errors.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("note: run with"));
    let words: Vec<&str> = lines
        .take_while(|line| *line != "stack backtrace:")
        .collect();
    words.join(" ").chars().take(SAID).collect()
}

/// Ends this process and what it started when its parent is gone: nobody waits for the result.
pub(crate) fn end_with_parent() {
    #[cfg(unix)]
    {
        let parent = std::os::unix::process::parent_id();
        thread::spawn(move || {
            while std::os::unix::process::parent_id() == parent {
                thread::sleep(std::time::Duration::from_millis(200));
            }
            usage::kill_group(std::process::id());
        });
    }
}

/// A program and its arguments.
#[derive(Args)]
pub(crate) struct Guarded {
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

/// A command in a group of its own that ends with this process, however this process ends.
pub(crate) fn guard(program: impl AsRef<OsStr>) -> std::io::Result<Command> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("guarded").arg("--").arg(program);
    Ok(command)
}

/// Runs a program, and ends with it or with the parent.
pub(crate) fn guarded(guarded: &Guarded) -> ExitCode {
    end_with_parent();
    let Some((program, words)) = guarded.words.split_first() else {
        return ExitCode::FAILURE;
    };
    match Command::new(program).args(words).status() {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            code.map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            let program = program.display();
            crate::terminal::warn(&format!("{program} cannot be started: {error}\n"));
            ExitCode::FAILURE
        }
    }
}
