//! The links of mails, against a real Postgres.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod choices;
mod form;
mod one_click;
mod page;
mod preferences;
mod tokens;

use domain::token::{Action, LinkKeys};
use serde_json::{Value, json};
use tests::app::Call;
use tests::mails::LINK_KEYS;
use tests::{Answer, App};
use uuid::Uuid;

use crate::form::Form;

const ONE_CLICK: &str = "List-Unsubscribe=One-Click";
const FORM: &str = "application/x-www-form-urlencoded";

/// One mail that was sent, and its links.
struct Mail {
    app: App,
    id: Uuid,
}

impl Mail {
    /// To a known contact.
    async fn to_contact(address: &str, category: &str) -> Self {
        let app = App::start().await;
        assert_eq!(app.call("put_contact", json!({"email": address, "userId": "u-1"})).await.status, 200);
        Self::sent(app, address, category).await
    }

    async fn sent(mut app: App, address: &str, category: &str) -> Self {
        app.engine = app.engine.with_link_keys(LINK_KEYS).expect("keys");
        let id = Uuid::now_v7();
        app.database
            .client
            .execute(
                "insert into email_sends (id, kind, to_email, category, template_key, status, sent_at) values ($1, 'api', $2, $3, 'marketing/tips', 'sent', now())",
                &[&id, &address, &category],
            )
            .await
            .expect("a send");
        Self { app, id }
    }

    fn token(&self, action: Action) -> String {
        LinkKeys::from_json(LINK_KEYS).expect("keys").sign(action, self.id)
    }

    fn query(&self) -> String {
        format!("token={}", self.token(Action::Unsubscribe))
    }

    async fn get(&self, query: &str) -> Answer {
        self.app
            .request("get_unsubscribe", Call { method: "GET".into(), ..call(query, "").header("accept", "text/html") })
            .await
    }

    async fn post(&self, query: &str, body: &str) -> Answer {
        self.app.request("post_unsubscribe", call(query, body).header("content-type", FORM)).await
    }

    fn manage(&self) -> String {
        format!("token={}", self.token(Action::Manage))
    }

    /// The preference page, as a browser gets it.
    async fn open(&self, query: &str) -> Answer {
        self.app
            .request("get_preferences", Call { method: "GET".into(), ..call(query, "").header("accept", "text/html") })
            .await
    }

    /// The form of the preference page.
    async fn form(&self) -> Form {
        let page = self.open(&self.manage()).await;
        assert_eq!(page.status, 200, "{page:?}");
        Form::of(&page.text)
    }

    /// Sends the form of the preference page.
    async fn choose(&self, body: &str) -> Answer {
        let request = call(&self.manage(), body).header("content-type", FORM).header("accept", "text/html");
        self.app.request("post_preferences", request).await
    }

    /// The log of consent: field or category, old and new value, source, proof.
    async fn log(&self) -> String {
        self.app.database.text(
            "select string_agg(concat_ws(' ', l.email, coalesce(l.category, l.field), coalesce(l.old_value::text, '-'), l.new_value::text, l.source,
                case when l.send_id = s.id then 'by this mail' end), ', ' order by l.id) from preference_log l, email_sends s").await
    }

    /// Names and bags of the events, without what is equal in all.
    async fn events(&self) -> String {
        self.app.database.text(
            "select string_agg(concat_ws(' ', event, properties ->> 'listId', properties ->> 'category', properties ->> 'source'), ', ' order by event, properties ->> 'listId') from user_events").await
    }

    /// Everything that an unsubscription may write.
    async fn traces(&self) -> [i64; 5] {
        let mut counts = [0; 5];
        for (count, table) in counts.iter_mut().zip([
            "email_subscriptions",
            "email_preferences",
            "preference_log",
            "user_events",
            "outbox",
        ]) {
            *count = self.app.database.count(table).await;
        }
        counts
    }

    async fn choices(&self) -> String {
        self.app.database.text("select string_agg(email || ' ' || category || '=' || subscribed, ', ' order by email, category) from email_subscriptions").await
    }
}

/// A request of a browser or provider: no credentials.
fn call(query: &str, body: &str) -> Call {
    Call { body: body.into(), query: query.into(), ..Call::new(Value::Null) }.key(None)
}
