/**
 * Seqera Platform as far as its credentials go, in plain JavaScript: with the controls that the
 * browser has, and as many other ways to draw the same form as `variant.js` tells.
 */
import { element, newId } from './element.js';
import { mountForm } from './form.js';
import { createModel } from './model.js';
import { has } from './variant.js';

/** @typedef {{ read: () => object, decoys: () => string[] }} Shown */

const frames = has('nested-frame') ? 2 : has('frame') ? 1 : 0;
const depth = Number(new URLSearchParams(location.search).get('frame') ?? 0);

/** @type {Shown | undefined} */
let shown;
let leave = new AbortController();

const page = /** @type {{ seqeraForm?: () => object | null }} */ (globalThis);
page.seqeraForm = () => {
  const [inner] = frames > depth ? document.getElementsByTagName('iframe') : [];
  if (inner) return /** @type {any} */ (inner.contentWindow)?.seqeraForm?.() ?? null;
  if (!shown) return null;
  const decoys = has('decoys', 'unscrolled', 'two-forms', 'twice', 'old-form', 'signed-out') ? { decoys: shown.decoys() } : {};
  return { ...shown.read(), ...decoys };
};

/** Shows the page of the address. */
async function show() {
  leave.abort();
  leave = new AbortController();
  shown = undefined;
  if (depth < frames) {
    if (document.querySelector('iframe')) return;
    const address = new URL(location.href);
    address.searchParams.set('frame', String(depth + 1));
    draw(depth === 0 ? 'Seqera Platform' : 'Add Credentials', element('iframe', {
      src: address.href, title: 'Credentials',
    }));
    return;
  }
  const [, base = '', rest = ''] =
    /^(.*?\/(?:orgs\/[^/]+\/workspaces\/[^/]+|user\/[^/]+))(\/.*)?$/.exec(location.pathname) ?? [];
  const list = `${base}/credentials`;
  const isNew = rest === '/credentials/new';
  const isEdit = /^\/credentials\/[^/]+\/edit$/.test(rest);
  if ((isNew || isEdit) && !has('no-form')) {
    const { gone, content, attached } = form(list, isEdit);
    const title = isEdit ? 'Edit Credentials' : 'Add Credentials';
    if (has('dialog', 'drawer')) {
      const credentials = await credentialsList(list);
      const old = has('old-form') ? [another(list, gone)] : [];
      if (!gone.aborted) {
        draw('Credentials', ...credentials, ...old.map(({ holder }) => holder), over(title, list, content));
        for (const one of old) one.attached();
      }
    } else {
      draw(title, element('a', { class: 'back', href: list }, '‹ Credentials'), ...content);
    }
    document.querySelector('dialog')?.showModal();
    if (!gone.aborted) attached();
  } else if (rest === '/credentials') {
    const { signal } = leave;
    const credentials = await credentialsList(list);
    if (!signal.aborted) draw('Credentials', ...credentials);
  } else {
    draw('Launchpad', card('No pipelines in this workspace yet.'));
  }
}

/**
 * The form and what is around it.
 *
 * @param {string} list
 * @param {boolean} edit
 */
function form(list, edit) {
  const gone = leave.signal;
  const left = () => go(list);
  const model = createModel({ edit, left });
  const real = mountForm(model, { list, gone, left });
  const mounted = [real];
  /** @type {HTMLElement[]} */
  const content = [real.holder];
  if (has('two-forms')) {
    content.unshift(otherForm('Find credentials', 'Find', ['Search']),
      otherForm('Sign in to your mirror', 'Sign in', ['User name', 'Password']));
    content.push(otherForm('Add SSH Key', 'Add', ['Name', 'SSH private key', 'Passphrase']));
  }
  if (has('twice')) {
    const first = another(list, gone);
    const head = element('button', { type: 'button', class: 'button fold' }, 'Add another way');
    const panel = element('div', { class: 'panel is-folded' }, first.holder);
    head.addEventListener('click', () => panel.classList.toggle('is-folded'));
    mounted.push(first);
    content.unshift(head, panel);
  }
  if (has('below')) {
    content.unshift(card(...Array.from({ length: 30 }, (_, index) =>
      `${index + 1}. Credentials are the keys by which Seqera reaches compute, code and containers`
      + ' on your behalf. Only those who may change a workspace may change its credentials.')));
  }

  /** @type {string[]} */
  const written = [];
  const note = (/** @type {Event} */ { target }) => {
    if (target instanceof Element && !real.holds(target)) written.push(valueOf(target));
  };
  for (const type of ['input', 'change']) {
    document.addEventListener(type, note, { capture: true, signal: gone });
  }
  shown = {
    read: model.read,
    decoys: () => {
      const now = [...document.querySelectorAll('input,textarea,select')]
        .filter(one => !real.holds(one)).map(valueOf);
      return [...new Set([...written, ...now])].filter(value => value !== '');
    },
  };
  return { gone, content, attached: () => mounted.forEach(one => one.attached()) };
}

/**
 * The same form once more.
 *
 * @param {string} list
 * @param {AbortSignal} gone
 */
function another(list, gone) {
  const left = () => go(list);
  return mountForm(createModel({ left }), { list, gone, left });
}

/** @param {Element} field @returns {string} empty where nothing was typed or chosen */
function valueOf(field) {
  if (field instanceof HTMLInputElement && field.type === 'radio' && !field.checked) return '';
  return /** @type {HTMLInputElement} */ (field).value;
}

/**
 * Another form than that for credentials.
 *
 * @param {string} title
 * @param {string} does what its button says
 * @param {string[]} labels
 */
function otherForm(title, does, labels) {
  const made = element('form', { class: 'card' },
    element('div', { class: 'card-body' }, element('h2', {}, title), ...labels.map(label => {
      const id = newId('other');
      const type = /^Pass/.test(label) ? 'password' : 'text';
      return element('div', { class: 'field' }, element('label', { class: 'label', for: id }, label),
        element(label.includes('key') ? 'textarea' : 'input', { id, class: 'control', type }));
    })),
    element('div', { class: 'card-footer' }, element('button', { class: 'button' }, does)));
  made.addEventListener('submit', event => event.preventDefault());
  return made;
}

/**
 * The form over the list of credentials.
 *
 * @param {string} title
 * @param {string} list
 * @param {HTMLElement[]} content
 */
function over(title, list, content) {
  const id = newId('title');
  const heading = element('h2', { id }, title);
  if (has('dialog')) {
    const dialog = element('dialog', { 'aria-labelledby': id }, heading, ...content);
    dialog.addEventListener('cancel', () => go(list));
    return dialog;
  }
  const drawer = element('div', {
    class: 'drawer', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': id, tabindex: '-1',
  }, heading, ...content);
  drawer.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') go(list);
  });
  drawer.animate([{ transform: 'translateX(100%)' }, { transform: 'none' }], {
    duration: 300, easing: 'ease-out',
  });
  if (has('old-form')) drawer.removeAttribute('aria-modal');
  return has('old-form') ? drawer : element('div', { class: 'backdrop' }, drawer);
}

/** @param {string} list */
async function credentialsList(list) {
  const answer = await fetch('/api/credentials', { headers: { 'X-Page': location.pathname } });
  /** @type {{ credentials: { id: string, name: string }[] }} */
  const { credentials } = answer.ok ? await answer.json() : { credentials: [] };
  return [
    element('a', { class: 'button primary', href: `${list}/new` }, 'Add credentials'),
    element('ul', { class: 'card' }, ...credentials.map(({ id, name }) =>
      element('li', {}, element('a', { href: `${list}/${id}/edit` }, name)))),
  ];
}

/** @param {...string} lines */
const card = (...lines) => element('div', { class: 'card' },
  element('div', { class: 'card-body' }, ...lines.map(line => element('p', {}, line))));

/**
 * @param {string} title
 * @param {...Node} content
 */
function draw(title, ...content) {
  const drawn = [
    ...depth === 0
      ? [element('header', { class: 'bar' }, element('b', {}, 'Seqera'),
        element('a', { href: '/' }, 'Launchpad'), element('a', { href: '/' }, 'Runs'))]
      : [],
    element('main', {
      class: has('below') ? 'scrolls' : has('veiled') ? 'veiled' : '',
      ...has('inert') ? { inert: '' } : {},
    }, element('h1', {}, title), ...content),
    ...has('splash') ? [element('div', { class: 'splash' }, 'Seqera Platform is starting …')] : [],
    ...has('signed-out')
      ? [element('dialog', {}, otherForm('Your session has ended', 'Sign in', ['User name', 'Password']))]
      : [],
  ];
  // As most applications do: what is around the part that scrolls cuts off what leaves the window.
  const shell = has('below') ? [element('div', { class: 'shell' }, ...drawn)] : drawn;
  document.body.replaceChildren(...shell);
}

/** @param {string} path */
function go(path) {
  history.pushState(null, '', path + location.search);
  void show();
}

document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!link) return;
  event.preventDefault();
  go(link.getAttribute('href') ?? '/');
});
addEventListener('popstate', () => void show());
if (has('route') && depth === frames) {
  history.replaceState(null, '', location.href.replace(/\/(?:new|[^/]+\/edit)(?=\?|$)/, ''));
}
void show();
