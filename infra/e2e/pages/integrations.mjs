/**
 * The page "Integrations" of an organization.
 *
 * @param {import('playwright-core').Page} page
 */
export function integrationsPage(page) {
  const row = (name) => page.getByRole('row').filter({ has: page.locator('th[scope=row]', { hasText: name }) });
  const messages = page.getByRole('main').getByRole('listitem').filter({ hasText: 'msg_' });
  return {
    open: (organization, query = '') => page.goto(`/orgs/${organization}/integrations${query}`),
    heading: page.getByRole('heading', { name: 'Integrations', exact: true }),
    tab: (name) => page.getByRole('navigation', { name: 'Kinds of integration' }).getByRole('link', { name, exact: true }),
    /** The row of a key. */
    row,
    add: page.getByRole('button', { name: 'Add endpoint' }).first(),
    create: page.getByRole('button', { name: 'Create API key' }).first(),
    dialog: (name) => page.getByRole('dialog', { name, exact: true }),
    /** Says that what is shown this once is stored, and closes it. */
    async stored() {
      await page.getByRole('checkbox', { name: 'I have stored it' }).check();
      await page.getByRole('button', { name: 'Done' }).click();
    },
    /** The lines of what came in by signed message. */
    messages,
    message: (id) => messages.filter({ hasText: id }),
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

/** The form of an endpoint. */
export function webhookForm(page) {
  return {
    url: page.getByRole('textbox', { name: 'Address' }),
    save: page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' }),
  };
}

/** The page of one endpoint. */
export function webhookPage(page) {
  const log = page.getByRole('region', { name: 'Deliveries' });
  const line = (name) => log.getByRole('listitem').filter({ hasText: name });
  return {
    test: page.getByRole('button', { name: 'Send test event' }),
    refresh: log.getByRole('button', { name: 'Refresh' }),
    replay: log.getByRole('button', { name: 'Replay', exact: true }),
    /** The lines of a kind of event. */
    line,
    open: (name) => line(name).getByRole('button', { name: /^Details: / }).click(),
    /** Shows only those in a state. */
    async choose(state) {
      await log.getByRole('button', { name: /^State/ }).click();
      await page.getByRole('menuitemradio', { name: state }).click();
    },
    async more(item) {
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    },
  };
}
