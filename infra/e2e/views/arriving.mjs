import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { demonstration } from '../house/demonstration.mjs';
import { adAccount, firstAdAccount, invited, joined } from '../house/given.mjs';
import { invitationLink } from '../house/mail.mjs';

const message = 'Welcome aboard. You will look after the European brand campaigns.\nCall me when you have seen the first numbers.';

/**
 * Signing in, accepting, choosing an organization, and what stands in the way of it.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function arriving(visitor) {
  const nobody = await visitor('nobody');
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  const newcomer = { ...(await visitor('Noor')), ...somebody('Noor Haddad') };
  const pia = { ...(await visitor('Pia')), ...somebody('Pia Lund') };
  const sue = { ...(await visitor('Sue')), ...somebody('Sue Falk') };
  const eve = { ...(await visitor('Eve')), ...somebody('Eve Moreau') };
  await Promise.all([ada, mia, newcomer].map((person) => signedUp(person, person)));
  const { id } = await organizationOf(ada, 'Brightwater Outdoor Advertising');
  const second = await organizationOf(ada, 'Northwind');
  const roles = [
    { ad_account: await firstAdAccount(ada, id), role: 'campaign_manager' },
    { ad_account: await adAccount(ada, id, 'US Retail'), role: 'viewer' },
  ];
  const permissions = ['brands.view', 'campaigns.apply', 'financials.view'];
  await invited(ada, id, [mia], { message, permissions, ad_account_roles: roles });
  const link = await invitationLink(mia.address);
  await invited(ada, second.id, [mia], { role: 'admin' });
  const suspended = await joined(ada, id, sue, sue);
  await api(ada, `POST /v1/organizations/${id}/members/${suspended}/suspend`);
  await joined(ada, id, eve, eve);
  const answered = await invitationLink(eve.address);
  await waitingForApproval(ada, id, pia);

  nobody.expect(/^410 POST \/v1\/invitations\/lookup$/);
  sue.expect(/^403 GET /);
  pia.expect(/^403 GET /);
  eve.expect(/^404 GET /);
  const to = (path, heading) => async (page) => {
    await page.goto(path);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  };
  return [
    { name: 'sign-in', visitor: nobody, open: to('/', 'Sign in to Roster') },
    { name: 'not-found', visitor: nobody, open: to('/nowhere', 'This page is not there') },
    { name: 'accept-signed-out', visitor: nobody, open: to(link, /^Join /) },
    { name: 'accept-gone', visitor: nobody, open: to('/accept#inv_0.gone', 'This invitation is no longer valid') },
    { name: 'accept-no-token', visitor: nobody, open: to('/accept', 'There is no invitation here') },
    { name: 'accept', visitor: mia, open: to(link, /^Join /) },
    {
      name: 'accept-decline',
      visitor: mia,
      open: async (page) => {
        await to(link, /^Join /)(page);
        await page.getByRole('button', { name: 'Decline' }).click();
        await page.getByRole('dialog', { name: /^Decline the invitation/ }).waitFor();
      },
    },
    { name: 'accept-another-login', visitor: newcomer, open: to(link, /^Join /) },
    { name: 'accept-already', visitor: eve, open: to(answered, /^You are already in /) },
    { name: 'home-invitations', visitor: mia, open: to('/', /^You have 2 open invitations$/) },
    { name: 'home-empty', visitor: newcomer, open: to('/', 'Your organizations') },
    { name: 'home-organizations', visitor: ada, open: to('/', 'Your organizations') },
    { name: 'new-organization', visitor: newcomer, open: to('/new-organization', 'Create an organization') },
    {
      name: 'new-organization-error',
      visitor: newcomer,
      open: async (page) => {
        await to('/new-organization', 'Create an organization')(page);
        await page.getByRole('button', { name: 'Create organization' }).click();
        await page.getByText('Give it a name.').waitFor();
      },
    },
    { name: 'hold-pending', visitor: pia, open: to(`/orgs/${id}/users`, /has not approved you yet$/) },
    { name: 'hold-suspended', visitor: sue, open: to(`/orgs/${id}/users`, /^You are suspended in /) },
    { name: 'organization-not-visible', visitor: eve, open: to(`/orgs/${demonstration}/users`, 'This page is not there') },
  ];
}

async function waitingForApproval(ada, organization, person) {
  const path = `/v1/organizations/${organization}`;
  const { version } = await api(ada, `GET ${path}`);
  await api(ada, `PATCH ${path}`, { version, body: { settings: { approve_new_users: true } } });
  await joined(ada, organization, person, person);
}
