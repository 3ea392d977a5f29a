/**
 * Seqera Platform up to 23.3 as far as Add Credentials goes: the form of its Bootstrap days, in
 * plain JavaScript with its own small model.
 */
import { element } from './element.js';
import { addCredentials } from './form.js';

const variant =
  document.querySelector('meta[name=stand-in-variant]')?.getAttribute('content') ?? '';
const rootElement = document.querySelector('st-root');
/** @type {(() => object) | undefined} */
let read;
let leave = new AbortController();

const shown = /** @type {{ seqeraForm?: () => object | null }} */ (globalThis);
shown.seqeraForm = () => read?.() ?? null;

/** Shows the page of the address. */
async function show() {
  leave.abort();
  leave = new AbortController();
  read = undefined;
  const [, base, rest] =
    /^(\/(?:orgs\/[^/]+\/workspaces\/[^/]+|user\/[^/]+))(\/.*)?$/.exec(location.pathname) ?? [];
  const list = `${base}/credentials`;
  if (base && rest === '/credentials/new' && variant !== 'no-form') {
    const form = addCredentials({ list, variant, gone: leave.signal, go });
    read = form.read;
    frame('Add Credentials', list, ...form.content);
  } else if (base && rest === '/credentials') {
    frame('Credentials', '', element('a', { class: 'btn btn-primary', href: `${list}/new` },
      'Add credentials'), await credentials());
  } else {
    frame('Launchpad', '', card('Pipelines', 'No pipelines in this workspace yet.'));
  }
}

async function credentials() {
  const answer = await fetch('/api/credentials', { headers: { 'X-Page': location.pathname } });
  if (!answer.ok) return card('Credentials', 'No credentials yet.');
  const { credentials } = await answer.json();
  return card('Credentials', ...credentials.length > 0
    ? credentials.map((/** @type {{ name: string }} */ { name }) => name)
    : ['No credentials yet.']);
}

/**
 * @param {string} title
 * @param {...string} lines
 */
function card(title, ...lines) {
  return element('div', { class: 'card' },
    element('div', { class: 'card-header' }, element('h4', {}, title)),
    element('div', { class: 'card-body' }, ...lines.map(line => element('p', {}, line))));
}

/**
 * @param {string} title
 * @param {string} back path that the chevron leads to; empty for none
 * @param {...Node} content
 */
function frame(title, back, ...content) {
  const heading = element('div', { class: 'page-title' });
  if (back) heading.append(element('a', { href: back, class: 'back' }, '‹'));
  heading.append(element('h2', {}, title));
  rootElement?.replaceChildren(element('main', { class: 'container' }, heading, ...content));
}

/** @param {string} path */
function go(path) {
  history.pushState(null, '', path);
  void show();
}

document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!link) return;
  event.preventDefault();
  go(link.getAttribute('href') ?? '/');
});
addEventListener('popstate', () => void show());
void show();
