//! Telling what is wrong with configurations.

use amplint::report::{Format, Look, Report};
use amplint::workspace::{ConfigFault, Settings};

use super::output::{Console, takes_color};

/// Tells what is wrong with the configurations met since the last call; whether anything is.
pub(super) fn tell_faults(settings: &mut Settings, console: &mut Console) -> bool {
    let faults = settings.take_faults();
    let any = !faults.is_empty();
    let mut report = Report::default();
    let mut names = Vec::new();
    for fault in faults {
        match fault {
            ConfigFault::Unreadable(text) => console.fault(&text),
            ConfigFault::Wrong(checked) => {
                let name = format!("`{}`", checked.source.name());
                if let Some(more) = checked.unlisted() {
                    console.note(&format!("{name} has {more}"));
                }
                names.push(name);
                report.add(*checked);
            }
        }
    }
    if !names.is_empty() {
        let look = Look {
            color: takes_color(),
            quiet: true,
            ..Look::default()
        };
        console.explain(|out| Format::Full.write(&report, look, out));
        console.fault(&format!("fix {} first; nothing was checked", names.join(" and ")));
    }
    any
}
