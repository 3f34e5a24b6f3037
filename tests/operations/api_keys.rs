//! The routes of API keys.

use serde_json::{Value, json};
use tests::app::{ADMIN, Call, INGEST};
use tests::aws::set_environment;
use tests::{App, Aws};

async fn create(app: &App, key: &str, body: Value) -> tests::Answer {
    app.request("create_api_key", Call::new(body).key(Some(key))).await
}

async fn revoke(app: &App, id: &str) -> tests::Answer {
    app.request("revoke_api_key", Call::without_body("DELETE").key(Some(ADMIN)).path("id", id)).await
}

fn event() -> Value {
    json!({"name": "x", "userId": "u-1"})
}

#[tokio::test]
async fn a_made_key_works_and_is_shown_once() {
    let app = App::start().await;
    let made = create(&app, ADMIN, json!({"name": "shop", "scopes": ["ingest"], "limits": {"emails": 30}})).await;
    assert_eq!(made.status, 201);
    let key = made.body["key"].as_str().unwrap();
    assert_eq!((key.len(), &key[..4], made.body["keyPrefix"].as_str().unwrap()), (47, "hsk_", &key[..8]));
    assert_eq!(app.request("ingest_event", Call::new(event()).key(Some(key))).await.status, 202);
    let listed = app.request("list_api_keys", Call::without_body("GET").key(Some(ADMIN))).await;
    assert_eq!(listed.body["keys"][0]["name"], "shop");
    assert_eq!(listed.body["keys"][0]["createdBy"], "admin");
    assert!(listed.body["keys"][0]["lastUsedAt"].is_string());
    assert!(!listed.text.contains(key));
    assert_eq!(
        app.database.text("select action || ' ' || outcome || ' ' || host(ip) from audit_log").await,
        "apikey.create done 192.0.2.1"
    );
    assert!(!app.database.text("select detail from audit_log").await.contains(key));
}

#[tokio::test]
async fn a_revoked_key_is_refused_at_the_next_request() {
    let app = App::start().await;
    assert_eq!(app.call("ingest_event", event()).await.status, 202);
    let id = app.database.text("select id from api_keys where name = 'ingest'").await;
    let epoch = app.database.text("select value from settings where key = 'auth_epoch'").await;
    assert_eq!(revoke(&app, &id).await.body, json!({"revoked": true}));
    assert_eq!(app.call("ingest_event", event()).await.status, 401);
    assert_ne!(app.database.text("select value from settings where key = 'auth_epoch'").await, epoch);
    assert_eq!(app.database.text("select action || resource_id from audit_log").await, format!("apikey.revoke{id}"));
    assert_eq!(revoke(&app, &id).await.code(), "api_key_not_found");
    assert_eq!(revoke(&app, "no-uuid").await.status, 404);
}

#[tokio::test]
async fn a_denied_attempt_is_audited_and_changes_nothing() {
    let app = App::start().await;
    app.add_key("reader", "hsk_reader", &["read"]).await;
    let answer = create(&app, "hsk_reader", json!({"name": "mine", "scopes": ["full-admin"]})).await;
    assert_eq!((answer.status, &answer.body["error"]), (403, &json!("Forbidden: insufficient scope")));
    let id = app.database.text("select id from api_keys where name = 'ingest'").await;
    let call = Call::without_body("DELETE").key(Some(INGEST)).path("id", &id);
    assert_eq!(app.request("revoke_api_key", call).await.status, 403);
    assert_eq!(app.database.count("api_keys where revoked_at is null").await, 3);
    let denied = "select string_agg(actor || ' ' || action || ' ' || outcome, ', ' order by id) from audit_log";
    assert_eq!(app.database.text(denied).await, "reader apikey.create denied, ingest apikey.revoke denied");
}

#[tokio::test]
async fn an_attempt_at_an_id_that_can_be_none_is_denied_and_audited() {
    let app = App::start().await;
    app.add_key("reader", "hsk_reader", &["read"]).await;
    for id in ["\0", "a\u{1b}[2J\nb", &"é".repeat(5_000)] {
        let call = Call::without_body("DELETE").key(Some("hsk_reader")).path("id", id);
        let answer = app.request("revoke_api_key", call).await;
        assert_eq!((answer.status, answer.code()), (403, "insufficient_scope"), "{answer:?}");
    }
    let ids = "select string_agg(resource_id, ', ' order by id) from audit_log where outcome = 'denied'";
    assert_eq!(app.database.text(ids).await, format!("\u{fffd}, a\u{fffd}[2J\u{fffd}b, {}", "é".repeat(200)));
}

#[tokio::test]
async fn the_last_full_admin_key_stays_while_there_is_no_operator() {
    let app = App::start().await;
    let id = app.database.text("select id from api_keys where name = 'admin'").await;
    let answer = revoke(&app, &id).await;
    assert_eq!((answer.status, answer.code()), (409, "invalid_state"));
    app.add_key("second", "hsk_second", &["full-admin"]).await;
    assert_eq!(revoke(&app, &id).await.status, 200);
}

#[tokio::test]
async fn of_two_revocations_at_once_one_key_remains() {
    let app = App::start().await;
    app.add_key("second", "hsk_second", &["full-admin"]).await;
    let first = app.database.text("select id from api_keys where name = 'admin'").await;
    let second = app.database.text("select id from api_keys where name = 'second'").await;
    let answers = futures::future::join(revoke(&app, &first), revoke(&app, &second)).await;
    assert!(answers.0.status == 200 || answers.1.status == 200);
    assert_eq!(app.database.count("api_keys where revoked_at is null and 'full-admin' = any(scopes)").await, 1);
}

#[tokio::test]
async fn bad_wishes_are_told_all_at_once() {
    let app = App::start().await;
    let answer = create(&app, ADMIN, json!({"scopes": ["root"], "limits": {"emails": 0}})).await;
    assert_eq!((answer.status, answer.body["issues"].as_array().unwrap().len()), (400, 3));
    let past = create(&app, ADMIN, json!({"name": "x", "expiresAt": "2020-01-01T00:00:00Z"})).await;
    assert_eq!(past.status, 400);
    assert_eq!(app.database.count("api_keys").await, 2);
}

async fn update(app: &App, id: &str, body: Value) -> tests::Answer {
    app.request("update_api_key", Call::new(body).key(Some(ADMIN)).path("id", id)).await
}

#[tokio::test]
async fn name_limits_and_end_of_a_key_can_change_and_the_log_tells_what_did() {
    let app = App::at("2026-06-15T12:00:00Z").await;
    let id = app.database.text("select id from api_keys where name = 'ingest'").await;
    let changed =
        update(&app, &id, json!({"name": "shop", "limits": {"emails": 5}, "expiresAt": "2027-01-01T00:00:00Z"})).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    assert_eq!(
        (
            &changed.body["id"],
            &changed.body["name"],
            &changed.body["limits"],
            &changed.body["expiresAt"],
            &changed.body["scopes"]
        ),
        (&json!(id), &json!("shop"), &json!({"emails": 5}), &json!("2027-01-01T00:00:00.000Z"), &json!(["ingest"]))
    );
    let row =
        "select detail from audit_log where action = 'apikey.update' and outcome = 'done' order by id desc limit 1";
    let detail: Value = serde_json::from_str(&app.database.text(row).await).unwrap();
    assert_eq!(detail["changed"], json!(["name", "limits", "expiresAt"]));
    assert_eq!((&detail["before"]["name"], &detail["after"]["limits"]), (&json!("ingest"), &json!({"emails": 5})));
    // What is absent stays; limits are replaced whole; null takes the end away.
    let changed = update(&app, &id, json!({"limits": {"writes": 7}, "expiresAt": null})).await;
    assert_eq!(
        (&changed.body["name"], &changed.body["limits"], &changed.body["expiresAt"]),
        (&json!("shop"), &json!({"writes": 7}), &Value::Null)
    );
    let listed = app.request("list_api_keys", Call::without_body("GET").key(Some(ADMIN))).await;
    assert!(listed.body["keys"].as_array().unwrap().contains(&changed.body));
    assert_eq!(app.database.count("audit_log").await, 2);
}

#[tokio::test]
async fn a_key_cannot_be_given_other_scopes_an_end_that_has_passed_or_bad_limits() {
    let app = App::at("2026-06-15T12:00:00Z").await;
    let id = app.database.text("select id from api_keys where name = 'ingest'").await;
    let bad = update(&app, &id, json!({"scopes": ["full-admin"], "name": "", "limits": {"mails": 1}})).await;
    assert_eq!((bad.status, bad.body["issues"].as_array().unwrap().len()), (400, 3));
    assert_eq!(update(&app, &id, json!({"expiresAt": "2026-06-15T11:59:59Z"})).await.code(), "validation_failed");
    let key = app.database.text("select id from api_keys where name = 'admin'").await;
    let denied = Call::new(json!({"limits": {}})).key(Some(INGEST)).path("id", &key);
    assert_eq!(app.request("update_api_key", denied).await.status, 403);
    app.database.execute("update api_keys set revoked_at = now() where name = 'ingest'").await;
    for unknown in [id.as_str(), "legacy", "01937b30-77aa-7e10-b7c4-0a1b2c3d4e5f"] {
        assert_eq!(update(&app, unknown, json!({"name": "x"})).await.code(), "api_key_not_found");
    }
    assert_eq!(app.database.count("api_keys where name in ('ingest', 'admin') and limits = '{}'").await, 2);
    assert_eq!(app.database.text("select string_agg(outcome, ',') from audit_log").await, "denied");
}

#[tokio::test]
async fn a_raised_limit_admits_at_once() {
    let app = App::at("2026-06-15T12:00:00Z").await;
    let made =
        create(&app, ADMIN, json!({"name": "shop", "scopes": ["ingest"], "limits": {"emails": 2, "writes": 2}})).await;
    let (id, key) = (made.body["id"].as_str().unwrap(), made.body["key"].as_str().unwrap());
    let mail = || app.engine.admit(Some(key), domain::scope::Scope::Ingest, domain::budget::Class::Emails);
    let write = || app.request("ingest_event", Call::new(event()).key(Some(key)));
    for admitted in [true, true, false] {
        assert_eq!((mail().await.is_ok(), write().await.status == 202), (admitted, admitted));
    }
    let refused = mail().await.expect_err("spent").to_string();
    assert_eq!((refused.as_str(), write().await.code()), ("rate_limited: Rate limit exceeded", "rate_limited"));
    assert_eq!(update(&app, id, json!({"limits": {"emails": 5, "writes": 5}})).await.status, 200);
    for admitted in [true, true, true, false] {
        assert_eq!((mail().await.is_ok(), write().await.status == 202), (admitted, admitted));
    }
}

#[tokio::test]
async fn lists_are_paged_by_cursor() {
    let app = App::start().await;
    app.add_key("third", "hsk_third", &["read"]).await;
    app.database.execute("update api_keys set revoked_at = now() where name = 'ingest'").await;
    let page = |query: &str| app.request("list_api_keys", Call::without_body("GET").key(Some(ADMIN)).query(query));
    let first = page("limit=1").await;
    assert_eq!((&first.body["keys"][0]["name"], first.body["total"].to_string()), (&json!("third"), "2".into()));
    let cursor = first.body["nextCursor"].as_str().unwrap().to_owned();
    let second = page(&format!("limit=1&cursor={cursor}")).await;
    assert_eq!((&second.body["keys"][0]["name"], &second.body["nextCursor"]), (&json!("admin"), &Value::Null));
    assert_eq!(page(&format!("includeRevoked=true&cursor={cursor}")).await.code(), "cursor_mismatch");
    assert_eq!(page("includeRevoked=true&count=none").await.body["keys"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_bootstrap_key_is_full_admin_without_a_row() {
    let secret = "bootstrap-key-of-at-least-thirty-two-characters";
    let _aws = Aws::start().await.with_secret("arn:bootstrap", secret).await;
    set_environment(&[("BOOTSTRAP_KEY_SECRET_ARN", "arn:bootstrap")]);
    let app = App::start().await;
    assert_eq!(app.request("ingest_event", Call::new(event()).key(Some(secret))).await.status, 202);
    assert_eq!(create(&app, secret, json!({"name": "first"})).await.status, 201);
    assert_eq!(
        app.database.text("select actor || coalesce(actor_key_id::text, ' without id') from audit_log").await,
        "legacy without id"
    );
    let wrong = Call::new(event()).key(Some("bootstrap-key-of-at-least-thirty-two-charactres"));
    assert_eq!(app.request("ingest_event", wrong).await.status, 401);
}

#[tokio::test]
async fn a_bootstrap_key_that_was_removed_is_asked_for_once() {
    let aws = Aws::start().await;
    let gone = tests::aws::json(400, &json!({"__type": "ResourceNotFoundException", "message": "gone"}));
    aws.on("secretsmanager.GetSecretValue", gone).await;
    set_environment(&[("BOOTSTRAP_KEY_SECRET_ARN", "arn:bootstrap")]);
    let app = App::start().await;
    for n in 0..3 {
        let stranger = format!("no-key-that-anybody-has-ever-given-out-{n}");
        assert_eq!(app.request("ingest_event", Call::new(event()).key(Some(&stranger))).await.status, 401);
    }
    assert_eq!(aws.calls("GetSecretValue").await, 1);
}
