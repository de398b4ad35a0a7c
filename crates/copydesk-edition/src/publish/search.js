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

  // As in search.rs.
  const keyLength = 3;
  const shelfLength = 16;
  const pageLength = 20;

  // How much a term counts by where it is: once in the text, several times, in the title, in both.
  const weights = [2, 3, 6, 7];
  const exact = 4;
  const inflected = 1;

  // Scripts without spaces between words, as the archive's index has them.
  const unspaced =
    /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u31ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\u{20000}-\u{3ffff}]/u;

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

  /** The terms of a text: words in lower case; pairs of characters where words have no spaces. */
  function terms(text) {
    const found = [];
    for (const [run] of text.matchAll(/[\p{Alphabetic}\p{N}]+/gu)) {
      let word = '';
      let before = '';
      const end = () => {
        if (word) found.push(word);
        // A character that stands alone is a term; of others the pairs are.
        if (before && !before.paired) found.push(before.character);
        word = '';
        before = '';
      };
      for (const letter of run) {
        const character = letter.toLowerCase();
        if (!unspaced.test(letter)) {
          if (before) end();
          word += character;
        } else {
          if (word) end();
          if (before) found.push(before.character + character);
          before = { character, paired: Boolean(before) };
        }
      }
      end();
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
    if (unspaced.test(asked)) return false;
    const [one, two] = [[...asked], [...other]];
    let same = 0;
    while (same < one.length && one[same] === two[same]) same += 1;
    return same >= 4 && (same === one.length || (one.length - same <= 2 && two.length - same <= 2));
  }

  /** The articles that have a term, and how well each fits. */
  async function having(term, onlyExact) {
    const fits = new Map();
    for (const [other, places] of Object.entries(await load(`terms/${shardOf(term)}`))) {
      const closeness = other === term ? exact : !onlyExact && areAlike(term, other) ? inflected : 0;
      if (!closeness) continue;
      const rarity = 33 - Math.clz32(articles / places.length);
      let article = 0;
      for (const number of places) {
        article += number >>> 2;
        const fit = closeness * rarity * weights[number & 3];
        fits.set(article, Math.max(fits.get(article) ?? 0, fit));
      }
    }
    return fits;
  }

  /** The articles that have all of some terms. */
  async function havingAll(wanted, onlyExact) {
    const all = await Promise.all(wanted.map((term) => having(term, onlyExact)));
    const [first, ...rest] = all.sort((a, b) => a.size - b.size);
    const both = [...first].filter(([article]) => rest.every((fits) => fits.has(article)));
    const sum = (article) => all.reduce((sum, fits) => sum + fits.get(article), 0);
    return new Map(both.map(([article]) => [article, sum(article)]));
  }

  /** The numbers of the articles that a query finds, best first, of equals the last to arrive. */
  async function search(query) {
    const letters = await lettersFor(query);
    const folded = [...query].map((letter) => letters.get(letter) ?? letter).join('');
    const pieces = folded.split(/\s+/).map((piece) => piece.replace(/^(-?)\w+:(?=\S)/, '$1'));
    const wanted = pieces.filter((piece) => !piece.startsWith('-')).flatMap(terms);
    const unwanted = pieces.filter((piece) => piece.startsWith('-')).map(terms);
    if (!wanted.length) return [];
    const found = await havingAll([...new Set(wanted)], false);
    for (const piece of unwanted.filter((piece) => piece.length)) {
      for (const article of (await havingAll(piece, true)).keys()) found.delete(article);
    }
    return [...found].sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([article]) => article);
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
    const found = await search(query);
    const pages = Math.ceil(found.length / pageLength);
    const shown = found.slice((page - 1) * pageLength, page * pageLength);
    const shelves = shown.map((article) => load(`articles/${Math.floor(article / shelfLength)}`));
    const entries = (await Promise.all(shelves)).map((shelf, at) => entry(shelf[shown[at]]));
    place.querySelector('.hits').replaceChildren(...entries);
    status.textContent = found.length ? counted(found.length) : say.none;
    showPager(query, page, pages);
  }

  const asked = new URLSearchParams(location.search);
  const query = (asked.get('q') ?? '').trim();
  document.querySelector('input[name=q]').value = query;
  status.textContent = query ? say.wait : say.ask;
  if (query) {
    show(query, Math.max(1, Number.parseInt(asked.get('page'), 10) || 1)).catch(() => {
      status.textContent = say.fail;
    });
  }
})();
