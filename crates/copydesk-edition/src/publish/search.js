// Finds articles in an edition of static files. The index is in scripts that call `copydesk`: a browser
// loads those from files that were opened without a server too. All text is set as text, never as markup.
'use strict';

(() => {
  const place = document.getElementById('search');
  const status = place.querySelector('[role=status]');
  const say = place.dataset;
  const language = document.documentElement.lang;
  const shards = Number(say.shards);
  const articles = Number(say.articles);

  // As in search/terms.rs.
  const keyLength = 3;
  const shelfLength = 16;
  const pageLength = 20;
  const anywhere = [0, Infinity];
  const scopes = { __proto__: null, text: [0, 1e6], author: [1e6, 1001e3], title: [1001e3, Infinity] };

  // As in the archive's query.rs.
  const mostWords = 32;

  // How much a term counts by where it is: once in the text, several times, in the title, in both.
  const weights = [2, 3, 6, 7];
  const exact = 4;
  const inflected = 1;

  // Scripts without spaces between words, as the archive's index has them.
  const unspaced =
    '[\\u0e00-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u3040-\\u31ff\\u3400-\\u9fff\\uac00-\\ud7ff\\uf900-\\ufaff\\uff66-\\uffdc\\u{20000}-\\u{3ffff}]';
  const isUnspaced = new RegExp(unspaced, 'u');
  const letter = '[\\p{Alphabetic}\\p{N}]';
  const runs = new RegExp(`((?=${unspaced})${letter})+|((?!${unspaced})${letter})+`, 'gu');

  // The pieces of a query.
  const marks = '"“”„«»「」『』＂';
  const mark = new RegExp(`^[${marks}]`, 'u');
  const phrase = new RegExp(`^[${marks}]([^${marks}]*)[${marks}]`, 'u');
  const word = new RegExp(`^.[^\\s()${marks}]*`, 'su');
  const field = new RegExp(`^([a-z]+)[:：](?=[\\p{L}\\p{N}(${marks}])`, 'iu');
  const names = ['site', 'section', 'language'];

  const arrivals = new Map();
  const files = new Map();

  /** What a file of the index calls. */
  window.copydesk = (name, data) => arrivals.get(name)?.(data);

  /** A file of the index, once. */
  function load(name) {
    if (!files.has(name)) {
      files.set(name, new Promise((resolve, reject) => {
        arrivals.set(name, resolve);
        const script = document.createElement('script');
        script.src = `${name}.js`;
        script.onerror = () => reject(new Error(name));
        document.head.append(script);
      }));
    }
    return files.get(name);
  }

  /** The characters that the index takes for others; few queries need them. */
  async function lettersFor(query) {
    const pairs = /[^\0-\u02ff]/.test(query) ? [...(await load('letters'))] : [];
    const letters = new Map();
    for (let at = 0; at < pairs.length; at += 2) letters.set(pairs[at], pairs[at + 1]);
    return letters;
  }

  /** The terms of a text at their places, as the index has them: words; pairs of characters where words have no spaces. */
  function terms(text) {
    const found = [];
    let place = 0;
    for (const [run] of text.matchAll(runs)) {
      const letters = isUnspaced.test(run) ? [...run] : [run.toLowerCase()];
      if (letters.length === 1) found.push([place, letters[0]]);
      for (let at = 1; at < letters.length; at += 1) found.push([place + at - 1, letters[at - 1] + letters[at]]);
      place += letters.length;
    }
    return found;
  }

  /** FNV-1a over the UTF-16 code units of a term's first characters. */
  function shardOf(term) {
    const key = [...term].slice(0, keyLength).join('');
    let hash = 0x811c9dc5;
    for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193) >>> 0;
    return hash % shards;
  }

  /** Whether one word may be a form of the other: four letters are the same, and few others follow. */
  function areAlike(asked, other) {
    if (isUnspaced.test(asked)) return false;
    const [one, two] = [[...asked], [...other]];
    let same = 0;
    while (same < one.length && one[same] === two[same]) same += 1;
    return same >= 4 && (same === one.length || (one.length - same <= 2 && two.length - same <= 2));
  }

  /** A date's first and last day, as the facts have days; nothing where it is none. */
  function days(text) {
    const dotted = /^(?:(\d\d?)\.)?(\d\d?)\.(\d{4})$/.exec(text)?.reverse();
    const [year, month, day] = dotted ?? /^(\d{4})(?:[-/.](\d\d?)(?:[-/.](\d\d?))?)?$/.exec(text)?.slice(1) ?? [];
    if (!year || month < 1 || month > 12 || day < 1 || day > 31) return null;
    return [0, 99].map((open) => year * 10000 + (month ?? open) * 100 + Number(day ?? open));
  }

  /** The conditions on dates: from a day to a day. */
  const periods = {
    __proto__: null,
    published(text) {
      const [from, to = from] = text.split('..').map((end) => (end ? days(end) : [1, Infinity]));
      return from && to && [from[0], to[1]];
    },
    after: (text) => days(text) && [days(text)[0], Infinity],
    before: (text) => days(text) && [1, days(text)[0] - 1],
  };

  /**
   * Reads a query as the archive's query/parse.rs does: words, "phrases", -excluded, OR, brackets, fields. Gives what must all
   * be so, and why it is not all that was written.
   */
  function read(query) {
    let rest = query;
    let words = 0;
    let problem;
    const note = (name, value) => {
      problem ??= say[name].replace('{}', () => value);
    };
    const take = (pattern) => {
      const found = pattern.exec(rest);
      if (found) rest = rest.slice(found[0].length);
      return found;
    };

    function item(scope) {
      if (take(/^\(/)) {
        const all = sequence(scope, true);
        return all.length ? { all } : null;
      }
      const whole = rest;
      const name = take(field)?.[1].toLowerCase();
      if (name in scopes || names.includes(name)) {
        if (rest.startsWith('(')) return item(name);
        scope = name;
      } else if (name && !(name in periods)) {
        note('field', name);
        rest = whole;
      }
      const quoted = take(phrase);
      if (!quoted && take(mark)) note('quote');
      const text = quoted?.[1] ?? take(word)?.[0] ?? '';
      const wanted = terms(text);
      if (!wanted.length) return null;
      words += 1;
      if (name in periods) {
        const period = periods[name](text);
        return period ? { period } : note('date', text);
      }
      if (scope === 'language' && !/^[a-z]{2,3}([-_]|$)/i.test(text)) return note('code', text);
      return { wanted, scope, quoted, last: !rest };
    }

    function sequence(scope, inside) {
      const nodes = [];
      let or = false;
      for (take(/^\s*/); rest; take(/^\s*/)) {
        if (words === mostWords) {
          note('long');
          rest = '';
        } else if (take(/^\)/)) {
          if (inside) return nodes;
          note('brackets');
        } else if (take(/^OR(?=[\s(]|$)/)) {
          or = true;
        } else if (!take(/^AND(?=[\s(]|$)/)) {
          const [signs] = take(/^(NOT(?=[\s(]|$))?\s*[-−－+]*/);
          const node = item(scope);
          const made = node && /[^\s+]/.test(signs) ? { not: node } : node;
          if (made) nodes.push(or && nodes.length ? { any: [nodes.pop(), made] } : made);
          or = false;
        }
      }
      if (inside) note('brackets');
      return nodes;
    }

    const all = sequence();
    const asks = ({ not, any, all }) => !not && ((any ?? all)?.some(asks) ?? true);
    if (!all.some(asks)) note(all.length ? 'excluded' : 'words');
    return { all: all.some(asks) ? all : [], problem };
  }

  /** The articles of which something is so, none of them fitting better than others. */
  async function where(isSo) {
    const { names, rows } = await load('facts');
    const found = new Map();
    for (let at = 0, article = 0; at < rows.length; at += 5) {
      article += rows[at];
      if (isSo((name, column) => names[name][rows[at + column] - 1] ?? '', rows[at + 4])) found.set(article, 0);
    }
    return found;
  }

  /** The places that a text of digits tells the distances of. */
  function placesIn(text) {
    const found = [];
    let [place, number] = [0, 0];
    for (const digit of text) {
      const code = digit.charCodeAt(0);
      if (code >= 93) {
        number = number * 33 + code - 93;
      } else {
        place += number * 40 + code - 35;
        found.push(place);
        number = 0;
      }
    }
    return found;
  }

  /** The articles that have a term, or one like it: how well they fit, and where it stands in a scope. */
  async function having(term, isAlike, scope) {
    const shard = shardOf(term);
    const [lists, places] = await Promise.all([load(`terms/${shard}`), scope && load(`places/${shard}`)]);
    const found = new Map();
    for (let row = 0; row < lists.length; row += 2) {
      const [other, list] = lists.slice(row, row + 2);
      const closeness = other === term ? exact : isAlike(other) ? inflected : 0;
      if (!closeness) continue;
      const rarity = 33 - Math.clz32(articles / list.length);
      const texts = scope && places[row / 2].split(' ');
      let article = 0;
      list.forEach((number, at) => {
        article += number >>> 2;
        const here = scope ? placesIn(texts[at]).filter((place) => place >= scope[0] && place < scope[1]) : [];
        const fit = Math.max(found.get(article)?.fit ?? 0, closeness * rarity * weights[number & 3]);
        if (!scope || here.length) found.set(article, { fit, here });
      });
    }
    return found;
  }

  /** The articles that have a word in any form, or several words as they stand together. */
  async function together({ wanted, scope, quoted, last }) {
    const [[start, word]] = wanted;
    const begins = (other) => last && word.length >= keyLength && other.startsWith(word);
    const isAlike = (other) => wanted.length === 1 && !quoted && (areAlike(word, other) || begins(other));
    const range = scopes[scope] ?? (wanted.length > 1 ? anywhere : null);
    const all = await Promise.all(wanted.map(([, term]) => having(term, isAlike, range)));
    const found = new Map();
    for (const [article, { fit, here }] of all[0]) {
      const others = all.map((having) => having.get(article));
      const follow = (first) => wanted.every(([place], of) => others[of].here.includes(first + place - start));
      if (others.every(Boolean) && (wanted.length === 1 || here.some(follow))) {
        found.set(article, others.reduce((sum, other) => sum + other.fit, 0));
      }
    }
    return found;
  }

  /** The articles that a part of a query finds, each with how well it fits. */
  async function find({ not, any, all, period, wanted, ...asked }) {
    if (not) return find({ all: [{ not }] });
    if (period) return where((name, day) => day >= period[0] && day <= period[1]);
    if (any) {
      const [one, other] = await Promise.all(any.map(find));
      for (const [article, fit] of one) other.set(article, fit + (other.get(article) ?? 0));
      return other;
    }
    if (all) {
      const wanted = all.filter(({ not }) => !not);
      const [first, ...others] = await Promise.all(wanted.length ? wanted.map(find) : [where(() => true)]);
      const unwanted = await Promise.all(all.filter(({ not }) => not).map(({ not }) => find(not)));
      const stays = ([article]) => others.every((found) => found.has(article)) && !unwanted.some((found) => found.has(article));
      return new Map([...first].filter(stays).map(([article, fit]) => [article, others.reduce((sum, found) => sum + found.get(article), fit)]));
    }
    if (!names.includes(asked.scope)) return together({ wanted, ...asked });
    const said = (terms) => ` ${terms.map(([, term]) => term).join(' ')} `;
    const column = names.indexOf(asked.scope) + 1;
    const starts = asked.scope === 'language' ? (text) => text.startsWith(said(wanted)) : (text) => text.includes(said(wanted));
    return where((name) => starts(said(terms(name(asked.scope, column)))));
  }

  /** The numbers of the articles that a query finds, best first, of equals the last to arrive; and what of it was not read. */
  async function search(query) {
    const letters = await lettersFor(query);
    const { all, problem } = read([...query].map((letter) => letters.get(letter) ?? letter).join(''));
    const found = all.length ? [...(await find({ all }))] : [];
    return { problem, found: found.sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([article]) => article) };
  }

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
    return made;
  }

  /** An article as the edition's listings show it. */
  function entry(found) {
    const { lang, dir } = found;
    const title = element('h2', '', { lang, dir });
    title.append(element('a', found.title, { href: found.href }));
    const meta = element('p', '', { class: 'meta' });
    if (found.byline) meta.append(element('span', found.byline, { lang }));
    if (found.date) meta.append(element('time', found.date[0], { datetime: found.date[1] }));
    if (found.site) meta.append(element('span', found.site));
    const box = element('div', '');
    box.append(title, element('p', found.opening, { class: 'opening', lang, dir }), meta);
    const article = element('article', '', { class: 'entry' });
    article.append(box);
    return article;
  }

  /** "3 stories", in the form that the language has for the number. */
  function counted(count) {
    const forms = say.stories.split('|');
    const order = { one: 0, few: 1 }[new Intl.PluralRules(language).select(count)] ?? forms.length - 1;
    return `${new Intl.NumberFormat(language).format(count)} ${forms[Math.min(order, forms.length - 1)]}`;
  }

  function showPager(query, page, pages) {
    const pager = place.querySelector('.pager');
    pager.hidden = pages < 2;
    const numbers = [page, pages];
    pager.querySelector('span').textContent = say.pages.replace(/\{\}/g, () => numbers.shift());
    for (const [rel, to] of [['prev', page - 1], ['next', page + 1]]) {
      const link = pager.querySelector(`[rel=${rel}]`);
      link.hidden = to < 1 || to > pages;
      link.href = `?${new URLSearchParams({ q: query, page: to })}`;
    }
  }

  async function show(query, page) {
    const { found, problem } = await search(query);
    const note = place.querySelector('.aside-note');
    note.textContent = problem;
    note.hidden = !problem;
    const pages = Math.ceil(found.length / pageLength);
    const shown = found.slice((page - 1) * pageLength, page * pageLength);
    const shelves = shown.map((article) => load(`articles/${Math.floor(article / shelfLength)}`));
    const entries = (await Promise.all(shelves)).map((shelf, at) => entry(shelf[shown[at]]));
    place.querySelector('.hits').replaceChildren(...entries);
    status.textContent = found.length ? counted(found.length) : say.none;
    showPager(query, page, pages);
  }

  const asked = new URLSearchParams(location.search);
  const query = (asked.get('q') ?? '').trim().slice(0, 2000);
  document.querySelector('input[name=q]').value = query;
  status.textContent = query ? say.wait : say.ask;
  if (query) {
    show(query, Math.max(1, Number.parseInt(asked.get('page'), 10) || 1)).catch(() => {
      status.textContent = say.fail;
    });
  }
})();
