import assert from 'node:assert/strict';
import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { firstAdAccount, joined } from '../house/given.mjs';
import { mailTo } from '../house/mail.mjs';
import { until } from '../house/patience.mjs';
import { story } from '../house/story.mjs';
import { focused, tabTo } from '../pages/keys.mjs';
import { usersPage } from '../pages/users.mjs';

/** Ada at the list of an organization in which Mia views the only ad account. */
async function begin(visitor) {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  await joined(ada, id, mia, mia, { ad_account_roles: [{ ad_account: await firstAdAccount(ada, id), role: 'viewer' }] });
  await usersPage(ada.page).openWith(id, '', mia.address);
  return { page: ada.page, press: (key) => ada.page.keyboard.press(key), type: (text) => ada.page.keyboard.type(text) };
}

const focusIsOn = (page, name) => until(`the focus on ${name}`, async () => name.test(await focused(page)));

story('inviting works by keyboard alone, and the focus is back at Invite afterwards', async ({ visitor }) => {
  const { page, press, type } = await begin(visitor);
  const jonas = somebody('Jonas Weber');
  await tabTo(page, /^Invite$/);
  await press('Enter');
  await page.getByRole('menuitem', { name: 'Invite users' }).waitFor();
  await focusIsOn(page, /^Invite users$/);
  await press('Enter');
  await focusIsOn(page, /^E-mail addresses$/);
  await type('jonas@northwind');
  await press('Enter');
  await page.getByText('“jonas@northwind” is not a complete address.').waitFor();
  await press('Backspace'); // makes the chip text again
  await press('Control+A');
  await type(`${jonas.address},`);
  await page.getByRole('listitem').filter({ hasText: jonas.address }).waitFor();

  await tabTo(page, /^Member$/);
  await tabTo(page, /^Ad accounts of role 1$/);
  await press('Enter');
  await page.getByRole('option', { name: 'Brightwater' }).waitFor();
  await press('ArrowDown');
  await press('Enter');
  await press('Escape');
  await focusIsOn(page, /^Ad accounts of role 1: Brightwater$/);
  await tabTo(page, /^Role 1$/);
  await press('Enter');
  await page.getByRole('option', { name: 'Campaign manager' }).waitFor();
  await type('Campaign');
  await press('Enter');
  await page.getByRole('option').first().waitFor({ state: 'hidden' });

  await tabTo(page, /^Permissions/);
  await press('Space');
  await tabTo(page, /^Finance$/);
  await press('Space');
  await page.getByText('3 of 3').waitFor();
  await tabTo(page, /^Send 1 invitation$/);
  await press('Enter');
  await page.getByText('1 invitation is on its way.').waitFor();
  await focusIsOn(page, /^Invite$/);
  const { body } = await mailTo(jonas.address, / invites you to Brightwater /);
  assert.match(body.text, /Brightwater: Campaign manager/);
  assert.match(body.text, /Finance: /);
});

story('editing works by keyboard alone', async ({ visitor }) => {
  const { page, press } = await begin(visitor);
  await tabTo(page, /^Actions for Mia Fischer$/);
  await press('Enter');
  await focusIsOn(page, /^Edit permissions$/);
  await press('Enter');
  await page.getByRole('heading', { name: 'Mia Fischer' }).waitFor();

  await tabTo(page, /^Remove Viewer on Brightwater$/);
  await press('Enter');
  await page.getByText('loses access to it and stays in the organization').waitFor();
  // What was pressed is gone: the keyboard goes on at what took its place.
  await focusIsOn(page, /^Undo: Viewer on Brightwater$/);
  await press('Enter');
  await focusIsOn(page, /^Remove Viewer on Brightwater$/);
  await tabTo(page, /^Add role on Brightwater$/);
  await press('Enter');
  await page.getByRole('menuitem', { name: 'Account admin' }).waitFor();
  await focusIsOn(page, /^Account admin$/);
  await press('Enter');
  await focusIsOn(page, /^Add role on Brightwater$/);
  await tabTo(page, /^Technical$/);
  await press('Space');
  await page.getByText('5 changes: Account admin on Brightwater added, 4 permissions added').waitFor();
  await tabTo(page, /^Save changes$/);
  await press('Enter');
  await page.getByText('Mia Fischer: saved.').waitFor();
});

story('Escape closes menus and dialogs, and the focus returns to the row', async ({ visitor }) => {
  const { page, press } = await begin(visitor);
  await tabTo(page, /^Actions for Mia Fischer$/);
  await press('Enter');
  await focusIsOn(page, /^Edit permissions$/);
  await press('Escape');
  await focusIsOn(page, /^Actions for Mia Fischer$/);

  await press('Enter');
  await focusIsOn(page, /^Edit permissions$/);
  await press('End');
  await focusIsOn(page, /^Remove user…$/);
  await press('Enter');
  await page.getByRole('dialog', { name: 'Remove Mia Fischer?' }).waitFor();
  await until('the focus in the dialog', () => page.evaluate(() => Boolean(document.activeElement.closest('[role=dialog]'))));
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await focusIsOn(page, /^Actions for Mia Fischer$/);

  await tabTo(page, /^Invite$/, 'Shift+Tab');
  await press('Enter');
  await focusIsOn(page, /^Invite users$/);
  await press('Enter');
  await focusIsOn(page, /^E-mail addresses$/);
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await focusIsOn(page, /^Invite$/);
});

story('the first Tab offers to skip to the content', async ({ visitor }) => {
  const { page, press } = await begin(visitor);
  await press('Tab');
  await focusIsOn(page, /^Skip to content$/);
  await press('Enter');
  await page.getByRole('button', { name: 'Export CSV' }).waitFor();
  await press('Tab');
  await focusIsOn(page, /^Export CSV$/);
});

story('what has the focus is never under the bars at top and bottom', async ({ visitor }) => {
  const { page, press } = await begin(visitor);
  await usersPage(page).act('Mia Fischer', 'Edit permissions');
  for (const size of [{ width: 1280, height: 420 }, { width: 360, height: 640 }]) {
    await page.setViewportSize(size);
    const technical = page.getByRole('checkbox', { name: 'Technical', exact: true });
    await technical.focus();
    await press('Space');
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor();
    await tabTo(page, /^Organization admin$|^Member$/, 'Shift+Tab');
    await tabTo(page, /^Save changes$/);
    await technical.focus();
    await press('Space');
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden' });
  }
});
