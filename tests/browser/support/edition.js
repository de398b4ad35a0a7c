// The real program, serving a folder on a free port, as a reader's browser meets it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
/** The program under test. */
export const program = process.env.COPYDESK ?? fileURLToPath(new URL('target/release/copydesk', root));

/** The sample newspaper that comes with the project. */
export const samplePaper = fileURLToPath(new URL('examples/saltmarsh-courier', root));

/** Starts `copydesk serve` over a folder and waits until its front page is there. */
export async function startEdition(folder) {
  const server = spawn(program, ['serve', folder, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(server, 'exit');
  const base = await announced(server);
  await ready(base);
  return { base, stop: () => stop(server, exit) };
}

/** Starts the edition of a paper that `write` makes in a folder of its own, which goes when the edition ends. */
export async function startWritten(write) {
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-browser-'));
  await write(folder);
  const edition = await startEdition(folder);
  const stop = async () => {
    const end = await edition.stop();
    await rm(folder, { recursive: true, force: true });
    return end;
  };
  return { ...edition, stop };
}

/** The address that the program prints once its pages are in. */
async function announced(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const address = line.match(/^Front page\s+(http:\S+)\/$/);
    if (address) {
      server.stdout.resume();
      return address[1];
    }
  }
  throw new Error(`${program} ended without saying where its front page is`);
}

/** Waits out the progress page. */
async function ready(base) {
  while ((await fetch(base)).status === 503) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ends the program as a service manager would; says how that went. */
async function stop(server, exit) {
  const start = performance.now();
  server.kill('SIGTERM');
  const [code] = await exit;
  return { code, seconds: (performance.now() - start) / 1000 };
}
