import { usersPage } from './users.mjs';

/**
 * The page of an agency, as its client sees it.
 *
 * @param {import('playwright-core').Page} page
 */
export function agencyPage(page) {
  const person = (name) => page.getByRole('region', { name: /^Who of .* gets in$/ }).getByRole('listitem').filter({ hasText: name });
  return {
    open: (client, agency) => page.goto(`/orgs/${client}/agencies/${agency}`),
    heading: (name) => page.getByRole('heading', { name, level: 1 }),
    /** Somebody of the agency. */
    person,
    async block(name) {
      await person(name).getByRole('button', { name: `Block ${name}…` }).click();
      await page.getByRole('dialog', { name: `Block ${name}?` }).getByRole('button', { name: 'Block', exact: true }).click();
    },
  };
}

/**
 * The page of a client, as its agency sees it.
 *
 * @param {import('playwright-core').Page} page
 */
export function clientPage(page) {
  return {
    open: (agency, client) => page.goto(`/orgs/${agency}/clients/${client}`),
    heading: (name) => page.getByRole('heading', { name, level: 1 }),
    /** Somebody who works for the client. */
    person: (name) => page.getByRole('region', { name: /^Who works for / }).getByRole('listitem').filter({ hasText: name }),
    /** Opens the dialog, with the named members chosen. */
    async addMembers(...names) {
      await page.getByRole('button', { name: 'Add members' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: 'Members' }).click();
      for (const name of names) await page.getByRole('option', { name }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('option').first().waitFor({ state: 'hidden' });
      return dialog;
    },
    /** Chooses an item of the ⋯ menu of somebody. */
    async act(name, item) {
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: item }).click();
    },
  };
}

/** Opens the dialog "Invite an agency to …" from the list of users. */
export async function inviteAgencyDialog(page, organization) {
  await usersPage(page).open(organization);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Invite agency' }).click();
  const dialog = page.getByRole('dialog');
  return {
    dialog,
    accountId: dialog.getByRole('textbox', { name: 'Account Id of the agency' }),
    send: dialog.getByRole('button', { name: 'Invite agency' }),
  };
}
