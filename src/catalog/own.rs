//! Objects and fields that a user knows of and the catalogue doesn't: a customer's own, or newer ones. They are laid over
//! the facts: what is among them exists.

use super::facts::NameCase;
use super::module::Module;
use crate::suggest;

/// An object that a user has listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnObject {
    /// The module that has it.
    pub module: Module,
    /// Its name.
    pub name: String,
    /// Fields that it has; more may exist.
    pub fields: Vec<String>,
    /// The line of the configuration that lists it, from 1.
    pub line: u32,
}

impl OwnObject {
    /// Whether a field of this name is listed; case does not matter.
    #[must_use]
    pub fn has_field(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.eq_ignore_ascii_case(name))
    }

    /// The listed field that `name` is one letter from.
    #[must_use]
    pub fn nearest_field(&self, name: &str) -> Option<&str> {
        let near = |field: &&String| suggest::one_typo(&name.to_lowercase(), &field.to_lowercase());
        self.fields.iter().find(near).map(String::as_str)
    }
}

/// All objects that a user has listed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Own {
    objects: Vec<OwnObject>,
}

impl Own {
    /// Adds an object; `false`, and nothing is added, where it is listed already.
    pub fn add(&mut self, object: OwnObject) -> bool {
        let new = self.object(object.module, &object.name).is_none();
        if new {
            self.objects.push(object);
        }
        new
    }

    /// Whether none is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// All of them, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[OwnObject] {
        &self.objects
    }

    /// The objects of a module.
    pub fn of(&self, module: Module) -> impl Iterator<Item = &OwnObject> + Clone {
        self.objects.iter().filter(move |object| object.module == module)
    }

    /// The object that `name` means to the provider.
    #[must_use]
    pub fn object(&self, module: Module, name: &str) -> Option<&OwnObject> {
        let case: NameCase = module.name_case();
        let same = |object: &&OwnObject| case.same(&object.name, name);
        self.of(module).find(same)
    }

    /// The name of the object that `name` is one letter from.
    #[must_use]
    pub fn nearest_object(&self, module: Module, name: &str) -> Option<&str> {
        suggest::nearest(name, self.of(module).map(|object| object.name.as_str()))
    }
}
