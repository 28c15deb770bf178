//! Where something is by names, not positions: `integrations[crm].read[contacts].requiredFields[lastname]`. Such a
//! path stays as it is when items are put above, moved or sorted.
//!
//! An item is called by its name: an integration by `name`, an object by `objectName` (its list, `objects`, is
//! left out), a field by `fieldName`, else by `mapToName`, a text by itself. A second item of one name in its list
//! has `#2` after it. An item without a name is called by its position, from 0. Names that could be taken for
//! something else stand in double quotes, escaped as in JSON.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::words::shortened;
use crate::yaml::{Document, Kind, MAX_PATH, NodeId, Style};

use super::keys::Shape;
use super::scalar::{self, Scalar};

/// The most characters of a name or key in a path; a longer one is cut.
const LONGEST_STEP: usize = 200;

/// The path of the whole manifest.
pub const ROOT: &str = "$";

/// Writes the name paths of a document's nodes.
#[derive(Debug)]
pub struct NamePaths<'d> {
    document: &'d Document<'d>,
    /// The steps of the items of lists that were met, each where it has a name.
    lists: HashMap<NodeId, Vec<Option<String>>>,
}

/// A list whose items have names.
#[derive(Clone, Copy)]
enum Named {
    Integrations,
    Objects,
    Fields,
    Texts,
}

impl<'d> NamePaths<'d> {
    /// For the nodes of `document`.
    #[must_use]
    pub fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            lists: HashMap::new(),
        }
    }

    /// The name path of `node`, `$` for the top of the file. A key has the path of its value. A path of very many
    /// steps is cut in the middle.
    pub fn of(&mut self, node: NodeId) -> String {
        let document = self.document;
        let mut steps = vec![node];
        while let Some(parent) = document.parent(steps[steps.len() - 1]) {
            steps.push(parent);
        }
        steps.pop();
        steps.reverse();
        if steps.is_empty() {
            return ROOT.to_owned();
        }
        // From both ends, as far as it is shown: what lies between may be long.
        let (mut head, mut from) = (String::new(), 0);
        while from < steps.len() && head.len() <= MAX_PATH / 2 {
            let step = self.step(&steps, from);
            push(&mut head, &step);
            from += 1;
        }
        let (mut tail, mut length, mut to) = (Vec::new(), 0, steps.len());
        while to > from && length <= MAX_PATH / 2 {
            to -= 1;
            let step = self.step(&steps, to);
            length += step.len();
            tail.push(step);
        }
        if to > from {
            head.push('…');
        }
        for step in tail.iter().rev() {
            push(&mut head, step);
        }
        head
    }

    /// Step number `i` as it stands behind others: `.key`, `[name]`, or nothing where it is left out.
    fn step(&mut self, steps: &[NodeId], i: usize) -> String {
        let document = self.document;
        let node = steps[i];
        if let Some(position) = document.item_index(node) {
            let kind = self.named(steps, i);
            let named = kind.and_then(|kind| self.item(steps[i - 1], kind, position));
            return named.unwrap_or_else(|| format!("[{position}]"));
        }
        let key = self.key(node);
        let items = || {
            steps
                .get(i + 1)
                .is_some_and(|&next| document.item_index(next).is_some())
        };
        if key == "objects" && self.is_action(steps, i) && items() {
            return String::new();
        }
        step(key)
    }

    /// The key of a mapping's value, or the text of a key, as the platform spells it where it knows it.
    fn key(&self, node: NodeId) -> &'d str {
        let key = self.document.key_of(node).unwrap_or(node);
        let text: &'d str = self.document.text_of(self.document.resolve(key));
        known(text).unwrap_or(text)
    }

    /// Whether step `i` stands right under `read`, `write` or `subscribe` of an integration.
    fn is_action(&self, steps: &[NodeId], i: usize) -> bool {
        i == 3
            && matches!(self.key(steps[2]), "read" | "write" | "subscribe")
            && self.document.item_index(steps[1]).is_some()
            && self.key(steps[0]) == "integrations"
    }

    /// What the list that holds step `i` is.
    fn named(&self, steps: &[NodeId], i: usize) -> Option<Named> {
        let list = self.key(*steps.get(i.checked_sub(1)?)?);
        let integrations = steps.len() > 1 && self.key(steps[0]) == "integrations";
        match list {
            "integrations" if i == 1 => Some(Named::Integrations),
            "objects" if self.is_action(steps, i - 1) => Some(Named::Objects),
            "requiredFields" | "optionalFields" if integrations => Some(Named::Fields),
            "requiredWatchFields" | "otherEvents" if integrations => Some(Named::Texts),
            _ => None,
        }
    }

    /// The step of the item at `position` of `list`, if it has a name. Names are looked for once a list: an item may
    /// have very many keys.
    fn item(&mut self, list: NodeId, kind: Named, position: u32) -> Option<String> {
        let document = self.document;
        let steps = self.lists.entry(list).or_insert_with(|| {
            let mut seen: HashMap<String, u32> = HashMap::new();
            let step = |node| {
                let name = name(document, node, kind)?;
                let times = match seen.get_mut(&name) {
                    Some(times) => {
                        *times += 1;
                        *times
                    }
                    None => 1,
                };
                let step = item(&name, times);
                if times == 1 {
                    seen.insert(name, 1);
                }
                Some(step)
            };
            document.children(list).map(step).collect()
        });
        steps.get(position as usize).cloned().flatten()
    }
}

/// The name of an item in a list of this kind.
fn name(document: &Document<'_>, item: NodeId, kind: Named) -> Option<String> {
    let item = document.resolve(item);
    let keys: &[&str] = match kind {
        Named::Texts => return text(document, item),
        Named::Integrations => &["name"],
        Named::Objects => &["objectName"],
        Named::Fields => &["fieldName", "mapToName"],
    };
    keys.iter().find_map(|key| value(document, item, key, 0))
}

/// The text under `key` of a mapping, merged ones included.
fn value(document: &Document<'_>, mapping: NodeId, key: &str, depth: usize) -> Option<String> {
    let mut found = None;
    for (name, value_of) in document.pairs(mapping) {
        let name = document.text_of(document.resolve(name));
        if name == key {
            // Of two the last one counts.
            found = text(document, document.resolve(value_of)).or(found);
        } else if found.is_none() && name.eq_ignore_ascii_case(key) {
            found = text(document, document.resolve(value_of));
        }
    }
    if found.is_some() || depth > 4 {
        return found;
    }
    let merged = document.pairs(mapping).filter(|&(name, _)| {
        document.text_of(name) == "<<" && document.kind(name) == Kind::Scalar(Style::Plain)
    });
    for (_, from) in merged {
        let from = document.resolve(from);
        let found = match document.kind(from) {
            Kind::Sequence => document
                .children(from)
                .find_map(|each| value(document, document.resolve(each), key, depth + 1)),
            _ => value(document, from, key, depth + 1),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// What a scalar says, without the whitespace around it; `None` for nothing.
fn text(document: &Document<'_>, node: NodeId) -> Option<String> {
    let Kind::Scalar(style) = document.kind(node) else {
        return None;
    };
    let text = document.text_of(node).trim();
    let scalar = scalar::resolve(text, style == Style::Plain, document.tag(node));
    (!text.is_empty() && scalar != Scalar::Null).then(|| text.to_owned())
}

/// The key that the platform reads `text` as where only the case differs, for it is the same place.
fn known(text: &str) -> Option<&'static str> {
    let keys = Shape::ALL.iter().flat_map(|shape| shape.keys());
    keys.map(|key| key.name)
        .find(|name| name.eq_ignore_ascii_case(text))
}

/// An item's step: `[name]`, `[name#2]` for the second of its name.
#[must_use]
pub fn item(name: &str, times: u32) -> String {
    let mut step = String::with_capacity(name.len() + 2);
    step.push('[');
    let cut = shortened(name, LONGEST_STEP);
    if is_clear(&cut) {
        step.push_str(&cut);
    } else {
        step.push_str(&quoted(&cut));
    }
    if times > 1 {
        let _ = write!(step, "#{times}");
    }
    step.push(']');
    step
}

/// The step of a mapping's key: `.key`, or `["any other"]`.
fn step(key: &str) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let plain = !key.is_empty() && key.chars().all(word) && key.len() <= LONGEST_STEP;
    if plain {
        format!(".{key}")
    } else {
        format!("[{}]", quoted(&shortened(key, LONGEST_STEP)))
    }
}

/// Puts `step` behind `path`; a path begins with its first key.
fn push(path: &mut String, step: &str) {
    let step = if path.is_empty() {
        step.strip_prefix('.').unwrap_or(step)
    } else {
        step
    };
    path.push_str(step);
}

/// Whether a name can stand without quotes: nothing in it ends or counts an item, and it is no position.
fn is_clear(name: &str) -> bool {
    let odd = |c: char| matches!(c, '[' | ']' | '.' | '#' | '"') || c.is_whitespace() || c.is_control();
    !name.is_empty() && !name.contains(odd) && !name.bytes().all(|b| b.is_ascii_digit())
}

/// `text` as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    const MANIFEST: &str = "\
specVersion: 1.0.0
integrations:
  - name: crm
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          requiredFields:
            - fieldName: email
            - fieldName: email
              mapToName: mail
            - mapToName: owner
            - {fieldName: \"$['a'][*]\"}
            - fieldName: 2024
            - note
            - fieldName: null
        - &deals
          objectName: 'Custom Deal'
          Schedule: '0 * * * *'
        - <<: *deals
          objectName: v1.2
    subscribe:
      objects:
        - objectName: contacts
          otherEvents: [a#1, a#1, b]
    write:
      objects: {objectName: contacts}
  - provider: hubspot
  - name: crm
  - name: '  '
\"what else\": {'a b': 1}
";

    /// Every value of the manifest above that is a single one, with its path.
    #[test]
    fn paths_of_a_manifest() {
        let source = Source::new("amp.yaml", MANIFEST.into()).unwrap();
        let document = crate::yaml::parse(&source);
        let mut paths = NamePaths::new(&document);
        let scalar =
            |&node: &NodeId| matches!(document.kind(node), Kind::Scalar(_)) && !document.is_key(node);
        let lines: Vec<String> = document
            .nodes()
            .filter(scalar)
            .map(|node| format!("{} = {}", paths.of(node), document.text_of(node)))
            .collect();
        assert_eq!(
            lines,
            [
                "specVersion = 1.0.0",
                "integrations[crm].name = crm",
                "integrations[crm].provider = hubspot",
                "integrations[crm].read[contacts].objectName = contacts",
                "integrations[crm].read[contacts].requiredFields[email].fieldName = email",
                "integrations[crm].read[contacts].requiredFields[email#2].fieldName = email",
                "integrations[crm].read[contacts].requiredFields[email#2].mapToName = mail",
                "integrations[crm].read[contacts].requiredFields[owner].mapToName = owner",
                "integrations[crm].read[contacts].requiredFields[\"$['a'][*]\"].fieldName = $['a'][*]",
                "integrations[crm].read[contacts].requiredFields[\"2024\"].fieldName = 2024",
                "integrations[crm].read[contacts].requiredFields[5] = note",
                "integrations[crm].read[contacts].requiredFields[6].fieldName = null",
                "integrations[crm].read[\"Custom Deal\"].objectName = Custom Deal",
                "integrations[crm].read[\"Custom Deal\"].schedule = 0 * * * *",
                "integrations[crm].read[\"v1.2\"].objectName = v1.2",
                "integrations[crm].subscribe[contacts].objectName = contacts",
                "integrations[crm].subscribe[contacts].otherEvents[\"a#1\"] = a#1",
                "integrations[crm].subscribe[contacts].otherEvents[\"a#1\"#2] = a#1",
                "integrations[crm].subscribe[contacts].otherEvents[b] = b",
                "integrations[crm].write.objects.objectName = contacts",
                "integrations[1].provider = hubspot",
                "integrations[crm#2].name = crm",
                "integrations[3].name =   ",
                "[\"what else\"][\"a b\"] = 1",
            ]
        );
    }

    #[test]
    fn names_that_could_be_taken_for_something_else_are_quoted() {
        for (name, times, step) in [
            ("email", 1, "[email]"),
            ("email", 2, "[email#2]"),
            ("hs_v2_date-entered", 1, "[hs_v2_date-entered]"),
            ("Größe", 1, "[Größe]"),
            ("a.b", 1, "[\"a.b\"]"),
            ("a]b", 3, "[\"a]b\"#3]"),
            ("a\"b", 1, "[\"a\\\"b\"]"),
            ("a\nb", 1, "[\"a\\nb\"]"),
            ("7", 1, "[\"7\"]"),
            ("7a", 1, "[7a]"),
            ("a#2", 1, "[\"a#2\"]"),
        ] {
            assert_eq!(item(name, times), step);
        }
    }
}
