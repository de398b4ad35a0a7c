use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Span;

/// Where a field's value came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Evidence {
    /// The name of the place, such as `json_ld` or `meta:og:title`.
    From(String),
    /// With the proof: all candidates, the chosen one first.
    Candidates(Vec<Candidate>),
}

/// A value that a field could have had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    /// The name of the place where it stands.
    pub from: String,
    /// The value as the field would have it.
    pub value: String,
    /// Where it stands in the source, when it stands there in one piece.
    pub span: Option<Span>,
}

/// A passage that was not taken into the article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Removal {
    /// Why.
    pub reason: Reason,
    /// The passage, its white space collapsed.
    pub text: String,
    /// Where it stands in the source: the hull of its text runs.
    pub span: Span,
    /// For a duplicate: the index of the block that it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<usize>,
    /// What the site's profile says of it, where one was given and knows the passage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Repetition>,
}

/// On how many of its site's pages a passage stands, as a profile has learned from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repetition {
    /// On so many it stands, or each line of it, at a like place.
    pub pages: u32,
    /// Of so many that were looked at.
    pub of: u32,
    /// Whether that decided: without the profile it would be part of the article's text.
    pub decided: bool,
}

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident $word:literal,)+) => {
        /// Why a passage is not part of the article's text.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum Reason { $($(#[doc = $doc])+ $name,)+ }

        impl Reason {
            /// Every reason, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The reason's name in the record.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// The reason in a sentence.
            #[must_use]
            pub fn describe(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

reasons! {
    /// Text that the page prints a second time.
    Duplicate "duplicate",
    /// Menus, breadcrumbs and other ways through the site.
    Navigation "navigation",
    /// Links and teasers that lead to other articles.
    Related "related",
    /// The site's offers: newsletters, subscriptions, apps, events.
    Promotion "promotion",
    /// Cookie and consent texts.
    Consent "consent",
    /// Buttons and rows for sharing, printing and following.
    Share "share",
    /// What readers wrote, and the forms to write it.
    Comment "comment",
    /// Advertisements and their labels.
    Advert "advert",
    /// The author line, the date line, and what stands about the author.
    Byline "byline",
    /// A picture's or a video's caption and credit.
    Caption "caption",
    /// A heading with nothing under it.
    EmptyHeading "empty_heading",
    /// Bars, dashes and dots that only part other things.
    Separator "separator",
    /// What the page says to browsers: scripts wanted, best viewed with.
    TechnicalNotice "technical_notice",
    /// The publisher's standing facts: copyright, licences, telephones.
    Imprint "imprint",
    /// Anything else that is not the article.
    Other "other",
}

/// A stretch of text whose encoding damage was mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repair {
    /// What the damage was.
    pub kind: RepairKind,
    /// The text as the page has it.
    pub before: String,
    /// The text as it must have been.
    pub after: String,
    /// Where it stands in the source.
    pub span: Span,
    /// How many characters could not be recovered; each is shown as U+FFFD in `after`.
    pub lost: usize,
    /// How many characters were restored from context, because the bytes alone do not determine them.
    pub inferred: usize,
}

/// How a text was damaged: which encoding's bytes were read as which other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepairKind {
    /// UTF-8 read as windows-1252 or ISO 8859-1.
    Utf8AsWindows1252,
    /// UTF-8 read as windows-1251.
    Utf8AsWindows1251,
    /// UTF-8 read as windows-1250.
    Utf8AsWindows1250,
    /// UTF-8 read as windows-1253.
    Utf8AsWindows1253,
    /// UTF-8 read as windows-1254.
    Utf8AsWindows1254,
    /// UTF-8 read as windows-1257.
    Utf8AsWindows1257,
    /// UTF-8 read as ISO 8859-2.
    #[serde(rename = "utf8_as_iso8859_2")]
    Utf8AsIso8859Part2,
    /// UTF-8 read as Mac OS Roman.
    Utf8AsMacRoman,
    /// UTF-8 read as code page 437.
    Utf8AsCp437,
    /// UTF-8 read as GB18030 or GBK.
    Utf8AsGb18030,
    /// UTF-8 read as Big5.
    Utf8AsBig5,
    /// UTF-8 read as Shift_JIS.
    Utf8AsShiftJis,
    /// UTF-8 read as EUC-KR.
    Utf8AsEucKr,
    /// Windows-1252 read as ISO 8859-1: signs became C1 controls.
    Windows1252AsLatin1,
    /// GB18030 or GBK read as windows-1252 or ISO 8859-1.
    Gb18030AsWindows1252,
    /// Big5 read as windows-1252 or ISO 8859-1.
    Big5AsWindows1252,
    /// Shift_JIS read as windows-1252 or ISO 8859-1.
    ShiftJisAsWindows1252,
    /// EUC-JP read as windows-1252 or ISO 8859-1.
    EucJpAsWindows1252,
    /// EUC-KR read as windows-1252 or ISO 8859-1.
    EucKrAsWindows1252,
    /// windows-1251 read as windows-1252 or ISO 8859-1.
    Windows1251AsWindows1252,
    /// KOI8-R read as windows-1252 or ISO 8859-1.
    Koi8RAsWindows1252,
    /// windows-1253 or ISO 8859-7 read as windows-1252 or ISO 8859-1.
    Windows1253AsWindows1252,
    /// KOI8-R read as windows-1251.
    Koi8RAsWindows1251,
    /// windows-1251 read as KOI8-R.
    Windows1251AsKoi8R,
    /// More than one wrong reading, one after the other.
    Several,
}

/// What became of every text run of the page: the books.
pub type Accounts = Vec<Account>;

/// What became of one text run, or of a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// The run's bytes in the source. Spans of accounts are disjoint and in source order.
    pub span: Span,
    /// Where it went.
    pub to: Place,
}

/// The place of the record that a text run went to: `title`, `blocks/3`, `removed/7`, `imprint/2`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Place {
    /// One place.
    One(String),
    /// Several, when one piece serves more than once.
    Several(Vec<String>),
}
