// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct LockDeletedContactParams {
    pub id: uuid::Uuid,
    pub now: jiff::Timestamp,
}
#[derive(Clone, Copy, Debug)]
pub struct RestoreContactParams {
    pub now: jiff::Timestamp,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct CancelJobParams {
    pub now: jiff::Timestamp,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct EraseNowParams {
    pub now: jiff::Timestamp,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct NextDueErasureParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub now: jiff::Timestamp,
    pub except: T1,
}
#[derive(Clone, Copy, Debug)]
pub struct EraseEventsParams {
    pub id: uuid::Uuid,
    pub at_once: i64,
}
#[derive(Debug)]
pub struct EraseAddressesParams<T1: crate::StringSql, T2: crate::ArraySql<Item = T1>> {
    pub addresses: T2,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct EraseRowsParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub now: jiff::Timestamp,
    pub ids: T1,
}
#[derive(Clone, Copy, Debug)]
pub struct FinishEraseJobParams {
    pub now: jiff::Timestamp,
    pub id: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq)]
pub struct DeletedContact {
    pub id: uuid::Uuid,
    pub job_id: Option<uuid::Uuid>,
    pub keys: Option<serde_json::Value>,
}
pub struct DeletedContactBorrowed<'a> {
    pub id: uuid::Uuid,
    pub job_id: Option<uuid::Uuid>,
    pub keys: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
}
impl<'a> From<DeletedContactBorrowed<'a>> for DeletedContact {
    fn from(DeletedContactBorrowed { id, job_id, keys }: DeletedContactBorrowed<'a>) -> Self {
        Self { id, job_id, keys: keys.map(|v| serde_json::from_str(v.0.get()).unwrap()) }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct NextDueErasure {
    pub id: uuid::Uuid,
    pub job_id: Option<uuid::Uuid>,
    pub keys: Option<serde_json::Value>,
}
pub struct NextDueErasureBorrowed<'a> {
    pub id: uuid::Uuid,
    pub job_id: Option<uuid::Uuid>,
    pub keys: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
}
impl<'a> From<NextDueErasureBorrowed<'a>> for NextDueErasure {
    fn from(NextDueErasureBorrowed { id, job_id, keys }: NextDueErasureBorrowed<'a>) -> Self {
        Self { id, job_id, keys: keys.map(|v| serde_json::from_str(v.0.get()).unwrap()) }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct DeletedContactQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<DeletedContactBorrowed, tokio_postgres::Error>,
    mapper: fn(DeletedContactBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> DeletedContactQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(DeletedContactBorrowed) -> R) -> DeletedContactQuery<'c, 'a, 's, C, R, N> {
        DeletedContactQuery {
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
pub struct NextDueErasureQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<NextDueErasureBorrowed, tokio_postgres::Error>,
    mapper: fn(NextDueErasureBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> NextDueErasureQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(NextDueErasureBorrowed) -> R) -> NextDueErasureQuery<'c, 'a, 's, C, R, N> {
        NextDueErasureQuery {
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
pub struct DeletedContactStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn deleted_contact() -> DeletedContactStmt {
    DeletedContactStmt(
        "select c.id, j.id as job_id, j.params->'keys' as keys from contacts m join contacts c on c.id = coalesce(m.merged_into, m.id) and c.delete_reason = 'deleted' left join jobs j on j.kind = 'erase' and j.status = 'pending' and j.params->>'contactId' = c.id::text where m.id = $1",
        None,
    )
}
impl DeletedContactStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> DeletedContactQuery<'c, 'a, 's, C, DeletedContact, 1> {
        DeletedContactQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<DeletedContactBorrowed, tokio_postgres::Error> {
                Ok(DeletedContactBorrowed { id: row.try_get(0)?, job_id: row.try_get(1)?, keys: row.try_get(2)? })
            },
            mapper: |it| DeletedContact::from(it),
        }
    }
}
pub struct LockDeletedContactStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_deleted_contact() -> LockDeletedContactStmt {
    LockDeletedContactStmt(
        "select id from contacts where id = $1 and delete_reason = 'deleted' and erase_after > $2::timestamptz for no key update",
        None,
    )
}
impl LockDeletedContactStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        now: &'a jiff::Timestamp,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [id, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, LockDeletedContactParams, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>, C>
    for LockDeletedContactStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockDeletedContactParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.id, &params.now)
    }
}
pub struct RestoreContactStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn restore_contact() -> RestoreContactStmt {
    RestoreContactStmt(
        "update contacts set deleted_at = null, delete_reason = null, erase_after = null, updated_at = $1::timestamptz where id = $2",
        None,
    )
}
impl RestoreContactStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RestoreContactParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for RestoreContactStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RestoreContactParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.now, &params.id))
    }
}
pub struct CancelJobStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn cancel_job() -> CancelJobStmt {
    CancelJobStmt(
        "update jobs set status = 'canceled', params = params - 'keys', finished_at = $1::timestamptz where id = $2 and status = 'pending'",
        None,
    )
}
impl CancelJobStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        CancelJobParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for CancelJobStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a CancelJobParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.now, &params.id))
    }
}
pub struct EraseNowStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_now() -> EraseNowStmt {
    EraseNowStmt("update contacts set erase_after = $1::timestamptz where id = $2 and delete_reason = 'deleted'", None)
}
impl EraseNowStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EraseNowParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for EraseNowStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EraseNowParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.now, &params.id))
    }
}
pub struct NextDueErasureStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn next_due_erasure() -> NextDueErasureStmt {
    NextDueErasureStmt(
        "select c.id, j.id as job_id, j.params->'keys' as keys from contacts c left join jobs j on j.kind = 'erase' and j.status = 'pending' and j.params->>'contactId' = c.id::text where c.erase_after <= $1::timestamptz and c.delete_reason = 'deleted' and not c.id = any($2::uuid[]) order by c.erase_after, c.id limit 1",
        None,
    )
}
impl NextDueErasureStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        except: &'a T1,
    ) -> NextDueErasureQuery<'c, 'a, 's, C, NextDueErasure, 2> {
        NextDueErasureQuery {
            client,
            params: [now, except],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<NextDueErasureBorrowed, tokio_postgres::Error> {
                Ok(NextDueErasureBorrowed { id: row.try_get(0)?, job_id: row.try_get(1)?, keys: row.try_get(2)? })
            },
            mapper: |it| NextDueErasure::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        NextDueErasureParams<T1>,
        NextDueErasureQuery<'c, 'a, 's, C, NextDueErasure, 2>,
        C,
    > for NextDueErasureStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a NextDueErasureParams<T1>,
    ) -> NextDueErasureQuery<'c, 'a, 's, C, NextDueErasure, 2> {
        self.bind(client, &params.now, &params.except)
    }
}
pub struct EraseEventsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_events() -> EraseEventsStmt {
    EraseEventsStmt(
        "with who as materialized (select $1::uuid as id union all select id from contacts where merged_into = $1), due as materialized (select e.id, e.occurred_at from user_events e where e.contact_id in (select id from who) limit $2) delete from user_events e using due where e.id = due.id and e.occurred_at = due.occurred_at",
        None,
    )
}
impl EraseEventsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        at_once: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id, at_once],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EraseEventsParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for EraseEventsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EraseEventsParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.id, &params.at_once))
    }
}
pub struct LockErasureStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_erasure() -> LockErasureStmt {
    LockErasureStmt(
        "select c.id from contacts c where (c.id = $1 or c.merged_into = $1) and c.delete_reason in ('deleted', 'merged') order by c.id for update",
        None,
    )
}
impl LockErasureStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct EraseHistoryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_history() -> EraseHistoryStmt {
    EraseHistoryStmt(
        "with stats as (delete from contact_event_stats where contact_id = any($1::uuid[]) returning 1), runs as (delete from journey_states where contact_id = any($1) returning 1), refusals as (delete from journey_refusals where contact_id = any($1) returning 1), memberships as (delete from bucket_memberships where status = 'active' and contact_id = any($1) or status = 'left' and contact_id = any($1) returning 1), conflicts as (delete from identity_conflicts where contact_id = any($1) or owner_id = any($1) returning 1) delete from contact_merges where survivor_id = any($1) or loser_id = any($1)",
        None,
    )
}
impl EraseHistoryStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
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
pub struct MakeErasureSaltStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn make_erasure_salt() -> MakeErasureSaltStmt {
    MakeErasureSaltStmt(
        "insert into settings (key, value) values ('erasure_salt', to_jsonb(gen_random_uuid()::text || gen_random_uuid()::text)) on conflict (key) do nothing",
        None,
    )
}
impl MakeErasureSaltStmt {
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
pub struct EraseAddressesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_addresses() -> EraseAddressesStmt {
    EraseAddressesStmt(
        "with free as (select a.email from unnest($1::text[]) as a (email) where not exists (select from contact_keys k where k.kind = 'email' and k.value = a.email) and not exists (select from jobs j where j.kind = 'erase' and j.status = 'pending' and j.params ->> 'contactId' <> $2::uuid::text and j.params -> 'keys' @> jsonb_build_array(jsonb_build_object('kind', 'email', 'value', a.email)))), salt as (select value #>> '{}' as salt from settings where key = 'erasure_salt'), choices as (delete from email_subscriptions where email = any(array(select email from free)) returning 1), preferences as (delete from email_preferences where email = any(array(select email from free)) returning 1), requests as (delete from subscription_requests where email = any(array(select email from free)) returning 1), counters as (delete from email_bounce_counters where email = any(array(select email from free)) returning 1), log as (delete from preference_log where email = any(array(select email from free)) returning 1), plain as (delete from email_suppressions where email = any(array(select email from free)) returning *) insert into email_suppressions as x (email, reason, created_at, expires_at) select 'sha256:' || encode(sha256(convert_to(s.salt || p.email, 'UTF8')), 'hex'), p.reason, p.created_at, p.expires_at from plain p, salt s on conflict (email) do update set reason = excluded.reason, expires_at = excluded.expires_at where x.expires_at < coalesce(excluded.expires_at, 'infinity')",
        None,
    )
}
impl EraseAddressesStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>(
        &'s self,
        client: &'c C,
        addresses: &'a T2,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[addresses, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EraseAddressesParams<T1, T2>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for EraseAddressesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EraseAddressesParams<T1, T2>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.addresses, &params.id))
    }
}
pub struct EraseSendsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_sends() -> EraseSendsStmt {
    EraseSendsStmt(
        "with mine as ( select id from email_sends where contact_id = any($1::uuid[]) order by id for update), clicks as ( delete from link_clicks where send_id in (select id from mine) returning 1) update email_sends s set to_email = 'erased:' || s.id, contact_id = null, user_key = null, subject = null, reply_to = null, props = null, headers = null, attachments = null, bounce_diagnostic = null, error_message = null, idempotency_scope = null, idempotency_key = null, request_hash = null, status = case when s.status = 'queued' then 'skipped' else s.status end, reason = case when s.status = 'queued' then 'contact_deleted' else s.reason end, claim_token = null, claim_until = null, updated_at = clock_timestamp() from mine where s.id = mine.id",
        None,
    )
}
impl EraseSendsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
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
pub struct EraseRowsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_rows() -> EraseRowsStmt {
    EraseRowsStmt(
        "update contacts set external_id = null, email = null, anonymous_id = null, properties = '{}', timezone = null, timezone_source = null, do_not_track = false, delete_reason = 'erased', rekey_pending = false, erase_after = null, updated_at = $1::timestamptz where id = any($2::uuid[])",
        None,
    )
}
impl EraseRowsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        ids: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, ids],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EraseRowsParams<T1>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for EraseRowsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EraseRowsParams<T1>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.now, &params.ids))
    }
}
pub struct FinishEraseJobStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn finish_erase_job() -> FinishEraseJobStmt {
    FinishEraseJobStmt(
        "update jobs set status = 'completed', params = params - 'keys', started_at = coalesce(started_at, $1::timestamptz), finished_at = $1, progress_at = $1 where id = $2 and status = 'pending'",
        None,
    )
}
impl FinishEraseJobStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        FinishEraseJobParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for FinishEraseJobStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a FinishEraseJobParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.now, &params.id))
    }
}
