//! What is kept for how long: one line per rule. The statements, with their ages, stand in
//! `shared/queries/sql/retention.sql`; the table for readers in docs/deploying.md.
//!
//! Events are not here: whole months are dropped. A queue's outbox row lives until it is sent. Contacts, preferences and
//! suppressions have no age. Rules repeat until nothing is left; what is done stays done, so any of them may be killed,
//! or run twice at once.

use std::collections::BTreeMap;

use futures::future::BoxFuture;
use jiff::Timestamp;
use platform::Error;
use platform::database::{Client, Database, retrying};
use queries::queries::retention as sql;

use super::{CHUNK, STEP, Stop, Upkeep, left};

/// One rule: the name of its statement, and the statement itself, which answers how many rows it took.
struct Rule {
    name: &'static str,
    purge: for<'a> fn(&'a Client, &'a Span) -> BoxFuture<'a, Result<i64, tokio_postgres::Error>>,
}

/// What a rule looks at.
struct Span {
    now: Timestamp,
    /// The last time that all was done; rules that cannot see what they did look no further back.
    since: Option<Timestamp>,
}

macro_rules! rules {
    ($($name:ident $(, since $since:ident)?);+ $(;)?) => { &[$(Rule {
        name: stringify!($name),
        purge: |client, span| Box::pin(async move {
            sql::$name().bind(client, &span.now, $(&span.$since,)? &CHUNK).one().await
        }),
    }),+] };
}

/// As the functions' role.
const RULES: &[Rule] = rules! {
    purge_idempotency_keys;                   // at their own end: 30 days
    purge_processed_messages;                 // 15 days
    purge_content_releases;                   // 12 months, the newest 20 always
    purge_content_versions;                   // 90 days, and while something names them
    purge_journey_steps;                      // 90 days after the run's end
    purge_journey_logs;                       // 90 days after the run's end
    empty_journey_calls;                      // request and response: 30 days
    purge_journey_runs;                       // 25 months, the last one of a contact always
    purge_journey_refusals;                   // 14 days
    purge_left_memberships;                   // 25 months, the last one of a contact always
    purge_job_errors;                         // 90 days after the job's end
    purge_import_chunks;                      // 90 days after the job's end
    purge_build_ranges;                       // 90 days after the job's end
    purge_jobs;                               // 90 days after their end
    empty_sends, since since;                 // contents and idempotency key: 30 days
    purge_sends;                              // 25 months
    empty_provider_events, since since;       // payload: 30 days
    purge_provider_events;                    // 25 months, without a send 7 days
    purge_link_clicks;                        // 90 days, then counts
    purge_subscription_requests;              // 30 days after expiry, 90 after confirmation
    empty_webhook_receipts, since since;      // body: 7 days
    purge_webhook_receipts;                   // 90 days
    purge_dead_letters;                       // 90 days
    purge_alert_history;                      // 90 days
    purge_admin_sessions;                     // at their own end
    purge_rate_limits;                        // a day
    clear_merged_contacts;                    // 13 months
    clear_merge_snapshots;                    // 13 months
};

/// As the schema's owner: the functions' role can only append to these logs.
const LOG_RULES: &[Rule] = rules! {
    purge_preference_log;                     // 5 years
    purge_audit_log;                          // 2 years
};

/// Rows taken by each rule, and the rules that are not at their end, with the reason.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) taken: BTreeMap<&'static str, i64>,
    pub(super) left: Vec<String>,
}

/// Runs every rule to its end, or until time or lease run out. A rule that fails, or whose chunk does not end within
/// [`STEP`], does not hold up its neighbours.
pub(super) async fn keep(upkeep: &Upkeep<'_>) -> Kept {
    let span = Span { now: upkeep.now, since: upkeep.since };
    let mut kept = Kept::default();
    for (database, rules) in [(&upkeep.engine.database, RULES), (upkeep.owner, LOG_RULES)] {
        for rule in rules {
            let mut taken = 0;
            let outcome = exhaust(upkeep, database, rule, &span, &mut taken).await;
            kept.taken.insert(rule.name, taken);
            if let Err(stop) = outcome {
                kept.left.push(left(rule.name, &stop));
            }
        }
    }
    kept
}

/// Takes chunks until a rule has no more.
async fn exhaust(
    upkeep: &Upkeep<'_>,
    database: &Database,
    rule: &Rule,
    span: &Span,
    taken: &mut i64,
) -> Result<(), Stop> {
    loop {
        upkeep.may_take(STEP).await?;
        let chunk = take(database, rule, span).await?;
        *taken += chunk;
        if chunk < CHUNK {
            return Ok(());
        }
    }
}

/// One chunk in a transaction of its own.
async fn take(database: &Database, rule: &Rule, span: &Span) -> Result<i64, Error> {
    retrying(|| async {
        let transaction = database.unbegun().await?.with_statement_timeout(STEP);
        transaction.start().await?;
        let taken = (rule.purge)(&transaction, span).await.map_err(Error::from);
        transaction.end(taken).await
    })
    .await
}
