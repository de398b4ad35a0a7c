// Pages that carry payloads, some to a page, in every field where a site would print what a reader wrote.

import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { warc } from './warc.js';

const file = fileURLToPath(new URL('../../../../shared/data/xss/payloads.jsonl', import.meta.url));

/** DOMPurify's payloads; none where the project's data is not there. */
export const payloads = existsSync(file)
  ? readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line).payload)
  : [];

const asText = (markup) => markup.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const home = 'http://pay.example';
const perPage = 4;

// A page has a text of its own, or the edition would fold it into another as a copy of it.
const nouns = 'harbour ferry lamp bakery orchard violin tower library sailor bridge garden market school theatre'.split(' ');
const verbs = 'opened closed moved painted measured sold mended lost found named counted rented'.split(' ');
const things = 'doors ropes apples windows tickets lanterns carpets letters benches clocks maps'.split(' ');
const pick = (list, number) => list[number % list.length];

function sentence(seed) {
  const [a, b] = [seed * 7 + 3, seed * 11 + 5];
  return `The ${pick(nouns, a)} beside the ${pick(nouns, b)} ${pick(verbs, a + b)} ${seed + 2} ${pick(things, b)}, said the keeper of ${pick(things, a)} number ${seed * 3}.`;
}
const paragraph = (seed) => `<p>${[0, 1, 2].map((at) => sentence(seed * 3 + at)).join(' ')}</p>`;

/** Payloads where their text would be, as markup and as text, and in the addresses of links. */
function page(group, at) {
  const texts = group.map(asText);
  const all = texts.join(' ');
  const each = (write) => texts.map(write).join('\n');
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Payload ${at} ${all}</title>
${each((text) => `<meta name="author" content="Ann ${text}">`)}<meta name="description" content="Standfirst ${all}">
<meta property="article:section" content="Pay ${texts[0]}"><meta property="og:site_name" content="Pay ${texts[0]}"></head>
<body><article><h1>Payload ${at} ${all}</h1><p class="byline">By <a rel="author" href="/staff">Ann ${texts[0]}</a></p>
${paragraph(at * 3)}${each((text) => `<p>It read ${text} on the door.</p>`)}
${each((text) => `<figure><img src="/img/quay.png" alt="${text}"><figcaption>The quay ${text}</figcaption></figure>`)}
${paragraph(at * 3 + 1)}${each((text) => `<p>See <a href="${text}">one</a>, <a href="javascript:window.caught=${at}">two</a>,
<a href="data:text/html,${text}">three</a>.</p>`)}<ul>${each((text) => `<li>${text}</li>`)}</ul>${paragraph(at * 3 + 2)}
${group.map((payload) => `<div>${payload}</div>`).join('\n')}</article></body></html>`;
}

/** Each page is captured twice, so that the edition has changes to show; what one payload swallows comes before it then. */
function captures(group, at) {
  const url = `${home}/payload/${at}`;
  return [
    { url, date: '2015-05-01T02:00:00Z', body: page(group, at) },
    { url, date: '2015-05-03T02:00:00Z', body: page([...group].reverse(), at) },
  ];
}

/** How many articles the payloads make. */
export const payloadPages = Math.ceil(payloads.length / perPage);

const groups = () => Array.from({ length: payloadPages }, (_, at) => payloads.slice(at * perPage, (at + 1) * perPage));

/** Writes all payloads' pages into a folder. */
export async function writePayloads(folder) {
  await writeFile(join(folder, 'payloads.warc'), warc(groups().flatMap(captures)));
}
