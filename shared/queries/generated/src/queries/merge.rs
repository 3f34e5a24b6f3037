// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct BuryLosersParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub now: jiff::Timestamp,
    pub losers: T1,
}
#[derive(Debug)]
pub struct RecordMergesParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = uuid::Uuid>,
    T5: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub cause: T1,
    pub actor: Option<T2>,
    pub request_id: Option<T3>,
    pub now: jiff::Timestamp,
    pub survivors: T4,
    pub losers: T5,
}
#[derive(Debug)]
pub struct PointLosersParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub survivors: T1,
    pub losers: T2,
    pub now: jiff::Timestamp,
}
#[derive(Debug)]
pub struct MoveKeysParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub survivors: T1,
    pub losers: T2,
}
#[derive(Debug)]
pub struct ReleaseAddressesParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub addresses: T2,
    pub owners: T3,
}
#[derive(Debug)]
pub struct ExitCollidingRunsParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub survivors: T1,
    pub losers: T2,
    pub now: jiff::Timestamp,
}
#[derive(Debug)]
pub struct MoveRunsParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub survivors: T1,
    pub losers: T2,
}
#[derive(Debug)]
pub struct MoveMembershipsParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub survivors: T1,
    pub losers: T2,
    pub now: jiff::Timestamp,
}
#[derive(Debug)]
pub struct MoveStatisticsParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub survivors: T1,
    pub losers: T2,
}
#[derive(Debug)]
pub struct MoveEventsParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub survivors: T1,
    pub losers: T2,
}
#[derive(Debug)]
pub struct MoveSendsParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub survivors: T1,
    pub losers: T2,
}
#[derive(Debug)]
pub struct ResolveConflictsParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub now: jiff::Timestamp,
    pub survivors: T1,
    pub losers: T2,
}
#[derive(Debug)]
pub struct NoteMovedParams<T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::JsonSql, T3: crate::ArraySql<Item = T2>> {
    pub losers: T1,
    pub moved: T3,
    pub now: jiff::Timestamp,
}
#[derive(Debug)]
pub struct MergeRulesParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub ids: T1,
    pub now: jiff::Timestamp,
}
#[derive(Clone, Copy, Debug)]
pub struct LockForRekeyParams {
    pub survivor: uuid::Uuid,
    pub loser: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct RekeyEventsParams {
    pub loser: uuid::Uuid,
    pub at_once: i64,
    pub survivor: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct NoteRekeyParams {
    pub done: bool,
    pub loser: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq)]
pub struct MoveKeys {
    pub loser_id: uuid::Uuid,
    pub survivor_id: uuid::Uuid,
    pub kind: String,
    pub value: String,
}
pub struct MoveKeysBorrowed<'a> {
    pub loser_id: uuid::Uuid,
    pub survivor_id: uuid::Uuid,
    pub kind: &'a str,
    pub value: &'a str,
}
impl<'a> From<MoveKeysBorrowed<'a>> for MoveKeys {
    fn from(MoveKeysBorrowed { loser_id, survivor_id, kind, value }: MoveKeysBorrowed<'a>) -> Self {
        Self { loser_id, survivor_id, kind: kind.into(), value: value.into() }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct ExitCollidingRuns {
    pub id: uuid::Uuid,
    pub loser_id: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct MoveRuns {
    pub loser_id: uuid::Uuid,
    pub moved: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct MoveMemberships {
    pub loser_id: uuid::Uuid,
    pub moved: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct MoveStatistics {
    pub loser_id: uuid::Uuid,
    pub events: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct MergeRules {
    pub merge_identified: bool,
    pub survivor_id: Option<uuid::Uuid>,
    pub merges: i64,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct MoveKeysQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MoveKeysBorrowed, tokio_postgres::Error>,
    mapper: fn(MoveKeysBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MoveKeysQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(MoveKeysBorrowed) -> R) -> MoveKeysQuery<'c, 'a, 's, C, R, N> {
        MoveKeysQuery {
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
pub struct ExitCollidingRunsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ExitCollidingRuns, tokio_postgres::Error>,
    mapper: fn(ExitCollidingRuns) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ExitCollidingRunsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ExitCollidingRuns) -> R) -> ExitCollidingRunsQuery<'c, 'a, 's, C, R, N> {
        ExitCollidingRunsQuery {
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
pub struct MoveRunsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MoveRuns, tokio_postgres::Error>,
    mapper: fn(MoveRuns) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MoveRunsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(MoveRuns) -> R) -> MoveRunsQuery<'c, 'a, 's, C, R, N> {
        MoveRunsQuery {
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
pub struct MoveMembershipsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MoveMemberships, tokio_postgres::Error>,
    mapper: fn(MoveMemberships) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MoveMembershipsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(MoveMemberships) -> R) -> MoveMembershipsQuery<'c, 'a, 's, C, R, N> {
        MoveMembershipsQuery {
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
pub struct MoveStatisticsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MoveStatistics, tokio_postgres::Error>,
    mapper: fn(MoveStatistics) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MoveStatisticsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(MoveStatistics) -> R) -> MoveStatisticsQuery<'c, 'a, 's, C, R, N> {
        MoveStatisticsQuery {
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
pub struct MergeRulesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MergeRules, tokio_postgres::Error>,
    mapper: fn(MergeRules) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MergeRulesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(MergeRules) -> R) -> MergeRulesQuery<'c, 'a, 's, C, R, N> {
        MergeRulesQuery {
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
pub struct UuidUuidQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<uuid::Uuid, tokio_postgres::Error>,
    mapper: fn(uuid::Uuid) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UuidUuidQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(uuid::Uuid) -> R) -> UuidUuidQuery<'c, 'a, 's, C, R, N> {
        UuidUuidQuery {
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
pub struct BuryLosersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn bury_losers() -> BuryLosersStmt {
    BuryLosersStmt(
        "update contacts set deleted_at = $1::timestamptz, delete_reason = 'merged', updated_at = $1 where id = any($2::uuid[]) and deleted_at is null",
        None,
    )
}
impl BuryLosersStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        losers: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, losers],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        BuryLosersParams<T1>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for BuryLosersStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a BuryLosersParams<T1>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.now, &params.losers))
    }
}
pub struct RecordMergesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record_merges() -> RecordMergesStmt {
    RecordMergesStmt(
        "insert into contact_merges (survivor_id, loser_id, loser_snapshot, cause, actor, request_id, created_at) select p.survivor_id, c.id, jsonb_build_object( 'contact', to_jsonb(c) - array['deleted_at', 'delete_reason', 'merged_into', 'rekey_pending', 'contact_key'], 'keys', (select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'value', k.value, 'role', k.role) order by k.kind, k.value), '[]') from contact_keys k where k.contact_id = c.id), 'optOuts', (select coalesce(jsonb_agg(jsonb_build_object('email', o.email, 'category', o.category) order by o.email, o.category), '[]') from (select u.email, u.category from email_subscriptions u where not u.subscribed union all select g.email, null from email_preferences g where g.unsubscribed_all) o join contact_keys k on k.kind = 'email' and k.value = o.email and k.contact_id = c.id)), $1, $2, $3, $4 from unnest($5::uuid[], $6::uuid[]) as p (survivor_id, loser_id) join contacts c on c.id = p.loser_id",
        None,
    )
}
impl RecordMergesStmt {
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
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = uuid::Uuid>,
        T5: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        cause: &'a T1,
        actor: &'a Option<T2>,
        request_id: &'a Option<T3>,
        now: &'a jiff::Timestamp,
        survivors: &'a T4,
        losers: &'a T5,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[cause, actor, request_id, now, survivors, losers],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = uuid::Uuid>,
    T5: crate::ArraySql<Item = uuid::Uuid>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RecordMergesParams<T1, T2, T3, T4, T5>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for RecordMergesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RecordMergesParams<T1, T2, T3, T4, T5>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.cause,
            &params.actor,
            &params.request_id,
            &params.now,
            &params.survivors,
            &params.losers,
        ))
    }
}
pub struct PointLosersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn point_losers() -> PointLosersStmt {
    PointLosersStmt(
        "with followers as ( select p.survivor_id, x.id from unnest($1::uuid[], $2::uuid[]) as p (survivor_id, loser_id) join contacts x on x.merged_into = p.loser_id for no key update of x nowait), led as ( select p.survivor_id, p.loser_id as id from unnest($1, $2) as p (survivor_id, loser_id) union all select survivor_id, id from followers) update contacts c set merged_into = l.survivor_id, updated_at = $3::timestamptz from led l where c.id = l.id",
        None,
    )
}
impl PointLosersStmt {
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
    >(
        &'s self,
        client: &'c C,
        survivors: &'a T1,
        losers: &'a T2,
        now: &'a jiff::Timestamp,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[survivors, losers, now],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        PointLosersParams<T1, T2>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for PointLosersStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a PointLosersParams<T1, T2>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.survivors, &params.losers, &params.now))
    }
}
pub struct MoveKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_keys() -> MoveKeysStmt {
    MoveKeysStmt(
        "update contact_keys k set contact_id = p.survivor_id, role = 'alias', reason = 'merge', from_contact_id = p.loser_id, updated_at = now() from unnest($1::uuid[], $2::uuid[]) as p (survivor_id, loser_id) where k.contact_id = p.loser_id returning p.loser_id, k.contact_id as survivor_id, k.kind, k.value",
        None,
    )
}
impl MoveKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        survivors: &'a T1,
        losers: &'a T2,
    ) -> MoveKeysQuery<'c, 'a, 's, C, MoveKeys, 2> {
        MoveKeysQuery {
            client,
            params: [survivors, losers],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<MoveKeysBorrowed, tokio_postgres::Error> {
                Ok(MoveKeysBorrowed {
                    loser_id: row.try_get(0)?,
                    survivor_id: row.try_get(1)?,
                    kind: row.try_get(2)?,
                    value: row.try_get(3)?,
                })
            },
            mapper: |it| MoveKeys::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<'c, 'a, 's, MoveKeysParams<T1, T2>, MoveKeysQuery<'c, 'a, 's, C, MoveKeys, 2>, C>
    for MoveKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MoveKeysParams<T1, T2>,
    ) -> MoveKeysQuery<'c, 'a, 's, C, MoveKeys, 2> {
        self.bind(client, &params.survivors, &params.losers)
    }
}
pub struct ReleaseAddressesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn release_addresses() -> ReleaseAddressesStmt {
    ReleaseAddressesStmt(
        "delete from contact_keys k using unnest($1::text[], $2::uuid[]) as r (address, owner_id) where k.kind = 'email' and k.value = r.address and k.contact_id = r.owner_id and k.role = 'alias'",
        None,
    )
}
impl ReleaseAddressesStmt {
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
        T2: crate::ArraySql<Item = T1>,
        T3: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        addresses: &'a T2,
        owners: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[addresses, owners],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::ArraySql<Item = uuid::Uuid>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ReleaseAddressesParams<T1, T2, T3>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for ReleaseAddressesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ReleaseAddressesParams<T1, T2, T3>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.addresses, &params.owners))
    }
}
pub struct ExitCollidingRunsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn exit_colliding_runs() -> ExitCollidingRunsStmt {
    ExitCollidingRunsStmt(
        "with pairs as ( select p.survivor_id, p.loser_id, p.rank from unnest($1::uuid[], $2::uuid[]) with ordinality as p (survivor_id, loser_id, rank)), members as ( select survivor_id, loser_id as contact_id, rank from pairs union select survivor_id, survivor_id, 0 from pairs), live as ( select s.id, s.contact_id, row_number() over (partition by m.survivor_id, s.journey_id, s.run_key order by m.rank) as place from members m join journey_states s on s.contact_id = m.contact_id and s.status in ('active', 'waiting')), ended as ( update journey_states s set status = 'exited', exit_reason = 'merged', exited_at = $3::timestamptz, wake_at = null, wake_enqueued_at = null, redrive_at = null, held = false, epoch = s.epoch + 1, updated_at = $3 from live l where s.id = l.id and l.place > 1 returning s.id, s.contact_id), waits as ( update journey_waits w set status = 'cancelled', resolved_at = $3 from ended e where w.state_id = e.id and w.status = 'pending' returning w.id), calls as ( update journey_calls c set status = 'canceled', done_at = $3, claim_token = null, claim_until = null from ended e where c.state_id = e.id and c.status = 'queued' returning c.id) select e.id, e.contact_id as loser_id from ended e",
        None,
    )
}
impl ExitCollidingRunsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        survivors: &'a T1,
        losers: &'a T2,
        now: &'a jiff::Timestamp,
    ) -> ExitCollidingRunsQuery<'c, 'a, 's, C, ExitCollidingRuns, 3> {
        ExitCollidingRunsQuery {
            client,
            params: [survivors, losers, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ExitCollidingRuns, tokio_postgres::Error> {
                Ok(ExitCollidingRuns { id: row.try_get(0)?, loser_id: row.try_get(1)? })
            },
            mapper: |it| ExitCollidingRuns::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ExitCollidingRunsParams<T1, T2>,
        ExitCollidingRunsQuery<'c, 'a, 's, C, ExitCollidingRuns, 3>,
        C,
    > for ExitCollidingRunsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ExitCollidingRunsParams<T1, T2>,
    ) -> ExitCollidingRunsQuery<'c, 'a, 's, C, ExitCollidingRuns, 3> {
        self.bind(client, &params.survivors, &params.losers, &params.now)
    }
}
pub struct MoveRunsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_runs() -> MoveRunsStmt {
    MoveRunsStmt(
        "with pairs as ( select p.survivor_id, p.loser_id from unnest($1::uuid[], $2::uuid[]) as p (survivor_id, loser_id)), runs as ( update journey_states s set contact_id = p.survivor_id from pairs p where s.contact_id = p.loser_id returning s.id, p.survivor_id, p.loser_id), waits as ( update journey_waits w set contact_id = r.survivor_id from runs r where w.state_id = r.id returning w.id), calls as ( update journey_calls c set contact_id = r.survivor_id from runs r where c.state_id = r.id returning c.id), refusals as ( delete from journey_refusals f using pairs p where f.contact_id = p.loser_id returning f.journey_id) select r.loser_id, count(*) as moved from runs r group by 1",
        None,
    )
}
impl MoveRunsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        survivors: &'a T1,
        losers: &'a T2,
    ) -> MoveRunsQuery<'c, 'a, 's, C, MoveRuns, 2> {
        MoveRunsQuery {
            client,
            params: [survivors, losers],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<MoveRuns, tokio_postgres::Error> {
                Ok(MoveRuns { loser_id: row.try_get(0)?, moved: row.try_get(1)? })
            },
            mapper: |it| MoveRuns::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<'c, 'a, 's, MoveRunsParams<T1, T2>, MoveRunsQuery<'c, 'a, 's, C, MoveRuns, 2>, C>
    for MoveRunsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MoveRunsParams<T1, T2>,
    ) -> MoveRunsQuery<'c, 'a, 's, C, MoveRuns, 2> {
        self.bind(client, &params.survivors, &params.losers)
    }
}
pub struct MoveMembershipsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_memberships() -> MoveMembershipsStmt {
    MoveMembershipsStmt(
        "with pairs as ( select p.survivor_id, p.loser_id, p.rank from unnest($1::uuid[], $2::uuid[]) with ordinality as p (survivor_id, loser_id, rank)), members as ( select survivor_id, loser_id as contact_id, rank from pairs union select survivor_id, survivor_id, 0 from pairs), active as ( select b.id, m.survivor_id, m.contact_id, m.rank, row_number() over (partition by m.survivor_id, b.bucket_id order by m.rank) as place from members m join bucket_memberships b on b.contact_id = m.contact_id and b.status = 'active'), moving as ( select id, survivor_id, contact_id as loser_id, place > 1 as ends from active where rank > 0 union all select b.id, p.survivor_id, p.loser_id, false from pairs p join bucket_memberships b on b.contact_id = p.loser_id and b.status = 'left'), moved as ( update bucket_memberships b set contact_id = m.survivor_id, updated_at = $3, status = case when m.ends then 'left' else b.status end, left_at = case when m.ends then $3::timestamptz else b.left_at end, leave_reason = case when m.ends then 'merged' else b.leave_reason end from moving m where b.id = m.id returning m.loser_id) select loser_id, count(*) as moved from moved group by 1",
        None,
    )
}
impl MoveMembershipsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        survivors: &'a T1,
        losers: &'a T2,
        now: &'a jiff::Timestamp,
    ) -> MoveMembershipsQuery<'c, 'a, 's, C, MoveMemberships, 3> {
        MoveMembershipsQuery {
            client,
            params: [survivors, losers, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<MoveMemberships, tokio_postgres::Error> {
                Ok(MoveMemberships { loser_id: row.try_get(0)?, moved: row.try_get(1)? })
            },
            mapper: |it| MoveMemberships::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        MoveMembershipsParams<T1, T2>,
        MoveMembershipsQuery<'c, 'a, 's, C, MoveMemberships, 3>,
        C,
    > for MoveMembershipsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MoveMembershipsParams<T1, T2>,
    ) -> MoveMembershipsQuery<'c, 'a, 's, C, MoveMemberships, 3> {
        self.bind(client, &params.survivors, &params.losers, &params.now)
    }
}
pub struct MoveStatisticsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_statistics() -> MoveStatisticsStmt {
    MoveStatisticsStmt(
        "with taken as ( delete from contact_event_stats s using unnest($1::uuid[], $2::uuid[]) as p (survivor_id, loser_id) where s.contact_id = p.loser_id returning p.survivor_id, s.*), folded as ( insert into contact_event_stats as s (contact_id, event, count, first_at, last_at, last_received_at) select survivor_id, event, sum(count), min(first_at), max(last_at), max(last_received_at) from taken group by 1, 2 order by 1, 2 on conflict (contact_id, event) do update set count = s.count + excluded.count, first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at), last_received_at = greatest(s.last_received_at, excluded.last_received_at) returning s.event) select contact_id as loser_id, sum(count)::bigint as events from taken group by 1",
        None,
    )
}
impl MoveStatisticsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        survivors: &'a T1,
        losers: &'a T2,
    ) -> MoveStatisticsQuery<'c, 'a, 's, C, MoveStatistics, 2> {
        MoveStatisticsQuery {
            client,
            params: [survivors, losers],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<MoveStatistics, tokio_postgres::Error> {
                Ok(MoveStatistics { loser_id: row.try_get(0)?, events: row.try_get(1)? })
            },
            mapper: |it| MoveStatistics::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        MoveStatisticsParams<T1, T2>,
        MoveStatisticsQuery<'c, 'a, 's, C, MoveStatistics, 2>,
        C,
    > for MoveStatisticsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MoveStatisticsParams<T1, T2>,
    ) -> MoveStatisticsQuery<'c, 'a, 's, C, MoveStatistics, 2> {
        self.bind(client, &params.survivors, &params.losers)
    }
}
pub struct MoveEventsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_events() -> MoveEventsStmt {
    MoveEventsStmt(
        "update user_events e set contact_id = p.survivor_id from unnest($1::uuid[], $2::uuid[]) as p (survivor_id, loser_id) where e.contact_id = p.loser_id",
        None,
    )
}
impl MoveEventsStmt {
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
    >(
        &'s self,
        client: &'c C,
        survivors: &'a T1,
        losers: &'a T2,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[survivors, losers],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        MoveEventsParams<T1, T2>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for MoveEventsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a MoveEventsParams<T1, T2>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.survivors, &params.losers))
    }
}
pub struct LeaveEventsToTaskStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn leave_events_to_task() -> LeaveEventsToTaskStmt {
    LeaveEventsToTaskStmt("update contacts set rekey_pending = true where id = any($1::uuid[])", None)
}
impl LeaveEventsToTaskStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        losers: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[losers],
            )
            .await
    }
}
pub struct MoveSendsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_sends() -> MoveSendsStmt {
    MoveSendsStmt(
        "with mine as ( select s.id, p.survivor_id from unnest($1::uuid[], $2::uuid[]) as p (survivor_id, loser_id) join email_sends s on s.contact_id = p.loser_id order by s.id for no key update of s) update email_sends s set contact_id = m.survivor_id from mine m where s.id = m.id",
        None,
    )
}
impl MoveSendsStmt {
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
    >(
        &'s self,
        client: &'c C,
        survivors: &'a T1,
        losers: &'a T2,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[survivors, losers],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        MoveSendsParams<T1, T2>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for MoveSendsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a MoveSendsParams<T1, T2>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.survivors, &params.losers))
    }
}
pub struct ResolveConflictsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn resolve_conflicts() -> ResolveConflictsStmt {
    ResolveConflictsStmt(
        "update identity_conflicts c set resolved_at = $1::timestamptz from unnest($2::uuid[], $3::uuid[]) as p (survivor_id, loser_id) where c.resolved_at is null and ((c.contact_id = p.loser_id and c.owner_id = p.survivor_id) or (c.contact_id = p.survivor_id and c.owner_id = p.loser_id))",
        None,
    )
}
impl ResolveConflictsStmt {
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
    >(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        survivors: &'a T1,
        losers: &'a T2,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, survivors, losers],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = uuid::Uuid>, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ResolveConflictsParams<T1, T2>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for ResolveConflictsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ResolveConflictsParams<T1, T2>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.now, &params.survivors, &params.losers))
    }
}
pub struct NoteMovedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_moved() -> NoteMovedStmt {
    NoteMovedStmt(
        "update contact_merges m set moved = r.moved from unnest($1::uuid[], $2::jsonb[]) as r (loser_id, moved) where m.loser_id = r.loser_id and m.created_at = $3",
        None,
    )
}
impl NoteMovedStmt {
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
        T2: crate::JsonSql,
        T3: crate::ArraySql<Item = T2>,
    >(
        &'s self,
        client: &'c C,
        losers: &'a T1,
        moved: &'a T3,
        now: &'a jiff::Timestamp,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[losers, moved, now],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::JsonSql,
    T3: crate::ArraySql<Item = T2>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        NoteMovedParams<T1, T2, T3>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for NoteMovedStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a NoteMovedParams<T1, T2, T3>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.losers, &params.moved, &params.now))
    }
}
pub struct MergeRulesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn merge_rules() -> MergeRulesStmt {
    MergeRulesStmt(
        "select r.merge_identified, m.survivor_id, coalesce(m.merges, 0) as merges from (select coalesce((select value = '\"merge\"'::jsonb from settings where key = 'identity.on_external_mismatch'), false) as merge_identified) r left join (select survivor_id, count(*) as merges from contact_merges where survivor_id = any($1::uuid[]) and created_at > $2::timestamptz - interval '24 hours' group by 1) m on true",
        None,
    )
}
impl MergeRulesStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        now: &'a jiff::Timestamp,
    ) -> MergeRulesQuery<'c, 'a, 's, C, MergeRules, 2> {
        MergeRulesQuery {
            client,
            params: [ids, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<MergeRules, tokio_postgres::Error> {
                Ok(MergeRules {
                    merge_identified: row.try_get(0)?,
                    survivor_id: row.try_get(1)?,
                    merges: row.try_get(2)?,
                })
            },
            mapper: |it| MergeRules::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<'c, 'a, 's, MergeRulesParams<T1>, MergeRulesQuery<'c, 'a, 's, C, MergeRules, 2>, C>
    for MergeRulesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MergeRulesParams<T1>,
    ) -> MergeRulesQuery<'c, 'a, 's, C, MergeRules, 2> {
        self.bind(client, &params.ids, &params.now)
    }
}
pub struct PendingRekeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn pending_rekey() -> PendingRekeyStmt {
    PendingRekeyStmt(
        "select merged_into as survivor_id from contacts where id = $1 and rekey_pending and merged_into is not null",
        None,
    )
}
impl PendingRekeyStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        loser: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [loser],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct LockForRekeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_for_rekey() -> LockForRekeyStmt {
    LockForRekeyStmt("select id from contacts where id in ($1, $2) order by id for no key update", None)
}
impl LockForRekeyStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        survivor: &'a uuid::Uuid,
        loser: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [survivor, loser],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, LockForRekeyParams, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>, C>
    for LockForRekeyStmt
{
    fn params(&'s self, client: &'c C, params: &'a LockForRekeyParams) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.survivor, &params.loser)
    }
}
pub struct RekeyEventsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn rekey_events() -> RekeyEventsStmt {
    RekeyEventsStmt(
        "with due as materialized (select id, occurred_at from user_events where contact_id = $1 limit $2) update user_events e set contact_id = $3 from due where e.id = due.id and e.occurred_at = due.occurred_at",
        None,
    )
}
impl RekeyEventsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        loser: &'a uuid::Uuid,
        at_once: &'a i64,
        survivor: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[loser, at_once, survivor],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RekeyEventsParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for RekeyEventsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RekeyEventsParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.loser, &params.at_once, &params.survivor))
    }
}
pub struct NoteRekeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_rekey() -> NoteRekeyStmt {
    NoteRekeyStmt(
        "update contacts set rekey_pending = not $1::bool, updated_at = clock_timestamp() where id = $2",
        None,
    )
}
impl NoteRekeyStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        done: &'a bool,
        loser: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[done, loser],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        NoteRekeyParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for NoteRekeyStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a NoteRekeyParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.done, &params.loser))
    }
}
pub struct StaleRekeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn stale_rekeys() -> StaleRekeysStmt {
    StaleRekeysStmt(
        "update contacts c set updated_at = clock_timestamp() from (select id from contacts where rekey_pending and updated_at < clock_timestamp() - interval '15 minutes' order by id limit 100 for update skip locked) due where c.id = due.id returning c.id",
        None,
    )
}
impl StaleRekeysStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(&'s self, client: &'c C) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 0> {
        UuidUuidQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
