//! What a query can ask of an article besides its words.

use std::collections::BTreeMap;

use copydesk_archive::{Archive, Summary};
use serde_json::json;
use url::Url;

use super::super::{Files, PublishError};
use super::{BATCH, Numbered, summaries, write_data};

/// Names, each with its number; 0 is no name.
#[derive(Default)]
struct Names {
    numbers: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> usize {
        if name.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), self.names.len());
        self.names.len()
    }
}

/// Writes the facts: the names of all sites (with their hosts), sections and languages, and a row an article:
/// the distance of its number from the last one, the numbers of its names, and its day as `20120917`, with
/// zeros for what is not known.
pub(super) fn write(
    archive: &Archive,
    articles: &Numbered,
    files: &mut Files,
) -> Result<(), PublishError> {
    let [mut sites, mut sections, mut languages] = [(); 3].map(|()| Names::default());
    let mut rows = Vec::with_capacity(articles.len());
    let mut last = 0;
    for batch in articles.chunks(BATCH) {
        for (number, article) in summaries(archive, batch)? {
            let language = article.language.as_deref().unwrap_or_default();
            rows.push(format!(
                "{},{},{},{},{}",
                number.saturating_sub(last),
                sites.number(&site(&article)),
                sections.number(article.section.as_deref().unwrap_or_default()),
                languages.number(&language.to_lowercase()),
                article.published.as_deref().map_or(0, day),
            ));
            last = number;
        }
    }
    let names =
        json!({"site": sites.names, "section": sections.names, "language": languages.names});
    let data = format!("{{\"names\":{names},\"rows\":[{}]}}", rows.join(",\n"));
    write_data(files, "facts", &data)
}

/// A site's name and host.
fn site(article: &Summary) -> String {
    let url = article.url.as_deref().and_then(|url| Url::parse(url).ok());
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    let name = article.site.as_deref().unwrap_or_default();
    format!("{name} {host}").trim().to_owned()
}

/// A date's year, month and day as one number; zeros for what it does not say.
fn day(date: &str) -> u32 {
    let date = date.split('T').next().unwrap_or_default();
    let mut parts = date
        .split('-')
        .map(|part| part.parse::<u32>().unwrap_or_default());
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day) = (next(), next(), next());
    year.saturating_mul(10_000)
        .saturating_add(month.min(99) * 100)
        .saturating_add(day.min(99))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_as_exact_as_they_are_known() {
        for (date, expected) in [
            ("2012-09-17T08:30+08:00", 20_120_917),
            ("2012-09", 20_120_900),
            ("2012", 20_120_000),
            ("yesterday", 0),
            ("99999999999-1-1", 101),
        ] {
            assert_eq!(day(date), expected, "{date}");
        }
    }
}
