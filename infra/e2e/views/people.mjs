import { signedIn, signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { demonstration, earl, signedInAsCarrie } from '../house/demonstration.mjs';
import { adAccount, invited, joined } from '../house/given.mjs';
import { chooseAdAccounts, usersPage } from '../pages/users.mjs';

/**
 * The lists of people with their menus, and inviting.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function people(visitor) {
  const admin = await visitor('Carrie');
  const member = await visitor('Earl');
  await Promise.all([signedInAsCarrie(admin), signedIn(member, earl)]);
  return [...lists(admin, member), ...menus(admin), ...inviting(admin), ...(await invitingInSmall(visitor))];
}

/** A few people, for what lies over the list: axe looks at everything, and fifty rows tell it no more than five. */
const few = '?role=admin';

/** Opens a tab of the demonstration and waits for somebody in it. */
const list = (who, query = '') => async (page) => {
  await usersPage(page).open(demonstration, query);
  await page.getByText(who, { exact: true }).first().waitFor();
};

function lists(admin, member) {
  const members = '**/v1/organizations/*/members?*';
  return [
    { name: 'users', visitor: admin, open: list('Earl E. Bird') },
    { name: 'users-pending', visitor: admin, open: list('Nora Whitfield', '?tab=pending_approval') },
    { name: 'users-invited', visitor: admin, open: list('Tess van Dijk', '?tab=invited') },
    { name: 'users-suspended', visitor: admin, open: list('Freya Lund', '?tab=suspended') },
    { name: 'users-filtered', visitor: admin, open: list('Tomás Ibáñez', '?role=guest&q=t') },
    { name: 'users-nobody-found', visitor: admin, open: list('Nobody matches', '?q=zzz') },
    { name: 'users-as-member', visitor: member, open: list('Earl E. Bird') },
    {
      name: 'users-second-page',
      visitor: admin,
      open: async (page) => {
        await list('Earl E. Bird')(page);
        await page.getByRole('link', { name: 'Next' }).click();
        await page.getByText('51–57 of 57').waitFor();
        await page.getByRole('navigation', { name: 'Pages of the list' }).scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'users-loading',
      visitor: admin,
      waiting: true,
      open: async (page) => {
        await page.route(members, () => {});
        await usersPage(page).open(demonstration);
        await usersPage(page).tab('Active').getByText('57').waitFor();
      },
    },
    {
      name: 'users-error',
      visitor: admin,
      open: async (page) => {
        const problem = { type: '/problems/forbidden', title: 'Forbidden', status: 403, request_id: 'req_01M80EKF3ANS3Z87DZ5NR77TVQ' };
        admin.expect(/^403 GET \/v1\/organizations\/\d+\/members$/);
        await page.route(members, (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', json: problem }));
        await usersPage(page).open(demonstration);
        await page.getByText('The list could not be loaded').waitFor();
      },
    },
  ];
}

function menus(admin) {
  const menu = (name, button, item, only) => ({
    name,
    visitor: admin,
    only,
    reopen: true,
    open: async (page) => {
      await list('Carrie Oakey', few)(page);
      await page.getByRole('button', { name: button }).click();
      await page.getByText(item, { exact: true }).last().waitFor();
    },
  });
  return [
    menu('menu-row', 'Actions for Mia Olsen', 'Remove user…'),
    menu('menu-invite', /^Invite$/, 'Invite users'),
    menu('menu-role-filter', /^Organization role/, 'Any organization role'),
    menu('menu-sort', /^Sorted by/, 'Sort by'),
    menu('menu-organizations', /OakeyInfluencer/, 'Account Id 482-913-0776'),
    menu('menu-user', /^Your menu/, 'Sign out'),
    menu('menu-pages', 'Pages', 'Settings', 'narrow'),
    {
      name: 'menu-invited-row',
      visitor: admin,
      reopen: true,
      open: async (page) => {
        await list('Tess van Dijk', '?tab=invited')(page);
        await page.getByRole('button', { name: 'Actions for Tess van Dijk' }).click();
        await page.getByRole('menuitem', { name: 'Revoke invitation…' }).waitFor();
      },
    },
    {
      name: 'dialog-revoke',
      visitor: admin,
      open: async (page) => {
        await list('Tess van Dijk', '?tab=invited')(page);
        await page.getByRole('button', { name: 'Actions for Tess van Dijk' }).click();
        await page.getByRole('menuitem', { name: 'Revoke invitation…' }).click();
        await page.getByRole('dialog', { name: 'Revoke this invitation?' }).waitFor();
      },
    },
  ];
}

const filled = async (page) => {
  await list('Carrie Oakey', few)(page);
  const invite = await usersPage(page).invite();
  await invite.paste('mia@northwind.example, Jonas Weber <jonas@northwind.example>, lena@northwind');
  await invite.chip('lena@northwind').waitFor();
  await chooseAdAccounts(page, invite.dialog.getByRole('combobox', { name: 'Ad accounts of role 1' }), ['EU Brand', 'US Retail']);
  return invite;
};

function inviting(admin) {
  return [
    {
      name: 'invite-empty',
      visitor: admin,
      open: async (page) => {
        await list('Carrie Oakey', few)(page);
        const { dialog } = await usersPage(page).invite();
        await dialog.getByText('Choose ad accounts').waitFor();
      },
    },
    { name: 'invite', visitor: admin, open: filled },
    {
      name: 'invite-nobody',
      visitor: admin,
      open: async (page) => {
        await list('Carrie Oakey', few)(page);
        const { dialog } = await usersPage(page).invite();
        await dialog.getByRole('radio', { name: 'Organization admin' }).check();
        await dialog.getByRole('button', { name: 'Send invitations' }).click();
        await dialog.getByText('Add at least one complete address.').waitFor();
      },
    },
    {
      name: 'invite-ad-accounts',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByRole('combobox', { name: /^Ad accounts of role 1/ }).click();
        await page.getByRole('option', { name: 'Nordics' }).waitFor();
      },
    },
    {
      name: 'invite-role',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByRole('combobox', { name: 'Role 1', exact: true }).click();
        await page.getByRole('option', { name: 'Campaign manager' }).waitFor();
      },
    },
    {
      name: 'invite-permissions',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByRole('button', { name: /^Permissions/ }).click();
        await dialog.getByRole('checkbox', { name: 'Advertiser management', exact: true }).check();
        await dialog.getByRole('button', { name: /^Advertiser management/ }).click();
        await dialog.getByRole('checkbox', { name: 'Message brands' }).uncheck();
      },
    },
    {
      name: 'invite-preview',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByLabel('Message', { exact: true }).fill('Welcome aboard.');
        await dialog.getByRole('button', { name: 'Preview e-mail' }).click();
        await dialog.frameLocator('iframe').getByText('Welcome aboard.').waitFor();
      },
    },
    {
      name: 'invite-preview-plain',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByRole('button', { name: 'Preview e-mail' }).click();
        await dialog.getByRole('button', { name: 'Plain text' }).click();
        await dialog.getByText('Accept invitation:').waitFor();
      },
    },
  ];
}

/** What changes something is done in an organization of its own. */
async function invitingInSmall(visitor) {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  await adAccount(ada, id, 'EU Brand');
  const lena = somebody('Lena Brandt');
  await invited(ada, id, [lena]);
  const empty = await organizationOf(ada, 'Northwind');
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await joined(ada, id, mia, mia);
  await usersPage(ada.page).openWith(id, '?tab=invited', lena.address);
  return [
    {
      name: 'users-no-invitations',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(empty.id, '?tab=invited');
        await page.getByText('No open invitations').waitFor();
      },
    },
    {
      name: 'users-nobody-waits',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(empty.id, '?tab=pending_approval');
        await page.getByText('Nobody waits for approval').waitFor();
      },
    },
    {
      name: 'invite-results',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(id);
        const invite = await usersPage(page).invite();
        await invite.paste(`${mia.address}, ${lena.address}, ${somebody('Jonas Weber').address}, ole@northwind`);
        await invite.dialog.getByRole('button', { name: 'Send 3 invitations' }).click();
        await page.getByRole('dialog', { name: 'What became of the invitations' }).waitFor();
      },
    },
    {
      name: 'link-dialog',
      visitor: ada,
      open: async (page) => {
        await page.addInitScript(() => {
          navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
        });
        await usersPage(page).open(id, '?tab=invited');
        await page.getByRole('button', { name: `Actions for ${lena.name}` }).click();
        await page.getByRole('menuitem', { name: 'Copy invitation link' }).click();
        await page.getByRole('dialog', { name: 'Invitation link' }).waitFor();
      },
    },
    {
      name: 'toast',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(id, '?tab=invited');
        await page.getByRole('button', { name: `Actions for ${lena.name}` }).click();
        await page.getByRole('menuitem', { name: 'Resend invitation' }).click();
        await page.getByText('is on its way again.').waitFor();
      },
    },
  ];
}
