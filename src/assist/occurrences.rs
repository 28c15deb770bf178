//! What names the same thing: anchors and aliases, objects, fields, mapped names and destinations.

use crate::catalog::{Module, NameCase};
use crate::manifest::{Field, Integration, Manifest, ReadObject, Shape, Slot, SubscribeObject, Text};
use crate::source::{Span, index};
use crate::yaml::{Document, Kind, NodeId};

use super::describe::scalar_at;
use super::place::{Around, Stand};

/// What a name at a place names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// An anchor.
    Anchor(NodeId),
    /// An object of an integration, by the node of the integration.
    Object(NodeId, String),
    /// The name under which an object is delivered.
    MappedObject(NodeId, String),
    /// A field of an object, by the node of the integration and the name of the object.
    Field(NodeId, String, String),
    /// The name under which a field is delivered.
    MappedField(NodeId, String, String),
    /// A destination.
    Destination(String),
    /// An integration.
    Integration(String),
}

impl Subject {
    /// Whether it may have another name: what belongs to the provider may not.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        !matches!(self, Subject::Object(..) | Subject::Field(..))
    }

    /// Whether other files may name it.
    #[must_use]
    pub fn destination(&self) -> Option<&str> {
        match self {
            Subject::Destination(name) => Some(name),
            _ => None,
        }
    }
}

/// A place where something is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// The characters of the name: with quotes, where it has some.
    pub span: Span,
    /// The node; for anchors none.
    pub node: Option<NodeId>,
    /// Whether it is what the others refer to.
    pub is_definition: bool,
}

/// What is named at `offset`, and where the name stands.
#[must_use]
pub fn subject(document: &Document<'_>, manifest: &Manifest<'_>, offset: u32) -> Option<(Subject, Span)> {
    if let Some((node, span)) = anchor_at(document, offset) {
        return Some((Subject::Anchor(node), span));
    }
    let node = scalar_at(document, offset)?;
    let span = document.span(node);
    if document.kind(node) == Kind::Alias {
        return Some((Subject::Anchor(document.resolve(node)), span));
    }
    if document.is_key(node) {
        return None;
    }
    let text = document.text_of(node);
    let around = Around::of(document, manifest, node);
    let (Stand::Value(shape, key) | Stand::Item(shape, key)) = Stand::of(document, node)? else {
        return None;
    };
    if key == "destination" && !text.is_empty() {
        return Some((Subject::Destination(text.to_owned()), span));
    }
    let at = around.integration?.at.node;
    let subject = match (shape, key) {
        (Shape::Integration, "name") => Subject::Integration(text.to_owned()),
        (_, "objectName") => {
            // Others may name it as it is delivered.
            let twin = around.read_twin();
            let own = twin.is_none_or(|read| {
                let is = |slot: &Slot<Text<'_>>| slot.get().is_some_and(|name| name.as_str() == text);
                is(&read.object_name) || !is(&read.map_to_name)
            });
            if own {
                Subject::Object(at, text.to_owned())
            } else {
                Subject::MappedObject(at, text.to_owned())
            }
        }
        (Shape::ReadObject, "mapToName") => Subject::MappedObject(at, text.to_owned()),
        (Shape::Field, "fieldName") => Subject::Field(at, around.object_name()?.to_owned(), text.to_owned()),
        (Shape::Field, "mapToName") => {
            Subject::MappedField(at, around.object_name()?.to_owned(), text.to_owned())
        }
        (_, "requiredWatchFields") => {
            let read = around.read_twin();
            let object = read
                .and_then(|read| read.object_name.get())
                .map_or(around.object_name(), |it| Some(it.as_str()))?;
            let is_field = |field: &Field<'_>| field.field_name.get().is_some_and(|it| it.as_str() == text);
            let is_mapped = |field: &Field<'_>| field.map_to_name.get().is_some_and(|it| it.as_str() == text);
            let mut fields = read.into_iter().flat_map(ReadObject::fields);
            let mapped = fields.clone().any(is_mapped) && !fields.any(is_field);
            if mapped {
                Subject::MappedField(at, object.to_owned(), text.to_owned())
            } else {
                Subject::Field(at, object.to_owned(), text.to_owned())
            }
        }
        _ => return None,
    };
    (!text.is_empty()).then_some((subject, span))
}

/// Every place in the text that names `subject`, in order.
#[must_use]
pub fn occurrences(document: &Document<'_>, manifest: &Manifest<'_>, subject: &Subject) -> Vec<Occurrence> {
    let mut found = Vec::new();
    // Some providers' objects are the same in any case.
    let case = match subject {
        Subject::Object(at, _) => name_case(manifest, *at),
        _ => NameCase::Sensitive,
    };
    let mut add = |name: Option<&Text<'_>>, wanted: &str, is_definition: bool| {
        if let Some(name) = name.filter(|name| case.same(name.as_str(), wanted)) {
            // Through an alias it is named where the alias is; that is the anchor's business.
            found.push(Occurrence {
                span: name.at.span(document),
                node: Some(name.at.node),
                is_definition,
            });
        }
    };
    let integration = |node: NodeId| manifest.integrations().iter().find(move |it| it.at.node == node);
    match subject {
        Subject::Anchor(node) => return anchors(document, *node),
        Subject::Destination(name) => {
            for text in manifest.integrations().iter().flat_map(Integration::destinations) {
                add(Some(text), name, false);
            }
            found.extend(unused_destinations(document, name));
        }
        Subject::Integration(name) => {
            for it in manifest.integrations() {
                add(it.name.get(), name, true);
            }
        }
        Subject::Object(at, name) | Subject::MappedObject(at, name) => {
            let mapped = matches!(subject, Subject::MappedObject(..));
            if let Some(it) = integration(*at) {
                for read in it.read_objects() {
                    let slot = if mapped {
                        &read.map_to_name
                    } else {
                        &read.object_name
                    };
                    add(slot.get(), name, true);
                }
                let writes = it.write_objects().iter().map(|it| &it.object_name);
                let subscribes = it.subscribe_objects().iter().map(|it| &it.object_name);
                for slot in writes.chain(subscribes) {
                    add(slot.get(), name, false);
                }
            }
        }
        Subject::Field(at, object, name) | Subject::MappedField(at, object, name) => {
            let mapped = matches!(subject, Subject::MappedField(..));
            if let Some(it) = integration(*at) {
                for read in it
                    .read_objects()
                    .iter()
                    .filter(|read| is_named(&read.object_name, object))
                {
                    for field in read.fields() {
                        let slot = if mapped {
                            &field.map_to_name
                        } else {
                            &field.field_name
                        };
                        add(slot.get(), name, true);
                    }
                }
                for watched in watching(it, object) {
                    add(Some(watched), name, false);
                }
            }
        }
    }
    found.sort_by_key(|it| (it.span, !it.is_definition));
    found.dedup_by_key(|it| it.span);
    found
}

/// How the objects of an integration are compared.
fn name_case(manifest: &Manifest<'_>, integration: NodeId) -> NameCase {
    let around = Around {
        integration: manifest
            .integrations()
            .iter()
            .find(|it| it.at.node == integration),
        ..Around::default()
    };
    around.module().map_or(NameCase::Sensitive, Module::name_case)
}

/// Destinations that are written where nobody reads them, as below a merge that wins.
fn unused_destinations(document: &Document<'_>, name: &str) -> Vec<Occurrence> {
    let is_one = |&node: &NodeId| {
        matches!(document.kind(node), Kind::Scalar(_))
            && !document.is_key(node)
            && document.text_of(node) == name
            && matches!(Stand::of(document, node), Some(Stand::Value(_, "destination")))
    };
    let one = |node| Occurrence {
        span: document.span(node),
        node: Some(node),
        is_definition: false,
    };
    document.nodes().filter(is_one).map(one).collect()
}

fn is_named(slot: &Slot<Text<'_>>, name: &str) -> bool {
    slot.get().is_some_and(|it| it.as_str() == name)
}

/// The fields that are watched of a read object.
fn watching<'m>(it: &'m Integration<'m>, object: &str) -> impl Iterator<Item = &'m Text<'m>> {
    let mapped = it
        .read_objects()
        .iter()
        .find(|read| is_named(&read.object_name, object));
    let mapped = mapped
        .and_then(|read| read.map_to_name.get())
        .map(|name| name.as_str().to_owned());
    let object = object.to_owned();
    let same = move |subscribe: &&SubscribeObject<'_>| {
        let name = subscribe.object_name.get().map(Text::as_str);
        name == Some(object.as_str()) || (name.is_some() && name == mapped.as_deref())
    };
    let subscribes = it.subscribe_objects().iter().filter(same);
    let updates = subscribes.filter_map(|it| it.update_event.get());
    updates
        .filter_map(|it| it.required_watch_fields.get())
        .flat_map(|list| &list.value)
}

/// The anchor written at `offset`, of the node it is for: `&name`.
fn anchor_at(document: &Document<'_>, offset: u32) -> Option<(NodeId, Span)> {
    let text = document.text();
    let word = |b: u8| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}');
    let bytes = text.as_bytes();
    let at = (offset as usize).min(bytes.len());
    let start = bytes[..at].iter().rposition(|&b| !word(b)).map_or(0, |i| i + 1);
    let end = bytes[at..]
        .iter()
        .position(|&b| !word(b))
        .map_or(bytes.len(), |i| at + i);
    if bytes.get(start) != Some(&b'&') || end - start < 2 {
        return None;
    }
    let span = Span::new(index(start), index(end));
    let node = document
        .nodes()
        .find(|&node| document.is_anchored(node) && anchor_of(document, node) == Some(span))?;
    Some((node, span))
}

/// Where the anchor of a node is written: before it, perhaps on the line before, among a tag and white space.
fn anchor_of(document: &Document<'_>, node: NodeId) -> Option<Span> {
    let text = document.text();
    let start = document.span(node).start as usize;
    // An empty value stands before its anchor.
    if document.span(node).is_empty() {
        let rest = &text[start..];
        let lead = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = rest[lead..].strip_prefix('&')?;
        let len = rest
            .find([' ', '\t', '\n', '\r', ',', ']', '}'])
            .unwrap_or(rest.len());
        return Some(Span::new(index(start + lead), index(start + lead + 1 + len)));
    }
    let before = &text[..start];
    let sign = before.rfind('&')?;
    let len = before[sign..]
        .find([' ', '\t', '\n', '\r'])
        .unwrap_or(before.len() - sign);
    Some(Span::new(index(sign), index(sign + len)))
}

fn anchors(document: &Document<'_>, node: NodeId) -> Vec<Occurrence> {
    let definition = anchor_of(document, node).map(|span| Occurrence {
        span,
        node: None,
        is_definition: true,
    });
    let uses = document
        .nodes()
        .filter(|&at| document.kind(at) == Kind::Alias && document.resolve(at) == node)
        .map(|at| Occurrence {
            span: document.span(at),
            node: None,
            is_definition: false,
        });
    definition.into_iter().chain(uses).collect()
}
