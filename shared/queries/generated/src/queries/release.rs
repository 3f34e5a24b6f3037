// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct EnsurePartitionsParams {
    pub retention_months: i32,
    pub fixed_now: Option<jiff::Timestamp>,
}
#[derive(Debug)]
pub struct AppRoleParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub role: T1,
    pub verifier: T2,
}
#[derive(Debug)]
pub struct InsertVersionsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::BytesSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::JsonSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = Option<T9>>,
    T11: crate::StringSql,
    T12: crate::ArraySql<Item = T11>,
> {
    pub kinds: T2,
    pub keys: T4,
    pub hashes: T6,
    pub definitions: T8,
    pub sources: T10,
    pub source_paths: T12,
}
#[derive(Debug)]
pub struct InsertReleaseParams<
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::JsonSql,
    T5: crate::JsonSql,
> {
    pub manifest_hash: T1,
    pub source_commit: Option<T2>,
    pub engine: T3,
    pub counts: T4,
    pub warnings: T5,
}
#[derive(Debug)]
pub struct InsertReleaseItemsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::BytesSql,
    T6: crate::ArraySql<Item = T5>,
> {
    pub release_id: i64,
    pub kinds: T2,
    pub keys: T4,
    pub hashes: T6,
}
#[derive(Debug)]
pub struct UpsertListsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = Option<T5>>,
    T7: crate::ArraySql<Item = bool>,
    T8: crate::ArraySql<Item = bool>,
    T9: crate::ArraySql<Item = bool>,
    T10: crate::BytesSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::ArraySql<Item = i32>,
> {
    pub ids: T2,
    pub names: T4,
    pub descriptions: T6,
    pub default_opt_ins: T7,
    pub double_opt_ins: T8,
    pub file_enabled: T9,
    pub hashes: T11,
    pub positions: T12,
}
#[derive(Debug)]
pub struct WriteSettingParams<T1: crate::StringSql, T2: crate::JsonSql> {
    pub key: T1,
    pub value: T2,
}
#[derive(Debug, Clone, PartialEq)]
pub struct NewestRelease {
    pub id: i64,
    pub manifest_hash: Vec<u8>,
    pub published_at: jiff::Timestamp,
}
pub struct NewestReleaseBorrowed<'a> {
    pub id: i64,
    pub manifest_hash: &'a [u8],
    pub published_at: jiff::Timestamp,
}
impl<'a> From<NewestReleaseBorrowed<'a>> for NewestRelease {
    fn from(NewestReleaseBorrowed { id, manifest_hash, published_at }: NewestReleaseBorrowed<'a>) -> Self {
        Self { id, manifest_hash: manifest_hash.into(), published_at }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct KnownLists {
    pub list_id: String,
    pub default_opt_in: bool,
}
pub struct KnownListsBorrowed<'a> {
    pub list_id: &'a str,
    pub default_opt_in: bool,
}
impl<'a> From<KnownListsBorrowed<'a>> for KnownLists {
    fn from(KnownListsBorrowed { list_id, default_opt_in }: KnownListsBorrowed<'a>) -> Self {
        Self { list_id: list_id.into(), default_opt_in }
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
pub struct NewestReleaseQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<NewestReleaseBorrowed, tokio_postgres::Error>,
    mapper: fn(NewestReleaseBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> NewestReleaseQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(NewestReleaseBorrowed) -> R) -> NewestReleaseQuery<'c, 'a, 's, C, R, N> {
        NewestReleaseQuery {
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
pub struct KnownListsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<KnownListsBorrowed, tokio_postgres::Error>,
    mapper: fn(KnownListsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> KnownListsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(KnownListsBorrowed) -> R) -> KnownListsQuery<'c, 'a, 's, C, R, N> {
        KnownListsQuery {
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
pub struct LockMigrationsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_migrations() -> LockMigrationsStmt {
    LockMigrationsStmt("select pg_advisory_lock(hashtextextended('migrate', 0))::text as locked", None)
}
impl LockMigrationsStmt {
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
pub struct UnlockMigrationsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn unlock_migrations() -> UnlockMigrationsStmt {
    UnlockMigrationsStmt("select pg_advisory_unlock(hashtextextended('migrate', 0)) as unlocked", None)
}
impl UnlockMigrationsStmt {
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
pub struct EnsurePartitionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn ensure_partitions() -> EnsurePartitionsStmt {
    EnsurePartitionsStmt(
        "select ensure_event_partitions((n.today - make_interval(months => $1::int))::date, (n.today + interval '3 months')::date) as made from (select (coalesce($2::timestamptz, now()) at time zone 'UTC')::date as today) n",
        None,
    )
}
impl EnsurePartitionsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        retention_months: &'a i32,
        fixed_now: &'a Option<jiff::Timestamp>,
    ) -> I32Query<'c, 'a, 's, C, i32, 2> {
        I32Query {
            client,
            params: [retention_months, fixed_now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, EnsurePartitionsParams, I32Query<'c, 'a, 's, C, i32, 2>, C>
    for EnsurePartitionsStmt
{
    fn params(&'s self, client: &'c C, params: &'a EnsurePartitionsParams) -> I32Query<'c, 'a, 's, C, i32, 2> {
        self.bind(client, &params.retention_months, &params.fixed_now)
    }
}
pub struct AppRoleStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn app_role() -> AppRoleStmt {
    AppRoleStmt(
        "select format(statement, $1::text, current_database(), current_schema(), $2::text) as statement from unnest(array[ 'create role %1$I login password %4$L', 'grant connect on database %2$I to %1$I', 'grant usage on schema %3$I to %1$I', 'grant select, insert, update, delete on all tables in schema %3$I to %1$I', 'grant usage, select on all sequences in schema %3$I to %1$I', 'revoke update, delete on %3$I.audit_log, %3$I.preference_log from %1$I', 'revoke insert, update, delete on %3$I.schema_migrations from %1$I']) with ordinality as s (statement, ord) where ord > 1 or not exists (select 1 from pg_roles where rolname = $1) order by ord",
        None,
    )
}
impl AppRoleStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        role: &'a T1,
        verifier: &'a T2,
    ) -> StringQuery<'c, 'a, 's, C, String, 2> {
        StringQuery {
            client,
            params: [role, verifier],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, AppRoleParams<T1, T2>, StringQuery<'c, 'a, 's, C, String, 2>, C>
    for AppRoleStmt
{
    fn params(&'s self, client: &'c C, params: &'a AppRoleParams<T1, T2>) -> StringQuery<'c, 'a, 's, C, String, 2> {
        self.bind(client, &params.role, &params.verifier)
    }
}
pub struct LockReleaseStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_release() -> LockReleaseStmt {
    LockReleaseStmt("select pg_advisory_xact_lock(hashtextextended('release', 0))::text as locked", None)
}
impl LockReleaseStmt {
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
pub struct NewestReleaseStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn newest_release() -> NewestReleaseStmt {
    NewestReleaseStmt("select id, manifest_hash, published_at from content_releases order by id desc limit 1", None)
}
impl NewestReleaseStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> NewestReleaseQuery<'c, 'a, 's, C, NewestRelease, 0> {
        NewestReleaseQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<NewestReleaseBorrowed, tokio_postgres::Error> {
                Ok(NewestReleaseBorrowed {
                    id: row.try_get(0)?,
                    manifest_hash: row.try_get(1)?,
                    published_at: row.try_get(2)?,
                })
            },
            mapper: |it| NewestRelease::from(it),
        }
    }
}
pub struct KnownListsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn known_lists() -> KnownListsStmt {
    KnownListsStmt("select list_id, default_opt_in from list_configs", None)
}
impl KnownListsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> KnownListsQuery<'c, 'a, 's, C, KnownLists, 0> {
        KnownListsQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<KnownListsBorrowed, tokio_postgres::Error> {
                Ok(KnownListsBorrowed { list_id: row.try_get(0)?, default_opt_in: row.try_get(1)? })
            },
            mapper: |it| KnownLists::from(it),
        }
    }
}
pub struct InsertVersionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_versions() -> InsertVersionsStmt {
    InsertVersionsStmt(
        "insert into content_versions (kind, key, hash, definition, source, source_path) select v.kind, v.key, v.hash, v.definition, v.source, v.source_path from unnest($1::text[], $2::text[], $3::bytea[], $4::jsonb[], $5::text[], $6::text[]) as v (kind, key, hash, definition, source, source_path) on conflict (kind, key, hash) do nothing",
        None,
    )
}
impl InsertVersionsStmt {
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
        T5: crate::BytesSql,
        T6: crate::ArraySql<Item = T5>,
        T7: crate::JsonSql,
        T8: crate::ArraySql<Item = T7>,
        T9: crate::StringSql,
        T10: crate::ArraySql<Item = Option<T9>>,
        T11: crate::StringSql,
        T12: crate::ArraySql<Item = T11>,
    >(
        &'s self,
        client: &'c C,
        kinds: &'a T2,
        keys: &'a T4,
        hashes: &'a T6,
        definitions: &'a T8,
        sources: &'a T10,
        source_paths: &'a T12,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[kinds, keys, hashes, definitions, sources, source_paths],
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
    T5: crate::BytesSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::JsonSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = Option<T9>>,
    T11: crate::StringSql,
    T12: crate::ArraySql<Item = T11>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertVersionsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for InsertVersionsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertVersionsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.kinds,
            &params.keys,
            &params.hashes,
            &params.definitions,
            &params.sources,
            &params.source_paths,
        ))
    }
}
pub struct InsertReleaseStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_release() -> InsertReleaseStmt {
    InsertReleaseStmt(
        "insert into content_releases (manifest_hash, source_commit, engine, counts, warnings, published_by) values ($1, $2, $3, $4, $5, 'publish') returning id",
        None,
    )
}
impl InsertReleaseStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::BytesSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::JsonSql,
        T5: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        manifest_hash: &'a T1,
        source_commit: &'a Option<T2>,
        engine: &'a T3,
        counts: &'a T4,
        warnings: &'a T5,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [manifest_hash, source_commit, engine, counts, warnings],
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
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::JsonSql,
    T5: crate::JsonSql,
> crate::client::async_::Params<'c, 'a, 's, InsertReleaseParams<T1, T2, T3, T4, T5>, I64Query<'c, 'a, 's, C, i64, 5>, C>
    for InsertReleaseStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a InsertReleaseParams<T1, T2, T3, T4, T5>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.manifest_hash,
            &params.source_commit,
            &params.engine,
            &params.counts,
            &params.warnings,
        )
    }
}
pub struct InsertReleaseItemsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_release_items() -> InsertReleaseItemsStmt {
    InsertReleaseItemsStmt(
        "insert into content_release_items (release_id, kind, key, hash) select $1, i.kind, i.key, i.hash from unnest($2::text[], $3::text[], $4::bytea[]) as i (kind, key, hash)",
        None,
    )
}
impl InsertReleaseItemsStmt {
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
        T5: crate::BytesSql,
        T6: crate::ArraySql<Item = T5>,
    >(
        &'s self,
        client: &'c C,
        release_id: &'a i64,
        kinds: &'a T2,
        keys: &'a T4,
        hashes: &'a T6,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[release_id, kinds, keys, hashes],
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
    T5: crate::BytesSql,
    T6: crate::ArraySql<Item = T5>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertReleaseItemsParams<T1, T2, T3, T4, T5, T6>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for InsertReleaseItemsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertReleaseItemsParams<T1, T2, T3, T4, T5, T6>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.release_id, &params.kinds, &params.keys, &params.hashes))
    }
}
pub struct UpsertListsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn upsert_lists() -> UpsertListsStmt {
    UpsertListsStmt(
        "insert into list_configs as c (list_id, name, description, default_opt_in, double_opt_in, file_enabled, definition_hash, position) select l.list_id, l.name, l.description, l.default_opt_in, l.double_opt_in, l.file_enabled, l.hash, l.position from unnest($1::text[], $2::text[], $3::text[], $4::bool[], $5::bool[], $6::bool[], $7::bytea[], $8::int[]) as l (list_id, name, description, default_opt_in, double_opt_in, file_enabled, hash, position) on conflict (list_id) do update set name = excluded.name, description = excluded.description, default_opt_in = excluded.default_opt_in, double_opt_in = excluded.double_opt_in, file_enabled = excluded.file_enabled, definition_hash = excluded.definition_hash, position = excluded.position, in_code = true, removed_at = null, updated_at = clock_timestamp()",
        None,
    )
}
impl UpsertListsStmt {
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
        T5: crate::StringSql,
        T6: crate::ArraySql<Item = Option<T5>>,
        T7: crate::ArraySql<Item = bool>,
        T8: crate::ArraySql<Item = bool>,
        T9: crate::ArraySql<Item = bool>,
        T10: crate::BytesSql,
        T11: crate::ArraySql<Item = T10>,
        T12: crate::ArraySql<Item = i32>,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T2,
        names: &'a T4,
        descriptions: &'a T6,
        default_opt_ins: &'a T7,
        double_opt_ins: &'a T8,
        file_enabled: &'a T9,
        hashes: &'a T11,
        positions: &'a T12,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[ids, names, descriptions, default_opt_ins, double_opt_ins, file_enabled, hashes, positions],
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
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = Option<T5>>,
    T7: crate::ArraySql<Item = bool>,
    T8: crate::ArraySql<Item = bool>,
    T9: crate::ArraySql<Item = bool>,
    T10: crate::BytesSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::ArraySql<Item = i32>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        UpsertListsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for UpsertListsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a UpsertListsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.ids,
            &params.names,
            &params.descriptions,
            &params.default_opt_ins,
            &params.double_opt_ins,
            &params.file_enabled,
            &params.hashes,
            &params.positions,
        ))
    }
}
pub struct DisableRemovedListsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn disable_removed_lists() -> DisableRemovedListsStmt {
    DisableRemovedListsStmt(
        "update list_configs set in_code = false, removed_at = clock_timestamp(), updated_at = clock_timestamp() where in_code and list_id <> all($1::text[])",
        None,
    )
}
impl DisableRemovedListsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>(
        &'s self,
        client: &'c C,
        ids: &'a T2,
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
pub struct BumpContentEpochStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn bump_content_epoch() -> BumpContentEpochStmt {
    BumpContentEpochStmt(
        "update settings set value = to_jsonb((value::text)::bigint + 1), updated_at = clock_timestamp() where key = 'content_epoch'",
        None,
    )
}
impl BumpContentEpochStmt {
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
pub struct WriteSettingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn write_setting() -> WriteSettingStmt {
    WriteSettingStmt(
        "insert into settings as s (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value, updated_at = clock_timestamp() where s.value is distinct from excluded.value",
        None,
    )
}
impl WriteSettingStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::JsonSql>(
        &'s self,
        client: &'c C,
        key: &'a T1,
        value: &'a T2,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[key, value],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::JsonSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        WriteSettingParams<T1, T2>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for WriteSettingStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a WriteSettingParams<T1, T2>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.key, &params.value))
    }
}
