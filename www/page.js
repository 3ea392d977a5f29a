/** Starts the page: the practice form, and beside it the panel that the extension has. */

import { practiceForm } from './practice-form.js';

const panel = /** @type {HTMLElement} */ (document.getElementById('panel'));
const form = /** @type {HTMLFormElement} */ (document.getElementById('practice-form'));

// A file let go beside the panel would otherwise replace this page, and show the secret.
for (const type of /** @type {const} */ (['dragover', 'drop'])) {
  window.addEventListener(type, (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  });
}

practiceForm(form);

// Imported only now, so that the form works where the wasm doesn't. If it fails, the sentence that
// stands in the panel becomes visible.
try {
  const { default: init, start_page } = await import('./wasm/keyferry.js');
  await init();
  panel.replaceChildren();
  start_page(panel);
} catch (error) {
  console.error('The panel could not be started:', error);
  panel.classList.add('failed');
}
panel.removeAttribute('aria-busy');
