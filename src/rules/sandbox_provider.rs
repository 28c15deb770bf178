use crate::catalog::{self, Flag, Flags, Provider};
use crate::manifest::{Integration, Text};
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// A provider or module that is a sandbox, a demonstration, a test system or an older form of another.
    ///
    /// ## Why
    ///
    /// Customers connect to the real one. A manifest written against a sandbox deploys without complaint, and
    /// then nobody can install it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: candidates
    ///     provider: leverSandbox
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: candidates
    ///     provider: lever
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// Where manifests for sandboxes have a folder of their own, turn the rule off for it in `amplint.toml`:
    ///
    /// ```toml
    /// [[overrides]]
    /// files = ["sandbox/**"]
    /// rules = { sandbox-provider = "off" }
    /// ```
    id: "sandbox-provider",
    group: Provider,
    level: Info,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(provider) = cx.provider(integration) else {
        return;
    };
    if let Some(key) = integration.provider.get() {
        let others = catalog::providers().map(Provider::key);
        report(cx, key, provider.flags(), real_one(key.as_str(), others), sink);
    }
    if let (Some(id), Some(module)) = (integration.module.get(), cx.module(integration)) {
        let others = provider.modules().map(|module| module.id());
        report(cx, id, module.flags(), real_one(id.as_str(), others), sink);
    }
}

fn report(cx: &Context<'_>, name: &Text<'_>, flags: Flags, real: Option<&str>, sink: &mut Sink<'_>) {
    let what = match flags.iter().find(|&flag| flag != Flag::Experimental) {
        Some(Flag::Sandbox) => "a sandbox, not the system that customers use",
        Some(Flag::Demo) => "a demonstration system, not the one that customers use",
        Some(Flag::Test) => "a test system, not the one that customers use",
        Some(Flag::Developer) => "a system for developers, not the one that customers use",
        Some(Flag::Legacy) => "an older form, kept for those who use it already",
        Some(Flag::Experimental) | None => return,
    };
    let finding = sink.report(cx.value(name.at), format!("{} is {what}", code(name.as_str())));
    if let Some(real) = real {
        finding.help(format!("the real one is {}", code(real)));
    }
}

/// The longest of `names` that `name` adds something to: `lever` for `leverSandbox`.
fn real_one<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .filter(|other| other.len() < name.len() && name.starts_with(other))
        .max_by_key(|other| other.len())
}
