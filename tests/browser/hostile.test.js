// Pages that attack their reader are served as text, and as nothing else.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, open } from './support/browser.js';
import { startEdition } from './support/edition.js';
import { hostileAddresses, hostileArticles, writeHostilePaper } from './support/hostile.js';

const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const picturePolicy = "sandbox; default-src 'none'";
const maxPages = 100;

let folder, edition, browser, visited;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copydesk-hostile-'));
  await writeHostilePaper(folder);
  edition = await startEdition(folder);
  browser = await launch();
  visited = await visitEverything();
});
after(async () => {
  await browser?.close();
  await edition?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Opens every page that the front page leads to, and the attempts, and notes what each shows. */
async function visitEverything() {
  const page = await open(browser, edition.base);
  const notes = new Map();
  const ahead = ['/', ...hostileAddresses];
  while (ahead.length > 0 && notes.size < maxPages) {
    const path = ahead.shift();
    if (notes.has(path)) continue;
    const note = await visit(page, path);
    notes.set(path, note);
    ahead.push(...note.links.filter((link) => !notes.has(link)));
  }
  await page.context().close();
  return notes;
}

/** Opens one page, with the mouse over all of it, and says what is there. */
async function visit(page, path) {
  page.diary.length = 0;
  const response = await page.goto(path);
  const found = await page.evaluate(inspect);
  return { headers: response.headers(), diary: [...page.diary], ...found };
}

/** In the page: what a script left behind, what could run or load one, and where the links lead. */
function inspect() {
  const all = [...document.querySelectorAll('*')];
  for (const element of all) element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
  const attributes = all.flatMap((element) => [...element.attributes].map((attribute) => [element, attribute]));
  const hrefs = [...document.querySelectorAll('a[href], form[action], link[href]')].map((element) => element.href ?? element.action);
  const own = hrefs.filter((href) => href.startsWith(`${location.origin}/`)).map((href) => new URL(href));
  return {
    caught: window.caught ?? null,
    active: [...document.querySelectorAll('script:not([type="application/ld+json"]), iframe, object, embed, base, svg, style, meta[http-equiv]')].length,
    data: [...document.querySelectorAll('script')].map((script) => JSON.parse(script.textContent)['@type']),
    handlers: attributes.filter(([, { name }]) => name.startsWith('on') || name === 'style').length,
    schemes: [...new Set(hrefs.map((href) => new URL(href).protocol))],
    pictures: [...document.images].filter((image) => !image.src.startsWith(`${location.origin}/picture/`)).length,
    links: own.filter((url) => !/^\/(style|icon|opensearch)|\/feed\.\w+$/.test(url.pathname)).map((url) => url.pathname + url.search),
  };
}

function assertOnEachPage(check) {
  for (const [path, note] of visited) check(note, path);
}

describe('a paper full of attacks', () => {
  test('is read whole: every article and every proof is visited', (t) => {
    const count = (prefix) => [...visited.keys()].filter((path) => /^[\w/]+$/.test(path) && path.startsWith(prefix)).length;
    t.diagnostic(`${visited.size} pages visited`);
    assert.equal(count('/article/'), hostileArticles);
    assert.equal(count('/proof/'), hostileArticles);
  });

  test('runs no script and opens no dialog', () =>
    assertOnEachPage(({ caught, diary }, path) => {
      assert.equal(caught, null, path);
      assert.deepEqual(diary.filter((entry) => /^(dialog|script error|abroad)|Content Security/.test(entry)), [], path);
    }));

  test('puts nothing on a page that could run or load anything', () =>
    assertOnEachPage(({ active, handlers, pictures }, path) =>
      assert.deepEqual({ active, handlers, pictures }, { active: 0, handlers: 0, pictures: 0 }, path),
    ));

  test('says what an article is in data that parses, and nowhere else', () =>
    assertOnEachPage(({ data }, path) =>
      assert.deepEqual(data, /^\/article\/\w+$/.test(path) ? ['NewsArticle'] : [], path),
    ));

  test('leads nowhere but to web pages and telephones', () =>
    assertOnEachPage(({ schemes }, path) => {
      const bad = schemes.filter((scheme) => !['http:', 'https:', 'tel:'].includes(scheme));
      assert.deepEqual(bad, [], path);
    }));

  test('is served under the strict policy, every page of it', () =>
    assertOnEachPage(({ headers }, path) => {
      assert.equal(headers['content-security-policy'], pagePolicy, path);
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
      assert.match(headers['content-type'], /^text\/html/, path);
    }));

  test('shows the attacks as the text that they are', async () => {
    const page = await open(browser, edition.base);
    await page.goto('/');
    await page.locator('h2 a', { hasText: 'Tide one' }).first().click();
    await page.locator('h1', { hasText: '<script>window.caught' }).waitFor();
    await page.getByRole('link', { name: 'How this page was cleaned' }).click();
    await page.getByRole('region', { name: 'The source' }).waitFor();
    assert.equal(await page.evaluate(() => window.caught), undefined);
    assert.deepEqual(page.diary, []);
    await page.context().close();
  });

  test('gives out no picture that can carry a script', async () => {
    const page = await open(browser, edition.base);
    await page.goto('/');
    await page.locator('h2 a', { hasText: 'Tide six' }).first().click();
    await page.locator('h1').waitFor();
    const sources = await page.locator('img').evaluateAll((images) => images.map((image) => image.src));
    assert.ok(sources.length > 0, 'the harmless picture is there');
    for (const source of sources) {
      const { headers } = await fetch(source);
      assert.match(headers.get('content-type'), /^image\/(png|jpeg|gif|webp|avif|bmp)$/, source);
      assert.equal(headers.get('content-security-policy'), picturePolicy);
    }
    await page.context().close();
  });

  test('is not stretched by words without end', async () => {
    const page = await open(browser, edition.base, { viewport: { width: 320, height: 800 } });
    for (const path of visited.keys()) {
      await page.goto(path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${path} is ${wide} px wide`);
    }
    await page.context().close();
  });
});
