// A file dropped before the interface runs would open in its place: it is held, and dropped again once
// somebody listens. Classic script, so that it is there before anything else.
'use strict';

(() => {
  /** @type {DataTransfer | undefined} */
  let held;
  /** @param {DragEvent} event */
  const hold = (event) => {
    event.preventDefault();
    if (event.type !== 'drop') return;
    held = new DataTransfer();
    for (const file of event.dataTransfer?.files ?? []) held.items.add(file);
  };
  const types = /** @type {const} */ (['dragenter', 'dragover', 'drop']);
  for (const type of types) document.addEventListener(type, hold);
  globalThis.keyferryEarly = {
    release: () => {
      for (const type of types) document.removeEventListener(type, hold);
      if (held) document.dispatchEvent(new DragEvent('drop', { dataTransfer: held }));
      held = undefined;
    },
  };
})();
