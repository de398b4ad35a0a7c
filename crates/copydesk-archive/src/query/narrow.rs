use crate::FacetKind;

/// A query narrowed to one value of a facet and whether it was narrowed so already: then it is the
/// query without it.
pub fn narrowing(query: &str, kind: FacetKind, value: &str) -> (String, bool) {
    let condition = condition(kind, value);
    let query = query.trim();
    match place(query, &condition) {
        Some(at) => {
            let (before, behind) = query.split_at(at);
            let behind = behind.get(condition.len()..).unwrap_or_default();
            (
                format!("{} {}", before.trim_end(), behind.trim_start())
                    .trim()
                    .to_owned(),
                true,
            )
        }
        None => (format!("{query} {condition}"), false),
    }
}

/// What a query says to ask for the value.
fn condition(kind: FacetKind, value: &str) -> String {
    let quoted = || value.replace('"', "\\\"");
    match kind {
        FacetKind::Section => format!("section:\"{}\"", quoted()),
        FacetKind::Site => format!("site:\"{}\"", quoted()),
        FacetKind::Language => format!("language:{value}"),
        FacetKind::Year => format!("published:{value}"),
    }
}

/// Where a condition stands in a query as an item of its own.
fn place(query: &str, condition: &str) -> Option<usize> {
    query
        .match_indices(condition)
        .map(|(at, _)| at)
        .find(|&at| {
            let (before, behind) = query.split_at(at);
            let behind = behind.get(condition.len()..).unwrap_or_default();
            let apart = |text: &str, end: Option<char>| {
                text.is_empty() || end.is_some_and(char::is_whitespace)
            };
            apart(before, before.chars().last()) && apart(behind, behind.chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_added_once_and_can_be_taken_back() {
        let (narrowed, chosen) = narrowing("ferry -strike", FacetKind::Site, "The \"Post\"");
        assert_eq!(
            (narrowed.as_str(), chosen),
            ("ferry -strike site:\"The \\\"Post\\\"\"", false)
        );
        let further = narrowing(&narrowed, FacetKind::Year, "2012").0;
        let back = narrowing(&further, FacetKind::Site, "The \"Post\"");
        assert_eq!(back, ("ferry -strike published:2012".to_owned(), true));
        let (longer, chosen) = narrowing("a published:2012-09", FacetKind::Year, "2012");
        assert_eq!(
            (longer.as_str(), chosen),
            ("a published:2012-09 published:2012", false)
        );
    }
}
