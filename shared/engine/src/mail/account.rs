//! What SES says of the account that this installation sends from.
//!
//! Kept in the setting `ses_account`, so that no request asks SES. Refreshing is state-setting: twice or late is harmless.

use aws_smithy_types::error::display::DisplayErrorContext;
use platform::{Error, aws};
use queries::queries::mail::store_ses_account;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Engine;
use crate::operations::lease;

/// The account at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SesAccount {
    /// SES sends at all; it pauses accounts with too many bounces or complaints.
    pub sending_enabled: bool,
    /// Only verified recipients get mail, 200 a day.
    pub sandbox: bool,
    /// `HEALTHY`, `PROBATION` or `SHUTDOWN`.
    pub enforcement: String,
    /// Mails a second.
    pub rate_per_second: f64,
    /// Recipients in 24 hours.
    pub quota: f64,
    /// Of it, used in the last 24 hours.
    pub quota_used: f64,
}

impl SesAccount {
    /// As it was stored, if it ever was.
    pub(crate) fn stored(value: Option<Value>) -> Option<Self> {
        value.and_then(|value| serde_json::from_value(value).ok())
    }

    /// Recipients that mail may still go to in these 24 hours.
    pub fn quota_left(&self) -> f64 {
        (self.quota - self.quota_used).max(0.0)
    }
}

impl Engine {
    /// Asks SES and keeps the answer. `None`: another invocation is at it.
    ///
    /// # Errors
    /// `Unavailable` when SES gives no answer, and then what was known before stays; those of the database.
    pub async fn refresh_ses_account(&self) -> Result<Option<SesAccount>, Error> {
        lease::run(self, "refresh_ses_account", |_| async {
            let account = aws::ses().await.get_account().send().await;
            let account = account
                .map_err(|error| Error::unavailable(1, format!("GetAccount: {}", DisplayErrorContext(&error))))?;
            let quota = account.send_quota();
            let account = SesAccount {
                sending_enabled: account.sending_enabled(),
                sandbox: !account.production_access_enabled(),
                enforcement: account.enforcement_status().unwrap_or("HEALTHY").to_owned(),
                rate_per_second: quota.map_or(0.0, |quota| quota.max_send_rate()),
                quota: quota.map_or(0.0, |quota| quota.max24_hour_send()),
                quota_used: quota.map_or(0.0, |quota| quota.sent_last24_hours()),
            };
            let client = self.database.client().await?;
            store_ses_account().bind(&client, &serde_json::to_value(&account).map_err(Error::internal)?).await?;
            Ok(account)
        })
        .await
    }
}
