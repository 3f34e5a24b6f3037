// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct InsertAuditParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::JsonSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
> {
    pub actor_type: T1,
    pub actor: T2,
    pub actor_key_id: Option<uuid::Uuid>,
    pub action: T3,
    pub outcome: T4,
    pub resource: T5,
    pub resource_id: Option<T6>,
    pub detail: T7,
    pub ip: Option<T8>,
    pub request_id: Option<T9>,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct InsertAuditStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_audit() -> InsertAuditStmt {
    InsertAuditStmt(
        "insert into audit_log (actor_type, actor, actor_key_id, action, outcome, resource, resource_id, detail, ip, request_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::inet, $10)",
        None,
    )
}
impl InsertAuditStmt {
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
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::JsonSql,
        T8: crate::StringSql,
        T9: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        actor_type: &'a T1,
        actor: &'a T2,
        actor_key_id: &'a Option<uuid::Uuid>,
        action: &'a T3,
        outcome: &'a T4,
        resource: &'a T5,
        resource_id: &'a Option<T6>,
        detail: &'a T7,
        ip: &'a Option<T8>,
        request_id: &'a Option<T9>,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(prepared) => prepared.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[actor_type, actor, actor_key_id, action, outcome, resource, resource_id, detail, ip, request_id],
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
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::JsonSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertAuditParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
        std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>,
        C,
    > for InsertAuditStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertAuditParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
    ) -> std::pin::Pin<Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(self.bind(
            client,
            &params.actor_type,
            &params.actor,
            &params.actor_key_id,
            &params.action,
            &params.outcome,
            &params.resource,
            &params.resource_id,
            &params.detail,
            &params.ip,
            &params.request_id,
        ))
    }
}
