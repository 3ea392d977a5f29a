import { useEffect, useLayoutEffect, useState } from 'react';
import { providers } from './providers.js';
import { variant } from './variant.js';

/** How late the fields of a provider come in the variant `slow-fields`, in milliseconds. */
const SLOW = 400;
/** How late the providers come in the variant `late-options`, counted from the first opening. */
const LATE = 700;
/** How often every element is made anew in the variant `keyed`. */
const AGAIN = 200;

/**
 * What a form holds, and nothing else: React draws the inputs from it, so that a value which was
 * only written into an input is unknown to the page, and gone the next time it draws.
 *
 * @typedef {object} Credentials
 * @property {string} name
 * @property {string} provider
 * @property {Record<string, string>} keys what the provider's inputs hold
 * @property {Record<string, boolean>} touched
 * @property {boolean} dirty
 * @property {boolean} submitted
 */

/** @type {Credentials} */
const empty = {
  name: '', provider: '', keys: {}, touched: {}, dirty: false, submitted: false,
};

/** @type {Credentials} */
const prefilled = {
  ...empty,
  name: 'quay-robot',
  provider: 'container-reg',
  keys: { userName: 'rnaseq+puller', password: 'typed-by-the-user', registry: 'quay.io' },
};

/** What was saved before: the server gives all of it back but the secret. @type {Credentials} */
const saved = {
  ...empty,
  name: 'wave-ecr',
  provider: 'container-reg',
  keys: {
    userName: 'AKIARZPUZDIKLVLVLVLV',
    password: '',
    registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  },
};

const shown = /** @type {{ seqeraForm?: () => object | null }} */ (globalThis);
shown.seqeraForm = () => null;

/** @param {string} id */
const fieldsOf = id => providers.find(provider => provider.id === id)?.fields ?? [];

/** @param {Credentials} form */
function problems({ name, provider, keys }) {
  /** @type {Record<string, string>} */
  const found = {};
  if (!name) found.name = 'Name is required.';
  else if (!/^[A-Za-z0-9_-]{1,100}$/.test(name)) {
    found.name = 'Use only alphanumeric, dash, and underscore characters.';
  }
  if (!provider) found.provider = 'Provider is required.';
  for (const { key, label, required } of fieldsOf(provider)) {
    if (required && !keys[key]) found[key] = `${label} is required.`;
  }
  return found;
}

/**
 * The state of the form, kept above all that is drawn of it.
 *
 * @param {{ look: string, editing: boolean, leave: () => void }} page
 */
export function useCredentials({ look, editing, leave }) {
  const [form, setForm] = useState(
    editing ? saved : variant === 'prefilled' ? prefilled : empty,
  );
  const [fieldsFor, setFieldsFor] = useState(form.provider);
  const [open, setOpen] = useState(false);
  const [isLoaded, setLoaded] = useState(variant !== 'late-options');
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const timer = setTimeout(() => setFieldsFor(form.provider), SLOW);
    return () => clearTimeout(timer);
  }, [form.provider]);
  useEffect(() => {
    // What was asked for comes also when the list is closed again.
    if (open && !isLoaded) setTimeout(() => setLoaded(true), LATE);
  }, [open, isLoaded]);
  useEffect(() => {
    if (variant !== 'keyed') return undefined;
    const timer = setInterval(() => setTurn(turn => turn + 1), AGAIN);
    return () => clearInterval(timer);
  }, []);

  const errors = problems(form);
  const valid = Object.keys(errors).length === 0;
  useLayoutEffect(() => {
    const { name, provider, keys, touched, dirty, submitted } = form;
    const { userName = '', password = '', registry = '' } = keys;
    shown.seqeraForm = () => ({
      look,
      value: { name, provider, userName, password, registry },
      valid,
      dirty,
      touched: Object.fromEntries(['name', 'provider', 'userName', 'password', 'registry']
        .map(field => [field, touched[field] ?? false])),
      submitted,
    });
    return () => {
      shown.seqeraForm = () => null;
    };
  });

  return {
    form,
    valid,
    open,
    setOpen,
    /** Changes with every time that all elements are to be made anew. */
    turn,
    /** The providers to choose from; none while they are still being loaded. */
    offered: isLoaded
      ? providers.filter(({ id }) => variant !== 'no-registry-option' || id !== 'container-reg')
      : undefined,
    fields: variant !== 'slow-fields' || fieldsFor === form.provider
      ? fieldsOf(form.provider)
      : [],
    /** @param {string} field */
    error: field => form.touched[field] ? errors[field] : undefined,
    /** @param {string} field */
    touch: field => setForm(form => ({ ...form, touched: { ...form.touched, [field]: true } })),
    /** @param {string} name */
    setName: name => setForm(form => ({ ...form, name, dirty: true })),
    /** @param {string} provider */
    choose: provider => {
      if (variant === 'navigates') {
        leave();
        return;
      }
      setForm(form => provider === form.provider ? form : {
        ...form,
        provider,
        keys: Object.fromEntries(fieldsOf(provider).map(({ key }) => [key, ''])),
        touched: { name: form.touched.name ?? false, provider: form.touched.provider ?? false },
        dirty: true,
      });
    },
    /** @param {string} key @param {string} value */
    setKey: (key, value) =>
      setForm(form => ({ ...form, keys: { ...form.keys, [key]: value }, dirty: true })),
    submit: async () => {
      if (!valid) return;
      const { name, provider, keys } = form;
      setForm(form => ({ ...form, submitted: true }));
      const answer = await fetch('/api/credentials', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Page': location.pathname },
        body: JSON.stringify({ credentials: { keys, name, provider } }),
      });
      if (answer.ok) leave();
    },
  };
}
