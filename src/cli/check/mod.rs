//! `amplint check`

mod args;

use std::path::Path;
use std::sync::Arc;

use amplint::Checked;
use amplint::api::Reads;
use amplint::diagnostic::Diagnostic;
use amplint::escape::visible;
use amplint::report::{Look, Report};
use amplint::source::Source;
use amplint::workspace::{self, Exclude, Input, Settings, Target};

use super::exit::{Exit, wrong_value};
use super::fix::{Mode, Writing};
use super::output::{Console, aside, takes_color, width};
use super::projects::Neighbours;
use super::run::{self, check_all, read_stdin};
use super::settings::configs_of;
use super::since::Since;
pub(super) use args::{Args, ConfigArgs};

/// Checks, reports, and says how it went.
///
/// # Errors
/// Wrong usage.
#[expect(clippy::too_many_lines, reason = "one step after another")]
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    args.together()?;
    let mut options = args.options()?;
    let exclude =
        Exclude::new(&args.exclude, args.force_exclude).map_err(|error| wrong_value("exclude", &error))?;
    let mut console = Console::new(args.color, args.quiet);
    let stdin = args.stdin_filename.as_deref().unwrap_or("<stdin>");
    let settings = Settings::new(args.config.choice());
    let (mut found, mut settings) = workspace::find(&args.paths, stdin, exclude, settings);
    let mut since = None;
    if let Some(revision) = &args.since {
        match Since::open(revision, &args.paths, &found.targets) {
            Ok(known) => {
                let all = found.targets.len();
                found.targets.retain(|target| known.is_changed(target));
                if all > 0 && found.targets.is_empty() {
                    console.note(&format!("no file has changed since `{}`", visible(revision)));
                }
                since = Some(known);
            }
            Err(why) => {
                console.fault(&why);
                return Ok(Exit::Fault);
            }
        }
    }
    let Some(configs) = configs_of(&found.targets, &mut settings, &mut console) else {
        return Ok(Exit::Fault);
    };
    if let Some(path) = &args.manifest {
        let Some(reads) = reads(path, &mut console) else {
            return Ok(Exit::Fault);
        };
        options.manifest = Some(Arc::new(reads));
    }
    for fault in &found.faults {
        console.fault(fault);
    }
    for note in &found.notes {
        console.note(note);
    }
    if since.is_none() {
        args.tell_idle(&configs, &found, &console);
    }
    if args.show_files {
        console.print(|out| {
            found
                .targets
                .iter()
                .try_for_each(|target| writeln!(out, "{}", visible(&target.name)))
        });
        return Ok(if console.faulty() {
            Exit::Fault
        } else {
            Exit::Clean
        });
    }

    let mode = args.mode();
    let mut report = Report::default();
    let mut diffs = String::new();
    let mut failed = false;
    // What is left out of the check is still what an editor goes on with.
    let piped = args.paths.iter().any(|path| path.as_os_str() == "-");
    let is_left_out = found
        .targets
        .iter()
        .all(|target| !matches!(target.input, Input::Stdin));
    let mut text = match mode {
        Mode::Write(_) if piped && is_left_out => match read_stdin() {
            Ok(text) => Some(text),
            Err(why) => {
                console.fault(&format!("standard input can't be read: {why}"));
                None
            }
        },
        _ => None,
    };
    let mut ledger = match args.ledger(&configs) {
        Ok(ledger) => ledger,
        Err(error) => {
            console.fault(&error);
            return Ok(Exit::Fault);
        }
    };
    // What is gone can only be told when everything was looked for; but fixed is only what is shown.
    let all = ledger.is_some() && args.write_baseline.is_none() && matches!(mode, Mode::Report);
    let neighbours = Neighbours::of(&found.targets, &configs, &args.config.choice());
    let shown_of = |i: usize| args.options_of(found.targets[i].path(), configs[i].as_deref(), &options);
    let settings_of = |i: usize| {
        let mut options = shown_of(i);
        options.projects = neighbours.around(found.targets[i].path(), configs[i].as_deref());
        if all {
            options.min_level = None;
        }
        options
    };
    if let Some(since) = &mut since {
        let before = neighbours.before(since.old());
        since.learn(&found.targets, |path| {
            let config = settings.of(path);
            let mut options = args.options_of(path, config.as_deref(), &options);
            options.projects = before.around(path, config.as_deref());
            options
        });
    }
    let spare = |target: &Target, findings: &[Diagnostic]| match (&ledger, &since) {
        (Some(ledger), _) => ledger.spared(target, findings),
        (None, Some(since)) => since.spared(target, findings),
        (None, None) => Vec::new(),
    };
    let outcomes = check_all(&found.targets, mode, settings_of, &spare);
    let mut foreign = 0;
    let (mut silenced, mut unsilenced) = (0, 0);
    for (i, (target, mut outcome)) in found.targets.iter().zip(outcomes).enumerate() {
        for fault in &outcome.faults {
            console.fault(fault);
        }
        for note in &outcome.notes {
            console.note(note);
        }
        if target.met && outcome.found.as_ref().is_some_and(Checked::is_foreign) {
            foreign += 1;
            text = text.or(outcome.text);
            console.note(&format!(
                "`{}` is no manifest but something else; it is passed over",
                visible(&target.name)
            ));
            continue;
        }
        report.add_fixed(outcome.fixed);
        silenced += outcome.silenced;
        unsilenced += outcome.unsilenced;
        diffs += &outcome.diff;
        text = text.or(outcome.text);
        if let Some(ledger) = &mut ledger
            && outcome.faults.is_empty()
        {
            let mut none = Vec::new();
            let findings = outcome
                .found
                .as_mut()
                .map_or(&mut none, |found| &mut found.findings);
            let judge = |rule: &str| all && shown_of(i).runs(rule);
            report.add_hidden(ledger.settle(target, findings, judge));
            let shown = shown_of(i);
            findings.retain(|finding| shown.keeps(finding.rule, finding.level));
        }
        if let (Some(since), Some(checked)) = (&mut since, &mut outcome.found) {
            report.add_known(since.settle(target, &mut checked.findings));
        }
        match outcome.found {
            Some(checked) => {
                failed |= checked.reaches(args.fail_on(configs[i].as_deref()));
                if let Some(more) = checked.unlisted() {
                    console.note(&format!("`{}` has {more}", visible(checked.source.name())));
                }
                report.add(checked);
            }
            None if outcome.faults.is_empty() => report.add_clean(&target.name),
            None => {}
        }
    }
    tell_silenced(silenced, unsilenced, &console);
    if foreign > 0 && foreign == found.targets.len() && !args.force_exclude {
        console.fault("there is no manifest: what is called like one is something else");
    }
    let look = Look {
        color: takes_color(),
        width: width(),
        quiet: args.quiet,
        statistics: args.statistics,
        all: args.all,
        suppressed: args.show_suppressed,
        fixing: matches!(mode, Mode::Write(Writing::Fix { .. })),
    };
    match (mode, text) {
        (Mode::Diff(..), _) => {
            console.print(|out| out.write_all(diffs.as_bytes()));
            if !args.quiet {
                aside(|out| writeln!(out, "{}", report.summary_line(look)));
            }
        }
        // Standard output is for the fixed text then, and for nothing else when there is none: it takes the place
        // of what was piped in.
        (Mode::Write(_), text) if piped => {
            console.print(|out| out.write_all(&text.unwrap_or_default()));
            aside(|out| args.format.write(&report, look, out));
        }
        _ => console.print(|out| args.format.write(&report, look, out)),
    }

    write_beside(args, &report, look, &mut console);
    if let Some(ledger) = ledger {
        ledger.finish(&mut console);
    }

    Ok(match () {
        () if console.faulty() => Exit::Fault,
        () if !args.exit_zero && failed => Exit::Findings,
        () => Exit::Clean,
    })
}

/// What the manifest at `path` reads.
fn reads(path: &Path, console: &mut Console) -> Option<Reads> {
    let name = workspace::shown(path);
    let source = run::read(&Input::File(path.to_owned()))
        .and_then(|bytes| Source::new(&*name, bytes).map_err(|error| error.to_string()));
    match source {
        Ok(source) => {
            let reads = Reads::of(Arc::new(source));
            if !reads.complete {
                let name = visible(&name);
                console.note(&format!(
                    "part of `{name}` can't be read, so that objects are not compared with it"
                ));
            }
            Some(reads)
        }
        Err(why) => {
            console.fault(&format!("`{}` can't be read: {why}", visible(&name)));
            None
        }
    }
}

/// Says how many findings new comments silence, and how many none can.
fn tell_silenced(silenced: usize, unsilenced: usize, console: &Console) {
    if silenced > 0 {
        let findings = if silenced == 1 {
            "1 finding is"
        } else {
            &*format!("{silenced} findings are")
        };
        console.note(&format!(
            "{findings} silenced by new comments; put the reason in place of `TODO: say why`"
        ));
    }
    if unsilenced > 0 {
        let findings = if unsilenced == 1 {
            "1 finding is"
        } else {
            &*format!("{unsilenced} findings are")
        };
        console.note(&format!(
            "{findings} left, for no comment can stand where it would silence it"
        ));
    }
}

/// Writes the reports that go to files.
fn write_beside(args: &Args, report: &Report, look: Look, console: &mut Console) {
    let beside = Look {
        color: false,
        width: None,
        quiet: false,
        statistics: false,
        all: true,
        ..look
    };
    for (format, file) in &args.output {
        console.write_file(file, &mut |out| format.write(report, beside, out));
    }
}
