// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct RecordChoicesParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = bool>,
    T6: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::JsonSql,
> {
    pub emails: T2,
    pub categories: T4,
    pub choices: T5,
    pub contact_ids: T6,
    pub keep_no: bool,
    pub source: T7,
    pub now: jiff::Timestamp,
    pub actor: Option<T8>,
    pub send_id: Option<uuid::Uuid>,
    pub detail: Option<T9>,
}
#[derive(Debug)]
pub struct RecordGlobalChoiceParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub emails: T2,
    pub unsubscribed_all: bool,
    pub now: jiff::Timestamp,
    pub source: T3,
    pub contact_id: Option<uuid::Uuid>,
    pub actor: Option<T4>,
    pub send_id: Option<uuid::Uuid>,
}
#[derive(Debug)]
pub struct WithheldAddressesParams<T1: crate::StringSql, T2: crate::ArraySql<Item = T1>> {
    pub fixed_now: Option<jiff::Timestamp>,
    pub emails: T2,
}
#[derive(Debug)]
pub struct CarryOptOutsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::StringSql,
> {
    pub contact_ids: T1,
    pub old: T3,
    pub new: T5,
    pub no_wins: bool,
    pub now: jiff::Timestamp,
    pub source: T6,
    pub actor: T7,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListCatalogue {
    pub list_id: String,
    pub name: String,
    pub description: Option<String>,
    pub default_opt_in: bool,
}
pub struct ListCatalogueBorrowed<'a> {
    pub list_id: &'a str,
    pub name: &'a str,
    pub description: Option<&'a str>,
    pub default_opt_in: bool,
}
impl<'a> From<ListCatalogueBorrowed<'a>> for ListCatalogue {
    fn from(ListCatalogueBorrowed { list_id, name, description, default_opt_in }: ListCatalogueBorrowed<'a>) -> Self {
        Self { list_id: list_id.into(), name: name.into(), description: description.map(|v| v.into()), default_opt_in }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct EnabledLists {
    pub list_id: String,
    pub default_opt_in: bool,
}
pub struct EnabledListsBorrowed<'a> {
    pub list_id: &'a str,
    pub default_opt_in: bool,
}
impl<'a> From<EnabledListsBorrowed<'a>> for EnabledLists {
    fn from(EnabledListsBorrowed { list_id, default_opt_in }: EnabledListsBorrowed<'a>) -> Self {
        Self { list_id: list_id.into(), default_opt_in }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct RecordChoices {
    pub contact_id: Option<uuid::Uuid>,
    pub category: String,
    pub subscribed: bool,
}
pub struct RecordChoicesBorrowed<'a> {
    pub contact_id: Option<uuid::Uuid>,
    pub category: &'a str,
    pub subscribed: bool,
}
impl<'a> From<RecordChoicesBorrowed<'a>> for RecordChoices {
    fn from(RecordChoicesBorrowed { contact_id, category, subscribed }: RecordChoicesBorrowed<'a>) -> Self {
        Self { contact_id, category: category.into(), subscribed }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct OfferedCategories {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub default_opt_in: Option<bool>,
}
pub struct OfferedCategoriesBorrowed<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub description: Option<&'a str>,
    pub default_opt_in: Option<bool>,
}
impl<'a> From<OfferedCategoriesBorrowed<'a>> for OfferedCategories {
    fn from(
        OfferedCategoriesBorrowed { id, name, description, default_opt_in }: OfferedCategoriesBorrowed<'a>,
    ) -> Self {
        Self { id: id.into(), name: name.into(), description: description.map(|v| v.into()), default_opt_in }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct StoredChoices {
    pub email: String,
    pub category: String,
    pub subscribed: bool,
}
pub struct StoredChoicesBorrowed<'a> {
    pub email: &'a str,
    pub category: &'a str,
    pub subscribed: bool,
}
impl<'a> From<StoredChoicesBorrowed<'a>> for StoredChoices {
    fn from(StoredChoicesBorrowed { email, category, subscribed }: StoredChoicesBorrowed<'a>) -> Self {
        Self { email: email.into(), category: category.into(), subscribed }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct WithheldAddresses {
    pub email: String,
    pub unsubscribed_all: bool,
    pub suppressed: bool,
}
pub struct WithheldAddressesBorrowed<'a> {
    pub email: &'a str,
    pub unsubscribed_all: bool,
    pub suppressed: bool,
}
impl<'a> From<WithheldAddressesBorrowed<'a>> for WithheldAddresses {
    fn from(WithheldAddressesBorrowed { email, unsubscribed_all, suppressed }: WithheldAddressesBorrowed<'a>) -> Self {
        Self { email: email.into(), unsubscribed_all, suppressed }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ListCatalogueQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListCatalogueBorrowed, tokio_postgres::Error>,
    mapper: fn(ListCatalogueBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListCatalogueQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ListCatalogueBorrowed) -> R) -> ListCatalogueQuery<'c, 'a, 's, C, R, N> {
        ListCatalogueQuery {
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
pub struct EnabledListsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<EnabledListsBorrowed, tokio_postgres::Error>,
    mapper: fn(EnabledListsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> EnabledListsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(EnabledListsBorrowed) -> R) -> EnabledListsQuery<'c, 'a, 's, C, R, N> {
        EnabledListsQuery {
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
pub struct RecordChoicesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<RecordChoicesBorrowed, tokio_postgres::Error>,
    mapper: fn(RecordChoicesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> RecordChoicesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(RecordChoicesBorrowed) -> R) -> RecordChoicesQuery<'c, 'a, 's, C, R, N> {
        RecordChoicesQuery {
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
pub struct OfferedCategoriesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<OfferedCategoriesBorrowed, tokio_postgres::Error>,
    mapper: fn(OfferedCategoriesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OfferedCategoriesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(OfferedCategoriesBorrowed) -> R) -> OfferedCategoriesQuery<'c, 'a, 's, C, R, N> {
        OfferedCategoriesQuery {
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
pub struct StoredChoicesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<StoredChoicesBorrowed, tokio_postgres::Error>,
    mapper: fn(StoredChoicesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StoredChoicesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(StoredChoicesBorrowed) -> R) -> StoredChoicesQuery<'c, 'a, 's, C, R, N> {
        StoredChoicesQuery {
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
pub struct WithheldAddressesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<WithheldAddressesBorrowed, tokio_postgres::Error>,
    mapper: fn(WithheldAddressesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> WithheldAddressesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(WithheldAddressesBorrowed) -> R) -> WithheldAddressesQuery<'c, 'a, 's, C, R, N> {
        WithheldAddressesQuery {
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
pub struct ListCatalogueStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_catalogue() -> ListCatalogueStmt {
    ListCatalogueStmt(
        "select list_id, name, description, default_opt_in from list_configs where in_code and file_enabled and enabled order by position, list_id",
        None,
    )
}
impl ListCatalogueStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> ListCatalogueQuery<'c, 'a, 's, C, ListCatalogue, 0> {
        ListCatalogueQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ListCatalogueBorrowed, tokio_postgres::Error> {
                Ok(ListCatalogueBorrowed {
                    list_id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    description: row.try_get(2)?,
                    default_opt_in: row.try_get(3)?,
                })
            },
            mapper: |it| ListCatalogue::from(it),
        }
    }
}
pub struct EnabledListsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn enabled_lists() -> EnabledListsStmt {
    EnabledListsStmt(
        "select list_id, default_opt_in from list_configs where list_id = any($1) and in_code and file_enabled and enabled",
        None,
    )
}
impl EnabledListsStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>(
        &'s self,
        client: &'c C,
        ids: &'a T2,
    ) -> EnabledListsQuery<'c, 'a, 's, C, EnabledLists, 1> {
        EnabledListsQuery {
            client,
            params: [ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<EnabledListsBorrowed, tokio_postgres::Error> {
                Ok(EnabledListsBorrowed { list_id: row.try_get(0)?, default_opt_in: row.try_get(1)? })
            },
            mapper: |it| EnabledLists::from(it),
        }
    }
}
pub struct RecordChoicesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record_choices() -> RecordChoicesStmt {
    RecordChoicesStmt(
        "with wanted as ( select distinct on (r.email, r.category) r.email, r.category, r.subscribed, r.contact_id from unnest($1::text[], $2::text[], $3::bool[], $4::uuid[]) with ordinality as r (email, category, subscribed, contact_id, ord) order by r.email, r.category, r.subscribed and $5, r.ord desc), before as ( select w.*, s.subscribed as old from wanted w left join email_subscriptions s on s.email = w.email and s.category = w.category), changed as ( select * from before where old is distinct from subscribed and not ($5 and subscribed and old is false) order by email, category), written as ( insert into email_subscriptions as s (email, category, subscribed, source, changed_at) select email, category, subscribed, $6, $7 from changed on conflict (email, category) do update set subscribed = excluded.subscribed, source = excluded.source, changed_at = excluded.changed_at returning s.email), logged as ( insert into preference_log (email, contact_id, category, field, old_value, new_value, source, actor, send_id, detail, at) select email, contact_id, category, 'subscription', old, subscribed, $6, $8, $9, $10, $7 from changed returning id) select c.contact_id, c.category, c.subscribed from changed c where (select count(*) from written) >= 0 and (select count(*) from logged) >= 0",
        None,
    )
}
impl RecordChoicesStmt {
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
        T5: crate::ArraySql<Item = bool>,
        T6: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T7: crate::StringSql,
        T8: crate::StringSql,
        T9: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        emails: &'a T2,
        categories: &'a T4,
        choices: &'a T5,
        contact_ids: &'a T6,
        keep_no: &'a bool,
        source: &'a T7,
        now: &'a jiff::Timestamp,
        actor: &'a Option<T8>,
        send_id: &'a Option<uuid::Uuid>,
        detail: &'a Option<T9>,
    ) -> RecordChoicesQuery<'c, 'a, 's, C, RecordChoices, 10> {
        RecordChoicesQuery {
            client,
            params: [emails, categories, choices, contact_ids, keep_no, source, now, actor, send_id, detail],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<RecordChoicesBorrowed, tokio_postgres::Error> {
                Ok(RecordChoicesBorrowed {
                    contact_id: row.try_get(0)?,
                    category: row.try_get(1)?,
                    subscribed: row.try_get(2)?,
                })
            },
            mapper: |it| RecordChoices::from(it),
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
    T5: crate::ArraySql<Item = bool>,
    T6: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::JsonSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RecordChoicesParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
        RecordChoicesQuery<'c, 'a, 's, C, RecordChoices, 10>,
        C,
    > for RecordChoicesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RecordChoicesParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
    ) -> RecordChoicesQuery<'c, 'a, 's, C, RecordChoices, 10> {
        self.bind(
            client,
            &params.emails,
            &params.categories,
            &params.choices,
            &params.contact_ids,
            &params.keep_no,
            &params.source,
            &params.now,
            &params.actor,
            &params.send_id,
            &params.detail,
        )
    }
}
pub struct OfferedCategoriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn offered_categories() -> OfferedCategoriesStmt {
    OfferedCategoriesStmt(
        "with released as ( select v.key as id, v.definition from content_release_items i join content_versions v on v.kind = i.kind and v.key = i.key and v.hash = i.hash where i.release_id = (select max(id) from content_releases) and i.kind = 'category' and i.key <> 'transactional') select 'journey' as id, coalesce((select r.definition ->> 'name' from released r where r.id = 'journey'), 'Journey & lifecycle emails') as name, (select r.definition ->> 'description' from released r where r.id = 'journey') as description, null::bool as default_opt_in union all select r.id, coalesce(r.definition ->> 'name', r.id), r.definition ->> 'description', null from released r where r.id <> 'journey' and not exists (select 1 from list_configs l where l.list_id = r.id) union all select l.list_id, l.name, l.description, l.default_opt_in from list_configs l where l.in_code and l.file_enabled and l.enabled and l.list_id not in ('journey', 'transactional')",
        None,
    )
}
impl OfferedCategoriesStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> OfferedCategoriesQuery<'c, 'a, 's, C, OfferedCategories, 0> {
        OfferedCategoriesQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OfferedCategoriesBorrowed, tokio_postgres::Error> {
                Ok(OfferedCategoriesBorrowed {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    description: row.try_get(2)?,
                    default_opt_in: row.try_get(3)?,
                })
            },
            mapper: |it| OfferedCategories::from(it),
        }
    }
}
pub struct StoredChoicesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn stored_choices() -> StoredChoicesStmt {
    StoredChoicesStmt(
        "select s.email, s.category, s.subscribed from email_subscriptions s where s.email = any($1)",
        None,
    )
}
impl StoredChoicesStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>(
        &'s self,
        client: &'c C,
        emails: &'a T2,
    ) -> StoredChoicesQuery<'c, 'a, 's, C, StoredChoices, 1> {
        StoredChoicesQuery {
            client,
            params: [emails],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<StoredChoicesBorrowed, tokio_postgres::Error> {
                Ok(StoredChoicesBorrowed {
                    email: row.try_get(0)?,
                    category: row.try_get(1)?,
                    subscribed: row.try_get(2)?,
                })
            },
            mapper: |it| StoredChoices::from(it),
        }
    }
}
pub struct RecordGlobalChoiceStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn record_global_choice() -> RecordGlobalChoiceStmt {
    RecordGlobalChoiceStmt(
        "with before as ( select r.email, coalesce(p.unsubscribed_all, false) as old from (select distinct w.email from unnest($1::text[]) as w (email)) r left join email_preferences p on p.email = r.email), changed as ( select email, old from before where old is distinct from $2 order by email), written as ( insert into email_preferences as p (email, unsubscribed_all, unsubscribed_all_at, source, created_at, updated_at) select email, $2, case when $2 then $3::timestamptz end, $4, $3, $3 from changed on conflict (email) do update set unsubscribed_all = excluded.unsubscribed_all, unsubscribed_all_at = excluded.unsubscribed_all_at, source = excluded.source, updated_at = excluded.updated_at returning p.email), logged as ( insert into preference_log (email, contact_id, category, field, old_value, new_value, source, actor, send_id, at) select email, $5, null, 'unsubscribed_all', old, $2, $4, $6, $7, $3 from changed returning id) select c.email from changed c where (select count(*) from written) >= 0 and (select count(*) from logged) >= 0",
        None,
    )
}
impl RecordGlobalChoiceStmt {
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
        T4: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        emails: &'a T2,
        unsubscribed_all: &'a bool,
        now: &'a jiff::Timestamp,
        source: &'a T3,
        contact_id: &'a Option<uuid::Uuid>,
        actor: &'a Option<T4>,
        send_id: &'a Option<uuid::Uuid>,
    ) -> StringQuery<'c, 'a, 's, C, String, 7> {
        StringQuery {
            client,
            params: [emails, unsubscribed_all, now, source, contact_id, actor, send_id],
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
    T4: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RecordGlobalChoiceParams<T1, T2, T3, T4>,
        StringQuery<'c, 'a, 's, C, String, 7>,
        C,
    > for RecordGlobalChoiceStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RecordGlobalChoiceParams<T1, T2, T3, T4>,
    ) -> StringQuery<'c, 'a, 's, C, String, 7> {
        self.bind(
            client,
            &params.emails,
            &params.unsubscribed_all,
            &params.now,
            &params.source,
            &params.contact_id,
            &params.actor,
            &params.send_id,
        )
    }
}
pub struct WithheldAddressesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn withheld_addresses() -> WithheldAddressesStmt {
    WithheldAddressesStmt(
        "select a.email, exists (select 1 from email_preferences p where p.email = a.email and p.unsubscribed_all) as unsubscribed_all, exists (select 1 from email_suppressions x where x.email in (a.email, 'sha256:' || encode(sha256(convert_to((select value #>> '{}' from settings where key = 'erasure_salt') || a.email, 'UTF8')), 'hex')) and (x.expires_at is null or x.expires_at > coalesce($1::timestamptz, clock_timestamp()))) as suppressed from unnest($2::text[]) as a (email)",
        None,
    )
}
impl WithheldAddressesStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>(
        &'s self,
        client: &'c C,
        fixed_now: &'a Option<jiff::Timestamp>,
        emails: &'a T2,
    ) -> WithheldAddressesQuery<'c, 'a, 's, C, WithheldAddresses, 2> {
        WithheldAddressesQuery {
            client,
            params: [fixed_now, emails],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<WithheldAddressesBorrowed, tokio_postgres::Error> {
                Ok(WithheldAddressesBorrowed {
                    email: row.try_get(0)?,
                    unsubscribed_all: row.try_get(1)?,
                    suppressed: row.try_get(2)?,
                })
            },
            mapper: |it| WithheldAddresses::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        WithheldAddressesParams<T1, T2>,
        WithheldAddressesQuery<'c, 'a, 's, C, WithheldAddresses, 2>,
        C,
    > for WithheldAddressesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a WithheldAddressesParams<T1, T2>,
    ) -> WithheldAddressesQuery<'c, 'a, 's, C, WithheldAddresses, 2> {
        self.bind(client, &params.fixed_now, &params.emails)
    }
}
pub struct CarryOptOutsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn carry_opt_outs() -> CarryOptOutsStmt {
    CarryOptOutsStmt(
        "with moved as ( select r.contact_id, r.old, r.new from unnest($1::uuid[], $2::text[], $3::text[]) as r (contact_id, old, new)), all_mail as ( select distinct on (m.new) m.new as email, m.contact_id from moved m join email_preferences o on o.email = m.old and o.unsubscribed_all order by m.new), one_list as ( select distinct on (m.new, o.category) m.new as email, m.contact_id, o.category, s.subscribed as old_choice from moved m join email_subscriptions o on o.email = m.old and not o.subscribed left join email_subscriptions s on s.email = m.new and s.category = o.category where s.subscribed is null or (s.subscribed and $4::bool) order by m.new, o.category), left_all as ( insert into email_preferences as p (email, unsubscribed_all, unsubscribed_all_at, source, created_at, updated_at) select email, true, $5::timestamptz, $6::text, $5, $5 from all_mail order by email on conflict (email) do update set unsubscribed_all = true, unsubscribed_all_at = excluded.unsubscribed_all_at, source = excluded.source, updated_at = excluded.updated_at where not p.unsubscribed_all returning p.email), left_one as ( insert into email_subscriptions as s (email, category, subscribed, source, changed_at) select email, category, false, $6, $5 from one_list order by email, category on conflict (email, category) do update set subscribed = false, source = excluded.source, changed_at = excluded.changed_at returning s.email) insert into preference_log (email, contact_id, category, field, old_value, new_value, source, actor, at) select a.email, a.contact_id, null, 'unsubscribed_all', false, true, $6, $7::text, $5 from all_mail a join left_all l on l.email = a.email union all select o.email, o.contact_id, o.category, 'subscription', o.old_choice, false, $6, $7, $5 from one_list o where (select count(*) from left_one) >= 0",
        None,
    )
}
impl CarryOptOutsStmt {
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
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        contact_ids: &'a T1,
        old: &'a T3,
        new: &'a T5,
        no_wins: &'a bool,
        now: &'a jiff::Timestamp,
        source: &'a T6,
        actor: &'a T7,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[contact_ids, old, new, no_wins, now, source, actor],
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
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        CarryOptOutsParams<T1, T2, T3, T4, T5, T6, T7>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for CarryOptOutsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a CarryOptOutsParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.contact_ids,
            &params.old,
            &params.new,
            &params.no_wins,
            &params.now,
            &params.source,
            &params.actor,
        ))
    }
}
