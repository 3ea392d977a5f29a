import { dropdown } from './dropdown.js';
import { element, newId } from './element.js';
import { icon } from './icon.js';
import { offered } from './providers.js';
import { has, oneOf } from './variant.js';

/**
 * The choice of a provider, as a page draws it.
 *
 * @typedef {object} Choice
 * @property {HTMLElement} shown
 * @property {HTMLElement | undefined} named what bears its name, if anything does
 * @property {boolean} labelable whether a `<label for>` may name it
 * @property {HTMLElement[]} focusable what may have the focus
 * @property {() => void} update draws it as the model now is
 * @property {() => void} attached called when it has come into the document
 */

/**
 * @param {import('./model.js').Model} model
 * @param {AbortSignal} gone aborted when the choice leaves the page
 * @returns {Choice}
 */
export function choiceOf(model, gone) {
  const kind = oneOf('combobox', 'radios', 'datalist', 'menu-button', 'virtual', 'typeahead',
    'unmarked', 'popover', 'cards');
  switch (kind) {
    case 'radios':
      return radios(model);
    case 'cards':
      return cards(model);
    case 'datalist':
      return datalist(model);
    case undefined:
      if (!has('animated', 'late-options')) return select(model);
      return dropdown('combobox', model, gone);
    default:
      return dropdown(kind, model, gone);
  }
}

/** What there is to do for a choice without a list of its own. */
const nothing = () => {};

/** @param {import('./model.js').Model} model */
const touch = model => () => {
  if (model.quiet) return;
  model.provider.touched = true;
  model.changed('value');
};

/** @param {import('./model.js').Model} model @returns {Choice} */
function select(model) {
  const prompt = has('placeholder-only') ? 'Provider' : 'Choose a credentials provider';
  const made = element('select', { class: 'control', required: '' },
    element('option', { value: '', disabled: '', selected: '' }, prompt));
  offered.forEach((group, index) => {
    if (index > 0) made.append(element('hr'));
    made.append(...group.map(({ id, label }) => element('option', { value: id }, label)));
  });
  made.disabled = model.provider.disabled;
  made.addEventListener('change', () => model.choose(made.value));
  made.addEventListener('blur', touch(model));
  const update = () => {
    made.value = model.provider.value;
  };
  update();
  return {
    shown: made, named: made, labelable: true, focusable: [made], update, attached: nothing,
  };
}

/** @param {import('./model.js').Model} model @returns {Choice} */
function datalist(model) {
  const id = newId('providers');
  const input = element('input', {
    class: 'control', list: id, autocomplete: 'off', placeholder: 'Choose a credentials provider',
  });
  const all = offered.flat();
  input.disabled = model.provider.disabled;
  input.addEventListener('input', () => {
    model.choice.typed = input.value;
    model.choose(all.find(({ label }) => label === input.value)?.id ?? '');
  });
  input.addEventListener('blur', touch(model));
  const update = () => {
    const chosen = all.find(({ id }) => id === model.provider.value)?.label ?? '';
    const value = chosen || (model.choice.typed ?? '');
    if (input.value !== value) input.value = value;
  };
  update();
  const list = element('datalist', { id }, ...all.map(({ label }) =>
    element('option', { value: label })));
  return {
    shown: element('div', { class: 'picker' }, input, list), named: input, labelable: true,
    focusable: [input], update, attached: nothing,
  };
}

/** @param {import('./model.js').Model} model @returns {Choice} */
function radios(model) {
  const name = newId('radios');
  const each = offered.flat().map(provider => {
    const radio = element('input', { type: 'radio', name, value: provider.id });
    radio.disabled = model.provider.disabled;
    radio.addEventListener('change', () => model.choose(provider.id));
    radio.addEventListener('blur', touch(model));
    return { provider, radio };
  });
  const update = () => {
    for (const { provider, radio } of each) radio.checked = provider.id === model.provider.value;
  };
  update();
  const group = element('div', { class: 'cards', role: 'radiogroup' }, ...each.map(
    ({ provider, radio }) =>
      element('label', { class: 'choice-card' }, radio, icon(provider), provider.label)));
  return {
    shown: group, named: group, labelable: false,
    focusable: each.map(({ radio }) => radio), update, attached: nothing,
  };
}

/** @param {import('./model.js').Model} model @returns {Choice} */
function cards(model) {
  const each = offered.flat().map(provider => {
    const card = element('div', { class: 'choice-card' }, icon(provider), provider.label);
    card.addEventListener('click', () => {
      if (model.provider.disabled) return;
      model.provider.touched = true;
      model.choose(provider.id);
    });
    return { provider, card };
  });
  const update = () => {
    for (const { provider, card } of each) {
      card.classList.toggle('is-chosen', provider.id === model.provider.value);
    }
  };
  update();
  return {
    shown: element('div', { class: 'cards' }, ...each.map(({ card }) => card)),
    named: undefined, labelable: false, focusable: [], update, attached: nothing,
  };
}
