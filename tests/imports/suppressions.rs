//! Rows of suppressions.

use serde_json::json;
use tests::ImportApp;

const STORED: &str = "select string_agg(concat_ws(' ', email, reason, created_at::date, expires_at is null), ', ' order by email) from email_suppressions";

#[tokio::test]
async fn addresses_are_suppressed_with_their_reason_whether_a_contact_has_them_or_not() {
    let app = ImportApp::start().await;
    app.app.call("put_contact", json!({"userId": "u-1", "email": "known@x.test"})).await;
    let file = "Email,Reason,at,name\nknown@x.test,complaint,2024-03-01,K\n Stranger@X.test ,BOUNCE,1709290000,S\nhand@x.test,,,\nbad,,,\nodd@x.test,soft,,\n";
    let job = app.import(file, json!({"kind": "suppressions"})).await;
    assert_eq!((&job["status"], job["createdRows"].to_string().as_str()), (&json!("completed_with_errors"), "3"));
    let errors = json!([
        {"row": 5, "error": "column \"Email\": not a valid address"},
        {"row": 6, "error": "column \"Reason\": must be hard_bounce, complaint, manual or provider"},
    ]);
    assert_eq!(job["errors"].to_string(), errors.to_string());
    let stored = app.app.database.text(STORED).await;
    assert!(stored.contains("known@x.test complaint 2024-03-01 t"), "{stored}");
    assert!(stored.contains("stranger@x.test hard_bounce 2024-03-01 t"), "{stored}");
    assert!(stored.contains("hand@x.test manual"), "{stored}");
    let log = "preference_log where field = 'suppression' and source = 'import' and detail ->> 'job' is not null";
    assert_eq!(app.app.database.count(log).await, 3);
    assert_eq!(app.app.database.count("preference_log where contact_id is not null").await, 1);
}

#[tokio::test]
async fn a_repeated_import_changes_nothing_and_no_suppression_is_weakened() {
    let app = ImportApp::start().await;
    app.app.database.execute(
        "insert into email_suppressions (email, reason, created_at, expires_at) values
           ('c@x.test', 'complaint', '2020-01-01', null), ('soft@x.test', 'soft_bounce', '2020-01-01', now() + interval '1 day')",
    ).await;
    let file = "email,reason,at\nc@x.test,manual,2021-01-01\nsoft@x.test,hard_bounce,2021-01-01\nsoft@x.test,manual,2022-01-01\n";
    for (created, logged) in [("1", 1), ("0", 1)] {
        let job = app.import(file, json!({"kind": "suppressions"})).await;
        assert_eq!(
            (job["createdRows"].to_string().as_str(), job["succeededRows"].to_string().as_str()),
            (created, "3")
        );
        assert_eq!(
            app.app.database.text(STORED).await,
            "c@x.test complaint 2020-01-01 t, soft@x.test hard_bounce 2021-01-01 t"
        );
        assert_eq!(app.app.database.count("preference_log").await, logged);
    }
}

#[tokio::test]
async fn a_dry_run_suppresses_nobody() {
    let app = ImportApp::start().await;
    let job = app.import("email\na@x.test\n", json!({"kind": "suppressions", "dryRun": true})).await;
    assert_eq!((job["createdRows"].to_string().as_str(), app.app.database.count("email_suppressions").await), ("1", 0));
    assert_eq!(app.app.database.count("preference_log").await, 0);
}
