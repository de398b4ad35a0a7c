use std::sync::{Arc, Mutex, PoisonError};

use copydesk_archive::{Archive, Filter};

use crate::Error;

/// What an archive holds, counted: what most pages show a part of, and only a look at every article
/// can tell.
pub(crate) struct Holdings {
    /// The articles that listings show.
    pub articles: usize,
    /// Those of them whose day of publication is not known.
    pub undated: usize,
    /// The sections and how many articles each has, the largest first.
    pub sections: Vec<(String, usize)>,
    /// The days and how many articles each has, the newest first.
    pub days: Vec<(String, usize)>,
}

impl Holdings {
    fn count(archive: &Archive) -> Result<Self, Error> {
        let undated = Filter {
            undated: true,
            ..Filter::default()
        };
        Ok(Self {
            articles: archive.count(&Filter::default())?,
            undated: archive.count(&undated)?,
            sections: archive.sections()?,
            days: archive.days()?,
        })
    }

    /// How many articles a section's, a day's or the undated ones' listing has; all of them for other filters.
    pub(crate) fn listed(&self, filter: &Filter) -> usize {
        match (&filter.section, &filter.day, filter.undated) {
            (Some(section), ..) => counted(&self.sections, section),
            (_, Some(day), _) => counted(&self.days, day),
            (.., true) => self.undated,
            _ => self.articles,
        }
    }
}

fn counted(counts: &[(String, usize)], name: &str) -> usize {
    let found = counts.iter().find(|(other, _)| other == name);
    found.map_or(0, |(_, count)| *count)
}

/// The last count, and the last change of the archive that it knows of.
#[derive(Default)]
pub(crate) struct LastCount(Mutex<Option<(i64, Arc<Holdings>)>>);

impl LastCount {
    /// What an archive holds, counted anew when something changed.
    pub(crate) fn holdings(&self, archive: &Archive) -> Result<Arc<Holdings>, Error> {
        let changed = archive.last_change()?;
        // Whoever comes while it is counted waits for that count.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, holdings)) = &*last
            && *of == changed
        {
            return Ok(Arc::clone(holdings));
        }
        let holdings = Arc::new(Holdings::count(archive)?);
        *last = Some((changed, Arc::clone(&holdings)));
        Ok(holdings)
    }
}
