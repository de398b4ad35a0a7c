"""Measures a model of characters: the bits that a character costs, and how often it finds the one that was hidden."""
import json

import numpy

from charmodel import NONE, U, code_points, normal

GROUPS = {'UD_Chinese-GSDSimp': 'zh-Hans', 'UD_Chinese-GSD': 'zh-Hant', 'UD_Japanese-GSD': 'ja', 'UD_Korean-GSD': 'ko',
          'UD_Russian-GSD': 'ru'}
LETTERS = {'zh-Hans': [(0x4E00, 0x9FFF)], 'zh-Hant': [(0x4E00, 0x9FFF)], 'ja': [(0x4E00, 0x9FFF), (0x3041, 0x30FE)],
           'ko': [(0xAC00, 0xD7A3)], 'ru': [(0x400, 0x45F)]}
HIDDEN = 2000  # characters of each group
SPACE = 0x20


def measure(reader, gold):
    lines = {group: {} for group in LETTERS}
    for line in gold.read_text().splitlines():
        record = json.loads(line)
        group = GROUPS.get(record['source'].split('/')[0])
        if group:
            lines[group].update(dict.fromkeys(normal(record['gold'])))
    print('group     bits  64 candidates  4,096 candidates')
    for group, some in lines.items():
        codes = code_points(some, ' ')
        at = numpy.flatnonzero(numpy.logical_or.reduce([(codes >= first) & (codes <= last)
                                                        for first, last in LETTERS[group]]))
        around = numpy.stack([codes[at + shift] for shift in range(-2, 3)], 1)
        around[around == 0] = SPACE
        bits = reader.cost(*around[:, :3].T).mean() / 4
        random = numpy.random.default_rng(5)
        hidden = random.permutation(around)[:HIDDEN]
        near = numpy.mean([found(reader, window, one_byte(int(window[2]), random)) for window in hidden])
        far = (numpy.mean([found(reader, window, two_bytes(int(window[2]))) for window in hidden])
               if group != 'ru' else float('nan'))
        print(f'{group:8} {bits:5.2f} {near:14.1%} {far:17.1%}')


def one_byte(letter, random):
    """The characters that share all bytes of the UTF-8 but one, which is not the first."""
    shift = 6 * int(random.integers(2)) if letter >= 0x800 else 0
    return letter & ~(0x3F << shift) | numpy.arange(64) << shift


def two_bytes(letter):
    return letter & ~0xFFF | numpy.arange(4096)


def found(reader, window, candidates):
    """How sure it is that the hidden letter is chosen, of equals one at random."""
    candidates = candidates[reader.unigrams[candidates] < NONE].astype(U)
    before, last, letter, next_one, after = (numpy.full(len(candidates), code, U) for code in window)
    total = reader.cost(before, last, candidates) + reader.cost(last, candidates, next_one)
    total = total + reader.cost(candidates, next_one, after)
    best = candidates[total == total.min()]
    return (letter[0] in best) / len(best)
