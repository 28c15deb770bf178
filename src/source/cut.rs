//! Parts of a text, without a panic.

use std::ops::{Range, RangeFrom, RangeTo};

use super::span::Span;

/// Where a part lies: a [`Span`], or a range of bytes, as `usize` or as the `u32` that spans are made of.
pub(crate) trait Bounds {
    /// The part of `text` there, if that is one.
    fn of(self, text: &str) -> Option<&str>;
}

impl Bounds for Span {
    #[inline]
    fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }
}

impl Bounds for &Span {
    #[inline]
    fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }
}

/// For ranges of either integer.
macro_rules! places {
    ($($range:ident: $($end:ident)+;)+) => {$(
        impl Bounds for $range<usize> {
            #[inline]
            fn of(self, text: &str) -> Option<&str> {
                text.get(self)
            }
        }

        impl Bounds for $range<u32> {
            #[inline]
            fn of(self, text: &str) -> Option<&str> {
                text.get($range { $($end: self.$end as usize),+ })
            }
        }
    )+};
}

places! {
    Range: start end;
    RangeFrom: start;
    RangeTo: end;
}

/// Cutting parts out of a text.
pub(crate) trait Cut {
    /// The part at `place`. Where there is none, because `place` runs backwards, ends beyond the text or in the middle of
    /// a character, a file is read as if nothing stood there; tests and fuzzers stop at such a mistake of ours.
    fn cut(&self, place: impl Bounds) -> &str;

    /// All but the first character; of an empty text nothing.
    fn tail(&self) -> &str;
}

impl Cut for str {
    #[inline]
    fn cut(&self, place: impl Bounds) -> &str {
        let part = place.of(self);
        debug_assert!(part.is_some(), "no part of a text of {} bytes", self.len());
        part.unwrap_or_default()
    }
    #[inline]
    fn tail(&self) -> &str {
        let mut chars = self.chars();
        chars.next();
        chars.as_str()
    }
}
