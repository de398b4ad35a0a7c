//! Lines of a page's furniture that stand in the body's own box: print this page, back to the top,
//! the next story. A line is furniture only when each of its parts is.

use std::sync::LazyLock;

use copydesk_record::{BlockKind, Reason};

use crate::hash::Map;
use crate::measure::{is_sentence, lower};
use crate::phrases;
use crate::unit::Unit;

/// A text heavier than this is prose, whatever its words.
const MAX_LINE: usize = 200;
/// An offer heavier than this says more than the offer.
const MAX_OFFER: usize = 60;

/// What a part of a line says, wholly. Sorted by language, not by letter: the lists are short.
const WHOLE: &[(Reason, &[&str])] = &[
    (
        Reason::Share,
        &[
            "print version",
            "printer friendly",
            "printer-friendly version",
            "print this story",
            "print this article",
            "email this story",
            "e-mail this story",
            "send to a friend",
            "mail to a friend",
            "text size",
            "seite drucken",
            "artikel drucken",
            "druckversion",
            "artikel versenden",
            "per e-mail versenden",
            "version imprimable",
            "envoyer à un ami",
            "versión para imprimir",
            "enviar a un amigo",
            "versão para impressão",
            "versione stampabile",
            "stampa",
            "afdrukken",
            "skriv ut",
            "drukuj",
            "версия для печати",
            "распечатать",
            "打印本页",
            "打印本稿",
            "关闭窗口",
            "关闭",
            "推荐给朋友",
            "发给好友",
            "友善列印",
            "轉寄朋友",
            "轉寄",
            "大 中 小",
            "大中小",
            "印刷する",
            "メールで送る",
            "인쇄하기",
        ],
    ),
    (
        Reason::Navigation,
        &[
            "back",
            "back to top",
            "to the top",
            "top",
            "top of page",
            "go back",
            "home",
            "previous",
            "next",
            "previous story",
            "next story",
            "previous article",
            "next article",
            "previous page",
            "next page",
            "nach oben",
            "zurück",
            "zur startseite",
            "zum seitenanfang",
            "haut de page",
            "retour",
            "volver",
            "arriba",
            "voltar",
            "torna su",
            "terug",
            "tillbaka",
            "наверх",
            "назад",
            "返回",
            "返回首页",
            "返回顶部",
            "上一篇",
            "下一篇",
            "回上一頁",
            "回首頁",
            "上一頁",
            "下一頁",
            "前のページ",
            "次のページ",
            "トップへ",
            "ページトップへ",
            "목록",
            "맨위로",
        ],
    ),
    (
        Reason::Comment,
        &[
            "write to the editor",
            "add a comment",
            "add comment",
            "be the first to comment",
            "leserbrief schreiben",
            "kommentieren",
            "réagir",
            "我要评论",
            "发表评论",
            "我來說兩句",
            "コメントを書く",
        ],
    ),
];

/// How a line begins that says no more.
const STARTS: &[(Reason, &[&str])] = &[
    (
        Reason::Comment,
        &[
            "have your say",
            "tell us what you think",
            "what do you think?",
        ],
    ),
    (
        Reason::Byline,
        &[
            "from our own reporter",
            "from our own correspondent",
            "von unserem korrespondenten",
            "von unserer korrespondentin",
            "de notre correspondant",
            "de nuestro corresponsal",
            "责任编辑",
            "責任編輯",
            "编辑：",
            "编辑:",
            "責編",
            "责编",
            "来源：",
            "來源：",
            "稿源：",
            "文章来源",
        ],
    ),
    (
        Reason::Related,
        &["点击进入专题", "进入专题", "更多新闻", "相关专题"],
    ),
];

/// Where a line names the feed that it comes from: WordPress ends its items so.
const FEED: (&str, &str) = ("the post ", " appeared first on ");

/// What a line is when it is furniture.
pub(crate) fn reason(unit: &Unit) -> Option<Reason> {
    if unit.mass > MAX_LINE {
        return None;
    }
    let lower = lower(&unit.text);
    if lower.starts_with(FEED.0) && lower.contains(FEED.1) {
        return Some(Reason::Promotion);
    }
    let line = lower.trim_start_matches(['（', '(', '[', '【', ' ', '>', '»']);
    let starts = |phrases: &[&str]| phrases.iter().any(|phrase| line.starts_with(phrase));
    if let Some((reason, _)) = STARTS.iter().find(|(_, phrases)| starts(phrases)) {
        return Some(*reason);
    }
    let is_offer = unit.mass <= MAX_OFFER && unit.kind != BlockKind::Heading;
    if is_offer && !is_sentence(&unit.text) && phrases::is_promotion(unit) {
        return Some(Reason::Promotion);
    }
    all_parts(&lower)
}

/// The first part's reason when each part has one.
fn all_parts(line: &str) -> Option<Reason> {
    let mut parts = line
        .split(is_bar)
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|part| !part.is_empty());
    let first = of_part(parts.next()?)?;
    parts.all(|part| of_part(part).is_some()).then_some(first)
}

/// Whether a character stands between the parts of a line.
fn is_bar(c: char) -> bool {
    matches!(
        c,
        '[' | ']' | '|' | '<' | '>' | '«' | '»' | '\n' | '·' | '•' | '【' | '】'
    )
}

static PARTS: LazyLock<Map<&str, Reason>> = LazyLock::new(|| {
    // Of a phrase that is there twice the first reason counts.
    let all = WHOLE.iter().rev();
    let parts = all.flat_map(|(reason, phrases)| phrases.iter().map(|&phrase| (phrase, *reason)));
    parts.collect()
});

fn of_part(part: &str) -> Option<Reason> {
    if part.contains("copyright") || part.contains("rights reserved") {
        return Some(Reason::Imprint);
    }
    PARTS.get(part).copied().or_else(|| phrases::tool(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_record::Span;

    fn of(text: &str) -> Option<Reason> {
        let mut unit = Unit::new(BlockKind::Paragraph, 0, Span::default());
        unit.text = text.to_owned();
        unit.mass = crate::measure::mass(text);
        reason(&unit)
    }

    #[test]
    fn a_line_is_furniture_when_each_part_is() {
        assert_eq!(of("[Seite drucken] [nach oben]"), Some(Reason::Share));
        assert_eq!(
            of("<< previous story | next story >>"),
            Some(Reason::Navigation)
        );
        assert_eq!(
            of("[回上一頁] [友善列印] [轉寄朋友]"),
            Some(Reason::Navigation)
        );
        assert_eq!(of("Next | the council votes"), None);
        assert_eq!(of("Top of the league"), None);
    }

    #[test]
    fn a_feed_signs_its_items() {
        let line = "The post Bus 4 runs again appeared first on The Courier.";
        assert_eq!(of(line), Some(Reason::Promotion));
        assert_eq!(of("He appeared first on the list."), None);
    }
}
