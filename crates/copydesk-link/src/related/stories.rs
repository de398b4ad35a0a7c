//! Stories: the articles of one event, found as articles arrive.

use crate::related::cluster::cluster;
use crate::related::ties::Ties;

/// Of a story its latest members are compared with what arrives: enough to tell what it is about,
/// and few enough for a story of thousands.
const RECENT: usize = 32;

/// So many articles near to one are asked for their stories.
const ASKED: usize = 16;

/// A story that an article is tied to less than this, in the mean, is left alone.
const TOUCHED: f64 = 0.05;

/// An article can tie so many stories together, or show that one of them is two.
const MOST_TOUCHED: usize = 3;

/// Which article belongs to which story. A story is told by the number of its place.
#[derive(Debug, Default)]
pub struct Stories {
    /// The members of each story, in order of arrival; none of a story that others took up.
    members: Vec<Vec<usize>>,
    /// The story of each article.
    story: Vec<Option<usize>>,
    ties: Ties,
}

impl Stories {
    /// The articles of an article's story in order of arrival; none when it has not arrived.
    pub fn with(&self, article: usize) -> &[usize] {
        self.story_of(article)
            .and_then(|story| self.members.get(story))
            .map_or(&[], Vec::as_slice)
    }

    /// Takes in an article: the stories that it touches are clustered anew together with it, all
    /// others stay. `near` are earlier articles that it may be tied to, the nearest first;
    /// `strengths` tells how strong an article's tie is to each of several.
    ///
    /// Returns the articles whose story begins with another one than before.
    pub fn arrive(
        &mut self,
        article: usize,
        near: &[usize],
        strengths: impl Fn(usize, &[usize]) -> Vec<f64>,
    ) -> Vec<usize> {
        let mut ties = std::mem::take(&mut self.ties);
        let mut ties_of = |article: usize, others: &[usize]| ties.of(article, others, &strengths);
        let touched = self.touched(near, |others| ties_of(article, others));
        let recent = touched.iter().flat_map(|&story| self.recent(story));
        let mut items: Vec<usize> = recent.copied().collect();
        items.push(article);
        items.sort_unstable();
        let later = |place: usize| ties_of(items[place], &items[place + 1..]);
        let clusters = cluster(&(0..items.len()).map(later).collect::<Vec<_>>());
        self.ties = ties;
        let at = |places: Vec<usize>| places.into_iter().map(|place| items[place]).collect();
        self.replace(&touched, clusters.into_iter().map(at).collect())
    }

    fn story_of(&self, article: usize) -> Option<usize> {
        self.story.get(article).copied().flatten()
    }

    fn recent(&self, story: usize) -> &[usize] {
        let members = &self.members[story];
        &members[members.len().saturating_sub(RECENT)..]
    }

    /// The stories that an article is tied to most.
    fn touched(
        &self,
        near: &[usize],
        mut strengths: impl FnMut(&[usize]) -> Vec<f64>,
    ) -> Vec<usize> {
        let near = near.iter().take(ASKED);
        let mut stories: Vec<usize> = near.filter_map(|&near| self.story_of(near)).collect();
        stories.sort_unstable();
        stories.dedup();
        let mean = |&story: &usize| {
            let strengths = strengths(self.recent(story));
            (
                story,
                strengths.iter().sum::<f64>() / strengths.len() as f64,
            )
        };
        let mut means: Vec<(usize, f64)> = stories.iter().map(mean).collect();
        means.retain(|&(_, mean)| mean >= TOUCHED);
        means.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        means.truncate(MOST_TOUCHED);
        means.into_iter().map(|(story, _)| story).collect()
    }

    /// Puts clusters in the place of the stories that they were made of, and returns the articles
    /// whose story may begin otherwise now. The members of a story that were not clustered anew go
    /// with most of those that were.
    fn replace(&mut self, touched: &[usize], clusters: Vec<Vec<usize>>) -> Vec<usize> {
        let heirs: Vec<usize> = touched
            .iter()
            .map(|&story| self.heir(story, &clusters))
            .collect();
        let mut changed = clusters.concat();
        for &story in touched {
            let kept = self.members[story].len().saturating_sub(RECENT);
            self.members[story].truncate(kept);
        }
        for (place, cluster) in clusters.into_iter().enumerate() {
            let mut heirs = touched
                .iter()
                .zip(&heirs)
                .filter(|&(_, &heir)| heir == place);
            let story = heirs
                .next()
                .map_or_else(|| self.found(), |(&story, _)| story);
            let first = self.members[story].first().copied();
            for (&other, _) in heirs {
                let joining = std::mem::take(&mut self.members[other]);
                changed.extend_from_slice(&joining);
                self.extend(story, &joining);
            }
            self.extend(story, &cluster);
            if first.is_some() && self.members[story].first().copied() != first {
                changed.extend_from_slice(&self.members[story]);
            }
        }
        changed
    }

    /// The cluster that has most of a story's members, the first of equals.
    fn heir(&self, story: usize, clusters: &[Vec<usize>]) -> usize {
        let of_story = |&&member: &&usize| self.story_of(member) == Some(story);
        let shared = |&place: &usize| clusters[place].iter().filter(of_story).count();
        (0..clusters.len()).rev().max_by_key(shared).unwrap_or(0)
    }

    /// Begins a story.
    fn found(&mut self) -> usize {
        self.members.push(Vec::new());
        self.members.len() - 1
    }

    /// Adds articles to a story, in order of arrival.
    fn extend(&mut self, story: usize, articles: &[usize]) {
        let members = &mut self.members[story];
        let in_order = members.last() < articles.first();
        members.extend_from_slice(articles);
        if !in_order {
            members.sort_unstable();
        }
        for &article in articles {
            if self.story.len() <= article {
                self.story.resize(article + 1, None);
            }
            self.story[article] = Some(story);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Articles that come one by one, each near to all before it, by the tie of each pair.
    fn told(count: usize, tie: impl Fn(usize, usize) -> f64) -> Vec<Vec<usize>> {
        let mut stories = Stories::default();
        for article in 0..count {
            let near: Vec<usize> = (0..article).collect();
            let ties = |a: usize, others: &[usize]| others.iter().map(|&b| tie(a, b)).collect();
            stories.arrive(article, &near, ties);
        }
        (0..count)
            .map(|article| stories.with(article).to_vec())
            .collect()
    }

    #[test]
    fn an_article_ties_stories_together_that_began_apart() {
        let bridge = |a: usize, b: usize| if a.max(b) == 3 { 0.6 } else { 0.1 };
        assert_eq!(told(3, bridge), [[0], [1], [2]]);
        assert_eq!(told(4, bridge), [[0, 1, 2, 3]; 4]);
    }

    #[test]
    fn more_stories_than_can_be_tied_stay_apart() {
        let bridge = |a: usize, b: usize| if a.max(b) == 4 { 0.6 } else { 0.1 };
        assert_eq!(told(5, bridge).get(3), Some(&vec![3]));
    }
}
