//! Five runs of one thing, told by their median.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Runs of which the median is told.
pub const RUNS: usize = 5;

/// A line of the table.
pub struct Figure {
    what: String,
    columns: Vec<String>,
}

impl Figure {
    /// Of the values of some runs, each with its unit.
    pub fn new(what: &str, columns: Vec<String>) -> Self {
        Self { what: what.into(), columns }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "| {} | {} |", self.what, self.columns.join("; "))
    }
}

/// `median unit (lowest to highest)`.
pub fn spread(mut values: Vec<f64>, unit: &str, decimals: usize) -> String {
    values.sort_by(f64::total_cmp);
    let (low, middle, high) = (values[0], values[values.len() / 2], values[values.len() - 1]);
    format!("**{middle:.decimals$}{unit}** ({low:.decimals$} to {high:.decimals$})")
}

/// What a number of callers saw who worked through a number of calls.
pub struct Load {
    /// Calls in a second.
    pub per_second: f64,
    /// Middle latency in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 calls are at most this slow, in milliseconds.
    pub p99_ms: f64,
}

/// `calls` calls of `work` by `callers` at a time; the call's number is its argument.
pub async fn load<F, Fut>(callers: usize, calls: usize, work: F) -> Load
where
    F: Fn(usize) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send,
{
    let (work, next) = (Arc::new(work), Arc::new(AtomicUsize::new(0)));
    let started = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (work, next) = (Arc::clone(&work), Arc::clone(&next));
            tokio::spawn(async move {
                let mut took = Vec::with_capacity(calls / callers);
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= calls {
                        return took;
                    }
                    let began = Instant::now();
                    work(number).await;
                    took.push(began.elapsed());
                }
            })
        })
        .collect();
    let mut took: Vec<Duration> = Vec::with_capacity(calls);
    for task in tasks {
        took.extend(task.await.expect("a caller"));
    }
    let elapsed = started.elapsed();
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    Load { per_second: calls as f64 / elapsed.as_secs_f64(), p50_ms: at(0.5), p99_ms: at(0.99) }
}

/// The rate and latencies of some runs.
pub fn loads(what: &str, unit: &str, runs: &[Load]) -> Figure {
    let of = |value: fn(&Load) -> f64| runs.iter().map(value).collect::<Vec<_>>();
    Figure::new(
        what,
        vec![
            spread(of(|run| run.per_second), unit, 0),
            format!("p50 {}", spread(of(|run| run.p50_ms), " ms", 2)),
            format!("p99 {}", spread(of(|run| run.p99_ms), " ms", 2)),
        ],
    )
}

/// Two workers, as the machine of the targets has cores.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}
