// An invented paper made for what the sample newspaper does not have: captures on two days, a dispatch in
// three papers, a story over days, scripts from right to left, a page of five megabytes.

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addition, articles, dispatch, revised, standing } from './gazette_texts.js';
import { warc } from './warc.js';

const home = 'http://www.gazette.example';
const papers = ['http://www.morning.example', 'http://www.evening.example', 'http://www.northpost.example'];
const firstCrawl = '2014-03-10T02:00:00Z';
const secondCrawl = '2014-03-12T02:00:00Z';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const paragraphs = (text) => text.split('\n\n');
const paragraph = (text) =>
  text.startsWith('> ') ? `<blockquote><p>${escaped(text.slice(2))}</p></blockquote>` : `<p>${escaped(text)}</p>`;
const figure = ({ src, alt, caption }) =>
  `<figure><img src="${src}" alt="${escaped(alt)}"><figcaption>${escaped(caption)}</figcaption></figure>`;
const list = (items) => `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
const meta = (property, content) => (content ? `<meta property="${property}" content="${escaped(content)}">` : '');

/** The page of an article as its site served it, with something in front of its text and behind it. */
function page({ title, text, language = 'en', published, section, author, picture, missing, list: items }, site, before = '', behind = '') {
  const [first, ...others] = paragraphs(text).map(paragraph);
  const rtl = ['ar', 'he'].includes(language) ? ' dir="rtl"' : '';
  return `<!DOCTYPE html>
<html lang="${language}"${rtl}><head><meta charset="utf-8"><title>${escaped(title)}</title>${meta('og:site_name', site)}
${meta('article:published_time', published)}${meta('article:section', section)}${author ? `<meta name="author" content="${escaped(author)}">` : ''}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/town/">Town</a></li><li><a href="/culture/">Culture</a></li></ul></nav>
${before}<article><h1>${escaped(title)}</h1>${author ? `<p class="byline">By <a rel="author" href="/staff">${escaped(author)}</a></p>` : ''}
${picture ? figure(picture) : ''}${first}${missing ? figure(missing) : ''}${items ? list(items) : ''}${others.join('\n')}</article>${behind}
<footer><ul><li><a href="/about-us">About Us</a></li><li><a href="/terms-of-use">Terms of Use</a></li></ul>
<p>Copyright 2014 ${escaped(site)}. Hotline: +44 1632 960 100</p></footer></body></html>`;
}

const gazette = (article, ...around) => page(article, 'The Ferrymouth Gazette', ...around);
const capture = (article, date = firstCrawl) => ({ url: home + article.path, date, body: gazette(article) });

/** The dispatch in the three papers: as it was sent, without its end, and with a paragraph more. */
function prints() {
  const whole = paragraphs(dispatch.text);
  const texts = [whole, whole.slice(0, 3), [...whole, addition]];
  const names = ['Morning Post of Carrow', 'Evening Star', 'North Post'];
  return papers.map((paper, at) => ({
    url: paper + dispatch.path,
    date: firstCrawl,
    body: page({ ...dispatch, text: texts[at].join('\n\n') }, names[at]),
  }));
}

const versions = [capture({ ...revised, text: revised.first }), capture({ ...revised, text: revised.second }, secondCrawl)];

/** A page whose source is long: data for its scripts, and what its readers wrote under it. */
const large = {
  path: '/town/archive-of-everything',
  published: '2014-03-01T08:00:00+00:00',
  section: 'Town',
  title: 'Council publishes every form it has ever used',
  text: `The council of Ferrymouth has published every form that it has used since 1894 on a single page, which takes some time to appear and longer to read.

The oldest asks for the colour of the applicant’s horse. The newest asks for the same, since nobody has found out who is allowed to strike the question.

A spokeswoman called the page a triumph of openness. She had reached the letter D, she said, and hoped to know by the summer what followed it.`,
};

function largePage() {
  const remark = (at) => `<div class="comment" id="c${at}"><b>Reader ${at}</b><time>10 March 2014</time>
<p>I still have form ${at} at home, and it asks for horse no. ${at * 7} in two places.</p><a href="#c${at}">Reply</a></div>\n`;
  const remarks = Array.from({ length: 12_000 }, (_, at) => remark(at)).join('');
  const data = `<script>var forms="${'0123456789abcdef'.repeat(180_000)}"</script>`;
  const after = `<section id="comments" class="comments"><h2>Comments</h2>${remarks}</section>`;
  return gazette(large, data, after);
}

/** A page that was only saved: no address, no date of capture, no date of publication. */
const saved = gazette({
  title: 'A drawer of the old desk would not open',
  text: `A drawer of the editor’s desk, which had been stuck since the paper bought the desk at an auction, opened by itself during a thunderstorm, the caretaker reported.

It held a pair of gloves, half a pencil and the proofs of an article about the desk. The article praises the drawers, which it says run as smoothly as on the first day.

The gloves fit nobody on the staff. They have been put back, and the drawer has been left open by a finger’s breadth, so that it need not be asked again.`,
});

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const captures = [
  ...articles.map((article) => capture(article)),
  ...standing.map((article) => capture(article)),
  ...prints(),
  ...versions,
  { url: `${home}${large.path}`, date: firstCrawl, body: largePage() },
  { url: `${home}/img/organ.png`, date: firstCrawl, type: 'image/png', body: onePixel },
];

/** Writes the paper into a folder: a WARC, and a page that lies beside it. */
export async function writeGazette(folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'crawl.warc'), warc(captures));
  await writeFile(join(folder, 'saved.html'), saved);
}

/** The id of a captured page, by the record's contract: its address and its bytes. */
function id({ url, body }) {
  return createHash('sha256').update(`${url}\0`).update(body).digest('hex').slice(0, 32);
}

const captured = (path) => captures.find(({ url }) => url === home + path);

/** Where the edition has what. */
export const places = {
  article: (path) => `/article/${id(captured(path))}`,
  proof: (path) => `/proof/${id(captured(path))}`,
  /** The dispatch as the papers ran it: whole, cut, extended. */
  prints: prints().map((print) => `/article/${id(print)}`),
  /** The earlier and the current version of the article that was captured twice. */
  versions: versions.map((version) => `/article/${id(version)}`),
  large: `/proof/${id(captured(large.path))}`,
};
