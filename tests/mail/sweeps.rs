//! What the reaper repairs.

use std::sync::Arc;
use std::time::Duration;

use platform::lambda::invoke;
use serde_json::json;
use tests::MailApp;
use tests::app::handler_named;
use tokio::task::JoinHandle;

#[tokio::test]
async fn a_campaign_whose_hint_was_lost_is_driven() {
    let mail = MailApp::start().await;
    mail.contacts(2).await;
    let id = mail.campaign().await;
    mail.aws.new_messages().await;
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
    mail.aws.new_messages().await;
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
    mail.app.engine.recount_campaigns().await.unwrap();
    assert_eq!(mail.app.database.text("select counts->>'sent' from campaigns").await, "2");
    assert_eq!(mail.view(id).await["state"], "sent");
}

#[tokio::test]
async fn the_reaper_works_alone_and_its_lease_outlives_no_killed_owner_for_long() {
    let mail = Arc::new(MailApp::start().await);
    mail.contacts(2).await;
    mail.campaign().await;
    mail.aws.new_messages().await;
    let lose_hint = "update campaigns set progress_at = now() - interval '3 minutes'";
    mail.app.database.execute(lose_hint).await;

    let first = tick(&mail);
    drives(&mail).await;
    // The first goes on; a second tick finds it at work and ends without effect.
    mail.app.database.execute(lose_hint).await;
    assert_eq!(tick(&mail).await.unwrap(), json!({"worked": false}));
    assert_eq!(mail.aws.new_messages().await.len(), 0);

    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    assert_eq!(tick(&mail).await.unwrap(), json!({"worked": false}));
    let left = mail
        .app
        .database
        .text("select lease_until < now() + interval '2 minutes' from task_heartbeats where task = 'reaper'");
    assert_eq!(left.await, "true");
    mail.app.database.execute("update task_heartbeats set lease_until = now() - interval '1 second'").await;
    let next = tick(&mail);
    drives(&mail).await;
    next.abort();
}

/// A tick of the schedule, which works on for most of its minute.
fn tick(mail: &Arc<MailApp>) -> JoinHandle<serde_json::Value> {
    let mail = Arc::clone(mail);
    tokio::spawn(async move { invoke(&mail.app.engine, handler_named("reaper"), json!({})).await.expect("swept") })
}

/// Waits until a campaign whose hint was lost is driven again.
async fn drives(mail: &MailApp) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(8);
    while mail.aws.new_messages().await.is_empty() {
        assert!(tokio::time::Instant::now() < deadline, "the reaper drives nothing");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
