// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct PurgeIdempotencyKeysParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeProcessedMessagesParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeContentReleasesParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeContentVersionsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeJourneyStepsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeJourneyLogsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct EmptyJourneyCallsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeJourneyRunsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeJourneyRefusalsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeLeftMembershipsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeJobErrorsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeImportChunksParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeBuildRangesParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeJobsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct EmptySendsParams {
    pub now: jiff::Timestamp,
    pub since: Option<jiff::Timestamp>,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeSendsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct EmptyProviderEventsParams {
    pub now: jiff::Timestamp,
    pub since: Option<jiff::Timestamp>,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeProviderEventsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeLinkClicksParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeSubscriptionRequestsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct EmptyWebhookReceiptsParams {
    pub now: jiff::Timestamp,
    pub since: Option<jiff::Timestamp>,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeWebhookReceiptsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeDeadLettersParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeAlertHistoryParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeAdminSessionsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeRateLimitsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct ClearMergedContactsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct ClearMergeSnapshotsParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgePreferenceLogParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct PurgeAuditLogParams {
    pub now: jiff::Timestamp,
    pub rows: i64,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct PurgeIdempotencyKeysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_idempotency_keys() -> PurgeIdempotencyKeysStmt {
    PurgeIdempotencyKeysStmt(
        "with gone as ( delete from idempotency_keys where (scope, key) in (select scope, key from idempotency_keys where expires_at < $1 limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeIdempotencyKeysStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeIdempotencyKeysParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeIdempotencyKeysStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeIdempotencyKeysParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeProcessedMessagesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_processed_messages() -> PurgeProcessedMessagesStmt {
    PurgeProcessedMessagesStmt(
        "with gone as ( delete from processed_messages where (consumer, message_key) in ( select consumer, message_key from processed_messages where processed_at < $1::timestamptz - interval '15 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeProcessedMessagesStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeProcessedMessagesParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeProcessedMessagesStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeProcessedMessagesParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeContentReleasesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_content_releases() -> PurgeContentReleasesStmt {
    PurgeContentReleasesStmt(
        "with gone as ( delete from content_releases where id in ( select id from content_releases where published_at < $1::timestamptz - interval '12 months' and id not in (select id from content_releases order by id desc limit 20) order by id limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeContentReleasesStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeContentReleasesParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeContentReleasesStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeContentReleasesParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeContentVersionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_content_versions() -> PurgeContentVersionsStmt {
    PurgeContentVersionsStmt(
        "with held as materialized (select pg_advisory_xact_lock(hashtextextended('release', 0))::text as locked), old as ( select v.kind, v.key, v.hash from held, content_versions v where v.first_published_at < $1::timestamptz - interval '90 days' and not exists (select 1 from content_release_items i where i.kind = v.kind and i.key = v.key and i.hash = v.hash) and not exists (select 1 from list_configs c where v.kind = 'list' and c.list_id = v.key and c.definition_hash = v.hash) and not exists (select 1 from bucket_configs c where v.kind = 'bucket' and c.bucket_id = v.key and c.definition_hash = v.hash) and not exists (select 1 from journey_configs c where v.kind = 'journey' and c.journey_id = v.key and c.definition_hash = v.hash) and not exists (select 1 from journey_states r where v.kind = 'journey' and r.journey_id = v.key and r.journey_version = v.hash) and not exists (select 1 from email_sends s where v.kind = 'template' and s.template_key = v.key and s.template_version = v.hash and s.created_at > $1::timestamptz - interval '30 days') limit $2), gone as (delete from content_versions v using old where v.kind = old.kind and v.key = old.key and v.hash = old.hash returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeContentVersionsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeContentVersionsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeContentVersionsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeContentVersionsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeJourneyStepsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_journey_steps() -> PurgeJourneyStepsStmt {
    PurgeJourneyStepsStmt(
        "with gone as ( delete from journey_steps where (state_id, step_key) in ( select s.state_id, s.step_key from journey_steps s join journey_states r on r.id = s.state_id where s.created_at < $1::timestamptz - interval '90 days' and coalesce(r.completed_at, r.exited_at, r.failed_at) < $1::timestamptz - interval '90 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeJourneyStepsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeJourneyStepsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeJourneyStepsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeJourneyStepsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeJourneyLogsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_journey_logs() -> PurgeJourneyLogsStmt {
    PurgeJourneyLogsStmt(
        "with gone as ( delete from journey_logs where id in ( select l.id from journey_logs l join journey_states r on r.id = l.state_id where l.at < $1::timestamptz - interval '90 days' and coalesce(r.completed_at, r.exited_at, r.failed_at) < $1::timestamptz - interval '90 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeJourneyLogsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeJourneyLogsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeJourneyLogsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeJourneyLogsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct EmptyJourneyCallsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn empty_journey_calls() -> EmptyJourneyCallsStmt {
    EmptyJourneyCallsStmt(
        "with emptied as ( update journey_calls set request = '{}', response = null where id in ( select id from journey_calls where done_at < $1::timestamptz - interval '30 days' and (request <> '{}' or response is not null) limit $2) returning 1) select count(*) as emptied from emptied",
        None,
    )
}
impl EmptyJourneyCallsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, EmptyJourneyCallsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for EmptyJourneyCallsStmt
{
    fn params(&'s self, client: &'c C, params: &'a EmptyJourneyCallsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeJourneyRunsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_journey_runs() -> PurgeJourneyRunsStmt {
    PurgeJourneyRunsStmt(
        "with gone as ( delete from journey_states where id in ( select r.id from journey_states r where coalesce(r.completed_at, r.exited_at, r.failed_at) < $1::timestamptz - interval '25 months' and exists (select 1 from journey_states l where l.contact_id = r.contact_id and l.journey_id = r.journey_id and l.run_key = r.run_key and (l.created_at, l.id) > (r.created_at, r.id)) limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeJourneyRunsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeJourneyRunsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeJourneyRunsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeJourneyRunsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeJourneyRefusalsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_journey_refusals() -> PurgeJourneyRefusalsStmt {
    PurgeJourneyRefusalsStmt(
        "with gone as ( delete from journey_refusals where (journey_id, contact_id, reason) in ( select journey_id, contact_id, reason from journey_refusals where last_at < $1::timestamptz - interval '14 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeJourneyRefusalsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeJourneyRefusalsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeJourneyRefusalsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeJourneyRefusalsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeLeftMembershipsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_left_memberships() -> PurgeLeftMembershipsStmt {
    PurgeLeftMembershipsStmt(
        "with gone as ( delete from bucket_memberships where id in ( select m.id from bucket_memberships m where m.status = 'left' and m.left_at < $1::timestamptz - interval '25 months' and exists (select 1 from bucket_memberships l where l.contact_id = m.contact_id and l.bucket_id = m.bucket_id and l.entry_no > m.entry_no) limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeLeftMembershipsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeLeftMembershipsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeLeftMembershipsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeLeftMembershipsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeJobErrorsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_job_errors() -> PurgeJobErrorsStmt {
    PurgeJobErrorsStmt(
        "with gone as ( delete from job_errors where (job_id, row_no) in ( select e.job_id, e.row_no from job_errors e join jobs j on j.id = e.job_id where j.finished_at < $1::timestamptz - interval '90 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeJobErrorsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeJobErrorsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeJobErrorsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeJobErrorsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeImportChunksStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_import_chunks() -> PurgeImportChunksStmt {
    PurgeImportChunksStmt(
        "with gone as ( delete from import_chunks where (job_id, chunk_no) in ( select c.job_id, c.chunk_no from import_chunks c join jobs j on j.id = c.job_id where j.finished_at < $1::timestamptz - interval '90 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeImportChunksStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeImportChunksParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeImportChunksStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeImportChunksParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeBuildRangesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_build_ranges() -> PurgeBuildRangesStmt {
    PurgeBuildRangesStmt(
        "with gone as ( delete from bucket_build_ranges where (job_id, range_no) in ( select b.job_id, b.range_no from bucket_build_ranges b join jobs j on j.id = b.job_id where j.finished_at < $1::timestamptz - interval '90 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeBuildRangesStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeBuildRangesParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeBuildRangesStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeBuildRangesParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeJobsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_jobs() -> PurgeJobsStmt {
    PurgeJobsStmt(
        "with gone as ( delete from jobs where id in ( select j.id from jobs j where j.finished_at < $1::timestamptz - interval '90 days' and not exists (select 1 from job_errors e where e.job_id = j.id) and not exists (select 1 from import_chunks c where c.job_id = j.id) and not exists (select 1 from bucket_build_ranges b where b.job_id = j.id) limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeJobsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeJobsParams, I64Query<'c, 'a, 's, C, i64, 2>, C> for PurgeJobsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeJobsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct EmptySendsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn empty_sends() -> EmptySendsStmt {
    EmptySendsStmt(
        "with emptied as ( update email_sends set props = null, headers = null, attachments = null, idempotency_scope = null, idempotency_key = null, request_hash = null, updated_at = clock_timestamp() where id in ( select id from email_sends where (   created_at < $1::timestamptz - interval '30 days' and created_at >= coalesce($2::timestamptz, '-infinity') - interval '31 days' or sent_at < $1::timestamptz - interval '30 days' and sent_at >= coalesce($2::timestamptz, '-infinity') - interval '31 days') and status <> 'queued' and (props is not null or headers is not null or attachments is not null or idempotency_key is not null) limit $3) returning 1) select count(*) as emptied from emptied",
        None,
    )
}
impl EmptySendsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        since: &'a Option<jiff::Timestamp>,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [now, since, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, EmptySendsParams, I64Query<'c, 'a, 's, C, i64, 3>, C> for EmptySendsStmt
{
    fn params(&'s self, client: &'c C, params: &'a EmptySendsParams) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.now, &params.since, &params.rows)
    }
}
pub struct PurgeSendsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_sends() -> PurgeSendsStmt {
    PurgeSendsStmt(
        "with gone as ( delete from email_sends where id in ( select id from email_sends where created_at < $1::timestamptz - interval '25 months' and status <> 'queued' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeSendsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeSendsParams, I64Query<'c, 'a, 's, C, i64, 2>, C> for PurgeSendsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeSendsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct EmptyProviderEventsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn empty_provider_events() -> EmptyProviderEventsStmt {
    EmptyProviderEventsStmt(
        "with emptied as ( update provider_events set payload = null where dedupe_key in ( select dedupe_key from provider_events where received_at < $1::timestamptz - interval '30 days' and received_at >= coalesce($2::timestamptz, '-infinity') - interval '31 days' and payload is not null limit $3) returning 1) select count(*) as emptied from emptied",
        None,
    )
}
impl EmptyProviderEventsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        since: &'a Option<jiff::Timestamp>,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [now, since, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, EmptyProviderEventsParams, I64Query<'c, 'a, 's, C, i64, 3>, C>
    for EmptyProviderEventsStmt
{
    fn params(&'s self, client: &'c C, params: &'a EmptyProviderEventsParams) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.now, &params.since, &params.rows)
    }
}
pub struct PurgeProviderEventsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_provider_events() -> PurgeProviderEventsStmt {
    PurgeProviderEventsStmt(
        "with gone as ( delete from provider_events where dedupe_key in ( select dedupe_key from provider_events where received_at < $1::timestamptz - interval '25 months' or send_id is null and received_at < $1::timestamptz - interval '7 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeProviderEventsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeProviderEventsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeProviderEventsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeProviderEventsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeLinkClicksStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_link_clicks() -> PurgeLinkClicksStmt {
    PurgeLinkClicksStmt(
        "with gone as ( delete from link_clicks where id in (select id from link_clicks where at < $1::timestamptz - interval '90 days' limit $2) returning link_id, machine), archived as ( update links l set archived_clicks = l.archived_clicks + g.clicks, archived_machine_clicks = l.archived_machine_clicks + g.machine_clicks from (select link_id, count(*) filter (where not machine) as clicks, count(*) filter (where machine) as machine_clicks from gone group by link_id) g where l.id = g.link_id) select count(*) as gone from gone",
        None,
    )
}
impl PurgeLinkClicksStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeLinkClicksParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeLinkClicksStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeLinkClicksParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeSubscriptionRequestsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_subscription_requests() -> PurgeSubscriptionRequestsStmt {
    PurgeSubscriptionRequestsStmt(
        "with gone as ( delete from subscription_requests where id in ( select id from subscription_requests where confirmed_at is null and expires_at < $1::timestamptz - interval '30 days' or confirmed_at < $1::timestamptz - interval '90 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeSubscriptionRequestsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeSubscriptionRequestsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeSubscriptionRequestsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeSubscriptionRequestsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct EmptyWebhookReceiptsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn empty_webhook_receipts() -> EmptyWebhookReceiptsStmt {
    EmptyWebhookReceiptsStmt(
        "with emptied as ( update webhook_receipts set body = null where id in ( select id from webhook_receipts where received_at < $1::timestamptz - interval '7 days' and received_at >= coalesce($2::timestamptz, '-infinity') - interval '8 days' and body is not null limit $3) returning 1) select count(*) as emptied from emptied",
        None,
    )
}
impl EmptyWebhookReceiptsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        since: &'a Option<jiff::Timestamp>,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 3> {
        I64Query {
            client,
            params: [now, since, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, EmptyWebhookReceiptsParams, I64Query<'c, 'a, 's, C, i64, 3>, C>
    for EmptyWebhookReceiptsStmt
{
    fn params(&'s self, client: &'c C, params: &'a EmptyWebhookReceiptsParams) -> I64Query<'c, 'a, 's, C, i64, 3> {
        self.bind(client, &params.now, &params.since, &params.rows)
    }
}
pub struct PurgeWebhookReceiptsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_webhook_receipts() -> PurgeWebhookReceiptsStmt {
    PurgeWebhookReceiptsStmt(
        "with gone as ( delete from webhook_receipts where id in ( select id from webhook_receipts where received_at < $1::timestamptz - interval '90 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeWebhookReceiptsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeWebhookReceiptsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeWebhookReceiptsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeWebhookReceiptsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeDeadLettersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_dead_letters() -> PurgeDeadLettersStmt {
    PurgeDeadLettersStmt(
        "with gone as ( delete from dead_letters where id in (select id from dead_letters where created_at < $1::timestamptz - interval '90 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeDeadLettersStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeDeadLettersParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeDeadLettersStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeDeadLettersParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeAlertHistoryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_alert_history() -> PurgeAlertHistoryStmt {
    PurgeAlertHistoryStmt(
        "with gone as ( delete from alert_history where id in (select id from alert_history where created_at < $1::timestamptz - interval '90 days' limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeAlertHistoryStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeAlertHistoryParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeAlertHistoryStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeAlertHistoryParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeAdminSessionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_admin_sessions() -> PurgeAdminSessionsStmt {
    PurgeAdminSessionsStmt(
        "with gone as ( delete from admin_sessions where id in (select id from admin_sessions where expires_at < $1 limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeAdminSessionsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeAdminSessionsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeAdminSessionsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeAdminSessionsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeRateLimitsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_rate_limits() -> PurgeRateLimitsStmt {
    PurgeRateLimitsStmt(
        "with gone as ( delete from rate_limits where (class, key_id) in ( select class, key_id from rate_limits where win < floor(extract(epoch from $1::timestamptz - interval '1 day') / 60)::bigint limit $2) returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeRateLimitsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeRateLimitsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeRateLimitsStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeRateLimitsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct ClearMergedContactsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn clear_merged_contacts() -> ClearMergedContactsStmt {
    ClearMergedContactsStmt(
        "with cleared as ( update contacts set external_id = null, email = null, anonymous_id = null, properties = '{}', timezone = null, timezone_source = null, updated_at = clock_timestamp() where id in ( select id from contacts where merged_into is not null and delete_reason = 'merged' and deleted_at < $1::timestamptz - interval '13 months' and not rekey_pending and (external_id is not null or email is not null or anonymous_id is not null or properties <> '{}' or timezone is not null) limit $2) returning 1) select count(*) as cleared from cleared",
        None,
    )
}
impl ClearMergedContactsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, ClearMergedContactsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for ClearMergedContactsStmt
{
    fn params(&'s self, client: &'c C, params: &'a ClearMergedContactsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct ClearMergeSnapshotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn clear_merge_snapshots() -> ClearMergeSnapshotsStmt {
    ClearMergeSnapshotsStmt(
        "with cleared as ( update contact_merges set loser_snapshot = '{}' where id in ( select id from contact_merges where created_at < $1::timestamptz - interval '13 months' and loser_snapshot <> '{}' limit $2) returning 1) select count(*) as cleared from cleared",
        None,
    )
}
impl ClearMergeSnapshotsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, ClearMergeSnapshotsParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for ClearMergeSnapshotsStmt
{
    fn params(&'s self, client: &'c C, params: &'a ClearMergeSnapshotsParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgePreferenceLogStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_preference_log() -> PurgePreferenceLogStmt {
    PurgePreferenceLogStmt(
        "with cut as (select $1::timestamptz - interval '5 years' as at), oldest as (select id, at from preference_log order by id limit $2), gone as (delete from preference_log p using oldest o, cut where p.id = o.id and o.at < cut.at returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgePreferenceLogStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgePreferenceLogParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgePreferenceLogStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgePreferenceLogParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
pub struct PurgeAuditLogStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn purge_audit_log() -> PurgeAuditLogStmt {
    PurgeAuditLogStmt(
        "with cut as (select $1::timestamptz - interval '2 years' as at), oldest as (select id, at from audit_log order by id limit $2), gone as (delete from audit_log a using oldest o, cut where a.id = o.id and o.at < cut.at returning 1) select count(*) as gone from gone",
        None,
    )
}
impl PurgeAuditLogStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a jiff::Timestamp,
        rows: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [now, rows],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, PurgeAuditLogParams, I64Query<'c, 'a, 's, C, i64, 2>, C>
    for PurgeAuditLogStmt
{
    fn params(&'s self, client: &'c C, params: &'a PurgeAuditLogParams) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.now, &params.rows)
    }
}
