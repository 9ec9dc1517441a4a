import assert from 'node:assert/strict';
import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { copied } from '../house/clipboard.mjs';
import { invited } from '../house/given.mjs';
import { invitationLink, mailsTo } from '../house/mail.mjs';
import { until } from '../house/patience.mjs';
import { story } from '../house/story.mjs';
import { usersPage } from '../pages/users.mjs';

story('open invitations to one’s own address are on the first page, to be accepted or declined without the link', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await Promise.all([signedUp(ada, ada), signedUp(mia, mia)]);
  const [brightwater, northwind] = [await organizationOf(ada, 'Brightwater'), await organizationOf(ada, 'Northwind')];
  await invited(ada, brightwater.id, [mia], { message: 'See you on Monday.' });
  const [other] = await invited(ada, northwind.id, [mia]);

  const { page } = mia;
  await page.goto('/');
  await page.getByRole('heading', { name: 'You have 2 open invitations' }).waitFor();
  const offer = (name) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
  await offer('Brightwater').getByText('See you on Monday.').waitFor();
  await offer('Northwind').getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('dialog', { name: 'Decline the invitation to Northwind?' }).getByRole('button', { name: 'Decline' }).click();
  await page.getByText('You declined the invitation to Northwind.').waitFor();
  assert.equal((await api(ada, `GET /v1/organizations/${northwind.id}/invitations/${other.id}`)).state, 'declined');
  await offer('Brightwater').getByRole('button', { name: 'Accept' }).click();
  await usersPage(page).row('Ada Winter').waitFor();
});

story('resending and copying keep the link, resetting makes a new one', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  await invited(ada, id, [mia]);
  const link = await invitationLink(mia.address);
  const users = usersPage(ada.page);
  await users.openWith(id, '?tab=invited', mia.address);

  await users.act(mia.address, 'Resend invitation');
  await ada.page.getByText(`The invitation to ${mia.address} is on its way again.`).waitFor();
  await until('the second mail', async () => (await mailsTo(mia.address)).length === 2);
  assert.equal(await invitationLink(mia.address), link);
  await users.act(mia.address, 'Copy invitation link');
  await ada.page.getByText(`The invitation link for ${mia.address} is copied.`).waitFor();
  assert.equal(await copied(ada.page), link);
  await mia.page.goto(link);
  await mia.page.getByRole('heading', { name: 'Join Brightwater' }).waitFor();

  await users.act(mia.address, 'Reset link…');
  await ada.page.getByRole('dialog').getByRole('button', { name: /^Reset/ }).click();
  const fresh = await ada.page.getByRole('dialog', { name: 'The link is reset' }).getByRole('textbox').inputValue();
  assert.notEqual(fresh, link);
  mia.expect(/^410 POST \/v1\/invitations\/lookup$/);
  await mia.page.goto('about:blank');
  await mia.page.goto(link);
  await mia.page.getByRole('heading', { name: 'This invitation is no longer valid' }).waitFor();
  await mia.page.goto('about:blank');
  await mia.page.goto(fresh);
  await mia.page.getByRole('heading', { name: 'Join Brightwater' }).waitFor();
});
