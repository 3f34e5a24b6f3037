//! From rows to calls of SES.

use serde_json::{Value, json};
use tests::MailApp;
use tests::app::Call;
use tests::mails::as_lambda;
use uuid::Uuid;

/// A snapshot of `count` recipients whose messages are not run yet; their ids in order.
async fn snapshot(mail: &MailApp, count: usize) -> (Uuid, Vec<Uuid>) {
    mail.contacts(count).await;
    let id = mail.campaign().await;
    mail.drive(id, 0).await;
    mail.aws.new_messages().await;
    let rows = mail.app.database.client.query("select id from email_sends order by id", &[]).await.unwrap();
    (id, rows.iter().map(|row| row.get(0)).collect())
}

fn header(mail: &Value, name: &str) -> Option<String> {
    let headers = mail["Content"]["Simple"]["Headers"].as_array()?;
    headers.iter().find(|header| header["Name"] == name).map(|header| header["Value"].as_str().unwrap().to_owned())
}

async fn single(mail: &MailApp, template: &str, category: &str, props: Value) -> Uuid {
    let id = Uuid::now_v7();
    let sql = "insert into email_sends (id, kind, to_email, template_key, category, props, status) values ($1, 'api', 'ada@example.com', $2, $3, $4, 'queued')";
    mail.app.database.client.execute(sql, &[&id, &template, &category, &props]).await.unwrap();
    id
}

#[tokio::test]
async fn every_mail_but_transactional_can_be_unsubscribed_with_one_click() {
    let mail = MailApp::start().await;
    let journey = single(&mail, "welcome", "journey", json!({})).await;
    let transactional =
        single(&mail, "password-reset", "transactional", json!({"resetUrl": "https://example.com/r"})).await;
    mail.send(&[journey]).await;
    mail.send(&[transactional]).await;
    let mails = mail.mails().await;
    let link = header(&mails[0], "List-Unsubscribe").expect("a link");
    assert!(
        link.starts_with("<https://mail.example.com/v1/email/unsubscribe?token=")
            && link.ends_with('>')
            && link.len() < 870
    );
    assert_eq!(header(&mails[0], "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    let url = link.trim_matches(['<', '>']);
    let body = &mails[0]["Content"]["Simple"]["Body"];
    assert!(body["Text"]["Data"].as_str().unwrap().contains(url));
    assert_eq!(header(&mails[1], "List-Unsubscribe"), None);
    assert_eq!(header(&mails[1], "Auto-Submitted").as_deref(), Some("auto-generated"));
    let tags: Vec<&str> =
        mails[0]["EmailTags"].as_array().unwrap().iter().map(|tag| tag["Name"].as_str().unwrap()).collect();
    assert_eq!(tags, ["send_id", "kind", "template", "env"]);
}

#[tokio::test]
async fn every_mail_but_transactional_leads_to_the_preference_page() {
    let mail = MailApp::start().await;
    let journey = single(&mail, "welcome", "journey", json!({})).await;
    let transactional =
        single(&mail, "password-reset", "transactional", json!({"resetUrl": "https://example.com/r"})).await;
    mail.send(&[journey]).await;
    mail.send(&[transactional]).await;
    let mails = mail.mails().await;
    let part = |mail: &Value, part: &str| mail["Content"]["Simple"]["Body"][part]["Data"].as_str().unwrap().to_owned();
    const PAGE: &str = "https://mail.example.com/v1/email/preferences?";
    let text = part(&mails[0], "Text");
    let query = text.split_once(PAGE).expect("a link").1.split_whitespace().next().unwrap();
    assert!(part(&mails[0], "Html").contains(&format!("{PAGE}{query}\">choose which mails you get</a>")));
    let call = |handler: &'static str, method: &str| {
        mail.app.request(handler, Call::without_body(method).key(None).query(query))
    };
    let page = call("get_preferences", "GET").await;
    assert!(page.status == 200 && page.text.contains("a…@example.com"), "{page:?}");
    assert_eq!(call("get_unsubscribe", "GET").await.status, 400, "this link does not unsubscribe");
    assert!(!part(&mails[1], "Text").contains(PAGE) && !part(&mails[1], "Html").contains(PAGE));
}

#[tokio::test]
async fn the_public_base_url_of_the_moment_stands_in_links() {
    let mail = MailApp::start().await;
    let mut links = Vec::new();
    for base in ["https://a.test", "https://b.test"] {
        mail.app
            .database
            .execute(&format!("update settings set value = '\"{base}\"' where key = 'public_base_url'"))
            .await;
        let id = single(&mail, "welcome", "journey", json!({})).await;
        mail.send(&[id]).await;
        let last = mail.mails().await.pop().unwrap();
        let link = header(&last, "List-Unsubscribe").unwrap();
        assert!(link.starts_with(&format!("<{base}/v1/email/unsubscribe")));
        links.push(link);
    }
    let (_, query) = links[0].trim_matches(['<', '>']).split_once('?').unwrap();
    for handler in ["get_unsubscribe", "get_preferences"] {
        let call = Call::without_body("GET").key(None).query(query).header("host", "evil.test");
        let page = mail.app.request(handler, call).await;
        assert!(page.status == 200 && page.text.contains("a…@example.com"), "an earlier link: {page:?}");
        assert!(!page.text.contains("evil.test"), "{}", page.text);
    }
    mail.contacts(1).await;
    let body = json!({"list": "product-updates", "template": "marketing/product-update"});
    let made = mail.app.request("create_campaign", Call::new(body).header("host", "evil.test")).await;
    assert_eq!(made.status, 202, "{made:?}");
    mail.drain().await;
    let mails = mail.mails().await;
    assert!(header(mails.last().unwrap(), "List-Unsubscribe").unwrap().starts_with("<https://b.test/"));
    assert!(mails.len() == 3 && !mails.iter().any(|mail| mail.to_string().contains("evil.test")));
}

#[tokio::test]
async fn values_are_escaped_in_html_raw_in_text_and_one_line_in_the_subject() {
    let mail = MailApp::start().await;
    let name = "<script>alert(1)</script>";
    let id = single(&mail, "welcome", "journey", json!({ "name": name })).await;
    mail.send(&[id]).await;
    let simple = &mail.mails().await[0]["Content"]["Simple"];
    let html = simple["Body"]["Html"]["Data"].as_str().unwrap();
    assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"));
    assert!(simple["Body"]["Text"]["Data"].as_str().unwrap().contains(name));
    assert!(!simple["Subject"]["Data"].as_str().unwrap().contains(['\r', '\n']));
}

#[tokio::test]
async fn one_message_of_twenty_ids_each_row_its_own_end() {
    let mail = MailApp::start().await;
    let (campaign, ids) = snapshot(&mail, 20).await;
    let set = |n: usize, change: &str| format!("update email_sends set {change} where id = '{}';", ids[n]);
    let opted_out = mail.app.database.text(&format!("select to_email from email_sends where id = '{}'", ids[0])).await;
    mail.app
        .database
        .execute(&format!(
            "insert into email_subscriptions (email, category, subscribed, source) values ('{opted_out}', 'product-updates', false, 'api'); {} {} {}",
            set(1, "status = 'canceled'"),
            set(2, "status = 'sent', sent_at = now()"),
            set(3, "template_key = 'nope'"),
        ))
        .await;
    mail.send(&ids).await;
    let statuses = "select string_agg(status || '=' || n, ' ' order by status) from (select status, count(*) as n from email_sends group by 1) s";
    assert_eq!(mail.app.database.text(statuses).await, "canceled=1 failed=1 sent=17 skipped=1");
    assert_eq!(mail.mails().await.len(), 16);
    let view = mail.view(campaign).await;
    assert_eq!((&view["state"], &view["skipReasons"]), (&json!("sent"), &json!({"category_unsubscribed": 1})));
}

#[tokio::test]
async fn an_opt_out_after_the_snapshot_is_honoured() {
    let mail = MailApp::start().await;
    let (campaign, ids) = snapshot(&mail, 3).await;
    let address = mail.app.database.text(&format!("select to_email from email_sends where id = '{}'", ids[1])).await;
    mail.app
        .database
        .execute(&format!(
            "insert into email_preferences (email, unsubscribed_all, source) values ('{address}', true, 'page')"
        ))
        .await;
    mail.send(&ids).await;
    assert_eq!(mail.mails().await.len(), 2);
    assert_eq!(mail.view(campaign).await["skipReasons"], json!({"unsubscribed_all": 1}));
}

#[tokio::test]
async fn the_same_message_twice_at_once_sends_once() {
    let mail = MailApp::start().await;
    let (_, ids) = snapshot(&mail, 20).await;
    let second = mail.second_engine();
    let ((), b) = tokio::join!(mail.send(&ids), as_lambda(second.send_mails(&ids)));
    b.unwrap();
    mail.send(&ids).await;
    assert_eq!(mail.mails().await.len(), 20);
}

#[tokio::test]
async fn a_worker_killed_before_the_fence_is_replaced_when_its_claim_ends() {
    let mail = MailApp::start().await;
    let (_, ids) = snapshot(&mail, 1).await;
    mail.app.database.execute("update email_sends set claim_token = gen_random_uuid(), claim_until = now() + interval '75 seconds', attempt = 1").await;
    mail.send(&ids).await;
    assert_eq!(mail.mails().await.len(), 0);
    mail.app.database.execute("update email_sends set claim_until = now() - interval '1 second'").await;
    mail.send(&ids).await;
    assert_eq!(mail.mails().await.len(), 1);
    assert_eq!(mail.app.database.text("select (status, attempt) from email_sends").await, "(sent,2)");
}

#[tokio::test]
async fn a_worker_waits_for_rows_that_are_still_being_marked() {
    let mail = MailApp::start().await;
    let (_, ids) = snapshot(&mail, 2).await;
    // What the pump or a sweep does, when its message overtakes its own statement.
    let marking = tests::database::connect(&mail.app.database.url).await;
    marking.batch_execute("begin; update email_sends set enqueued_at = clock_timestamp()").await.unwrap();
    let ((), ()) = tokio::join!(mail.send(&ids), async {
        mail.app.wait_for_lock().await;
        marking.batch_execute("commit").await.unwrap();
    });
    assert_eq!(mail.mails().await.len(), 2);
}

#[tokio::test]
async fn addresses_outside_the_allowlist_get_nothing() {
    let mail = MailApp::start().await;
    let id = single(&mail, "welcome", "journey", json!({})).await;
    mail.app.database.execute("update email_sends set to_email = 'x@corp.test'").await;
    mail.send(&[id]).await;
    assert_eq!(mail.app.database.text("select (status, reason) from email_sends").await, "(skipped,test_mode)");
    assert_eq!(mail.mails().await.len(), 0);
}

#[tokio::test]
async fn a_row_that_was_rendered_is_never_sent_again_on_its_own() {
    let mail = MailApp::start().await;
    let (_, ids) = snapshot(&mail, 1).await;
    mail.app
        .database
        .execute("update email_sends set status = 'rendered', rendered_at = now() - interval '1 day'")
        .await;
    mail.send(&ids).await;
    mail.app.engine.sweep_mail().await.unwrap();
    mail.drain().await;
    assert_eq!(mail.mails().await.len(), 0);
}

#[tokio::test]
async fn eight_workers_share_the_tokens() {
    let mut mail = MailApp::start().await;
    mail.app.engine.mail.max_send_rate = 14.0;
    let engine = &mail.app.engine;
    let until = std::time::Instant::now() + std::time::Duration::from_secs(3);
    let worker = || async {
        let mut granted = 0;
        while std::time::Instant::now() < until {
            match engine.try_tokens(engine::mail::rate::Lane::Bulk, 5).await.unwrap() {
                Some(_) => granted += 5,
                None => tokio::task::yield_now().await,
            }
        }
        granted
    };
    let granted: u32 = futures::future::join_all((0..8).map(|_| worker())).await.into_iter().sum();
    // 12.6 a second for 3 s, and the bucket's horizon of one second with one wave.
    assert!((30..=38 + 18).contains(&granted), "{granted} tokens");
}
