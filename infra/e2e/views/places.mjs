import { signedIn, signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { demonstration, earl, signedInAsCarrie } from '../house/demonstration.mjs';
import { firstAdAccount, joined } from '../house/given.mjs';
import { personPage } from '../pages/person.mjs';
import { settingsPage } from '../pages/settings.mjs';

/**
 * A person's page, the ad accounts and the settings.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function places(visitor) {
  const admin = await visitor('Carrie');
  const member = await visitor('Earl');
  await Promise.all([signedInAsCarrie(admin), signedIn(member, earl)]);
  return [...(await persons(admin, member)), ...(await shared(visitor)), ...adAccounts(admin, member), ...settings(admin, member)];
}

async function persons(admin, member) {
  const find = async (query) => (await api(admin, `GET /v1/organizations/${demonstration}/${query}`)).items[0];
  const [theEarl, own, other, waiting, suspended, invitation] = [
    await find('members?q=earl'), await find('members?q=carrie'), await find('members?role=admin'),
    await find('members?state=pending_approval'), await find('members?state=suspended'), await find('invitations?q=tess'),
  ];
  const at = (id, name) => async (page) => {
    await personPage(page).open(demonstration, id);
    await personPage(page).heading(name).waitFor();
    await page.getByText('Organization role').first().waitFor();
  };
  const person = ({ id, user }) => at(id, user.name);
  return [
    { name: 'person', visitor: admin, open: person(theEarl) },
    {
      name: 'person-changed',
      visitor: admin,
      open: async (page) => {
        await person(theEarl)(page);
        await personPage(page).removeRole('Viewer', 'US Retail').click();
        await personPage(page).openGroup('Advertiser management');
        await personPage(page).permission('Message brands').check();
        await personPage(page).saveBar.waitFor();
      },
    },
    {
      name: 'person-to-admin',
      visitor: admin,
      open: async (page) => {
        await person(theEarl)(page);
        await page.getByRole('radio', { name: 'Organization admin' }).check();
        await personPage(page).saveBar.waitFor();
      },
    },
    {
      name: 'person-leave',
      visitor: admin,
      open: async (page) => {
        await person(theEarl)(page);
        await personPage(page).group('Finance').check();
        await page.getByRole('link', { name: 'Account users' }).last().click();
        await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
      },
    },
    {
      name: 'person-remove',
      visitor: admin,
      open: async (page) => {
        await person(theEarl)(page);
        await personPage(page).action('Remove user…').click();
        await page.getByRole('dialog', { name: /^Remove / }).waitFor();
      },
    },
    {
      name: 'person-add-role',
      visitor: admin,
      open: async (page) => {
        await person(theEarl)(page);
        await page.getByRole('button', { name: 'Add role on EU Brand' }).click();
        await page.getByRole('menuitem', { name: 'Account admin' }).waitFor();
      },
    },
    { name: 'person-own', visitor: admin, open: person(own) },
    { name: 'person-admin', visitor: admin, open: person(other) },
    { name: 'person-pending', visitor: admin, open: person(waiting) },
    { name: 'person-suspended', visitor: admin, open: person(suspended) },
    { name: 'person-invited', visitor: admin, open: at(invitation.id, invitation.name) },
    { name: 'person-own-as-member', visitor: member, open: person(theEarl) },
    {
      name: 'person-gone',
      visitor: admin,
      open: async (page) => {
        admin.expect(/^404 GET \/v1\/organizations\/\d+\/members\/mem_/);
        await page.goto(`/orgs/${demonstration}/users/mem_01M80EYGTNXZBWY708T4JW83SC`);
        await page.getByText('This person is not in the organization').waitFor();
      },
    },
  ];
}

/** A guest, and two administrators at once, in an organization of its own. */
async function shared(visitor) {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const gus = { ...(await visitor('Gus')), ...somebody('Gus Arden') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const roles = [{ ad_account: await firstAdAccount(ada, id), role: 'viewer' }];
  const guest = await joined(ada, id, gus, gus, { role: 'guest', ad_account_roles: roles });
  return [
    {
      name: 'person-as-guest',
      visitor: gus,
      open: async (page) => {
        await page.goto(`/orgs/${id}/users`);
        await personPage(page).heading('Gus Arden').waitFor();
      },
    },
    {
      name: 'person-conflict',
      visitor: ada,
      open: async (page) => {
        ada.expect(/^412 PATCH /);
        await personPage(page).open(id, guest);
        await personPage(page).removeRole('Viewer', 'Brightwater').click();
        const path = `/v1/organizations/${id}/members/${guest}`;
        const { version, permissions } = await api(ada, `GET ${path}`);
        const other = permissions.length ? [] : ['brands.view', 'campaigns.apply'];
        await api(ada, `PATCH ${path}`, { version, body: { permissions: other } });
        await personPage(page).save.click();
        await page.getByRole('heading', { name: 'Somebody else changed this in the meantime' }).waitFor();
      },
    },
  ];
}

function adAccounts(admin, member) {
  const open = async (page) => {
    await page.goto(`/orgs/${demonstration}/ad-accounts`);
    await page.getByText('EU Brand').waitFor();
  };
  const act = (item) => async (page) => {
    await open(page);
    await page.getByRole('button', { name: 'Actions for Nordics' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await page.getByRole('dialog').waitFor();
  };
  return [
    { name: 'ad-accounts', visitor: admin, open },
    { name: 'ad-accounts-as-member', visitor: member, open },
    { name: 'ad-account-edit', visitor: admin, open: act('Edit name and external id') },
    { name: 'ad-account-archive', visitor: admin, open: act('Archive…') },
    {
      name: 'ad-account-create-error',
      visitor: admin,
      open: async (page) => {
        await open(page);
        await page.getByRole('button', { name: 'Create ad account' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Create ad account' }).click();
        await page.getByText('Give it a name.').waitFor();
      },
    },
  ];
}

function settings(admin, member) {
  const open = (page) => settingsPage(page).open(demonstration);
  return [
    {
      name: 'settings',
      visitor: admin,
      open,
    },
    {
      name: 'settings-wrong',
      visitor: admin,
      open: async (page) => {
        await open(page);
        await settingsPage(page).domains.fill('oakey.example, north');
        await settingsPage(page).days.fill('90');
        await settingsPage(page).approve.check();
        await settingsPage(page).save.click();
        await page.locator('[aria-invalid=true]').first().waitFor();
      },
    },
    {
      name: 'settings-delete',
      visitor: admin,
      open: async (page) => {
        await open(page);
        await settingsPage(page).remove.click();
        await page.getByLabel('Type the name to confirm').fill('Oakey');
        await page.keyboard.press('Enter');
        await page.getByText('Type the name exactly as it is shown').waitFor();
      },
    },
    {
      name: 'settings-as-member',
      visitor: member,
      open: async (page) => {
        await page.goto(`/orgs/${demonstration}/settings`);
        await page.getByText('Only organization admins see the settings').waitFor();
      },
    },
  ];
}
