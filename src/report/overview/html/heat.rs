//! A week as a picture.

use serde::Serialize;

use super::super::words;
use super::drawing::Mark;
use crate::overview::Week;

/// A week as a picture: a field for each hour of each weekday, a bar for each minute of the hour.
#[derive(Serialize)]
pub(super) struct Heat {
    label: String,
    words: String,
    days: Vec<Mark>,
    hours: Vec<Mark>,
    cells: Vec<Cells>,
    minutes: String,
    minutes_label: String,
    marks: Vec<Mark>,
}

#[derive(Serialize)]
struct Cells {
    level: usize,
    path: String,
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Where the fields begin, and how wide and high each is with the space after it.
const LEFT: usize = 32;
const TOP: usize = 16;
const WIDE: usize = 16;
const HIGH: usize = 12;

impl Heat {
    pub(super) fn new(week: &Week) -> Self {
        let peak = week.peak();
        let level = |number: f64| match number / peak {
            share if share <= 0.0 || share.is_nan() => 0,
            share if share <= 0.2 => 1,
            share if share <= 0.4 => 2,
            share if share <= 0.6 => 3,
            share if share <= 0.8 => 4,
            _ => 5,
        };
        let mut paths: [String; 6] = std::array::from_fn(|_| String::new());
        for (y, day) in week.hours.iter().enumerate() {
            for (x, &number) in day.iter().enumerate() {
                let (left, top) = (LEFT + x * WIDE, TOP + y * HIGH);
                let (wide, high) = (WIDE - 1, HIGH - 1);
                if let Some(path) = paths.get_mut(level(number)) {
                    path.push_str(&format!("M{left} {top}h{wide}v{high}h-{wide}z"));
                }
            }
        }
        let busiest = busiest(week);
        let most = week.minutes.iter().copied().fold(0.0, f64::max);
        let mut minutes = String::new();
        for (minute, &number) in week
            .minutes
            .iter()
            .enumerate()
            .filter(|(_, number)| **number > 0.0)
        {
            let height = (number / most * 40.0).max(1.0);
            let x = 35.0 + f64::from(u32::try_from(minute).unwrap_or(0)) * 6.4;
            minutes.push_str(&format!("M{x:.1} 44v-{height:.1}"));
        }
        #[expect(clippy::float_cmp, reason = "it is one of them")]
        let minute = week
            .minutes
            .iter()
            .position(|&number| number == most)
            .unwrap_or(0);
        let total = words::runs(week.total());
        let share = (most / week.total() * 100.0).round();
        let cells = paths.into_iter().enumerate().filter(|(_, path)| !path.is_empty());
        Self {
            label: format!("{total} reads a week by weekday and hour; most {busiest}"),
            words: format!(
                "{total} reads a week; most {busiest}, {} in that hour; {share}% at minute {minute} of the hour.",
                words::runs(peak)
            ),
            days: (0..7)
                .map(|i| Mark {
                    x: 0,
                    y: TOP + i * HIGH + 9,
                    name: DAYS[i].to_owned(),
                })
                .collect(),
            hours: [0, 6, 12, 18]
                .map(|hour: usize| Mark {
                    x: LEFT + hour * WIDE,
                    y: 0,
                    name: format!("{hour:02}:00"),
                })
                .into(),
            cells: cells.map(|(level, path)| Cells { level, path }).collect(),
            minutes,
            minutes_label: format!("Reads by minute of the hour; {share}% at minute {minute}"),
            marks: [0, 15, 30, 45]
                .map(|minute: usize| Mark {
                    x: LEFT + minute * 64 / 10,
                    y: 0,
                    name: format!(":{minute:02}"),
                })
                .into(),
        }
    }
}

/// The hour with the most reads, in words.
fn busiest(week: &Week) -> String {
    let peak = week.peak();
    let at = |hour: usize| {
        week.hours
            .iter()
            .filter(|day| day.get(hour).is_some_and(|&it| it >= peak - 1e-9))
            .count()
    };
    let days = (0..24).map(at).max().unwrap_or(0);
    let hour = (0..24).find(|&hour| at(hour) == days).unwrap_or(0);
    let hours = (0..24).filter(|&hour| at(hour) == days).count();
    if days == 7 && hours == 24 {
        return "in every hour alike".to_owned();
    }
    let day = week
        .hours
        .iter()
        .position(|day| day.get(hour).is_some_and(|&it| it >= peak - 1e-9));
    let on = match days {
        7 => "every day".to_owned(),
        _ => format!("on {}", DAYS[day.unwrap_or(0)]),
    };
    format!("{on} at {hour:02}:00")
}
