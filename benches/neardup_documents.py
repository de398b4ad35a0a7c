#!/usr/bin/env python3
"""Makes documents of about 300 words for the bench of near-duplicates: sentences of the gold texts of ../shared/data, mixed; one
document in four is an earlier one that was edited, cut or given another opening.

usage: benches/neardup_documents.py COUNT >documents.jsonl
"""
import json, pathlib, random, re, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent / 'shared' / 'data'
SETS = ['wcxb_dev_article', 'fundus', 'readability_fixtures', 'wcxb_dev_other', 'newspaper4k_fixtures']


def main():
    draw = random.Random(5)
    sentences = []
    for name in SETS:
        for row in map(json.loads, open(ROOT / name / 'gold.jsonl', encoding='utf-8')):
            parts = re.split(r'(?<=[.!?])\s+|\n+', row.get('text') or '')
            sentences.extend(part for part in parts if 5 <= len(part.split()) <= 60)
    words = [word for sentence in sentences[:20000] for word in sentence.split()]
    latest = []
    for number in range(int(sys.argv[1])):
        if latest and draw.random() < .25:
            text = draw.choice(latest).split()
            share = draw.choice([.02, .05, .15, .3])
            text = [draw.choice(words) if draw.random() < share else word for word in text]
            text = text[:int(len(text) * draw.choice([1, 1, .8]))]
        else:
            text = []
            while len(text) < 290:
                # A sentence of this document's own: a few words of another are put in, so that documents do not share sentences.
                sentence = draw.choice(sentences).split()
                text += [draw.choice(words) if draw.random() < .35 else word for word in sentence]
            latest.append(' '.join(text))
            latest = latest[-2000:]
        print(json.dumps({'id': f'n{number:07}', 'text': ' '.join(text)}, ensure_ascii=False))


if __name__ == '__main__':
    main()
