// Pages that Keyferry must leave alone: those of `tests/left-alone/`, each with a line that says why.
// Each is opened at Seqera's own origin, where Keyferry may act. The panel must say that there is no
// form, with a key file dropped too, and nothing may reach a control: no event, no value, no
// attribute, no focus. What can rightly be taken for Add Credentials with another provider chosen is
// a look-alike: there the panel names that provider, and still nothing is touched.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { seqeraOrigin } from '../stand-in/seqera.mjs';
import { dropFile, until } from './browser.mjs';
import { answerRegion, keyFile, say, shown, state } from './panel.mjs';
import { credential, setStage } from './stage.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./panel.mjs').Shown} Shown */

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'left-alone');
const launchpad = '/orgs/genomics/workspaces/rnaseq-prod/launchpad';

/** The groups of which every page gets a key file dropped; of the others, one in so many. */
const always = ['registry', 'trap'];
const oneIn = 4;

/**
 * @typedef {object} LeftAlone a page of the folder
 * @property {string} name
 * @property {string} group the first word of its name
 * @property {string} says what it is, and why nothing may be claimed
 * @property {string} likeness the provider that a look-alike shows; else empty
 * @property {string[]} paths where it is opened; the last is the one that fits it
 */

/**
 * @typedef {object} Reached what a page has seen of Keyferry
 * @property {string[]} events that no person made
 * @property {string[]} changes of elements, attributes and texts
 * @property {string[]} focused the elements that got the focus
 * @property {string[]} values of controls that aren't what they were
 * @property {boolean} leaks whether anything of the key is in it
 */

/** @type {LeftAlone[]} */
const pages = readdirSync(folder).filter(file => file.endsWith('.html')).sort().map(file => {
  const html = readFileSync(join(folder, file), 'utf8');
  const meta = (/** @type {string} */ name) =>
    new RegExp(`<meta name="${name}"\\s+content="([^"]+)"`).exec(html)?.[1] ?? '';
  const name = file.replace('.html', '');
  const own = meta('seqera-path');
  return {
    name,
    group: name.replace(/-.*/, ''),
    says: meta('left-alone'),
    likeness: meta('look-alike'),
    paths: own ? [`${own}?left-alone=${name}`]
      : [`/left-alone/${name}`, `${launchpad}?left-alone=${name}`],
  };
});

/** @type {import('./stage.mjs').Stage} */
let stage;
/** One tab shows all pages, one after the other, beside one panel. @type {Page} */
let tab;
/** @type {Page} */
let panel;
/** What was said on the tab's console. @type {string[]} */
const said = [];
/** The documents that the panel has looked at. @type {Set<string>} */
const known = new Set();

before(async () => {
  stage = await setStage();
  tab = await stage.openElsewhere();
  tab.on('console', message => said.push(message.text()));
  await tab.evaluateOnNewDocument(record);
  await tab.goto(seqeraOrigin + (pages[0]?.paths[0] ?? ''));
  panel = await stage.sidePanel(tab);
  await panel.evaluateOnNewDocument(recordPanel);
  await panel.reload();
  await state(panel, 'waiting');
});
after(() => stage?.close());

test('every page says why it is left alone', () => {
  assert.ok(pages.length >= 70);
  for (const { name, says } of pages) assert.ok(says, name);
  assert.equal(new Set(pages.map(({ says }) => says)).size, pages.length);
});

for (const group of new Set(pages.map(page => page.group))) {
  const ofGroup = pages.filter(page => page.group === group);
  describe(group, () => {
    for (const [at, page] of ofGroup.entries()) {
      const dropped = always.includes(group) || page.likeness !== '' || at % oneIn === 0;
      test(`${page.name}: ${page.says}`, () => leftAlone(page, dropped));
    }
  });
}

test('nothing was let out, and nothing went wrong unseen', async () => {
  assert.doesNotMatch(said.join('\n'), new RegExp(credential.userName));
  const { requests } = stage.seqera;
  assert.deepEqual(requests.filter(({ byPage }) => !byPage), [], 'Seqera was asked nothing about any of them');
  await tab.goto('about:blank');
  await stage.leave();
});

/**
 * @param {LeftAlone} page
 * @param {boolean} dropped whether a key file is dropped too
 */
async function leftAlone({ likeness, paths }, dropped) {
  const found = [];
  for (const path of paths) {
    await tab.goto(seqeraOrigin + path);
    const standing = await standingView(title(likeness));
    const verdict = dropped && path === paths.at(-1) ? await dropIn() : [];
    found.push({ path, standing, verdict, ...await reached() });
  }
  const isNamed = isDeepStrictEqual(found.at(-1)?.verdict, [other(likeness)]);
  const expected = found.map(({ path, standing, verdict }) => ({
    path,
    // A look-alike may be taken for the form, as long as its provider is named: by what is chosen, or
    // where nothing can be chosen, by its fields.
    standing: isNamed ? standing : [title(likeness)],
    verdict: verdict.length === 0 ? [] : [isNamed ? other(likeness) : say('no_form_title')],
    ...untouched,
  }));
  if (dropped || !isDeepStrictEqual(found, expected)) await panel.reload();
  // All at once: where something is claimed wrongly, one sees how far it went.
  assert.deepEqual(found, expected);
}

/** What the panel says while nothing was dropped yet. @param {string} likeness the provider */
const title = likeness => (likeness
  ? say('other_form_title', { provider: likeness }) : say('elsewhere_title'));

/**
 * What the panel says of a form that has another provider; nothing can say so where there is none.
 *
 * @param {string} likeness the provider
 */
const other = likeness => (likeness ? say('form_other_provider', { provider: likeness }) : '');

/** Drops the key file, answers what is asked, and gives what the panel says then. */
async function dropIn() {
  await dropFile(panel, keyFile('wave-ecr_accessKeys.csv'));
  const { state } = await until(() => shown(panel), ({ state }) =>
    ['no_form', 'registry', 'filled'].includes(state));
  if (state === 'registry') await answerRegion(panel, 'ireland');
  return (await until(() => shown(panel), ({ headlines }) => headlines.length > 0)).headlines;
}

/**
 * Waits until the panel has judged the document that the tab shows now, and gives what it says. A
 * look may be given up for a later one; one that is judged leads to another look, or to a form.
 *
 * @param {string} title what it should say
 */
async function standingView(title) {
  const { all } = await until(async () => {
    const { looks, judged } = await panel.evaluate(() => /** @type {any} */ (globalThis).noted);
    const now = await shown(panel);
    return { ...now, judged, all: looks };
  }, ({ all, judged, target }) => {
    const isNew = (/** @type {string} */ document) => !known.has(document);
    return judged.some(isNew) || (all.some(isNew) && target.includes(say('target_ready')));
  });
  for (const document of all) known.add(document);
  // A page that was still being drawn when it was judged is judged again; what comes of that counts.
  const end = Date.now() + 1500;
  const { headlines } = await until(() => shown(panel), ({ headlines }) =>
    isDeepStrictEqual(headlines, [title]) || Date.now() > end);
  return headlines;
}

/**
 * What a page has seen of Keyferry when it was left alone.
 *
 * @type {Reached}
 */
const untouched = { events: [], changes: [], focused: [], values: [], leaks: false };

/**
 * What the page, with its frames, has seen of Keyferry.
 *
 * @returns {Promise<Reached>}
 */
async function reached() {
  const frames = await Promise.all(tab.frames().map(frame => frame.evaluate(key => {
    const { events, changes, focused, before, read } = /** @type {any} */ (globalThis).leftAlone;
    const now = read();
    return {
      events,
      changes,
      focused,
      values: now.filter((/** @type {string} */ one, /** @type {number} */ at) => one !== before[at]),
      leaks: key.some(one => document.documentElement.outerHTML.includes(one)
        || now.join('\n').includes(one)),
    };
  }, [credential.userName, credential.password])));
  return {
    events: frames.flatMap(({ events }) => events),
    changes: frames.flatMap(({ changes }) => changes),
    focused: frames.flatMap(({ focused }) => focused),
    values: frames.flatMap(({ values }) => values),
    leaks: frames.some(({ leaks }) => leaks),
  };
}

/**
 * Runs in the panel before its own scripts: notes the documents of the snapshots that it got, and
 * those of which it found that there is no form, so that it waited for another snapshot.
 */
function recordPanel() {
  const looks = /** @type {string[]} */ ([]);
  const judged = /** @type {string[]} */ ([]);
  Object.assign(globalThis, { noted: { looks, judged } });
  // Firefox gives a page of an extension its interfaces later than that; its modules run later still.
  document.addEventListener('readystatechange', () => {
    const send = chrome.tabs.sendMessage.bind(chrome.tabs);
    let last = '';
    chrome.tabs.sendMessage = /** @type {any} */ (async (/** @type {any[]} */ ...message) => {
      if (last && message[1]?.request?.step?.wait_ms > 0) judged.push(last);
      const answer = await /** @type {any} */ (send)(...message);
      if (answer?.snapshot) {
        last = answer.snapshot.document;
        // Once the panel has drawn what it makes of it.
        setTimeout(document => looks.push(document), 0, last);
      }
      return answer;
    });
  }, { once: true });
}

/**
 * Runs in the page before everything else: listens as a page can, in the capturing phase at the
 * window, and from the moment on at which its elements are there, notes what changes.
 */
function record() {
  /** @type {string[]} */
  const events = [];
  /** @type {string[]} */
  const changes = [];
  /** @type {string[]} */
  const focused = [];
  const name = (/** @type {any} */ target) =>
    [target?.localName, target?.id, target?.name].filter(Boolean).join(' ') || String(target);
  const types = Object.keys(Object.getOwnPropertyDescriptors(HTMLElement.prototype))
    .filter(key => key.startsWith('on')).map(key => key.slice(2))
    .concat('focusin', 'focusout', 'compositionstart', 'compositionend', 'DOMActivate');
  const listen = (/** @type {EventTarget} */ on) => {
    for (const type of types) {
      on.addEventListener(type, event => {
        const target = event.composedPath()[0];
        if (!event.isTrusted) events.push(`${type} at ${name(target)}`);
        else if (type === 'focusin' && !(target instanceof HTMLElement && target.autofocus)) {
          focused.push(name(target));
        }
      }, { capture: true });
    }
  };
  listen(window);

  /** The document with its shadow roots and templates. @returns {ParentNode[]} */
  const parts = (/** @type {ParentNode} */ part = document) => [part,
    ...[...part.querySelectorAll('*')].flatMap(element => [
      ...element.shadowRoot ? parts(element.shadowRoot) : [],
      ...element instanceof HTMLTemplateElement ? parts(element.content) : [],
    ])];
  const read = () => parts().flatMap(part =>
    [...part.querySelectorAll('input, textarea, select, [contenteditable]')].map(control => {
      const { value, checked, selectedIndex } = /** @type {any} */ (control);
      return [name(control), value, checked, selectedIndex, control.scrollTop].join(' ');
    }));
  const noted = { events, changes, focused, read, before: /** @type {string[]} */ ([]) };
  Object.assign(globalThis, { leftAlone: noted });

  addEventListener('DOMContentLoaded', () => {
    noted.before = read();
    const observer = new MutationObserver(records => {
      for (const { type, target, attributeName } of records) {
        changes.push(`${type} ${attributeName ?? ''} of ${name(target)}`);
      }
    });
    for (const part of parts()) {
      if (part instanceof ShadowRoot) listen(part);
      observer.observe(part, {
        subtree: true, childList: true, attributes: true, characterData: true,
      });
    }
  }, { once: true });
}
