//! The POST of RFC 8058, and of the page's button.

use serde_json::json;
use tests::App;

use crate::{FORM, Mail, ONE_CLICK, call};

const LOGGED: &str = "select string_agg(concat_ws(' ', l.email, l.category, l.field, coalesce(l.old_value::text, '-'), l.new_value::text, l.source,
    case when l.send_id = s.id then 'by this mail' end, case when l.contact_id is not null then 'of a contact' end), ', ' order by l.email)
    from preference_log l, email_sends s";

#[tokio::test]
async fn two_one_click_posts_opt_out_once() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    for _ in 0..3 {
        assert_eq!(mail.get(&mail.query()).await.status, 200);
    }
    assert_eq!(mail.traces().await, [0; 5], "scanners follow links");
    for _ in 0..2 {
        let answer = mail.post(&mail.query(), ONE_CLICK).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
        assert!(answer.headers.get("location").is_none() && answer.headers.get("set-cookie").is_none());
        assert!(!answer.text.contains("ada@example.com"), "{}", answer.text);
    }
    assert_eq!(mail.choices().await, "ada@example.com journey=false");
    assert_eq!(
        mail.app.database.text(LOGGED).await,
        "ada@example.com journey subscription - false one_click by this mail of a contact"
    );
    assert_eq!(mail.app.database.count("email_preferences").await, 0, "no global opt-out");
    let event = "select (event, source, source_ref = (select id::text from email_sends), contact_id = (select id from contacts)) from user_events";
    assert_eq!(mail.app.database.text(event).await, "(email.unsubscribed,mail,t,t)");
    let bag: serde_json::Value =
        serde_json::from_str(&mail.app.database.text("select properties from user_events").await).unwrap();
    assert_eq!(bag, json!({"emailSendId": mail.id, "category": "journey", "templateKey": "marketing/tips"}));
}

#[tokio::test]
async fn posts_at_the_same_time_opt_out_once() {
    let mail = Mail::to_contact("ada@example.com", "product-updates").await;
    let query = mail.query();
    let answers = futures::future::join_all((0..6).map(|_| mail.post(&query, ONE_CLICK))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert_eq!(mail.traces().await, [1, 0, 1, 1, 0]);
}

#[tokio::test]
async fn the_body_decides() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    for body in ["", "List-Unsubscribe=No", "confirm=0", "{}"] {
        assert_eq!(mail.post(&mail.query(), body).await.status, 400, "{body}");
    }
    assert_eq!(mail.traces().await, [0; 5]);
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    let request = call(&mail.query(), multipart).header("content-type", "multipart/form-data; boundary=x");
    assert_eq!(mail.app.request("post_unsubscribe", request).await.status, 200);
    assert_eq!(mail.traces().await, [1, 0, 1, 1, 0]);
}

#[tokio::test]
async fn the_button_of_the_page_is_logged_as_such_and_answered_with_a_page() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let request = call(&mail.query(), "confirm=1")
        .header("content-type", FORM)
        .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    let answer = mail.app.request("post_unsubscribe", request).await;
    assert_eq!((answer.status, &answer.headers["content-type"]), (200, &json!("text/html; charset=utf-8")));
    assert!(answer.text.contains("You are unsubscribed") && !answer.text.contains("<form"));
    assert_eq!(mail.app.database.text("select source from preference_log").await, "page");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_as_described() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let body = format!("{ONE_CLICK}&x={}", "x".repeat(1_000_000));
    let described = tests::described::operation("post_unsubscribe").expect("described").operation;
    for accepted in ["text/html", "text/plain"] {
        let request = call(&mail.query(), &body).header("content-type", FORM).header("accept", accepted);
        let answer = mail.app.request("post_unsubscribe", request).await;
        assert_eq!(answer.status, 413, "{answer:?}");
        assert!(answer.headers["content-type"].as_str().is_some_and(|kind| kind.starts_with(accepted)), "{answer:?}");
        assert!(described["responses"]["413"]["content"][accepted].is_object(), "{accepted} is not described");
    }
    assert_eq!(mail.traces().await, [0; 5]);
}

#[tokio::test]
async fn the_opt_out_holds_for_every_address_of_the_contact() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.call("ingest_event", json!({"name": "x", "userId": "u-1", "email": "ada@old.test"})).await;
    mail.app.database.execute("update email_sends set to_email = 'ada@old.test'; delete from user_events").await;
    assert_eq!(mail.post(&mail.query(), ONE_CLICK).await.status, 200);
    assert_eq!(mail.choices().await, "ada@example.com journey=false, ada@old.test journey=false");
    assert_eq!(mail.app.database.count("preference_log").await, 2);
    assert_eq!(mail.app.database.count("user_events").await, 1);
}

#[tokio::test]
async fn an_address_without_contact_is_opted_out_without_event() {
    let mail = Mail::sent(App::start().await, "gone@example.com", "product-updates").await;
    for _ in 0..2 {
        assert_eq!(mail.post(&mail.query(), ONE_CLICK).await.status, 200);
    }
    assert_eq!(mail.choices().await, "gone@example.com product-updates=false");
    assert_eq!(
        mail.app.database.text(LOGGED).await,
        "gone@example.com product-updates subscription - false one_click by this mail"
    );
    assert_eq!(mail.app.database.count("user_events").await + mail.app.database.count("contacts").await, 0);
}

#[tokio::test]
async fn the_router_is_told_when_something_listens() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.listen_to("email.unsubscribed").await;
    for _ in 0..2 {
        mail.post(&mail.query(), ONE_CLICK).await;
    }
    let told =
        "select string_agg(topic, ',') from outbox where payload->>'event_id' = (select id::text from user_events)";
    assert_eq!(mail.app.database.text(told).await, "event-router");
}

#[tokio::test]
async fn a_database_that_is_away_is_told_so_that_providers_try_again() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let away = engine::Engine::for_tests("postgres://postgres@127.0.0.1:1/none", engine::Clock::Database).unwrap();
    let away = away.with_link_keys(tests::mails::LINK_KEYS).unwrap();
    let answer =
        tests::app::call_on(&away, "post_unsubscribe", call(&mail.query(), ONE_CLICK).header("content-type", FORM))
            .await;
    assert_eq!((answer.status, answer.code()), (503, "unavailable"));
    assert!(answer.headers["retry-after"].is_string());
    // A person sees a page.
    for (handler, body) in [("get_unsubscribe", ""), ("post_unsubscribe", "confirm=1")] {
        let browser = call(&mail.query(), body).header("content-type", FORM).header("accept", "text/html");
        let answer = tests::app::call_on(&away, handler, browser).await;
        assert_eq!((answer.status, answer.headers["retry-after"].as_str()), (503, Some("60")), "{handler}");
        assert!(answer.text.contains("Please try again in a minute"), "{}", answer.text);
    }
}
