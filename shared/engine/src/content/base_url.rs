//! Where this installation is reached from outside.

use platform::Error;
use queries::queries::content::public_base_url;

use crate::Engine;

impl Engine {
    /// The address that stands in every link that leaves the system, without a slash at its end; `None` before the first
    /// publication. It never comes from a request.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn public_base_url(&self) -> Result<Option<String>, Error> {
        let client = self.database.client().await?;
        let base = public_base_url().bind(&client).one().await?;
        Ok(Some(base).filter(|base| !base.is_empty()))
    }
}
