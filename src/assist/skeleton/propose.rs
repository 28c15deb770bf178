//! Objects and fields that are proposed where none is named.

use super::plan::{Part, Plan};
use super::refusal::Impossible;
use crate::catalog::{Capability, Object, OwnObject};

/// Objects that people ask for first, whatever the provider calls them exactly; the usual ones first.
const USUAL: [&str; 36] = [
    "contacts",
    "companies",
    "accounts",
    "deals",
    "opportunities",
    "leads",
    "people",
    "persons",
    "customers",
    "tickets",
    "conversations",
    "calls",
    "meetings",
    "messages",
    "issues",
    "tasks",
    "projects",
    "candidates",
    "jobs",
    "applications",
    "employees",
    "users",
    "invoices",
    "orders",
    "payments",
    "subscriptions",
    "products",
    "subscribers",
    "lists",
    "campaigns",
    "forms",
    "responses",
    "events",
    "transcripts",
    "documents",
    "members",
];
/// How many objects are taken where none is named.
const MOST_USUAL: usize = 3;
/// How many objects are tried for that.
const MOST_TRIED: usize = 60;
/// How many fields are listed where none is named.
pub(super) const MOST_FIELDS: usize = 7;
/// Fields that are worth listing first.
const FIRST_FIELDS: [&str; 14] = [
    "id",
    "name",
    "email",
    "firstname",
    "lastname",
    "title",
    "subject",
    "status",
    "amount",
    "phone",
    "createdat",
    "updatedat",
    "createdtime",
    "modifiedtime",
];

impl<'a> Plan<'a> {
    /// Objects that people usually want, as far as they can be used.
    pub(super) fn usual(&self) -> Result<Vec<Part>, Impossible> {
        let module = self.module;
        let usable = |object: &Object| {
            object.alias_of().is_none()
                && self
                    .actions
                    .iter()
                    .all(|&action| action == Capability::Proxy || object.support(action).is_yes())
        };
        let named = |wanted: &&'static str| {
            let same = |object: &Object| {
                let (a, b) = (object.name().to_ascii_lowercase(), *wanted);
                a == b || b.strip_suffix('s') == Some(&a)
            };
            module.objects().filter(usable).find(same)
        };
        let mut candidates: Vec<&str> = USUAL.iter().filter_map(named).map(Object::name).collect();
        if candidates.is_empty() {
            // Who lists objects of their own uses them.
            candidates.extend(self.own_objects().map(|own| own.name.as_str()));
        }
        let most = if candidates.is_empty() { 1 } else { MOST_USUAL };
        let usual = candidates.len();
        for object in module.objects().filter(usable).take(MOST_TRIED) {
            if !candidates.contains(&object.name()) {
                candidates.push(object.name());
            }
        }
        let limit = module
            .subscription()
            .max_objects()
            .map_or(MOST_USUAL, |limit| limit.max.into());
        let most = if self.has(Capability::Subscribe) {
            most.min(limit)
        } else {
            most
        };
        let mut parts = Vec::new();
        let mut first = None;
        for (i, name) in candidates.into_iter().enumerate() {
            if parts.len() == most || (i >= usual && !parts.is_empty()) {
                break;
            }
            match self.part(name, parts.is_empty()) {
                Ok(part) => parts.push(part),
                Err(refusal) => first = first.or(Some(refusal)),
            }
        }
        if parts.is_empty() {
            return Err(first.unwrap_or_else(|| self.no_objects()));
        }
        Ok(parts)
    }

    /// The objects of the module that the configuration lists.
    fn own_objects(&self) -> impl Iterator<Item = &'a OwnObject> + use<'a> {
        let own = self.ask.options.own.as_deref().into_iter();
        let module = self.module;
        own.flat_map(move |own| own.of(module))
    }

    /// Fields of an object that are worth a place in a list, as many as one read takes.
    pub(super) fn known_fields(&self, object: &str) -> Vec<String> {
        let case = self.module.name_case();
        let own = self.own_objects().find(|own| case.same(&own.name, object));
        let object = self.module.object(object);
        let mut known: Vec<&str> = object
            .into_iter()
            .flat_map(|it| it.fields().map(|field| field.name()))
            .collect();
        if known.is_empty() {
            known = object.into_iter().flat_map(Object::seen_fields).collect();
        }
        // What the configuration lists comes first.
        let mut names: Vec<&str> = Vec::new();
        for field in own.into_iter().flat_map(|own| &own.fields) {
            if !known.iter().any(|name| name.eq_ignore_ascii_case(field)) {
                names.push(field);
            }
        }
        for name in known {
            names.push(name);
        }
        let most = self
            .module
            .field_limit()
            .map_or(MOST_FIELDS, |limit| limit.max.into())
            .min(MOST_FIELDS);
        let rank = |name: &&str| {
            let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            let plain = plain.to_ascii_lowercase();
            FIRST_FIELDS
                .iter()
                .position(|first| *first == plain)
                .unwrap_or(FIRST_FIELDS.len())
        };
        names.sort_by_key(rank);
        names.into_iter().take(most).map(str::to_owned).collect()
    }
}
