//! What the rules about schedules share.

use std::ops::Range;

use super::context::Context;
use super::message::code;
use super::sink::Sink;
use crate::fix::Applicability;
use crate::manifest::Text;
use crate::schedule::{Cron, CronError, CronField, FiringGap};

/// A schedule and what it says.
#[derive(Debug)]
pub struct Schedule<'a> {
    /// The text, which errors and fields give ranges in.
    pub text: &'a Text<'a>,
    /// What it says, or everything that is wrong with it.
    pub cron: &'a Result<Cron, Vec<CronError>>,
    /// Whether it belongs to `watchSchema`, not to a read object.
    pub watch_schema: bool,
}

impl Schedule<'_> {
    /// The shortest time between two runs that the platform takes, in minutes (spec "Schedule").
    #[must_use]
    pub fn least(&self) -> u32 {
        if self.watch_schema { 60 } else { 10 }
    }

    /// The gap for which the platform refuses it.
    #[must_use]
    pub fn too_often(&self) -> Option<FiringGap> {
        self.cron.as_ref().ok()?.gap_below(self.least())
    }

    /// Whether the platform takes `text` in this place.
    #[must_use]
    pub fn allows(&self, text: &str) -> bool {
        let fine = |cron: Cron| !cron.never_fires() && cron.gap_below(self.least()).is_none();
        crate::schedule::parse(text).is_ok_and(fine)
    }

    /// Whether it is refused because of what stands at `range`, so that a milder word on the same place would
    /// be an echo.
    #[must_use]
    pub fn is_refused_at(&self, range: &Range<usize>) -> bool {
        let Ok(cron) = self.cron else { return true };
        let culprit = if cron.never_fires() {
            dates(cron)
        } else {
            match self.too_often() {
                Some(gap) => gap.range,
                None => return false,
            }
        };
        culprit.start < range.end && range.start < culprit.end
    }

    /// Reports `gap`, which is too short, with a slower schedule.
    pub fn report_too_often(&self, cx: &Context<'_>, sink: &mut Sink<'_>, gap: &FiringGap, message: String) {
        let Ok(cron) = self.cron else { return };
        let at = self.text.at;
        let least = self.least();
        let finding = sink.report(cx.part(at, gap.range.clone()), message);
        finding.label(gap.words());
        let minutes = cron.minutes();
        let mut neighbours = minutes.iter().zip(minutes.iter().skip(1));
        let rest_is_fine = neighbours.all(|(a, b)| u32::from(b - a) >= least);
        let between = match (gap.days, gap.first.hour == gap.second.hour) {
            (0, true) => "between all runs",
            _ if !rest_is_fine => "between all runs",
            (0, false) => "across the hour too",
            _ => "across midnight too",
        };
        if let Some(slower) = cron.at_least(least) {
            let fix = cx.replace_text(
                at,
                format!("write {}", code(&slower)),
                Applicability::Unsafe,
                &slower,
            );
            finding
                .help(format!(
                    "keep {least} minutes {between}, for example {}",
                    code(&slower)
                ))
                .fix(fix);
        }
    }
}

/// The day and month fields.
#[must_use]
pub fn dates(cron: &Cron) -> Range<usize> {
    cron.range(CronField::Day).start..cron.range(CronField::Month).end
}
