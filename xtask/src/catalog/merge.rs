//! Facts laid over others: a JSON merge patch (RFC 7396), in which null takes something away.
use serde_json::{Map, Value};

/// Lays `patch` over `target`.
pub fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Value::Object(target) = target {
        for (key, value) in patch {
            if value.is_null() {
                target.remove(key);
            } else {
                merge(target.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::merge;

    #[test]
    fn patches() {
        let mut value = json!({"a": {"b": 1, "c": [1]}, "d": 2});
        merge(
            &mut value,
            &json!({"a": {"b": null, "c": [2], "e": {"f": null}}, "g": 3}),
        );
        assert_eq!(value, json!({"a": {"c": [2], "e": {}}, "d": 2, "g": 3}));
    }
}
