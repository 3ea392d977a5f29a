import { offered, providerOf } from './providers.js';
import { has } from './variant.js';

/**
 * The form's model, as a reactive form keeps it: it changes on events and on nothing else, so that
 * what was only written into an element stays unknown, and is lost when the element is made anew.
 *
 * @typedef {{
 *   value: string, dirty: boolean, touched: boolean, disabled: boolean, readOnly: boolean,
 *   rejects: number, accepts: (value: string) => boolean, format: (value: string) => string,
 * }} Control
 *
 * @typedef {object} ChoiceState how the choice of a provider is drawn at the moment
 * @property {boolean} open
 * @property {number} since when it was opened or closed
 * @property {string | undefined} typed what stands in its input, if that is no choice yet
 * @property {string} query what its options are filtered by
 * @property {number} top how far its list is scrolled
 * @property {number} active which option the keys are at
 * @property {ReturnType<typeof setTimeout>} [timer] of what comes once typing has paused
 *
 * @typedef {'value' | 'fields' | 'choice' | 'page'} Part of the form that has changed
 * @typedef {ReturnType<typeof createModel>} Model
 */

/** How late the fields of a provider come in the variant `slow-fields`, in milliseconds. */
const SLOW = 400;

/** How long they are locked in the variant `locked`, and when they are emptied in `emptied`. */
const LOCKED = 700;
const EMPTIED = 500;

/** @param {string} value */
const filled = value => value !== '';

/** @param {Partial<Control>} [own] @returns {Control} */
const control = own => ({
  value: '',
  dirty: false,
  touched: false,
  disabled: false,
  readOnly: false,
  rejects: 0,
  accepts: filled,
  format: value => value,
  ...own,
});

/**
 * @param {{ edit?: boolean, left: () => void }} page
 *   whether it shows a credential that is there already; `left` goes to the list
 */
export function createModel({ edit = false, left }) {
  /** @type {((part: Part) => void)[]} */
  const listeners = [];
  const changed = (/** @type {Part} */ part) => {
    for (const listener of listeners) listener(part);
  };
  const name = control({ accepts: value => /^[A-Za-z0-9_-]+$/.test(value) });
  if (has('formatting')) name.format = value => value.trim().toLowerCase();
  if (has('disabled-name')) Object.assign(name, { value: 'team-registry', disabled: true });
  const provider = control();
  /** @type {Map<string, Record<string, Control>>} */
  const keys = new Map();

  const keysOf = (/** @type {string} */ id) => {
    const known = keys.get(id);
    if (known) return known;
    const made = Object.fromEntries((providerOf(id)?.fields ?? []).map(({ key, required }) =>
      [key, control(required ? {} : { accepts: () => true })]));
    if (made.registry && has('rejecting')) made.registry.rejects = 1;
    if (made.registry && has('read-only-registry')) {
      Object.assign(made.registry, { value: 'docker.io', readOnly: true });
    }
    if (has('locked')) {
      for (const one of Object.values(made)) one.disabled = true;
      setTimeout(() => {
        for (const one of Object.values(made)) one.disabled = false;
        changed('fields');
      }, LOCKED);
    }
    keys.set(id, made);
    return made;
  };
  const controls = () => [name, provider, ...Object.values(keysOf(provider.value))];

  const model = {
    name,
    provider,
    keysOf,
    /** The provider whose fields are shown: they may come later than the choice. */
    fieldsOf: '',
    /** @type {ChoiceState} */
    choice: { open: false, since: -Infinity, typed: undefined, query: '', top: 0, active: -1 },
    /** Whether elements are being made anew: what they say then is nobody's doing. */
    quiet: false,
    submitted: false,
    /** Which page of the variant `two-pages` is shown. */
    page: 1,
    edit,
    changed,
    /** @param {(part: Part) => void} listener */
    listen: listener => {
      listeners.push(listener);
    },
    valid: () => controls().every(({ value, disabled, accepts }) => disabled || accepts(value)),
    /** @param {string} id empty for none */
    choose: id => {
      provider.dirty = true;
      if (id !== provider.value) {
        provider.value = id;
        model.fieldsOf = '';
        if (!has('shown-fields')) keys.clear();
        const show = () => {
          if (provider.value !== id) return;
          model.fieldsOf = id;
          changed('fields');
        };
        changed('fields');
        if (id && has('navigates')) return left();
        if (id && has('emptied')) {
          setTimeout(() => {
            keys.clear();
            changed('fields');
            changed('value');
          }, EMPTIED);
        }
        if (has('slow-fields')) setTimeout(show, SLOW);
        else show();
      }
      changed('choice');
      changed('value');
    },
    /** @returns {object} what is to be stored */
    credentials: () => ({
      keys: Object.fromEntries(
        Object.entries(keysOf(provider.value)).map(([key, { value }]) => [key, value])),
      name: name.value,
      provider: provider.value,
    }),
    /** The model as tests read it. */
    read: () => {
      /** @type {Record<string, Control>} */
      const of = { name, provider, ...keysOf(provider.value) };
      const fields = ['name', 'provider', 'userName', 'password', 'registry'];
      const each = (/** @type {(one?: Control) => unknown} */ get) =>
        Object.fromEntries(fields.map(key => [key, get(of[key])]));
      return {
        look: 'plain',
        value: each(one => one?.value ?? ''),
        valid: model.valid(),
        dirty: Object.values(of).some(one => one.dirty),
        touched: each(one => one?.touched ?? false),
        submitted: model.submitted,
      };
    },
  };

  const hold = (/** @type {string} */ called, /** @type {Record<string, string>} */ values) => {
    name.value = called;
    provider.value = 'container-reg';
    model.fieldsOf = 'container-reg';
    for (const [key, value] of Object.entries(values)) {
      const one = keysOf('container-reg')[key];
      if (one) one.value = value;
    }
  };
  if (edit) {
    hold('wave-ecr', {
      userName: 'AKIARZPUZDIKLVLVLVLV',
      registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    });
    name.disabled = true;
    provider.disabled = true;
  } else if (has('prefilled')) {
    hold('quay-robot', {
      userName: 'rnaseq+puller', password: 'typed-by-the-user', registry: 'quay.io',
    });
  }
  if (has('half-filled')) {
    hold('quay-robot', { userName: 'rnaseq+puller', password: '', registry: 'quay.io' });
  }
  if (has('shown-fields')) offered.flat().forEach(({ id }) => keysOf(id));
  return model;
}

/**
 * Binds an input to its control, as Angular's DefaultValueAccessor does: by `input`, `blur`,
 * `compositionstart` and `compositionend`; not by `change`.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {Control} bound
 * @param {Model} model
 */
export function bind(input, bound, model) {
  let composing = false;
  const take = () => {
    bound.value = input.value;
    bound.dirty = true;
    if (bound.rejects > 0) {
      bound.rejects -= 1;
      bound.value = '';
      input.value = '';
    }
    tell();
  };
  const showInvalid = () => {
    input.setAttribute('aria-invalid', String(bound.touched && !bound.accepts(bound.value)));
  };
  const tell = () => {
    showInvalid();
    model.changed('value');
  };
  input.addEventListener('input', () => {
    if (!composing) take();
  });
  input.addEventListener('compositionstart', () => {
    composing = true;
  });
  input.addEventListener('compositionend', () => {
    composing = false;
    take();
  });
  input.addEventListener('blur', () => {
    if (model.quiet) return;
    bound.touched = true;
    const formatted = bound.format(bound.value);
    if (formatted !== bound.value) {
      bound.value = formatted;
      input.value = formatted;
    }
    tell();
  });
  input.value = bound.value;
  input.disabled = bound.disabled;
  input.readOnly = bound.readOnly;
  showInvalid();
}
