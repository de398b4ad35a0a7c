//! Regression trees over integers, scored a block of rows at a time.
//!
//! The way is QuickScorer's (Lucchese et al., SIGIR 2015): each tree keeps a set of the leaves that
//! can still be reached. A question that is answered "above" takes those of its lower branch away;
//! when all are asked, the first that is left is the row's. So there are no branches to guess, and
//! each question is asked of all rows of a block at once.

/// How many rows are scored at once.
pub(super) const ROWS: usize = 32;

/// A feature of the rows of a block, see [`Offsets`].
pub(super) type Column = [i16; ROWS];

/// The most leaves a tree can have: they are the bits of a word.
const MAX_LEAVES: usize = 16;

/// A question about one feature; where it leads is another node, or a leaf when negative: `!leaf`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    feature: u16,
    low: i16,
    high: i16,
    threshold: i32,
}

/// A node of the tables: at or below the threshold it leads to `low`, else to `high`.
pub(crate) const fn node(feature: u16, threshold: i32, low: i16, high: i16) -> Node {
    Node {
        feature,
        low,
        high,
        threshold,
    }
}

/// Trees whose leaves add up, to thousandths of log-odds.
#[derive(Debug)]
pub(crate) struct Trees {
    /// Where each tree begins.
    pub roots: &'static [i16],
    /// The nodes of all trees.
    pub nodes: &'static [Node],
    /// The leaves of all trees.
    pub leaves: &'static [i16],
}

/// What is taken off each feature, so that what is above or below one of its thresholds stays so in 16
/// bits, of which the compiler compares many at once. Most need nothing taken off.
#[derive(Debug)]
pub(super) struct Offsets(Vec<i32>);

impl Offsets {
    /// Those for the features of some trees, of which there are fewer than `features`.
    pub fn new(trees: &[&Trees], features: usize) -> Self {
        let mut ranges = vec![(0, 0); features];
        for node in trees.iter().flat_map(|trees| trees.nodes) {
            if let Some((least, most)) = ranges.get_mut(usize::from(node.feature)) {
                *least = node.threshold.min(*least);
                *most = node.threshold.max(*most);
            }
        }
        let offset = |(least, most): (i32, i32)| {
            let fits = least >= LEAST && most < MOST;
            if fits { 0 } else { least - LEAST }
        };
        Self(ranges.into_iter().map(offset).collect())
    }

    /// The offsets from a feature on.
    pub fn from(&self, feature: usize) -> &[i32] {
        self.0.get(feature..).unwrap_or_default()
    }

    fn threshold(&self, node: Node) -> i16 {
        let offset = self.0.get(usize::from(node.feature)).copied();
        narrow(node.threshold, offset.unwrap_or(0))
    }
}

const LEAST: i32 = i16::MIN as i32;
const MOST: i32 = i16::MAX as i32;

/// A feature's value in 16 bits.
pub(super) fn narrow(value: i32, offset: i32) -> i16 {
    value.saturating_sub(offset).clamp(LEAST, MOST) as i16
}

/// Trees as they are scored.
#[derive(Debug, Default)]
pub(super) struct Scorer {
    questions: Vec<Question>,
    trees: Vec<Tree>,
}

/// Whether a feature is above a threshold, and the leaves that remain if it is.
#[derive(Clone, Copy, Debug)]
struct Question {
    feature: u16,
    threshold: i16,
    remaining: u16,
}

#[derive(Debug)]
struct Tree {
    /// Where its questions end; they begin where those of the tree before end.
    end: usize,
    leaves: [i16; MAX_LEAVES],
}

impl Scorer {
    /// Makes trees ready for features of which so much is taken off.
    pub fn new(trees: &Trees, offsets: &Offsets) -> Self {
        let mut scorer = Self::default();
        for &root in trees.roots {
            let mut leaves = Vec::with_capacity(MAX_LEAVES);
            scorer.ask(trees, offsets, root, &mut leaves);
            leaves.resize(MAX_LEAVES, 0);
            scorer.trees.push(Tree {
                end: scorer.questions.len(),
                leaves: leaves.try_into().unwrap_or_default(),
            });
        }
        scorer
    }

    /// Takes a node with all below it, whose leaves follow those that there are.
    fn ask(&mut self, trees: &Trees, offsets: &Offsets, at: i16, leaves: &mut Vec<i16>) {
        if at < 0 {
            leaves.push(trees.leaves[!at as usize]);
            return;
        }
        let node = trees.nodes[at as usize];
        let (question, first) = (self.questions.len(), leaves.len());
        self.questions.push(Question {
            feature: node.feature,
            threshold: offsets.threshold(node),
            remaining: 0,
        });
        self.ask(trees, offsets, node.low, leaves);
        self.questions[question].remaining = !(below(leaves.len()) & !below(first));
        self.ask(trees, offsets, node.high, leaves);
    }

    /// For each row the sum over all trees. The second columns come after the first; a feature beyond
    /// them is 0.
    pub fn score(&self, first: &[Column], second: &[Column]) -> [i32; ROWS] {
        let column = |feature: u16| {
            let feature = usize::from(feature);
            let beyond = || second.get(feature - first.len()).unwrap_or(&NOTHING);
            first.get(feature).unwrap_or_else(beyond)
        };
        let mut sums = [0; ROWS];
        let mut start = 0;
        for tree in &self.trees {
            let mut reachable = [u16::MAX; ROWS];
            for question in &self.questions[start..tree.end] {
                for (reachable, &value) in reachable.iter_mut().zip(column(question.feature)) {
                    // The sign is that of all bits of a word: 1 where the value is above.
                    let above = question.threshold.saturating_sub(value) >> 15;
                    *reachable &= question.remaining | !above as u16;
                }
            }
            start = tree.end;
            for (sum, reachable) in sums.iter_mut().zip(reachable) {
                let leaf = reachable.trailing_zeros() as usize % MAX_LEAVES;
                *sum += i32::from(tree.leaves[leaf]);
            }
        }
        sums
    }
}

static NOTHING: Column = [0; ROWS];

/// The bits of so many leaves, from the first on.
fn below(count: usize) -> u16 {
    1_u16
        .checked_shl(count as u32)
        .map_or(u16::MAX, |bit| bit - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tables::{FIRST, SECOND};

    const WIDTH: usize = 256;

    fn columns(rows: &[Vec<i32>], offsets: &Offsets) -> Vec<Column> {
        let value = |row: &Vec<i32>, at: usize| narrow(row[at], offsets.from(at)[0]);
        let column = |at| std::array::from_fn(|row| rows.get(row).map_or(0, |row| value(row, at)));
        (0..rows[0].len()).map(column).collect()
    }

    #[test]
    fn a_tree_leads_to_its_leaves() {
        static NODES: [Node; 1] = [node(1, 5, -1, -2)];
        let trees = Trees {
            roots: &[0, -3],
            nodes: &NODES,
            leaves: &[10, 20, 100],
        };
        let offsets = Offsets::new(&[&trees], WIDTH);
        let columns = columns(&[vec![0, 5], vec![0, 6]], &offsets);
        let scores = Scorer::new(&trees, &offsets).score(&columns, &[]);
        assert_eq!(scores[..2], [110, 120]);
    }

    /// A tree's leaf by following its nodes.
    fn follow(trees: &Trees, root: i16, row: &[i32]) -> i32 {
        let mut at = root;
        while at >= 0 {
            let node = trees.nodes[at as usize];
            at = if row[node.feature as usize] <= node.threshold {
                node.low
            } else {
                node.high
            };
        }
        i32::from(trees.leaves[!at as usize])
    }

    /// Rows in which each feature is near one of its thresholds, or far from all.
    fn rows(trees: &Trees) -> Vec<Vec<i32>> {
        let mut row = vec![0; WIDTH];
        let mut rows = vec![vec![i32::MAX; WIDTH], vec![i32::MIN; WIDTH]];
        for (index, node) in trees.nodes.iter().enumerate() {
            row[usize::from(node.feature)] = node.threshold + (index % 3) as i32 - 1;
            rows.push(row.clone());
        }
        rows
    }

    #[test]
    fn scores_are_the_sums_of_the_leaves_that_the_nodes_lead_to() {
        let offsets = Offsets::new(&[&FIRST, &SECOND], WIDTH);
        for trees in [&FIRST, &SECOND] {
            let scorer = Scorer::new(trees, &offsets);
            for rows in rows(trees).chunks(ROWS) {
                let columns = columns(rows, &offsets);
                let (first, second) = columns.split_at(100);
                for (row, score) in rows.iter().zip(scorer.score(first, second)) {
                    let leaves = trees.roots.iter().map(|&root| follow(trees, root, row));
                    assert_eq!(score, leaves.sum::<i32>());
                }
            }
        }
    }
}
