import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { signedIn, signedUp, signIn, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { copied } from '../house/clipboard.mjs';
import { joined, withTwoFactor } from '../house/given.mjs';
import { until } from '../house/patience.mjs';
import { story } from '../house/story.mjs';
import { focused } from '../pages/keys.mjs';
import { personPage } from '../pages/person.mjs';
import { asksForCode, keepRecoveryCodes, scanned, securityPage } from '../pages/security.mjs';
import { settingsPage } from '../pages/settings.mjs';
import { inviteDialog, usersPage } from '../pages/users.mjs';

story('two-factor authentication is turned on, asked for at sign-in, renewed and turned off', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const { page } = ada;
  await signedUp(ada, ada);
  await page.goto('/');
  await page.getByText('You are in no organization yet').waitFor();
  await page.getByRole('button', { name: 'Your menu: Ada Winter' }).click();
  await page.getByRole('menuitem', { name: 'Security' }).click();
  const { app, codes } = await turnsOn(ada);

  await page.getByRole('button', { name: 'Your menu: Ada Winter' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: /^Sign in to / }).waitFor();
  await page.goto('/new-organization');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, ada);
  await passesWithARecoveryCode(ada, app, codes[0]);
  await page.getByRole('heading', { name: 'Create an organization' }).waitFor(); // where she was going

  const elsewhere = await visitor('Ada, elsewhere');
  await signsInElsewhere(elsewhere, ada, codes);
  await endsTheOthers(ada, elsewhere);

  const renewed = await renews(ada, app);
  elsewhere.expect(/^401 POST \/v1\/session\/two-factor$/);
  await signedIn(elsewhere, ada);
  await elsewhere.page.goto('/security');
  await enters(elsewhere.page, codes[2]);
  await elsewhere.page.getByText('This is none of your recovery codes').waitFor();
  await elsewhere.page.getByRole('button', { name: 'Sign out' }).click();
  await elsewhere.page.getByRole('heading', { name: /^Sign in to / }).waitFor();

  await securityPage(page).turnOff.click();
  await enters(page, renewed[0]);
  await page.getByText('Two-factor authentication is off.').waitFor();
  await securityPage(page).turnOn.waitFor();
  await until('the focus goes on from the heading', async () => (await focused(page)) === 'Security');
  await signedIn(elsewhere, ada);
  await elsewhere.page.goto('/new-organization');
  await elsewhere.page.getByRole('heading', { name: 'Create an organization' }).waitFor();
});

/** Turns it on in the page; a code that is not right turns on nothing, and the recovery codes have to be kept. */
async function turnsOn({ page, expect }) {
  const security = securityPage(page);
  await security.turnOn.click();
  const dialog = security.dialog('Turn on two-factor authentication');
  const app = await scanned(page);
  assert.match(await focused(page), /^Code/, 'the code can be typed at once');
  expect(/^422 POST \/v1\/me\/two-factor\/confirm$/);
  await page.keyboard.type(app.wrong());
  await page.keyboard.press('Enter');
  await asksForCode(page).wrong.waitFor();
  await page.keyboard.type(await app.code()); // in place of the wrong one, which is selected
  await page.keyboard.press('Enter');
  const kept = security.dialog('Keep your recovery codes');
  await kept.waitFor();
  assert.equal(await dialog.count(), 0);
  await page.keyboard.press('Escape');
  await kept.getByText('Keep them first, then say so here.').waitFor();
  assert.equal(await focused(page), 'I have kept them');

  const [download] = await Promise.all([page.waitForEvent('download'), kept.getByRole('button', { name: 'Download' }).click()]);
  const file = await text(await download.createReadStream());
  await kept.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('The recovery codes are copied.').waitFor();
  const codes = await keepRecoveryCodes(page);
  assert.equal(codes.length, 10);
  assert.equal(await copied(page), codes.map((code) => `${code}\n`).join(''));
  for (const code of codes) assert.ok(file.includes(code), 'the file holds every code');
  await kept.getByRole('button', { name: 'Done' }).click();
  await security.twoFactor.getByText(/^On since /).waitFor();
  await until('the focus goes on from the heading', async () => (await focused(page)) === 'Security');
  return { app, codes };
}

/** At the second step: a wrong code, one that was used, then a recovery code, which waits for nothing. */
async function passesWithARecoveryCode({ page, expect }, app, recovery) {
  expect(/^401 (GET|POST) \/v1\//);
  expect(/^429 POST \/v1\/session\/two-factor$/);
  const asks = asksForCode(page);
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  await page.keyboard.type(app.wrong());
  await page.keyboard.press('Enter');
  await asks.wrong.waitFor();
  await page.keyboard.type(app.last());
  // One that comes too soon after a wrong one is not looked at; the page says how long, and lets it be sent again then.
  await until('the used code is refused', async () => {
    if (await asks.wrong.isVisible()) return true;
    const send = page.getByRole('button', { name: 'Continue' });
    if (await send.isEnabled()) await send.click({ timeout: 1000 });
    return false;
  });
  await enters(page, recovery);
}

async function enters(page, recovery) {
  await asksForCode(page).useRecovery.click();
  await asksForCode(page).recovery.fill(recovery);
  await page.keyboard.press('Enter');
}

/** A recovery code works once, another one does. */
async function signsInElsewhere(elsewhere, ada, codes) {
  elsewhere.expect(/^401 (GET|POST) \/v1\//);
  await signedIn(elsewhere, ada);
  await elsewhere.page.goto('/security');
  await enters(elsewhere.page, codes[0]);
  await elsewhere.page.getByText('This is none of your recovery codes, or was used before. Enter another one.').waitFor();
  await elsewhere.page.keyboard.type(codes[1]);
  await elsewhere.page.keyboard.press('Enter');
  await securityPage(elsewhere.page).sessions.getByText('This browser').waitFor();
}

async function endsTheOthers(ada, elsewhere) {
  const { page } = ada;
  const security = securityPage(page);
  await security.open();
  await until('both sessions are listed', async () => (await security.lines.count()) === 2);
  await page.getByRole('button', { name: 'End the session of Chrome on Linux' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await page.getByText('The session of Chrome on Linux is ended.').waitFor();
  await page.getByText('You are signed in nowhere else.').waitFor();
  await elsewhere.page.reload();
  await elsewhere.page.getByRole('heading', { name: /^Sign in to / }).waitFor();

  await signedIn(elsewhere, ada); // half signed in: a session all the same
  await security.open();
  await page.getByRole('button', { name: 'End all other sessions…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End 1 session' }).click();
  await page.getByText('1 session is ended.').waitFor();
}

async function renews({ page }, app) {
  await securityPage(page).newCodes.click();
  await asksForCode(page).code.fill(await app.code());
  await page.keyboard.press('Enter');
  const kept = securityPage(page).dialog('Keep your new recovery codes');
  await kept.waitFor();
  const codes = await keepRecoveryCodes(page);
  await kept.getByRole('button', { name: 'Done' }).click();
  await kept.waitFor({ state: 'detached' });
  assert.equal(await focused(page), 'New recovery codes…');
  return codes;
}

story('an organization that requires it holds a member until it is on, and asks for a code to lift it', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  await joined(ada, id, mia, mia);

  // Nobody requires of others what they could not lift themselves.
  const settings = settingsPage(ada.page);
  await settings.open(id);
  assert.ok(await settings.requireTwoFactor.isDisabled());
  await ada.page.getByRole('link', { name: 'Go to Security' }).click();
  await securityPage(ada.page).turnOn.waitFor();
  const { app } = await withTwoFactor(ada);

  await until('one is counted as without it', async () => (await api(ada, `GET /v1/organizations/${id}/counts`)).without_two_factor === 1);
  await settings.open(id);
  await settings.requireTwoFactor.check();
  await ada.page.getByText('1 active member has not turned it on and is held back from the next request on.').waitFor();
  const others = ada.context.waitForEvent('page');
  await ada.page.getByRole('link', { name: 'See who, in a new tab' }).click();
  const list = usersPage(await others);
  await list.row('Mia Fischer').waitFor();
  assert.equal(await list.row('Ada Winter').count(), 0);
  await settings.save.click();
  await ada.page.getByText('The settings are saved.').waitFor();

  await enrolsThere(mia, id);
  await list.openWith(id, '?two_factor=on', 'Mia Fischer');

  // A session is fresh for a quarter of an hour, which no story waits for: the first answer is made up, the rest is real.
  const stale = staleOnce(ada, `/v1/organizations/${id}`);
  await stale();
  await settings.requireTwoFactor.uncheck();
  await settings.save.click();
  const proof = ada.page.getByRole('dialog', { name: 'Confirm that it is you' });
  await proof.getByRole('button', { name: 'Cancel' }).click();
  await ada.page.getByText('Nothing was changed: for this you have to confirm that it is you.').waitFor();
  await stale();
  await settings.save.click();
  await asksForCode(proof).code.fill(await app.code());
  const saved = ada.page.waitForResponse((response) => response.request().method() === 'PATCH' && response.ok());
  await ada.page.keyboard.press('Enter');
  await saved; // the words of the first saving may still be there
  await settings.open(id);
  assert.ok(!(await settings.requireTwoFactor.isChecked()));
});

/** Opens the organization, is held, enrols right there, and is in. */
async function enrolsThere({ page, expect }, organization) {
  expect(/^403 GET \/v1\/organizations\//);
  await page.goto(`/orgs/${organization}/users`);
  await page.getByRole('heading', { name: 'Brightwater requires two-factor authentication' }).waitFor();
  await page.getByRole('button', { name: 'Set up two-factor authentication' }).click();
  const app = await scanned(page);
  await asksForCode(page).code.fill(await app.code());
  await page.keyboard.press('Enter');
  await keepRecoveryCodes(page);
  await page.getByRole('button', { name: 'Go to Brightwater' }).click();
  await usersPage(page).row(/Mia Fischer/).waitFor();
}

/** Has the next write to the path refused as one of a session that is no longer fresh. */
function staleOnce({ page, expect }, path) {
  return async () => {
    expect(new RegExp(`^403 (PATCH|POST) ${path}$`));
    const problem = { type: '/problems/fresh-sign-in-required', title: 'Forbidden', status: 403 };
    let due = true;
    await page.route(`**${path}`, (route) => {
      if (!due || route.request().method() === 'GET') return route.fallback();
      due = false;
      return route.fulfill({ status: 403, contentType: 'application/problem+json', json: problem });
    });
  };
}

story('making an organization admin asks who one is, over what is being typed, and goes on by itself', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  const bo = somebody('Bo Castell');
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const member = await joined(ada, id, mia, mia);
  const { page } = ada;

  // Without an app one signs in again, and comes back to the same page.
  const path = `/v1/organizations/${id}/members/${member}`;
  await staleOnce(ada, path)();
  page.on('dialog', (dialog) => dialog.accept()); // the browser's own, about what is not saved
  await personPage(page).open(id, member);
  await page.getByRole('radio', { name: 'Organization admin' }).check();
  await personPage(page).save.click();
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
  // The provider knows the browser, and asks all the same.
  await proof.getByRole('link', { name: 'Sign in again' }).click();
  await signIn(page, ada);
  await personPage(page).heading('Mia Fischer').waitFor();
  await page.getByRole('radio', { name: 'Organization admin' }).check();
  await personPage(page).save.click();
  await personPage(page).saveBar.waitFor({ state: 'hidden' });

  // With one, a code is enough, and nothing that was typed is lost.
  const { app } = await withTwoFactor(ada);
  const stale = staleOnce(ada, `/v1/organizations/${id}/invitations`);
  await usersPage(page).open(id);
  await usersPage(page).invite();
  const invite = inviteDialog(page);
  await invite.addresses.fill(bo.address);
  await page.getByRole('radio', { name: 'Organization admin' }).check();
  const send = page.getByRole('button', { name: 'Send 1 invitation', exact: true });
  await stale();
  await send.click();
  await proof.waitFor();
  assert.match(await focused(page), /^Code/);
  await page.keyboard.press('Escape');
  await proof.waitFor({ state: 'detached' });
  await page.getByText('Nothing was changed: for this you have to confirm that it is you.').waitFor();
  await invite.dialog.getByText(bo.address).waitFor(); // the dialog below is still there
  await stale();
  await page.getByRole('button', { name: 'Send the rest again' }).click();
  await asksForCode(proof).code.fill(await app.code());
  await page.keyboard.press('Enter');
  await page.getByText('1 invitation is on its way.').waitFor();
  await usersPage(page).openWith(id, '?tab=invited', bo.address);
});
