use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::scope;

/// Items waiting at each side of the workers, for each worker: enough to keep all busy while one
/// has a long page, few enough that memory holds them.
const QUEUE: usize = 8;

/// Applies `work` to each item on `jobs` threads and gives the results to `sink` in the items' order.
///
/// Memory is bounded: no more than a few items a thread are under way. When `sink` returns `false`,
/// no more items are taken.
pub fn ordered<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> bool,
) {
    if jobs <= 1 {
        let _ = items.map(work).all(sink);
        return;
    }
    let (give, take) = sync_channel::<(usize, T)>(jobs * QUEUE);
    let (done, results) = sync_channel::<(usize, R)>(jobs * QUEUE);
    let take = Mutex::new(take);
    // A permit is taken for each item and given back when its result has been passed on, so that a
    // slow item cannot pile up the results behind it.
    let (free, permits) = sync_channel::<()>(jobs * QUEUE * 2);
    (0..jobs * QUEUE).for_each(|_| {
        let _ = free.send(());
    });
    scope(|scope| {
        scope.spawn(move || feed(items, &give, &permits));
        for _ in 0..jobs {
            let (take, done, work) = (&take, done.clone(), &work);
            scope.spawn(move || run(take, &done, work));
        }
        drop(done);
        pass_on(results, free, &mut sink);
    });
}

fn feed<T>(items: impl Iterator<Item = T>, give: &SyncSender<(usize, T)>, permits: &Receiver<()>) {
    for item in items.enumerate() {
        if permits.recv().is_err() || give.send(item).is_err() {
            return;
        }
    }
}

fn run<T, R>(
    take: &Mutex<Receiver<(usize, T)>>,
    done: &SyncSender<(usize, R)>,
    work: &impl Fn(T) -> R,
) {
    loop {
        let next = take.lock().ok().and_then(|queue| queue.recv().ok());
        let Some((number, item)) = next else { return };
        if done.send((number, work(item))).is_err() {
            return;
        }
    }
}

fn pass_on<R>(
    results: Receiver<(usize, R)>,
    free: SyncSender<()>,
    sink: &mut impl FnMut(R) -> bool,
) {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for (number, result) in &results {
        waiting.insert(number, result);
        while let Some(result) = waiting.remove(&next) {
            next += 1;
            if !sink(result) {
                return;
            }
            // The feeder may have ended already.
            let _ = free.try_send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_items_order() {
        for jobs in [1, 2, 5] {
            let mut seen = Vec::new();
            let work = |item: u64| {
                std::thread::sleep(std::time::Duration::from_micros(item * 7 % 50));
                item * 2
            };
            ordered(0..1000_u64, jobs, work, |result| {
                seen.push(result);
                true
            });
            assert!(
                seen.iter().copied().eq((0..1000).map(|item| item * 2)),
                "{jobs} jobs"
            );
        }
    }

    #[test]
    fn a_sink_can_end_it() {
        for jobs in [1, 3] {
            let mut count = 0;
            ordered(
                0..,
                jobs,
                |item: u64| item,
                |_| {
                    count += 1;
                    count < 10
                },
            );
            assert_eq!(count, 10);
        }
    }
}
