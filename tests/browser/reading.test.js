// Reading: type and measure, the keyboard, and what axe-core finds in the light and in the dark.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { launch, open } from './support/browser.js';
import { forEachKind, startPapers, stopPapers } from './support/papers.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tabsToAnywhere = 60;
const tabsOnAnyPage = 25;

let papers, edition, browser;
before(async () => {
  [papers, browser] = await Promise.all([startPapers(), launch()]);
  edition = papers.sample;
});
after(async () => {
  await browser?.close();
  await stopPapers(papers);
});

const pathOf = (name) => edition.kinds.find((kind) => kind.name === name).path;

describe('the text of an article', () => {
  test('is set in 18 px, 60 to 75 characters a full line', async (t) => {
    const page = await open(browser, edition.base);
    await page.goto(pathOf('article'));
    const paragraphs = page.locator('.body > p');
    const size = await paragraphs.first().evaluate((paragraph) => getComputedStyle(paragraph).fontSize);
    assert.equal(size, '18px');
    const lengths = (await paragraphs.evaluateAll(fullLines)).sort((a, b) => a - b);
    const typical = lengths[Math.floor(lengths.length / 2)];
    t.diagnostic(`${lengths.length} full lines of ${lengths[0]} to ${lengths.at(-1)} characters, typically ${typical}`);
    assert.ok(lengths.length >= 15, 'there are full lines');
    assert.ok(typical >= 60 && typical <= 75, `${typical} characters`);
    await page.context().close();
  });
});

/** In the page: the lengths of all lines of the paragraphs but each one's last. */
function fullLines(paragraphs) {
  const lengths = (paragraph) => {
    const lines = new Map();
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const line = Math.round(range.getBoundingClientRect().bottom);
        lines.set(line, (lines.get(line) ?? 0) + 1);
      }
    }
    return [...lines.values()].slice(0, -1);
  };
  return paragraphs.flatMap(lengths);
}

describe('with the keyboard alone', () => {
  test('the skip link comes first, is seen, and leads to the text', () =>
    forEachKind(browser, papers, {}, async (page, { path }) => {
      await page.keyboard.press('Tab');
      const skip = page.locator(':focus');
      assert.equal(await skip.getAttribute('href'), '#main', path);
      const box = await skip.boundingBox();
      assert.ok(box.x >= 0 && box.y >= 0 && box.width > 40, `the skip link is on the screen of ${path}`);
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('main:focus').count(), 1, path);
    }));

  test('the focus goes through every kind of page, and is seen at each step', () =>
    forEachKind(browser, papers, {}, async (page, { name }) => {
      const there = await page.locator('a[href]:not([tabindex="-1"]), input, button, summary, [tabindex="0"]').count();
      const seen = new Set();
      for (let presses = 0; presses < Math.min(there, tabsOnAnyPage); presses += 1) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(focus);
        assert.ok(focused.seen, `the focus is not to be seen on ${focused.what} of ${name}`);
        seen.add(focused.place);
      }
      assert.ok(seen.size >= Math.min(there, tabsOnAnyPage) - 2, `the focus is caught in ${seen.size} places of ${name}`);
    }));

  test('a reader searches, opens a story, its proof and its day', async () => {
    const page = await open(browser, edition.base);
    await page.goto('/');
    await tabTo(page, 'input[name=q]');
    await page.keyboard.type('conservatory');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=conservatory');
    await follow(page, '.entry h2 a', '**/article/*');
    await follow(page, '.proof-link a', '**/proof/*');
    await follow(page, 'a[href^="/article/"]', '**/article/*');
    await follow(page, '.byline a', '**/day/*');
    await page.context().close();
  });

  test('every section, the feeds and the older stories are in reach', async () => {
    const page = await open(browser, edition.base);
    await page.goto('/');
    const wanted = ['.masthead nav li:last-child a', '.lead h2 a', 'a[rel=next]', 'a[href="/feed.rss"]'];
    for (const place of wanted) {
      await page.locator('body').evaluate(() => document.activeElement.blur());
      await tabTo(page, place, 150);
    }
    await page.context().close();
  });

  test('the source and the result of a proof scroll', async () => {
    const page = await open(browser, edition.base);
    await page.goto(pathOf('proof'));
    await tabTo(page, '.source-text');
    await page.keyboard.press('End');
    const scrolled = () => document.querySelector('.source-text').scrollTop > 0;
    await page.waitForFunction(scrolled, undefined, { timeout: 3000 });
    await page.context().close();
  });
});

/** Presses Tab until the element has the focus, which must be visible at each step. */
async function tabTo(page, selector, most = tabsToAnywhere) {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(focus, selector);
    assert.ok(focused.seen, `the focus is not to be seen on ${focused.what}`);
    if (focused.there) return;
  }
  assert.fail(`${selector} is not reached by ${most} presses of Tab on ${page.url()}`);
}

/** In the page: what has the focus, whether that is seen, and whether it is what was wanted. */
function focus(wanted) {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return {
    seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    what: element.outerHTML.slice(0, 100),
    place: [...document.querySelectorAll('*')].indexOf(element),
    there: wanted !== undefined && element.matches(wanted),
  };
}

async function follow(page, selector, url) {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
  await page.waitForURL(url);
}

describe('axe-core', () => {
  for (const colorScheme of ['light', 'dark']) {
    const options = { colorScheme, viewport: { width: 1000, height: 900 } };
    test(`finds nothing serious in the ${colorScheme}`, () =>
      forEachKind(browser, papers, options, async (page, { name, path }) =>
        assert.deepEqual(await seriousViolations(page), [], `${name}, ${path}`),
      ));
  }
});

/** What axe-core calls serious or critical; the contrast of AA is among it. */
async function seriousViolations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return bad.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' ')}`);
}
