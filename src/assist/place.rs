//! What a place in a manifest's tree is for: the shape of a mapping, the key of a value, and the integration, object
//! and facts around it.

use std::collections::HashSet;

use crate::catalog::{self, Capability, Module, NameCase, Provider};
use crate::manifest::{Integration, Manifest, ReadObject, Shape, Slot, SubscribeObject, Text, WriteObject};
use crate::yaml::{Document, Kind, NodeId};

/// How often a place is looked at through an alias instead.
const MAX_ALIASES: usize = 4;

/// What a node stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stand {
    /// A mapping of this shape.
    Mapping(Shape),
    /// A list, under this key of such a mapping; of mappings of a shape, or of texts.
    List(Shape, &'static str, Option<Shape>),
    /// The value of this key, which is no collection, of such a mapping.
    Value(Shape, &'static str),
    /// An item of a list of texts, under this key of such a mapping.
    Item(Shape, &'static str),
}

impl Stand {
    /// What stands under `key` of a mapping of this shape; `None` for a key that is not known there.
    #[must_use]
    pub fn below(shape: Shape, key: &str) -> Option<Stand> {
        let known = shape.keys().iter().map(|known| known.name);
        // The platform takes a key in any case where the right one isn't there.
        let name = known.clone().find(|name| *name == key).or_else(|| {
            let mut known = known;
            known.find(|name| name.eq_ignore_ascii_case(key))
        })?;
        let below = shape.below().iter().find(|(below, _)| *below == name);
        Some(match below {
            Some(&(_, below)) if Shape::is_list(name) => Stand::List(shape, name, Some(below)),
            Some(&(_, below)) => Stand::Mapping(below),
            None if Shape::is_text_list(name) => Stand::List(shape, name, None),
            None => Stand::Value(shape, name),
        })
    }

    /// What `node` stands for in a manifest; a value that is only used through an alias stands for what it is used
    /// for.
    #[must_use]
    pub fn of(document: &Document<'_>, node: NodeId) -> Option<Stand> {
        let mut target = node;
        let mut steps: Vec<NodeId> = Vec::new();
        for _ in 0..MAX_ALIASES {
            let mut way: Vec<NodeId> =
                std::iter::successors(Some(target), |&at| document.parent(at)).collect();
            way.pop();
            way.reverse();
            way.extend(&steps);
            let walked = walk(document, &way);
            if walked.is_some() {
                return walked;
            }
            // The innermost anchor on the way.
            let anchored = std::iter::successors(Some(target), |&at| document.parent(at))
                .find(|&at| document.is_anchored(at))?;
            let alias = document
                .nodes()
                .find(|&at| document.kind(at) == Kind::Alias && document.resolve(at) == anchored)?;
            let below = std::iter::successors(Some(target), |&at| document.parent(at));
            let mut below: Vec<NodeId> = below.take_while(|&at| at != anchored).collect();
            below.reverse();
            below.extend(steps);
            (target, steps) = (alias, below);
        }
        None
    }
}

/// What the last of `way`, the nodes from below the root on, stands for.
fn walk(document: &Document<'_>, way: &[NodeId]) -> Option<Stand> {
    let mut stand = Stand::Mapping(Shape::Manifest);
    for &node in way {
        if document.item_index(node).is_some() {
            stand = match stand {
                Stand::List(.., Some(shape)) => Stand::Mapping(shape),
                Stand::List(shape, key, None) => Stand::Item(shape, key),
                // Several mappings may be merged.
                Stand::Mapping(shape) => Stand::Mapping(shape),
                _ => return None,
            };
            continue;
        }
        let key = document.key_of(node)?;
        let name = document.text_of(document.resolve(key));
        stand = match stand {
            Stand::Mapping(shape) if name == "<<" => Stand::Mapping(shape),
            Stand::Mapping(shape) => Stand::below(shape, name)?,
            _ => return None,
        };
    }
    Some(stand)
}

/// What stands around a node of a manifest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'m> {
    /// The integration.
    pub integration: Option<&'m Integration<'m>>,
    /// The action it stands in.
    pub action: Option<Capability>,
    /// The read object, in `read`.
    pub read: Option<&'m ReadObject<'m>>,
    /// The write object, in `write`.
    pub write: Option<&'m WriteObject<'m>>,
    /// The subscribe object, in `subscribe`.
    pub subscribe: Option<&'m SubscribeObject<'m>>,
    /// Whether it stands in `watchSchema`.
    pub watch_schema: bool,
}

impl<'m> Around<'m> {
    /// What stands around `node`.
    #[must_use]
    pub fn of(document: &Document<'_>, manifest: &'m Manifest<'m>, node: NodeId) -> Self {
        let above: Vec<NodeId> = std::iter::successors(Some(node), |&at| document.parent(at)).collect();
        // A key is looked at as its value is.
        let value = document.value_of(node);
        let nodes: HashSet<NodeId> = above.into_iter().chain(value).collect();
        let Some(integration) = manifest
            .integrations()
            .iter()
            .find(|integration| nodes.contains(&integration.at.node))
        else {
            return Self::default();
        };
        let mut around = Self {
            integration: Some(integration),
            ..Self::default()
        };
        let under = |name: &str| {
            document.pairs(integration.at.node).any(|(key, value)| {
                document.text_of(document.resolve(key)) == name
                    && (nodes.contains(&value) || nodes.contains(&key))
            })
        };
        around.read = integration
            .read_objects()
            .iter()
            .find(|it| nodes.contains(&it.at.node));
        around.write = integration
            .write_objects()
            .iter()
            .find(|it| nodes.contains(&it.at.node));
        around.subscribe = integration
            .subscribe_objects()
            .iter()
            .find(|it| nodes.contains(&it.at.node));
        around.action = Capability::ALL.into_iter().find(|action| under(action.key()));
        around.watch_schema = under("watchSchema");
        around
    }

    /// The provider of the integration.
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        catalog::provider(self.integration?.provider.get()?.as_str())
    }

    /// The module of the integration.
    #[must_use]
    pub fn module(&self) -> Option<Module> {
        let id = match &self.integration?.module {
            Slot::Value(id) => Some(id.as_str()),
            Slot::Missing | Slot::Unusable => None,
        };
        self.provider()?.resolve_module(id)
    }

    /// The name of the object it stands in.
    #[must_use]
    pub fn object_name(&self) -> Option<&'m str> {
        let name = |slot: &'m Slot<Text<'m>>| slot.get().map(Text::as_str);
        self.read
            .and_then(|it| name(&it.object_name))
            .or_else(|| self.write.and_then(|it| name(&it.object_name)))
            .or_else(|| self.subscribe.and_then(|it| name(&it.object_name)))
    }

    /// What is known of the object it stands in.
    #[must_use]
    pub fn object(&self) -> Option<catalog::Object> {
        self.module()?.object(self.object_name()?)
    }

    /// The read object that a subscribe or write object takes its fields from: the one of the same name.
    #[must_use]
    pub fn read_twin(&self) -> Option<&'m ReadObject<'m>> {
        if let Some(read) = self.read {
            return Some(read);
        }
        let name = self.object_name()?;
        let reads = self.integration?.read_objects();
        let case = self.module().map_or(NameCase::Sensitive, Module::name_case);
        let named = |read: &&ReadObject<'_>| {
            read.object_name
                .get()
                .is_some_and(|it| case.same(it.as_str(), name))
        };
        let mapped = |read: &&ReadObject<'_>| read.map_to_name.get().is_some_and(|it| it.as_str() == name);
        reads.iter().find(named).or_else(|| reads.iter().find(mapped))
    }
}
