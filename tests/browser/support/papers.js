// Both papers at once: the sample newspaper and the invented gazette, with all kinds of pages that they have.

import { samplePaper, startEdition, startWritten } from './edition.js';
import { writeGazette } from './gazette.js';
import { kindsOfGazette, kindsOfPages } from './kinds.js';
import { withPage } from './browser.js';

/** Starts the two editions: `{sample, gazette}`, each with its `base`, `kinds` and `stop`. */
export async function startPapers() {
  const [sample, gazette] = await Promise.all([startEdition(samplePaper), startWritten(writeGazette)]);
  return {
    sample: { ...sample, kinds: await kindsOfPages(sample.base) },
    gazette: { ...gazette, kinds: await kindsOfGazette(gazette.base) },
  };
}

/** Ends them. */
export function stopPapers(papers) {
  return Promise.all(Object.values(papers ?? {}).map((paper) => paper.stop()));
}

/** Opens each kind of page of both papers in turn: `check(page, kind, response)`. */
export async function forEachKind(browser, papers, options, check) {
  for (const { base, kinds } of Object.values(papers)) {
    await withPage(browser, base, options, async (page) => {
      for (const kind of kinds) {
        page.diary.length = 0;
        await check(page, kind, await page.goto(kind.path));
      }
    });
  }
}
