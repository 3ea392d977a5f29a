import { dropdown } from './dropdown.js';
import { element } from './element.js';
import { bind, control, required } from './model.js';
import { groups } from './providers.js';

/** How late the fields of a provider come in the variant `slow-fields`, in milliseconds. */
const SLOW = 400;

/**
 * The page Add Credentials.
 *
 * @param {{
 *   list: string, variant: string, gone: AbortSignal, go: (path: string) => void,
 * }} page `list` is the path of the credentials; `gone` is aborted when the page is left
 * @returns {{ content: Node[], read: () => object }} what to show, and the model as tests read it
 */
export function addCredentials({ list, variant, gone, go }) {
  const update = () => {
    add.disabled = !valid();
  };
  const name = control([required, value => /^[A-Za-z0-9_-]+$/.test(value)], update);
  const provider = control([required], choose);
  /** @type {Record<string, import('./model.js').Control>} */
  let keys = {};
  let chosen = '';
  let submitted = false;

  const valid = () => [name, provider, ...Object.values(keys)].every(one => one.valid);
  const offered = variant === 'no-registry-option'
    ? groups.map(group => group.filter(({ id }) => id !== 'container-reg'))
    : groups;
  const keyFields = element('div');
  const add = element('button', { type: 'submit', class: 'btn btn-primary' }, 'Add');
  const cancel = element('a', { class: 'btn btn-secondary', href: list }, 'Cancel');

  function choose() {
    update();
    if (provider.value === chosen) return;
    chosen = provider.value;
    keys = {};
    keyFields.replaceChildren();
    if (variant === 'navigates') {
      go(list);
      return;
    }
    const fields = groups.flat().find(({ id }) => id === chosen)?.fields ?? [];
    // In the model at once, also when slow on the screen: without its keys the form isn't valid.
    keys = Object.fromEntries(fields.map(field =>
      [field.key, control(field.required ? [required] : [], update)]));
    update();
    if (variant === 'prefilled') prefill();
    const bound = keys;
    const show = () => {
      if (bound !== keys) return;
      keyFields.replaceChildren(...fields.map(field => group(field, input(field))));
    };
    if (variant === 'slow-fields') setTimeout(show, SLOW);
    else show();
  }

  function prefill() {
    if (chosen !== 'container-reg') return;
    if (keys.userName) keys.userName.value = 'rnaseq+puller';
    if (keys.password) keys.password.value = 'typed-by-the-user';
    if (keys.registry) keys.registry.value = 'quay.io';
  }

  /** @param {import('./providers.js').KeyField} field */
  function input({ key, placeholder, secret }) {
    const made = element('input', {
      type: secret ? 'password' : 'text', class: 'form-control', placeholder,
    });
    const bound = keys[key];
    if (bound) bind(made, bound);
    return made;
  }

  const nameInput = element('input', {
    type: 'text', class: 'form-control', placeholder: 'Type a name',
  });
  if (variant === 'prefilled') {
    name.value = 'quay-robot';
    provider.value = 'container-reg';
    choose();
  }
  bind(nameInput, name);

  const form = element('form', { class: 'card', novalidate: '', autocomplete: 'off' },
    element('div', { class: 'card-header' }, element('h4', {}, 'New Credentials')),
    element('div', { class: 'card-body' },
      group({
        label: 'Name',
        required: true,
        hint: 'A unique name to identify these credentials. Use only alphanumeric, dash and'
          + ' underscore characters.',
      }, nameInput),
      group({
        label: 'Provider', required: true, hint: 'Select provider (or credential type).',
      }, dropdown(offered, provider, gone)),
      keyFields),
    element('div', { class: 'card-footer' }, cancel, add));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (!valid()) return;
    submitted = true;
    const answer = await fetch('/api/credentials', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Page': location.pathname },
      body: JSON.stringify({
        credentials: {
          keys: Object.fromEntries(Object.entries(keys).map(([key, { value }]) => [key, value])),
          name: name.value,
          provider: provider.value,
        },
      }),
    });
    if (answer.ok) go(list);
  });
  update();

  const read = () => {
    const { userName, password, registry } = keys;
    return {
      look: 'bootstrap',
      value: {
        name: name.value,
        provider: provider.value,
        userName: userName?.value ?? '',
        password: password?.value ?? '',
        registry: registry?.value ?? '',
      },
      valid: valid(),
      dirty: [name, provider, ...Object.values(keys)].some(({ dirty }) => dirty),
      touched: {
        name: name.touched,
        provider: provider.touched,
        userName: userName?.touched ?? false,
        password: password?.touched ?? false,
        registry: registry?.touched ?? false,
      },
      submitted,
    };
  };
  return { content: [form], read };
}

/**
 * A label above its control, tied to it by nothing but its place.
 *
 * @param {{ label: string, required: boolean, hint: string }} field
 * @param {HTMLElement} shown
 */
function group({ label, required, hint }, shown) {
  const title = element('label', {}, element('strong', {}, label));
  if (required) title.append(' ', element('em', {}, '(Required)'));
  return element('div', { class: 'form-group' }, title, shown,
    element('small', { class: 'form-text' }, hint));
}
