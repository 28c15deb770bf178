use crate::catalog::Support;
use crate::manifest::{Integration, ReadObject};
use crate::rule::{Context, Sink, code, rule};
use crate::schedule;

rule! {
    /// A frequent schedule on an object that the provider can't read incrementally.
    ///
    /// ## Why
    ///
    /// For most objects a run reads what has changed since the last one. Where that can't be told, each run reads
    /// every record and delivers it again: every 15 minutes that is a lot of requests and messages.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: tasks
    ///     provider: asana
    ///     read:
    ///       objects:
    ///         - objectName: projects
    ///           destination: projectWebhook
    ///           schedule: "*/10 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: tasks
    ///     provider: asana
    ///     read:
    ///       objects:
    ///         - objectName: projects
    ///           destination: projectWebhook
    ///           schedule: "0 */6 * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Told for four runs an hour and more, and only where it is known that the object isn't incremental.
    id: "frequent-schedule-risk",
    group: Schedule,
    level: Info,
    fixes: Never,
    since: "0.1.0",
    check: ReadObject(check),
}

/// As many runs an hour are frequent: every 15 minutes.
const FREQUENT: u32 = 4;

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let (Some(schedule), Some(name)) = (object.schedule.get(), object.object_name.get()) else {
        return;
    };
    let Some(module) = cx.module(integration) else {
        return;
    };
    let known = cx.object(module, name);
    if known.is_none_or(|object| object.incremental() != Support::No) {
        return;
    }
    let Ok(cron) = schedule::parse(schedule.as_str()) else {
        return;
    };
    let runs = cron.minutes().len();
    // More often than every 10 minutes is an error already.
    if runs < FREQUENT || cron.never_fires() || cron.gap_below(10).is_some() {
        return;
    }
    let provider = module
        .provider()
        .map_or("the provider", |provider| provider.display_name());
    sink.report(
        cx.used(schedule.at),
        format!(
            "{} is read in full {runs} times an hour: it can't be read incrementally from {provider}",
            code(name.as_str())
        ),
    )
    .label(format!("runs {}", cron.describe()))
    .also(cx.span(name.at), "each run reads all of it")
    .help("read it less often, for example every 6 hours: `0 */6 * * *`");
}
