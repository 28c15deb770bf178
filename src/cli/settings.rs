//! The configurations of what is looked at, and what is wrong with them.

use std::sync::Arc;

use amplint::report::{Format, Look, Report};
use amplint::workspace::{ConfigFault, Loaded, Settings, Target};

use super::output::{Console, takes_color};

/// The configuration of each target; `None` where something is wrong with one, which is told.
pub(super) fn configs_of(
    targets: &[Target],
    settings: &mut Settings,
    console: &mut Console,
) -> Option<Vec<Option<Arc<Loaded>>>> {
    let configs = targets.iter().map(|target| settings.of(target.path())).collect();
    (!tell_faults(settings, console)).then_some(configs)
}

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
