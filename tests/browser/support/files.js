// The sample paper's edition as static files, and a server that does nothing but hand them out.

import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { program } from './edition.js';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

/** Takes a folder of pages into an archive and publishes it, both below `home`; gives the files' folder. */
export function publish(pages, home, options = []) {
  const [archive, out] = [join(home, 'archive'), join(home, 'files')];
  // One page of the sample paper is empty, so the status is 1.
  spawnSync(program, ['add', pages, '--archive', archive], { stdio: 'ignore' });
  const { status, stderr } = spawnSync(program, ['publish', '--archive', archive, '--out', out, ...options]);
  if (status !== 0) throw new Error(`publish ended with ${status}: ${stderr}`);
  return out;
}

/** Serves a folder below a path, as static hosts do: a folder is answered with its index, what is not there with 404.html. */
export async function serveFiles(folder, below = '/paper/') {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const name = path.startsWith(below) ? normalize(path.slice(below.length)) : '..';
    const file = join(folder, name.endsWith('/') || name === '.' ? join(name, 'index.html') : name);
    const isFile = !name.startsWith('..') && (await stat(file).catch(() => null))?.isFile();
    const answer = isFile ? file : join(folder, '404.html');
    response.writeHead(isFile ? 200 : 404, { 'content-type': types[extname(answer)] ?? 'application/octet-stream', 'x-content-type-options': 'nosniff' });
    createReadStream(answer).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, base: origin + below, stop: () => server.close() };
}
