// A paper whose pages try to run scripts in the reader's browser: each payload would set `window.caught`.

import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const asText = (markup) => markup.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const script = (mark) => `<script>window.caught='${mark}'</script>`;
const handler = (mark) => `"><img src=x onerror="window.caught='${mark}'">`;

// Texts of their own, or the edition would fold the pages together as copies of one story.
const texts = [
  ['The tide tables for the eastern quay were printed upside down, the harbour office said on Friday, and nobody had noticed until the ferry sailed at low water.',
   'New tables are promised for Monday. Until then the ferryman will go by the weed on the slipway, as his grandfather did before tables were thought of.'],
  ['A goat that lived on the roof of the post office since March has come down by itself, eaten a parcel addressed to the mayor and gone back to its owner.',
   'The owner, a retired signalman, offered to replace the parcel but could not learn what was in it. The mayor said that it had been a surprise.'],
  ['Bakers in the old town will begin work an hour later in winter, after the council agreed that the street lamps need not burn for six people and a cat.',
   'Bread will therefore be warm at eight instead of seven. The bakers called this progress; two schools asked whether breakfast could be postponed by law.'],
  ['The museum of weather has lost its oldest barometer to a visitor who believed that it was for sale and left forty crowns in an envelope at the desk.',
   'Curators describe the instrument as brown, wrong by a finger and worth much more. They ask the buyer to return it before the next change of wind.'],
  ['Four violins found in a flooded cellar can be played again, a workshop reported, although one of them will only ever sound as if it stood in the next room.',
   'They belonged to a dance band that broke up over a wager. The surviving player, aged ninety-one, asked for the loudest and was given it.'],
  ['Painters began on the long bridge this week at its northern end, just as their colleagues finished the southern one, where rust is already showing through.',
   'It takes eleven years to go from bank to bank. The foreman has crossed it twice and hopes to retire somewhere about the middle.'],
  ['A school of twelve pupils has won the regional chess cup against one of nine hundred, mostly, its teacher admitted, because the larger team missed the train.',
   'The cup has to be returned in a year. It stands meanwhile on the stove, the only shelf in the building that no pupil can reach.'],
  ['Orchards in the upper valley will be picked by night for the first time, since wasps have made the work impossible while the sun is on the trees.',
   'Lamps were borrowed from a film company. Growers say the pears look better than they are in such a light, and may be sold in it.'],
  ['The last telephone box of the province has been made into a library for one reader at a time, with a bench outside for those who wait their turn.',
   'It holds eighty books, no atlas, and a directory of the year it was built. Loans are for as long as the rain lasts.'],
  ['Lighthouse keepers were pensioned off on Sunday, and the lamp, which now lights itself, went on an hour early out of what the last of them called eagerness.',
   'They keep the key, the garden and the right to complain of the fog. Their logbooks go to the county, which has asked for a reader of bad handwriting.'],
  ['Engineers have measured the town hall clock and found it right twice a day, as had been supposed, but at hours that nobody on the committee expected.',
   'Repairs would cost more than the tower. A motion to move the time zone instead was defeated by a single vote, which came late.'],
];
let written = 0;

/** DOMPurify's payloads, where the project's data is; some would open a dialog, some set a global. */
const payloadFile = fileURLToPath(new URL('../../../../shared/data/xss/payloads.jsonl', import.meta.url));
const payloads = existsSync(payloadFile)
  ? readFileSync(payloadFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line).payload)
  : [script('no data')];

/** A page with a headline, a head, and a body worth keeping around the payload. */
function page(headline, { head = '', body = '', language = 'en' } = {}) {
  const [first, second] = texts[written++];
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><title>${headline}</title>${head}</head>
<body><article><h1>${headline}</h1><p>${first}</p>${body}<p>${second}</p></article></body></html>`;
}

const meta = (name, content) => `<meta property="${name}" name="${name}" content="${asText(content)}">`;
const jsonLd = (fields) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', ...fields }).replaceAll('<', '\\u003c')}</script>`;
const long = 'Tidetableprinter'.repeat(30);

const pages = {
  'title.html': page(`Tide one ${asText(script('title'))}`),
  'headline.html': page(`Tide two ${asText(handler('headline'))}`, { language: `en&quot; onclick=&quot;window.caught=1` }),
  'text.html': page('Tide three', {
    body: `<p>The notice read ${asText(script('text'))} and was taken down.</p>
      <blockquote>${asText(handler('quote'))}</blockquote><ul><li>${asText(handler('item'))}</li></ul>
      <pre>${asText('</pre>' + script('pre'))}</pre><table><tr><td>${asText(script('cell'))}</td><td>1</td></tr><tr><td>two</td><td>2</td></tr></table>`,
  }),
  'live.html': page('Tide four', {
    head: `${script('head')}<base href="http://elsewhere.example/"><style>@import url(http://elsewhere.example/a.css)</style>
      <meta http-equiv="refresh" content="0;url=javascript:window.caught='refresh'">`,
    body: `${script('body')}<svg onload="window.caught='svg'"></svg><iframe srcdoc="${asText(script('frame'))}"></iframe>
      <object data="javascript:window.caught='object'"></object><p onmouseover="window.caught='hover'">Fourth:</p>
      <p style="background:url(http://elsewhere.example/b.png)">Fifth:</p>`,
  }),
  'links.html': page('Tide five', {
    body: `<p>See <a href="javascript:window.caught='link'">the first table</a>, <a href="JaVa&#9;Script:window.caught='tab'">the second</a>,
      <a href="data:text/html,${asText(script('data'))}">the third</a>, <a href=" &#1;vbscript:x">the fourth</a> and
      <a href="https://example.org/&quot; onclick=&quot;window.caught='quote'">the fifth</a>.</p>
      <div class="related"><h3>Related articles</h3><ul><li><a href="javascript:window.caught='related'">Related tide</a></li></ul></div>
      <footer><a href="javascript:window.caught='privacy'">Privacy Policy</a> Hotline: 555 0100" onclick="window.caught='phone'</footer>`,
  }),
  'pictures.html': page('Tide six', {
    head: meta('og:image', `javascript:window.caught='og'`),
    body: `<figure><img src="quay.png" alt="${asText(handler('alt'))}"><figcaption>The quay ${asText(script('caption'))}</figcaption></figure>
      <figure><img src="javascript:window.caught='source'" alt="none"><figcaption>No picture</figcaption></figure>
      <figure><img src="drawing.svg" alt="a drawing"><figcaption>A drawing</figcaption></figure>
      <figure><img src="false.png" alt="a lie"><figcaption>A drawing that says it is none</figcaption></figure>`,
  }),
  'facts.html': page('Tide seven', {
    head:
      meta('article:section', `Quay</a>${script('section')}`) +
      meta('og:site_name', `Tide ${handler('site')}`) +
      meta('author', `Ann ${script('author')}`) +
      meta('description', `Dek ${handler('dek')}`) +
      meta('article:published_time', `2012-09-17"><img src=x onerror=window.caught='date'>`),
  }),
  'data.html': page('Tide eight', {
    head: jsonLd({
      headline: `Tide eight </script>${script('data')}`,
      author: { name: `'>${handler('data')}` },
      datePublished: '2012-09-18',
    }),
  }),
  'bent.html': page(`Tide nine \u202E${long}`, { head: meta('article:section', long), body: `<p>${long}</p>` }),
  'payloads.html': page('Tide eleven', {
    body: payloads.map((payload) => `<p>It read: ${asText(payload)}</p><pre>${asText(payload)}</pre>`).join('\n') + payloads.join('\n'),
  }),
  'tide.txt': `Tide ten ${script('plain')}\n\n${texts[10][0]}\n\n${handler('plain')} and so on.\n\n${texts[10][1]}\n`,
};

const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="window.caught='picture'">${script('picture')}</svg>`;
const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** How many articles the paper has. */
export const hostileArticles = Object.keys(pages).length;

/** Addresses of the edition that are themselves attempts. */
export const hostileAddresses = ['/search?q=', '/section/', '/day/', '/article/', '/proof/', '/picture/'].map(
  (path) => path + encodeURIComponent(`"><svg onload="window.caught='address'">${script('address')}`),
);

/** Writes the paper into a folder. */
export async function writeHostilePaper(folder) {
  await mkdir(folder, { recursive: true });
  const files = { ...pages, 'drawing.svg': svg, 'false.png': svg, 'quay.png': Buffer.from(onePixel, 'base64') };
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)));
}
