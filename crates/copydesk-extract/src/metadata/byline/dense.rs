//! Bylines in scripts without spaces, and in Korean.

use crate::measure::is_dense;
use crate::metadata::head::cut;
use crate::metadata::names::{Whose, whose};

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
/// So many bytes of prose are looked at for an agency's reporters.
const MAX_OPENING: usize = 300;
/// How many characters names have in scripts without spaces.
const DENSE_NAME: std::ops::RangeInclusive<usize> = 2..=6;
/// How many characters second names in a row have.
const NEXT_NAME: std::ops::RangeInclusive<usize> = 2..=3;

/// The names after a lead in a line of a script without spaces: `记者 王小明 李强`, `责编：牛明、王强`.
pub(in crate::metadata) fn dense_names(line: &str) -> Vec<String> {
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
pub(in crate::metadata) fn in_opening(opening: &str) -> Vec<String> {
    dense_names(cut(opening, MAX_OPENING))
}
