//! `POST /v1/campaigns` and `GET /v1/campaigns/{id}`.

use serde_json::{Value, json};
use tests::MailApp;
use tests::app::Call;

fn body() -> Value {
    json!({"list": "product-updates", "template": "marketing/product-update"})
}

fn with(changes: Value) -> Value {
    let mut body = body();
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

#[tokio::test]
async fn a_campaign_is_accepted_as_queued_and_enqueued() {
    let mail = MailApp::start().await;
    let answer = mail.app.call("create_campaign", body()).await;
    assert_eq!(
        (answer.status, &answer.body["status"], &answer.body["state"]),
        (202, &json!("queued"), &json!("queued"))
    );
    assert_eq!(mail.aws.new_messages().await, [json!({"v": 1, "campaign_id": answer.body["campaignId"], "epoch": 0})]);
    assert_eq!(mail.app.database.text("select name from campaigns").await, "Campaign to list product-updates");
}

#[tokio::test]
async fn refusals_write_no_row() {
    let mail = MailApp::start().await;
    let template = json!({"template": "marketing/product-update"});
    let cases = [
        (template, 400, "validation_failed"),
        (with(json!({"bucket": "power-users"})), 400, "validation_failed"),
        (with(json!({"list": "nope"})), 404, "unknown_list"),
        (with(json!({"list": "old-news"})), 404, "unknown_list"),
        (json!({"bucket": "nope", "template": "marketing/product-update"}), 404, "unknown_bucket"),
        (with(json!({"template": "nope"})), 400, "unknown_template"),
        (
            with(json!({"template": "password-reset", "props": {"resetUrl": "https://example.com/r"}})),
            400,
            "category_not_allowed",
        ),
        (with(json!({"props": {"nope": 1}})), 400, "invalid_props"),
        (with(json!({"from": "ceo@other.test"})), 400, "sender_not_allowed"),
        (with(json!({"scheduledAt": "2027-01-01T00:00:00Z"})), 400, "validation_failed"),
    ];
    for (body, status, code) in cases {
        let answer = mail.app.call("create_campaign", body.clone()).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{body} → {answer:?}");
    }
    assert_eq!(mail.app.request("create_campaign", Call::new(body()).key(None)).await.status, 401);
    mail.app.add_key("read", "hsk_read", &["read"]).await;
    assert_eq!(mail.app.request("create_campaign", Call::new(body()).key(Some("hsk_read"))).await.status, 403);
    assert_eq!(mail.app.database.count("campaigns").await, 0);
}

#[tokio::test]
async fn a_keyed_campaign_is_created_once() {
    let mail = MailApp::start().await;
    let call = |body: Value| mail.app.request("create_campaign", Call::new(body).header("idempotency-key", "c1"));
    let first = call(body()).await;
    let second = call(body()).await;
    assert_eq!((first.status, second.status), (202, 202));
    assert_eq!(second.body["campaignId"], first.body["campaignId"]);
    assert_eq!(second.headers["idempotency-replayed"], "true");
    let other = call(with(json!({"subject": "Another"}))).await;
    assert_eq!((other.status, other.code()), (409, "idempotency_conflict"));
    assert_eq!(mail.app.database.count("campaigns").await, 1);
    assert_eq!(mail.aws.new_messages().await.len(), 1);
}

#[tokio::test]
async fn the_status_on_the_wire_is_one_of_four_words() {
    let mail = MailApp::start().await;
    mail.contacts(3).await;
    let id = mail.campaign().await;
    mail.drain().await;
    let view = mail.view(id).await;
    assert_eq!(
        (&view["status"], &view["state"], &view["sentCount"], &view["totalRecipients"]),
        (&json!("sent"), &json!("sent"), &json!(3), &json!(3))
    );
    for key in [
        "id",
        "name",
        "audienceKind",
        "audienceId",
        "templateKey",
        "skippedCount",
        "failedCount",
        "startedAt",
        "completedAt",
        "createdAt",
    ] {
        assert!(!view[key].is_null(), "{key} in {view}");
    }
    mail.app.database.execute("update campaigns set state = 'canceled'").await;
    let view = mail.view(id).await;
    assert_eq!((&view["status"], &view["state"]), (&json!("failed"), &json!("canceled")));
    for unknown in [uuid::Uuid::now_v7().to_string(), "not-a-uuid".into()] {
        let answer = mail.app.request("get_campaign", Call::new(Value::Null).path("id", &unknown)).await;
        assert_eq!((answer.status, answer.code()), (404, "unknown_campaign"));
    }
}

#[tokio::test]
async fn campaigns_are_listed_newest_first_by_state_and_page() {
    let mail = MailApp::start().await;
    mail.contacts(1).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(json!(mail.campaign().await));
    }
    mail.drain().await;
    ids.push(json!(mail.campaign().await));
    ids.reverse();
    let list = async |query: &str| mail.app.request("list_campaigns", Call::without_body("GET").query(query)).await;
    let of = |answer: &tests::Answer| {
        answer.body["campaigns"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect::<Vec<_>>()
    };

    let all = list("").await;
    assert_eq!((of(&all), &all.body["total"], &all.body["nextCursor"]), (ids.clone(), &json!(4), &Value::Null));
    assert_eq!(of(&list("state=queued").await), ids[..1]);
    let sent = list("state=sent&limit=2").await;
    assert_eq!((of(&sent), &sent.body["total"]), (ids[1..3].to_vec(), &json!(3)));
    let cursor = sent.body["nextCursor"].as_str().unwrap();
    assert_eq!(of(&list(&format!("state=sent&limit=2&cursor={cursor}")).await), ids[3..]);
    assert_eq!(list(&format!("state=queued&cursor={cursor}")).await.code(), "cursor_mismatch");
    let unknown = list("state=gone").await;
    assert_eq!((unknown.status, &unknown.body["issues"][0]["path"]), (400, &json!(["state"])));
    // Counters come with the sweep.
    mail.app.engine.recount_campaigns().await.unwrap();
    let sent = list("state=sent").await;
    assert_eq!(
        (&sent.body["campaigns"][0]["sentCount"], &sent.body["campaigns"][0]["status"]),
        (&json!(1), &json!("sent"))
    );
}
