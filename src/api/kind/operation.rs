use super::declaration::{Claim, DocumentKind};
use super::schema::Schema;

/// The answer of "Get an operation".
pub(super) static KIND: DocumentKind = DocumentKind {
    name: "operation",
    summary: "a read, write or subscribe operation",
    words: "an operation",
    marks: &[&["actionType"], &["configId"]],
    schema: Schema::new(include_str!("../../../schemas/operation.schema.json")),
    claims: &[
        Claim {
            key: "actionType",
            rule: "operation-status",
        },
        Claim {
            key: "status",
            rule: "operation-status",
        },
    ],
};
