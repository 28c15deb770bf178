//! A panic in one file must not cost the report of the others.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics under [`guard`] off the screen. To be called once.
pub(super) fn install() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if GUARDED.get() {
            LAST.set(Some(panic.to_string()));
        } else {
            usual(panic);
        }
    }));
}

/// Runs `work`; if it panics, what it said.
pub(super) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.map_err(|_| LAST.take().unwrap_or_else(|| "panicked".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message() {
        install();
        assert_eq!(guard(|| 7), Ok(7));
        let said = guard(|| -> u8 { panic!("the {} broke", "thing") }).unwrap_err();
        assert!(
            said.starts_with("panicked at src/cli/guard.rs") && said.ends_with("the thing broke"),
            "{said}"
        );
        assert_eq!(guard(|| 8), Ok(8), "it goes on");
    }
}
