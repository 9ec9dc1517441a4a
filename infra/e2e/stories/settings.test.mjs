import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { joined } from '../house/given.mjs';
import { story } from '../house/story.mjs';
import { settingsPage } from '../pages/settings.mjs';

story('settings are changed, two admins meet in them, and the organization is deleted by typing its name', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  await joined(ada, id, mia, mia, { role: 'admin' });

  const settings = settingsPage(ada.page);
  await settings.open(id);
  await settings.domains.fill('@Brightwater.example, north');
  await settings.approve.check(); // leaves the field
  await settings.save.click();
  await ada.page.getByText('Change what is marked: a domain looks like oakey.example.').waitFor();
  await ada.page.getByRole('button', { name: 'Edit north', exact: true }).click();
  await ada.page.keyboard.type('.example');
  await ada.page.keyboard.press('Enter');

  const other = settingsPage(mia.page); // somebody else was faster
  await other.open(id);
  await other.name.fill('Brightwater Ltd');
  await other.save.click();
  await mia.page.getByText('The settings are saved.').waitFor();
  ada.expect(/^412 PATCH \/v1\/organizations\//);
  await settings.save.click();
  await ada.page.getByText('Somebody else changed this in the meantime: name. Nothing of yours is saved yet: approve new users, domains.').waitFor();
  await ada.page.getByRole('button', { name: 'Keep mine on top of theirs' }).click();
  await ada.page.getByText('2 changes: approve new users, domains').waitFor();
  await settings.save.click();
  await ada.page.getByText('The settings are saved.').waitFor();
  await other.open(id);
  await mia.page.getByRole('button', { name: 'Edit north.example' }).waitFor();

  await settings.remove.click();
  const dialog = ada.page.getByRole('dialog', { name: 'Delete Brightwater Ltd?' });
  const typed = dialog.getByLabel('Type the name to confirm');
  await typed.fill('Brightwater');
  await ada.page.keyboard.press('Enter');
  await dialog.getByText('Type the name exactly as it is shown: Brightwater Ltd').waitFor();
  await typed.fill('Brightwater Ltd');
  await dialog.getByRole('button', { name: 'Delete organization' }).click();
  await ada.page.getByText('Brightwater Ltd is deleted.').waitFor();
  await ada.page.waitForURL((url) => url.pathname === '/');

  mia.expect(/^404 GET \/v1\/organizations\//); // at the next request
  await mia.page.getByRole('link', { name: 'Account users' }).click();
  await mia.page.getByText('It is not there, or you may not see it.').first().waitFor();
  await mia.page.goto('/');
  await mia.page.getByText('You are in no organization yet').waitFor();
});
