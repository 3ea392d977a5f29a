/**
 * What the browser tests see of Keyferry on a page itself: the frame over it while a file is dragged
 * across it, and the notes beside its fields. Both stand in closed shadow roots, which a page's own
 * scripts don't look into.
 */
import { drag, openedIn, until } from './browser.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('puppeteer-core').Frame} Frame */
/** @typedef {import('./page.mjs').Point} Point */

/**
 * @typedef {object} Note
 * @property {string} field
 * @property {string} text
 * @property {string} severity
 * @property {boolean} seen whether it is drawn now
 * @property {boolean} short whether there is room for its first words only
 * @property {string} scheme `light` or `dark`
 * @property {{ left: number, top: number, right: number, bottom: number }} box
 */

/** The frame for a dragged file, if one is over the page. @param {Page} page */
export const frameOf = page => page.frames().find(frame => frame.url().includes('/drop.html'));

/**
 * Carries files over a page until the frame is there, as a hand does.
 *
 * @param {Page} page
 * @param {string | string[]} files paths on this machine
 * @param {Point} [at]
 */
export async function carry(page, files, at = { x: 640, y: 400 }) {
  const dragged = await drag(page, files);
  await dragged.enter(at);
  const frame = await shownFrame(page);
  await frame.evaluate(() => addEventListener('dragover', () => {
    /** @type {any} */ (globalThis).isOver = true;
  }, { once: true }));
  // The target under the pointer is another one now, as soon as the browser has drawn it: a hand that
  // holds a file moves all the time.
  await until(async () => {
    await dragged.enter(at);
    await dragged.over(at);
    const isOver = await frame.evaluate(() => /** @type {any} */ (globalThis).isOver);
    if (!isOver) await drawn(page);
    return isOver;
  }, Boolean);
  return {
    frame,
    over: () => dragged.over(at),
    drop: () => dragged.drop(at),
    /** The system ends a drag when Escape is pressed. */
    end: () => dragged.cancel(),
    cancel: async () => {
      // Out of the window: the protocol's own cancelling never reaches a frame of another process.
      await dragged.over({ x: -50, y: -50 });
    },
  };
}

/**
 * Has a page drawn, with what lies over it. Beside a side panel Chromium without a head doesn't do so by
 * itself, and where a drag goes is found in what was drawn last.
 *
 * @param {Page} page
 */
async function drawn(page) {
  const viewport = page.viewport();
  if (!viewport) return;
  await page.setViewport({ ...viewport, height: viewport.height + 1 });
  await page.setViewport(viewport);
}

/** Waits until the frame is over the page, and says what can be dropped. @param {Page} page @returns {Promise<Frame>} */
export async function shownFrame(page) {
  const isShown = () => document.querySelector('.sheet .call') !== null;
  // It may just be taking the place of another one.
  await until(async () => await frameOf(page)?.evaluate(isShown).catch(() => false), Boolean);
  return /** @type {Frame} */ (frameOf(page));
}

/** Waits until there is no frame. @param {Page} page */
export async function noFrame(page) {
  await until(async () => frameOf(page) === undefined, Boolean);
}

/**
 * Drops files anywhere on a page.
 *
 * @param {Page} page
 * @param {string | string[]} files
 * @param {Point} [at]
 * @returns {Promise<Frame>} the frame that has taken them
 */
export async function dropOnPage(page, files, at) {
  const carried = await carry(page, files, at);
  await carried.drop();
  return carried.frame;
}

/**
 * Presses a button in the frame, once a pointer can: while a form is being filled the frame lets it through
 * to the page, and the page hears of the end a little later than whoever looks into the frame.
 *
 * @param {Page} page
 * @param {Frame} frame
 * @param {string} act
 */
export async function pressIn(page, frame, act) {
  const button = frame.locator(`[data-do="${act}"]`);
  await button.wait();
  const takesPresses = () => openedIn(page, (document, open) => {
    const places = [document.documentElement, ...document.querySelectorAll('dialog')];
    const hosts = places.flatMap(place => [...place.children]).filter(element =>
      element.localName === 'div' && open(element)?.querySelector('iframe'));
    const view = /** @type {Window} */ (document.defaultView);
    return hosts.some(host => view.getComputedStyle(host).pointerEvents === 'auto');
  });
  await until(takesPresses, Boolean);
  await button.click();
}

/**
 * The notes beside the fields of a page and of frames in it, in the order in which they stand there, and what was read out.
 *
 * @param {Page} page
 * @returns {Promise<{ notes: Note[], said: string }>}
 */
export function notesOn(page) {
  return openedIn(page, (document, open) => {
    const inFrames = [...document.querySelectorAll('iframe')].map(frame => frame.contentDocument);
    const places = [document, ...inFrames].flatMap(part =>
      (part ? [part.documentElement, ...part.querySelectorAll('dialog')] : []));
    const roots = places.flatMap(place => [...place.children])
      .filter(element => element.localName === 'div')
      .map(open).filter(root => root?.querySelector('.said')).filter(root => root !== null);
    const notes = roots.flatMap(root => [...root.querySelectorAll('.note')]).map(element => {
      const note = /** @type {HTMLElement} */ (element);
      const { left, top, right, bottom } = note.getBoundingClientRect();
      const style = /** @type {Window} */ (document.defaultView).getComputedStyle(note);
      return {
        field: note.dataset.field ?? '',
        text: [...note.querySelectorAll('b, span')].map(({ textContent }) => textContent).join(' '),
        severity: note.className.split(' ')[1] ?? '',
        seen: style.visibility === 'visible',
        short: note.classList.contains('short'),
        scheme: style.colorScheme,
        box: { left, top, right, bottom },
      };
    });
    notes.sort((a, b) => a.box.top - b.box.top);
    const said = roots.map(root => root.querySelector('.said')?.textContent ?? '').join('');
    return { notes, said };
  });
}

/**
 * Waits until the notes on a page say what is expected, by field.
 *
 * @param {Page} page
 * @param {Record<string, string>} wanted
 * @returns {Promise<Note[]>}
 */
export async function saysOn(page, wanted) {
  const told = (/** @type {Note[]} */ notes) =>
    JSON.stringify(notes.map(({ field, text }) => [field, text]).sort());
  const expected = JSON.stringify(Object.entries(wanted).sort());
  const { notes } = await until(() => notesOn(page), ({ notes }) => told(notes) === expected);
  return notes;
}
