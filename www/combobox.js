/**
 * A combobox that only selects, after the pattern of the same name in the ARIA Authoring Practices
 * Guide. Its options exist only while its list is open, as in Angular Material's select.
 */

/** Letters typed within this many milliseconds of each other are one word. */
const WORD_PAUSE = 500;

/**
 * @typedef {object} Combobox
 * @property {() => string} value What is chosen; empty if nothing is.
 * @property {(value: string) => void} set Chooses without telling `onChoose`.
 */

/**
 * Brings `trigger` and `list` to life.
 * @param {HTMLElement} trigger Has `role=combobox`; shows what is chosen.
 * @param {HTMLElement} list Has `role=listbox`, an id, and is hidden.
 * @param {string[][]} groups The options, group by group.
 * @param {() => void} onChoose Called after the user, or a script by way of events, has chosen.
 * @returns {Combobox}
 */
export function combobox(trigger, list, groups, onChoose) {
  const texts = groups.flat();
  let chosen = '';
  let active = 0;
  let word = '';
  let wordAt = -Infinity;

  const isOpen = () => !list.hidden;

  /** @param {string} value */
  function set(value) {
    chosen = value;
    trigger.textContent = value;
  }

  function open() {
    if (isOpen()) return;
    list.replaceChildren(...groups.flatMap((group, index) => group.map((text, at) => {
      const option = document.createElement('li');
      option.id = `${list.id}-${texts.indexOf(text)}`;
      option.role = 'option';
      option.textContent = text;
      option.classList.toggle('apart', index > 0 && at === 0);
      option.ariaSelected = String(text === chosen);
      return option;
    })));
    list.hidden = false;
    trigger.ariaExpanded = 'true';
    activate(Math.max(0, texts.indexOf(chosen)));
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    trigger.ariaExpanded = 'false';
    trigger.removeAttribute('aria-activedescendant');
  }

  /**
   * The page scrolls to the option only for the keyboard: a click came from where the list is, and
   * a script that chooses shouldn't move the page.
   * @param {number} at
   * @param {boolean} [intoView]
   */
  function activate(at, intoView = false) {
    list.children[active]?.classList.remove('active');
    active = Math.min(Math.max(at, 0), texts.length - 1);
    const option = list.children[active];
    if (!option) return;
    option.classList.add('active');
    trigger.setAttribute('aria-activedescendant', option.id);
    if (intoView) option.scrollIntoView({ block: 'nearest' });
  }

  /** @param {number} at */
  function choose(at) {
    set(texts[at] ?? '');
    close();
    onChoose();
  }

  /**
   * The next option that begins with what is typed. One letter, also when pressed again and again,
   * moves on from option to option; a word stays on the one that it already fits.
   * @param {string} letter
   * @param {number} time
   */
  function match(letter, time) {
    word = (time - wordAt > WORD_PAUSE ? '' : word) + letter.toLowerCase();
    wordAt = time;
    const again = word === word.charAt(0).repeat(word.length);
    const start = again ? word.charAt(0) : word;
    const first = again ? active + 1 : active;
    const order = texts.map((_, step) => (first + step) % texts.length);
    return order.find((at) => texts[at]?.toLowerCase().startsWith(start)) ?? -1;
  }

  /**
   * What a key does in the open list; `undefined` for keys that are not the list's.
   * @type {Record<string, (() => void) | undefined>}
   */
  const keys = {
    ArrowDown: () => activate(active + 1, true),
    ArrowUp: () => activate(active - 1, true),
    PageDown: () => activate(active + 10, true),
    PageUp: () => activate(active - 10, true),
    Home: () => activate(0, true),
    End: () => activate(texts.length - 1, true),
    Enter: () => choose(active),
    ' ': () => choose(active),
    Escape: close,
  };

  trigger.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const inWord = event.timeStamp - wordAt <= WORD_PAUSE;
    if (event.key.length === 1 && (event.key !== ' ' || (isOpen() && inWord))) {
      open();
      const at = match(event.key, event.timeStamp);
      if (at >= 0) activate(at, true);
      event.preventDefault();
      return;
    }
    if (event.key === 'Tab' && isOpen()) return choose(active); // and focus goes on
    const act = keys[event.key];
    if (!act) return;
    if (isOpen()) {
      if (event.key === 'ArrowUp' && event.altKey) choose(active);
      else act();
    } else if (event.key === 'Escape' || event.key.startsWith('Page')) {
      return;
    } else {
      const moves = event.key === 'Home' || event.key === 'End';
      open();
      if (moves) act();
      else activate(active, true);
    }
    event.preventDefault();
  });

  trigger.addEventListener('click', () => (isOpen() ? close() : open()));
  trigger.addEventListener('blur', close);
  // Pressing the mouse on an option would take the focus away, and the list with it.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('mousemove', (event) => {
    const at = event.target instanceof Element ? [...list.children].indexOf(event.target) : -1;
    if (at >= 0 && at !== active) activate(at);
  });
  list.addEventListener('click', (event) => {
    const at = event.target instanceof Element ? [...list.children].indexOf(event.target) : -1;
    if (at >= 0) choose(at);
  });

  return { value: () => chosen, set };
}
