// Answers the requests of the panel. In the extension they come as messages, on the practice page as
// calls; each is carried out only by the document and on the origin that it names.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry.js').Request} Request */
  /** @typedef {import('../../dist/types/keyferry.js').Answer} Answer */

  const page = globalThis.keyferry;
  if (!page || page.answer) return;
  const { documentName, takeSnapshot, choose, write, compare } = /** @type {Required<typeof page>} */ (page);

  /**
   * @param {Request} request
   * @returns {Promise<Answer>}
   */
  const answer = async ({ document: named, origin, step }) => {
    const meant = (named ?? documentName) === documentName && (origin ?? location.origin) === location.origin;
    if (!meant) return 'other_document';
    switch (step.do) {
      case 'look': {
        if (step.wait_ms > 0) await change(step.wait_ms);
        return { snapshot: takeSnapshot(step.landmarks) };
      }
      case 'choose':
        return { outcome: await choose(step.control, step.wanted) };
      case 'write':
        return { outcome: write(step.control, step.value) };
      case 'compare':
        return { outcome: compare(step.control, step.value) };
    }
  };

  /**
   * Resolves when elements came or went, or after `most` milliseconds.
   * @param {number} most
   * @returns {Promise<void>}
   */
  const change = (most) =>
    new Promise((resolve) => {
      const end = () => {
        observer.disconnect();
        clearTimeout(limit);
        resolve();
      };
      const observer = new MutationObserver(end);
      observer.observe(document, { childList: true, subtree: true });
      const limit = setTimeout(end, most);
    });

  page.answer = answer;

  const runtime = globalThis.chrome?.runtime;
  if (!runtime?.id) return; // the practice page calls `answer` itself
  runtime.onMessage.addListener((message, sender, reply) => {
    // Only this extension's own pages may ask, and no other extension or page can reach here.
    const own = sender.id === runtime.id && sender.origin === new URL(runtime.getURL('')).origin;
    if (!own || message?.keyferry !== 1) return undefined;
    answer(message.request).then(reply, () => reply(undefined));
    return true;
  });
})();
