//! The daily upkeep: months of events, and a look at the contacts' keys.

use engine::Clock;
use engine::operations::maintain::Maintained;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use platform::database::Database;
use platform::deadline::Deadline;
use platform::lambda::invoke;
use serde_json::json;
use tests::app::handler_named;
use tests::aws::set_environment;
use tests::database::server_url;
use tests::mails::as_lambda;
use tests::{App, Aws};

pub const EXPIRE: &str = "update task_heartbeats set lease_until = clock_timestamp() - interval '1 second'";

pub fn owner_of(app: &App) -> Database {
    Database::connect_to(&app.database.url, 2).expect("the owner")
}

pub async fn maintain(app: &App) -> Option<Maintained> {
    as_lambda(app.engine.maintain(&owner_of(app))).await.expect("maintained")
}

fn months(at: Timestamp, months: i32) -> Timestamp {
    at.to_zoned(TimeZone::UTC).checked_add(months.months()).expect("in range").timestamp()
}

/// `user_events_2026_06` for an instant of that month.
fn partition(at: Timestamp) -> String {
    format!("user_events_{}", at.strftime("%Y_%m"))
}

async fn exists(app: &App, table: &str) -> bool {
    app.database.text(&format!("select to_regclass('{table}') is not null")).await == "true"
}

#[tokio::test]
async fn a_month_beyond_retention_is_dropped_and_statistics_outlive_it() {
    let now = Timestamp::now();
    let mut app = App::at(&now.to_string()).await;
    let old = months(now, -24);
    let event = json!({"name": "purchase", "userId": "u-1", "timestamp": old.to_string()});
    assert_eq!(app.call("ingest_event", event).await.status, 202);
    // Two months later, it happened 26 months ago.
    let later = months(now, 2);
    app.set_clock(&later.to_string());
    let done = maintain(&app).await.expect("due");
    assert!(done.left.is_empty(), "{:?}", done.left);
    assert!(!exists(&app, &partition(old)).await && exists(&app, &partition(months(later, -25))).await);
    assert!(exists(&app, &partition(months(later, 3))).await);
    assert_eq!(done.months.made, 2);
    assert_eq!(app.database.count("user_events").await, 0);
    let ever = "contact_event_stats where event = 'purchase' and count = 1";
    assert_eq!(app.database.count(ever).await, 1);
}

#[tokio::test]
async fn upkeep_repeated_finds_nothing_and_works_once_a_day() {
    let mut app = App::at("2026-06-15T03:05:00Z").await;
    app.database
        .execute("insert into task_heartbeats (task, last_ok_at) values ('maintain', '2026-06-14T03:20:00Z')")
        .await;
    assert!(maintain(&app).await.is_none(), "yesterday's work is done and today's is not due");
    app.set_clock("2026-06-15T04:00:00Z");
    assert!(maintain(&app).await.is_some());
    app.database.execute("update task_heartbeats set last_ok_at = '2026-06-15T04:00:01Z'").await;
    app.set_clock("2026-06-15T05:00:00Z");
    assert!(maintain(&app).await.is_none());
    app.set_clock("2026-06-16T04:00:00Z");
    let again = maintain(&app).await.expect("the next day");
    assert_eq!((again.months.made, again.months.dropped, again.retention.values().sum::<i64>()), (0, 0, 0));
}

#[tokio::test]
async fn of_two_at_once_one_works() {
    let app = App::at(&months(Timestamp::now(), 2).to_string()).await;
    let (one, other) = futures::future::join(maintain(&app), maintain(&app)).await;
    assert_eq!(one.iter().chain(&other).count(), 1);
}

#[tokio::test]
async fn the_retention_of_the_installation_holds_for_ingestion_and_for_the_months() {
    set_environment(&[("EVENT_RETENTION_MONTHS", "6")]);
    let now = Timestamp::now();
    let app = App::at(&now.to_string()).await;
    let event = |at: Timestamp| json!({"name": "x", "userId": "u-1", "timestamp": at.to_string()});
    assert_eq!(app.call("ingest_event", event(months(now, -5))).await.status, 202);
    assert_eq!(app.call("ingest_event", event(months(now, -7))).await.code(), "timestamp_too_old");
    assert!(maintain(&app).await.expect("due").months.dropped >= 19);
    assert!(exists(&app, &partition(months(now, -6))).await && !exists(&app, &partition(months(now, -7))).await);
    assert_eq!(app.database.count("user_events").await, 1);
}

#[tokio::test]
async fn events_that_slipped_past_their_month_are_moved_to_it() {
    let app = App::at(&Timestamp::now().to_string()).await;
    app.database
        .execute(
            "insert into user_events (id, contact_id, event, source, occurred_at)
             select gen_random_uuid(), gen_random_uuid(), 'x', 'system', at from unnest(array[
               now() + interval '8 months', now() + interval '8 months', now() + interval '20 months', '2001-01-01']::timestamptz[]) at",
        )
        .await;
    assert_eq!(app.database.count("user_events_default").await, 4);
    let done = maintain(&app).await.expect("due");
    assert!(done.left.is_empty(), "{:?}", done.left);
    assert_eq!((done.months.moved, app.database.count("user_events_default").await), (3, 0));
    assert_eq!(app.database.count("user_events").await, 3);
    assert!(exists(&app, &partition(months(Timestamp::now(), 20))).await);
    let jobs =
        "select string_agg(kind || ' ' || status || ' ' || processed_rows, ', ' order by params->>'month') from jobs";
    assert_eq!(app.database.text(jobs).await, "event_move completed 2, event_move completed 1");
}

#[tokio::test]
async fn a_month_that_readers_hold_is_left_for_the_next_tick_and_the_rest_is_done() {
    let app = App::at(&months(Timestamp::now(), 2).to_string()).await;
    app.database.execute("insert into processed_messages values ('c', 'k', now() - interval '1 year')").await;
    let reader = tests::database::connect(&app.database.url).await;
    reader.batch_execute("begin; select count(*) from user_events").await.unwrap();
    let months = "select string_agg(inhrelid::regclass::text, ' ' order by inhrelid::regclass::text) from pg_inherits where inhparent = 'user_events'::regclass";
    let before = app.database.text(months).await;
    let done = maintain(&app).await.expect("due");
    assert_eq!(done.left.len(), 1, "{:?}", done.left);
    assert!(done.left[0].starts_with("partitions: unavailable"), "{:?}", done.left);
    assert_eq!(done.retention["purge_processed_messages"], 1);
    // Not a success: the next tick works.
    assert_eq!(
        app.database.count("task_heartbeats where last_ok_at is null and last_error like 'partitions%'").await,
        1
    );
    assert_eq!(app.database.text(months).await, before);
    reader.batch_execute("rollback").await.unwrap();
    assert!(maintain(&app).await.expect("goes on").left.is_empty());
    assert_ne!(app.database.text(months).await, before);
}

#[tokio::test]
async fn a_key_that_differs_from_its_column_is_counted() {
    let app = App::start().await;
    for n in 0..3 {
        let body =
            json!({"userId": format!("u-{n}"), "email": format!("u{n}@example.com"), "anonymousId": format!("a-{n}")});
        assert_eq!(app.call("put_contact", body).await.status, 200);
    }
    assert_eq!(maintain(&app).await.expect("due").differing_keys, 0);
    app.database
        .execute(
            "update contacts set email = 'other@example.com' where external_id = 'u-0';
             update contacts set anonymous_id = null where external_id = 'u-1';
             delete from contact_keys where value = 'u-2';
             update task_heartbeats set last_ok_at = null",
        )
        .await;
    assert_eq!(maintain(&app).await.expect("due").differing_keys, 3);
}

#[tokio::test]
async fn when_time_runs_out_the_next_tick_goes_on() {
    let app = App::start().await;
    app.database.execute("insert into processed_messages values ('c', 'k', now() - interval '1 year')").await;
    let owner = owner_of(&app);
    let short = Deadline::after(std::time::Duration::from_secs(19));
    let cut = short.scope(app.engine.maintain(&owner)).await.unwrap().expect("due");
    assert!(cut.left.iter().any(|left| left == "purge_processed_messages: no time left"), "{:?}", cut.left);
    assert_eq!(app.database.count("processed_messages").await, 1);
    assert_eq!(maintain(&app).await.expect("still due").retention["purge_processed_messages"], 1);
    assert!(maintain(&app).await.is_none());
}

#[tokio::test]
async fn a_month_is_moved_only_with_time_for_it_and_under_the_lease() {
    let app = App::at(&Timestamp::now().to_string()).await;
    let slipped = "insert into user_events (id, contact_id, event, source, occurred_at) values
                     (gen_random_uuid(), gen_random_uuid(), 'x', 'system', now() + interval '8 months'),
                     (gen_random_uuid(), gen_random_uuid(), 'x', 'system', '2001-01-01')";
    app.database.execute(slipped).await;
    let owner = owner_of(&app);
    let short = Deadline::after(std::time::Duration::from_secs(60));
    let cut = short.scope(app.engine.maintain(&owner)).await.unwrap().expect("due");
    assert_eq!(cut.left, ["partitions: no time left"], "a month may take a minute, and what is too old less");
    assert_eq!(app.database.count("user_events_default").await, 1);

    // Another invocation takes over while this one waits.
    let blocker = tests::database::connect(&app.database.url).await;
    blocker.batch_execute("begin; lock table user_events_default").await.unwrap();
    let takes_over = async {
        app.wait_for_lock().await;
        app.database.execute("update task_heartbeats set lease_token = gen_random_uuid()").await;
        blocker.batch_execute("rollback").await.unwrap();
    };
    let (cut, ()) = futures::future::join(as_lambda(app.engine.maintain(&owner)), takes_over).await;
    let left = cut.unwrap().expect("due").left;
    assert_eq!(left[0], "partitions: the lease was lost", "{left:?}");
    assert_eq!(app.database.count("user_events_default").await, 1);

    app.database.execute(EXPIRE).await;
    assert_eq!(maintain(&app).await.expect("goes on").months.moved, 1);
}

#[tokio::test]
async fn the_function_changes_tables_as_the_owner_alone() {
    let config: tokio_postgres::Config = server_url().parse().expect("a URL");
    let database = crate::given::migrated_database().await;
    let (role, name) = (crate::given::role_of(&database), database.name.clone());
    let secret = json!({"host": "127.0.0.1", "port": config.get_ports()[0], "username": config.get_user().unwrap_or("postgres"), "dbname": name,
        "password": config.get_password().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()});
    let _aws = Aws::start().await.with_secret("arn:owner", &secret.to_string()).await;
    set_environment(&[("OWNER_DATABASE_SECRET_ARN", "arn:owner"), ("DATABASE_TLS", "disable")]);
    let url = crate::given::url_as(&role, crate::given::PASSWORD, &name);
    let mut engine = engine::Engine::for_tests(&url, Clock::Database).expect("an engine");
    engine.clock = Clock::Fixed(months(Timestamp::now(), 2));
    database
        .execute(
            "insert into audit_log (actor_type, actor, action, resource, at) values ('system', 's', 'a', 'r', now() - interval '3 years');
             insert into preference_log (email, field, source, at) values ('a@example.com', 'subscription', 'api', now() - interval '6 years')",
        )
        .await;
    let done = invoke(&engine, handler_named("maintain"), json!({})).await.expect("maintained");
    assert_eq!((&done["left"], done["rowsTaken"].to_string()), (&json!([]), "2".into()), "{done}");
    assert_ne!(done["monthsDropped"].to_string(), "0");
    assert_eq!(
        invoke(&engine, handler_named("maintain"), json!({})).await.unwrap()["left"],
        json!([]),
        "not by the clock of the database"
    );
}
