//! Whose name it looks like: a person's, a group's, or a word.

use crate::measure::is_dense;
use crate::metadata::given::has_given;
use crate::metadata::listed::{GROUPS, PARTICLES, ROLES, is_in};

/// The longest name in scripts without spaces, in characters.
const MAX_DENSE_NAME: usize = 6;
/// What stands before a capital inside a name is at most so long, as `Fitz` is.
const LONGEST_PREFIX: usize = 4;

/// Whose name it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::metadata) enum Whose {
    /// An agency's, a paper's, a firm's.
    Group,
    /// One word: a first name, or what someone calls himself in a forum.
    Word,
    /// A person's.
    Person,
}

/// Whose name it looks like.
pub(in crate::metadata) fn whose(name: &str) -> Whose {
    if name.chars().any(is_dense) {
        return dense(name);
    }
    let mut words = name
        .split([' ', '-', '.', '_'])
        .filter(|word| !word.is_empty());
    if words.clone().any(|word| is_in(GROUPS | ROLES, word)) || is_domain(name) || is_agency(name) {
        return Whose::Group;
    }
    let is_written_so = words.all(|word| {
        let is_capital = word.chars().next().is_some_and(|c| !c.is_lowercase());
        is_capital && !word.starts_with(|c: char| c.is_ascii_digit()) || is_in(PARTICLES, word)
    });
    let is_long = name
        .split(' ')
        .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    if name.contains(' ') && is_written_so && is_long && !name.split(' ').any(is_run_together) {
        Whose::Person
    } else {
        Whose::Word
    }
}

/// Whether a name is a person's, with a given name or in a script in which persons' names are known.
pub(in crate::metadata) fn is_known(name: &str) -> bool {
    whose(name) == Whose::Person && (has_given(name) || name.chars().any(is_dense))
}

/// Whether two words stand without a space, as `CategoryBy` does; `McLean` and `DiCaprio` are names.
fn is_run_together(word: &str) -> bool {
    let hump = word
        .char_indices()
        .zip(word.chars().skip(1))
        .find(|((_, one), next)| one.is_lowercase() && next.is_uppercase());
    hump.is_some_and(|((at, _), _)| at >= LONGEST_PREFIX)
}

/// `AFP`.
pub(super) fn is_agency(name: &str) -> bool {
    (2..=5).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `example.org`.
pub(super) fn is_domain(name: &str) -> bool {
    !name.contains(' ')
        && name.rsplit_once('.').is_some_and(|(before, top)| {
            before.len() > 1 && (2..=4).contains(&top.len()) && top.is_ascii()
        })
}

/// A name in a script without spaces: short, and without the signs that papers and desks have.
fn dense(name: &str) -> Whose {
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    let is_group = name.contains([
        '报', '報', '网', '網', '社', '台', '臺', '部', '局', '院', '会', '聞', '版', '组',
    ]) || [
        "记者",
        "編集",
        "编辑",
        "编輯",
        "新闻",
        "新聞",
        "中心",
        "公司",
        "通讯",
        "デジタル",
    ]
    .iter()
    .any(|word| name.contains(word));
    if is_group || letters > MAX_DENSE_NAME {
        Whose::Group
    } else {
        Whose::Person
    }
}
