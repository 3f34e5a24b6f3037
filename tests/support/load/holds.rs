//! What must hold after any load, asked of the rows.

use std::collections::BTreeMap;

use super::Seen;
use crate::App;

/// Each: what is promised, and a query that counts the rows that break it.
const PROMISES: [(&str, &str); 12] = [
    ("no deadlock", "select deadlocks from pg_stat_database where datname = current_database()"),
    ("every event is of somebody", "select count(*) from user_events e where not exists (select 1 from contacts c where c.id = e.contact_id)"),
    (
        "statistics count the events of a person, those of who was joined included",
        "with person as (select id, coalesce(merged_into, id) as owner from contacts),
              counted as (select p.owner, e.event, count(*) as n, min(e.occurred_at) as first_at, max(e.occurred_at) as last_at, max(e.received_at) as received
                            from user_events e join person p on p.id = e.contact_id group by 1, 2),
              told as (select p.owner, s.event, sum(s.count) as n, min(s.first_at) as first_at, max(s.last_at) as last_at, max(s.last_received_at) as received
                         from contact_event_stats s join person p on p.id = s.contact_id group by 1, 2)
         select count(*) from counted c full join told t using (owner, event)
          where (c.n, c.first_at, c.last_at, c.received) is distinct from (t.n::bigint, t.first_at, t.last_at, t.received)",
    ),
    (
        "a live contact's columns are its primary keys",
        "with columns as (select c.id, k.kind, k.value from contacts c, lateral (values ('external', c.external_id), ('email', c.email), ('anonymous', c.anonymous_id)) k (kind, value)
                           where c.deleted_at is null and k.value is not null),
              keys as (select contact_id as id, kind, value from contact_keys where role = 'primary')
         select count(*) from columns full join keys using (id, kind, value) where columns.id is null or keys.id is null",
    ),
    ("keys lead to live contacts", "select count(*) from contact_keys k join contacts c on c.id = k.contact_id where c.deleted_at is not null"),
    ("a live contact has a key", "select count(*) from contacts c where deleted_at is null and not exists (select 1 from contact_keys k where k.contact_id = c.id)"),
    (
        "received_at is an order of the events of one who was never joined",
        "select count(*) from (select 1 from user_events where contact_id not in (select survivor_id from contact_merges) group by contact_id, received_at having count(*) > 1) ties",
    ),
    ("ids of who was joined lead to the survivor in one step", "select count(*) from contacts l join contacts s on s.id = l.merged_into where s.merged_into is not null"),
    ("who was joined has nothing left", "select count(*) from contacts c where merged_into is not null and not rekey_pending and (exists (select 1 from user_events e where e.contact_id = c.id) or exists (select 1 from contact_event_stats s where s.contact_id = c.id))"),
    ("who was joined is recorded", "select count(*) from contacts c full join contact_merges m on m.loser_id = c.id where (c.merged_into is not null) <> (m.id is not null) and (c.delete_reason = 'merged' or c.id is null)"),
    (
        "the stored choice is the last one of the log",
        "with last as (select distinct on (email, category) email, category, new_value from preference_log where field = 'subscription' order by email, category, id desc)
         select count(*) from last full join email_subscriptions s using (email, category) where last.new_value is distinct from s.subscribed",
    ),
    (
        "a no holds for the person, at the address of today",
        "select count(*) from preference_log l join contacts c on c.id = l.contact_id join contacts s on s.id = coalesce(c.merged_into, c.id)
          where l.category = 'product-updates' and l.new_value = false and s.deleted_at is null
            and not exists (select 1 from email_subscriptions e where e.email = s.email and e.category = 'product-updates' and not e.subscribed)",
    ),
];

/// Promises that the rows break, and those of the answers: nothing, if all is well.
pub async fn broken_promises(app: &App, seen: &Seen) -> Vec<String> {
    let mut broken = seen.unexpected.clone();
    app.database.text("select pg_stat_force_next_flush()").await;
    for (promise, query) in PROMISES {
        let rows = app.database.text(query).await;
        if rows != "0" {
            broken.push(format!("{promise}: broken by {rows}"));
        }
    }
    let sql = "select properties->>'mark', count(*) from user_events where properties ? 'mark' group by 1";
    let rows = app.database.client.query(sql, &[]).await.expect("events");
    let stored: BTreeMap<String, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    for (mark, accepted) in &seen.events {
        match (accepted, stored.get(mark).copied().unwrap_or_default()) {
            (Some(true), 1) | (Some(false), 0) | (None, 0 | 1) => {}
            (accepted, times) => broken.push(format!("event {mark}, accepted {accepted:?}, is stored {times} times")),
        }
    }
    for address in &seen.opted_out {
        let sql = format!(
            "email_subscriptions where email = '{address}' and category = 'product-updates' and not subscribed"
        );
        if app.database.count(&sql).await != 1 {
            broken.push(format!("the no of {address} is lost"));
        }
    }
    broken
}
