import assert from 'node:assert/strict';
import { createAccount, somebody } from '../house/accounts.mjs';
import { invitationLink, mailTo } from '../house/mail.mjs';
import { story } from '../house/story.mjs';
import { personPage } from '../pages/person.mjs';
import { chooseFrom, usersPage } from '../pages/users.mjs';

const message = 'Welcome aboard. You will look after the European brand campaigns.';

story('the whole job: create, invite, accept, edit, remove, revoke', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  const lena = { ...(await visitor('Lena')), ...somebody('Lena Brandt') };
  const users = usersPage(ada.page);

  ada.organization = await signUpAndCreateOrganization(ada, 'Brightwater');
  await inviteBoth(ada, mia, lena);
  await users.openTab('Invited');
  await users.row(mia.address).getByText('Sent', { exact: true }).or(users.row(mia.address).getByText('Queued')).waitFor();
  await users.row(lena.address).waitFor();

  await acceptWithANewAccount(mia, await readMail(mia.address));
  await users.openWith(ada.organization, '', mia.address);
  await users.openWith(ada.organization, '?tab=invited', lena.address);
  await users.row(mia.address).waitFor({ state: 'hidden' });
  await users.openTab('Active');

  await editPermissions(ada, mia);
  await seesChangedRights(mia);
  await remove(ada, mia);
  await hasNoAccess(mia);

  await revoke(ada, lena);
  lena.expect(/^410 POST \/v1\/invitations\/lookup$/);
  await lena.page.goto(await invitationLink(lena.address));
  await lena.page.getByRole('heading', { name: 'This invitation is no longer valid' }).waitFor();
});

async function signUpAndCreateOrganization(ada, name) {
  const { page } = ada;
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await createAccount(page, ada);
  await page.getByText('You are in no organization yet').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Create an organization' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create organization' }).click();
  await usersPage(page).row(/Ada Winter\s*\(you\)/).waitFor();
  return new URL(page.url()).pathname.split('/')[2];
}

async function inviteBoth({ page }, mia, lena) {
  const invite = await usersPage(page).invite();
  const { dialog } = invite;
  await invite.paste(`${mia.name} <${mia.address}>, lena@northwind`);
  await invite.chip(`${mia.name}${mia.address}`).waitFor();
  await dialog.getByText('“lena@northwind” is not a complete address.').waitFor();
  await dialog.getByRole('button', { name: 'Send 1 invitation', exact: true }).waitFor();
  // A press makes the chip text again, at the same place.
  await invite.chip('lena@northwind').getByRole('button', { name: /^Edit/ }).click();
  assert.equal(await invite.addresses.inputValue(), 'lena@northwind');
  await invite.addresses.fill(lena.address);
  await invite.addresses.press('Enter');
  await dialog.getByText('is not a complete address').waitFor({ state: 'hidden' });

  await dialog.getByRole('radio', { name: 'Member' }).check();
  await makeAdAccountInPlace(page, dialog, 'EU Brand');
  await chooseFrom(page, dialog.getByRole('combobox', { name: 'Role 1', exact: true }), 'Campaign manager');
  await dialog.getByRole('button', { name: 'Add role' }).click();
  await invite.giveRole(2, 'Viewer', ['Brightwater']);

  await dialog.getByRole('button', { name: /^Permissions/ }).click();
  const group = dialog.getByRole('checkbox', { name: 'Advertiser management', exact: true });
  await group.check();
  await dialog.getByRole('button', { name: /^Advertiser management/ }).click();
  await dialog.getByRole('checkbox', { name: 'Message brands' }).uncheck();
  assert.ok(await group.evaluate((toggle) => toggle.indeterminate), 'a partly chosen group is mixed');
  await dialog.getByText('4 of 5').waitFor();

  await dialog.getByLabel('Message', { exact: true }).fill(message);
  await dialog.getByRole('button', { name: 'Preview e-mail' }).click();
  await dialog.getByText('Ada Winter invites you to Brightwater via Roster').waitFor();
  await dialog.frameLocator('iframe').getByText(message).waitFor();
  await dialog.getByRole('button', { name: 'Back to the form' }).click();
  await dialog.getByRole('button', { name: 'Send 2 invitations' }).click();
  await page.getByText('2 invitations are on their way.').waitFor();
  await dialog.waitFor({ state: 'hidden' });
}

async function makeAdAccountInPlace(page, dialog, name) {
  await dialog.getByRole('combobox', { name: 'Ad accounts of role 1' }).click();
  await page.getByRole('combobox', { name: 'Search ad accounts' }).fill(name);
  await page.getByRole('button', { name: `Create “${name}”` }).click();
  const making = page.getByRole('dialog', { name: 'Create an ad account' });
  assert.equal(await making.getByLabel('Name').inputValue(), name);
  await making.getByRole('button', { name: 'Create ad account' }).click();
  await making.waitFor({ state: 'hidden' });
  await dialog.getByRole('combobox', { name: `Ad accounts of role 1: ${name}` }).waitFor();
}

async function readMail(address) {
  const { from, replyTo, body } = await mailTo(address, /^Ada Winter invites you to Brightwater via Roster$/);
  assert.match(from, /^"Ada Winter via Roster" </);
  assert.match(replyTo[0], /^"Ada Winter" </);
  for (const words of [message, 'EU Brand: Campaign manager', 'Brightwater: Viewer', 'Apply to campaigns']) {
    assert.ok(body.text.includes(words), `the mail lacks “${words}”`);
  }
  return invitationLink(address);
}

async function acceptWithANewAccount(mia, link) {
  const { page } = mia;
  await page.goto(link);
  await page.getByRole('heading', { name: 'Join Brightwater' }).waitFor();
  const shown = await page.getByRole('main').innerText();
  assert.match(shown, /Ada Winter invites m•+\S*@northwind\.example to work in Brightwater as a member/);
  for (const hidden of [mia.address, message, 'EU Brand', 'Campaign manager']) {
    assert.ok(!shown.includes(hidden), `“${hidden}” is shown to anybody who has the link`);
  }
  await page.getByRole('link', { name: 'Create an account' }).click();
  await createAccount(page, mia);
  await page.getByText(message).waitFor();
  await page.getByText('EU Brand').waitFor();
  await page.getByRole('button', { name: 'Accept and join' }).click();
  await page.getByText('Welcome to Brightwater.').waitFor();
  await usersPage(page).row('Ada Winter').waitFor();
}

async function editPermissions({ page }, mia) {
  const person = personPage(page);
  await usersPage(page).act(mia.address, 'Edit permissions');
  await person.heading(mia.name).waitFor();
  const warning = page.getByText(`Without a role on EU Brand, ${mia.name} loses access to it and stays in the organization.`);
  await person.removeRole('Campaign manager', 'EU Brand').click();
  await warning.waitFor();
  await person.undo('Campaign manager', 'EU Brand').click();
  await warning.waitFor({ state: 'hidden' });
  await person.saveBar.waitFor({ state: 'hidden' });

  await person.removeRole('Campaign manager', 'EU Brand').click();
  await warning.waitFor();
  await person.openGroup('Finance');
  await person.permission('View financials').check();
  await person.saveBar.getByText('2 changes: Campaign manager on EU Brand removed, 1 permission added').waitFor();
  await person.save.click();
  await page.getByText(`${mia.name}: saved.`).waitFor();
  await person.saveBar.waitFor({ state: 'hidden' });
}

async function seesChangedRights({ page, name }) {
  const person = personPage(page);
  await page.reload();
  await usersPage(page).row(name).getByRole('link', { name }).click();
  await person.heading(name).waitFor();
  await page.getByText('This is your own place.').waitFor();
  await person.openGroup('Finance');
  assert.ok(await person.permission('View financials').isChecked(), 'the new permission');
  await page.getByText('Brightwater', { exact: true }).last().waitFor();
  assert.equal(await page.getByText('EU Brand').count(), 0, 'the ad account whose last role went');
}

async function remove({ page }, mia) {
  await personPage(page).action('Remove user…').click();
  const warning = page.getByRole('dialog', { name: `Remove ${mia.name}?` });
  await warning.getByText('This cannot be undone').waitFor();
  await warning.getByText('invite').waitFor();
  await warning.getByRole('button', { name: 'Remove user' }).click();
  await page.getByText(`${mia.name} is removed.`).waitFor();
  await usersPage(page).row('Ada Winter').waitFor();
  assert.equal(await usersPage(page).row(mia.address).count(), 0);
}

async function hasNoAccess(mia) {
  mia.expect(/^404 GET \/v1\/organizations\//);
  await mia.page.reload();
  await mia.page.getByRole('heading', { name: 'This page is not there' }).waitFor();
  await mailTo(mia.address, /Brightwater/);
}

async function revoke({ page }, lena) {
  const users = usersPage(page);
  await users.openTab('Invited');
  await users.act(lena.address, 'Revoke invitation…');
  const warning = page.getByRole('dialog', { name: 'Revoke this invitation?' });
  await warning.getByText(lena.address).waitFor();
  await warning.getByRole('button', { name: 'Revoke invitation' }).click();
  await page.getByText(`The invitation to ${lena.address} is revoked.`).waitFor();
  await users.row(lena.address).waitFor({ state: 'hidden' });
}
