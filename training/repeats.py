#!/usr/bin/env python3
"""Measures what it says of a text that another page of its host has it too, and what designs make of that.

usage: scripts/train --repeats [SCORES.npy]      needs ../shared/data, and half an hour

The pages are those of the development sets whose host has two or more there; each page's own gold judges it, and no
gold teaches anything: repeats are counted on the pages themselves. Scores are those of models that have not seen the
page's host (as in train.py); with SCORES.npy they are read from there, or written there for the next time. A design
takes a unit's score down or up; the text is what the whole program makes of that. Pages that train.py has again as plain
ones and as text stand for old sites, where there is less to tell by; what repeats is then what other pages have anywhere. Prints the odds that a unit is body,
by its score and whether it repeats, and for each design the change of f1_page with a 95 % interval (bootstrap over hosts).
"""
import collections, pathlib, re, sys, tempfile

import numpy

import train as T

HEAVY = 20      # letters and digits; what is shorter repeats by chance
PLACE = 2       # elements around a unit that make its place, by their class words
STRONG = 2.5    # the shift of a text that repeats


def main():
    saved = next((pathlib.Path(a) for a in sys.argv[1:] if a.endswith('.npy')), None)
    with tempfile.TemporaryDirectory() as folder:
        corpus = T.Corpus(pathlib.Path(folder))
        scores = numpy.load(saved) if saved and saved.exists() else held_out(corpus)
        if saved:
            numpy.save(saved, scores)
        hosts = pages_by_host(corpus)
        units = [unit for pages in hosts.values() for unit in counted(pages, scores)]
        print_odds(units)
        print('set | hosts | pages | f1_page | ' + ' | '.join(DESIGNS))
        alone = page_scores(corpus, scores)
        changes = {name: page_scores(corpus, shifted(scores, units, design)) for name, design in DESIGNS.items()}
        for name in T.SETS:
            print_set(name, lambda of: of == name, hosts, alone, changes)
        for variant in 'plain', 'text':
            print_set(f'pages as {variant}', lambda of: of.endswith(f' {variant}'), hosts, alone, changes)


def held_out(corpus):
    """As train.main."""
    first = corpus.held_out(T.FIRST)
    corpus.doubt_noisy(first)
    first = corpus.held_out(T.FIRST)
    corpus.look_again(first)
    return corpus.held_out(T.SECOND)


def pages_by_host(corpus):
    """Pages with an address, by host, of hosts with two or more; each with its place among all units, and its variants."""
    hosts, variants, at = collections.defaultdict(list), collections.defaultdict(list), 0
    for s in corpus.sets:
        for page in s.pages:
            span = slice(at + page['at'].start, at + page['at'].stop)
            entry = s.name, page, span, corpus.good[span]
            if ' ' in s.name:
                variants[s.name.split()[0], page['id']].append(entry)
                continue
            url = re.sub(r'^https?://web\.archive\.org/web/\w+/', '', page['gold'].get('url') or '')
            found = re.match(r'(?:https?://)?(?:www\.)?([^/:?#\s]+\.[^/:?#\s]+)', url)
            if found:
                hosts[found[1].lower()].append(entry)
        at += len(s.rows)
    with_variants = lambda entry: (*entry, variants[entry[0], entry[1]['id']])
    return {host: list(map(with_variants, pages)) for host, pages in hosts.items() if len(pages) > 1}


Unit = collections.namedtuple('Unit', 'at score good heavy others same rate is_itself')


def counted(pages, scores):
    """Each unit of a host's pages: on how many other articles it stands, anywhere and at its place."""
    articles = {}
    for page in pages:
        articles.setdefault(article(page), []).append(page)
    texts, places, seen, repeated = (collections.Counter() for _ in range(4))
    for prints in ({p for page in same for p in prints_of(page)} for same in articles.values()):
        texts.update({text for text, _ in prints})
        places.update(prints)
    for same in articles.values():
        for text, place in set(prints_of(same[0])):
            seen[place] += 1
            repeated[place] += texts[text] > 1
    for page in pages if len(articles) > 1 else []:
        for offset, (text, place) in enumerate(prints_of(page)):
            if text:
                at, rate = page[2].start + offset, repeated[place] / max(4, seen[place])
                yield Unit(at, scores[at], page[3][offset], len(text) >= HEAVY, texts[text] - 1, places[text, place] - 1, rate, True)
        own = {text for same in articles[article(page)] for text, _ in prints_of(same)}
        for variant in page[4]:
            for offset, (text, _) in enumerate(prints_of(variant)):
                at, others = variant[2].start + offset, texts[text] - (text in own)
                yield Unit(at, scores[at], variant[3][offset], len(text) >= HEAVY, others, others, 0, False)


def prints_of(page):
    page = page[1]
    letters = lambda text: ''.join(c for c in text.lower() if c.isalnum())
    place = lambda shape: tuple(page['shapes'][shape][:PLACE])
    return [(letters(text), place(shape)) for text, shape in zip(page['units'], page['words'])]


def article(page):
    """Pages with the same three heaviest texts are one article."""
    texts = sorted({text for text, _ in prints_of(page) if len(text) >= 60}, key=lambda text: (len(text), text))
    return tuple(texts[-3:]) or page[1]['id']


DESIGNS = {
    'same place': lambda u: -STRONG * (u.heavy and u.same > 0),
    'any place': lambda u: -STRONG * (u.heavy and u.others > 0),
    'any place, a verdict': lambda u: -20 * (u.heavy and u.others > 0),
    'any place, and the opposite': lambda u: -STRONG * (u.heavy and u.others > 0) + .2 * (u.others == 0),
    'any place, and how often the place repeats': lambda u: -STRONG * (u.heavy and u.others > 0) - u.rate * (u.others == 0),
    'all that is not gold': lambda u: -20 * (u.others > 0 and 0 <= u.good < .5),
}


def shifted(scores, units, design):
    scores = scores.copy()
    for unit in units:
        scores[unit.at] += design(unit)
    return scores


def page_scores(corpus, scores):
    pages = corpus.each_page(scores)
    return {(name, page['id']): T.f1(page['gold'], text) for name, page, _, text in pages if page['gold'].get('text')}


def print_odds(units):
    print('score | odds where the text is on no other page | on one, elsewhere | at the same place')
    for low, high in (-9, -3), (-3, -1), (-1, 0), (0, 1), (1, 2), (2, 9):
        among = [u for u in units if u.is_itself and u.heavy and u.good >= 0 and low <= u.score < high]
        kinds = [u for u in among if not u.others], [u for u in among if u.others and not u.same], [u for u in among if u.same]
        odds = [f'{sum(u.good >= .5 for u in kind)} : {sum(u.good < .5 for u in kind)}' for kind in kinds]
        print(f'{low} to {high} | ' + ' | '.join(odds))


def print_set(name, is_in, hosts, alone, changes):
    entries = lambda pages: (entry for page in pages for entry in (page, *page[4]))
    keys = {host: [(entry[0], entry[1]['id']) for entry in entries(pages) if is_in(entry[0])] for host, pages in hosts.items()}
    keys = {host: [key for key in own if key in alone] for host, own in keys.items()}
    keys = {host: own for host, own in keys.items() if own}
    count, random = sum(map(len, keys.values())), numpy.random.default_rng(1)
    if not count:
        return
    cells, drawn = [], random.integers(0, len(keys), (4000, len(keys)))
    for found in changes.values():
        sums = numpy.array([[sum(found[k] - alone[k] for k in own), len(own)] for own in keys.values()])
        part = sums[drawn].sum(1)
        low, high = numpy.percentile(part[:, 0] / part[:, 1], [2.5, 97.5])
        cells.append(f'{sums[:, 0].sum() / count:+.4f} ({low:+.4f} to {high:+.4f})')
    f1 = sum(alone[k] for own in keys.values() for k in own) / count
    print(f'{name} | {len(keys)} | {count} | {f1:.4f} | ' + ' | '.join(cells))


if __name__ == '__main__':
    main()
