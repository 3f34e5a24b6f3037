//! Objects in a bucket of S3: files that are too large for a message or a row.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_credential_types::provider::ProvideCredentials;
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use aws_smithy_types::error::display::DisplayErrorContext;
use aws_smithy_types::{DateTime, date_time::Format};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::{Error, aws};

/// A bucket, by its name.
#[derive(Clone, Debug, Default)]
pub struct Bucket {
    name: String,
}

/// An object that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its size.
    pub bytes: u64,
    /// Changes when the object is replaced.
    pub etag: String,
}

/// What a client posts to put one object into the bucket, without credentials of its own: a form of these fields and,
/// last, `file`.
#[derive(Clone, Debug)]
pub struct UploadForm {
    /// Where to.
    pub url: String,
    /// Name and value of each field.
    pub fields: Vec<(String, String)>,
    /// The form is refused from then on.
    pub expires_at: SystemTime,
}

/// The bytes of an object, piece by piece.
#[derive(Debug)]
pub struct Pieces(ByteStream);

impl Pieces {
    /// The next bytes, `None` at the end.
    ///
    /// # Errors
    /// `Unavailable` when the connection breaks.
    pub async fn next(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, Error> {
        self.0.next().await.transpose().map_err(|error| Error::unavailable(5, format!("an object's bytes: {error}")))
    }
}

impl Bucket {
    /// The bucket whose name stands in that variable.
    pub fn from_environment(variable: &str) -> Self {
        Self::named(std::env::var(variable).unwrap_or_default())
    }

    /// The bucket of that name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }

    /// Stores an object, in place of an earlier one under its key.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn put(&self, key: &str, body: Vec<u8>) -> Result<Stored, Error> {
        let bytes = body.len() as u64;
        let put = aws::s3().await.put_object().bucket(&self.name).key(key).body(ByteStream::from(body));
        let answer = put.send().await.map_err(|error| unavailable(&error))?;
        Ok(Stored { bytes, etag: answer.e_tag().unwrap_or_default().to_owned() })
    }

    /// The object under this key, if there is one.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn find(&self, key: &str) -> Result<Option<Stored>, Error> {
        match aws::s3().await.head_object().bucket(&self.name).key(key).send().await {
            Ok(answer) => Ok(Some(Stored {
                bytes: answer.content_length().and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default(),
                etag: answer.e_tag().unwrap_or_default().to_owned(),
            })),
            Err(error) if error.raw_response().is_some_and(|answer| answer.status().as_u16() == 404) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// The bytes `from..to` of an object that has not changed since its `etag` was told; `None` when it has, or is
    /// gone.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn read(&self, key: &str, etag: &str, from: u64, to: u64) -> Result<Option<Vec<u8>>, Error> {
        let range = format!("bytes={from}-{}", to.saturating_sub(1));
        let Some(Pieces(stream)) = self.get(key, etag, Some(range)).await? else { return Ok(None) };
        let bytes = stream.collect().await.map_err(|error| Error::unavailable(5, format!("an object: {error}")))?;
        Ok(Some(bytes.to_vec()))
    }

    /// [`Bucket::read`] from a byte to the end, piece by piece. `from` lies before the end, or is 0.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn stream(&self, key: &str, etag: &str, from: u64) -> Result<Option<Pieces>, Error> {
        self.get(key, etag, (from > 0).then(|| format!("bytes={from}-"))).await
    }

    async fn get(&self, key: &str, etag: &str, range: Option<String>) -> Result<Option<Pieces>, Error> {
        let get = aws::s3().await.get_object().bucket(&self.name).key(key).if_match(etag).set_range(range);
        match get.send().await {
            Ok(answer) => Ok(Some(Pieces(answer.body))),
            // Replaced (412), or gone.
            Err(error) if error.raw_response().is_some_and(|a| matches!(a.status().as_u16(), 404 | 412)) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// A form by which somebody without credentials may store one object of `1..=max_bytes` under this key. S3 itself
    /// keeps to the size; it works at most as long as the credentials of this function.
    ///
    /// The SDK can only sign a PUT, which bounds no size; so the policy of a POST is signed here, by the SDK's signer.
    ///
    /// # Errors
    /// `Unavailable` without credentials.
    pub async fn upload_form(&self, key: &str, max_bytes: u64, valid: Duration) -> Result<UploadForm, Error> {
        let config = aws::config().await;
        let provider = config.credentials_provider().ok_or_else(|| Error::internal("no credentials are configured"))?;
        let credentials = provider.provide_credentials().await.map_err(|error| Error::unavailable(5, error))?;
        let region = config.region().ok_or_else(|| Error::internal("no region is configured"))?.as_ref();

        let now = SystemTime::now();
        let date = text(now)?.replace(['-', ':'], "");
        let day = date.split('T').next().unwrap_or_default();
        let mut fields = vec![
            ("key".to_owned(), key.to_owned()),
            ("x-amz-algorithm".to_owned(), "AWS4-HMAC-SHA256".to_owned()),
            ("x-amz-credential".to_owned(), format!("{}/{day}/{region}/s3/aws4_request", credentials.access_key_id())),
            ("x-amz-date".to_owned(), date.clone()),
        ];
        if let Some(token) = credentials.session_token() {
            fields.push(("x-amz-security-token".to_owned(), token.to_owned()));
        }
        let mut conditions = vec![json!({"bucket": self.name}), json!(["content-length-range", 1, max_bytes])];
        conditions.extend(fields.iter().map(|(name, value)| json!({ name: value })));
        let policy = json!({"expiration": text(now + valid)?, "conditions": conditions});
        let policy = STANDARD.encode(policy.to_string());
        let signing_key = generate_signing_key(credentials.secret_access_key(), now, region, "s3");
        fields.push(("x-amz-signature".to_owned(), calculate_signature(signing_key, policy.as_bytes())));
        fields.push(("policy".to_owned(), policy));
        Ok(UploadForm { url: self.url(key).await?, fields, expires_at: now + valid })
    }

    /// Where the SDK finds the bucket.
    async fn url(&self, key: &str) -> Result<String, Error> {
        let expiry = PresigningConfig::expires_in(Duration::from_secs(1)).map_err(Error::internal)?;
        let signed = aws::s3().await.get_object().bucket(&self.name).key(key).presigned(expiry).await;
        let signed = signed.map_err(|error| unavailable(&error))?;
        let object = signed.uri().split('?').next().unwrap_or_default();
        Ok(object.strip_suffix(key).unwrap_or(object).to_owned())
    }
}

/// RFC 3339 to the second.
fn text(at: SystemTime) -> Result<String, Error> {
    let seconds = at.duration_since(UNIX_EPOCH).map_err(Error::internal)?.as_secs();
    let seconds = i64::try_from(seconds).map_err(Error::internal)?;
    DateTime::from_secs(seconds).fmt(Format::DateTime).map_err(Error::internal)
}

fn unavailable<E>(error: &SdkError<E>) -> Error
where
    E: std::error::Error + 'static,
{
    Error::unavailable(5, format!("S3: {}", DisplayErrorContext(error)))
}
