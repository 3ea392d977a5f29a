// The windows that a page is made of: its own, and those of frames that it could look into itself. What
// happens in a frame is heard there alone. Classic script in the page's isolated world.
'use strict';

(() => {
  if (globalThis.keyferryViews) return;

  /** @typedef {(event: any) => void} Listener */

  /** What is listened to, in every window. @type {Map<Listener, readonly string[]>} */
  const heard = new Map();
  /** The windows of frames, and what was in them when they were listened to. @type {Map<Window, Document>} */
  const frames = new Map();

  /**
   * What is in a window: nothing in one that is gone, or of another origin and so none of ours.
   * @param {Window} view
   */
  const documentOf = (view) => {
    try {
      return view.closed ? undefined : view.document;
    } catch {
      return undefined;
    }
  };

  const views = () => [window, ...frames.keys()].filter(documentOf);

  /** A frame has gone to a page, whose window knows no listener yet. @param {Event} event */
  const loaded = ({ target }) => enterIn(/** @type {Element} */ (target));

  /** The focus may have gone into a frame that is still loading. @param {FocusEvent} event */
  const left = ({ currentTarget: view }) => enterIn(/** @type {Window} */ (view).document.activeElement);

  /** @param {Element | null} element */
  const enterIn = (element) => {
    const view = element?.localName === 'iframe' ? /** @type {HTMLIFrameElement} */ (element).contentWindow : null;
    if (view) enter(view);
  };

  /** @param {Window} view */
  const enter = (view) => {
    for (const known of frames.keys()) if (!documentOf(known)) frames.delete(known);
    const inside = documentOf(view);
    if (view === window || !inside || frames.get(view) === inside) return;
    frames.set(view, inside);
    listen(view);
  };

  /** @param {Window} view */
  const listen = (view) => {
    view.document.addEventListener('load', loaded, true);
    view.addEventListener('blur', left);
    for (const [listener, types] of heard) {
      for (const type of types) view.addEventListener(type, listener, true);
    }
    view.document.querySelectorAll('iframe').forEach(enterIn);
  };

  globalThis.keyferryViews = {
    on: (types, listener) => {
      if (heard.has(listener)) return;
      heard.set(listener, types);
      if (heard.size === 1) return listen(window);
      for (const view of views()) for (const type of types) view.addEventListener(type, listener, true);
    },
    off: (types, listener) => {
      heard.delete(listener);
      for (const view of views()) {
        for (const type of types) view.removeEventListener(type, listener, true);
        if (heard.size > 0) continue;
        view.document.removeEventListener('load', loaded, true);
        view.removeEventListener('blur', left);
      }
      if (heard.size === 0) frames.clear();
    },
    enter,
  };
})();
