// The windows that a page is made of: its own, and those of frames that it could look into itself. What
// happens in a frame is heard there alone. Classic script in the page's isolated world.
'use strict';

(() => {
  if (globalThis.keyferryViews) return;

  /** @typedef {(event: any) => void} Listener */

  /** What is listened to, in every window. @type {Map<Listener, readonly string[]>} */
  const heard = new Map();
  /** The windows of frames: one that has gone to another page since is heard anew. @type {Set<Window>} */
  const frames = new Set();

  /** @param {Event} event */
  const loaded = ({ target }) => {
    const frame = /** @type {HTMLIFrameElement} */ (target);
    if (frame.localName === 'iframe') enter(frame);
  };

  /** @param {HTMLIFrameElement} frame */
  const enter = (frame) => {
    const view = frame.contentWindow;
    if (!view) return;
    try {
      listen(view);
      frames.add(view);
    } catch {
      frames.delete(view); // another origin's is none of ours
    }
  };

  /** @param {Window} view @throws where it is of another origin */
  const listen = (view) => {
    view.document.addEventListener('load', loaded, true);
    for (const [listener, types] of heard) {
      for (const type of types) view.addEventListener(type, listener, true);
    }
    view.document.querySelectorAll('iframe').forEach(enter);
  };

  /** Those that can still be looked into. */
  const views = () => [window, ...frames].filter((view) => {
    try {
      return Boolean(view.document);
    } catch {
      return frames.delete(view) && false;
    }
  });

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
