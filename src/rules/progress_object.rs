use crate::api::{Backfills, Reads};
use crate::manifest::Text;
use crate::rule::{Context, Payload, Sink, code, nearest, rule};

rule! {
    /// Progress, or a read operation, of an object that the manifest does not read or does not backfill.
    ///
    /// ## Why
    ///
    /// No installation of this manifest starts such a backfill, so the document belongs to another manifest or
    /// names the wrong object, and what is compared against it never matches.
    ///
    /// ## Bad
    ///
    /// The manifest:
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: account
    ///           destination: accountWebhook
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               fullHistory: true
    /// ```
    ///
    /// ```json
    /// {
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "objectName": "acount",
    ///   "operationId": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "recordsProcessed": 1250
    /// }
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: account
    ///           destination: accountWebhook
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               fullHistory: true
    /// ```
    ///
    /// ```json
    /// {
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "objectName": "account",
    ///   "operationId": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "recordsProcessed": 1250
    /// }
    /// ```
    ///
    /// ## Notes
    ///
    /// Needs `--manifest`. Case does not matter, and an object may be named as it is mapped (`mapToName`).
    /// Nothing is said when part of the manifest can't be read.
    id: "progress-object",
    group: Payload,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Payload(check),
}

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    let Some(reads) = cx.reads.filter(|reads| reads.complete) else {
        return;
    };
    let progressing = payload
        .progress()
        .and_then(|progress| progress.text("objectName"));
    if let Some(name) = &progressing {
        if reads.named(name.as_str()).next().is_none() {
            not_read(cx, reads, name, sink);
        } else {
            not_backfilled(cx, reads, name, sink);
        }
    }
    let is_read = payload
        .object
        .text("actionType")
        .is_some_and(|action| action.as_str() == "read");
    if payload.is("operation") && is_read {
        let objects = payload
            .object
            .object("metadata")
            .and_then(|metadata| metadata.texts("objects"));
        for name in objects.unwrap_or_default() {
            // The object whose progress it is has been spoken of.
            let known = progressing
                .as_ref()
                .is_some_and(|other| other.as_str() == name.as_str());
            if !known && reads.named(name.as_str()).next().is_none() {
                not_read(cx, reads, &name, sink);
            }
        }
    }
}

fn not_read(cx: &Context<'_>, reads: &Reads, name: &Text<'_>, sink: &mut Sink<'_>) {
    let near = nearest(name.as_str(), reads.objects.iter().map(|read| read.name.as_str()));
    let finding = sink.report(
        cx.value(name.at),
        format!("the manifest does not read {}", code(name.as_str())),
    );
    if let Some(read) = near.and_then(|near| reads.objects.iter().find(|read| read.name == near)) {
        let from = read
            .provider
            .as_ref()
            .map_or(String::new(), |(provider, _)| format!(" from {}", code(provider)));
        finding
            .also_in(
                &reads.source,
                read.span,
                format!("reads {}{from}", code(&read.name)),
            )
            .help(format!("write {}, or read it in the manifest", code(&read.name)));
    } else if let [only] = reads.objects.as_slice() {
        finding
            .also_in(&reads.source, only.span, "the only object it reads")
            .help("name an object that it reads, or read this one");
    } else {
        finding.help("name an object that it reads, or read this one");
    }
}

fn not_backfilled(cx: &Context<'_>, reads: &Reads, name: &Text<'_>, sink: &mut Sink<'_>) {
    let mut named = reads.named(name.as_str());
    let Some(first) = named
        .clone()
        .next()
        .filter(|_| named.all(|read| matches!(read.backfills, Backfills::No(_))))
    else {
        return;
    };
    let message = format!(
        "the manifest reads {} without a backfill, so there is no progress of one",
        code(name.as_str())
    );
    let finding = sink.report(cx.value(name.at), message);
    let from = first
        .provider
        .as_ref()
        .map_or(String::new(), |(provider, _)| format!(" from {}", code(provider)));
    match first.backfills {
        Backfills::No(Some(period)) => {
            finding
                .also_in(&reads.source, first.span, format!("read{from}"))
                .also_in(&reads.source, period, "this period means none");
        }
        _ => {
            finding.also_in(
                &reads.source,
                first.span,
                format!("read{from} without `backfill`"),
            );
        }
    }
    finding.help("give the object a `backfill` in the manifest, or name another object here");
}
