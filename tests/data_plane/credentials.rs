//! Who may call.

use serde_json::json;
use tests::App;
use tests::app::{ADMIN, Call, INGEST};

fn event() -> Call {
    Call::new(json!({"name": "x", "userId": "u-1"}))
}

#[tokio::test]
async fn missing_unknown_revoked_and_non_bearer_credentials_are_401() {
    let app = App::start().await;
    app.add_key("revoked", "hsk_revoked", &["ingest"]).await;
    app.database.execute("update api_keys set revoked_at = now() where name = 'revoked'").await;
    let basic = event().key(None).header("authorization", &format!("Basic {INGEST}"));
    for call in [event().key(None), event().key(Some("hsk_made_up")), event().key(Some("hsk_revoked")), basic] {
        let answer = app.request("ingest_event", call).await;
        assert_eq!(
            (answer.status, &answer.body["error"], answer.code()),
            (401, &json!("Unauthorized"), "unauthorized")
        );
    }
    assert_eq!(app.database.count("user_events").await, 0);
}

#[tokio::test]
async fn an_expired_key_is_told_so() {
    let app = App::start().await;
    app.database.execute("update api_keys set expires_at = now() - interval '1 second'").await;
    let answer = app.request("ingest_event", event()).await;
    assert_eq!((answer.status, answer.code()), (401, "key_expired"));
}

#[tokio::test]
async fn keys_without_ingest_are_refused_on_the_data_plane() {
    let app = App::start().await;
    for scope in ["read", "journey-admin"] {
        let key = format!("hsk_{scope}");
        app.add_key(scope, &key, &[scope]).await;
        for handler in ["ingest_event", "put_contact"] {
            let answer = app.request(handler, event().key(Some(&key))).await;
            assert_eq!((answer.status, answer.code()), (403, "insufficient_scope"));
            assert!(answer.body["error"].as_str().unwrap().contains("scope"));
        }
    }
}

#[tokio::test]
async fn ingest_and_full_admin_keys_are_admitted() {
    let app = App::start().await;
    for key in [INGEST, ADMIN] {
        assert_eq!(app.request("ingest_event", event().key(Some(key))).await.status, 202);
    }
}
