//! What an article's page says to machines: a canonical address, Open Graph (<https://ogp.me>) and
//! JSON-LD (<https://schema.org/NewsArticle>).

use copydesk_record::{Article, Kind};
use serde_json::{Value, json};

use crate::addresses;
use crate::json::{data_block, known};
use crate::origin::Origin;

/// Length of a description, in characters: search machines show no more.
const DESCRIPTION: usize = 200;

/// The head of an article's page.
pub(crate) struct Head {
    pub canonical: String,
    pub title: String,
    pub description: String,
    pub paper: String,
    pub authors: Vec<String>,
    pub section: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    /// The language as Open Graph wants it, where it is known with its country: `zh_CN`.
    pub locale: Option<String>,
    /// The absolute address of the picture that stands for the article.
    pub image: Option<String>,
    /// Fit for a `<script>` element as it stands.
    pub json_ld: String,
}

impl Head {
    /// The head of an article whose permanent address and picture are these paths; `None` for pages
    /// that hold no article.
    pub(crate) fn new(
        article: &Article,
        paper: &str,
        origin: &Origin,
        permanent: &str,
        picture: Option<&str>,
    ) -> Option<Self> {
        if !matches!(article.kind, Kind::Article | Kind::Live) {
            return None;
        }
        let mut head = Self {
            canonical: origin.at(permanent),
            title: super::article::title(article),
            description: description(article),
            paper: paper.to_owned(),
            authors: article.authors.clone(),
            section: article.section.clone(),
            published: article.published.clone(),
            modified: article.modified.clone(),
            locale: article.language.as_deref().and_then(locale),
            image: picture.map(|path| origin.at(path)),
            json_ld: String::new(),
        };
        head.json_ld = data_block(&head.news_article(article));
        Some(head)
    }

    fn news_article(&self, article: &Article) -> Value {
        let person = |name: &String| json!({ "@type": "Person", "name": name });
        let fields = [
            ("@context", json!("https://schema.org")),
            ("@type", json!("NewsArticle")),
            ("mainEntityOfPage", json!(self.canonical)),
            ("headline", json!(self.title)),
            ("description", json!(self.description)),
            ("image", json!(self.image)),
            ("datePublished", json!(self.published)),
            ("dateModified", json!(self.modified)),
            (
                "author",
                json!(self.authors.iter().map(person).collect::<Vec<_>>()),
            ),
            ("articleSection", json!(self.section)),
            ("inLanguage", json!(article.language)),
            (
                "publisher",
                json!({
                    "@type": "Organization",
                    "name": article.site.as_ref().unwrap_or(&self.paper),
                }),
            ),
            // The page that this one was made from.
            (
                "isBasedOn",
                json!(article.url.as_deref().and_then(addresses::web)),
            ),
        ];
        known(fields)
    }
}

/// The standfirst, else the text's first words.
fn description(article: &Article) -> String {
    let text = article.dek.as_deref().unwrap_or(&article.text);
    let mut characters = text.chars();
    let line: String = characters.by_ref().take(DESCRIPTION).collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    let whole = characters.next().is_none();
    format!("{}{}", words.join(" "), if whole { "" } else { "…" })
}

/// `zh_CN` of `zh-CN` or `zh-Hans-CN`.
fn locale(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let language = parts.next()?;
    let country = parts.find(|part| part.len() == 2)?;
    Some(format!("{language}_{}", country.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::*;

    fn head(article: &Article) -> Option<Head> {
        let origin = Origin::of(&HeaderMap::new());
        Head::new(article, "Paper", &origin, "/article/a", Some("/picture/p"))
    }

    #[test]
    fn no_text_leaves_the_data_block() {
        let evil = "</script><!--<script>alert(1)//&\u{2028}\u{2029}\"\\";
        let article = Article {
            kind: Kind::Article,
            title: Some(evil.into()),
            dek: Some(evil.into()),
            authors: vec![evil.into()],
            site: Some(evil.into()),
            section: Some(evil.into()),
            language: Some(evil.into()),
            published: Some(evil.into()),
            url: Some("javascript:alert(1)".into()),
            ..Article::new("a", "a")
        };
        let head = head(&article).unwrap();
        let block = &head.json_ld;
        assert!(
            !block.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
            "{block}"
        );
        let value: Value = serde_json::from_str(block).unwrap();
        assert_eq!(value["headline"], evil);
        assert_eq!(value["author"][0]["name"], evil);
        assert_eq!(value["publisher"]["name"], evil);
        assert_eq!(value["image"], "http://localhost/picture/p");
        assert!(value.get("isBasedOn").is_none() && value.get("dateModified").is_none());
    }

    #[test]
    fn only_articles_are_called_so() {
        let page = |kind| Article {
            kind,
            ..Article::new("a", "a")
        };
        assert!(head(&page(Kind::Live)).is_some());
        assert!(head(&page(Kind::Consent)).is_none());
        let value: Value =
            serde_json::from_str(&head(&page(Kind::Article)).unwrap().json_ld).unwrap();
        assert_eq!(value["publisher"]["name"], "Paper");
        assert!(value.get("datePublished").is_none() && value.get("author").is_none());
    }

    #[test]
    fn a_long_text_is_cut_for_the_description() {
        let article = |text: String| Article {
            text,
            ..Article::new("a", "a")
        };
        assert_eq!(description(&article("One\n\n two.".into())), "One two.");
        let long = description(&article("港".repeat(300)));
        assert_eq!(long.chars().count(), DESCRIPTION + 1);
    }

    #[test]
    fn a_locale_has_a_country() {
        assert_eq!(locale("zh-Hans-CN").as_deref(), Some("zh_CN"));
        assert_eq!(locale("pt-br").as_deref(), Some("pt_BR"));
        assert_eq!(locale("en"), None);
        assert_eq!(locale("zh-Hant"), None);
    }
}
