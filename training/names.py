#!/usr/bin/env python3
"""Writes copydesk-extract's table of given names.

usage: training/names.py      needs `pip install faker==40.63.0` (MIT licence, © 2012 Daniele Faraglia) and ../shared/data

Faker knows the given names of some seventy languages and countries. Left out are those that texts write
in lower case half as often as they capitalise them: `will`, `hope`, `rose` are words
first. The table holds one name a line, in lower case, sorted by its bytes, and also without its accents.
"""
import importlib, json, pathlib, pkgutil, re, unicodedata
from collections import Counter

from faker.providers import person

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / 'crates/copydesk-extract/src/metadata/given_names.txt'
FEW = 1  # slips and foreign words
DATA = ROOT.parent / 'shared' / 'data'
TEXTS = ['wcxb_dev_article', 'wcxb_dev_other', 'fundus', 'trafilatura_segments']
INSIDE = re.compile(r'(?<=[\w,;] )[^\W\d_]+')  # a word that begins no sentence
SPACELESS = re.compile('[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]')


def given_names():
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f'faker.providers.person.{module.name}').Provider
        for key in dir(provider):
            value = getattr(provider, key)
            if key.startswith('first_name') and isinstance(value, (tuple, list, dict)):
                yield from (name for name in value if isinstance(name, str))


def words_of_texts():
    lower, capital = Counter(), Counter()
    for name in TEXTS:
        for line in (DATA / name / 'gold.jsonl').read_text().split('\n')[:-1]:
            gold = json.loads(line)
            for text in [gold.get('text') or '', *(gold.get('with') or [])]:
                for word in INSIDE.findall(text):
                    (lower if word.islower() else capital)[word.lower()] += 1
    return lower, capital


def plain(word):
    return ''.join(c for c in unicodedata.normalize('NFKD', word) if not unicodedata.combining(c))


def main():
    lower, capital = words_of_texts()
    words = {word.lower() for name in given_names() for word in re.split(r"[\s\-'’.()]+", name)}
    words = {word for word in words if len(word) > 1 and word.isalpha() and not SPACELESS.search(word)}
    words = {word for word in words if lower[word] <= FEW or 2 * lower[word] < capital[word]}
    latin = {word for word in words if plain(word).isascii()}
    kept = sorted(words | {plain(word) for word in latin}, key=str.encode)
    TABLE.write_text('\n'.join(kept) + '\n')
    print(f'{len(kept)} names, {TABLE.stat().st_size} bytes')


if __name__ == '__main__':
    main()
