//! HEAD.

use tests::app::Call;
use tests::bodies::{Rows, unlimited};
use tests::described::operations;

#[tokio::test]
async fn head_answers_as_get_without_body_and_without_effect() {
    let mail = unlimited().await;
    let rows = Rows::of(&mail.app).await;
    let before = rows.count(&mail.app).await;
    let mut seen = 0;
    for described in operations().filter(|described| described.method == "head") {
        let handler = described.id.trim_end_matches("_head");
        for query in ["", "token=x", "t=x"] {
            let call = |method| Call::without_body(method).key(None).query(query).header("x-request-id", "head");
            let get = mail.app.request(handler, call("GET")).await;
            let head = mail.app.request(handler, call("HEAD")).await;
            assert_eq!((head.status, head.headers, head.text.as_str()), (get.status, get.headers, ""), "{handler}");
            seen += 1;
        }
    }
    assert!(seen >= 6, "{seen}");
    assert_eq!(rows.count(&mail.app).await, before);
    // Elsewhere the gateway has no such route, and its default answers.
    let elsewhere = mail.app.request("not_found", Call::without_body("HEAD")).await;
    assert_eq!((elsewhere.status, elsewhere.text.as_str()), (404, ""));
}
