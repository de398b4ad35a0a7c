use crate::model::{self, folded};
/// The surprise of U+FFFD: more than any letter's, less than that of what never stands in a text.
const LOST: i32 = 8;

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
    /// Whether `last` is a Latin letter above ASCII that begins a word.
    begins: bool,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            last: None,
            before: [' '; 2],
            script: None,
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
        let script = Script::of(c).filter(|_| !self.is_symbol(c));
        let symbol = i32::from(self.is_symbol(c)) * NEW_SCRIPT;
        let change = script.map_or(symbol, |script| self.change(script));
        let cost = 4 * (change + self.neighbour(c)) + self.rarity(c);
        self.shift(c);
        self.begins = !c.is_ascii()
            && !is_word(c)
            && script == Some(Script::Latin)
            && self.last.and_then(Script::of).is_none();
        self.last = Some(c);
        self.script = script.or(self.script);
        cost
    }

    /// Whether a Greek letter in Latin text or after a number stands for a quantity, as in `10μs`.
    fn is_symbol(&self, c: char) -> bool {
        let after_digit = self.last.is_some_and(|last| last.is_ascii_digit());
        (self.script == Some(Script::Latin) || self.script.is_none() && after_digit)
            && matches!(c, 'α'..='ω')
            && self.last.and_then(Script::of) != Some(Script::Greek)
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
        let beside = self.last.and_then(Script::of);
        let beside = beside.filter(|_| beside == self.script).unwrap_or(script);
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
        let sign = match c {
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

/// Whether the characters have Latin letters and none of any other script.
pub(super) fn is_latin(text: impl Iterator<Item = char>) -> bool {
    let mut scripts = text.filter_map(Script::of).peekable();
    scripts.peek().is_some() && scripts.all(|script| script == Script::Latin)
}

/// The scripts as far as text mixes them: ideographs, kana and hangul go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    EastAsian,
    Other,
}

impl Script {
    /// The script of a letter; signs, digits and spaces have none.
    fn of(c: char) -> Option<Self> {
        match c {
            'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' | 'Ḁ'..='ỿ' => {
                Some(Self::Latin)
            }
            'Ͱ'..='Ͽ' | 'ἀ'..='῾' => Some(Self::Greek),
            'Ѐ'..='ԯ' => Some(Self::Cyrillic),
            '\u{530}'..='\u{1FFF}' => Some(Self::Other),
            '⺀'..='\u{2FFF}'
            | 'ぁ'..='\u{D7FF}'
            | '豈'..='\u{FAFF}'
            | 'Ａ'..='Ｚ'
            | 'ａ'..='ｚ'
            | 'ｦ'..='ￜ'
            | '\u{20000}'..='\u{3FFFF}' => Some(Self::EastAsian),
            _ => None,
        }
    }
}

fn rarity(c: char) -> i32 {
    match c {
        '\0'..='\x7F' => 0,
        '\u{80}'..='\u{9F}' => 20,
        '©' | '®' => 5,
        '’' => 6,
        '\u{A0}' => 4,
        'Ã' => 13,
        'Â' => 12,
        '£' | '°' | '«' | '»' => 8,
        '\u{A1}'..='\u{BF}' => 12,
        '×' | '÷' => 10,
        'ß'..='ÿ' => 6,
        'À'..='Þ' => 9,
        'Ĉ'..='ĉ'
        | 'Ĕ'..='ĕ'
        | 'Ĝ'..='ĝ'
        | 'Ĥ'..='ĥ'
        | 'Ĩ'..='ĩ'
        | 'Ĭ'..='ĭ'
        | 'Ĳ'..='ĵ'
        | 'Ŀ'..='ŀ'
        | 'ŉ'..='ŋ'
        | 'Ŏ'..='ŏ'
        | 'Ŝ'..='ŝ'
        | 'Ŧ'..='ũ'
        | 'Ŭ'..='ŭ'
        | 'Ŵ'..='ŷ' => 13,
        'Ā'..='ž' => 9,
        'Ș'..='ț' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ạ'..='ỹ' => 9,
        'ſ' => 20,
        'ʰ'..='˿' => 16,
        'ƀ'..='\u{36F}' => 14,
        'ά'..='ώ' => 5,
        'Ͱ'..='Ϋ' => 8,
        'а'..='я' => 4,
        'А'..='Я' => 7,
        'ё' | 'і' | 'ї' | 'є' | 'ґ' | 'ў' | 'ј' | 'љ' | 'њ' | 'ћ' | 'ђ' | 'џ' => 7,
        'Ё' | 'І' | 'Ї' | 'Є' | 'Ґ' | 'Ў' | 'Ѓ' | 'Ѕ' | 'Ј' | 'Љ' | 'Њ' | 'Ћ' | 'Ђ' | 'Џ' | 'ѓ'
        | 'ѕ' => 10,
        'Ѐ'..='ԯ' => 14,
        'א'..='ת' | 'ء'..='ي' | 'ک' | 'گ' | 'چ' | 'پ' | 'ی' => 5,
        '\u{600}'..='\u{6FF}' => 10,
        '\u{900}'..='\u{DFF}' | '\u{E01}'..='\u{E5B}' => 7,
        '\u{10A0}'..='\u{11FF}' => 14,
        '\u{1F00}'..='\u{1FFF}' => 12,
        '–' | '—' | '‘' | '“' | '”' | '„' | '…' | '•' | '€' | '™' | '‚' => 8,
        '\u{2010}'..='\u{205E}' | '←'..='⇿' | '∀'..='⋿' | '\u{2460}'..='\u{25FF}' => 12,
        '☀'..='➿' => 11,
        '\u{2000}'..='\u{2BFF}' => 15,
        '\u{3000}'..='\u{3002}'
        | '「'..='』'
        | '《'
        | '》'
        | '！'
        | '，'
        | '：'
        | '；'
        | '？'
        | '（'
        | '）' => 7,
        'ぁ'..='ヿ' => 7,
        '\u{FF61}'..='\u{FF9F}' => 15,
        '\u{3000}'..='\u{33FF}' | '！'..='～' | '￠'..='￦' => 12,
        '\u{FFFD}' => LOST,
        '\u{1F300}'..='\u{1FAFF}' => 12,
        _ => 20,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(text: &str) -> i32 {
        let mut context = Context::default();
        text.chars().map(|c| context.read(c)).sum()
    }

    #[test]
    fn damage_surprises_more_than_text() {
        let pairs = [
            ("don’t", "donâ€™t"),
            ("médecin", "m茅decin"),
            ("Copyright © 1999", "Copyright 漏 1999"),
            ("网络视听许可证", "缃戠粶瑙嗗惉璁稿彲璇"),
            ("дорогие", "РґРѕСЂРѕРіРёРµ"),
            ("おもしろい", "縺翫ｂ縺励ｍ縺"),
        ];
        for (text, damaged) in pairs {
            assert!(
                total(text) + 5 < total(damaged),
                "{text} {} {damaged} {}",
                total(text),
                total(damaged)
            );
        }
    }

    #[test]
    fn frequent_characters_surprise_less() {
        for (frequent, rare) in [("的", "鈥"), ("한", "뷁"), ("學", "鱷")] {
            assert!(total(frequent) < total(rare), "{frequent} {rare}");
        }
    }
}
