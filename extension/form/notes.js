// Has what stands in a form judged while a person fills it in, and shows each verdict beside its field:
// drawn over the page, never in its way, gone when the form goes. What is judged, and what it is called,
// the background decides.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry_background.js').Judgement} Judgement */
  /** @typedef {import('../../dist/types/keyferry.js').Note} Note */
  /** @typedef {import('../../dist/types/keyferry_background.js').Reply} Reply */
  /** @typedef {{ landmarks: string[], wanted: string[] }} Look */
  /** @typedef {{ host: HTMLElement, root: ShadowRoot, said: HTMLElement }} Layer where notes are drawn */
  /** @typedef {{ element: HTMLElement, note: Note, layer: Layer, full: number, short: number, placed: string }} Drawn */

  const [page, views] = [globalThis.keyferry, globalThis.keyferryViews];
  const runtime = globalThis.chrome?.runtime;
  // The practice page, which has no background, draws its own.
  if (!page?.placeOf || page.judge || !views || !runtime?.id) return;
  const { takeSnapshot, elementOf, focusedElement, roots, isThere, upFrom, holds, viewOf, placeOf, lookOf, topOf, readSeqera, HALF, PADDING } =
    /** @type {Required<typeof page>} */ (page);

  /** A verdict is read out once typing has paused so long, in milliseconds. */
  const PAUSE_MS = 600;
  /** Whether a name is free is asked once typing has paused so long, in milliseconds. */
  const ASK_MS = 400;
  /** A page that changes by itself has its notes put right, and is judged again, this often at most. */
  const PLACE_MS = 100;
  const AGAIN_MS = 1200; // longer than a field that was hidden is taken for hidden still
  /** The same, where it changes elsewhere all the time, nobody is there, and nothing ever comes of it. */
  const MOST_MS = 10_000;
  /** What moves, shows or recolours a form is mostly heard of; whatever isn't is seen after so long. */
  const WATCH_MS = 300;
  /** How wide a layer is by its own measure, in pixels. */
  const PROBE = 100;
  const LOOKS = ['class', 'style', 'hidden', 'disabled', 'open', 'inert', 'aria-hidden', 'aria-expanded'];

  const ICONS = {
    good: 'M8 1.75a6.25 6.25 0 1 0 .01 0zM5.25 8.25l2 2 3.5-4',
    advice: 'M8 1.75a6.25 6.25 0 1 0 .01 0zM8 7.5v3.25M8 5.2v.05',
    warning: 'M8 2.25 14.25 13.5H1.75zM8 6.5v3M8 11.45v.05',
    error: 'M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4zM6 6l4 4M10 6l-4 4',
  };
  /** Sizes in px: what a page makes of `rem` is its own business. */
  const STYLE = `
    .note {
      position: absolute; display: flex; align-items: center; gap: 4px; box-sizing: border-box;
      height: ${2 * HALF}px; padding: 0 ${PADDING}px; border-radius: ${HALF}px;
      font: 400 12px/16px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      letter-spacing: normal; white-space: nowrap; direction: ltr;
      color: light-dark(#565c6b, #a7adbb);
    }
    .note.line { padding: 0; }
    .note.short span { display: none; }
    .note svg { flex: none; width: 14px; height: 14px; fill: none; stroke: currentColor; stroke-width: 1.7;
      stroke-linecap: round; stroke-linejoin: round; }
    .note b { font-weight: 600; }
    .note.good :is(svg, b) { color: light-dark(#17703e, #74d19b); }
    .note.advice :is(svg, b) { color: light-dark(#3c5a86, #9dbde8); }
    .note.warning :is(svg, b) { color: light-dark(#855000, #f1bb62); }
    .note.error :is(svg, b) { color: light-dark(#b0241c, #ff9d92); }
    .said { position: absolute; inset: 0 auto auto 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (forced-colors: active) {
      .note { border: 1px solid CanvasText; background: Canvas !important; color: CanvasText; }
      .note :is(svg, b) { color: CanvasText !important; }
    }
    @media print { .note { display: none; } }
  `;

  /** @type {Look} */
  let look = { landmarks: [], wanted: [] };
  let isOn = false;
  let asking = false;
  let again = false;
  /** The control that is **Password**. @type {number | undefined} */
  let password;
  /** The control that was typed into last. @type {Element | null | undefined} */
  let typedIn;
  /** What was read out last. */
  let read = '';
  /** @type {Map<number, Drawn>} */
  let drawn = new Map();
  /** The controls that are the form's fields. @type {number[]} */
  let fields = [];
  /** As many has a form whose provider is chosen and over which nothing lies. */
  const ALL = 5;
  /** @type {Map<Node, Layer>} */
  const layers = new Map();
  /** @type {MutationObserver | undefined} */
  let observer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  /**
   * Set while the form is about to be judged again.
   * @type {{ timer: ReturnType<typeof setTimeout>, due: number, isElsewhere: boolean } | undefined}
   */
  let judging;
  /** How long a change elsewhere waits. */
  let elsewhereMs = AGAIN_MS;
  /** What was judged last. */
  let judged = '';
  /** Set while notes are about to be put right. @type {{ timer: ReturnType<typeof setTimeout> } | undefined} */
  let placing;
  let placedAt = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let watching;
  /** Where the fields were, and how they looked. */
  let seen = '';
  let judgedAt = 0;
  /** What Seqera has said since the form was judged last. @type {Reply[]} */
  let replies = [];
  /** What it is about to be asked. @type {{ timer: ReturnType<typeof setTimeout>, paths: string } | undefined} */
  let inquiring;
  /** What it was asked already. @type {Set<string>} */
  let inquired = new Set();
  /** Whether a person has done something since. */
  let isAnew = false;

  // ---- Asking

  /**
   * Has the form judged, and again as often as something changed meanwhile.
   * @returns {Promise<boolean>} whether there is one
   */
  const judge = async () => {
    again = true;
    if (asking) return isOn;
    asking = true;
    try {
      listen(); // also to what is typed before the first answer
      while (again) {
        again = false;
        judgedAt = performance.now();
        const snapshot = takeSnapshot(look.landmarks, look.wanted);
        // More of both may come while this is judged.
        const told = replies;
        const isMeant = isAnew || told.length > 0;
        [replies, isAnew] = [[], false];
        /** @type {Judgement | undefined} */
        const judgement = await runtime.sendMessage({
          keyferry: 1,
          judge: { answer: { snapshot }, replies: told, ...toldOf(snapshot) },
        });
        if (!judgement?.found) {
          end();
          return false;
        }
        // Which one is the password is only known now.
        if (judgement.password !== password) {
          password = judgement.password;
          again ||= 'password' in toldOf(snapshot);
        }
        isOn = true;
        inquire(judgement.asks, isMeant);
        fields = judgement.fields;
        judged = JSON.stringify([fields, judgement.notes]);
        listen();
        show(judgement.notes);
      }
    } catch (error) {
      // The background was ended in between, or the extension is gone: what was said may be so no more.
      end();
      if (runtime.id) throw error;
    } finally {
      asking = false;
    }
    return isOn;
  };

  /**
   * Asks Seqera what the background would like to know, once typing has paused, and has the form judged
   * again with the answers. What was told once may be so no more, and is asked again when somebody does
   * something: a page that changes by itself would have Seqera asked all day.
   * @param {string[]} paths
   * @param {boolean} isMeant whether somebody did something, or that came of the answers
   */
  const inquire = (paths, isMeant) => {
    const wanted = paths.join();
    if (inquiring?.paths === wanted) return;
    const isRepeated = !inquiring && paths.every((path) => inquired.has(path));
    clearTimeout(inquiring?.timer);
    inquiring = undefined;
    if (isRepeated && !isMeant) return;
    if (paths.length === 0) return;
    for (const path of paths) inquired.add(path);
    const now = { paths: wanted, timer: setTimeout(ask, ASK_MS) };
    inquiring = now;
    async function ask() {
      const told = await readSeqera(paths);
      if (inquiring !== now || !isOn) return; // something else stands there by now
      inquiring = undefined;
      if (told.length === 0) return;
      replies = told;
      judge().catch(() => {}); // it has ended what it can't go on with
    }
  };

  /**
   * What was typed into **Password** by a person: Keyferry's own was judged before it was written.
   * @param {import('../../dist/types/keyferry.js').Snapshot} snapshot
   */
  const toldOf = ({ controls }) => {
    const field = password === undefined ? undefined : elementOf(password);
    const isOurs = controls.find(({ id }) => id === password)?.ours;
    if (!field || isOurs || !('value' in field) || !field.value) return {};
    return { control: password, password: field.value };
  };

  /**
   * Judges soon, and not more often than a page that changes by itself deserves.
   * @param {boolean} [isElsewhere] whether what changed isn't near the form
   */
  const judgeInTime = (isElsewhere = false) => {
    const least = isElsewhere ? elsewhereMs : AGAIN_MS;
    const now = performance.now();
    const due = Math.max(now + (page.isFilling?.() ? PLACE_MS : 0), judgedAt + least);
    if (judging && judging.due <= due) return;
    clearTimeout(judging?.timer);
    judging = { timer: setTimeout(judgeAgain, due - now), due, isElsewhere };
  };

  const judgeAgain = async () => {
    const wasElsewhere = judging?.isElsewhere;
    judging = undefined;
    if (page.isFilling?.()) return judgeInTime();
    if (!isOn) return;
    const before = judged;
    await judge().catch(() => {}); // it has ended what it can't go on with
    if (judged !== before) elsewhereMs = AGAIN_MS;
    else if (wasElsewhere && isOn) elsewhereMs = Math.min(2 * elsewhereMs, MOST_MS);
  };

  // ---- Listening, as long as there are notes

  /** @param {Event} event */
  const changed = (event) => {
    // Whoever comes back is told what is so by then.
    if (event.type === 'visibilitychange' && document.hidden) return;
    if (page.isFilling?.()) return judgeInTime(); // what comes of it is judged when it is over
    if (event.type === 'input') readOutInTime();
    isAnew ||= event.isTrusted;
    if (event.isTrusted) judge().catch(() => {}); // as above
    else judgeInTime();
  };

  const moved = () => {
    if (placing !== undefined) return;
    const rest = Math.max(0, placedAt + PLACE_MS - performance.now());
    placing = { timer: setTimeout(() => requestAnimationFrame(place), rest) };
  };

  const scrolled = () => {
    clearTimeout(placing?.timer);
    requestAnimationFrame(place);
  };

  /** @param {MutationRecord[]} records */
  const mutated = (records) => {
    const hosts = [...layers.values()].map(({ host }) => host);
    // What we dress our own with moves nothing.
    if (records.every(({ type, target }) => type === 'attributes' && hosts.some((host) => host === target))) return;
    const isOurs = (/** @type {Node} */ node) =>
      hosts.some((host) => host === node) || (globalThis.keyferryFrame?.isHost(node) ?? false);
    const isOwn = (/** @type {MutationRecord} */ { type, target, addedNodes, removedNodes }) =>
      type !== 'childList' ? isOurs(target)
        // Ours come and go one at a time; of a page's it may be thousands.
        : addedNodes.length + removedNodes.length === 1 && [...addedNodes, ...removedNodes].every(isOurs);
    // What our own frame lay over may be seen now, and the other way round.
    if (records.every(isOwn)) return moved();
    const elements = fields.map(elementOf);
    const isAnew = elements.some((element) => !element);
    if (isAnew) judgedAt -= AGAIN_MS;
    // What changes elsewhere moves the form at most.
    const around = upFrom(elements[0] ?? null).find((up) => elements.every((one) => one && holds(up, one)));
    if (isAnew || !around || records.some(({ target }) => around.contains(target))) judgeInTime();
    else if (fields.length < ALL) {
      if (navigator.userActivation.isActive) elsewhereMs = AGAIN_MS;
      judgeInTime(true);
    }
    moved();
  };

  const HEARD = /** @type {const} */ (['input', 'change', 'focusin', 'focusout', 'visibilitychange']);

  const listen = () => {
    const found = roots();
    observer ??= new MutationObserver(mutated);
    observer.disconnect();
    for (const root of found) observer.observe(root, { childList: true, subtree: true, attributeFilter: LOOKS });
    for (const root of found) {
      const view = 'defaultView' in root ? root.defaultView : null;
      if (view) views.enter(view);
    }
    views.on(HEARD, changed);
    views.on(['scroll', 'resize'], scrolled);
    views.on(['transitionend', 'animationend'], moved);
  };

  /** Takes every note away, and stops to listen. */
  const end = () => {
    isOn = false;
    observer?.disconnect();
    views.off(HEARD, changed);
    views.off(['scroll', 'resize'], scrolled);
    views.off(['transitionend', 'animationend'], moved);
    clearInterval(watching);
    watching = undefined;
    clearTimeout(pause);
    clearTimeout(judging?.timer);
    judging = undefined;
    clearTimeout(inquiring?.timer);
    inquiring = undefined;
    inquired = new Set();
    replies = [];
    elsewhereMs = AGAIN_MS;
    for (const { host } of layers.values()) takeAway(host);
    layers.clear();
    drawn = new Map();
    password = undefined;
    read = '';
  };

  // ---- Drawing

  /** @param {HTMLElement} element which may be gone with the frame that it was in */
  const takeAway = (element) => {
    if (isThere(element)) element.remove();
  };

  /**
   * Where notes of a control are drawn: above the page, in the dialog that makes the rest of it inert, or
   * above what else is drawn above all.
   * @param {Element} control
   */
  const layerOf = (control) => {
    const top = topOf(control);
    const whole = control.ownerDocument.documentElement;
    const known = layers.get(top ?? whole);
    if (known && isThere(known.host)) return known;
    const host = control.ownerDocument.createElement('div');
    const own = {
      all: 'initial', direction: 'ltr', position: 'absolute', inset: '0 auto auto 0',
      width: `${PROBE}px`, height: '0', 'pointer-events': 'none',
    };
    for (const [name, value] of Object.entries(own)) host.style.setProperty(name, value, 'important');
    const root = host.attachShadow({ mode: 'closed' });
    const view = /** @type {Window & typeof globalThis} */ (viewOf(control));
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const said = control.ownerDocument.createElement('div');
    said.className = 'said';
    said.lang = 'en';
    said.setAttribute('aria-live', 'polite');
    root.append(said);
    if (top?.matches('dialog') && holds(top, control)) {
      // What stands last in a dialog, or first, is often set apart.
      top.insertBefore(host, top.childElementCount > 1 ? top.lastElementChild : null);
    } else {
      whole.append(host);
      if (top) {
        host.popover = 'manual';
        host.showPopover();
      }
    }
    const layer = { host, root, said };
    layers.set(top ?? whole, layer);
    return layer;
  };

  /** @param {Note[]} notes */
  const show = (notes) => {
    /** @type {Map<number, Drawn>} */
    const next = new Map();
    for (const note of notes) {
      const control = note.control === undefined ? undefined : elementOf(note.control);
      if (!control || note.control === undefined) continue;
      const layer = layerOf(control);
      const before = drawn.get(note.control);
      const stays = before?.layer === layer && isThere(before.element);
      const isSame = stays && before.note.word === note.word && before.note.text === note.text;
      const element = stays ? before.element : control.ownerDocument.createElement('div');
      if (!isSame) fill(element, note);
      if (!stays) layer.root.append(element);
      next.set(note.control, isSame ? before : { element, note, layer, full: 0, short: 0, placed: '' });
    }
    for (const { element } of drawn.values()) {
      if (![...next.values()].some((one) => one.element === element)) takeAway(element);
    }
    drawn = next;
    if (drawn.size > 0) watching ??= setInterval(watch, WATCH_MS);
    place();
  };

  /** @param {HTMLElement} element @param {Note} note */
  const fill = (element, { field, severity, word, text }) => {
    const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    icon.setAttribute('viewBox', '0 0 16 16');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', ICONS[/** @type {keyof ICONS} */ (severity)] ?? '');
    icon.append(path);
    const [strong, rest] = [document.createElement('b'), document.createElement('span')];
    strong.textContent = word;
    rest.textContent = text;
    element.className = `note ${severity}`;
    element.dataset.field = field;
    // Whoever listens hears it once, when typing pauses.
    element.setAttribute('aria-hidden', 'true');
    element.replaceChildren(icon, strong, rest);
  };

  /** Waits until typing pauses in the field that it goes on in. */
  const readOutInTime = () => {
    typedIn = focusedElement();
    clearTimeout(pause);
    pause = setTimeout(readOut, PAUSE_MS);
  };

  /** Typing has paused: reads out what became of the field, unless it was said before. */
  const readOut = () => {
    const of = [...drawn].find(([control]) => elementOf(control) === typedIn)?.[1];
    const text = of ? `${of.note.word} ${of.note.text}` : '';
    if (of && text !== read) of.layer.said.textContent = text;
    read = text;
  };

  // ---- Placing

  /** Has notes put right of which nothing told that they have to be. */
  const watch = () => {
    if (document.hidden) return;
    const controls = fields.map(elementOf).filter((control) => control !== undefined);
    const now = controls.map((control) => lookOf(control, controls)).join();
    if (now !== seen) moved();
    seen = now;
  };

  const place = () => {
    clearTimeout(placing?.timer);
    placing = undefined;
    placedAt = performance.now();
    // The page lays itself out anew for whoever reads after writing: everything is read first.
    const fresh = [...drawn.values()].filter(({ full }) => full === 0);
    for (const one of fresh) one.full = one.element.offsetWidth;
    for (const { element } of fresh) element.classList.add('short');
    for (const one of fresh) one.short = one.element.offsetWidth;
    const controls = fields.map(elementOf).filter((control) => control !== undefined);
    const places = [...drawn].map(([id, one]) => {
      const control = elementOf(id);
      if (!control) return undefined;
      const { host } = one.layer;
      const scale = host.getBoundingClientRect().width / PROBE || 1;
      return { one, place: placeOf(control, { ...one, host, scale }, controls) };
    });
    for (const { one, place } of places.filter((each) => each !== undefined)) {
      const placed = JSON.stringify(place);
      if (placed === one.placed) continue;
      one.placed = placed;
      const { isLine, isShort, index, style } = place;
      one.element.classList.toggle('line', isLine);
      one.element.classList.toggle('short', isShort);
      for (const [name, value] of Object.entries(style)) one.element.style.setProperty(name, value);
      one.layer.host.style.setProperty('z-index', index, 'important');
    }
  };

  page.judge = {
    isOn: () => isOn,
    begin: (wanted) => {
      look = wanted;
      readOutInTime(); // what was typed before this was here is waiting for its verdict, too
      return judge();
    },
    end,
  };
})();
