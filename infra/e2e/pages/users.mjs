import { until } from '../house/patience.mjs';

/**
 * The page "Account users" of an organization.
 *
 * @param {import('playwright-core').Page} page
 */
export function usersPage(page) {
  const tab = (name) => page.getByRole('navigation', { name: 'Lists of users' }).getByRole('link', { name });
  const row = (who) => page.getByRole('row').filter({ has: page.locator('th[scope=row]', { hasText: who }) });
  const open = (organization, query = '') => page.goto(`/orgs/${organization}/users${query}`);
  const range = page.getByRole('navigation', { name: 'Pages of the list' }).getByRole('status');
  return {
    open,
    /** Opens a list until somebody is in it: lists may be seconds late. */
    openWith: (organization, query, who) => until(`${who} in the list`, async () => {
      await open(organization, query);
      await range.or(page.getByText(/^(No open invitations|Nobody waits for approval|Nobody matches)$/)).first().waitFor();
      return row(who).isVisible();
    }),
    heading: page.getByRole('heading', { name: 'Account users' }),
    tab,
    /** The row of a name or address. */
    row,
    /** The checkbox of a row. */
    box: (who) => row(who).getByRole('checkbox'),
    /** What can be done with the selected. */
    bar: page.getByRole('region', { name: 'Selected people' }),
    search: page.getByRole('searchbox', { name: 'Search name or address' }),
    range,
    /** Every name of the page, from the top. */
    names: () => page.locator('tbody th[scope=row] a').allInnerTexts(),
    async openTab(name) {
      await tab(name).click();
      await page.locator(`nav a[aria-current=page]`, { hasText: name }).waitFor();
    },
    /** Chooses an item of the row's ⋯ menu. */
    async act(who, item) {
      await row(who).getByRole('button', { name: /^Actions for / }).click();
      await page.getByRole('menuitem', { name: item }).click();
    },
    async invite() {
      await page.getByRole('button', { name: 'Invite', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Invite users' }).click();
      return inviteDialog(page);
    },
  };
}

/** The dialog "Invite users to …". */
export function inviteDialog(page) {
  const dialog = page.getByRole('dialog');
  const addresses = dialog.getByRole('textbox', { name: 'E-mail addresses' });
  return {
    dialog,
    addresses,
    /** Puts text into the field as a paste does. */
    paste: (text) => addresses.evaluate((input, words) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', words);
      input.focus();
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text),
    chip: (text) => dialog.getByRole('list', { name: 'Addresses to invite' }).getByRole('listitem').filter({ hasText: text }),
    /** Gives the role of a row on the named ad accounts. */
    async giveRole(at, role, adAccounts) {
      await chooseFrom(page, dialog.getByRole('combobox', { name: `Role ${at}`, exact: true }), role);
      await chooseAdAccounts(page, dialog.getByRole('combobox', { name: `Ad accounts of role ${at}` }), adAccounts);
    },
  };
}

/** Opens a select and takes the option. */
export async function chooseFrom(page, trigger, option) {
  await trigger.click();
  await page.getByRole('option', { name: option }).click();
}

/** Opens a picker of ad accounts, takes the named ones and closes it. */
export async function chooseAdAccounts(page, trigger, names) {
  await trigger.click();
  for (const name of names) await page.getByRole('option', { name, exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('option').first().waitFor({ state: 'hidden' });
}
