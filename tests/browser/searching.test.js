// Searching as readers do, in four languages and some more, with facets and slips of the finger.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, open } from './support/browser.js';
import { startWritten } from './support/edition.js';
import { writeGazette } from './support/gazette.js';

let edition, browser, page;
before(async () => {
  edition = await startWritten(writeGazette);
  browser = await launch();
  page = await open(browser, edition.base);
});
after(async () => {
  await browser?.close();
  await edition?.stop();
});

/** Types a query into the box of the front page; gives the headlines found. */
async function search(query) {
  await page.goto('/');
  await page.getByRole('searchbox').fill(query);
  await page.getByRole('searchbox').press('Enter');
  await page.locator('.river').waitFor();
  return headlines();
}

const headlines = () => page.locator('.entry h2').allInnerTexts();
const marks = () => page.locator('.opening mark').allInnerTexts();

describe('a search', () => {
  const finds = [
    ['English, another form of a word', 'girders', 4, /Harrow Bridge/],
    ['English, a phrase', '"chain ferry"', 1, /bridge closed/i],
    ['English, an author', 'author:Quill', 4, /Harrow Bridge/],
    ['English, one word without the other', 'bridge -girder', 1, /Seabird/],
    ['German, the singular of an umlaut', 'Haus', 1, /Häuser/],
    ['German, the singular of a dative', 'Bahnhof', 1, /Häuser/],
    ['Russian, another case', 'паромами', 1, /паромы/],
    ['Russian, the nominative of a genitive', 'комиссии', 1, /паромы/],
    ['Chinese, inside a sentence', '圖書館', 1, /海邊圖書館/],
    ['Chinese, traditional by simplified', '图书馆', 1, /海邊圖書館/],
    ['Chinese, simplified by traditional', '鐘樓', 1, /钟楼/],
    ['Japanese', '駅長', 1, /猫の駅長/],
    ['Korean, without its particle', '우산', 1, /우산/],
    ['Arabic', 'مكتبة', 1, /مكتبة/],
  ];
  for (const [what, query, count, headline] of finds) {
    test(`finds ${what}`, async () => {
      const found = await search(query);
      assert.equal(found.length, count, found.join('; '));
      for (const title of found) assert.match(title, headline);
    });
  }

  test('marks what it found in the snippet, in the form that stands there', async () => {
    await search('girders');
    const marked = await marks();
    assert.ok(marked.length >= 4 && marked.every((word) => /^girder$/i.test(word)), marked.join());
    await search('图书馆');
    assert.ok((await marks()).includes('圖書館'), (await marks()).join());
  });

  test('is narrowed by facets, and widened again', async () => {
    const all = await search('bridge OR Haus');
    await page.locator('.facets').getByRole('link', { name: 'Deutsch' }).click();
    await page.locator('.facets [aria-current]').waitFor();
    const fewer = await headlines();
    assert.equal(fewer.length, 1);
    assert.match(fewer[0], /Häuser/);
    await page.locator('.facets [aria-current]').click();
    await page.waitForFunction((count) => document.querySelectorAll('.entry').length === count, all.length);
  });

  test('counts in its facets what they lead to', async () => {
    await search('ferrymouth OR organ');
    const choice = page.locator('.facets li', { hasText: 'Town' });
    const promised = Number(await choice.locator('span').innerText());
    await choice.getByRole('link').click();
    await page.locator('.facets [aria-current]').waitFor();
    assert.ok(promised > 0);
    assert.equal((await headlines()).length, promised);
  });

  test('suggests what a misspelled word may have been', async () => {
    assert.deepEqual(await search('brigde'), []);
    await page.getByRole('link', { name: 'bridge', exact: true }).click();
    await page.locator('.entry').first().waitFor();
    assert.ok((await headlines()).length >= 4);
  });

  test('keeps the query in its box, and explains one that it cannot read', async () => {
    await search('"never closed AND (');
    assert.equal(await page.getByRole('searchbox').inputValue(), '"never closed AND (');
    assert.notEqual((await page.locator('.aside-note').first().innerText()).trim(), '');
  });
});
