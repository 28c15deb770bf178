//! What manifests do, as people and programs read it.

mod html;
mod json;
mod markdown;
mod text;
mod words;

pub use html::write as write_html;
pub use json::write as write_json;
pub use markdown::write as write_markdown;
pub use text::write as write_text;
