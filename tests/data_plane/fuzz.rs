//! Whatever is sent, the answer is never a fault of ours, and what is refused leaves nothing behind.

use serde_json::{Value, json};
use tests::app::{ADMIN, Answer, Call};
use tests::bodies::{Rows, Taking, candidates, taking_json, unlimited, with_path};
use tests::described::operations;
use tests::{App, MailApp};

/// Calls, with a look at every table after each.
struct Fuzzed {
    mail: MailApp,
    rows: Rows,
    before: String,
}

impl Fuzzed {
    async fn start() -> Self {
        let mail = unlimited().await;
        let rows = Rows::of(&mail.app).await;
        let before = rows.count(&mail.app).await;
        Self { mail, rows, before }
    }

    fn app(&self) -> &App {
        &self.mail.app
    }

    /// No 5xx; a 4xx, alone or for every item of a batch, has written nothing. The envelope is checked with every answer.
    async fn call(&mut self, handler: &str, call: Call) -> Answer {
        let told = format!("{handler} {:.300} ?{:.100} {:.100}", call.body, call.query, call.path.to_string());
        let answer = self.app().request(handler, call).await;
        assert!(answer.status < 500, "{told}: {} {}", answer.status, answer.text);
        let after = self.rows.count(self.app()).await;
        let items = answer.body["results"].as_array();
        let refused = items.is_some_and(|items| items.iter().all(|item| item["error"].is_string()));
        if answer.status >= 400 || refused {
            assert_eq!(after, self.before, "{told} wrote something: {}", answer.text);
        }
        for item in items.into_iter().flatten() {
            assert!(item["code"] != "unavailable" && item["code"] != "internal", "{told}: {}", answer.text);
        }
        self.before = after;
        answer
    }
}

/// JSON and almost JSON, for any field.
fn raw_values() -> Vec<String> {
    let nested = |depth: usize, open: &str, close: &str| format!("{}1{}", open.repeat(depth), close.repeat(depth));
    let mut values: Vec<String> = [
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "1E400",
        "-0",
        "01",
        "NaN",
        "0.1e1",
        "18446744073709551616",
        r#""\u0000""#,
        r#""a\u0000b""#,
        r#""\ud800""#,
        r#""\udfff\ud800""#,
        r#""\ud83d\ude00""#,
        r#""\u202e\u200b""#,
        r#""   ""#,
        r#""undefined""#,
        r#""'; drop table contacts; --""#,
        r#""\"""#,
        r#""a\r\nBcc: x@example.com""#,
        r#"{"":1}"#,
        r#"{"\u0000":1}"#,
        r#"{"k":"\u0000"}"#,
        r#"{"k":1e999999999}"#,
        r#"{"k":1e-999999999}"#,
        r#"{"k":{"l":["\u0000"]}}"#,
        r#"{"k":1,"k":2}"#,
        r#"{"__proto__":{"a":1}}"#,
        r#"{"$serde_json::private::Number":"1"}"#,
        r#"{"$serde_json::private::Number":"x"}"#,
        r#"["a@example.com","b@example.com\u0000"]"#,
        "",
        "undefined",
        r#"{"headline":"a\u0000b","body":"x"}"#,
        r#"{"headline":"a","body":"b","k":1e999999999}"#,
    ]
    .map(str::to_owned)
    .to_vec();
    values.extend([
        format!("\"{}\"", "x".repeat(100_000)),
        format!("\"{}@example.com\"", "ä".repeat(300)),
        "9".repeat(200_000),
        format!("{{\"k\":{}}}", "9".repeat(10_000)),
        nested(100, "[", "]"),
        nested(200, "[", "]"),
        nested(100, "{\"a\":", "}"),
        nested(7, "{\"a\":", "}"),
        format!("{{{}}}", (0..300).map(|n| format!("\"k{n}\":{n}")).collect::<Vec<_>>().join(",")),
        format!("[{}]", vec!["1"; 10_000].join(",")),
    ]);
    values
}

/// Bodies that are wrong as a whole.
fn raw_bodies(taking: &Taking) -> Vec<Vec<u8>> {
    let example = taking.example.to_string();
    let mut bodies: Vec<Vec<u8>> =
        ["", " ", "{", "}", "[]", "[{}]", "null", "7", "true", "\"x\"", "{}x", "{}{}", "{'a':1}", "{\"a\":}"]
            .map(|text| text.as_bytes().to_vec())
            .to_vec();
    bodies.extend((1..example.len()).step_by(7).map(|end| example.as_bytes()[..end].to_vec()));
    bodies.push([b"\xef\xbb\xbf".as_slice(), example.as_bytes()].concat());
    bodies.push([example.as_bytes(), b"\xff\xfe"].concat());
    bodies.push(b"{\"name\":\"\xc3\x28\"}".to_vec());
    bodies.push("[".repeat(100_000).into_bytes());
    bodies.push("{\"a\":".repeat(1_000).into_bytes());
    bodies.push(format!("{{\"pad\":\"{}\"}}", "x".repeat(1_000_001)).into_bytes());
    bodies
}

#[tokio::test]
async fn bodies_that_are_wrong_as_a_whole_are_refused() {
    let mut fuzzed = Fuzzed::start().await;
    for taking in taking_json() {
        let id = taking.described.id;
        for bytes in raw_bodies(&taking) {
            let call = Call { body: String::new(), ..taking.call("") };
            let call = Call { path: call.path, ..Call::with_bytes(&call.method, &bytes) }.key(Some(ADMIN));
            let answer = fuzzed.call(id, call).await;
            assert!((400..500).contains(&answer.status), "{id} {:?}: {}", String::from_utf8_lossy(&bytes), answer.text);
        }
        for content_type in
            ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/jsonx", ";"]
        {
            let call = taking.call(taking.example.to_string()).header("content-type", content_type);
            assert_eq!(fuzzed.call(id, call).await.code(), "unsupported_media_type", "{id} {content_type}");
        }
    }
}

#[tokio::test]
async fn odd_values_of_every_field_are_stored_or_refused_with_its_name() {
    let mut fuzzed = Fuzzed::start().await;
    for taking in taking_json() {
        let id = taking.described.id;
        for (name, schema) in taking.fields() {
            for raw in raw_values() {
                let answer = fuzzed.call(id, taking.call(taking.with_raw(name, &raw))).await;
                let refused = matches!(answer.code(), "validation_failed" | "invalid_properties");
                assert!(
                    !refused || answer.body["issues"][0]["path"][0] == *name,
                    "{id}: {name} = {raw:.100}: {}",
                    answer.text
                );
            }
            for value in candidates(schema) {
                fuzzed.call(id, taking.call(taking.with(name, value).to_string())).await;
            }
        }
    }
}

#[tokio::test]
async fn odd_paths_and_queries_find_nothing_or_are_refused() {
    const ODD: [&str; 16] = [
        "",
        " ",
        ".",
        "..",
        "a/b",
        "\0",
        "%00",
        "💥",
        "'",
        "\"",
        "0198C0DE-7C1B-7E30-A1D7-0A4F0E8D2B14",
        "00000000-0000-0000-0000-000000000000",
        "-1",
        "1e3",
        "99999999999999999999",
        "transactional",
    ];
    let long = "x".repeat(5_000);
    let odd = || ODD.into_iter().chain([long.as_str()]);
    let mut fuzzed = Fuzzed::start().await;
    for described in operations().filter(|described| described.method != "head") {
        let (id, operation) = (described.id, described.operation);
        let body = operation.pointer("/requestBody/content/application~1json/example").map(Value::to_string);
        let plain = || {
            let method = described.method.to_ascii_uppercase();
            let call = Call { body: body.clone().unwrap_or_default(), ..Call::without_body(&method) };
            with_path(call, operation).key(Some(ADMIN))
        };
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            for value in odd() {
                let encoded: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
                let calls = match parameter["in"].as_str().unwrap() {
                    "path" => vec![plain().path(name, value)],
                    "header" if value.is_ascii() && !value.contains('\0') => vec![plain().header(name, value)],
                    "header" => Vec::new(),
                    _ => vec![
                        plain().query(&format!("{name}={encoded}")),
                        plain().query(&format!("{name}=%FF{encoded}&{name}=x&&=&%")),
                        plain().query(&format!("{name}={}&{name}[]=", value.replace(['&', '#'], ""))),
                    ],
                };
                for call in calls {
                    let answer = fuzzed.call(id, call).await;
                    if answer.code() == "validation_failed" {
                        assert_eq!(answer.body["issues"][0]["path"], json!([name]), "{id}: {}", answer.text);
                    }
                }
            }
        }
    }
}
