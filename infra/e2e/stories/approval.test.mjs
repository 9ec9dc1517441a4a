import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { invited } from '../house/given.mjs';
import { invitationLink, mailTo } from '../house/mail.mjs';
import { story } from '../house/story.mjs';
import { usersPage } from '../pages/users.mjs';

story('with Approve new users, whoever accepts waits until somebody approves or rejects', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  const jonas = { ...(await visitor('Jonas')), ...somebody('Jonas Weber') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const users = usersPage(ada.page);

  await turnOnApproval(ada, id);
  await invited(ada, id, [mia, jonas]);
  await Promise.all([mia, jonas].map((person) => acceptAndWait(person, id)));

  await users.open(id, '?tab=pending_approval');
  await users.row(mia.address).getByRole('button', { name: 'Approve Mia Fischer' }).click();
  await ada.page.getByText('Mia Fischer is approved and can start.').waitFor();
  await users.row(mia.address).waitFor({ state: 'hidden' });
  await users.openTab('Active');
  await users.row(mia.address).waitFor();
  await mia.page.getByRole('button', { name: 'Check again' }).click();
  await usersPage(mia.page).row('Ada Winter').waitFor();
  await mailTo(mia.address, /^You now have access to Brightwater$/);

  await users.openTab('Pending approval');
  await users.act(jonas.address, 'Reject…');
  await ada.page.getByRole('dialog', { name: 'Reject Jonas Weber?' }).getByRole('button', { name: 'Reject' }).click();
  await ada.page.getByText('Jonas Weber is rejected.').waitFor();
  await ada.page.getByText('Nobody waits for approval').waitFor();
  jonas.expect(/^404 GET \/v1\/organizations\//);
  await jonas.page.getByRole('button', { name: 'Check again' }).click();
  await jonas.page.getByRole('heading', { name: 'This page is not there' }).waitFor();
  await mailTo(jonas.address, /Brightwater/);
});

async function turnOnApproval({ page }, organization) {
  await page.goto(`/orgs/${organization}/settings`);
  await page.getByRole('checkbox', { name: 'Approve new users' }).check();
  await page.getByText('1 change: Approve new users').waitFor();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('The settings are saved.').waitFor();
}

async function acceptAndWait(person, organization) {
  const { page } = person;
  await signedUp(person, person);
  await page.goto(await invitationLink(person.address));
  await page.getByRole('button', { name: 'Accept and join' }).click();
  await page.getByRole('heading', { name: 'Almost there' }).waitFor();
  person.expect(/^403 GET \/v1\/organizations\//);
  await page.goto(`/orgs/${organization}/users`);
  await page.getByRole('heading', { name: 'Brightwater has not approved you yet' }).waitFor();
}
