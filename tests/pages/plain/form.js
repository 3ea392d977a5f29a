import { choiceOf } from './choices.js';
import { decoys } from './decoys.js';
import { element } from './element.js';
import { layoutOf } from './labels.js';
import { bind } from './model.js';
import { nameField, offered, providerField, providerOf } from './providers.js';
import { has } from './variant.js';

/** How often the variant `recreated` makes the form anew, in milliseconds. */
const PULSE = 200;

/**
 * The form, kept up to date with its model.
 *
 * @param {import('./model.js').Model} model
 * @param {{ list: string, gone: AbortSignal, left: () => void }} page
 *   `list` is the path of the credentials; `gone` is aborted when the page is left
 */
export function mountForm(model, page) {
  const holder = element('div');
  let stop = new AbortController();
  let drawn = draw(model, page, stop.signal);
  holder.append(drawn.form);
  model.listen(part => {
    drawn.update(part);
    if (part === 'page' || (part === 'value' && has('remade') && !model.quiet)) again();
  });
  page.gone.addEventListener('abort', () => stop.abort());

  const again = () => {
    const { activeElement } = document;
    const focused = drawn.focusable().findIndex(one => one === activeElement);
    const selected = activeElement instanceof HTMLInputElement ? activeElement.selectionStart : null;
    model.quiet = true;
    stop.abort();
    stop = new AbortController();
    drawn = draw(model, page, stop.signal);
    holder.replaceChildren(drawn.form);
    drawn.attached();
    const next = drawn.focusable()[focused];
    next?.focus({ preventScroll: true });
    if (next instanceof HTMLInputElement && selected !== null) {
      next.setSelectionRange(selected, selected);
    }
    model.quiet = false;
  };
  if (has('recreated')) {
    const pulse = setInterval(again, PULSE);
    page.gone.addEventListener('abort', () => clearInterval(pulse));
  }
  return {
    holder,
    /** To be called when it has come into the document. */
    attached: () => drawn.attached(),
    /** @param {Node} node @returns {boolean} whether it is one of the form's own fields */
    holds: node => drawn.root.contains(node),
  };
}

/**
 * @param {import('./model.js').Model} model
 * @param {{ list: string, left: () => void }} page
 * @param {AbortSignal} gone
 */
function draw(model, { list, left }, gone) {
  const layout = layoutOf();
  const choice = choiceOf(model, gone);
  const name = textField(nameField, model.name, model);
  /** @type {{ of: string, input: HTMLElement, nodes: HTMLElement[] }[]} */
  let rows = [];

  const addFields = (/** @type {string} */ of) => {
    for (const field of providerOf(of)?.fields ?? []) {
      const bound = model.keysOf(of)[field.key];
      if (!bound) continue;
      const input = textField(field, bound, model);
      const nodes = layout.add({ field, shown: input, named: input, labelable: true });
      rows.push({ of, input, nodes });
    }
  };
  const showFields = () => {
    if (has('shown-fields')) {
      for (const { of, nodes } of rows) {
        for (const node of nodes) node.classList.toggle('is-off', of !== model.fieldsOf);
      }
      return;
    }
    for (const node of rows.flatMap(({ nodes }) => nodes)) node.remove();
    rows = [];
    addFields(model.fieldsOf);
  };

  const isFirst = has('two-pages') && model.page === 1;
  if (!has('two-pages') || isFirst) {
    layout.add({ field: nameField, shown: name, named: name, labelable: true });
    layout.add({ field: providerField, ...choice });
  }
  if (has('shown-fields')) offered.flat().forEach(({ id }) => addFields(id));
  if (!isFirst) showFields();

  const next = element('button', { type: 'button', class: 'button next' }, 'Next');
  next.addEventListener('click', () => {
    model.page = 2;
    model.changed('page');
  });
  const add = element('button', { type: 'submit', class: 'button primary' },
    model.edit ? 'Update' : 'Add');
  const cancel = element('a', { class: 'button', href: list }, 'Cancel');
  const around = decoys();
  const form = element('form', { class: 'card', novalidate: '', autocomplete: 'off' },
    element('div', { class: 'card-body' }, ...around.before, layout.root, ...around.after),
    element('datalist', { id: 'earlier' }, ...['quay.io', 'rnaseq+puller'].map(value =>
      element('option', { value }))),
    element('div', { class: 'card-footer' }, cancel, isFirst ? next : add));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (!model.valid()) return;
    model.submitted = true;
    const id = model.edit ? `/${model.name.value}` : '';
    const answer = await fetch(`/api/credentials${id}`, {
      method: model.edit ? 'PUT' : 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Page': location.pathname },
      body: JSON.stringify({ credentials: model.credentials() }),
    });
    if (answer.ok) left();
  });

  const update = (/** @type {import('./model.js').Part} */ part) => {
    if (part === 'fields' && !isFirst) showFields();
    if (part === 'choice') choice.update();
    add.disabled = !model.valid();
    next.disabled = !model.name.value || !model.provider.value;
  };
  update('value');
  return {
    form,
    root: layout.root,
    update,
    attached: choice.attached,
    focusable: () => [name, ...choice.focusable, ...rows.map(({ input }) => input)],
  };
}

/**
 * @param {import('./providers.js').Field} field
 * @param {import('./model.js').Control} bound
 * @param {import('./model.js').Model} model
 */
function textField({ key, placeholder, secret, required }, bound, model) {
  const isText = key === 'password' && has('textarea-password');
  const made = isText
    ? element('textarea', { class: 'control', rows: '2', placeholder })
    : element('input', { class: 'control', type: secret ? 'password' : 'text', placeholder });
  if (made instanceof HTMLInputElement && secret && has('masked')) {
    made.type = 'text';
    made.classList.add('masked');
  }
  made.required = required;
  if (has('woken')) {
    made.readOnly = true;
    made.addEventListener('focus', () => {
      made.readOnly = false;
    });
    made.addEventListener('blur', () => {
      made.readOnly = true;
    });
  }
  if (has('suggesting') && (key === 'userName' || key === 'registry')) {
    made.setAttribute('list', 'earlier');
  }
  bind(made, bound, model);
  return made;
}
