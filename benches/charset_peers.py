#!/usr/bin/env python3
"""Scores chardet and charset-normalizer on the charset rows: how many texts are decoded as they were written.

usage: charset_peers.py ../shared/data/charset/charset.jsonl      needs `pip install chardet charset-normalizer`
Prints a line for each encoding and size, and how fast each is, in megabytes a second.
"""
import base64, collections, json, sys, time

import chardet
from charset_normalizer import from_bytes


def normalizer(data):
    best = from_bytes(data).best()
    return best.encoding if best else None


PEERS = {'chardet': lambda data: chardet.detect(data)['encoding'], 'charset-normalizer': normalizer}


def main(path):
    rows = [json.loads(line) for line in open(path, encoding='utf-8')]
    same, all_rows, seconds = collections.Counter(), collections.Counter(), collections.Counter()
    for row in rows:
        data = base64.b64decode(row['b64'])
        groups = ('all', f'{row["size"]} bytes', row['encoding'])
        all_rows.update(groups)
        for peer, detect in PEERS.items():
            start = time.perf_counter()
            encoding = detect(data)
            seconds[peer] += time.perf_counter() - start
            if data.decode(encoding or 'latin-1', 'replace').lstrip('\ufeff') == row['text']:
                same.update((peer, group) for group in groups)
    print('encoding', 'texts', *PEERS, sep='\t')
    for group, count in sorted(all_rows.items()):
        print(group, count, *(same[peer, group] for peer in PEERS), sep='\t')
    size = sum(len(base64.b64decode(row['b64'])) for row in rows)
    print('MB/s', '', *(round(size / seconds[peer] / 1e6, 2) for peer in PEERS), sep='\t')


if __name__ == '__main__':
    main(sys.argv[1])
