// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug, Clone, PartialEq)]
pub struct FindApiKey {
    pub id: uuid::Uuid,
    pub name: String,
    pub scopes: Vec<String>,
    pub expires_at: Option<jiff::Timestamp>,
    pub expired: bool,
    pub touch: bool,
    pub auth_epoch: String,
}
pub struct FindApiKeyBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
    pub scopes: crate::ArrayIterator<'a, &'a str>,
    pub expires_at: Option<jiff::Timestamp>,
    pub expired: bool,
    pub touch: bool,
    pub auth_epoch: &'a str,
}
impl<'a> From<FindApiKeyBorrowed<'a>> for FindApiKey {
    fn from(
        FindApiKeyBorrowed {
            id,
            name,
            scopes,
            expires_at,
            expired,
            touch,
            auth_epoch,
        }: FindApiKeyBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            scopes: scopes.map(|v| v.into()).collect(),
            expires_at,
            expired,
            touch,
            auth_epoch: auth_epoch.into(),
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
    pub fn map<R>(
        self,
        mapper: fn(FindApiKeyBorrowed) -> R,
    ) -> FindApiKeyQuery<'c, 'a, 's, C, R, N> {
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
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
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
        "select k.id, k.name, k.scopes, k.expires_at, coalesce(k.expires_at <= clock_timestamp(), false) as expired, coalesce(k.last_used_at < clock_timestamp() - interval '5 minutes', true) as touch, (select value::text from settings where key = 'auth_epoch') as auth_epoch from api_keys k where k.key_hash = $1 and k.revoked_at is null",
        None,
    )
}
impl FindApiKeyStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
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
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindApiKeyBorrowed, tokio_postgres::Error> {
                    Ok(FindApiKeyBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                        scopes: row.try_get(2)?,
                        expires_at: row.try_get(3)?,
                        expired: row.try_get(4)?,
                        touch: row.try_get(5)?,
                        auth_epoch: row.try_get(6)?,
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
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client.execute(self.0, &[id]).await
    }
}
