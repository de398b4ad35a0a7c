// One address of each kind of page that the sample newspaper's edition has.

/** A list of `{name, path, status}`. */
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
