//! The preference page: what it shows, to whom, and that showing it changes nothing.

use domain::token::Action;
use serde_json::json;
use tests::App;
use tests::app::Call;

use crate::{Form, Mail, call};

/// A release with a brand, a name for `journey` and a category that is no list.
const RELEASE: &str = r##"insert into content_releases (manifest_hash, engine) values (sha256('a'), 'tests');
    insert into content_versions (kind, key, hash, definition, source_path) values
      ('brand', 'brand', sha256('1'), '{"name": "<Tom> & \"Co\"", "locale": "de", "logoUrl": "https://tom.test/logo.png?a=1&b=2", "logoWidth": 120, "colors": {"primary": "#aa0011"}}', 'brand.toml'),
      ('category', 'journey', sha256('2'), '{"id": "journey", "name": "Tips", "description": "After <you> sign up"}', 'categories.toml'),
      ('category', 'surveys', sha256('3'), '{"id": "surveys", "name": "Asking you"}', 'categories.toml'),
      ('category', 'transactional', sha256('4'), '{"id": "transactional", "name": "Never"}', 'categories.toml');
    insert into content_release_items (release_id, kind, key, hash) select r.id, v.kind, v.key, v.hash from content_releases r, content_versions v"##;

#[tokio::test]
async fn names_are_escaped_and_states_follow_polarity() {
    let mail = Mail::to_contact("&'a@example.com", "journey").await;
    mail.app
        .database
        .execute("insert into list_configs (list_id, name, description, default_opt_in, definition_hash, file_enabled) values
            ('deals', '<b>\"Deals\" & ''more''</b>', '</span><script>alert(\"1\")</script>', true, sha256('d'), true);
            insert into email_subscriptions values ('&''a@example.com', 'deals', false, 'api'), ('&''a@example.com', 'broadcast', true, 'api')")
        .await;
    let page = mail.open(&mail.manage()).await;
    assert_eq!((page.status, &page.headers["content-type"]), (200, &json!("text/html; charset=utf-8")));
    assert!(page.text.contains("&lt;b&gt;&quot;Deals&quot; &amp; &#x27;more&#x27;&lt;"), "{}", page.text);
    assert!(page.text.contains("&lt;script&gt;alert(&quot;1&quot;)") && !page.text.contains("<script"));
    assert!(page.text.contains("&amp;…@example.com") && !page.text.contains("&'a@"));
    // The built-in category first, then the lists by name; a choice counts before the default.
    assert_eq!(Form::of(&page.text).boxes(), "journey -deals broadcast product-updates");
    assert!(page.text.contains("Journey &amp; lifecycle emails"));

    mail.app.database.execute("insert into email_preferences values ('&''a@example.com', true, now(), 'page')").await;
    let page = mail.open(&mail.manage()).await.text;
    assert_eq!(page.matches(">Unsubscribed<").count(), 4);
    assert!(page.contains("unsubscribed from all") && Form::of(&page).boxes().is_empty(), "{page}");
}

#[tokio::test]
async fn every_category_is_offered_once_but_what_cannot_be_chosen() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.database.execute(RELEASE).await;
    mail.app
        .database
        .execute("insert into list_configs (list_id, name, default_opt_in, definition_hash, file_enabled, enabled, in_code) values
            ('gone', 'Gone', true, sha256('g'), true, true, false), ('stopped', 'Stopped', true, sha256('s'), true, false, true)")
        .await;
    let page = mail.open(&mail.manage()).await.text;
    // By name: Asking you, Broadcast, Product updates. Disabled, removed and transactional ones are missing.
    assert_eq!(Form::of(&page).boxes(), "journey surveys -broadcast product-updates");
    assert!(page.contains(">Tips</span>") && page.contains("After &lt;you&gt; sign up"), "{page}");
}

#[tokio::test]
async fn the_page_wears_the_brand_and_may_load_its_logo_alone() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.database.execute(RELEASE).await;
    let page = mail.open(&mail.manage()).await;
    assert!(page.text.contains("<img src=\"https:&#x2f;&#x2f;tom.test&#x2f;logo.png?a=1&amp;b=2\" width=\"120\" alt=\"&lt;Tom&gt; &amp; &quot;Co&quot;\">"), "{}", page.text);
    assert!(page.text.contains("--primary: #aa0011;") && page.text.contains("<html lang=\"en\">"));
    assert!(page.text.contains("<span class=\"about\" lang=\"de\" dir=\"auto\">"));
    assert_eq!(
        page.headers["content-security-policy"],
        "default-src 'none'; img-src https://tom.test; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    );
}

#[tokio::test]
async fn opening_the_page_changes_nothing() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    for _ in 0..2 {
        assert_eq!(mail.open(&mail.manage()).await.status, 200);
    }
    let head = Call { method: "HEAD".into(), ..call(&mail.manage(), "") };
    let head = mail.app.request("get_preferences", head).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(head.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(mail.traces().await, [0; 5]);
}

#[tokio::test]
async fn the_unsubscribe_page_leads_here_with_its_own_token() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let page = mail.get(&mail.query()).await.text;
    assert!(page.contains(&format!("<a href=\"preferences?{}\">", mail.query())), "{page}");
    let page = mail.open(&mail.query()).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains(&format!("method=\"post\" action=\"?{}\">", mail.query())));
    let request = call(&mail.query(), "all=unsubscribe").header("content-type", crate::FORM);
    assert_eq!(mail.app.request("post_preferences", request).await.status, 200);
    assert_eq!(mail.log().await, "ada@example.com unsubscribed_all false true page by this mail");
}

#[tokio::test]
async fn other_links_are_refused_and_tell_nothing() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let manage = mail.token(Action::Manage);
    let altered = manage.replace(&manage[5..6], if &manage[5..6] == "A" { "B" } else { "A" });
    for token in [mail.token(Action::Confirm), altered, String::new(), "x".into(), "x".repeat(5_000)] {
        let query = format!("token={token}");
        let post = call(&query, "all=unsubscribe").header("content-type", crate::FORM);
        for answer in [mail.open(&query).await, mail.app.request("post_preferences", post).await] {
            assert_eq!(answer.status, 400, "{token}");
            assert!(answer.text.contains("This link is not valid"), "{}", answer.text);
            for secret in ["example.com", "Product", "<form"] {
                assert!(!answer.text.contains(secret), "{}", answer.text);
            }
        }
    }
    assert_eq!(mail.traces().await, [0; 5]);
}

#[tokio::test]
async fn every_answer_is_private_and_names_nobody() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let manage = mail.manage();
    for answer in
        [mail.open(&manage).await, mail.open("token=x").await, mail.choose("").await, mail.choose("save=1").await]
    {
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert_eq!(
            answer.headers["content-security-policy"],
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
        );
        assert_eq!(
            (&answer.headers["x-robots-tag"], &answer.headers["referrer-policy"]),
            (&json!("noindex"), &json!("no-referrer"))
        );
        assert!(answer.headers.get("set-cookie").is_none() && answer.headers.get("location").is_none());
        assert!(!answer.text.contains("ada@example.com") && !answer.headers.to_string().contains("ada@"));
    }
}

#[tokio::test]
async fn the_page_says_that_mail_is_blocked() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.database.execute("insert into email_suppressions (email, reason, expires_at) values ('ada@example.com', 'soft_bounce', now() - interval '1 hour')").await;
    assert!(!mail.open(&mail.manage()).await.text.contains("blocked"));
    mail.app.database.execute("update email_suppressions set reason = 'complaint', expires_at = null").await;
    let page = mail.choose(&mail.form().await.set("broadcast", true).save()).await;
    assert!(page.status == 200 && page.text.contains("Mail to this address is blocked"), "{}", page.text);
    assert_eq!(mail.app.database.count("email_suppressions").await, 1);
}

#[tokio::test]
async fn a_purged_or_erased_mail_leaves_nothing_to_do() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let saved = mail.form().await.set("broadcast", true).save();
    for gone in ["update email_sends set to_email = 'erased:' || id, contact_id = null", "delete from email_sends"] {
        mail.app.database.execute(gone).await;
        for answer in [mail.open(&mail.manage()).await, mail.choose(&saved).await, mail.choose("all=unsubscribe").await]
        {
            assert_eq!(answer.status, 200);
            assert!(answer.text.contains("There is nothing to do"), "{}", answer.text);
        }
    }
    assert_eq!(mail.traces().await, [0; 5]);
}

#[tokio::test]
async fn a_database_that_is_away_is_told_by_a_page() {
    let mail = Mail::sent(App::start().await, "ada@example.com", "journey").await;
    let away = engine::Engine::for_tests("postgres://postgres@127.0.0.1:1/none", engine::Clock::Database).unwrap();
    let away = away.with_link_keys(tests::mails::LINK_KEYS).unwrap();
    for (handler, body) in [("get_preferences", ""), ("post_preferences", "save=1")] {
        let answer =
            tests::app::call_on(&away, handler, call(&mail.manage(), body).header("content-type", crate::FORM)).await;
        assert_eq!((answer.status, answer.headers["retry-after"].as_str()), (503, Some("60")), "{handler}");
        assert!(answer.text.contains("Please try again in a minute"), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_database_that_is_slow_is_told_by_a_page() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    mail.app.database.execute("begin; select 1 from contacts for update").await;
    let call = call(&mail.manage(), "save=1&shown=journey&ticked-before=journey").header("content-type", crate::FORM);
    let answer = tests::app::call_on(&mail.app.engine, "post_preferences", call).await;
    mail.app.database.execute("rollback").await;
    assert_eq!((answer.status, &answer.headers["content-type"]), (503, &json!("text/html; charset=utf-8")));
    assert!(answer.text.contains("Please try again in a minute"), "{}", answer.text);
}
