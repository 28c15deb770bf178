//! Workers: threads that do one thing after the other.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::sync::mpsc::{Sender, SyncSender, channel};
use std::thread;

use super::event::{Done, Wake};

/// A thread that does one thing after the other.
#[derive(Debug)]
pub(super) struct Worker {
    sender: Sender<Job>,
}

type Work = Box<dyn FnOnce() -> Done + Send>;

struct Job {
    work: Work,
    /// What is done instead when it panics.
    failed: Box<dyn FnOnce(String) -> Done + Send>,
}

impl Worker {
    /// Starts one that tells `events` what it has done.
    pub(super) fn start(events: SyncSender<Wake>) -> Self {
        let (sender, jobs) = channel::<Job>();
        thread::spawn(move || {
            for job in jobs {
                let done = guarded(job.work).unwrap_or_else(job.failed);
                if events.send(Wake::Done(done)).is_err() {
                    return;
                }
            }
        });
        Self { sender }
    }

    /// Does `work` when what was asked for before is done; `failed` says what a panic comes to.
    pub(super) fn run(
        &self,
        work: impl FnOnce() -> Done + Send + 'static,
        failed: impl FnOnce(String) -> Done + Send + 'static,
    ) {
        // A worker ends only with the program.
        let _ = self.sender.send(Job {
            work: Box::new(work),
            failed: Box::new(failed),
        });
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics in workers off standard error, which is for the log.
pub(super) fn install_guard() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if GUARDED.get() {
                // Where, but not what: a message may hold characters of the user's text.
                LAST.set(panic.location().map(ToString::to_string));
            } else {
                usual(panic);
            }
        }));
    });
}

/// Runs `work`; if it panics, where.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    done.map_err(|_| LAST.take().unwrap_or_else(|| "somewhere".to_owned()))
}
