use super::declaration::{Claim, DocumentKind};
use super::schema::Schema;

/// A backfill of a PostHog batch export.
pub(super) static KIND: DocumentKind = DocumentKind {
    name: "batch-export-backfill",
    summary: "a backfill of a PostHog batch export",
    words: "a batch export backfill",
    marks: &[&["batch_export"]],
    schema: Schema::new(include_str!("../../../schemas/batch-export-backfill.schema.json")),
    claims: &[Claim {
        key: "status",
        rule: "backfill-status",
    }],
};
