"""Running text drawn from dictionaries: a chain of word classes, and words of each by their frequency.

Word lists know nothing of what stands across the border of two words. Drawn text does, as far as the
classes tell it: that a particle follows a noun, a measure word a number.
"""
import numpy

import texts

CHAINS = 20000  # that grow side by side
WORDS = 40      # the most in a line
PUNCTUATION = {'，': 50, '。': 30, '、': 10, '“': 4, '”': 4, '：': 3, '（': 2, '）': 2, '《': 1, '》': 1, '；': 1}


def draw(transitions, classes, lines, ends, joined=''.join):
    """Lines of words. `transitions` has the weight of each class after each right class; `classes` holds for
    each class its (word, weight, right class). A line starts after class 0 and ends with a word that `ends`."""
    words = [entry for entries in classes for entry in entries]
    first = numpy.cumsum([0] + [len(entries) for entries in classes])
    weights = numpy.cumsum([0.] + [weight for _, weight, _ in words])
    totals = numpy.diff(weights[first])
    flat = numpy.cumsum(transitions * (totals > 0), 1)
    flat = (flat / numpy.maximum(flat[:, -1:], 1e-300) + numpy.arange(len(flat))[:, None]).ravel()
    random = numpy.random.default_rng(1)
    state, grown, done = numpy.zeros(CHAINS, int), [[] for _ in range(CHAINS)], []
    while len(done) < lines:
        chosen = numpy.searchsorted(flat, state + random.random(CHAINS), side='right') - state * len(classes)
        chosen = numpy.clip(chosen, 0, len(classes) - 1)
        at = weights[first[chosen]] + random.random(CHAINS) * totals[chosen]
        at = numpy.clip(numpy.searchsorted(weights, at, side='right') - 1, 0, len(words) - 1)
        for chain, index in enumerate(at.tolist()):
            word, _, state[chain] = words[index]
            line = grown[chain]
            line.append(word)
            if len(line) == WORDS or ends(word):
                done.append(joined(line))
                grown[chain] = []
    return done[:lines]


def chinese(words, parts, chain, lines):
    classes = [('S', 'x'), *sorted(set(chain) - {('S', 'x')})]
    places = {key: place for place, key in enumerate(classes)}
    transitions = numpy.zeros((len(classes), len(classes)))
    for key, row in chain.items():
        for following, probability in row.items():
            if following in places:
                transitions[places[key], places[following]] = probability
    entries = [[] for _ in classes]
    for word, weight in sorted(words.items()):
        # What jieba does not know is mostly names and new nouns.
        place = places.get(('S' if len(word) == 1 else 'B', parts.get(word, 'n')))
        if place:
            entries[place].append((word, weight, place))
    entries[0] = [(mark, weight, 0) for mark, weight in PUNCTUATION.items()]
    return draw(transitions, entries, lines, ends='。'.__eq__)


def of_mecab(dictionary, scale, lines, surface, ends, joined=''.join):
    """Lines from a dictionary whose costs are `scale` times the negative logarithm of a probability."""
    entries = [[] for _ in range(dictionary.matrix.shape[1])]
    for key, feature, left, right, cost in dictionary.each():
        word = surface(key, feature)
        if word and left:
            entries[left].append((word, numpy.exp(-cost / scale), right))
    totals = numpy.array([sum(weight for _, weight, _ in words) for words in entries])
    return draw(numpy.exp(-dictionary.matrix / float(scale)) * totals, entries, lines, ends, joined)


def japanese(folder, lines):
    """Mozc's costs are 500 times the negative logarithm; the feature is what a reading is written as."""
    return of_mecab(texts.mecab(texts.MOZC, folder), 500, lines, lambda key, written: written, '。'.__eq__)


def korean(folder, lines):
    """The costs of mecab-ko-dic come from a conditional random field; nouns are all alike to it."""
    def surface(key, feature):
        tag = feature.split(',', 1)[0]
        return tag != 'SL' and (tag, key)
    return of_mecab(texts.mecab(texts.MECAB_KO, folder), 800, lines, surface, lambda word: word[0] == 'SF', spaced)


def spaced(words):
    """Korean words with their particles and endings."""
    text, last = '', 'SSO'
    for tag, word in words:
        first = tag.split('+')[0]
        bound = first[0] in 'JEX' and first not in ('XR', 'XPN') or first in ('VCP', 'SF', 'SC', 'SY', 'SSC', 'NNBC')
        text += word if bound or last in ('XPN', 'SSO', 'SC', 'SY', 'XR', 'SN') else ' ' + word
        last = tag.split('+')[-1]
    return text
