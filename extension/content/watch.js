// Stands on every page of a Seqera that Keyferry may fill, and waits: nothing is read or
// observed before a person comes to a field. Classic script in the page's isolated world.
'use strict';

(() => {
  const views = globalThis.keyferryViews;
  if (globalThis.keyferryWatch || !views) return globalThis.keyferryWatch?.start();

  /** A form is looked for again in a part of the page that had none after so long, then twice as long. */
  const AGAIN_MS = 1000;
  const MOST_MS = 30_000;
  const FIELD =
    'input:not([type=search],[type=checkbox],[type=radio],[type=file],[type=button],[type=submit]),' +
    'textarea,select,[role=combobox],[aria-haspopup=listbox]';
  /** What holds a form of its own. */
  const PART = 'form,dialog,[role=dialog],[role=form]';

  /** @typedef {{ until: number, pause: number, timer?: ReturnType<typeof setTimeout> }} Without */
  /** Where there was no form. @type {WeakMap<Element, Without>} */
  const without = new WeakMap();
  let asking = false;

  const { runtime } = globalThis.chrome;

  /** @param {Event} event */
  const came = (event) => {
    if (!runtime?.id) return stop(); // the extension was removed, or is a newer one now
    // Pages move the focus by themselves, some of them all the time: a person has been there first.
    if (!event.isTrusted || !navigator.userActivation.hasBeenActive) return;
    const target = event.composedPath()[0];
    // In a frame it is no `Element` of this window.
    const field = target && 'matches' in target ? /** @type {Element} */ (target) : undefined;
    if (field?.matches(FIELD)) hasJudged(field);
  };

  /** Has the form judged that a field is in, if it is one. @param {Element} field */
  const hasJudged = async (field) => {
    // Where there are notes, they are kept right from there.
    const page = globalThis.keyferry;
    if (asking || page?.judge?.isOn() || page?.isFilling?.()) return;
    const part = field.closest(PART) ?? document.documentElement;
    const known = without.get(part);
    const rest = known ? known.until - performance.now() : 0;
    if (known && rest > 0 && !field.matches('[type=password]')) {
      // What is typed meanwhile isn't lost: once more when the pause is over, if the person is still there.
      const again = () => field.matches(':focus') && hasJudged(field);
      known.timer ??= setTimeout(again, rest);
      return;
    }
    asking = true;
    try {
      const look = await runtime.sendMessage({ keyferry: 1, focused: true });
      const found = look && (await globalThis.keyferry?.judge?.begin(look));
      if (found) {
        clearTimeout(known?.timer);
        without.delete(part);
      } else {
        const pause = Math.min(2 * (known?.pause ?? AGAIN_MS / 2), MOST_MS);
        clearTimeout(known?.timer);
        without.set(part, { until: performance.now() + pause, pause });
      }
    } catch {
      // The background was ended in between: the next key that is pressed asks again.
    } finally {
      asking = false;
    }
  };

  const TYPES = ['focusin', 'input'];

  const start = () => {
    globalThis.keyferryFrame?.start();
    views.on(TYPES, came);
  };

  const stop = () => {
    views.off(TYPES, came);
    globalThis.keyferry?.judge?.end();
    globalThis.keyferryFrame?.stop();
  };

  globalThis.keyferryWatch = { start, stop };
  start();

  runtime.onMessage.addListener((message, sender, reply) => {
    if (sender.id !== runtime.id || message?.keyferry !== 1) return;
    if (message.leave?.includes(location.origin)) stop();
    if (message.request && !globalThis.keyferry?.answer) reply({ missing: true });
  });
})();
