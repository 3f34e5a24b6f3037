//! `$default`.

use serde_json::json;
use tests::App;
use tests::app::Call;

#[tokio::test]
async fn unknown_paths_are_404_in_the_envelope() {
    let app = App::start().await;
    let answer = app.request("not_found", Call::without_body("GET").key(None)).await;
    assert_eq!((answer.status, &answer.body["error"], answer.code()), (404, &json!("Not Found"), "not_found"));
    assert_eq!(answer.body["requestId"], answer.headers["x-request-id"]);
}

#[tokio::test]
async fn options_is_204_and_echoes_the_wanted_headers() {
    let app = App::start().await;
    let call = Call::without_body("OPTIONS").key(None).header("access-control-request-headers", "authorization");
    let answer = app.request("not_found", call).await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(answer.headers["access-control-allow-origin"], "*");
    assert_eq!(answer.headers["access-control-allow-headers"], "authorization");
    assert_eq!(answer.headers["access-control-allow-methods"], "GET,HEAD,PUT,POST,DELETE,PATCH");
    assert_eq!(answer.headers["vary"], "Access-Control-Request-Headers");
}
