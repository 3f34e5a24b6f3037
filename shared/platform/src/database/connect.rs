//! Opening a connection: settings from a secret in the shape that RDS writes, or fixed ones.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deadpool_postgres::Connect;
use serde::Deserialize;
use tokio::task::JoinHandle;
use tokio_postgres::config::SslMode;
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{CONNECT, tls};
use crate::{Error, secrets};

/// Where the settings of a connection come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A secret `{host, port, username, password, dbname, caCertificate?}`.
    Secret {
        /// ARN of the secret.
        arn: String,
        /// verify-full, or no TLS at all (a database on the same host).
        tls: bool,
    },
    /// These settings, without TLS.
    Fixed(Box<Config>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DatabaseSecret {
    host: String,
    #[serde(default = "default_port")]
    port: serde_json::Value,
    username: String,
    password: String,
    dbname: String,
    ca_certificate: Option<String>,
}

fn default_port() -> serde_json::Value {
    5432.into()
}

/// Settings that are ready for use.
#[derive(Clone)]
struct Ready {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

/// Opens connections with the settings last read. The secret is read before the pool is asked, because the
/// pool's error type has no room for failures of ours.
#[derive(Clone)]
pub(super) struct Connector {
    source: Arc<Source>,
    ready: Arc<Mutex<Option<Ready>>>,
}

impl Connector {
    pub(super) fn new(source: Source) -> Self {
        Self { source: Arc::new(source), ready: Arc::default() }
    }

    /// Makes sure that settings are there; `anew` reads the secret again, for a password that was rotated.
    pub(super) async fn prepare(&self, anew: bool) -> Result<(), Error> {
        if !anew && self.ready().is_some() {
            return Ok(());
        }
        let ready = match &*self.source {
            Source::Fixed(config) => Ready { config: (**config).clone(), tls: None },
            Source::Secret { arn, tls } => {
                let text = if anew { secrets::refresh(arn).await? } else { secrets::get(arn).await? };
                from_secret(&text, *tls)?
            }
        };
        *self.ready.lock().unwrap_or_else(PoisonError::into_inner) = Some(ready);
        Ok(())
    }

    fn ready(&self) -> Option<Ready> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn from_secret(text: &str, tls: bool) -> Result<Ready, Error> {
    let secret: DatabaseSecret =
        serde_json::from_str(text).map_err(|error| Error::internal(format!("database secret: {error}")))?;
    let port = secret.port.as_str().map_or_else(|| secret.port.as_u64(), |text| text.parse().ok());
    let port = port.and_then(|port| u16::try_from(port).ok());
    let mut config = Config::new();
    config
        .host(&secret.host)
        .port(port.ok_or_else(|| Error::internal("database secret: port is no port"))?)
        .user(&secret.username)
        .password(&secret.password)
        .dbname(&secret.dbname)
        .ssl_mode(if tls { SslMode::Require } else { SslMode::Disable });
    let tls = if tls { Some(tls::connector(secret.ca_certificate.as_deref())?) } else { None };
    Ok(Ready { config, tls })
}

type Opened = (Client, JoinHandle<()>);

impl Connect for Connector {
    fn connect(
        &self,
        unprepared: &Config,
    ) -> Pin<Box<dyn Future<Output = Result<Opened, tokio_postgres::Error>> + Send + '_>> {
        let ready = self.ready().unwrap_or(Ready { config: unprepared.clone(), tls: None });
        Box::pin(open(ready))
    }
}

async fn open(Ready { mut config, tls }: Ready) -> Result<Opened, tokio_postgres::Error> {
    config
        .application_name("sounder")
        .connect_timeout(CONNECT)
        .tcp_user_timeout(Duration::from_secs(3))
        .keepalives(true)
        .keepalives_idle(Duration::from_secs(30));
    match tls {
        None => {
            let (client, connection) = config.connect(NoTls).await?;
            Ok((client, tokio::spawn(async move { log_end(connection.await) })))
        }
        Some(tls) => {
            let (client, connection) = config.connect(tls).await?;
            Ok((client, tokio::spawn(async move { log_end(connection.await) })))
        }
    }
}

fn log_end(outcome: Result<(), tokio_postgres::Error>) {
    if let Err(error) = outcome {
        tracing::debug!(%error, "database connection ended");
    }
}
