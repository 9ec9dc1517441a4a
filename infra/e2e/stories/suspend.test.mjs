import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { joined } from '../house/given.mjs';
import { story } from '../house/story.mjs';
import { personPage } from '../pages/person.mjs';
import { usersPage } from '../pages/users.mjs';

story('a suspended person is told so at once, keeps the grants, and is back after reactivation', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const member = await joined(ada, id, mia, mia, { permissions: ['financials.view'] });
  await usersPage(mia.page).open(id);
  await usersPage(mia.page).row('Ada Winter').waitFor();

  const person = personPage(ada.page);
  await person.open(id, member);
  await person.action('Suspend…').click();
  await ada.page.getByRole('dialog', { name: 'Suspend Mia Fischer?' }).getByRole('button', { name: 'Suspend' }).click();
  await ada.page.getByText('Mia Fischer is suspended.').waitFor();
  mia.expect(/^403 GET \/v1\/organizations\//);
  await mia.page.reload();
  await mia.page.getByRole('heading', { name: 'You are suspended in Brightwater' }).waitFor();

  await person.action('Reactivate').click();
  await ada.page.getByText('Mia Fischer is active again.').waitFor();
  await ada.page.getByText('1 of 3').waitFor();
  await mia.page.getByRole('button', { name: 'Check again' }).click();
  await usersPage(mia.page).row('Ada Winter').waitFor();
});
