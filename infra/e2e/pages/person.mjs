/**
 * The page of one person.
 *
 * @param {import('playwright-core').Page} page
 */
export function personPage(page) {
  const group = (name) => page.getByRole('checkbox', { name, exact: true }).first();
  return {
    open: (organization, id) => page.goto(`/orgs/${organization}/users/${id}`),
    heading: (name) => page.getByRole('heading', { name, level: 1 }),
    /** Of an invitation. */
    address: page.getByLabel('E-mail address'),
    message: page.getByRole('textbox', { name: 'Message' }),
    /** The toggle of a whole group of permissions. */
    group,
    /** Opens a group, unless it is open. */
    async openGroup(name) {
      const opener = page.getByRole('button', { name: new RegExp(`^${name}`) });
      if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
    },
    permission: (name) => page.getByRole('checkbox', { name, exact: true }),
    removeRole: (role, adAccount) => page.getByRole('button', { name: `Remove ${role} on ${adAccount}` }),
    undo: (role, adAccount) => page.getByRole('button', { name: `Undo: ${role} on ${adAccount}` }),
    saveBar: page.getByRole('region', { name: 'Unsaved changes' }),
    save: page.getByRole('button', { name: 'Save changes' }),
    action: (name) => page.getByRole('main').getByRole('button', { name }),
  };
}
