// The windows that a page is made of: its own, and those of frames that it could look into itself. What
// happens in a frame is heard there alone. Classic script in the page's isolated world.
'use strict';

(() => {
  if (globalThis.keyferryViews) return;

  /** @typedef {(event: any) => void} Listener */

  /** What is listened to, in every window. @type {Map<Listener, readonly string[]>} */
  const heard = new Map();
  /** The windows of frames that were loaded. @type {Set<Window>} */
  const frames = new Set();

  /** Whether it is of the page's own origin: another one's is none of ours. @param {Window} view */
  const isOwn = (view) => {
    try {
      return Boolean(view.document);
    } catch {
      return false;
    }
  };

  const views = () => [window, ...frames].filter(isOwn);

  /** A frame has gone to a page, whose window knows no listener yet. @param {Event} event */
  const loaded = ({ target }) => {
    const frame = /** @type {HTMLIFrameElement} */ (target);
    if (frame.localName === 'iframe') enter(frame);
  };

  /** @param {HTMLIFrameElement} frame */
  const enter = ({ contentWindow: view }) => {
    for (const known of frames) if (known.closed) frames.delete(known);
    if (!view || !isOwn(view)) return;
    frames.add(view);
    listen(view);
  };

  /** @param {Window} view */
  const listen = (view) => {
    view.document.addEventListener('load', loaded, true);
    for (const [listener, types] of heard) {
      for (const type of types) view.addEventListener(type, listener, true);
    }
    view.document.querySelectorAll('iframe').forEach(enter);
  };

  globalThis.keyferryViews = {
    on: (types, listener) => {
      heard.set(listener, types);
      if (heard.size === 1) return listen(window);
      for (const view of views()) for (const type of types) view.addEventListener(type, listener, true);
    },
    off: (types, listener) => {
      heard.delete(listener);
      for (const view of views()) {
        for (const type of types) view.removeEventListener(type, listener, true);
        if (heard.size === 0) view.document.removeEventListener('load', loaded, true);
      }
      if (heard.size === 0) frames.clear();
    },
  };
})();
