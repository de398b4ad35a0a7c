#!/usr/bin/env python3
"""Makes crates/copydesk-link/src/related/common_words.txt: in how many of a thousand articles of its language a word stands.

usage: for set in wcxb_dev_article wcxb_dev_other fundus trafilatura_segments; do copydesk clean PAGES_OF/$set; done | training/common_words.py

Linking counts words in the collection that it is given; a small collection cannot tell by itself that "the" says nothing.
Kept are words of one article in fifty, of languages with enough articles; of numbers only the short ones, since years pass.
"""
import collections
import json
import pathlib
import re
import sys

OUT = pathlib.Path(__file__).resolve().parent.parent / 'crates/copydesk-link/src/related/common_words.txt'
WORD = re.compile(r'[^\W_]+')
SHORTEST = 200     # characters: a shorter text is hardly an article
ENOUGH = 20        # articles of a language
FEWEST = 4         # articles that a word must stand in
COMMON = .02


def main():
    articles, having = collections.Counter(), collections.defaultdict(collections.Counter)
    for record in map(json.loads, sys.stdin):
        text, language = record.get('text') or '', record.get('language')
        if language and len(text) >= SHORTEST:
            language = language.split('-')[0]
            articles[language] += 1
            having[language].update({word.lower() for word in WORD.findall(text)})
    lines = []
    for language in sorted(language for language, count in articles.items() if count >= ENOUGH):
        for word, count in sorted(having[language].items()):
            share = count / articles[language]
            if count >= FEWEST and share >= COMMON and is_kept(word):
                lines.append(f'{language}\t{word}\t{round(1000 * share)}\n')
    OUT.write_text(''.join(lines), encoding='utf-8')
    print(f'{len(lines)} words of {dict(articles)}', file=sys.stderr)


def is_kept(word):
    return not any(c.isdigit() for c in word) or word.isdecimal() and len(word) <= 2 or word == '000'


if __name__ == '__main__':
    main()
