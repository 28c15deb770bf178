//! The JSON Schema of a kind of document, read and made ready when the first such document is met.

use std::sync::OnceLock;

#[cfg(feature = "api-documents")]
use jsonschema::Validator;
use serde_json::Value;

/// A JSON Schema.
#[derive(Debug)]
pub struct Schema {
    text: &'static str,
    value: OnceLock<Value>,
    #[cfg(feature = "api-documents")]
    validator: OnceLock<Option<Validator>>,
}

impl Schema {
    pub(super) const fn new(text: &'static str) -> Self {
        Self {
            text,
            value: OnceLock::new(),
            #[cfg(feature = "api-documents")]
            validator: OnceLock::new(),
        }
    }

    /// The schema as it is shipped.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The schema as a value.
    pub fn value(&self) -> &Value {
        // It is ours, and a test reads it.
        self.value
            .get_or_init(|| serde_json::from_str(self.text).unwrap_or_default())
    }

    /// What validates; formats are asserted.
    #[cfg(feature = "api-documents")]
    pub fn validator(&self) -> Option<&Validator> {
        let build = || {
            jsonschema::options()
                .should_validate_formats(true)
                .build(self.value())
                .ok()
        };
        self.validator.get_or_init(build).as_ref()
    }

    /// The keys that a document must have.
    pub(super) fn required(&self) -> Vec<&str> {
        let required = self.value().get("required").and_then(Value::as_array);
        required.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The schemas that together apply where `schema` does: itself, and what it refers to.
    #[must_use]
    pub fn parts<'v>(&'v self, schema: &'v Value) -> Vec<&'v Value> {
        let mut parts = vec![schema];
        let mut i = 0;
        while i < parts.len() {
            let part = parts[i];
            i += 1;
            let target = part
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|target| target.strip_prefix('#'));
            parts.extend(target.and_then(|pointer| self.value().pointer(pointer)));
            parts.extend(part.get("allOf").and_then(Value::as_array).into_iter().flatten());
        }
        parts
    }
}
