#!/usr/bin/env python3
"""Times rensa and datasketch on documents of benches/neardup_documents.py, as benches/src/bin/neardup.rs times copydesk.

usage: benches/neardup_peers.py DOCUMENTS.jsonl      needs rensa and datasketch from PyPI

Both cut texts into sets of three words in Python, make MinHash signatures of 128 values, and look them up at a threshold of .3 while
they insert them. Neither verifies a pair. Prints documents a second of the processor.
"""
import json, sys, time
import datasketch, rensa

THRESHOLD, VALUES = .3, 128


def shingles(text):
    words = text.lower().split()
    return {' '.join(words[n:n + 3]) for n in range(max(1, len(words) - 2))}


def by_rensa(texts):
    index = rensa.RMinHashLSH(threshold=THRESHOLD, num_perm=VALUES, num_bands=32)
    for number, text in enumerate(texts):
        minhash = rensa.RMinHash(num_perm=VALUES, seed=1)
        minhash.update(list(shingles(text)))
        index.query(minhash)
        index.insert(number, minhash)


def by_datasketch(texts):
    index = datasketch.MinHashLSH(threshold=THRESHOLD, num_perm=VALUES)
    for number, text in enumerate(texts):
        minhash = datasketch.MinHash(num_perm=VALUES)
        minhash.update_batch([shingle.encode() for shingle in shingles(text)])
        index.query(minhash)
        index.insert(number, minhash)


def main():
    texts = [json.loads(line)['text'] for line in open(sys.argv[1], encoding='utf-8')]
    for name, run in [('rensa', by_rensa), ('datasketch', by_datasketch)]:
        start = time.process_time()
        run(texts)
        took = time.process_time() - start
        print(f'| {name} | {len(texts)} | {took:.2f} | {len(texts) / took:.0f} |', flush=True)


if __name__ == '__main__':
    main()
