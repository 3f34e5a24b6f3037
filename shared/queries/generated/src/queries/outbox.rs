// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct InsertOutboxParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::JsonSql,
    T4: crate::ArraySql<Item = T3>,
> {
    pub topics: T2,
    pub payloads: T4,
}
#[derive(Debug)]
pub struct BackOffOutboxParams<T1: crate::StringSql, T2: crate::ArraySql<Item = i64>> {
    pub error: T1,
    pub ids: T2,
}
#[derive(Debug)]
pub struct RefuseOutboxParams<T1: crate::ArraySql<Item = i64>, T2: crate::StringSql> {
    pub ids: T1,
    pub error: T2,
}
#[derive(Debug, Clone, PartialEq)]
pub struct LeaseOutbox {
    pub id: i64,
    pub topic: String,
    pub payload: serde_json::Value,
    pub delay_seconds: i32,
}
pub struct LeaseOutboxBorrowed<'a> {
    pub id: i64,
    pub topic: &'a str,
    pub payload: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub delay_seconds: i32,
}
impl<'a> From<LeaseOutboxBorrowed<'a>> for LeaseOutbox {
    fn from(LeaseOutboxBorrowed { id, topic, payload, delay_seconds }: LeaseOutboxBorrowed<'a>) -> Self {
        Self { id, topic: topic.into(), payload: serde_json::from_str(payload.0.get()).unwrap(), delay_seconds }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct OldestDueOutbox {
    pub age_seconds: f64,
    pub due: i64,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct I64Query<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<i64, tokio_postgres::Error>,
    mapper: fn(i64) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> I64Query<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(i64) -> R) -> I64Query<'c, 'a, 's, C, R, N> {
        I64Query {
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
pub struct LeaseOutboxQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LeaseOutboxBorrowed, tokio_postgres::Error>,
    mapper: fn(LeaseOutboxBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LeaseOutboxQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LeaseOutboxBorrowed) -> R) -> LeaseOutboxQuery<'c, 'a, 's, C, R, N> {
        LeaseOutboxQuery {
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
pub struct OldestDueOutboxQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<OldestDueOutbox, tokio_postgres::Error>,
    mapper: fn(OldestDueOutbox) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OldestDueOutboxQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(OldestDueOutbox) -> R) -> OldestDueOutboxQuery<'c, 'a, 's, C, R, N> {
        OldestDueOutboxQuery {
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
pub struct InsertOutboxStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_outbox() -> InsertOutboxStmt {
    InsertOutboxStmt(
        "insert into outbox (topic, payload) select r.topic, r.payload from unnest($1::text[], $2::jsonb[]) as r (topic, payload) returning id",
        None,
    )
}
impl InsertOutboxStmt {
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
        T2: crate::ArraySql<Item = T1>,
        T3: crate::JsonSql,
        T4: crate::ArraySql<Item = T3>,
    >(
        &'s self,
        client: &'c C,
        topics: &'a T2,
        payloads: &'a T4,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [topics, payloads],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::JsonSql,
    T4: crate::ArraySql<Item = T3>,
> crate::client::async_::Params<'c, 'a, 's, InsertOutboxParams<T1, T2, T3, T4>, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for InsertOutboxStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a InsertOutboxParams<T1, T2, T3, T4>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.topics, &params.payloads)
    }
}
pub struct DeleteOutboxStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_outbox() -> DeleteOutboxStmt {
    DeleteOutboxStmt("delete from outbox where id = any($1)", None)
}
impl DeleteOutboxStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = i64>>(
        &'s self,
        client: &'c C,
        ids: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[ids],
            )
            .await
    }
}
pub struct LeaseOutboxStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lease_outbox() -> LeaseOutboxStmt {
    LeaseOutboxStmt(
        "with due as materialized ( select id from outbox where available_at <= now() order by available_at, id limit 800 for update skip locked) update outbox o set available_at = clock_timestamp() + interval '30 seconds', attempts = o.attempts + 1 where o.id = any (array(select id from due)) returning o.id, o.topic, o.payload, greatest(0, least(900, ceil(coalesce((o.payload ->> 'delay')::float8, 0) - extract(epoch from clock_timestamp() - o.created_at)::float8)))::int as delay_seconds",
        None,
    )
}
impl LeaseOutboxStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> LeaseOutboxQuery<'c, 'a, 's, C, LeaseOutbox, 0> {
        LeaseOutboxQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LeaseOutboxBorrowed, tokio_postgres::Error> {
                Ok(LeaseOutboxBorrowed {
                    id: row.try_get(0)?,
                    topic: row.try_get(1)?,
                    payload: row.try_get(2)?,
                    delay_seconds: row.try_get(3)?,
                })
            },
            mapper: |it| LeaseOutbox::from(it),
        }
    }
}
pub struct BackOffOutboxStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn back_off_outbox() -> BackOffOutboxStmt {
    BackOffOutboxStmt(
        "update outbox set available_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ least(attempts, 6))), last_error = $1 where id = any($2)",
        None,
    )
}
impl BackOffOutboxStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = i64>>(
        &'s self,
        client: &'c C,
        error: &'a T1,
        ids: &'a T2,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[error, ids],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::ArraySql<Item = i64>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        BackOffOutboxParams<T1, T2>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for BackOffOutboxStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a BackOffOutboxParams<T1, T2>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.error, &params.ids))
    }
}
pub struct RefuseOutboxStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn refuse_outbox() -> RefuseOutboxStmt {
    RefuseOutboxStmt(
        "with gone as (delete from outbox where id = any($1) returning id, topic, payload, attempts) insert into dead_letters (id, source, source_id, dedupe_key, payload, error, attempts) select gen_random_uuid(), 'outbox', topic, 'outbox:' || id, payload, $2, attempts from gone on conflict (dedupe_key) do nothing",
        None,
    )
}
impl RefuseOutboxStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = i64>, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        error: &'a T2,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[ids, error],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = i64>, T2: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RefuseOutboxParams<T1, T2>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for RefuseOutboxStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RefuseOutboxParams<T1, T2>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.ids, &params.error))
    }
}
pub struct OldestDueOutboxStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn oldest_due_outbox() -> OldestDueOutboxStmt {
    OldestDueOutboxStmt(
        "select coalesce(extract(epoch from clock_timestamp() - min(available_at)), 0)::float8 as age_seconds, count(*) as due from outbox where available_at <= clock_timestamp()",
        None,
    )
}
impl OldestDueOutboxStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> OldestDueOutboxQuery<'c, 'a, 's, C, OldestDueOutbox, 0> {
        OldestDueOutboxQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OldestDueOutbox, tokio_postgres::Error> {
                Ok(OldestDueOutbox { age_seconds: row.try_get(0)?, due: row.try_get(1)? })
            },
            mapper: |it| OldestDueOutbox::from(it),
        }
    }
}
