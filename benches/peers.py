#!/usr/bin/env python3
"""Times the peers that are Python packages, one thread, the extraction call only.

usage: benches/peers.py FOLDER...

Prints a line a peer: its name, the seconds for all pages, and those of the slowest page, parted by tabs.
"""
import importlib.metadata, logging, pathlib, sys, time

import resiliparse.extract.html2text as html2text
import trafilatura


def resiliparse(page):
    html2text.extract_plain_text(page.decode('utf-8', 'replace'), main_content=True)


def trafilatura_with_metadata(page):
    trafilatura.bare_extraction(page, with_metadata=True)


def seconds(call, page):
    start = time.perf_counter()
    try:
        call(page)
    except Exception:
        pass  # a page that a peer fails on costs the time it took
    return time.perf_counter() - start


def main():
    logging.disable()
    pages = [path.read_bytes() for folder in sys.argv[1:] for path in sorted(pathlib.Path(folder).iterdir())]
    for package, call, rounds in [('resiliparse', resiliparse, 3), ('trafilatura', trafilatura_with_metadata, 1)]:
        times = [min(seconds(call, page) for _ in range(rounds)) for page in pages]
        print(f'{package} {importlib.metadata.version(package)}', sum(times), max(times), sep='\t', flush=True)


if __name__ == '__main__':
    main()
