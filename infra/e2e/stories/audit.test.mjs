import assert from 'node:assert/strict';
import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { invited } from '../house/given.mjs';
import { until } from '../house/patience.mjs';
import { story } from '../house/story.mjs';
import { auditPage, exported } from '../pages/audit.mjs';
import { personPage } from '../pages/person.mjs';
import { usersPage } from '../pages/users.mjs';

story('a change is in the audit log with before and after; filters survive a reload; exports have the rows', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = somebody('Mia Fischer');
  const { page } = ada;
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const [invitation] = await invited(ada, id, [mia], { permissions: ['financials.view', 'brands.view'] });
  const audit = auditPage(page);
  const edited = 'Ada Winter changed the invitation to Mia Fischer';

  await changedOnThePage(page, id, invitation);
  const activity = page.getByRole('region', { name: 'Activity' });
  await activity.getByText('Organization role: Member → Guest').waitFor();

  await page.getByRole('link', { name: 'Audit log', exact: true }).click();
  await audit.row(edited).waitFor();
  await until('the newest first', async () => (await audit.sentences())[0] === edited);
  await audit.unfold(edited);
  assert.equal(await audit.fact(edited, 'Organization role').innerText(), 'Member\nGuest');
  assert.equal(await audit.fact(edited, 'Permissions added').innerText(), 'Run financial reports');
  assert.equal(await audit.fact(edited, 'Permissions removed').innerText(), 'View brand information');
  assert.match(await audit.fact(edited, 'Request id').innerText(), /^req_/);

  await audit.row(edited).getByRole('link', { name: 'Only about this invitation' }).click();
  await audit.row('Ada Winter created the organization').waitFor({ state: 'detached' });
  const aboutMia = [edited, 'Ada Winter invited Mia Fischer'];
  const shows = (sentences) => until(`only ${sentences}`, async () =>
    JSON.stringify(await audit.sentences()) === JSON.stringify(sentences));
  await shows(aboutMia);
  await audit.chooseKind('Invitations: Changed');
  await shows([edited]);
  const today = new Date().toISOString().slice(0, 10);
  await audit.day('From').fill(today);
  await until('the day is in the address', () => page.url().includes(`from=${today}`));

  await page.reload();
  await shows([edited]);
  const where = Object.fromEntries(new URL(page.url()).searchParams);
  assert.deepEqual(where, { type: 'invitation.updated', target: invitation.id, from: today });
  await page.getByRole('button', { name: 'Remove filter: About Mia Fischer' }).waitFor();
  await page.getByRole('button', { name: 'Kind of event: Invitations: changed' }).waitFor();
  assert.equal(await audit.day('From').inputValue(), today);

  const events = await exported(page);
  const [head, ...rows] = events.text.trimEnd().split('\r\n');
  assert.equal(events.name, 'events.csv');
  assert.ok(head.startsWith('\uFEFFid,at,type,'), `the header is ${head}`);
  assert.equal(rows.length, 1, 'the export has what the filters match');
  assert.ok(rows[0].includes(',invitation.updated,user,') && rows[0].includes(',Mia Fischer,'), rows[0]);

  await usersPage(page).openWith(id, '?tab=invited&role=guest', mia.address);
  const people = await exported(page);
  assert.equal(people.name, 'invitations.csv');
  assert.match(people.text, new RegExp(`\r\n${invitation.id},Mia Fischer,${mia.address},pending,\\w+,guest,`));
});

async function changedOnThePage(page, organization, invitation) {
  const person = personPage(page);
  await person.open(organization, invitation.id);
  await person.heading('Mia Fischer').waitFor();
  await page.getByRole('radio', { name: 'Guest' }).check();
  await person.openGroup('Finance');
  await person.permission('Run financial reports').check();
  await person.openGroup('Advertiser management');
  await person.permission('View brand information').uncheck();
  await person.save.click();
  await person.saveBar.waitFor({ state: 'hidden' });
}

story('older events are a page further; a reload stays there, and Newer leads back', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const { page } = ada;
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const names = Array.from({ length: 50 }, (_, at) => `Shop ${at}`);
  for (const name of names) await api(ada, `POST /v1/organizations/${id}/ad-accounts`, { body: { name } });
  const audit = auditPage(page);

  await audit.open(id);
  await audit.row('Ada Winter created the ad account Shop 49').waitFor();
  await audit.count.getByText('50 events').waitFor();
  await page.getByRole('link', { name: 'Older' }).click();
  await audit.count.getByText('3 events').waitFor();
  await audit.row('Ada Winter created the organization').waitFor();
  await page.reload();
  await audit.row('Ada Winter created the organization').waitFor();
  await page.getByRole('link', { name: 'Newer' }).click();
  await audit.row('Ada Winter created the ad account Shop 49').waitFor();
  await audit.count.getByText('50 events').waitFor();
});

story('an export goes on where it stopped, and can be cancelled', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const { page } = ada;
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  // Parts of two rows each, and a service that is away when the second one is wanted.
  let away = true;
  ada.expect(/^503 GET \/v1\/organizations\/\d+\/events\.csv$/);
  await page.route('**/events.csv*', async (route) => {
    const address = new URL(route.request().url());
    address.searchParams.set('limit', '2');
    if (address.searchParams.has('cursor') && away) {
      const problem = { type: '/problems/unavailable', title: 'Unavailable', status: 503, request_id: 'req_away' };
      return route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem });
    }
    return route.continue({ url: address.href });
  });
  await auditPage(page).open(id);
  await auditPage(page).row('Ada Winter created the organization').waitFor();

  const button = page.getByRole('button', { name: 'Export CSV' });
  const stopped = page.getByRole('dialog', { name: 'The export stopped' });
  await button.click();
  await stopped.getByText('The 2 rows that came are kept').waitFor();
  await stopped.getByText('req_away').waitFor();
  await stopped.getByRole('button', { name: 'Cancel' }).click();
  await stopped.waitFor({ state: 'hidden' });

  await button.click();
  await stopped.waitFor();
  away = false;
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    stopped.getByRole('button', { name: 'Try again' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'events.csv');
  await page.getByText('3 rows exported.').waitFor();
});
