import assert from 'node:assert/strict';
import { demonstration, signedInAsCarrie } from '../house/demonstration.mjs';
import { until } from '../house/patience.mjs';
import { story } from '../house/story.mjs';
import { usersPage } from '../pages/users.mjs';

async function atTheList(visitor, query) {
  const opened = await visitor('Carrie');
  await signedInAsCarrie(opened);
  const users = usersPage(opened.page);
  await users.open(demonstration, query);
  await users.range.waitFor();
  return { page: opened.page, users };
}

/** What the address bar says about the view, in the order of the alphabet. */
const where = (page) => [...new URL(page.url()).searchParams].map((pair) => pair.join('=')).sort().join(' ');

story('pages go forward and back, and a reload stays where one was', async ({ visitor }) => {
  const { page, users } = await atTheList(visitor);
  const next = page.getByRole('link', { name: 'Next' });
  const previous = page.getByRole('link', { name: 'Previous' });
  await users.range.getByText('1–50 of 57').waitFor();
  const first = await users.names();
  assert.equal(first.length, 50);

  await next.click();
  await users.range.getByText('51–57 of 57').waitFor();
  const second = await until('the second page', async () => {
    const names = await users.names();
    return names.length === 7 && names;
  });
  assert.deepEqual(second.filter((name) => first.includes(name)), [], 'nobody is on two pages');
  await page.reload();
  await users.range.getByText('51–57 of 57').waitFor();
  assert.deepEqual(await users.names(), second);

  await previous.click();
  await users.range.getByText('1–50 of 57').waitFor();
  await page.goBack();
  await users.range.getByText('51–57 of 57').waitFor();
  await page.goForward();
  await users.range.getByText('1–50 of 57').waitFor();
  assert.deepEqual(await users.names(), first);
});

story('search finds the beginning of any word of name or address, and is in the address bar', async ({ visitor }) => {
  const { page, users } = await atTheList(visitor);
  const found = (...wanted) => until(`only ${wanted}`, async () =>
    JSON.stringify((await users.names()).sort()) === JSON.stringify(wanted.sort()));

  await users.search.fill('wat');
  await found('Jun Watanabe');
  assert.equal(where(page), 'q=wat');
  await page.reload();
  await found('Jun Watanabe');
  assert.equal(await users.search.inputValue(), 'wat');

  await users.search.fill('el idr');
  await found('Fatima Zahra El Idrissi');
  await users.search.fill('anna-lena.krueger@oak');
  await found('Anna-Lena Krüger');
  await users.search.fill('atanabe');
  await page.getByText('Nobody matches').waitFor();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await users.range.getByText('1–50 of 57').waitFor();
  assert.equal(where(page), '');
});

story('tabs, filters and sort are in the address bar, survive a reload, and Back undoes them', async ({ visitor }) => {
  const { page, users } = await atTheList(visitor);
  await page.getByRole('columnheader', { name: 'Last active' }).getByRole('link').click();
  await until('the latest first', async () => (await users.names())[0] === 'Carrie Oakey');
  await page.getByRole('columnheader', { name: 'Last active' }).getByRole('link').click();
  await until('never active first', async () => (await page.locator('tbody tr').first().innerText()).includes('Never'));
  assert.equal(where(page), 'sort=last_active');

  await page.getByRole('button', { name: 'Organization role' }).click();
  await page.getByRole('menuitemradio', { name: 'Guest' }).click();
  const onlyGuests = () => until('only guests', async () => {
    const roles = await page.locator('tbody th + td').allInnerTexts();
    return roles.length > 5 && roles.every((role) => role === 'Guest');
  });
  await onlyGuests();
  assert.equal(where(page), 'role=guest sort=last_active');
  await page.reload();
  await onlyGuests();
  await page.getByRole('button', { name: 'Organization role: Guest' }).waitFor();

  await users.openTab('Invited');
  await users.row('Tess van Dijk').waitFor();
  await page.goBack();
  await onlyGuests();
  await page.goBack();
  await until('the filter is gone', () => where(page) === 'sort=last_active');
  await page.getByRole('button', { name: 'Organization role', exact: true }).waitFor();
});

story('each tab counts and shows its people', async ({ visitor }) => {
  const { page, users } = await atTheList(visitor, '?tab=invited');
  await users.row('mia@northwind.example').getByText(/^(Sent|Delivered)$/).waitFor();
  for (const [tab, count] of [['Active', 57], ['Pending approval', 2], ['Invited', 6], ['Suspended', 1]]) {
    await users.openTab(tab);
    await until(`${count} in ${tab}`, async () => (await users.tab(tab).innerText()).endsWith(String(count)));
    await users.range.getByText(count === 57 ? '1–50 of 57' : count === 1 ? '1 of 1' : `1–${count} of ${count}`).waitFor();
  }
  assert.equal(where(page), 'tab=suspended');
});
