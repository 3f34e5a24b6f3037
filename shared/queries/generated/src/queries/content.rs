// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct TemplateDefinitionsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::BytesSql,
    T4: crate::ArraySql<Item = T3>,
> {
    pub keys: T2,
    pub hashes: T4,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CurrentTemplate {
    pub hash: Vec<u8>,
    pub definition: serde_json::Value,
}
pub struct CurrentTemplateBorrowed<'a> {
    pub hash: &'a [u8],
    pub definition: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<CurrentTemplateBorrowed<'a>> for CurrentTemplate {
    fn from(CurrentTemplateBorrowed { hash, definition }: CurrentTemplateBorrowed<'a>) -> Self {
        Self { hash: hash.into(), definition: serde_json::from_str(definition.0.get()).unwrap() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct SendableTemplates {
    pub key: String,
    pub hash: Vec<u8>,
}
pub struct SendableTemplatesBorrowed<'a> {
    pub key: &'a str,
    pub hash: &'a [u8],
}
impl<'a> From<SendableTemplatesBorrowed<'a>> for SendableTemplates {
    fn from(SendableTemplatesBorrowed { key, hash }: SendableTemplatesBorrowed<'a>) -> Self {
        Self { key: key.into(), hash: hash.into() }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateDefinitions {
    pub hash: Vec<u8>,
    pub definition: serde_json::Value,
}
pub struct TemplateDefinitionsBorrowed<'a> {
    pub hash: &'a [u8],
    pub definition: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<TemplateDefinitionsBorrowed<'a>> for TemplateDefinitions {
    fn from(TemplateDefinitionsBorrowed { hash, definition }: TemplateDefinitionsBorrowed<'a>) -> Self {
        Self { hash: hash.into(), definition: serde_json::from_str(definition.0.get()).unwrap() }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct CurrentTemplateQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CurrentTemplateBorrowed, tokio_postgres::Error>,
    mapper: fn(CurrentTemplateBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CurrentTemplateQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CurrentTemplateBorrowed) -> R) -> CurrentTemplateQuery<'c, 'a, 's, C, R, N> {
        CurrentTemplateQuery {
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
pub struct SendableTemplatesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SendableTemplatesBorrowed, tokio_postgres::Error>,
    mapper: fn(SendableTemplatesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SendableTemplatesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SendableTemplatesBorrowed) -> R) -> SendableTemplatesQuery<'c, 'a, 's, C, R, N> {
        SendableTemplatesQuery {
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
pub struct TemplateDefinitionsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<TemplateDefinitionsBorrowed, tokio_postgres::Error>,
    mapper: fn(TemplateDefinitionsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> TemplateDefinitionsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(TemplateDefinitionsBorrowed) -> R) -> TemplateDefinitionsQuery<'c, 'a, 's, C, R, N> {
        TemplateDefinitionsQuery {
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
pub struct CurrentTemplateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn current_template() -> CurrentTemplateStmt {
    CurrentTemplateStmt(
        "select v.hash, v.definition from content_release_items i join content_versions v on v.kind = i.kind and v.key = i.key and v.hash = i.hash where i.release_id = (select max(id) from content_releases) and i.kind = 'template' and i.key = $1",
        None,
    )
}
impl CurrentTemplateStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        key: &'a T1,
    ) -> CurrentTemplateQuery<'c, 'a, 's, C, CurrentTemplate, 1> {
        CurrentTemplateQuery {
            client,
            params: [key],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<CurrentTemplateBorrowed, tokio_postgres::Error> {
                Ok(CurrentTemplateBorrowed { hash: row.try_get(0)?, definition: row.try_get(1)? })
            },
            mapper: |it| CurrentTemplate::from(it),
        }
    }
}
pub struct SendableTemplatesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sendable_templates() -> SendableTemplatesStmt {
    SendableTemplatesStmt(
        "select distinct on (i.key) i.key, i.hash from content_release_items i where i.kind = 'template' and i.key = any($1) order by i.key, i.release_id desc",
        None,
    )
}
impl SendableTemplatesStmt {
    pub async fn prepare<'a, C: GenericClient>(mut self, client: &'a C) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>(
        &'s self,
        client: &'c C,
        keys: &'a T2,
    ) -> SendableTemplatesQuery<'c, 'a, 's, C, SendableTemplates, 1> {
        SendableTemplatesQuery {
            client,
            params: [keys],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<SendableTemplatesBorrowed, tokio_postgres::Error> {
                Ok(SendableTemplatesBorrowed { key: row.try_get(0)?, hash: row.try_get(1)? })
            },
            mapper: |it| SendableTemplates::from(it),
        }
    }
}
pub struct TemplateDefinitionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn template_definitions() -> TemplateDefinitionsStmt {
    TemplateDefinitionsStmt(
        "select v.hash, v.definition from content_versions v where v.kind = 'template' and v.key = any($1) and v.hash = any($2)",
        None,
    )
}
impl TemplateDefinitionsStmt {
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
        T3: crate::BytesSql,
        T4: crate::ArraySql<Item = T3>,
    >(
        &'s self,
        client: &'c C,
        keys: &'a T2,
        hashes: &'a T4,
    ) -> TemplateDefinitionsQuery<'c, 'a, 's, C, TemplateDefinitions, 2> {
        TemplateDefinitionsQuery {
            client,
            params: [keys, hashes],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<TemplateDefinitionsBorrowed, tokio_postgres::Error> {
                Ok(TemplateDefinitionsBorrowed { hash: row.try_get(0)?, definition: row.try_get(1)? })
            },
            mapper: |it| TemplateDefinitions::from(it),
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
    T3: crate::BytesSql,
    T4: crate::ArraySql<Item = T3>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        TemplateDefinitionsParams<T1, T2, T3, T4>,
        TemplateDefinitionsQuery<'c, 'a, 's, C, TemplateDefinitions, 2>,
        C,
    > for TemplateDefinitionsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a TemplateDefinitionsParams<T1, T2, T3, T4>,
    ) -> TemplateDefinitionsQuery<'c, 'a, 's, C, TemplateDefinitions, 2> {
        self.bind(client, &params.keys, &params.hashes)
    }
}
pub struct PublicBaseUrlStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn public_base_url() -> PublicBaseUrlStmt {
    PublicBaseUrlStmt(
        "select coalesce((select value #>> '{}' from settings where key = 'public_base_url'), '') as url",
        None,
    )
}
impl PublicBaseUrlStmt {
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
