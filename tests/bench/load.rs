//! Eight callers on the same few people, and what must hold after each round. It ends the process when something does not.

use std::sync::Arc;

use tests::App;
use tests::load::{CALLERS, broken_promises, prepare, round};

use crate::measure::{Figure, runtime};

const ROUNDS: usize = 50;
const CALLS: usize = 60;
const SEED: u64 = 1;

pub fn run() -> Vec<Figure> {
    let runtime = runtime();
    runtime.block_on(async {
        let app = Arc::new(App::start().await);
        prepare(&app).await;
        let (mut calls, mut unavailable, mut took) = (0, 0, Vec::new());
        for number in 0..ROUNDS {
            let seen = round(&app, SEED, number, CALLS).await;
            let broken = broken_promises(&app, &seen).await;
            assert!(broken.is_empty(), "round {number}: {broken:#?}");
            calls += seen.calls();
            unavailable += seen.unavailable();
            took.extend(seen.took);
        }
        took.sort_unstable();
        let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
        let count = async |from: &str| app.database.count(from).await;
        let what = format!("{ROUNDS} rounds of {CALLERS} callers on 12 or 40 people: single events, batches, profiles, choices, merges, deletions");
        let columns = vec![
            format!("**{calls} calls**, {unavailable} of them 503, no promise broken"),
            format!("{} events, {} merges, {} deletions", count("user_events").await, count("contact_merges").await, count("contacts where delete_reason = 'deleted'").await),
            format!("p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms", at(0.5), at(0.99), at(1.0)),
        ];
        vec![Figure::new(&what, columns)]
    })
}
