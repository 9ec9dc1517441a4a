/** The settings of an organization. */
export function settingsPage(page) {
  return {
    async open(organization) {
      await page.goto(`/orgs/${organization}/settings`);
      await this.name.waitFor();
    },
    name: page.getByLabel('Name', { exact: true }),
    days: page.getByLabel('Days until an invitation ends'),
    domains: page.getByRole('textbox', { name: 'Domains that may be invited' }),
    approve: page.getByRole('checkbox', { name: 'Approve new users' }),
    requireTwoFactor: page.getByRole('checkbox', { name: 'Require two-factor authentication' }),
    save: page.getByRole('button', { name: 'Save changes' }),
    remove: page.getByRole('button', { name: 'Delete organization…' }),
  };
}
