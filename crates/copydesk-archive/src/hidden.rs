use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::Error;
use crate::store::{Store, is_damage};

/// Page numbers from here on are not looked at: a set takes a byte a number, and only damage makes
/// them so large.
const MOST_PAGES: usize = 1 << 26;

/// Which pages are indexed and not listed, copies and earlier captures, as they were last read.
#[derive(Default)]
pub struct LastHidden(Mutex<(i64, Arc<Pages>)>);

impl LastHidden {
    /// Those after the archive's newest change; none where they cannot be read.
    pub fn pages(&self, store: &Store, newest: i64) -> Result<Arc<Pages>, Error> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.0 != newest {
            let pages = store.read(|connection| match hidden(connection) {
                Err(error) if is_damage(&error) => Ok(Pages::default()),
                pages => pages,
            })?;
            *last = (newest, Arc::new(pages));
        }
        Ok(Arc::clone(&last.1))
    }
}

fn hidden(connection: &Connection) -> rusqlite::Result<Pages> {
    let sql = "SELECT page FROM page LEFT JOIN link USING (page)
               WHERE article AND (NOT current OR folded IS 1)";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// A set of pages, by their numbers: everything that matches a query is looked up in it.
#[derive(Default)]
pub struct Pages(Vec<bool>);

impl Pages {
    pub fn contains(&self, page: i64) -> bool {
        let place = usize::try_from(page).ok();
        place.and_then(|place| self.0.get(place)) == Some(&true)
    }

    fn insert(&mut self, page: i64) {
        let place = usize::try_from(page).ok();
        let Some(place) = place.filter(|place| *place < MOST_PAGES) else {
            return;
        };
        if self.0.len() <= place {
            self.0.resize(place + 1, false);
        }
        self.0
            .get_mut(place)
            .into_iter()
            .for_each(|held| *held = true);
    }
}

impl FromIterator<i64> for Pages {
    fn from_iter<I: IntoIterator<Item = i64>>(pages: I) -> Self {
        let mut set = Self::default();
        pages.into_iter().for_each(|page| set.insert(page));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_found_by_their_numbers() {
        let pages: Pages = [7, 3, 7, -1, i64::MAX].into_iter().collect();
        let held = [-1, 0, 3, 4, 7, 8, i64::MAX].map(|page| pages.contains(page));
        assert_eq!(held, [false, false, true, false, true, false, false]);
    }
}
