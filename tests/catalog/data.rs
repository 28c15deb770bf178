//! The data of the catalogue as it lies in `schemas/catalog`: read, and kept in one layout.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::pretty;

/// The whole data, read once. With `AMPLINT_UPDATE` set, the files are laid out anew on the way.
pub static DATA: LazyLock<Data> = LazyLock::new(Data::load);

/// Whether generated files are to be rewritten.
pub fn updating() -> bool {
    std::env::var_os("AMPLINT_UPDATE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// A file of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub struct Data {
    pub providers: BTreeMap<String, Provider>,
    pub objects: BTreeMap<String, ObjectsFile>,
    pub limits: Limits,
    /// The files as one document, as the schema describes them.
    pub document: Value,
    /// Files whose layout is not the one we keep.
    pub untidy: Vec<PathBuf>,
}

impl Data {
    fn load() -> Self {
        let mut untidy = Vec::new();
        let providers = read(&project("schemas/catalog/providers.json"), &mut untidy);
        let limits = read(&project("schemas/catalog/limits.json"), &mut untidy);
        let mut objects = serde_json::Map::new();
        let mut files: Vec<PathBuf> = std::fs::read_dir(project("schemas/catalog/objects"))
            .expect("the folder of objects")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        for file in files {
            let key = file
                .file_stem()
                .expect("a name")
                .to_str()
                .expect("a plain name")
                .to_owned();
            assert_eq!(
                file.extension().and_then(|it| it.to_str()),
                Some("json"),
                "{}",
                file.display()
            );
            objects.insert(key, read(&file, &mut untidy));
        }
        let document = serde_json::json!({"providers": providers, "objects": objects, "limits": limits});
        Self {
            providers: typed(&document["providers"]),
            objects: typed(&document["objects"]),
            limits: typed(&document["limits"]),
            document,
            untidy,
        }
    }

    /// What is known of the objects of a provider's module; those of another provider if it shares them.
    pub fn module(&self, provider: &str, module: &str) -> Option<&Module> {
        let owner = self.providers[provider].objects_of.as_deref().unwrap_or(provider);
        self.objects.get(owner)?.modules.get(module)
    }
}

fn read(file: &Path, untidy: &mut Vec<PathBuf>) -> Value {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let tidy = pretty::lay_out(&value);
    if tidy != text {
        if updating() {
            std::fs::write(file, &tidy).expect("writing the data");
        } else {
            untidy.push(file.to_owned());
        }
    }
    value
}

fn typed<T: for<'a> Deserialize<'a>>(value: &Value) -> T {
    T::deserialize(value).expect("data of the described shape")
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
    pub subscribe: Option<Subscribe>,
    pub objects: BTreeMap<String, Object>,
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

#[derive(Deserialize)]
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
    pub seen: Vec<String>,
    pub fields: Option<BTreeMap<String, String>>,
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReservedRow {
    pub provider: String,
    pub module: String,
    pub level: String,
    pub names: Vec<String>,
}
