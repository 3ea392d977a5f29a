import { element, newId } from './element.js';
import { icon } from './icon.js';
import { offered, providerOf } from './providers.js';
import { has } from './variant.js';

/** How high an option of the variant `virtual` is, and how many of them are in sight. */
const ROW = 36;
const ROWS = 8;
/** How many more are drawn above and below. */
const MORE = 2;
/** In milliseconds: when options come late, how long a list fades, and how long typing is awaited. */
const LATE = 700;
const FADE_IN = 250;
const FADE_OUT = 200;
const DEBOUNCE = 300;

/** The roles of a dropdown's parts. */
const roles = {
  combobox: { trigger: 'combobox', list: 'listbox', item: 'option' },
  virtual: { trigger: 'combobox', list: 'listbox', item: 'option' },
  typeahead: { trigger: 'combobox', list: 'listbox', item: 'option' },
  popover: { trigger: '', list: 'listbox', item: 'option' },
  'menu-button': { trigger: '', list: 'menu', item: 'menuitemradio' },
  unmarked: { trigger: '', list: '', item: '' },
};

/**
 * What is pressed, and a list that is in the document while it is open. It is drawn from the model
 * alone, so that it can be made anew at any time.
 *
 * @param {keyof typeof roles} kind
 * @param {import('./model.js').Model} model
 * @param {AbortSignal} gone aborted when it leaves the page
 * @returns {import('./choices.js').Choice}
 */
export function dropdown(kind, model, gone) {
  const { choice, provider } = model;
  const role = roles[kind];
  const listId = newId('list');
  const trigger = triggerOf(kind, listId, provider.disabled);
  const host = element('div', { class: 'picker' }, trigger);
  /** @type {HTMLElement | undefined} */
  let list;
  /** What the list was drawn from: it is drawn again only when that has changed. */
  let drawn = '';

  const now = () => performance.now();
  const options = () => {
    const query = choice.query.toLowerCase();
    if (kind !== 'typeahead') return offered;
    return [offered.flat().filter(({ label }) => label.toLowerCase().includes(query))];
  };
  const isLoading = () =>
    has('late-options') && (choice.open ? now() - choice.since < LATE : kind === 'popover');
  const isFading = () => has('animated') && !choice.open && now() - choice.since < FADE_OUT;
  const later = (/** @type {number} */ delay) =>
    setTimeout(() => model.changed('choice'), delay);

  const turn = (/** @type {boolean} */ open) => {
    if (choice.open === open || (open && provider.disabled)) return;
    Object.assign(choice, { open, since: now() });
    if (open) Object.assign(choice, { top: 0, active: -1 });
    else provider.touched = true;
    if (open && has('late-options')) later(LATE);
    if (!open && has('animated')) later(FADE_OUT);
    model.changed('choice');
    model.changed('value');
  };
  const choose = (/** @type {string} */ id) => {
    choice.typed = undefined;
    if (kind === 'popover') list?.hidePopover();
    turn(false);
    model.choose(id);
  };

  // ---- What is drawn

  const item = (/** @type {import('./providers.js').Provider} */ one, /** @type {number} */ at) => {
    const made = element('div', { class: 'item' }, icon(one), one.label);
    const chosen = String(one.id === provider.value);
    if (role.item) {
      made.setAttribute('role', role.item);
      made.setAttribute(role.item === 'option' ? 'aria-selected' : 'aria-checked', chosen);
      made.id = `${listId}-${at}`;
    }
    made.classList.toggle('is-active', at === choice.active);
    made.addEventListener('click', () => choose(one.id));
    return made;
  };
  const rows = () => {
    if (isLoading()) return [element('div', { class: 'loading' }, 'Loading…')];
    const groups = options();
    if (groups.flat().length === 0) return [element('div', { class: 'loading' }, 'No provider')];
    let at = 0;
    return groups.flatMap((group, index) => [
      ...index > 0 ? [element('div', { class: 'divider' })] : [],
      ...group.map(one => item(one, at++)),
    ]);
  };
  /** The options in sight, in a box as high as all of them. */
  const rowsInSight = () => {
    if (isLoading()) return rows();
    const all = options().flat();
    const first = Math.max(0, Math.floor(choice.top / ROW) - MORE);
    const space = element('div', { class: 'space' });
    space.style.height = `${all.length * ROW}px`;
    space.append(...all.slice(first, first + ROWS + 2 * MORE).map((one, index) => {
      const made = item(one, first + index);
      made.setAttribute('aria-setsize', String(all.length));
      made.setAttribute('aria-posinset', String(first + index + 1));
      made.style.top = `${(first + index) * ROW}px`;
      return made;
    }));
    return [space];
  };
  const fill = () => {
    const from = [isLoading(), provider.value, choice.active, choice.query,
      kind === 'virtual' ? Math.floor(choice.top / ROW) : 0].join();
    if (!list || from === drawn) return;
    drawn = from;
    list.replaceChildren(...kind === 'virtual' ? rowsInSight() : rows());
    if (role.list) list.setAttribute('aria-busy', String(isLoading()));
  };

  const makeList = () => {
    const made = element('div', { class: `list list-${kind}` });
    if (role.list) {
      made.id = listId;
      made.setAttribute('role', role.list);
      made.tabIndex = -1;
    }
    // A press in the list leaves the focus where it is.
    made.addEventListener('mousedown', event => event.preventDefault());
    made.addEventListener('scroll', () => {
      if (model.quiet || made !== list) return;
      choice.top = made.scrollTop;
      fill();
    });
    return made;
  };
  const fade = () => {
    if (!list || !has('animated')) return;
    const frames = choice.open ? [{ opacity: 0 }, { opacity: 1 }] : [{ opacity: 1 }, { opacity: 0 }];
    const fading = list.animate(frames, {
      duration: choice.open ? FADE_IN : FADE_OUT, fill: 'forwards',
    });
    fading.currentTime = now() - choice.since;
  };
  /** Beneath what is pressed, wherever in the document the list is. */
  const place = () => {
    if (!list) return;
    const { left, bottom, width } = trigger.getBoundingClientRect();
    list.style.left = `${left}px`;
    list.style.top = `${bottom + 4}px`;
    list.style.width = `${width}px`;
  };

  let wasOpen = false;
  const showList = () => {
    const isShown = choice.open || isFading();
    if (kind === 'popover') {
      fill();
      if (wasOpen !== choice.open) fade();
      wasOpen = choice.open;
      return;
    }
    if (!isShown) {
      list?.remove();
      list = undefined;
      drawn = '';
    } else if (!list) {
      list = makeList();
      fill();
      if (kind === 'unmarked') {
        (host.closest('dialog') ?? document.body).append(list);
        place();
      } else {
        host.append(list);
      }
      list.scrollTop = choice.top;
      fade();
    } else {
      fill();
      if (wasOpen !== choice.open) fade();
    }
    wasOpen = choice.open;
  };
  const update = () => {
    if (!host.isConnected) return;
    const chosen = providerOf(provider.value);
    if (trigger instanceof HTMLInputElement) {
      const text = choice.typed ?? chosen?.label ?? '';
      if (trigger.value !== text) trigger.value = text;
    } else {
      trigger.replaceChildren(...chosen
        ? [icon(chosen), chosen.label]
        : [element('span', { class: 'prompt' }, promptOf())]);
    }
    showList();
    if (kind === 'unmarked') return;
    trigger.setAttribute('aria-expanded', String(choice.open));
    if (choice.open && choice.active >= 0) {
      trigger.setAttribute('aria-activedescendant', `${listId}-${choice.active}`);
    } else {
      trigger.removeAttribute('aria-activedescendant');
    }
  };

  // ---- What is done with it

  if (kind === 'typeahead') {
    trigger.addEventListener('input', () => {
      const { value } = /** @type {HTMLInputElement} */ (trigger);
      choice.typed = value;
      clearTimeout(choice.timer);
      choice.timer = setTimeout(() => {
        choice.query = value;
        choice.active = -1;
        turn(choice.typed !== undefined && value !== '');
        model.changed('choice');
      }, DEBOUNCE);
    });
  } else if (kind !== 'popover') {
    trigger.addEventListener('click', () => turn(!choice.open));
  }
  if (kind === 'popover') {
    list = makeList();
    list.popover = 'auto';
    list.addEventListener('beforetoggle', event => {
      if (model.quiet) return;
      const open = /** @type {ToggleEvent} */ (event).newState === 'open';
      if (open) place();
      turn(open);
    });
    host.append(list);
  }
  trigger.addEventListener('blur', () => {
    if (model.quiet || kind === 'unmarked') return;
    provider.touched = true;
    choice.typed = undefined;
    if (role.trigger) turn(false);
    model.changed('choice');
    model.changed('value');
  });
  trigger.addEventListener('keydown', event => {
    if (kind !== 'unmarked' && kind !== 'popover') onKey(event);
  });

  let sought = '';
  let soughtAt = 0;
  /** @param {KeyboardEvent} event */
  const onKey = event => {
    const all = options().flat();
    const move = (/** @type {number} */ to) => {
      choice.active = Math.min(Math.max(to, 0), all.length - 1);
      if (kind === 'virtual' && list) {
        const top = choice.active * ROW;
        if (top < choice.top || top > choice.top + (ROWS - 1) * ROW) choice.top = top;
        list.scrollTop = choice.top;
      }
      model.changed('choice');
      list?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
    };
    const isTyped = kind !== 'typeahead' && event.key.length === 1 && event.key !== ' ';
    if (!choice.open) {
      const opens = kind === 'typeahead' ? [] : ['ArrowDown', 'ArrowUp', 'Enter', ' '];
      if (!opens.includes(event.key)) return;
      turn(true);
    } else if (event.key === 'ArrowDown') move(choice.active + 1);
    else if (event.key === 'ArrowUp') move(choice.active - 1);
    else if (event.key === 'Escape') turn(false);
    else if (isTyped) {
      // What begins with what was typed within half a second.
      sought = event.timeStamp - soughtAt < 500 ? sought + event.key : event.key;
      soughtAt = event.timeStamp;
      const found = all.findIndex(({ label }) =>
        label.toLowerCase().startsWith(sought.toLowerCase()));
      if (found >= 0) move(found);
    } else if (event.key === 'Enter' || (event.key === ' ' && kind !== 'typeahead')) {
      const active = all[choice.active];
      if (active && !isLoading()) choose(active.id);
      else turn(false);
    } else return;
    event.preventDefault();
    if (event.key === 'Escape') event.stopPropagation(); // a drawer around it stays open
  };

  gone.addEventListener('abort', () => list?.remove());
  if (kind !== 'popover') {
    document.addEventListener('click', event => {
      const path = event.composedPath();
      // What was made anew since the press is no outside.
      const within = path.includes(host) || (list && path.includes(list));
      if (!within && event.target instanceof Node && event.target.isConnected) turn(false);
    }, { signal: gone });
  }

  return {
    shown: host,
    named: kind === 'unmarked' ? undefined : trigger,
    labelable: trigger.matches('input,button'),
    focusable: [trigger],
    update,
    attached: () => {
      update();
      if (kind !== 'popover' || !choice.open) return;
      list?.showPopover();
      place();
      list?.scrollTo(0, choice.top);
      fade();
    },
  };
}

const promptOf = () => (has('placeholder-only') ? 'Provider' : 'Choose a credentials provider');

/**
 * @param {keyof typeof roles} kind
 * @param {string} listId
 * @param {boolean} disabled
 * @returns {HTMLElement}
 */
function triggerOf(kind, listId, disabled) {
  const marks = { 'aria-expanded': 'false', 'aria-controls': listId };
  switch (kind) {
    case 'typeahead': {
      const input = element('input', {
        class: 'control', role: 'combobox', 'aria-autocomplete': 'list', ...marks,
        autocomplete: 'off', placeholder: 'Search for a provider',
      });
      input.disabled = disabled;
      return input;
    }
    case 'menu-button':
    case 'popover': {
      const button = element('button', {
        type: 'button', class: 'control trigger',
        'aria-haspopup': kind === 'popover' ? 'listbox' : 'menu', ...marks,
      });
      if (kind === 'popover') button.setAttribute('popovertarget', listId);
      button.disabled = disabled;
      return button;
    }
    case 'unmarked':
      return element('div', { class: `control trigger${disabled ? ' is-disabled' : ''}` });
    default:
      return element('div', {
        class: `control trigger${disabled ? ' is-disabled' : ''}`,
        role: 'combobox', tabindex: disabled ? '-1' : '0', 'aria-haspopup': 'listbox', ...marks,
        'aria-disabled': String(disabled), 'aria-required': 'true',
      });
  }
}
