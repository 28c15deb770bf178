//! The tool and its rules.

use super::text::{Text, level};
use crate::diagnostic::Level;
use crate::report::page::page;
use crate::{changes, rules};

#[derive(serde::Serialize)]
pub(super) struct Tool {
    pub(super) driver: Driver,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    pub(super) name: &'static str,
    pub(super) semantic_version: &'static str,
    pub(super) rules: Vec<Rule>,
}

/// What the registry says of a rule; of findings that no rule there has made, the id.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    id: &'static str,
    #[serde(flatten)]
    about: Option<About>,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct About {
    short_description: Text<'static>,
    full_description: Text<'static>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    help: Help,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(serde::Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(serde::Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(serde::Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

impl About {
    /// What is said of a rule or a kind of change.
    fn new(id: &str, summary: String, why: Option<String>, body: &str, at: Level, tag: &'static str) -> Self {
        Self {
            full_description: Text::new(why.unwrap_or_else(|| summary.clone())),
            short_description: Text::new(summary),
            help_uri: page(id),
            help: Help {
                text: body.to_owned(),
                markdown: body.to_owned(),
            },
            default_configuration: Configuration { level: level(at) },
            properties: Tags { tags: [tag] },
        }
    }
}

impl Rule {
    pub(super) fn new(id: &'static str) -> Self {
        let of_rule = || {
            let it = rules::find(id)?;
            let (body, group) = (it.body(), it.group.name());
            Some(About::new(id, it.summary(), it.why(), &body, it.level, group))
        };
        let of_change = || {
            let it = changes::find(id)?;
            let (body, level) = (it.body(), it.class.level());
            Some(About::new(
                id,
                it.summary(),
                it.why(),
                &body,
                level,
                it.class.name(),
            ))
        };
        let about = of_rule().or_else(of_change);
        Self { id, about }
    }
}
