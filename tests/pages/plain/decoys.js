import { element, newId } from './element.js';
import { nameField, offered, providerField, providerOf } from './providers.js';
import { has } from './variant.js';

/**
 * How a decoy is kept from being seen; `main.css` says the rest. What is behind or beneath something
 * has that something with it.
 */
const before = ['hidden', 'no-size', 'transparent', 'off-screen', 'clipped-path', 'covered'];
const after = [
  'behind', 'details', 'aria-hidden', 'invisible', 'cut-off', 'filtered', 'one-pixel', 'masked',
];

const fields = [nameField, ...providerOf('container-reg')?.fields ?? []];

/** Fields with the form's labels that nobody sees, for before and after its own. */
export function decoys() {
  const all = has('decoys') ? { before, after } : { before: [], after: [] };
  return {
    before: all.before.map(decoy),
    after: [...all.after, ...has('unscrolled') ? ['unscrolled'] : []].map(decoy),
  };
}

/** @param {string} how */
function decoy(how) {
  const id = newId('decoy');
  const select = element('select', { id, class: 'control', tabindex: '-1' }, element('option'),
    ...offered.flat().map(({ id: value, label }) => element('option', { value }, label)));
  const within = [
    box(id, providerField.label, select),
    ...fields.map(({ label, placeholder, secret }) => {
      const own = newId('decoy');
      return box(own, label, element('input', {
        id: own, class: 'control', type: secret ? 'password' : 'text', placeholder, tabindex: '-1',
      }));
    }),
  ];
  switch (how) {
    case 'hidden':
      return element('div', { hidden: '' }, ...within);
    case 'details':
      return element('details', {}, element('summary', {}, 'How are keys stored?'), ...within);
    case 'aria-hidden':
      return element('div', { class: 'decoy-aria-hidden', 'aria-hidden': 'true' }, ...within);
    case 'covered':
    case 'behind':
      return element('div', { class: 'note' }, element('div', { class: `decoy-${how}` }, ...within),
        element('p', { class: 'note-text' }, how === 'covered'
          ? 'Credentials are encrypted at rest.'
          : 'Only owners and admins can change credentials.'));
    case 'unscrolled':
      return element('div', { class: 'decoy-unscrolled' }, element('p', { class: 'note-text' },
        'A credential can be used in the whole workspace.'), ...within);
    default:
      return element('div', { class: `decoy-${how}` }, ...within);
  }
}

/**
 * @param {string} id
 * @param {string} text
 * @param {HTMLElement} control
 */
const box = (id, text, control) =>
  element('div', { class: 'field' }, element('label', { class: 'label', for: id }, text), control);
