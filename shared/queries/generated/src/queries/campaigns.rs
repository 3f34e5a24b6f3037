// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct InsertCampaignParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::BytesSql,
    T5: crate::JsonSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::StringSql,
    T11: crate::StringSql,
    T12: crate::StringSql,
    T13: crate::BytesSql,
    T14: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub name: T1,
    pub list: T2,
    pub template: T3,
    pub template_version: T4,
    pub props: T5,
    pub from_email: Option<T6>,
    pub reply_to: Option<T8>,
    pub subject: Option<T9>,
    pub category: T10,
    pub key_scope: Option<T11>,
    pub key: Option<T12>,
    pub request_hash: Option<T13>,
    pub created_by: T14,
    pub fixed_now: Option<jiff::Timestamp>,
}
#[derive(Debug)]
pub struct CampaignByKeyParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub scope: T1,
    pub key: T2,
}
#[derive(Debug)]
pub struct ListCampaignsParams<T1: crate::StringSql> {
    pub state: Option<T1>,
    pub after_at: Option<jiff::Timestamp>,
    pub after_id: Option<uuid::Uuid>,
    pub rows: i64,
    pub skip: i64,
}
#[derive(Debug)]
pub struct CountCampaignsParams<T1: crate::StringSql> {
    pub state: Option<T1>,
    pub cap: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct LeaseCampaignParams {
    pub token: uuid::Uuid,
    pub fixed_now: Option<jiff::Timestamp>,
    pub id: uuid::Uuid,
    pub epoch: i32,
}
#[derive(Debug)]
pub struct SnapshotDefaultInParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub id: uuid::Uuid,
    pub token: uuid::Uuid,
    pub ids: T1,
    pub now: jiff::Timestamp,
}
#[derive(Debug)]
pub struct SnapshotOptInParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub id: uuid::Uuid,
    pub token: uuid::Uuid,
    pub ids: T1,
    pub now: jiff::Timestamp,
}
#[derive(Clone, Copy, Debug)]
pub struct StartSendingParams {
    pub id: uuid::Uuid,
    pub token: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct NextToEnqueueParams {
    pub id: uuid::Uuid,
    pub fixed_now: Option<jiff::Timestamp>,
    pub most: i64,
    pub window: i64,
}
#[derive(Debug)]
pub struct MarkEnqueuedParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub ids: T1,
    pub id: uuid::Uuid,
    pub token: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct EndDriveParams {
    pub again: bool,
    pub id: uuid::Uuid,
    pub token: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct CompleteCampaignParams {
    pub id: uuid::Uuid,
    pub fixed_now: Option<jiff::Timestamp>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignByKey {
    pub id: uuid::Uuid,
    pub state: String,
    pub request_hash: Option<Vec<u8>>,
    pub epoch: i32,
    pub stale: bool,
}
pub struct CampaignByKeyBorrowed<'a> {
    pub id: uuid::Uuid,
    pub state: &'a str,
    pub request_hash: Option<&'a [u8]>,
    pub epoch: i32,
    pub stale: bool,
}
impl<'a> From<CampaignByKeyBorrowed<'a>> for CampaignByKey {
    fn from(CampaignByKeyBorrowed { id, state, request_hash, epoch, stale }: CampaignByKeyBorrowed<'a>) -> Self {
        Self { id, state: state.into(), request_hash: request_hash.map(|v| v.into()), epoch, stale }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignRow {
    pub id: uuid::Uuid,
    pub name: String,
    pub state: String,
    pub audience_kind: String,
    pub audience_id: String,
    pub template_key: String,
    pub total_recipients: i32,
    pub counts: serde_json::Value,
    pub started_at: Option<jiff::Timestamp>,
    pub completed_at: Option<jiff::Timestamp>,
    pub created_at: jiff::Timestamp,
    pub paused_reason: Option<String>,
    pub failure_reason: Option<String>,
}
pub struct CampaignRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
    pub state: &'a str,
    pub audience_kind: &'a str,
    pub audience_id: &'a str,
    pub template_key: &'a str,
    pub total_recipients: i32,
    pub counts: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub started_at: Option<jiff::Timestamp>,
    pub completed_at: Option<jiff::Timestamp>,
    pub created_at: jiff::Timestamp,
    pub paused_reason: Option<&'a str>,
    pub failure_reason: Option<&'a str>,
}
impl<'a> From<CampaignRowBorrowed<'a>> for CampaignRow {
    fn from(
        CampaignRowBorrowed {
            id,
            name,
            state,
            audience_kind,
            audience_id,
            template_key,
            total_recipients,
            counts,
            started_at,
            completed_at,
            created_at,
            paused_reason,
            failure_reason,
        }: CampaignRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            state: state.into(),
            audience_kind: audience_kind.into(),
            audience_id: audience_id.into(),
            template_key: template_key.into(),
            total_recipients,
            counts: serde_json::from_str(counts.0.get()).unwrap(),
            started_at,
            completed_at,
            created_at,
            paused_reason: paused_reason.map(|v| v.into()),
            failure_reason: failure_reason.map(|v| v.into()),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignCounts {
    pub status: String,
    pub reason: Option<String>,
    pub number: i64,
    pub sent: i64,
}
pub struct CampaignCountsBorrowed<'a> {
    pub status: &'a str,
    pub reason: Option<&'a str>,
    pub number: i64,
    pub sent: i64,
}
impl<'a> From<CampaignCountsBorrowed<'a>> for CampaignCounts {
    fn from(CampaignCountsBorrowed { status, reason, number, sent }: CampaignCountsBorrowed<'a>) -> Self {
        Self { status: status.into(), reason: reason.map(|v| v.into()), number, sent }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LeaseCampaign {
    pub state: String,
    pub audience_id: String,
    pub template_key: String,
    pub category: String,
    pub cutoff: jiff::Timestamp,
    pub default_opt_in: bool,
}
pub struct LeaseCampaignBorrowed<'a> {
    pub state: &'a str,
    pub audience_id: &'a str,
    pub template_key: &'a str,
    pub category: &'a str,
    pub cutoff: jiff::Timestamp,
    pub default_opt_in: bool,
}
impl<'a> From<LeaseCampaignBorrowed<'a>> for LeaseCampaign {
    fn from(
        LeaseCampaignBorrowed {
            state,
            audience_id,
            template_key,
            category,
            cutoff,
            default_opt_in,
        }: LeaseCampaignBorrowed<'a>,
    ) -> Self {
        Self {
            state: state.into(),
            audience_id: audience_id.into(),
            template_key: template_key.into(),
            category: category.into(),
            cutoff,
            default_opt_in,
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct SnapshotDefaultIn {
    pub held: i64,
    pub examined: i64,
    pub added: i64,
    pub moved: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct SnapshotOptIn {
    pub held: i64,
    pub examined: i64,
    pub added: i64,
    pub moved: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct MarkEnqueued {
    pub renewed: i64,
    pub marked: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct StalledCampaigns {
    pub id: uuid::Uuid,
    pub epoch: i32,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct CampaignByKeyQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CampaignByKeyBorrowed, tokio_postgres::Error>,
    mapper: fn(CampaignByKeyBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CampaignByKeyQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CampaignByKeyBorrowed) -> R) -> CampaignByKeyQuery<'c, 'a, 's, C, R, N> {
        CampaignByKeyQuery {
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
pub struct CampaignRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CampaignRowBorrowed, tokio_postgres::Error>,
    mapper: fn(CampaignRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CampaignRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CampaignRowBorrowed) -> R) -> CampaignRowQuery<'c, 'a, 's, C, R, N> {
        CampaignRowQuery {
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
pub struct CampaignCountsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CampaignCountsBorrowed, tokio_postgres::Error>,
    mapper: fn(CampaignCountsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CampaignCountsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CampaignCountsBorrowed) -> R) -> CampaignCountsQuery<'c, 'a, 's, C, R, N> {
        CampaignCountsQuery {
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
pub struct LeaseCampaignQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LeaseCampaignBorrowed, tokio_postgres::Error>,
    mapper: fn(LeaseCampaignBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LeaseCampaignQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LeaseCampaignBorrowed) -> R) -> LeaseCampaignQuery<'c, 'a, 's, C, R, N> {
        LeaseCampaignQuery {
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
pub struct SnapshotDefaultInQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SnapshotDefaultIn, tokio_postgres::Error>,
    mapper: fn(SnapshotDefaultIn) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SnapshotDefaultInQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SnapshotDefaultIn) -> R) -> SnapshotDefaultInQuery<'c, 'a, 's, C, R, N> {
        SnapshotDefaultInQuery {
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
pub struct SnapshotOptInQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SnapshotOptIn, tokio_postgres::Error>,
    mapper: fn(SnapshotOptIn) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SnapshotOptInQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SnapshotOptIn) -> R) -> SnapshotOptInQuery<'c, 'a, 's, C, R, N> {
        SnapshotOptInQuery {
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
pub struct MarkEnqueuedQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MarkEnqueued, tokio_postgres::Error>,
    mapper: fn(MarkEnqueued) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MarkEnqueuedQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(MarkEnqueued) -> R) -> MarkEnqueuedQuery<'c, 'a, 's, C, R, N> {
        MarkEnqueuedQuery {
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
pub struct BoolQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<bool, tokio_postgres::Error>,
    mapper: fn(bool) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> BoolQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(bool) -> R) -> BoolQuery<'c, 'a, 's, C, R, N> {
        BoolQuery {
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
pub struct I32Query<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<i32, tokio_postgres::Error>,
    mapper: fn(i32) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> I32Query<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(i32) -> R) -> I32Query<'c, 'a, 's, C, R, N> {
        I32Query {
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
pub struct StalledCampaignsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<StalledCampaigns, tokio_postgres::Error>,
    mapper: fn(StalledCampaigns) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StalledCampaignsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(StalledCampaigns) -> R) -> StalledCampaignsQuery<'c, 'a, 's, C, R, N> {
        StalledCampaignsQuery {
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
pub struct InsertCampaignStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_campaign() -> InsertCampaignStmt {
    InsertCampaignStmt(
        "insert into campaigns (id, name, state, audience_kind, audience_id, template_key, template_version, props, from_email, reply_to, subject, category, idempotency_scope, idempotency_key, request_hash, created_by, created_at, progress_at) select $1, $2, 'queued', 'list', $3, $4, $5, $6, $7, $8::text[], $9, $10, $11::text, $12::text, $13::bytea, $14, t.now, t.now from (select coalesce($15::timestamptz, clock_timestamp()) as now) t on conflict (idempotency_scope, idempotency_key) where idempotency_key is not null do nothing returning id",
        None,
    )
}
impl InsertCampaignStmt {
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
        T3: crate::StringSql,
        T4: crate::BytesSql,
        T5: crate::JsonSql,
        T6: crate::StringSql,
        T7: crate::StringSql,
        T8: crate::ArraySql<Item = T7>,
        T9: crate::StringSql,
        T10: crate::StringSql,
        T11: crate::StringSql,
        T12: crate::StringSql,
        T13: crate::BytesSql,
        T14: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        name: &'a T1,
        list: &'a T2,
        template: &'a T3,
        template_version: &'a T4,
        props: &'a T5,
        from_email: &'a Option<T6>,
        reply_to: &'a Option<T8>,
        subject: &'a Option<T9>,
        category: &'a T10,
        key_scope: &'a Option<T11>,
        key: &'a Option<T12>,
        request_hash: &'a Option<T13>,
        created_by: &'a T14,
        fixed_now: &'a Option<jiff::Timestamp>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 15> {
        UuidUuidQuery {
            client,
            params: [
                id,
                name,
                list,
                template,
                template_version,
                props,
                from_email,
                reply_to,
                subject,
                category,
                key_scope,
                key,
                request_hash,
                created_by,
                fixed_now,
            ],
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
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::BytesSql,
    T5: crate::JsonSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::StringSql,
    T11: crate::StringSql,
    T12: crate::StringSql,
    T13: crate::BytesSql,
    T14: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        InsertCampaignParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 15>,
        C,
    > for InsertCampaignStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a InsertCampaignParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 15> {
        self.bind(
            client,
            &params.id,
            &params.name,
            &params.list,
            &params.template,
            &params.template_version,
            &params.props,
            &params.from_email,
            &params.reply_to,
            &params.subject,
            &params.category,
            &params.key_scope,
            &params.key,
            &params.request_hash,
            &params.created_by,
            &params.fixed_now,
        )
    }
}
pub struct CampaignByKeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn campaign_by_key() -> CampaignByKeyStmt {
    CampaignByKeyStmt(
        "select id, state, request_hash, epoch, (state = 'queued' and progress_at < clock_timestamp() - interval '2 minutes') as stale from campaigns where idempotency_scope = $1 and idempotency_key = $2",
        None,
    )
}
impl CampaignByKeyStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        scope: &'a T1,
        key: &'a T2,
    ) -> CampaignByKeyQuery<'c, 'a, 's, C, CampaignByKey, 2> {
        CampaignByKeyQuery {
            client,
            params: [scope, key],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<CampaignByKeyBorrowed, tokio_postgres::Error> {
                Ok(CampaignByKeyBorrowed {
                    id: row.try_get(0)?,
                    state: row.try_get(1)?,
                    request_hash: row.try_get(2)?,
                    epoch: row.try_get(3)?,
                    stale: row.try_get(4)?,
                })
            },
            mapper: |it| CampaignByKey::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CampaignByKeyParams<T1, T2>,
        CampaignByKeyQuery<'c, 'a, 's, C, CampaignByKey, 2>,
        C,
    > for CampaignByKeyStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CampaignByKeyParams<T1, T2>,
    ) -> CampaignByKeyQuery<'c, 'a, 's, C, CampaignByKey, 2> {
        self.bind(client, &params.scope, &params.key)
    }
}
pub struct GetCampaignStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get_campaign() -> GetCampaignStmt {
    GetCampaignStmt(
        "select id, name, state, audience_kind, audience_id, template_key, total_recipients, counts, started_at, completed_at, created_at, paused_reason, failure_reason from campaigns where id = $1",
        None,
    )
}
impl GetCampaignStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> CampaignRowQuery<'c, 'a, 's, C, CampaignRow, 1> {
        CampaignRowQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<CampaignRowBorrowed, tokio_postgres::Error> {
                Ok(CampaignRowBorrowed {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    state: row.try_get(2)?,
                    audience_kind: row.try_get(3)?,
                    audience_id: row.try_get(4)?,
                    template_key: row.try_get(5)?,
                    total_recipients: row.try_get(6)?,
                    counts: row.try_get(7)?,
                    started_at: row.try_get(8)?,
                    completed_at: row.try_get(9)?,
                    created_at: row.try_get(10)?,
                    paused_reason: row.try_get(11)?,
                    failure_reason: row.try_get(12)?,
                })
            },
            mapper: |it| CampaignRow::from(it),
        }
    }
}
pub struct ListCampaignsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_campaigns() -> ListCampaignsStmt {
    ListCampaignsStmt(
        "select id, name, state, audience_kind, audience_id, template_key, total_recipients, counts, started_at, completed_at, created_at, paused_reason, failure_reason from campaigns where ($1::text is null or state = $1) and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid)) order by created_at desc, id desc limit $4 offset $5",
        None,
    )
}
impl ListCampaignsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        state: &'a Option<T1>,
        after_at: &'a Option<jiff::Timestamp>,
        after_id: &'a Option<uuid::Uuid>,
        rows: &'a i64,
        skip: &'a i64,
    ) -> CampaignRowQuery<'c, 'a, 's, C, CampaignRow, 5> {
        CampaignRowQuery {
            client,
            params: [state, after_at, after_id, rows, skip],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<CampaignRowBorrowed, tokio_postgres::Error> {
                Ok(CampaignRowBorrowed {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    state: row.try_get(2)?,
                    audience_kind: row.try_get(3)?,
                    audience_id: row.try_get(4)?,
                    template_key: row.try_get(5)?,
                    total_recipients: row.try_get(6)?,
                    counts: row.try_get(7)?,
                    started_at: row.try_get(8)?,
                    completed_at: row.try_get(9)?,
                    created_at: row.try_get(10)?,
                    paused_reason: row.try_get(11)?,
                    failure_reason: row.try_get(12)?,
                })
            },
            mapper: |it| CampaignRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListCampaignsParams<T1>,
        CampaignRowQuery<'c, 'a, 's, C, CampaignRow, 5>,
        C,
    > for ListCampaignsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListCampaignsParams<T1>,
    ) -> CampaignRowQuery<'c, 'a, 's, C, CampaignRow, 5> {
        self.bind(client, &params.state, &params.after_at, &params.after_id, &params.rows, &params.skip)
    }
}
pub struct CountCampaignsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn count_campaigns() -> CountCampaignsStmt {
    CountCampaignsStmt(
        "select count(*) from (select 1 from campaigns where $1::text is null or state = $1 limit $2) as counted",
        None,
    )
}
impl CountCampaignsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        state: &'a Option<T1>,
        cap: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [state, cap],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, CountCampaignsParams<T1>, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for CountCampaignsStmt
{
    fn params(&'s self, client: &'c C, params: &'a CountCampaignsParams<T1>) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.state, &params.cap)
    }
}
pub struct CampaignCountsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn campaign_counts() -> CampaignCountsStmt {
    CampaignCountsStmt(
        "select status, case when status = 'skipped' then reason end as reason, count(*) as number, count(sent_at) as sent from email_sends where campaign_id = $1 group by 1, 2",
        None,
    )
}
impl CampaignCountsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> CampaignCountsQuery<'c, 'a, 's, C, CampaignCounts, 1> {
        CampaignCountsQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<CampaignCountsBorrowed, tokio_postgres::Error> {
                Ok(CampaignCountsBorrowed {
                    status: row.try_get(0)?,
                    reason: row.try_get(1)?,
                    number: row.try_get(2)?,
                    sent: row.try_get(3)?,
                })
            },
            mapper: |it| CampaignCounts::from(it),
        }
    }
}
pub struct LeaseCampaignStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lease_campaign() -> LeaseCampaignStmt {
    LeaseCampaignStmt(
        "update campaigns c set lease_token = $1, lease_until = clock_timestamp() + interval '120 seconds', progress_at = clock_timestamp(), state = case when c.state = 'queued' then 'resolving' else c.state end, started_at = coalesce(c.started_at, t.now), audience_cutoff = coalesce(c.audience_cutoff, t.now) from (select coalesce($2::timestamptz, clock_timestamp()) as now) t where c.id = $3 and c.epoch = $4 and c.state in ('queued', 'resolving', 'sending') and (c.lease_until is null or c.lease_until < clock_timestamp()) returning c.state, c.audience_id, c.template_key, c.category, c.audience_cutoff as cutoff, coalesce((select l.default_opt_in from list_configs l where l.list_id = c.audience_id), true) as default_opt_in",
        None,
    )
}
impl LeaseCampaignStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        token: &'a uuid::Uuid,
        fixed_now: &'a Option<jiff::Timestamp>,
        id: &'a uuid::Uuid,
        epoch: &'a i32,
    ) -> LeaseCampaignQuery<'c, 'a, 's, C, LeaseCampaign, 4> {
        LeaseCampaignQuery {
            client,
            params: [token, fixed_now, id, epoch],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LeaseCampaignBorrowed, tokio_postgres::Error> {
                Ok(LeaseCampaignBorrowed {
                    state: row.try_get(0)?,
                    audience_id: row.try_get(1)?,
                    template_key: row.try_get(2)?,
                    category: row.try_get(3)?,
                    cutoff: row.try_get(4)?,
                    default_opt_in: row.try_get(5)?,
                })
            },
            mapper: |it| LeaseCampaign::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LeaseCampaignParams,
        LeaseCampaignQuery<'c, 'a, 's, C, LeaseCampaign, 4>,
        C,
    > for LeaseCampaignStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LeaseCampaignParams,
    ) -> LeaseCampaignQuery<'c, 'a, 's, C, LeaseCampaign, 4> {
        self.bind(client, &params.token, &params.fixed_now, &params.id, &params.epoch)
    }
}
pub struct SnapshotDefaultInStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn snapshot_default_in() -> SnapshotDefaultInStmt {
    SnapshotDefaultInStmt(
        "with campaign as materialized ( select id, cursor_id, audience_id, template_key, category, audience_cutoff as cutoff from campaigns where id = $1 and lease_token = $2 and state = 'resolving' for update), page as materialized ( select p.id, p.email from campaign c, lateral (select id, email from contacts where id > coalesce(c.cursor_id, '00000000-0000-0000-0000-000000000000') and deleted_at is null and email is not null and created_at <= c.cutoff order by id limit 5000) p), recipients as ( insert into email_sends (id, campaign_id, contact_id, to_email, category, template_key, kind, status, created_at, updated_at) select ($3::uuid[])[row_number() over ()], c.id, p.id, p.email, c.category, c.template_key, 'campaign', 'queued', $4, $4 from campaign c, page p where not exists (select 1 from email_suppressions x where x.email = p.email and (x.expires_at is null or x.expires_at > $4)) and not exists (select 1 from email_suppressions x where x.email = 'sha256:' || encode(sha256(convert_to((select value #>> '{}' from settings where key = 'erasure_salt') || p.email, 'UTF8')), 'hex') and (x.expires_at is null or x.expires_at > $4)) and not exists (select 1 from email_preferences q where q.email = p.email and q.unsubscribed_all) and not exists (select 1 from email_subscriptions s where s.email = p.email and s.category = c.category and not s.subscribed) on conflict (campaign_id, to_email) where campaign_id is not null do nothing returning 1), moved as ( update campaigns set cursor_id = coalesce((select id from page order by id desc limit 1), cursor_id), total_recipients = total_recipients + (select count(*) from recipients), progress_at = clock_timestamp(), lease_until = clock_timestamp() + interval '120 seconds' where id = (select id from campaign) returning 1) select (select count(*) from campaign) as held, (select count(*) from page) as examined, (select count(*) from recipients) as added, (select count(*) from moved) as moved",
        None,
    )
}
impl SnapshotDefaultInStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        token: &'a uuid::Uuid,
        ids: &'a T1,
        now: &'a jiff::Timestamp,
    ) -> SnapshotDefaultInQuery<'c, 'a, 's, C, SnapshotDefaultIn, 4> {
        SnapshotDefaultInQuery {
            client,
            params: [id, token, ids, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<SnapshotDefaultIn, tokio_postgres::Error> {
                Ok(SnapshotDefaultIn {
                    held: row.try_get(0)?,
                    examined: row.try_get(1)?,
                    added: row.try_get(2)?,
                    moved: row.try_get(3)?,
                })
            },
            mapper: |it| SnapshotDefaultIn::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SnapshotDefaultInParams<T1>,
        SnapshotDefaultInQuery<'c, 'a, 's, C, SnapshotDefaultIn, 4>,
        C,
    > for SnapshotDefaultInStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SnapshotDefaultInParams<T1>,
    ) -> SnapshotDefaultInQuery<'c, 'a, 's, C, SnapshotDefaultIn, 4> {
        self.bind(client, &params.id, &params.token, &params.ids, &params.now)
    }
}
pub struct SnapshotOptInStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn snapshot_opt_in() -> SnapshotOptInStmt {
    SnapshotOptInStmt(
        "with campaign as materialized ( select id, cursor_email, audience_id, template_key, category, audience_cutoff as cutoff from campaigns where id = $1 and lease_token = $2 and state = 'resolving' for update), page as materialized ( select p.email from campaign c, lateral (select email from email_subscriptions where category = c.audience_id and subscribed and email > coalesce(c.cursor_email, '') order by email limit 5000) p), recipients as ( insert into email_sends (id, campaign_id, contact_id, to_email, category, template_key, kind, status, created_at, updated_at) select ($3::uuid[])[row_number() over ()], c.id, k.id, p.email, c.category, c.template_key, 'campaign', 'queued', $4, $4 from campaign c, page p, lateral (select id from contacts where email = p.email and deleted_at is null and created_at <= c.cutoff limit 1) k where not exists (select 1 from email_suppressions x where x.email = p.email and (x.expires_at is null or x.expires_at > $4)) and not exists (select 1 from email_suppressions x where x.email = 'sha256:' || encode(sha256(convert_to((select value #>> '{}' from settings where key = 'erasure_salt') || p.email, 'UTF8')), 'hex') and (x.expires_at is null or x.expires_at > $4)) and not exists (select 1 from email_preferences q where q.email = p.email and q.unsubscribed_all) on conflict (campaign_id, to_email) where campaign_id is not null do nothing returning 1), moved as ( update campaigns set cursor_email = coalesce((select email from page order by email desc limit 1), cursor_email), total_recipients = total_recipients + (select count(*) from recipients), progress_at = clock_timestamp(), lease_until = clock_timestamp() + interval '120 seconds' where id = (select id from campaign) returning 1) select (select count(*) from campaign) as held, (select count(*) from page) as examined, (select count(*) from recipients) as added, (select count(*) from moved) as moved",
        None,
    )
}
impl SnapshotOptInStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        token: &'a uuid::Uuid,
        ids: &'a T1,
        now: &'a jiff::Timestamp,
    ) -> SnapshotOptInQuery<'c, 'a, 's, C, SnapshotOptIn, 4> {
        SnapshotOptInQuery {
            client,
            params: [id, token, ids, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<SnapshotOptIn, tokio_postgres::Error> {
                Ok(SnapshotOptIn {
                    held: row.try_get(0)?,
                    examined: row.try_get(1)?,
                    added: row.try_get(2)?,
                    moved: row.try_get(3)?,
                })
            },
            mapper: |it| SnapshotOptIn::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SnapshotOptInParams<T1>,
        SnapshotOptInQuery<'c, 'a, 's, C, SnapshotOptIn, 4>,
        C,
    > for SnapshotOptInStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SnapshotOptInParams<T1>,
    ) -> SnapshotOptInQuery<'c, 'a, 's, C, SnapshotOptIn, 4> {
        self.bind(client, &params.id, &params.token, &params.ids, &params.now)
    }
}
pub struct StartSendingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn start_sending() -> StartSendingStmt {
    StartSendingStmt(
        "update campaigns set state = 'sending', progress_at = clock_timestamp() where id = $1 and lease_token = $2 and state = 'resolving' returning id",
        None,
    )
}
impl StartSendingStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        token: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [id, token],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, StartSendingParams, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>, C>
    for StartSendingStmt
{
    fn params(&'s self, client: &'c C, params: &'a StartSendingParams) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.id, &params.token)
    }
}
pub struct NextToEnqueueStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn next_to_enqueue() -> NextToEnqueueStmt {
    NextToEnqueueStmt(
        "with outstanding as ( select count(*) as rows from email_sends where status = 'queued' and enqueued_at is not null and campaign_id is not null), sending as (select greatest(1, count(*)) as campaigns from campaigns where state = 'sending'), mine as (select count(*) as rows from email_sends where campaign_id = $1 and status = 'queued' and enqueued_at is not null) select s.id from email_sends s, outstanding, sending, mine where s.campaign_id = $1 and s.status = 'queued' and s.enqueued_at is null and (s.not_before is null or s.not_before <= coalesce($2::timestamptz, clock_timestamp())) order by s.id limit (select least($3::bigint, greatest(0, $4::bigint / sending.campaigns - mine.rows), greatest(0, $4::bigint - outstanding.rows)) from outstanding, sending, mine)",
        None,
    )
}
impl NextToEnqueueStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        fixed_now: &'a Option<jiff::Timestamp>,
        most: &'a i64,
        window: &'a i64,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        UuidUuidQuery {
            client,
            params: [id, fixed_now, most, window],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, NextToEnqueueParams, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4>, C>
    for NextToEnqueueStmt
{
    fn params(&'s self, client: &'c C, params: &'a NextToEnqueueParams) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        self.bind(client, &params.id, &params.fixed_now, &params.most, &params.window)
    }
}
pub struct MarkEnqueuedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn mark_enqueued() -> MarkEnqueuedStmt {
    MarkEnqueuedStmt(
        "with marked as ( update email_sends e set enqueued_at = clock_timestamp() from (select s.id from email_sends s where s.id = any($1) and s.status = 'queued' and s.enqueued_at is null order by s.id for update) due where e.id = due.id returning 1), renewed as (update campaigns set progress_at = clock_timestamp(), lease_until = clock_timestamp() + interval '120 seconds' where id = $2 and lease_token = $3 returning 1) select (select count(*) from renewed) as renewed, (select count(*) from marked) as marked",
        None,
    )
}
impl MarkEnqueuedStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        id: &'a uuid::Uuid,
        token: &'a uuid::Uuid,
    ) -> MarkEnqueuedQuery<'c, 'a, 's, C, MarkEnqueued, 3> {
        MarkEnqueuedQuery {
            client,
            params: [ids, id, token],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<MarkEnqueued, tokio_postgres::Error> {
                Ok(MarkEnqueued { renewed: row.try_get(0)?, marked: row.try_get(1)? })
            },
            mapper: |it| MarkEnqueued::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        MarkEnqueuedParams<T1>,
        MarkEnqueuedQuery<'c, 'a, 's, C, MarkEnqueued, 3>,
        C,
    > for MarkEnqueuedStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MarkEnqueuedParams<T1>,
    ) -> MarkEnqueuedQuery<'c, 'a, 's, C, MarkEnqueued, 3> {
        self.bind(client, &params.ids, &params.id, &params.token)
    }
}
pub struct UnenqueuedLeftStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn unenqueued_left() -> UnenqueuedLeftStmt {
    UnenqueuedLeftStmt(
        "select exists (select 1 from email_sends where campaign_id = $1 and status = 'queued' and enqueued_at is null) as left_over",
        None,
    )
}
impl UnenqueuedLeftStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct EndDriveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_drive() -> EndDriveStmt {
    EndDriveStmt(
        "update campaigns set lease_token = null, lease_until = null, epoch = epoch + case when $1 then 1 else 0 end where id = $2 and lease_token = $3 returning epoch",
        None,
    )
}
impl EndDriveStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        again: &'a bool,
        id: &'a uuid::Uuid,
        token: &'a uuid::Uuid,
    ) -> I32Query<'c, 'a, 's, C, i32, 3> {
        I32Query {
            client,
            params: [again, id, token],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, EndDriveParams, I32Query<'c, 'a, 's, C, i32, 3>, C> for EndDriveStmt
{
    fn params(&'s self, client: &'c C, params: &'a EndDriveParams) -> I32Query<'c, 'a, 's, C, i32, 3> {
        self.bind(client, &params.again, &params.id, &params.token)
    }
}
pub struct CompleteCampaignStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn complete_campaign() -> CompleteCampaignStmt {
    CompleteCampaignStmt(
        "update campaigns c set state = case when not exists (select 1 from email_sends s where s.campaign_id = $1 and s.sent_at is not null) and exists (select 1 from email_sends s where s.campaign_id = $1 and s.status = 'failed') then 'failed' else 'sent' end, completed_at = coalesce($2::timestamptz, clock_timestamp()), lease_token = null, lease_until = null where c.id = $1 and c.state = 'sending' and not exists (select 1 from email_sends s where s.campaign_id = $1 and s.status = 'queued' and s.enqueued_at is null) and not exists (select 1 from email_sends s where s.campaign_id = $1 and s.status = 'queued' and s.enqueued_at is not null) and not exists (select 1 from email_sends s where s.campaign_id = $1 and s.status = 'rendered' and s.rendered_at is not null) returning c.id",
        None,
    )
}
impl CompleteCampaignStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        fixed_now: &'a Option<jiff::Timestamp>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [id, fixed_now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, CompleteCampaignParams, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>, C>
    for CompleteCampaignStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CompleteCampaignParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.id, &params.fixed_now)
    }
}
pub struct StalledCampaignsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn stalled_campaigns() -> StalledCampaignsStmt {
    StalledCampaignsStmt(
        "update campaigns c set epoch = c.epoch + 1, drive_count = c.drive_count + 1, progress_at = clock_timestamp() where c.id in (select s.id from campaigns s where s.state in ('queued', 'resolving', 'sending') and (s.lease_until is null or s.lease_until < clock_timestamp()) and s.progress_at < clock_timestamp() - interval '2 minutes' and (s.state <> 'sending' or exists (select 1 from email_sends e where e.campaign_id = s.id and e.status = 'queued' and e.enqueued_at is null)) order by s.id limit 50 for update skip locked) returning c.id, c.epoch",
        None,
    )
}
impl StalledCampaignsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> StalledCampaignsQuery<'c, 'a, 's, C, StalledCampaigns, 0> {
        StalledCampaignsQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<StalledCampaigns, tokio_postgres::Error> {
                Ok(StalledCampaigns { id: row.try_get(0)?, epoch: row.try_get(1)? })
            },
            mapper: |it| StalledCampaigns::from(it),
        }
    }
}
pub struct OpenCampaignsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_campaigns() -> OpenCampaignsStmt {
    OpenCampaignsStmt("select id from campaigns where state = 'sending'", None)
}
impl OpenCampaignsStmt {
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
pub struct RecountCampaignsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn recount_campaigns() -> RecountCampaignsStmt {
    RecountCampaignsStmt(
        "update campaigns c set counts = r.counts, counts_at = clock_timestamp() from (select s.campaign_id, jsonb_object_agg(s.status, s.number) || jsonb_build_object('sentTotal', sum(s.sent), 'skipReasons', coalesce((select jsonb_object_agg(k.reason, k.number) from (select x.reason, count(*) as number from email_sends x where x.campaign_id = s.campaign_id and x.status = 'skipped' group by 1) k), '{}')) as counts from (select campaign_id, status, count(*) as number, count(sent_at) as sent from email_sends where campaign_id in (select id from campaigns where state in ('resolving', 'sending', 'paused') or completed_at > clock_timestamp() - interval '72 hours') group by 1, 2) s group by 1) r where c.id = r.campaign_id",
        None,
    )
}
impl RecountCampaignsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(&'s self, client: &'c C) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[],
            )
            .await
    }
}
