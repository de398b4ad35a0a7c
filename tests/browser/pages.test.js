// Every kind of page loads whole: quietly, from its own host only, with and without scripts, at every width.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, open } from './support/browser.js';
import { forEachKind, startPapers, stopPapers } from './support/papers.js';

const widths = [320, 390, 800, 1400];
const heaviest = 50_000;
const policy = /^default-src 'none'; style-src 'self'; img-src 'self';/;

let papers, edition, browser;
before(async () => {
  [papers, browser] = await Promise.all([startPapers(), launch()]);
  edition = papers.sample;
});
after(async () => {
  await browser?.close();
  await stopPapers({ gazette: papers?.gazette });
});

describe('every kind of page', () => {
  const texts = {};

  test('answers, with one headline, a title and no script', () =>
    forEachKind(browser, papers, {}, async (page, kind, response) => {
      texts[kind.name + kind.path] = await page.locator('body').innerText();
      assert.equal(response.status(), kind.status, kind.name);
      assert.match(response.headers()['content-security-policy'], policy, kind.name);
      assert.equal(await page.locator('h1').count(), 1, `headlines of ${kind.name}`);
      assert.equal(await page.locator('script:not([type="application/ld+json"])').count(), 0, `scripts of ${kind.name}`);
      assert.notEqual((await page.title()).trim(), '', `title of ${kind.name}`);
    }));

  test('reads the same without scripts', () =>
    forEachKind(browser, papers, { javaScriptEnabled: false }, async (page, kind) =>
      assert.equal(await page.locator('body').innerText(), texts[kind.name + kind.path], kind.name),
    ));

  test('says nothing in the console, asks no other host, and needs no sideways scrolling', () =>
    forEachKind(browser, papers, {}, async (page, kind) => {
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
  test('takes less than 50 KB with its style, pictures aside', async (t) => {
    const page = await open(browser, edition.base);
    const sizes = [];
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'image') sizes.push(response.body().then((body) => body.length));
    });
    await page.goto('/', { waitUntil: 'networkidle' });
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    t.diagnostic(`${sizes.length} answers of ${bytes} bytes`);
    assert.ok(sizes.length >= 2 && bytes < heaviest, `${bytes} bytes`);
    await page.context().close();
  });

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
