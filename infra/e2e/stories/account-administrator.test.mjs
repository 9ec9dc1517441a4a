import assert from 'node:assert/strict';
import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { adAccount, firstAdAccount, invited, joined } from '../house/given.mjs';
import { story } from '../house/story.mjs';
import { personPage } from '../pages/person.mjs';
import { usersPage } from '../pages/users.mjs';

/** Lea manages users and holds little; Tom holds some of it and more; Kim is invited to what Lea does not hold. */
async function given(visitor) {
  const [ada, lea, tom] = await Promise.all(['Ada Winter', 'Lea Brandt', 'Tom Reed'].map(async (name) =>
    ({ ...(await visitor(name)), ...somebody(name) })));
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const [first, second] = [await firstAdAccount(ada, id), await adAccount(ada, id, 'US Retail')];
  const on = (ad_account, role) => ({ ad_account, role });
  const kim = somebody('Kim Bauer');
  const [, member, [{ id: invitation }]] = await Promise.all([
    joined(ada, id, lea, lea, { permissions: ['users.manage', 'brands.view', 'brands.message'], ad_account_roles: [on(first, 'campaign_manager')] }),
    joined(ada, id, tom, tom, { permissions: ['brands.view', 'financials.view'], ad_account_roles: [on(first, 'viewer'), on(second, 'viewer')] }),
    invited(ada, id, [kim], { permissions: ['financials.view'] }),
  ]);
  return { id, lea, tom, member, invitation };
}

story('an account administrator gives and takes only what it holds, and what it leaves alone may exceed that', async ({ visitor }) => {
  const { id, lea, member } = await given(visitor);
  const { page } = lea;
  const person = personPage(page);
  await person.open(id, member);
  await page.getByText('Tom Reed holds more than you do.').waitFor();
  assert.equal(await person.action('Remove user…').count(), 0);
  assert.ok(await page.getByRole('radio', { name: 'Organization admin' }).isDisabled());
  assert.ok(await person.permission('View financials').isDisabled());
  assert.equal(await person.removeRole('Viewer', 'US Retail').count(), 0);

  await person.permission('Message brands').check();
  await person.removeRole('Viewer', 'Brightwater').click();
  await page.getByText('Without a role on Brightwater, Tom Reed loses access to it').waitFor();
  await page.getByRole('button', { name: 'Undo: Viewer on Brightwater' }).click();
  await page.getByRole('button', { name: 'Add role on Brightwater' }).click();
  assert.deepEqual(await page.getByRole('menuitem').allInnerTexts(), ['Campaign manager']);
  await page.getByRole('menuitem', { name: 'Campaign manager' }).click();
  await person.save.click();
  await page.getByText('Tom Reed: saved.').waitFor();
  const { permissions, ad_account_roles: roles } = await api(lea, `GET /v1/organizations/${id}/members/${member}`);
  assert.deepEqual(permissions.toSorted(), ['brands.message', 'brands.view', 'financials.view']);
  assert.equal(roles.length, 3);
});

story('an account administrator is told why more is not for it: admins, its own place, invitations, the form', async ({ visitor }) => {
  const { id, lea, invitation } = await given(visitor);
  const { page } = lea;
  const users = usersPage(page);
  await users.openWith(id, '', 'Tom Reed');
  for (const [who, words] of [
    ['Ada Winter', 'Only an organization admin can change an organization admin.'],
    ['Lea Brandt', 'You cannot change your own place.'],
    ['Tom Reed', 'They hold more than you do'],
  ]) {
    await users.row(who).getByRole('button', { name: /^Actions for / }).click();
    await page.getByRole('menuitem').filter({ hasText: words }).waitFor();
    assert.equal(await page.getByRole('menuitem').count(), 1, who);
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem').waitFor({ state: 'hidden' });
  }

  const { dialog } = await users.invite();
  assert.ok(await dialog.getByRole('radio', { name: 'Organization admin' }).isDisabled());
  await dialog.getByRole('combobox', { name: 'Role 1', exact: true }).click();
  assert.equal(await page.getByRole('option', { name: 'Account admin' }).getAttribute('aria-disabled'), 'true');
  await page.getByRole('option', { name: 'Campaign manager' }).click();
  await dialog.getByRole('combobox', { name: 'Ad accounts of role 1' }).click();
  assert.deepEqual(await page.getByRole('option').allInnerTexts(), ['Brightwater']);
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const person = personPage(page);
  await person.open(id, invitation);
  await page.getByText('This invitation gives more than you hold.').waitFor();
  assert.ok(!(await person.address.isEditable()));
  await person.message.fill('Ask me anything.');
  await person.save.click();
  await page.getByText('Kim Bauer: saved.').waitFor();
});
