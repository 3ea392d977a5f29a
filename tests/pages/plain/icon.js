import { element } from './element.js';

/** @param {import('./providers.js').Provider} provider */
export function icon({ id, icon: has }) {
  const holder = element('span', { class: 'icon' });
  if (has) holder.append(element('img', { src: `/plain/icons/${id}.svg`, alt: '' }));
  return holder;
}
