//! `amplint provider [NAME]`: what the embedded catalogue knows.

mod args;
mod json;
mod lookup;
mod own;
mod text;

use amplint::catalog;
use serde_json::Value;

pub(crate) use args::Args;

use super::exit::{Exit, usage};
use super::output::{Console, ListFormat, json_object};
pub(super) use json::support_json;
pub(super) use own::{configuration, place};
pub(super) use text::{answer, best};

use json::{object_json, provider_json, summary_json};
use lookup::{Topic, find};
use text::{write_all, write_module, write_object, write_provider};

/// Runs the command.
///
/// # Errors
/// Wrong usage: an unknown provider, module or object.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    let Ok(loaded) = own::configuration(&mut console) else {
        return Ok(Exit::Fault);
    };
    let loaded = loaded.as_deref();
    let subject = find(args, loaded).map_err(|text| usage(&text))?;
    let more = |object: catalog::Object| {
        let loaded = loaded?;
        Some((loaded, own::find(loaded, &[object.module()], object.name())?))
    };
    console.print(|out| match (&subject, args.format) {
        (Topic::All, ListFormat::Text) => write_all(out),
        (Topic::All, ListFormat::Json) => {
            let all: Vec<Value> = catalog::providers().map(summary_json).collect();
            json_object(&all.into(), out)
        }
        (Topic::Provider(provider, module), ListFormat::Text) => {
            write_provider(*provider, *module, out)?;
            write_module(*module, out)?;
            loaded.map_or(Ok(()), |loaded| own::write_objects(loaded, *module, out))
        }
        (Topic::Provider(provider, module), ListFormat::Json) => json_object(
            &provider_json(*provider, args.module.as_ref().map(|_| *module)),
            out,
        ),
        (Topic::Object(object), ListFormat::Text) => {
            write_object(*object, out)?;
            more(*object).map_or(Ok(()), |(loaded, own)| own::write_more(loaded, own, out))
        }
        (Topic::Object(object), ListFormat::Json) => {
            let mut value = object_json(*object, true);
            if let Some((loaded, own)) = more(*object) {
                value["own"] = own::json(loaded, own);
            }
            json_object(&value, out)
        }
        (Topic::Own(loaded, object), ListFormat::Text) => own::write_object(loaded, object, out),
        (Topic::Own(loaded, object), ListFormat::Json) => json_object(&own::json(loaded, object), out),
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
