//! Random schedules whose meaning is worked out here, the slow and obvious way, without the parser.

use proptest::prelude::*;

/// One comma-separated item, before it is text.
#[derive(Debug, Clone)]
pub enum Item {
    Star,
    Question,
    Number(u32),
    Range(u32, u32),
    StarStep(u32),
    RangeStep(u32, u32, u32),
    FromStep(u32, u32),
    Last,
    Nearest(u32),
    LastOf(u32),
    Nth(u32, u32),
}

/// A date with its weekday (Sunday is 0) and the length of its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    pub year: i32,
    pub month: u32,
    pub day: u32,
    pub weekday: u32,
    pub length: u32,
}

impl Date {
    /// Saturday, 1 January 2000.
    pub const START: Date = Date {
        year: 2000,
        month: 1,
        day: 1,
        weekday: 6,
        length: 31,
    };

    pub fn length_of(year: i32, month: u32) -> u32 {
        match month {
            2 if year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    pub fn tomorrow(self) -> Date {
        let weekday = (self.weekday + 1) % 7;
        if self.day < self.length {
            return Date {
                day: self.day + 1,
                weekday,
                ..self
            };
        }
        let (year, month) = if self.month == 12 {
            (self.year + 1, 1)
        } else {
            (self.year, self.month + 1)
        };
        Date {
            year,
            month,
            day: 1,
            weekday,
            length: Date::length_of(year, month),
        }
    }
}

impl Item {
    fn text(&self) -> String {
        match self {
            Item::Star => "*".into(),
            Item::Question => "?".into(),
            Item::Number(n) => n.to_string(),
            Item::Range(a, b) => format!("{a}-{b}"),
            Item::StarStep(step) => format!("*/{step}"),
            Item::RangeStep(a, b, step) => format!("{a}-{b}/{step}"),
            Item::FromStep(a, step) => format!("{a}/{step}"),
            Item::Last => "L".into(),
            Item::Nearest(n) => format!("{n}W"),
            Item::LastOf(n) => format!("{n}L"),
            Item::Nth(n, nth) => format!("{n}#{nth}"),
        }
    }

    /// Whether the item stands for a number of a field that runs from `lowest` to `highest`.
    fn has(&self, value: u32, lowest: u32, highest: u32) -> bool {
        match *self {
            Item::Star | Item::Question => true,
            Item::Number(n) => n == value,
            Item::Range(a, b) => (a..=b).contains(&value),
            Item::StarStep(step) => (value - lowest).is_multiple_of(step),
            Item::RangeStep(a, b, step) => (a..=b).contains(&value) && (value - a).is_multiple_of(step),
            // A weekday of 7 has nothing after it, but is a Sunday itself.
            Item::FromStep(a, step) => {
                (a..=highest.max(a)).contains(&value) && (value - a).is_multiple_of(step)
            }
            _ => false,
        }
    }

    fn is_free(&self) -> bool {
        matches!(self, Item::Star | Item::Question | Item::StarStep(1))
    }
}

/// A whole schedule.
#[derive(Debug, Clone)]
pub struct Schedule {
    pub fields: [Vec<Item>; 5],
}

impl Schedule {
    pub fn text(&self) -> String {
        let field = |items: &Vec<Item>| items.iter().map(Item::text).collect::<Vec<_>>().join(",");
        self.fields.iter().map(field).collect::<Vec<_>>().join(" ")
    }

    pub fn fires_at(&self, hour: u32, minute: u32) -> bool {
        self.fields[0].iter().any(|item| item.has(minute, 0, 59))
            && self.fields[1].iter().any(|item| item.has(hour, 0, 23))
    }

    /// Minutes of a firing day, ascending.
    pub fn minutes_of_day(&self) -> Vec<u32> {
        (0..1440)
            .filter(|minute| self.fires_at(minute / 60, minute % 60))
            .collect()
    }

    pub fn fires_on(&self, date: Date) -> bool {
        let [_, _, days, months, weekdays] = &self.fields;
        if !months.iter().any(|item| item.has(date.month, 1, 12)) {
            return false;
        }
        let day = days.iter().any(|item| fires_on_day(item, date));
        let weekday = weekdays.iter().any(|item| fires_on_weekday(item, date));
        let starred = |items: &[Item]| matches!(items[0], Item::Star | Item::Question | Item::StarStep(_));
        match (days.iter().any(Item::is_free), weekdays.iter().any(Item::is_free)) {
            (false, false) if !starred(days) && !starred(weekdays) => day || weekday,
            _ => day && weekday,
        }
    }
}

fn fires_on_day(item: &Item, date: Date) -> bool {
    let weekday_of = |day: u32| (date.weekday + 35 + day - date.day) % 7;
    let is_workday = |day: &u32| (1..=date.length).contains(day) && (1..=5).contains(&weekday_of(*day));
    match *item {
        Item::Last => date.day == date.length,
        Item::Nearest(day) if day > date.length => false,
        // Saturday goes back and Sunday forward, unless that leaves the month.
        Item::Nearest(day) => {
            [day, day - 1, day + 1, day.saturating_sub(2), day + 2]
                .into_iter()
                .find(is_workday)
                == Some(date.day)
        }
        _ => item.has(date.day, 1, 31),
    }
}

fn fires_on_weekday(item: &Item, date: Date) -> bool {
    match *item {
        Item::LastOf(weekday) => weekday % 7 == date.weekday && date.day + 7 > date.length,
        Item::Nth(weekday, nth) => weekday % 7 == date.weekday && date.day.div_ceil(7) == nth,
        _ => item.has(date.weekday, 0, 6) || (date.weekday == 0 && has_seven(item)),
    }
}

/// A Sunday written as 7.
fn has_seven(item: &Item) -> bool {
    match *item {
        Item::Star | Item::Question | Item::StarStep(_) | Item::FromStep(7, _) => false,
        _ => item.has(7, 0, 6),
    }
}

/// Items every field has, with numbers from `lowest` to `highest`.
fn common(lowest: u32, highest: u32) -> BoxedStrategy<Item> {
    let number = lowest..=highest;
    let range = (number.clone(), number.clone()).prop_map(|(a, b)| (a.min(b), a.max(b)));
    prop_oneof![
        3 => number.clone().prop_map(Item::Number),
        2 => range.clone().prop_map(|(a, b)| Item::Range(a, b)),
        2 => (1..=highest + 5).prop_map(Item::StarStep),
        2 => (range, 1..=highest + 5).prop_map(|((a, b), step)| Item::RangeStep(a, b, step)),
        1 => (number, 1..=highest + 5).prop_map(|(a, step)| Item::FromStep(a, step)),
    ]
    .boxed()
}

/// `*` half of the time, else one to three items.
fn field(items: impl Strategy<Value = Item> + Clone + 'static) -> BoxedStrategy<Vec<Item>> {
    prop_oneof![
        5 => Just(vec![Item::Star]),
        1 => Just(vec![Item::Question]),
        3 => items.clone().prop_map(|item| vec![item]),
        3 => prop::collection::vec(prop_oneof![15 => items, 1 => Just(Item::Star)], 2..=3),
    ]
    .boxed()
}

/// Schedules that use all there is.
pub fn any_schedule() -> impl Strategy<Value = Schedule> {
    let day = prop_oneof![
        4 => common(1, 31),
        1 => Just(Item::Last),
        1 => (1..=31_u32).prop_map(Item::Nearest),
    ];
    let weekday = prop_oneof![
        4 => common(0, 7),
        1 => (0..=7_u32).prop_map(Item::LastOf),
        1 => (0..=7_u32, 1..=5_u32).prop_map(|(day, nth)| Item::Nth(day, nth)),
    ];
    (
        field(common(0, 59)),
        field(common(0, 23)),
        field(day),
        field(common(1, 12)),
        // Of nothing but `7/n` it is refused.
        field(weekday).prop_filter("a day", |items| {
            !items.iter().all(|item| matches!(item, Item::FromStep(7, _)))
        }),
    )
        .prop_map(|(a, b, c, d, e)| Schedule {
            fields: [a, b, c, d, e],
        })
}

/// Schedules that fire every day.
pub fn daily_schedule() -> impl Strategy<Value = Schedule> {
    let free = || Just(vec![Item::Star]);
    (field(common(0, 59)), field(common(0, 23)), free(), free(), free()).prop_map(|(a, b, c, d, e)| {
        Schedule {
            fields: [a, b, c, d, e],
        }
    })
}

/// Schedules croner reads the same way. It differs on purpose in these points, which are left out:
/// `?` outside the day fields; a list with `*` among other items, and `*/1`, which it takes for restricted
/// day fields; `n/step` among weekdays, which it runs on to 7; two day fields of which one begins with `*`.
pub fn shared_schedule() -> impl Strategy<Value = Schedule> {
    any_schedule().prop_map(|mut schedule| {
        for (place, items) in schedule.fields.iter_mut().enumerate() {
            let is_day = place == 2 || place == 4;
            if items.len() > 1 {
                items.retain(|item| !item.is_free());
            }
            for item in items.iter_mut() {
                match *item {
                    Item::Question if !is_day => *item = Item::Star,
                    Item::StarStep(1) => *item = Item::Star,
                    Item::FromStep(a, _) if place == 4 => *item = Item::Number(a),
                    _ => {}
                }
            }
            if items.is_empty() {
                items.push(Item::Star);
            }
        }
        let stepped = |items: &[Item]| matches!(items[0], Item::StarStep(_));
        if stepped(&schedule.fields[2]) || stepped(&schedule.fields[4]) {
            schedule.fields[4] = vec![Item::Star];
        }
        schedule
    })
}
