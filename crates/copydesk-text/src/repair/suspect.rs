use super::reading::{DOUBLE_BYTE, Reading, SINGLE_BYTE};
use crate::ngrams::{self, fold};

use super::utf8::{Class, Fed, Partial};

/// The first character of the blocks that only East Asian encodings reach.
pub(super) const FIRST_EAST_ASIAN: char = '\u{2E80}';

/// How many more broken than whole sequences end the look at a line: clean text has them soon.
const MOST_BROKEN: usize = 8;

/// The readings that the line may have suffered: a quick look that spares clean text the search.
pub(super) fn readings(line: &str) -> Vec<&'static Reading> {
    let stretches: Vec<Stretch<'_>> = stretches(line).collect();
    let mut characters = stretches.iter().flat_map(|stretch| stretch.text.chars());
    let double_byte = if characters.any(|c| c >= FIRST_EAST_ASIAN) {
        &DOUBLE_BYTE[..]
    } else {
        &[]
    };
    let readings = SINGLE_BYTE
        .iter()
        .chain(double_byte)
        .map(|reading| &**reading);
    readings
        .filter(|reading| is_suspect(&stretches, reading))
        .collect()
}

/// What script the text is in where text of another encoding may have been read as single bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dense {
    /// Characters of windows-1252, most of them above ASCII.
    Latin,
    /// Cyrillic with more capitals than small letters: one Cyrillic encoding has the capitals where
    /// another has the small ones.
    Cyrillic,
}

/// Whether the line may be text of a legacy encoding that was read as single bytes.
pub(super) fn dense(line: &str) -> Option<Dense> {
    let (mut latin, mut ascii, mut small, mut capital) = (0, 0, 0, 0);
    for c in line.chars() {
        match c {
            'a'..='z' | 'A'..='Z' => ascii += 1,
            '\0'..='\x7F' => {}
            'А'..='Я' => capital += 1,
            'а'..='я' => small += 1,
            _ => latin += usize::from(SINGLE_BYTE[0].unit(c).is_some()),
        }
    }
    if latin >= MIN_DENSE && latin * 2 >= ascii {
        Some(Dense::Latin)
    } else {
        (capital >= MIN_DENSE && capital > small).then_some(Dense::Cyrillic)
    }
}

/// So few characters above ASCII tell nothing.
const MIN_DENSE: usize = 4;

/// Characters above ASCII, and the ASCII character that follows them.
struct Stretch<'a> {
    text: &'a str,
    next: char,
}

fn stretches(line: &str) -> impl Iterator<Item = Stretch<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let start = rest.bytes().position(|byte| !byte.is_ascii())?;
        let from = rest.get(start..)?;
        let end = from
            .bytes()
            .position(|byte| byte.is_ascii())
            .unwrap_or(from.len());
        let (text, after) = from.split_at(end);
        rest = after;
        Some(Stretch {
            text,
            next: after.chars().next().unwrap_or(' '),
        })
    })
}

/// Whether the characters above ASCII make UTF-8 when they are turned back into bytes: in one stretch
/// for Latin text, where damage is sparse, on the whole line for others, where it is everywhere.
fn is_suspect(stretches: &[Stretch<'_>], reading: &Reading) -> bool {
    if reading.is_latin() {
        return stretches
            .chunks(1)
            .any(|stretch| Tally::of(stretch, reading).is_suspect());
    }
    let tally = Tally::of(stretches, reading);
    tally.is_suspect() || reading.is_lossy() && tally.is_lossy() && is_surprising(stretches)
}

/// Whether ordinary text hardly reads so.
fn is_surprising(stretches: &[Stretch<'_>]) -> bool {
    let (mut cost, mut count) = (0, 0);
    for stretch in stretches {
        let mut before = [' '; 2];
        for c in stretch.text.chars() {
            cost += ngrams::cost(before, fold(c));
            count += 1;
            before = [before[1], fold(c)];
        }
    }
    cost > SURPRISING * count
}

/// So few whole bytes are found by chance.
const MIN_WHOLE: usize = 6;

/// Text of rare characters costs so many quarter bits a character.
const SURPRISING: i32 = 48;

/// How much UTF-8 the characters above ASCII hold.
#[derive(Default)]
struct Tally {
    /// The continuation bytes of whole sequences: long ones are less often due to chance.
    whole: usize,
    broken: usize,
    open: Option<Partial>,
}

impl Tally {
    fn of(stretches: &[Stretch<'_>], reading: &Reading) -> Self {
        let latin = reading.is_latin();
        let mut tally = Self::default();
        for stretch in stretches {
            for c in stretch.text.chars() {
                match c {
                    char::REPLACEMENT_CHARACTER => tally.mark(latin),
                    _ => tally.read(reading.unit(c)),
                }
                if tally.broken > tally.whole + MOST_BROKEN {
                    return tally;
                }
            }
            tally.end(stretch.next, latin);
        }
        tally
    }

    /// Takes one character as its byte or bytes, `None` when the reading cannot have made it.
    fn read(&mut self, unit: Option<u16>) {
        match unit.map(u16::to_be_bytes) {
            None => self.cut(),
            Some([0, byte]) => self.feed(byte),
            Some([first, second]) => {
                self.feed(first);
                self.feed(second);
            }
        }
    }

    fn feed(&mut self, byte: u8) {
        match self.open.and_then(|partial| partial.feed(byte)) {
            Some(Fed::Partial(partial)) => self.open = Some(partial),
            Some(Fed::Whole(c)) => {
                self.whole += c.len_utf8() - 1;
                self.open = None;
            }
            Some(Fed::Lost) | None => self.restart(byte),
        }
    }

    fn restart(&mut self, byte: u8) {
        self.broken +=
            usize::from(self.open.is_some() || Class::of(byte) == Some(Class::Continuation));
        self.open = Partial::open(byte);
    }

    fn cut(&mut self) {
        self.broken += 1;
        self.open = None;
    }

    /// Takes the mark of lost bytes, which shows damage where a sequence is open.
    fn mark(&mut self, latin: bool) {
        let open = self.open.take();
        self.whole += usize::from(latin && open.is_some());
    }

    /// Ends a stretch before the ASCII character `next`. Its last byte may have been lost there when
    /// two of three are seen, or be a no-break space folded after the `Â` or `Ã` of a pair.
    fn end(&mut self, next: char, latin: bool) {
        let Some(open) = self.open.take() else { return };
        let cut = open.has_two_of_three() && !next.is_alphanumeric();
        let folded = latin && matches!(next, ' ' | '?') && open.is_latin1();
        if cut || folded {
            self.whole += 1;
        } else if next != '?' {
            self.broken += 1;
        }
    }

    /// Clean Chinese has several broken sequences for each that is whole by chance; text that lost
    /// a third of its bytes has less than two.
    fn is_suspect(&self) -> bool {
        self.whole > 0 && self.broken <= self.whole
    }

    /// Readings that lose much leave few sequences whole.
    fn is_lossy(&self) -> bool {
        self.whole >= MIN_WHOLE && self.broken <= self.whole * 3
    }
}
