// Chromium, and pages that keep a diary of what a reader must never meet.

import { chromium } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

// Milliseconds: long for a page made in a few, short enough that a broken one is told soon.
const patience = 10_000;

/** Debian's Chromium, unless CHROMIUM names another. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

/** Calls `read` with a new page, and closes it whatever happens. */
export async function withPage(browser, base, options, read) {
  const page = await open(browser, base, options);
  try {
    return await read(page);
  } finally {
    await page.context().close();
  }
}

/**
 * A new page of its own context. `page.diary` lists console errors, script errors, dialogs, requests
 * that failed and requests to other hosts than the edition's.
 */
export async function open(browser, base, options = {}) {
  const context = await browser.newContext({ baseURL: base, viewport: { width: 1400, height: 900 }, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  page.diary = diary(page, base);
  return page;
}

function diary(page, base) {
  const entries = [];
  page.on('console', (message) => message.type() === 'error' && entries.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => entries.push(`script error: ${error.message}`));
  page.on('requestfailed', (request) => isLeftBehind(request) || entries.push(`failed: ${request.url()}`));
  page.on('request', (request) => new URL(request.url()).origin !== base && entries.push(`abroad: ${request.url()}`));
  page.on('dialog', (dialog) => {
    entries.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return entries;
}

/** Whether the browser gave the request up itself, having gone on to another page. */
function isLeftBehind(request) {
  return request.failure()?.errorText === 'net::ERR_ABORTED';
}
