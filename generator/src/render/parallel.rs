//! Files that are rendered at the same time.
//!
//! Takes what makes each file, gives the files, in the order that they were asked for.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A file to be made: its path, and what makes its text.
pub(super) struct Job<'a> {
    path: String,
    text: Box<dyn Fn() -> String + Send + Sync + 'a>,
}

pub(super) fn job<'a>(
    path: impl Into<String>,
    text: impl Fn() -> String + Send + Sync + 'a,
) -> Job<'a> {
    Job {
        path: path.into(),
        text: Box::new(text),
    }
}

/// Makes all files. Which thread makes which is chance, and shows nowhere.
pub(super) fn run(jobs: Vec<Job<'_>>) -> Vec<(String, String)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some((place, job)) = taken(&jobs, &next) {
            made.push((place, (job.text)()));
        }
        made
    };
    let more = thread::available_parallelism().map_or(0, |count| NonZero::get(count) - 1);
    let mut texts = thread::scope(|scope| {
        let threads: Vec<_> = (0..more)
            .filter_map(|_| {
                let thread = thread::Builder::new().stack_size(crate::STACK);
                thread.spawn_scoped(scope, work).ok()
            })
            .collect();
        let mut made = work();
        for thread in threads {
            match thread.join() {
                Ok(more) => made.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        made
    });
    texts.sort_by_key(|(place, _)| *place);
    let paths = jobs.into_iter().map(|job| job.path);
    paths.zip(texts.into_iter().map(|(_, text)| text)).collect()
}

fn taken<'a, 'b>(jobs: &'b [Job<'a>], next: &AtomicUsize) -> Option<(usize, &'b Job<'a>)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(place).map(|job| (place, job))
}
