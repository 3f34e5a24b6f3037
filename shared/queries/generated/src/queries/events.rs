// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ClaimIdempotencyKeysParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::BytesSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub scope: T1,
    pub keys: T3,
    pub request_hashes: T5,
    pub resource_ids: T6,
}
#[derive(Debug)]
pub struct ReadIdempotencyKeysParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::ArraySql<Item = T2>> {
    pub scope: T1,
    pub keys: T3,
}
#[derive(Debug)]
pub struct ReleaseIdempotencyKeysParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::ArraySql<Item = T2>> {
    pub scope: T1,
    pub keys: T3,
}
#[derive(Debug)]
pub struct StoreEventsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::JsonSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = Option<T9>>,
    T11: crate::ArraySql<Item = bool>,
    T12: crate::StringSql,
    T13: crate::ArraySql<Item = Option<T12>>,
    T14: crate::ArraySql<Item = jiff::Timestamp>,
    T15: crate::ArraySql<Item = jiff::Timestamp>,
> {
    pub ids: T1,
    pub contact_ids: T2,
    pub events: T4,
    pub properties: T6,
    pub sources: T8,
    pub source_refs: T10,
    pub dispatch: T11,
    pub keys: T13,
    pub occurred_at: T14,
    pub received_at: T15,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ReadIdempotencyKeys {
    pub key: String,
    pub request_hash: Vec<u8>,
    pub resource_id: Option<uuid::Uuid>,
}
pub struct ReadIdempotencyKeysBorrowed<'a> {
    pub key: &'a str,
    pub request_hash: &'a [u8],
    pub resource_id: Option<uuid::Uuid>,
}
impl<'a> From<ReadIdempotencyKeysBorrowed<'a>> for ReadIdempotencyKeys {
    fn from(ReadIdempotencyKeysBorrowed { key, request_hash, resource_id }: ReadIdempotencyKeysBorrowed<'a>) -> Self {
        Self { key: key.into(), request_hash: request_hash.into(), resource_id }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct StringQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<&str, tokio_postgres::Error>,
    mapper: fn(&str) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StringQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(&str) -> R) -> StringQuery<'c, 'a, 's, C, R, N> {
        StringQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row = crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row = crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c, tokio_postgres::Error> {
        let stream =
            crate::client::async_::raw(self.client, self.query, crate::slice_iter(&self.params), self.cached).await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct ReadIdempotencyKeysQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ReadIdempotencyKeysBorrowed, tokio_postgres::Error>,
    mapper: fn(ReadIdempotencyKeysBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ReadIdempotencyKeysQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ReadIdempotencyKeysBorrowed) -> R) -> ReadIdempotencyKeysQuery<'c, 'a, 's, C, R, N> {
        ReadIdempotencyKeysQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row = crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row = crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c, tokio_postgres::Error> {
        let stream =
            crate::client::async_::raw(self.client, self.query, crate::slice_iter(&self.params), self.cached).await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct ClaimIdempotencyKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_idempotency_keys() -> ClaimIdempotencyKeysStmt {
    ClaimIdempotencyKeysStmt(
        "insert into idempotency_keys as k (scope, key, request_hash, resource_id, expires_at) select $1, r.key, r.request_hash, r.resource_id, clock_timestamp() + interval '30 days' from unnest($2::text[], $3::bytea[], $4::uuid[]) as r (key, request_hash, resource_id) order by r.key on conflict (scope, key) do update set request_hash = excluded.request_hash, resource_id = excluded.resource_id, response = null, created_at = now(), expires_at = excluded.expires_at where k.expires_at <= clock_timestamp() returning k.key",
        None,
    )
}
impl ClaimIdempotencyKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::BytesSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        scope: &'a T1,
        keys: &'a T3,
        request_hashes: &'a T5,
        resource_ids: &'a T6,
    ) -> StringQuery<'c, 'a, 's, C, String, 4> {
        StringQuery {
            client,
            params: [scope, keys, request_hashes, resource_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::BytesSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = uuid::Uuid>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimIdempotencyKeysParams<T1, T2, T3, T4, T5, T6>,
        StringQuery<'c, 'a, 's, C, String, 4>,
        C,
    > for ClaimIdempotencyKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimIdempotencyKeysParams<T1, T2, T3, T4, T5, T6>,
    ) -> StringQuery<'c, 'a, 's, C, String, 4> {
        self.bind(client, &params.scope, &params.keys, &params.request_hashes, &params.resource_ids)
    }
}
pub struct ReadIdempotencyKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn read_idempotency_keys() -> ReadIdempotencyKeysStmt {
    ReadIdempotencyKeysStmt(
        "select k.key, k.request_hash, k.resource_id from idempotency_keys k where k.scope = $1 and k.key = any($2)",
        None,
    )
}
impl ReadIdempotencyKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
    >(
        &'s self,
        client: &'c C,
        scope: &'a T1,
        keys: &'a T3,
    ) -> ReadIdempotencyKeysQuery<'c, 'a, 's, C, ReadIdempotencyKeys, 2> {
        ReadIdempotencyKeysQuery {
            client,
            params: [scope, keys],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ReadIdempotencyKeysBorrowed, tokio_postgres::Error> {
                Ok(ReadIdempotencyKeysBorrowed {
                    key: row.try_get(0)?,
                    request_hash: row.try_get(1)?,
                    resource_id: row.try_get(2)?,
                })
            },
            mapper: |it| ReadIdempotencyKeys::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::ArraySql<Item = T2>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ReadIdempotencyKeysParams<T1, T2, T3>,
        ReadIdempotencyKeysQuery<'c, 'a, 's, C, ReadIdempotencyKeys, 2>,
        C,
    > for ReadIdempotencyKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ReadIdempotencyKeysParams<T1, T2, T3>,
    ) -> ReadIdempotencyKeysQuery<'c, 'a, 's, C, ReadIdempotencyKeys, 2> {
        self.bind(client, &params.scope, &params.keys)
    }
}
pub struct ReleaseIdempotencyKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn release_idempotency_keys() -> ReleaseIdempotencyKeysStmt {
    ReleaseIdempotencyKeysStmt("delete from idempotency_keys where scope = $1 and key = any($2)", None)
}
impl ReleaseIdempotencyKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
    >(
        &'s self,
        client: &'c C,
        scope: &'a T1,
        keys: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[scope, keys],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::StringSql, T3: crate::ArraySql<Item = T2>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ReleaseIdempotencyKeysParams<T1, T2, T3>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for ReleaseIdempotencyKeysStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ReleaseIdempotencyKeysParams<T1, T2, T3>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.scope, &params.keys))
    }
}
pub struct StoreEventsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn store_events() -> StoreEventsStmt {
    StoreEventsStmt(
        "with stored as ( insert into user_events (id, contact_id, event, properties, source, source_ref, dispatch, idempotency_key, occurred_at, received_at) select r.id, r.contact_id, r.event, r.properties, r.source, r.source_ref, r.dispatch, r.key, r.occurred_at, r.received_at from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::bool[], $8::text[], $9::timestamptz[], $10::timestamptz[]) as r (id, contact_id, event, properties, source, source_ref, dispatch, key, occurred_at, received_at) returning contact_id, event, occurred_at, received_at) insert into contact_event_stats as s (contact_id, event, count, first_at, last_at, last_received_at) select contact_id, event, count(*), min(occurred_at), max(occurred_at), max(received_at) from stored group by contact_id, event order by contact_id, event on conflict (contact_id, event) do update set count = s.count + excluded.count, first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at), last_received_at = greatest(s.last_received_at, excluded.last_received_at)",
        None,
    )
}
impl StoreEventsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::JsonSql,
        T6: crate::ArraySql<Item = T5>,
        T7: crate::StringSql,
        T8: crate::ArraySql<Item = T7>,
        T9: crate::StringSql,
        T10: crate::ArraySql<Item = Option<T9>>,
        T11: crate::ArraySql<Item = bool>,
        T12: crate::StringSql,
        T13: crate::ArraySql<Item = Option<T12>>,
        T14: crate::ArraySql<Item = jiff::Timestamp>,
        T15: crate::ArraySql<Item = jiff::Timestamp>,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        contact_ids: &'a T2,
        events: &'a T4,
        properties: &'a T6,
        sources: &'a T8,
        source_refs: &'a T10,
        dispatch: &'a T11,
        keys: &'a T13,
        occurred_at: &'a T14,
        received_at: &'a T15,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[ids, contact_ids, events, properties, sources, source_refs, dispatch, keys, occurred_at, received_at],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::JsonSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = Option<T9>>,
    T11: crate::ArraySql<Item = bool>,
    T12: crate::StringSql,
    T13: crate::ArraySql<Item = Option<T12>>,
    T14: crate::ArraySql<Item = jiff::Timestamp>,
    T15: crate::ArraySql<Item = jiff::Timestamp>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        StoreEventsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for StoreEventsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a StoreEventsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.ids,
            &params.contact_ids,
            &params.events,
            &params.properties,
            &params.sources,
            &params.source_refs,
            &params.dispatch,
            &params.keys,
            &params.occurred_at,
            &params.received_at,
        ))
    }
}
pub struct ListenedEventsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn listened_events() -> ListenedEventsStmt {
    ListenedEventsStmt("select distinct event from journey_triggers", None)
}
impl ListenedEventsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(&'s self, client: &'c C) -> StringQuery<'c, 'a, 's, C, String, 0> {
        StringQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
