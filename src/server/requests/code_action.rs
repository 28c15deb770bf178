//! `textDocument/codeAction` and `codeAction/resolve`

use std::sync::Arc;

use gen_lsp_types::{Range, TextEdit};
use lsp_server::ErrorCode;
use serde_json::{Value, json};

use super::ask::{Answer, Basis, failed, params as read};
use crate::assist::silence;
use crate::check::Checked;
use crate::config::MAX_SIZE;
use crate::diagnostic::{self, Level};
use crate::escape::visible;
use crate::fix::{Applicability, Edit, Fix};
use crate::fixer::{self, Before};
use crate::server::diagnostics;
use crate::server::document::{DocumentRole, span, text_edits, uri_of};
use crate::source::{Source, Span};
use crate::workspace::read_file;

/// The kind of the action that does what `--fix` does.
pub(super) const FIX_ALL: &str = "source.fixAll.amplint";

/// The largest text, in bytes, in which it is tried out whether a comment silences a finding.
const MAX_TRIED: usize = 200_000;

/// The largest text, in bytes, whose fixes are proved before one is chosen where that can wait.
const MAX_PROVED_AT_ONCE: usize = 30_000;

/// How many findings at one place actions are offered for.
const MOST: usize = 20;

/// How many fixes are tried out for one request.
const MOST_PROVED: usize = 12;

/// Answers `textDocument/codeAction`.
///
/// # Errors
/// Wrong parameters.
pub(super) fn answer(ask: &Basis, params: Value) -> Answer {
    let wanted: Range = read(params.get("range").cloned().unwrap_or_default())?;
    let only: Option<Vec<String>> = params
        .pointer("/context/only")
        .and_then(Value::as_array)
        .map(|list| list.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    if !ask.client.literal_actions {
        return Ok(json!([]));
    }
    let wants = |kind: &str| {
        only.as_ref().is_none_or(|only| {
            let holds = |outer: &String| {
                kind == outer
                    || kind
                        .strip_prefix(outer.as_str())
                        .is_some_and(|it| it.starts_with('.'))
                    || outer.is_empty()
            };
            only.iter().any(holds)
        })
    };
    let Some(checked) = ask.findings() else {
        return Ok(json!([]));
    };
    let source = &checked.source;
    let wanted = span(source, ask.client.unit, wanted);
    let meets = |it: Span| it.start <= wanted.end && wanted.start <= it.end;
    let stands = checked.findings.iter().filter(|finding| !finding.suppressed);
    let here: Vec<&diagnostic::Diagnostic> = stands
        .clone()
        .filter(|finding| meets(finding.span))
        .take(MOST)
        .collect();
    let mut actions: Vec<Value> = Vec::new();
    if wants("quickfix") {
        let mut proved = Proved::default();
        for finding in &here {
            actions.extend(fixes(ask, &checked, finding, &mut proved));
        }
        // Each comment is tried out: in a large text where one finding is asked about.
        let silences = here.len() == 1 || source.text().len() <= MAX_TRIED;
        for finding in &here {
            if silences {
                actions.extend(silence(ask, &checked, finding));
            }
            actions.extend(turn_off(ask, &checked, finding));
        }
    }
    if wants(FIX_ALL) {
        let safe = |fix: &Fix| fix.applicability == Applicability::Safe;
        let any = stands.clone().any(|finding| finding.fixes.iter().any(safe));
        let asked = only
            .as_ref()
            .is_some_and(|only| only.iter().any(|it| it.starts_with("source")));
        if any && ask.role == DocumentRole::Checked {
            let mut action = json!({ "title": "Fix all that amplint can fix safely", "kind": FIX_ALL });
            if ask.client.resolves_edits {
                action["data"] = json!({ "uri": ask.uri() });
                actions.push(action);
            } else if (asked || source.text().len() <= MAX_TRIED)
                && let Some(edits) = fix_all(ask)
            {
                action["edit"] = edit(ask, edits);
                actions.push(action);
            }
        }
    }
    Ok(actions.into())
}

/// Answers `codeAction/resolve`: the edit of one fix, or of what fixes all.
///
/// # Errors
/// The text is another by now, or would be no better with the fix.
pub(super) fn resolve(ask: &Basis, mut action: Value) -> Answer {
    let changed = || failed(ErrorCode::ContentModified, "the text has changed".to_owned());
    let revision = ask.snapshot.as_ref().map(|snapshot| snapshot.revision);
    if let Some(wanted) = action.pointer("/data/silence").cloned() {
        if wanted["revision"].as_u64() != revision {
            return Err(changed());
        }
        let checked = ask.findings().ok_or_else(changed)?;
        let mut findings = checked.findings.iter();
        let finding = findings
            .find(|finding| wanted == place(ask, finding))
            .ok_or_else(changed)?;
        let Some(edits) = silencing(ask, &checked, finding) else {
            let why = "no comment silences this".to_owned();
            return Err(failed(ErrorCode::RequestFailed, why));
        };
        action["edit"] = edit(ask, edits);
        return Ok(action);
    }
    let Some(wanted) = action.pointer("/data/fix").cloned() else {
        if let Some(edits) = fix_all(ask) {
            action["edit"] = edit(ask, edits);
        }
        return Ok(action);
    };
    if wanted["revision"].as_u64() != revision {
        return Err(changed());
    }
    let checked = ask.findings().ok_or_else(changed)?;
    let mut fixes = checked
        .findings
        .iter()
        .flat_map(|finding| finding.fixes.iter().map(move |fix| (finding, fix)));
    let (finding, fix) = fixes
        .find(|(finding, fix)| wanted == key(ask, finding, fix))
        .ok_or_else(changed)?;
    if !Proved::default().is(ask, &checked, finding, fix) {
        let why = "the file would be no better with this fix".to_owned();
        return Err(failed(ErrorCode::RequestFailed, why));
    }
    action["edit"] = edit(ask, text_edits(&checked.source, ask.client.unit, &fix.edits));
    Ok(action)
}

/// What tells a fix from all others.
fn key(ask: &Basis, finding: &diagnostic::Diagnostic, fix: &Fix) -> Value {
    let mut key = place(ask, finding);
    key["does"] = fix.message.as_str().into();
    key
}

/// What tells a finding from all others.
fn place(ask: &Basis, finding: &diagnostic::Diagnostic) -> Value {
    let revision = ask.snapshot.as_ref().map(|snapshot| snapshot.revision);
    json!({ "revision": revision, "rule": finding.rule, "at": finding.span.start })
}

/// Which fixes hold what `--fix` wants of each: the text is better with it, and nothing else has changed.
#[derive(Default)]
struct Proved {
    /// What the text is without any; kept for other requests about it.
    before: Option<Arc<Before>>,
    /// How many were tried.
    tried: usize,
}

impl Proved {
    fn is(&mut self, ask: &Basis, checked: &Checked, finding: &diagnostic::Diagnostic, fix: &Fix) -> bool {
        if ask.role != DocumentRole::Checked {
            return true;
        }
        self.tried += 1;
        if self.tried > MOST_PROVED {
            return false;
        }
        let cancelled = || ask.cancelled.is_set();
        let before = self
            .before
            .take()
            .or_else(|| ask.before(&checked.source, &cancelled));
        let Some(before) = before else { return false };
        let proved = before.proves(&checked.source, &ask.options, finding, fix, &cancelled);
        self.before = Some(before);
        proved
    }
}

/// What `amplint check --fix` does to the text.
fn fix_all(ask: &Basis) -> Option<Vec<TextEdit>> {
    let source = ask.source()?;
    let mut options = ask.options.clone();
    options.min_level = Some(Level::Warning);
    let fixed = fixer::fix(source, &options, false).ok()?;
    Some(text_edits(source, ask.client.unit, &fixed.edits))
}

fn edit(ask: &Basis, edits: Vec<TextEdit>) -> Value {
    let version = ask.snapshot.as_ref().and_then(|snapshot| snapshot.version);
    if ask.client.document_changes {
        json!({ "documentChanges": [{ "textDocument": { "uri": ask.uri(), "version": version }, "edits": edits }] })
    } else {
        json!({ "changes": { ask.uri(): edits } })
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + chars.as_str()
    })
}

/// The fixes of a finding, the safe ones first: those that hold. For a large text that is seen when one is chosen, if
/// the client asks then.
fn fixes(
    ask: &Basis,
    checked: &Checked,
    finding: &diagnostic::Diagnostic,
    proved: &mut Proved,
) -> Vec<Value> {
    let mut fixes: Vec<&Fix> = finding.fixes.iter().collect();
    fixes.sort_by_key(|fix| fix.applicability);
    let shown = diagnostics::one(checked, finding, ask.uri(), &ask.client);
    let later = ask.client.resolves_edits && checked.source.text().len() > MAX_PROVED_AT_ONCE;
    let mut actions: Vec<Value> = Vec::new();
    for fix in fixes {
        if !later && !proved.is(ask, checked, finding, fix) {
            continue;
        }
        let safe = fix.applicability == Applicability::Safe;
        let unsure = if safe { "" } else { " (unsafe: look at it)" };
        let mut action = json!({
            "title": format!("{}{unsure}", capital(&visible(&fix.message))),
            "kind": "quickfix",
            "diagnostics": [shown],
        });
        if later {
            action["data"] = json!({ "uri": ask.uri(), "fix": key(ask, finding, fix) });
        } else {
            action["edit"] = edit(ask, text_edits(&checked.source, ask.client.unit, &fix.edits));
        }
        if ask.client.preferred && safe && actions.is_empty() {
            action["isPreferred"] = true.into();
        }
        actions.push(action);
    }
    actions
}

/// A comment that silences a finding, where one can.
fn silence(ask: &Basis, checked: &Checked, finding: &diagnostic::Diagnostic) -> Option<Value> {
    if ask.role != DocumentRole::Checked {
        return None;
    }
    if !silence::is_possible(finding) {
        return None;
    }
    let mut action = json!({
        "title": format!("Silence {} here", finding.rule),
        "kind": "quickfix",
        "diagnostics": [diagnostics::one(checked, finding, ask.uri(), &ask.client)],
    });
    if ask.client.resolves_edits && checked.source.text().len() > MAX_PROVED_AT_ONCE {
        action["data"] = json!({ "uri": ask.uri(), "silence": place(ask, finding) });
    } else {
        action["edit"] = edit(ask, silencing(ask, checked, finding)?);
    }
    Some(action)
}

/// The comment that silences a finding: every place is tried out, which takes long in a long text.
fn silencing(ask: &Basis, checked: &Checked, finding: &diagnostic::Diagnostic) -> Option<Vec<TextEdit>> {
    let source = &checked.source;
    let edits = silence::silence(source, &[finding], &ask.options, "").edits;
    (!edits.is_empty()).then(|| text_edits(source, ask.client.unit, &edits))
}

/// A line in `amplint.toml` that turns the rule of a finding off.
fn turn_off(ask: &Basis, checked: &Checked, finding: &diagnostic::Diagnostic) -> Option<Value> {
    let rule = crate::rules::find(finding.rule)?;
    // Like a comment, this is for what may be meant.
    if (finding.level == Level::Error && !rule.rests_on_facts) || ask.role != DocumentRole::Checked {
        return None;
    }
    let rule = rule.id;
    let unit = ask.client.unit;
    let changes = match &ask.loaded {
        Some(loaded) => {
            let uri = uri_of(&loaded.file);
            let open = ask
                .open
                .iter()
                .find(|it| it.uri == uri)
                .and_then(|it| it.source.clone());
            let source = match open {
                Some(source) => source,
                None => Source::new(loaded.name.clone(), read_file(&loaded.file, MAX_SIZE).ok()?)
                    .ok()?
                    .into(),
            };
            let edit = setting(&source, rule);
            let edits = text_edits(&source, unit, &[edit]);
            json!({ "changes": { uri: edits } })
        }
        None if ask.client.document_changes && ask.client.creates_files => {
            let own = crate::server::document::path_of(ask.uri());
            let folder = ask
                .folders
                .iter()
                .find(|folder| own.as_ref().is_none_or(|own| own.starts_with(folder)));
            let folder = folder
                .cloned()
                .or_else(|| own.as_ref()?.parent().map(std::path::Path::to_owned))?;
            let uri = uri_of(&folder.join(crate::config::NAMES[0]));
            let start = json!({ "line": 0, "character": 0 });
            json!({ "documentChanges": [
                { "kind": "create", "uri": uri, "options": { "ignoreIfExists": true } },
                {
                    "textDocument": { "uri": uri, "version": null },
                    "edits": [{
                        "range": { "start": start, "end": start },
                        "newText": format!("[rules]\n{rule} = \"off\"\n"),
                    }],
                },
            ] })
        }
        None => return None,
    };
    let shown = diagnostics::one(checked, finding, ask.uri(), &ask.client);
    Some(json!({
        "title": format!("Turn {rule} off in amplint.toml"),
        "kind": "quickfix",
        "diagnostics": [shown],
        "edit": changes,
    }))
}

/// The edit that sets a rule to off.
fn setting(source: &Source, rule: &str) -> Edit {
    let brk = source.line_break();
    for line in 1..=source.line_count() {
        let at = source.line_span(line);
        let text = source.slice(at).trim();
        {
            if text.split('#').next().unwrap_or_default().trim() == "[rules]" {
                // The setting may follow; if it doesn't, it is put right here.
                let set = (line + 1..=source.line_count())
                    .map(|line| source.line_span(line))
                    .take_while(|at| !source.slice(*at).trim().starts_with('['));
                let named = |at: &Span| {
                    let name = source.slice(*at).split('=').next().unwrap_or_default().trim();
                    name.trim_matches(['"', '\'']) == rule
                };
                return match set.into_iter().find(named) {
                    Some(at) => Edit::replace(at, format!("{rule} = \"off\"")),
                    None => Edit::insert(at.end, format!("{brk}{rule} = \"off\"")),
                };
            }
        }
    }
    let end = u32::try_from(source.text().len()).unwrap_or(u32::MAX);
    let first = if source.text().is_empty() || source.text().ends_with(['\n', '\r']) {
        ""
    } else {
        brk
    };
    let gap = if source.text().trim().is_empty() { "" } else { brk };
    // A table must not come before the settings that belong to none, so it goes to the end.
    Edit::insert(end, format!("{first}{gap}[rules]{brk}{rule} = \"off\"{brk}"))
}
