// The page below target/bench that has Keyferry's WebAssembly: how it is built and served.
// `cargo xtask bench` has put the WebAssembly there before.
import { copyFile, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('./', import.meta.url));
const folder = join(here, '..', '..', 'target', 'bench');

async function buildPage() {
  await build({
    entryPoints: ['page.js', 'answering.js'].map(name => join(here, name)),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    logLevel: 'warning',
    // It lies in the folder as it was built, beside its WebAssembly.
    external: ['*/keyferry_bench.js'],
  });
  await copyFile(join(here, 'index.html'), join(folder, 'index.html'));
}

/**
 * Builds the page and serves it.
 *
 * @returns {Promise<{ address: string, port: number, close(): void }>}
 */
export async function servePage() {
  await buildPage();
  /** @type {Record<string, string>} */
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
  const scripts = ['page.js', 'answering.js', 'keyferry_bench.js'];
  const names = ['index.html', ...scripts, 'keyferry_bench_bg.wasm'];
  const server = createServer(async (request, response) => {
    const name = request.url === '/' ? 'index.html' : request.url?.slice(1) ?? '';
    if (!names.includes(name)) {
      response.writeHead(404).end();
      return;
    }
    const content = await readFile(join(folder, name));
    response.writeHead(200, {
      'content-type': types[extname(name)],
      // A page that shares its process with nobody has a clock that is twenty times as fine.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(content);
  });
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { address: `http://127.0.0.1:${port}/`, port, close: () => server.close() };
}

/**
 * Opens the page in a tab.
 *
 * @param {import('../../tests/browser/chromium.mjs').Chromium} chromium
 * @param {string} address
 */
export async function openPage(chromium, address) {
  const page = await chromium.newPage();
  await page.goto(address);
  await page.waitForSelector('[data-ready]').catch(error => {
    throw new Error(chromium.problems.join('\n') || String(error));
  });
  return page;
}
