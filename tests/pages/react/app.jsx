/**
 * Seqera as it would be in React, as far as Add Credentials goes. What a look has of its own are
 * the parts that it draws the form with.
 *
 * @typedef {object} TextPart
 * @property {string} label
 * @property {string} hint
 * @property {string} [error] shown in place of the hint
 * @property {boolean} [required]
 * @property {boolean} [secret]
 * @property {boolean} [disabled]
 * @property {string} value
 * @property {(value: string) => void} onChange
 * @property {() => void} onBlur
 *
 * @typedef {object} OwnProviderPart
 * @property {import('./providers.js').Provider[]} [offered] none while they are being loaded
 * @property {boolean} open whether the list is
 * @property {(open: boolean) => void} onOpen
 * @typedef {TextPart & OwnProviderPart} ProviderPart `value` and `onChange` are of the API's id
 *
 * @typedef {object} ButtonPart
 * @property {'primary' | 'quiet'} kind
 * @property {string} [href] makes it a link
 * @property {'submit'} [type]
 * @property {boolean} [disabled]
 * @property {import('react').ReactNode} children
 *
 * @typedef {object} Look
 * @property {string} name
 * @property {import('react').ComponentType<TextPart>} Text
 * @property {import('react').ComponentType<ProviderPart>} Provider
 * @property {import('react').ComponentType<ButtonPart>} Button
 * @property {import('react').ComponentType<{ children: import('react').ReactNode }>} [Frame]
 *   what the library wants around everything
 */
import { Fragment, useEffect, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { useCredentials } from './credentials.js';
import { variant } from './variant.js';

/** @param {Look} look */
export function start(look) {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link) return;
    event.preventDefault();
    go(link.getAttribute('href') ?? '/');
  });
  const { Frame = Fragment } = look;
  createRoot(/** @type {Element} */ (document.getElementById('root')))
    .render(<Frame><App look={look} /></Frame>);
}

/** @param {string} path */
function go(path) {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** @param {() => void} changed */
function listen(changed) {
  addEventListener('popstate', changed);
  return () => removeEventListener('popstate', changed);
}

/** @param {{ look: Look }} props */
function App({ look }) {
  const path = useSyncExternalStore(listen, () => location.pathname);
  const [, base = '', rest = ''] =
    /^(\/(?:orgs\/[^/]+\/workspaces\/[^/]+|user\/[^/]+))(\/.*)?$/.exec(path) ?? [];
  const list = `${base}/credentials`;
  const place = base.split('/').filter(part =>
    part !== '' && part !== 'orgs' && part !== 'workspaces' && part !== 'user');
  return (
    <>
      <header className="top">
        <nav className="crumbs">
          {place.map(name => <span key={name}>{name} <i>/</i></span>)}
          {base && <a href={list}>Credentials</a>}
        </nav>
      </header>
      <main>{pageOf(rest, list, look)}</main>
    </>
  );
}

/**
 * @param {string} rest the path below the workspace's
 * @param {string} list path of the credentials
 * @param {Look} look
 */
function pageOf(rest, list, look) {
  const isNew = rest === '/credentials/new';
  if (variant !== 'no-form' && (isNew || /^\/credentials\/[^/]+\/edit$/.test(rest))) {
    return <CredentialsForm key={rest} look={look} list={list} editing={!isNew} />;
  }
  if (rest === '/credentials') return <CredentialsList list={list} look={look} />;
  return (
    <>
      <div className="title"><h1>Launchpad</h1></div>
      <section className="card">
        <h2 className="card-header">Pipelines</h2>
        <div className="card-body"><p>No pipelines in this workspace yet.</p></div>
      </section>
    </>
  );
}

/** @param {{ look: Look, list: string, editing: boolean }} props */
function CredentialsForm({ look, list, editing }) {
  const { name, Text, Provider, Button } = look;
  const {
    form, valid, open, setOpen, turn, offered, fields, error, touch, setName, choose, setKey,
    submit,
  } = useCredentials({ look: name, editing, leave: () => go(list) });
  return (
    <>
      <div className="title">
        <a className="back" href={list} aria-label="Back">
          <svg viewBox="0 0 16 16" width="16" height="16"><path d="M10 3 5 8l5 5" /></svg>
        </a>
        <h1>{editing ? 'Edit Credentials' : 'Add Credentials'}</h1>
      </div>
      <form key={turn} className="card" noValidate autoComplete="off" onSubmit={event => {
        event.preventDefault();
        void submit();
      }}>
        <h2 className="card-header">{editing ? 'Credentials' : 'New Credentials'}</h2>
        <div className="card-body">
          <Text label="Name" required disabled={editing} value={form.name} onChange={setName}
            hint={'A unique name to identify these credentials. Use only alphanumeric, dash, and'
              + ' underscore characters.'}
            error={error('name')} onBlur={() => touch('name')} />
          <Provider label="Provider" required disabled={editing} value={form.provider}
            onChange={choose} hint="Select provider (or credential type)."
            error={error('provider')} onBlur={() => touch('provider')}
            offered={offered} open={open} onOpen={setOpen} />
          {fields.map(({ key, label, hint, required, secret }) => (
            <Text key={form.provider + key} label={label} hint={hint} required={required}
              secret={secret} value={form.keys[key] ?? ''}
              onChange={value => setKey(key, value)}
              error={error(key)} onBlur={() => touch(key)} />
          ))}
        </div>
        <footer className="card-footer">
          <Button kind="quiet" href={list}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!valid}>
            {editing ? 'Update' : 'Add'}
          </Button>
        </footer>
      </form>
    </>
  );
}

/** @param {{ list: string, look: Look }} props */
function CredentialsList({ list, look: { Button } }) {
  const [names, setNames] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    void fetch('/api/credentials', { headers: { 'X-Page': location.pathname } }).then(async answer => {
      if (!answer.ok) return;
      const { credentials } = await answer.json();
      setNames(credentials.map((/** @type {{ name: string }} */ { name }) => name));
    });
  }, []);
  return (
    <>
      <div className="title">
        <h1>Credentials</h1>
        <Button kind="primary" href={`${list}/new`}>Add credentials</Button>
      </div>
      <section className="card">
        <h2 className="card-header">Credentials</h2>
        <div className="card-body">
          {names.length === 0 && <p>No credentials yet.</p>}
          {names.map(name => <p key={name}>{name}</p>)}
        </div>
      </section>
    </>
  );
}

/**
 * A provider as the lists show it.
 *
 * @param {{ look: string, provider: import('./providers.js').Provider }} props
 */
export function ProviderName({ look, provider: { id, label } }) {
  return (
    <span className="provider">
      <img alt="" width="20" height="20" src={`/${look}/icons/${id}.svg`} />
      {label}
    </span>
  );
}
