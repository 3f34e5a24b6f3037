//! The first statement of an ingesting transaction: keys are claimed, and a concurrent twin waits for our commit.

use std::collections::{HashMap, HashSet};

use platform::Error;
use platform::database::Transaction;
use queries::queries::events as sql;
use uuid::Uuid;

/// A key, the hash of its request, and the id that the event gets if the key is new.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// Text of the key.
    pub key: &'a str,
    /// SHA-256 of the request.
    pub request_hash: [u8; 32],
    /// Id of the event.
    pub event_id: Uuid,
}

/// What an earlier call stored under a key.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// SHA-256 of that call's request.
    pub request_hash: Vec<u8>,
    /// Its event.
    pub event_id: Option<Uuid>,
}

/// Prepares the statement of [`claim`], for use in a pipeline.
///
/// # Errors
/// Those of the database.
pub async fn prepare(transaction: &Transaction) -> Result<sql::ClaimIdempotencyKeysStmt, Error> {
    Ok(sql::claim_idempotency_keys().prepare(&**transaction).await?)
}

/// Claims the keys of a scope. Returns those that earlier calls hold.
///
/// # Errors
/// Those of the database.
pub async fn claim(
    transaction: &Transaction,
    statement: &sql::ClaimIdempotencyKeysStmt,
    scope: &str,
    claims: &[Claim<'_>],
) -> Result<HashMap<String, Earlier>, Error> {
    if claims.is_empty() {
        return Ok(HashMap::new());
    }
    let client = &**transaction;
    let keys: Vec<&str> = claims.iter().map(|claim| claim.key).collect();
    let hashes: Vec<&[u8]> = claims.iter().map(|claim| claim.request_hash.as_slice()).collect();
    let ids: Vec<Uuid> = claims.iter().map(|claim| claim.event_id).collect();
    let claimed: HashSet<String> =
        statement.bind(client, &scope, &keys, &hashes, &ids).all().await?.into_iter().collect();
    let taken: Vec<&str> = keys.into_iter().filter(|key| !claimed.contains(*key)).collect();
    if taken.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sql::read_idempotency_keys().bind(client, &scope, &taken).all().await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.key, Earlier { request_hash: row.request_hash, event_id: row.resource_id }))
        .collect())
}

/// Gives keys back whose items turned out to be refused.
///
/// # Errors
/// Those of the database.
pub async fn release(transaction: &Transaction, scope: &str, keys: &[&str]) -> Result<(), Error> {
    if !keys.is_empty() {
        sql::release_idempotency_keys().bind(&**transaction, &scope, &keys).await?;
    }
    Ok(())
}
