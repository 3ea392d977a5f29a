import { element } from '../bootstrap/element.js';
import { bind } from '../bootstrap/model.js';
import { component } from './component.js';

/** An input in a root of its own. `label` gives it a label there; else that is around it. */
component('st-input', `
  label { display: block; margin-bottom: 6px; font-weight: 600; }
  em { margin-left: 3px; color: #b91c1c; font-style: normal; }
  input {
    width: 100%;
    height: 40px;
    padding: 0 12px;
    border: 1px solid #d4d4d8;
    border-radius: 4px;
    background: #fff;
    color: inherit;
  }
  input:focus { border-color: #0284c7; outline: 3px solid rgb(14 165 233 / 30%); }
  input.ng-touched.ng-invalid { border-color: #b91c1c; }
  input:disabled { background: #f4f4f5; color: #71717a; }
`, host => {
  const input = element('input', { type: host.getAttribute('type') ?? 'text', id: 'input' });
  input.disabled = host.hasAttribute('disabled');
  bind(input, host.control);
  const label = host.getAttribute('label');
  if (!label) return [input];
  const shown = element('label', { for: 'input' }, label);
  if (host.hasAttribute('required')) shown.append(element('em', {}, '*'));
  return [shown, input];
});

/**
 * A field around its control: the label comes from outside through a slot, what is typed into is
 * made here.
 */
component('st-field', `
  .hint { margin-top: 4px; color: #71717a; font-size: 13px; }
`, host => [
  element('slot', { name: 'label' }),
  host.made,
  element('div', { class: 'hint' }, element('slot', { name: 'hint' })),
]);

/**
 * @typedef {object} Field
 * @property {string} label
 * @property {string} hint
 * @property {boolean} required
 * @property {HTMLElement} made what the user types into or chooses in
 * @property {boolean} [labelInside] when `made` has the label itself
 */

/** @param {Field} field */
export function field({ label, hint, required, made, labelInside = false }) {
  const shown = element('st-field');
  Object.assign(shown, { made });
  if (!labelInside) {
    const title = element('label', { slot: 'label' }, label);
    if (required) title.append(element('em', {}, '*'));
    shown.append(title);
  }
  shown.append(element('span', { slot: 'hint' }, hint));
  return shown;
}

/**
 * @param {import('../bootstrap/model.js').Control} control
 * @param {Record<string, string>} attributes
 */
export function input(control, attributes) {
  return Object.assign(element('st-input', attributes), { control });
}
