// Reading and following: from the front page to a story and its days, to what changed, and to who else ran it;
// with scripts and without, which must be the same.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, withPage } from './support/browser.js';
import { startWritten } from './support/edition.js';
import { places, writeGazette } from './support/gazette.js';

let edition, browser;
before(async () => {
  edition = await startWritten(writeGazette);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await edition?.stop();
});

const texts = (page, selector) => page.locator(selector).allInnerTexts();
const headline = (page) => page.locator('h1').innerText();

/** Follows a link by its words. */
async function follow(page, name) {
  await page.getByRole('link', { name, exact: true }).first().click();
  await page.locator('main').waitFor();
}

for (const javaScriptEnabled of [true, false]) {
  const read = (check) => () => withPage(browser, edition.base, { javaScriptEnabled }, check);

  describe(javaScriptEnabled ? 'a reader' : 'a reader without scripts', () => {
    test('goes from the front page by a section to an article, its story, a day and the calendar', read(async (page) => {
      await page.goto('/');
      await follow(page, 'Town');
      assert.equal(await headline(page), 'Town');
      await follow(page, 'Barge struck Harrow Bridge in January, harbour log shows');
      const moments = await texts(page, '.moments li');
      assert.equal(moments.length, 4, 'the story has four days');
      assert.match(moments[0], /^3 March 2014/);
      assert.match(await page.locator('.moments [aria-current]').innerText(), /Barge struck/);
      await follow(page, 'The whole story: 4 stories');
      const titles = await texts(page, '.timeline h2');
      assert.deepEqual(titles.map((title) => title.split(' ').slice(0, 2).join(' ')), [
        'Harrow Bridge', 'Ferry to', 'Barge struck', 'Harrow Bridge',
      ]);
      await follow(page, 'Ferry to replace Harrow Bridge while cracked girder is examined');
      await page.locator('.byline a').click();
      assert.match(await headline(page), /4 March 2014/);
      await page.getByRole('link', { name: /5 March 2014/ }).click();
      assert.deepEqual(await texts(page, '.entry h2'), ['Chapel organ plays for the first time since the flood']);
      await follow(page, 'Days');
      await page.locator('table', { hasText: 'February' }).getByRole('link', { name: '28', exact: true }).click();
      assert.match((await texts(page, '.entry h2')).join(), /舊燈塔/);
    }));

    test('sees that an article changed, and what', read(async (page) => {
      await page.goto(places.versions[1]);
      assert.match(await page.locator('.revision').innerText(), /^Captured in 2 versions\./);
      await page.locator('.revision a').click();
      assert.match(await headline(page), /^What changed in: Fire in the covered market/);
      assert.deepEqual(await texts(page, '.body del'), ['Nobody was hurt', 'kitchen', '20,000']);
      assert.deepEqual(await texts(page, '.body ins'), ['Two people were treated for smoke', 'faulty cable', '65,000']);
      await page.locator('.pair a').first().click();
      assert.match(await page.locator('.revision').innerText(), /^This is an earlier version\./);
      await page.locator('.revision a').click();
      assert.equal(new URL(page.url()).pathname, places.versions[1]);
    }));

    test('meets the current version only in listings', read(async (page) => {
      await page.goto('/section/Town');
      const fires = await page.locator('h2 a', { hasText: 'Fire in the covered market' }).evaluateAll((all) => all.map((a) => a.pathname));
      assert.deepEqual(fires, [places.versions[1]]);
    }));

    test('sees who else ran a dispatch, and what each print adds or lacks', read(async (page) => {
      await page.goto(places.prints[0]);
      const variants = await texts(page, '.variants li');
      assert.equal(variants.length, 2);
      assert.match(variants.find((variant) => variant.includes('Evening Star')), /a shorter version\s+lacks \d+ words/);
      assert.match(variants.find((variant) => variant.includes('North Post')), /adds \d+ words/);
      await page.locator('.variants li', { hasText: 'North Post' }).getByRole('link', { name: 'side by side' }).click();
      assert.match(await headline(page), /^Two prints of: Seabird flies/);
      assert.match((await texts(page, '.body ins')).join(), /Readers of this paper saw the albatross/);
      assert.deepEqual(await texts(page, '.body del'), []);
    }));

    test('finds undated articles by the day of their capture, and says where there is none', read(async (page) => {
      await page.goto('/undated');
      const entry = (title) => page.locator('.entry', { hasText: title }).locator('.meta').innerText();
      assert.match(await entry('Allotment holders'), /Date unknown, captured on 10 March 2014/);
      assert.match(await entry('A drawer of the old desk'), /Date unknown(?!, captured)/);
    }));

    test('opens the standing pages of the source where the archive has them', read(async (page) => {
      await page.goto(places.article('/town/allotments'));
      await page.locator('.facts').getByRole('link', { name: /About Us|about-us/ }).click();
      assert.equal(await headline(page), 'About Us');
      await page.goto('/about');
      const source = page.locator('.source', { hasText: 'The Ferrymouth Gazette' });
      await source.getByRole('link', { name: /terms-of-use/ }).click();
      assert.equal(await headline(page), 'Terms of Use');
      await page.goto(places.article('/town/allotments'));
      assert.equal(await page.locator('.facts a[href^="tel:"]').first().getAttribute('href'), 'tel:+441632960100');
    }));

    test('sees the picture that was crawled, and the caption of the one that was not', read(async (page) => {
      await page.goto(places.article('/culture/organ'));
      assert.equal(await page.locator('main .lead-photo img').count(), 1);
      const unseen = page.locator('figure.unseen');
      assert.match(await unseen.innerText(), /The choir waited in its coats/);
      assert.equal(await unseen.locator('img').count(), 0);
    }));
  });
}
