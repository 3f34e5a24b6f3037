// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct NoteDeadLetterParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::JsonSql,
    T5: crate::StringSql,
> {
    pub source: T1,
    pub source_id: Option<T2>,
    pub message_id: T3,
    pub payload: T4,
    pub error: T5,
    pub attempts: i32,
}
#[derive(Debug)]
pub struct KeepDeadLettersParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = Option<T4>>,
    T6: crate::JsonSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
> {
    pub source: T1,
    pub attempts: i32,
    pub message_ids: T3,
    pub source_ids: T5,
    pub payloads: T7,
    pub errors: T9,
}
#[derive(Debug, Clone, PartialEq)]
pub struct UnresolvedDeadLetters {
    pub source: String,
    pub letters: i64,
}
pub struct UnresolvedDeadLettersBorrowed<'a> {
    pub source: &'a str,
    pub letters: i64,
}
impl<'a> From<UnresolvedDeadLettersBorrowed<'a>> for UnresolvedDeadLetters {
    fn from(UnresolvedDeadLettersBorrowed { source, letters }: UnresolvedDeadLettersBorrowed<'a>) -> Self {
        Self { source: source.into(), letters }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct UnresolvedDeadLettersQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<UnresolvedDeadLettersBorrowed, tokio_postgres::Error>,
    mapper: fn(UnresolvedDeadLettersBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UnresolvedDeadLettersQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(UnresolvedDeadLettersBorrowed) -> R,
    ) -> UnresolvedDeadLettersQuery<'c, 'a, 's, C, R, N> {
        UnresolvedDeadLettersQuery {
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
pub struct NoteDeadLetterStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_dead_letter() -> NoteDeadLetterStmt {
    NoteDeadLetterStmt(
        "insert into dead_letters (id, source, source_id, dedupe_key, payload, error, attempts) values (gen_random_uuid(), $1, $2, 'sqs:' || $3::text, $4, $5, $6) on conflict (dedupe_key) do update set error = excluded.error, attempts = excluded.attempts, updated_at = clock_timestamp()",
        None,
    )
}
impl NoteDeadLetterStmt {
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
        T4: crate::JsonSql,
        T5: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        source: &'a T1,
        source_id: &'a Option<T2>,
        message_id: &'a T3,
        payload: &'a T4,
        error: &'a T5,
        attempts: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[source, source_id, message_id, payload, error, attempts],
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
    T4: crate::JsonSql,
    T5: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        NoteDeadLetterParams<T1, T2, T3, T4, T5>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for NoteDeadLetterStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a NoteDeadLetterParams<T1, T2, T3, T4, T5>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.source,
            &params.source_id,
            &params.message_id,
            &params.payload,
            &params.error,
            &params.attempts,
        ))
    }
}
pub struct KeepDeadLettersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn keep_dead_letters() -> KeepDeadLettersStmt {
    KeepDeadLettersStmt(
        "insert into dead_letters (id, source, source_id, dedupe_key, payload, error, attempts) select gen_random_uuid(), $1, l.source_id, 'sqs:' || l.message_id, l.payload, l.error, $2 from unnest($3::text[], $4::text[], $5::jsonb[], $6::text[]) as l (message_id, source_id, payload, error) on conflict (dedupe_key) do nothing",
        None,
    )
}
impl KeepDeadLettersStmt {
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
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = Option<T4>>,
        T6: crate::JsonSql,
        T7: crate::ArraySql<Item = T6>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = T8>,
    >(
        &'s self,
        client: &'c C,
        source: &'a T1,
        attempts: &'a i32,
        message_ids: &'a T3,
        source_ids: &'a T5,
        payloads: &'a T7,
        errors: &'a T9,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[source, attempts, message_ids, source_ids, payloads, errors],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = Option<T4>>,
    T6: crate::JsonSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        KeepDeadLettersParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for KeepDeadLettersStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a KeepDeadLettersParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.source,
            &params.attempts,
            &params.message_ids,
            &params.source_ids,
            &params.payloads,
            &params.errors,
        ))
    }
}
pub struct UnresolvedDeadLettersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn unresolved_dead_letters() -> UnresolvedDeadLettersStmt {
    UnresolvedDeadLettersStmt(
        "select source, count(*) as letters from dead_letters where status in ('pending','retried','failed_again') group by source order by source",
        None,
    )
}
impl UnresolvedDeadLettersStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> UnresolvedDeadLettersQuery<'c, 'a, 's, C, UnresolvedDeadLetters, 0> {
        UnresolvedDeadLettersQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<UnresolvedDeadLettersBorrowed, tokio_postgres::Error> {
                Ok(UnresolvedDeadLettersBorrowed { source: row.try_get(0)?, letters: row.try_get(1)? })
            },
            mapper: |it| UnresolvedDeadLetters::from(it),
        }
    }
}
