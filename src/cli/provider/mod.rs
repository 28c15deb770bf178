//! `amplint provider [NAME]`: what the embedded catalogue knows.

mod args;
mod json;
mod lookup;
mod text;

use amplint::catalog;
use serde_json::Value;

pub(super) use args::Args;

use super::exit::{Exit, usage};
use super::output::{Console, ListFormat, json_object};
pub(super) use json::support_json;
pub(super) use text::{answer, best};

use json::{object_json, provider_json, summary_json};
use lookup::{Subject, find};
use text::{write_all, write_module, write_object, write_provider};

/// Runs the command.
///
/// # Errors
/// Wrong usage: an unknown provider, module or object.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let subject = find(args).map_err(|text| usage(&text))?;
    let mut console = Console::plain();
    console.print(|out| match (&subject, args.format) {
        (Subject::All, ListFormat::Text) => write_all(out),
        (Subject::All, ListFormat::Json) => {
            let all: Vec<Value> = catalog::providers().map(summary_json).collect();
            json_object(&all.into(), out)
        }
        (Subject::Provider(provider, module), ListFormat::Text) => {
            write_provider(*provider, *module, out)?;
            write_module(*module, out)
        }
        (Subject::Provider(provider, module), ListFormat::Json) => json_object(
            &provider_json(*provider, args.module.as_ref().map(|_| *module)),
            out,
        ),
        (Subject::Object(object), ListFormat::Text) => write_object(*object, out),
        (Subject::Object(object), ListFormat::Json) => json_object(&object_json(*object, true), out),
    });
    Ok(console.exit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{self, Write};

    fn text(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn everything_can_be_shown() {
        let all = text(write_all);
        for provider in catalog::providers() {
            assert!(
                all.contains(&format!("\n{} ", provider.key())),
                "{}",
                provider.key()
            );
            let modules = provider.modules().chain([provider.root()]);
            for module in modules {
                let shown = text(|out| write_module(module, out));
                for object in module.objects() {
                    assert!(shown.contains(&format!("\n{} ", object.name())), "{object:?}");
                    let shown = text(|out| write_object(object, out));
                    assert!(
                        object.fields().all(|field| shown.contains(field.name())),
                        "{object:?}"
                    );
                    assert!(object_json(object, true)["fields"].is_array());
                }
            }
            assert_eq!(provider_json(provider, None)["provider"], provider.key());
        }
    }
}
