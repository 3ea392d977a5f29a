// Serves the page that works without the extension, by the command that people use for it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * `cargo xtask demo --no-open` on a free port. `cargo xtask test` and `pictures` name their own
 * program in KEYFERRY_XTASK, so that nothing has to be built a second time.
 *
 * @returns {Promise<{ address: string, close(): Promise<void> }>}
 */
export async function startWww() {
  const xtask = process.env.KEYFERRY_XTASK;
  const [command, ...words] = xtask ? [xtask] : ['cargo', 'xtask'];
  // A group of its own: `cargo` doesn't pass on a signal to what it runs.
  const child = spawn(command ?? 'cargo', [...words, 'demo', '--no-open', '--port', '0'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', chunk => {
    told += chunk;
  });
  const ended = new Promise(resolve => {
    child.once('close', resolve);
  });
  /** @type {Promise<string>} */
  const address = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(line);
      if (found) resolve(found[0]);
    });
    child.once('error', reject);
    ended.then(() => reject(new Error(`the demo ended before it had an address:\n${told}`)));
  });
  const close = async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  return { address: await address, close };
}
