// Every kind of page loads whole: quietly, from its own host only, with and without scripts, at every width.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, open } from './support/browser.js';
import { samplePaper, startEdition } from './support/edition.js';
import { kindsOfPages } from './support/kinds.js';

const widths = [320, 390, 800, 1400];
const policy = /^default-src 'none'; style-src 'self'; img-src 'self';/;

let edition, browser, kinds;
before(async () => {
  edition = await startEdition(samplePaper);
  browser = await launch();
  kinds = await kindsOfPages(edition.base);
});
after(() => browser?.close());

/** Opens each kind of page in turn. */
async function forEachKind(check, options) {
  const page = await open(browser, edition.base, options);
  for (const kind of kinds) {
    page.diary.length = 0;
    const response = await page.goto(kind.path);
    await check(page, kind, response);
  }
  await page.context().close();
}

describe('every kind of page', () => {
  const texts = {};

  test('answers, with one headline, a title and no script', () =>
    forEachKind(async (page, kind, response) => {
      texts[kind.path] = await page.locator('body').innerText();
      assert.equal(response.status(), kind.status, kind.name);
      assert.match(response.headers()['content-security-policy'], policy, kind.name);
      assert.equal(await page.locator('h1').count(), 1, `headlines of ${kind.name}`);
      assert.equal(await page.locator('script:not([type="application/ld+json"])').count(), 0, `scripts of ${kind.name}`);
      assert.notEqual((await page.title()).trim(), '', `title of ${kind.name}`);
    }));

  test('reads the same without scripts', () =>
    forEachKind(
      async (page, kind) => assert.equal(await page.locator('body').innerText(), texts[kind.path], kind.name),
      { javaScriptEnabled: false },
    ));

  test('says nothing in the console, asks no other host, and needs no sideways scrolling', () =>
    forEachKind(async (page, kind) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${kind.name} is ${wide} px wide at ${width} px`);
      }
      const itsStatus = (entry) => entry.startsWith('console:') && entry.includes(`status of ${kind.status} `);
      assert.deepEqual(page.diary.filter((entry) => !itsStatus(entry)), [], kind.name);
    }));
});

describe('the front page', () => {
  test('shows pictures that decode', async () => {
    const page = await open(browser, edition.base);
    await page.goto('/');
    const pictures = await page.locator('main img').evaluateAll((images) =>
      Promise.all(
        images.map(async (image) => {
          image.loading = 'eager';
          await image.decode().catch(() => {});
          return { src: image.src, width: image.naturalWidth };
        }),
      ),
    );
    assert.ok(pictures.length > 0, 'there is a picture');
    assert.deepEqual(pictures.filter((picture) => picture.width === 0), []);
    await page.context().close();
  });

  test('leads with one story and lists the others', async () => {
    const page = await open(browser, edition.base);
    await page.goto('/');
    assert.equal(await page.locator('.lead h2').count(), 1);
    assert.ok((await page.locator('.story h2').count()) >= 15);
    const addresses = await page.locator('main h2 a').evaluateAll((links) => links.map((link) => link.href));
    assert.equal(new Set(addresses).size, addresses.length, 'no story stands twice');
    await page.context().close();
  });
});

// The last test: it ends the server, while the browser still holds its connections.
test('the program ends on SIGTERM within ten seconds, with connections open', async (t) => {
  const page = await open(browser, edition.base);
  await page.goto('/');
  const { code, seconds } = await edition.stop();
  t.diagnostic(`ended after ${seconds.toFixed(2)} s`);
  assert.equal(code, 0);
  assert.ok(seconds < 10, `${seconds} s`);
});
