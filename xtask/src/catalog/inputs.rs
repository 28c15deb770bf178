//! The facts as they lie in `schemas/catalog`: what was read from a checkout, what is laid over it by hand, and what
//! connectors were seen to do.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::merge::merge;
use super::verdicts::{self, Table};
use super::{files, pretty, read, text};
use crate::Result;

/// The folder of what is read from a checkout.
const BASE: &str = "connectors";
/// The folder of what is kept by hand.
const OVERLAY: &str = "overlay";
/// The file of what connectors were seen to do.
const VERDICTS: &str = "verdicts.json";
/// In a file of the overlay, whence it is known.
const SOURCE: &str = "source";

/// A revision of a source and its day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    pub revision: String,
    pub date: String,
}

/// A provider's list of objects with their fields.
type Objects = BTreeMap<String, Value>;

/// Everything that the facts are made of.
#[derive(Clone)]
pub struct Inputs {
    revision: Revision,
    base_providers: Value,
    base_objects: Objects,
    providers: Value,
    objects: Objects,
    limits: Value,
    /// By the name of the file.
    fields: Objects,
    pub table: Table,
}

impl Inputs {
    /// What lies in `folder`.
    ///
    /// # Errors
    /// Where a file is missing, no JSON, or of the overlay without a source.
    pub fn load(folder: &Path) -> Result<Self> {
        let (base, overlay) = (folder.join(BASE), folder.join(OVERLAY));
        let revision = serde_json::from_value(read(&base.join("revision.json"))?);
        let inputs = Self {
            revision: revision.map_err(|error| format!("{BASE}/revision.json: {error}"))?,
            base_providers: read(&base.join("providers.json"))?,
            base_objects: by_name(&base.join("objects"))?,
            providers: read(&overlay.join("providers.json"))?,
            objects: by_name(&overlay.join("objects"))?,
            limits: read(&overlay.join("limits.json"))?,
            fields: by_name(&overlay.join("fields"))?,
            table: table(&folder.join(VERDICTS))?,
        };
        let kept = inputs.objects.iter().chain(&inputs.fields);
        let kept = kept.map(|(name, value)| (name.as_str(), value));
        for (name, value) in kept.chain([("providers", &inputs.providers), ("limits", &inputs.limits)]) {
            if value[SOURCE].is_null() {
                return Err(format!(
                    "{OVERLAY}: {name}: no `{SOURCE}` says whence it is known"
                ));
            }
        }
        Ok(inputs)
    }

    /// Takes what was read from a checkout.
    pub fn renew(&mut self, providers: Value, objects: Objects, revision: Revision) {
        self.base_providers = providers;
        self.base_objects = objects;
        self.revision = revision;
    }

    /// All of it as one document, of the shape that the schema describes.
    pub fn document(&self) -> Value {
        let mut providers = self.base_providers.clone();
        merge(&mut providers, &without_source(&self.providers));
        // Of a provider or module that is gone only the patch is left.
        if let Some(providers) = providers.as_object_mut() {
            providers.retain(|_, it| !it["displayName"].is_null());
            for modules in providers
                .values_mut()
                .filter_map(|it| it.get_mut("modules")?.as_object_mut())
            {
                modules.retain(|_, it| !it["displayName"].is_null());
            }
        }
        let mut objects = Map::new();
        for name in self.base_objects.keys().chain(self.objects.keys()) {
            // A provider that shares the objects of another has none of its own.
            let gone = providers[name].is_null();
            if gone || objects.contains_key(name) || !providers[name]["objectsOf"].is_null() {
                continue;
            }
            let mut file = self.base_objects.get(name).cloned().unwrap_or_else(|| json!({}));
            if let Some(patch) = self.objects.get(name) {
                merge(&mut file, &without_source(patch));
            }
            for module in file["modules"]
                .as_object_mut()
                .into_iter()
                .flat_map(Map::values_mut)
            {
                if module["enforcement"].is_null() {
                    module["enforcement"] = json!({"read": "none", "write": "none"});
                }
            }
            objects.insert(name.clone(), file);
        }
        for file in self.fields.values() {
            let provider = file["provider"].as_str().unwrap_or_default();
            if !providers[provider].is_null() {
                add_fields(&mut objects, file);
            }
        }
        let modules = objects
            .values_mut()
            .filter_map(|file| file.get_mut("modules")?.as_object_mut())
            .flat_map(Map::values_mut);
        for module in modules {
            for object in module
                .get_mut("objects")
                .and_then(Value::as_object_mut)
                .into_iter()
                .flat_map(Map::values_mut)
            {
                without_idle(object);
            }
        }
        json!({"providers": providers, "objects": objects, "limits": without_source(&self.limits)})
    }

    /// What the overlay says of providers, modules and fields that are read from no checkout any more, in words: it has no
    /// effect, and should go or be completed.
    pub fn idle(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (name, patch) in self.providers.as_object().into_iter().flatten() {
            let base = &self.base_providers[name];
            if name != SOURCE && base.is_null() && patch["displayName"].is_null() {
                found.push(format!("{name}: no such provider any more"));
                continue;
            }
            for (module, patch) in patch["modules"].as_object().into_iter().flatten() {
                if base["modules"][module].is_null() && patch["displayName"].is_null() {
                    found.push(format!("{name}: no such module any more: {module}"));
                }
            }
        }
        for (name, patch) in &self.objects {
            for (module, patch) in patch["modules"].as_object().into_iter().flatten() {
                let base = &self.base_objects.get(name).unwrap_or(&Value::Null)["modules"][module]["objects"];
                for (object, patch) in patch["objects"].as_object().into_iter().flatten() {
                    let mut merged = base[object].clone();
                    merge(&mut merged, patch);
                    let more = self.fields.values().any(|file| {
                        file["provider"] == **name
                            && file["module"] == **module
                            && !file["objects"][object].is_null()
                    });
                    if !more && without_idle(&mut merged) {
                        found.push(format!("{name}/{module}: {object}: its fields are known no more"));
                    }
                }
            }
        }
        found
    }

    /// The sources that the program tells: what, which revision, of which day.
    pub fn sources(&self) -> Vec<(&'static str, Revision)> {
        let mut sources = vec![("connectors", self.revision.clone())];
        if let (Some(revision), Some(date)) = (&self.table.revision, &self.table.date) {
            let seen = Revision {
                revision: revision.clone(),
                date: date.clone(),
            };
            sources.push(("verdicts", seen));
        }
        sources
    }

    /// The files in `folder` and what is in them.
    pub fn files(&self, folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let (base, overlay) = (folder.join(BASE), folder.join(OVERLAY));
        let revision = json!({"revision": self.revision.revision, "date": self.revision.date});
        let one = |folder: &Path, name: &str, value: &Value| {
            let file = folder.join(format!("{name}.json"));
            (file, pretty::lay_out(value).into_bytes())
        };
        let all = |folder: PathBuf, objects: &Objects| {
            let files = objects.iter().map(|(name, value)| one(&folder, name, value));
            files.collect::<Vec<_>>()
        };
        let mut files = vec![
            one(&base, "revision", &revision),
            one(&base, "providers", &self.base_providers),
            one(&overlay, "providers", &self.providers),
            one(&overlay, "limits", &self.limits),
            (folder.join(VERDICTS), verdicts::lay_out(&self.table).into_bytes()),
        ];
        files.extend(all(base.join("objects"), &self.base_objects));
        files.extend(all(overlay.join("objects"), &self.objects));
        files.extend(all(overlay.join("fields"), &self.fields));
        files
    }
}

/// A table of verdicts.
///
/// # Errors
/// Where the file can't be read or is of another format.
pub fn table(file: &Path) -> Result<Table> {
    let text = text(file)?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}

/// Takes away what is said of a list of fields that isn't there; whether anything was.
fn without_idle(object: &mut Value) -> bool {
    let Some(facts) = object.as_object_mut() else {
        return false;
    };
    let of_fields = [
        "fieldsOpen",
        "fieldsComplete",
        "partial",
        "featureOnly",
        "sinceApi",
        "unconfirmed",
        "labels",
    ];
    let idle = !facts.contains_key("fields") && of_fields.iter().any(|key| facts.contains_key(*key));
    if idle {
        facts.retain(|key, _| !of_fields.contains(&key.as_str()));
    }
    idle
}

fn by_name(folder: &Path) -> Result<Objects> {
    let named = |file: PathBuf| {
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok((name, read(&file)?))
    };
    files(folder)?.into_iter().map(named).collect()
}

fn without_source(value: &Value) -> Value {
    let mut value = value.clone();
    if let Some(members) = value.as_object_mut() {
        members.remove(SOURCE);
    }
    value
}

/// Adds a file of fields: what it says of a module, and of each of its objects.
fn add_fields(objects: &mut Map<String, Value>, file: &Value) {
    let text = |key: &str| file[key].as_str().unwrap_or_default();
    let provider = objects.entry(text("provider")).or_insert_with(|| json!({}));
    let module = &mut provider["modules"][text("module")];
    if module.is_null() {
        *module = json!({"enforcement": {"read": "none", "write": "none"}, "objects": {}});
    }
    let Some(module) = module.as_object_mut() else {
        return;
    };
    for (key, value) in file.as_object().into_iter().flatten() {
        if !["provider", "module", SOURCE, "confidence", "objects"].contains(&key.as_str()) {
            module.insert(key.clone(), value.clone());
        }
    }
    let Some(known) = module.get_mut("objects").and_then(Value::as_object_mut) else {
        return;
    };
    for (name, facts) in file["objects"].as_object().into_iter().flatten() {
        let object = known.entry(name.clone()).or_insert_with(|| json!({}));
        let Some(object) = object.as_object_mut() else {
            continue;
        };
        let fields = facts.get("fields").and_then(Value::as_object);
        let mut all = object
            .get("fields")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        if let Some(fields) = fields {
            all.extend(fields.clone());
            // What was only seen in use may be wrong; a sure list knows better.
            let sure = text("confidence") == "high" && facts.get("partial").is_none();
            for seen in object
                .remove("seen")
                .as_ref()
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                let name = seen.as_str().unwrap_or_default();
                if !sure && !all.keys().any(|field| field.eq_ignore_ascii_case(name)) {
                    all.insert(name.to_owned(), json!("any"));
                }
            }
        }
        for (key, value) in facts.as_object().into_iter().flatten() {
            object.insert(key.clone(), value.clone());
        }
        if !all.is_empty() {
            object.insert("fields".to_owned(), Value::Object(all));
        }
    }
}
