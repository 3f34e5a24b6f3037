//! Callers at once on the same few people; `./dev bench load` does the same for longer.

use std::sync::Arc;

use tests::App;
use tests::load::{Seen, broken_promises, prepare, round};

const SEED: u64 = 20_260_615;
const ROUNDS: usize = 6;
const CALLS: usize = 35;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_callers_on_few_people_break_no_promise() {
    let app = Arc::new(App::start().await);
    prepare(&app).await;
    for number in 0..ROUNDS {
        let seen: Seen = round(&app, SEED, number, CALLS).await;
        assert_eq!(broken_promises(&app, &seen).await, Vec::<String>::new(), "round {number}");
        // None, unless the machine is so busy that somebody waits for a lock longer than a call may.
        assert!(seen.unavailable() * 200 <= seen.calls(), "{:?}", seen.statuses);
    }
    assert!(
        app.database.count("contact_merges").await > 0
            && app.database.count("contacts where delete_reason = 'deleted'").await > 0
    );
}
