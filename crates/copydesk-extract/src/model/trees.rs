//! Regression trees over integers, scored a block of rows at a time.
//!
//! The way is QuickScorer's (Lucchese et al., SIGIR 2015): each tree keeps a set of the leaves that
//! can still be reached. A question that is answered "above" takes those of its lower branch away;
//! when all are asked, the first that is left is the row's. So there are no branches to guess, and
//! each question is asked of all rows of a block at once.

/// How many rows are scored at once.
pub(super) const ROWS: usize = 16;

/// A feature of the rows of a block.
pub(super) type Column = [i32; ROWS];

/// The most leaves a tree can have: they are the bits of a word.
const MAX_LEAVES: usize = 32;

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
    threshold: i32,
    remaining: u32,
}

#[derive(Debug)]
struct Tree {
    /// Where its questions end; they begin where those of the tree before end.
    end: usize,
    leaves: [i16; MAX_LEAVES],
}

impl Scorer {
    /// Makes trees ready.
    pub fn new(trees: &Trees) -> Self {
        let mut scorer = Self::default();
        for &root in trees.roots {
            let mut leaves = Vec::with_capacity(MAX_LEAVES);
            scorer.ask(trees, root, &mut leaves);
            leaves.resize(MAX_LEAVES, 0);
            scorer.trees.push(Tree {
                end: scorer.questions.len(),
                leaves: leaves.try_into().unwrap_or_default(),
            });
        }
        scorer
    }

    /// Takes a node with all below it, whose leaves follow those that there are.
    fn ask(&mut self, trees: &Trees, at: i16, leaves: &mut Vec<i16>) {
        if at < 0 {
            leaves.push(trees.leaves[!at as usize]);
            return;
        }
        let node = trees.nodes[at as usize];
        let (question, first) = (self.questions.len(), leaves.len());
        self.questions.push(Question {
            feature: node.feature,
            threshold: node.threshold,
            remaining: 0,
        });
        self.ask(trees, node.low, leaves);
        self.questions[question].remaining = !(below(leaves.len()) & !below(first));
        self.ask(trees, node.high, leaves);
    }

    /// For each row the sum over all trees. The second columns come after the first; a feature beyond
    /// them is 0.
    pub fn score(&self, first: &[Column], second: &[Column]) -> Column {
        let column = |feature: u16| {
            let feature = usize::from(feature);
            let beyond = || second.get(feature - first.len()).unwrap_or(&NOTHING);
            first.get(feature).unwrap_or_else(beyond)
        };
        let mut sums = [0; ROWS];
        let mut start = 0;
        for tree in &self.trees {
            let mut reachable = [u32::MAX; ROWS];
            for question in &self.questions[start..tree.end] {
                for (reachable, &value) in reachable.iter_mut().zip(column(question.feature)) {
                    let above = u32::from(value > question.threshold).wrapping_neg();
                    *reachable &= question.remaining | !above;
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
fn below(count: usize) -> u32 {
    1_u32
        .checked_shl(count as u32)
        .map_or(u32::MAX, |bit| bit - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tables::{FIRST, SECOND};

    fn columns(rows: &[Vec<i32>]) -> Vec<Column> {
        let width = rows[0].len();
        let column = |at: usize| std::array::from_fn(|row| rows.get(row).map_or(0, |row| row[at]));
        (0..width).map(column).collect()
    }

    #[test]
    fn a_tree_leads_to_its_leaves() {
        static NODES: [Node; 1] = [node(1, 5, -1, -2)];
        let scorer = Scorer::new(&Trees {
            roots: &[0, -3],
            nodes: &NODES,
            leaves: &[10, 20, 100],
        });
        let scores = scorer.score(&columns(&[vec![0, 5], vec![0, 6]]), &[]);
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

    #[test]
    fn scores_are_the_sums_of_the_leaves_that_the_nodes_lead_to() {
        for trees in [&FIRST, &SECOND] {
            let mut state = 1_u32;
            let mut random = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                i32::try_from(state >> 20).unwrap_or(0) - 1_500
            };
            let rows: Vec<Vec<i32>> = (0..ROWS)
                .map(|_| (0..256).map(|_| random() >> (random() & 7)).collect())
                .collect();
            let columns = columns(&rows);
            let (first, second) = columns.split_at(100);
            let scores = Scorer::new(trees).score(first, second);
            for (row, score) in rows.iter().zip(scores) {
                let sum: i32 = trees
                    .roots
                    .iter()
                    .map(|&root| follow(trees, root, row))
                    .sum();
                assert_eq!(score, sum);
            }
        }
    }
}
