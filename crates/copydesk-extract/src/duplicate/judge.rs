//! Which stretches that a body says again are a second print, and not said again on purpose; and which
//! of two prints is to be kept.

mod doubled;

use copydesk_record::BlockKind;

use crate::duplicate::kept::Kept;
use crate::duplicate::reprint::{Reprint, said_once};
use crate::duplicate::shares::{Share, is_covered, main_of, places, shares, turned};
use crate::duplicate::stream::Stream;
use crate::hash::Set;
use crate::measure::{begins_quoted, breaks_off, is_sentence};
use crate::unit::Unit;

/// A text that is lighter than this may be the same by chance.
const MIN_MASS: usize = 40;
/// What says less may come again on purpose.
const MIN_REPRINT: usize = 300;
/// What says more in more units is no refrain and no quotation, wherever it comes again.
const MAX_REFRAIN: usize = 1_000;
const MAX_STANZAS: usize = 2;
/// A paragraph of this weight is prose and no verse.
const MIN_PROSE: usize = 250;
/// Of two prints one says so much of the other, in percent; a form that is filled in anew does not.
const MIN_DENSE: usize = 80;
/// A sentence lighter than this is a line among others.
const MIN_SENTENCE: usize = 50;
/// A text of this weight is prose even where it does not end as a sentence.
const SURE_PROSE: usize = 140;

/// Drops what is printed again.
pub(crate) fn judge<'a>(units: &[Unit], stream: &'a Stream, reprints: &[Reprint]) -> Kept<'a> {
    let shares = reprints
        .iter()
        .map(|reprint| shares(stream, units, reprint));
    let shares: Vec<Vec<Share>> = shares.collect();
    let mut judge = Judge::new(units, stream, reprints, &shares);
    for (reprint, shares) in reprints.iter().zip(&shares) {
        judge.take(reprint, shares);
    }
    let mut kept = Kept::new(stream);
    kept.drop(judge.worse);
    kept.drop_beside_others(judge.better);
    kept.drop(judge.beside);
    kept
}

struct Judge<'a> {
    units: &'a [Unit],
    stream: &'a Stream,
    /// The weight of the body's words before each, and of all, that are said once.
    once: Vec<usize>,
    /// The first place of the body that says what each of its places says.
    says: Vec<usize>,
    /// How often each place of the body is repeated in it.
    times: Vec<usize>,
    /// Whether each place of the body is in the worse one of two prints.
    is_worse: Vec<bool>,
    /// What the worse ones of two prints share with the better ones, and the reverse.
    worse: Vec<Share>,
    better: Vec<Share>,
    /// What is beside the body and repeats it.
    beside: Vec<Share>,
}

impl<'a> Judge<'a> {
    fn new(
        units: &'a [Unit],
        stream: &'a Stream,
        reprints: &[Reprint],
        shares: &[Vec<Share>],
    ) -> Self {
        let mut judge = Self {
            units,
            stream,
            once: said_once(stream, reprints),
            says: (0..stream.body).collect(),
            times: vec![0; stream.body],
            is_worse: vec![false; stream.body],
            worse: Vec::new(),
            better: Vec::new(),
            beside: Vec::new(),
        };
        for own in shares.iter().flat_map(|all| places(all)) {
            let place = own[0].place;
            let of = main_of(own).filter(|_| place < stream.body && is_covered(stream, own));
            if let Some(of) = of {
                judge.says[place] = judge.says[of];
                judge.times[of] += 1;
            }
        }
        judge
    }

    fn take(&mut self, reprint: &Reprint, shares: &[Share]) {
        let whole = self.whole(shares);
        let is_whole = |own: &&[Share]| main_of(own).is_some_and(|of| whole.contains(&of));
        if reprint.again().start >= self.stream.end_of_body() {
            let own = places(shares).filter(is_whole).flatten();
            self.beside.extend(own);
        } else if self.is_printed_again(reprint, shares) {
            self.keep_better(shares);
        } else {
            let own = places(shares).filter(is_whole);
            let own = own.filter(|own| self.is_doubled(own)).flatten();
            let own: Vec<Share> = own.copied().collect();
            self.keep_better(&own);
        }
    }

    /// The places that are repeated whole.
    fn whole(&self, shares: &[Share]) -> Set<usize> {
        let turned = turned(shares);
        let whole = places(&turned).filter(|own| is_covered(self.stream, own));
        whole.map(|own| own[0].place).collect()
    }

    fn keep_better(&mut self, shares: &[Share]) {
        let turned = turned(shares);
        let (worse, better) = if self.is_better(shares, &turned) {
            (&*turned, shares)
        } else {
            (shares, &*turned)
        };
        for share in worse {
            self.is_worse[share.place] = true;
        }
        self.worse.extend(worse);
        self.better.extend(better);
    }

    /// Whether the later print is to be kept: it has paragraphs where the other runs on, or says more.
    fn is_better(&self, shares: &[Share], turned: &[Share]) -> bool {
        let [again, before] = [shares, turned].map(|all| places(all).count());
        let is_left = |share: &Share| !self.is_worse[share.place];
        let is_better = if again.max(before) < 2 * again.min(before) {
            let breaks_off = |share: &Share| breaks_off(&self.unit(share.place).text);
            let is_broken = turned.last().is_some_and(breaks_off);
            let margin = if is_broken { 0 } else { MIN_MASS };
            self.weight(shares) > self.weight(turned) + margin
        } else {
            again > before
        };
        is_better && turned.iter().all(is_left)
    }

    /// The weight of all places from the first to the last one.
    fn weight(&self, shares: &[Share]) -> usize {
        let (Some(first), Some(last)) = (shares.first(), shares.last()) else {
            return 0;
        };
        let [first, last] = [first, last].map(|share| self.stream.words(share.place));
        self.stream.weight(first.start..last.end)
    }

    /// Whether a text is printed again, and not said again on purpose.
    fn is_printed_again(&self, reprint: &Reprint, shares: &[Share]) -> bool {
        let said = self.said(reprint, shares);
        let between = self.once[reprint.again().start] - self.once[reprint.before().end];
        let covered = || places(shares).filter(|own| is_covered(self.stream, own));
        said >= MIN_REPRINT
            && self.is_dense(reprint)
            && !self.is_quotation(shares)
            && (between * 2 <= said
                || said >= MAX_REFRAIN && covered().count() > MAX_STANZAS
                || covered().any(|own| self.is_prose_again(own)))
    }

    /// Whether one text quotes the other, as a report does a statement that is printed beside it: most of what
    /// both say is in quotation marks in only one of them.
    fn is_quotation(&self, shares: &[Share]) -> bool {
        let quotes = |at: usize| begins_quoted(&self.unit(at).text);
        let differs = |share: &&Share| quotes(share.place) != quotes(share.of);
        let quoted: usize = shares
            .iter()
            .filter(differs)
            .map(|share| share.weight)
            .sum();
        let all: usize = shares.iter().map(|share| share.weight).sum();
        quoted * 2 > all
    }

    /// The weight of what is said again, if half of it is prose; what is repeated in itself, as rows of
    /// results are, counts once.
    fn said(&self, reprint: &Reprint, shares: &[Share]) -> usize {
        let places = |share: &Share| [share.place, share.of];
        let has_prose = |share: &Share| places(share).iter().any(|&at| is_prose(self.unit(at)));
        let prose = shares.iter().filter(|share| has_prose(share));
        let prose: usize = prose.map(|share| share.weight).sum();
        let all: usize = shares.iter().map(|share| share.weight).sum();
        if all < MIN_REPRINT || prose * 2 < all {
            return 0;
        }
        let words = reprint.0.iter().flat_map(|found| found.again());
        let mut seen = Set::default();
        let new = words.filter(|&word| seen.insert(self.stream.shingle(word)));
        let new = new.map(|word| self.stream.weight(word..word + 1)).sum();
        all.min(new)
    }

    /// Whether one print says most of the other, and the other is not several times as long.
    fn is_dense(&self, reprint: &Reprint) -> bool {
        let weight = |words| self.stream.weight(words);
        let same: usize = reprint.0.iter().map(|found| weight(found.again())).sum();
        let (one, other) = (weight(reprint.again()), weight(reprint.before()));
        same * 100 >= one.min(other) * MIN_DENSE && same * 2 >= one.max(other)
    }

    /// Whether a paragraph that is no verse is printed exactly twice.
    fn is_prose_again(&self, own: &[Share]) -> bool {
        let unit = self.unit(own[0].place);
        unit.mass >= MIN_PROSE
            && unit.kind == BlockKind::Paragraph
            && main_of(own).is_some_and(|of| self.is_exactly_twice(own[0].place, of))
    }

    fn is_exactly_twice(&self, place: usize, of: usize) -> bool {
        self.times[of] == 1 && self.unit(place).letters() == self.unit(of).letters()
    }

    fn unit(&self, place: usize) -> &'a Unit {
        &self.units[self.stream.units[place]]
    }
}

/// Whether a unit is a sentence, or so long that it holds some.
fn is_prose(unit: &Unit) -> bool {
    let is_sentence = || unit.mass >= MIN_SENTENCE && is_sentence(&unit.text);
    let is_row = matches!(
        unit.kind,
        BlockKind::Heading | BlockKind::Table | BlockKind::Caption
    );
    !is_row && (unit.mass >= SURE_PROSE || is_sentence())
}
