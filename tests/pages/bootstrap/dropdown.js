import { element } from './element.js';
import { showState } from './model.js';

/**
 * The icon dropdown: a button and, while it is open, a menu beside it. It says nothing of itself
 * to assistive technology, as Seqera's didn't.
 *
 * @param {import('./providers.js').Provider[][]} groups
 * @param {import('./model.js').Control} bound
 * @param {AbortSignal} gone aborted when the form leaves the page
 * @returns {HTMLElement}
 */
export function dropdown(groups, bound, gone) {
  const toggle = element('button', { type: 'button', class: 'form-control dropdown-toggle' });
  const holder = element('div', { class: 'dropdown' }, toggle);
  /** @type {HTMLElement | undefined} */
  let menu;

  const close = () => {
    menu?.remove();
    menu = undefined;
    holder.classList.remove('show');
  };
  const open = () => {
    bound.touched = true;
    menu = element('div', { class: 'dropdown-menu' });
    groups.forEach((group, index) => {
      if (index > 0) menu?.append(element('div', { class: 'dropdown-divider' }));
      for (const provider of group) {
        const item = element('a', { class: 'dropdown-item' }, icon(provider.id), provider.label);
        item.addEventListener('click', () => {
          bound.value = provider.id;
          bound.dirty = true;
          close();
          show();
          bound.onChange();
        });
        menu?.append(item);
      }
    });
    holder.append(menu);
    holder.classList.add('show');
    show();
    bound.onChange();
  };
  const show = () => {
    const chosen = groups.flat().find(({ id }) => id === bound.value);
    toggle.replaceChildren(...chosen
      ? [icon(chosen.id), chosen.label]
      : [element('span', { class: 'placeholder' }, 'Choose a credentials provider')]);
    showState(toggle, bound);
  };

  toggle.addEventListener('click', () => {
    if (menu) close();
    else open();
  });
  document.addEventListener('click', event => {
    if (!event.composedPath().includes(holder)) close();
  }, { signal: gone });
  document.addEventListener('keydown', event => {
    if (event.keyCode === 27) close();
  }, { signal: gone });
  show();
  return holder;
}

/** @param {string} id */
function icon(id) {
  const holder = element('span', { class: 'icon' });
  if (id !== 'local') {
    holder.append(element('img', { src: `/bootstrap/icons/${id}.svg`, alt: '' }));
  }
  return holder;
}
