//! The same work for many places, on several threads.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

/// Fewer places are not worth a thread.
const FEW: usize = 64;

/// What `work` makes of each place, in their order. There are as many threads as `desks`, of which each
/// has one; without any nothing is done.
pub fn map<D: Send, T: Send>(
    places: Range<usize>,
    desks: &mut [D],
    work: impl Fn(&mut D, usize) -> T + Sync,
) -> Vec<T> {
    let share = places.len().div_ceil(desks.len().max(1)).max(FEW);
    let run =
        |desk: &mut D, part: Range<usize>| part.map(|place| work(desk, place)).collect::<Vec<T>>();
    if let (true, Some(desk)) = (places.len() <= share, desks.first_mut()) {
        return run(desk, places);
    }
    let part = |start: usize| start..(start + share).min(places.end);
    thread::scope(|scope| {
        let run = &run;
        let parts = places.clone().step_by(share).map(part);
        let parts = parts.zip(desks);
        let workers: Vec<_> = parts
            .map(|(part, desk)| scope.spawn(move || run(desk, part)))
            .collect();
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
        for threads in [1, 2, 3, 7, 1000] {
            for count in [0, 1, 63, 64, 65, 1000] {
                let made = map(5..5 + count, &mut vec![1; threads], |one, place| {
                    place + *one
                });
                assert_eq!(
                    made,
                    (6..6 + count).collect::<Vec<_>>(),
                    "{threads} {count}"
                );
            }
        }
    }
}
