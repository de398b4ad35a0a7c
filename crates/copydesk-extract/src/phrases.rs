//! Words by which pages in many languages name what is not the article. They decide about short
//! lines only; a sentence of prose that holds one of them stays.

use copydesk_record::{BlockKind, Reason};

use crate::measure::mass;
use crate::unit::Unit;
use crate::words::{Line, MAX_LABEL, Table};

/// A text heavier than this is prose, whatever words it holds.
const MAX_LINE: usize = 160;

/// Headings and lead-ins that call what follows related.
pub(crate) const RELATED: &[&str] = &[
    "related news",
    "related articles",
    "related stories",
    "related story",
    "related content",
    "related posts",
    "related topics",
    "related links",
    "related",
    "read more",
    "read also",
    "also read",
    "see also",
    "more on this",
    "more stories",
    "more news",
    "more from",
    "you may also like",
    "you might also like",
    "recommended",
    "don't miss",
    "most read",
    "most popular",
    "trending",
    "latest news",
    "up next",
    "read next",
    "further reading",
    "from around the web",
    "around the web",
    "elsewhere on the web",
    "editor's picks",
    "mehr zum thema",
    "lesen sie auch",
    "lesen sie mehr",
    "auch interessant",
    "weitere artikel",
    "weitere meldungen",
    "das könnte sie auch interessieren",
    "meistgelesen",
    "zum thema",
    "à lire aussi",
    "lire aussi",
    "sur le même sujet",
    "articles liés",
    "les plus lus",
    "te puede interesar",
    "lee también",
    "lea también",
    "leer también",
    "le puede interesar",
    "noticias relacionadas",
    "más leídas",
    "leia também",
    "leia mais",
    "veja também",
    "notícias relacionadas",
    "leggi anche",
    "potrebbe interessarti",
    "articoli correlati",
    "lees ook",
    "meer over",
    "läs också",
    "läs mer",
    "les også",
    "læs også",
    "lue myös",
    "czytaj także",
    "czytaj też",
    "zobacz także",
    "čtěte také",
    "citește și",
    "olvasta már",
    "читайте также",
    "читать также",
    "по теме",
    "другие новости",
    "главные новости",
    "читайте також",
    "διαβάστε επίσης",
    "ilgili haberler",
    "baca juga",
    "xem thêm",
    "延伸阅读",
    "相关阅读",
    "相关新闻",
    "相关报道",
    "相关链接",
    "推荐阅读",
    "热门新闻",
    "延伸閱讀",
    "相關新聞",
    "相關報導",
    "推薦閱讀",
    "関連記事",
    "関連ニュース",
    "あわせて読みたい",
    "おすすめ記事",
    "관련기사",
    "관련 기사",
    "많이 본 뉴스",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "مواضيع ذات صلة",
];

/// Lead-ins in brackets that call what follows related.
pub(crate) const RELATED_SHORT: &[&str] = &[
    "関連",
    "関連記事",
    "相关",
    "相關",
    "延伸阅读",
    "延伸閱讀",
    "관련기사",
    "related",
];

/// Labels of advertisements.
pub(crate) const ADVERT: &[&str] = &[
    "advertisement",
    "advertisements",
    "advertising",
    "sponsored",
    "sponsored content",
    "ad",
    "ads",
    "article continues below",
    "story continues below",
    "continues below",
    "story continues below advertisement",
    "article continues below advertisement",
    "article continues after ad",
    "advertisement continue reading the main story",
    "scroll to continue",
    "continue reading below",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "advertentie",
    "annons",
    "annonse",
    "annonce",
    "mainos",
    "reklama",
    "реклама",
    "广告",
    "廣告",
    "広告",
    "pr",
    "광고",
    "إعلان",
];

/// What sharing rows say.
pub(crate) const SHARE: &[&str] = &[
    "share",
    "share this",
    "share this article",
    "share this story",
    "share on facebook",
    "share on twitter",
    "share on linkedin",
    "share on whatsapp",
    "share via email",
    "share article",
    "tweet",
    "facebook",
    "twitter",
    "x",
    "linkedin",
    "whatsapp",
    "pinterest",
    "reddit",
    "telegram",
    "email",
    "e-mail",
    "mail",
    "print",
    "print this page",
    "copy link",
    "copied",
    "link copied",
    "save",
    "bookmark",
    "follow us",
    "like",
    "flipboard",
    "listen",
    "tap to enlarge",
    "click to enlarge",
    "enlarge",
    "view gallery",
    "teilen",
    "drucken",
    "merken",
    "partager",
    "imprimer",
    "compartir",
    "imprimir",
    "compartilhar",
    "condividi",
    "delen",
    "dela",
    "del",
    "jaa",
    "поделиться",
    "распечатать",
    "分享",
    "打印",
    "列印",
    "シェア",
    "ツイート",
    "印刷",
    "공유",
    "프린트",
    "paylaş",
];

/// What offers say; matched at the start of a line.
pub(crate) const PROMOTION: &[&str] = &[
    "subscribe",
    "sign up",
    "newsletter",
    "get our",
    "download our",
    "download the app",
    "support our",
    "become a member",
    "already a subscriber",
    "log in",
    "register",
    "join our",
    "follow us",
    "get the latest",
    "enter your email",
    "jetzt abonnieren",
    "abonnieren",
    "newsletter abonnieren",
    "abonnez-vous",
    "s'abonner",
    "suscríbete",
    "inscreva-se",
    "iscriviti",
    "подпишитесь",
    "подписывайтесь",
    "подписаться",
    "订阅",
    "訂閱",
    "扫码",
    "下载",
    "ニュースレター",
    "会員登録",
    "구독",
    "support quality journalism",
    "this article is for subscribers",
];

/// Headings of readers' comments.
pub(crate) const COMMENT: &[&str] = &[
    "comments",
    "comment",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "join the conversation",
    "show comments",
    "view comments",
    "kommentare",
    "kommentar schreiben",
    "commentaires",
    "laisser un commentaire",
    "comentarios",
    "comentários",
    "commenti",
    "reacties",
    "kommentarer",
    "комментарии",
    "оставить комментарий",
    "评论",
    "發表評論",
    "网友评论",
    "コメント",
    "댓글",
];

/// What pages say to browsers.
pub(crate) const TECHNICAL: &[&str] = &[
    "best viewed",
    "preferably viewed",
    "internet explorer",
    "javascript",
    "your browser",
    "adobe flash",
    "flash player",
    "optimiert für",
    "ihr browser",
    "votre navigateur",
    "su navegador",
    "1024x768",
    "1024 x 768",
    "800x600",
    "ваш браузер",
    "浏览器",
    "分辨率",
    "瀏覽器",
    "ブラウザ",
];

/// Words of consent texts.
pub(crate) const CONSENT: &[&str] = &[
    "cookie",
    "gdpr",
    "consent",
    "personal data",
    "datenschutzeinstellungen",
    "einwilligung",
    "données personnelles",
    "同意",
    "файлы cookie",
];

/// How captions name who made the picture; near a text's end.
pub(crate) const CREDIT: &[&str] = &[
    "photo:",
    "photos:",
    "photo by",
    "photo credit",
    "photograph:",
    "picture:",
    "pictures:",
    "image:",
    "images:",
    "illustration:",
    "graphic:",
    "credit:",
    "courtesy of",
    "getty",
    "shutterstock",
    "istock",
    "imago",
    "picture alliance",
    "picture-alliance",
    "/afp",
    "(afp",
    "/ap)",
    "(ap",
    "/reuters",
    "(reuters",
    "/dpa",
    "(dpa",
    "foto:",
    "fotos:",
    "(foto",
    "bild:",
    "bilder:",
    "(bild",
    "quelle:",
    "grafik:",
    "crédit",
    "crédits",
    "© ",
    "fotografía:",
    "imagen:",
    "fotografia:",
    "imagem:",
    "kuva:",
    "zdjęcie:",
    "fot.",
    "fotó:",
    "фото:",
    "фото ",
    "(фото",
    "图/",
    "图：",
    "图片",
    "摄)",
    "摄）",
    "图）",
    "攝",
    "插圖",
    "写真",
    "撮影",
    "イラスト",
    "사진",
];

/// A text heavier than this is no caption.
const MAX_CAPTION: usize = 300;
/// The credit stands in so many bytes at a caption's end.
pub(crate) const CREDIT_LENGTH: usize = 60;

/// Whether a text ends as a caption does, with who made the picture.
pub(crate) fn ends_in_credit(unit: &Unit) -> bool {
    unit.mass <= MAX_CAPTION && unit.words().credit
}

/// Words that consent texts use together.
pub(crate) const CONSENT_WORDS: &[&str] = &[
    "cookie",
    "gdpr",
    "consent",
    "personal data",
    "personal information",
    "privacy",
    "partners",
    "tracking",
    "preferences",
    "settings",
    "einwillig",
    "datenschutz",
    "personenbezogene",
    "privatsphäre",
    "données personnelles",
    "confidentialité",
    "consentement",
    "datos personales",
    "privacidad",
    "dati personali",
    "dados pessoais",
    "persoonsgegevens",
    "personopplysninger",
    "zgod",
    "personaliz",
    "隐私",
    "同意",
    "個人情報",
    "персональных данных",
];

/// How many of the words of consent texts a text holds.
pub(crate) fn consent_words(unit: &Unit) -> usize {
    usize::from(unit.words().consent_words)
}

/// Whether a line speaks of the browser.
pub(crate) fn is_technical(unit: &Unit) -> bool {
    unit.mass <= MAX_LINE && unit.words().technical
}

/// Whether a line begins as offers do.
pub(crate) fn is_promotion(unit: &Unit) -> bool {
    unit.mass <= MAX_LINE && unit.words().line.starts.has(Table::Promotion)
}

/// Whether a line is a heading or lead-in that calls what follows related.
pub(crate) fn calls_related(text: &str) -> bool {
    mass(text) <= MAX_LABEL && Line::of(text).starts.has(Table::Related)
}

/// What a short line's words say that it is.
pub(crate) fn reason(unit: &Unit) -> Option<Reason> {
    if unit.mass > MAX_LINE {
        return None;
    }
    let words = unit.words();
    let (line, bracketed) = (words.line, words.bracketed);
    let has_link = unit.linked > 0;
    if let Some(reason) = tool_of(line) {
        Some(reason)
    } else if bracketed.has(Table::Advert) {
        Some(Reason::Advert)
    } else if line.is.has(Table::Related)
        || bracketed.has(Table::RelatedShort)
        || (has_link && line.starts.has(Table::Related))
    {
        Some(Reason::Related)
    } else if has_link && line.starts.has(Table::Promotion) {
        Some(Reason::Promotion)
    } else {
        None
    }
}

/// What a part of a line, in lower case and without marks at its ends, says that names a tool of the
/// page: an advert's label, sharing, comments.
pub(crate) fn tool(part: &str) -> Option<Reason> {
    tool_of(Line::of(part))
}

fn tool_of(line: Line) -> Option<Reason> {
    let tables = [
        (Reason::Advert, Table::Advert),
        (Reason::Share, Table::Share),
        (Reason::Comment, Table::Comment),
    ];
    let found = tables.into_iter().find(|(_, table)| line.is.has(*table));
    found.map(|(reason, _)| reason)
}

/// What the words of a unit that is known not to be the article's say that it is.
pub(crate) fn reason_outside(unit: &Unit) -> Option<Reason> {
    let words = unit.words();
    if words.consent {
        Some(Reason::Consent)
    } else if words.technical {
        Some(Reason::TechnicalNotice)
    } else if words.line.starts.has(Table::Promotion) {
        Some(Reason::Promotion)
    } else if unit.mass <= MAX_LABEL && words.line.starts.has(Table::Comment) {
        Some(Reason::Comment)
    } else {
        None
    }
}

/// What a line says that the box is which it heads, if it is such a line.
pub(crate) fn label(unit: &Unit) -> Option<Reason> {
    if unit.kind == BlockKind::Figure || unit.mass > MAX_LABEL {
        return None;
    }
    let line = unit.words().line;
    let is_heading = unit.kind == BlockKind::Heading;
    let is_counted = is_heading || unit.text.contains('(');
    if line.is.has(Table::Advert) {
        Some(Reason::Advert)
    } else if line.is.has(Table::Comment) || line.starts.has(Table::Comment) && is_counted {
        Some(Reason::Comment)
    } else if line.is.has(Table::Related) || is_heading && line.starts.has(Table::Related) {
        Some(Reason::Related)
    } else if is_heading && line.starts.has(Table::Promotion) {
        Some(Reason::Promotion)
    } else {
        None
    }
}

/// Whether a text has nothing but marks and bars.
pub(crate) fn is_separator(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}
