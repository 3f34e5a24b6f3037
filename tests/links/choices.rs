//! What the preference page saves.

use serde_json::json;
use tests::App;

use crate::{Mail, ONE_CLICK, call};

#[tokio::test]
async fn the_whole_set_is_saved_once_with_its_proof() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let form = mail.form().await;
    assert_eq!(form.boxes(), "journey -broadcast product-updates");
    let body = form.set("broadcast", true).set("product-updates", false).set("journey", false).save();
    for _ in 0..2 {
        let page = mail.choose(&body).await;
        assert_eq!(page.status, 200, "{page:?}");
        assert!(page.text.contains("Your choices are saved."), "{}", page.text);
        assert_eq!(crate::Form::of(&page.text).boxes(), "-journey broadcast -product-updates");
    }
    assert_eq!(
        mail.log().await,
        "ada@example.com broadcast - true page by this mail, ada@example.com journey - false page by this mail, \
         ada@example.com product-updates - false page by this mail"
    );
    assert_eq!(
        mail.events().await,
        "email.unsubscribed journey, list.subscribed broadcast page, list.unsubscribed product-updates page"
    );
    assert_eq!(mail.traces().await, [3, 0, 3, 3, 0]);
}

#[tokio::test]
async fn a_page_that_is_saved_untouched_leaves_no_trace() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    assert_eq!(mail.choose(&mail.form().await.save()).await.status, 200);
    assert_eq!(mail.traces().await, [0; 5]);
}

#[tokio::test]
async fn multipart_bodies_are_read_and_others_choose_nothing() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let form = mail.form().await.set("broadcast", true);
    let huge = format!("{}&x={}", form.save(), "x".repeat(1_000_000));
    let nothing = ["", "save=0", "confirm=1", ONE_CLICK, "{\"save\":1}"].map(|body| (body, 400));
    for (body, status) in nothing.into_iter().chain([(huge.as_str(), 413)]) {
        let answer = mail.choose(body).await;
        assert!(answer.status == status && answer.text.contains("Nothing was changed"), "{}", answer.text);
    }
    assert_eq!(mail.traces().await, [0; 5]);
    let request =
        call(&mail.manage(), &form.save_multipart()).header("content-type", "multipart/form-data; boundary=x");
    assert_eq!(mail.app.request("post_preferences", request).await.status, 200);
    assert_eq!(mail.choices().await, "ada@example.com broadcast=true");
}

#[tokio::test]
async fn what_the_page_did_not_offer_is_left_alone() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let opened = mail.form().await;
    // Published, and disabled, between opening and saving.
    mail.app
        .database
        .execute("insert into list_configs (list_id, name, default_opt_in, definition_hash, file_enabled) values ('new', 'New', true, sha256('n'), true);
            update list_configs set enabled = false where list_id = 'product-updates'")
        .await;
    let forged: String = ["old-news", "transactional", "unknown", "Broadcast", "' or true --"]
        .map(|id| format!("&shown={id}&ticked={id}"))
        .concat();
    let page = mail.choose(&(opened.set("product-updates", false).save() + &forged)).await;
    assert_eq!(page.status, 200, "{page:?}");
    assert_eq!(crate::Form::of(&page.text).boxes(), "journey -broadcast new");
    // A box that was not shown cannot be ticked.
    assert_eq!(mail.choose("ticked=broadcast&save=1").await.status, 200);
    assert_eq!(mail.traces().await, [0; 5]);
}

#[tokio::test]
async fn a_link_to_an_old_address_opts_out_everywhere_and_opts_in_nowhere() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.call("ingest_event", json!({"name": "x", "userId": "u-1", "email": "ada@old.test"})).await;
    mail.app.call("put_contact", json!({"email": "bob@example.com", "userId": "u-2"})).await;
    mail.app.database.execute("update email_sends set to_email = 'ada@old.test'; delete from user_events").await;
    let page = mail.open(&mail.manage()).await.text;
    assert!(page.contains("a…@old.test") && page.contains("another address of yours"), "{page}");
    assert!(!page.contains("example.com"), "the address that it goes to is not shown to the old mailbox");
    let form = mail.form().await;
    assert_eq!(form.boxes(), "journey product-updates", "what is not subscribed to is no box");
    // A page that was opened before the address changed, and one that somebody made up.
    let body = form.set("product-updates", false).save() + "&shown=broadcast&ticked=broadcast";
    for _ in 0..2 {
        let page = mail.choose(&body).await.text;
        assert!(page.contains("Saved. We no longer send you"), "{page}");
        assert_eq!(crate::Form::of(&page).boxes(), "journey");
    }
    assert_eq!(mail.choices().await, "ada@example.com product-updates=false, ada@old.test product-updates=false");
    assert_eq!(mail.app.database.count("preference_log where email like 'bob%'").await, 0);
    assert_eq!(mail.events().await, "list.unsubscribed product-updates page");
    let owner = "select bool_and(e.contact_id = c.id) from user_events e, contacts c where c.external_id = 'u-1'";
    assert_eq!(mail.app.database.text(owner).await, "true");
}

#[tokio::test]
async fn the_new_address_gets_mail_again_by_a_link_to_it_alone() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.call("ingest_event", json!({"name": "x", "userId": "u-1", "email": "ada@old.test"})).await;
    mail.app.database.execute("update email_sends set to_email = 'ada@old.test'").await;
    let left = "select string_agg(email || ' ' || unsubscribed_all, ', ' order by email) from email_preferences";
    mail.choose("all=unsubscribe").await;
    assert_eq!(mail.app.database.text(left).await, "ada@example.com true, ada@old.test true");
    let page = mail.choose("all=subscribe").await.text;
    assert!(page.contains("Nothing was changed.") && page.contains("the link in a mail to that address"), "{page}");
    assert!(!page.contains("Receive mail again"), "{page}");
    assert_eq!(mail.app.database.text(left).await, "ada@example.com true, ada@old.test true");
    assert_eq!(mail.app.database.count("preference_log").await, 2);

    mail.app.database.execute("update email_sends set to_email = 'ada@example.com'").await;
    assert!(mail.choose("all=subscribe").await.text.contains("You receive mail again."));
    assert_eq!(mail.app.database.text(left).await, "ada@example.com false, ada@old.test true");
}

#[tokio::test]
async fn an_address_without_contact_is_chosen_for_without_event() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    assert_eq!(mail.app.call("delete_contact", json!({"userId": "u-1"})).await.status, 200);
    for _ in 0..2 {
        mail.choose(&mail.form().await.set("product-updates", false).set("broadcast", true).save()).await;
        mail.choose("all=unsubscribe").await;
        mail.choose("all=subscribe").await;
    }
    assert_eq!(mail.choices().await, "ada@example.com broadcast=true, ada@example.com product-updates=false");
    assert_eq!(mail.app.database.count("preference_log where contact_id is null").await, 6);
    assert_eq!(mail.app.database.count("user_events").await, 0);
}

#[tokio::test]
async fn leaving_all_mail_is_undone_by_its_own_button_alone() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.call("ingest_event", json!({"name": "x", "userId": "u-1", "email": "ada@old.test"})).await;
    mail.app.database.execute("delete from user_events").await;
    let tab = mail.form().await;
    for _ in 0..2 {
        // The boxes beside the button do not count.
        let page = mail.choose(&(tab.clone().set("broadcast", true).save() + "&all=unsubscribe")).await.text;
        assert!(page.contains("none of these mails any more") && page.contains("Receive mail again"), "{page}");
    }
    let left = "select string_agg(concat_ws(' ', email, unsubscribed_all, unsubscribed_all_at is not null, source), ', ' order by email) from email_preferences";
    assert_eq!(mail.app.database.text(left).await, "ada@example.com t t page, ada@old.test t t page");
    assert_eq!(mail.events().await, "email.unsubscribed");

    // A tab that was opened before subscribes to a list, and lifts nothing.
    let page = mail.choose(&tab.set("broadcast", true).save()).await.text;
    assert!(page.contains("They count when you receive mail again."), "{page}");
    assert_eq!(mail.choices().await, "ada@example.com broadcast=true");

    for _ in 0..2 {
        let page = mail.choose("all=subscribe").await.text;
        assert_eq!(crate::Form::of(&page).boxes(), "journey broadcast product-updates");
    }
    assert_eq!(mail.app.database.text(left).await, "ada@example.com f f page, ada@old.test t t page");
    assert_eq!(
        mail.log().await,
        "ada@example.com unsubscribed_all false true page by this mail, ada@old.test unsubscribed_all false true page by this mail, \
         ada@example.com broadcast - true page by this mail, ada@example.com unsubscribed_all true false page by this mail"
    );
    assert_eq!(mail.events().await, "email.unsubscribed, list.subscribed broadcast page");
}

#[tokio::test]
async fn a_tick_of_an_old_page_subscribes_nobody_again() {
    let mail = Mail::to_contact("ada@example.com", "product-updates").await;
    let old_tab = mail.form().await;
    assert_eq!(mail.post(&mail.query(), ONE_CLICK).await.status, 200);
    let page = mail.choose(&old_tab.set("broadcast", true).save()).await;
    assert_eq!(crate::Form::of(&page.text).boxes(), "journey broadcast -product-updates");
    assert_eq!(mail.choices().await, "ada@example.com broadcast=true, ada@example.com product-updates=false");
    // On a page that shows the opt-out, the same tick is a choice.
    mail.choose(&mail.form().await.set("product-updates", true).save()).await;
    assert_eq!(mail.choices().await, "ada@example.com broadcast=true, ada@example.com product-updates=true");
}

#[tokio::test]
async fn choices_at_the_same_time_are_logged_once() {
    let mail = Mail::to_contact("ada@example.com", "product-updates").await;
    let body = mail.form().await.set("product-updates", false).save();
    let query = mail.query();
    let page = futures::future::join_all((0..4).map(|_| mail.choose(&body)));
    let click = futures::future::join_all((0..4).map(|_| mail.post(&query, ONE_CLICK)));
    let (page, click) = futures::join!(page, click);
    assert!(page.iter().chain(&click).all(|answer| answer.status == 200), "{page:?} {click:?}");
    assert_eq!(mail.traces().await, [1, 0, 1, 1, 0]);
}

#[tokio::test]
async fn choices_for_an_address_that_nobody_owns_wait_for_each_other() {
    let mail = Mail::sent(App::start().await, "gone@example.com", "journey").await;
    let answers = futures::future::join_all((0..6).map(|_| mail.choose("all=unsubscribe"))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert_eq!(mail.traces().await, [0, 1, 1, 0, 0]);
}

#[tokio::test]
async fn the_router_is_told_when_something_listens() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.listen_to("list.subscribed").await;
    for _ in 0..2 {
        mail.choose(&mail.form().await.set("broadcast", true).set("journey", false).save()).await;
    }
    let told = "select string_agg(topic, ',') from outbox where payload->>'event_id' = (select id::text from user_events where event = 'list.subscribed')";
    assert_eq!(mail.app.database.text(told).await, "event-router");
    assert_eq!(mail.app.database.count("outbox").await, 1);
}

#[tokio::test]
async fn an_erasure_that_comes_first_wins() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let body = mail.form().await.set("broadcast", true).save();
    let erasing = tests::database::connect(&mail.app.database.url).await;
    erasing.batch_execute("begin; select 1 from contacts for update").await.expect("a lock");
    let erase = async {
        mail.app.wait_for_lock().await;
        erasing.batch_execute("update email_sends set to_email = 'erased:' || id, contact_id = null; commit").await
    };
    let (page, erased) = futures::join!(mail.choose(&body), erase);
    erased.expect("an erasure");
    assert!(page.status == 200 && page.text.contains("There is nothing to do"), "{page:?}");
    assert_eq!(mail.traces().await, [0; 5]);
}
