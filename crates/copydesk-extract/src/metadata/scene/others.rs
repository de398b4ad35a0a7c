//! What belongs to other articles, comments, or the whole site.

use copydesk_record::Reason;
use html5ever::local_name;

use super::{MAX_NODES, Place, Scene};
use crate::measure::mass;
use crate::tree::NodeId;

/// Ancestors looked at for what an element is part of.
const MAX_ANCESTORS: usize = 40;
/// A link whose text weighs so much leads to a story.
const STORY: usize = 30;
/// Nodes of an element that are looked at for links to other stories.
const MAX_LIST: usize = 400;

impl Scene<'_> {
    /// Whether an element stands among comments.
    pub fn is_in_comments(&mut self, node: NodeId) -> bool {
        let mut around = self.tree.ancestors(node).take(MAX_ANCESTORS);
        around.any(|ancestor| self.hints.of(ancestor) == Some(Reason::Comment))
    }

    /// Whether a marked element belongs to others; what its own name says else is what it is marked as.
    /// A time above the headline is judged as one below it: it stands beside the breadcrumbs.
    pub(super) fn is_others(&mut self, node: NodeId, place: Place) -> bool {
        let parent = self.tree.parent(node);
        let is_time = self.tree.name(node) == Some(&local_name!("time"));
        let place = match place {
            Place::Above if is_time => Place::Near,
            place => place,
        };
        self.hints.of(node) == Some(Reason::Comment)
            || parent.is_some_and(|parent| self.is_in_others(parent, place))
    }

    /// Whether an element belongs to other articles, comments, or the whole site: whether it or one of
    /// those around it, but not around the headline, says so.
    pub(super) fn is_in_others(&mut self, node: NodeId, place: Place) -> bool {
        for ancestor in self.tree.ancestors(node).take(MAX_ANCESTORS) {
            if self.around.binary_search(&ancestor).is_ok() {
                return false;
            }
            let Some(reason) = self.hints.of(ancestor) else {
                continue;
            };
            let is_by_headline = matches!(place, Place::Near | Place::Above);
            let is_list = !is_by_headline || self.is_list(ancestor, reason);
            if is_list && is_for_others(reason, place) {
                return true;
            }
        }
        false
    }

    /// Whether an element by the headline lists other stories; some templates call what stands around the
    /// headline a teaser.
    fn is_list(&self, node: NodeId, reason: Reason) -> bool {
        let inner = self.tree.descendants(node).take(MAX_LIST);
        let links = inner.filter(|&inner| self.tree.name(inner) == Some(&local_name!("a")));
        let is_story = |link: &NodeId| {
            let texts = self
                .tree
                .descendants(*link)
                .take(MAX_NODES)
                .filter_map(|node| self.tree.text(node));
            texts.map(mass).sum::<usize>() >= STORY
        };
        !matches!(reason, Reason::Related | Reason::Advert)
            || links.filter(is_story).nth(1).is_some()
    }
}

fn is_for_others(reason: Reason, place: Place) -> bool {
    match reason {
        Reason::Comment | Reason::Related | Reason::Advert | Reason::Caption => true,
        Reason::Imprint => !matches!(place, Place::Above | Place::Near | Place::End),
        Reason::Navigation | Reason::Promotion | Reason::Consent => place != Place::Near,
        _ => false,
    }
}
