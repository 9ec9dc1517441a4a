import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { firstAdAccount, joined } from '../house/given.mjs';
import { story } from '../house/story.mjs';
import { personPage } from '../pages/person.mjs';

/** Ada and Bo, both organization admins, look at Mia, who views the ad account Brightwater; then Bo saves a change. */
async function boSavesFirst(visitor) {
  const [ada, bo, mia] = await Promise.all(['Ada Winter', 'Bo Castell', 'Mia Fischer'].map(async (name) =>
    ({ ...(await visitor(name)), ...somebody(name) })));
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const roles = [{ ad_account: await firstAdAccount(ada, id), role: 'viewer' }];
  const [, member] = await Promise.all([
    joined(ada, id, bo, bo, { role: 'admin' }),
    joined(ada, id, mia, mia, { ad_account_roles: roles }),
  ]);
  for (const { page } of [ada, bo]) {
    await personPage(page).open(id, member);
    await personPage(page).heading('Mia Fischer').waitFor();
  }
  await personPage(bo.page).group('Finance').check();
  await personPage(bo.page).save.click();
  await bo.page.getByText('Mia Fischer: saved.').waitFor();
  return ada;
}

/** Ada removes the role and is told that Bo was there before. */
async function adaSavesToo(ada) {
  const { page } = ada;
  const person = personPage(page);
  await person.removeRole('Viewer', 'Brightwater').click();
  ada.expect(/^412 PATCH \/v1\/organizations\/\d+\/members\/mem_/);
  await person.save.click();
  await page.getByRole('heading', { name: 'Somebody else changed this in the meantime' }).waitFor();
  await page.getByText('View financials added').waitFor();
  await page.getByText('Viewer on Brightwater removed').waitFor();
  return person;
}

story('an edit on an older version saves nothing, shows both, and may be put on top', async ({ visitor }) => {
  const ada = await boSavesFirst(visitor);
  const person = await adaSavesToo(ada);
  await ada.page.getByRole('button', { name: 'Keep mine on top of theirs' }).click();
  await person.saveBar.getByText('1 change: Viewer on Brightwater removed').waitFor();
  await person.save.click();
  await ada.page.getByText('Mia Fischer: saved.').waitFor();
  await ada.page.reload();
  await ada.page.getByText('No ad account yet.').waitFor();
  await ada.page.getByText('3 of 3').first().waitFor();
});

story('an edit on an older version may be given up for theirs', async ({ visitor }) => {
  const ada = await boSavesFirst(visitor);
  const person = await adaSavesToo(ada);
  await ada.page.getByRole('button', { name: 'Use theirs' }).click();
  await person.removeRole('Viewer', 'Brightwater').waitFor();
  await person.saveBar.waitFor({ state: 'hidden' });
  await ada.page.getByText('3 of 3').first().waitFor();
});
