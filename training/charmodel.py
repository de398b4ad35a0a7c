"""Counts of characters, pairs and triples, what they say of probabilities, and what of it is worth its space.

A key holds up to three code points of 21 bits each, the last one lowest. Costs are in quarter bits.
"""
import re, unicodedata
from dataclasses import dataclass

import numpy

U = numpy.uint64
LAST, PAIR = U(0x1FFFFF), U((1 << 42) - 1)
SPACES = re.compile(r'[\s\x00-\x20!-/:-@\[-`{-\x7f]+')
DIGITS = str.maketrans('123456789', '0' * 9)
DISCOUNTS = .6, .85, 1.1  # of what was seen once, twice, more often
PAIR_COST, CHARACTER_COST = 4, 6  # of going without the triple, and without the pair
SLOTS = 1.23  # of the static function's array for each triple
NONE = 255
SCRIPTS = [(0x41, 0x5A, 1), (0x61, 0x7A, 1), (0xC0, 0xD6, 1), (0xD8, 0xF6, 1), (0xF8, 0x2AF, 1), (0x1E00, 0x1EFF, 1),
           (0x370, 0x3FF, 2), (0x1F00, 0x1FFC, 2), (0x400, 0x52F, 3), (0x530, 0x1DFF, 5), (0x2E80, 0xD7FF, 4),
           (0xF900, 0xFAFF, 4), (0xFF01, 0xFFEF, 4)]
# Where national standards put characters, by how rare those are in bits: as in plausible.rs.
UNRANKED = 17
PLACES = [('big5', 0xC9, 0xF9, 0x40, 14), ('gbk', 0xD8, 0xF7, 0xA1, 13), ('cp932', 0x88, 0x97, 0x40, 10),
          ('big5', 0xA4, 0xC5, 0x40, 10), ('gbk', 0xB0, 0xD7, 0xA1, 10), ('euc-kr', 0xB0, 0xC8, 0xA1, 9)]


def normal(text):
    """The lines of a text as the model sees them."""
    lines = (SPACES.sub(' ', line.lower()).strip().translate(DIGITS) for line in text.split('\n'))
    return [line for line in lines if line]


def code_points(lines, edge):
    text = '\0' + '\0'.join(f'{edge}{line}{edge}' for line in lines) + '\0'
    codes = numpy.frombuffer(text.encode('utf-32-le', 'replace'), '<u4').astype(U)
    codes[codes > 0xFFFF] = 0
    return codes


def joined(*codes):
    key = codes[0]
    for code in codes[1:]:
        key = key << U(21) | code
    return key


@dataclass
class Counts:
    """Sorted keys, how much each counts, and how often it was seen."""
    keys: numpy.ndarray
    weights: numpy.ndarray
    seen: numpy.ndarray

    @classmethod
    def of(cls, keys, weights, seen=None):
        unique, place = numpy.unique(keys, return_inverse=True)
        total = numpy.bincount(place, weights, len(unique))
        return cls(unique, total, total if seen is None else numpy.bincount(place, seen, len(unique)))

    @classmethod
    def sum(cls, parts):
        parts = list(parts)
        return cls.of(*(numpy.concatenate([getattr(part, name) for part in parts])
                        for name in ('keys', 'weights', 'seen')))

    def scaled(self, factor):
        return Counts(self.keys, self.weights * factor, self.seen)

    def without_ascii(self):
        points = [self.keys & LAST, self.keys >> U(21) & LAST, self.keys >> U(42)]
        return self.where(~numpy.logical_and.reduce([point < U(128) for point in points]))

    def where(self, kept):
        return Counts(self.keys[kept], self.weights[kept], self.seen[kept])

    def find(self, keys):
        place = numpy.minimum(numpy.searchsorted(self.keys, keys), len(self.keys) - 1)
        return place, self.keys[place] == keys

    def weight(self, keys):
        place, found = self.find(keys)
        return numpy.where(found, self.weights[place], 0)


def count_lines(lines):
    """Counts of one, two and three characters in running text."""
    codes = code_points(lines, ' ')
    for size in (1, 2, 3):
        windows = [codes[i:len(codes) - size + 1 + i] for i in range(size)]
        inside = numpy.logical_and.reduce([window > 0 for window in windows])
        keys, number = numpy.unique(joined(*(window[inside] for window in windows)), return_counts=True)
        yield Counts(keys, number.astype(float), number.astype(float))


def count_words(words):
    """Counts inside words, and those of one and two characters that end a word, where what follows is unknown."""
    codes = code_points(words, '')
    weights = numpy.repeat(list(words.values()), [len(word) + 1 for word in words])
    weights = numpy.concatenate([[0.], weights])
    known, unknown = [], []
    for size in (1, 2, 3):
        windows = [codes[i:len(codes) - size + 1 + i] for i in range(size)]
        inside = numpy.logical_and.reduce([window > 0 for window in windows])
        keys, weight = joined(*(window[inside] for window in windows)), weights[:len(inside)][inside]
        known.append(Counts.of(keys, weight))
        ends = numpy.concatenate([codes[size:], [U(0)]])[:len(inside)][inside] == 0
        unknown.append(Counts.of(keys[ends], weight[ends]))
    return known, unknown[:2]


def count_profile(frequencies):
    """The same from counts of letters of which the rare ones are missing."""
    known = []
    for size in (1, 2, 3):
        kept = {}
        for text, number in frequencies.items():
            text = text.lower()
            if len(text) == size and '  ' not in text and max(map(ord, text)) <= 0xFFFF:
                key = 0
                for c in text:
                    key = key << 21 | ord(c)
                kept[key] = kept.get(key, 0) + number
        known.append(Counts.of(numpy.array(list(kept), U), numpy.array(list(kept.values()), float)))
    unknown = []
    for shorter, longer in zip(known, known[1:]):
        place, found = shorter.find(longer.keys >> U(21))
        spent = numpy.bincount(place[found], longer.weights[found], len(shorter.keys))
        rest = numpy.maximum(shorter.weights - spent, 0)
        unknown.append(Counts(shorter.keys, rest, rest))
    return known, unknown


def discounted(counts):
    once, twice, more = DISCOUNTS
    seen = counts.seen
    return counts.weights * numpy.select([seen < 1.5, seen < 2.5], [once, twice / 2], more / numpy.maximum(seen, 3))


def interpolated(counts, unknown, shorter):
    """The probability of each key's last character after the others; `shorter` is its probability after fewer."""
    contexts, place = numpy.unique(counts.keys >> U(21), return_inverse=True)
    loss = discounted(counts)
    extra = unknown.weight(contexts)
    total = numpy.bincount(place, counts.weights) + extra
    left = numpy.bincount(place, loss) + extra
    return (counts.weights - loss + left[place] * shorter) / total[place]


def estimate(known, unknown):
    """Costs of the pairs and of the triples."""
    ones, pairs, triples = known
    share = numpy.zeros(0x10000)
    share[ones.keys.astype(int)] = ones.weights / ones.weights.sum()
    after_one = interpolated(pairs, unknown[0], share[(pairs.keys & LAST).astype(int)])
    place, _ = pairs.find(triples.keys & PAIR)
    after_two = interpolated(triples, unknown[1], after_one[place])
    return [numpy.clip(numpy.rint(-4 * numpy.log2(share)), 0, 127) for share in (after_one, after_two)]


def ranks():
    rank = numpy.zeros(0x10000)
    for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3)):
        rank[first:last + 1] = UNRANKED
    for encoding, first, last, trail, bits in PLACES:
        for lead in range(first, last + 1):
            for low in range(trail, 0xFF):
                text = bytes([lead, low]).decode(encoding, 'replace')
                if len(text) == 1 and rank[ord(text)]:
                    rank[ord(text)] = bits
    return rank


def unigram_costs(ones):
    """The cost of each character in its script's text; what was not seen has a share by its rank."""
    counted = numpy.zeros(0x10000)
    counted[ones.keys.astype(int)] = ones.weights
    rank = ranks()
    prior = numpy.exp2(-numpy.where(rank > 0, rank, 16))
    letters = numpy.array([unicodedata.category(chr(i)) not in ('Cn', 'Cs', 'Co', 'Cc') for i in range(0x10000)])
    letters[0x20] = True
    script = numpy.zeros(0x10000, int)
    for first, last, number in SCRIPTS:
        script[first:last + 1] = number
    costs = numpy.full(0x10000, NONE, numpy.uint8)
    for number in range(6):
        at = letters & (script == number)
        total = counted[at].sum()
        unseen = total * (2e-4 if 0 < number < 5 else 1e-3) / prior[at].sum()
        share = (counted[at] + unseen * prior[at]) / (total * (1 + 2e-4))
        costs[at] = numpy.clip(numpy.rint(-4 * numpy.log2(share)), 0, NONE - 1)
    return costs


def select(pairs, triples, costs, unigrams, size, least=2):
    """Which pairs and triples to keep in `size` bytes: those that save most, and the pairs that a kept triple is of."""
    last = unigrams[(pairs.keys & LAST).astype(int)].astype(float)
    gain_two = pairs.weights * (last + CHARACTER_COST - costs[0]) / 2
    ending, starting = pairs.find(triples.keys & PAIR)[0], pairs.find(triples.keys >> U(21))[0]
    gain_three = triples.weights * (costs[0][ending] + PAIR_COST - costs[1]) / (2 * SLOTS)
    gain_three[triples.seen < least] = -1

    def above(threshold):
        threes, twos = gain_three > threshold, gain_two > threshold
        twos[ending[threes]] = twos[starting[threes]] = True
        return twos, threes
    low, high = -60., 10.
    for _ in range(40):
        middle = (low + high) / 2
        twos, threes = above(2 ** middle)
        if 2 * twos.sum() + 2 * SLOTS * threes.sum() > size:
            low = middle
        else:
            high = middle
    return above(2 ** high)
