//! `docs/rules`: a page for each rule, and their index.

use std::fmt::Write as _;

use amplint::rule::Fixes;
use amplint::rules;

use super::{output, root, slug, update};

/// Tables of all rules, a group each.
fn tables() -> String {
    let mut table = String::new();
    let mut group = None;
    for rule in rules::ALL {
        if group != Some(rule.group) {
            let _ = write!(
                table,
                "\n## {}\n\n| rule | level | fix | finds |\n|---|---|---|---|\n",
                rule.group.name()
            );
            group = Some(rule.group);
        }
        let fix = match rule.fixes {
            Fixes::Never => "–",
            _ => rule.fixes.name(),
        };
        let _ = writeln!(
            table,
            "| [`{id}`]({id}.md) | {} | {fix} | {} |",
            rule.level.name(),
            rule.summary().replace('|', "\\|"),
            id = rule.id,
        );
    }
    table
}

/// A link to the index, with the anchors that the groups had when they stood on the front page.
pub(crate) fn groups() -> String {
    let mut anchors: Vec<String> = Vec::new();
    for rule in rules::ALL {
        let slug = slug(rule.group.name());
        // The second of their name there.
        let again = matches!(&*slug, "suppressions" | "api-documents");
        let anchor = format!("<a id=\"{slug}{}\"></a>", if again { "-1" } else { "" });
        if !anchors.contains(&anchor) {
            anchors.push(anchor);
        }
    }
    let index =
        "* <a id=\"rules\"></a>[Rules](docs/rules/README.md): a page each, with what it finds and why.";
    format!("{index}\n  {}", anchors.join("\n  "))
}

#[test]
fn the_index_lists_every_rule() {
    let index = format!(
        "# Rules\n\n\
         `amplint explain RULE` shows a rule's page in the terminal, `amplint rules` this list. A level can\n\
         be changed in [`amplint.toml`](../configuration.md).\n{}",
        tables()
    );
    update::hold("docs/rules/README.md", &index);
}

#[test]
fn every_rule_has_its_page() {
    for rule in rules::ALL {
        let page = output(&["explain", rule.id, "--format", "markdown"]);
        assert!(page.starts_with(&format!("# {}\n", rule.id)), "{page}");
        let page = format!("{}\n\n[All rules](README.md)\n", page.trim_end());
        update::hold(&format!("docs/rules/{}.md", rule.id), &page);
    }
}

#[test]
fn every_page_has_its_rule() {
    for entry in std::fs::read_dir(root().join("docs/rules")).unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_str().unwrap();
        if id == "README" || rules::find(id).is_some() {
            continue;
        }
        assert!(update::wanted(), "docs/rules/{id}.md belongs to no rule");
        std::fs::remove_file(&path).unwrap();
    }
}
