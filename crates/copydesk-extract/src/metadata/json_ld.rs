//! Reads JSON-LD as pages have it: schema.org objects, alone, in lists and in graphs.

use copydesk_record::Span;
use serde_json::Value;

/// schema.org's types for an article.
const ARTICLE_TYPES: &[&str] = &[
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "SocialMediaPosting",
    "MedicalScholarlyArticle",
    "SatiricalArticle",
    "AdvertiserContentArticle",
];

/// schema.org's types for what stands beside a page's own work.
const PARTS: &[&str] = &[
    "Comment",
    "Answer",
    "Review",
    "Person",
    "Organization",
    "ImageObject",
    "VideoObject",
    "AudioObject",
    "Product",
    "WebSite",
    "BreadcrumbList",
    "Event",
];

/// How deep lists and graphs are followed.
const MAX_DEPTH: usize = 8;

/// The top-level objects of a script, lists and graphs taken apart; none when it is no JSON.
pub(crate) fn objects(script: &str) -> Vec<Value> {
    let mut found = Vec::new();
    if let Some(value) = parse(script) {
        flatten(value, 0, &mut found);
    }
    found
}

/// Parses, forgiving what pages do to JSON: comments around it and raw line ends in strings.
fn parse(script: &str) -> Option<Value> {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->");
    let script = script
        .trim()
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("//]]>");
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let clean: String = script
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        serde_json::from_str(&clean).ok()
    })
}

fn flatten(value: Value, depth: usize, found: &mut Vec<Value>) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(items) => items
            .into_iter()
            .for_each(|item| flatten(item, depth + 1, found)),
        Value::Object(mut object) => {
            let graph = object.remove("@graph");
            let main = object.get("mainEntity").cloned().filter(is_article);
            found.push(Value::Object(object));
            for inner in [graph, main].into_iter().flatten() {
                flatten(inner, depth + 1, found);
            }
        }
        _ => {}
    }
}

/// Whether a type is that of what stands beside a page's own work.
pub(crate) fn is_part(kind: &str) -> bool {
    PARTS.contains(&kind)
}

/// Whether a type is that of a discussion's first post.
pub(crate) fn is_post(kind: &str) -> bool {
    matches!(
        kind,
        "DiscussionForumPosting" | "Question" | "SocialMediaPosting"
    )
}

/// Whether an object is of one of schema.org's article types.
pub(crate) fn is_article(object: &Value) -> bool {
    is_of_type(object, |kind| ARTICLE_TYPES.contains(&kind))
}

/// Whether the page says that it is a live blog.
pub(crate) fn is_live(objects: &[(Value, Span)]) -> bool {
    let mut objects = objects.iter();
    objects.any(|(object, _)| is_of_type(object, |kind| kind == "LiveBlogPosting"))
}

/// Whether one of an object's types passes a test.
pub(crate) fn is_of_type(object: &Value, test: impl Fn(&str) -> bool) -> bool {
    let local = |kind: &Value| {
        kind.as_str()
            .is_some_and(|kind| test(kind.rsplit(['/', ':']).next().unwrap_or(kind)))
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(local),
        Some(kind) => local(kind),
        None => false,
    }
}

/// Whether an article among the objects says that it is not free to read.
pub(crate) fn is_paid<'a>(objects: impl Iterator<Item = &'a Value>) -> bool {
    let mut articles = objects.filter(|object| is_article(object));
    articles.any(|object| match object.get("isAccessibleForFree") {
        Some(Value::Bool(is_free)) => !is_free,
        Some(Value::String(is_free)) => is_free.eq_ignore_ascii_case("false"),
        _ => false,
    })
}

/// The works that a page is about, with their places, and whether each is of an article's type: the
/// articles, or else all that have a date or an author of their own.
pub(crate) fn works(objects: &[(Value, Span)]) -> impl Iterator<Item = (&Value, Span, bool)> {
    let has_article = objects.iter().any(|(object, _)| is_article(object));
    let is_work = move |object: &Value| {
        let is_dated = object.get("datePublished").is_some() || object.get("author").is_some();
        is_dated && !is_of_type(object, |kind| PARTS.contains(&kind))
    };
    objects
        .iter()
        .filter(move |(object, _)| is_article(object) || is_work(object))
        .map(move |(object, span)| (object, *span, is_article(object) || !has_article))
}

/// A work's authors; one given as a reference (`@id`) is looked up among the page's objects.
pub(crate) fn authors(object: &Value, objects: &[(Value, Span)]) -> Vec<String> {
    let mut found = Vec::new();
    for value in ["author", "creator"]
        .iter()
        .filter_map(|key| object.get(*key))
    {
        match value {
            Value::Array(items) => {
                found.extend(items.iter().flat_map(|item| author(item, objects)))
            }
            value => found.extend(author(value, objects)),
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

fn author(value: &Value, objects: &[(Value, Span)]) -> Vec<String> {
    let is_same =
        |object: &Value| object.get("@id").is_some() && object.get("@id") == value.get("@id");
    let named = if value.is_object() && value.get("name").is_none() {
        objects
            .iter()
            .map(|(object, _)| object)
            .find(|object| is_same(object) && object.get("name").is_some())
    } else {
        None
    };
    let value = named.unwrap_or(value);
    let mut names = Vec::new();
    gather(value, &mut names);
    names
}

/// A property's text: a string, the first of a list, or an object's `name`.
pub(crate) fn text(object: &Value, property: &str) -> Option<String> {
    texts(object, property).into_iter().next()
}

/// A property's texts: strings and objects' names, alone or in a list.
pub(crate) fn texts(object: &Value, property: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(value) = object.get(property) {
        gather(value, &mut found);
    }
    found
}

fn gather(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => found.push(plain(text)),
        Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
        Value::Object(object) => {
            if let Some(name) = object.get("name") {
                gather(name, found);
            }
        }
        _ => {}
    }
}

/// A string of JSON-LD as text: character references and damage resolved, white space collapsed.
fn plain(text: &str) -> String {
    let text = if text.contains('&') {
        crate::tree::Tree::parse(text)
            .map_or_else(|_| text.to_owned(), |tree| tree.text_below(tree.root()))
    } else {
        text.to_owned()
    };
    super::head::collapse(&copydesk_text::repair(&text).text)
}
