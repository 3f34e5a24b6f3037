//! `PUT /v1/contacts`.

use futures::future::join_all;
use serde_json::{Value, json};
use tests::App;
use tests::app::Call;

async fn properties(app: &App) -> Value {
    serde_json::from_str(&app.database.text("select properties from contacts").await).expect("JSON")
}

#[tokio::test]
async fn a_contact_is_created_by_its_normalised_address() {
    let app = App::start().await;
    let answer = app.call("put_contact", json!({"email": " Ada@Example.COM ", "properties": {"plan": "free"}})).await;
    assert_eq!((answer.status, &answer.body["created"], &answer.body["linked"]), (200, &json!(true), &json!(false)));
    let row = app.database.text("select (email, external_id, contact_key = id::text, properties) from contacts").await;
    assert_eq!(row, r#"(ada@example.com,,t,"{""plan"": ""free""}")"#);
}

#[tokio::test]
async fn blanks_and_placeholders_are_no_identity() {
    let app = App::start().await;
    for body in
        [json!({}), json!({"userId": "  "}), json!({"userId": "undefined"}), json!({"userId": "   ", "email": ""})]
    {
        for handler in ["put_contact", "ingest_event", "subscribe_list"] {
            let mut body = body.clone();
            body["name"] = "x".into();
            let answer = app.request(handler, Call::new(body).path("id", "broadcast")).await;
            assert_eq!((answer.status, answer.code()), (400, "identity_required"), "{handler}");
        }
    }
    assert_eq!(app.database.count("contacts").await + app.database.count("user_events").await, 0);
    let kept = app.call("put_contact", json!({"userId": "null", "email": "ada@example.com"})).await;
    assert_eq!(kept.body["warnings"], json!(["placeholder_key"]));
}

#[tokio::test]
async fn properties_merge_shallowly_by_user_id() {
    let app = App::start().await;
    let first = app.call("put_contact", json!({"userId": "u-1", "properties": {"plan": "free"}})).await;
    let second = app.call("put_contact", json!({"userId": "u-1", "properties": {"plan": "pro", "tier": "gold"}})).await;
    assert_eq!(second.body["id"], first.body["id"]);
    assert_eq!(second.body["created"], json!(false));
    assert_eq!(properties(&app).await, json!({"plan": "pro", "tier": "gold"}));
}

#[tokio::test]
async fn null_removes_a_top_level_property_only() {
    let app = App::start().await;
    let put = |bag: Value| app.call("put_contact", json!({"userId": "u-1", "properties": bag}));
    put(json!({"a": {"x": 1, "y": null}, "b": 2})).await;
    put(json!({"a": {"z": 3}, "b": null})).await;
    assert_eq!(properties(&app).await, json!({"a": {"z": 3}}));
    put(json!({"a": {"y": null}})).await;
    put(json!({"c": 1})).await;
    assert_eq!(properties(&app).await, json!({"a": {"y": null}, "c": 1}));
}

#[tokio::test]
async fn property_limits_are_told_by_place_and_write_nothing() {
    let app = App::start().await;
    let many: serde_json::Map<String, Value> = (0..257).map(|n| (format!("k{n}"), json!(n))).collect();
    let large: serde_json::Map<String, Value> = (0..5).map(|n| (format!("k{n}"), json!("x".repeat(13_500)))).collect();
    for bag in [Value::Object(large), json!({"text": "a\u{0}b"}), Value::Object(many)] {
        let answer = app.call("put_contact", json!({"userId": "u-1", "properties": bag})).await;
        assert_eq!((answer.status, answer.code()), (400, "invalid_properties"));
        assert_eq!(answer.body["issues"][0]["path"][0], "properties");
    }
    assert_eq!(app.database.count("contacts").await, 0);
}

#[tokio::test]
async fn a_document_that_grows_over_the_limit_is_refused() {
    let app = App::start().await;
    let bag = |range: std::ops::Range<u8>| -> Value {
        range.map(|n| (format!("k{n}"), json!("x".repeat(15_000)))).collect::<serde_json::Map<_, _>>().into()
    };
    assert_eq!(app.call("put_contact", json!({"userId": "u-1", "properties": bag(0..4)})).await.status, 200);
    let answer = app.call("put_contact", json!({"userId": "u-1", "properties": bag(4..6)})).await;
    assert_eq!((answer.status, answer.code()), (400, "invalid_properties"));
    assert_eq!(properties(&app).await.as_object().map(serde_json::Map::len), Some(4));
}

#[tokio::test]
async fn numbers_that_postgres_writes_out_leave_the_contact_changeable() {
    let app = App::start().await;
    let numbers = |number: &str, count: usize| -> Value {
        serde_json::from_str(&format!("[{}]", vec![number; count].join(","))).expect("JSON")
    };
    let bag = json!({"a": numbers("1e300", 2_300), "b": numbers("1e300", 2_300)});
    let answer = app.call("put_contact", json!({"userId": "u-1", "properties": bag})).await;
    assert_eq!((answer.status, answer.code()), (400, "invalid_properties"));
    let bag = json!({"a": numbers("1e300", 50), "b": numbers("-4.9406564584124654e-324", 40)});
    for patch in [bag, json!({"plan": "pro"})] {
        let answer = app.call("put_contact", json!({"userId": "u-1", "properties": patch})).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
}

#[tokio::test]
async fn fifty_parallel_puts_make_one_contact() {
    let app = App::start().await;
    let put = || app.call("put_contact", json!({"email": "new@example.com", "userId": "u-5"}));
    let answers = join_all((0..50).map(|_| put())).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer.body["created"] == true).count(), 1);
    assert_eq!(app.database.count("contacts").await, 1);
}

#[tokio::test]
async fn twenty_parallel_puts_of_an_address_make_one_contact() {
    let app = App::start().await;
    let answers = join_all((0..20).map(|_| app.call("put_contact", json!({"email": "new@example.com"})))).await;
    assert_eq!(answers.iter().filter(|answer| answer.body["created"] == true).count(), 1);
    assert_eq!(app.database.count("contact_keys").await, 1);
}

#[tokio::test]
async fn two_contacts_are_not_joined_and_the_caller_is_warned() {
    let app = App::start().await;
    app.call("put_contact", json!({"userId": "u-1", "email": "ada@example.com"})).await;
    let answer = app.call("put_contact", json!({"userId": "u-2", "email": "ada@example.com"})).await;
    assert_eq!(answer.body["warnings"], json!(["identity_conflict:external_mismatch"]));
    let row = app.database.text("select (external_id, email) from contacts where external_id = 'u-2'").await;
    assert_eq!(row, "(u-2,)");
    assert_eq!(app.database.count("identity_conflicts where reason = 'external_mismatch'").await, 1);
}

#[tokio::test]
async fn all_findings_are_told_at_once_and_null_is_refused() {
    let app = App::start().await;
    let body = json!({"email": "no address", "userId": 7, "properties": [], "timezone": null});
    let answer = app.call("put_contact", body).await;
    assert_eq!((answer.status, answer.code()), (400, "validation_failed"));
    let paths: Vec<_> =
        answer.body["issues"].as_array().unwrap().iter().map(|issue| issue["path"][0].clone()).collect();
    assert_eq!(paths, ["userId", "email", "properties", "timezone"]);
}

#[tokio::test]
async fn bodies_that_are_no_json_are_told_so() {
    let app = App::start().await;
    let with = |body: &str, kind: &str| {
        let call = Call { body: body.into(), ..Call::new(Value::Null) };
        app.request("put_contact", call.header("content-type", kind))
    };
    assert_eq!(with("{", "application/json").await.code(), "malformed_json");
    assert_eq!(with("", "application/json").await.code(), "malformed_json");
    assert_eq!(with("{}", "text/plain").await.status, 415);
    assert_eq!(with(&format!("\"{}\"", "x".repeat(1_100_000)), "application/json").await.status, 413);
}
