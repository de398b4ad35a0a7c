//! The publisher's standing facts: copyright line, licences, telephones, standing links.

use std::sync::LazyLock;

use copydesk_record::{Imprint, ImprintKind, STANDING};

use crate::hash::Set;
use crate::measure::{is_dense, lower, mass};
use crate::unit::Unit;

/// A text heavier than this is prose about copyright, not a copyright line.
const MAX_LINE: usize = 300;

/// A telephone number has at least so many digits.
const MIN_DIGITS: usize = 5;
/// A licence's number has at least so many digits.
const MIN_NUMBER: usize = 7;
/// The name of a licence has at least so many characters.
const MIN_LABEL: usize = 4;
/// A name and number heavier than this are a sentence.
const MAX_LABEL: usize = 90;

/// A label heavier than this is no standing link's.
const MAX_LINK: usize = 60;

/// What a telephone line's label holds, in lower case.
const TELEPHONE: &[&str] = &[
    "hotline",
    "tip-off",
    "call center",
    "call centre",
    "telephone",
    "phone",
    "tel",
    "fax",
    "telefon",
    "téléphone",
    "teléfono",
    "telefono",
    "телефон",
    "тел",
    "电话",
    "热线",
    "電話",
    "熱線",
    "전화",
];

/// What a licence line holds, in lower case.
pub(crate) const LICENCE: &[&str] = &[
    "许可证",
    "icp",
    "公网安备",
    "備案",
    "备案",
    "許可證",
    "licence no",
    "license no",
    "licence number",
    "reg. no",
    "registration no",
    "registered number",
    "hrb ",
];

/// What a copyright line holds, in lower case.
pub(crate) const LEGAL: &[&str] = &[
    "copyright",
    "all rights reserved",
    "alle rechte vorbehalten",
    "版权所有",
    "版權所有",
    "все права защищены",
];

/// The standing fact that a unit outside the body states, if it does.
pub(crate) fn fact(unit: &Unit) -> Option<Imprint> {
    fact_of(unit, mass(&unit.text), true)
}

/// The same, given the text's weight and whether it may hold a word of licences or copyright lines.
pub(crate) fn fact_of(unit: &Unit, mass: usize, may_be_legal: bool) -> Option<Imprint> {
    let text = unit.text.trim();
    if mass > MAX_LINE {
        return None;
    }
    telephone(text)
        .or_else(|| {
            let is_named = || may_be_legal || text.contains('©') || has_number(text);
            (is_named() && is_worth_reading(text))
                .then(|| lower(text))
                .and_then(|lower| legal(text, &lower))
        })
        .or_else(|| link(unit))
}

/// Whether it is worth looking for a licence or a copyright line: most units are not.
fn is_worth_reading(text: &str) -> bool {
    !text.is_ascii()
        || text.bytes().any(|byte| byte.is_ascii_digit())
        || ["opyright", "OPYRIGHT", "eserved", "ESERVED", "orbehalten"]
            .iter()
            .any(|part| text.contains(part))
}

fn legal(text: &str, lower: &str) -> Option<Imprint> {
    licence(text, lower).or_else(|| copyright(text, lower))
}

fn telephone(text: &str) -> Option<Imprint> {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    if digits(text) < MIN_DIGITS {
        return None;
    }
    let (label, value) = text.split_once([':', '：'])?;
    let is_number = digits(value) >= MIN_DIGITS
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || " +()-/.\u{a0}".contains(c));
    let says_so = || {
        let lower = label.to_lowercase();
        TELEPHONE.iter().any(|word| lower.contains(word))
    };
    (is_number && says_so()).then(|| entry(ImprintKind::Telephone, Some(label), value))
}

fn licence(text: &str, lower: &str) -> Option<Imprint> {
    let has_number = text.chars().any(|c| c.is_ascii_digit());
    let says_so = has_number && LICENCE.iter().any(|word| lower.contains(word));
    if !says_so && !is_numbered_label(text) {
        return None;
    }
    match text.split_once([':', '：']) {
        Some((label, value)) => Some(entry(ImprintKind::Licence, Some(label), value)),
        None => Some(entry(ImprintKind::Licence, None, text)),
    }
}

/// Whether a line is a label in Chinese, or what is left of one, and a long number, as licences are
/// written when the word for licence itself was lost.
fn is_numbered_label(text: &str) -> bool {
    let is_lead = |&c: &char| is_dense(c) || c == '\u{fffd}';
    let label = || text.chars().filter(is_lead).count();
    has_number(text) && mass(text) <= MAX_LABEL && label() >= MIN_LABEL
}

/// Whether a line ends with a long number.
fn has_number(text: &str) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit() || *byte == b'-';
    text.bytes().rev().take_while(is_digit).count() >= MIN_NUMBER
}

fn copyright(text: &str, lower: &str) -> Option<Imprint> {
    let says_so = text.contains('©')
        || lower.starts_with("copyright")
        || lower.contains("all rights reserved")
        || lower.contains("alle rechte vorbehalten")
        || lower.contains("版权所有")
        || lower.contains("版權所有")
        || lower.contains("все права защищены");
    says_so.then(|| entry(ImprintKind::Copyright, None, text))
}

static LABELS: LazyLock<Set<&str>> = LazyLock::new(|| STANDING.iter().copied().collect());

fn link(unit: &Unit) -> Option<Imprint> {
    if unit.mass > MAX_LINK {
        return None;
    }
    LABELS.contains(unit.letters()).then(|| Imprint {
        kind: ImprintKind::Link,
        label: Some(unit.text.clone()),
        value: unit.links.first().map(|link| link.url.clone()),
    })
}

fn entry(kind: ImprintKind, label: Option<&str>, value: &str) -> Imprint {
    let tidy = |text: &str| text.trim().to_owned();
    Imprint {
        kind,
        label: label.map(tidy),
        value: Some(tidy(value)),
    }
}
