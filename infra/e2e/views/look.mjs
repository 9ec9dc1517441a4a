/**
 * One picture of the page: how one gets there, and what has to be there.
 *
 * @typedef {object} View
 * @property {string} name for pictures and messages: "person-changed"
 * @property {import('../house/visitor.mjs').Visitor} visitor who looks
 * @property {(page: import('playwright-core').Page) => Promise<void>} open ends when all is to be seen
 * @property {boolean} [waiting] the view shows something that is still loading
 * @property {boolean} [reopen] what is open would go when the page gets narrow: the menu of a row
 * @property {'wide' | 'narrow'} [only]
 */

export const sizes = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 360, height: 740 },
};

const schemes = ['light', 'dark'];

/**
 * Opens each view on a page of its own, and shows it wide and narrow, light and dark.
 *
 * @param {View[]} views
 * @param {(view: View, page: import('playwright-core').Page, look: { size: keyof typeof sizes, scheme: string }) => Promise<void>} see
 */
export async function inEveryLook(views, see) {
  for (const view of views) {
    let page;
    for (const [size, viewport] of Object.entries(sizes)) {
      if ((view.only ?? size) !== size) continue;
      if (page && view.reopen) page = void (await page.close());
      const opened = page !== undefined;
      page ??= await view.visitor.context.newPage();
      await page.setViewportSize(viewport);
      try {
        if (!opened) await view.open(page);
        await settled(page, view.waiting);
      } catch (error) {
        throw new Error(`the view ${view.name} (${size}) at ${page.url()}: ${error.message}`, { cause: error });
      }
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme });
        await see(view, page, { size, scheme });
      }
    }
    await page.close();
  }
}

/** Fonts are there, nothing loads any more, nothing moves any more. */
async function settled(page, waiting) {
  if (!waiting) await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
  });
}
