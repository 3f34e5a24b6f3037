//! Joining contacts: one survives, the others become tombstones that lead to it, and everything that they had is its own
//! from then on. All in the transaction of the call that named them.
//!
//! Only the events of a contact with many of them move later (`contact-rekey`, [`super::rekey`]); their statistics move
//! at once. A repetition finds the losers' keys at the survivor and joins nothing.

use std::collections::{BTreeMap, BTreeSet};

use domain::event::EventName;
use domain::properties::Properties;
use domain::resolve::{Merge, Release};
use jiff::Timestamp;
use platform::Error;
use platform::database::Transaction;
use queries::queries::merge as sql;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::resolve::Locked;
use crate::events::store::NewEvent;
use crate::outbox::Message;

/// A loser with more events than this is moved by `rekey_contact`, so that no call waits for it.
const EVENTS_AT_ONCE: i64 = 5_000;

/// On whose word contacts are joined.
#[derive(Clone, Copy, Debug)]
pub struct Cause<'a> {
    /// `api`, `event`, `import` or `admin`; see the check of `contact_merges.cause`.
    pub word: &'static str,
    /// Id of the key or operator.
    pub actor: &'a str,
}

/// Contacts that become part of others, as parallel arrays for the statements.
#[derive(Debug, Default)]
pub(super) struct Merges {
    survivors: Vec<Uuid>,
    losers: Vec<Uuid>,
}

impl Merges {
    /// Those that have rows; what the transaction itself would have created just is not.
    pub(super) fn stored(merges: &[Merge]) -> Self {
        let (survivors, losers) =
            merges.iter().filter(|merge| merge.stored).map(|merge| (merge.survivor, merge.loser)).unzip();
        Self { survivors, losers }
    }

    fn is_empty(&self) -> bool {
        self.losers.is_empty()
    }

    /// Takes the losers out of the live contacts, before the survivors' rows take their keys.
    pub(super) async fn bury(&self, transaction: &Transaction, now: Timestamp) -> Result<(), Error> {
        if self.is_empty() {
            return Ok(());
        }
        let buried = sql::bury_losers().bind(&**transaction, &now, &self.losers).await?;
        // They were read live under their locks.
        if buried == self.losers.len() as u64 {
            Ok(())
        } else {
            Err(Error::internal("a loser was gone under its lock"))
        }
    }

    /// Records the merges; keys and ids lead to the survivors. Gives what moved, and the addresses among it.
    pub(super) async fn move_keys(
        &self,
        transaction: &Transaction,
        cause: Cause<'_>,
        now: Timestamp,
    ) -> Result<(Moved, Vec<(Uuid, String)>), Error> {
        let mut moved = Moved::default();
        let mut addresses = Vec::new();
        if self.is_empty() {
            return Ok((moved, addresses));
        }
        let client = &**transaction;
        let (survivors, losers) = (&self.survivors, &self.losers);
        sql::record_merges()
            .bind(client, &cause.word, &Some(cause.actor), &None::<&str>, &now, survivors, losers)
            .await?;
        sql::point_losers().bind(client, survivors, losers, &now).await?;
        for key in sql::move_keys().bind(client, survivors, losers).all().await? {
            moved.add(key.loser_id, "keys", 1);
            if key.kind == "email" {
                addresses.push((key.survivor_id, key.value));
            }
        }
        Ok((moved, addresses))
    }

    /// History follows; gives the messages for what is left to the task.
    pub(super) async fn move_history(
        &self,
        transaction: &Transaction,
        now: Timestamp,
        mut moved: Moved,
    ) -> Result<Vec<Message>, Error> {
        if self.is_empty() {
            return Ok(Vec::new());
        }
        let client = &**transaction;
        let (survivors, losers) = (&self.survivors, &self.losers);
        for run in sql::exit_colliding_runs().bind(client, survivors, losers, &now).all().await? {
            moved.run_exited(run.loser_id, run.id);
        }
        for row in sql::move_runs().bind(client, survivors, losers).all().await? {
            moved.add(row.loser_id, "runs", row.moved);
        }
        for row in sql::move_memberships().bind(client, survivors, losers, &now).all().await? {
            moved.add(row.loser_id, "memberships", row.moved);
        }
        let events = sql::move_statistics().bind(client, survivors, losers).all().await?;
        events.iter().for_each(|row| moved.add(row.loser_id, "events", row.events));
        let late: BTreeSet<Uuid> =
            events.iter().filter(|row| row.events > EVENTS_AT_ONCE).map(|row| row.loser_id).collect();
        let (now_survivors, now_losers): (Vec<Uuid>, Vec<Uuid>) =
            survivors.iter().zip(losers).filter(|(_, loser)| !late.contains(*loser)).unzip();
        sql::move_events().bind(client, &now_survivors, &now_losers).await?;
        if !late.is_empty() {
            sql::leave_events_to_task().bind(client, &late.iter().copied().collect::<Vec<_>>()).await?;
        }
        sql::resolve_conflicts().bind(client, &now, survivors, losers).await?;
        let counts: Vec<Value> = losers.iter().map(|loser| moved.of(*loser)).collect();
        sql::note_moved().bind(client, losers, &counts, &now).await?;
        Ok(late.into_iter().map(rekey_message).collect())
    }

    /// Mails that were sent or are still to go; last, as rows of `email_sends` are locked after everything else.
    pub(super) async fn move_sends(&self, transaction: &Transaction) -> Result<(), Error> {
        if !self.is_empty() {
            sql::move_sends().bind(&**transaction, &self.survivors, &self.losers).await?;
        }
        Ok(())
    }
}

/// What moved, by loser: for the record of the merge.
#[derive(Debug, Default)]
pub(super) struct Moved(BTreeMap<Uuid, Map<String, Value>>);

impl Moved {
    fn add(&mut self, loser: Uuid, what: &str, count: i64) {
        let counts = self.0.entry(loser).or_default();
        let before = counts.get(what).and_then(Value::as_i64).unwrap_or_default();
        counts.insert(what.to_owned(), json!(before + count));
    }

    fn run_exited(&mut self, loser: Uuid, run: Uuid) {
        let counts = self.0.entry(loser).or_default();
        if let Value::Array(runs) = counts.entry("runsExited").or_insert_with(|| json!([])) {
            runs.push(json!(run));
        }
    }

    fn of(&self, loser: Uuid) -> Value {
        Value::Object(self.0.get(&loser).cloned().unwrap_or_default())
    }
}

/// Aliases that lead to another contact from now on are taken from their owners.
pub(super) async fn release(transaction: &Transaction, releases: &[Release]) -> Result<(), Error> {
    if releases.is_empty() {
        return Ok(());
    }
    let addresses: Vec<&str> = releases.iter().map(|release| release.value.as_str()).collect();
    let owners: Vec<Uuid> = releases.iter().map(|release| release.owner).collect();
    sql::release_addresses().bind(&**transaction, &addresses, &owners).await?;
    Ok(())
}

/// The message that has a loser's events moved.
pub(super) fn rekey_message(loser: Uuid) -> Message {
    Message { topic: "contact-rekey", payload: json!({"v": 1, "contact_id": loser}) }
}

/// `contact.merged`, one for each survivor; not stored yet.
pub(super) fn events(locked: &mut Locked, merges: &[Merge]) -> Vec<NewEvent> {
    let mut joined: BTreeMap<Uuid, (Vec<Uuid>, BTreeSet<&'static str>)> = BTreeMap::new();
    for merge in merges.iter().filter(|merge| merge.stored) {
        let (losers, kinds) = joined.entry(merge.survivor).or_default();
        losers.push(merge.loser);
        kinds.extend(merge.kinds.iter().map(|kind| kind.as_str()));
    }
    let event = |(survivor, (losers, kinds)): (Uuid, (Vec<Uuid>, BTreeSet<&'static str>))| {
        let bag: Map<String, Value> =
            [("mergedContactIds".to_owned(), json!(losers)), ("mergedKeys".to_owned(), json!(kinds))]
                .into_iter()
                .collect();
        NewEvent::of_sounder(locked, survivor, &EventName::contact_merged(), Properties::of(bag), "system")
    };
    joined.into_iter().map(event).collect()
}
