//! The rules at work: each is called for what it is about.

use std::collections::{HashMap, HashSet};

use crate::manifest::{Integration, Slot, Text};
use crate::options::{Options, RuleLevel};
use crate::rule::{Check, Context, Group, Rule, Schedule, Sink, SuppressionProblem};
use crate::{rules, schedule};

/// The active rules, by what they are called for.
#[derive(Default)]
pub(super) struct Active {
    file: Vec<&'static Rule>,
    yaml: Vec<&'static Rule>,
    shape: Vec<&'static Rule>,
    integration: Vec<&'static Rule>,
    read_object: Vec<&'static Rule>,
    write_object: Vec<&'static Rule>,
    subscribe_object: Vec<&'static Rule>,
    schedule: Vec<&'static Rule>,
    payload: Vec<&'static Rule>,
    suppression: Vec<&'static Rule>,
}

impl Active {
    /// Leaves out all rules but one about files.
    pub(super) fn retain_only(&mut self, id: &str) {
        let mut file = std::mem::take(&mut self.file);
        file.retain(|rule| rule.id == id);
        *self = Self {
            file,
            ..Self::default()
        };
    }
}

pub(super) struct Run<'a> {
    context: &'a Context<'a>,
    pub(super) active: Active,
    pub(super) sink: Sink<'a>,
    /// Schedules (and whether they are watchSchema's) in which nothing was found.
    clean: HashSet<(&'a str, bool)>,
    parsed: HashMap<&'a str, Result<schedule::Cron, Vec<schedule::CronError>>>,
}

/// Calls every rule in `$rules`, whose check must be `Check::$on`.
macro_rules! call {
    ($run:ident, $rules:ident, $on:ident $(, $argument:expr)*) => {
        for rule in &$run.active.$rules {
            if let Check::$on(check) = rule.check {
                $run.sink.begin(rule.id, rule.level);
                check($run.context $(, $argument)*, &mut $run.sink);
            }
        }
    };
}

impl<'a> Run<'a> {
    /// With `all`, rules below the level that is shown run too.
    pub(super) fn new(context: &'a Context<'a>, options: &Options, all: bool) -> Self {
        let mut active = Active::default();
        let mut levels = HashMap::new();
        for &rule in rules::ALL {
            let level = match options.level(rule.id) {
                Some(RuleLevel::Off) => continue,
                Some(RuleLevel::At(level)) => {
                    levels.insert(rule.id, level);
                    level
                }
                None => rule.level,
            };
            if !all && !options.keeps(rule.id, level) {
                continue;
            }
            match rule.check {
                Check::File(_) if rule.group != Group::File && !context.is_manifest() => continue,
                Check::File(_) => &mut active.file,
                Check::Yaml(_) => &mut active.yaml,
                Check::Shape(_) => &mut active.shape,
                Check::Integration(_) => &mut active.integration,
                Check::ReadObject(_) => &mut active.read_object,
                Check::WriteObject(_) => &mut active.write_object,
                Check::SubscribeObject(_) => &mut active.subscribe_object,
                Check::Schedule(_) => &mut active.schedule,
                Check::Payload(_) => &mut active.payload,
                Check::Suppression(_) => &mut active.suppression,
            }
            .push(rule);
        }
        Self {
            context,
            active,
            sink: Sink::new(context.document, levels),
            clean: HashSet::new(),
            parsed: HashMap::new(),
        }
    }

    pub(super) fn file(&mut self) {
        call!(self, file, File);
        for problem in self.context.document.problems() {
            call!(self, yaml, Yaml, problem);
        }
        for problem in &self.context.manifest.violations {
            call!(self, shape, Shape, problem);
        }
        for integration in self.context.manifest.integrations() {
            self.integration(integration);
        }
        if let Some(payloads) = self.context.payloads {
            for problem in &payloads.violations {
                call!(self, shape, Shape, problem);
            }
            for payload in &payloads.items {
                call!(self, payload, Payload, payload);
            }
        }
    }

    pub(super) fn suppressions(&mut self, problems: &[SuppressionProblem]) {
        for problem in problems {
            call!(self, suppression, Suppression, problem);
        }
    }

    fn integration(&mut self, integration: &'a Integration<'a>) {
        call!(self, integration, Integration, integration);
        for object in integration.read_objects() {
            call!(self, read_object, ReadObject, integration, object);
            if let Slot::Value(text) = &object.schedule {
                self.schedule(text, false);
            }
        }
        for object in integration.write_objects() {
            call!(self, write_object, WriteObject, integration, object);
        }
        for object in integration.subscribe_objects() {
            call!(self, subscribe_object, SubscribeObject, integration, object);
        }
        if let Some(text) = integration
            .watch_schema
            .get()
            .and_then(|watch| watch.schedule.get())
        {
            self.schedule(text, true);
        }
    }

    fn schedule(&mut self, text: &'a Text<'a>, watch_schema: bool) {
        if self.clean.contains(&(text.as_str(), watch_schema)) {
            return;
        }
        let cron = self
            .parsed
            .entry(text.as_str())
            .or_insert_with(|| schedule::parse(text.as_str()));
        let schedule = Schedule {
            text,
            cron,
            watch_schema,
        };
        let before = self.sink.reported;
        for rule in &self.active.schedule {
            if let Check::Schedule(check) = rule.check {
                self.sink.begin(rule.id, rule.level);
                check(self.context, &schedule, &mut self.sink);
            }
        }
        if self.sink.reported == before {
            self.clean.insert((text.as_str(), watch_schema));
        }
    }
}
