use super::super::reading::Reading;
use super::super::utf8::{Class, Fed, Partial};
use super::Stretch;

/// How many more broken than whole sequences end the look at a line: clean text has them soon.
const MOST_BROKEN: usize = 8;

/// So few whole bytes are found by chance.
const MIN_WHOLE: usize = 6;

/// How much UTF-8 the characters above ASCII hold.
#[derive(Default)]
pub(super) struct Tally {
    /// The continuation bytes of whole sequences: long ones are less often due to chance.
    whole: usize,
    broken: usize,
    open: Option<Partial>,
}

impl Tally {
    pub(super) fn of(stretches: &[Stretch<'_>], reading: &Reading) -> Self {
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
            Some(Fed::Lost(_)) | None => self.restart(byte),
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
        // In clean text of many languages two letters look like the beginning of some sequence.
        let likely = !latin || open.is_general_punctuation();
        let cut = likely && open.has_two_of_three() && !next.is_alphanumeric();
        let folded = latin && matches!(next, ' ' | '?') && open.is_latin1();
        if cut || folded {
            self.whole += 1;
        } else if next != '?' {
            self.broken += 1;
        }
    }

    /// Clean Chinese has several broken sequences for each that is whole by chance; text that lost
    /// a third of its bytes has less than two.
    pub(super) fn is_suspect(&self) -> bool {
        self.whole > 0 && self.broken <= self.whole
    }

    /// Readings that lose much leave few sequences whole.
    pub(super) fn is_lossy(&self) -> bool {
        self.whole >= MIN_WHOLE && self.broken <= self.whole * 3
    }
}
