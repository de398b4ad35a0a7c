// However a reader sees: enlarged four times, in forced colours, in the dark, on paper.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, withPage } from './support/browser.js';
import { places } from './support/gazette.js';
import { forEachKind, startPapers, stopPapers } from './support/papers.js';

// CSS pixels: what is left of a screen of 1280 at 400 % (WCAG 2.2, 1.4.10).
const enlarged = { width: 320, height: 256 };
const smallestTarget = 24;

let papers, browser;
before(async () => {
  [papers, browser] = await Promise.all([startPapers(), launch()]);
});
after(async () => {
  await browser?.close();
  await stopPapers(papers);
});

describe('at 400 %', () => {
  test('no kind of page scrolls sideways, and nothing is cut off', () =>
    forEachKind(browser, papers, { viewport: enlarged }, async (page, { name, path }) => {
      const { wide, beyond } = await page.evaluate(overflow);
      assert.ok(wide <= enlarged.width, `${name} is ${wide} px wide`);
      assert.deepEqual(beyond, [], `${name}, ${path}`);
    }));
});

/** In the page: its width, and texts that reach beyond what is to be seen without being in a place that scrolls. */
function overflow() {
  const hidden = (element) => element.closest('.skip, pre, .table, [aria-hidden=true], details:not([open])');
  const clips = (element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
  const cut = (element) => clips(element) && element.scrollWidth > element.clientWidth + 1;
  const outside = (element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -1 || right > innerWidth + 1);
  };
  const all = [...document.querySelectorAll('body *')].filter((element) => !hidden(element));
  const beyond = all.filter((element) => cut(element) || outside(element));
  const described = beyond.slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
  return { wide: document.documentElement.scrollWidth, beyond: described };
}

describe('with a finger', () => {
  test('every link and button that does not stand in a sentence is 24 px high and wide', async () => {
    const small = [];
    await forEachKind(browser, papers, { viewport: { width: 390, height: 844 } }, async (page, { name }) => {
      const found = await page.evaluate(smallTargets, smallestTarget);
      small.push(...found.map((target) => `${name}: ${target}`));
    });
    assert.deepEqual(small, []);
  });
});

/** In the page: targets smaller than `least` that neither stand in a line of text nor have room around them. */
function smallTargets(least) {
  const targets = [...document.querySelectorAll('a[href], button, input, summary')];
  const shown = targets.filter((target) => target.checkVisibility() && !target.closest('.skip'));
  const size = (target) => {
    const boxes = [...target.getClientRects()];
    return { width: Math.max(...boxes.map((box) => box.width)), height: target.getBoundingClientRect().height };
  };
  const words = (node) => node.nodeType === Node.TEXT_NODE && /[\p{L}\p{N}]/u.test(node.data);
  const inSentence = (target) =>
    getComputedStyle(target).display.startsWith('inline') && [...target.parentElement.childNodes].some(words);
  const small = shown.filter((target) => {
    const { width, height } = size(target);
    return (width < least - 0.5 || height < least - 0.5) && !inSentence(target);
  });
  return small.slice(0, 5).map((target) => {
    const { width, height } = size(target);
    return `${width.toFixed(1)} x ${height.toFixed(1)}: ${target.outerHTML.slice(0, 100)}`;
  });
}

describe('in forced colours', () => {
  const options = { forcedColors: 'active', viewport: { width: 1400, height: 900 } };

  test('kept, cut, facts and imprint are told apart by their lines, and said in words', () =>
    withPage(browser, papers.sample.base, options, async (page) => {
      await page.goto(papers.sample.kinds.find(({ name }) => name === 'proof').path);
      const line = (fate) =>
        page.locator(`.run.${fate}`).first().evaluate((run) => {
          const { borderBottomStyle, borderBottomWidth } = getComputedStyle(run);
          return parseFloat(borderBottomWidth) > 0 && borderBottomStyle;
        });
      const lines = await Promise.all(['kept', 'cut', 'fact', 'imprint'].map(line));
      assert.deepEqual(lines.filter((style) => !style || style === 'none'), [], lines.join());
      assert.equal(new Set(lines).size, lines.length, lines.join());
      const words = await page.locator('.source-text .tag').allInnerTexts();
      assert.ok(words.some((word) => word.startsWith('cut: ')) && words.some((word) => word.startsWith('¶')));
    }));

  test('what was removed and added is struck through and underlined', () =>
    withPage(browser, papers.gazette.base, options, async (page) => {
      await page.goto(places.versions[1].replace('article', 'changes'));
      const look = (tag) =>
        page.locator(`.body ${tag}`).first().evaluate((passage) => {
          const { textDecorationLine, borderBottomStyle } = getComputedStyle(passage);
          return `${textDecorationLine} ${borderBottomStyle}`;
        });
      assert.match(await look('del'), /line-through/);
      assert.match(await look('ins'), /underline|solid/);
    }));

  test('what a search found is told from the rest', () =>
    withPage(browser, papers.gazette.base, options, async (page) => {
      await page.goto('/search?q=girder');
      const border = await page.locator('mark').first().evaluate((mark) => getComputedStyle(mark).borderBottomStyle);
      assert.equal(border, 'solid');
    }));
});

describe('in the dark', () => {
  test('paper is dark and ink is light on every kind of page', () =>
    forEachKind(browser, papers, { colorScheme: 'dark' }, async (page, { name }) => {
      const [paper, ink] = await page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [backgroundColor, color].map((value) => value.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0));
      });
      assert.ok(paper < 150 && ink > 500, `${name}: ${paper}, ${ink}`);
    }));
});

describe('on paper', () => {
  test('the text is there and the ways through the site are gone', () =>
    forEachKind(browser, papers, {}, async (page, { name }) => {
      await page.emulateMedia({ media: 'print' });
      for (const way of ['.masthead nav', '.search', '.foot', '.skip']) {
        const seen = await page.locator(way).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
        assert.equal(seen, 0, `${way} of ${name}`);
      }
      assert.ok((await page.locator('h1').innerText()).length > 0, name);
      assert.ok((await page.locator('main').innerText()).length > 0, name);
      await page.emulateMedia({ media: 'screen' });
    }));

  test('an article is printed with its headline, its date and all of its text', () =>
    withPage(browser, papers.gazette.base, {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      await page.goto(places.article('/town/bridge-closed'));
      const printed = await page.locator('body').innerText();
      for (const text of ['Harrow Bridge closed', '3 March 2014', 'a detour of 31 miles', '40,000 pounds a week']) {
        assert.ok(printed.includes(text), text);
      }
      assert.ok(!printed.includes('Similar articles'));
    }));
});
