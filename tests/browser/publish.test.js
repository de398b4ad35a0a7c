// The edition as static files: opened without any server, and from one that only hands files out.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, open } from './support/browser.js';
import { samplePaper, startEdition } from './support/edition.js';
import { publish, serveFiles } from './support/files.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let home, server, browser;
const places = [];
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'copydesk-files-'));
  const folder = publish(samplePaper, home);
  server = await serveFiles(folder);
  browser = await launch();
  places.push({ name: 'a server of files', origin: server.origin, base: server.base });
  places.push({ name: 'the disk', origin: 'null', base: `${pathToFileURL(folder)}/` });
});
after(async () => {
  await browser?.close();
  server?.stop();
  await rm(home, { recursive: true, force: true });
});

/** Runs the same test from both places. */
function fromBoth(name, body, options = {}) {
  test(name, async (t) => {
    for (const place of places) {
      const page = await open(browser, place.origin, options);
      await body(page, place, t);
      assert.deepEqual(page.diary, [], place.name);
      await page.context().close();
    }
  });
}

/** Searches from the page that is open, and waits for what is found. */
async function search(page, query) {
  await page.fill('input[name=q]', query);
  const loaded = page.waitForEvent('load');
  await page.press('input[name=q]', 'Enter');
  await loaded;
  assert.match(page.url(), /search\/index\.html\?q=/);
  await page.locator('.hits > *').first().or(page.getByText('No story has it.')).waitFor();
  return page.locator('.hits h2 a').allTextContents();
}

describe('an edition of files', () => {
  fromBoth('is read and followed from page to page', async (page, { base }) => {
    await page.goto(`${base}index.html`);
    const title = await page.locator('.lead h2 a').textContent();
    await page.locator('.lead h2 a').click();
    assert.equal(await page.locator('h1').textContent(), title);
    assert.equal(await page.locator('main').evaluate((main) => getComputedStyle(main.ownerDocument.body).margin), '0px');
    await page.locator('.proof-link a').click();
    await page.waitForURL(/\/proof\//);
    await page.locator('.masthead a[href$="days/index.html"]').click();
    await page.locator('.months td a').first().click();
    assert.ok((await page.locator('.entry').count()) > 0);
  });

  fromBoth('shows its pictures', async (page, { base }) => {
    await page.goto(`${base}index.html`);
    const pictures = page.locator('img');
    assert.ok((await pictures.count()) > 0);
    const widths = await pictures.evaluateAll((all) => {
      for (const picture of all) picture.loading = 'eager';
      return Promise.all(all.map((picture) => picture.decode().then(() => picture.naturalWidth)));
    });
    assert.ok(widths.every((width) => width > 0), `${widths}`);
  });

  fromBoth('finds words of four languages', async (page, { base }, t) => {
    await page.goto(`${base}index.html`);
    for (const [query, title] of [
      ['conservatory', /Lamp at Cold Point/],
      ['港口清淤', /^盐沼湾港口清淤计划引发争议/],
      ['Dachdeckern', /Dachdecker aus Krabbensiel/],
      ['скумбрии', /^Скумбрия опоздала/],
    ]) {
      const titles = await search(page, query);
      assert.ok(titles.some((found) => title.test(found)), `${query}: ${titles.join(', ')}`);
      t.diagnostic(`${query}: ${titles.length}, first ${titles[0]}`);
    }
    await page.locator('.hits h2 a').first().click();
    assert.ok(await page.locator('article.piece').count());
  });

  fromBoth('finds what has all words and not what is excluded', async (page, { base }) => {
    await page.goto(`${base}about/index.html`);
    const all = await search(page, 'dredging');
    const both = await search(page, 'dredging court');
    const without = await search(page, 'dredging -court');
    assert.ok(both.length && both.length < all.length, `${both.length} of ${all.length}`);
    assert.ok(without.length < all.length && without.every((title) => all.includes(title)));
    assert.deepEqual(await search(page, 'xyzzyplugh'), []);
    // Markup in a query is text.
    assert.deepEqual(await search(page, '<img src=x onerror=alert(1)> xyzzyplugh'), []);
  });

  fromBoth('finds phrases, alternatives, fields and dates', async (page, { base }, t) => {
    await page.goto(`${base}index.html`);
    const count = {};
    for (const query of [
      'harbour master', '"harbour master"', '"master harbour"', 'dredging OR roof', 'dredging', 'roof', 'title:dredging',
      'text:dredging', 'author:dredging', 'site:courier', 'language:ru', 'language:de OR language:ru', 'published:2012-09',
      'published:2012-09-01..2012-09-17', 'before:2012-09-18', 'after:2012-09-18', '17.9.2012', '"渡輪 冬季"', '"冬季 渡輪"',
      '(dredging OR roof) -court', 'site:(courier OR nobody) dredging', 'lightho', 'title:"dredging quarrel"',
    ]) {
      count[query] = (await search(page, query)).length;
      assert.equal(await page.locator('.aside-note').isVisible(), false, query);
    }
    t.diagnostic(JSON.stringify(count));
    assert.ok(count['"harbour master"'] > 0 && count['"harbour master"'] <= count['harbour master']);
    assert.equal(count['"master harbour"'], 0);
    assert.ok(count['dredging OR roof'] > Math.max(count.dredging, count.roof));
    assert.ok(count['title:dredging'] > 0 && count['title:dredging'] < count.dredging);
    assert.ok(count['text:dredging'] > count['title:dredging']);
    assert.equal(count['author:dredging'], 0);
    assert.ok(count['site:courier'] > 0 && count['language:ru'] > 0);
    assert.ok(count['language:de OR language:ru'] > count['language:ru']);
    assert.ok(count['published:2012-09-01..2012-09-17'] > 0);
    assert.equal(count['published:2012-09-01..2012-09-17'], count['before:2012-09-18']);
    assert.ok(count['after:2012-09-18'] > 0 && count['after:2012-09-18'] < count['published:2012-09']);
    assert.equal(count['17.9.2012'], 0);
    assert.deepEqual([count['"渡輪 冬季"'], count['"冬季 渡輪"']], [1, 0]);
    assert.ok(count['(dredging OR roof) -court'] < count['dredging OR roof']);
    assert.ok(count['site:(courier OR nobody) dredging'] > 0);
    assert.ok(count.lightho > 0 && count['title:"dredging quarrel"'] === 1);
  });

  fromBoth('explains a query that cannot be read, and finds what it could read', async (page, { base }) => {
    await page.goto(`${base}index.html`);
    const all = await search(page, 'dredging');
    for (const [query, said, found] of [
      ['dredging "harb', /quotation mark is left open/, null],
      ['(dredging', /brackets do not match/, all],
      ['dredging)', /brackets do not match/, all],
      ['dredging published:yesterday', /“yesterday” is no date/, all],
      ['dredging language:English', /“English” is no language's code/, all],
      ['constructor:dredging', /There is no field “constructor”/, []],
      ['-dredging', /only says what to leave out/, []],
      ['!?', /no word or number/, []],
      [`dredging ${'dredging '.repeat(40)}`, /too long/, all],
      ['foo:<img/src=x> dredging', /There is no field|^$/, null],
    ]) {
      const titles = await search(page, query);
      assert.match(await page.locator('.aside-note').textContent(), said, query);
      if (found) assert.deepEqual(titles, found, query);
    }
  });

  test('finds what the server finds', async (t) => {
    const edition = await startEdition(samplePaper);
    t.after(edition.stop);
    const page = await open(browser, server.origin);
    await page.goto(`${server.base}index.html`);
    for (const query of ['"harbour master"', 'title:dredging', 'site:"the saltmarsh courier"', 'language:zh', 'after:2012-09-18 harbour ', '港口清淤',
      '"渡輪 冬季"', '(ferry OR "fish market") (roof OR winter) ', '-court published:2012', 'before:2012-09-18', '"£2.4m plan"', 'dredging OR -dredging']) {
      const answer = await (await fetch(`${edition.base}/search?q=${encodeURIComponent(query)}`)).text();
      const [, expected] = answer.match(/class="count" role="status">([^<]*)/);
      const titles = await search(page, query);
      const shown = await page.locator('[role=status]').textContent();
      assert.ok(shown.startsWith(expected), `${query}: ${shown}, the server ${expected}`);
      t.diagnostic(`${query}: ${titles.length}`);
    }
    await page.context().close();
  });

  fromBoth(
    'says that searching needs a script where there is none',
    async (page, { base }) => {
      await page.goto(`${base}search/index.html?q=dredging`);
      assert.match(await page.locator('[role=status]').textContent(), /needs a script/);
    },
    { javaScriptEnabled: false },
  );

  test('answers a missing address in its design, at any depth, below a path', async (t) => {
    const folder = publish(samplePaper, join(home, 'below'), ['--base-url', 'https://paper.example/paper']);
    const files = await serveFiles(folder);
    t.after(files.stop);
    const page = await open(browser, files.origin);
    for (const missing of ['nothing', 'article/nothing/at/all/', 'feed.xml?p=1']) {
      const response = await page.goto(files.base + missing);
      assert.equal(response.status(), 404);
      assert.equal(await page.locator('h1').textContent(), 'Not found');
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).margin), '0px');
    }
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('h1').textContent(), 'Not found');
    await page.locator('.notice a').click();
    assert.equal(page.url(), files.base);
    assert.ok(await page.locator('.lead').count());
    // The browser tells its console of each answer 404; nothing else may be there.
    assert.deepEqual(page.diary.filter((line) => !line.includes('404')), []);
    await page.context().close();
  });

  test('has a search page in which axe finds nothing serious', async () => {
    const page = await open(browser, server.origin, { bypassCSP: true });
    await page.goto(`${server.base}index.html`);
    assert.ok((await search(page, 'dredging')).length);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    assert.deepEqual(bad.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    await page.context().close();
  });
});
