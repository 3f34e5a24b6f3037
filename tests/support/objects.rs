//! A stand-in for S3 at an HTTP endpoint: one bucket in memory, with ranges and `If-Match`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use wiremock::matchers::path_regex;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// Name of the bucket.
pub const BUCKET: &str = "files";

/// What lies in the bucket, by key.
#[derive(Clone, Default)]
pub struct Objects(Arc<Mutex<HashMap<String, Vec<u8>>>>);

impl Objects {
    /// Answers calls of S3 for this bucket on the server.
    pub async fn serve(server: &MockServer) -> Self {
        let objects = Self::default();
        let answering = objects.clone();
        Mock::given(path_regex(format!("^/{BUCKET}/")))
            .respond_with(move |request: &Request| answering.answer(request))
            .with_priority(50)
            .mount(server)
            .await;
        objects
    }

    /// Stores an object, as an upload does.
    pub fn put(&self, key: &str, body: &[u8]) {
        self.0.lock().expect("one test").insert(key.to_owned(), body.to_vec());
    }

    /// Removes everything.
    pub fn clear(&self) {
        self.0.lock().expect("one test").clear();
    }

    fn answer(&self, request: &Request) -> ResponseTemplate {
        let key = request.url.path().trim_start_matches(&format!("/{BUCKET}/")).to_owned();
        let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok());
        if request.method.as_str() == "PUT" {
            assert_ne!(header("content-encoding"), Some("aws-chunked"));
            self.put(&key, &request.body);
            return ResponseTemplate::new(200).insert_header("etag", etag(&request.body).as_str());
        }
        let objects = self.0.lock().expect("one test");
        let Some(body) = objects.get(&key) else { return ResponseTemplate::new(404) };
        let tag = etag(body);
        if header("if-match").is_some_and(|wanted| wanted != tag) {
            return ResponseTemplate::new(412);
        }
        let (status, part) = match header("range") {
            None => (200, body.as_slice()),
            Some(range) => {
                let (from, to) = range.trim_start_matches("bytes=").split_once('-').expect("a range");
                let from: usize = from.parse().expect("a number");
                let to = to.parse().map_or(body.len(), |to: usize| body.len().min(to + 1));
                (206, &body[from..to])
            }
        };
        ResponseTemplate::new(status).insert_header("etag", tag.as_str()).set_body_bytes(part)
    }
}

fn etag(body: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digest: String = Sha256::digest(body).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digest}\"")
}
