use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::scope;

/// Items under way for each worker: enough to keep all busy while one has a long page.
const QUEUE: usize = 8;

/// Bytes of items under way for each worker. What is made of an item takes several times as much.
const BUDGET: usize = 8 << 20;

/// Applies `work` to each item on `jobs` threads and gives the results to `sink` in the items' order.
///
/// Memory is bounded: no more than a few items a thread are under way, and fewer when they are large
/// by their `size` in bytes. When `sink` returns `false`, no more items are taken.
pub fn ordered<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    size: impl Fn(&T) -> usize + Send,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> bool,
) {
    if jobs <= 1 {
        let _ = items.map(work).all(sink);
        return;
    }
    let (give, take) = sync_channel::<Numbered<T>>(jobs * QUEUE);
    let (done, results) = sync_channel::<Numbered<R>>(jobs * QUEUE);
    let (free, freed) = channel::<usize>();
    let take = Mutex::new(take);
    let weighed = items.map(move |item| Numbered {
        number: 0,
        weight: size(&item).clamp(BUDGET / QUEUE, jobs * BUDGET),
        content: item,
    });
    scope(|scope| {
        scope.spawn(move || feed(weighed, &give, &freed, jobs * BUDGET));
        for _ in 0..jobs {
            let (take, done, work) = (&take, done.clone(), &work);
            scope.spawn(move || run(take, &done, work));
        }
        drop(done);
        pass_on(results, free, &mut sink);
    });
}

/// An item or its result, with its place in the order and its share of the budget.
struct Numbered<T> {
    number: usize,
    weight: usize,
    content: T,
}

/// Takes each item's share of what is free, which comes back when its result has been passed on: so
/// a slow item cannot pile up the results behind it.
fn feed<T>(
    items: impl Iterator<Item = Numbered<T>>,
    give: &SyncSender<Numbered<T>>,
    freed: &Receiver<usize>,
    mut free: usize,
) {
    for (number, item) in items.enumerate() {
        while free < item.weight {
            let Ok(weight) = freed.recv() else { return };
            free += weight;
        }
        free -= item.weight;
        if give.send(Numbered { number, ..item }).is_err() {
            return;
        }
    }
}

fn run<T, R>(
    take: &Mutex<Receiver<Numbered<T>>>,
    done: &SyncSender<Numbered<R>>,
    work: &impl Fn(T) -> R,
) {
    loop {
        let next = take.lock().ok().and_then(|queue| queue.recv().ok());
        let Some(Numbered {
            number,
            weight,
            content,
        }) = next
        else {
            return;
        };
        let content = work(content);
        if done
            .send(Numbered {
                number,
                weight,
                content,
            })
            .is_err()
        {
            return;
        }
    }
}

fn pass_on<R>(
    results: Receiver<Numbered<R>>,
    free: Sender<usize>,
    sink: &mut impl FnMut(R) -> bool,
) {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for result in &results {
        waiting.insert(result.number, result);
        while let Some(result) = waiting.remove(&next) {
            next += 1;
            if !sink(result.content) {
                return;
            }
            // The feeder may have ended already.
            let _ = free.send(result.weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_items_order() {
        for jobs in [1, 2, 5] {
            let mut seen = Vec::new();
            let work = |item: u64| {
                std::thread::sleep(std::time::Duration::from_micros(item * 7 % 50));
                item * 2
            };
            ordered(
                0..1000_u64,
                jobs,
                |_| 1,
                work,
                |result| {
                    seen.push(result);
                    true
                },
            );
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
                |_| 1,
                |item: u64| item,
                |_| {
                    count += 1;
                    count < 10
                },
            );
            assert_eq!(count, 10);
        }
    }

    #[test]
    fn large_items_are_few_at_a_time() {
        let (jobs, under_way) = (2, AtomicUsize::new(0));
        let items = (0..100).inspect(|_| {
            under_way.fetch_add(1, Ordering::SeqCst);
        });
        ordered(
            items,
            jobs,
            |_| BUDGET,
            |item: u64| item,
            |_| {
                // One more may be read and wait for its share.
                assert!(under_way.fetch_sub(1, Ordering::SeqCst) <= jobs + 1);
                true
            },
        );
    }

    /// The most items that are read and not passed on yet, with a worker or a sink that is slow.
    fn most_under_way(jobs: usize, work: impl Fn(usize) + Sync, sink: impl Fn(usize)) -> usize {
        let (under_way, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..1000).inspect(|_| {
            let now = under_way.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
        });
        let work = |item| {
            work(item);
            item
        };
        let sink = |item| {
            sink(item);
            under_way.fetch_sub(1, Ordering::SeqCst);
            true
        };
        ordered(items, jobs, |_| 1, work, sink);
        most.into_inner()
    }

    #[test]
    fn a_slow_sink_or_a_slow_first_item_holds_the_others_back() {
        let pause = || std::thread::sleep(std::time::Duration::from_millis(100));
        let slow_first = |item: usize| {
            if item == 0 {
                pause()
            }
        };
        let slow_now_and_then = |item: usize| {
            if item.is_multiple_of(250) {
                pause()
            }
        };
        for jobs in [2, 4] {
            let bound = jobs * QUEUE + 1;
            let most = most_under_way(jobs, slow_first, |_| {});
            assert!(most <= bound, "{jobs} jobs, slow work: {most} items");
            let most = most_under_way(jobs, |_| {}, slow_now_and_then);
            assert!(most <= bound, "{jobs} jobs, slow sink: {most} items");
        }
    }
}
