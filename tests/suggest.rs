//! Near misses against their definition by edit distance.

mod common;

use amplint::suggest::{nearest, one_typo};
use proptest::prelude::*;

fn squashed(name: &str) -> String {
    name.to_ascii_lowercase().replace(['-', '_', ' '], "")
}

fn alike(a: &str, b: &str) -> bool {
    a.len().abs_diff(b.len()) <= 4 && squashed(a) == squashed(b)
}

fn typo(a: &str, b: &str) -> bool {
    a != b && (strsim::osa_distance(a, b) == 1 || alike(a, b))
}

/// Case before separators before one typo before two.
fn naive<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let two = |candidate: &str| {
        name.chars().count().min(candidate.chars().count()) >= 7
            && name.len().abs_diff(candidate.len()) <= 2
            && strsim::osa_distance(&name.to_ascii_lowercase(), &candidate.to_ascii_lowercase()) <= 2
    };
    let miss = |candidate: &str| {
        let plain = squashed(name);
        [
            name.eq_ignore_ascii_case(candidate),
            !plain.is_empty() && plain == squashed(candidate),
            strsim::osa_distance(name, candidate) == 1,
            two(candidate),
        ]
        .iter()
        .position(|&it| it)
    };
    let near = known.iter().filter_map(|name| Some((miss(name)?, *name)));
    near.min_by_key(|near| near.0)
        .map(|near| near.1)
        .filter(|_| !known.contains(&name))
}

const KNOWN: &[&str] = &[
    "objectName",
    "destination",
    "schedule",
    "mapToName",
    "enabled",
    "prompt",
    "größe",
    "字段名称一二三四",
];

/// A known name after a few typos, or anything.
fn name() -> impl Strategy<Value = String> {
    let typos = prop::collection::vec((0..4, any::<prop::sample::Index>(), "[a-zA-Z_é字 -]"), 0..4);
    let mistyped = (prop::sample::select(KNOWN), typos).prop_map(|(name, typos)| {
        let mut chars: Vec<char> = name.chars().collect();
        for (kind, at, c) in typos {
            let i = at.index(chars.len() + 1);
            let c = c.chars().next().unwrap();
            match kind {
                0 => chars.insert(i, c),
                1 if i < chars.len() => chars[i] = c,
                2 if i < chars.len() => {
                    chars.remove(i);
                }
                _ if i + 1 < chars.len() => chars.swap(i, i + 1),
                _ => {}
            }
        }
        chars.into_iter().collect()
    });
    prop_oneof![9 => mistyped, 1 => "[a-c字_-]{0,4}"]
}

proptest! {
    #![proptest_config(common::cases(4000))]

    #[test]
    fn near_misses_are_near(a in name(), b in name()) {
        prop_assert_eq!(one_typo(&a, &b), typo(&a, &b));
        prop_assert_eq!(nearest(&a, KNOWN.iter().copied()), naive(&a, KNOWN));
    }
}
