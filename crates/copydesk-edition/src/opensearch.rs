use askama::Template;

use crate::Error;
use crate::edition::LocalEdition;
use crate::feeds::{Form, xml};
use crate::origin::Origin;

/// Its media type.
pub(crate) const MEDIA_TYPE: &str = "application/opensearchdescription+xml";

/// The longest name that the format allows, in characters.
const SHORT: usize = 16;

/// The longest description is 1,024 characters; this leaves room for our words.
const LONG: usize = 1_000;

/// The description by which browsers add the edition's search to theirs (OpenSearch 1.1).
#[derive(Template)]
#[template(path = "opensearch.xml")]
struct Description {
    short: String,
    description: String,
    icon: String,
    search: String,
    feeds: [Results; 2],
    own: String,
}

/// The results in a form that readers subscribe to.
struct Results {
    media_type: &'static str,
    address: String,
}

/// The description of this edition's search.
pub(crate) fn description(
    edition: &LocalEdition,
    origin: &Origin,
) -> Result<Option<String>, Error> {
    let paper = xml(edition.paper());
    let name: String = paper.chars().take(LONG).collect();
    let results = |form: Form| Results {
        media_type: form.media_type(),
        address: origin.at(&format!("/search/{}", form.file())),
    };
    let description = Description {
        short: paper.chars().take(SHORT).collect(),
        description: edition.words.fill("Search {}", &[&name]),
        icon: origin.at("/icon.svg"),
        search: origin.at("/search"),
        feeds: [Form::Rss, Form::Atom].map(results),
        own: origin.at("/opensearch.xml"),
    };
    Ok(Some(description.render()?))
}
