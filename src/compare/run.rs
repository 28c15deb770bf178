//! Two texts through all changes.

use std::sync::Arc;

use super::fields::{Fields, fields};
use super::matching::{HasName, integrations, objects_of, same_read, same_subscribe, same_write};
use crate::change::{
    Change, Difference, FieldEntry, FieldVisit, Gap, IntegrationVisit, Kept, Pair, ReadVisit, Side, Sides,
    Sink, SubscribeVisit, Visit, WriteVisit,
};
use crate::manifest::{self, Action, Integration, ReadObject, Slot, SubscribeObject, WriteObject};
use crate::options::{Options, RuleLevel};
use crate::source::Source;
use crate::yaml::Document;
use crate::{changes, parse};

/// What two versions of a file differ in.
#[derive(Debug)]
#[non_exhaustive]
pub struct Compared {
    /// The version before; none for a file that is new.
    pub old: Option<Arc<Source>>,
    /// The version after; none for a file that is gone.
    pub new: Option<Arc<Source>>,
    /// The changes, in the order of their places in the new version.
    pub differences: Vec<Difference>,
    /// What could not be compared.
    pub gaps: Vec<Gap>,
}

/// Compares two versions of a manifest. Whatever either text is: what can be read is compared, what can't is among
/// the gaps. `options` may turn changes off, select some, and give them other levels.
///
/// ```
/// use std::sync::Arc;
/// use amplint::{Options, compare, source::Source};
///
/// let text = "specVersion: 1.0.0\nintegrations:\n  - {name: crm, provider: hubspot, proxy: {enabled: true}}\n";
/// let old = Arc::new(Source::new("old.yaml", text.into()).unwrap());
/// let new = Arc::new(Source::new("new.yaml", text.replace("true", "false").into()).unwrap());
/// let compared = compare(Some(old), Some(new), &Options::default());
/// assert_eq!(compared.differences[0].change, "proxy-disabled");
/// assert_eq!(compared.differences[0].at, "integrations[crm].proxy.enabled");
/// ```
#[must_use]
pub fn compare(old: Option<Arc<Source>>, new: Option<Arc<Source>>, options: &Options) -> Compared {
    let mut all = everything(old, new, options, &[]).compared;
    keep(&mut all.differences, options);
    all
}

/// What two versions differ in, whatever their levels; and the integrations that each has, by name path.
pub(super) struct Everything {
    pub compared: Compared,
    pub names: (Vec<String>, Vec<String>),
}

/// The changes that `options` ask for, and those in `besides`.
pub(super) fn everything(
    old: Option<Arc<Source>>,
    new: Option<Arc<Source>>,
    options: &Options,
    besides: &[&str],
) -> Everything {
    let documents = (old.as_deref().map(parse::parse), new.as_deref().map(parse::parse));
    let manifests = (
        documents.0.as_ref().map(manifest::read),
        documents.1.as_ref().map(manifest::read),
    );
    let sides = Sides {
        old: side(documents.0.as_ref(), manifests.0.as_ref()),
        new: side(documents.1.as_ref(), manifests.1.as_ref()),
    };
    let mut run = Run {
        sides,
        active: Active::new(options, besides),
        sink: Sink::new(sides),
        names: Default::default(),
    };
    run.all();
    let names = run.names;
    let (differences, gaps) = run.sink.into_parts();
    let compared = Compared {
        old,
        new,
        differences,
        gaps,
    };
    Everything { compared, names }
}

/// Leaves what `options` ask for, at the levels they give, in the order of the places.
pub(super) fn keep(differences: &mut Vec<Difference>, options: &Options) {
    differences.retain_mut(|difference| {
        match options.level(difference.change) {
            Some(RuleLevel::Off) => return false,
            Some(RuleLevel::At(level)) => difference.level = level,
            None => {}
        }
        options.keeps(difference.change, difference.level)
    });
    differences.sort_by_key(|difference| {
        let place = difference
            .new
            .as_ref()
            .map_or(difference.anchor, |spot| spot.span);
        let before = difference.old.as_ref().map(|spot| spot.span.start);
        (place.start, difference.new.is_none(), before, difference.class)
    });
}

fn side<'a>(
    document: Option<&'a Document<'a>>,
    manifest: Option<&'a manifest::Manifest<'a>>,
) -> Option<Side<'a>> {
    Some(Side {
        document: document?,
        manifest: manifest?,
    })
}

/// The changes that are looked for, by what their functions are called for.
#[derive(Default)]
struct Active {
    integration: Vec<(&'static Change, IntegrationVisit)>,
    read_object: Vec<(&'static Change, ReadVisit)>,
    write_object: Vec<(&'static Change, WriteVisit)>,
    subscribe_object: Vec<(&'static Change, SubscribeVisit)>,
    field: Vec<(&'static Change, FieldVisit)>,
}

impl Active {
    fn new(options: &Options, besides: &[&str]) -> Self {
        let mut active = Self::default();
        for &change in changes::ALL {
            if !options.runs(change.id) && !besides.contains(&change.id) {
                continue;
            }
            for look in change.looks {
                match *look {
                    Visit::Integration(look) => active.integration.push((change, look)),
                    Visit::ReadObject(look) => active.read_object.push((change, look)),
                    Visit::WriteObject(look) => active.write_object.push((change, look)),
                    Visit::SubscribeObject(look) => active.subscribe_object.push((change, look)),
                    Visit::Field(look) => active.field.push((change, look)),
                }
            }
        }
        active
    }
}

struct Run<'a> {
    sides: Sides<'a>,
    active: Active,
    sink: Sink<'a>,
    names: (Vec<String>, Vec<String>),
}

/// Calls the functions in `$changes`.
macro_rules! call {
    ($run:ident, $changes:ident $(, $argument:expr)*) => {
        for (change, look) in &$run.active.$changes {
            $run.sink.begin(change.id, change.class, change.certainty);
            look($($argument, )* &mut $run.sink);
        }
    };
}

impl<'a> Run<'a> {
    fn all(&mut self) {
        let sides = self.sides;
        for pair in integrations(&sides, &mut self.sink) {
            self.names.0.extend(pair.old().map(|entry| entry.path.clone()));
            self.names.1.extend(pair.new().map(|entry| entry.path.clone()));
            self.anchor(pair.new().map(|entry| entry.name_at));
            call!(self, integration, &pair);
            if let Some(kept) = pair.kept() {
                self.read(kept);
                self.write(kept);
                self.subscribe(kept);
            }
        }
    }

    /// What is gone is shown at `at` of the new version, or at its beginning.
    fn anchor(&mut self, at: Option<manifest::At>) {
        let span = |side: Side<'_>| at.map(|at| at.span(side.document));
        self.sink
            .anchor(self.sides.new.and_then(span).unwrap_or_default());
    }

    fn read(&mut self, kept: &Kept<'a, Integration<'a>>) {
        let slots = (&kept.old.value.read, &kept.new.value.read);
        for pair in self.objects("read", kept, slots, same_read) {
            self.anchor(Some(pair.new().map_or(kept.new.name_at, |entry| entry.name_at)));
            call!(self, read_object, &pair);
            if let Some(object) = pair.kept() {
                self.fields(object);
            }
        }
    }

    fn write(&mut self, kept: &Kept<'a, Integration<'a>>) {
        let slots = (&kept.old.value.write, &kept.new.value.write);
        for pair in self.objects::<WriteObject<'a>>("write", kept, slots, same_write) {
            self.anchor(Some(pair.new().map_or(kept.new.name_at, |entry| entry.name_at)));
            call!(self, write_object, &pair);
        }
    }

    fn subscribe(&mut self, kept: &Kept<'a, Integration<'a>>) {
        let slots = (&kept.old.value.subscribe, &kept.new.value.subscribe);
        for pair in self.objects::<SubscribeObject<'a>>("subscribe", kept, slots, same_subscribe) {
            self.anchor(Some(pair.new().map_or(kept.new.name_at, |entry| entry.name_at)));
            call!(self, subscribe_object, &pair);
        }
    }

    /// The objects of an action that both versions have.
    fn objects<T: HasName>(
        &mut self,
        key: &str,
        kept: &Kept<'a, Integration<'a>>,
        slots: (&'a Slot<Action<T>>, &'a Slot<Action<T>>),
        alike: fn(&T, &T, bool) -> Option<u32>,
    ) -> Vec<Pair<'a, T>> {
        let here = (kept.old.here(), kept.new.here());
        let both = self.sink.both(key, (here.0, slots.0), (here.1, slots.1));
        let Some((Some(old), Some(new))) = both else {
            return Vec::new();
        };
        let objects = format!("{key}.objects");
        let mut list = |is_old: bool, action: &'a Action<T>| {
            let (here, side) = if is_old {
                (here.0, self.sides.old)
            } else {
                (here.1, self.sides.new)
            };
            let list = self.sink.one(is_old, &objects, here, &action.objects);
            let Some(list) = list else { return (&[][..], false) };
            let Some(list) = list else { return (&[][..], true) };
            let damaged = side.is_some_and(|side| side.document.is_damaged(list.at.node));
            if damaged {
                let path = format!("{}.{objects}", here.path);
                self.sink.gap(is_old, path, list.at, "part of it can't be read");
            }
            (list.value.as_slice(), !damaged)
        };
        let (old, new) = (list(true, old), list(false, new));
        objects_of(kept, key, (old.0, new.0), (old.1, new.1), alike, &mut self.sink)
    }

    fn fields(&mut self, object: &Kept<'a, ReadObject<'a>>) {
        let (Some(before), Some(after)) = (self.sides.old, self.sides.new) else {
            return;
        };
        let old = Fields::read(
            true,
            before.document,
            &object.old,
            object.old.value,
            &mut self.sink,
        );
        let new = Fields::read(
            false,
            after.document,
            &object.new,
            object.new.value,
            &mut self.sink,
        );
        for pair in fields(object, &old, &new) {
            let pair: &Pair<'_, FieldEntry<'_>> = &pair;
            call!(self, field, object, pair);
        }
    }
}
