/**
 * The extension at work, to try by hand: Chromium with a throw-away profile, the built extension
 * in it, and the stand-in Seqera open at Add Credentials. Ends with Ctrl+C, or when the browser is
 * closed.
 *
 *     node tests/browser/demo.mjs [--look material|bootstrap] [--variant NAME]
 */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { looks } from '../pages/build.mjs';
import { seqeraOrigin, startSeqera, variants, workspacePath } from '../stand-in/seqera.mjs';
import { builtExtension, startChromium } from './chromium.mjs';

/** @param {string} message */
function refuse(message) {
  console.error(message);
  process.exit(2);
}

const { look, variant } = options();
if (!existsSync(join(builtExtension, 'manifest.json'))) {
  refuse(`There is no ${relative('', builtExtension)} yet: run \`cargo xtask build\` first.`);
}
const display = process.platform === 'darwin' || process.platform === 'win32'
  || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

console.log('Building the stand-in pages where needed, and starting Chromium.');
const seqera = await startSeqera({ look, variant });
const chromium = await startChromium({
  seqeraPort: seqera.port,
  headless: !display,
  viewport: null,
  args: ['--window-size=1440,1000'],
  endsOnSignals: false,
});
const ended = new Promise(resolve => {
  chromium.browser.once('disconnected', resolve);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
});

const [empty] = await chromium.browser.pages();
const page = await chromium.openSeqera();
await empty?.close();
await chromium.openSidePanel(page);

console.log(`
  ${seqeraOrigin}${workspacePath}
  is open, played by this machine: nothing leaves it. Keyferry's panel stands beside the form.

  1. Drop an access-key file from AWS onto the panel, or choose it there.
  2. See the form filled and judged, field by field. Keyferry never presses Add.
  3. Closed the panel? The puzzle piece in the toolbar lists Keyferry.
${display ? '' : `
  There is no display here, so Chromium runs without a window: it shows that all starts, and
  nothing more. With a display, the same command opens the window.
`}
  Ctrl+C ends it.
`);

await ended;
await chromium.close().catch(() => undefined);
await seqera.close();
process.exit(0);

/** @returns {{ look: import('../pages/build.mjs').Look, variant?: typeof variants[number] }} */
function options() {
  try {
    const { values } = parseArgs({
      options: { look: { type: 'string', default: 'material' }, variant: { type: 'string' } },
    });
    const look = looks.find(one => one === values.look);
    const variant = variants.find(one => one === values.variant);
    if (look && (variant || values.variant === undefined)) return { look, variant };
  } catch {
    // Said below.
  }
  refuse(`--look is one of ${looks.join(', ')}; --variant one of ${variants.join(', ')}.`);
  return { look: 'material' };
}
