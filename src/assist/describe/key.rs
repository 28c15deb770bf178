//! Keys, in the words of the schema.

use serde_json::Value;

use crate::api::kind::MANIFEST;
use crate::manifest::Shape;

/// What the schema says of a mapping of `shape`.
#[must_use]
pub fn shape_words(shape: Shape) -> Option<&'static str> {
    definition(shape)?.get("description")?.as_str()
}

/// What the schema says of `key` in a mapping of `shape`.
#[must_use]
pub fn key_words(shape: Shape, key: &str) -> Option<&'static str> {
    let property = definition(shape)?.get("properties")?.get(key)?;
    // What refers to a definition may say nothing of its own.
    let parts = MANIFEST.schema.parts(property);
    parts
        .into_iter()
        .find_map(|part| part.get("description")?.as_str())
}

fn definition(shape: Shape) -> Option<&'static Value> {
    let schema = MANIFEST.schema.value();
    if shape == Shape::Manifest {
        return Some(schema);
    }
    // Definitions are called as the shapes are, with a small first letter.
    let name = format!("{shape:?}");
    let (first, rest) = name.split_at_checked(1)?;
    schema
        .get("$defs")?
        .get(format!("{}{rest}", first.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_says_something_of_everything() {
        for &shape in Shape::ALL {
            assert!(shape_words(shape).is_some(), "{shape:?}");
            for key in shape.keys() {
                assert!(key_words(shape, key.name).is_some(), "{shape:?}: {}", key.name);
            }
        }
    }
}
