/**
 * The practice form: looks, behaves and judges like Seqera's "New Credentials" form for a container
 * registry, and sends nothing. Text fields take their value from `input` and are left by `blur`, as
 * Angular's; the fields of a provider exist only while it is chosen.
 */

import { combobox } from './combobox.js';

/** @typedef {'name' | 'provider' | 'user_name' | 'password' | 'registry'} Field */
/** @typedef {'good' | 'advice' | 'warning' | 'error'} NoteSeverity */

/**
 * What is said on a field's upper edge: a word such as "Good." and up to 40 characters after it.
 * @typedef {object} Note
 * @property {NoteSeverity} severity
 * @property {string} word
 * @property {string} text
 */

/**
 * @typedef {object} PracticeForm
 * @property {(callback: (field: Field) => void) => void} onChange Calls back after the value of a
 *   field has changed, by the user or by a script's events. Every callback stays.
 * @property {(field: Field) => string} value What stands in a field; empty where it doesn't exist.
 *   Of the password it gives the password: keep it no longer than it takes to judge it.
 * @property {(field: Field, note: Note | null) => void} setNote Sets or removes a field's note.
 *   A field that doesn't exist takes none; reset and a change of provider remove the notes.
 * @property {() => void} reset Empties the form, as Cancel does.
 * @property {() => boolean} isValid Whether Add can be pressed.
 */

const REGISTRY = 'Container registry';

/** As in Seqera's own list: clouds, git hosts, the rest. */
const PROVIDERS = [
  ['AWS', 'Azure', 'Google', 'Kubernetes'],
  ['BitBucket', 'CodeCommit', 'GitHub', 'GitLab'],
  [REGISTRY, 'SSH', 'Tower Agent'],
];

/** The answer to Add. */
const SAVED = 'In Seqera this would save the credential. Here nothing is sent.';

/** How long typing has to pause before a note is read out, in milliseconds. */
const PAUSE = 600;

/** @type {Field[]} */
const FIELDS = ['name', 'provider', 'user_name', 'password', 'registry'];

/**
 * What is wrong with a value, in a sentence; empty if nothing is.
 * @type {Record<Field, (value: string) => string>}
 */
const PROBLEMS = {
  name: (value) => {
    if (!value) return 'Name is required';
    if (!/^[A-Za-z0-9_-]*$/.test(value)) {
      return 'Use only alphanumeric, dash, and underscore characters';
    }
    return value.length > 100 ? 'Use 100 characters at most' : '';
  },
  provider: (value) => (value ? '' : 'Provider is required'),
  user_name: (value) => (value ? '' : 'User name is required'),
  password: (value) => (value ? '' : 'Password is required'),
  registry: () => '', // optional
};

/**
 * Brings the form of `index.html` to life.
 * @param {HTMLFormElement} form
 * @returns {PracticeForm}
 */
export function practiceForm(form) {
  const trigger = part('[role=combobox]');
  const providerFields = part('[data-provider-fields]');
  const aloud = part('[data-notes-aloud]');
  const answer = part('.answer');
  const add = /** @type {HTMLButtonElement} */ (part('.add'));
  /**
   * What stands below each field when nothing is wrong, by id.
   * @type {Map<string, string | null>}
   */
  const hints = new Map();
  rememberHints(form);
  /** @type {((field: Field) => void)[]} */
  const callbacks = [];
  /**
   * Fields that the user has been in and left: only those are told what they lack.
   * @type {Set<Field>}
   */
  const touched = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  const provider = combobox(trigger, part('[role=listbox]'), PROVIDERS, () => {
    showProviderFields();
    changed('provider');
  });

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  function part(selector) {
    const found = form.querySelector(selector);
    if (found instanceof HTMLElement) return found;
    throw new Error(`The practice form has no ${selector}`);
  }

  /** @param {HTMLElement} around */
  function rememberHints(around) {
    for (const hint of around.querySelectorAll('.hint')) hints.set(hint.id, hint.textContent);
  }

  /** @param {Field} field */
  function place(field) {
    return form.querySelector(`[data-field=${field}]`);
  }

  /**
   * The field that an event comes from.
   * @param {Event} event
   */
  function fieldOf(event) {
    const target = event.target instanceof Element ? event.target : null;
    const name = target?.closest('[data-field]')?.getAttribute('data-field');
    return FIELDS.find((field) => field === name);
  }

  /** @param {Field} field */
  function value(field) {
    if (field === 'provider') return provider.value();
    return place(field)?.querySelector('input')?.value ?? '';
  }

  function isValid() {
    return provider.value() === REGISTRY && FIELDS.every((field) => !PROBLEMS[field](value(field)));
  }

  function showProviderFields() {
    const shown = provider.value() && (provider.value() === REGISTRY ? REGISTRY : 'other');
    if (providerFields.dataset.shown === shown) return;
    providerFields.dataset.shown = shown;
    const template = form.querySelector(`template[data-for="${shown}"]`);
    providerFields.replaceChildren(
      ...(template instanceof HTMLTemplateElement ? [template.content.cloneNode(true)] : []),
    );
    providerFields.hidden = !shown;
    rememberHints(providerFields);
    for (const field of FIELDS.slice(2)) touched.delete(field);
  }

  /**
   * Shows below a field that was left what it lacks, in place of its hint.
   * @param {Field} field
   */
  function showProblem(field) {
    const problem = touched.has(field) ? PROBLEMS[field](value(field)) : '';
    const at = place(field);
    const control = at?.querySelector('input, [role=combobox]');
    const hint = at?.querySelector('.hint');
    if (!at || !control || !hint) return;
    at.classList.toggle('wrong', problem !== '');
    if (problem) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
    hint.textContent = problem || (hints.get(hint.id) ?? '');
  }

  /** @param {Field} field */
  function changed(field) {
    answer.textContent = '';
    showProblem(field);
    add.disabled = !isValid();
    for (const callback of callbacks) callback(field);
  }

  /**
   * @param {Field} field
   * @param {Note | null} note
   */
  function setNote(field, note) {
    const box = place(field)?.querySelector('.box');
    if (!box) return;
    const old = box.querySelector('.note');
    const words = note ? `${note.word} ${note.text}` : '';
    if (note && old?.textContent === words && old.classList.contains(note.severity)) return;
    old?.remove();
    if (note) box.append(noteElement(note));
    if (!box.contains(document.activeElement)) return;
    // Read out only where the user is typing, once the typing pauses: the other notes are met on
    // the way through the fields, and the panel has told of them.
    clearTimeout(pause);
    pause = setTimeout(() => {
      aloud.textContent = words;
    }, PAUSE);
  }

  function reset() {
    const filled = FIELDS.filter((field) => value(field) !== '');
    touched.clear();
    clearTimeout(pause);
    aloud.textContent = '';
    provider.set('');
    showProviderFields();
    form.reset();
    for (const field of FIELDS) {
      setNote(field, null);
      showProblem(field);
    }
    answer.textContent = '';
    add.disabled = true;
    for (const field of filled) for (const callback of callbacks) callback(field);
  }

  // Capturing, as `blur` doesn't bubble and a script's events may not either.
  form.addEventListener('input', (event) => {
    const field = fieldOf(event);
    if (field) changed(field);
  }, true);
  form.addEventListener('blur', (event) => {
    const field = fieldOf(event);
    if (!field) return;
    touched.add(field);
    showProblem(field);
  }, true);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isValid()) answer.textContent = SAVED;
  });
  part('.plain').addEventListener('click', reset);
  part('#practice-provider-label').addEventListener('click', () => {
    trigger.focus();
    trigger.click();
  });

  return { onChange: (callback) => callbacks.push(callback), value, setNote, reset, isValid };
}

/**
 * @param {Note} note
 * @returns {HTMLElement}
 */
function noteElement({ severity, word, text }) {
  const note = document.createElement('div');
  note.className = `note ${severity}`;
  note.role = 'note';
  note.dataset.keyferry = ''; // ours: not to be taken for a label
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#icon-${severity}`);
  svg.append(use);
  const words = document.createElement('span');
  const first = document.createElement('b');
  first.textContent = word;
  words.append(svg, first, ` ${text}`);
  note.append(words);
  return note;
}
