//! The data of the catalogue: as one document, and typed.
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::verdicts::{self, Pair, Table};
use crate::Result;

/// All facts, with the verdicts of the connectors applied.
pub struct Data {
    pub providers: BTreeMap<String, Provider>,
    pub objects: BTreeMap<String, ObjectsFile>,
    pub limits: Limits,
}

impl Data {
    /// The data of a document of the shape that `schemas/catalog.schema.json` describes, and what connectors
    /// were seen to do.
    ///
    /// # Errors
    /// Where the document has another shape, or the table names what the document does not have.
    pub fn new(schema: &Value, document: &Value, table: &Table) -> Result<Self> {
        fits(schema, document)?;
        let mut data = Self {
            providers: typed(&document["providers"])?,
            objects: typed(&document["objects"])?,
            limits: typed(&document["limits"])?,
        };
        verdicts::apply(&mut data, table)?;
        Ok(data)
    }

    /// The provider whose file has the objects of `provider`.
    pub fn owner<'a>(&'a self, provider: &'a str) -> &'a str {
        let shares = self
            .providers
            .get(provider)
            .and_then(|it| it.objects_of.as_deref());
        shares.unwrap_or(provider)
    }

    /// What is known of the objects of a provider's module; those of another provider if it shares them.
    pub fn module(&self, provider: &str, module: &str) -> Option<&Module> {
        self.objects.get(self.owner(provider))?.modules.get(module)
    }
}

fn fits(schema: &Value, document: &Value) -> Result {
    let validator = jsonschema::validator_for(schema).map_err(|error| format!("the schema: {error}"))?;
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors.join("\n"))
    }
}

fn typed<T: for<'a> Deserialize<'a>>(value: &Value) -> Result<T> {
    T::deserialize(value).map_err(|error| error.to_string())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Provider {
    pub display_name: String,
    pub actions: Vec<String>,
    #[serde(default)]
    pub doubtful: Vec<String>,
    #[serde(default)]
    pub flags: Vec<String>,
    pub default_module: Option<String>,
    pub objects_of: Option<String>,
    #[serde(default)]
    pub modules: BTreeMap<String, ProviderModule>,
    /// Nothing serves it.
    #[serde(skip)]
    pub no_connector: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProviderModule {
    pub display_name: String,
    pub actions: Vec<String>,
    #[serde(default)]
    pub doubtful: Vec<String>,
    #[serde(default)]
    pub flags: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectsFile {
    pub modules: BTreeMap<String, Module>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Module {
    pub enforcement: Enforcement,
    #[serde(default)]
    pub open: bool,
    #[serde(default)]
    pub own_spelling: bool,
    #[serde(default)]
    pub either_number: bool,
    pub name_case: Option<String>,
    #[serde(default)]
    pub open_prefixes: Vec<String>,
    #[serde(default)]
    pub custom_fields: Vec<String>,
    #[serde(default)]
    pub strict_fields: bool,
    pub lookup_form: Option<String>,
    pub reserved_prefix: Option<String>,
    pub subscribe: Option<Subscribe>,
    pub objects: BTreeMap<String, Object>,
    /// What the connector does with an object that isn't listed.
    #[serde(skip)]
    pub unlisted: Pair,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enforcement {
    pub read: String,
    pub write: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subscribe {
    pub closed: bool,
    pub level: String,
    pub events: Option<Vec<String>>,
    #[serde(default)]
    pub other_events: Vec<String>,
    #[serde(default)]
    pub other_events_closed: bool,
    #[serde(default)]
    pub manual_setup: bool,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Object {
    pub display_name: Option<String>,
    pub read: Option<bool>,
    pub write: Option<bool>,
    pub subscribe: Option<bool>,
    pub incremental: Option<bool>,
    #[serde(default)]
    pub inferred: Vec<String>,
    #[serde(default)]
    pub conflict: Vec<String>,
    pub write_modes: Option<Vec<String>>,
    pub alias_of: Option<String>,
    #[serde(default)]
    pub name_inferred: bool,
    pub events: Option<Vec<String>>,
    #[serde(default)]
    pub other_events: Vec<String>,
    pub subscribe_via: Option<String>,
    #[serde(default)]
    pub fields_open: bool,
    #[serde(default)]
    pub fields_complete: bool,
    #[serde(default)]
    pub partial: bool,
    #[serde(default)]
    pub feature_only: Vec<String>,
    #[serde(default)]
    pub since_api: Vec<String>,
    #[serde(default)]
    pub unconfirmed: Vec<String>,
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    #[serde(default)]
    pub seen: Vec<String>,
    pub fields: Option<BTreeMap<String, String>>,
    /// What the connector does with it.
    #[serde(skip)]
    pub verdicts: Pair,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    pub backfill: Vec<BackfillRow>,
    pub fields: Vec<FieldsRow>,
    pub subscribe: Vec<SubscribeRow>,
    pub association_change: Vec<String>,
    pub reserved_mappings: Vec<ReservedRow>,
    pub lower_case_fields: Vec<Place>,
    pub unreadable: Vec<UnreadableRow>,
    pub records: Vec<RecordsRow>,
    pub no_metadata: Vec<NoMetadataRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub provider: String,
    pub module: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BackfillRow {
    pub provider: String,
    pub module: String,
    pub objects: Option<Vec<String>>,
    pub level: String,
    pub days: Option<bool>,
    pub max_days: Option<u16>,
    pub recommended_days: Option<u16>,
    pub default_days: Option<u16>,
    pub full_history: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldsRow {
    pub provider: String,
    pub module: String,
    pub level: String,
    pub auto_level: String,
    pub max: u16,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubscribeRow {
    pub provider: String,
    pub module: String,
    pub level: String,
    pub max_objects: Option<u16>,
    pub max_watch_fields: Option<u16>,
    pub watch_all: Option<String>,
    pub watch_list: Option<String>,
    #[serde(default)]
    pub watchable: Vec<String>,
    #[serde(default)]
    pub custom_unwatched: bool,
    #[serde(default)]
    pub other_events_ignored: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnreadableRow {
    pub provider: String,
    pub module: String,
    pub object: String,
    pub needs: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordsRow {
    pub provider: String,
    pub module: String,
    pub max: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoMetadataRow {
    pub provider: String,
    pub module: String,
    pub objects: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReservedRow {
    pub provider: String,
    pub module: String,
    pub level: String,
    pub names: Vec<String>,
}
