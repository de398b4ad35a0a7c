//! Ties between articles that were measured before: a story is clustered anew each time that an
//! article arrives, and most of its pairs are those of the last time.

/// So many ties are remembered, in 16 MiB: those of some thousand stories that grow at a time.
const REMEMBERED: usize = 1 << 20;

/// Remembers the ties of pairs. The tie of a pair never changes, so that what is forgotten changes
/// nothing but the time that it takes.
#[derive(Debug, Default)]
pub struct Ties {
    /// A pair and its tie, in the place that the pair's hash says; the latest of those with one place.
    remembered: Vec<(u64, f64)>,
}

impl Ties {
    /// The ties of an article to each of several, of which `measure` tells those not remembered.
    pub fn of(
        &mut self,
        article: u32,
        others: &[u32],
        measure: impl Fn(u32, &[u32]) -> Vec<f64>,
    ) -> Vec<f64> {
        let known: Vec<Option<f64>> = others.iter().map(|&b| self.get(article, b)).collect();
        let is_new = |&(_, known): &(&u32, &Option<f64>)| known.is_none();
        let new = others.iter().zip(&known).filter(is_new);
        let new: Vec<u32> = new.map(|(&other, _)| other).collect();
        if new.is_empty() {
            return known.into_iter().flatten().collect();
        }
        let measured = measure(article, &new);
        for (&other, &tie) in new.iter().zip(&measured) {
            self.put(article, other, tie);
        }
        let mut measured = measured.into_iter();
        let tie = |known: Option<f64>| known.or_else(|| measured.next());
        known.into_iter().filter_map(tie).collect()
    }

    fn get(&self, a: u32, b: u32) -> Option<f64> {
        let pair = pair(a, b);
        let &(remembered, tie) = self.remembered.get(place(pair))?;
        (remembered == pair).then_some(tie)
    }

    /// Remembers a tie that was measured.
    pub fn put(&mut self, a: u32, b: u32, tie: f64) {
        if self.remembered.is_empty() {
            self.remembered = vec![(0, 0.0); REMEMBERED];
        }
        let pair = pair(a, b);
        if let Some(remembered) = self.remembered.get_mut(place(pair)) {
            *remembered = (pair, tie);
        }
    }
}

/// A pair in either order; never 0, since its articles are two.
fn pair(a: u32, b: u32) -> u64 {
    u64::from(a.max(b)) << 32 | u64::from(a.min(b))
}

/// By Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
fn place(pair: u64) -> usize {
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - REMEMBERED.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_pair_is_measured_once_and_has_the_same_tie_in_either_order() {
        let (mut ties, asked) = (Ties::default(), Cell::new(0));
        let mut of = |a: u32, others: &[u32]| {
            ties.of(a, others, |a, others| {
                asked.set(asked.get() + others.len());
                others.iter().map(|b| f64::from(a * b)).collect()
            })
        };
        assert_eq!(of(3, &[1, 2]), [3.0, 6.0]);
        assert_eq!(of(2, &[0, 3, 5]), [0.0, 6.0, 10.0]);
        assert_eq!(of(0, &[2]), [0.0]);
        assert_eq!(asked.get(), 4);
    }

    #[test]
    fn what_others_displaced_is_measured_again() {
        let mut ties = Ties::default();
        let others: Vec<u32> = (1..3 * REMEMBERED as u32).step_by(2).collect();
        let all = |_: u32, others: &[u32]| others.iter().map(|&b| f64::from(b)).collect();
        let first = ties.of(0, &others, all);
        assert_eq!(ties.of(0, &others, all), first);
    }
}
