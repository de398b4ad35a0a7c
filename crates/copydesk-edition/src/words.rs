//! The record's terms in a reader's words.

use copydesk_archive::FacetKind;
use copydesk_record::{BlockKind, CharsetEvidence, Kind, Relation, RepairKind, Repetition};

/// `dir` for a fragment in this language.
pub(crate) fn direction(language: Option<&str>) -> &'static str {
    let primary = language
        .and_then(|tag| tag.split('-').next())
        .unwrap_or_default();
    if ["ar", "he", "fa", "ur"].contains(&primary) {
        "rtl"
    } else {
        "ltr"
    }
}

/// `1 passage`, `2 passages`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A number with its thousands parted, as `12,345`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// What the site's profile says of a passage, in a sentence.
pub(crate) fn repetition(repetition: Repetition) -> String {
    let Repetition { pages, of, decided } = repetition;
    let decisive = if decided {
        ", and therefore was cut"
    } else {
        ""
    };
    format!("It stands on {pages} of {of} pages of the site{decisive}.")
}

/// Where a field's value was found, as a noun.
pub(crate) fn evidence(from: &str) -> String {
    if let Some(name) = from.strip_prefix("meta:") {
        return format!("the page's meta tag {name}");
    }
    if let Some(name) = from.strip_prefix("itemprop:") {
        return format!("the page's microdata, {name}");
    }
    let words = match from {
        "json_ld:dateModified" => "the date of change in the page's structured data (JSON-LD)",
        "line:updated" => "the line on the page that dates its last change",
        "date_class" => "an element on the page that is marked as a date",
        "byline" => "an element on the page that is marked as a byline",
        "rel:author" => "a link on the page that is marked as the author's",
        "author_link" => "a link on the page to an author's page",
        "dateline" => "the line that opens the text, which names who reports",
        "script" => "a script of the page",
        "attribute" => "data in an attribute of the page",
        "comment" => "a comment in the page's source",
        "json_ld" => "the page's structured data (JSON-LD)",
        "microdata" => "the page's structured data (microdata)",
        "time" => "the page's time element",
        "title" => "the page's title element",
        "html:lang" => "the page's lang attribute",
        "link:canonical" => "the page's link to its own address",
        "address" => "the page's address",
        "headline" => "the headline on the page",
        "line" => "a line on the page",
        "above_body" => "the line above the text",
        "opens_body" => "the line that opens the text",
        "text" => "the text itself",
        "figure" => "a figure in the text",
        "feed" => "the feed that listed the page",
        "given" => "whoever took the page in",
        // The record's vocabulary may grow; its names are readable.
        _ => return from.replace('_', " "),
    };
    words.to_owned()
}

/// What a copy is, compared with the one that it derives from.
pub(crate) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "the same text",
        Relation::Cut => "a shorter version",
        Relation::Extended => "a longer version",
        Relation::Updated => "a rewritten version",
    }
}

/// What kind of page it is, for a page that is no article.
pub(crate) fn kind(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Article => None,
        Kind::Index => Some("This page is a list of links, not an article."),
        Kind::Live => Some("This page is a live blog."),
        Kind::Stub => Some("This page has a title and next to nothing else."),
        Kind::Consent => Some("The crawler was shown a consent wall instead of the page."),
        Kind::Other => Some("This page is not an article."),
    }
}

/// What a block is.
pub(crate) fn block(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading => "heading",
        BlockKind::ListItem => "list item",
        BlockKind::Quote => "quotation",
        BlockKind::Preformatted => "preformatted",
        BlockKind::Table => "table",
        BlockKind::Figure => "figure",
        BlockKind::Caption => "caption",
    }
}

/// What a page's encoding was concluded from.
pub(crate) fn charset(evidence: CharsetEvidence) -> &'static str {
    match evidence {
        CharsetEvidence::Bom => "by its byte order mark",
        CharsetEvidence::Http => "as the server declared",
        CharsetEvidence::Meta => "as the page declares",
        CharsetEvidence::Content => "by the bytes themselves; nothing was declared",
        CharsetEvidence::ContentAgainstDeclared => {
            "by the bytes themselves, against what was declared"
        }
    }
}

/// What the damage was.
pub(crate) fn repair(kind: RepairKind) -> &'static str {
    match kind {
        RepairKind::Utf8AsWindows1252 => "UTF-8 read as windows-1252",
        RepairKind::Utf8AsWindows1251 => "UTF-8 read as windows-1251",
        RepairKind::Utf8AsWindows1250 => "UTF-8 read as windows-1250",
        RepairKind::Utf8AsWindows1253 => "UTF-8 read as windows-1253",
        RepairKind::Utf8AsWindows1254 => "UTF-8 read as windows-1254",
        RepairKind::Utf8AsWindows1257 => "UTF-8 read as windows-1257",
        RepairKind::Utf8AsIso8859Part2 => "UTF-8 read as ISO 8859-2",
        RepairKind::Utf8AsMacRoman => "UTF-8 read as Mac OS Roman",
        RepairKind::Utf8AsCp437 => "UTF-8 read as code page 437",
        RepairKind::Windows1252AsLatin1 => "windows-1252 read as ISO 8859-1",
        RepairKind::Utf8AsGb18030 => "UTF-8 read as GB18030",
        RepairKind::Utf8AsBig5 => "UTF-8 read as Big5",
        RepairKind::Utf8AsShiftJis => "UTF-8 read as Shift_JIS",
        RepairKind::Utf8AsEucKr => "UTF-8 read as EUC-KR",
        RepairKind::Gb18030AsWindows1252 => "GB18030 read as windows-1252",
        RepairKind::Big5AsWindows1252 => "Big5 read as windows-1252",
        RepairKind::ShiftJisAsWindows1252 => "Shift_JIS read as windows-1252",
        RepairKind::EucJpAsWindows1252 => "EUC-JP read as windows-1252",
        RepairKind::EucKrAsWindows1252 => "EUC-KR read as windows-1252",
        RepairKind::Windows1251AsWindows1252 => "windows-1251 read as windows-1252",
        RepairKind::Koi8RAsWindows1252 => "KOI8-R read as windows-1252",
        RepairKind::Windows1253AsWindows1252 => "windows-1253 read as windows-1252",
        RepairKind::Koi8RAsWindows1251 => "KOI8-R read as windows-1251",
        RepairKind::Windows1251AsKoi8R => "windows-1251 read as KOI8-R",
        RepairKind::Several => "several wrong readings",
    }
}

/// What search results are narrowed by.
pub(crate) fn facet(kind: FacetKind) -> &'static str {
    match kind {
        FacetKind::Section => "Section",
        FacetKind::Site => "Source",
        FacetKind::Language => "Language",
        FacetKind::Year => "Year",
    }
}

/// A language by the name that its readers give it; its code where that is not known.
pub(crate) fn language(code: &str) -> &str {
    let known = LANGUAGES.iter().find(|(known, _)| *known == code);
    known.map_or(code, |(_, name)| name)
}

/// The languages of news, as they name themselves.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("ms", "Bahasa Melayu"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("ta", "தமிழ்"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_to_left_by_primary_language() {
        assert_eq!(direction(Some("fa-IR")), "rtl");
        assert_eq!(direction(Some("far")), "ltr");
        assert_eq!(direction(None), "ltr");
    }

    #[test]
    fn thousands_are_parted() {
        for (number, words) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), words);
        }
    }

    #[test]
    fn evidence_names_the_place() {
        assert_eq!(evidence("meta:og:title"), "the page's meta tag og:title");
        assert_eq!(evidence("some_new_place"), "some new place");
    }
}
