//! Who gets a campaign.

use engine::campaigns::drive::Driven;
use serde_json::json;
use tests::MailApp;
use tests::mails::as_lambda;
use uuid::Uuid;

#[tokio::test]
async fn an_opt_in_list_reaches_those_who_said_yes_and_may_be_mailed() {
    let mail = MailApp::start().await;
    mail.contacts(5).await;
    mail.app
        .database
        .execute(
            "insert into email_subscriptions (email, category, subscribed, source) select 'c' || n || '@example.com', 'broadcast', true, 'api' from unnest(array[0, 2, 3, 4]) n;
             insert into email_preferences (email, unsubscribed_all, source) values ('c2@example.com', true, 'api');
             insert into email_suppressions (email, reason) values ('c3@example.com', 'complaint');
             update contacts set deleted_at = now(), delete_reason = 'deleted' where email = 'c4@example.com'",
        )
        .await;
    let body = json!({"list": "broadcast", "template": "marketing/product-update"});
    let answer = mail.app.call("create_campaign", body).await;
    mail.drain().await;
    let view = mail.view(answer.body["campaignId"].as_str().unwrap().parse().unwrap()).await;
    assert_eq!(
        (&view["totalRecipients"], &view["sentCount"], &view["skippedCount"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let sent = &mail.mails().await[0];
    assert_eq!(sent["Destination"]["ToAddresses"], json!(["c0@example.com"]));
    // The footer names the list as people know it.
    let text = sent["Content"]["Simple"]["Body"]["Text"]["Data"].as_str().unwrap();
    assert!(text.contains("you are subscribed to \"Broadcast\""), "{text}");
}

#[tokio::test]
async fn a_large_audience_is_resolved_in_pages_killed_and_resumed() {
    let mail = MailApp::start().await;
    mail.contacts(20_000).await;
    mail.app
        .database
        .execute(
            "insert into email_subscriptions (email, category, subscribed, source) values ('c1@example.com', 'product-updates', false, 'api');
             insert into email_preferences (email, unsubscribed_all, source) values ('c2@example.com', true, 'api');
             insert into email_suppressions (email, reason) values ('c3@example.com', 'hard_bounce')",
        )
        .await;
    let id = mail.campaign().await;
    // The driver dies after its second page: its lease stands, its cursor too.
    let token = Uuid::new_v4();
    mail.app.database.execute(&format!("update campaigns set state = 'resolving', lease_token = '{token}', lease_until = now() + interval '2 minutes', started_at = now(), audience_cutoff = now()")).await;
    let client = mail.app.engine.database.client().await.unwrap();
    for _ in 0..2 {
        let ids: Vec<Uuid> = (0..5_000).map(|_| Uuid::now_v7()).collect();
        let page = queries::queries::campaigns::snapshot_default_in()
            .bind(&client, &id, &token, &ids, &jiff::Timestamp::now())
            .one()
            .await
            .unwrap();
        assert_eq!(page.examined, 5_000);
    }
    drop(client);
    assert_eq!(mail.drive(id, 0).await, Driven::NotOurs);
    mail.app.database.execute("update campaigns set lease_until = now() - interval '1 second'").await;
    assert_ne!(mail.drive(id, 0).await, Driven::NotOurs);
    assert_eq!(mail.app.database.count("email_sends").await, 19_997);
    assert_eq!(mail.app.database.text("select total_recipients from campaigns").await, "19997");
    let ids: Vec<_> =
        mail.aws.new_messages().await.iter().filter_map(|m| m["send_ids"].as_array().map(Vec::len)).collect();
    assert!(
        ids.iter().all(|&ids| ids <= 20) && ids.iter().sum::<usize>() == 19_997,
        "each once, in messages of 20 ids"
    );
}

#[tokio::test]
async fn a_stale_epoch_is_ignored() {
    let mail = MailApp::start().await;
    mail.contacts(1).await;
    let id = mail.campaign().await;
    mail.app.database.execute("update campaigns set epoch = 3").await;
    assert_eq!(mail.drive(id, 2).await, Driven::NotOurs);
    assert_eq!(mail.drive(id, 3).await, Driven::Done);
}

#[tokio::test]
async fn two_drivers_at_once_enqueue_each_recipient_once() {
    let mail = MailApp::start().await;
    mail.contacts(500).await;
    let id = mail.campaign().await;
    mail.aws.new_messages().await;
    let second = mail.second_engine();
    let (a, b) = tokio::join!(mail.drive(id, 0), as_lambda(second.drive_campaign(id, 0)));
    let outcomes = [a, b.unwrap()];
    assert!(outcomes.contains(&Driven::NotOurs) && outcomes.contains(&Driven::Done), "{outcomes:?}");
    let enqueued: usize =
        mail.aws.new_messages().await.iter().filter_map(|m| m["send_ids"].as_array().map(Vec::len)).sum();
    assert_eq!(enqueued, 500);
}

#[tokio::test]
async fn the_window_bounds_what_is_outstanding() {
    let mut mail = MailApp::start().await;
    mail.app.engine.mail.max_send_rate = 1.0;
    mail.contacts(2_500).await;
    let id = mail.campaign().await;
    assert_eq!(mail.drive(id, 0).await, Driven::GoesOn);
    assert_eq!(mail.app.database.count("email_sends where enqueued_at is not null").await, 1_000);
    assert_eq!(mail.app.database.text("select epoch from campaigns").await, "1");
}

#[tokio::test]
async fn an_empty_audience_ends_as_sent() {
    let mail = MailApp::start().await;
    let id = mail.campaign().await;
    mail.drain().await;
    let view = mail.view(id).await;
    assert_eq!((&view["status"], &view["totalRecipients"]), (&json!("sent"), &json!(0)));
}
