//! What every use case works with.

use domain::budget::Limits;
use jiff::Timestamp;
use platform::Error;
use platform::database::Database;
use platform::objects::Bucket;
use platform::queues::Queues;

use crate::content::base_url::KnownBaseUrl;
use crate::content::templates::Templates;
use crate::events::listeners::Listeners;
use crate::events::retention::EventRetention;
use crate::mail::link_keys::LinkKeyCell;
use crate::mail::settings::MailSettings;

/// Whose clock decides. One clock decides everywhere, the database's; tests fix it.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// `clock_timestamp()` of Postgres.
    Database,
    /// A standing clock, for tests.
    Fixed(Timestamp),
}

impl Clock {
    /// The parameter for `coalesce(:fixed_now, clock_timestamp())`.
    pub fn fixed(self) -> Option<Timestamp> {
        match self {
            Self::Database => None,
            Self::Fixed(now) => Some(now),
        }
    }
}

/// Database, queues and clock; one per process, made without any I/O.
#[derive(Debug)]
pub struct Engine {
    /// Postgres.
    pub database: Database,
    /// The queues that this function sends to.
    pub queues: Queues,
    /// Files that operators import.
    pub import_bucket: Bucket,
    /// Whose clock decides.
    pub clock: Clock,
    /// How this installation sends.
    pub mail: MailSettings,
    /// How many calls a minute a key may make here.
    pub limits: Limits,
    /// How long events are kept here.
    pub event_retention: EventRetention,
    pub(crate) listeners: Listeners,
    pub(crate) templates: Templates,
    pub(crate) base_url: KnownBaseUrl,
    pub(crate) link_key_cell: LinkKeyCell,
}

impl Engine {
    /// From the environment of a Lambda function. Nothing is connected before the first use.
    pub fn from_environment() -> Self {
        Self::new(Database::from_environment("DATABASE_SECRET_ARN"), Queues::from_environment(), Clock::Database)
    }

    /// From parts.
    pub fn new(database: Database, queues: Queues, clock: Clock) -> Self {
        Self {
            database,
            queues,
            import_bucket: Bucket::from_environment("IMPORT_BUCKET"),
            clock,
            mail: MailSettings::from_environment(),
            limits: Limits::parse(&std::env::var("RATE_LIMITS").unwrap_or_default()),
            event_retention: EventRetention::from_environment(),
            listeners: Listeners::default(),
            templates: Templates::default(),
            base_url: KnownBaseUrl::default(),
            link_key_cell: LinkKeyCell::default(),
        }
    }

    /// On a database by URL, for tests and benches; queues from the environment.
    ///
    /// # Errors
    /// The URL does not parse.
    pub fn for_tests(url: &str, clock: Clock) -> Result<Self, Error> {
        Ok(Self::new(Database::connect_to(url, 8)?, Queues::from_environment(), clock))
    }
}
