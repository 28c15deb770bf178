//! Any two texts are compared: what is found lies in them, a text against itself differs in nothing, and both ways as much
//! is found.

use std::sync::{Arc, LazyLock};

use amplint::change::{Difference, Spot};
use amplint::source::Source;
use amplint::{Compared, Options, compare};
use arbitrary::Unstructured;

use super::{Outcome, built, ensure};

static OPTIONS: LazyLock<Options> = LazyLock::new(Options::default);

/// Two texts with a byte between them that no text has; behind a null byte two that are built.
pub fn holds(bytes: &[u8]) -> Outcome {
    let (old, new) = match bytes.split_first() {
        Some((0, rest)) => {
            let mut choices = Unstructured::new(rest);
            let mut next = || built::build(&mut choices).unwrap_or_default().into_bytes();
            (next(), next())
        }
        _ => {
            let mut parts = bytes.splitn(2, |&byte| byte == 0xff);
            let mut next = || parts.next().unwrap_or_default().to_vec();
            (next(), next())
        }
    };
    let source = |name, bytes| {
        Source::new(name, bytes)
            .map(Arc::new)
            .map_err(|error| error.to_string())
    };
    let (old, new) = (source("old.yaml", old)?, source("new.yaml", new)?);
    for one in [&old, &new] {
        let same = run(one, one);
        ensure!(
            same.differences.is_empty(),
            "against itself {} differs: {:?}\n{}",
            one.name(),
            same.differences,
            one.text()
        );
    }
    let (there, back) = (run(&old, &new), run(&new, &old));
    inside(&there)?;
    ensure!(
        there.differences.len() == back.differences.len(),
        "there {:?}, back {:?}\n{}\n---\n{}",
        told(&there.differences),
        told(&back.differences),
        old.text(),
        new.text()
    );
    Ok(())
}

fn run(old: &Arc<Source>, new: &Arc<Source>) -> Compared {
    compare(Some(Arc::clone(old)), Some(Arc::clone(new)), &OPTIONS)
}

fn told(found: &[Difference]) -> Vec<String> {
    found
        .iter()
        .map(|found| format!("{} {}", found.change, found.at))
        .collect()
}

/// Places lie in their versions, and texts can be read.
fn inside(compared: &Compared) -> Outcome {
    let fits = |source: &Option<Arc<Source>>, spot: &Spot| {
        source
            .as_ref()
            .is_some_and(|source| source.text().get(spot.span.range()).is_some())
    };
    for found in &compared.differences {
        let old = found.old.as_ref().is_none_or(|spot| fits(&compared.old, spot));
        let new = found.new.as_ref().is_none_or(|spot| fits(&compared.new, spot));
        ensure!(old && new, "{found:?} is outside of its version");
        ensure!(found.old.is_some() || found.new.is_some(), "{found:?} is nowhere");
        let texts = [Some(&found.message), found.help.as_ref()];
        for text in texts.into_iter().flatten() {
            ensure!(!text.is_empty() && !text.contains('\n'), "{text:?} is no line");
        }
    }
    Ok(())
}
