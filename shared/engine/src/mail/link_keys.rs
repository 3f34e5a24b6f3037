//! The secrets that sign the links of mails, read once and kept.

use std::sync::Arc;

use domain::token::LinkKeys;
use platform::{Error, secrets};
use tokio::sync::OnceCell;

use crate::Engine;

/// The keys, once read.
#[derive(Debug, Default)]
pub struct LinkKeyCell(OnceCell<Arc<LinkKeys>>);

impl Engine {
    /// The link keys of this installation, from the secret that `LINK_KEYS_SECRET_ARN` names.
    ///
    /// # Errors
    /// `Unavailable` when the secret cannot be read; `Internal` when it holds no usable key.
    pub async fn link_keys(&self) -> Result<Arc<LinkKeys>, Error> {
        let read = async || {
            let arn = std::env::var("LINK_KEYS_SECRET_ARN").unwrap_or_default();
            parse(&secrets::get(&arn).await?)
        };
        self.link_key_cell.0.get_or_try_init(read).await.cloned()
    }

    /// These keys instead of the secret's, for tests.
    ///
    /// # Errors
    /// `Internal` for an unusable text.
    pub fn with_link_keys(mut self, text: &str) -> Result<Self, Error> {
        self.link_key_cell = LinkKeyCell(OnceCell::new_with(Some(parse(text)?)));
        Ok(self)
    }
}

fn parse(text: &str) -> Result<Arc<LinkKeys>, Error> {
    let keys = LinkKeys::from_json(text).ok_or_else(|| Error::internal("the secret of the link keys holds no usable key"))?;
    Ok(Arc::new(keys))
}
