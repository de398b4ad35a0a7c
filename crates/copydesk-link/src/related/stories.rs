//! Stories: the articles of one event, found as articles arrive.

use crate::related::cluster::cluster;
use crate::related::ties::Ties;
use crate::shelf::{Backing, Numbered, Table};

/// Of a story its latest members are compared with what arrives: enough to tell what it is about,
/// and few enough for a story of thousands.
const RECENT: usize = 32;

/// So many articles near to one are asked for their stories.
const ASKED: usize = 16;

/// A story that an article is tied to less than this, in the mean, is left alone.
const TOUCHED: f64 = 0.05;

/// An article can tie so many stories together, or show that one of them is two.
const MOST_TOUCHED: usize = 3;

/// Which article belongs to which story. A story is told by a number.
#[derive(Debug)]
pub struct Stories<'a> {
    /// The members of each story, in order of arrival; none of a story that others took up.
    members: Numbered<'a, Vec<u32>>,
    /// The story of each article.
    story: Numbered<'a, Option<u32>>,
    ties: Ties,
}

impl<'a> Stories<'a> {
    /// Those of an index that has so many articles and stories.
    pub fn new(backing: Backing<'a>, [articles, stories]: [u32; 2]) -> Self {
        Self {
            members: Numbered::new(backing, Table::Stories, stories),
            story: Numbered::new(backing, Table::Told, articles),
            ties: Ties::default(),
        }
    }

    /// How many stories were given a number.
    pub fn len(&self) -> u32 {
        self.members.len()
    }

    /// The articles of an article's story in order of arrival; none when it has not arrived.
    pub fn with(&self, article: u32) -> Vec<u32> {
        let story = self.story_of(article);
        story.map_or_else(Vec::new, |story| self.members(story))
    }

    /// Makes room for an article, which came after all others and has no story yet.
    pub fn enter(&mut self) {
        self.story.push(None);
    }

    /// Takes note of how strong the tie between two articles is.
    pub fn remember(&mut self, a: u32, b: u32, tie: f64) {
        self.ties.put(a, b, tie);
    }

    /// Lets an article arrive: the stories that it touches are clustered anew
    /// together with it, all others stay. `near` are earlier articles that it may be tied to, the nearest
    /// first; `strengths` tells how strong an article's tie is to each of several.
    ///
    /// Returns the articles whose story begins with another one than before.
    pub fn arrive(
        &mut self,
        article: u32,
        near: &[u32],
        strengths: impl Fn(u32, &[u32]) -> Vec<f64>,
    ) -> Vec<u32> {
        let mut ties = std::mem::take(&mut self.ties);
        let mut ties_of = |article: u32, others: &[u32]| ties.of(article, others, &strengths);
        let touched = self.touched(near, |others| ties_of(article, others));
        let recent = touched.iter().flat_map(|&story| self.recent(story));
        let mut items: Vec<u32> = recent.collect();
        items.push(article);
        items.sort_unstable();
        let later = |place: usize| ties_of(items[place], &items[place + 1..]);
        let clusters = cluster(&(0..items.len()).map(later).collect::<Vec<_>>());
        self.ties = ties;
        let at = |places: Vec<usize>| places.into_iter().map(|place| items[place]).collect();
        self.replace(&touched, clusters.into_iter().map(at).collect())
    }

    /// Takes an article out of its story, and returns the others of it.
    pub fn remove(&mut self, article: u32) -> Vec<u32> {
        let Some(story) = self.story.take(article).flatten() else {
            return Vec::new();
        };
        let mut members = self.members(story);
        members.retain(|&member| member != article);
        self.put(story, members.clone());
        members
    }

    /// Gives the place of an article in its story to another one, and returns all of the story.
    pub fn inherit(&mut self, article: u32, heir: u32) -> Vec<u32> {
        let story = self.story_of(article);
        self.remove(article);
        if let Some(story) = story {
            self.extend(story, &[heir]);
        }
        self.with(heir)
    }

    /// Lays down what is to be on a shelf.
    pub fn lay_down(&mut self) {
        self.members.lay_down();
        self.story.lay_down();
    }

    fn story_of(&self, article: u32) -> Option<u32> {
        *self.story.get(article)?
    }

    fn members(&self, story: u32) -> Vec<u32> {
        let members = self.members.get(story);
        members.map_or_else(Vec::new, |members| members.clone())
    }

    fn recent(&self, story: u32) -> Vec<u32> {
        let members = self.members(story);
        members[members.len().saturating_sub(RECENT)..].to_vec()
    }

    /// The stories that an article is tied to most.
    fn touched(&self, near: &[u32], mut strengths: impl FnMut(&[u32]) -> Vec<f64>) -> Vec<u32> {
        let near = near.iter().take(ASKED);
        let mut stories: Vec<u32> = near.filter_map(|&near| self.story_of(near)).collect();
        stories.sort_unstable();
        stories.dedup();
        let mean = |&story: &u32| {
            let strengths = strengths(&self.recent(story));
            (
                story,
                strengths.iter().sum::<f64>() / strengths.len() as f64,
            )
        };
        let mut means: Vec<(u32, f64)> = stories.iter().map(mean).collect();
        means.retain(|&(_, mean)| mean >= TOUCHED);
        means.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        means.truncate(MOST_TOUCHED);
        means.into_iter().map(|(story, _)| story).collect()
    }

    /// Puts clusters in the place of the stories that they were made of, and returns the articles
    /// whose story may begin otherwise now. The members of a story that were not clustered anew go
    /// with most of those that were.
    fn replace(&mut self, touched: &[u32], clusters: Vec<Vec<u32>>) -> Vec<u32> {
        let heirs: Vec<usize> = touched
            .iter()
            .map(|&story| self.heir(story, &clusters))
            .collect();
        let mut changed = clusters.concat();
        for &story in touched {
            let mut members = self.members(story);
            members.truncate(members.len().saturating_sub(RECENT));
            self.put(story, members);
        }
        for (place, cluster) in clusters.into_iter().enumerate() {
            let mut heirs = touched
                .iter()
                .zip(&heirs)
                .filter(|&(_, &heir)| heir == place);
            let story = heirs
                .next()
                .map_or_else(|| self.members.push(Vec::new()), |(&story, _)| story);
            let first = self.members(story).first().copied();
            for (&other, _) in heirs {
                let joining = self.members(other);
                self.put(other, Vec::new());
                changed.extend_from_slice(&joining);
                self.extend(story, &joining);
            }
            self.extend(story, &cluster);
            let members = self.members(story);
            if first.is_some() && members.first().copied() != first {
                changed.extend(members);
            }
        }
        changed
    }

    /// The cluster that has most of a story's members, the first of equals.
    fn heir(&self, story: u32, clusters: &[Vec<u32>]) -> usize {
        let of_story = |&&member: &&u32| self.story_of(member) == Some(story);
        let shared = |&place: &usize| clusters[place].iter().filter(of_story).count();
        (0..clusters.len()).rev().max_by_key(shared).unwrap_or(0)
    }

    fn put(&mut self, story: u32, members: Vec<u32>) {
        if let Some(of_story) = self.members.change(story) {
            *of_story = members;
        }
    }

    /// Adds articles to a story, in order of arrival.
    fn extend(&mut self, story: u32, articles: &[u32]) {
        if let Some(members) = self.members.change(story) {
            let in_order = members.last() < articles.first();
            members.extend_from_slice(articles);
            if !in_order {
                members.sort_unstable();
            }
        }
        for &article in articles {
            self.tell(article, story);
        }
    }

    fn tell(&mut self, article: u32, story: u32) {
        if let Some(of_article) = self.story.change(article) {
            *of_article = Some(story);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Articles that come one by one, each near to all before it, by the tie of each pair.
    fn told(count: u32, tie: impl Fn(u32, u32) -> f64) -> Vec<Vec<u32>> {
        let mut stories = Stories::new(Backing::default(), [0, 0]);
        for article in 0..count {
            stories.enter();
            let near: Vec<u32> = (0..article).collect();
            let ties = |a: u32, others: &[u32]| others.iter().map(|&b| tie(a, b)).collect();
            stories.arrive(article, &near, ties);
        }
        (0..count).map(|article| stories.with(article)).collect()
    }

    #[test]
    fn an_article_ties_stories_together_that_began_apart() {
        let bridge = |a: u32, b: u32| if a.max(b) == 3 { 0.6 } else { 0.1 };
        assert_eq!(told(3, bridge), [[0], [1], [2]]);
        assert_eq!(told(4, bridge), [[0, 1, 2, 3]; 4]);
    }

    #[test]
    fn more_stories_than_can_be_tied_stay_apart() {
        let bridge = |a: u32, b: u32| if a.max(b) == 4 { 0.6 } else { 0.1 };
        assert_eq!(told(5, bridge).get(3), Some(&vec![3]));
    }
}
