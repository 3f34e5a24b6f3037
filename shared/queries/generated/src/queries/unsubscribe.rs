// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug, Clone, PartialEq)]
pub struct LinkedSend {
    pub to_email: String,
    pub category: String,
    pub campaign_id: Option<uuid::Uuid>,
    pub template_key: Option<String>,
    pub category_name: String,
    pub choice: Option<bool>,
    pub unsubscribed_all: bool,
    pub primary_email: Option<String>,
    pub brand: Option<serde_json::Value>,
}
pub struct LinkedSendBorrowed<'a> {
    pub to_email: &'a str,
    pub category: &'a str,
    pub campaign_id: Option<uuid::Uuid>,
    pub template_key: Option<&'a str>,
    pub category_name: &'a str,
    pub choice: Option<bool>,
    pub unsubscribed_all: bool,
    pub primary_email: Option<&'a str>,
    pub brand: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
}
impl<'a> From<LinkedSendBorrowed<'a>> for LinkedSend {
    fn from(
        LinkedSendBorrowed {
            to_email,
            category,
            campaign_id,
            template_key,
            category_name,
            choice,
            unsubscribed_all,
            primary_email,
            brand,
        }: LinkedSendBorrowed<'a>,
    ) -> Self {
        Self {
            to_email: to_email.into(),
            category: category.into(),
            campaign_id,
            template_key: template_key.map(|v| v.into()),
            category_name: category_name.into(),
            choice,
            unsubscribed_all,
            primary_email: primary_email.map(|v| v.into()),
            brand: brand.map(|v| serde_json::from_str(v.0.get()).unwrap()),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct LinkedSendQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LinkedSendBorrowed, tokio_postgres::Error>,
    mapper: fn(LinkedSendBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LinkedSendQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LinkedSendBorrowed) -> R) -> LinkedSendQuery<'c, 'a, 's, C, R, N> {
        LinkedSendQuery {
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
pub struct LinkedSendStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn linked_send() -> LinkedSendStmt {
    LinkedSendStmt(
        "with released as ( select i.kind, i.key, v.definition from content_release_items i join content_versions v on v.kind = i.kind and v.key = i.key and v.hash = i.hash where i.release_id = (select max(id) from content_releases) and i.kind in ('brand', 'category')) select s.to_email, s.category, s.campaign_id, s.template_key, coalesce(l.name, (select r.definition ->> 'name' from released r where r.kind = 'category' and r.key = s.category), s.category) as category_name, (select u.subscribed from email_subscriptions u where u.email = s.to_email and u.category = s.category) as choice, exists (select 1 from email_preferences p where p.email = s.to_email and p.unsubscribed_all) as unsubscribed_all, (select c.email from contact_keys k join contacts c on c.id = k.contact_id and c.deleted_at is null where k.kind = 'email' and k.value = s.to_email) as primary_email, (select r.definition from released r where r.kind = 'brand' limit 1) as brand from email_sends s left join list_configs l on l.list_id = s.category where s.id = $1",
        None,
    )
}
impl LinkedSendStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> LinkedSendQuery<'c, 'a, 's, C, LinkedSend, 1> {
        LinkedSendQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LinkedSendBorrowed, tokio_postgres::Error> {
                Ok(LinkedSendBorrowed {
                    to_email: row.try_get(0)?,
                    category: row.try_get(1)?,
                    campaign_id: row.try_get(2)?,
                    template_key: row.try_get(3)?,
                    category_name: row.try_get(4)?,
                    choice: row.try_get(5)?,
                    unsubscribed_all: row.try_get(6)?,
                    primary_email: row.try_get(7)?,
                    brand: row.try_get(8)?,
                })
            },
            mapper: |it| LinkedSend::from(it),
        }
    }
}
pub struct SendAddressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn send_address() -> SendAddressStmt {
    SendAddressStmt("select to_email from email_sends where id = $1", None)
}
impl SendAddressStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
