"""The files of the model of characters: how they are written, and a reader that does what the Rust one does."""
import numpy

from charmodel import CHARACTER_COST, LAST, PAIR_COST, SLOTS, U, Counts, joined

UNIT, BRIDGE, JUMP = 3, 31, 2047


def write(folder, unigrams, pairs, triples, costs):
    folder.mkdir(exist_ok=True)
    rows = bigram_rows(pairs, numpy.clip(numpy.rint(costs[0] / UNIT), 0, BRIDGE - 1).astype(int))
    seed, table = static_function(triples, numpy.clip(numpy.rint(costs[1] / UNIT), 0, 31).astype(numpy.uint16))
    files = {'unigrams.bin': unigrams.tobytes(), 'bigrams.bin': rows.tobytes(),
             'trigrams.bin': seed.to_bytes(8, 'little') + table.tobytes()}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    print(', '.join(f'{name} {len(data):,}' for name, data in files.items()))
    print(f'together {sum(map(len, files.values())):,} bytes')


def bigram_rows(keys, costs):
    first, second = (keys >> U(21)).astype(int), (keys & LAST).astype(int)
    number = numpy.bincount(numpy.concatenate([first, second]), minlength=0x10000)
    characters = numpy.flatnonzero(number)
    characters = characters[numpy.lexsort((characters, -number[characters]))]
    ids = numpy.zeros(0x10000, int)
    ids[characters] = numpy.arange(len(characters))
    rows = [[] for _ in characters]
    for row, at, cost in sorted(zip(ids[first].tolist(), ids[second].tolist(), costs.tolist())):
        rows[row].append((at, cost))
    entries, lengths = [], []
    for row in rows:
        start, last = len(entries), 0
        for at, cost in row:
            bridges, gap = divmod(at - last, JUMP)
            entries += [JUMP << 5 | BRIDGE] * bridges + [gap << 5 | cost]
            last = at
        lengths.append(len(entries) - start)
    return numpy.array([len(characters), *characters, *lengths, *entries], '<u2')


def hashed(keys, seed):
    with numpy.errstate(over='ignore'):
        keys = keys + U(seed)
        keys = (keys ^ keys >> U(30)) * U(0xBF58476D1CE4E5B9)
        keys = (keys ^ keys >> U(27)) * U(0x94D049BB133111EB)
        return keys ^ keys >> U(31)


def positions(hashes, third):
    turned = [hashes] + [hashes << U(turn) | hashes >> U(64 - turn) for turn in (21, 42)]
    return numpy.stack([((part & U(0xFFFFFFFF)) * U(third) >> U(32)).astype(int) + i * third
                        for i, part in enumerate(turned)], 1)


def static_function(keys, values):
    """An xor filter that also gives a value: keys are peeled where only one is left, round by round."""
    third = int(len(keys) * SLOTS / 3) + 32
    for seed in range(1, 100):
        hashes = hashed(keys, seed)
        places = positions(hashes, third)
        order = peeled(places, third)
        if order is not None:
            break
    wanted = (hashes >> U(53)).astype(numpy.uint16) << numpy.uint16(5) | values
    table = numpy.zeros(3 * third, '<u2')
    for some, at in reversed(order):
        others = numpy.where(places[some] == at[:, None], 0, table[places[some]])
        table[at] = wanted[some] ^ numpy.bitwise_xor.reduce(others.astype(numpy.uint16), 1)
    return seed, table


def peeled(places, third):
    count = numpy.bincount(places.ravel(), minlength=3 * third)
    mixed = numpy.zeros(3 * third, int)
    for column in places.T:
        numpy.bitwise_xor.at(mixed, column, numpy.arange(len(places)))
    order, left, single = [], len(places), numpy.flatnonzero(count == 1)
    while len(single):
        some, first = numpy.unique(mixed[single], return_index=True)
        order.append((some, single[first]))
        left -= len(some)
        for column in places[some].T:
            numpy.subtract.at(count, column, 1)
            numpy.bitwise_xor.at(mixed, column, some)
        touched = numpy.unique(places[some])
        single = touched[count[touched] == 1]
    return order if left == 0 else None


class Reader:
    """What the Rust reader does, for many characters at once."""

    def __init__(self, folder):
        self.unigrams = numpy.fromfile(folder / 'unigrams.bin', 'u1').astype(int)
        data = numpy.fromfile(folder / 'bigrams.bin', '<u2').astype(int)
        number, entries = data[0], data[1 + 2 * data[0]:]
        characters, lengths = data[1:number + 1], data[number + 1:2 * number + 1]
        row, ends = numpy.repeat(numpy.arange(number), lengths), numpy.cumsum(entries >> 5)
        before = numpy.concatenate([[0], ends])[numpy.cumsum(lengths) - lengths]
        kept = entries & 31 != BRIDGE
        keys = joined(characters[row[kept]].astype(U), characters[(ends - before[row])[kept]].astype(U))
        self.pairs = Counts.of(keys, (entries & 31)[kept] * float(UNIT))
        data = (folder / 'trigrams.bin').read_bytes()
        self.seed, self.table = int.from_bytes(data[:8], 'little'), numpy.frombuffer(data[8:], '<u2')

    def pair(self, keys):
        place, found = self.pairs.find(keys)
        return numpy.where(found, self.pairs.weights[place], -1)

    def triple(self, keys):
        hashes = hashed(keys, self.seed)
        value = numpy.bitwise_xor.reduce(self.table[positions(hashes, len(self.table) // 3)], 1)
        return numpy.where((value >> 5).astype(U) == hashes >> U(53), (value & 31).astype(int) * UNIT, -1)

    def cost(self, first, second, third):
        last = self.pair(joined(second, third))
        triple = numpy.where((last >= 0) & (self.pair(joined(first, second)) >= 0),
                             self.triple(joined(first, second, third)), -1)
        shorter = numpy.where(last >= 0, last, self.unigrams[third.astype(int)] + CHARACTER_COST) + PAIR_COST
        return numpy.where(triple >= 0, triple, shorter)
