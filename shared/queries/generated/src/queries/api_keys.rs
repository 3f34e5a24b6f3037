// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct InsertApiKeyParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::BytesSql,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::JsonSql,
    T7: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub name: T1,
    pub key_prefix: T2,
    pub key_hash: T3,
    pub scopes: T5,
    pub limits: T6,
    pub created_by: Option<T7>,
    pub expires_at: Option<jiff::Timestamp>,
    pub fixed_now: Option<jiff::Timestamp>,
}
#[derive(Clone, Copy, Debug)]
pub struct ListApiKeysParams {
    pub include_revoked: bool,
    pub after_at: Option<jiff::Timestamp>,
    pub after_id: Option<uuid::Uuid>,
    pub rows: i64,
    pub skip: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct CountApiKeysParams {
    pub include_revoked: bool,
    pub cap: i64,
}
#[derive(Debug)]
pub struct UpdateApiKeyParams<T1: crate::StringSql, T2: crate::JsonSql> {
    pub name: T1,
    pub limits: T2,
    pub expires_at: Option<jiff::Timestamp>,
    pub id: uuid::Uuid,
    pub fixed_now: Option<jiff::Timestamp>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindApiKey {
    pub id: uuid::Uuid,
    pub name: String,
    pub scopes: Vec<String>,
    pub limits: serde_json::Value,
    pub expires_at: Option<jiff::Timestamp>,
    pub expired: bool,
    pub touch: bool,
    pub auth_epoch: String,
}
pub struct FindApiKeyBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
    pub scopes: crate::ArrayIterator<'a, &'a str>,
    pub limits: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub expires_at: Option<jiff::Timestamp>,
    pub expired: bool,
    pub touch: bool,
    pub auth_epoch: &'a str,
}
impl<'a> From<FindApiKeyBorrowed<'a>> for FindApiKey {
    fn from(
        FindApiKeyBorrowed { id, name, scopes, limits, expires_at, expired, touch, auth_epoch }: FindApiKeyBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            scopes: scopes.map(|v| v.into()).collect(),
            limits: serde_json::from_str(limits.0.get()).unwrap(),
            expires_at,
            expired,
            touch,
            auth_epoch: auth_epoch.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListApiKeys {
    pub id: uuid::Uuid,
    pub name: String,
    pub key_prefix: String,
    pub scopes: Vec<String>,
    pub limits: serde_json::Value,
    pub created_by: Option<String>,
    pub last_used_at: Option<jiff::Timestamp>,
    pub revoked_at: Option<jiff::Timestamp>,
    pub expires_at: Option<jiff::Timestamp>,
    pub created_at: jiff::Timestamp,
}
pub struct ListApiKeysBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
    pub key_prefix: &'a str,
    pub scopes: crate::ArrayIterator<'a, &'a str>,
    pub limits: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub created_by: Option<&'a str>,
    pub last_used_at: Option<jiff::Timestamp>,
    pub revoked_at: Option<jiff::Timestamp>,
    pub expires_at: Option<jiff::Timestamp>,
    pub created_at: jiff::Timestamp,
}
impl<'a> From<ListApiKeysBorrowed<'a>> for ListApiKeys {
    fn from(
        ListApiKeysBorrowed {
            id,
            name,
            key_prefix,
            scopes,
            limits,
            created_by,
            last_used_at,
            revoked_at,
            expires_at,
            created_at,
        }: ListApiKeysBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            key_prefix: key_prefix.into(),
            scopes: scopes.map(|v| v.into()).collect(),
            limits: serde_json::from_str(limits.0.get()).unwrap(),
            created_by: created_by.map(|v| v.into()),
            last_used_at,
            revoked_at,
            expires_at,
            created_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct RevokeApiKey {
    pub name: String,
    pub scopes: Vec<String>,
}
pub struct RevokeApiKeyBorrowed<'a> {
    pub name: &'a str,
    pub scopes: crate::ArrayIterator<'a, &'a str>,
}
impl<'a> From<RevokeApiKeyBorrowed<'a>> for RevokeApiKey {
    fn from(RevokeApiKeyBorrowed { name, scopes }: RevokeApiKeyBorrowed<'a>) -> Self {
        Self { name: name.into(), scopes: scopes.map(|v| v.into()).collect() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LockApiKey {
    pub id: uuid::Uuid,
    pub name: String,
    pub key_prefix: String,
    pub scopes: Vec<String>,
    pub limits: serde_json::Value,
    pub created_by: Option<String>,
    pub last_used_at: Option<jiff::Timestamp>,
    pub expires_at: Option<jiff::Timestamp>,
    pub created_at: jiff::Timestamp,
}
pub struct LockApiKeyBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
    pub key_prefix: &'a str,
    pub scopes: crate::ArrayIterator<'a, &'a str>,
    pub limits: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub created_by: Option<&'a str>,
    pub last_used_at: Option<jiff::Timestamp>,
    pub expires_at: Option<jiff::Timestamp>,
    pub created_at: jiff::Timestamp,
}
impl<'a> From<LockApiKeyBorrowed<'a>> for LockApiKey {
    fn from(
        LockApiKeyBorrowed {
            id,
            name,
            key_prefix,
            scopes,
            limits,
            created_by,
            last_used_at,
            expires_at,
            created_at,
        }: LockApiKeyBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            key_prefix: key_prefix.into(),
            scopes: scopes.map(|v| v.into()).collect(),
            limits: serde_json::from_str(limits.0.get()).unwrap(),
            created_by: created_by.map(|v| v.into()),
            last_used_at,
            expires_at,
            created_at,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct FindApiKeyQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindApiKeyBorrowed, tokio_postgres::Error>,
    mapper: fn(FindApiKeyBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindApiKeyQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(FindApiKeyBorrowed) -> R) -> FindApiKeyQuery<'c, 'a, 's, C, R, N> {
        FindApiKeyQuery {
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
pub struct JiffTimestampQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<jiff::Timestamp, tokio_postgres::Error>,
    mapper: fn(jiff::Timestamp) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> JiffTimestampQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(jiff::Timestamp) -> R) -> JiffTimestampQuery<'c, 'a, 's, C, R, N> {
        JiffTimestampQuery {
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
pub struct ListApiKeysQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListApiKeysBorrowed, tokio_postgres::Error>,
    mapper: fn(ListApiKeysBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListApiKeysQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ListApiKeysBorrowed) -> R) -> ListApiKeysQuery<'c, 'a, 's, C, R, N> {
        ListApiKeysQuery {
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
pub struct RevokeApiKeyQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<RevokeApiKeyBorrowed, tokio_postgres::Error>,
    mapper: fn(RevokeApiKeyBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> RevokeApiKeyQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(RevokeApiKeyBorrowed) -> R) -> RevokeApiKeyQuery<'c, 'a, 's, C, R, N> {
        RevokeApiKeyQuery {
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
pub struct LockApiKeyQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockApiKeyBorrowed, tokio_postgres::Error>,
    mapper: fn(LockApiKeyBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockApiKeyQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LockApiKeyBorrowed) -> R) -> LockApiKeyQuery<'c, 'a, 's, C, R, N> {
        LockApiKeyQuery {
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
pub struct FindApiKeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_api_key() -> FindApiKeyStmt {
    FindApiKeyStmt(
        "select k.id, k.name, k.scopes, k.limits, k.expires_at, coalesce(k.expires_at <= clock_timestamp(), false) as expired, coalesce(k.last_used_at < clock_timestamp() - interval '5 minutes', true) as touch, (select value::text from settings where key = 'auth_epoch') as auth_epoch from api_keys k where k.key_hash = $1 and k.revoked_at is null",
        None,
    )
}
impl FindApiKeyStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>(
        &'s self,
        client: &'c C,
        key_hash: &'a T1,
    ) -> FindApiKeyQuery<'c, 'a, 's, C, FindApiKey, 1> {
        FindApiKeyQuery {
            client,
            params: [key_hash],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<FindApiKeyBorrowed, tokio_postgres::Error> {
                Ok(FindApiKeyBorrowed {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    scopes: row.try_get(2)?,
                    limits: row.try_get(3)?,
                    expires_at: row.try_get(4)?,
                    expired: row.try_get(5)?,
                    touch: row.try_get(6)?,
                    auth_epoch: row.try_get(7)?,
                })
            },
            mapper: |it| FindApiKey::from(it),
        }
    }
}
pub struct TouchApiKeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn touch_api_key() -> TouchApiKeyStmt {
    TouchApiKeyStmt(
        "update api_keys set last_used_at = clock_timestamp() where id = $1 and coalesce(last_used_at < clock_timestamp() - interval '5 minutes', true)",
        None,
    )
}
impl TouchApiKeyStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id],
            )
            .await
    }
}
pub struct InsertApiKeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_api_key() -> InsertApiKeyStmt {
    InsertApiKeyStmt(
        "insert into api_keys (id, name, key_prefix, key_hash, scopes, limits, created_by, expires_at) select $1, $2, $3, $4, $5, $6, $7, e.at from (select $8::timestamptz as at) e where e.at is null or e.at > coalesce($9, clock_timestamp()) returning created_at",
        None,
    )
}
impl InsertApiKeyStmt {
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
        T3: crate::BytesSql,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::JsonSql,
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        name: &'a T1,
        key_prefix: &'a T2,
        key_hash: &'a T3,
        scopes: &'a T5,
        limits: &'a T6,
        created_by: &'a Option<T7>,
        expires_at: &'a Option<jiff::Timestamp>,
        fixed_now: &'a Option<jiff::Timestamp>,
    ) -> JiffTimestampQuery<'c, 'a, 's, C, jiff::Timestamp, 9> {
        JiffTimestampQuery {
            client,
            params: [id, name, key_prefix, key_hash, scopes, limits, created_by, expires_at, fixed_now],
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
    T3: crate::BytesSql,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::JsonSql,
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        InsertApiKeyParams<T1, T2, T3, T4, T5, T6, T7>,
        JiffTimestampQuery<'c, 'a, 's, C, jiff::Timestamp, 9>,
        C,
    > for InsertApiKeyStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a InsertApiKeyParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> JiffTimestampQuery<'c, 'a, 's, C, jiff::Timestamp, 9> {
        self.bind(
            client,
            &params.id,
            &params.name,
            &params.key_prefix,
            &params.key_hash,
            &params.scopes,
            &params.limits,
            &params.created_by,
            &params.expires_at,
            &params.fixed_now,
        )
    }
}
pub struct ListApiKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_api_keys() -> ListApiKeysStmt {
    ListApiKeysStmt(
        "select id, name, key_prefix, scopes, limits, created_by, last_used_at, revoked_at, expires_at, created_at from api_keys where ($1 or revoked_at is null) and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid)) order by created_at desc, id desc limit $4 offset $5",
        None,
    )
}
impl ListApiKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        include_revoked: &'a bool,
        after_at: &'a Option<jiff::Timestamp>,
        after_id: &'a Option<uuid::Uuid>,
        rows: &'a i64,
        skip: &'a i64,
    ) -> ListApiKeysQuery<'c, 'a, 's, C, ListApiKeys, 5> {
        ListApiKeysQuery {
            client,
            params: [include_revoked, after_at, after_id, rows, skip],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ListApiKeysBorrowed, tokio_postgres::Error> {
                Ok(ListApiKeysBorrowed {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    key_prefix: row.try_get(2)?,
                    scopes: row.try_get(3)?,
                    limits: row.try_get(4)?,
                    created_by: row.try_get(5)?,
                    last_used_at: row.try_get(6)?,
                    revoked_at: row.try_get(7)?,
                    expires_at: row.try_get(8)?,
                    created_at: row.try_get(9)?,
                })
            },
            mapper: |it| ListApiKeys::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, ListApiKeysParams, ListApiKeysQuery<'c, 'a, 's, C, ListApiKeys, 5>, C>
    for ListApiKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListApiKeysParams,
    ) -> ListApiKeysQuery<'c, 'a, 's, C, ListApiKeys, 5> {
        self.bind(client, &params.include_revoked, &params.after_at, &params.after_id, &params.rows, &params.skip)
    }
}
pub struct CountApiKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn count_api_keys() -> CountApiKeysStmt {
    CountApiKeysStmt(
        "select count(*) from (select 1 from api_keys where $1 or revoked_at is null limit $2) as counted",
        None,
    )
}
impl CountApiKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        include_revoked: &'a bool,
        cap: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [include_revoked, cap],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, CountApiKeysParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for CountApiKeysStmt
{
    fn params(&'s self, client: &'c C, params: &'a CountApiKeysParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.include_revoked, &params.cap)
    }
}
pub struct LockFullAdminKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_full_admin_keys() -> LockFullAdminKeysStmt {
    LockFullAdminKeysStmt(
        "select id from api_keys where revoked_at is null and 'full-admin' = any(scopes) and (expires_at is null or expires_at > clock_timestamp()) order by id for update",
        None,
    )
}
impl LockFullAdminKeysStmt {
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
pub struct HasOperatorsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn has_operators() -> HasOperatorsStmt {
    HasOperatorsStmt(
        "select exists (select 1 from admin_users where role in ('owner','admin') and disabled_at is null)",
        None,
    )
}
impl HasOperatorsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(&'s self, client: &'c C) -> BoolQuery<'c, 'a, 's, C, bool, 0> {
        BoolQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct RevokeApiKeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn revoke_api_key() -> RevokeApiKeyStmt {
    RevokeApiKeyStmt(
        "update api_keys set revoked_at = clock_timestamp() where id = $1 and revoked_at is null returning name, scopes",
        None,
    )
}
impl RevokeApiKeyStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> RevokeApiKeyQuery<'c, 'a, 's, C, RevokeApiKey, 1> {
        RevokeApiKeyQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<RevokeApiKeyBorrowed, tokio_postgres::Error> {
                Ok(RevokeApiKeyBorrowed { name: row.try_get(0)?, scopes: row.try_get(1)? })
            },
            mapper: |it| RevokeApiKey::from(it),
        }
    }
}
pub struct LockApiKeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_api_key() -> LockApiKeyStmt {
    LockApiKeyStmt(
        "select id, name, key_prefix, scopes, limits, created_by, last_used_at, expires_at, created_at from api_keys where id = $1 and revoked_at is null for update",
        None,
    )
}
impl LockApiKeyStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> LockApiKeyQuery<'c, 'a, 's, C, LockApiKey, 1> {
        LockApiKeyQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LockApiKeyBorrowed, tokio_postgres::Error> {
                Ok(LockApiKeyBorrowed {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    key_prefix: row.try_get(2)?,
                    scopes: row.try_get(3)?,
                    limits: row.try_get(4)?,
                    created_by: row.try_get(5)?,
                    last_used_at: row.try_get(6)?,
                    expires_at: row.try_get(7)?,
                    created_at: row.try_get(8)?,
                })
            },
            mapper: |it| LockApiKey::from(it),
        }
    }
}
pub struct UpdateApiKeyStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update_api_key() -> UpdateApiKeyStmt {
    UpdateApiKeyStmt(
        "update api_keys k set name = $1, limits = $2, expires_at = e.at from (select $3::timestamptz as at) e where k.id = $4 and (e.at is null or e.at is not distinct from k.expires_at or e.at > coalesce($5, clock_timestamp())) returning k.id",
        None,
    )
}
impl UpdateApiKeyStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::JsonSql>(
        &'s self,
        client: &'c C,
        name: &'a T1,
        limits: &'a T2,
        expires_at: &'a Option<jiff::Timestamp>,
        id: &'a uuid::Uuid,
        fixed_now: &'a Option<jiff::Timestamp>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        UuidUuidQuery {
            client,
            params: [name, limits, expires_at, id, fixed_now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::JsonSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UpdateApiKeyParams<T1, T2>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5>,
        C,
    > for UpdateApiKeyStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UpdateApiKeyParams<T1, T2>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        self.bind(client, &params.name, &params.limits, &params.expires_at, &params.id, &params.fixed_now)
    }
}
pub struct BumpAuthEpochStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn bump_auth_epoch() -> BumpAuthEpochStmt {
    BumpAuthEpochStmt(
        "update settings set value = to_jsonb((value::text)::bigint + 1), updated_at = clock_timestamp() where key = 'auth_epoch'",
        None,
    )
}
impl BumpAuthEpochStmt {
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
