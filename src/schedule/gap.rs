//! How far apart firings are: a property of the expression, not of the clock.

use std::ops::Range;

use super::cron::Cron;
use super::days::DayPair;
use super::field::CronField;
use super::moment::Moment;

/// Minutes in a day.
const DAY: u32 = 1440;

/// A time of day in UTC, written as `09:05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// 0–23.
    pub hour: u8,
    /// 0–59.
    pub minute: u8,
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// The distance of two firings with none between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiringGap {
    /// The distance in minutes, at least 1.
    pub minutes: u32,
    /// When the earlier one fires.
    pub first: Time,
    /// When the later one fires.
    pub second: Time,
    /// How many days later: 0 on the same day, 1 on the next.
    pub days: u32,
    /// The field that makes it so.
    pub field: CronField,
    /// That field, or the one item of it that does it alone.
    pub range: Range<usize>,
    /// Two real firings with this gap, where the calendar had to be searched for them: the first such pair
    /// from the year 2000 on.
    pub dates: Option<(Moment, Moment)>,
}

impl FiringGap {
    /// The two firings that show it, as words: `fires at 00:55 and again at 01:00`.
    #[must_use]
    pub fn words(&self) -> String {
        let (first, second) = (self.first, self.second);
        match self.days {
            0 => format!("fires at {first} and again at {second}"),
            1 => format!("fires at {first} and again at {second}, across midnight"),
            days => format!("fires at {first} and again at {second}, {days} days later"),
        }
    }
}

impl Cron {
    /// The smallest gap between two consecutive firings there will ever be, and two that show it. None when
    /// the schedule never fires.
    ///
    /// Well below a microsecond unless a restricted day or month field decides; then up to some 50 µs.
    #[must_use]
    pub fn smallest_gap(&self) -> Option<FiringGap> {
        self.gap(false)
    }

    /// The [smallest gap](Cron::smallest_gap) if it is below `minutes`. Quick wherever it is not, since the
    /// calendar is looked at only if it could make a difference.
    pub fn gap_below(&self, minutes: u32) -> Option<FiringGap> {
        let (of_hour, of_day) = (self.minutes(), self.hours());
        let first = Time {
            hour: of_day.first()?,
            minute: of_hour.first()?,
        };
        let last = Time {
            hour: of_day.last()?,
            minute: of_hour.last()?,
        };
        let within_hour = of_hour.neighbours(false).map(|(a, b)| u32::from(b - a));
        let between_hours = of_day
            .neighbours(false)
            .map(|(a, b)| u32::from(b - a) * 60 + u32::from(first.minute) - u32::from(last.minute));
        let overnight = DAY + minute_of_day(first) - minute_of_day(last);
        let least = [within_hour, between_hours]
            .into_iter()
            .flatten()
            .fold(overnight, u32::min);
        if least >= minutes {
            return None;
        }
        self.smallest_gap().filter(|gap| gap.minutes < minutes)
    }

    /// The largest gap between two consecutive firings there will ever be, and two that show it. None when
    /// the schedule never fires.
    #[must_use]
    pub fn largest_gap(&self) -> Option<FiringGap> {
        self.gap(true)
    }

    /// Two consecutive firings lie within an hour, in neighbouring hours of a day, or are the last of one
    /// firing day and the first of the next. Each of the three is extreme for itself.
    fn gap(&self, largest: bool) -> Option<FiringGap> {
        if self.never_fires() {
            return None;
        }
        let (minutes, hours) = (self.minutes(), self.hours());
        let first = Time {
            hour: hours.first()?,
            minute: minutes.first()?,
        };
        let last = Time {
            hour: hours.last()?,
            minute: minutes.last()?,
        };

        let mut best: Option<FiringGap> = None;
        if let Some((a, b)) = minutes.neighbours(largest) {
            let at = |minute| Time {
                hour: first.hour,
                minute,
            };
            best = Some(self.within_day(at(a), at(b)));
        }
        if let Some((a, b)) = hours.neighbours(largest) {
            let from = Time {
                hour: a,
                minute: last.minute,
            };
            best = better(
                best,
                self.within_day(
                    from,
                    Time {
                        hour: b,
                        minute: first.minute,
                    },
                ),
                largest,
            );
        }
        let smallest_overnight = DAY + minute_of_day(first) - minute_of_day(last);
        if !largest
            && best
                .as_ref()
                .is_some_and(|best| best.minutes <= smallest_overnight)
        {
            return best;
        }
        let pair = if self.day_rule().every_day() {
            None
        } else {
            Some(self.day_rule().neighbours(largest)?)
        };
        better(best, self.overnight(last, first, pair), largest)
    }

    fn within_day(&self, first: Time, second: Time) -> FiringGap {
        self.explain(first, second, 0, second.hour - first.hour)
    }

    /// From the last firing of a day to the first of the next firing day; no pair means the next day.
    fn overnight(&self, last: Time, first: Time, pair: Option<DayPair>) -> FiringGap {
        let days = pair.map_or(1, |pair| pair.distance);
        let mut gap = self.explain(last, first, days, 24 + first.hour - last.hour);
        if let Some(pair) = pair {
            let moment = |(year, month, day), Time { hour, minute }| Moment {
                year,
                month,
                day,
                hour,
                minute,
            };
            gap.dates = Some((moment(pair.first, last), moment(pair.second, first)));
        }
        gap
    }

    /// `hours` is the distance of the two hours on the clock, over midnight if need be.
    fn explain(&self, first: Time, second: Time, days: u32, hours: u8) -> FiringGap {
        let field = if days > 1 {
            self.day_rule().deciding_field()
        } else if hours == 0 || (hours == 1 && self.minutes().len() > 1) {
            CronField::Minute
        } else {
            CronField::Hour
        };
        let spec = self.field(field);
        let range = match field {
            CronField::Minute => spec.culprit(first.minute, second.minute),
            CronField::Hour => spec.culprit(first.hour, second.hour),
            _ => spec.range.clone(),
        };
        let minutes = days * DAY + minute_of_day(second) - minute_of_day(first);
        FiringGap {
            minutes,
            first,
            second,
            days,
            field,
            range,
            dates: None,
        }
    }
}

/// The more extreme of the two; on a tie the one there was, which is the plainer pair.
fn better(best: Option<FiringGap>, gap: FiringGap, largest: bool) -> Option<FiringGap> {
    match best {
        Some(best) if largest && gap.minutes <= best.minutes => Some(best),
        Some(best) if !largest && gap.minutes >= best.minutes => Some(best),
        _ => Some(gap),
    }
}

fn minute_of_day(time: Time) -> u32 {
    u32::from(time.hour) * 60 + u32::from(time.minute)
}
