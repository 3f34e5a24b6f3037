//! What an answer of SES means for the row. The SDK's own retries are off: a repeated time-out is a second mail.

use aws_sdk_sesv2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;

/// What is done with a row whose call did not succeed.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Not accepted; the row waits so many seconds. `counts`: the attempt is used up.
    Again {
        /// Seconds.
        delay_secs: f64,
        /// Whether the failure counts against the row.
        counts: bool,
    },
    /// Not accepted, and never will be.
    Failed {
        /// Class, kept as the row's reason.
        class: &'static str,
        /// What SES said.
        message: String,
    },
    /// Nobody knows: the row stays `rendered` until evidence comes.
    Unknown,
}

/// After so many counted attempts a row fails.
const MAX_ATTEMPTS: i32 = 6;

/// Classifies a failed call.
pub fn outcome(error: &SdkError<SendEmailError>, attempt: i32) -> Outcome {
    let message = error.message().unwrap_or_default().to_owned();
    match error {
        // Nothing was sent: no credentials, say, or no connection.
        SdkError::ConstructionFailure(_) => retry(attempt),
        SdkError::DispatchFailure(failure) if never_left(failure) => retry(attempt),
        SdkError::TimeoutError(timeout) if never_left(timeout) => retry(attempt),
        SdkError::ServiceError(answer) => match error.code().unwrap_or_default() {
            "TooManyRequestsException" if message.contains("Daily message quota") => {
                Outcome::Again { delay_secs: 900.0, counts: false }
            }
            "TooManyRequestsException" | "Throttling" | "ThrottlingException" => {
                Outcome::Again { delay_secs: 3.0, counts: false }
            }
            "LimitExceededException" => Outcome::Again { delay_secs: 900.0, counts: false },
            "AccountSuspendedException" | "SendingPausedException" | "MailFromDomainNotVerifiedException" => {
                Outcome::Again { delay_secs: 300.0, counts: false }
            }
            "MessageRejected" if message.contains("not verified") => {
                Outcome::Failed { class: "recipient_not_verified", message }
            }
            _ if answer.raw().status().is_server_error() => retry(attempt),
            _ => Outcome::Failed { class: "permanent", message },
        },
        _ => Outcome::Unknown,
    }
}

fn retry(attempt: i32) -> Outcome {
    if attempt >= MAX_ATTEMPTS {
        return Outcome::Failed { class: "retries_exhausted", message: String::new() };
    }
    Outcome::Again { delay_secs: (15.0 * 2_f64.powi(attempt)).min(900.0), counts: true }
}

/// The connection was never made, so SES cannot have the mail.
fn never_left(failure: &impl std::fmt::Debug) -> bool {
    let text = format!("{failure:?}");
    text.contains("ConnectError")
        || text.contains("HTTP connect")
        || text.contains("dns error")
        || text.contains("ConnectionRefused")
}
