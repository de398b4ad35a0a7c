#!/usr/bin/env python3
"""Makes a second set of near-duplicates, to see whether linking holds on articles that its rules were not made from.

usage: benches/neardup_variants.py OUT_DIR [SEED]

Takes the gold texts of sets of ../shared/data that ../shared/data/neardup was not made from, cuts them into articles of 60 to 600
words, and writes variants of them in the form that ../shared/eval/eval_neardup.py scores: syndicated and cut copies, reordered, edited,
updated, wrapped, extended and misread ones, roundups of several articles, and reports of one template filled in with other numbers and
names. No text of it is kept in this repository.
"""
import json, pathlib, random, re, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent / 'shared' / 'data'
SETS = ['chinese_wced/gold.jsonl', 'newspaper4k_fixtures/gold.jsonl', 'readability_fixtures/gold.jsonl', 'stories_ecbplus_dev/docs.jsonl']
WIRES = ['Reuters', 'AP', 'AFP', 'dpa', 'UPI', 'ANSA']
TOWNS = 'LONDON BERLIN PARIS ATHENS OSLO LIMA CAIRO DELHI'.split()
FURNITURE = ['Sign up for our daily newsletter', 'All rights reserved', 'Share this article', 'Most read stories of the week', 'Follow us for breaking news',
             'Subscribe for full access to every article', 'This page was printed from our web site', 'Contact the newsroom', 'Back to the front page',
             'By using this site you agree to our terms of use and privacy policy', 'More on this topic', 'Advertisement', 'Leave a comment below']
DENSE_FURNITURE = ['版权所有，未经授权不得转载', '责任编辑：网站编辑部', '相关新闻请点击这里阅读', '扫描二维码关注我们的公众号', '返回首页', '分享到微信朋友圈']
NAMES = 'Adler Bergmann Castell Dimitrov Eriksen Fontaine Grigoriou Haddad Ibsen Jansson Kowalski Lindqvist Moreau Novak Okafor Petersen Quiroga Rossi Sorensen Tanaka Ulrich Varga Weber Xenakis Yilmaz Zeman'.split()
PLACES = 'Aldermoor Brenwick Carrow Dunmere Eskford Farholm Glenrath Harwick Inverlee Jarston Kelso Lindale Marfield Norbury Oakham Penrith Quarley Redmoor Selby Thornby'.split()
ZH_PLACES = '临江 北岭 东湖 西陵 南溪 青山 白河 清远 长宁 金沙 石门 云阳'.split()
RU_PLACES = 'Заречье Белогорск Сосновка Каменка Озёрск Лесное Берёзово Приморье Верхнее Дубровка'.split()


def dense(text):
    return len(re.findall(r'[\u3040-\u9fff]', text)) > len(text) / 4


def words(text):
    """Words with what follows them; in dense scripts pairs of characters."""
    return re.findall(r'\S{1,2}\s*', text) if dense(text) else re.findall(r'\S+\s*', text)


def size(text):
    return len(re.findall(r'\w', text)) / 1.7 if dense(text) else len(text.split())


def paragraphs(text):
    """Paragraphs; a long one is parted at its sentences."""
    found = []
    for paragraph in re.split(r'\n+', text):
        sentences = re.split(r'(?<=[.!?])\s+(?=\S)|(?<=[。！？])', paragraph)
        while sentences:
            found.append(''.join(sentences[:3]) if dense(paragraph) else ' '.join(sentences[:3]))
            sentences = sentences[3:]
    return [p.strip() for p in found if size(p) >= 4]


def texts():
    """Titles and texts of the sets."""
    for name in SETS:
        for row in map(json.loads, open(ROOT / name, encoding='utf-8')):
            yield row.get('title') or '', paragraphs(row.get('text') or '')


def sources(draw):
    """Articles as lists of paragraphs that no other one shares, and what may come after them."""
    seen = set()
    for title, rest in texts():
        for _ in range(3):
            length, article, after = draw.choice([60, 100, 150, 220, 300, 300, 420, 600]), [], []
            while rest and sum(map(size, article)) < length:
                article.append(rest.pop(0))
            while rest and sum(map(size, after)) < length:
                after.append(rest.pop(0))
            runs = [w.strip() for p in article + after for w in words(p)]
            runs = set(zip(*(runs[n:] for n in range(5))))
            if sum(map(size, article)) >= 60 and len(runs & seen) < len(runs) / 10 and len(set(article)) == len(article):
                yield title, article, after
            seen |= runs


class Maker:
    def __init__(self, draw, pool):
        self.draw, self.pool = draw, pool
        self.vocabulary = {flag: [w.strip() for _, a, _ in pool for p in a if dense(p) == flag for w in words(p)] for flag in (False, True)}

    def some(self, flag):
        """A few sentences of no article that is in the set, of the same kind of script."""
        while True:
            after = self.draw.choice(self.pool)[2]
            if after and dense(after[-1]) == flag:
                return ''.join(words(after[-1])[:40])

    def edit(self, text, share):
        out, flag = [], dense(text)
        gap = '' if flag else ' '
        for word in words(text):
            if self.draw.random() >= share:
                out.append(word)
                continue
            kind, other = self.draw.random(), self.draw.choice(self.vocabulary[flag]) + gap
            out.extend([other] if kind < .6 else [] if kind < .8 else [word, other])
        return ''.join(out)

    def cut(self, ps, least, most):
        keep = self.draw.uniform(least, most) * sum(map(size, ps))
        out = []
        for p in ps:
            if out and sum(map(size, out)) + size(p) / 2 > keep:
                break
            out.append(p)
        return out

    def furniture(self, flag):
        return self.draw.sample(DENSE_FURNITURE if flag else FURNITURE, self.draw.randint(1, 5))

    def ocr(self, text):
        out = []
        for c in text:
            chance = self.draw.random()
            if not c.isalnum() or chance > .025:
                out.append(c)
            elif chance > .016:
                out.append(c + c)
            elif chance > .008:
                out.append(self.draw.choice('eaorn1l'))
        return ''.join(out)

    def apply(self, op, title, ps, rest):
        flag = dense(' '.join(ps))
        if op == 'syndicate':
            wire = self.draw.choice(WIRES)
            lead = f'新华社{self.draw.choice(ZH_PLACES)}9月17日电 ' if flag else f'{self.draw.choice(TOWNS)} ({wire}) - '
            ps = self.cut(ps, .6, 1)
            ps = [lead + ps[0], *ps[1:]] + ([f'© {wire} 2014'] if self.draw.random() < .5 else [])
        elif op == 'cut':
            ps = self.cut(ps, .35, .8)
        elif op == 'reorder':
            ps = ps[:1] + self.draw.sample(ps[1:], len(ps) - 1)
        elif op.startswith('edit'):
            ps = [self.edit(p, int(op[4:]) / 100) for p in ps]
        elif op == 'update':
            ps = [re.sub(r'\d+', lambda m: str(int(m[0][:9]) + self.draw.randint(0, 3)) if self.draw.random() < .3 else m[0], p) for p in ps]
            ps = [self.some(flag)] + self.cut(ps, .75, 1)
            title = 'UPDATED: ' + title
        elif op == 'wrap':
            ps = self.furniture(flag) + ps + self.furniture(flag)
        elif op == 'extend':
            ps = ps + (self.cut(rest[:-1], .3, 1) or [self.some(flag)])
        elif op == 'ocr':
            ps = [self.ocr(p) for p in ps]
        return title, ps, rest


def template(draw, kind):
    """A report of a template: its numbers and names are its own."""
    n = lambda least, most: str(draw.randint(least, most))
    d = lambda least, most: f'{draw.randint(least, most)}.{draw.randint(0, 9)}'
    a, b, c = draw.sample(PLACES, 3)
    p, q, r, s = draw.sample(NAMES, 4)
    if kind == 'market':
        return f'{a} shares close', [
            f'Shares on the {a} exchange closed {draw.choice(["higher", "lower", "little changed"])} on {draw.choice(["Monday", "Tuesday", "Thursday"])} in quiet trade. The main index moved {d(2, 90)} points, or {d(0, 3)} per cent, to {n(1000, 9000)}.{n(10, 99)}.',
            f'Turnover came to {n(40, 900)} million, against {n(40, 900)} million the day before. Gainers outnumbered losers by {n(100, 400)} to {n(50, 300)}. The ten-year bond yielded {d(1, 6)} per cent.',
            f'{p} Holdings rose {d(1, 9)} per cent to {n(20, 400)}, while {q} Group lost {d(1, 9)} per cent to {n(20, 400)}. Oil traded at {d(60, 130)} dollars a barrel, and gold at {n(900, 2400)} dollars an ounce.',
            'Dealers said that buyers remained cautious ahead of the central bank meeting, and that little was to be expected before the weekend.']
    if kind == 'weather':
        return f'Weather for {a}', [
            f'Tonight in {a}: partly cloudy, with a low of {n(-9, 14)} degrees and winds of {n(5, 40)} kilometres an hour. The chance of rain is {n(1, 9)}0 per cent.',
            f'Tomorrow in {a}: clouds in the morning and sun in the afternoon, with a high of {n(8, 34)} degrees in the town and {n(5, 30)} in the hills around {b}. Sunrise is at 6.{n(10, 59)} and sunset at 7.{n(10, 59)}.',
            f'The outlook: a front from the west reaches {c} by the weekend, and temperatures go down to {n(1, 20)} degrees. The weather service asks drivers to take care on wet roads.']
    if kind == 'match':
        return f'{a} beat {b}', [
            f'{a} beat {b} by {n(2, 6)}-{n(0, 1)} in front of {n(2, 60)},{n(100, 999)} spectators. {p} opened the scoring in minute {n(3, 40)}, and {q} added another before the break.',
            f'In the second half the guests put on more pressure, but {r} in the goal held what came. {s} saw the red card in minute {n(60, 89)}.',
            f'"We had the better chances all along and deserved to win," said coach {draw.choice(NAMES)} of {a} after the match. His side plays at {c} next week.']
    if kind == 'quarter':
        return f'{p} reports quarter', [
            f'{p} Industries reported net income of {d(10, 400)} million for the quarter, or {n(10, 99)} cents a share, compared with {d(10, 400)} million, or {n(10, 99)} cents a share, a year earlier. Revenue came to {d(1, 9)} billion.',
            f'Analysts had on average expected {n(10, 99)} cents a share. The company, based in {a}, expects full-year revenue of between {d(10, 20)} and {d(20, 30)} billion. Its shares have risen {n(1, 40)} per cent since the beginning of the year.',
            'In the final minutes of trading, the shares hit a level that they had not seen for a year. The earnings report was generated automatically from data of the exchange.']
    if kind == 'zh':
        x, y = draw.sample(ZH_PLACES, 2)
        return f'{x}天气预报', [f'据{x}市气象台预报，今天夜间到明天白天{x}市多云转晴，最高气温{n(10, 38)}度，最低气温{n(-8, 20)}度，风力{n(1, 7)}级，相对湿度百分之{n(20, 95)}。',
                              f'未来三天，{y}地区有小到中雨，降水量约{n(5, 80)}毫米，气温下降{n(2, 12)}度。空气质量指数为{n(20, 300)}，预计周末逐渐好转。',
                              '气象台提醒市民出门携带雨具，注意交通安全，及时增添衣物，户外活动请远离危险地带。']
    x, y = draw.sample(RU_PLACES, 2)
    return f'Погода: {x}', [f'В {x} сегодня ожидается переменная облачность, ночью {n(-20, 10)} градусов, днём {n(1, 30)} градусов, ветер {n(2, 20)} метров в секунду, влажность {n(20, 95)} процентов.',
                           f'Завтра в районе {y} возможны осадки, температура опустится до {n(-25, 5)} градусов. Атмосферное давление {n(720, 780)} миллиметров.',
                           'Синоптики советуют водителям быть внимательнее на мокрых дорогах и просят жителей не выходить на лёд.']


OPS = ['syndicate', 'syndicate', 'cut', 'reorder', 'edit05', 'edit15', 'edit30', 'edit30', 'update', 'wrap', 'ocr', 'extend']


def main():
    draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    pool = list(sources(draw))
    maker = Maker(draw, pool)
    docs, gold, hard, contain = [], [], [], []

    def add(title, ps, group, base=None, ops=()):
        name = f'e{len(docs):06}'
        docs.append({'id': name, 'title': title, 'text': '\n\n'.join(ps)})
        gold.append({'id': name, 'group': group, 'base': base, 'ops': list(ops)})
        return name

    bases = []
    for number, (title, ps, rest) in enumerate(pool):
        base = add(title, ps, f'g{number}')
        bases.append((base, title, ps))
        for _ in range(draw.choice([0, 0, 1, 1, 2, 3, 5])):
            ops = draw.sample(OPS, draw.choice([1, 1, 1, 2]))
            variant = (title, ps, rest)
            for op in ops:
                variant = maker.apply(op, *variant)
            add(variant[0], variant[1], f'g{number}', base, ops)
    for number in range(60):
        parts = draw.sample(bases, draw.randint(2, 6))
        if number % 3 == 0:
            # Of some roundups only one part is in the set.
            others = [('', title, after) for title, _, after in draw.sample(pool, 30) if sum(map(size, after)) > 60]
            parts = draw.sample(parts[:1] + others[:len(parts) - 1], min(len(parts), len(others) + 1))
        whole = add('In brief', [p for _, title, ps in parts for p in [title or 'News', *ps]], f'r{number}', None, ['roundup'])
        contain.extend({'part': base, 'whole': whole} for base, _, _ in parts if base)
    for number in range(25):
        around, group = (maker.furniture(False) * 3)[:8], draw.sample(bases, 2)
        ids = [add(title, around + ps + around, gold[int(base[1:])]['group'], base, ['wrapsame']) for base, title, ps in group]
        hard.append({'a': ids[0], 'b': ids[1], 'why': 'same boilerplate'})
    for number in range(25):
        (one, title, ps), (other, _, others) = draw.sample([b for b in bases if len(b[2]) > 5], 2)
        copy = add(title, ps[:2] + others[:2] + ps[2:], gold[int(one[1:])]['group'], one, ['quoted'])
        hard.append({'a': copy, 'b': other, 'why': 'shares quoted paragraphs'})
    for kind in ['market', 'weather', 'match', 'quarter', 'zh', 'ru']:
        last = None
        for number in range(40):
            title, ps = template(draw, kind)
            base = add(title, ps, f't{kind}{number}')
            if number % 4 == 0:
                op = draw.choice(['edit05', 'wrap', 'ocr', 'syndicate'])
                variant = maker.apply(op, title, ps, [])
                add(variant[0], variant[1], f't{kind}{number}', base, ['template ' + op])
            if last:
                hard.append({'a': last, 'b': base, 'why': f'template {kind}'})
            last = base
    draw.shuffle(docs)
    for name, rows in [('docs', docs), ('gold', gold), ('hardneg', hard), ('contain', contain), ('ignore', [])]:
        (out / f'{name}.jsonl').write_text(''.join(json.dumps(row, ensure_ascii=False) + '\n' for row in rows), encoding='utf-8')
    print(f'{len(docs)} documents of {len(pool)} articles')


if __name__ == '__main__':
    main()
