//! Writing events and their statistics, and the messages for those that something listens to.

use std::collections::HashSet;

use domain::event::EventName;
use domain::properties::Properties;
use jiff::Timestamp;
use platform::Error;
use platform::database::Transaction;
use queries::queries::events as sql;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::contacts::resolve::Locked;
use crate::outbox::Message;

/// An event that is to be stored.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Primary key, v7.
    pub id: Uuid,
    /// Whose event it is.
    pub contact_id: Uuid,
    /// Name.
    pub event: String,
    /// Its own bag.
    pub properties: Properties,
    /// `api`, `list`, `mail`, …; see the check of `user_events.source`.
    pub source: &'static str,
    /// E.g. the send that caused it.
    pub source_ref: Option<String>,
    /// `false`: starts nothing.
    pub dispatch: bool,
    /// For information.
    pub idempotency_key: Option<String>,
    /// When it took place.
    pub occurred_at: Timestamp,
    /// When it came, strictly ascending per contact.
    pub received_at: Timestamp,
}

impl NewEvent {
    /// An event that Sounder itself makes, now.
    pub fn of_sounder(
        locked: &mut Locked,
        contact_id: Uuid,
        name: &EventName,
        properties: Properties,
        source: &'static str,
    ) -> Self {
        Self {
            id: Uuid::now_v7(),
            contact_id,
            event: name.as_str().to_owned(),
            properties,
            source,
            source_ref: None,
            dispatch: true,
            idempotency_key: None,
            occurred_at: locked.now,
            received_at: locked.next_received_at(contact_id),
        }
    }
}

/// Prepares the statement of [`store`], for use in a pipeline.
///
/// # Errors
/// Those of the database.
pub async fn prepare(transaction: &Transaction) -> Result<sql::StoreEventsStmt, Error> {
    Ok(sql::store_events().prepare(&**transaction).await?)
}

/// Stores events and folds them into the statistics, in one statement.
///
/// # Errors
/// Those of the database.
pub async fn store(
    transaction: &Transaction,
    statement: &sql::StoreEventsStmt,
    events: Vec<NewEvent>,
) -> Result<(), Error> {
    if events.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = events.iter().map(|event| event.id).collect();
    let contact_ids: Vec<Uuid> = events.iter().map(|event| event.contact_id).collect();
    let names: Vec<&str> = events.iter().map(|event| event.event.as_str()).collect();
    let sources: Vec<&str> = events.iter().map(|event| event.source).collect();
    let source_refs: Vec<Option<&str>> = events.iter().map(|event| event.source_ref.as_deref()).collect();
    let dispatch: Vec<bool> = events.iter().map(|event| event.dispatch).collect();
    let keys: Vec<Option<&str>> = events.iter().map(|event| event.idempotency_key.as_deref()).collect();
    let occurred_at: Vec<Timestamp> = events.iter().map(|event| event.occurred_at).collect();
    let received_at: Vec<Timestamp> = events.iter().map(|event| event.received_at).collect();
    let properties: Vec<Value> = events.iter().map(|event| event.properties.clone().into_value()).collect();
    statement
        .bind(
            &**transaction,
            &ids,
            &contact_ids,
            &names,
            &properties,
            &sources,
            &source_refs,
            &dispatch,
            &keys,
            &occurred_at,
            &received_at,
        )
        .await?;
    Ok(())
}

/// Messages that offer to the router those events that may start something and to which something listens.
pub fn heard<'a>(listeners: &'a HashSet<String>, events: &'a [NewEvent]) -> impl Iterator<Item = Message> + 'a {
    events.iter().filter(|event| event.dispatch && listeners.contains(&event.event)).map(router_message)
}

fn router_message(event: &NewEvent) -> Message {
    Message {
        topic: "event-router",
        payload: json!({"v": 1, "event_id": event.id, "occurred_at": event.occurred_at.to_string()}),
    }
}
