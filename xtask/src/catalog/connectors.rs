//! What is regular in a checkout of the connectors: the generated list of providers, every list of objects and
//! fields, and the fields that GraphQL queries select.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use super::graphql;
use crate::Result;

/// Where a checkout keeps the list of providers.
const CATALOG: &str = "internal/generated/catalog.json";
/// The name of every list of objects and fields.
const SCHEMAS: &str = "schemas.json";
/// The actions of a manifest, as both sides call them.
const ACTIONS: [&str; 4] = ["read", "write", "subscribe", "proxy"];
/// Folders may lie this deep below a provider's own.
const DEEPEST: usize = 6;

/// What was read, and what was passed over.
pub struct Read {
    /// The providers, in the shape of `providers.json`.
    pub providers: Value,
    /// The objects by provider, in the shape of `objects/*.json`.
    pub objects: BTreeMap<String, Value>,
    /// What could not be told, one line each.
    pub notes: Vec<String>,
}

/// The revision of a checkout and its day.
///
/// # Errors
/// Where `folder` is no checkout of git.
pub fn revision(folder: &Path) -> Result<(String, String)> {
    let git = |arguments: &[&str]| -> Result<String> {
        let output = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(arguments)
            .output()
            .map_err(|error| format!("git: {error}"))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(format!(
                "{} is no checkout of git: say `--revision` and `--date`",
                folder.display()
            ))
        }
    };
    Ok((git(&["rev-parse", "HEAD"])?, git(&["log", "-1", "--format=%cs"])?))
}

/// Reads a checkout.
///
/// # Errors
/// Where the list of providers is missing or a file is not of the shape that is read.
pub fn read(folder: &Path) -> Result<Read> {
    let catalog = super::read(&folder.join(CATALOG))?;
    let listed = catalog["catalog"]
        .as_object()
        .ok_or_else(|| format!("{CATALOG}: no `catalog`"))?;
    let mut read = Read {
        providers: json!({}),
        objects: BTreeMap::new(),
        notes: Vec::new(),
    };
    for (key, it) in listed {
        read.providers[key] = provider(it).map_err(|error| format!("{CATALOG}: {key}: {error}"))?;
    }
    let mut files = Vec::new();
    walk(&folder.join("providers"), DEEPEST, &mut files)?;
    files.sort();
    for file in files {
        let inside = file.strip_prefix(folder).unwrap_or(&file).to_owned();
        let Some(key) = key_of(&inside, listed) else {
            read.notes.push(format!("{}: of no provider", inside.display()));
            continue;
        };
        if inside.file_name().is_some_and(|name| name == SCHEMAS) {
            let schemas = super::read(&file)?;
            add_schemas(&mut read, &key, &schemas)
                .map_err(|error| format!("{}: {error}", inside.display()))?;
        } else {
            let query = super::text(&file)?;
            let name = inside
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            add_query(&mut read, &key, &name, &query);
        }
    }
    Ok(read)
}

/// One provider of the list.
fn provider(it: &Value) -> Result<Value> {
    let display = it["displayName"].as_str().ok_or("no `displayName`")?;
    let mut out = json!({"displayName": display, "actions": actions(&it["support"])});
    if it["labels"]["experimental"] == "true" {
        out["flags"] = json!(["experimental"]);
    }
    if let Some(default) = it["defaultModule"]
        .as_str()
        .filter(|it| !it.is_empty() && *it != "root")
    {
        out["defaultModule"] = default.into();
    }
    let modules = it["modules"].as_object().into_iter().flatten();
    for (id, module) in modules.filter(|(id, _)| *id != "root" && !id.is_empty()) {
        let display = module["displayName"].as_str().unwrap_or(id);
        out["modules"][id] = json!({"displayName": display, "actions": actions(&module["support"])});
    }
    Ok(out)
}

fn actions(support: &Value) -> Vec<&'static str> {
    ACTIONS
        .into_iter()
        .filter(|action| support[*action] == true)
        .collect()
}

/// The provider whose folder a file lies in: folders are the keys in lower case.
fn key_of(file: &Path, listed: &Map<String, Value>) -> Option<String> {
    let folder = file.components().nth(1)?.as_os_str().to_str()?;
    listed
        .keys()
        .find(|key| key.eq_ignore_ascii_case(folder))
        .cloned()
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry
            .map_err(|error| format!("{}: {error}", folder.display()))?
            .path();
        let is_query = || {
            path.extension().is_some_and(|it| it == "graphql")
                && path
                    .parent()
                    .and_then(Path::file_name)
                    .is_some_and(|it| it == "graphql")
        };
        if path.is_dir() && depth > 0 {
            walk(&path, depth - 1, files)?;
        } else if path.file_name().is_some_and(|it| it == SCHEMAS) || is_query() {
            files.push(path);
        }
    }
    Ok(())
}

/// The object of this name, made where there is none yet.
fn object<'a>(read: &'a mut Read, key: &str, module: &str, name: &str) -> &'a mut Value {
    let file = read
        .objects
        .entry(key.to_owned())
        .or_insert_with(|| json!({"modules": {}}));
    let object = &mut file["modules"][module]["objects"][name];
    if object.is_null() {
        *object = json!({"read": true});
    }
    object
}

/// A list of objects and fields. A field is its label, or a mapping with its type.
fn add_schemas(read: &mut Read, key: &str, schemas: &Value) -> Result {
    let modules = schemas["modules"].as_object().ok_or("no `modules`")?;
    let default = read.providers[key]["defaultModule"].as_str().map(str::to_owned);
    for (module, it) in modules {
        // The root of a provider with modules holds nothing: what is there belongs to the default one.
        let module = default.as_ref().filter(|_| module == "root").unwrap_or(module);
        let known = module == "root" || !read.providers[key]["modules"][module].is_null();
        if !known {
            read.notes.push(format!("{key}: no module {module}"));
            continue;
        }
        for (name, facts) in it["objects"].as_object().into_iter().flatten() {
            let mut fields = Map::new();
            for (field, about) in facts["fields"].as_object().into_iter().flatten() {
                let kind = match about {
                    Value::Object(about) => kind(about.get("valueType").and_then(Value::as_str)),
                    _ => "any",
                };
                if !field.trim().is_empty() {
                    fields.insert(field.trim().to_owned(), kind.into());
                }
            }
            let display = facts["displayName"]
                .as_str()
                .map(str::trim)
                .filter(|it| !it.is_empty());
            let object = object(read, key, module, name);
            if let Some(display) = display.filter(|it| it != name) {
                object["displayName"] = display.into();
            }
            if !fields.is_empty() {
                object["fields"] = Value::Object(fields);
            }
        }
    }
    Ok(())
}

/// Our word for a type of theirs.
fn kind(of: Option<&str>) -> &'static str {
    match of {
        Some("string") => "str",
        Some("boolean") => "bool",
        Some("int") => "int",
        Some("float") => "float",
        Some("singleSelect") => "enum",
        Some("multiSelect") => "enums",
        Some("reference") => "ref",
        Some("datetime") => "time",
        Some("date") => "date",
        Some("other") => "obj",
        _ => "any",
    }
}

/// A query of records; what writes is none.
fn add_query(read: &mut Read, key: &str, name: &str, query: &str) {
    if name.starts_with("mutation_") || name.ends_with("-write") {
        return;
    }
    let name = name.strip_prefix("query_").unwrap_or(name);
    let selected = graphql::fields(query);
    if selected.is_empty() {
        read.notes.push(format!("{key}: no fields in the query {name}"));
        return;
    }
    let module = read.providers[key]["defaultModule"]
        .as_str()
        .unwrap_or("root")
        .to_owned();
    let object = object(read, key, &module, name);
    object["fieldsComplete"] = true.into();
    for (field, inside) in selected {
        object["fields"][field] = if inside { "obj" } else { "any" }.into();
    }
}
