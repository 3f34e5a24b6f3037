//! Mail in tests: published templates, an SES and SQS stand-in, and a campaign that runs by function calls.

use std::collections::VecDeque;
use std::path::Path;

use content::{Content, load};
use platform::queues::Queues;
use serde_json::{Value, json};
use uuid::Uuid;
use wiremock::matchers::path;
use wiremock::{Mock, Request, ResponseTemplate};

use crate::{App, Aws};

/// Keys of the links in test mails.
pub const LINK_KEYS: &str = r#"{"current":"1","1":"0123456789abcdef0123456789abcdef"}"#;

/// The application with mail: SES and SQS answer at once, and what they got is kept.
pub struct MailApp {
    pub app: App,
    pub aws: Aws,
}

impl MailApp {
    pub async fn start() -> Self {
        let aws = accepting_mails(Aws::start().await).await;
        let mut app = App::start().await;
        let queue = |topic: &str| (topic.to_owned(), format!("{}/1/{topic}", aws.server.uri()));
        app.engine.queues = Queues::with_urls(
            ["campaign-control", "mail-bulk", "mail-journey", "mail-priority", "event-router"].map(queue),
        );
        app.engine = configure(app.engine);
        let this = Self { app, aws };
        this.publish(&starter_content()).await;
        this.app
            .database
            .execute(r#"insert into settings (key, value) values ('public_base_url', '"https://mail.example.com"')"#)
            .await;
        this
    }

    /// With the database behind a line that the test commands; `App::database` does not use it.
    pub async fn behind_proxy() -> (Self, crate::Proxy) {
        let mut mail = Self::start().await;
        let proxy = crate::Proxy::before(&mail.app.database.url).await;
        let mut second = mail.second_engine();
        second.database = platform::database::Database::connect_to(&proxy.url(), 8).expect("a database");
        mail.app.engine = second;
        mail.app.database.execute(r#"update api_keys set limits = '{"writes": 1000000, "admin": 1000000}'"#).await;
        (mail, proxy)
    }

    /// A second engine on the same database, as another function.
    pub fn second_engine(&self) -> engine::Engine {
        let mut second = configure(self.app.second_engine(engine::Clock::Database));
        let queue = |topic: &str| (topic.to_owned(), format!("{}/1/{topic}", self.aws.server.uri()));
        second.queues = Queues::with_urls(["campaign-control", "mail-bulk"].map(queue));
        second
    }

    /// SQS and SES accept everything again and have forgotten what they got.
    pub async fn accept_again(self) -> Self {
        Self { aws: accepting_mails(self.aws.accept_again().await).await, ..self }
    }

    /// Stores content as a new release.
    pub async fn publish(&self, content: &Content) {
        let client = &self.app.database.client;
        let release = client
            .query_one("insert into content_releases (manifest_hash, engine) values (sha256(random()::text::bytea), 'tests') returning id", &[])
            .await
            .expect("a release")
            .get::<_, i64>(0);
        for item in content.definitions() {
            let hash = item.hash.as_slice();
            client
                .execute(
                    "insert into content_versions (kind, key, hash, definition, source_path) values ($1, $2, $3, $4, $5) on conflict do nothing",
                    &[&item.kind.as_str(), &item.key, &hash, &item.definition, &item.source_path],
                )
                .await
                .expect("a version");
            client
                .execute(
                    "insert into content_release_items values ($1, $2, $3, $4)",
                    &[&release, &item.kind.as_str(), &item.key, &hash],
                )
                .await
                .expect("an item");
        }
    }

    /// Contacts `c0@example.com` … with nothing else, ids in the order of their making, as the engine gives them.
    pub async fn contacts(&self, count: usize) {
        let ids: Vec<Uuid> = (0..count).map(|_| Uuid::now_v7()).collect();
        let sql = "with made as (insert into contacts (id, email, external_id, properties) select id, 'c' || n - 1 || '@example.com', 'u-' || n - 1, '{}' from unnest($1::uuid[]) with ordinality as made (id, n) returning id, email, external_id)
             insert into contact_keys (kind, value, contact_id, role, reason) select 'email', email, id, 'primary', 'create' from made union all select 'external', external_id, id, 'primary', 'create' from made";
        self.app.database.client.execute(sql, &[&ids]).await.expect("contacts");
    }

    /// Creates a campaign to `product-updates` and gives its id.
    pub async fn campaign(&self) -> Uuid {
        let body = json!({"list": "product-updates", "template": "marketing/product-update"});
        let answer = self.app.call("create_campaign", body).await;
        assert_eq!(answer.status, 202, "{answer:?}");
        answer.body["campaignId"].as_str().expect("an id").parse().expect("a uuid")
    }

    /// Runs pending messages as function calls until none is left. Messages that ask for later runs are run at once.
    pub async fn drain(&self) {
        let mut pending: VecDeque<Value> = self.aws.new_messages().await.into();
        while let Some(message) = pending.pop_front() {
            if let Some(ids) = message["send_ids"].as_array() {
                let ids: Vec<Uuid> = ids.iter().map(|id| id.as_str().expect("text").parse().expect("a uuid")).collect();
                self.send(&ids).await;
            } else if let Some(id) = message["campaign_id"].as_str() {
                let epoch = i32::try_from(message["epoch"].as_i64().expect("an epoch")).expect("small");
                self.drive(id.parse().expect("a uuid"), epoch).await;
            }
            pending.extend(self.aws.new_messages().await);
        }
    }

    /// Runs `send_campaign` as its Lambda would.
    pub async fn drive(&self, id: Uuid, epoch: i32) -> engine::campaigns::drive::Driven {
        as_lambda(self.app.engine.drive_campaign(id, epoch)).await.expect("driven")
    }

    /// Runs `send_email` as its Lambda would.
    pub async fn send(&self, ids: &[Uuid]) {
        as_lambda(self.app.engine.send_mails(ids)).await.expect("sent");
    }

    /// Bodies of the calls of SES, in order.
    pub async fn mails(&self) -> Vec<Value> {
        let requests = self.aws.server.received_requests().await.unwrap_or_default();
        let mails = requests.iter().filter(|request| request.url.path() == "/v2/email/outbound-emails");
        mails.map(|request| serde_json::from_slice(&request.body).expect("JSON")).collect()
    }

    pub async fn view(&self, campaign: Uuid) -> Value {
        let call = crate::app::Call::new(Value::Null).path("id", &campaign.to_string());
        self.app.request("get_campaign", call).await.body
    }
}

/// With the time that a durable task has.
pub async fn as_lambda<T>(work: impl Future<Output = T>) -> T {
    platform::deadline::Deadline::after(std::time::Duration::from_secs(900)).scope(work).await
}

async fn accepting_mails(aws: Aws) -> Aws {
    Mock::given(path("/v2/email/outbound-emails"))
        .respond_with(accept_mail)
        .with_priority(100)
        .mount(&aws.server)
        .await;
    aws
}

fn configure(engine: engine::Engine) -> engine::Engine {
    let mut engine = engine.with_link_keys(LINK_KEYS).expect("keys");
    engine.mail.mode = engine::mail::settings::MailMode::Allowlist(vec!["example.com".into()]);
    engine.mail.max_send_rate = 500.0;
    engine
}

/// The starter content of the repository.
pub fn starter_content() -> Content {
    load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../content"))).expect("the starter content is valid")
}

fn accept_mail(request: &Request) -> ResponseTemplate {
    let body: Value = serde_json::from_slice(&request.body).expect("JSON");
    let tags = body["EmailTags"].as_array().cloned().unwrap_or_default();
    let id = tags.iter().find(|tag| tag["Name"] == "send_id").and_then(|tag| tag["Value"].as_str().map(str::to_owned));
    ResponseTemplate::new(200).set_body_json(json!({"MessageId": format!("ses-{}", id.unwrap_or_default())}))
}
