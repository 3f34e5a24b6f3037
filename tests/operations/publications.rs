//! Publishing content.

use std::collections::BTreeSet;
use std::path::Path;

use engine::content::publish::{Installation, Published};
use platform::Error;
use tests::App;

use crate::given::content_folder;

async fn publish(app: &App, folder: &Path, installation: &Installation) -> Result<Published, Error> {
    app.engine.publish(&content::load(folder).expect("valid content"), installation).await
}

fn write(folder: &Path, path: &str, text: &str) {
    std::fs::write(folder.join(path), text).expect("written");
}

fn edit(folder: &Path, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join(path)).expect("read");
    assert!(text.contains(from), "{path} holds {from}");
    write(folder, path, &text.replace(from, to));
}

fn list(id: &str, opt_in: bool) -> String {
    format!("id: {id}\nname: {id}\ndefaultOptIn: {opt_in}\n")
}

async fn empty_app() -> App {
    let app = App::start().await;
    app.database.execute("delete from list_configs").await;
    app
}

#[tokio::test]
async fn only_changes_make_a_release_and_going_back_makes_no_version() {
    let (app, folder) = (empty_app().await, content_folder());
    let all = Installation::default();
    let first = publish(&app, folder.path(), &all).await.unwrap();
    let versions = app.database.count("content_versions").await;
    assert!(first.new && versions == app.database.count("content_release_items").await);
    assert_eq!(app.database.text("select value from settings where key = 'content_epoch'").await, "1");

    let again = publish(&app, folder.path(), &all).await.unwrap();
    assert_eq!((again.new, again.release), (false, first.release));

    let body = "templates/welcome/body.txt.j2";
    let original = std::fs::read_to_string(folder.path().join(body)).unwrap();
    write(folder.path(), body, &format!("Hello again.\n{original}"));
    let second = publish(&app, folder.path(), &all).await.unwrap();
    assert!(second.new && second.release > first.release);
    assert_eq!(app.database.count("content_versions").await, versions + 1);

    write(folder.path(), body, &original);
    let back = publish(&app, folder.path(), &all).await.unwrap();
    assert!(back.new && back.release > second.release);
    assert_eq!(app.database.count("content_versions").await, versions + 1);
    assert_eq!(app.database.text("select value from settings where key = 'content_epoch'").await, "3");
}

#[tokio::test]
async fn a_removed_list_is_disabled_and_keeps_its_choices() {
    let (app, folder) = (empty_app().await, content_folder());
    write(folder.path(), "lists/extra.yaml", &list("extra", false));
    publish(&app, folder.path(), &Installation::default()).await.unwrap();
    app.database.execute("insert into email_subscriptions (email, category, subscribed, source) values ('ada@example.com', 'extra', true, 'api')").await;
    std::fs::remove_file(folder.path().join("lists/extra.yaml")).unwrap();
    publish(&app, folder.path(), &Installation::default()).await.unwrap();
    assert_eq!(
        app.database.count("list_configs where list_id = 'extra' and not in_code and removed_at is not null").await,
        1
    );
    assert_eq!(app.database.count("email_subscriptions").await, 1);
}

#[tokio::test]
async fn the_installation_chooses_its_lists_and_the_operator_stays_right() {
    let (app, folder) = (empty_app().await, content_folder());
    write(folder.path(), "lists/extra.yaml", &list("extra", false));
    publish(&app, folder.path(), &Installation::default()).await.unwrap();
    app.database.execute("update list_configs set enabled = false where list_id = 'extra'").await;
    let some = Installation {
        enabled_lists: Some(BTreeSet::from(["extra".into(), "typo".into()])),
        ..Installation::default()
    };
    let published = publish(&app, folder.path(), &some).await.unwrap();
    assert!(published.new && published.warnings.iter().any(|warning| warning.contains("typo")));
    let enabled = "select string_agg(list_id, ',') from list_configs where file_enabled";
    assert_eq!(app.database.text(enabled).await, "extra");
    assert_eq!(app.database.count("list_configs where list_id = 'extra' and not enabled").await, 1);
}

#[tokio::test]
async fn opting_everybody_in_needs_a_confirmation() {
    let (app, folder) = (empty_app().await, content_folder());
    write(folder.path(), "lists/extra.yaml", &list("extra", false));
    publish(&app, folder.path(), &Installation::default()).await.unwrap();
    edit(folder.path(), "lists/extra.yaml", "defaultOptIn: false", "defaultOptIn: true");
    let refusal = publish(&app, folder.path(), &Installation::default()).await.expect_err("refused").to_string();
    assert!(refusal.contains("extra") && refusal.contains("ConfirmOptInChange"), "{refusal}");
    assert_eq!(app.database.count("content_releases").await, 1);
    let confirmed = Installation { confirmed_opt_in: BTreeSet::from(["extra".into()]), ..Installation::default() };
    assert!(publish(&app, folder.path(), &confirmed).await.unwrap().new);
    assert_eq!(app.database.count("list_configs where list_id = 'extra' and default_opt_in").await, 1);
}

#[tokio::test]
async fn the_public_base_url_is_written_without_a_new_release() {
    let (app, folder) = (empty_app().await, content_folder());
    publish(&app, folder.path(), &Installation::default()).await.unwrap();
    let moved = Installation { public_base_url: Some("https://mail.example.com".into()), ..Installation::default() };
    assert!(!publish(&app, folder.path(), &moved).await.unwrap().new);
    assert_eq!(
        app.database.text("select value #>> '{}' from settings where key = 'public_base_url'").await,
        "https://mail.example.com"
    );
}

#[tokio::test]
async fn two_publications_at_once_make_one_release() {
    let (app, folder) = (empty_app().await, content_folder());
    let all = Installation::default();
    let (one, other) =
        futures::future::join(publish(&app, folder.path(), &all), publish(&app, folder.path(), &all)).await;
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!((one.release == other.release, one.new != other.new), (true, true));
}

#[tokio::test]
async fn a_brand_that_may_not_send_is_refused() {
    let (app, folder) = (empty_app().await, content_folder());
    edit(folder.path(), "brand.toml", "<hello@example.com>", "<hello@example.org>");
    let refused = publish(&app, folder.path(), &Installation::default()).await.unwrap_err();
    assert!(matches!(&refused, Error::Refused(refusal) if refusal.code == "sender_not_allowed"), "{refused:?}");
    assert!(refused.to_string().contains("hello@example.org") && refused.to_string().contains("*@example.com"));
    assert_eq!(app.database.count("content_releases").await, 0);
}
