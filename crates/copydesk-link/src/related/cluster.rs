//! Average linkage that asks for closeness in proportion.

/// Two clusters are one when the mean strength between them is at least this.
const LEAST: f64 = 0.15;

/// And at least so much of that within the looser one (the relative closeness of Chameleon, Karypis,
/// Han and Kumar 1999): two events of the same kind are alike, but less alike than what tells of one.
const CLOSENESS: f64 = 0.6;

/// Clusters items, the strongest tie first, the lowest places of equals. `strengths[a][b - a - 1]`
/// is the tie of item a to item b after it.
///
/// Returns the clusters, each ascending, by their first items.
pub fn cluster(strengths: &[Vec<f64>]) -> Vec<Vec<usize>> {
    let mut clusters = Clusters::new(strengths);
    while let Some((a, b)) = clusters.closest() {
        clusters.join_or_part(a, b);
    }
    clusters
        .members
        .into_iter()
        .filter(|members| !members.is_empty())
        .collect()
}

struct Clusters {
    /// The items of each cluster; none of one that joined another.
    members: Vec<Vec<usize>>,
    /// The sum of strengths between the items of two clusters.
    between: Vec<Vec<f64>>,
    /// The sum of strengths within a cluster.
    within: Vec<f64>,
    /// Pairs that are too loose to join.
    parted: Vec<Vec<bool>>,
}

impl Clusters {
    fn new(strengths: &[Vec<f64>]) -> Self {
        let count = strengths.len();
        let mut between = vec![vec![0.0; count]; count];
        for (a, strengths) in strengths.iter().enumerate() {
            for (b, &strength) in (a + 1..).zip(strengths) {
                (between[a][b], between[b][a]) = (strength, strength);
            }
        }
        Self {
            members: (0..count).map(|item| vec![item]).collect(),
            between,
            within: vec![0.0; count],
            parted: vec![vec![false; count]; count],
        }
    }

    /// The closest pair that may still join.
    fn closest(&self) -> Option<(usize, usize)> {
        let mut best = None;
        let mut most = LEAST;
        for a in 0..self.members.len() {
            for b in a + 1..self.members.len() {
                if self.members[a].is_empty() || self.members[b].is_empty() || self.parted[a][b] {
                    continue;
                }
                let mean = self.mean(a, b);
                if mean > most || (best.is_none() && mean >= most) {
                    (most, best) = (mean, Some((a, b)));
                }
            }
        }
        best
    }

    fn mean(&self, a: usize, b: usize) -> f64 {
        self.between[a][b] / (self.members[a].len() * self.members[b].len()) as f64
    }

    fn join_or_part(&mut self, a: usize, b: usize) {
        let cohesion = [a, b]
            .into_iter()
            .filter_map(|cluster| self.cohesion(cluster));
        let pairs: Vec<f64> = cohesion.collect();
        if let [first, second] = pairs[..]
            && self.mean(a, b) < CLOSENESS * first.min(second)
        {
            self.parted[a][b] = true;
        } else {
            self.join(a, b);
        }
    }

    /// The mean strength within a cluster of several.
    fn cohesion(&self, cluster: usize) -> Option<f64> {
        let count = self.members[cluster].len();
        (count > 1).then(|| self.within[cluster] / (count * (count - 1) / 2) as f64)
    }

    fn join(&mut self, a: usize, b: usize) {
        self.within[a] += self.within[b] + self.between[a][b];
        let joining = std::mem::take(&mut self.members[b]);
        self.members[a].extend(joining);
        self.members[a].sort_unstable();
        for other in 0..self.members.len() {
            let sum = self.between[a][other] + self.between[b][other];
            (self.between[a][other], self.between[other][a]) = (sum, sum);
            (self.parted[a][other], self.parted[other][a]) = (false, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clusters items by the tie of each pair.
    fn clustered(count: usize, tie: impl Fn(usize, usize) -> f64) -> Vec<Vec<usize>> {
        let ties = |a: usize| (a + 1..count).map(|b| tie(a, b)).collect();
        cluster(&(0..count).map(ties).collect::<Vec<Vec<f64>>>())
    }

    /// Two threes: ties of .8 within, and these between.
    fn two_threes(between: f64) -> Vec<Vec<usize>> {
        clustered(6, |a, b| if a % 2 == b % 2 { 0.8 } else { between })
    }

    #[test]
    fn groups_that_are_alike_but_less_than_within_stay_apart() {
        assert_eq!(two_threes(0.4), [vec![0, 2, 4], vec![1, 3, 5]]);
        assert_eq!(two_threes(0.6), [vec![0, 1, 2, 3, 4, 5]]);
    }

    #[test]
    fn a_single_item_joins_by_its_tie_alone() {
        let tie = |strength: f64| clustered(3, |_, b| if b == 2 { strength } else { 0.9 });
        assert_eq!(tie(0.2), [vec![0, 1, 2]]);
        assert_eq!(tie(0.1), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn no_items_are_no_clusters_and_equal_ties_join_in_order() {
        assert!(cluster(&[]).is_empty());
        assert_eq!(
            clustered(4, |a, b| if b == a + 1 { 0.3 } else { 0.0 }),
            [vec![0, 1], vec![2, 3]]
        );
    }
}
