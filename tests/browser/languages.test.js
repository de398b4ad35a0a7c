// The interface speaks the browser's language, and every text in another one says so.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, withPage } from './support/browser.js';
import { startWritten } from './support/edition.js';
import { places, writeGazette } from './support/gazette.js';

const interfaces = [
  { locale: 'en-GB', lang: 'en', search: 'Search', days: 'Days', cleaned: 'How this page was cleaned', books: 'The books balance.', date: '5 March 2014' },
  { locale: 'de-AT', lang: 'de', search: 'Suche', days: 'Tage', cleaned: 'Wie diese Seite bereinigt wurde', books: 'Die Bücher stimmen.', date: '5. März 2014' },
  { locale: 'zh-CN', lang: 'zh', search: '搜索', days: '日期', cleaned: '此网页的清理过程', books: '账目相符。', date: '2014年3月5日' },
  { locale: 'ru-RU', lang: 'ru', search: 'Поиск', days: 'Дни', cleaned: 'Как была очищена эта страница', books: 'Учёт сходится.', date: '5 марта 2014' },
  { locale: 'pt-BR', lang: 'en', search: 'Search', days: 'Days', cleaned: 'How this page was cleaned', books: 'The books balance.', date: '5 March 2014' },
];

let edition, browser;
before(async () => {
  edition = await startWritten(writeGazette);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await edition?.stop();
});

for (const { locale, lang, search, days, cleaned, books, date } of interfaces) {
  describe(`a browser set to ${locale}`, () => {
    const read = (check) => () => withPage(browser, edition.base, { locale }, check);

    test('meets the interface in its language', read(async (page) => {
      await page.goto('/');
      assert.equal(await page.locator('html').getAttribute('lang'), lang);
      assert.equal(await page.locator('form.search button').innerText(), search);
      await page.locator('.masthead').getByRole('link', { name: days, exact: true }).click();
      assert.equal(new URL(page.url()).pathname, '/days');
      await page.goto(places.article('/culture/organ'));
      assert.ok((await page.locator('.byline').innerText()).includes(date));
      await page.getByRole('link', { name: cleaned }).click();
      assert.equal(await page.locator('h1').innerText(), cleaned);
      assert.ok((await page.locator('#books').innerText()).includes(books));
    }));
  });
}

describe('a text in another language than the interface', () => {
  const fragments = [
    ['/ar/minaa', 'ar', 'rtl'],
    ['/he/migdalor', 'he', 'rtl'],
    ['/zh/bridge', 'zh', 'ltr'],
    ['/ja/hashi', 'ja', 'ltr'],
    ['/ko/sijang', 'ko', 'ltr'],
    ['/gorod/paromy', 'ru', 'ltr'],
    ['/leute/haeuser', 'de', 'ltr'],
  ];

  test('says its language and direction where it is read and where it is listed', () =>
    withPage(browser, edition.base, {}, async (page) => {
      for (const [path, lang, dir] of fragments) {
        await page.goto(places.article(path));
        assert.equal(await page.locator('html').getAttribute('lang'), 'en');
        for (const part of ['h1', '.body']) await spoken(page.locator(part), lang, dir, `${part} of ${path}`);
        await page.goto(`/search?q=${encodeURIComponent((await page.locator('h1').innerText()).split(/[ 、，,]/)[0])}`);
        const link = page.locator(`.entry h2:has(a[href="${places.article(path)}"])`);
        await spoken(link, lang, dir, `the headline of ${path} in a search`);
      }
    }));

  test('is set from right to left: headline, lists and quotations on their side', () =>
    withPage(browser, edition.base, {}, async (page) => {
      await page.goto(places.article('/ar/minaa'));
      const styles = await page.locator('.body').evaluate((body) => {
        const of = (element) => getComputedStyle(element);
        const [quote, list] = [body.querySelector('blockquote'), body.querySelector('ul')].map(of);
        return {
          align: of(body).textAlign,
          direction: of(document.querySelector('h1')).direction,
          quote: [quote.borderRightWidth, quote.borderLeftWidth].map(parseFloat),
          list: [list.paddingRight, list.paddingLeft].map(parseFloat),
        };
      });
      assert.equal(styles.align, 'start');
      assert.equal(styles.direction, 'rtl');
      assert.ok(styles.quote[0] > styles.quote[1], `the rule of a quotation is on its right: ${styles.quote}`);
      assert.ok(styles.list[0] > styles.list[1], `a list is indented from its right: ${styles.list}`);
    }));
});

async function spoken(part, lang, dir, what) {
  const [said, direction] = await Promise.all([part.getAttribute('lang'), part.evaluate((element) => getComputedStyle(element).direction)]);
  assert.equal(said?.split('-')[0], lang, `the language of ${what}`);
  assert.equal(direction, dir, `the direction of ${what}`);
}
