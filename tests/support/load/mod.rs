//! Callers who work on the same few people at once, from a seed; and what must hold whatever they did.

mod calls;
mod holds;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::App;
use crate::app::call_on;

pub use holds::broken_promises;

use calls::{Dice, Planned};

/// Callers at a time.
pub const CALLERS: usize = 8;

/// What the callers of some rounds saw.
#[derive(Debug, Default)]
pub struct Seen {
    /// Calls by their status.
    pub statuses: BTreeMap<u64, usize>,
    /// Answers that are none of those that a caller may get, by handler.
    pub unexpected: Vec<String>,
    /// What became of each event: its mark, and whether it was accepted (`None`: the caller cannot know).
    pub events: BTreeMap<String, Option<bool>>,
    /// Addresses that said no to the list to which nobody says yes.
    pub opted_out: Vec<String>,
    /// How long each call took.
    pub took: Vec<Duration>,
}

impl Seen {
    /// Calls that were told to come back.
    pub fn unavailable(&self) -> usize {
        self.statuses.get(&503).copied().unwrap_or_default()
    }

    /// All calls.
    pub fn calls(&self) -> usize {
        self.took.len()
    }

    fn add(&mut self, other: Self) {
        other.statuses.into_iter().for_each(|(status, calls)| *self.statuses.entry(status).or_default() += calls);
        self.unexpected.extend(other.unexpected);
        for (mark, accepted) in other.events {
            // A repetition may learn what the first call could not.
            let known = self.events.entry(mark).or_default();
            *known = match (*known, accepted) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (None, None) => None,
                (Some(false), word) | (word, Some(false)) => word.and(Some(false)),
            };
        }
        self.opted_out.extend(other.opted_out);
        self.took.extend(other.took);
    }
}

/// Makes the application ready for a load: keys without limits.
pub async fn prepare(app: &App) {
    app.database
        .execute(r#"update api_keys set limits = '{"writes": 100000000, "reads": 100000000, "admin": 100000000}'"#)
        .await;
}

/// A round with people of its own: each caller makes so many calls, one after the other.
pub async fn round(app: &Arc<App>, seed: u64, round: usize, calls: usize) -> Seen {
    let callers: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let app = Arc::clone(app);
            tokio::spawn(async move {
                let mut dice = Dice::of(seed ^ (round * CALLERS + caller) as u64);
                let mut seen = Seen::default();
                let mut earlier: Vec<Planned> = Vec::new();
                for n in 0..calls {
                    let planned = match earlier.len() {
                        // Somebody repeats what he has sent before, e.g. after a time-out.
                        sent @ 1.. if dice.one_in(12) => earlier[dice.below(sent)].clone(),
                        _ => calls::plan(&mut dice, round, &format!("{round}-{caller}-{n}")),
                    };
                    perform(&app, &planned, &mut seen).await;
                    if planned.repeatable {
                        earlier.push(planned);
                    }
                }
                seen
            })
        })
        .collect();
    let mut seen = Seen::default();
    for caller in callers {
        seen.add(caller.await.expect("a caller"));
    }
    seen
}

async fn perform(app: &App, planned: &Planned, seen: &mut Seen) {
    let started = Instant::now();
    let answer = call_on(&app.engine, planned.handler, planned.call.clone()).await;
    seen.took.push(started.elapsed());
    *seen.statuses.entry(answer.status).or_default() += 1;
    if answer.status >= 300 && answer.status != 503 && !planned.refusals.contains(&answer.status) {
        seen.unexpected.push(format!("{} {}: {}", planned.handler, answer.status, answer.text));
    }
    let mut events = BTreeMap::new();
    for (position, mark) in planned.marks.iter().enumerate() {
        let item =
            if planned.handler == "ingest_event_batch" { &answer.body["results"][position] } else { &answer.body };
        let unknown = answer.status == 503 || item["code"] == "unavailable";
        events.insert(mark.clone(), (!unknown).then_some(item["eventId"] != Value::Null));
    }
    let opted_out = planned.opt_out.iter().filter(|_| answer.status == 200).cloned().collect();
    seen.add(Seen { events, opted_out, ..Seen::default() });
}
