//! Reading a file as what it is meant as: JSON or YAML.

use crate::json::{self, Sign};
use crate::source::Source;
use crate::yaml::{self, Document, Guide, Problem};

/// Reads the first document of `source`. A file that is meant as JSON is read as that: by its name, or, when it
/// has another name than that of a YAML file, because JSON it is or nearly so.
#[must_use]
pub fn parse(source: &Source) -> Document<'_> {
    read(source, None)
}

/// Reads the first document of `source` for a reader who can tell what is meant: where several fixes of a syntax
/// error do, the one that leaves least wrong is taken, and so is one of what is YAML by chance.
#[must_use]
pub fn parse_for<'s>(source: &'s Source, guide: &Guide<'_>) -> Document<'s> {
    read(source, Some(guide))
}

fn read<'s>(source: &'s Source, guide: Option<&Guide<'_>>) -> Document<'s> {
    let (mut no_json, mut perhaps) = (None, None);
    let sign = if source.is_binary() {
        None
    } else {
        json::sign(source)
    };
    if let Some(sign) = sign {
        match json::read(source) {
            Ok(document) if sign == Sign::Name || json::is_close(&document) => {
                return yaml::finish(source, document);
            }
            Ok(document) => perhaps = Some(document),
            Err(problem) => no_json = Some(problem).filter(|_| sign == Sign::Name),
        }
    }
    let mut document = yaml::read(source, guide);
    if let Some(json) = perhaps
        && document.problems().iter().any(Problem::is_typo)
    {
        return yaml::finish(source, json);
    }
    document.problems.extend(no_json);
    yaml::finish(source, document)
}
