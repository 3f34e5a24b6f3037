//! What is kept for how long: every rule takes what is old and leaves what is young or still needed.

use tests::App;
use tests::mails::as_lambda;

use crate::maintenance::{EXPIRE, maintain, owner_of};

/// A rule, and rows of which it takes exactly one. In the text, `{old}` lies a day beyond the age, `{young}` a day before it.
struct Case {
    rule: &'static str,
    age: &'static str,
    rows: &'static str,
    left: &'static str,
}

const fn case(rule: &'static str, age: &'static str, rows: &'static str, left: &'static str) -> Case {
    Case { rule, age, rows, left }
}

/// A contact, and runs `r1` (ended long ago) and `r2` (its successor); jobs `j1` (ended long ago) and `j2`.
const GIVEN: &str = "
    insert into contacts (id, email) values ('00000000-0000-7000-8000-000000000001', 'ada@example.com');
    insert into contact_keys (kind, value, contact_id, role, reason) values ('email', 'ada@example.com', '00000000-0000-7000-8000-000000000001', 'primary', 'create');
    insert into journey_states (id, contact_id, journey_id, journey_version, status, completed_at, created_at) values
      ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-000000000001', 'j', 'named by a run', 'completed', now() - interval '1 year', now() - interval '1 year'),
      ('00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-000000000001', 'j', 'named by a run', 'completed', now(), now() - interval '10 years');
    insert into jobs (id, kind, status, finished_at) values
      ('00000000-0000-7000-8000-0000000000b1', 'import', 'completed', now() - interval '91 days'),
      ('00000000-0000-7000-8000-0000000000b2', 'import', 'completed', now() - interval '89 days')";

const CASES: &[Case] = &[
    case("purge_idempotency_keys", "0 days", "insert into idempotency_keys (scope, key, request_hash, expires_at) values ('s', 'old', 'x', {old}), ('s', 'young', 'x', {young})", "idempotency_keys"),
    case("purge_processed_messages", "15 days", "insert into processed_messages values ('c', 'old', {old}), ('c', 'young', {young})", "processed_messages"),
    case("purge_content_releases", "12 months", "insert into content_releases (manifest_hash, engine, published_at) select sha256('m'), '0', at from unnest(array_fill({old}, array[21])) at", "content_releases having count(*) = 20"),
    case("purge_content_versions", "90 days", "insert into content_versions (kind, key, hash, definition, source_path, first_published_at)
        select kind, key, sha256(key::bytea), '{}', 'p', case when key = 'young' then {young} else {old} end
          from (values ('template', 'old'), ('template', 'young'), ('template', 'in a release'), ('list', 'in-use'), ('template', 'sent'), ('journey', 'j')) v (kind, key);
        update content_versions set hash = sha256('named by a run') where kind = 'journey';
        update journey_states set journey_version = sha256('named by a run');
        insert into content_release_items select max(r.id), v.kind, v.key, v.hash from content_releases r, content_versions v where v.key = 'in a release' group by 2, 3, 4;
        insert into list_configs (list_id, name, default_opt_in, definition_hash) values ('in-use', 'x', true, sha256('in-use'));
        insert into email_sends (kind, to_email, category, status, template_key, template_version) values ('api', 'x@example.com', 'c', 'queued', 'sent', sha256('sent'))",
        "content_versions where key <> 'old' having count(*) = 5"),
    case("purge_journey_steps", "90 days", "insert into journey_steps (state_id, step_key, journey_id, kind, created_at) values
        ('00000000-0000-7000-8000-0000000000a1', 'old', 'j', 'k', {old}), ('00000000-0000-7000-8000-0000000000a1', 'young', 'j', 'k', {young}), ('00000000-0000-7000-8000-0000000000a2', 'of a run that ended just now', 'j', 'k', {old})",
        "journey_steps where step_key <> 'old' having count(*) = 2"),
    case("purge_journey_logs", "90 days", "insert into journey_logs (state_id, action, at) values ('00000000-0000-7000-8000-0000000000a1', 'old', {old}), ('00000000-0000-7000-8000-0000000000a2', 'of a run that ended just now', {old})", "journey_logs where action <> 'old'"),
    case("empty_journey_calls", "30 days", "insert into journey_calls (id, state_id, contact_id, step_key, endpoint, request, response, status, done_at) values
        (gen_random_uuid(), '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-000000000001', 'old', 'e', '{\"a\": 1}', '{}', 'succeeded', {old}), (gen_random_uuid(), '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-000000000001', 'young', 'e', '{\"a\": 1}', '{}', 'succeeded', {young})",
        "journey_calls where step_key = 'young' and request <> '{}' and response is not null"),
    case("purge_journey_runs", "25 months", "insert into journey_states (id, contact_id, journey_id, journey_version, status, completed_at, failed_at, created_at) values
        ('00000000-0000-7000-8000-0000000000a3', '00000000-0000-7000-8000-000000000001', 'k', 'x', 'completed', {old}, null, {old}), ('00000000-0000-7000-8000-0000000000a4', '00000000-0000-7000-8000-000000000001', 'k', 'x', 'failed', null, {old}, {old} + interval '1 hour')",
        "journey_states where journey_id = 'k' and status = 'failed'"),
    case("purge_journey_refusals", "14 days", "insert into journey_refusals (journey_id, contact_id, reason, last_at) values ('j', '00000000-0000-7000-8000-000000000001', 'old', {old}), ('j', '00000000-0000-7000-8000-000000000001', 'young', {young})", "journey_refusals where reason = 'young'"),
    case("purge_left_memberships", "25 months", "insert into bucket_memberships (id, contact_id, bucket_id, source, status, entry_no, left_at, leave_reason) values
        (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'b', 'event', 'left', 1, {old}, 'criteria'), (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'b', 'event', 'left', 2, {old}, 'criteria')",
        "bucket_memberships where entry_no = 2"),
    case("purge_job_errors", "0 days", "insert into job_errors values ('00000000-0000-7000-8000-0000000000b1', 1, 'x'), ('00000000-0000-7000-8000-0000000000b2', 1, 'x')", "job_errors"),
    case("purge_import_chunks", "0 days", "insert into import_chunks (job_id, chunk_no, first_row, byte_from, byte_to) values ('00000000-0000-7000-8000-0000000000b1', 1, 1, 0, 1), ('00000000-0000-7000-8000-0000000000b2', 1, 1, 0, 1)", "import_chunks"),
    case("purge_build_ranges", "0 days", "insert into bucket_build_ranges (job_id, range_no, bucket_id, generation, lo, hi) select id, 1, 'b', 1, id, id from jobs", "bucket_build_ranges"),
    case("purge_jobs", "90 days", "insert into jobs (id, kind, status) values (gen_random_uuid(), 'import', 'pending')", "jobs having count(*) = 2"),
    case("empty_sends", "30 days", "insert into email_sends (kind, to_email, category, status, props, idempotency_scope, idempotency_key, request_hash, created_at) values
        ('api', 'old@example.com', 'c', 'sent', '{}', 's', 'old', 'x', {old}), ('api', 'young@example.com', 'c', 'sent', '{}', 's', 'young', 'x', {young}), ('api', 'waiting@example.com', 'c', 'queued', '{}', 's', 'waiting', 'x', {old})",
        "email_sends where props is not null and idempotency_key <> 'old' having count(*) = 2"),
    case("purge_sends", "25 months", "insert into email_sends (kind, to_email, category, status, created_at) values ('api', 'gone@example.com', 'c', 'sent', {old}), ('api', 'kept@example.com', 'c', 'sent', {young})", "email_sends where to_email in ('gone@example.com', 'kept@example.com')"),
    case("empty_provider_events", "30 days", "insert into provider_events (dedupe_key, send_id, type, occurred_at, payload, received_at) values ('e-old', gen_random_uuid(), 'Bounce', now(), '{}', {old}), ('e-young', gen_random_uuid(), 'Bounce', now(), '{}', {young})", "provider_events where payload is not null and dedupe_key = 'e-young'"),
    case("purge_provider_events", "7 days", "insert into provider_events (dedupe_key, type, occurred_at, received_at) values ('orphan-old', 'Bounce', now(), {old}), ('orphan-young', 'Bounce', now(), {young})", "provider_events where send_id is null"),
    case("purge_link_clicks", "90 days", "insert into links (owner_kind, owner_id, url_hash, url, archived_clicks) values ('campaign', 'c', 'x', 'https://example.com', 5);
        insert into link_clicks (id, send_id, link_id, at, machine) select gen_random_uuid(), gen_random_uuid(), l.id, v.at, false from links l, (values ({old}), ({young})) v (at)",
        "link_clicks join links on archived_clicks = 6 and links.id = link_id"),
    case("purge_subscription_requests", "30 days", "insert into subscription_requests (id, email, category, source, expires_at, confirmed_at) values
        (gen_random_uuid(), 'old', 'c', 's', {old}, null), (gen_random_uuid(), 'young', 'c', 's', {young}, null), (gen_random_uuid(), 'confirmed', 'c', 's', {old}, now() - interval '89 days')",
        "subscription_requests where email <> 'old' having count(*) = 2"),
    case("empty_webhook_receipts", "7 days", "insert into webhook_receipts (id, source_id, outcome, body, received_at) values (gen_random_uuid(), 'old', 'stored', '{}', {old}), (gen_random_uuid(), 'young', 'stored', '{}', {young})", "webhook_receipts where body is not null and source_id = 'young'"),
    case("purge_webhook_receipts", "90 days", "insert into webhook_receipts (id, source_id, outcome, received_at) values (gen_random_uuid(), 'gone', 'stored', {old}), (gen_random_uuid(), 'kept', 'stored', {young})", "webhook_receipts where source_id in ('gone', 'kept')"),
    case("purge_dead_letters", "90 days", "insert into dead_letters (id, source, dedupe_key, payload, error, created_at) values (gen_random_uuid(), 's', 'old', '{}', 'x', {old}), (gen_random_uuid(), 's', 'young', '{}', 'x', {young})", "dead_letters"),
    case("purge_alert_history", "90 days", "insert into alert_rules (id, name, type, threshold, channel, channel_config) values (gen_random_uuid(), 'n', 'dlq_depth', '{}', 'email', '{}');
        insert into alert_history (id, alert_rule_id, created_at) select gen_random_uuid(), r.id, v.at from alert_rules r, (values ({old}), ({young})) v (at)",
        "alert_history"),
    case("purge_admin_sessions", "0 days", "insert into admin_users (id, email, name) values (gen_random_uuid(), 'op@example.com', 'Op');
        insert into admin_sessions (id, user_id, token_hash, expires_at) select gen_random_uuid(), u.id, v.hash, v.at from admin_users u, (values ('a'::bytea, {old}), ('b'::bytea, {young})) v (hash, at)",
        "admin_sessions"),
    case("purge_rate_limits", "1 day", "insert into rate_limits select 'reads', v.key, floor(extract(epoch from v.at) / 60), 1, 0 from (values ('old', {old}), ('young', {young})) v (key, at)", "rate_limits"),
    case("clear_merged_contacts", "13 months", "insert into contacts (id, external_id, properties, merged_into, deleted_at, delete_reason) values
        ('00000000-0000-7000-8000-000000000002', 'loser', '{\"a\": 1}', '00000000-0000-7000-8000-000000000001', {old}, 'merged'), ('00000000-0000-7000-8000-000000000003', 'later', '{\"a\": 1}', '00000000-0000-7000-8000-000000000001', {young}, 'merged')",
        "contacts where merged_into is not null and (external_id is null) = (properties = '{}') having count(*) = 2 and count(external_id) = 1"),
    case("clear_merge_snapshots", "13 months", "insert into contact_merges (survivor_id, loser_id, loser_snapshot, cause, created_at) select c.id, c.id, '{\"a\": 1}', 'api', v.at from contacts c, (values ({old}), ({young})) v (at) where c.email = 'ada@example.com'", "contact_merges where loser_snapshot <> '{}'"),
    case("purge_preference_log", "5 years", "insert into preference_log (email, field, source, at) values ('a', 'subscription', 'api', {old}), ('a', 'subscription', 'api', {young})", "preference_log"),
    case("purge_audit_log", "2 years", "insert into audit_log (actor_type, actor, action, resource, at) values ('system', 'a', 'a', 'r', {old}), ('system', 'a', 'a', 'r', {young})", "audit_log"),
];

async fn fill(app: &App) {
    app.database.execute(GIVEN).await;
    for case in CASES {
        let old = format!("(now() - interval '{}' - interval '1 day')", case.age);
        let young = format!("(now() - interval '{}' + interval '1 day')", case.age);
        app.database.execute(&case.rows.replace("{old}", &old).replace("{young}", &young)).await;
    }
}

#[tokio::test]
async fn each_rule_takes_what_is_old_and_leaves_what_is_young() {
    let app = App::start().await;
    fill(&app).await;
    let done = maintain(&app).await.expect("due");
    assert!(done.left.is_empty(), "{:?}", done.left);
    let ruled: Vec<&str> = done.retention.keys().copied().collect();
    let mut tested: Vec<&str> = CASES.iter().map(|case| case.rule).collect();
    tested.sort_unstable();
    assert_eq!(ruled, tested, "every rule has its case");
    for case in CASES {
        assert_eq!(done.retention[case.rule], 1, "{}", case.rule);
        let left = if case.left.contains("having") {
            app.database.count(&format!("(select 1 from {}) as l", case.left)).await
        } else {
            app.database.count(case.left).await
        };
        assert_eq!(left, 1, "{}: {}", case.rule, case.left);
    }
    app.database.execute("update task_heartbeats set last_ok_at = null").await;
    assert_eq!(maintain(&app).await.expect("due").retention.values().sum::<i64>(), 0, "a second time takes nothing");
}

#[tokio::test]
async fn a_loser_merged_long_ago_is_empty_and_leads_to_its_survivor() {
    let app = App::start().await;
    let (loser, survivor) = ("00000000-0000-7000-8000-000000000002", "00000000-0000-7000-8000-000000000001");
    app.database
        .execute(&format!(
            "insert into contacts (id, email) values ('{survivor}', 'ada@example.com');
             insert into contact_keys (kind, value, contact_id, role, reason) values ('email', 'ada@example.com', '{survivor}', 'primary', 'create');
             insert into contacts (id, external_id, email, anonymous_id, properties, timezone, timezone_source, merged_into, deleted_at, delete_reason) values
               ('{loser}', 'u-1', 'old@example.com', 'a-1', '{{\"name\": \"Ada\"}}', 'Europe/Berlin', 'user', '{survivor}', now() - interval '14 months', 'merged');
             insert into contact_merges (survivor_id, loser_id, loser_snapshot, cause, created_at) values ('{survivor}', '{loser}', '{{\"email\": \"old@example.com\"}}', 'api', now() - interval '14 months')"
        ))
        .await;
    assert!(maintain(&app).await.expect("due").left.is_empty());
    let row = format!(
        "select concat_ws('|', external_id, email, anonymous_id, properties, timezone, merged_into) from contacts where id = '{loser}'"
    );
    assert_eq!(app.database.text(&row).await, format!("{{}}|{survivor}"));
    assert_eq!(app.database.text("select loser_snapshot from contact_merges").await, "{}");
    assert_eq!(app.database.count("contacts where email = 'ada@example.com'").await, 1);
}

#[tokio::test]
async fn what_grew_old_since_the_last_success_is_emptied_and_a_mail_that_waited_is_found_by_its_sending() {
    let app = App::start().await;
    app.database
        .execute(
            "insert into task_heartbeats (task, last_ok_at) values ('maintain', now() - interval '3 days');
             insert into email_sends (kind, to_email, category, status, props, created_at, sent_at) values
               ('api', 'a@example.com', 'c', 'sent', '{}', now() - interval '32 days', now() - interval '32 days'),
               ('api', 'b@example.com', 'c', 'sent', '{}', now() - interval '80 days', now() - interval '31 days'),
               ('api', 'c@example.com', 'c', 'sent', '{}', now() - interval '80 days', now() - interval '29 days')",
        )
        .await;
    assert_eq!(maintain(&app).await.expect("due").retention["empty_sends"], 2);
    assert_eq!(app.database.text("select to_email from email_sends where props is not null").await, "c@example.com");
}

#[tokio::test]
async fn more_rows_than_a_chunk_go_in_several() {
    let app = App::start().await;
    app.database
        .execute("insert into processed_messages select 'c', n::text, now() - interval '1 year' from generate_series(1, 20001) n")
        .await;
    assert_eq!(maintain(&app).await.expect("due").retention["purge_processed_messages"], 20_001);
    assert_eq!(app.database.count("processed_messages").await, 0);
}

#[tokio::test]
async fn killed_in_the_middle_the_next_one_goes_on() {
    let app = App::start().await;
    fill(&app).await;
    let holder = tests::database::connect(&app.database.url).await;
    holder.batch_execute("begin; lock table jobs in share mode").await.unwrap();
    let owner = owner_of(&app);
    tokio::select! {
        _ = as_lambda(app.engine.maintain(&owner)) => panic!("it waits for the jobs"),
        () = app.wait_for_lock() => {}
    }
    assert_eq!(app.database.count("processed_messages").await, 1, "what was done stays done");
    assert_eq!(app.database.count("dead_letters").await, 2, "the rest is not begun");
    assert!(maintain(&app).await.is_none(), "the dead one's lease");
    app.database.execute(EXPIRE).await;
    holder.batch_execute("rollback").await.unwrap();
    let done = maintain(&app).await.expect("goes on");
    assert!(done.left.is_empty(), "{:?}", done.left);
    assert_eq!((done.retention["purge_processed_messages"], done.retention["purge_dead_letters"]), (0, 1));
}

#[tokio::test]
async fn a_rule_that_fails_does_not_hold_up_the_others() {
    let app = App::start().await;
    fill(&app).await;
    app.database.execute("drop table alert_history").await;
    let done = maintain(&app).await.expect("due");
    assert_eq!(done.left.len(), 1, "{:?}", done.left);
    assert!(done.left[0].starts_with("purge_alert_history: "));
    assert_eq!(done.retention["purge_admin_sessions"], 1);
    assert_eq!(app.database.count("task_heartbeats where last_ok_at is null and last_error is not null").await, 1);
}
