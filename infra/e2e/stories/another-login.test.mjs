import assert from 'node:assert/strict';
import { signedUp, signIn, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { invited } from '../house/given.mjs';
import { invitationLink } from '../house/mail.mjs';
import { home } from '../house/places.mjs';
import { story } from '../house/story.mjs';
import { usersPage } from '../pages/users.mjs';

story('a login with another address is told so, cannot accept, and may switch', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = somebody('Mia Fischer');
  const finn = { ...(await visitor('Finn')), ...somebody('Finn Aalto') };
  await Promise.all([signedUp(ada, ada), signedUp(finn, finn), signedUp(await visitor('Mia'), mia)]);
  const { id } = await organizationOf(ada, 'Brightwater');
  const [invitation] = await invited(ada, id, [mia], { message: 'For Mia alone.' });
  const link = await invitationLink(mia.address);

  const { page } = finn;
  await page.goto(link);
  await page.getByText(`You are signed in as ${finn.address}. The invitation is for another address.`).waitFor();
  assert.equal(await page.getByRole('button', { name: /Accept/ }).count(), 0);
  const shown = await page.getByRole('main').innerText();
  assert.ok(!shown.includes('For Mia alone.') && !shown.includes(mia.address), 'what is for the invited alone');
  const refused = await finn.context.request.post('/v1/invitations/accept', {
    headers: { Origin: home }, data: { token: new URL(link).hash.slice(1) },
  });
  assert.equal(refused.status(), 403);
  assert.equal((await refused.json()).type, '/problems/address-mismatch');
  assert.equal((await api(ada, `GET /v1/organizations/${id}/invitations/${invitation.id}`)).state, 'pending');

  await page.getByRole('link', { name: 'Switch account' }).click();
  await page.getByRole('heading', { name: 'Choose an account' }).waitFor();
  await page.getByRole('link', { name: 'Use another account' }).click();
  await signIn(page, mia);
  await page.getByText('For Mia alone.').waitFor();
  await page.getByRole('button', { name: 'Accept and join' }).click();
  await usersPage(page).row('Ada Winter').waitFor();
});

story('with Accept with another address, the administrator sees both addresses and decides', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = somebody('Mia Fischer');
  const finn = { ...(await visitor('Finn')), ...somebody('Finn Aalto') };
  await Promise.all([signedUp(ada, ada), signedUp(finn, finn)]);
  const { id, version } = await organizationOf(ada, 'Brightwater');
  await api(ada, `PATCH /v1/organizations/${id}`, { version, body: { settings: { accept_with_another_address: true } } });
  await invited(ada, id, [mia]);

  await finn.page.goto(await invitationLink(mia.address));
  await finn.page.getByRole('button', { name: `Accept as ${finn.address}` }).click();
  await finn.page.getByRole('heading', { name: 'Almost there' }).waitFor();

  const users = usersPage(ada.page);
  await users.open(id, '?tab=pending_approval');
  await users.row(finn.address).getByText(`invited as ${mia.address}`).waitFor();
  await users.row(finn.address).getByRole('button', { name: 'Approve Finn Aalto' }).click();
  await ada.page.getByText('Finn Aalto is approved and can start.').waitFor();
  await usersPage(finn.page).open(id);
  await usersPage(finn.page).row('Ada Winter').waitFor();
});
