//! The record's terms in a reader's words.

use copydesk_archive::{FacetKind, Problem};
use copydesk_record::{BlockKind, CharsetEvidence, Kind, Reason, Relation, RepairKind, Repetition};

use crate::words::Words;

/// What the site's profile says of a passage, in a sentence.
pub(crate) fn repetition(words: Words, repetition: Repetition) -> String {
    let Repetition { pages, of, decided } = repetition;
    let counts = [words.number(pages as usize), words.number(of as usize)];
    let counts = [counts[0].as_str(), counts[1].as_str()];
    if decided {
        words.fill(
            "It stands on {} of {} pages of the site, and therefore was cut.",
            &counts,
        )
    } else {
        words.fill("It stands on {} of {} pages of the site.", &counts)
    }
}

/// Where a field's value was found, as a noun.
pub(crate) fn evidence(words: Words, from: &str) -> String {
    if let Some(name) = from.strip_prefix("meta:") {
        return words.fill("the page's meta tag {}", &[name]);
    }
    if let Some(name) = from.strip_prefix("itemprop:") {
        return words.fill("the page's microdata, {}", &[name]);
    }
    let place = match from {
        "json_ld:dateModified" => {
            words.say("the date of change in the page's structured data (JSON-LD)")
        }
        "line:updated" => words.say("the line on the page that dates its last change"),
        "date_class" => words.say("an element on the page that is marked as a date"),
        "byline" => words.say("an element on the page that is marked as a byline"),
        "rel:author" => words.say("a link on the page that is marked as the author's"),
        "author_link" => words.say("a link on the page to an author's page"),
        "dateline" => words.say("the line that opens the text, which names who reports"),
        "script" => words.say("a script of the page"),
        "attribute" => words.say("data in an attribute of the page"),
        "comment" => words.say("a comment in the page's source"),
        "json_ld" => words.say("the page's structured data (JSON-LD)"),
        "microdata" => words.say("the page's structured data (microdata)"),
        "time" => words.say("the page's time element"),
        "title" => words.say("the page's title element"),
        "html:lang" => words.say("the page's lang attribute"),
        "link:canonical" => words.say("the page's link to its own address"),
        "address" => words.say("the page's address"),
        "headline" => words.say("the headline on the page"),
        "line" => words.say("a line on the page"),
        "above_body" => words.say("the line above the text"),
        "opens_body" => words.say("the line that opens the text"),
        "text" => words.say("the text itself"),
        "figure" => words.say("a figure in the text"),
        "feed" => words.say("the feed that listed the page"),
        "given" => words.say("whoever took the page in"),
        // The record's vocabulary may grow; its names are readable.
        _ => return from.replace('_', " "),
    };
    place.to_owned()
}

/// What a copy is, compared with the one that it derives from.
pub(crate) fn relation(words: Words, relation: Relation) -> &'static str {
    match relation {
        Relation::Same => words.say("the same text"),
        Relation::Cut => words.say("a shorter version"),
        Relation::Extended => words.say("a longer version"),
        Relation::Updated => words.say("a rewritten version"),
    }
}

/// What kind of page it is, for a page that is no article.
pub(crate) fn kind(words: Words, kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Article => None,
        Kind::Index => Some(words.say("This page is a list of links, not an article.")),
        Kind::Live => Some(words.say("This page is a live blog.")),
        Kind::Stub => Some(words.say("This page has a title and next to nothing else.")),
        Kind::Consent => {
            Some(words.say("The crawler was shown a consent wall instead of the page."))
        }
        Kind::Other => Some(words.say("This page is not an article.")),
    }
}

/// What a block is.
pub(crate) fn block(words: Words, kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => words.say("paragraph"),
        BlockKind::Heading => words.say("heading"),
        BlockKind::ListItem => words.say("list item"),
        BlockKind::Quote => words.say("quotation"),
        BlockKind::Preformatted => words.say("preformatted"),
        BlockKind::Table => words.say("table"),
        BlockKind::Figure => words.say("figure"),
        BlockKind::Caption => words.say("caption"),
    }
}

/// What a page's encoding was concluded from.
pub(crate) fn charset(words: Words, evidence: CharsetEvidence) -> &'static str {
    match evidence {
        CharsetEvidence::Bom => words.say("by its byte order mark"),
        CharsetEvidence::Http => words.say("as the server declared"),
        CharsetEvidence::Meta => words.say("as the page declares"),
        CharsetEvidence::Content => words.say("by the bytes themselves; nothing was declared"),
        CharsetEvidence::ContentAgainstDeclared => {
            words.say("by the bytes themselves, against what was declared")
        }
    }
}

/// What the damage was.
pub(crate) fn repair(words: Words, kind: RepairKind) -> String {
    match readings(kind) {
        Some((right, wrong)) => words.fill("{} read as {}", &[right, wrong]),
        None => words.say("several wrong readings").to_owned(),
    }
}

/// The charset that a text was in, and the one that it was read as.
fn readings(kind: RepairKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        RepairKind::Utf8AsWindows1252 => ("UTF-8", "windows-1252"),
        RepairKind::Utf8AsWindows1251 => ("UTF-8", "windows-1251"),
        RepairKind::Utf8AsWindows1250 => ("UTF-8", "windows-1250"),
        RepairKind::Utf8AsWindows1253 => ("UTF-8", "windows-1253"),
        RepairKind::Utf8AsWindows1254 => ("UTF-8", "windows-1254"),
        RepairKind::Utf8AsWindows1257 => ("UTF-8", "windows-1257"),
        RepairKind::Utf8AsIso8859Part2 => ("UTF-8", "ISO 8859-2"),
        RepairKind::Utf8AsMacRoman => ("UTF-8", "Mac OS Roman"),
        RepairKind::Utf8AsCp437 => ("UTF-8", "code page 437"),
        RepairKind::Windows1252AsLatin1 => ("windows-1252", "ISO 8859-1"),
        RepairKind::Utf8AsGb18030 => ("UTF-8", "GB18030"),
        RepairKind::Utf8AsBig5 => ("UTF-8", "Big5"),
        RepairKind::Utf8AsShiftJis => ("UTF-8", "Shift_JIS"),
        RepairKind::Utf8AsEucKr => ("UTF-8", "EUC-KR"),
        RepairKind::Gb18030AsWindows1252 => ("GB18030", "windows-1252"),
        RepairKind::Big5AsWindows1252 => ("Big5", "windows-1252"),
        RepairKind::ShiftJisAsWindows1252 => ("Shift_JIS", "windows-1252"),
        RepairKind::EucJpAsWindows1252 => ("EUC-JP", "windows-1252"),
        RepairKind::EucKrAsWindows1252 => ("EUC-KR", "windows-1252"),
        RepairKind::Windows1251AsWindows1252 => ("windows-1251", "windows-1252"),
        RepairKind::Koi8RAsWindows1252 => ("KOI8-R", "windows-1252"),
        RepairKind::Windows1253AsWindows1252 => ("windows-1253", "windows-1252"),
        RepairKind::Koi8RAsWindows1251 => ("KOI8-R", "windows-1251"),
        RepairKind::Windows1251AsKoi8R => ("windows-1251", "KOI8-R"),
        RepairKind::Several => return None,
    })
}

/// Why a passage was cut, in a word or two.
pub(crate) fn reason(words: Words, reason: Reason) -> &'static str {
    match reason {
        Reason::Duplicate => words.say("duplicate"),
        Reason::Navigation => words.say("navigation"),
        Reason::Related => words.say("related"),
        Reason::Promotion => words.say("promotion"),
        Reason::Consent => words.say("consent"),
        Reason::Share => words.say("share"),
        Reason::Comment => words.say("comment"),
        Reason::Advert => words.say("advert"),
        Reason::Byline => words.say("byline"),
        Reason::Caption => words.say("caption"),
        Reason::EmptyHeading => words.say("empty heading"),
        Reason::Separator => words.say("separator"),
        Reason::TechnicalNotice => words.say("technical notice"),
        Reason::Imprint => words.say("imprint"),
        Reason::Other => words.say("other"),
    }
}

/// A field of the record, as a noun.
pub(crate) fn field(words: Words, name: &str) -> String {
    let known = match name {
        "title" => words.say("title"),
        "dek" => words.say("standfirst"),
        "section" => words.say("section"),
        "site" => words.say("site"),
        "authors" => words.say("authors"),
        "byline" => words.say("byline"),
        "tags" => words.say("tags"),
        "published" => words.say("published"),
        "modified" => words.say("changed"),
        "language" => words.say("language"),
        "canonical_url" => words.say("canonical address"),
        "lead_image" => words.say("lead picture"),
        // The record's vocabulary may grow; its names are readable.
        _ => return name.replace('_', " "),
    };
    known.to_owned()
}

/// What search results are narrowed by.
pub(crate) fn facet(words: Words, kind: FacetKind) -> &'static str {
    match kind {
        FacetKind::Section => words.say("Section"),
        FacetKind::Site => words.say("Source"),
        FacetKind::Language => words.say("Language"),
        FacetKind::Year => words.say("Year"),
    }
}

/// Why a query was not taken as it is written, and what was looked for instead.
pub(crate) fn problem(words: Words, problem: &Problem) -> String {
    let sentence = match problem {
        Problem::TooLong => words.say("The query is too long; its beginning was looked for."),
        Problem::OpenQuote => words.say("A quotation mark is left open; the words behind it were looked for one by one."),
        Problem::Brackets => words.say("The brackets do not match or are nested too deeply; they were left out where they make no sense."),
        Problem::NoField(field) => return words.fill("There is no field “{}”: the words were looked for everywhere. Fields are title, text, author, section, site, language, published, after and before.", &[field]),
        Problem::NoDate(date) => return words.fill("“{}” is no date and was left out. Dates are written as 2012, 2012-09, 2012-09-17 or 17.9.2012, and periods as 2012-09..2012-11.", &[date]),
        Problem::NoLanguage(code) => return words.fill("“{}” is no language's code and was left out. Codes have two or three letters, as de, en, ru, zh.", &[code]),
        Problem::OnlyExcluded => words.say("The query only says what to leave out; add a word to look for."),
        Problem::Damaged => words.say("The archive is damaged, and some of what was found cannot be shown: run `copydesk check` on it."),
        Problem::NoWords => words.say("The query has no word or number to look for."),
    };
    sentence.to_owned()
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
    fn evidence_names_the_place() {
        let evidence = |from| evidence(Words::English, from);
        assert_eq!(evidence("meta:og:title"), "the page's meta tag og:title");
        assert_eq!(evidence("some_new_place"), "some new place");
    }
}
