//! What the catalogue knows of what a manifest names, as the provider rules need it.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::catalog::{Capability, Missed, Module, Object, OwnObject, Provider, Support};
use crate::manifest::{At, Integration, ReadObject, Text, is_nested};
use crate::rule::{Context, Edit, Kind, Span, Style, Tag, code};

/// An object that an integration names for an action.
#[derive(Clone, Copy, Debug)]
pub struct NamedObject<'m> {
    /// What it is named for.
    pub action: Capability,
    /// The mapping under the action's key.
    pub action_at: At,
    /// The name.
    pub name: &'m Text<'m>,
}

/// Every object that an integration names.
pub fn named_objects<'m>(integration: &'m Integration<'m>) -> impl Iterator<Item = NamedObject<'m>> {
    let named = |action, action_at| {
        move |name| NamedObject {
            action,
            action_at,
            name,
        }
    };
    let read = integration.read.get().into_iter().flat_map(move |it| {
        it.objects()
            .iter()
            .filter_map(|object| object.object_name.get())
            .map(named(Capability::Read, it.at))
    });
    let write = integration.write.get().into_iter().flat_map(move |it| {
        it.objects()
            .iter()
            .filter_map(|object| object.object_name.get())
            .map(named(Capability::Write, it.at))
    });
    let subscribe = integration.subscribe.get().into_iter().flat_map(move |it| {
        it.objects()
            .iter()
            .filter_map(|object| object.object_name.get())
            .map(named(Capability::Subscribe, it.at))
    });
    read.chain(write).chain(subscribe)
}

/// Whether `object-exists` reports `name`, used for `action`: the provider does not have it, or has one nearly so called.
#[must_use]
pub fn is_told_unknown(cx: &Context<'_>, module: Module, action: Capability, name: &str) -> bool {
    module.object(name).is_none()
        && cx.own_object(module, name).is_none()
        && module.support(action) != Support::No
        && (module.unlisted(action, name).is_some() || module.nearest_object(name).is_some())
}

/// Tells which fields of a read object are none that the object has.
#[derive(Debug)]
pub struct Misspelt<'m> {
    object: Option<Object>,
    own: Option<&'m OwnObject>,
    read: &'m ReadObject<'m>,
    /// What the read object selects, and the names it maps to, in lower case.
    names: OnceCell<HashSet<String>>,
}

impl<'m> Misspelt<'m> {
    /// For `read`, an object of `module`; `None` where nothing is known of it.
    #[must_use]
    pub fn new<'a: 'm>(cx: &Context<'a>, module: Module, read: &'m ReadObject<'m>) -> Option<Self> {
        let name = read.object_name.get()?;
        let (object, own) = (cx.object(module, name), cx.own_object(module, name.as_str()));
        (object.is_some() || own.is_some()).then_some(Self {
            object,
            own,
            read,
            names: OnceCell::new(),
        })
    }

    /// The object, as the catalogue knows it.
    #[must_use]
    pub fn object(&self) -> Option<Object> {
        self.object
    }

    /// Whether the user has listed a field of this name.
    #[must_use]
    pub fn is_own(&self, name: &str) -> bool {
        self.own.is_some_and(|own| own.has_field(name))
    }

    /// The field listed by the user that `name`, which is none that is known, is one letter from.
    #[must_use]
    pub fn own_typo(&self, name: &str) -> Option<&'m str> {
        let known = self.object.is_some_and(|object| object.has_field(name));
        if known || is_nested(name) || self.is_own(name) {
            return None;
        }
        let near = self.own?.nearest_field(name)?;
        let fields = self.read.fields().filter_map(|field| field.field_name.get());
        let mut selected = fields.map(Text::as_str);
        (!selected.any(|field| field.eq_ignore_ascii_case(near))).then_some(near)
    }

    /// What `name` is instead of a field. `None` where it may be meant as it stands: it is a path, something is
    /// mapped to it, or the field that it could be a typo for is selected as well.
    #[must_use]
    pub fn missed(&self, name: &str) -> Option<Missed> {
        if is_nested(name) {
            return None;
        }
        if self.is_own(name) {
            return None;
        }
        let missed = self.object?.missed_field(name)?;
        let names = self.names.get_or_init(|| {
            let fields = self.read.fields().filter_map(|field| field.field_name.get());
            let mapped = self.read.fields().filter_map(|field| field.map_to_name.get());
            fields
                .map(|text| text.as_str().to_ascii_lowercase())
                .chain(mapped.map(|text| format!("{MAPPED}{}", text.as_str().to_ascii_lowercase())))
                .collect()
        });
        let selected = |field: &str| names.contains(&field.to_ascii_lowercase());
        let intended = names.contains(&format!("{MAPPED}{}", name.to_ascii_lowercase()))
            || match &missed {
                Missed::Typo(field) => selected(field),
                Missed::Elsewhere(fields) => fields.iter().all(|field| selected(field)),
                _ => false,
            };
        (!intended).then_some(missed)
    }
}

/// Marks a name that is mapped to among those that are selected; no field begins with it.
const MAPPED: char = '\n';

/// An edit that names `module` for an integration without one: after `provider`, or where a `module` without a name
/// stands.
#[must_use]
pub fn name_module(
    cx: &Context<'_>,
    integration: &Integration<'_>,
    provider: At,
    module: Module,
) -> Option<Edit> {
    let (document, id) = (cx.document, module.id());
    let written = document
        .pairs(integration.at.node)
        .find(|&(key, _)| document.text_of(key) == "module");
    let Some((key, value)) = written else {
        return cx.insert_after(provider, &format!("module: {id}"));
    };
    let (after, span) = (document.span(key).end, document.span(value));
    let own = integration.at.via().is_none()
        && document.parent(key) == Some(integration.at.node)
        && !document.is_anchored(value)
        && document.tag(value) == Tag::None;
    match document.kind(value) {
        _ if !own => None,
        Kind::Scalar(_) if span.is_empty() => {
            let rest = cx.source.slice(Span::new(
                after,
                cx.source.line_span(cx.source.line_of(after)).end,
            ));
            rest.starts_with(':')
                .then(|| Edit::insert(after + 1, format!(" {id}")))
        }
        Kind::Scalar(Style::Plain | Style::Single | Style::Double) => Some(Edit::replace(span, id)),
        _ => None,
    }
}

/// What a module is called in a message: its provider, and the module itself where there are several.
#[must_use]
pub fn called(module: Module) -> String {
    let Some(provider) = module.provider() else {
        return code(module.id());
    };
    let key = code(provider.key());
    if module.is_root() || provider.modules().len() < 2 {
        key
    } else {
        format!("{key} (module {})", code(module.id()))
    }
}

/// What can be done with an object, for messages: "can't be read".
#[must_use]
pub fn done(action: Capability) -> &'static str {
    match action {
        Capability::Read => "read",
        Capability::Write => "written",
        Capability::Subscribe => "subscribed to",
        Capability::Proxy => "passed through",
    }
}

/// The command that lists what the catalogue knows of a module.
#[must_use]
pub fn list_command(module: Module) -> String {
    let key = module.provider().map_or("", Provider::key);
    if module.is_root() {
        format!("`amplint provider {key}`")
    } else {
        format!("`amplint provider {key} --module {}`", module.id())
    }
}
