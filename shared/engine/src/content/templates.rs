//! Templates as published, compiled once per version: a hash never changes its meaning.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use content::CompiledTemplate;
use platform::Error;
use queries::queries::content as sql;

use crate::Engine;

/// A template at one version.
#[derive(Clone)]
pub struct Template {
    /// SHA-256 of its definition.
    pub hash: Vec<u8>,
    /// Ready to render.
    pub compiled: Arc<CompiledTemplate>,
}

/// Compiled versions by hash.
#[derive(Default)]
pub struct Templates(Mutex<HashMap<Vec<u8>, Arc<CompiledTemplate>>>);

impl std::fmt::Debug for Templates {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Templates")
    }
}

impl Templates {
    fn known(&self, hash: &[u8]) -> Option<Arc<CompiledTemplate>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    fn compile(&self, hash: &[u8], definition: &serde_json::Value) -> Result<Arc<CompiledTemplate>, Error> {
        if let Some(compiled) = self.known(hash) {
            return Ok(compiled);
        }
        let compiled = Arc::new(CompiledTemplate::from_definition(definition).map_err(Error::internal)?);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(hash.to_vec(), compiled.clone());
        Ok(compiled)
    }
}

impl Engine {
    /// The template of the current release, for new calls.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn current_template(&self, key: &str) -> Result<Option<Template>, Error> {
        let row = sql::current_template().bind(&self.database.client().await?, &key).opt().await?;
        row.map(|row| Ok(Template { compiled: self.templates.compile(&row.hash, &row.definition)?, hash: row.hash }))
            .transpose()
    }

    /// The newest published version of each of the templates, also of those whose files are gone: queued mail is
    /// still sent. Two statements at most, one when all versions are known.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sendable_templates(&self, keys: &[String]) -> Result<HashMap<String, Template>, Error> {
        let client = self.database.client().await?;
        let versions = sql::sendable_templates().bind(&client, &keys).all().await?;
        let missing: Vec<&[u8]> = versions
            .iter()
            .map(|row| row.hash.as_slice())
            .filter(|hash| self.templates.known(hash).is_none())
            .collect();
        if !missing.is_empty() {
            for row in sql::template_definitions().bind(&client, &keys, &missing).all().await? {
                self.templates.compile(&row.hash, &row.definition)?;
            }
        }
        Ok(versions
            .into_iter()
            .filter_map(|row| {
                let compiled = self.templates.known(&row.hash)?;
                Some((row.key, Template { hash: row.hash, compiled }))
            })
            .collect())
    }
}
