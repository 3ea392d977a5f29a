import { element, newId } from './element.js';
import { oneOf } from './variant.js';

/**
 * A field, drawn but for its name.
 *
 * @typedef {object} Drawn
 * @property {import('./providers.js').Field} field
 * @property {HTMLElement} shown
 * @property {HTMLElement | undefined} named what bears the name, if anything does
 * @property {boolean} labelable whether a `<label for>` may name it
 *
 * @typedef {object} Layout
 * @property {HTMLElement} root
 * @property {(drawn: Drawn) => HTMLElement[]} add gives what it has added to the root
 */

/** How the fields of the form are named and laid out. @returns {Layout} */
export function layoutOf() {
  const how = oneOf('table-labels', 'aria-only', 'placeholder-only', 'formcontrolname-only',
    'floating', 'asterisks', 'dl', 'fieldset-legend', 'labels-right', 'labels-apart');
  switch (how) {
    case 'table-labels': {
      const rows = element('tbody');
      return {
        root: element('table', {}, rows),
        add: drawn => add(rows, element('tr', {}, element('td', {}, drawn.field.label),
          element('td', {}, drawn.shown, hint(drawn)))),
      };
    }
    case 'dl': {
      const root = element('dl');
      return {
        root,
        add: drawn => add(root, element('dt', {}, drawn.field.label),
          element('dd', {}, drawn.shown, hint(drawn))),
      };
    }
    case 'labels-right':
      return columns(true);
    case 'labels-apart':
      return columns(false);
    case 'aria-only':
      return boxes(({ field, shown, named }) => {
        named?.setAttribute('aria-label', field.label);
        return [shown];
      });
    case 'placeholder-only':
      return boxes(({ field, shown, named }) => {
        if (named?.matches('input,textarea')) named.setAttribute('placeholder', field.label);
        return [shown];
      });
    case 'formcontrolname-only':
      return boxes(({ field, shown, named }) => {
        (named ?? shown).setAttribute('formcontrolname', field.key);
        if (named?.matches('input,textarea')) named.removeAttribute('placeholder');
        return [shown];
      });
    case 'floating':
      return boxes(drawn => [element('div', { class: 'floating' },
        drawn.shown, label(drawn, drawn.field.label)), describedBy(drawn)]);
    case 'fieldset-legend':
      return boxes(drawn => [element('fieldset', {},
        element('legend', {}, drawn.field.label), drawn.shown), describedBy(drawn)]);
    case 'asterisks':
      return boxes(drawn => {
        const { label: text, required, key } = drawn.field;
        // Seqera's own stand close in one place and apart in another.
        const star = key === 'provider' ? '*' : ' *';
        return [label(drawn, required ? text + star : text), drawn.shown, describedBy(drawn)];
      });
    default:
      return boxes(drawn => [label(drawn, drawn.field.label), drawn.shown, describedBy(drawn)]);
  }
}

/**
 * @param {HTMLElement} root
 * @param {...HTMLElement} nodes
 */
function add(root, ...nodes) {
  root.append(...nodes);
  return nodes;
}

/**
 * One box for each field.
 *
 * @param {(drawn: Drawn) => HTMLElement[]} within
 * @returns {Layout}
 */
function boxes(within) {
  const root = element('div');
  return { root, add: drawn => add(root, element('div', { class: 'field' }, ...within(drawn))) };
}

/**
 * A column of labels and one of fields; each column in one piece.
 *
 * @param {boolean} tied whether anything but its place tells which label is whose
 * @returns {Layout}
 */
function columns(tied) {
  const root = element('div', { class: 'columns' });
  let row = 0;
  return {
    root,
    add: ({ field, shown, named }) => {
      row += 1;
      const text = element('div', { id: newId('label') }, field.label);
      const cell = element('div', {}, shown);
      if (tied) named?.setAttribute('aria-labelledby', text.id);
      if (!tied && named?.matches('input,textarea')) named.removeAttribute('placeholder');
      for (const [column, one] of [text, cell].entries()) {
        one.style.gridArea = `${row} / ${column + 1}`;
      }
      root.insertBefore(text, [...root.children].find(one => !one.id) ?? null);
      root.append(cell);
      return [text, cell];
    },
  };
}

/**
 * A label tied to its field, as far as it can be.
 *
 * @param {Drawn} drawn
 * @param {string} text
 */
function label({ named, labelable }, text) {
  if (!named) return element('div', { class: 'label' }, text);
  if (!labelable) {
    const made = element('div', { class: 'label', id: newId('label') }, text);
    named.setAttribute('aria-labelledby', made.id);
    return made;
  }
  named.id ||= newId('field');
  return element('label', { class: 'label', for: named.id }, text);
}

/** @param {Drawn} drawn */
const hint = ({ field }) => element('small', {}, field.hint);

/** @param {Drawn} drawn */
function describedBy(drawn) {
  const made = hint(drawn);
  made.id = newId('hint');
  drawn.named?.setAttribute('aria-describedby', made.id);
  return made;
}
