import assert from 'node:assert/strict';
import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { invited } from '../house/given.mjs';
import { blockLink } from '../house/mail.mjs';
import { home } from '../house/places.mjs';
import { story } from '../house/story.mjs';

story('a stranger blocks further invitations from the mail’s link, without a login, and may undo it', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const stranger = { ...(await visitor('a stranger')), ...somebody('Mia Fischer') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const [{ id: of }] = await invited(ada, id, [stranger]);
  const state = async () => (await api(ada, `GET /v1/organizations/${id}/invitations/${of}`)).state;
  const inviting = async () => {
    const body = { invitations: [{ email: stranger.address }], role: 'member', permissions: [], ad_account_roles: [], send_email: false };
    const { results } = await api(ada, `POST /v1/organizations/${id}/invitations`, { body });
    return results[0].outcome;
  };

  const { page } = stranger;
  await page.goto(await blockLink(stranger.address));
  const block = page.getByRole('button', { name: 'Block further invitations from Brightwater' });
  await block.waitFor();
  assert.equal(page.url(), `${home}/block`, 'the token leaves the address bar');
  assert.ok(!(await page.content()).includes(stranger.address), 'the address is masked');
  await page.reload();
  await block.waitFor();
  assert.equal(await state(), 'pending', 'loading the link changes nothing');

  await block.click();
  await page.getByRole('heading', { name: 'Blocked' }).waitFor();
  assert.equal(await state(), 'declined');
  assert.equal(await inviting(), 'invalid');
  await page.reload();
  await page.getByRole('heading', { name: 'Blocked' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await block.waitFor();
  assert.equal(await inviting(), 'invited');

  stranger.expect(/^410 POST \/v1\/invitations\/block\/lookup$/);
  await page.goto('/block#inv_0.gone');
  await page.getByRole('heading', { name: 'This link is no longer valid' }).waitFor();
});
