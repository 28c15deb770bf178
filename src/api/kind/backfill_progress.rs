use super::declaration::DocumentKind;
use super::schema::Schema;

/// The answer of "Get backfill progress".
pub(super) static KIND: DocumentKind = DocumentKind {
    name: "backfill-progress",
    summary: "how far the initial read of an object has come",
    words: "a backfill progress",
    marks: &[&["recordsProcessed"]],
    schema: Schema::new(include_str!("../../../schemas/backfill-progress.schema.json")),
    claims: &[],
};
