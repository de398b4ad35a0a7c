// The edition in a text browser: w3m shows headline, text and links in the order in which they are read.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { startWritten } from './support/edition.js';
import { places, writeGazette } from './support/gazette.js';

const run = promisify(execFile);

let edition;
before(async () => {
  edition = await startWritten(writeGazette);
});
after(() => edition?.stop());

/** A page as w3m prints it, in lines of 80, with its links numbered and listed at the end. */
async function dump(path) {
  const options = ['-dump', '-cols', '80', '-I', 'UTF-8', '-O', 'UTF-8', '-o', 'display_link_number=1', '-o', 'accept_language=en'];
  const { stdout } = await run('w3m', [...options, edition.base + path]);
  return stdout;
}

/** A place's number of white space does not matter, nor do the numbers of links. */
const plain = (text) => text.replace(/\[\d+\]/g, '').replace(/\s+/g, ' ');

function inOrder(text, ...pieces) {
  let at = 0;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    assert.ok(found >= 0, `“${piece}” does not follow in:\n${text.slice(at, at + 1500)}`);
    at = found + piece.length;
  }
}

describe('in w3m', () => {
  test('the front page gives its name, its sections, and each story with headline, opening and date', async () => {
    inOrder(plain(await dump('/')), 'Skip to the text', 'The Ferrymouth Gazette', 'Town', 'Culture', 'Days', 'About',
      'Harrow Bridge opens to walkers', 'Walkers and cyclists may cross', 'Town Nora Quill 9 March 2014', 'RSS');
  });

  test('an article gives headline, byline, text, and then what belongs to it', async () => {
    inOrder(plain(await dump(places.article('/town/bridge-cause'))), 'Town', 'Barge struck Harrow Bridge in January, harbour log shows',
      'By Nora Quill 6 March 2014', 'The crack that closed the Harrow Bridge', 'The owners of the barge said',
      'How this page was cleaned', 'Dated', 'Captured on', 'The story before and after', 'Harrow Bridge closed');
  });

  test('a search gives its query, its count, and hits with snippets', async () => {
    inOrder(plain(await dump('/search?q=bridge')), 'Search: ', 'bridge', '5 stories', 'Narrow the results',
      'Harrow Bridge', 'bridge', 'Town Nora Quill');
  });

  test('a suggestion can be followed', async () => {
    const shown = await dump('/search?q=brigde');
    assert.match(plain(shown), /Did you mean: bridge/);
    assert.match(shown, /\/search\?q=bridge/);
  });

  test('what changed is told in signs, not in colour alone', async () => {
    const shown = plain(await dump(places.versions[1].replace('article', 'changes')));
    assert.match(shown, /\[DEL:\s*Nobody was hurt\s*:DEL\]/);
    assert.match(shown, /\[INS:\s*Two people were treated for smoke\s*:INS\]/);
  });

  test('prints of a dispatch say who ran them', async () => {
    inOrder(plain(await dump(places.prints[0])), 'Also run as', 'North Post Meridian 8 March 2014', 'adds', 'words side by side');
  });

  test('the proof says what was kept and cut', async () => {
    inOrder(plain(await dump(places.proof('/town/bridge-cause'))), 'How this page was cleaned', 'The books balance.',
      'The source', 'cut: navigation', '¶', 'The result', 'paragraph 1', 'Cut', 'navigation');
  });
});
