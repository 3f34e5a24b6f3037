// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct InsertImportParams<
    T1: crate::StringSql,
    T2: crate::JsonSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub status: T1,
    pub params: T2,
    pub s3_key: T3,
    pub file_name: Option<T4>,
    pub format: Option<T5>,
    pub created_by: T6,
    pub fixed_now: Option<jiff::Timestamp>,
}
#[derive(Debug)]
pub struct StartUploadParams<T1: crate::JsonSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub params: T1,
    pub format: T2,
    pub file_name: Option<T3>,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct ListImportsParams {
    pub after_at: Option<jiff::Timestamp>,
    pub after_id: Option<uuid::Uuid>,
    pub rows: i64,
    pub skip: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct ImportErrorsParams {
    pub id: uuid::Uuid,
    pub after: i64,
    pub rows: i64,
    pub skip: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct LeaseSplitParams {
    pub token: uuid::Uuid,
    pub fixed_now: Option<jiff::Timestamp>,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct SaveSplitParams<T1: crate::JsonSql> {
    pub cursor: T1,
    pub rows: Option<i64>,
    pub id: uuid::Uuid,
    pub token: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct ReleaseSplitParams {
    pub id: uuid::Uuid,
    pub token: uuid::Uuid,
}
#[derive(Debug)]
pub struct InsertChunksParams<
    T1: crate::ArraySql<Item = i32>,
    T2: crate::ArraySql<Item = i64>,
    T3: crate::ArraySql<Item = i64>,
    T4: crate::ArraySql<Item = i64>,
> {
    pub job: uuid::Uuid,
    pub numbers: T1,
    pub first_rows: T2,
    pub byte_from: T3,
    pub byte_to: T4,
}
#[derive(Debug)]
pub struct FailImportParams<T1: crate::StringSql> {
    pub error: T1,
    pub fixed_now: Option<jiff::Timestamp>,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct CancelImportParams {
    pub fixed_now: Option<jiff::Timestamp>,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct ClaimChunkParams {
    pub job: uuid::Uuid,
    pub chunk: i32,
}
#[derive(Clone, Copy, Debug)]
pub struct HoldChunkParams {
    pub job: uuid::Uuid,
    pub chunk: i32,
    pub position: i32,
}
#[derive(Clone, Copy, Debug)]
pub struct AdvanceChunkParams {
    pub processed: i32,
    pub failed: i32,
    pub created: i32,
    pub updated: i32,
    pub done: bool,
    pub job: uuid::Uuid,
    pub chunk: i32,
}
#[derive(Clone, Copy, Debug)]
pub struct ReleaseChunkParams {
    pub job: uuid::Uuid,
    pub chunk: i32,
}
#[derive(Debug)]
pub struct RecordRowErrorsParams<T1: crate::ArraySql<Item = i64>, T2: crate::StringSql, T3: crate::ArraySql<Item = T2>>
{
    pub job: uuid::Uuid,
    pub rows: T1,
    pub errors: T3,
}
#[derive(Clone, Copy, Debug)]
pub struct CloseImportParams {
    pub fixed_now: Option<jiff::Timestamp>,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct ImportSuppressionsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = jiff::Timestamp>,
    T6: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T7: crate::StringSql,
> {
    pub emails: T2,
    pub reasons: T4,
    pub at: T5,
    pub contact_ids: T6,
    pub now: jiff::Timestamp,
    pub actor: T7,
    pub job: uuid::Uuid,
}
#[derive(Debug)]
pub struct ImportGlobalOptOutsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::ArraySql<Item = jiff::Timestamp>,
    T4: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T5: crate::StringSql,
> {
    pub emails: T2,
    pub at: T3,
    pub contact_ids: T4,
    pub now: jiff::Timestamp,
    pub actor: T5,
    pub job: uuid::Uuid,
}
#[derive(Debug)]
pub struct ImportOptOutsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = jiff::Timestamp>,
    T6: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T7: crate::StringSql,
> {
    pub emails: T2,
    pub categories: T4,
    pub at: T5,
    pub contact_ids: T6,
    pub now: jiff::Timestamp,
    pub actor: T7,
    pub job: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ImportRow {
    pub id: uuid::Uuid,
    pub status: String,
    pub params: serde_json::Value,
    pub file_name: Option<String>,
    pub error: Option<String>,
    pub total_rows: Option<i64>,
    pub created_by: Option<String>,
    pub created_at: jiff::Timestamp,
    pub started_at: Option<jiff::Timestamp>,
    pub finished_at: Option<jiff::Timestamp>,
    pub progress_at: Option<jiff::Timestamp>,
    pub processed: i64,
    pub failed: i64,
    pub created: i64,
    pub updated: i64,
}
pub struct ImportRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub status: &'a str,
    pub params: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub file_name: Option<&'a str>,
    pub error: Option<&'a str>,
    pub total_rows: Option<i64>,
    pub created_by: Option<&'a str>,
    pub created_at: jiff::Timestamp,
    pub started_at: Option<jiff::Timestamp>,
    pub finished_at: Option<jiff::Timestamp>,
    pub progress_at: Option<jiff::Timestamp>,
    pub processed: i64,
    pub failed: i64,
    pub created: i64,
    pub updated: i64,
}
impl<'a> From<ImportRowBorrowed<'a>> for ImportRow {
    fn from(
        ImportRowBorrowed {
            id,
            status,
            params,
            file_name,
            error,
            total_rows,
            created_by,
            created_at,
            started_at,
            finished_at,
            progress_at,
            processed,
            failed,
            created,
            updated,
        }: ImportRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            status: status.into(),
            params: serde_json::from_str(params.0.get()).unwrap(),
            file_name: file_name.map(|v| v.into()),
            error: error.map(|v| v.into()),
            total_rows,
            created_by: created_by.map(|v| v.into()),
            created_at,
            started_at,
            finished_at,
            progress_at,
            processed,
            failed,
            created,
            updated,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ImportErrors {
    pub row_no: i64,
    pub error: String,
}
pub struct ImportErrorsBorrowed<'a> {
    pub row_no: i64,
    pub error: &'a str,
}
impl<'a> From<ImportErrorsBorrowed<'a>> for ImportErrors {
    fn from(ImportErrorsBorrowed { row_no, error }: ImportErrorsBorrowed<'a>) -> Self {
        Self { row_no, error: error.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LeaseSplit {
    pub s3_key: Option<String>,
    pub params: serde_json::Value,
    pub cursor: Option<serde_json::Value>,
    pub actor: String,
}
pub struct LeaseSplitBorrowed<'a> {
    pub s3_key: Option<&'a str>,
    pub params: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub cursor: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
    pub actor: &'a str,
}
impl<'a> From<LeaseSplitBorrowed<'a>> for LeaseSplit {
    fn from(LeaseSplitBorrowed { s3_key, params, cursor, actor }: LeaseSplitBorrowed<'a>) -> Self {
        Self {
            s3_key: s3_key.map(|v| v.into()),
            params: serde_json::from_str(params.0.get()).unwrap(),
            cursor: cursor.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            actor: actor.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimChunk {
    pub first_row: i64,
    pub byte_from: i64,
    pub byte_to: i64,
    pub processed: i32,
    pub s3_key: Option<String>,
    pub params: serde_json::Value,
    pub cursor: Option<serde_json::Value>,
    pub actor: String,
}
pub struct ClaimChunkBorrowed<'a> {
    pub first_row: i64,
    pub byte_from: i64,
    pub byte_to: i64,
    pub processed: i32,
    pub s3_key: Option<&'a str>,
    pub params: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub cursor: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
    pub actor: &'a str,
}
impl<'a> From<ClaimChunkBorrowed<'a>> for ClaimChunk {
    fn from(
        ClaimChunkBorrowed {
            first_row,
            byte_from,
            byte_to,
            processed,
            s3_key,
            params,
            cursor,
            actor,
        }: ClaimChunkBorrowed<'a>,
    ) -> Self {
        Self {
            first_row,
            byte_from,
            byte_to,
            processed,
            s3_key: s3_key.map(|v| v.into()),
            params: serde_json::from_str(params.0.get()).unwrap(),
            cursor: cursor.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            actor: actor.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct SilentChunks {
    pub job_id: uuid::Uuid,
    pub chunk_no: i32,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListsForImport {
    pub list_id: String,
    pub double_opt_in: bool,
}
pub struct ListsForImportBorrowed<'a> {
    pub list_id: &'a str,
    pub double_opt_in: bool,
}
impl<'a> From<ListsForImportBorrowed<'a>> for ListsForImport {
    fn from(ListsForImportBorrowed { list_id, double_opt_in }: ListsForImportBorrowed<'a>) -> Self {
        Self { list_id: list_id.into(), double_opt_in }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOptOuts {
    pub email: String,
    pub category: String,
    pub contact_id: Option<uuid::Uuid>,
}
pub struct ImportOptOutsBorrowed<'a> {
    pub email: &'a str,
    pub category: &'a str,
    pub contact_id: Option<uuid::Uuid>,
}
impl<'a> From<ImportOptOutsBorrowed<'a>> for ImportOptOuts {
    fn from(ImportOptOutsBorrowed { email, category, contact_id }: ImportOptOutsBorrowed<'a>) -> Self {
        Self { email: email.into(), category: category.into(), contact_id }
    }
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
pub struct ImportRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ImportRowBorrowed, tokio_postgres::Error>,
    mapper: fn(ImportRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ImportRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ImportRowBorrowed) -> R) -> ImportRowQuery<'c, 'a, 's, C, R, N> {
        ImportRowQuery {
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
pub struct ImportErrorsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ImportErrorsBorrowed, tokio_postgres::Error>,
    mapper: fn(ImportErrorsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ImportErrorsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ImportErrorsBorrowed) -> R) -> ImportErrorsQuery<'c, 'a, 's, C, R, N> {
        ImportErrorsQuery {
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
pub struct LeaseSplitQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LeaseSplitBorrowed, tokio_postgres::Error>,
    mapper: fn(LeaseSplitBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LeaseSplitQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LeaseSplitBorrowed) -> R) -> LeaseSplitQuery<'c, 'a, 's, C, R, N> {
        LeaseSplitQuery {
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
pub struct ClaimChunkQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimChunkBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimChunkBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimChunkQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ClaimChunkBorrowed) -> R) -> ClaimChunkQuery<'c, 'a, 's, C, R, N> {
        ClaimChunkQuery {
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
pub struct SilentChunksQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SilentChunks, tokio_postgres::Error>,
    mapper: fn(SilentChunks) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SilentChunksQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SilentChunks) -> R) -> SilentChunksQuery<'c, 'a, 's, C, R, N> {
        SilentChunksQuery {
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
pub struct ListsForImportQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListsForImportBorrowed, tokio_postgres::Error>,
    mapper: fn(ListsForImportBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListsForImportQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ListsForImportBorrowed) -> R) -> ListsForImportQuery<'c, 'a, 's, C, R, N> {
        ListsForImportQuery {
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
pub struct ImportOptOutsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ImportOptOutsBorrowed, tokio_postgres::Error>,
    mapper: fn(ImportOptOutsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ImportOptOutsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ImportOptOutsBorrowed) -> R) -> ImportOptOutsQuery<'c, 'a, 's, C, R, N> {
        ImportOptOutsQuery {
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
pub struct InsertImportStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_import() -> InsertImportStmt {
    InsertImportStmt(
        "insert into jobs (id, kind, status, params, s3_key, file_name, format, created_by, progress_at, created_at) select $1, 'import', $2, $3, $4::text, $5, $6, $7::text, clock_timestamp(), coalesce($8::timestamptz, clock_timestamp())",
        None,
    )
}
impl InsertImportStmt {
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
        T2: crate::JsonSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        status: &'a T1,
        params: &'a T2,
        s3_key: &'a T3,
        file_name: &'a Option<T4>,
        format: &'a Option<T5>,
        created_by: &'a T6,
        fixed_now: &'a Option<jiff::Timestamp>,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id, status, params, s3_key, file_name, format, created_by, fixed_now],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::JsonSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertImportParams<T1, T2, T3, T4, T5, T6>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for InsertImportStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertImportParams<T1, T2, T3, T4, T5, T6>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.id,
            &params.status,
            &params.params,
            &params.s3_key,
            &params.file_name,
            &params.format,
            &params.created_by,
            &params.fixed_now,
        ))
    }
}
pub struct StartUploadStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn start_upload() -> StartUploadStmt {
    StartUploadStmt(
        "update jobs set status = 'pending', params = $1, format = $2::text, file_name = coalesce($3::text, file_name), progress_at = clock_timestamp() where id = $4 and kind = 'import' and status = 'uploading' returning id",
        None,
    )
}
impl StartUploadStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql, T2: crate::StringSql, T3: crate::StringSql>(
        &'s self,
        client: &'c C,
        params: &'a T1,
        format: &'a T2,
        file_name: &'a Option<T3>,
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        UuidUuidQuery {
            client,
            params: [params, format, file_name, id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        StartUploadParams<T1, T2, T3>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4>,
        C,
    > for StartUploadStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a StartUploadParams<T1, T2, T3>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        self.bind(client, &params.params, &params.format, &params.file_name, &params.id)
    }
}
pub struct GetImportStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn get_import() -> GetImportStmt {
    GetImportStmt(
        "select j.id, j.status, j.params, j.file_name, j.error, j.total_rows, coalesce(k.name, j.created_by) as created_by, j.created_at, j.started_at, j.finished_at, j.progress_at, c.processed, c.failed, c.created, c.updated from jobs j left join api_keys k on k.id::text = j.created_by, lateral (select coalesce(sum(processed), 0)::bigint as processed, coalesce(sum(failed), 0)::bigint as failed, coalesce(sum(created), 0)::bigint as created, coalesce(sum(updated), 0)::bigint as updated from import_chunks where job_id = j.id) c where j.id = $1 and j.kind = 'import'",
        None,
    )
}
impl GetImportStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> ImportRowQuery<'c, 'a, 's, C, ImportRow, 1> {
        ImportRowQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ImportRowBorrowed, tokio_postgres::Error> {
                Ok(ImportRowBorrowed {
                    id: row.try_get(0)?,
                    status: row.try_get(1)?,
                    params: row.try_get(2)?,
                    file_name: row.try_get(3)?,
                    error: row.try_get(4)?,
                    total_rows: row.try_get(5)?,
                    created_by: row.try_get(6)?,
                    created_at: row.try_get(7)?,
                    started_at: row.try_get(8)?,
                    finished_at: row.try_get(9)?,
                    progress_at: row.try_get(10)?,
                    processed: row.try_get(11)?,
                    failed: row.try_get(12)?,
                    created: row.try_get(13)?,
                    updated: row.try_get(14)?,
                })
            },
            mapper: |it| ImportRow::from(it),
        }
    }
}
pub struct ListImportsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_imports() -> ListImportsStmt {
    ListImportsStmt(
        "select j.id, j.status, j.params, j.file_name, j.error, j.total_rows, coalesce(k.name, j.created_by) as created_by, j.created_at, j.started_at, j.finished_at, j.progress_at, c.processed, c.failed, c.created, c.updated from (select * from jobs where kind = 'import' and ($1::timestamptz is null or (created_at, id) < ($1, $2::uuid)) order by created_at desc, id desc limit $3 offset $4) j left join api_keys k on k.id::text = j.created_by, lateral (select coalesce(sum(processed), 0)::bigint as processed, coalesce(sum(failed), 0)::bigint as failed, coalesce(sum(created), 0)::bigint as created, coalesce(sum(updated), 0)::bigint as updated from import_chunks where job_id = j.id) c order by j.created_at desc, j.id desc",
        None,
    )
}
impl ListImportsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        after_at: &'a Option<jiff::Timestamp>,
        after_id: &'a Option<uuid::Uuid>,
        rows: &'a i64,
        skip: &'a i64,
    ) -> ImportRowQuery<'c, 'a, 's, C, ImportRow, 4> {
        ImportRowQuery {
            client,
            params: [after_at, after_id, rows, skip],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ImportRowBorrowed, tokio_postgres::Error> {
                Ok(ImportRowBorrowed {
                    id: row.try_get(0)?,
                    status: row.try_get(1)?,
                    params: row.try_get(2)?,
                    file_name: row.try_get(3)?,
                    error: row.try_get(4)?,
                    total_rows: row.try_get(5)?,
                    created_by: row.try_get(6)?,
                    created_at: row.try_get(7)?,
                    started_at: row.try_get(8)?,
                    finished_at: row.try_get(9)?,
                    progress_at: row.try_get(10)?,
                    processed: row.try_get(11)?,
                    failed: row.try_get(12)?,
                    created: row.try_get(13)?,
                    updated: row.try_get(14)?,
                })
            },
            mapper: |it| ImportRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, ListImportsParams, ImportRowQuery<'c, 'a, 's, C, ImportRow, 4>, C>
    for ListImportsStmt
{
    fn params(&'s self, client: &'c C, params: &'a ListImportsParams) -> ImportRowQuery<'c, 'a, 's, C, ImportRow, 4> {
        self.bind(client, &params.after_at, &params.after_id, &params.rows, &params.skip)
    }
}
pub struct CountImportsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn count_imports() -> CountImportsStmt {
    CountImportsStmt("select count(*) from (select 1 from jobs where kind = 'import' limit $1) as counted", None)
}
impl CountImportsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        cap: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [cap],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ImportErrorsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn import_errors() -> ImportErrorsStmt {
    ImportErrorsStmt(
        "select row_no, error from job_errors where job_id = $1 and row_no > $2 order by row_no limit $3 offset $4",
        None,
    )
}
impl ImportErrorsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        after: &'a i64,
        rows: &'a i64,
        skip: &'a i64,
    ) -> ImportErrorsQuery<'c, 'a, 's, C, ImportErrors, 4> {
        ImportErrorsQuery {
            client,
            params: [id, after, rows, skip],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ImportErrorsBorrowed, tokio_postgres::Error> {
                Ok(ImportErrorsBorrowed { row_no: row.try_get(0)?, error: row.try_get(1)? })
            },
            mapper: |it| ImportErrors::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, ImportErrorsParams, ImportErrorsQuery<'c, 'a, 's, C, ImportErrors, 4>, C>
    for ImportErrorsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ImportErrorsParams,
    ) -> ImportErrorsQuery<'c, 'a, 's, C, ImportErrors, 4> {
        self.bind(client, &params.id, &params.after, &params.rows, &params.skip)
    }
}
pub struct LeaseSplitStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lease_split() -> LeaseSplitStmt {
    LeaseSplitStmt(
        "update jobs set status = 'running', lease_token = $1, lease_until = clock_timestamp() + interval '2 minutes', attempts = attempts + 1, started_at = coalesce(started_at, $2::timestamptz, clock_timestamp()), progress_at = clock_timestamp() where id = $3 and kind = 'import' and status in ('pending', 'running') and coalesce(cursor ->> 'done', 'false') = 'false' and (lease_until is null or lease_until < clock_timestamp()) returning s3_key, params, cursor, coalesce(created_by, '') as actor",
        None,
    )
}
impl LeaseSplitStmt {
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
    ) -> LeaseSplitQuery<'c, 'a, 's, C, LeaseSplit, 3> {
        LeaseSplitQuery {
            client,
            params: [token, fixed_now, id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LeaseSplitBorrowed, tokio_postgres::Error> {
                Ok(LeaseSplitBorrowed {
                    s3_key: row.try_get(0)?,
                    params: row.try_get(1)?,
                    cursor: row.try_get(2)?,
                    actor: row.try_get(3)?,
                })
            },
            mapper: |it| LeaseSplit::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, LeaseSplitParams, LeaseSplitQuery<'c, 'a, 's, C, LeaseSplit, 3>, C>
    for LeaseSplitStmt
{
    fn params(&'s self, client: &'c C, params: &'a LeaseSplitParams) -> LeaseSplitQuery<'c, 'a, 's, C, LeaseSplit, 3> {
        self.bind(client, &params.token, &params.fixed_now, &params.id)
    }
}
pub struct SaveSplitStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn save_split() -> SaveSplitStmt {
    SaveSplitStmt(
        "update jobs set cursor = $1, progress_at = clock_timestamp(), total_rows = $2::bigint, attempts = 0, lease_until = case when $2::bigint is null then clock_timestamp() + interval '2 minutes' end, lease_token = case when $2::bigint is null then lease_token end where id = $3 and lease_token = $4 and status = 'running' returning id",
        None,
    )
}
impl SaveSplitStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql>(
        &'s self,
        client: &'c C,
        cursor: &'a T1,
        rows: &'a Option<i64>,
        id: &'a uuid::Uuid,
        token: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        UuidUuidQuery {
            client,
            params: [cursor, rows, id, token],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql>
    crate::client::async_::Params<'c, 'a, 's, SaveSplitParams<T1>, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4>, C>
    for SaveSplitStmt
{
    fn params(&'s self, client: &'c C, params: &'a SaveSplitParams<T1>) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        self.bind(client, &params.cursor, &params.rows, &params.id, &params.token)
    }
}
pub struct ReleaseSplitStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn release_split() -> ReleaseSplitStmt {
    ReleaseSplitStmt("update jobs set lease_until = null, lease_token = null where id = $1 and lease_token = $2", None)
}
impl ReleaseSplitStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        token: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id, token],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ReleaseSplitParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for ReleaseSplitStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ReleaseSplitParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.id, &params.token))
    }
}
pub struct InsertChunksStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_chunks() -> InsertChunksStmt {
    InsertChunksStmt(
        "insert into import_chunks (job_id, chunk_no, first_row, byte_from, byte_to) select $1, r.chunk_no, r.first_row, r.byte_from, r.byte_to from unnest($2::int[], $3::bigint[], $4::bigint[], $5::bigint[]) as r (chunk_no, first_row, byte_from, byte_to) on conflict (job_id, chunk_no) do nothing",
        None,
    )
}
impl InsertChunksStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = i32>,
        T2: crate::ArraySql<Item = i64>,
        T3: crate::ArraySql<Item = i64>,
        T4: crate::ArraySql<Item = i64>,
    >(
        &'s self,
        client: &'c C,
        job: &'a uuid::Uuid,
        numbers: &'a T1,
        first_rows: &'a T2,
        byte_from: &'a T3,
        byte_to: &'a T4,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[job, numbers, first_rows, byte_from, byte_to],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = i32>,
    T2: crate::ArraySql<Item = i64>,
    T3: crate::ArraySql<Item = i64>,
    T4: crate::ArraySql<Item = i64>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertChunksParams<T1, T2, T3, T4>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for InsertChunksStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertChunksParams<T1, T2, T3, T4>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.job,
            &params.numbers,
            &params.first_rows,
            &params.byte_from,
            &params.byte_to,
        ))
    }
}
pub struct FailImportStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn fail_import() -> FailImportStmt {
    FailImportStmt(
        "update jobs set status = 'failed', error = $1, finished_at = coalesce($2::timestamptz, clock_timestamp()), progress_at = clock_timestamp(), lease_until = null, lease_token = null where id = $3 and kind = 'import' and status in ('pending', 'running') returning id",
        None,
    )
}
impl FailImportStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        error: &'a T1,
        fixed_now: &'a Option<jiff::Timestamp>,
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [error, fixed_now, id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, FailImportParams<T1>, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>, C>
    for FailImportStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FailImportParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.error, &params.fixed_now, &params.id)
    }
}
pub struct CancelImportStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn cancel_import() -> CancelImportStmt {
    CancelImportStmt(
        "update jobs set status = 'canceled', finished_at = coalesce($1::timestamptz, clock_timestamp()), progress_at = clock_timestamp(), lease_until = null, lease_token = null where id = $2 and kind = 'import' and status in ('uploading', 'pending', 'running') returning id",
        None,
    )
}
impl CancelImportStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [fixed_now, id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, CancelImportParams, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>, C>
    for CancelImportStmt
{
    fn params(&'s self, client: &'c C, params: &'a CancelImportParams) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.fixed_now, &params.id)
    }
}
pub struct ClaimChunkStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_chunk() -> ClaimChunkStmt {
    ClaimChunkStmt(
        "update import_chunks c set lease_until = clock_timestamp() + interval '2 minutes', attempts = c.attempts + 1 from jobs j where c.job_id = $1 and c.chunk_no = $2 and c.status = 'pending' and (c.lease_until is null or c.lease_until < clock_timestamp()) and j.id = c.job_id and j.status = 'running' returning c.first_row, c.byte_from, c.byte_to, c.processed, j.s3_key, j.params, j.cursor, coalesce(j.created_by, '') as actor",
        None,
    )
}
impl ClaimChunkStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        job: &'a uuid::Uuid,
        chunk: &'a i32,
    ) -> ClaimChunkQuery<'c, 'a, 's, C, ClaimChunk, 2> {
        ClaimChunkQuery {
            client,
            params: [job, chunk],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ClaimChunkBorrowed, tokio_postgres::Error> {
                Ok(ClaimChunkBorrowed {
                    first_row: row.try_get(0)?,
                    byte_from: row.try_get(1)?,
                    byte_to: row.try_get(2)?,
                    processed: row.try_get(3)?,
                    s3_key: row.try_get(4)?,
                    params: row.try_get(5)?,
                    cursor: row.try_get(6)?,
                    actor: row.try_get(7)?,
                })
            },
            mapper: |it| ClaimChunk::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, ClaimChunkParams, ClaimChunkQuery<'c, 'a, 's, C, ClaimChunk, 2>, C>
    for ClaimChunkStmt
{
    fn params(&'s self, client: &'c C, params: &'a ClaimChunkParams) -> ClaimChunkQuery<'c, 'a, 's, C, ClaimChunk, 2> {
        self.bind(client, &params.job, &params.chunk)
    }
}
pub struct HoldChunkStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hold_chunk() -> HoldChunkStmt {
    HoldChunkStmt(
        "select c.processed from import_chunks c join jobs j on j.id = c.job_id where c.job_id = $1 and c.chunk_no = $2 and c.status = 'pending' and c.processed = $3 and j.status = 'running' for update of c",
        None,
    )
}
impl HoldChunkStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        job: &'a uuid::Uuid,
        chunk: &'a i32,
        position: &'a i32,
    ) -> I32Query<'c, 'a, 's, C, i32, 3> {
        I32Query {
            client,
            params: [job, chunk, position],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, HoldChunkParams, I32Query<'c, 'a, 's, C, i32, 3>, C> for HoldChunkStmt
{
    fn params(&'s self, client: &'c C, params: &'a HoldChunkParams) -> I32Query<'c, 'a, 's, C, i32, 3> {
        self.bind(client, &params.job, &params.chunk, &params.position)
    }
}
pub struct AdvanceChunkStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn advance_chunk() -> AdvanceChunkStmt {
    AdvanceChunkStmt(
        "update import_chunks set processed = processed + $1, failed = failed + $2, created = created + $3, updated = updated + $4, lease_until = clock_timestamp() + interval '2 minutes', status = case when $5 then 'done' else status end, done_at = case when $5 then clock_timestamp() end where job_id = $6 and chunk_no = $7",
        None,
    )
}
impl AdvanceChunkStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        processed: &'a i32,
        failed: &'a i32,
        created: &'a i32,
        updated: &'a i32,
        done: &'a bool,
        job: &'a uuid::Uuid,
        chunk: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[processed, failed, created, updated, done, job, chunk],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AdvanceChunkParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for AdvanceChunkStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AdvanceChunkParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.processed,
            &params.failed,
            &params.created,
            &params.updated,
            &params.done,
            &params.job,
            &params.chunk,
        ))
    }
}
pub struct ReleaseChunkStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn release_chunk() -> ReleaseChunkStmt {
    ReleaseChunkStmt(
        "update import_chunks set lease_until = clock_timestamp() where job_id = $1 and chunk_no = $2 and status = 'pending'",
        None,
    )
}
impl ReleaseChunkStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        job: &'a uuid::Uuid,
        chunk: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[job, chunk],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ReleaseChunkParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for ReleaseChunkStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ReleaseChunkParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.job, &params.chunk))
    }
}
pub struct RecordRowErrorsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record_row_errors() -> RecordRowErrorsStmt {
    RecordRowErrorsStmt(
        "insert into job_errors (job_id, row_no, error) select $1, r.row_no, r.error from unnest($2::bigint[], $3::text[]) as r (row_no, error) order by r.row_no limit greatest(0, 10000 - (select count(*) from job_errors where job_id = $1)) on conflict (job_id, row_no) do nothing",
        None,
    )
}
impl RecordRowErrorsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = i64>,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
    >(
        &'s self,
        client: &'c C,
        job: &'a uuid::Uuid,
        rows: &'a T1,
        errors: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[job, rows, errors],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = i64>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RecordRowErrorsParams<T1, T2, T3>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for RecordRowErrorsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RecordRowErrorsParams<T1, T2, T3>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.job, &params.rows, &params.errors))
    }
}
pub struct CloseImportStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn close_import() -> CloseImportStmt {
    CloseImportStmt(
        "update jobs j set status = case when c.broken > 0 then 'failed' else 'completed' end, error = case when c.broken > 0 then 'Some rows could not be written after ten attempts, the first of them near row ' || c.broken_row end, processed_rows = c.processed, failed_rows = c.failed, result = jsonb_build_object('created', c.created, 'updated', c.updated), finished_at = coalesce($1::timestamptz, clock_timestamp()), progress_at = clock_timestamp() from (select count(*) filter (where status = 'pending') as open, count(*) filter (where status = 'failed') as broken, min(first_row + processed) filter (where status = 'failed') as broken_row, coalesce(sum(processed), 0) as processed, coalesce(sum(failed), 0) as failed, coalesce(sum(created), 0) as created, coalesce(sum(updated), 0) as updated from import_chunks where job_id = $2) c where j.id = $2 and j.status = 'running' and j.cursor ->> 'done' = 'true' and c.open = 0 returning j.id",
        None,
    )
}
impl CloseImportStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [fixed_now, id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, CloseImportParams, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>, C>
    for CloseImportStmt
{
    fn params(&'s self, client: &'c C, params: &'a CloseImportParams) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.fixed_now, &params.id)
    }
}
pub struct SilentSplitsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn silent_splits() -> SilentSplitsStmt {
    SilentSplitsStmt(
        "update jobs set progress_at = clock_timestamp() where id = any (array( select id from jobs where kind = 'import' and status in ('pending', 'running') and coalesce(cursor ->> 'done', 'false') = 'false' and (lease_until is null or lease_until < clock_timestamp()) and progress_at < clock_timestamp() - interval '15 minutes' order by progress_at limit 100 for update skip locked)) returning id",
        None,
    )
}
impl SilentSplitsStmt {
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
pub struct SilentChunksStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn silent_chunks() -> SilentChunksStmt {
    SilentChunksStmt(
        "with running as materialized ( select j.id, greatest(j.progress_at, (select max(o.lease_until) from import_chunks o where o.job_id = j.id)) as heard_at from jobs j where j.kind = 'import' and j.status = 'running' and j.cursor ->> 'done' = 'true') update import_chunks i set lease_until = clock_timestamp() from (select c.job_id, c.chunk_no from running j join import_chunks c on c.job_id = j.id and c.status = 'pending' where coalesce(c.lease_until, j.heard_at) < clock_timestamp() - interval '15 minutes' order by c.job_id, c.chunk_no limit 2000 for update of c skip locked) s where i.job_id = s.job_id and i.chunk_no = s.chunk_no returning i.job_id, i.chunk_no",
        None,
    )
}
impl SilentChunksStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> SilentChunksQuery<'c, 'a, 's, C, SilentChunks, 0> {
        SilentChunksQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<SilentChunks, tokio_postgres::Error> {
                Ok(SilentChunks { job_id: row.try_get(0)?, chunk_no: row.try_get(1)? })
            },
            mapper: |it| SilentChunks::from(it),
        }
    }
}
pub struct GiveUpSplitsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn give_up_splits() -> GiveUpSplitsStmt {
    GiveUpSplitsStmt(
        "update jobs set status = 'failed', error = 'The file could not be split in ten attempts; nothing of it was written', finished_at = coalesce($1::timestamptz, clock_timestamp()), progress_at = clock_timestamp(), lease_until = null, lease_token = null where kind = 'import' and status in ('pending', 'running') and coalesce(cursor ->> 'done', 'false') = 'false' and attempts >= 10 and (lease_until is null or lease_until < clock_timestamp()) returning id",
        None,
    )
}
impl GiveUpSplitsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [fixed_now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct GiveUpChunksStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn give_up_chunks() -> GiveUpChunksStmt {
    GiveUpChunksStmt(
        "update import_chunks c set status = 'failed' from jobs j where j.id = c.job_id and j.kind = 'import' and j.status = 'running' and c.status = 'pending' and c.attempts >= 10 and c.lease_until < clock_timestamp() returning c.job_id",
        None,
    )
}
impl GiveUpChunksStmt {
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
pub struct ClosableImportsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn closable_imports() -> ClosableImportsStmt {
    ClosableImportsStmt(
        "select j.id from jobs j where j.kind = 'import' and j.status = 'running' and j.cursor ->> 'done' = 'true' and not exists (select 1 from import_chunks c where c.job_id = j.id and c.status = 'pending')",
        None,
    )
}
impl ClosableImportsStmt {
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
pub struct ForgetUploadsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_uploads() -> ForgetUploadsStmt {
    ForgetUploadsStmt(
        "update jobs set status = 'canceled', error = 'The upload was never started', finished_at = coalesce($1::timestamptz, clock_timestamp()) where kind = 'import' and status = 'uploading' and progress_at < clock_timestamp() - interval '24 hours' returning id",
        None,
    )
}
impl ForgetUploadsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [fixed_now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ListsForImportStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lists_for_import() -> ListsForImportStmt {
    ListsForImportStmt(
        "select list_id, double_opt_in from list_configs where list_id = any($1) and in_code and file_enabled and enabled",
        None,
    )
}
impl ListsForImportStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>(
        &'s self,
        client: &'c C,
        ids: &'a T2,
    ) -> ListsForImportQuery<'c, 'a, 's, C, ListsForImport, 1> {
        ListsForImportQuery {
            client,
            params: [ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ListsForImportBorrowed, tokio_postgres::Error> {
                Ok(ListsForImportBorrowed { list_id: row.try_get(0)?, double_opt_in: row.try_get(1)? })
            },
            mapper: |it| ListsForImport::from(it),
        }
    }
}
pub struct ImportSuppressionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn import_suppressions() -> ImportSuppressionsStmt {
    ImportSuppressionsStmt(
        "with wanted as ( select distinct on (r.email) r.email, r.reason, r.at, r.contact_id from unnest($1::text[], $2::text[], $3::timestamptz[], $4::uuid[]) with ordinality as r (email, reason, at, contact_id, ord) order by r.email, r.ord), before as ( select w.*, exists (select 1 from email_suppressions x where x.email = w.email and (x.expires_at is null or x.expires_at > $5)) as old from wanted w), written as ( insert into email_suppressions as x (email, reason, created_at) select email, reason, at from before order by email on conflict (email) do update set reason = excluded.reason, created_at = excluded.created_at, expires_at = null where x.expires_at is not null returning x.email), logged as ( insert into preference_log (email, contact_id, field, old_value, new_value, source, actor, detail, at) select b.email, b.contact_id, 'suppression', b.old, true, 'import', $6, jsonb_build_object('reason', b.reason, 'at', b.at, 'job', $7::uuid), $5 from before b join written using (email) returning id) select email from written where (select count(*) from logged) >= 0",
        None,
    )
}
impl ImportSuppressionsStmt {
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
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::ArraySql<Item = jiff::Timestamp>,
        T6: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        emails: &'a T2,
        reasons: &'a T4,
        at: &'a T5,
        contact_ids: &'a T6,
        now: &'a jiff::Timestamp,
        actor: &'a T7,
        job: &'a uuid::Uuid,
    ) -> StringQuery<'c, 'a, 's, C, String, 7> {
        StringQuery {
            client,
            params: [emails, reasons, at, contact_ids, now, actor, job],
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
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = jiff::Timestamp>,
    T6: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ImportSuppressionsParams<T1, T2, T3, T4, T5, T6, T7>,
        StringQuery<'c, 'a, 's, C, String, 7>,
        C,
    > for ImportSuppressionsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ImportSuppressionsParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> StringQuery<'c, 'a, 's, C, String, 7> {
        self.bind(
            client,
            &params.emails,
            &params.reasons,
            &params.at,
            &params.contact_ids,
            &params.now,
            &params.actor,
            &params.job,
        )
    }
}
pub struct ImportGlobalOptOutsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn import_global_opt_outs() -> ImportGlobalOptOutsStmt {
    ImportGlobalOptOutsStmt(
        "with wanted as ( select distinct on (r.email) r.email, r.at, r.contact_id from unnest($1::text[], $2::timestamptz[], $3::uuid[]) with ordinality as r (email, at, contact_id, ord) order by r.email, r.ord), written as ( insert into email_preferences as p (email, unsubscribed_all, unsubscribed_all_at, source, created_at, updated_at) select email, true, at, 'import', $4, $4 from wanted order by email on conflict (email) do update set unsubscribed_all = true, unsubscribed_all_at = excluded.unsubscribed_all_at, source = excluded.source, updated_at = excluded.updated_at where not p.unsubscribed_all returning p.email), logged as ( insert into preference_log (email, contact_id, field, old_value, new_value, source, actor, detail, at) select w.email, w.contact_id, 'unsubscribed_all', false, true, 'import', $5, jsonb_build_object('at', w.at, 'job', $6::uuid), $4 from wanted w join written using (email) returning id) select email from written where (select count(*) from logged) >= 0",
        None,
    )
}
impl ImportGlobalOptOutsStmt {
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
        T3: crate::ArraySql<Item = jiff::Timestamp>,
        T4: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T5: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        emails: &'a T2,
        at: &'a T3,
        contact_ids: &'a T4,
        now: &'a jiff::Timestamp,
        actor: &'a T5,
        job: &'a uuid::Uuid,
    ) -> StringQuery<'c, 'a, 's, C, String, 6> {
        StringQuery {
            client,
            params: [emails, at, contact_ids, now, actor, job],
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
    T2: crate::ArraySql<Item = T1>,
    T3: crate::ArraySql<Item = jiff::Timestamp>,
    T4: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T5: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ImportGlobalOptOutsParams<T1, T2, T3, T4, T5>,
        StringQuery<'c, 'a, 's, C, String, 6>,
        C,
    > for ImportGlobalOptOutsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ImportGlobalOptOutsParams<T1, T2, T3, T4, T5>,
    ) -> StringQuery<'c, 'a, 's, C, String, 6> {
        self.bind(client, &params.emails, &params.at, &params.contact_ids, &params.now, &params.actor, &params.job)
    }
}
pub struct ImportOptOutsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn import_opt_outs() -> ImportOptOutsStmt {
    ImportOptOutsStmt(
        "with wanted as ( select distinct on (r.email, r.category) r.email, r.category, r.at, r.contact_id from unnest($1::text[], $2::text[], $3::timestamptz[], $4::uuid[]) with ordinality as r (email, category, at, contact_id, ord) order by r.email, r.category, r.ord), before as ( select w.*, s.subscribed as old from wanted w left join email_subscriptions s on s.email = w.email and s.category = w.category), written as ( insert into email_subscriptions as s (email, category, subscribed, source, changed_at) select email, category, false, 'import', $5 from before where old is distinct from false order by email, category on conflict (email, category) do update set subscribed = false, source = excluded.source, changed_at = excluded.changed_at where s.subscribed returning s.email, s.category), logged as ( insert into preference_log (email, contact_id, category, field, old_value, new_value, source, actor, detail, at) select b.email, b.contact_id, b.category, 'subscription', b.old, false, 'import', $6, jsonb_build_object('at', b.at, 'job', $7::uuid), $5 from before b join written w using (email, category) returning id) select b.email, b.category, b.contact_id from before b join written w using (email, category) where (select count(*) from logged) >= 0",
        None,
    )
}
impl ImportOptOutsStmt {
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
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::ArraySql<Item = jiff::Timestamp>,
        T6: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        emails: &'a T2,
        categories: &'a T4,
        at: &'a T5,
        contact_ids: &'a T6,
        now: &'a jiff::Timestamp,
        actor: &'a T7,
        job: &'a uuid::Uuid,
    ) -> ImportOptOutsQuery<'c, 'a, 's, C, ImportOptOuts, 7> {
        ImportOptOutsQuery {
            client,
            params: [emails, categories, at, contact_ids, now, actor, job],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ImportOptOutsBorrowed, tokio_postgres::Error> {
                Ok(ImportOptOutsBorrowed {
                    email: row.try_get(0)?,
                    category: row.try_get(1)?,
                    contact_id: row.try_get(2)?,
                })
            },
            mapper: |it| ImportOptOuts::from(it),
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
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = jiff::Timestamp>,
    T6: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ImportOptOutsParams<T1, T2, T3, T4, T5, T6, T7>,
        ImportOptOutsQuery<'c, 'a, 's, C, ImportOptOuts, 7>,
        C,
    > for ImportOptOutsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ImportOptOutsParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> ImportOptOutsQuery<'c, 'a, 's, C, ImportOptOuts, 7> {
        self.bind(
            client,
            &params.emails,
            &params.categories,
            &params.at,
            &params.contact_ids,
            &params.now,
            &params.actor,
            &params.job,
        )
    }
}
