import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { signedUp, signIn, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { until } from '../house/patience.mjs';
import { story } from '../house/story.mjs';
import { fileOf, importPage } from '../pages/import.mjs';
import { usersPage } from '../pages/users.mjs';

const rows = 2000;
const patience = 300_000; // milliseconds for calls of a hundred on a machine that others use too

story('2,000 rows of CSV, 5 % of them bad: everybody good is invited once, through stop, reload and continue', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const { page } = ada;
  // Leaving in the middle is asked about by the browser.
  page.on('dialog', (dialog) => dialog.accept());
  // What a busy machine may answer, and what makes the page wait and send the same again.
  ada.expect(/^(409|429|503) POST .*\/invitations$/);
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const { text, good, bad } = fileOf(rows, `${randomBytes(4).toString('hex')}.example`);
  const it = importPage(page);
  const calls = keysOfCalls(page);

  await it.open(id);
  await it.choose('people.csv', text);
  await namesEveryBadRow(page, it, bad);
  await it.button('Send 1,900 invitations').click();

  await it.sentMoreThan(199, patience);
  await it.button('Stop').click();
  await it.heading('This import is waiting').waitFor({ timeout: patience });
  const sent = await it.sent();
  assert.ok(sent < good, `${sent} were sent before it stopped`);
  await page.reload();
  await it.heading('This import is waiting').waitFor();
  assert.equal(await it.sent(), sent, 'after the reload it knows how far it was');

  await it.button('Continue').click();
  await it.sentMoreThan(sent + 200, patience);
  await page.reload(); // in the middle of two calls
  await it.heading('This import is waiting').waitFor();
  await signedOutInTheMiddle(ada, it);
  await usersPage(page).open(id);
  await page.getByText(/^Import of 1,900 people: [\d,]+ sent\./).waitFor();
  await page.getByRole('link', { name: 'Continue' }).click();
  await it.button('Continue').click();
  await it.heading('The import is done').waitFor({ timeout: patience });
  await it.view(/^Invited 1,900$/).waitFor();
  await it.view(/^Left out 100$/).waitFor();
  assert.ok(calls.size >= 19, `${calls.size} keys`);
  for (const [key, bodies] of calls) assert.equal(bodies.size, 1, `the key ${key} came with ${bodies.size} bodies`);

  await it.button('Done').click();
  await usersPage(page).heading.waitFor();
  assert.deepEqual(await page.evaluate(keptAddresses), [], 'no address stays in the browser');
  const invited = await everybodyInvited(ada, id);
  assert.equal(invited.length, good);
  assert.equal(new Set(invited).size, good, 'nobody is invited twice');

  await sendsTheSameFileAgain(it, id, text);
  assert.deepEqual(await everybodyInvited(ada, id), invited);
  await until('everybody in the count', async () => (await api(ada, `GET /v1/organizations/${id}/counts`)).invited === good, patience);
  await usersPage(page).open(id);
  await usersPage(page).tab(/^Invited\s*1,900$/).waitFor();
}, 3 * patience);

/** The session ends: signing in again leads back to the same import. */
async function signedOutInTheMiddle(ada, it) {
  const { page, context } = ada;
  ada.expect(/^401 /);
  await context.clearCookies({ name: '__Host-roster' });
  await it.button('Continue').click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  const form = page.getByLabel('E-mail address');
  await form.or(it.heading('This import is waiting')).waitFor();
  if (await form.isVisible()) await signIn(page, ada);
  await it.heading('This import is waiting').waitFor();
}

/** Every bad row is named with its line before anything is sent. */
async function namesEveryBadRow(page, it, bad) {
  await it.view(/^Problems 100$/).waitFor();
  await it.view(/^Ready 1,900$/).waitFor();
  const lines = async () => (await page.locator('tbody td:first-child').allInnerTexts()).map(Number);
  const first = await lines();
  await it.button('Next').click();
  assert.deepEqual([...first, ...(await lines())], bad);
  await it.button('Previous').click();
  const says = async (line, words) => it.line(line).getByText(words).filter({ visible: true }).waitFor();
  await says(21, '“nonsense” is not a complete address.');
  await says(41, '“owner” is no organization role.');
  await says(61, 'Guests cannot hold “users.manage”.');
  await says(81, 'No ad account of this organization is called “Mars”.');
  await says(101, 'stands in line 2 already.');
}

/** The addresses of all open invitations, in order. */
async function everybodyInvited(ada, id) {
  const found = [];
  let cursor = '';
  do {
    const { items, next_cursor: next } = await api(ada, `GET /v1/organizations/${id}/invitations?limit=200${cursor && `&cursor=${cursor}`}`);
    found.push(...items.map(({ email }) => email));
    cursor = next;
  } while (cursor);
  return found;
}

/** Everybody has an open invitation already. */
async function sendsTheSameFileAgain(it, id, text) {
  await it.open(id);
  await it.choose('people.csv', text);
  await it.button('Send 1,900 invitations').click();
  await it.heading('The import is done').waitFor({ timeout: patience });
  await it.view(/^Already invited 1,900$/).waitFor();
  assert.equal(await it.view(/^Invited/).count(), 0);
  await it.button('Done').click();
}

/** The bodies that came with each Idempotency-Key. */
function keysOfCalls(page) {
  const calls = new Map();
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/invitations')) return;
    const key = request.headers()['idempotency-key'];
    calls.set(key, (calls.get(key) ?? new Set()).add(request.postData()));
  });
  return calls;
}

/** In the browser: what the import has kept. */
async function keptAddresses() {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('roster-import');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const kept = await new Promise((resolve) => {
    const reading = database.transaction('jobs').objectStore('jobs').getAllKeys();
    reading.onsuccess = () => resolve(reading.result);
  });
  return [...kept, ...Object.keys(localStorage).filter((name) => name.startsWith('roster-import'))];
}
