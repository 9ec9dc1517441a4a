import { signedIn } from '../house/accounts.mjs';
import { demonstration, earl, signedInAsCarrie } from '../house/demonstration.mjs';
import { usersPage } from '../pages/users.mjs';

/**
 * The lists of people, with their menus.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function people(visitor) {
  const admin = await visitor('Carrie');
  const member = await visitor('Earl');
  await Promise.all([signedInAsCarrie(admin), signedIn(member, earl)]);
  return [...lists(admin, member), ...menus(admin)];
}

/** A few people, for what lies over the list: axe looks at everything, and fifty rows tell it no more than five. */
export const few = '?role=admin';

/** Opens a tab of the demonstration and waits for somebody in it. */
export const list = (who, query = '') => async (page) => {
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
    { name: 'users-past', visitor: admin, open: list('No revoked invitations', '?tab=invited&state=revoked') },
    { name: 'users-by-joined', visitor: admin, open: list('Earl E. Bird', '?sort=-joined&two_factor=off') },
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
