import { usersPage } from './users.mjs';

/**
 * Selecting people in the lists, and what is done with all of them.
 *
 * @param {import('playwright-core').Page} page
 */
export function bulk(page) {
  const { bar } = usersPage(page);
  const dialog = page.getByRole('dialog');
  return {
    dialog,
    /** The checkbox of everybody on the page. */
    pageBox: page.getByRole('checkbox', { name: 'Select all on this page' }),
    /** The bar when it says so. */
    says: (words) => bar.getByText(words).first().waitFor(),
    /** Starts an action on the selected and confirms it. */
    async act(action, confirmation) {
      await bar.getByRole('button', { name: action }).click();
      await dialog.getByRole('button', { name: confirmation }).click();
    },
    /** What became of somebody. */
    result: (who) => dialog.getByRole('listitem').filter({ hasText: who }),
  };
}
