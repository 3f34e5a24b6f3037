//! `GET /openapi.json` and `GET /docs`.

use serde_json::{Value, json};
use tests::App;
use tests::app::{Answer, Call};
use tests::aws::set_environment;
use tests::described::{document, operations};

async fn get(app: &App, handler: &str) -> Answer {
    let call = Call::without_body("GET").key(None).header("host", "evil.example.org");
    app.request(handler, call).await
}

#[tokio::test]
async fn the_description_is_there_where_it_is_on_and_nowhere_else() {
    for value in ["", "off"] {
        set_environment(&[("API_DESCRIPTION", value)]);
        let app = App::start().await;
        for handler in ["openapi", "docs"] {
            let answer = get(&app, handler).await;
            assert_eq!((answer.status, answer.code(), &answer.body["error"]), (404, "not_found", &json!("Not Found")));
        }
    }
    set_environment(&[("API_DESCRIPTION", "on")]);
    let app = App::start().await;
    let document = get(&app, "openapi").await;
    assert_eq!((document.status, &document.body["openapi"]), (200, &json!("3.1.0")));
    assert!(document.body["paths"]["/v1/health"]["get"].is_object());
    let page = get(&app, "docs").await;
    assert_eq!((page.status, &page.headers["content-type"]), (200, &json!("text/html; charset=utf-8")));
}

#[tokio::test]
async fn the_committed_document_is_served_with_the_address_of_the_installation() {
    set_environment(&[("API_DESCRIPTION", "on")]);
    let app = App::start().await;
    let answer = get(&app, "openapi").await;
    assert_eq!(answer.body["servers"][0]["url"], "/", "nothing is published, and Host never counts");
    app.database
        .execute(r#"insert into settings (key, value) values ('public_base_url', '"https://api.example.com"')"#)
        .await;
    let mut served = get(&app, "openapi").await.body;
    assert_eq!(served["servers"][0]["url"], "https://api.example.com");
    served["servers"] = document()["servers"].clone();
    assert_eq!(&served, document());
}

#[tokio::test]
async fn the_description_is_served_while_the_database_is_away() {
    set_environment(&[("API_DESCRIPTION", "on")]);
    let mut app = App::start().await;
    app.database
        .execute(r#"insert into settings (key, value) values ('public_base_url', '"https://api.example.com"')"#)
        .await;
    let known = get(&app, "openapi").await.body;
    let nowhere =
        || engine::Engine::for_tests("postgres://postgres@127.0.0.1:1/none", engine::Clock::Database).unwrap();
    app.engine.database = nowhere().database;
    assert_eq!(get(&app, "openapi").await.body, known);
    assert!(get(&app, "docs").await.text.contains("https:&#x2f;&#x2f;api.example.com"));
    app.engine = nowhere();
    let answer = get(&app, "openapi").await;
    assert_eq!((answer.status, &answer.body["servers"][0]["url"]), (200, &json!("/")));
    assert_eq!(get(&app, "docs").await.status, 200);
}

#[tokio::test]
async fn the_page_shows_every_operation_without_scripts() {
    set_environment(&[("API_DESCRIPTION", "on")]);
    let app = App::start().await;
    app.database
        .execute(r#"insert into settings (key, value) values ('public_base_url', '"https://api.example.com"')"#)
        .await;
    let page = get(&app, "docs").await;
    assert_eq!((page.status, &page.headers["content-type"]), (200, &json!("text/html; charset=utf-8")));
    assert_eq!(
        page.headers["content-security-policy"],
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    );
    for inert in ["<script", "<link", "<img", "url(", "{{", "evil.example.org"] {
        assert!(!page.text.contains(inert), "{inert}");
    }
    for described in operations().filter(|described| described.method != "head") {
        assert!(page.text.contains(&format!("<article id=\"{}\">", described.id)), "{}", described.id);
        let summary = described.operation["summary"].as_str().unwrap();
        assert!(page.text.contains(&format!("<h3>{summary}</h3>")), "{summary}");
    }
    assert!(page.text.contains("curl -X POST &quot;https:&#x2f;&#x2f;api.example.com&#x2f;v1&#x2f;events&quot;"));
    let example = |id: &str| {
        let (_, article) = page.text.split_once(&format!("<article id=\"{id}\">")).expect("shown");
        article.split_once("</article>").expect("closed").0.to_owned()
    };
    assert!(example("post_unsubscribe").contains("List-Unsubscribe=One-Click"));
    let preferences = example("post_preferences");
    assert!(preferences.contains("preferences?token=TOKEN&quot;"), "{preferences}");
    assert!(preferences.contains("save=1") && !preferences.contains("One-Click"), "{preferences}");
    for schema in document()["components"]["schemas"].as_object().unwrap().values() {
        for name in schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys()) {
            assert!(page.text.contains(name.as_str()), "{name}");
        }
    }
}

#[tokio::test]
async fn what_is_in_the_address_is_text_on_the_page() {
    set_environment(&[("API_DESCRIPTION", "on")]);
    let app = App::start().await;
    let hostile = Value::from("https://a.example/\"><b>");
    app.database
        .client
        .execute("insert into settings (key, value) values ('public_base_url', $1)", &[&hostile])
        .await
        .unwrap();
    assert!(!get(&app, "docs").await.text.contains("<b>"));
}
