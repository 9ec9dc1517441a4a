import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { adAccount, agencyOf, agencyAtWork, agencyInvited, firstAdAccount, joined } from '../house/given.mjs';
import { agencyPage, clientPage, inviteAgencyDialog } from '../pages/agencies.mjs';
import { chooseAdAccounts, chooseFrom, usersPage } from '../pages/users.mjs';

/**
 * Agencies on both sides: the client's tab and pages, those of the agency, and what its people see at the client.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function agencies(visitor) {
  const [ada, bo, mia, jun] = await Promise.all(['Ada Winter', 'Bo Castell', 'Mia Fischer', 'Jun Watanabe'].map(async (name) =>
    ({ ...(await visitor(name)), ...somebody(name) })));
  await Promise.all([ada, bo].map((who) => signedUp(who, who)));
  const { id: client } = await organizationOf(ada, 'Northwind');
  const { id: agency } = await agencyOf(bo, 'Bright Media');
  const { id: waiting } = await agencyOf(bo, 'Fern & Field');
  const { id: fresh } = await organizationOf(bo, 'Contoso');
  const [first, eu, us] = [await firstAdAccount(ada, client), await adAccount(ada, client, 'EU Brand'), await adAccount(ada, client, 'US Retail')];
  const roles = [[first, 'viewer'], [eu, 'campaign_manager'], [us, 'viewer']].map(([ad_account, role]) => ({ ad_account, role }));
  const cap = { permissions: ['brands.view', 'campaigns.apply', 'financials.view'], ad_account_roles: roles };

  await agencyAtWork(ada, client, bo, agency, cap);
  await agencyInvited(ada, client, waiting, { permissions: [], ad_account_roles: roles.slice(1, 2) });
  await agencyInvited(bo, fresh, agency, { permissions: ['brands.view'], ad_account_roles: [{ ad_account: await firstAdAccount(bo, fresh), role: 'campaign_manager' }] });
  const members = await Promise.all([mia, jun].map((who) => joined(bo, agency, who, who)));
  const assigned = (member, grants) => api(bo, `PUT /v1/organizations/${agency}/clients/${client}/members/${member}`, { body: grants });
  await assigned(members[0], { permissions: ['brands.view'], ad_account_roles: roles.slice(0, 2) });
  await assigned(members[1], { permissions: [], ad_account_roles: roles.slice(2) });
  await api(ada, `DELETE /v1/organizations/${client}/agencies/${agency}/members/${members[1].replace('mem_', 'usr_')}`);
  return [
    ...forTheClient(ada, client, agency, waiting),
    ...forTheAgency(bo, client, agency, fresh),
    ...forItsPeople(mia, client),
    {
      name: 'organization-kind',
      visitor: ada,
      open: async (page) => {
        await page.goto('/new-organization');
        await page.getByRole('radio', { name: 'Agency' }).check();
      },
    },
  ];
}

function forTheClient(ada, client, agency, waiting) {
  const tab = async (page) => {
    await usersPage(page).open(client, '?tab=agencies');
    await page.getByRole('link', { name: 'Bright Media' }).waitFor();
  };
  const open = async (page) => {
    await agencyPage(page).open(client, agency);
    await agencyPage(page).person('Mia Fischer').waitFor();
  };
  return [
    { name: 'agencies', visitor: ada, open: tab },
    {
      name: 'agencies-menu',
      visitor: ada,
      reopen: true,
      open: async (page) => {
        await tab(page);
        await page.getByRole('button', { name: 'Actions for Bright Media' }).click();
        await page.getByRole('menuitem', { name: 'End access…' }).waitFor();
      },
    },
    {
      name: 'agency-end',
      visitor: ada,
      open: async (page) => {
        await open(page);
        await page.getByRole('button', { name: 'End access…' }).click();
        await page.getByRole('dialog', { name: 'End the access of Bright Media?' }).waitFor();
      },
    },
    {
      name: 'agency-invite',
      visitor: ada,
      open: async (page) => {
        const { dialog, accountId } = await inviteAgencyDialog(page, client);
        await accountId.fill('730 194 5528');
        await chooseFrom(page, dialog.getByRole('combobox', { name: 'Role 1', exact: true }), 'Campaign manager');
        await chooseAdAccounts(page, dialog.getByRole('combobox', { name: 'Ad accounts of role 1' }), ['EU Brand', 'US Retail']);
        await dialog.getByRole('button', { name: /^Permissions/ }).click();
        await dialog.getByRole('checkbox', { name: 'Finance', exact: true }).check();
      },
    },
    {
      name: 'agency-invite-wrong',
      visitor: ada,
      open: async (page) => {
        const { dialog, accountId, send } = await inviteAgencyDialog(page, client);
        await accountId.fill('730-194-552');
        await send.click();
        await dialog.getByText('An Account Id has ten digits').waitFor();
      },
    },
    { name: 'agency', visitor: ada, open },
    {
      name: 'agency-changed',
      visitor: ada,
      open: async (page) => {
        await open(page);
        await page.getByRole('button', { name: 'Remove Campaign manager on EU Brand' }).click();
        await page.getByText('1 change: Campaign manager on EU Brand removed').waitFor();
      },
    },
    {
      name: 'agency-invited',
      visitor: ada,
      open: async (page) => {
        await agencyPage(page).open(client, waiting);
        await page.getByText('Nobody yet: Fern & Field has not accepted the invitation.').waitFor();
      },
    },
    {
      name: 'agency-block',
      visitor: ada,
      open: async (page) => {
        await open(page);
        await agencyPage(page).person('Mia Fischer').getByRole('button', { name: 'Block Mia Fischer…' }).click();
        await page.getByRole('dialog', { name: 'Block Mia Fischer?' }).waitFor();
      },
    },
    {
      name: 'agency-gone',
      visitor: ada,
      open: async (page) => {
        ada.expect(/^404 GET \/v1\/organizations\/\d+\/agencies\//);
        await agencyPage(page).open(client, '1234567890');
        await page.getByText('This agency does not work here').waitFor();
      },
    },
    {
      name: 'agencies-failed',
      visitor: ada,
      open: async (page) => {
        ada.expect(/^503 GET \/v1\/organizations\/\d+\/agencies$/);
        const problem = { type: '/problems/unavailable', title: 'Unavailable', status: 503, request_id: 'req_01M80EYGTNXZBWY708T4JW83SC' };
        await page.route('**/v1/organizations/*/agencies', (route) =>
          route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }));
        await usersPage(page).open(client, '?tab=agencies');
        await page.getByText('The agencies could not be loaded').waitFor();
      },
    },
  ];
}

function forTheAgency(bo, client, agency, fresh) {
  const open = async (page) => {
    await clientPage(page).open(agency, client);
    await clientPage(page).person('Mia Fischer').waitFor();
  };
  return [
    {
      name: 'clients',
      visitor: bo,
      open: async (page) => {
        await usersPage(page).open(agency, '?tab=clients');
        await page.getByRole('heading', { name: 'Contoso invites your agency' }).waitFor();
      },
    },
    {
      name: 'agencies-none',
      visitor: bo,
      open: async (page) => {
        await usersPage(page).open(agency, '?tab=agencies');
        await page.getByText('No agencies').waitFor();
      },
    },
    { name: 'client', visitor: bo, open },
    {
      name: 'client-invitation',
      visitor: bo,
      open: async (page) => {
        await clientPage(page).open(agency, fresh);
        await page.getByRole('heading', { name: 'Contoso invites your agency' }).waitFor();
      },
    },
    {
      name: 'client-add',
      visitor: bo,
      open: async (page) => {
        await open(page);
        const dialog = await clientPage(page).addMembers('Bo Castell');
        await dialog.getByRole('button', { name: 'Choose everything that Northwind gives' }).click();
        await dialog.getByText('Campaign manager').waitFor();
      },
    },
    {
      name: 'client-edit',
      visitor: bo,
      open: async (page) => {
        await open(page);
        await clientPage(page).act('Mia Fischer', 'Edit what they may do');
        await page.getByRole('button', { name: 'Remove Campaign manager on EU Brand' }).click();
        await page.getByText('access to it ends').waitFor();
      },
    },
    {
      name: 'client-remove',
      visitor: bo,
      open: async (page) => {
        await open(page);
        await clientPage(page).act('Mia Fischer', 'Remove…');
        await page.getByRole('dialog', { name: 'Remove Mia Fischer from Northwind?' }).waitFor();
      },
    },
  ];
}

function forItsPeople(mia, client) {
  return [
    {
      name: 'via-agency',
      visitor: mia,
      open: async (page) => {
        await usersPage(page).open(client);
        await page.getByRole('heading', { name: 'You work here for Bright Media' }).waitFor();
      },
    },
    {
      name: 'via-agency-ad-accounts',
      visitor: mia,
      open: async (page) => {
        await page.goto(`/orgs/${client}/ad-accounts`);
        await page.getByText('EU Brand').waitFor();
      },
    },
    {
      name: 'via-agency-switcher',
      visitor: mia,
      reopen: true,
      open: async (page) => {
        await usersPage(page).open(client);
        await page.getByRole('button', { name: /^Northwind/ }).click();
        await page.getByRole('menuitem', { name: 'Bright Media' }).waitFor();
      },
    },
    {
      name: 'via-agency-home',
      visitor: mia,
      open: async (page) => {
        await page.goto('/?all=true');
        await page.getByText('via Bright Media').waitFor();
      },
    },
  ];
}
