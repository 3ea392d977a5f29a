// Lays a frame of the extension over the page while a file is dragged across it: dropped there, the file
// is read by Keyferry alone. The page sees no byte of it, no name and no drop.
// Classic script in the page's isolated world; it waits for the first `dragenter` of a file.
'use strict';

(() => {
  const [views, ground] = [globalThis.keyferryViews, globalThis.keyferryGround];
  if (globalThis.keyferryFrame || !views || !ground) return;

  /** A frame that doesn't come up would be in the way, in milliseconds. */
  const READY_MS = 3000;
  /** Browsers tell of a file over a page at least every 350 ms: after so long without, it is gone. */
  const AWAY_MS = 1000;
  const WATCH_MS = 1000;
  /** Where the result stands and how wide it is, in pixels. */
  const EDGE = 24;
  const WIDTH = 344;
  /** Where a page is looked at for its ground, in parts of the window's width and height. */
  const LOOKED_AT = /** @type {const} */ ([[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]]);
  /** What is less light is dark, of 1. What is white behind a dialog's veil isn't. */
  const DARK = 0.35;
  const MODAL = 'dialog:modal';
  const WHOLE = { inset: '0', width: '100%', height: '100%' };

  /**
   * @typedef {object} Frame
   * @property {string} name known to the frame and to this script alone
   * @property {HTMLElement} host
   * @property {HTMLIFrameElement} inner
   * @property {boolean} isCard whether it has shrunk to its result
   * @property {boolean} isBusy whether the page beneath it is being filled
   * @property {ReturnType<typeof setTimeout>} limit
   * @property {string} path of the page that it is about
   * @property {HTMLElement} [hadFocus] what had the focus before the question, and wasn't told that it lost it
   * @property {ReturnType<typeof setInterval>} [watch] looks where the page is, while the frame is there
   */

  /** @type {Frame | undefined} */
  let frame;
  /** When a person sent it away. */
  let sentAwayAt = -Infinity;
  /** What frames of ours were in. @type {WeakSet<Node>} */
  const hosts = new WeakSet();

  const { runtime } = globalThis.chrome;

  /** @param {DragEvent} event */
  const isFile = (event) => event.isTrusted && (event.dataTransfer?.types.includes('Files') ?? false);

  /** Elsewhere in Seqera files are uploaded by dropping them: that is the page's own, unless it asks for a password. */
  const isPagesOwn = () => !/credential/i.test(location.href) && document.querySelector('[type=file]') !== null &&
    ![...document.querySelectorAll('[type=password]')].some((one) => one.checkVisibility());

  /** @param {DragEvent} event */
  const entered = (event) => {
    if (!isFile(event) || isPagesOwn()) return;
    if (!runtime?.id) return stop(); // the extension was removed, or is a newer one now
    // Firefox may show a page the file as soon as it is over it.
    event.stopImmediatePropagation();
    if (frame?.host.isConnected && (!frame.isCard || frame.isBusy)) return;
    close();
    open(event);
  };

  /** A dialog that a component keeps to itself, which covers the page as that component. @param {EventTarget | undefined} one */
  const modalIn = (one) => {
    const element = /** @type {HTMLElement & { openOrClosedShadowRoot?: ShadowRoot | null }} */ (one);
    if (!(one instanceof Element) || !element.localName.includes('-')) return null;
    const root = globalThis.chrome.dom?.openOrClosedShadowRoot(element) ?? element.openOrClosedShadowRoot;
    return root?.querySelector(MODAL) ?? null;
  };

  /** @param {DragEvent} event */
  const open = (event) => {
    // A dialog that makes the rest of the page inert would make the frame so, too.
    const path = event.composedPath();
    const dialog = path.find((one) => one instanceof Element && one.matches(MODAL)) ?? modalIn(path[0]) ??
      [...document.querySelectorAll(MODAL)].at(-1);
    const home = /** @type {Element | undefined} */ (dialog) ?? document.documentElement;
    const name = crypto.getRandomValues(new Uint32Array(4)).join('-'); // also where a page isn't encrypted
    const host = document.createElement('div');
    host.popover = 'manual';
    hosts.add(host);
    const inner = document.createElement('iframe');
    inner.title = 'Keyferry';
    // Where the page's policy keeps it from coming up, the browser's own words in its place aren't for anybody.
    dress(host, { all: 'initial', display: 'block', position: 'fixed', overflow: 'hidden', opacity: '0', ...WHOLE });
    host.attachShadow({ mode: 'closed' }).append(inner);
    // What stands last in a dialog, or first, is often set apart.
    home.insertBefore(host, home !== document.documentElement && home.childElementCount > 1 ? home.lastElementChild : null);
    const scheme = isDark(host) ? 'dark' : 'light';
    inner.src = `${runtime.getURL('drop.html')}#${new URLSearchParams({ name, scheme })}`;
    // Of another scheme than what is in it, a frame is drawn on white.
    dress(inner, {
      all: 'initial', display: 'block', border: '0', width: '100%', height: '100%',
      background: 'none', 'color-scheme': scheme,
    });
    host.showPopover();
    const limit = setTimeout(close, READY_MS);
    frame = { name, host, inner, isCard: false, isBusy: false, limit, path: location.pathname };
    views.on(['keydown'], pressed);
    globalThis.navigation?.addEventListener('currententrychange', moved);
    // Firefox tells of it from 147 on.
    if (!globalThis.navigation) frame.watch = setInterval(moved, WATCH_MS);
  };

  const close = () => {
    if (!frame) return;
    clearTimeout(frame.limit);
    clearInterval(frame.watch);
    if (isHere(frame.hadFocus)) frame.hadFocus.focus({ preventScroll: true }); // of which the page hears as little
    frame.host.remove();
    frame = undefined;
    views.off(['keydown'], pressed);
    globalThis.navigation?.removeEventListener('currententrychange', moved);
  };

  /** The second is Firefox's alone. */
  const GUARDED = ['dragover', 'dragexit', 'dragleave', 'drop'];

  /**
   * What is still under the pointer before the frame is gets nothing: not the file, and no drop that would
   * replace the page by it.
   * @param {DragEvent} event
   */
  const guard = (event) => {
    if (!isFile(event)) return;
    const isAway = !frame || (frame.isCard && !frame.isBusy);
    if (isAway && !goesOn(event)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    // It was carried out of the window before the frame was there.
    if (event.type === 'dragleave' && !event.relatedTarget && isOutside(event)) close();
  };

  /**
   * A file is over the page that was never seen to come: it was there before this script, or the browser
   * lost count of what it left. Where the frame was sent away, it stays away until the file is gone.
   * @param {DragEvent} event
   * @returns {boolean} whether the page gets nothing of that either
   */
  const goesOn = (event) => {
    const now = performance.now();
    const wasSentAway = now - sentAwayAt < AWAY_MS;
    if (wasSentAway) sentAwayAt = now;
    else if (event.type === 'dragover') entered(event);
    return wasSentAway;
  };

  /** @param {DragEvent} event */
  const isOutside = ({ clientX, clientY, view }) => {
    if (view !== window) return false; // at the edge of a frame
    return clientX <= 0 || clientY <= 0 || clientX >= innerWidth || clientY >= innerHeight;
  };

  const FOCUSES = ['focus', 'focusin', 'blur', 'focusout'];

  /**
   * A page isn't told that the focus has gone to the frame's question: some take it back whenever it leaves.
   * @param {FocusEvent} event
   */
  const keep = (event) => {
    if (!event.isTrusted || !frame || frame.isCard || !frame.host.checkVisibility()) return;
    event.stopImmediatePropagation();
    const [target] = event.composedPath();
    if (event.type === 'blur' && target && 'matches' in target) frame.hadFocus ??= /** @type {HTMLElement} */ (target);
  };

  /**
   * Whether it is in the page still; in Firefox what was in a frame that is gone can't be asked.
   * @param {HTMLElement | undefined} one
   * @returns {one is HTMLElement}
   */
  const isHere = (one) => {
    try {
      return one?.isConnected ?? false;
    } catch {
      return false;
    }
  };

  /** The question is answered: what lost the focus to it is left now, as the page hears. */
  const leave = () => {
    const hadFocus = frame?.hadFocus;
    if (frame) frame.hadFocus = undefined;
    if (!isHere(hadFocus) || hadFocus.matches(':focus')) return;
    hadFocus.dispatchEvent(new FocusEvent('blur', { composed: true }));
    hadFocus.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
  };

  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    if (!event.isTrusted || event.key !== 'Escape' || frame?.isCard) return;
    sentAwayAt = performance.now();
    close();
  };

  /** The result is about the page that was filled. */
  const moved = () => {
    if (frame?.isCard && !frame.isBusy && frame.path !== location.pathname) close();
  };

  /**
   * Whether most of what is seen of the page is dark: many a page draws its ground in what covers its body.
   * @param {HTMLElement} host
   */
  const isDark = (host) => {
    const dark = LOOKED_AT.filter(([x, y]) => ground.groundAt(x * innerWidth, y * innerHeight, host).light < DARK);
    return dark.length > LOOKED_AT.length / 2;
  };

  /** @param {HTMLElement} element @param {Record<string, string>} style */
  const dress = (element, style) => {
    for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value, 'important');
  };

  /**
   * What the frame wants to be: as large as the window, or a card at its top.
   * @param {{ name: string, shape: 'over' | 'card' | 'gone', busy: boolean, height: number }} wanted
   */
  const shape = ({ name, shape, busy, height }) => {
    if (!frame || frame.name !== name) return;
    clearTimeout(frame.limit);
    if (shape === 'gone') {
      sentAwayAt = performance.now();
      return close();
    }
    // A fill may go on at another address: the result belongs to the one where it ended.
    if (shape === 'card' && !busy && (frame.isBusy || !frame.isCard)) frame.path = location.pathname;
    frame.isCard = shape === 'card';
    frame.isBusy = busy;
    if (frame.isCard) leave();
    const card = {
      inset: `${EDGE}px ${EDGE}px auto auto`,
      width: `min(${WIDTH}px, calc(100% - ${2 * EDGE}px))`,
      height: `min(${Math.ceil(height)}px, calc(100% - ${2 * EDGE}px))`,
    };
    dress(frame.host, {
      ...(frame.isCard ? card : WHOLE),
      opacity: '1',
      'pointer-events': busy ? 'none' : 'auto',
      'border-radius': frame.isCard ? '12px' : '0',
      overflow: frame.isCard ? 'visible' : 'hidden',
    });
    dress(frame.inner, {
      'border-radius': frame.isCard ? '12px' : '0',
      'box-shadow': frame.isCard && height > 10 ? '0 8px 32px rgb(22 24 32 / .24)' : 'none',
    });
  };

  /**
   * @template T
   * @param {() => T} work what looks at what is under the pointer
   * @returns {T}
   */
  const aside = (work) => {
    if (!frame || frame.isBusy) return work();
    const { host } = frame;
    dress(host, { 'pointer-events': 'none' });
    try {
      return work();
    } finally {
      dress(host, { 'pointer-events': 'auto' });
    }
  };

  const start = () => {
    views.on(['dragenter'], entered);
    // Before any of the page's own: so they hear of nothing that follows.
    views.on(GUARDED, guard);
    views.on(FOCUSES, keep);
  };
  const stop = () => {
    views.off(['dragenter'], entered);
    views.off(GUARDED, guard);
    views.off(FOCUSES, keep);
    close();
  };

  globalThis.keyferryFrame = { start, stop, aside, isHost: (node) => hosts.has(node) };
  start();

  runtime.onMessage.addListener((message, sender) => {
    if (sender.id === runtime.id && message?.keyferry === 1 && message.frame) shape(message.frame);
  });
})();
