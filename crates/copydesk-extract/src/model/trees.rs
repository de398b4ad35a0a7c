//! Regression trees over integers.

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

impl Trees {
    /// The sum over all trees for one row of features.
    pub fn score(&self, row: &[i32]) -> i32 {
        self.roots.iter().map(|&root| self.leaf(root, row)).sum()
    }

    fn leaf(&self, root: i16, row: &[i32]) -> i32 {
        let mut at = root;
        while at >= 0 {
            let node = &self.nodes[at as usize];
            at = if row[node.feature as usize] <= node.threshold {
                node.low
            } else {
                node.high
            };
        }
        i32::from(self.leaves[!at as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_leads_to_its_leaves() {
        static NODES: [Node; 1] = [node(1, 5, -1, -2)];
        let trees = Trees {
            roots: &[0, -3],
            nodes: &NODES,
            leaves: &[10, 20, 100],
        };
        assert_eq!(trees.score(&[0, 5]), 110);
        assert_eq!(trees.score(&[0, 6]), 120);
    }
}
