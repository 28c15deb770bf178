use super::declaration::{Claim, DocumentKind};
use super::schema::Schema;

/// An error answer: problem details (RFC 9457).
pub(super) static KIND: DocumentKind = DocumentKind {
    name: "problem",
    summary: "an error answer of the API (RFC 9457)",
    words: "a problem",
    marks: &[
        &["title", "status", "type"],
        &["requestId", "subsystem", "issues"],
    ],
    schema: Schema::new(include_str!("../../../schemas/problem.schema.json")),
    claims: &[Claim {
        key: "status",
        rule: "problem-status",
    }],
};
