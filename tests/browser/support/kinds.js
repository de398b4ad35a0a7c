// One address of each kind of page that an edition has.

import { places } from './gazette.js';

/** Of the sample newspaper's edition: a list of `{name, path, status}`. */
export async function kindsOfPages(base) {
  const front = await text(base, '/');
  const showpiece = first(await text(base, '/search?q=conservatory'), /\/article\/\w+(?=">Lamp at Cold Point)/);
  const found = [
    ['front page', '/'],
    ['older stories', '/?page=2'],
    ['section', first(front, /\/section\/[^"]+/)],
    ['day', first(front, /\/day\/[^"]+/)],
    ['undated', '/undated'],
    ['article', showpiece],
    ['proof', showpiece.replace('article', 'proof')],
    ['search', '/search?q=harbour'],
    ['search before asking', '/search'],
    ['search without hits', '/search?q=xyzzyplugh'],
    ['search that cannot be read', '/search?q=%22never+closed+AND+('],
    ['about', '/about'],
    ['missing page', '/nowhere', 404],
    ...(await articlesByLanguage(base, ['zh', 'ja', 'ru', 'de'])),
  ];
  return found.map(([name, path, status = 200]) => ({ name, path, status }));
}

/** Of the invented gazette's edition: what the sample newspaper does not have. */
export async function kindsOfGazette(base) {
  const member = await text(base, places.article('/town/bridge-cause'));
  const [whole, cut] = places.prints;
  const found = [
    ['front page of many scripts', '/'],
    ['story', first(member, /\/story\/\w+/)],
    ['article of a story', places.article('/town/bridge-cause')],
    ['calendar', '/days'],
    ['year', '/days/2014'],
    ['undated with the day of capture', '/undated'],
    ['changes', places.versions[1].replace('article', 'changes')],
    ['current version', places.versions[1]],
    ['earlier version', places.versions[0]],
    ['wire copy', whole],
    ['prints side by side', whole.replace('article', 'changes') + cut.replace('/article', '')],
    ['missing picture', places.article('/culture/organ')],
    ['words without end', places.article('/culture/long-words')],
    ['words without end, cleaned', places.proof('/culture/long-words')],
    ['article in Arabic', places.article('/ar/minaa')],
    ['proof in Arabic', places.proof('/ar/minaa')],
    ['article in Hebrew', places.article('/he/migdalor')],
    ['article in Korean', places.article('/ko/sijang')],
    ['standing page', places.article('/about-us')],
    ['search with facets', '/search?q=bridge+OR+Haus'],
    ['search with a suggestion', '/search?q=brigde'],
    ['sources', '/about'],
  ];
  return found.map(([name, path]) => ({ name, path, status: 200 }));
}

/** The first article found in each language. */
async function articlesByLanguage(base, languages) {
  const listings = (await text(base, '/')) + (await text(base, '/?page=2'));
  const stories = [...listings.matchAll(/<h2 lang="([\w-]*)"[^>]*><a href="([^"]+)"/g)];
  return languages.map((language) => {
    const story = stories.find(([, lang]) => lang.split('-')[0] === language);
    if (!story) throw new Error(`the sample newspaper has no article in ${language}`);
    return [`article in ${language}`, story[2]];
  });
}

async function text(base, path) {
  return (await fetch(base + path)).text();
}

function first(html, pattern) {
  const found = html.match(pattern);
  if (!found) throw new Error(`nothing like ${pattern} on the page`);
  return found[0];
}
