//! Publishing: one transaction stores changed definitions as versions and makes them the current release.

use std::collections::{BTreeMap, BTreeSet};

use content::{Content, Definition, Kind};
use domain::canonical;
use domain::refusal::Refusal;
use platform::Error;
use platform::database::{Transaction, retrying};
use queries::client::Params;
use queries::queries::release::{
    InsertReleaseParams, InsertVersionsParams, UpsertListsParams, bump_content_epoch, disable_removed_lists,
    insert_release, insert_release_items, insert_versions, known_lists, lock_release, newest_release, upsert_lists,
    write_setting,
};
use serde_json::{Value, json};

use crate::Engine;
use crate::mail::mailbox;

/// What the installation says about its content, beside the files.
#[derive(Clone, Debug, Default)]
pub struct Installation {
    /// The lists that exist here; `None` = all of the files.
    pub enabled_lists: Option<BTreeSet<String>>,
    /// Lists whose `defaultOptIn` may go from false to true: everybody who never chose becomes a recipient.
    pub confirmed_opt_in: BTreeSet<String>,
    /// What stands before every link of a mail; `None` leaves the setting as it is.
    pub public_base_url: Option<String>,
    /// The commit that the files come from.
    pub source_commit: Option<String>,
}

/// What became of a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The current release.
    pub release: i64,
    /// Whether this publication made it; `false`: nothing had changed.
    pub new: bool,
    /// What is doubtful, but did not stop it.
    pub warnings: Vec<String>,
}

impl Engine {
    /// Makes this content the current release, whole or not at all. Publishing the same again changes nothing; going
    /// back is a new release with old versions. A list whose file is gone is disabled, its choices are kept.
    ///
    /// # Errors
    /// `opt_in_change` when a list would begin to write to people who never chose; `sender_not_allowed` when the brand's
    /// sender is none of the installation's.
    pub async fn publish(&self, content: &Content, installation: &Installation) -> Result<Published, Error> {
        retrying(|| self.publish_once(content, installation)).await
    }

    async fn publish_once(&self, content: &Content, installation: &Installation) -> Result<Published, Error> {
        self.check_sender(&content.brand.from)?;
        let warnings = warnings(content, installation);
        let transaction = self.database.begin().await?;
        lock_release().bind(&*transaction).one().await?;
        if let Some(url) = &installation.public_base_url {
            write_setting().bind(&*transaction, &"public_base_url", &Value::from(url.as_str())).await?;
        }
        let manifest = manifest_hash(content, installation);
        let current = newest_release().bind(&*transaction).opt().await?;
        if let Some(current) = current.filter(|current| current.manifest_hash == manifest) {
            transaction.commit().await?;
            return Ok(Published { release: current.id, new: false, warnings });
        }
        check_opt_in(&transaction, content, installation).await?;
        let release = write_release(&transaction, content, installation, &manifest, &warnings).await?;
        write_lists(&transaction, content, installation).await?;
        bump_content_epoch().bind(&*transaction).await?;
        transaction.commit().await?;
        Ok(Published { release, new: true, warnings })
    }

    /// Found out now, not when the first mail fails.
    fn check_sender(&self, from: &str) -> Result<(), Refusal> {
        if mailbox::address_of(from).is_some_and(|address| self.mail.may_send_from(&address)) {
            return Ok(());
        }
        let message = format!(
            "brand.toml: `from` is {from}, which is none of the addresses in the parameter AllowedSenders ({})",
            self.mail.allowed_senders.join(", ")
        );
        Err(Refusal::invalid("sender_not_allowed", message))
    }
}

/// Over the sorted items and the installation's filters: equal exactly when nothing would change.
fn manifest_hash(content: &Content, installation: &Installation) -> [u8; 32] {
    let items: Vec<Value> =
        content.definitions().iter().map(|item| json!([item.kind.as_str(), item.key, item.hash.as_slice()])).collect();
    canonical::hash(&json!({"items": items, "enabledLists": installation.enabled_lists}))
}

async fn check_opt_in(transaction: &Transaction, content: &Content, installation: &Installation) -> Result<(), Error> {
    let before: BTreeMap<String, bool> = known_lists()
        .bind(&**transaction)
        .all()
        .await?
        .into_iter()
        .map(|row| (row.list_id, row.default_opt_in))
        .collect();
    let turned: Vec<&str> = content
        .lists
        .iter()
        .filter(|list| {
            list.default_opt_in
                && before.get(&list.id) == Some(&false)
                && !installation.confirmed_opt_in.contains(&list.id)
        })
        .map(|list| list.id.as_str())
        .collect();
    if turned.is_empty() {
        return Ok(());
    }
    let message = format!(
        "defaultOptIn of {} goes from false to true: everybody who never chose would get its mails. If that is meant, name \
         the list in the parameter ConfirmOptInChange",
        turned.join(", ")
    );
    Err(Refusal::invalid("opt_in_change", message).into())
}

async fn write_release(
    transaction: &Transaction,
    content: &Content,
    installation: &Installation,
    manifest: &[u8; 32],
    warnings: &[String],
) -> Result<i64, Error> {
    let items = content.definitions();
    let column = |read: fn(&Definition) -> &str| items.iter().map(read).collect::<Vec<&str>>();
    let (kinds, keys) = (column(|item| item.kind.as_str()), column(|item| &item.key));
    let hashes: Vec<&[u8]> = items.iter().map(|item| item.hash.as_slice()).collect();
    let versions = InsertVersionsParams {
        kinds: kinds.clone(),
        keys: keys.clone(),
        hashes: hashes.clone(),
        definitions: items.iter().map(|item| &item.definition).collect::<Vec<&Value>>(),
        sources: items.iter().map(|item| item.source.as_deref()).collect::<Vec<Option<&str>>>(),
        source_paths: column(|item| &item.source_path),
    };
    insert_versions().params(&**transaction, &versions).await?;
    let release = InsertReleaseParams {
        manifest_hash: manifest.as_slice(),
        source_commit: installation.source_commit.as_deref(),
        engine: env!("CARGO_PKG_VERSION"),
        counts: counts(items),
        warnings: json!(warnings),
    };
    let id = insert_release().params(&**transaction, &release).one().await?;
    insert_release_items().bind(&**transaction, &id, &kinds, &keys, &hashes).await?;
    Ok(id)
}

async fn write_lists(transaction: &Transaction, content: &Content, installation: &Installation) -> Result<(), Error> {
    let lists = &content.lists;
    let ids: Vec<&str> = lists.iter().map(|list| list.id.as_str()).collect();
    let hash_of_list = |id: &str| {
        let version = content.definitions().iter().find(|item| item.kind == Kind::List && item.key == id);
        version.map(|item| item.hash.as_slice()).unwrap_or_default()
    };
    let enabled = |id: &str| installation.enabled_lists.as_ref().is_none_or(|enabled| enabled.contains(id));
    let rows = UpsertListsParams {
        ids: ids.clone(),
        names: lists.iter().map(|list| list.name.as_str()).collect::<Vec<&str>>(),
        descriptions: lists.iter().map(|list| list.description.as_deref()).collect::<Vec<Option<&str>>>(),
        default_opt_ins: lists.iter().map(|list| list.default_opt_in).collect::<Vec<bool>>(),
        double_opt_ins: lists.iter().map(|list| list.double_opt_in).collect::<Vec<bool>>(),
        file_enabled: lists.iter().map(|list| list.enabled && enabled(&list.id)).collect::<Vec<bool>>(),
        hashes: ids.iter().map(|id| hash_of_list(id)).collect::<Vec<&[u8]>>(),
        positions: lists.iter().map(|list| list.position).collect::<Vec<i32>>(),
    };
    upsert_lists().params(&**transaction, &rows).await?;
    disable_removed_lists().bind(&**transaction, &ids).await?;
    Ok(())
}

fn counts(items: &[Definition]) -> Value {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(item.kind.as_str()).or_default() += 1;
    }
    json!(counts)
}

fn warnings(content: &Content, installation: &Installation) -> Vec<String> {
    let known: BTreeSet<&str> = content.lists.iter().map(|list| list.id.as_str()).collect();
    let unknown = installation.enabled_lists.iter().flatten().filter(|id| !known.contains(id.as_str()));
    let unknown = unknown.map(|id| format!("EnabledLists names {id}, which no file defines"));
    content.warnings.iter().map(ToString::to_string).chain(unknown).collect()
}
