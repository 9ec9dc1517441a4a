import assert from 'node:assert/strict';
import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { copied } from '../house/clipboard.mjs';
import { until } from '../house/patience.mjs';
import { home } from '../house/places.mjs';
import { story } from '../house/story.mjs';
import { auditPage } from '../pages/audit.mjs';
import { integrationsPage, keyForm } from '../pages/integrations.mjs';
import { focused } from '../pages/keys.mjs';

story('a key is made and shown once, opens the API while it is live, and is in the audit log; revoked, it opens nothing', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const { page } = ada;
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const integrations = integrationsPage(page);
  await page.goto(`/orgs/${id}/users`);
  await page.getByRole('link', { name: 'Integrations' }).click();
  await page.getByText('No API keys').waitFor();

  const key = await makes(page, integrations);
  await integrations.row('HR system').getByText('Manage users').waitFor();
  await integrations.row('HR system').getByText('Never').first().waitFor();

  const members = await called(key, `/v1/organizations/${id}/members`);
  assert.equal(members.status, 200);
  assert.deepEqual((await members.json()).items.map(({ user }) => user.name), ['Ada Winter']);
  assert.equal((await called(key, `/v1/organizations/${id}/events`)).status, 403, 'no scope opens the audit log');
  const { id: other } = await organizationOf(ada, 'Northwind');
  assert.equal((await called(key, `/v1/organizations/${other}/members`)).status, 404, 'another organization is not there');
  const invitation = { invitations: [{ email: somebody('Mia Fischer').address, name: 'Mia Fischer' }], role: 'member', permissions: [], ad_account_roles: [], send_email: false };
  assert.equal((await called(key, `/v1/organizations/${id}/invitations`, invitation)).status, 200);

  await page.getByRole('link', { name: 'Audit log', exact: true }).click();
  const audit = auditPage(page);
  await until('what the key did is in the log', async () => {
    await page.reload();
    await audit.row('Ada Winter created the API key HR system').waitFor();
    return audit.row('HR system invited Mia Fischer').isVisible();
  });
  await audit.row('Ada Winter created the API key HR system').getByRole('link', { name: 'HR system' }).click();

  await page.reload();
  await integrations.row('HR system').getByText('Today').first().waitFor();
  await integrations.revoke('HR system').click();
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'Revoke HR system', 'the keyboard goes on where it was');
  await integrations.revoke('HR system').click();
  const dialog = integrations.dialog('Revoke HR system?');
  await dialog.getByText('Nobody is invited, changed or removed with it any more.').waitFor();
  await dialog.getByRole('button', { name: 'Revoke key' }).click();
  await page.getByText('HR system is revoked.').waitFor();
  await page.getByText('No API keys').waitFor();
  assert.equal((await called(key, `/v1/organizations/${id}/members`)).status, 401);
});

/** Makes the key "HR system" by the form, and takes it from the clipboard. */
async function makes(page, integrations) {
  const form = keyForm(page);
  await integrations.create.click();
  await form.make.click();
  await page.getByText('Give it a name.').waitFor();
  await page.getByText('Choose at least one thing that the key may do.').waitFor();
  assert.match(await focused(page), /^Name/, 'the first mistake has the focus');
  await form.name.fill('HR system');
  await form.scope('Manage users').check();
  await form.expires('After 90 days');
  await form.make.click();
  const dialog = integrations.dialog('Store the key HR system');
  await dialog.getByRole('button', { name: 'Copy the API key' }).click();
  await page.getByText('The API key is copied.').waitFor();
  const key = await copied(page);
  assert.match(key, /^rk_[0-9A-Z]{26}_[\w-]{43}$/);
  assert.equal(await form.key.inputValue(), key);
  await page.keyboard.press('Escape');
  await dialog.getByText('Store it first, then say so here.').waitFor(); // it is shown this once
  await integrations.stored();
  await dialog.waitFor({ state: 'detached' });
  return key;
}

/** Calls the API as a program does: with the key alone. */
function called(key, path, body) {
  return fetch(home + path, {
    method: body ? 'POST' : 'GET',
    headers: { Authorization: `Bearer ${key}`, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}
