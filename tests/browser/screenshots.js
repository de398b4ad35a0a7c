// Takes the README's pictures of the sample newspaper: `npm run screenshots`. Uses pngquant where there is one.

import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch, open } from './support/browser.js';
import { samplePaper, startEdition } from './support/edition.js';
import { kindsOfPages } from './support/kinds.js';

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const views = [
  { name: 'front', kind: 'front page', width: 1280, height: 1400 },
  { name: 'article', kind: 'article', width: 1280, height: 1180 },
  { name: 'proof', kind: 'proof', width: 1280, height: 1400, prepare: showTheBody },
  { name: 'search', path: '/search?q=lighthouse+OR+harbour', width: 1280, height: 1100 },
  { name: 'phone', kind: 'front page', width: 390, height: 1100 },
];

/** In the page: scrolls the source to a little above the article's first paragraph. */
function showTheBody() {
  const pane = document.querySelector('.source-text');
  const paragraph = [...pane.querySelectorAll('.tag')].find((tag) => tag.textContent.startsWith('¶'));
  const above = paragraph.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTo({ top: pane.scrollTop + above - pane.clientHeight / 2, behavior: 'instant' });
}

async function take(browser, base, view, path) {
  const page = await open(browser, base, { viewport: { width: view.width, height: view.height } });
  await page.goto(path, { waitUntil: 'networkidle' });
  if (view.prepare) await page.evaluate(view.prepare);
  const file = `${folder}${view.name}.png`;
  await page.screenshot({ path: file });
  await page.context().close();
  return file;
}

/** Makes the files smaller, if the program for it is installed. */
function shrink(files) {
  try {
    execFileSync('pngquant', ['--force', '--ext', '.png', '--strip', '--speed', '1', ...files]);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.error('pngquant is not installed: the pictures are larger than they need be');
  }
}

await mkdir(folder, { recursive: true });
const edition = await startEdition(samplePaper);
const browser = await launch();
const kinds = await kindsOfPages(edition.base);
const files = [];
for (const view of views) {
  const path = view.path ?? kinds.find((kind) => kind.name === view.kind).path;
  files.push(await take(browser, edition.base, view, path));
}
shrink(files);
await browser.close();
await edition.stop();
