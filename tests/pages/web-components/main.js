/**
 * Seqera as it would be in web components, as far as Add Credentials goes: every part of the form
 * stands in an open shadow root inside that of another.
 */
import { element } from '../bootstrap/element.js';
import './form.js';

const variant =
  document.querySelector('meta[name=stand-in-variant]')?.getAttribute('content') ?? '';
const app = document.querySelector('st-app');
/** @type {{ read: () => object } | undefined} */
let model;

const shown = /** @type {{ seqeraForm?: () => object | null }} */ (globalThis);
shown.seqeraForm = () => model?.read() ?? null;

/** Shows the page of the address. */
async function show() {
  model = undefined;
  const [, base, rest = ''] =
    /^(\/(?:orgs\/[^/]+\/workspaces\/[^/]+|user\/[^/]+))(\/.*)?$/.exec(location.pathname) ?? [];
  const list = `${base}/credentials`;
  const isNew = rest === '/credentials/new';
  if (base && variant !== 'no-form' && (isNew || /^\/credentials\/[^/]+\/edit$/.test(rest))) {
    const form = Object.assign(element('st-credentials-form'), {
      list,
      variant,
      editing: !isNew,
      go,
      show: (/** @type {{ read: () => object }} */ made) => {
        model = made;
      },
    });
    const card = element('st-card', { heading: isNew ? 'New Credentials' : 'Credentials' });
    Object.assign(card, { made: form });
    frame(isNew ? 'Add Credentials' : 'Edit Credentials', card);
  } else if (base && rest === '/credentials') {
    frame('Credentials', element('p', {}, element('a', { href: `${list}/new` }, 'Add credentials')),
      ...await names());
  } else {
    frame('Launchpad', element('st-card', { heading: 'Pipelines' },
      element('p', {}, 'No pipelines in this workspace yet.')));
  }
}

async function names() {
  const answer = await fetch('/api/credentials', { headers: { 'X-Page': location.pathname } });
  if (!answer.ok) return [element('p', {}, 'No credentials yet.')];
  const { credentials } = await answer.json();
  return credentials.map((/** @type {{ name: string }} */ { name }) => element('p', {}, name));
}

/**
 * @param {string} title
 * @param {...Node} content
 */
function frame(title, ...content) {
  app?.replaceChildren(element('main', {}, element('h1', {}, title), ...content));
}

/** @param {string} path */
function go(path) {
  history.pushState(null, '', path);
  void show();
}

document.addEventListener('click', event => {
  const link = event.composedPath().find(one => one instanceof HTMLAnchorElement);
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  go(link.getAttribute('href') ?? '/');
});
addEventListener('popstate', () => void show());
void show();
