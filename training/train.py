#!/usr/bin/env python3
"""Trains copydesk-extract's model and writes it as Rust tables.

usage: scripts/train [--cv]      needs ../shared/data; scripts/train makes the virtual environment

Each page is cut into units by copydesk itself (copydesk-training writes their features). A unit is good
when most of its 4-token shingles are in the page's gold text; in sets that only name segments, when it
holds one. Two sets of boosted trees are trained: the first by the unit's own features, the second sees
what the first made of the neighbours. What the second learns from are scores of first models that have
not seen the page's host, and so are the scores that --cv prints: five folds, whole hosts held out, each page's
text that of the record which the whole program makes by such scores.
Pages that such a model gets not even half right, whose gold is mostly cut short, count for little. So
that old and damaged sites are known too, some pages come again as plain ones, without classes and the
elements of HTML5, and some as the text that a browser shows.
"""
import hashlib, json, math, os, pathlib, re, subprocess, sys, tarfile, tempfile
from collections import Counter
from urllib.parse import urlparse

import lightgbm
import numpy
from scipy import sparse

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / 'shared'
MODEL = ROOT / 'crates/copydesk-extract/src/model'
HELD_OUT = ROOT / 'docs/held_out.json'
BINARY = pathlib.Path(os.environ.get('CARGO_TARGET_DIR', ROOT / 'training/target')) / 'release/copydesk-training'
sys.path.insert(0, str(SHARED / 'eval'))
from evaluate import compare, squeeze, tokens

# How much a set's pages count: news counts most, other kinds of pages and another extractor's output least.
SETS = {'wcxb_dev_article': 1, 'fundus': 1.5, 'trafilatura_segments': .7, 'chinese_wced': 1.5, 'wcxb_dev_other': .75,
        'readability_fixtures': .25}
# The part of a set's pages that comes again plain, and as text, and how much such a page counts.
PLAIN, TEXT, AGAIN = .3, .15, .5
FOLDS = 5
TREES = dict(num_leaves=16, min_data_in_leaf=100, bagging_fraction=.7, bagging_freq=1, lambda_l2=5, max_bin=127)
FIRST = dict(num_iterations=100, learning_rate=.1, feature_fraction=.5)
SECOND = dict(num_iterations=200, learning_rate=.06, feature_fraction=.3)
UNIT = 1000  # an integer score is thousandths of log-odds
NOISY = .6   # pages with a lower F1 count for NOISE of a page
NOISE = .15
MIN_HOSTS = 8       # a class word that fewer hosts use says nothing
MIN_WORD_SCORE = 5  # nor does one with a smaller score, in tenths of log-odds
SMOOTHING = .3
CLASS_LEVELS = 6
# The same for words of the text, counted by the thousand.
MIN_LEXICAL, LEXICAL_SMOOTHING, MANY = 5, 2, 1000


def main():
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(pathlib.Path(folder))
        first = corpus.held_out(FIRST)
        corpus.doubt_noisy(first)
        first = corpus.held_out(FIRST)
        corpus.look_again(first)
        second = corpus.held_out(SECOND)
        scores = corpus.evaluate(second)
        print(json.dumps({'held_out_first': corpus.evaluate(first), 'held_out': scores}))
        if '--cv' not in sys.argv:
            (MODEL / 'tables.rs').write_text(corpus.tables(scores))
            (MODEL / 'lexicon.txt').write_text(corpus.lexicon.table())
            HELD_OUT.write_text(json.dumps({s.name: {s.measure: scores[s.name]} for s in corpus.sets}, indent=1) + '\n')


class Pages:
    """A set's pages: features, labels, weights, hosts."""

    def __init__(self, name, source, out, gold, weight=1):
        self.name, self.source, self.out, self.factor = name, source, out, weight
        run(source, out)
        self.names, self.rows, lines = read(out)
        self.pages, self.lexical, at = [], [], 0
        for page in lines:
            self.lexical += page.pop('lexical')
            page['shapes'], page['words'] = distinct(page['words'])
            page['at'] = slice(at, at + len(page['units']))
            at = page['at'].stop
            page['gold'] = gold.get(page['id']) or {}
            page['host'] = site(page['gold'].get('url') or '') or page['id']
            self.pages.append(page)
        self.good, self.weight = numpy.full(at, -1.), numpy.zeros(at)
        for page in self.pages:
            self.label(page)
        self.weight *= weight
        self.measure = 'f1_page' if any(page['gold'].get('text') for page in self.pages) else 'seg_accuracy'

    def label(self, page):
        at, gold, units = page['at'], page['gold'], page['units']
        if gold.get('text'):
            good, sizes, size = cover(units, (gold.get('text_alt') or [gold['text']])[-1])
            if size and (good * sizes).sum() >= .3 * size:
                self.good[at], self.weight[at] = good, numpy.minimum((sizes + 6) / (size + 60), 1)
            return
        for index, unit in enumerate(map(squeeze, units)):
            for is_good, segments in (1, gold.get('with')), (0, gold.get('without')):
                for segment in map(squeeze, segments or []):
                    if segment and unit and (segment in unit or len(unit) >= 25 and unit in segment):
                        self.good[at.start + index], self.weight[at.start + index] = is_good, .1


class Corpus:
    """All sets, one after the other."""

    def __init__(self, folder):
        self.sets = [pages for name in SETS for pages in with_variants(name, folder)]
        self.names = self.sets[0].names
        self.rows = numpy.vstack([s.rows for s in self.sets])
        self.good = numpy.concatenate([s.good for s in self.sets])
        self.weight = numpy.concatenate([s.weight for s in self.sets])
        self.fold = numpy.concatenate([numpy.full(p['at'].stop - p['at'].start, fold(p['host'])) for s in self.sets for p in s.pages])
        self.words = Words(self.sets)
        self.columns = [i for i, name in enumerate(self.names) if name.startswith('class')]
        self.lexicon = Lexicon(self.sets, self.good, self.rows[:, self.names.index('words+0')])
        self.lexical = [i for i, name in enumerate(self.names) if name.startswith('lexicon')]
        self.again = None

    def look_again(self, scores):
        """Adds the features of the second look."""
        at, rows = 0, []
        for s in self.sets:
            path = s.out.with_suffix('.scores')
            self.write(scores[at:at + len(s.rows)], path)
            run(s.source, s.out.with_suffix('.again'), path)
            names, found, _ = read(s.out.with_suffix('.again'))
            rows.append(found)
            at += len(s.rows)
        self.again, self.names = numpy.vstack(rows), self.names + names

    def features(self, hosts):
        """All features, those of class words and of the lexicon as the given hosts teach them."""
        rows = self.rows.copy()
        rows[:, self.columns] = self.words.features(hosts)
        rows[:, self.lexical] = self.lexicon.features(hosts)
        return rows if self.again is None else numpy.hstack([rows, self.again])

    def train(self, rows, wanted, trees):
        wanted = wanted & (self.good >= 0)
        weight = self.weight[wanted]
        data = lightgbm.Dataset(rows[wanted].astype(numpy.float32), (self.good[wanted] >= .5).astype(int),
                                weight=weight * len(weight) / weight.sum())
        fixed = dict(objective='binary', verbose=-1, seed=1, deterministic=True, num_threads=2)
        return lightgbm.train({**TREES, **trees, **fixed}, data)

    def held_out(self, trees):
        """Each unit's score by models that have not seen its host."""
        scores = numpy.zeros(len(self.good))
        for number in range(FOLDS):
            rows = self.features([host for host in self.words.hosts if fold(host) != number])
            model = self.train(rows, self.fold != number, trees)
            scores[self.fold == number] = model.predict(rows[self.fold == number], raw_score=True)
        return scores

    def each_page(self, scores):
        """Each page with the text of the record that the program makes when its units have these scores."""
        at = 0
        for s in self.sets:
            texts = s.out.with_suffix('.texts')
            self.write(scores[at:at + len(s.rows)], texts)
            run('--text', s.source, texts, texts)
            found = {row['id']: row['text'] for row in map(json.loads, open(texts.with_suffix('.jsonl'), encoding='utf-8'))}
            for page in s.pages:
                yield s.name, page, slice(at + page['at'].start, at + page['at'].stop), found[page['id']]
            at += len(s.rows)

    @staticmethod
    def write(scores, path):
        numpy.round(scores * UNIT).astype('<i4').tofile(path)

    def doubt_noisy(self, scores):
        for _, page, units, text in self.each_page(scores):
            if page['gold'].get('text') and f1(page['gold'], text) < NOISY:
                self.weight[units] *= NOISE

    def evaluate(self, scores):
        """f1_page of each set, segment accuracy where there are only segments."""
        found = {s.name: [0, 0] for s in self.sets}
        for name, page, _, text in self.each_page(scores):
            gold = page['gold']
            if gold.get('text'):
                part, whole = f1(gold, text), 1
            else:
                text, segments = squeeze(text), (gold.get('with') or [], gold.get('without') or [])
                part = sum((squeeze(s) in text) == (not i) for i in (0, 1) for s in segments[i])
                whole = sum(map(len, segments))
            found[name] = [found[name][0] + part, found[name][1] + whole]
        return {name: round(part / max(1, whole), 4) for name, (part, whole) in found.items()}

    def tables(self, scores):
        rows = self.features(self.words.hosts)
        everything = numpy.full(len(self.good), True)
        first = self.train(rows[:, :self.rows.shape[1]], everything, FIRST)
        second = self.train(rows, everything, SECOND)
        words = self.words.table(self.words.hosts)
        pages = ', '.join(f'{s.name} {len(s.pages)}' for s in self.sets)
        return '\n'.join([
            '//! Made by `scripts/train` (training/train.py); do not edit.', '//!',
            f'//! Trained on pages of: {pages}.', '//! Held out, whole hosts of five folds:',
            f'//! {json.dumps(scores)}.', '',
            'use super::trees::{Trees, node};', '',
            f'/// The features, in order; those from {self.rows.shape[1]} on are of the second look.', '#[cfg(test)]',
            '#[rustfmt::skip]', f'pub(super) const NAMES: &[&str] = &{json.dumps(self.names)};', '',
            '/// Words of class names and ids, and the log-odds that text below is the article, in tenths. Sorted.',
            '#[rustfmt::skip]', f'pub(super) static WORDS: &[(&str, i8)] = &[',
            *lines(f'("{word}", {score})' for word, score in words), '];', '',
            rust('FIRST', 'Scores a unit by itself.', first), '', rust('SECOND', 'Scores a unit among its neighbours.', second), ''])


class Words:
    """What the words of class names and ids say, host by host: naive Bayes, each host counting the same."""

    def __init__(self, sets):
        self.sets, self.shares, self.known = sets, {}, {}
        counts = {}
        for s in sets:
            for page in s.pages:
                good, bad, totals = counts.setdefault(page['host'], (Counter(), Counter(), [0, 0]))
                for unit, shape in zip(range(page['at'].start, page['at'].stop), page['words']):
                    levels = page['shapes'][shape]
                    if s.good[unit] < 0:
                        continue
                    is_bad = int(s.good[unit] < .5)
                    totals[is_bad] += s.weight[unit]
                    for word in {word for level in levels for word in level}:
                        (good, bad)[is_bad][word] += s.weight[unit]
        for host, (good, bad, totals) in counts.items():
            part = lambda counter, word, total: counter[word] / total if total else 0
            self.shares[host] = {word: (part(good, word, totals[0]), part(bad, word, totals[1])) for word in good | bad}
        self.hosts = list(self.shares)

    def sums(self, hosts):
        sums = {}
        for host in hosts:
            for word, (good, bad) in self.shares[host].items():
                entry = sums.setdefault(word, [0, 0, 0])
                entry[0] += good
                entry[1] += bad
                entry[2] += 1
        return sums

    @staticmethod
    def score(good, bad, hosts):
        """Tenths of log-odds."""
        if hosts < MIN_HOSTS:
            return 0
        score = round(10 * math.log((good + SMOOTHING) / (bad + SMOOTHING)))
        return max(-40, min(40, score)) if abs(score) >= MIN_WORD_SCORE else 0

    def table(self, hosts):
        scores = {word: self.score(*sums) for word, sums in self.sums(hosts).items()}
        return sorted((word, score) for word, score in scores.items() if score)

    def features(self, hosts):
        """The class features of every unit; a host that is among those that teach is left out for its own pages."""
        key = frozenset(hosts)
        if key not in self.known:
            self.known[key] = self.work_out(hosts)
        return self.known[key]

    def work_out(self, hosts):
        sums, known, rows = self.sums(hosts), set(hosts), []
        for s in self.sets:
            for page in s.pages:
                own, memory = self.shares[page['host']] if page['host'] in known else {}, {}
                scores = [class_features([[self.without(word, sums, own, memory) for word in level] for level in levels])
                          for levels in page['shapes']]
                rows += [scores[shape] for shape in page['words']]
        return numpy.array(rows, dtype=numpy.int32)

    def without(self, word, sums, own, memory):
        if word not in memory:
            good, bad, hosts = sums.get(word, (0, 0, 0))
            mine = own.get(word, (0, 0))
            memory[word] = self.score(max(good - mine[0], 0), max(bad - mine[1], 0), hosts - (word in own))
        return memory[word]


class Lexicon:
    """What the words of texts say, host by host, as Words does for those of class names."""

    def __init__(self, sets, good, counts):
        self.counts = numpy.maximum(counts, 1)
        numbers, hosts, words, ends, host_of = {}, {}, [], [0], []
        for s in sets:
            for page in s.pages:
                host_of += [hosts.setdefault(page['host'], len(hosts))] * (page['at'].stop - page['at'].start)
            for line in s.lexical:
                words += [numbers.setdefault(word, len(numbers)) for word in line.split()]
                ends.append(len(words))
            s.lexical = None
        held = sparse.csr_matrix((numpy.ones(len(words), 'f4'), numpy.array(words, 'i4'), numpy.array(ends)), (len(host_of), len(numbers)))
        held.sum_duplicates()
        self.host_of, self.hosts = numpy.array(host_of), list(hosts)
        own = sparse.csr_matrix((numpy.ones(len(host_of), 'f4'), (self.host_of, numpy.arange(len(host_of)))), (len(hosts), len(host_of)))
        known = ((own @ held) > 0).sum(0).A1 >= MIN_HOSTS
        self.words, self.held = numpy.array(list(numbers))[known], held[:, known].tocsr()
        self.good, self.bad = (self.shares(own, mask) for mask in (good >= .5, (good >= 0) & (good < .5)))
        self.seen = ((self.good + self.bad) > 0).astype('f4').tocsr()

    def shares(self, own, wanted):
        """How often each host has each word, by the thousand words of its wanted units."""
        sums = own @ sparse.diags(wanted.astype('f4')) @ self.held
        return (sparse.diags(MANY / numpy.maximum(sums.sum(1).A1, 1)) @ sums).tocsr()

    def sums(self, hosts):
        known = [number for number, host in enumerate(self.hosts) if host in hosts]
        return known, [part[known].sum(0).A1 for part in (self.good, self.bad, self.seen)]

    @staticmethod
    def score(good, bad, seen):
        """Tenths of log-odds."""
        score = numpy.round(10 * numpy.log((good + LEXICAL_SMOOTHING) / (bad + LEXICAL_SMOOTHING)))
        score[(seen < MIN_HOSTS) | (abs(score) < MIN_LEXICAL)] = 0
        return score.clip(-40, 40)

    def table(self):
        scores = self.score(*self.sums(set(self.hosts))[1])
        return ''.join(f'{word}\t{int(score)}\n' for word, score in sorted(zip(self.words, scores)) if score)

    def features(self, hosts):
        """As Page::lexical in features.rs; a host that is among those that teach is left out for its own pages."""
        known, sums = self.sums(set(hosts))
        order = numpy.argsort(self.host_of, kind='stable')
        bounds = numpy.searchsorted(self.host_of[order], numpy.arange(len(self.hosts) + 1))
        rows, known = numpy.zeros((len(order), 6)), set(known)
        for host in range(len(self.hosts)):
            without = [part[host].toarray()[0] if host in known else 0 for part in (self.good, self.bad, self.seen)]
            units = order[bounds[host]:bounds[host + 1]]
            rows[units] = self.of_units(units, self.score(*(whole - part for whole, part in zip(sums, without))))
        return rows.astype(numpy.int32)

    def of_units(self, units, scores):
        held = self.held[units]
        word_scores = scores[held.indices]
        def each(fold, values):
            found, filled = numpy.zeros(len(units)), numpy.diff(held.indptr) > 0
            if filled.any():
                found[filled] = fold.reduceat(values, held.indptr[:-1][filled])
            return found
        best, worst = each(numpy.maximum, numpy.maximum(word_scores, 0)), each(numpy.minimum, numpy.minimum(word_scores, 0))
        good, bad = (each(numpy.add, part(word_scores, 0) * held.data) for part in (numpy.maximum, numpy.minimum))
        return numpy.stack([good + bad, numpy.trunc((good + bad) * 10 / self.counts[units]), good, bad, best, worst], 1)


def distinct(items):
    """The distinct ones among nested lists, and for each item the number of its like."""
    numbers = {}
    places = [numbers.setdefault(tuple(map(tuple, item)), len(numbers)) for item in items]
    return list(numbers), places


def class_features(levels):
    """As Page::classes in features.rs."""
    scores = [max(level, key=abs, default=0) for level in levels[:CLASS_LEVELS]]
    scores += [0] * (CLASS_LEVELS - len(scores))
    nearest = next((score for score in scores if score), 0)
    return [*scores[:4], sum(scores), min(scores), max(scores), nearest]


def with_variants(name, folder):
    """A set's pages, and some of them again: plain, and as text."""
    with tarfile.open(SHARED / 'data' / name / 'pages.tar.xz') as archive:
        archive.extractall(folder / name, filter='data')
    source = folder / name / 'pages'
    gold = {g['id']: g for g in map(json.loads, open(SHARED / 'data' / name / 'gold.jsonl', encoding='utf-8'))}
    pages = Pages(name, source, folder / f'{name}-own', gold, SETS[name])
    yield pages
    for variant, share, write in ('plain', PLAIN, plain), ('text', TEXT, text):
        chosen = [page for page in pages.pages if share_of(variant + page['id']) < share]
        again = folder / f'{name}-{variant}-pages'
        again.mkdir()
        for page in chosen:
            write(page, source, again)
        if chosen:
            yield Pages(f'{name} {variant}', again, folder / f'{name}-{variant}', gold, SETS[name] * AGAIN)


def plain(page, source, again):
    """Without classes, ids, roles, structured data and the elements of HTML5."""
    html = (source / f'{page["id"]}.html').read_bytes()
    html = re.sub(rb'(?is)<script.*?</script>', b'', html)
    html = re.sub(rb"""(?i)\s(class|id|role|itemprop|itemtype|aria-[\w-]+|data-[\w-]+)=("[^"]*"|'[^']*'|[^\s>"']+)""", b'', html)
    html = re.sub(rb'(?i)<(/?)(article|main|section|aside|nav|header|footer|figure|figcaption|button|form)\b', rb'<\1div', html)
    (again / f'{page["id"]}.html').write_bytes(html)


def text(page, source, again):
    """As a browser shows it, a unit a line."""
    (again / f'{page["id"]}.txt').write_text('\n'.join(unit for unit in page['units'] if unit.strip()), encoding='utf-8')


def share_of(key):
    return int(hashlib.md5(key.encode()).hexdigest(), 16) % 1000 / 1000


def run(*arguments):
    subprocess.run([BINARY, *arguments], check=True)


def read(path):
    """The names of the features, the units' rows, and the pages."""
    lines = open(path.with_suffix('.jsonl'), encoding='utf-8')
    names = json.loads(next(lines))
    return names, numpy.fromfile(path.with_suffix('.bin'), dtype='<i4').reshape(-1, len(names)), [json.loads(l) for l in lines]


def site(url):
    """A host without its subdomains, by the length of its parts."""
    parts = urlparse(url).netloc.split(':')[0].split('.')
    is_double = len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2
    return '.'.join(parts[-3:] if is_double else parts[-2:])


def fold(host):
    return int(hashlib.md5(host.encode()).hexdigest(), 16) % FOLDS


def cover(units, gold):
    """The share of each unit's tokens that gold shingles cover, the units' sizes, the gold's size.

    A unit of fewer than four tokens is covered when gold has it beside what stands before or after it."""
    gold = tokens(gold)
    shingles = {tuple(gold[i:i + 4]) for i in range(len(gold) - 3)}
    running = f' {" ".join(gold)} '
    found = [tokens(unit) for unit in units]
    covered = numpy.zeros(len(units))
    for index, unit in enumerate(found):
        hits = numpy.zeros(len(unit), bool)
        for i in range(len(unit) - 3):
            if tuple(unit[i:i + 4]) in shingles:
                hits[i:i + 4] = True
        covered[index] = hits.mean() if len(unit) >= 4 else 0
    for index, unit in enumerate(found):
        if 0 < len(unit) < 4:
            near = lambda others: next((found[i] for i in others if covered[i] >= .5 and found[i]), None)
            before, after = near(range(index - 1, max(-1, index - 6), -1)), near(range(index + 1, min(len(units), index + 6)))
            has = lambda stretch: f' {" ".join(stretch)} ' in running
            covered[index] = bool(before and has(before[-3:] + unit) or after and has(unit + after[:3]))
    return covered, numpy.array([len(unit) for unit in found]), len(gold)


def f1(gold, text):
    return max(compare(one, text)[2] for one in [gold['text']] + (gold.get('text_alt') or []))


def lines(items, width=110):
    line = '   '
    for item in items:
        if len(line) + len(item) + 2 > width:
            yield line
            line = '   '
        line += f' {item},'
    yield line


def rust(name, doc, model):
    """A model as a static: nodes whose children are nodes, or leaves where negative."""
    nodes, leaves, roots = [], [], []

    def place(tree):
        if 'leaf_value' in tree:
            leaves.append(round(tree['leaf_value'] * UNIT))
            return -len(leaves)
        index = len(nodes)
        nodes.append(None)
        low, high = place(tree['left_child']), place(tree['right_child'])
        nodes[index] = f"node({tree['split_feature']}, {math.floor(tree['threshold'])}, {low}, {high})"
        return index

    for tree in model.dump_model()['tree_info']:
        roots.append(place(tree['tree_structure']))
    return '\n'.join([f'/// {doc}', '#[rustfmt::skip]', f'pub(super) static {name}: Trees = Trees {{', f'    roots: &[',
                      *lines(map(str, roots)), '    ],', '    nodes: &[', *lines(nodes), '    ],', '    leaves: &[',
                      *lines(map(str, leaves)), '    ],', '};'])


if __name__ == '__main__':
    main()
