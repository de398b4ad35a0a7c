//! Lines that say themselves to be bylines.

use super::date::{Order, find};
use super::given::is_given;
use super::leads::{has_lead, leads_to_others};
use super::listed::{PARTICLES, is_in};
use super::names::{LONGEST_JOINT, Whose, names_in, whose};
use crate::measure::is_dense;

/// What stands before a name in scripts without spaces, anywhere in a line.
const DENSE_LEADS: &[&str] = &[
    "作者：",
    "作者:",
    "记者：",
    "記者：",
    "记者",
    "記者",
    "文・",
    "文／",
    "文/",
    "文：",
    "撰文：",
    "撰文/",
    "取材・",
    "責編：",
    "责编：",
    "责任编辑：",
    "責任編輯：",
    "编辑：",
    "編輯：",
];
/// The family names that nearly all Chinese have.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許\
    傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍\
    万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦向柳邢路岳\
    齐齊梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯\
    阮桂闵閔解强強柴华華车車冉房边邊辜吉饶饒刁瞿戚丘古米池滕晋晉苑邬鄔臧畅暢宫宮来來嵺苟全褚廉简簡娄婁盖蓋符奚木穆党黨燕郎邸冀谈談姬屠连連郜\
    晏栾欒郁商蒙计計喻揭窦竇迟遲宇敖糜鄢冷卓花仇艾蓝藍都巩鞏稽井练練仲乐樂虞卞封竺冼原官衣楚佟栗匡宗应應台巫鞠僧桑荆荊谌諶银銀扬揚明沙薄伏岑习習\
    胥保和蔺藺格扎";
/// What stands behind a name in Korean.
const KOREAN_REPORTER: &str = "기자";

/// A line longer than this, in bytes, is no byline.
const MAX_BYLINE: usize = 180;
/// So many bytes of prose are looked at for an agency's reporters.
const MAX_OPENING: usize = 300;
/// How many characters names have in scripts without spaces.
const DENSE_NAME: std::ops::RangeInclusive<usize> = 2..=6;
/// How many characters second names in a row have.
const NEXT_NAME: std::ops::RangeInclusive<usize> = 2..=3;

/// The names in a line that says itself to be a byline, as `By Ann Lee and Bo Karlsson` does.
pub(crate) fn of_byline(line: &str) -> Option<Vec<String>> {
    if line.len() > MAX_BYLINE {
        return None;
    }
    after_lead(line).or_else(|| beside_date(line))
}

/// The names in a line that leads to them, other than by a date.
fn after_lead(line: &str) -> Option<Vec<String>> {
    let names = has_lead(line).then(|| persons(line));
    let names = names.filter(|names| !names.is_empty());
    let names = names.unwrap_or_else(|| dense_names(line));
    (!names.is_empty()).then_some(names)
}

/// Whether a line is a byline or, if dates count, holds a date.
pub(crate) fn names_or_dates(line: &str, dates_count: bool) -> bool {
    if dates_count {
        find(line, Order::DayFirst).is_some()
            || line.len() <= MAX_BYLINE && after_lead(line).is_some()
    } else {
        of_byline(line).is_some()
    }
}

/// The persons' names in a line.
pub(super) fn persons(line: &str) -> Vec<String> {
    let mut names = names_in(line);
    names.retain(|name| whose(name) == Whose::Person && !name.chars().any(is_dense));
    names
}

/// The names after a lead in a line of a script without spaces: `记者 王小明 李强`, `责编：牛明、王强`.
pub(super) fn dense_names(line: &str) -> Vec<String> {
    let is_spaceless = |c: char| is_dense(c) || ('가'..='힣').contains(&c);
    if line.is_ascii() || !line.contains(is_spaceless) {
        return Vec::new();
    }
    let after = DENSE_LEADS
        .iter()
        .filter_map(|lead| Some((*lead, line.split_once(lead)?.1)));
    let named = after
        .map(|(lead, after)| names_after(lead, after))
        .find(|names| !names.is_empty());
    named.or_else(|| korean_name(line)).unwrap_or_default()
}

/// The names after a lead; after one without a colon, which prose has too, they must begin as Chinese
/// names do.
fn names_after(lead: &str, text: &str) -> Vec<String> {
    let text = text.trim_start();
    let is_sure = lead.ends_with(['：', ':', '・', '／', '/']);
    let end =
        text.find(|c: char| !is_dense(c) && !matches!(c, ' ' | '、' | '，' | '\u{3000}' | ','));
    let words = text[..end.unwrap_or(text.len())].split(|c: char| !is_dense(c));
    let mut names: Vec<String> = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        let fits = if names.is_empty() {
            DENSE_NAME
        } else {
            NEXT_NAME
        };
        let is_named_so =
            is_sure && names.is_empty() || length < 5 && word.starts_with(|c| SURNAMES.contains(c));
        if !fits.contains(&length) || !is_named_so || whose(word) != Whose::Person {
            break;
        }
        names.push(word.to_owned());
    }
    names
}

/// `홍길동 기자`.
fn korean_name(line: &str) -> Option<Vec<String>> {
    let before = line.split_once(KOREAN_REPORTER)?.0.trim_end();
    let name = before
        .rsplit(|c: char| !('가'..='힣').contains(&c))
        .next()?;
    (2..=4)
        .contains(&name.chars().count())
        .then(|| vec![name.to_owned()])
}

/// The reporters that the opening of an agency's story names: `新华社拉萨电（记者 王小明）`.
pub(super) fn in_opening(opening: &str) -> Vec<String> {
    dense_names(super::head::cut(opening, MAX_OPENING))
}

/// The names in a line of names and a date: `Ann Lee, 9 September 2012`, `09.09.2012 | Ann Lee`. A name
/// that no one is known to have stands first and alone.
fn beside_date(line: &str) -> Option<Vec<String>> {
    const PARTS: [char; 8] = [',', '|', '·', '•', '–', '—', '/', '\u{a0}'];
    let is_date = |text: &str| find(text, Order::DayFirst).is_some();
    if !is_date(line) || leads_to_others(line.split(PARTS).next()?) {
        return None;
    }
    let parts = || {
        line.split(PARTS)
            .flat_map(|part| part.split(" - "))
            .map(str::trim)
    };
    let mut named = parts()
        .filter(|part| !part.contains(|c: char| c.is_ascii_digit()))
        .filter_map(all_names);
    let known = named.find(|names| are_known(names));
    let first = || {
        let (name, rest) = line.split_once(PARTS)?;
        let is_followed = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        all_names(name.trim()).filter(|names| is_followed && names.len() == 1)
    };
    known.or_else(first)
}

/// The names in a text that holds nothing but persons' names.
pub(super) fn all_names(text: &str) -> Option<Vec<String>> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    if text.len() > MAX_BYLINE
        || !text.contains(' ')
        || is_prose(text)
        || text.chars().any(is_dense)
        || leads_to_others(text)
    {
        return None;
    }
    let names = names_in(text);
    let is_all_persons = !names.is_empty() && names.iter().all(|name| whose(name) == Whose::Person);
    let named: usize = names.iter().map(|name| letters(name)).sum();
    (is_all_persons && named + names.len() * LONGEST_JOINT >= letters(text) + LONGEST_JOINT)
        .then_some(names)
}

/// Whether a text has more small words than can join the names in it: those that names begin with or hold
/// aside, each takes the place of a name.
fn is_prose(text: &str) -> bool {
    let small = text.split(' ').filter(|word| {
        word.starts_with(char::is_lowercase)
            && !word
                .split(['-', '.', '_'])
                .next()
                .is_some_and(|part| is_in(PARTICLES, part))
    });
    let letters = |word: &str| word.chars().take_while(|c| c.is_alphabetic()).count();
    let (mut sum, mut joints) = (0, 0);
    for word in small {
        sum += letters(word);
        joints += usize::from(word.len() <= LONGEST_JOINT);
    }
    let marks = text
        .matches(|c: char| !c.is_alphanumeric() && c != ' ')
        .count();
    sum > (joints + marks) * LONGEST_JOINT
}

/// Whether all the names begin with a given name, half of them with one that is known.
pub(super) fn are_known(names: &[String]) -> bool {
    names.iter().filter(|name| begins_known(name)).count() * 2 >= names.len()
}

/// Whether a name is a given name and one or two words more, none of them an abbreviation; of two words
/// either may be the given name.
fn begins_known(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let is_short = |word: &&str| word.len() > 1 && word.chars().all(char::is_uppercase);
    let is_begun = match words.as_slice() {
        [first, last] => is_given(first) || is_given(last),
        [first, _, _] => is_given(first),
        _ => false,
    };
    is_begun && !words.iter().skip(1).any(is_short)
}

/// The agency that a dateline names: `EASTMOUTH, Sept. 10 (Coastwire) — A coaster …`.
pub(super) fn agency(opening: &str) -> Option<String> {
    let (before, rest) = opening.split_once('(')?;
    let (name, after) = rest.split_once(')')?;
    if before.len() > MAX_DATELINE || before.trim().is_empty() || name.len() > MAX_DATELINE {
        return None;
    }
    let is_place = before.starts_with(char::is_uppercase) && !before.contains(['.', '!', '?']);
    let place = before.split(',').next()?;
    let is_dateline = is_place || !place.contains(char::is_lowercase);
    let is_parted = after.trim_start().starts_with(['-', '–', '—']);
    let is_name = name.chars().any(char::is_alphabetic)
        && !name.contains(|c: char| c.is_ascii_digit())
        && name.split(' ').count() <= MAX_AGENCY;
    (is_dateline && is_parted && is_name).then(|| name.to_owned())
}

/// An agency's name has at most so many words.
const MAX_AGENCY: usize = 3;
/// A dateline's place, or its agency's name, is at most so long, in bytes.
const MAX_DATELINE: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bylines() {
        assert_eq!(
            of_byline("By Ann Lee and Bo Karlsson | Staff"),
            Some(vec!["Ann Lee".into(), "Bo Karlsson".into()])
        );
        assert_eq!(
            of_byline("By MARTA WRENFIELD"),
            Some(vec!["Marta Wrenfield".into()])
        );
        assert_eq!(
            of_byline("Ann Lee, 9 September 2012"),
            Some(vec!["Ann Lee".into()])
        );
        for prose in [
            "Panetta said he hoped",
            "By then it was too late.",
            "Von da an war alles anders.",
        ] {
            assert_eq!(of_byline(prose), None, "{prose}");
        }
    }

    #[test]
    fn reads_names_in_scripts_without_spaces() {
        for (line, names) in [
            ("作者：王小明", &["王小明"][..]),
            ("光明日报记者 王建 张文攀", &["王建", "张文攀"]),
            ("(责编：牛明、岳弘)", &["牛明", "岳弘"]),
            ("홍길동 기자 hong@example.org", &["홍길동"]),
        ] {
            assert_eq!(
                of_byline(line).as_deref(),
                Some(&*names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>())
            );
        }
        assert_eq!(
            in_opening("据新华社拉萨电（记者 王小明）记者近日从会议上了解到"),
            ["王小明"]
        );
        assert_eq!(in_opening("记者近日从会议上了解到"), Vec::<String>::new());
    }

    #[test]
    fn names_stand_beside_dates() {
        for line in [
            "11.12.2019 - Amelie Berg",
            "04.02.2022 | 13:10 Uhr | Amelie Berg",
        ] {
            assert_eq!(of_byline(line), Some(vec!["Amelie Berg".into()]), "{line}");
        }
        assert_eq!(of_byline("11.12.2019 - Luxury Travel"), None);
    }

    #[test]
    fn lines_of_names_hold_nothing_else() {
        assert_eq!(
            all_names("Anna Lee, Stefan Berg").map(|names| names.len()),
            Some(2)
        );
        assert!(are_known(&["Anna Lee".into()]) && !are_known(&["Luxury Travel".into()]));
        assert_eq!(all_names("Anna Lee said so"), None);
        assert_eq!(all_names("Foto Anna Lee"), None);
        for names in [
            "Ana de la Vega with Jan van den Berg",
            "Ana und Jan und Bo",
            "MARTA WRENFIELD",
        ] {
            assert!(!is_prose(names), "{names}");
        }
        assert!(is_prose("The council voted to close the bridge"));
    }

    #[test]
    fn datelines_name_agencies() {
        assert_eq!(
            agency("EASTMOUTH, Sept. 10 (Coastwire) — A coaster"),
            Some("Coastwire".into())
        );
        assert_eq!(agency("The ship (built in 1912) sank"), None);
    }
}
