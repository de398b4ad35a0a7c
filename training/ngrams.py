#!/usr/bin/env python3
"""Makes copydesk-text's model of which character follows which, and measures it.

usage: scripts/train-text [--measure]      downloads its packages once; --measure only measures the model that is there

Text is taken in lower case, a digit as 0, white space and ASCII punctuation as one space. The characters, pairs and
triples of each language group are counted, weighted and mixed; a triple's probability is interpolated with the pair's,
and that with the character's (absolute discounting). Word lists and profiles do not say what follows a word's end:
they leave that mass to the shorter context. Kept is what costs most to forget.

unigrams.bin  one byte a code point to U+FFFF: -log2 of its share in its script's text, in quarter bits; 255: none.
bigrams.bin   numbers of 16 bits, little-endian: n; n characters (their place is their id); n lengths of rows; the rows,
              one for each character, of what follows it: gap << 5 | cost, where the id is the last one's plus the gap,
              and the cost is in units of 3 quarter bits; cost 31 only bridges a gap.
trigrams.bin  a seed of 64 bits, then a static function over triples: t[p0] ^ t[p1] ^ t[p2] = fingerprint << 5 | cost.
              It is asked only of triples whose two pairs are known, so that its false positives are rare.
"""
import os, pathlib, sys
from collections import defaultdict

import opencc

import samples
import texts
from charfiles import Reader, write
from charmodel import (Counts, count_lines, count_profile, count_words, estimate, normal, select,
                       unigram_costs)
from cloze import measure

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODEL = ROOT / 'crates/copydesk-text/src/model'
CACHE = pathlib.Path(os.environ.get('CARGO_TARGET_DIR', ROOT / 'training/target')) / 'texts'
SIZE = 1_760_000  # bytes of the pairs and triples: 1.8 MiB less the unigrams, the characters and the bridges
CYRILLIC = ['ru', 'uk', 'bg', 'sr', 'mk', 'be']
LATIN = ['bs', 'ca', 'cs', 'da', 'de', 'en', 'es', 'et', 'fi', 'fr', 'hr', 'hu', 'is', 'it', 'lt', 'lv', 'nb', 'nl',
         'pl', 'pt', 'ro', 'sk', 'sl', 'sq', 'sv', 'tr', 'vi']
# How much of the mixed text each group is.
MASS = {'hans': .31, 'hant': .2, 'ja': .2, 'ko': .14, 'el': .01, 'ru': .05,
        **{language: .0033 for language in CYRILLIC[1:]}, **{language: .003 for language in LATIN}}
CHINESE = {'zh': 'hans', 'zh-cn': 'hans', 'zh-hans': 'hans', 'zh-tw': 'hant', 'zh-hk': 'hant', 'zh-hant': 'hant'}
# Lines drawn from dictionaries, and how much a character of them counts.
DRAWN = {'hans': (600_000, 2), 'ja': (400_000, .3), 'ko': (150_000, .03)}
IMPRINT = 200  # how much a line of imprint.txt, written for this, counts
WORDS, PROFILE = .5, 2  # of what the running text of the group counts


def main():
    if '--measure' not in sys.argv[1:]:
        parts, known = gather()
        groups = [mixed(group, parts.pop(group), known.pop(group, [])) for group in MASS]
        build(*([Counts.sum(group[kind][size] for group in groups) for size in range(3 - kind)] for kind in (0, 1)))
    measure(Reader(MODEL), ROOT.parent / 'shared/data/mojibake/mojibake.jsonl')


def gather():
    """What is counted in running text, group -> [three Counts], and in word lists, group -> [(share, such counts)]."""
    parts, known = defaultdict(list), defaultdict(list)
    for source in texts.RUNNING:
        lines = defaultdict(list)
        for language, text in source.read(source.fetch(CACHE)):
            lines[group_of(language)] += normal(text)
        add(parts, both_chinese(lines), source.weight)
    imprint = (pathlib.Path(__file__).parent / 'imprint.txt').read_text(encoding='utf-8')
    add(parts, both_chinese({'hans': normal(imprint)}), IMPRINT)
    words, of_speech = texts.chinese_words(CACHE)
    chain = texts.part_of_speech_chain(CACHE)
    for group, draw in (('hans', lambda number: samples.chinese(words, of_speech, chain, number)),
                        ('ja', lambda number: samples.japanese(CACHE, number)),
                        ('ko', lambda number: samples.korean(CACHE, number))):
        number, weight = DRAWN[group]
        add(parts, both_chinese({group: normal('\n'.join(draw(number)))}), weight)
    traditional = convert('s2twp', list(words))
    for group, names in (('hans', words), ('hant', traditional)):
        known[group].append((WORDS, count_words(dict(zip(names, words.values())))))
    for language, frequencies in texts.profiles(CACHE):
        if language != 'ja' and group_of(language) == language:  # Japanese letters are merged there
            known[language].append((PROFILE, count_profile(frequencies)))
    return parts, known


def group_of(language):
    tag = language.lower().replace('_', '-')
    return 'bs' if tag == 'sr-latn' else CHINESE.get(tag, tag.split('-')[0])


def both_chinese(lines):
    """Text of one Chinese is also turned into the other, unless the source has that itself."""
    size = {group: sum(map(len, lines.get(group, []))) for group in ('hans', 'hant')}
    for here, there, how in (('hans', 'hant', 's2twp'), ('hant', 'hans', 'tw2sp')):
        if size[here] > 10 * size[there]:
            lines[there] = [*lines.get(there, []), *convert(how, lines[here])]
    return lines


def convert(how, lines):
    converter = opencc.OpenCC(how)
    return [converter.convert(line) for line in lines]


def add(parts, lines, weight):
    for group, some in lines.items():
        if group in MASS:
            counts = count_lines(dict.fromkeys(some))
            parts[group].append([count.scaled(weight) if group in LATIN else count.scaled(weight).without_ascii()
                                 for count in counts])


def mixed(group, parts, known):
    """One group's counts, its words' ends with unknown continuation beside them, by its mass."""
    running = [Counts.sum(part[size] for part in parts) for size in range(3)]
    unknown = []
    for share, (counts, ends) in known:
        factor = share * running[0].weights.sum() / counts[0].weights.sum()
        running = [Counts.sum((run, Counts(count.keys, count.weights * factor, 2 + count.weights * factor / 20)))
                   for run, count in zip(running, counts)]
        unknown.append([end.scaled(factor) for end in ends])
    mass = MASS[group] / running[2].weights.sum()
    unknown = unknown or [[run.where(slice(0)) for run in running[:2]]]
    ends = [Counts.sum(end[size] for end in unknown) for size in range(2)]
    return [count.scaled(mass) for count in running], [end.scaled(mass) for end in ends]


def build(counts, ends):
    ones, pairs, triples = counts
    costs = estimate(counts, ends)
    unigrams = unigram_costs(ones)
    twos, threes = select(pairs, triples, costs, unigrams, SIZE)
    print(f'{twos.sum():,} pairs, {threes.sum():,} triples')
    write(MODEL, unigrams, pairs.keys[twos], triples.keys[threes], (costs[0][twos], costs[1][threes]))


if __name__ == '__main__':
    main()
