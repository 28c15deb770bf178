//! Documents against their schemas: one problem for each cause, with its place.

#[cfg(feature = "api-documents")]
use super::breaches::breaches;
use super::object::Mapping;
use crate::api::kind::DocumentKind;
#[cfg(not(feature = "api-documents"))]
use crate::api::kind::Schema;
use crate::manifest::{At, Breach, Violation, ViolationKind};
use crate::yaml::{Document, Kind, NodeId};

/// The API documents of a file.
#[derive(Debug)]
pub struct Payloads<'d> {
    /// Each of them.
    pub items: Vec<Payload<'d>>,
    /// What their schemas refuse, but for what a rule of its own speaks of.
    pub violations: Vec<Violation>,
}

impl Payloads<'_> {
    /// Says that there is none, where one of this kind was expected.
    pub fn expect_one(&mut self, kind: &'static DocumentKind) {
        self.violations.push(Violation {
            at: At::new(NodeId::NONE, None),
            kind: ViolationKind::NoDocument { expected: kind.words },
        });
    }
}

/// One API document.
#[derive(Debug)]
pub struct Payload<'d> {
    /// Its kind.
    pub kind: &'static DocumentKind,
    /// What is in it.
    pub object: Mapping<'d>,
    claimed: Vec<(&'static str, Violation)>,
}

impl Payload<'_> {
    /// What the schema refuses and the rule `id` has the words for.
    pub fn claimed(&self, id: &str) -> impl Iterator<Item = &Violation> {
        self.claimed
            .iter()
            .filter(move |(rule, _)| *rule == id)
            .map(|(_, problem)| problem)
    }

    /// Whether it is of the kind called `name`.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.kind.name == name
    }
}

impl<'d> Payload<'d> {
    /// How far a backfill has come: the document itself, or what an operation says of it.
    #[must_use]
    pub fn progress(&self) -> Option<Mapping<'d>> {
        match self.kind.name {
            "backfill-progress" => Some(self.object),
            "operation" => self.object.object("metadata")?.object("progress"),
            _ => None,
        }
    }
}

/// Reads the documents at `nodes` in `document`, each as its kind.
#[must_use]
pub fn read<'d>(document: &'d Document<'d>, nodes: &[(&'static DocumentKind, NodeId)]) -> Payloads<'d> {
    let mut payloads = Payloads {
        items: Vec::with_capacity(nodes.len()),
        violations: Vec::new(),
    };
    for &(kind, node) in nodes {
        let via = (document.kind(node) == Kind::Alias).then_some(node);
        let at = At::new(document.resolve(node), via);
        let mut payload = Payload {
            kind,
            object: Mapping::new(document, at),
            claimed: Vec::new(),
        };
        for (at, breach) in breaches(document, at, &kind.schema) {
            let may_be_claimed = matches!(breach, Breach::Word { .. } | Breach::Range { .. });
            let key = at.key(document).filter(|_| may_be_claimed);
            let claim = key.and_then(|key| {
                let key = document.text_of(key.node);
                kind.claims.iter().find(|claim| claim.key == key)
            });
            let document = kind.words;
            let problem = Violation {
                at,
                kind: ViolationKind::Schema { document, breach },
            };
            match claim {
                Some(claim) => payload.claimed.push((claim.rule, problem)),
                None => payloads.violations.push(problem),
            }
        }
        payloads.items.push(payload);
    }
    payloads
}

#[cfg(not(feature = "api-documents"))]
fn breaches(_: &Document<'_>, _: At, _: &Schema) -> Vec<(At, Breach)> {
    Vec::new()
}
