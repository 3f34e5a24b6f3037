// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct PurgeDefaultEventsParams {
    pub oldest: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Debug)]
pub struct RecordEventMoveParams<T1: crate::StringSql> {
    pub month: T1,
    pub events: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct CheckPrimaryKeysParams {
    pub after: Option<uuid::Uuid>,
    pub rows: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct DefaultMonths {
    pub month: String,
    pub events: i64,
}
pub struct DefaultMonthsBorrowed<'a> {
    pub month: &'a str,
    pub events: i64,
}
impl<'a> From<DefaultMonthsBorrowed<'a>> for DefaultMonths {
    fn from(DefaultMonthsBorrowed { month, events }: DefaultMonthsBorrowed<'a>) -> Self {
        Self { month: month.into(), events }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ExpiredPartitions {
    pub partition: String,
    pub statements: String,
}
pub struct ExpiredPartitionsBorrowed<'a> {
    pub partition: &'a str,
    pub statements: &'a str,
}
impl<'a> From<ExpiredPartitionsBorrowed<'a>> for ExpiredPartitions {
    fn from(ExpiredPartitionsBorrowed { partition, statements }: ExpiredPartitionsBorrowed<'a>) -> Self {
        Self { partition: partition.into(), statements: statements.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct CheckPrimaryKeys {
    pub last: Option<uuid::Uuid>,
    pub differing: Vec<String>,
}
pub struct CheckPrimaryKeysBorrowed<'a> {
    pub last: Option<uuid::Uuid>,
    pub differing: crate::ArrayIterator<'a, &'a str>,
}
impl<'a> From<CheckPrimaryKeysBorrowed<'a>> for CheckPrimaryKeys {
    fn from(CheckPrimaryKeysBorrowed { last, differing }: CheckPrimaryKeysBorrowed<'a>) -> Self {
        Self { last, differing: differing.map(|v| v.into()).collect() }
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
pub struct DefaultMonthsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<DefaultMonthsBorrowed, tokio_postgres::Error>,
    mapper: fn(DefaultMonthsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> DefaultMonthsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(DefaultMonthsBorrowed) -> R) -> DefaultMonthsQuery<'c, 'a, 's, C, R, N> {
        DefaultMonthsQuery {
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
pub struct ExpiredPartitionsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ExpiredPartitionsBorrowed, tokio_postgres::Error>,
    mapper: fn(ExpiredPartitionsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ExpiredPartitionsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ExpiredPartitionsBorrowed) -> R) -> ExpiredPartitionsQuery<'c, 'a, 's, C, R, N> {
        ExpiredPartitionsQuery {
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
pub struct CheckPrimaryKeysQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CheckPrimaryKeysBorrowed, tokio_postgres::Error>,
    mapper: fn(CheckPrimaryKeysBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CheckPrimaryKeysQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CheckPrimaryKeysBorrowed) -> R) -> CheckPrimaryKeysQuery<'c, 'a, 's, C, R, N> {
        CheckPrimaryKeysQuery {
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
pub struct LockPartitionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_partitions() -> LockPartitionsStmt {
    LockPartitionsStmt("select pg_advisory_xact_lock(hashtextextended('partitions', 0))::text as locked", None)
}
impl LockPartitionsStmt {
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
pub struct DefaultMonthsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn default_months() -> DefaultMonthsStmt {
    DefaultMonthsStmt(
        "select date_trunc('month', occurred_at at time zone 'UTC')::date::text as month, count(*) as events from user_events_default group by 1 order by 1",
        None,
    )
}
impl DefaultMonthsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> DefaultMonthsQuery<'c, 'a, 's, C, DefaultMonths, 0> {
        DefaultMonthsQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<DefaultMonthsBorrowed, tokio_postgres::Error> {
                Ok(DefaultMonthsBorrowed { month: row.try_get(0)?, events: row.try_get(1)? })
            },
            mapper: |it| DefaultMonths::from(it),
        }
    }
}
pub struct PurgeDefaultEventsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_default_events() -> PurgeDefaultEventsStmt {
    PurgeDefaultEventsStmt(
        "with gone as ( delete from user_events_default where (id, occurred_at) in ( select id, occurred_at from user_events_default where occurred_at < $1 limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeDefaultEventsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        oldest: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [oldest, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeDefaultEventsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeDefaultEventsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeDefaultEventsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.oldest, &params.rows)
    }
}
pub struct MoveMonthStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_month() -> MoveMonthStmt {
    MoveMonthStmt(
        "select format(statement, 'user_events_' || to_char(m.month, 'YYYY_MM'), to_char(m.month, 'YYYY-MM-DD') || ' 00:00:00+00', to_char(m.month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00') as statement from (select $1::text::date as month) m, unnest(array[ 'lock table user_events_default in share row exclusive mode', 'create table %1$I (like user_events including defaults including constraints)', 'with moved as (delete from user_events_default where occurred_at >= %2$L and occurred_at < %3$L returning *) insert into %1$I select * from moved', 'alter table user_events attach partition %1$I for values from (%2$L) to (%3$L)']) with ordinality as s (statement, ord) order by ord",
        None,
    )
}
impl MoveMonthStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        month: &'a T1,
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [month],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct RecordEventMoveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record_event_move() -> RecordEventMoveStmt {
    RecordEventMoveStmt(
        "insert into jobs (id, kind, status, params, total_rows, processed_rows, created_by, started_at, finished_at) values (gen_random_uuid(), 'event_move', 'completed', jsonb_build_object('month', $1::text), $2, $2, 'maintain', now(), clock_timestamp())",
        None,
    )
}
impl RecordEventMoveStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        month: &'a T1,
        events: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[month, events],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RecordEventMoveParams<T1>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for RecordEventMoveStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RecordEventMoveParams<T1>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.month, &params.events))
    }
}
pub struct ExpiredPartitionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn expired_partitions() -> ExpiredPartitionsStmt {
    ExpiredPartitionsStmt(
        "select c.relname::text as partition, format('alter table user_events detach partition %1$I; drop table %1$I', c.relname) as statements from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'user_events'::regclass and c.relname ~ '^user_events_\\d{4}_\\d{2}$' and c.relname < 'user_events_' || to_char($1::timestamptz at time zone 'UTC', 'YYYY_MM') order by c.relname",
        None,
    )
}
impl ExpiredPartitionsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        oldest: &'a jiff::Timestamp,
    ) -> ExpiredPartitionsQuery<'c, 'a, 's, C, ExpiredPartitions, 1> {
        ExpiredPartitionsQuery {
            client,
            params: [oldest],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ExpiredPartitionsBorrowed, tokio_postgres::Error> {
                Ok(ExpiredPartitionsBorrowed { partition: row.try_get(0)?, statements: row.try_get(1)? })
            },
            mapper: |it| ExpiredPartitions::from(it),
        }
    }
}
pub struct CheckPrimaryKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn check_primary_keys() -> CheckPrimaryKeysStmt {
    CheckPrimaryKeysStmt(
        "with page as ( select id, external_id, email, anonymous_id from contacts where deleted_at is null and ($1::uuid is null or id > $1) order by id limit $2) select (select id from page order by id desc limit 1) as last, array(select p.id || ' ' || c.kind from page p cross join lateral (values ('external', p.external_id), ('email', p.email), ('anonymous', p.anonymous_id)) as c (kind, value) left join contact_keys k on k.contact_id = p.id and k.kind = c.kind and k.role = 'primary' where k.value is distinct from c.value order by p.id, c.kind) as differing",
        None,
    )
}
impl CheckPrimaryKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        after: &'a Option<uuid::Uuid>,
        rows: &'a i64,
    ) -> CheckPrimaryKeysQuery<'c, 'a, 's, C, CheckPrimaryKeys, 2> {
        CheckPrimaryKeysQuery {
            client,
            params: [after, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<CheckPrimaryKeysBorrowed, tokio_postgres::Error> {
                Ok(CheckPrimaryKeysBorrowed { last: row.try_get(0)?, differing: row.try_get(1)? })
            },
            mapper: |it| CheckPrimaryKeys::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CheckPrimaryKeysParams,
        CheckPrimaryKeysQuery<'c, 'a, 's, C, CheckPrimaryKeys, 2>,
        C,
    > for CheckPrimaryKeysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CheckPrimaryKeysParams,
    ) -> CheckPrimaryKeysQuery<'c, 'a, 's, C, CheckPrimaryKeys, 2> {
        self.bind(client, &params.after, &params.rows)
    }
}
