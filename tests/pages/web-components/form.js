import { element } from '../bootstrap/element.js';
import { control, required } from '../bootstrap/model.js';
import { groups } from '../bootstrap/providers.js';
import { component } from './component.js';
import { field, input } from './field.js';
import { select } from './select.js';

/** How late the fields of a provider come in the variant `slow-fields`, in milliseconds. */
const SLOW = 400;

const providers = groups.flat();

/** @typedef {import('../bootstrap/model.js').Control} Control */

/** What a saved credential has; the server gives all of it back but the secret. */
const saved = {
  name: 'wave-ecr',
  userName: 'AKIARZPUZDIKLVLVLVLV',
  password: '',
  registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
};
const prefilled = {
  name: 'quay-robot',
  userName: 'rnaseq+puller',
  password: 'typed-by-the-user',
  registry: 'quay.io',
};

/**
 * The model of the form, apart from everything that is drawn of it.
 *
 * @param {{ variant: string, editing: boolean, changed: () => void, chosen: () => void }} given
 */
export function credentials({ variant, editing, changed, chosen }) {
  const held = editing ? saved : variant === 'prefilled' ? prefilled : undefined;
  const name = control([required, value => /^[A-Za-z0-9_-]+$/.test(value)], () => changed());
  const provider = control([required], () => {
    const isOther = provider.value !== before;
    if (isOther) renew();
    changed();
    if (isOther) chosen();
  });
  /** @type {Record<string, Control>} */
  let keys = {};
  let before = '';

  const fields = () => providers.find(({ id }) => id === provider.value)?.fields ?? [];
  const renew = () => {
    before = provider.value;
    keys = Object.fromEntries(fields().map(field =>
      [field.key, control(field.required ? [required] : [], () => changed())]));
  };
  const all = () => [name, provider, ...Object.values(keys)];

  if (held) {
    provider.value = 'container-reg';
    renew();
    for (const [key, value] of Object.entries(held)) (keys[key] ?? name).value = value;
  }
  const valid = () => all().every(one => one.valid);
  return {
    name,
    provider,
    fields,
    keys: () => keys,
    valid,
    submitted: false,
    read() {
      const { userName, password, registry } = keys;
      const parts = { name, provider, userName, password, registry };
      const each = (/** @type {(one: Control | undefined) => string | boolean} */ of) =>
        Object.fromEntries(Object.entries(parts).map(([key, one]) => [key, of(one)]));
      return {
        look: 'web-components',
        value: each(one => one?.value ?? ''),
        valid: valid(),
        dirty: all().some(one => one.dirty),
        touched: each(one => one?.touched ?? false),
        submitted: this.submitted,
      };
    },
  };
}

/** The form; it is given `list`, `variant`, `editing`, `go` and `show`, which takes the model. */
component('st-credentials-form', `
  form { display: flex; flex-direction: column; }
  .body { display: flex; flex-direction: column; gap: 18px; padding: 28px 24px; }
  .keys { display: contents; }
  label { display: block; margin-bottom: 6px; font-weight: 600; }
  em { margin-left: 3px; color: #b91c1c; font-style: normal; }
  footer {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
    padding: 12px 24px;
    border-top: 1px solid #e4e4e7;
  }
  footer > * {
    padding: 9px 16px;
    border: 1px solid #d4d4d8;
    border-radius: 4px;
    background: #fff;
    color: inherit;
    font-weight: 600;
    text-decoration: none;
    cursor: pointer;
  }
  button { border-color: transparent; background: #0284c7; color: #fff; }
  button:disabled { opacity: 0.5; cursor: default; }
`, host => {
  const { list, variant, editing, go, show } = host;
  const add = element('button', { type: 'submit' }, editing ? 'Update' : 'Add');
  const keyFields = element('div', { class: 'keys' });
  const model = credentials({
    variant,
    editing,
    changed: () => {
      add.disabled = !model.valid();
    },
    chosen: () => {
      keyFields.replaceChildren();
      if (variant === 'navigates') go(list);
      else if (variant !== 'slow-fields') showKeys();
      else setTimeout(showKeys, SLOW);
    },
  });
  const showKeys = () => {
    keyFields.replaceChildren(...model.fields().map(({ key, label, hint, required, secret }) => {
      const bound = /** @type {Control} */ (model.keys()[key]);
      const made = input(bound, { type: secret ? 'password' : 'text' });
      return field({ label, hint, required, made });
    }));
  };
  add.disabled = !model.valid();
  showKeys();

  const name = input(model.name, { label: 'Name', required: '' });
  name.toggleAttribute('disabled', editing);
  const offered = providers.filter(({ id }) =>
    variant !== 'no-registry-option' || id !== 'container-reg');
  const form = element('form', { novalidate: '', autocomplete: 'off' },
    element('div', { class: 'body' },
      field({
        label: 'Name',
        required: true,
        labelInside: true,
        made: name,
        hint: 'A unique name to identify these credentials. Use only alphanumeric, dash, and'
          + ' underscore characters.',
      }),
      field({
        label: 'Provider',
        required: true,
        made: select(model.provider, offered, editing),
        hint: 'Select provider (or credential type).',
      }),
      keyFields),
    element('footer', {}, element('a', { href: list }, 'Cancel'), add));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (!model.valid()) return;
    model.submitted = true;
    const { name, provider } = model;
    const keys = Object.fromEntries(
      Object.entries(model.keys()).map(([key, { value }]) => [key, value]));
    const answer = await fetch('/api/credentials', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Page': location.pathname },
      body: JSON.stringify({ credentials: { keys, name: name.value, provider: provider.value } }),
    });
    if (answer.ok) go(list);
  });
  show(model);
  return [form];
});

/** The card that the form stands in; it is given `made`. */
component('st-card', `
  section {
    border: 1px solid #e4e4e7;
    border-radius: 8px;
    background: #fff;
    box-shadow: 0 10px 30px rgb(0 0 0 / 6%);
  }
  h2 {
    padding: 14px 24px;
    border-bottom: 1px solid #e4e4e7;
    margin: 0;
    font-size: 18px;
    font-weight: 600;
  }
`, host => [
  element('section', { 'aria-labelledby': 'heading' },
    element('h2', { id: 'heading' }, host.getAttribute('heading') ?? ''),
    host.made ?? element('slot')),
]);
