// Every payload of the project's collection, in body, title, byline, caption and links of a page:
// none runs on any page of the edition that shows it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, open } from './support/browser.js';
import { startWritten } from './support/edition.js';
import { payloadPages, payloads, writePayloads } from './support/payloads.js';

const missing = payloads.length === 0;
const skip = missing && !process.env.CI ? '../shared/data/xss is not there' : false;
const tabs = 4;

/** What the payloads call when they run: `alert` and its like, or a global of ours. */
function trap() {
  window.caught = null;
  for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => (window.caught = name);
}

/** In the page, with the mouse over all of it: what ran, and what could run. */
function inspect() {
  const all = [...document.querySelectorAll('*')];
  for (const element of all) {
    for (const event of ['mouseover', 'mouseenter', 'focus']) element.dispatchEvent(new Event(event, { bubbles: true }));
  }
  const named = (element) => [...element.attributes].filter(({ name }) => /^on|^style$|^srcdoc$/.test(name));
  const foreign = 'script:not([type="application/ld+json"]), iframe, object, embed, base, svg, math, style, template, video, audio, meta[http-equiv], form:not([role=search])';
  const schemes = [...document.querySelectorAll('[href], [src], [action]')].map((element) => element.href || element.src || element.action);
  const bad = schemes.filter((address) => !/^(https?:|tel:)/.test(address));
  return {
    caught: window.caught,
    foreign: document.querySelectorAll(foreign).length,
    handlers: all.flatMap(named).length,
    bad,
    title: document.querySelector('h1').innerText,
    text: document.querySelector('main').innerText,
    links: [...document.querySelectorAll('main a[href]')].filter((a) => a.origin === location.origin).map((a) => a.pathname),
  };
}

/** Letters and signs alone: white space and what cannot be seen does not matter. */
const plain = (text) => text.replace(/[^\p{L}\p{N}<>"'=]/gu, '');

describe('the collected payloads', { skip }, () => {
  let edition, browser;
  const visited = new Map();

  before(async () => {
    assert.ok(!missing, '../shared/data/xss is not there');
    edition = await startWritten(writePayloads);
    browser = await launch();
    await visitEverything();
  });
  after(async () => {
    await browser?.close();
    await edition?.stop();
  });

  /** Opens all listings and searches, and from there every article, proof and difference, in several tabs. */
  async function visitEverything() {
    const listings = Array.from({ length: Math.ceil(payloadPages / 25) }, (_, at) => `/?page=${at + 1}`);
    const searches = ['img', 'svg', 'script', 'alert', 'onerror', 'payload'].map((word) => `/search?q=${word}`);
    const queue = ['/undated', '/about', ...searches, ...listings];
    const known = new Set(queue);
    const visitor = async () => {
      const page = await open(browser, edition.base);
      await page.addInitScript(trap);
      for (let path = queue.shift(); path; path = queue.shift()) {
        page.diary.length = 0;
        await page.goto(path);
        const found = await page.evaluate(inspect);
        visited.set(path, { ...found, diary: [...page.diary] });
        const ahead = found.links.filter((link) => /^\/(article|proof|changes|story)\//.test(link) && !known.has(link));
        ahead.forEach((link) => known.add(link));
        queue.push(...ahead);
      }
    };
    // The first fills the queue for the others.
    await Promise.all(Array.from({ length: tabs }, visitor));
  }

  const pages = (prefix) => [...visited.keys()].filter((path) => path.startsWith(prefix)).length;

  test('are all opened: as articles, as proofs, as changes', (t) => {
    t.diagnostic(`${payloads.length} payloads, ${visited.size} pages`);
    assert.ok(pages('/article/') >= 2 * payloadPages, `${pages('/article/')} articles`);
    assert.ok(pages('/proof/') >= 2 * payloadPages, `${pages('/proof/')} proofs`);
    assert.ok(pages('/changes/') >= payloadPages, `${pages('/changes/')} changes`);
  });

  test('are all shown as the text that they are, in headlines too', () => {
    const shown = [...visited].filter(([path]) => path.startsWith('/article/')).map(([, { title, text }]) => ({ title, text: plain(text) }));
    const unseen = payloads.filter((payload) => !shown.some(({ text }) => text.includes(plain(payload))));
    assert.deepEqual(unseen, []);
    const titles = shown.filter(({ title }) => title.includes('<')).length;
    assert.ok(titles > payloadPages, `${titles} of ${shown.length} headlines`);
  });

  test('run nowhere, open no dialog and ask no other host', () => {
    for (const [path, { caught, diary }] of visited) {
      assert.equal(caught, null, path);
      assert.deepEqual(diary.filter((entry) => /^(dialog|script error|abroad)|Content Security/.test(entry)), [], path);
    }
  });

  test('leave nothing on a page that could run, load or lead astray', () => {
    for (const [path, { foreign, handlers, bad }] of visited) {
      assert.deepEqual({ foreign, handlers, bad }, { foreign: 0, handlers: 0, bad: [] }, path);
    }
  });
});
