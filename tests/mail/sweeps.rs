//! What the reaper repairs.

use serde_json::json;
use tests::MailApp;

#[tokio::test]
async fn a_campaign_whose_hint_was_lost_is_driven() {
    let mail = MailApp::start().await;
    mail.contacts(2).await;
    let id = mail.campaign().await;
    mail.new_messages().await;
    assert_eq!(mail.app.engine.sweep_mail().await.unwrap().driven, 0);
    mail.app.database.execute("update campaigns set progress_at = now() - interval '3 minutes'").await;
    assert_eq!(mail.app.engine.sweep_mail().await.unwrap().driven, 1);
    mail.drain().await;
    assert_eq!(mail.view(id).await["sentCount"], json!(2));
}

#[tokio::test]
async fn mails_of_a_dead_worker_are_enqueued_again() {
    let mail = MailApp::start().await;
    mail.contacts(3).await;
    let id = mail.campaign().await;
    mail.drive(id, 0).await;
    mail.new_messages().await;
    mail.app
        .database
        .execute("update email_sends set claim_token = gen_random_uuid(), claim_until = now() - interval '1 second'")
        .await;
    assert_eq!(mail.app.engine.sweep_mail().await.unwrap().enqueued, 3);
    mail.drain().await;
    assert_eq!(mail.mails().await.len(), 3);
    assert_eq!(mail.view(id).await["state"], "sent");
}

#[tokio::test]
async fn completion_is_repeated_and_counters_are_recounted() {
    let mail = MailApp::start().await;
    mail.contacts(2).await;
    let id = mail.campaign().await;
    mail.drive(id, 0).await;
    mail.app.database.execute("update email_sends set status = 'sent', sent_at = now()").await;
    assert_eq!(mail.app.engine.sweep_mail().await.unwrap().completed, 1);
    assert_eq!(mail.app.database.text("select counts->>'sent' from campaigns").await, "2");
    assert_eq!(mail.view(id).await["state"], "sent");
}
