import assert from 'node:assert/strict';
import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { adAccount, agencyAtWork, agencyOf, joined } from '../house/given.mjs';
import { story } from '../house/story.mjs';
import { agencyPage, clientPage, inviteAgencyDialog } from '../pages/agencies.mjs';
import { personPage } from '../pages/person.mjs';
import { chooseAdAccounts, chooseFrom, usersPage } from '../pages/users.mjs';

/** Ada's organization Northwind with the ad account EU Brand, Bo's agency Bright Media, and Mia, a member of it. */
async function begin(visitor) {
  const [ada, bo, mia] = await Promise.all(['Ada Winter', 'Bo Castell', 'Mia Fischer'].map(async (name) =>
    ({ ...(await visitor(name)), ...somebody(name) })));
  await Promise.all([ada, bo].map((who) => signedUp(who, who)));
  const client = (await organizationOf(ada, 'Northwind')).id;
  const agency = await agencyOf(bo, 'Bright Media');
  const eu = await adAccount(ada, client, 'EU Brand');
  const member = await joined(bo, agency.id, mia, mia);
  return { ada, bo, mia, client, agency: agency.id, accountId: agency.account_id, eu, member };
}

/** The same, with Mia at work for Northwind as campaign manager who sees brands. */
async function atWork(visitor) {
  const all = await begin(visitor);
  const { ada, bo, client, agency, eu, member } = all;
  const grants = { permissions: ['brands.view'], ad_account_roles: [{ ad_account: eu, role: 'campaign_manager' }] };
  await agencyAtWork(ada, client, bo, agency, grants);
  await api(bo, `PUT /v1/organizations/${agency}/clients/${client}/members/${member}`, { body: grants });
  return { ...all, grants };
}

story('an agency is invited by its Account Id, accepts and puts a member to work, whom the client narrows and blocks', async ({ visitor }) => {
  const { ada, bo, mia, client, agency, accountId } = await begin(visitor);

  // The client invites.
  const invite = await inviteAgencyDialog(ada.page, client);
  await invite.send.click();
  await invite.dialog.getByText('Enter the agency\'s Account Id.').waitFor();
  await invite.accountId.fill(`Account Id: ${accountId.replaceAll('-', ' ')} `);
  await chooseFrom(ada.page, invite.dialog.getByRole('combobox', { name: 'Role 1', exact: true }), 'Campaign manager');
  await chooseAdAccounts(ada.page, invite.dialog.getByRole('combobox', { name: 'Ad accounts of role 1' }), ['EU Brand']);
  await invite.dialog.getByRole('button', { name: /^Permissions/ }).click();
  assert.equal(await invite.dialog.getByText('Account administration').count(), 0, 'no cap holds it');
  await invite.dialog.getByRole('checkbox', { name: 'Finance', exact: true }).check();
  await invite.send.click();
  await ada.page.getByText('Bright Media is invited.').waitFor();
  const row = usersPage(ada.page).row('Bright Media');
  await row.getByText('Invited', { exact: true }).waitFor();
  await row.getByText('EU Brand').waitFor();
  await usersPage(ada.page).tab('Agencies').getByText('1', { exact: true }).waitFor();

  // The agency's admin accepts and puts Mia to work.
  await usersPage(bo.page).open(agency, '?tab=clients');
  await bo.page.getByRole('heading', { name: 'Northwind invites your agency' }).waitFor();
  await bo.page.getByText('Finance: View financials').waitFor();
  await bo.page.getByRole('button', { name: 'Accept' }).click();
  await clientPage(bo.page).heading('Northwind').waitFor();
  const add = await clientPage(bo.page).addMembers('Mia Fischer');
  assert.equal(await add.getByText('Creative management').count(), 0, 'only what the cap has is offered');
  await add.getByRole('button', { name: 'Choose everything that Northwind gives' }).click();
  await add.getByRole('button', { name: 'Add member' }).click();
  await clientPage(bo.page).person('Mia Fischer').getByText('3 permissions').waitFor();

  // Mia finds the client.
  await mia.page.goto('/');
  await mia.page.getByRole('link', { name: /Northwind.*via Bright Media/ }).click();
  await mia.page.getByRole('heading', { name: 'You work here for Bright Media' }).waitFor();
  await mia.page.getByText('Campaign manager').waitFor();
  await mia.page.getByRole('link', { name: 'Ad accounts' }).click();
  await mia.page.getByText('EU Brand').waitFor();
  assert.equal(await mia.page.getByRole('link', { name: 'Audit log' }).count(), 0, 'a guest sees no log');

  // The client narrows the cap.
  await row.getByRole('link', { name: 'Bright Media' }).click();
  const page = agencyPage(ada.page);
  await page.person('Mia Fischer').getByText('Campaign manager').waitFor();
  await personPage(ada.page).group('Finance').uncheck();
  await personPage(ada.page).save.click();
  await ada.page.getByText('Bright Media: saved.').waitFor();
  await page.person('Mia Fischer').getByText('3 permissions').waitFor({ state: 'hidden' });
  await usersPage(mia.page).open(client);
  await mia.page.getByText('Campaign manager').waitFor();
  assert.equal(await mia.page.getByText('Finance').count(), 0, 'narrower at the next request');

  // And blocks Mia, who is out at the next request.
  await page.block('Mia Fischer');
  await page.person('Mia Fischer').getByText('Blocked', { exact: true }).waitFor();
  mia.expect(/^404 GET \/v1\/organizations\/\d+\//);
  await mia.page.reload();
  await mia.page.getByRole('heading', { name: 'This page is not there' }).waitFor();
  await mia.page.goto('/?all=true');
  await mia.page.getByRole('link', { name: /^.*Bright Media/ }).waitFor();
  assert.equal(await mia.page.getByText('Northwind').count(), 0);
  await clientPage(bo.page).open(agency, client);
  await clientPage(bo.page).person('Mia Fischer').getByText('Blocked by Northwind').waitFor();

  // The log tells it, with links and through whom.
  await ada.page.goto(`/orgs/${client}/audit`);
  await ada.page.getByText('Ada Winter blocked Mia Fischer at the client').waitFor();
  await ada.page.getByText('Bo Castell accepted the invitation for the agency Bright Media').waitFor();
  await ada.page.getByText(/^via Bright Media/).first().waitFor();
  await ada.page.getByRole('link', { name: 'Mia Fischer' }).first().click();
  await page.person('Mia Fischer').getByRole('button', { name: 'Let Mia Fischer in again' }).click();
  await ada.page.getByText('Mia Fischer can get in again.').waitFor();
  await usersPage(mia.page).open(client);
  await mia.page.getByRole('heading', { name: 'You work here for Bright Media' }).waitFor();
});

story('a cap that somebody else changed meanwhile is not overwritten: both are shown', async ({ visitor }) => {
  const { ada, client, agency } = await atWork(visitor);
  const { page } = ada;
  await agencyPage(page).open(client, agency);
  await personPage(page).group('Finance').check();
  const path = `/v1/organizations/${client}/agencies/${agency}`;
  const { version } = await api(ada, `GET ${path}`);
  await api(ada, `PATCH ${path}`, { version, body: { permissions: ['brands.view', 'brands.message'] } });
  ada.expect(/^412 PATCH \/v1\/organizations\/\d+\/agencies\/\d+$/);
  await personPage(page).save.click();
  await page.getByRole('heading', { name: 'Somebody else changed this in the meantime' }).waitFor();
  await page.getByText('Message brands added').waitFor();
  await page.getByText('View financials added').waitFor();
  await page.getByRole('button', { name: 'Keep mine on top of theirs' }).click();
  await personPage(page).save.click();
  await page.getByText('Bright Media: saved.').waitFor();
  const saved = await api(ada, `GET ${path}`);
  assert.ok(['brands.message', 'financials.view'].every((permission) => saved.permissions.includes(permission)), saved.permissions.join());
});

story('either side ends the link, and a refused Account Id is told at its field', async ({ visitor }) => {
  const { ada, bo, mia, client, agency, accountId } = await atWork(visitor);
  await clientPage(bo.page).open(agency, client);
  await clientPage(bo.page).act('Mia Fischer', 'Edit what they may do');
  await bo.page.getByRole('button', { name: 'Remove Campaign manager on EU Brand' }).click();
  await bo.page.getByText('Without a role on EU Brand, access to it ends.').waitFor();
  await bo.page.getByRole('button', { name: 'Save changes' }).click();
  await bo.page.getByText('Mia Fischer: saved.').waitFor();
  await clientPage(bo.page).person('Mia Fischer').getByText('1 permission').waitFor();
  await clientPage(bo.page).act('Mia Fischer', 'Remove…');
  await bo.page.getByRole('dialog', { name: 'Remove Mia Fischer from Northwind?' }).getByRole('button', { name: 'Remove' }).click();
  await bo.page.getByText('Nobody yet. Add members of your agency, yourself included.').waitFor();
  mia.expect(/^404 GET \/v1\/organizations\/\d+\//);
  await usersPage(mia.page).open(client);
  await mia.page.getByRole('heading', { name: 'This page is not there' }).waitFor();

  const { dialog, accountId: field, send } = await inviteAgencyDialog(ada.page, client);
  await field.fill(accountId);
  await send.click();
  await dialog.getByText('Bright Media works here already.').waitFor();
  await field.fill('1234567890');
  await dialog.getByRole('button', { name: /^Permissions/ }).click();
  await dialog.getByRole('checkbox', { name: 'Technical', exact: true }).check();
  ada.expect(/^422 POST \/v1\/organizations\/\d+\/agencies$/);
  await send.click();
  await dialog.getByText('No agency with this Account Id can be invited.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await usersPage(ada.page).openTab('Agencies');
  await usersPage(ada.page).act('Bright Media', 'End access…');
  await ada.page.getByRole('dialog', { name: 'End the access of Bright Media?' }).getByRole('button', { name: 'End access' }).click();
  await ada.page.getByText('No agencies').waitFor();
  await usersPage(bo.page).open(agency, '?tab=clients');
  await bo.page.getByText('No clients').waitFor();
});

story('suspending and removing say that somebody still comes through an agency', async ({ visitor }) => {
  const { ada, mia, client, grants, member } = await atWork(visitor);
  const token = await api(ada, `POST /v1/organizations/${client}/invitations`, {
    body: { invitations: [{ email: mia.address, name: mia.name }], role: 'member', permissions: ['financials.view'], ad_account_roles: [], send_email: false },
  }).then(({ results }) => api(ada, `POST /v1/organizations/${client}/invitations/${results[0].invitation.id}/link`)).then(({ url }) => new URL(url).hash.slice(1));
  await api(mia, 'POST /v1/invitations/accept', { body: { token } });
  assert.equal(grants.permissions.length, 1);

  await personPage(ada.page).open(client, member);
  const how = ada.page.getByRole('region', { name: 'How does this person have access?' });
  await how.getByText('By a place of their own').waitFor();
  await how.getByRole('link', { name: 'Bright Media' }).waitFor();
  await how.getByText('Campaign manager').waitFor();
  await personPage(ada.page).action('Suspend…').click();
  const suspend = ada.page.getByRole('dialog', { name: 'Suspend Mia Fischer?' });
  await suspend.getByText('Mia Fischer still gets in through Bright Media').waitFor();
  await suspend.getByRole('button', { name: 'Suspend' }).click();
  await ada.page.getByText('They still get in through Bright Media').waitFor();
  await how.getByText('By a place of their own').waitFor({ state: 'hidden' });
  await usersPage(mia.page).open(client);
  await mia.page.getByRole('heading', { name: 'You work here for Bright Media' }).waitFor();

  await usersPage(ada.page).openWith(client, '?tab=suspended', mia.address);
  await usersPage(ada.page).act(mia.address, 'Remove user…');
  const remove = ada.page.getByRole('dialog', { name: 'Remove Mia Fischer?' });
  await remove.getByText('Mia Fischer still gets in through Bright Media').waitFor();
});
