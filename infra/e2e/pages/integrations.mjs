/**
 * The page "Integrations" of an organization.
 *
 * @param {import('playwright-core').Page} page
 */
export function integrationsPage(page) {
  const row = (name) => page.getByRole('row').filter({ has: page.locator('th[scope=row]', { hasText: name }) });
  return {
    open: (organization, query = '') => page.goto(`/orgs/${organization}/integrations${query}`),
    heading: page.getByRole('heading', { name: 'Integrations', exact: true }),
    tab: (name) => page.getByRole('navigation', { name: 'Kinds of integration' }).getByRole('link', { name, exact: true }),
    /** The row of a key. */
    row,
    create: page.getByRole('button', { name: 'Create API key' }).first(),
    dialog: (name) => page.getByRole('dialog', { name, exact: true }),
    /** Says that what is shown this once is stored, and closes it. */
    async stored() {
      await page.getByRole('checkbox', { name: 'I have stored it' }).check();
      await page.getByRole('button', { name: 'Done' }).click();
    },
    revoke: (name) => page.getByRole('button', { name: `Revoke ${name}` }),
  };
}

/** The form of a new key. */
export function keyForm(page) {
  return {
    name: page.getByRole('textbox', { name: 'Name' }),
    scope: (name) => page.getByRole('checkbox', { name: new RegExp(`^${name}`) }),
    async expires(words) {
      await page.getByRole('combobox', { name: 'Expires' }).click();
      await page.getByRole('option', { name: words, exact: true }).click();
    },
    make: page.getByRole('button', { name: 'Create key' }),
    key: page.getByRole('textbox', { name: 'API key' }),
    secret: page.getByRole('textbox', { name: 'Signing secret' }),
  };
}
