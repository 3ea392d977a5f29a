// What Keyferry may ask, of Seqera and of AWS: on until the person switches it off in the options, or whoever
// manages this browser does.

const browser = globalThis.browser ?? chrome;

/** @typedef {'asksSeqera' | 'checksAws'} Setting */
/** @typedef {{ on: boolean, managed: boolean }} Said */

/** @type {Setting[]} */
const SETTINGS = ['asksSeqera', 'checksAws'];

/** @returns {Promise<Record<Setting, Said>>} */
export const settings = async () => {
  const [own, managed] = await Promise.all([
    browser.storage.local.get(SETTINGS),
    // Firefox refuses where nobody manages anything.
    browser.storage.managed.get(SETTINGS).catch(() => ({})),
  ]);
  /** @param {Setting} setting */
  const said = (setting) => {
    const set = /** @type {Record<string, unknown>} */ (managed)[setting];
    const isSet = typeof set === 'boolean';
    return { on: isSet ? set : own[setting] !== false, managed: isSet };
  };
  return { asksSeqera: said('asksSeqera'), checksAws: said('checksAws') };
};

/** @param {Setting} setting @param {boolean} on */
export const set = async (setting, on) => browser.storage.local.set({ [setting]: on });

/** @param {() => void} callback */
export const onSettings = (callback) => {
  browser.storage.onChanged.addListener((changes) => {
    if (SETTINGS.some((setting) => setting in changes)) callback();
  });
};
