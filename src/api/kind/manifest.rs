use super::declaration::DocumentKind;
use super::schema::Schema;

/// `amp.yaml`; what has no other mark is taken for one.
pub static KIND: DocumentKind = DocumentKind {
    name: "manifest",
    summary: "amp.yaml, the manifest of integrations",
    words: "a manifest",
    marks: &[&["specVersion", "integrations"]],
    schema: Schema::new(include_str!("../../../schemas/manifest.schema.json")),
    claims: &[],
};
