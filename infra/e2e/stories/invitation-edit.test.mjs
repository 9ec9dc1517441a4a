import assert from 'node:assert/strict';
import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { firstAdAccount, invited } from '../house/given.mjs';
import { invitationLink, mailsTo } from '../house/mail.mjs';
import { until } from '../house/patience.mjs';
import { story } from '../house/story.mjs';
import { personPage } from '../pages/person.mjs';
import { usersPage } from '../pages/users.mjs';

/** Ada's organization, and an invitation in it. */
async function invitation(visitor, whom, grants) {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const roles = [{ ad_account: await firstAdAccount(ada, id), role: 'viewer' }];
  const [{ id: of }] = await invited(ada, id, [whom], { ad_account_roles: roles, ...grants });
  return { ada, id, path: `/v1/organizations/${id}/invitations/${of}`, of, person: personPage(ada.page) };
}

story('another address gets a link of its own with the same grants, and the older link dies', async ({ visitor }) => {
  const wrong = somebody('Mia Fisher');
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  const { ada, id, of, person } = await invitation(visitor, wrong, { message: 'See you on Monday.' });
  const dead = await invitationLink(wrong.address);

  await person.open(id, of);
  await person.address.fill(ada.address);
  ada.expect(/^409 PATCH \/v1\/organizations\/\d+\/invitations\/inv_/);
  await person.save.click();
  await ada.page.getByText('This person is already in the organization.').waitFor();
  await person.address.fill(mia.address);
  await ada.page.getByText(`The link that was sent to ${wrong.address} stops working.`).waitFor();
  await ada.page.getByRole('textbox', { name: 'Name' }).fill(mia.name);
  await person.group('Finance').check();
  await person.saveBar.getByText('5 changes: another e-mail address, name, 3 permissions added').waitFor();
  await person.save.click();
  await ada.page.getByText(`Saved. A new invitation is on its way to ${mia.address}.`).waitFor();

  await signedUp(mia, mia);
  mia.expect(/^410 POST \/v1\/invitations\/lookup$/);
  await mia.page.goto(dead);
  await mia.page.getByRole('heading', { name: 'This invitation is no longer valid' }).waitFor();
  const link = await invitationLink(mia.address);
  assert.notEqual(link, dead);
  await mia.page.goto('about:blank');
  await mia.page.goto(link);
  await mia.page.getByText('See you on Monday.').waitFor();
  await mia.page.getByText('View financials').waitFor();
  await mia.page.getByText('Viewer', { exact: true }).waitFor();
  await mia.page.getByRole('button', { name: 'Accept and join' }).click();
  await usersPage(mia.page).row('Ada Winter').waitFor();
});

story('an invitation whose e-mail came back is sent to the right address from its row', async ({ visitor }) => {
  const nobody = somebody('Bounce Weber'); // the simulator of mailboxes sends back what goes to bounce…@
  const jonas = somebody('Jonas Weber');
  const { ada, id, of, path, person } = await invitation(visitor, nobody);
  await until('the bounce', async () => (await api(ada, `GET ${path}`)).mail_state === 'bounced');
  const users = usersPage(ada.page);
  await until('the bounce in the list', async () => {
    await users.openWith(id, '?tab=invited', nobody.address);
    return users.row(nobody.address).getByText('Bounced').isVisible();
  });

  await users.act(nobody.address, 'Edit address and resend');
  await ada.page.getByText('came back: nobody gets mail at this address.').waitFor();
  assert.ok(ada.page.url().includes(`/users/${of}`));
  await until('the focus in the address', () => person.address.evaluate((field) => field === document.activeElement));
  await ada.page.keyboard.press('ControlOrMeta+A');
  await ada.page.keyboard.type(jonas.address);
  await person.save.click();
  await ada.page.getByText(`Saved. A new invitation is on its way to ${jonas.address}.`).waitFor();
  await ada.page.getByText('came back').waitFor({ state: 'hidden' });
  await until('the mail', async () => (await mailsTo(jonas.address)).length === 1);
});

story('two who edit an invitation at once see each other’s fields and grants, and choose', async ({ visitor }) => {
  const mia = somebody('Mia Fischer');
  const { ada, id, of, path, person } = await invitation(visitor, mia);
  const { page } = ada;
  await person.open(id, of);
  await person.message.fill('From me.');
  const { version } = await api(ada, `GET ${path}`);
  await api(ada, `PATCH ${path}`, { version, body: { message: 'From somebody else.', permissions: ['brands.view'] } });
  ada.expect(/^412 PATCH /);
  await person.save.click();
  await page.getByRole('heading', { name: 'Somebody else changed this in the meantime' }).waitFor();
  for (const words of ['Message: “From somebody else.”', 'View brand information added', 'Message: “From me.”']) {
    await page.getByText(words).waitFor();
  }
  await page.getByRole('button', { name: 'Keep mine on top of theirs' }).click();
  await person.save.click();
  await page.getByText('Mia Fischer: saved.').waitFor();
  const saved = await api(ada, `GET ${path}`);
  assert.deepEqual([saved.message, saved.permissions], ['From me.', ['brands.view']]);
});

story('an invitation that was revoked while it was edited says so, and invites again as before', async ({ visitor }) => {
  const mia = somebody('Mia Fischer');
  const { ada, id, of, path, person } = await invitation(visitor, mia, { permissions: ['brands.view'] });
  const { page } = ada;
  await person.open(id, of);
  await person.message.fill('Too late.');
  await api(ada, `DELETE ${path}`);
  ada.expect(/^409 PATCH /);
  await person.save.click();
  await page.getByRole('heading', { name: /^Revoked on / }).waitFor();
  await person.saveBar.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Invite again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send 1 invitation' }).click();
  await page.getByText('1 invitation is on its way.').waitFor();
  const again = await until('the invitation', async () =>
    (await api(ada, `GET /v1/organizations/${id}/invitations`)).items.find(({ email }) => email === mia.address));
  assert.notEqual(again.id, of);
  assert.deepEqual([again.name, again.permissions, again.ad_account_roles.length], [mia.name, ['brands.view'], 1]);
});
