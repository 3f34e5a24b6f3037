//! `POST /v1/campaigns`: checks what content knows, writes the row, and gives the driver a hint.

use domain::idempotency;
use domain::list;
use domain::refusal::{Issue, Refusal};
use platform::Error;
use platform::queues::Outgoing;
use queries::queries::campaigns as sql;
use serde_json::json;
use uuid::Uuid;

use super::request::{Audience, CampaignRequest};
use crate::Engine;
use crate::content::templates::Template;
use crate::mail::mailbox;

/// A campaign that was created, now or by an earlier call with the same key.
#[derive(Clone, Debug)]
pub struct Created {
    /// Its id.
    pub id: Uuid,
    /// Its present state.
    pub state: String,
    /// An earlier call's.
    pub replayed: bool,
}

impl Engine {
    /// Creates a campaign. `scope` is the key space of its idempotency key. Exactly once with a key, by the index
    /// `campaigns_idempotency`. Should the hint get lost, the reaper drives it: see `stalled_campaigns`.
    ///
    /// # Errors
    /// `unknown_template`, `invalid_props`, `category_not_allowed`, `sender_not_allowed` (400), `unknown_list`,
    /// `unknown_bucket` (404), `idempotency_conflict` (409), each with nothing written.
    pub async fn create_campaign(
        &self,
        scope: &str,
        created_by: &str,
        request: &CampaignRequest,
    ) -> Result<Created, Error> {
        let template = self.checked_template(request).await?;
        let list = match &request.audience {
            Audience::Bucket(id) => {
                return Err(Refusal::not_found("unknown_bucket", format!("Unknown bucket: {id}")).into());
            }
            Audience::List(id) => list::ListId::parse(id).map_err(|_| list::unknown(id))?,
        };
        self.require_lists(&[(list.clone(), true)]).await?;

        let id = Uuid::now_v7();
        let name = request.name.clone().unwrap_or_else(|| format!("Campaign to list {}", list.as_str()));
        let key = request.idempotency_key.as_ref().map(|key| key.as_str());
        let key_scope = key.map(|_| scope);
        let hash = key.map(|_| request.request_hash.as_slice());
        let version = template.hash.as_slice();
        let client = self.database.client().await?;
        let inserted = sql::insert_campaign()
            .bind(
                &client,
                &id,
                &name,
                &list.as_str(),
                &request.template,
                &version,
                &request.props,
                &request.from,
                &request.reply_to,
                &request.subject,
                &list.as_str(),
                &key_scope,
                &key,
                &hash,
                &created_by,
                &self.clock.fixed(),
            )
            .opt()
            .await?;
        if inserted.is_some() {
            drop(client);
            self.hint_campaign(id, 0, 0).await;
            return Ok(Created { id, state: "queued".into(), replayed: false });
        }
        let earlier = sql::campaign_by_key().bind(&client, &scope, &key.unwrap_or_default()).one().await?;
        drop(client);
        if earlier.request_hash.as_deref() != hash {
            return Err(idempotency::conflict().into());
        }
        if earlier.stale {
            self.hint_campaign(earlier.id, earlier.epoch, 0).await;
        }
        Ok(Created { id: earlier.id, state: earlier.state, replayed: true })
    }

    /// Tells the driver that there is work. Best effort: the row is the truth.
    pub(crate) async fn hint_campaign(&self, id: Uuid, epoch: i32, delay_seconds: i32) {
        let body = json!({"v": 1, "campaign_id": id, "epoch": epoch}).to_string();
        let sent = self.queues.send("campaign-control", vec![Outgoing { id: 0, body, delay_seconds }], 1).await;
        if let Some((_, reason)) = sent.failed.first().or(sent.refused.first()) {
            tracing::warn!(campaign_id = %id, reason, "the campaign is left to the reaper");
        }
    }

    async fn checked_template(&self, request: &CampaignRequest) -> Result<Template, Error> {
        let key = &request.template;
        let unknown = || Refusal::invalid("unknown_template", format!("Unknown template: {key}"));
        let template = self.current_template(key).await?.ok_or_else(unknown)?;
        if template.compiled.definition().category.id == "transactional" {
            let message = format!("Template {key} is transactional; a campaign may not use it");
            return Err(Refusal::invalid("category_not_allowed", message).into());
        }
        template.compiled.validate_props(&request.props).map_err(|issues| {
            let issues: Vec<Issue> = issues
                .into_iter()
                .map(|issue| Issue {
                    path: vec!["props".into(), issue.pointer],
                    code: "invalid_props",
                    message: issue.message,
                })
                .collect();
            Refusal { code: "invalid_props", ..Refusal::from_issues(issues) }
        })?;
        let sender = request.from.as_ref().unwrap_or(&template.compiled.definition().from);
        let allowed = mailbox::address_of(sender).is_some_and(|address| self.mail.may_send_from(&address));
        if !allowed {
            return Err(
                Refusal::invalid("sender_not_allowed", "from: is no allowed sender of this installation").into()
            );
        }
        Ok(template)
    }
}
