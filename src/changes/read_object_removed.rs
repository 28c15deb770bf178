//! `read-object-removed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A read object that is gone.
    ///
    /// ## Why
    ///
    /// Its reads go on until a deployment is made destructive; that pauses them for every installation. The command
    /// line asks before it does so, and a pipeline without a terminal can't answer.
    ///
    /// ## Before
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///         - objectName: companies
    ///           destination: companyWebhook
    /// ```
    ///
    /// ## After
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    /// ```
    ///
    /// ## What to do
    ///
    /// Deploy destructively, by hand, when nobody needs the records any more.
    id: "read-object-removed",
    class: Breaking,
    certainty: Documented,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Pair::Removed(old) = pair else { return };
    sink.removed(old,
        format!(
            "read object {} is gone: its reads go on until a destructive deployment, which pauses them for everyone",
            code(old.name)
        ),
    )
    .help("deploy destructively when nobody needs its records any more; the command line asks first, which a pipeline can't answer");
}
