//! Values that may stand at a place.

use super::{Completion, CompletionKind, Here};
use crate::assist::describe;
use crate::catalog::WatchAll;
use crate::manifest::{ReadObject, Shape, Text};
use crate::schedule;

/// Schedules that are often wanted.
const SCHEDULES: [&str; 12] = [
    "*/10 * * * *",
    "*/15 * * * *",
    "*/20 * * * *",
    "*/30 * * * *",
    "0 * * * *",
    "0 */2 * * *",
    "0 */4 * * *",
    "0 */6 * * *",
    "0 */12 * * *",
    "0 0 * * *",
    "0 6 * * mon-fri",
    "0 0 * * sun",
];

/// Numbers of days that backfills often have.
const DAYS: [u16; 5] = [30, 7, 90, 180, 365];

impl Here<'_> {
    /// The values of `key` in a mapping of `shape`, or the items of the list of texts under it, each behind `dash`.
    pub(super) fn values(&self, shape: Shape, key: &str, dash: &str) -> Vec<Completion> {
        let mut found = match (shape, key) {
            (Shape::Manifest, "specVersion") => self.words(shape, key, &["1.0.0"]),
            (Shape::Integration, "provider") => self.providers(),
            (Shape::Integration, "module") => self.modules(),
            (Shape::Integration, "displayName") => self.display_name(),
            (_, "objectName") => self.objects(),
            (_, "destination") => self.destinations(),
            (_, "schedule") => self.schedules(shape),
            (Shape::Field, "fieldName" | "default") => self.fields(key),
            (_, "requiredWatchFields") => self.watch_fields(),
            (_, "otherEvents") => self.other_events(),
            (Shape::Proxy, "enabled" | "useModule") => self.words(shape, key, self.proxy_words(key)),
            (_, "enabled") => self.words(shape, key, &["always"]),
            (_, "optionalFieldsAuto") => self.words(shape, key, self.auto_words()),
            (_, "mode") => self.words(shape, key, self.mode_words()),
            (_, "watchFieldsAuto") => self.words(shape, key, self.watched_words()),
            (_, "days") => self.days(),
            (_, "pageSize") => self.words(shape, key, &["100", "50", "200", "500"]),
            (_, "fullHistory") => self.words(shape, key, self.history_words()),
            (_, "inheritMapping" | "inheritFieldsAndMapping") => self.words(shape, key, self.inherit_words()),
            (_, "allowAnyFields" | "includeFullRecords") => self.words(shape, key, &["true", "false"]),
            _ => Vec::new(),
        };
        for proposal in found
            .iter_mut()
            .filter(|_| !dash.is_empty() && !self.mark.token.flow)
        {
            proposal.text.insert_str(self.lead().len(), dash);
        }
        found
    }

    /// Words that are no texts, so that they stand without quotes.
    fn words(&self, shape: Shape, key: &str, words: &[&str]) -> Vec<Completion> {
        let docs = describe::key_words(shape, key);
        let one = |word: &&str| Completion {
            docs: docs.map(str::to_owned),
            // What is quoted is text; that is right for words, and told of numbers and booleans.
            ..self.proposal(CompletionKind::Word, *word, (*word).to_owned())
        };
        words.iter().map(one).collect()
    }

    /// A text as a value.
    pub(super) fn text(&self, kind: CompletionKind, text: &str, detail: Option<String>) -> Completion {
        let written = self.written(text);
        let mut proposal = self.proposal(kind, text, written);
        proposal.detail = detail;
        proposal
    }

    fn schedules(&self, shape: Shape) -> Vec<Completion> {
        let least = describe::least_gap(shape == Shape::WatchSchema);
        let mut texts: Vec<&str> = Vec::new();
        let integrations = self.manifest.integrations().iter();
        let used = integrations
            .flat_map(|it| it.read_objects())
            .filter_map(|it| it.schedule.get());
        for text in used.map(Text::as_str).chain(SCHEDULES) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        let one = |text: &str| {
            let cron = schedule::parse(text).ok()?;
            let gap = cron.smallest_gap()?;
            (gap.minutes >= least).then(|| {
                let meaning = cron.describe();
                let mut proposal = self.text(CompletionKind::Schedule, text, Some(meaning.clone()));
                // A schedule is put in quotes even where it could do without.
                if self.mark.token.quote.is_none() {
                    proposal.text = format!("{}\"{text}\"", self.lead());
                }
                proposal.filter = Some(format!("{text} {meaning}"));
                proposal
            })
        };
        texts.into_iter().filter_map(one).collect()
    }

    fn watched_words(&self) -> &'static [&'static str] {
        match self
            .around()
            .module()
            .map(|module| module.subscription().watch_all())
        {
            Some(Some((WatchAll::Required, _))) => &["all"],
            Some(Some((WatchAll::Refused, _))) => &["selected"],
            _ => &["all", "selected"],
        }
    }

    fn days(&self) -> Vec<Completion> {
        let around = self.around();
        let period = around.read.and_then(ReadObject::default_period);
        if period.is_some_and(|period| period.full_history.get().is_some()) {
            return Vec::new();
        }
        let limit = around
            .module()
            .zip(around.object_name())
            .and_then(|(module, name)| module.backfill_limit(name));
        let first = limit.and_then(|limit| limit.proposed_days());
        let mut days: Vec<u16> = first.into_iter().collect();
        for day in DAYS {
            let fits = limit.is_none_or(|limit| limit.takes_days(day.into()));
            if fits && !days.contains(&day) {
                days.push(day);
            }
        }
        let one = |day: u16| {
            let most = limit.and_then(|limit| limit.max_days()) == Some(day);
            let mut proposal = self.proposal(CompletionKind::Word, day.to_string(), day.to_string());
            proposal.detail = most.then(|| "the most that the provider gives".to_owned());
            proposal
        };
        days.into_iter().map(one).collect()
    }
}
