//! The same work for many places, on several threads.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

/// Fewer places are not worth a thread.
const FEW: usize = 64;

/// What `work` makes of each place, in their order. Each thread has one `desk` for all its places.
pub fn map<D, T: Send>(
    places: Range<usize>,
    threads: usize,
    desk: impl Fn() -> D + Sync,
    work: impl Fn(&mut D, usize) -> T + Sync,
) -> Vec<T> {
    let share = places.len().div_ceil(threads.max(1)).max(FEW);
    let run = |part: Range<usize>| {
        let mut desk = desk();
        part.map(|place| work(&mut desk, place)).collect::<Vec<T>>()
    };
    if places.len() <= share {
        return run(places);
    }
    let part = |start: usize| start..(start + share).min(places.end);
    thread::scope(|scope| {
        let run = &run;
        let parts = places.clone().step_by(share).map(part);
        let workers: Vec<_> = parts.map(|part| scope.spawn(move || run(part))).collect();
        let done = workers.into_iter().map(|worker| worker.join());
        done.flat_map(|done| done.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_places_are_worked_on_in_order_whatever_the_number_of_threads() {
        for threads in [0, 1, 2, 3, 7, 1000] {
            for count in [0, 1, 63, 64, 65, 1000] {
                let made = map(5..5 + count, threads, || 1, |one, place| place + *one);
                assert_eq!(
                    made,
                    (6..6 + count).collect::<Vec<_>>(),
                    "{threads} {count}"
                );
            }
        }
    }
}
