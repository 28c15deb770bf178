//! Whether the platform's decoder takes a manifest.

use std::collections::HashMap;

use super::keys::Shape;
use super::reader::is_merge;
use super::scalar::{self, Scalar};
use crate::yaml::{Document, Kind, MAX_DEPTH, NodeId, Style};

/// Whether the decoder that runs before every deployment takes `document`, which it reads: every value is of the type that its
/// key takes (spec "How the platform reads it"). A key that it does not know it drops with all that stands there, however near
/// it is to a known one. What a manifest needs to have is looked at later.
#[must_use]
pub fn decodes(document: &Document<'_>) -> bool {
    let decoder = Decoder { document };
    document
        .root()
        .is_none_or(|root| decoder.takes(root, Type::Mapping(Shape::Manifest)))
}

/// The type a key takes.
#[derive(Clone, Copy)]
enum Type {
    Mapping(Shape),
    Mappings(Shape),
    /// A list whose items are left as they are.
    Untouched,
    Texts,
    Text,
    Integer,
    Boolean,
}

impl Type {
    fn of(shape: Shape, key: &str) -> Self {
        match shape.below().iter().find(|&&(name, _)| name == key) {
            Some((_, Shape::Field)) => Type::Untouched,
            Some(&(_, below)) if Shape::is_list(key) => Type::Mappings(below),
            Some(&(_, below)) => Type::Mapping(below),
            None if Shape::is_text_list(key) => Type::Texts,
            None => match (shape, key) {
                (Shape::DefaultPeriod, "days") | (Shape::Delivery, "pageSize") => Type::Integer,
                (Shape::Proxy, "enabled" | "useModule")
                | (Shape::DefaultPeriod, "fullHistory")
                | (Shape::WriteObject, "inheritMapping")
                | (Shape::ValueDefaults, "allowAnyFields")
                | (Shape::SubscribeObject, "inheritFieldsAndMapping")
                | (Shape::AssociationChangeEvent, "includeFullRecords") => Type::Boolean,
                _ => Type::Text,
            },
        }
    }
}

struct Decoder<'a, 's> {
    document: &'a Document<'s>,
}

impl<'a> Decoder<'a, '_> {
    /// Whether the value at `node` is of this type, or null.
    fn takes(&self, node: NodeId, wanted: Type) -> bool {
        let document = self.document;
        let node = document.resolve(node);
        let items = |wanted| document.children(node).all(|item| self.takes(item, wanted));
        match (document.kind(node), wanted) {
            (Kind::Mapping, Type::Mapping(shape)) => self.mapping(node, shape),
            (Kind::Sequence, Type::Mappings(shape)) => items(Type::Mapping(shape)),
            (Kind::Sequence, Type::Texts) => items(Type::Text),
            (Kind::Sequence, Type::Untouched) => true,
            (Kind::Scalar(style), wanted) => {
                let plain = style == Style::Plain;
                let read = scalar::resolve(document.text_of(node), plain, document.tag(node));
                match wanted {
                    _ if read == Scalar::Null => true,
                    Type::Text => read != Scalar::Refused,
                    Type::Integer => read.as_int().is_some(),
                    Type::Boolean => read.as_bool().is_some(),
                    Type::Mapping(_) | Type::Mappings(_) | Type::Texts | Type::Untouched => false,
                }
            }
            _ => false,
        }
    }

    /// Whether every known key has a value of its type, in each spelling that counts.
    fn mapping(&self, node: NodeId, shape: Shape) -> bool {
        let mut values = HashMap::new();
        self.collect(node, shape, &mut values, 0);
        values
            .into_values()
            .all(|(key, value)| self.takes(value, Type::of(shape, key)))
    }

    /// The values of known keys by how these are spelled: the last of a spelling counts, merged ones where they are merged in.
    fn collect(
        &self,
        node: NodeId,
        shape: Shape,
        values: &mut HashMap<&'a str, (&'static str, NodeId)>,
        depth: usize,
    ) {
        let document = self.document;
        for (key, value) in document.pairs(node) {
            let name = document.text_of(document.resolve(key));
            let mut known = shape.keys().iter();
            if let Some(known) = known.find(|known| known.name.eq_ignore_ascii_case(name)) {
                values.insert(name, (known.name, value));
            } else if name == "<<" && is_merge(document, key) && depth < MAX_DEPTH {
                let value = document.resolve(value);
                match document.kind(value) {
                    Kind::Mapping => self.collect(value, shape, values, depth + 1),
                    // The first of several wins.
                    Kind::Sequence => {
                        let items: Vec<NodeId> = document.children(value).collect();
                        for &item in items.iter().rev() {
                            self.collect(document.resolve(item), shape, values, depth + 1);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}
