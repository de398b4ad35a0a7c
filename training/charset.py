#!/usr/bin/env python3
"""Makes the model by which copydesk-text tells encodings apart: crates/copydesk-text/src/decode/model.bin.

usage: scripts/train-charset      it makes the virtual environment and needs PyPI

How surprising a letter is after another, for each language of the legacy encodings, and how surprising a
character of Chinese, Japanese and Korean is by itself, in sixteenths of a bit. Counted by lingua (Apache-2.0)
in news, and by langdetect (Apache-2.0) in Thai, since lingua leaves out the vowels that are marks.

The file holds languages, then characters:
  u8  how many languages; for each: u8 length of its code, its code, u8 letters, each letter as u16 (little endian),
      then costs of (letters + 2) squared bytes, by row the first and by column the second. Place 0 is what is
      no letter, the last place is a letter that the language does not have.
  for each of zh, ja, ko: one byte for each character of RANGES.
"""
import importlib.util, json, math, pathlib, unicodedata
from collections import defaultdict

import brotli

OUT = pathlib.Path(__file__).resolve().parent.parent / 'crates/copydesk-text/src/decode/model.bin'
package = lambda name: pathlib.Path(importlib.util.find_spec(name).origin).parent
LINGUA, LANGDETECT = package('lingua') / 'language-models', package('langdetect') / 'profiles'
UNIT = 16          # a bit
MOST = 255
LETTERS = 400_000  # what the counts are scaled to, so that smoothing means the same in each language
SMOOTHING = 12     # letters seen as often as the language has them after every letter
FOREIGN = 2e-4     # how often a letter is one that the language does not have
WHICH_FOREIGN = 4  # bits for which letter that is, of those that keyboards and code pages have
LEAST_FOREIGN = 13
AFTER_FOREIGN = 6
UNCOUNTED = 2e-3   # how often a letter is a mark that lingua does not count, as Arabic's vowels
RANGES = [(0x3040, 0x3100), (0x4E00, 0x9FA6), (0xAC00, 0xD7A4)]
PROLONGED = 'ー'    # which lingua does not count
PROLONGED_COST = 5

BASIC = 'abcdefghijklmnopqrstuvwxyz'
TONES = '\u0300\u0301\u0303\u0309\u0323'
# The letters that each language writes, less those of BASIC. What else lingua counted are foreign words,
# and text that was decoded wrongly.
LATIN = {
    'en': '', 'fr': 'àâæçèéêëîïôùûüÿœ', 'de': 'ßäéöü', 'es': 'áéíñóúü', 'pt': 'ªºàáâãçéêíóôõú', 'it': 'àèéìíîòóù',
    'nl': 'áèéêëïóöü', 'sv': 'àäåéöü', 'da': 'åæéøöäü', 'nb': 'åæéèøòôöä', 'fi': 'äåöé', 'is': 'áæéíðóöúýþ',
    'ca': 'àçèéíïñòóúü·', 'eu': 'ñéíü', 'ga': 'áéíóú', 'sq': 'çë', 'af': 'áéêëíïóôöúŉ', 'pl': 'óąćęłńśźż',
    'cs': 'áéíóúýčďěňřšťůž', 'sk': 'áäéíóôúýčďĺľňŕšťž', 'hu': 'áéíóöúüőű', 'ro': 'âîăşţ', 'hr': 'ćčđšž', 'sl': 'ćčđšž',
    'tr': 'âçîöûüğış', 'lt': 'ąčėęįšūųž', 'lv': 'āčēģīķļņšūžō', 'et': 'äõöüšž', 'eo': 'ĉĝĥĵŝŭ', 'cy': 'áâéêëîïôöûŵŷ',
    'vi': 'âêôđăơư' + TONES,
}
OTHERS = {
    'ru': 'абвгдежзийклмнопрстуфхцчшщъыьэюяё', 'uk': 'абвгдежзийклмнопрстуфхцчшщьюяєіїґ',
    'be': 'абвгдежзйклмнопрстуфхцчшыьэюяёіў', 'bg': 'абвгдежзийклмнопрстуфхцчшщъьюя',
    'mk': 'абвгдежзиклмнопрстуфхцчшѓѕјљњќџ', 'sr': 'абвгдежзиклмнопрстуфхцчшђјљњћџ',
    'el': 'ΐάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ', 'he': 'אבגדהוזחטיךכלםמןנסעףפץצקרשת',
    'ar': 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـًٌٍَُِّْ', 'fa': 'ءآأؤئابتثجحخدذرزسشصضطظعغفقكلمنهويپچژکگی\u200c\u064b\u064e\u064f\u0650\u0651',
    'ur': 'ءآؤئابتثجحخدذرزسشصضطظعغفقلمنوٹپچڈڑژکگںھہیے',
    'th': 'กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะาำเแโใไๅๆัิีึืฺุู็่้๊๋์ํ๎',
}
# Romanian's commas are cedillas in the encodings that its pages used.
CEDILLAS = str.maketrans('șț', 'şţ')


def main():
    languages = LATIN | OTHERS
    out = bytearray([len(languages)])
    for code, own in languages.items():
        letters = (BASIC if code in LATIN else '') + ''.join(sorted(own))
        out += bytes([len(code)]) + code.encode() + bytes([len(letters)]) + letters.encode('utf-16-le')
        for row in pair_costs(letters, own, pairs(code)):
            out += bytes(row)
    for code in ('zh', 'ja', 'ko'):
        out += character_costs(code)
    OUT.write_bytes(out)
    print(f'{OUT.name}: {len(out)} bytes')


def counted(code, kind):
    """What lingua counted: of all letters for unigrams, of what follows their first letter for bigrams."""
    ngrams = json.loads(brotli.decompress((LINGUA / code / f'{kind}.json.br').read_bytes()))['ngrams']
    part = lambda fraction: int(fraction.split('/')[0]) / int(fraction.split('/')[1])
    return {ngram: part(fraction) for fraction, those in ngrams.items() for ngram in those.split()}


def pairs(code):
    """How often a letter follows another; '' is what is no letter. The sum over all letters is about 1."""
    if code == 'th':
        return thai_pairs()
    single = counted(code, 'unigrams')
    followed = {pair: single.get(pair[0], 0) * part for pair, part in counted(code, 'bigrams').items()}
    found, before, after = defaultdict(float), defaultdict(float), defaultdict(float)
    for (a, b), weight in followed.items():
        found[last(code, a), first(code, b)] += weight
        before[b] += weight
        after[a] += weight
    for letter, weight in single.items():
        inner = spelled(code, letter)
        for a, b in zip(inner, inner[1:]):
            found[a, b] += weight
        # What the bigrams leave over stands at a word's begin, or at its end.
        found['', first(code, letter)] += max(weight - before[letter], weight / 1000)
        found[last(code, letter), ''] += max(weight - after[letter], weight / 1000)
    return found


def spelled(code, letter):
    """Vietnamese code pages write a letter and then its tone."""
    if code != 'vi':
        return letter.translate(CEDILLAS)
    parts = unicodedata.normalize('NFD', letter)
    base = unicodedata.normalize('NFC', ''.join(c for c in parts if c not in TONES))
    return base + ''.join(c for c in parts if c in TONES)


def first(code, letter):
    return spelled(code, letter)[0]


def last(code, letter):
    return spelled(code, letter)[-1]


def thai_pairs():
    counts = json.loads((LANGDETECT / 'th').read_text())['freq']
    total = sum(count for ngram, count in counts.items() if len(ngram) == 1)
    thai = lambda c: c if '\u0e00' < c < '\u0e5c' else ''
    found = defaultdict(float)
    for ngram, count in counts.items():
        if len(ngram) == 2 and any(map(thai, ngram)):
            found[thai(ngram[0]), thai(ngram[1])] += count / total
    return found


def pair_costs(letters, own, found):
    places = {letter: place for place, letter in enumerate(['', *letters])}
    foreign = len(places)
    size = foreign + 1
    counts = [[0] * size for _ in range(size)]
    for (a, b), weight in found.items():
        counts[places.get(a, foreign)][places.get(b, foreign)] += weight * LETTERS
    expected = [1 + sum(row[place] for row in counts) for place in range(size)]
    expected[foreign] = max(expected[foreign], LETTERS * FOREIGN)
    for letter in own:
        if expected[places[letter]] < 1 + LETTERS * 1e-5:
            expected[places[letter]] = LETTERS * UNCOUNTED
    total = sum(expected)
    for a, row in enumerate(counts):
        seen = sum(row) + SMOOTHING
        costs = [-math.log2((count + SMOOTHING * share / total) / seen) for count, share in zip(row, expected)]
        costs[foreign] = max(costs[foreign] + WHICH_FOREIGN, LEAST_FOREIGN)
        if a == foreign:
            costs = [min(cost, AFTER_FOREIGN) for cost in costs]
        yield [min(round(cost * UNIT), MOST) for cost in costs]


def character_costs(code):
    single = counted(code, 'unigrams')
    costs = {c: min(round(-math.log2(part) * UNIT), MOST) for c, part in single.items() if len(c) == 1}
    if code == 'ja':
        costs[PROLONGED] = PROLONGED_COST * UNIT
    return bytes(costs.get(chr(c), MOST) for first, end in RANGES for c in range(first, end))


if __name__ == '__main__':
    main()
