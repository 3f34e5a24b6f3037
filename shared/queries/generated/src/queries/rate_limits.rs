// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct SpendCallParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub fixed_now: Option<jiff::Timestamp>,
    pub class: T1,
    pub key_id: T2,
    pub most: f64,
}
#[derive(Debug)]
pub struct CallsSpentParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub fixed_now: Option<jiff::Timestamp>,
    pub class: T1,
    pub key_id: T2,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct SpendCall {
    pub cur: i32,
    pub prev: i32,
    pub elapsed: f64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct CallsSpent {
    pub cur: i32,
    pub prev: i32,
    pub elapsed: f64,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct SpendCallQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SpendCall, tokio_postgres::Error>,
    mapper: fn(SpendCall) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SpendCallQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SpendCall) -> R) -> SpendCallQuery<'c, 'a, 's, C, R, N> {
        SpendCallQuery {
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
pub struct CallsSpentQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CallsSpent, tokio_postgres::Error>,
    mapper: fn(CallsSpent) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CallsSpentQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CallsSpent) -> R) -> CallsSpentQuery<'c, 'a, 's, C, R, N> {
        CallsSpentQuery {
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
pub struct SpendCallStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn spend_call() -> SpendCallStmt {
    SpendCallStmt(
        "with t as (select extract(epoch from coalesce($1::timestamptz, clock_timestamp()))::float8 / 60 as minutes) insert into rate_limits as r (class, key_id, win, cur, prev) select $2, $3, floor(t.minutes)::bigint, 1, 0 from t on conflict (class, key_id) do update set prev = case excluded.win when r.win then r.prev when r.win + 1 then r.cur else 0 end, cur = case excluded.win when r.win then r.cur + 1 else 1 end, win = excluded.win where case excluded.win when r.win then r.cur else 0 end + case excluded.win when r.win then r.prev when r.win + 1 then r.cur else 0 end * (1 - (select minutes - floor(minutes) from t)) < $4::float8 returning cur, prev, (select minutes - floor(minutes) from t) as elapsed",
        None,
    )
}
impl SpendCallStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        class: &'a T1,
        key_id: &'a T2,
        most: &'a f64,
    ) -> SpendCallQuery<'c, 'a, 's, C, SpendCall, 4> {
        SpendCallQuery {
            client,
            params: [fixed_now, class, key_id, most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<SpendCall, tokio_postgres::Error> {
                Ok(SpendCall { cur: row.try_get(0)?, prev: row.try_get(1)?, elapsed: row.try_get(2)? })
            },
            mapper: |it| SpendCall::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<'c, 'a, 's, SpendCallParams<T1, T2>, SpendCallQuery<'c, 'a, 's, C, SpendCall, 4>, C>
    for SpendCallStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SpendCallParams<T1, T2>,
    ) -> SpendCallQuery<'c, 'a, 's, C, SpendCall, 4> {
        self.bind(client, &params.fixed_now, &params.class, &params.key_id, &params.most)
    }
}
pub struct CallsSpentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn calls_spent() -> CallsSpentStmt {
    CallsSpentStmt(
        "select case t.win when r.win then r.cur else 0 end as cur, case t.win when r.win then r.prev when r.win + 1 then r.cur else 0 end as prev, t.elapsed from rate_limits r, (select floor(m.minutes)::bigint as win, m.minutes - floor(m.minutes) as elapsed from (select extract(epoch from coalesce($1::timestamptz, clock_timestamp()))::float8 / 60 as minutes) m) t where r.class = $2 and r.key_id = $3",
        None,
    )
}
impl CallsSpentStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        class: &'a T1,
        key_id: &'a T2,
    ) -> CallsSpentQuery<'c, 'a, 's, C, CallsSpent, 3> {
        CallsSpentQuery {
            client,
            params: [fixed_now, class, key_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<CallsSpent, tokio_postgres::Error> {
                Ok(CallsSpent { cur: row.try_get(0)?, prev: row.try_get(1)?, elapsed: row.try_get(2)? })
            },
            mapper: |it| CallsSpent::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CallsSpentParams<T1, T2>,
        CallsSpentQuery<'c, 'a, 's, C, CallsSpent, 3>,
        C,
    > for CallsSpentStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CallsSpentParams<T1, T2>,
    ) -> CallsSpentQuery<'c, 'a, 's, C, CallsSpent, 3> {
        self.bind(client, &params.fixed_now, &params.class, &params.key_id)
    }
}
