//! Which units the structured data's `articleBody` holds.

use crate::measure::letters;
use crate::unit::Unit;

/// So many bytes of `articleBody` are searched in all, page for page: a hundred times a long article
/// against itself. A page that wants more has a body that is not the one it shows.
const MAX_SEARCHED: usize = 64 << 20;

/// Whether each unit of prose is part of the body that the structured data states; none is when the
/// statement is not even half shown on the page.
pub(crate) fn stated(units: &[Unit], prose: &[usize], article_body: Option<&str>) -> Vec<bool> {
    let Some(body) = article_body.map(letters) else {
        return vec![false; prose.len()];
    };
    let mut search = Search {
        body: &body,
        cursor: 0,
        left: MAX_SEARCHED,
    };
    let units = units.iter().zip(prose);
    let mut shown = 0;
    let found: Vec<bool> = units
        .map(|(unit, &mass)| {
            let own = if mass > 0 { unit.letters() } else { "" };
            let is_stated = !own.is_empty() && search.finds(own);
            shown += if is_stated { own.len() } else { 0 };
            is_stated
        })
        .collect();
    if shown * 2 >= body.len() {
        found
    } else {
        vec![false; prose.len()]
    }
}

/// Looks for texts that mostly come in the body's order.
struct Search<'a> {
    body: &'a str,
    cursor: usize,
    left: usize,
}

impl Search<'_> {
    fn finds(&mut self, text: &str) -> bool {
        let ahead = &self.body[self.cursor..];
        if ahead.starts_with(text) {
            self.cursor += text.len();
            return true;
        }
        if self.left < self.body.len() {
            return false;
        }
        self.left -= self.body.len();
        match self.body.find(text) {
            Some(at) => {
                self.cursor = at + text.len();
                true
            }
            None => false,
        }
    }
}
