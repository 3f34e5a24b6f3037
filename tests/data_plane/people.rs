//! What several suites ask of contacts.

use serde_json::Value;
use tests::App;

/// Reports an event `seen`.
pub async fn event(app: &App, mut body: Value) -> Value {
    body["name"] = "seen".into();
    let answer = app.call("ingest_event", body).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    answer.body
}

/// States a profile; the contact's id.
pub async fn put(app: &App, body: Value) -> String {
    let answer = app.call("put_contact", body).await;
    answer.body["id"].as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned()
}

/// `external id / address / anonymous id / events`, a line per live contact, oldest first.
pub async fn live(app: &App) -> Vec<String> {
    let sql = "select coalesce(string_agg(concat_ws('/', coalesce(external_id, '-'), coalesce(email, '-'), coalesce(anonymous_id, '-'),
                   (select count(*) from user_events e where e.contact_id = c.id and e.event = 'seen')), ' ' order by id), '') from contacts c where deleted_at is null";
    app.database.text(sql).await.split(' ').map(str::to_owned).collect()
}
