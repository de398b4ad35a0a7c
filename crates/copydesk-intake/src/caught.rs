use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs another crate's parser; `None` when it panics, without a word on standard error, since the
/// caller tells of it as of any other error. Panics elsewhere are told as before.
pub(crate) fn caught<T>(parse: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let tell = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                tell(panic);
            }
        }));
    });
    IS_CAUGHT.set(true);
    let parsed = catch_unwind(AssertUnwindSafe(parse)).ok();
    IS_CAUGHT.set(false);
    parsed
}
