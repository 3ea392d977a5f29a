/**
 * Builds the stand-in pages into target/pages/<name>/, static files that the stand-in server
 * serves. A page whose inputs haven't changed is left alone.
 *
 *     node tests/pages/build.mjs
 *
 * `bootstrap` is plain JavaScript and is copied. `material` is a real Angular application: it is
 * compiled ahead of time, because the page's Content-Security-Policy forbids `eval`, and the
 * libraries, which are published half compiled, go through Angular's linker.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import {
  cp, mkdir, readFile, readdir, rename, rm, writeFile,
} from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The names of the pages: the two looks that Seqera's form has had. */
export const looks = /** @type {const} */ (['material', 'bootstrap']);

/** @typedef {typeof looks[number]} Look */

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const target = join(root, 'target', 'pages');

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
      await (look === 'material' ? buildMaterial(fresh) : buildBootstrap(fresh));
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
  const inputs = [
    join(root, 'package-lock.json'), fileURLToPath(import.meta.url),
    ...await files(join(here, 'icons')), ...await files(join(here, look)),
  ];
  for (const path of inputs) {
    sum.update(relative(root, path)).update('\0').update(await readFile(path)).update('\0');
  }
  return sum.digest('hex');
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} the files directly in it, sorted
 */
async function files(folder) {
  const names = await readdir(folder);
  return names.sort().map(name => join(folder, name));
}

/** @param {string} out */
async function buildBootstrap(out) {
  await cp(join(here, 'bootstrap'), out, { recursive: true });
}

/** @param {string} out */
async function buildMaterial(out) {
  const aot = join(target, 'material-aot');
  await rm(aot, { recursive: true, force: true });
  const angular = await import('@angular/compiler-cli');
  const { options, rootNames, errors } =
    angular.readConfiguration(join(here, 'material', 'tsconfig.json'), { outDir: aot });
  const compiled = angular.performCompilation({ rootNames, options });
  const problems = [...errors, ...compiled.diagnostics];
  if (problems.length > 0) throw new Error(angular.formatDiagnostics(problems));

  const { build } = await import('esbuild');
  await build({
    entryPoints: { main: join(aot, 'main.js') },
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
  await build({
    entryPoints: [join(here, 'material', 'main.css')],
    outdir: out,
    bundle: true,
    minify: true,
    conditions: ['style'],
    logLevel: 'warning',
  });
  await cp(join(here, 'material', 'index.html'), join(out, 'index.html'));
  await rm(aot, { recursive: true, force: true });
}

/** @returns {Promise<import('esbuild').Plugin>} */
async function angularLinker() {
  const babel = createRequire(import.meta.url)('@babel/core');
  const { default: linker } = await import('@angular/compiler-cli/linker/babel');
  return {
    name: 'angular-linker',
    setup(build) {
      build.onLoad({ filter: /@angular[\\/].*\.mjs$/ }, async ({ path }) => {
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
