// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ClaimSendsParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub ids: T1,
    pub fixed_now: Option<jiff::Timestamp>,
    pub token: uuid::Uuid,
}
#[derive(Debug)]
pub struct GateFactsParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub fixed_now: Option<jiff::Timestamp>,
    pub ids: T1,
}
#[derive(Debug)]
pub struct EndSendsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
> {
    pub ids: T1,
    pub statuses: T3,
    pub reasons: T5,
    pub messages: T7,
    pub token: uuid::Uuid,
}
#[derive(Debug)]
pub struct ReleaseSendsParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub give_back: bool,
    pub fixed_now: Option<jiff::Timestamp>,
    pub delay_secs: f64,
    pub ids: T1,
    pub token: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct TakeTokensParams {
    pub per_second: f64,
    pub tokens: f64,
    pub horizon_secs: f64,
    pub bulk: bool,
}
#[derive(Debug)]
pub struct FenceSendsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = Option<T4>>,
    T6: crate::BytesSql,
    T7: crate::ArraySql<Item = T6>,
> {
    pub fixed_now: Option<jiff::Timestamp>,
    pub ids: T1,
    pub senders: T3,
    pub subjects: T5,
    pub versions: T7,
    pub token: uuid::Uuid,
}
#[derive(Debug)]
pub struct RecordSentParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
> {
    pub fixed_now: Option<jiff::Timestamp>,
    pub ids: T1,
    pub message_ids: T3,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimSends {
    pub id: uuid::Uuid,
    pub kind: String,
    pub campaign_id: Option<uuid::Uuid>,
    pub contact_id: Option<uuid::Uuid>,
    pub to_email: String,
    pub from_email: Option<String>,
    pub reply_to: Option<Vec<String>>,
    pub subject: Option<String>,
    pub template_key: Option<String>,
    pub category: String,
    pub props: Option<serde_json::Value>,
    pub bypass_preferences: bool,
    pub attempt: i32,
    pub expires_at: Option<jiff::Timestamp>,
}
pub struct ClaimSendsBorrowed<'a> {
    pub id: uuid::Uuid,
    pub kind: &'a str,
    pub campaign_id: Option<uuid::Uuid>,
    pub contact_id: Option<uuid::Uuid>,
    pub to_email: &'a str,
    pub from_email: Option<&'a str>,
    pub reply_to: Option<crate::ArrayIterator<'a, &'a str>>,
    pub subject: Option<&'a str>,
    pub template_key: Option<&'a str>,
    pub category: &'a str,
    pub props: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
    pub bypass_preferences: bool,
    pub attempt: i32,
    pub expires_at: Option<jiff::Timestamp>,
}
impl<'a> From<ClaimSendsBorrowed<'a>> for ClaimSends {
    fn from(
        ClaimSendsBorrowed {
            id,
            kind,
            campaign_id,
            contact_id,
            to_email,
            from_email,
            reply_to,
            subject,
            template_key,
            category,
            props,
            bypass_preferences,
            attempt,
            expires_at,
        }: ClaimSendsBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            kind: kind.into(),
            campaign_id,
            contact_id,
            to_email: to_email.into(),
            from_email: from_email.map(|v| v.into()),
            reply_to: reply_to.map(|v| v.map(|v| v.into()).collect()),
            subject: subject.map(|v| v.into()),
            template_key: template_key.map(|v| v.into()),
            category: category.into(),
            props: props.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            bypass_preferences,
            attempt,
            expires_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct GateFacts {
    pub id: uuid::Uuid,
    pub now: jiff::Timestamp,
    pub expired: bool,
    pub paused: bool,
    pub campaign_from: Option<String>,
    pub campaign_reply_to: Option<Vec<String>>,
    pub campaign_subject: Option<String>,
    pub campaign_props: Option<serde_json::Value>,
    pub suppression: Option<String>,
    pub contact_deleted: bool,
    pub unsubscribed_all: bool,
    pub choice: Option<bool>,
    pub list_name: Option<String>,
    pub default_opt_in: Option<bool>,
    pub list_enabled: Option<bool>,
    pub contact_properties: Option<serde_json::Value>,
    pub external_id: Option<String>,
}
pub struct GateFactsBorrowed<'a> {
    pub id: uuid::Uuid,
    pub now: jiff::Timestamp,
    pub expired: bool,
    pub paused: bool,
    pub campaign_from: Option<&'a str>,
    pub campaign_reply_to: Option<crate::ArrayIterator<'a, &'a str>>,
    pub campaign_subject: Option<&'a str>,
    pub campaign_props: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
    pub suppression: Option<&'a str>,
    pub contact_deleted: bool,
    pub unsubscribed_all: bool,
    pub choice: Option<bool>,
    pub list_name: Option<&'a str>,
    pub default_opt_in: Option<bool>,
    pub list_enabled: Option<bool>,
    pub contact_properties: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
    pub external_id: Option<&'a str>,
}
impl<'a> From<GateFactsBorrowed<'a>> for GateFacts {
    fn from(
        GateFactsBorrowed {
            id,
            now,
            expired,
            paused,
            campaign_from,
            campaign_reply_to,
            campaign_subject,
            campaign_props,
            suppression,
            contact_deleted,
            unsubscribed_all,
            choice,
            list_name,
            default_opt_in,
            list_enabled,
            contact_properties,
            external_id,
        }: GateFactsBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            now,
            expired,
            paused,
            campaign_from: campaign_from.map(|v| v.into()),
            campaign_reply_to: campaign_reply_to.map(|v| v.map(|v| v.into()).collect()),
            campaign_subject: campaign_subject.map(|v| v.into()),
            campaign_props: campaign_props.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            suppression: suppression.map(|v| v.into()),
            contact_deleted,
            unsubscribed_all,
            choice,
            list_name: list_name.map(|v| v.into()),
            default_opt_in,
            list_enabled,
            contact_properties: contact_properties.map(|v| serde_json::from_str(v.0.get()).unwrap()),
            external_id: external_id.map(|v| v.into()),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LostSends {
    pub id: uuid::Uuid,
    pub kind: String,
    pub category: String,
}
pub struct LostSendsBorrowed<'a> {
    pub id: uuid::Uuid,
    pub kind: &'a str,
    pub category: &'a str,
}
impl<'a> From<LostSendsBorrowed<'a>> for LostSends {
    fn from(LostSendsBorrowed { id, kind, category }: LostSendsBorrowed<'a>) -> Self {
        Self { id, kind: kind.into(), category: category.into() }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ClaimSendsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimSendsBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimSendsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimSendsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ClaimSendsBorrowed) -> R) -> ClaimSendsQuery<'c, 'a, 's, C, R, N> {
        ClaimSendsQuery {
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
pub struct GateFactsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<GateFactsBorrowed, tokio_postgres::Error>,
    mapper: fn(GateFactsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> GateFactsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(GateFactsBorrowed) -> R) -> GateFactsQuery<'c, 'a, 's, C, R, N> {
        GateFactsQuery {
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
pub struct F64Query<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<f64, tokio_postgres::Error>,
    mapper: fn(f64) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> F64Query<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(f64) -> R) -> F64Query<'c, 'a, 's, C, R, N> {
        F64Query {
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
pub struct LostSendsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LostSendsBorrowed, tokio_postgres::Error>,
    mapper: fn(LostSendsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LostSendsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LostSendsBorrowed) -> R) -> LostSendsQuery<'c, 'a, 's, C, R, N> {
        LostSendsQuery {
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
pub struct SerdejsonValueQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor:
        fn(&tokio_postgres::Row) -> Result<postgres_types::Json<&serde_json::value::RawValue>, tokio_postgres::Error>,
    mapper: fn(postgres_types::Json<&serde_json::value::RawValue>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SerdejsonValueQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(postgres_types::Json<&serde_json::value::RawValue>) -> R,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, R, N> {
        SerdejsonValueQuery {
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
pub struct ClaimSendsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_sends() -> ClaimSendsStmt {
    ClaimSendsStmt(
        "with due as ( select s.id from email_sends s left join campaigns c on c.id = s.campaign_id where s.id = any($1) and s.status = 'queued' and (s.claim_until is null or s.claim_until < clock_timestamp()) and (s.not_before is null or s.not_before <= coalesce($2::timestamptz, clock_timestamp())) and (s.campaign_id is null or c.state = 'sending') order by s.id for update of s) update email_sends s set claim_token = $3, claim_until = clock_timestamp() + interval '75 seconds', attempt = s.attempt + 1, updated_at = clock_timestamp() from due where s.id = due.id returning s.id, s.kind, s.campaign_id, s.contact_id, s.to_email, s.from_email, s.reply_to, s.subject, s.template_key, s.category, s.props, s.bypass_preferences, s.attempt, s.expires_at",
        None,
    )
}
impl ClaimSendsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        fixed_now: &'a Option<jiff::Timestamp>,
        token: &'a uuid::Uuid,
    ) -> ClaimSendsQuery<'c, 'a, 's, C, ClaimSends, 3> {
        ClaimSendsQuery {
            client,
            params: [ids, fixed_now, token],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ClaimSendsBorrowed, tokio_postgres::Error> {
                Ok(ClaimSendsBorrowed {
                    id: row.try_get(0)?,
                    kind: row.try_get(1)?,
                    campaign_id: row.try_get(2)?,
                    contact_id: row.try_get(3)?,
                    to_email: row.try_get(4)?,
                    from_email: row.try_get(5)?,
                    reply_to: row.try_get(6)?,
                    subject: row.try_get(7)?,
                    template_key: row.try_get(8)?,
                    category: row.try_get(9)?,
                    props: row.try_get(10)?,
                    bypass_preferences: row.try_get(11)?,
                    attempt: row.try_get(12)?,
                    expires_at: row.try_get(13)?,
                })
            },
            mapper: |it| ClaimSends::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<'c, 'a, 's, ClaimSendsParams<T1>, ClaimSendsQuery<'c, 'a, 's, C, ClaimSends, 3>, C>
    for ClaimSendsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimSendsParams<T1>,
    ) -> ClaimSendsQuery<'c, 'a, 's, C, ClaimSends, 3> {
        self.bind(client, &params.ids, &params.fixed_now, &params.token)
    }
}
pub struct GateFactsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn gate_facts() -> GateFactsStmt {
    GateFactsStmt(
        "select s.id, t.now, coalesce(s.expires_at <= t.now, false) as expired, coalesce((select value = 'true'::jsonb from settings where key = 'mail_paused'), false) as paused, c.from_email as campaign_from, c.reply_to as campaign_reply_to, c.subject as campaign_subject, c.props as campaign_props, (select x.reason from email_suppressions x where x.email in (s.to_email, 'sha256:' || encode(sha256(convert_to((select value #>> '{}' from settings where key = 'erasure_salt') || s.to_email, 'UTF8')), 'hex')) and (x.expires_at is null or x.expires_at > t.now) limit 1) as suppression, (s.contact_id is not null and k.deleted_at is not null) as contact_deleted, coalesce((select p.unsubscribed_all from email_preferences p where p.email = s.to_email), false) as unsubscribed_all, (select u.subscribed from email_subscriptions u where u.email = s.to_email and u.category = s.category) as choice, l.name as list_name, l.default_opt_in, (l.in_code and l.file_enabled and l.enabled) as list_enabled, k.properties as contact_properties, k.external_id from email_sends s cross join (select coalesce($1::timestamptz, clock_timestamp()) as now) t left join campaigns c on c.id = s.campaign_id left join contacts r on r.id = s.contact_id left join contacts k on k.id = coalesce(r.merged_into, r.id) left join list_configs l on l.list_id = s.category where s.id = any($2)",
        None,
    )
}
impl GateFactsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        ids: &'a T1,
    ) -> GateFactsQuery<'c, 'a, 's, C, GateFacts, 2> {
        GateFactsQuery {
            client,
            params: [fixed_now, ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<GateFactsBorrowed, tokio_postgres::Error> {
                Ok(GateFactsBorrowed {
                    id: row.try_get(0)?,
                    now: row.try_get(1)?,
                    expired: row.try_get(2)?,
                    paused: row.try_get(3)?,
                    campaign_from: row.try_get(4)?,
                    campaign_reply_to: row.try_get(5)?,
                    campaign_subject: row.try_get(6)?,
                    campaign_props: row.try_get(7)?,
                    suppression: row.try_get(8)?,
                    contact_deleted: row.try_get(9)?,
                    unsubscribed_all: row.try_get(10)?,
                    choice: row.try_get(11)?,
                    list_name: row.try_get(12)?,
                    default_opt_in: row.try_get(13)?,
                    list_enabled: row.try_get(14)?,
                    contact_properties: row.try_get(15)?,
                    external_id: row.try_get(16)?,
                })
            },
            mapper: |it| GateFacts::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<'c, 'a, 's, GateFactsParams<T1>, GateFactsQuery<'c, 'a, 's, C, GateFacts, 2>, C>
    for GateFactsStmt
{
    fn params(&'s self, client: &'c C, params: &'a GateFactsParams<T1>) -> GateFactsQuery<'c, 'a, 's, C, GateFacts, 2> {
        self.bind(client, &params.fixed_now, &params.ids)
    }
}
pub struct EndSendsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_sends() -> EndSendsStmt {
    EndSendsStmt(
        "update email_sends s set status = r.status, reason = r.reason, error_message = r.message, claim_token = null, claim_until = null, updated_at = clock_timestamp(), failed_at = case when r.status = 'failed' then clock_timestamp() else s.failed_at end from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as r (id, status, reason, message) where s.id = r.id and s.claim_token = $5 and s.status in ('queued', 'rendered')",
        None,
    )
}
impl EndSendsStmt {
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
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = Option<T6>>,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        statuses: &'a T3,
        reasons: &'a T5,
        messages: &'a T7,
        token: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[ids, statuses, reasons, messages, token],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EndSendsParams<T1, T2, T3, T4, T5, T6, T7>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for EndSendsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EndSendsParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.ids, &params.statuses, &params.reasons, &params.messages, &params.token))
    }
}
pub struct ReleaseSendsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn release_sends() -> ReleaseSendsStmt {
    ReleaseSendsStmt(
        "update email_sends set status = 'queued', rendered_at = null, claim_token = null, claim_until = null, attempt = attempt - case when $1 then 1 else 0 end, not_before = coalesce($2::timestamptz, clock_timestamp()) + make_interval(secs => $3), enqueued_at = null, updated_at = clock_timestamp() where id = any($4) and claim_token = $5 and status in ('queued', 'rendered')",
        None,
    )
}
impl ReleaseSendsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        give_back: &'a bool,
        fixed_now: &'a Option<jiff::Timestamp>,
        delay_secs: &'a f64,
        ids: &'a T1,
        token: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[give_back, fixed_now, delay_secs, ids, token],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ReleaseSendsParams<T1>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for ReleaseSendsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ReleaseSendsParams<T1>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.give_back,
            &params.fixed_now,
            &params.delay_secs,
            &params.ids,
            &params.token,
        ))
    }
}
pub struct TakeTokensStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_tokens() -> TakeTokensStmt {
    TakeTokensStmt(
        "update send_rate set per_second = $1, tat = greatest(tat, clock_timestamp()) + make_interval(secs => $2::float8 / $1), updated_at = clock_timestamp() where lane = 'account' and tat <= clock_timestamp() + make_interval(secs => $3) and greatest(paused_until, case when $4 then bulk_paused_until else '-infinity' end) < clock_timestamp() returning greatest(0, extract(epoch from tat - clock_timestamp())::float8 - $2 / per_second)::float8 as wait_secs",
        None,
    )
}
impl TakeTokensStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        per_second: &'a f64,
        tokens: &'a f64,
        horizon_secs: &'a f64,
        bulk: &'a bool,
    ) -> F64Query<'c, 'a, 's, C, f64, 4> {
        F64Query {
            client,
            params: [per_second, tokens, horizon_secs, bulk],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, TakeTokensParams, F64Query<'c, 'a, 's, C, f64, 4>, C> for TakeTokensStmt
{
    fn params(&'s self, client: &'c C, params: &'a TakeTokensParams) -> F64Query<'c, 'a, 's, C, f64, 4> {
        self.bind(client, &params.per_second, &params.tokens, &params.horizon_secs, &params.bulk)
    }
}
pub struct SlowDownStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn slow_down() -> SlowDownStmt {
    SlowDownStmt(
        "update send_rate set tat = greatest(tat, clock_timestamp()) + interval '1 second' where lane = 'account'",
        None,
    )
}
impl SlowDownStmt {
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
pub struct FenceSendsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn fence_sends() -> FenceSendsStmt {
    FenceSendsStmt(
        "update email_sends s set status = 'rendered', rendered_at = coalesce($1::timestamptz, clock_timestamp()), from_email = r.from_email, subject = r.subject, template_version = r.version, updated_at = clock_timestamp() from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[]) as r (id, from_email, subject, version) where s.id = r.id and s.claim_token = $6 and s.status = 'queued' and s.claim_until > clock_timestamp() + interval '15 seconds' returning s.id",
        None,
    )
}
impl FenceSendsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = Option<T4>>,
        T6: crate::BytesSql,
        T7: crate::ArraySql<Item = T6>,
    >(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        ids: &'a T1,
        senders: &'a T3,
        subjects: &'a T5,
        versions: &'a T7,
        token: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 6> {
        UuidUuidQuery {
            client,
            params: [fixed_now, ids, senders, subjects, versions, token],
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
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = Option<T4>>,
    T6: crate::BytesSql,
    T7: crate::ArraySql<Item = T6>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FenceSendsParams<T1, T2, T3, T4, T5, T6, T7>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 6>,
        C,
    > for FenceSendsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FenceSendsParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 6> {
        self.bind(
            client,
            &params.fixed_now,
            &params.ids,
            &params.senders,
            &params.subjects,
            &params.versions,
            &params.token,
        )
    }
}
pub struct RecordSentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record_sent() -> RecordSentStmt {
    RecordSentStmt(
        "update email_sends s set provider_message_id = coalesce(s.provider_message_id, r.message_id), sent_at = coalesce(s.sent_at, $1::timestamptz, clock_timestamp()), status = case when s.status in ('queued', 'rendered') then 'sent' else s.status end, claim_token = null, claim_until = null, updated_at = clock_timestamp() from unnest($2::uuid[], $3::text[]) as r (id, message_id) where s.id = r.id",
        None,
    )
}
impl RecordSentStmt {
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
        T3: crate::ArraySql<Item = T2>,
    >(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        ids: &'a T1,
        message_ids: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[fixed_now, ids, message_ids],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RecordSentParams<T1, T2, T3>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for RecordSentStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RecordSentParams<T1, T2, T3>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(client, &params.fixed_now, &params.ids, &params.message_ids))
    }
}
pub struct LostSendsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lost_sends() -> LostSendsStmt {
    LostSendsStmt(
        "update email_sends e set enqueued_at = clock_timestamp(), claim_token = null, claim_until = null from (select s.id from email_sends s left join campaigns c on c.id = s.campaign_id where s.status = 'queued' and (s.not_before is null or s.not_before <= coalesce($1::timestamptz, clock_timestamp())) and (s.claim_until is null or s.claim_until < clock_timestamp()) and (s.campaign_id is null or c.state = 'sending') and (   (s.campaign_id is null and s.enqueued_at is null and s.created_at < clock_timestamp() - interval '30 seconds') or (s.claim_until is not null) or (s.not_before is not null and s.enqueued_at is null) or (s.enqueued_at < clock_timestamp() - interval '30 minutes' and coalesce((select q.visible < 10 from queue_stats q where q.queue = case when s.kind = 'campaign' then 'mail-bulk' when s.kind in ('test', 'system') or s.category = 'transactional' then 'mail-priority' else 'mail-journey' end), true))) order by s.id limit 5000 for update of s skip locked) due where e.id = due.id returning e.id, e.kind, e.category",
        None,
    )
}
impl LostSendsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
    ) -> LostSendsQuery<'c, 'a, 's, C, LostSends, 1> {
        LostSendsQuery {
            client,
            params: [fixed_now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LostSendsBorrowed, tokio_postgres::Error> {
                Ok(LostSendsBorrowed { id: row.try_get(0)?, kind: row.try_get(1)?, category: row.try_get(2)? })
            },
            mapper: |it| LostSends::from(it),
        }
    }
}
pub struct UnenqueueStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn unenqueue() -> UnenqueueStmt {
    UnenqueueStmt(
        "update email_sends set enqueued_at = null where id = any($1) and status = 'queued' and claim_token is null",
        None,
    )
}
impl UnenqueueStmt {
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
pub struct OldestDueSendStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn oldest_due_send() -> OldestDueSendStmt {
    OldestDueSendStmt(
        "select coalesce(extract(epoch from clock_timestamp() - min(greatest(coalesce(enqueued_at, created_at), coalesce(not_before, created_at)))), 0)::float8 as age_seconds from email_sends where status = 'queued' and (not_before is null or not_before <= clock_timestamp()) and (campaign_id is null or enqueued_at is not null)",
        None,
    )
}
impl OldestDueSendStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(&'s self, client: &'c C) -> F64Query<'c, 'a, 's, C, f64, 0> {
        F64Query {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct StoreSesAccountStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn store_ses_account() -> StoreSesAccountStmt {
    StoreSesAccountStmt(
        "insert into settings (key, value) values ('ses_account', $1) on conflict (key) do update set value = excluded.value, updated_at = clock_timestamp()",
        None,
    )
}
impl StoreSesAccountStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql>(
        &'s self,
        client: &'c C,
        account: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[account],
            )
            .await
    }
}
pub struct SesAccountStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn ses_account() -> SesAccountStmt {
    SesAccountStmt("select value from settings where key = 'ses_account'", None)
}
impl SesAccountStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 0> {
        SerdejsonValueQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| serde_json::from_str(it.0.get()).unwrap(),
        }
    }
}
