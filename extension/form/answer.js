// Answers the requests of the panel. In the extension they come as messages, on the practice page as
// calls; each is carried out only by the document and on the origin that it names.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry.js').Request} Request */
  /** @typedef {import('../../dist/types/keyferry.js').Answer} Answer */

  const page = globalThis.keyferry;
  if (!page?.choose || page.answer) return;
  const { documentName, takeSnapshot, roots, choose, settle, write, compare, soon } =
    /** @type {Required<typeof page>} */ (page);

  /** What changes how a page looks without an element coming or going. */
  const LOOKS = ['class', 'style', 'hidden', 'disabled', 'open', 'inert', 'aria-hidden', 'aria-expanded'];
  const ENDS = ['transitionend', 'animationend'];
  /** How long a change is remembered for the next look that waits for one, in milliseconds. */
  const HEEDED_MS = 1000;
  /** How long after the last value the fields get their notes, in milliseconds. */
  const JUDGED_MS = 100;
  /** Whoever fills has the page to themselves until so long after a step: the next follows at once, in
   * milliseconds. */
  const ALONE_MS = 250;
  /** So many are remembered who have asked. */
  const MOST_ASKERS = 4;

  /** What the last look was for. @type {string[]} */
  let landmarks = [];
  /** @type {string[]} */
  let wanted = [];

  /**
   * @param {Request} request
   * @returns {Promise<Answer>}
   */
  const answer = async ({ document: named, origin, step }) => {
    const meant = (named ?? documentName) === documentName && (origin ?? location.origin) === location.origin;
    if (!meant) return { other_document: true };
    switch (step.do) {
      case 'look': {
        if (step.wait_ms > 0) await change(step.wait_ms);
        ({ landmarks, wanted } = step);
        return { snapshot: look() };
      }
      case 'choose': {
        // What an undo gives back is the person's.
        const ours = step.wanted.some((each) => wanted.includes(each));
        const outcomes = [await choose(step.control, step.wanted, ours)];
        return { outcomes, snapshot: look() };
      }
      case 'write': {
        const outcomes = write(step.fields, step.ours);
        // Some pages change what was written only after they have heard of it.
        await soon();
        const written = { outcomes, snapshot: look() };
        soon().then(settle);
        judgeInTime();
        return written;
      }
      case 'compare':
        return { outcomes: [compare(step.control, step.value)] };
    }
  };

  /** What waits for the page's first change since it was looked at. @type {Heed | undefined} */
  let heed;

  const look = () => {
    heed?.end();
    const take = () => takeSnapshot(landmarks, wanted);
    const snapshot = globalThis.keyferryFrame?.aside(take) ?? take();
    heed = listen();
    return snapshot;
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let judging;

  /** What was written gets its verdicts in the page once nothing more comes. */
  const judgeInTime = () => {
    clearTimeout(judging);
    judging = setTimeout(() => {
      if (page.isFilling?.()) judgeInTime();
      else page.judge?.begin({ landmarks, wanted });
    }, JUDGED_MS);
  };

  /**
   * Resolves when the page changes or has changed since the last look, or after `most` milliseconds.
   * @param {number} most
   */
  const change = async (most) => {
    const { changed, end } = heed ?? listen();
    const limit = setTimeout(end, most);
    await changed;
    clearTimeout(limit);
  };

  /** @typedef {{ changed: Promise<void>, end: () => void }} Heed */

  /**
   * Listens for the next change of the page; not for long: nobody may ask for it.
   * @returns {Heed}
   */
  const listen = () => {
    let end = () => {};
    /** @type {Promise<void>} */
    const changed = new Promise((resolve) => {
      const limit = setTimeout(() => {
        heed = undefined;
        end();
      }, HEEDED_MS);
      end = () => {
        observer.disconnect();
        for (const type of ENDS) removeEventListener(type, end, true);
        clearTimeout(limit);
        resolve();
      };
      const observer = new MutationObserver(end);
      for (const root of roots()) {
        observer.observe(root, { childList: true, subtree: true, attributeFilter: LOOKS });
      }
      for (const type of ENDS) addEventListener(type, end, true);
    });
    return { changed, end };
  };

  page.answer = answer;

  const runtime = globalThis.chrome?.runtime;
  if (!runtime?.id) return; // the practice page calls `answer` itself

  /** Who fills right now, and until when. */
  let filler = { by: '', until: 0 };
  page.isFilling = () => performance.now() < filler.until;
  /** The last question of each, and its answer: the background may be ended before that got there.
   * @type {Map<string, { serial: number, answered: Promise<Answer> }>} */
  const last = new Map();
  /** @type {Set<string>} */
  const askers = new Set();

  /** @param {{ request: Request, by: string, serial: number }} question @returns {Promise<Answer>} */
  const answerOnce = ({ request, by, serial }) => {
    const before = last.get(by);
    if (before?.serial === serial) return before.answered;
    const isNew = !askers.has(by);
    askers.add(by);
    const isFilling = page.isFilling?.() ?? false;
    // A fill also waits for the page; a look without waiting is no part of one.
    const waits = request.step.do === 'look' && request.step.wait_ms > 0;
    const fills = request.step.do !== 'look' || (waits && isFilling && filler.by === by);
    if (fills && isFilling && filler.by !== by) return Promise.resolve({ busy: true });
    const now = fills ? (filler = { by, until: Infinity }) : undefined;
    const answered = answer(request).finally(() => {
      if (now) now.until = performance.now() + ALONE_MS;
    });
    // Who has just come wants to know what is said of the form already.
    if (isNew && page.judge?.isOn()) judgeInTime();
    // To look twice does nothing; what is done must not be done twice, whatever was looked at in between.
    if (request.step.do !== 'look') last.set(by, { serial, answered });
    for (const oldest of [...last.keys()].slice(0, -MOST_ASKERS)) last.delete(oldest);
    return answered;
  };

  runtime.onMessage.addListener((message, sender, reply) => {
    // Only this extension's own pages may ask, and no other extension or page can reach here.
    const own = sender.id === runtime.id && sender.origin === new URL(runtime.getURL('')).origin;
    if (!own || message?.keyferry !== 1) return undefined;
    if (message.judge) page.judge?.begin(message.judge);
    if (!message.request) return undefined;
    answerOnce(message).then(reply, () => reply(undefined));
    return true;
  });
})();
