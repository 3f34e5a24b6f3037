//! What the schema itself guarantees.

use tests::TestDatabase;

const ID: &str = "'00000000-0000-7000-8000-00000000000";

async fn refused(database: &TestDatabase, sql: &str) -> String {
    let error = database.client.batch_execute(sql).await.expect_err(sql);
    error.code().expect("refused by the server").code().to_owned()
}

#[tokio::test]
async fn contact_key_follows_the_identities() {
    let database = TestDatabase::create().await;
    database.execute(&format!("insert into contacts (id, email) values ({}, 'ada@example.com')", id(1))).await;
    let key = || database.text("select contact_key from contacts");
    assert_eq!(key().await, "00000000-0000-7000-8000-000000000001");
    database.execute("update contacts set anonymous_id = 'a1'").await;
    assert_eq!(key().await, "a1");
    database.execute("update contacts set external_id = 'u-1'").await;
    assert_eq!(key().await, "u-1");
}

#[tokio::test]
async fn one_live_contact_per_address() {
    let database = TestDatabase::create().await;
    let insert = |n| format!("insert into contacts (id, email) values ({}, 'ada@example.com')", id(n));
    database.execute(&insert(1)).await;
    assert_eq!(refused(&database, &insert(2)).await, "23505");
    database.execute("update contacts set deleted_at = now(), delete_reason = 'deleted'").await;
    database.execute(&insert(2)).await;
}

#[tokio::test]
async fn addresses_are_stored_normalised_only() {
    let database = TestDatabase::create().await;
    for address in ["ADA@example.com", "zoë@example.com"] {
        let insert = format!("insert into contacts (id, email) values ({}, '{address}')", id(1));
        assert_eq!(refused(&database, &insert).await, "23514");
    }
}

#[tokio::test]
async fn a_key_belongs_to_one_contact() {
    let database = TestDatabase::create().await;
    database
        .execute(&format!("insert into contacts (id, external_id) values ({}, 'a'), ({}, 'b')", id(1), id(2)))
        .await;
    let alias = |n| {
        format!(
            "insert into contact_keys (kind, value, contact_id, role, reason) values ('email', 'old@example.com', {}, 'alias', 'hint')",
            id(n)
        )
    };
    database.execute(&alias(1)).await;
    assert_eq!(refused(&database, &alias(2)).await, "23505");
}

#[tokio::test]
async fn partitions_are_bounded_in_utc_and_made_once() {
    let database = TestDatabase::create().await;
    database.execute("set time zone 'Asia/Tokyo'").await;
    let made = "select ensure_event_partitions('2031-05-01', '2031-05-20')";
    assert_eq!(database.text(made).await, "1");
    assert_eq!(database.text(made).await, "0");
    let bounds = "select pg_get_expr(relpartbound, oid) from pg_class where relname = 'user_events_2031_05'";
    database.execute("set time zone 'UTC'").await;
    assert_eq!(database.text(bounds).await, "FOR VALUES FROM ('2031-05-01 00:00:00+00') TO ('2031-06-01 00:00:00+00')");
}

fn id(n: u8) -> String {
    format!("{ID}{n}'")
}
