//! `send_email`: the ids of one message together, from claim to record.
//!
//! Exactly once in every case but one. A second message for the same ids fails the claim; a slow worker fails the
//! fence; after the fence the row is no longer `queued`, so no other worker can take it. What is left is a crash or a
//! lost answer between the call of SES and the record: such a row stays `rendered`, at most five of them, and is not
//! sent again on its own.

use std::collections::HashMap;
use std::time::Duration;

use content::{RenderInput, System};
use domain::token::{Action, LinkKeys};
use futures::future::join_all;
use jiff::Timestamp;
use platform::{Error, deadline};
use queries::queries::mail::{self as sql, ClaimSends, GateFacts};
use serde_json::{Value, json};
use uuid::Uuid;

use super::gates::{Verdict, verdict};
use super::outgoing::Outgoing;
use super::rate::Lane;
use super::refusal::{self, Outcome};
use crate::Engine;
use crate::content::templates::Template;

/// Mails that are on their way at the same time.
const WAVE: usize = 5;
/// A wave is not begun with less time left: 10 s for tokens, 12 s for SES, 3 s for the database.
const LAST_WAVE: Duration = Duration::from_secs(25);

/// How long mail waits while sending is paused, again and again until it is not.
const DEFERRAL_SECS: f64 = 300.0;

/// A row that ends without being sent.
struct End {
    id: Uuid,
    status: &'static str,
    reason: String,
    message: Option<String>,
}

impl Engine {
    /// Sends the mails of these ids that are due and not yet taken. Delivering the message again is harmless by the
    /// claim (`email_sends.claim_token`) and the fence (`status`).
    ///
    /// # Errors
    /// Only failures of ours (database away): the message comes back, rows that were not fenced with it.
    pub async fn send_mails(&self, ids: &[Uuid]) -> Result<(), Error> {
        let token = Uuid::new_v4();
        let fixed = self.clock.fixed();
        let claimed = self
            .database
            .first(|client| async move { Ok(sql::claim_sends().bind(&client, &ids, &fixed, &token).all().await?) })
            .await?;
        let Some(first) = claimed.first() else { return Ok(()) };
        let lane = Lane::of(&first.kind, &first.category);
        let campaigns: Vec<Uuid> = claimed.iter().filter_map(|send| send.campaign_id).collect();
        let outgoing = self.prepare(claimed, token).await?;
        self.send_in_waves(lane, outgoing, token).await?;
        for campaign in campaigns.into_iter().collect::<std::collections::BTreeSet<_>>() {
            self.complete_campaign(campaign).await?;
        }
        Ok(())
    }

    /// Gates and rendering; what does not pass ends or waits on its own row.
    async fn prepare(&self, claimed: Vec<ClaimSends>, token: Uuid) -> Result<Vec<(Outgoing, i32)>, Error> {
        let ids: Vec<Uuid> = claimed.iter().map(|send| send.id).collect();
        let client = self.database.client().await?;
        let facts = sql::gate_facts().bind(&client, &self.clock.fixed(), &ids).all().await?;
        drop(client);
        let facts: HashMap<Uuid, GateFacts> = facts.into_iter().map(|row| (row.id, row)).collect();
        let keys: Vec<String> = claimed.iter().filter_map(|send| send.template_key.clone()).collect();
        let templates = self.sendable_templates(&keys).await?;
        let links = Links { keys: self.link_keys().await?, base: self.base_of_links().await? };
        let mut ends = Vec::new();
        let mut deferred = Vec::new();
        let mut outgoing = Vec::new();
        for send in claimed {
            let Some(facts) = facts.get(&send.id) else { continue };
            match verdict(facts, &send.to_email, &send.kind, &send.category, send.bypass_preferences, &self.mail) {
                Verdict::Skip(reason) => {
                    ends.push(End { id: send.id, status: "skipped", reason: reason.into(), message: None });
                }
                Verdict::Defer => deferred.push(send.id),
                Verdict::Pass => {
                    let template = send.template_key.as_ref().and_then(|key| templates.get(key));
                    match compose(&send, facts, template, &links) {
                        Ok(mail) => outgoing.push((mail, send.attempt)),
                        Err((reason, message)) => {
                            ends.push(End { id: send.id, status: "failed", reason, message: Some(message) });
                        }
                    }
                }
            }
        }
        self.end(ends, token).await?;
        self.release(&deferred, token, DEFERRAL_SECS, true).await?;
        Ok(outgoing)
    }

    async fn send_in_waves(&self, lane: Lane, mut left: Vec<(Outgoing, i32)>, token: Uuid) -> Result<(), Error> {
        left.sort_by_key(|(mail, _)| mail.id);
        let per_second = self.mail.per_second().max(1.0) as usize;
        while !left.is_empty() {
            let size = WAVE.min(left.len()).min(per_second.max(1));
            let slots =
                if deadline::current().remaining() < LAST_WAVE { None } else { self.take_tokens(lane, size).await? };
            let Some(slots) = slots else {
                let rest: Vec<Uuid> = left.iter().map(|(mail, _)| mail.id).collect();
                // Spread by the first id, so that released messages do not all come back at once.
                let delay = 5.0 + f64::from(rest[0].as_bytes()[15] % 25);
                return self.release(&rest, token, delay, true).await;
            };
            let wave: Vec<(Outgoing, i32)> = left.drain(..size).collect();
            let wave = self.fence(wave, token).await?;
            let calls = wave.iter().enumerate().map(|(index, (mail, attempt))| async move {
                slots.wait_for(u32::try_from(index).unwrap_or_default()).await;
                let answer = match mail.request(&self.mail).await {
                    Ok(call) => call.send().await,
                    Err(error) => return Err(Outcome::Failed { class: "permanent", message: error.to_string() }),
                };
                match answer {
                    Ok(accepted) => Ok(accepted.message_id.unwrap_or_default()),
                    Err(error) => {
                        let outcome = refusal::outcome(&error, *attempt);
                        tracing::warn!(send_id = %mail.id, ?outcome, "SES did not accept a mail");
                        Err(outcome)
                    }
                }
            });
            let answers = join_all(calls).await;
            self.record(&wave, answers, token).await?;
        }
        Ok(())
    }

    /// The write-ahead mark: only rows that come back are sent.
    async fn fence(&self, wave: Vec<(Outgoing, i32)>, token: Uuid) -> Result<Vec<(Outgoing, i32)>, Error> {
        let ids: Vec<Uuid> = wave.iter().map(|(mail, _)| mail.id).collect();
        let senders: Vec<&str> = wave.iter().map(|(mail, _)| mail.from.as_str()).collect();
        let subjects: Vec<Option<&str>> = wave.iter().map(|(mail, _)| Some(mail.mail.subject.as_str())).collect();
        let versions: Vec<&[u8]> = wave.iter().map(|(mail, _)| mail.version.as_slice()).collect();
        let client = self.database.client().await?;
        let ours: Vec<Uuid> = sql::fence_sends()
            .bind(&client, &self.clock.fixed(), &ids, &senders, &subjects, &versions, &token)
            .all()
            .await?;
        Ok(wave.into_iter().filter(|(mail, _)| ours.contains(&mail.id)).collect())
    }

    async fn record(
        &self,
        wave: &[(Outgoing, i32)],
        answers: Vec<Result<String, Outcome>>,
        token: Uuid,
    ) -> Result<(), Error> {
        let mut accepted = Vec::new();
        let mut message_ids = Vec::new();
        let mut ends = Vec::new();
        let mut again: Vec<(Uuid, f64, bool)> = Vec::new();
        for ((mail, _), answer) in wave.iter().zip(answers) {
            match answer {
                Ok(message_id) => {
                    accepted.push(mail.id);
                    message_ids.push(message_id);
                }
                Err(Outcome::Failed { class, message }) => {
                    ends.push(End { id: mail.id, status: "failed", reason: class.into(), message: Some(message) });
                }
                Err(Outcome::Again { delay_secs, counts }) => again.push((mail.id, delay_secs, counts)),
                Err(Outcome::Unknown) => {}
            }
        }
        if !accepted.is_empty() {
            let client = self.database.client().await?;
            sql::record_sent().bind(&client, &self.clock.fixed(), &accepted, &message_ids).await?;
        }
        self.end(ends, token).await?;
        if again.iter().any(|(_, _, counts)| !counts) {
            sql::slow_down().bind(&self.database.client().await?).await?;
        }
        // At most five rows, and seldom any: one statement per row keeps each row's own delay.
        for (id, delay, counts) in again {
            self.release(&[id], token, delay, !counts).await?;
        }
        Ok(())
    }

    async fn end(&self, ends: Vec<End>, token: Uuid) -> Result<(), Error> {
        if ends.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = ends.iter().map(|end| end.id).collect();
        let statuses: Vec<&str> = ends.iter().map(|end| end.status).collect();
        let reasons: Vec<&str> = ends.iter().map(|end| end.reason.as_str()).collect();
        let messages: Vec<Option<&str>> = ends.iter().map(|end| end.message.as_deref()).collect();
        let client = self.database.client().await?;
        sql::end_sends().bind(&client, &ids, &statuses, &reasons, &messages, &token).await?;
        Ok(())
    }

    async fn base_of_links(&self) -> Result<String, Error> {
        let missing = || Error::internal("no public base URL is published; a mail without working links is not sent");
        self.public_base_url().await?.ok_or_else(missing)
    }

    async fn release(&self, ids: &[Uuid], token: Uuid, delay_secs: f64, give_back: bool) -> Result<(), Error> {
        if !ids.is_empty() {
            let client = self.database.client().await?;
            sql::release_sends().bind(&client, &give_back, &self.clock.fixed(), &delay_secs, &ids, &token).await?;
        }
        Ok(())
    }
}

/// What links are made of.
struct Links {
    keys: std::sync::Arc<LinkKeys>,
    base: String,
}

/// Renders one mail. An error is (reason, message) of the row's end.
fn compose(
    send: &ClaimSends,
    facts: &GateFacts,
    template: Option<&Template>,
    links: &Links,
) -> Result<Outgoing, (String, String)> {
    let template =
        template.ok_or_else(|| ("render_error".to_owned(), "the template was never published".to_owned()))?;
    let definition = template.compiled.definition();
    let transactional = send.category == "transactional";
    let link = |page: &str, action: Action| {
        (!transactional).then(|| format!("{}/v1/email/{page}?token={}", links.base, links.keys.sign(action, send.id)))
    };
    let unsubscribe_url = link("unsubscribe", Action::Unsubscribe);
    let preferences_url = link("preferences", Action::Manage);
    let empty = json!({});
    let props = send.props.as_ref().or(facts.campaign_props.as_ref()).unwrap_or(&empty);
    let contact = contact_values(send, facts);
    let send_id = send.id.to_string();
    let system = System {
        unsubscribe_url: unsubscribe_url.as_deref(),
        preferences_url: preferences_url.as_deref(),
        public_url: &links.base,
        year: year(facts.now),
        category: &send.category,
        category_name: facts.list_name.as_deref(),
        send_id: &send_id,
    };
    let subject = send.subject.as_deref().or(facts.campaign_subject.as_deref());
    let input = RenderInput { props, contact: &contact, subject, system };
    let mail = template.compiled.render(&input).map_err(|error| (error.code().to_owned(), error.to_string()))?;
    let from = send.from_email.as_ref().or(facts.campaign_from.as_ref()).unwrap_or(&definition.from);
    let reply_to = send.reply_to.clone().or_else(|| facts.campaign_reply_to.clone());
    let reply_to = reply_to.unwrap_or_else(|| definition.reply_to.iter().cloned().collect());
    Ok(Outgoing {
        id: send.id,
        kind: send.kind.clone(),
        campaign_id: send.campaign_id,
        to: send.to_email.clone(),
        from: from.clone(),
        reply_to,
        template: definition.key.clone(),
        version: template.hash.clone(),
        category: send.category.clone(),
        list_domain: definition.list_domain.clone(),
        unsubscribe_url,
        mail,
    })
}

/// What a template may ask of its contact: its properties, its address, its id.
fn contact_values(send: &ClaimSends, facts: &GateFacts) -> Value {
    let mut values = match &facts.contact_properties {
        Some(Value::Object(properties)) => properties.clone(),
        _ => serde_json::Map::new(),
    };
    values.insert("email".into(), send.to_email.as_str().into());
    values.insert("userId".into(), json!(facts.external_id));
    Value::Object(values)
}

fn year(now: Timestamp) -> i16 {
    now.to_zoned(jiff::tz::TimeZone::UTC).year()
}
