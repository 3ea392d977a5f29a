/**
 * Builds the stand-in pages into target/pages/<name>/, static files that the stand-in server
 * serves. A page whose inputs haven't changed is left alone.
 *
 *     node tests/pages/build.mjs
 *
 * Every folder here that has an `index.html` is a page, and what else it has says how it is built:
 *
 * - `tsconfig.json`: a real Angular application. It is compiled ahead of time, because the page's
 *   Content-Security-Policy forbids `eval`, and the libraries, which are published half compiled, go
 *   through Angular's linker.
 * - `main.jsx`: a React application, bundled.
 * - neither: it is copied as it is.
 *
 * What several pages share is a folder without an `index.html`.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  cp, mkdir, readFile, readdir, rename, rm, writeFile,
} from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const target = join(root, 'target', 'pages');

/** The names of the pages: Seqera's form as it has been, and as it may be. */
export const looks = readdirSync(here).filter(name => existsSync(join(here, name, 'index.html')));

/** @typedef {string} Look one of `looks` */

/** Where the built pages are: one folder for each look. */
export const builtPages = target;

/**
 * Builds what isn't up to date. Several processes may call it at once.
 *
 * @returns {Promise<Look[]>} what had to be built
 */
export async function buildPages() {
  await mkdir(target, { recursive: true });
  const unlock = await lock();
  try {
    /** @type {Look[]} */
    const built = [];
    for (const look of looks) {
      const state = await hash(look);
      const done = join(target, look, 'built-from');
      if (await readFile(done, 'utf8').catch(() => '') === state) continue;
      const fresh = join(target, `${look}.new`);
      await rm(fresh, { recursive: true, force: true });
      await mkdir(fresh, { recursive: true });
      const has = (/** @type {string} */ file) => existsSync(join(here, look, file));
      if (has('tsconfig.json')) await buildAngular(look, fresh);
      else if (has('main.jsx')) await buildReact(look, fresh);
      else await cp(join(here, look), fresh, { recursive: true });
      await cp(join(here, 'icons'), join(fresh, 'icons'), { recursive: true });
      await writeFile(join(fresh, 'built-from'), state);
      await rm(join(target, look), { recursive: true, force: true });
      await rename(fresh, join(target, look));
      built.push(look);
    }
    return built;
  } finally {
    await unlock();
  }
}

/**
 * One build at a time: test files run side by side.
 *
 * @returns {Promise<() => Promise<void>>}
 */
async function lock() {
  const path = join(target, 'lock');
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (owner > 0 && !alive(owner)) await rm(path, { force: true });
    else await wait(50);
  }
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Look} look
 * @returns {Promise<string>} a hash of everything that the built page depends on
 */
async function hash(look) {
  const sum = createHash('sha256');
  const shared = readdirSync(here).filter(name => !looks.includes(name) && !name.endsWith('.mjs'));
  const inputs = [join(root, 'package-lock.json'), fileURLToPath(import.meta.url)];
  for (const folder of [...shared, look]) inputs.push(...await files(join(here, folder)));
  for (const path of inputs) {
    sum.update(relative(root, path)).update('\0').update(await readFile(path)).update('\0');
  }
  return sum.digest('hex');
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} the files in it at any depth, sorted
 */
async function files(folder) {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter(one => one.isFile()).map(one => join(one.parentPath, one.name)).sort();
}

/**
 * @param {Look} look
 * @param {string} out
 */
async function buildAngular(look, out) {
  const aot = join(target, `${look}-aot`);
  await rm(aot, { recursive: true, force: true });
  const angular = await import('@angular/compiler-cli');
  const { options, rootNames, errors } =
    angular.readConfiguration(join(here, look, 'tsconfig.json'), { outDir: aot });
  const compiled = angular.performCompilation({ rootNames, options });
  const problems = [...errors, ...compiled.diagnostics];
  if (problems.length > 0) throw new Error(angular.formatDiagnostics(problems));

  const { build } = await import('esbuild');
  const inSources = join(aot, look, 'main.js'); // where the page shares sources with another
  await build({
    entryPoints: { main: existsSync(inSources) ? inSources : join(aot, 'main.js') },
    outdir: out,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    // The compiled files lie outside the source folder; packages are the project's own.
    nodePaths: [join(root, 'node_modules')],
    define: { ngDevMode: 'false', ngJitMode: 'false', ngI18nClosureMode: 'false' },
    plugins: [await angularLinker()],
  });
  await buildStyles(look, out);
  await rm(aot, { recursive: true, force: true });
}

/**
 * @param {Look} look
 * @param {string} out
 */
async function buildReact(look, out) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: { main: join(here, look, 'main.jsx') },
    outdir: out,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  await buildStyles(look, out);
}

/**
 * @param {Look} look
 * @param {string} out
 */
async function buildStyles(look, out) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [join(here, look, 'main.css')],
    outdir: out,
    bundle: true,
    minify: true,
    conditions: ['style'],
    logLevel: 'warning',
  });
  await cp(join(here, look, 'index.html'), join(out, 'index.html'));
}

/** @returns {Promise<import('esbuild').Plugin>} */
async function angularLinker() {
  const babel = createRequire(import.meta.url)('@babel/core');
  const { default: linker } = await import('@angular/compiler-cli/linker/babel');
  return {
    name: 'angular-linker',
    setup(build) {
      build.onLoad({ filter: /node_modules[\\/].*\.mjs$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes('ɵɵngDeclare')) return { contents: source, loader: 'js' };
        const linked = await babel.transformAsync(source, {
          filename: path,
          plugins: [[linker, { sourceMapping: false, linkerJitMode: false }]],
          configFile: false,
          babelrc: false,
          compact: false,
        });
        return { contents: linked.code, loader: 'js' };
      });
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const start = performance.now();
  const built = await buildPages();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(built.length > 0 ? `built ${built.join(', ')} in ${seconds} s` : 'up to date');
}
