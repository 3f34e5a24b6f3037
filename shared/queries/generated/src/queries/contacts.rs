// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct LockAbsentKeysParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
> {
    pub kinds: T2,
    pub values: T4,
}
#[derive(Debug)]
pub struct LockContactsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
> {
    pub kinds: T2,
    pub values: T4,
}
#[derive(Debug)]
pub struct ReadKeysParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
> {
    pub fixed_now: Option<jiff::Timestamp>,
    pub kinds: T2,
    pub values: T4,
}
#[derive(Debug)]
pub struct ContactByReferenceParams<T1: crate::StringSql> {
    pub id: Option<uuid::Uuid>,
    pub external_id: Option<T1>,
}
#[derive(Debug)]
pub struct ReadBoundsParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub fixed_now: Option<jiff::Timestamp>,
    pub ids: T1,
}
#[derive(Debug)]
pub struct InsertContactsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = Option<T2>>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = Option<T4>>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = Option<T8>>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = Option<T10>>,
    T12: crate::ArraySql<Item = bool>,
    T13: crate::JsonSql,
    T14: crate::ArraySql<Item = T13>,
    T15: crate::ArraySql<Item = jiff::Timestamp>,
    T16: crate::ArraySql<Item = jiff::Timestamp>,
    T17: crate::ArraySql<Item = jiff::Timestamp>,
> {
    pub now: jiff::Timestamp,
    pub ids: T1,
    pub external_ids: T3,
    pub emails: T5,
    pub anonymous_ids: T7,
    pub timezones: T9,
    pub timezone_sources: T11,
    pub do_not_track: T12,
    pub properties: T14,
    pub properties_at: T15,
    pub first_seen_at: T16,
    pub last_seen_at: T17,
}
#[derive(Debug)]
pub struct UpdateContactsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = Option<T2>>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = Option<T4>>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = Option<T8>>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = Option<T10>>,
    T12: crate::ArraySql<Item = bool>,
    T13: crate::JsonSql,
    T14: crate::ArraySql<Item = T13>,
    T15: crate::ArraySql<Item = jiff::Timestamp>,
    T16: crate::ArraySql<Item = jiff::Timestamp>,
    T17: crate::ArraySql<Item = jiff::Timestamp>,
> {
    pub now: jiff::Timestamp,
    pub ids: T1,
    pub external_ids: T3,
    pub emails: T5,
    pub anonymous_ids: T7,
    pub timezones: T9,
    pub timezone_sources: T11,
    pub do_not_track: T12,
    pub properties: T14,
    pub properties_at: T15,
    pub first_seen_at: T16,
    pub last_seen_at: T17,
}
#[derive(Debug)]
pub struct WriteContactKeysParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = uuid::Uuid>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
> {
    pub kinds: T2,
    pub values: T4,
    pub contact_ids: T5,
    pub roles: T7,
    pub reasons: T9,
}
#[derive(Debug)]
pub struct RecordConflictsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = uuid::Uuid>,
    T6: crate::ArraySql<Item = uuid::Uuid>,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
> {
    pub kinds: T2,
    pub values: T4,
    pub contact_ids: T5,
    pub owner_ids: T6,
    pub reasons: T8,
}
#[derive(Debug)]
pub struct FindContactsParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub external_id: Option<T1>,
    pub address: Option<T2>,
}
#[derive(Debug)]
pub struct DeleteContactParams<T1: crate::StringSql> {
    pub id: uuid::Uuid,
    pub now: jiff::Timestamp,
    pub job_id: uuid::Uuid,
    pub actor: Option<T1>,
}
#[derive(Clone, Copy, Debug)]
pub struct EndLiveRunsParams {
    pub now: jiff::Timestamp,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct EndMembershipsParams {
    pub now: jiff::Timestamp,
    pub id: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq)]
pub struct LockAbsentKeys {
    pub locked: String,
    pub absent: Vec<i64>,
}
pub struct LockAbsentKeysBorrowed<'a> {
    pub locked: &'a str,
    pub absent: crate::ArrayIterator<'a, i64>,
}
impl<'a> From<LockAbsentKeysBorrowed<'a>> for LockAbsentKeys {
    fn from(LockAbsentKeysBorrowed { locked, absent }: LockAbsentKeysBorrowed<'a>) -> Self {
        Self { locked: locked.into(), absent: absent.map(|v| v).collect() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LockedContact {
    pub id: uuid::Uuid,
    pub external_id: Option<String>,
    pub email: Option<String>,
    pub anonymous_id: Option<String>,
    pub timezone: Option<String>,
    pub timezone_source: Option<String>,
    pub do_not_track: bool,
    pub properties: serde_json::Value,
    pub properties_at: jiff::Timestamp,
    pub first_seen_at: jiff::Timestamp,
    pub last_seen_at: jiff::Timestamp,
}
pub struct LockedContactBorrowed<'a> {
    pub id: uuid::Uuid,
    pub external_id: Option<&'a str>,
    pub email: Option<&'a str>,
    pub anonymous_id: Option<&'a str>,
    pub timezone: Option<&'a str>,
    pub timezone_source: Option<&'a str>,
    pub do_not_track: bool,
    pub properties: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub properties_at: jiff::Timestamp,
    pub first_seen_at: jiff::Timestamp,
    pub last_seen_at: jiff::Timestamp,
}
impl<'a> From<LockedContactBorrowed<'a>> for LockedContact {
    fn from(
        LockedContactBorrowed {
            id,
            external_id,
            email,
            anonymous_id,
            timezone,
            timezone_source,
            do_not_track,
            properties,
            properties_at,
            first_seen_at,
            last_seen_at,
        }: LockedContactBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            external_id: external_id.map(|v| v.into()),
            email: email.map(|v| v.into()),
            anonymous_id: anonymous_id.map(|v| v.into()),
            timezone: timezone.map(|v| v.into()),
            timezone_source: timezone_source.map(|v| v.into()),
            do_not_track,
            properties: serde_json::from_str(properties.0.get()).unwrap(),
            properties_at,
            first_seen_at,
            last_seen_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ReadKeys {
    pub kind: Option<String>,
    pub value: Option<String>,
    pub contact_id: Option<uuid::Uuid>,
    pub last_received_at: Option<jiff::Timestamp>,
    pub now: jiff::Timestamp,
    pub content_epoch: String,
}
pub struct ReadKeysBorrowed<'a> {
    pub kind: Option<&'a str>,
    pub value: Option<&'a str>,
    pub contact_id: Option<uuid::Uuid>,
    pub last_received_at: Option<jiff::Timestamp>,
    pub now: jiff::Timestamp,
    pub content_epoch: &'a str,
}
impl<'a> From<ReadKeysBorrowed<'a>> for ReadKeys {
    fn from(
        ReadKeysBorrowed { kind, value, contact_id, last_received_at, now, content_epoch }: ReadKeysBorrowed<'a>,
    ) -> Self {
        Self {
            kind: kind.map(|v| v.into()),
            value: value.map(|v| v.into()),
            contact_id,
            last_received_at,
            now,
            content_epoch: content_epoch.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ReadBounds {
    pub contact_id: Option<uuid::Uuid>,
    pub last_received_at: Option<jiff::Timestamp>,
    pub now: jiff::Timestamp,
    pub content_epoch: String,
}
pub struct ReadBoundsBorrowed<'a> {
    pub contact_id: Option<uuid::Uuid>,
    pub last_received_at: Option<jiff::Timestamp>,
    pub now: jiff::Timestamp,
    pub content_epoch: &'a str,
}
impl<'a> From<ReadBoundsBorrowed<'a>> for ReadBounds {
    fn from(ReadBoundsBorrowed { contact_id, last_received_at, now, content_epoch }: ReadBoundsBorrowed<'a>) -> Self {
        Self { contact_id, last_received_at, now, content_epoch: content_epoch.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ShowContact {
    pub id: uuid::Uuid,
    pub external_id: Option<String>,
    pub anonymous_id: Option<String>,
    pub email: Option<String>,
    pub properties: serde_json::Value,
    pub first_seen_at: jiff::Timestamp,
    pub last_seen_at: jiff::Timestamp,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
}
pub struct ShowContactBorrowed<'a> {
    pub id: uuid::Uuid,
    pub external_id: Option<&'a str>,
    pub anonymous_id: Option<&'a str>,
    pub email: Option<&'a str>,
    pub properties: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub first_seen_at: jiff::Timestamp,
    pub last_seen_at: jiff::Timestamp,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
}
impl<'a> From<ShowContactBorrowed<'a>> for ShowContact {
    fn from(
        ShowContactBorrowed {
            id,
            external_id,
            anonymous_id,
            email,
            properties,
            first_seen_at,
            last_seen_at,
            created_at,
            updated_at,
        }: ShowContactBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            external_id: external_id.map(|v| v.into()),
            anonymous_id: anonymous_id.map(|v| v.into()),
            email: email.map(|v| v.into()),
            properties: serde_json::from_str(properties.0.get()).unwrap(),
            first_seen_at,
            last_seen_at,
            created_at,
            updated_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct AddressesOf {
    pub contact_id: uuid::Uuid,
    pub email: String,
}
pub struct AddressesOfBorrowed<'a> {
    pub contact_id: uuid::Uuid,
    pub email: &'a str,
}
impl<'a> From<AddressesOfBorrowed<'a>> for AddressesOf {
    fn from(AddressesOfBorrowed { contact_id, email }: AddressesOfBorrowed<'a>) -> Self {
        Self { contact_id, email: email.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindContacts {
    pub id: uuid::Uuid,
    pub external_id: Option<String>,
    pub email: Option<String>,
    pub properties: serde_json::Value,
    pub first_seen_at: jiff::Timestamp,
    pub last_seen_at: jiff::Timestamp,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
}
pub struct FindContactsBorrowed<'a> {
    pub id: uuid::Uuid,
    pub external_id: Option<&'a str>,
    pub email: Option<&'a str>,
    pub properties: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub first_seen_at: jiff::Timestamp,
    pub last_seen_at: jiff::Timestamp,
    pub created_at: jiff::Timestamp,
    pub updated_at: jiff::Timestamp,
}
impl<'a> From<FindContactsBorrowed<'a>> for FindContacts {
    fn from(
        FindContactsBorrowed {
            id,
            external_id,
            email,
            properties,
            first_seen_at,
            last_seen_at,
            created_at,
            updated_at,
        }: FindContactsBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            external_id: external_id.map(|v| v.into()),
            email: email.map(|v| v.into()),
            properties: serde_json::from_str(properties.0.get()).unwrap(),
            first_seen_at,
            last_seen_at,
            created_at,
            updated_at,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct LockAbsentKeysQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockAbsentKeysBorrowed, tokio_postgres::Error>,
    mapper: fn(LockAbsentKeysBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockAbsentKeysQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LockAbsentKeysBorrowed) -> R) -> LockAbsentKeysQuery<'c, 'a, 's, C, R, N> {
        LockAbsentKeysQuery {
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
pub struct LockedContactQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockedContactBorrowed, tokio_postgres::Error>,
    mapper: fn(LockedContactBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockedContactQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LockedContactBorrowed) -> R) -> LockedContactQuery<'c, 'a, 's, C, R, N> {
        LockedContactQuery {
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
pub struct ReadKeysQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ReadKeysBorrowed, tokio_postgres::Error>,
    mapper: fn(ReadKeysBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ReadKeysQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ReadKeysBorrowed) -> R) -> ReadKeysQuery<'c, 'a, 's, C, R, N> {
        ReadKeysQuery {
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
pub struct OptionuuidUuidQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Option<uuid::Uuid>, tokio_postgres::Error>,
    mapper: fn(Option<uuid::Uuid>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OptionuuidUuidQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Option<uuid::Uuid>) -> R) -> OptionuuidUuidQuery<'c, 'a, 's, C, R, N> {
        OptionuuidUuidQuery {
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
pub struct ReadBoundsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ReadBoundsBorrowed, tokio_postgres::Error>,
    mapper: fn(ReadBoundsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ReadBoundsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ReadBoundsBorrowed) -> R) -> ReadBoundsQuery<'c, 'a, 's, C, R, N> {
        ReadBoundsQuery {
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
pub struct ShowContactQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ShowContactBorrowed, tokio_postgres::Error>,
    mapper: fn(ShowContactBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ShowContactQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ShowContactBorrowed) -> R) -> ShowContactQuery<'c, 'a, 's, C, R, N> {
        ShowContactQuery {
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
pub struct AddressesOfQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<AddressesOfBorrowed, tokio_postgres::Error>,
    mapper: fn(AddressesOfBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> AddressesOfQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(AddressesOfBorrowed) -> R) -> AddressesOfQuery<'c, 'a, 's, C, R, N> {
        AddressesOfQuery {
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
pub struct FindContactsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindContactsBorrowed, tokio_postgres::Error>,
    mapper: fn(FindContactsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindContactsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(FindContactsBorrowed) -> R) -> FindContactsQuery<'c, 'a, 's, C, R, N> {
        FindContactsQuery {
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
pub struct LockAbsentKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_absent_keys() -> LockAbsentKeysStmt {
    LockAbsentKeysStmt(
        "select pg_advisory_xact_lock(s.h)::text as locked, s.absent from (select hashtextextended('id:' || g.kind || ':' || g.value, 0) as h, array_agg(g.ord) as absent from unnest($1::text[], $2::text[]) with ordinality as g (kind, value, ord) where (select true from contact_keys k where k.kind = g.kind and k.value = g.value) is null group by 1) s order by s.h",
        None,
    )
}
impl LockAbsentKeysStmt {
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
    >(
        &'s self,
        client: &'c C,
        kinds: &'a T2,
        values: &'a T4,
    ) -> LockAbsentKeysQuery<'c, 'a, 's, C, LockAbsentKeys, 2> {
        LockAbsentKeysQuery {
            client,
            params: [kinds, values],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LockAbsentKeysBorrowed, tokio_postgres::Error> {
                Ok(LockAbsentKeysBorrowed { locked: row.try_get(0)?, absent: row.try_get(1)? })
            },
            mapper: |it| LockAbsentKeys::from(it),
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockAbsentKeysParams<T1, T2, T3, T4>,
        LockAbsentKeysQuery<'c, 'a, 's, C, LockAbsentKeys, 2>,
        C,
    > for LockAbsentKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockAbsentKeysParams<T1, T2, T3, T4>,
    ) -> LockAbsentKeysQuery<'c, 'a, 's, C, LockAbsentKeys, 2> {
        self.bind(client, &params.kinds, &params.values)
    }
}
pub struct LockContactsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_contacts() -> LockContactsStmt {
    LockContactsStmt(
        "select c.id, c.external_id, c.email, c.anonymous_id, c.timezone, c.timezone_source, c.do_not_track, c.properties, c.properties_at, c.first_seen_at, c.last_seen_at from contacts c where c.deleted_at is null and c.id = any (array(select (select k.contact_id from contact_keys k where k.kind = g.kind and k.value = g.value) from unnest($1::text[], $2::text[]) as g (kind, value))) order by c.id for no key update of c",
        None,
    )
}
impl LockContactsStmt {
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
    >(
        &'s self,
        client: &'c C,
        kinds: &'a T2,
        values: &'a T4,
    ) -> LockedContactQuery<'c, 'a, 's, C, LockedContact, 2> {
        LockedContactQuery {
            client,
            params: [kinds, values],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LockedContactBorrowed, tokio_postgres::Error> {
                Ok(LockedContactBorrowed {
                    id: row.try_get(0)?,
                    external_id: row.try_get(1)?,
                    email: row.try_get(2)?,
                    anonymous_id: row.try_get(3)?,
                    timezone: row.try_get(4)?,
                    timezone_source: row.try_get(5)?,
                    do_not_track: row.try_get(6)?,
                    properties: row.try_get(7)?,
                    properties_at: row.try_get(8)?,
                    first_seen_at: row.try_get(9)?,
                    last_seen_at: row.try_get(10)?,
                })
            },
            mapper: |it| LockedContact::from(it),
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockContactsParams<T1, T2, T3, T4>,
        LockedContactQuery<'c, 'a, 's, C, LockedContact, 2>,
        C,
    > for LockContactsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockContactsParams<T1, T2, T3, T4>,
    ) -> LockedContactQuery<'c, 'a, 's, C, LockedContact, 2> {
        self.bind(client, &params.kinds, &params.values)
    }
}
pub struct ReadKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn read_keys() -> ReadKeysStmt {
    ReadKeysStmt(
        "select k.kind, k.value, k.contact_id, (select max(s.last_received_at) from contact_event_stats s where s.contact_id = k.contact_id) as last_received_at, t.now, t.content_epoch from (select coalesce($1::timestamptz, clock_timestamp()) as now, coalesce((select value::text from settings where key = 'content_epoch'), '0') as content_epoch) t left join (unnest($2::text[], $3::text[]) as g (kind, value) cross join lateral (select o.kind, o.value, o.contact_id from contact_keys o where o.kind = g.kind and o.value = g.value offset 0) k) on true",
        None,
    )
}
impl ReadKeysStmt {
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
    >(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        kinds: &'a T2,
        values: &'a T4,
    ) -> ReadKeysQuery<'c, 'a, 's, C, ReadKeys, 3> {
        ReadKeysQuery {
            client,
            params: [fixed_now, kinds, values],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ReadKeysBorrowed, tokio_postgres::Error> {
                Ok(ReadKeysBorrowed {
                    kind: row.try_get(0)?,
                    value: row.try_get(1)?,
                    contact_id: row.try_get(2)?,
                    last_received_at: row.try_get(3)?,
                    now: row.try_get(4)?,
                    content_epoch: row.try_get(5)?,
                })
            },
            mapper: |it| ReadKeys::from(it),
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ReadKeysParams<T1, T2, T3, T4>,
        ReadKeysQuery<'c, 'a, 's, C, ReadKeys, 3>,
        C,
    > for ReadKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ReadKeysParams<T1, T2, T3, T4>,
    ) -> ReadKeysQuery<'c, 'a, 's, C, ReadKeys, 3> {
        self.bind(client, &params.fixed_now, &params.kinds, &params.values)
    }
}
pub struct ContactByReferenceStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn contact_by_reference() -> ContactByReferenceStmt {
    ContactByReferenceStmt(
        "select c.id from (select coalesce(m.merged_into, m.id) as id, 1 as rank from contacts m where m.id = $1::uuid union all select k.contact_id, 2 from contact_keys k where k.kind = 'external' and k.value = $2::text) found join contacts c on c.id = found.id and c.deleted_at is null order by found.rank limit 1",
        None,
    )
}
impl ContactByReferenceStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        id: &'a Option<uuid::Uuid>,
        external_id: &'a Option<T1>,
    ) -> OptionuuidUuidQuery<'c, 'a, 's, C, Option<uuid::Uuid>, 2> {
        OptionuuidUuidQuery {
            client,
            params: [id, external_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ContactByReferenceParams<T1>,
        OptionuuidUuidQuery<'c, 'a, 's, C, Option<uuid::Uuid>, 2>,
        C,
    > for ContactByReferenceStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ContactByReferenceParams<T1>,
    ) -> OptionuuidUuidQuery<'c, 'a, 's, C, Option<uuid::Uuid>, 2> {
        self.bind(client, &params.id, &params.external_id)
    }
}
pub struct LockContactsByIdStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_contacts_by_id() -> LockContactsByIdStmt {
    LockContactsByIdStmt(
        "select c.id, c.external_id, c.email, c.anonymous_id, c.timezone, c.timezone_source, c.do_not_track, c.properties, c.properties_at, c.first_seen_at, c.last_seen_at from contacts c where c.deleted_at is null and c.id = any($1::uuid[]) order by c.id for no key update of c",
        None,
    )
}
impl LockContactsByIdStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        ids: &'a T1,
    ) -> LockedContactQuery<'c, 'a, 's, C, LockedContact, 1> {
        LockedContactQuery {
            client,
            params: [ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LockedContactBorrowed, tokio_postgres::Error> {
                Ok(LockedContactBorrowed {
                    id: row.try_get(0)?,
                    external_id: row.try_get(1)?,
                    email: row.try_get(2)?,
                    anonymous_id: row.try_get(3)?,
                    timezone: row.try_get(4)?,
                    timezone_source: row.try_get(5)?,
                    do_not_track: row.try_get(6)?,
                    properties: row.try_get(7)?,
                    properties_at: row.try_get(8)?,
                    first_seen_at: row.try_get(9)?,
                    last_seen_at: row.try_get(10)?,
                })
            },
            mapper: |it| LockedContact::from(it),
        }
    }
}
pub struct ReadBoundsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn read_bounds() -> ReadBoundsStmt {
    ReadBoundsStmt(
        "select b.contact_id, b.last_received_at, t.now, t.content_epoch from (select coalesce($1::timestamptz, clock_timestamp()) as now, coalesce((select value::text from settings where key = 'content_epoch'), '0') as content_epoch) t left join (select s.contact_id, max(s.last_received_at) as last_received_at from contact_event_stats s where s.contact_id = any($2::uuid[]) group by 1) b on true",
        None,
    )
}
impl ReadBoundsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        ids: &'a T1,
    ) -> ReadBoundsQuery<'c, 'a, 's, C, ReadBounds, 2> {
        ReadBoundsQuery {
            client,
            params: [fixed_now, ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ReadBoundsBorrowed, tokio_postgres::Error> {
                Ok(ReadBoundsBorrowed {
                    contact_id: row.try_get(0)?,
                    last_received_at: row.try_get(1)?,
                    now: row.try_get(2)?,
                    content_epoch: row.try_get(3)?,
                })
            },
            mapper: |it| ReadBounds::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<'c, 'a, 's, ReadBoundsParams<T1>, ReadBoundsQuery<'c, 'a, 's, C, ReadBounds, 2>, C>
    for ReadBoundsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ReadBoundsParams<T1>,
    ) -> ReadBoundsQuery<'c, 'a, 's, C, ReadBounds, 2> {
        self.bind(client, &params.fixed_now, &params.ids)
    }
}
pub struct ShowContactStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn show_contact() -> ShowContactStmt {
    ShowContactStmt(
        "select c.id, c.external_id, c.anonymous_id, c.email, c.properties, c.first_seen_at, c.last_seen_at, c.created_at, c.updated_at from contacts c where c.id = $1 and c.deleted_at is null",
        None,
    )
}
impl ShowContactStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> ShowContactQuery<'c, 'a, 's, C, ShowContact, 1> {
        ShowContactQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ShowContactBorrowed, tokio_postgres::Error> {
                Ok(ShowContactBorrowed {
                    id: row.try_get(0)?,
                    external_id: row.try_get(1)?,
                    anonymous_id: row.try_get(2)?,
                    email: row.try_get(3)?,
                    properties: row.try_get(4)?,
                    first_seen_at: row.try_get(5)?,
                    last_seen_at: row.try_get(6)?,
                    created_at: row.try_get(7)?,
                    updated_at: row.try_get(8)?,
                })
            },
            mapper: |it| ShowContact::from(it),
        }
    }
}
pub struct InsertContactsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_contacts() -> InsertContactsStmt {
    InsertContactsStmt(
        "insert into contacts (id, external_id, email, anonymous_id, timezone, timezone_source, do_not_track, properties, properties_at, first_seen_at, last_seen_at, created_at, updated_at) select r.id, r.external_id, r.email, r.anonymous_id, r.timezone, r.timezone_source, r.do_not_track, r.properties, r.properties_at, r.first_seen_at, r.last_seen_at, $1, $1 from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bool[], $9::jsonb[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[]) as r (id, external_id, email, anonymous_id, timezone, timezone_source, do_not_track, properties, properties_at, first_seen_at, last_seen_at)",
        None,
    )
}
impl InsertContactsStmt {
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
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = Option<T2>>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = Option<T4>>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = Option<T6>>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = Option<T8>>,
        T10: crate::StringSql,
        T11: crate::ArraySql<Item = Option<T10>>,
        T12: crate::ArraySql<Item = bool>,
        T13: crate::JsonSql,
        T14: crate::ArraySql<Item = T13>,
        T15: crate::ArraySql<Item = jiff::Timestamp>,
        T16: crate::ArraySql<Item = jiff::Timestamp>,
        T17: crate::ArraySql<Item = jiff::Timestamp>,
    >(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        ids: &'a T1,
        external_ids: &'a T3,
        emails: &'a T5,
        anonymous_ids: &'a T7,
        timezones: &'a T9,
        timezone_sources: &'a T11,
        do_not_track: &'a T12,
        properties: &'a T14,
        properties_at: &'a T15,
        first_seen_at: &'a T16,
        last_seen_at: &'a T17,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    now,
                    ids,
                    external_ids,
                    emails,
                    anonymous_ids,
                    timezones,
                    timezone_sources,
                    do_not_track,
                    properties,
                    properties_at,
                    first_seen_at,
                    last_seen_at,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = Option<T2>>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = Option<T4>>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = Option<T8>>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = Option<T10>>,
    T12: crate::ArraySql<Item = bool>,
    T13: crate::JsonSql,
    T14: crate::ArraySql<Item = T13>,
    T15: crate::ArraySql<Item = jiff::Timestamp>,
    T16: crate::ArraySql<Item = jiff::Timestamp>,
    T17: crate::ArraySql<Item = jiff::Timestamp>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertContactsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for InsertContactsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertContactsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.now,
            &params.ids,
            &params.external_ids,
            &params.emails,
            &params.anonymous_ids,
            &params.timezones,
            &params.timezone_sources,
            &params.do_not_track,
            &params.properties,
            &params.properties_at,
            &params.first_seen_at,
            &params.last_seen_at,
        ))
    }
}
pub struct UpdateContactsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update_contacts() -> UpdateContactsStmt {
    UpdateContactsStmt(
        "update contacts c set external_id = r.external_id, email = r.email, anonymous_id = r.anonymous_id, timezone = r.timezone, timezone_source = r.timezone_source, do_not_track = r.do_not_track, properties = r.properties, properties_at = r.properties_at, first_seen_at = r.first_seen_at, last_seen_at = r.last_seen_at, updated_at = $1 from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bool[], $9::jsonb[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[]) as r (id, external_id, email, anonymous_id, timezone, timezone_source, do_not_track, properties, properties_at, first_seen_at, last_seen_at) where c.id = r.id",
        None,
    )
}
impl UpdateContactsStmt {
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
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = Option<T2>>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = Option<T4>>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = Option<T6>>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = Option<T8>>,
        T10: crate::StringSql,
        T11: crate::ArraySql<Item = Option<T10>>,
        T12: crate::ArraySql<Item = bool>,
        T13: crate::JsonSql,
        T14: crate::ArraySql<Item = T13>,
        T15: crate::ArraySql<Item = jiff::Timestamp>,
        T16: crate::ArraySql<Item = jiff::Timestamp>,
        T17: crate::ArraySql<Item = jiff::Timestamp>,
    >(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        ids: &'a T1,
        external_ids: &'a T3,
        emails: &'a T5,
        anonymous_ids: &'a T7,
        timezones: &'a T9,
        timezone_sources: &'a T11,
        do_not_track: &'a T12,
        properties: &'a T14,
        properties_at: &'a T15,
        first_seen_at: &'a T16,
        last_seen_at: &'a T17,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    now,
                    ids,
                    external_ids,
                    emails,
                    anonymous_ids,
                    timezones,
                    timezone_sources,
                    do_not_track,
                    properties,
                    properties_at,
                    first_seen_at,
                    last_seen_at,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = Option<T2>>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = Option<T4>>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = Option<T8>>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = Option<T10>>,
    T12: crate::ArraySql<Item = bool>,
    T13: crate::JsonSql,
    T14: crate::ArraySql<Item = T13>,
    T15: crate::ArraySql<Item = jiff::Timestamp>,
    T16: crate::ArraySql<Item = jiff::Timestamp>,
    T17: crate::ArraySql<Item = jiff::Timestamp>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        UpdateContactsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for UpdateContactsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a UpdateContactsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.now,
            &params.ids,
            &params.external_ids,
            &params.emails,
            &params.anonymous_ids,
            &params.timezones,
            &params.timezone_sources,
            &params.do_not_track,
            &params.properties,
            &params.properties_at,
            &params.first_seen_at,
            &params.last_seen_at,
        ))
    }
}
pub struct WriteContactKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn write_contact_keys() -> WriteContactKeysStmt {
    WriteContactKeysStmt(
        "insert into contact_keys as k (kind, value, contact_id, role, reason) select r.kind, r.value, r.contact_id, r.role, r.reason from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[]) as r (kind, value, contact_id, role, reason) on conflict (kind, value) do update set role = excluded.role, updated_at = now() where k.contact_id = excluded.contact_id",
        None,
    )
}
impl WriteContactKeysStmt {
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
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::ArraySql<Item = uuid::Uuid>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = T6>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = T8>,
    >(
        &'s self,
        client: &'c C,
        kinds: &'a T2,
        values: &'a T4,
        contact_ids: &'a T5,
        roles: &'a T7,
        reasons: &'a T9,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[kinds, values, contact_ids, roles, reasons],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = uuid::Uuid>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        WriteContactKeysParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for WriteContactKeysStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a WriteContactKeysParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.kinds, &params.values, &params.contact_ids, &params.roles, &params.reasons))
    }
}
pub struct RecordConflictsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record_conflicts() -> RecordConflictsStmt {
    RecordConflictsStmt(
        "insert into identity_conflicts as c (kind, value, contact_id, owner_id, reason) select r.kind, r.value, r.contact_id, r.owner_id, r.reason from unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::text[]) as r (kind, value, contact_id, owner_id, reason) on conflict (kind, value, contact_id) do update set hits = c.hits + 1, last_at = now(), owner_id = excluded.owner_id, reason = excluded.reason, resolved_at = null",
        None,
    )
}
impl RecordConflictsStmt {
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
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::ArraySql<Item = uuid::Uuid>,
        T6: crate::ArraySql<Item = uuid::Uuid>,
        T7: crate::StringSql,
        T8: crate::ArraySql<Item = T7>,
    >(
        &'s self,
        client: &'c C,
        kinds: &'a T2,
        values: &'a T4,
        contact_ids: &'a T5,
        owner_ids: &'a T6,
        reasons: &'a T8,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[kinds, values, contact_ids, owner_ids, reasons],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = uuid::Uuid>,
    T6: crate::ArraySql<Item = uuid::Uuid>,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RecordConflictsParams<T1, T2, T3, T4, T5, T6, T7, T8>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for RecordConflictsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RecordConflictsParams<T1, T2, T3, T4, T5, T6, T7, T8>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.kinds,
            &params.values,
            &params.contact_ids,
            &params.owner_ids,
            &params.reasons,
        ))
    }
}
pub struct AddressesOfStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn addresses_of() -> AddressesOfStmt {
    AddressesOfStmt(
        "select k.contact_id, k.value as email from contact_keys k where k.contact_id = any($1) and k.kind = 'email' order by k.contact_id, k.value",
        None,
    )
}
impl AddressesOfStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        contact_ids: &'a T1,
    ) -> AddressesOfQuery<'c, 'a, 's, C, AddressesOf, 1> {
        AddressesOfQuery {
            client,
            params: [contact_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<AddressesOfBorrowed, tokio_postgres::Error> {
                Ok(AddressesOfBorrowed { contact_id: row.try_get(0)?, email: row.try_get(1)? })
            },
            mapper: |it| AddressesOf::from(it),
        }
    }
}
pub struct FindContactsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_contacts() -> FindContactsStmt {
    FindContactsStmt(
        "select c.id, c.external_id, c.email, c.properties, c.first_seen_at, c.last_seen_at, c.created_at, c.updated_at from (select k.contact_id, min(case k.kind when 'external' then 1 else 2 end) as rank from contact_keys k where (k.kind = 'external' and k.value = $1::text) or (k.kind = 'email' and k.value = $2::text) group by 1) found join contacts c on c.id = found.contact_id and c.deleted_at is null order by found.rank",
        None,
    )
}
impl FindContactsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        external_id: &'a Option<T1>,
        address: &'a Option<T2>,
    ) -> FindContactsQuery<'c, 'a, 's, C, FindContacts, 2> {
        FindContactsQuery {
            client,
            params: [external_id, address],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<FindContactsBorrowed, tokio_postgres::Error> {
                Ok(FindContactsBorrowed {
                    id: row.try_get(0)?,
                    external_id: row.try_get(1)?,
                    email: row.try_get(2)?,
                    properties: row.try_get(3)?,
                    first_seen_at: row.try_get(4)?,
                    last_seen_at: row.try_get(5)?,
                    created_at: row.try_get(6)?,
                    updated_at: row.try_get(7)?,
                })
            },
            mapper: |it| FindContacts::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindContactsParams<T1, T2>,
        FindContactsQuery<'c, 'a, 's, C, FindContacts, 2>,
        C,
    > for FindContactsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindContactsParams<T1, T2>,
    ) -> FindContactsQuery<'c, 'a, 's, C, FindContacts, 2> {
        self.bind(client, &params.external_id, &params.address)
    }
}
pub struct DeleteContactStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_contact() -> DeleteContactStmt {
    DeleteContactStmt(
        "with freed as ( delete from contact_keys where contact_id = $1 returning kind, value, role), gone as ( update contacts set deleted_at = $2::timestamptz, delete_reason = 'deleted', erase_after = $2::timestamptz + interval '30 days', updated_at = $2 where id = $1 and deleted_at is null returning id) insert into jobs (id, kind, params, created_by, created_at) select $3, 'erase', jsonb_build_object('contactId', g.id, 'keys', (select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'value', f.value, 'role', f.role)), '[]') from freed f)), $4::text, $2 from gone g returning id",
        None,
    )
}
impl DeleteContactStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        now: &'a jiff::Timestamp,
        job_id: &'a uuid::Uuid,
        actor: &'a Option<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        UuidUuidQuery {
            client,
            params: [id, now, job_id, actor],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, DeleteContactParams<T1>, UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4>, C>
    for DeleteContactStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a DeleteContactParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        self.bind(client, &params.id, &params.now, &params.job_id, &params.actor)
    }
}
pub struct EndLiveRunsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_live_runs() -> EndLiveRunsStmt {
    EndLiveRunsStmt(
        "with ended as ( update journey_states set status = 'exited', exit_reason = 'contact_deleted', exited_at = $1::timestamptz, wake_at = null, wake_enqueued_at = null, redrive_at = null, held = false, epoch = epoch + 1, updated_at = $1 where contact_id = $2 and status in ('active', 'waiting') returning id), waits as ( update journey_waits w set status = 'cancelled', resolved_at = $1 from ended e where w.state_id = e.id and w.status = 'pending' returning w.id) update journey_calls c set status = 'canceled', done_at = $1, claim_token = null, claim_until = null from ended e where c.state_id = e.id and c.status = 'queued'",
        None,
    )
}
impl EndLiveRunsStmt {
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
        EndLiveRunsParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for EndLiveRunsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EndLiveRunsParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.now, &params.id))
    }
}
pub struct EndMembershipsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_memberships() -> EndMembershipsStmt {
    EndMembershipsStmt(
        "update bucket_memberships set status = 'left', left_at = $1::timestamptz, leave_reason = 'contact_deleted', updated_at = $1 where contact_id = $2 and status = 'active'",
        None,
    )
}
impl EndMembershipsStmt {
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
        EndMembershipsParams,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for EndMembershipsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EndMembershipsParams,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.now, &params.id))
    }
}
