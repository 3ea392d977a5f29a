// Opens the panel: beside the page where the browser has a place for it, else in a tab of its own.
// It holds no state: the browser ends it whenever it likes.

const browser = globalThis.browser ?? chrome;

browser.action.onClicked.addListener((tab) => {
  openBeside(tab).catch(() => browser.tabs.create({ url: browser.runtime.getURL('panel.html') }));
  // The press gives access to the tab: a panel that is open already can now see which page it is.
  browser.runtime.sendMessage({ keyferry: 1, pressed: true }).catch(() => {}); // none is open
});

/**
 * Must be called in the click itself: browsers open panels for a person's gesture only.
 * @param {chrome.tabs.Tab} tab
 */
async function openBeside(tab) {
  if (browser.sidePanel) return browser.sidePanel.open({ windowId: tab.windowId });
  // Firefox's own, which the types of Chromium don't know.
  const { sidebarAction } = /** @type {{ sidebarAction?: { open(): Promise<void> } }} */ (browser);
  if (sidebarAction) return sidebarAction.open();
  throw new Error('This browser has no place for a panel.');
}
