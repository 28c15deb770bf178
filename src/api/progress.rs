//! How far things have come, in numbers for people.

use super::read::Payload;

/// How far a backfill or another operation has come.
#[derive(Clone, PartialEq, Debug)]
pub struct Progress {
    /// What it is about: an object, or several.
    pub objects: Vec<String>,
    /// The records processed so far.
    pub processed: Option<i128>,
    /// The records there are, as estimated.
    pub estimated: Option<i128>,
    /// The operation's status.
    pub status: Option<String>,
    /// The time it has taken so far, in seconds.
    pub seconds: Option<f64>,
}

impl Progress {
    /// What a backfill progress or an operation says; `None` for other documents.
    #[must_use]
    pub fn of(payload: &Payload<'_>) -> Option<Self> {
        if !payload.is("backfill-progress") && !payload.is("operation") {
            return None;
        }
        let progress = payload.progress();
        let named = progress.and_then(|progress| progress.text("objectName"));
        let listed = || payload.object.object("metadata")?.texts("objects");
        let objects = named.map(|name| vec![name]).or_else(listed).unwrap_or_default();
        let count = |key: &str| Some(progress?.whole(key)?.value);
        let began = progress.and_then(|progress| progress.time("createTime"));
        let began = began.or_else(|| payload.object.time("createTime"));
        let updated = progress.and_then(|progress| progress.time("updateTime"));
        Some(Self {
            objects: objects.into_iter().map(|name| name.value.into_owned()).collect(),
            processed: count("recordsProcessed"),
            estimated: count("recordsEstimatedTotal"),
            status: payload
                .object
                .text("status")
                .map(|status| status.value.into_owned()),
            seconds: began
                .zip(updated)
                .map(|(began, updated)| updated.value.seconds_since(began.value)),
        })
    }

    /// How much of the estimated records is processed, in `whole`ths, rounded down: 100 gives the percentage. More
    /// than `whole` when more is processed than estimated.
    #[must_use]
    pub fn part(&self, whole: u32) -> Option<i128> {
        let (processed, estimated) = (self.processed?, self.estimated?);
        let countable = processed >= 0 && estimated > 0;
        countable.then(|| Some(processed.checked_mul(whole.into())? / estimated))?
    }

    /// Records a second.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn rate(&self) -> Option<f64> {
        let (processed, seconds) = (self.processed?, self.seconds?);
        (processed > 0 && seconds > 0.0).then(|| processed as f64 / seconds)
    }

    /// Seconds until all estimated records are processed, if it goes on as it went from its beginning.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn left(&self) -> Option<f64> {
        self.rate()?;
        let left = self.estimated?.checked_sub(self.processed?)?.max(0);
        let running = self
            .status
            .as_deref()
            .is_none_or(|status| status == "in_progress");
        running.then_some(left as f64 * self.seconds? / self.processed? as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(processed: i128, estimated: Option<i128>, seconds: Option<f64>) -> Progress {
        Progress {
            objects: Vec::new(),
            processed: Some(processed),
            estimated,
            status: None,
            seconds,
        }
    }

    #[test]
    fn what_is_left_follows_from_what_was_done() {
        let quarter = progress(1250, Some(5000), Some(300.0));
        assert_eq!(quarter.part(20), Some(5));
        assert_eq!(quarter.left(), Some(900.0));
        let done = Progress {
            status: Some("success".to_owned()),
            ..quarter
        };
        assert_eq!(done.left(), None);
    }

    #[test]
    fn nothing_is_made_up() {
        assert_eq!(progress(0, Some(10), Some(60.0)).left(), None);
        assert_eq!(progress(5, Some(10), Some(0.0)).rate(), None);
        assert_eq!(progress(5, Some(10), Some(-5.0)).rate(), None);
        assert_eq!(progress(5, None, Some(60.0)).part(100), None);
        assert_eq!(progress(5, Some(0), None).part(100), None);
        assert_eq!(progress(-5, Some(10), None).part(100), None);
        assert_eq!(progress(i128::MAX, Some(10), None).part(100), None);
        assert_eq!(progress(15, Some(10), Some(15.0)).left(), Some(0.0));
        let nearly = progress(9_007_199_254_740_992, Some(9_007_199_254_740_993), None);
        assert_eq!(nearly.part(100), Some(99));
    }
}
