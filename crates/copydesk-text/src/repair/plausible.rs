use super::rarity::rarity;
use super::script::Script;
use crate::model::{self, folded};

/// What a letter costs right beside a letter of another script, the East Asian ones apart.
const SCRIPT_CHANGE: i32 = 8;

/// What the first letter costs after those of another script.
const NEW_SCRIPT: i32 = 5;

/// What a capital above ASCII costs right after a small letter.
const INNER_CAPITAL: i32 = 8;

/// The most that an ASCII character costs after an East Asian one, in quarter bits.
const ASCII: i32 = 28;

/// The first character of the blocks of East Asian scripts and their signs.
pub(super) const FIRST_EAST_ASIAN: char = '\u{2E80}';

/// The most that a letter or digit of full width costs, in quarter bits.
const WIDE: i32 = 36;

/// What a capital costs more than the small letter, in quarter bits.
const CAPITAL: i32 = 8;

/// What a letter costs right after a question mark.
const INNER_MARK: i32 = 6;

/// What a sign that opens something, or follows a number, costs right after a letter above ASCII.
const MISPLACED_SIGN: i32 = 4;

/// What a digit costs right beside one of another width.
const TWO_WIDTHS: i32 = 8;

/// What a Latin letter above ASCII costs as a word of its own.
const LONE_LETTER: i32 = 8;

/// What a box drawing costs less right after another: they stand in runs.
const BOX_AFTER_BOX: i32 = -8;

/// What has been read of a text, as far as it bears on what comes next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    last: Option<char>,
    /// The last two characters, folded.
    before: [char; 2],
    script: Option<Script>,
    /// The script of `last`.
    beside: Option<Script>,
    /// Whether `last` is a Latin letter above ASCII that begins a word.
    begins: bool,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            last: None,
            before: [' '; 2],
            script: None,
            beside: None,
            begins: false,
        }
    }
}

impl Context {
    /// The last character.
    pub(super) fn last(&self) -> Option<char> {
        self.last
    }

    /// The last two characters, folded.
    pub(super) fn before(&self) -> [char; 2] {
        self.before
    }

    /// How surprising `c` is here in a text that is as its author wrote it, in quarter bits: `-4 * log2`
    /// of its probability by the n-gram model for East Asian text, and by blocks for other scripts.
    /// ASCII costs nothing of its own: every account of a text has the same ASCII in it.
    pub(super) fn read(&mut self, c: char) -> i32 {
        let own = Script::of(c);
        let is_symbol = self.is_symbol(c);
        let script = own.filter(|_| !is_symbol);
        let symbol = i32::from(is_symbol) * NEW_SCRIPT;
        let change = script.map_or(symbol, |script| self.change(script));
        let cost = 4 * (change + self.neighbour(c)) + self.rarity(c);
        self.shift(c);
        let is_letter = !c.is_ascii() && script == Some(Script::Latin);
        self.begins = is_letter && !is_word(c) && self.beside.is_none();
        self.last = Some(c);
        self.beside = own;
        self.script = script.or(self.script);
        cost
    }

    /// Whether a Greek letter in Latin text or after a number stands for a quantity, as in `10μs`.
    fn is_symbol(&self, c: char) -> bool {
        let after_digit = || self.last.is_some_and(|last| last.is_ascii_digit());
        matches!(c, 'α'..='ω')
            && (self.script == Some(Script::Latin) || self.script.is_none() && after_digit())
            && self.beside != Some(Script::Greek)
    }

    /// What it costs that the text ends here.
    pub(super) fn end(&self) -> i32 {
        let border = if self.before[1] >= FIRST_EAST_ASIAN {
            self.model_cost(' ')
        } else {
            0
        };
        4 * i32::from(self.begins) * LONE_LETTER + border
    }

    /// By the model; a character that begins its script's text by what it costs alone.
    fn model_cost(&self, folded: char) -> i32 {
        let cost = model::cost(self.before[0], self.before[1], folded);
        let begins = self.before[1] < FIRST_EAST_ASIAN && folded >= FIRST_EAST_ASIAN;
        let most = match folded {
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => WIDE,
            _ if begins => model::lone_cost(folded),
            _ => i32::MAX,
        };
        cost.min(most)
    }

    fn rarity(&self, c: char) -> i32 {
        match c {
            '\0'..='\x7F' if is_east_asian(self.before[1]) => self.model_cost(folded(c)).min(ASCII),
            '\u{3000}'..='\u{30FF}'
            | '㐀'..='䶿'
            | '一'..='\u{9FFF}'
            | '가'..='힣'
            | '！'..='～' => self.model_cost(c),
            'Ѐ'..='ӿ' => {
                let capital = i32::from(c.is_uppercase()) * CAPITAL;
                self.model_cost(folded(c)) + capital
            }
            _ => 4 * rarity(c),
        }
    }

    fn shift(&mut self, c: char) {
        let folded = folded(c);
        if folded != ' ' || self.before[1] != ' ' {
            self.before = [self.before[1], folded];
        }
    }

    fn change(&self, script: Script) -> i32 {
        let beside = self.beside.filter(|_| self.beside == self.script);
        let beside = beside.unwrap_or(script);
        let east_asian = [beside, script].contains(&Script::EastAsian);
        let changed = beside != script && !east_asian;
        let new = self.script.is_some_and(|known| known != script);
        i32::from(changed) * SCRIPT_CHANGE + i32::from(new) * NEW_SCRIPT
    }

    fn neighbour(&self, c: char) -> i32 {
        let Some(last) = self.last else {
            return i32::from(matches!(c, '’' | '”' | '»')) * MISPLACED_SIGN;
        };
        let lone = self.begins && !c.is_alphanumeric() && c != '’';
        let is_plain = is_east_asian(c) || c.is_ascii() && !c.is_ascii_digit();
        let sign = match c {
            _ if is_plain && last != '?' => 0,
            '°' | '«' | '‘' | '“' | '„' if is_letter_or_mark(last) => MISPLACED_SIGN,
            '«' | '‘' | '“' | '„' if last.is_alphanumeric() => MISPLACED_SIGN,
            '’' | '”' | '»' if last.is_whitespace() || matches!(last, '(' | '[') => {
                MISPLACED_SIGN
            }
            '’' if !last.is_alphanumeric() => MISPLACED_SIGN / 2,
            '0'..='9' if last == '’' => MISPLACED_SIGN,
            _ if is_wide(last) && c.is_ascii_digit() || is_wide(c) && last.is_ascii_digit() => {
                TWO_WIDTHS
            }
            '“' | '‘' | '«' | '„' | '–' | '—' if last.is_whitespace() => -1,
            _ if is_box(last) && is_box(c) => BOX_AFTER_BOX,
            _ if last == '?' && c.is_alphabetic() => INNER_MARK,
            _ if !c.is_ascii() && c.is_uppercase() && last.is_lowercase() => INNER_CAPITAL,
            _ => 0,
        };
        sign + i32::from(lone) * LONE_LETTER
    }
}

/// Whether the characters above ASCII cost so many quarter bits on average by the model, or fewer.
pub(super) fn reads_within(most: i32, text: impl Iterator<Item = char>) -> bool {
    let (mut cost, mut count) = (0, 0);
    let mut before = [' '; 2];
    for c in text {
        let c = folded(c);
        if !c.is_ascii() {
            (cost, count) = (cost + model::cost(before[0], before[1], c), count + 1);
        }
        if c != ' ' || before[1] != ' ' {
            before = [before[1], c];
        }
    }
    cost <= most * count
}

/// Whether `c` is an ideograph, a kana or a syllable of hangul.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | 'ぁ'..='\u{D7FF}' | '豈'..='\u{FAFF}' | 'ｦ'..='ﾟ')
}

/// Whether `c` is a digit of full width.
fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// Whether `c` draws boxes and lines.
fn is_box(c: char) -> bool {
    matches!(c, '─'..='▟')
}

/// Whether the letter is a word in languages that many texts are in: French, Italian, Portuguese,
/// Spanish.
fn is_word(c: char) -> bool {
    matches!(c, 'à' | 'À' | 'è' | 'È' | 'é' | 'É' | 'ó')
}

/// A letter above ASCII, or a mark that follows a word.
fn is_letter_or_mark(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic() || matches!(c, '©' | '®' | '™' | '°' | '†' | '‡')
}

#[cfg(test)]
mod tests;
