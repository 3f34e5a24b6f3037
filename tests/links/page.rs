//! The page behind the link.

use serde_json::json;
use tests::App;
use tests::app::Call;

use crate::{Mail, ONE_CLICK, call};

#[tokio::test]
async fn fetching_the_link_changes_nothing() {
    let mail = Mail::to_contact("ada@example.com", "product-updates").await;
    for _ in 0..3 {
        let answer = mail.get(&mail.query()).await;
        assert_eq!((answer.status, &answer.headers["content-type"]), (200, &json!("text/html; charset=utf-8")));
    }
    let call = |method: &str| Call { method: method.into(), ..call(&mail.query(), "") }.header("x-request-id", "head");
    let get = mail.app.request("get_unsubscribe", call("GET")).await;
    let head = mail.app.request("get_unsubscribe", call("HEAD")).await;
    assert_eq!((head.status, head.text.as_str(), &head.headers), (200, "", &get.headers));
    assert_eq!(mail.traces().await, [0; 5]);
}

#[tokio::test]
async fn the_page_says_what_would_change_and_posts_the_same_token() {
    let mail = Mail::to_contact("ada@example.com", "product-updates").await;
    let page = mail.get(&mail.query()).await.text;
    assert!(page.contains("Unsubscribe from “Product updates”?") && page.contains("a…@example.com"), "{page}");
    assert!(!page.contains("ada@example.com") && !page.contains("<script"));
    assert!(
        page.contains(&format!("<form method=\"post\" action=\"?{}\">", mail.query()))
            && page.contains("name=\"confirm\" value=\"1\"")
    );
    assert!(page.contains("<html lang=\"en\">"));
    // The alias of the query's name.
    assert_eq!(mail.get(&mail.query().replace("token=", "t=")).await.text, page);
    mail.post(&mail.query(), ONE_CLICK).await;
    let after = mail.get(&mail.query()).await.text;
    assert!(after.contains("You are unsubscribed") && !after.contains("<form"), "{after}");
}

#[tokio::test]
async fn every_answer_is_private_and_inert() {
    let mail = Mail::to_contact("ada@example.com", "journey").await;
    let token = mail.query();
    for answer in [
        mail.get(&token).await,
        mail.get("token=x").await,
        mail.post(&token, "").await,
        mail.post(&token, ONE_CLICK).await,
    ] {
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert_eq!(
            answer.headers["content-security-policy"],
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
        );
        assert_eq!(
            (&answer.headers["x-robots-tag"], &answer.headers["referrer-policy"]),
            (&json!("noindex"), &json!("no-referrer"))
        );
    }
}

#[tokio::test]
async fn the_page_wears_the_brand_of_the_current_release() {
    let mail = Mail::sent(App::start().await, "ada@example.com", "tips").await;
    let unnamed = mail.get(&mail.query()).await.text;
    assert!(unnamed.contains("Unsubscribe from “tips”?"), "{unnamed}");
    mail.app
        .database
        .execute(
            r##"insert into content_releases (manifest_hash, engine) values (sha256('a'), 'tests'), (sha256('b'), 'tests');
            insert into content_versions (kind, key, hash, definition, source_path) values
              ('brand', 'brand', sha256('1'), '{"name": "Old"}', 'brand.toml'),
              ('brand', 'brand', sha256('2'), '{"name": "Tom & Co", "colors": {"primary": "#aa0011"}, "darkColors": {"primary": "#ff99aa"}}', 'brand.toml'),
              ('category', 'tips', sha256('3'), '{"id": "tips", "name": "<Tips>"}', 'categories.toml');
            insert into content_release_items
              select min(id), 'brand', 'brand', sha256('1') from content_releases
              union all select max(id), 'brand', 'brand', sha256('2') from content_releases
              union all select max(id), 'category', 'tips', sha256('3') from content_releases"##,
        )
        .await;
    let page = mail.get(&mail.query()).await.text;
    assert!(
        page.contains("Tom &amp; Co") && page.contains("--primary: #aa0011;") && page.contains("--primary: #ff99aa;"),
        "{page}"
    );
    assert!(page.contains("Unsubscribe from “&lt;Tips&gt;”?"), "{page}");
}
