//! Which events published content concerns. Most events of an application concern nothing; they cost one
//! transaction and no message.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use platform::Error;
use platform::database::Transaction;

/// The names that something listens to, by the release that said so.
#[derive(Debug, Default)]
pub struct Listeners(RwLock<Option<(String, Arc<HashSet<String>>)>>);

impl Listeners {
    /// The listened names of the release `epoch`, which this transaction read after its locks; read anew when the
    /// cached ones are of another release, so that no event is judged by an old one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn of_release(&self, transaction: &Transaction, epoch: &str) -> Result<Arc<HashSet<String>>, Error> {
        if let Some((cached, names)) = &*self.0.read().unwrap_or_else(PoisonError::into_inner)
            && cached == epoch
        {
            return Ok(names.clone());
        }
        let names = queries::queries::events::listened_events().bind(&**transaction).all().await?;
        let names: Arc<HashSet<String>> = Arc::new(names.into_iter().collect());
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((epoch.to_owned(), names.clone()));
        Ok(names)
    }
}
