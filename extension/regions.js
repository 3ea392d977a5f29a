// The regions used on each instance, the last first: no secret, and so the one thing that is stored.

const browser = globalThis.browser ?? chrome;
const REMEMBERED = 3;

/** @returns {Promise<Record<string, string[]>>} */
const remembered = async () => {
  const { regions } = await browser.storage.local.get('regions');
  return regions !== null && typeof regions === 'object' ? { ...regions } : {};
};

/** @param {string} origin */
export const regions = async (origin) => (await remembered())[origin] ?? [];

/** @param {string} origin @param {string} region */
export const rememberRegion = async (origin, region) => {
  const all = await remembered();
  const now = [region, ...(all[origin] ?? []).filter((other) => other !== region)].slice(0, REMEMBERED);
  await browser.storage.local.set({ regions: { ...all, [origin]: now } });
};

/** @param {string} origin of an instance that is used no more */
export const forgetRegions = async (origin) => {
  const { [origin]: _gone, ...others } = await remembered();
  await browser.storage.local.set({ regions: others });
};
