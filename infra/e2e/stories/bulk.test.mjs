import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { demonstration, signedInAsCarrie } from '../house/demonstration.mjs';
import { invited, joined } from '../house/given.mjs';
import { until } from '../house/patience.mjs';
import { story } from '../house/story.mjs';
import { bulk } from '../pages/bulk.mjs';
import { focused } from '../pages/keys.mjs';
import { usersPage } from '../pages/users.mjs';

story('everybody who matches is selected, revoked with progress, and gone from list and count at once', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Riverside');
  await inviteMany(ada, id, 120);
  // Six calls at once are much for a busy machine: the run waits and goes on.
  ada.expect(/^503 DELETE .*\/invitations\/inv_/);
  const users = usersPage(ada.page);
  const { pageBox, says, act, dialog } = bulk(ada.page);
  await users.open(id, '?tab=invited');
  await users.range.getByText('1–50 of 120').waitFor();

  await pageBox.check();
  await says('All 50 on this page are selected.');
  await users.bar.getByRole('button', { name: 'Select all 120' }).click();
  await says('All 120 are selected.');
  await act('Revoke…', 'Revoke 120 invitations');
  await dialog.getByRole('progressbar', { name: 'Progress' }).waitFor();
  await dialog.getByText('All 120 are done.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();

  await ada.page.getByText('No open invitations').waitFor();
  assert.match(await users.tab('Invited').innerText(), /\b0$/, 'the count follows');
  await users.bar.waitFor({ state: 'hidden' });
  await until('all of them among the revoked', async () =>
    (await api(ada, `GET /v1/organizations/${id}/invitations?state=revoked&limit=200`)).items.length === 120);
  await ada.page.getByRole('button', { name: 'State: Open' }).click();
  await ada.page.getByRole('menuitemradio', { name: 'Revoked' }).click();
  await users.row('guest.000@northwind.example').waitFor();
  assert.equal(await ada.page.locator('tbody input[type=checkbox]').count(), 0, 'what is over is not selected');
});

story('by keyboard alone several are selected and approved', async ({ visitor }) => {
  const [ada, mia, jonas] = await Promise.all(['Ada Winter', 'Mia Fischer', 'Jonas Weber'].map(async (name) => ({ ...(await visitor(name)), ...somebody(name) })));
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const { version } = await api(ada, `GET /v1/organizations/${id}`);
  await api(ada, `PATCH /v1/organizations/${id}`, { version, body: { settings: { approve_new_users: true } } });
  await Promise.all([mia, jonas].map((person) => joined(ada, id, person, person)));
  const { page } = ada;
  const users = usersPage(page);
  await users.openWith(id, '?tab=pending_approval', 'Jonas Weber');
  await users.openWith(id, '?tab=pending_approval', 'Mia Fischer');

  await users.box('Jonas Weber').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await bulk(page).says('2 selected');
  assert.equal(await focused(page), 'Select Mia Fischer');
  await page.keyboard.press('Enter');
  await until('the focus on Approve', async () => (await focused(page)) === 'Approve');
  await page.keyboard.press('Enter');
  await bulk(page).dialog.getByText('Jonas Weber, Mia Fischer').waitFor();
  await until('the focus on Cancel', async () => (await focused(page)) === 'Cancel');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await bulk(page).dialog.getByText('All 2 are done.').waitFor();
  await until('the focus on Done', async () => (await focused(page)) === 'Done');
  await page.keyboard.press('Enter');
  await page.getByText('Nobody waits for approval').waitFor();
  await users.openTab('Active');
  await users.row('Jonas Weber').waitFor();
  await users.row('Mia Fischer').waitFor();
});

story('an account administrator who is no organization admin is told who is left out and why some fail', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const max = { ...(await visitor('Max')), ...somebody('Max Sander') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Lakeside');
  await joined(ada, id, max, max, { permissions: ['users.manage'] });
  const names = ['Ben Fine', 'Cleo Raised', 'Dana Admin', 'Emil Revoked'];
  const people = names.map(somebody);
  const [, cleo, dana, emil] = await invited(ada, id, people);
  const users = usersPage(max.page);
  const { pageBox, says, act, dialog, result } = bulk(max.page);

  await users.openWith(id, '', 'Max Sander');
  await max.page.getByRole('checkbox', { name: 'Max Sander cannot be selected: this is you' }).waitFor();
  await max.page.getByRole('checkbox', { name: /^Ada Winter cannot be selected: only an organization admin can/ }).waitFor();

  for (const name of names) await users.openWith(id, '?tab=invited', name);
  await pageBox.check();
  await says('4 selected');
  const invitation = `/v1/organizations/${id}/invitations`;
  await api(ada, `PATCH ${invitation}/${cleo.id}`, { version: cleo.version, body: { permissions: ['financials.view'] } });
  await api(ada, `PATCH ${invitation}/${dana.id}`, { version: dana.version, body: { role: 'admin' } });
  await api(ada, `DELETE ${invitation}/${emil.id}`);
  max.expect(/^(403|409) POST .*\/resend$/);
  await act('Resend', 'Resend 4 invitations');

  await dialog.getByText('1 of 4 are done. 3 failed.').waitFor();
  await result('Ben Fine').getByText('Sent again').waitFor();
  await result('Cleo Raised').getByText('something that you do not hold yourself').waitFor();
  await result('Dana Admin').getByText('Only an organization admin can change an organization admin.').waitFor();
  await result('Emil Revoked').getByText('Was revoked already.').waitFor();
  const [download] = await Promise.all([max.page.waitForEvent('download'), dialog.getByRole('button', { name: 'Download as CSV' }).click()]);
  const csv = await text(await download.createReadStream());
  assert.match(csv, /^Name,E-mail,Outcome,Reason,Request id\r\n/);
  assert.match(csv, /Emil Revoked,[^,]+,Failed,Was revoked already\.,/);

  const raised = await api(ada, `GET ${invitation}/${cleo.id}`);
  await api(ada, `PATCH ${invitation}/${cleo.id}`, { version: raised.version, body: { permissions: [] } });
  await dialog.getByRole('button', { name: 'Try the 3 again' }).click();
  await dialog.getByText('2 of 4 are done. 2 failed.').waitFor();
  await result('Cleo Raised').getByText('Sent again').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await users.row('Emil Revoked').waitFor({ state: 'hidden' });
});

story('a selection has ranges, stays on the next page, and ends with the tab', async ({ visitor }) => {
  const carrie = await visitor('Carrie');
  await signedInAsCarrie(carrie);
  const { page } = carrie;
  const users = usersPage(page);
  const boxes = page.locator('tbody').getByRole('checkbox', { name: /^Select / });
  await users.open(demonstration);
  await users.range.getByText('1–50 of 57').waitFor();
  await boxes.nth(0).check();
  await boxes.nth(3).click({ modifiers: ['Shift'] });
  await bulk(page).says('4 selected');
  await boxes.nth(5).focus();
  await page.keyboard.press('Shift+Space');
  await bulk(page).says('6 selected');

  await page.getByRole('link', { name: 'Next' }).click();
  await users.range.getByText('51–57 of 57').waitFor();
  await boxes.nth(1).check();
  await bulk(page).says('7 selected');
  await page.getByRole('link', { name: 'Previous' }).click();
  await until('the first page as it was', async () => (await page.locator('tbody input:checked').count()) === 6);
  await users.openTab('Suspended');
  await users.row('Freya Lund').waitFor();
  await users.bar.waitFor({ state: 'hidden' });
});

async function inviteMany(inviter, organization, count) {
  const everybody = Array.from({ length: count }, (_, at) => ({ email: `guest.${String(at).padStart(3, '0')}@northwind.example` }));
  for (let from = 0; from < count; from += 40) {
    await api(inviter, `POST /v1/organizations/${organization}/invitations`, {
      body: { invitations: everybody.slice(from, from + 40), role: 'guest', permissions: [], ad_account_roles: [], send_email: false },
    });
  }
  await until(`${count} invitations in the list`, async () => {
    const { items } = await api(inviter, `GET /v1/organizations/${organization}/invitations?limit=200`);
    const { invited: counted } = await api(inviter, `GET /v1/organizations/${organization}/counts`);
    return items.length === count && counted === count;
  });
}
