// The proof page: what was kept, cut and repaired is said in colour and in words, and every mark leads somewhere.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, open, withPage } from './support/browser.js';
import { places } from './support/gazette.js';
import { startPapers, stopPapers } from './support/papers.js';

const heaviest = 1_500_000;
const longestWait = 3_000;

let papers, browser, page;
before(async () => {
  [papers, browser] = await Promise.all([startPapers(), launch()]);
  const { base, kinds } = papers.sample;
  page = await open(browser, base);
  await page.goto(kinds.find((kind) => kind.name === 'proof').path);
});
after(async () => {
  await browser?.close();
  await stopPapers(papers);
});

const texts = (selector) => page.locator(selector).allInnerTexts();

describe('the proof of the most damaged article', () => {
  test('says that the books balance, and counts', async () => {
    assert.match(await page.locator('#books').innerText(), /The books balance\. \d+ text runs/);
    const rows = await texts('.sums tbody tr');
    assert.ok(rows.some((row) => /^kept in the article\s+\d/.test(row)), rows.join('; '));
    assert.ok(rows.some((row) => /^cut, each with its reason\s+\d/.test(row)), rows.join('; '));
  });

  test('marks the kept, the cut and the repaired in the source, in words too', async () => {
    const tags = await texts('.source-text .tag');
    assert.ok(tags.some((tag) => /^¶\d+$/.test(tag)), 'paragraphs are named');
    for (const reason of ['cut: duplicate', 'cut: navigation', 'cut: comment']) {
      assert.ok(tags.some((tag) => tag.includes(reason)), reason);
    }
    assert.ok(tags.includes('r1'), 'the first repair is named');
    assert.ok((await texts('.source-text del + ins')).includes('’'), 'an apostrophe was repaired');
  });

  test('paints the three differently, and from the page', async () => {
    const paint = (selector) =>
      page.locator(selector).first().evaluate((mark) => getComputedStyle(mark).backgroundColor);
    const colours = await Promise.all(['.run.kept', '.run.cut', '.source-text ins', 'body'].map(paint));
    assert.equal(new Set(colours).size, 4, colours.join(' '));
  });

  test('has every id once, and every mark leads to one', async () => {
    const { ids, wanted } = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
      wanted: [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute('href').slice(1)),
    }));
    const there = new Set(ids);
    assert.equal(there.size, ids.length, 'no id stands twice');
    assert.ok(wanted.length > 50);
    assert.deepEqual(wanted.filter((id) => !there.has(id)), []);
  });

  test('leads from a paragraph to its source, from a cut to its reason, from a repair to its place', async () => {
    await leadsTo('.blocks li:last-child .where a');
    await leadsTo('.source-text .tag.cut');
    await leadsTo('.lines a[id^="mended"]');
  });

  test('names the candidates that were not chosen, where they were found', async () => {
    const others = page.locator('.others').first();
    assert.match(await others.locator('summary').innerText(), /^\d+ not chosen$/);
    const values = others.locator('li');
    assert.equal(await values.first().isVisible(), false);
    await others.locator('summary').click();
    await values.first().waitFor({ state: 'visible' });
    assert.equal(await values.count(), parseInt(await others.locator('summary').innerText(), 10));
  });

  test('stands side by side on a wide screen and stacked on a phone', async () => {
    const [source, result] = await sides();
    assert.ok(source.x + source.width <= result.x && Math.abs(source.y - result.y) < 2, 'side by side');
    await page.setViewportSize({ width: 390, height: 800 });
    const [above, below] = await sides();
    assert.ok(above.y + above.height <= below.y && above.x === below.x, 'stacked');
  });
});

describe('the proof of a captured page', () => {
  test('says its address, when it was captured, how it was read, and its digest', () =>
    withPage(browser, papers.gazette.base, {}, async (page) => {
      await page.goto(places.proof('/town/bridge-cause'));
      const facts = (await page.locator('.proof header .facts').innerText()).replace(/\s+/g, ' ');
      assert.match(facts, /^Page http:\/\/www\.gazette\.example\/town\/bridge-cause Captured on 10 March 2014/);
      assert.match(facts, /Read as UTF-8, .* Digest sha256:[0-9a-f]{64}$/);
    }));
});

describe('the proof of a page of five megabytes', () => {
  test('is light, soon there, balanced, and says what it leaves out', (t) =>
    withPage(browser, papers.gazette.base, {}, async (page) => {
      const start = performance.now();
      const response = await page.goto(places.large);
      const milliseconds = performance.now() - start;
      const bytes = (await response.body()).length;
      t.diagnostic(`${bytes} bytes, loaded in ${milliseconds.toFixed(0)} ms`);
      assert.ok(bytes < heaviest, `${bytes} bytes`);
      assert.ok(milliseconds < longestWait, `${milliseconds} ms`);
      assert.match(await page.locator('#books').innerText(), /The books balance\./);
      assert.match(await page.locator('.side').first().innerText(), /The first [\d,]+ of [\d,]+ text runs are shown\./);
      assert.match(await page.locator('.blocks').innerText(), /colour of the applicant’s horse/);
    }));
});

/** Clicks a mark; the place it names must then be on the screen. */
async function leadsTo(selector) {
  const mark = page.locator(selector).first();
  const href = await mark.getAttribute('href');
  await mark.click();
  const target = page.locator(`[id="${href.slice(1)}"]`);
  await target.waitFor({ state: 'visible' });
  await page.waitForFunction(isOnScreen, href.slice(1), { timeout: 3000 });
}

/** In the page: whether an element's beginning is in view, in its scrolling pane too. */
function isOnScreen(id) {
  const element = document.getElementById(id);
  const box = element.getClientRects()[0];
  const pane = element.closest('.scroll')?.getBoundingClientRect();
  const inside = (top, bottom) => box.top >= top - 4 && box.top < bottom;
  return inside(0, innerHeight) && (!pane || inside(pane.top, pane.bottom));
}

const sides = () => Promise.all([0, 1].map((side) => page.locator('.side').nth(side).boundingBox()));
