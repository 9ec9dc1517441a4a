/**
 * One Chromium has one clipboard for everybody at it, and stories are told beside each other: what a page has copied is
 * therefore kept with the page, once the real clipboard has taken it.
 *
 * @param {import('playwright-core').BrowserContext} context
 */
export function keepWhatIsCopied(context) {
  return context.addInitScript(() => {
    const { clipboard } = navigator;
    if (!clipboard) return; // a page without a secure address has none
    const write = clipboard.writeText.bind(clipboard);
    clipboard.writeText = async (text) => {
      await write(text);
      window.lastCopied = text;
    };
  });
}

/** @param {import('playwright-core').Page} page @returns {Promise<string | undefined>} what this page has copied last */
export function copied(page) {
  return page.evaluate(() => window.lastCopied);
}
